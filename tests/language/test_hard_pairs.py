"""Pairs of sentences that share their words and differ in what they say. Each ruling was decided by hand."""

from tests.language.rulings import misses

RULINGS = [
    ("blame", "An engineer accidentally deleted the bucket."),
    ("coach", "The bucket was accidentally deleted."),
    ("coach", "The step was skipped."),
    ("ok", "No alert was configured."),
    ("blame", "Human error."),
    ("blame", "Carelessness."),
    ("coach", "Manual error."),
    ("coach", "Failure to follow the procedure."),
    ("blame", "Failure of the technician to follow the procedure."),
    ("coach", "The payments team missed the notice."),
    ("blame", "QA was asleep at the wheel."),
    ("blame", "Dana could have caught this."),
    ("ok", "Dana could not have caught this, the diff hides generated files."),
    ("ok", "A canary would have caught this."),
    ("ok", "Marta trusted the dry run, and the dry run does not evaluate triggers."),
    ("blame", "The UI is confusing, true, yet she did not read it."),
    ("blame", "Nobody blames Esra, she simply did not do what the checklist says."),
    ("ok", "Tariq was not careless, he had no way to see the flag was global."),
    ("blame", "Fatima lacked the experience."),
    ("coach", "Limited knowledge in the team."),
    ("ok", "Onboarding does not cover failover."),
    ("ok", "Driver error 43."),
    ("ok", "Bob, our deploy bot, tagged the wrong image."),
    ("blame", "Watson in release engineering disabled the gate because he was impatient."),
    ("ok", "A developer ran the tests from a pane that still had DATABASE_URL at production."),
    ("blame", "The root cause was a developer running the tests."),
    # one verb, several doers
    ("blame", "Tariq ignored the exit code."),
    ("ok", "Jenkins ignored the exit code."),
    ("ok", "The health check ignored the exit code."),
    ("coach", "We ignored the exit code."),
    # the same act, with and without the condition that shaped it
    ("blame", "Mei did not see to the alarm, she never checked it."),
    ("ok", "The engineer on call did not answer the page because the app had logged out."),
    ("blame", "The operator did not answer the page because she was distracted."),
]
HOMONYMS = [
    "The operator pattern reconciled the wrong namespace.",
    "The pilot project ignored the new limits.",
    "The device driver missed an interrupt.",
    "The reviewer bot skipped the file because it was generated.",
    "The browser agent ignored the header.",
    "We spent the error budget in two days.",
    "Mistake-proofing was planned for the next quarter.",
    "A segmentation fault took down the worker.",
    "All replicas share one fault domain.",
    "git blame shows the line came from the 2019 import.",
    "A page fault storm slowed the host.",
    "A careless default in the chart exposed the port.",
]


def test_rulings() -> None:
    assert not misses(RULINGS)


def test_homonyms_are_left_alone() -> None:
    assert not misses(("ok", text) for text in HOMONYMS)


PRAISE_AND_PLANS = [
    "Add how anybody can tell that it helped.",
    "Take somebody off the list when they ask for it.",
    "The worker starts again, as the supervisor does.",
    "Thanks to Priya for writing the runbook.",
    "Priya should get a thank-you for the quick rollback.",
    "The on-call engineer should call the network team when both links are down.",
    "If the team had been paged, the outage would have been shorter.",
    "Nobody knew that the key would expire, because the inventory does not list it.",
]


def test_praise_and_plans_are_left_alone() -> None:
    assert not misses(("ok", text) for text in PRAISE_AND_PLANS)


DENIED = [
    ("ok", "Leila made no mistake."),
    ("ok", "He was neither lazy nor late."),
    ("ok", "Piotr didn't forget, the reminder was never sent."),
    ("ok", "Nothing suggests that the crew were careless."),
    ("ok", "Rumours that the guard was asleep are not true."),
    ("ok", "An approver must not approve a file of their own."),
    ("ok", "Storm Ciara took the mast down."),
    ("blame", "There is no excuse for Kim's carelessness."),
    ("blame", "Nobody but Omar was careless."),
    ("blame", "Tim was not careless; he was lazy."),
    ("blame", "No one was careless, Kim forgot it."),
]


def test_a_verdict_that_is_turned_down_is_no_verdict_unless_it_is_taken_back() -> None:
    assert not misses(DENIED)


WORK_JUDGED = [
    ("blame", "Gita's merge was careless."),
    ("ok", "Gita's merge was careful and small."),
    ("ok", "Gita's merge was reverted at noon."),
    ("blame", "His review was sloppy."),
    ("blame", "The handover by the medic was slapdash."),
    ("ok", "The scheduler's retry was sloppy, because the jitter was off."),
    ("blame", "Chen Wei's botched migration locked the table."),
    ("coach", "Chen Wei's failed migration locked the table."),
    ("ok", "Jenkins's botched release was rolled back by the pipeline."),
    ("blame", "The intern's half-baked patch reached production."),
    ("blame", "Irresponsible behaviour from the caretaker."),
    ("blame", "Irresponsible behaviour on the part of the caretaker."),
    ("blame", "Yusra's typo took the site down."),
    ("blame", "Okafor's oversight cost us an hour."),
    ("ok", "The driver's error 43 came back after the reboot."),
    ("blame", "That was careless of Okafor."),
]


def test_a_verdict_on_work_is_one_on_whose_work_it_is() -> None:
    assert not misses(WORK_JUDGED)


MEASURED_AGAINST = [
    ("blame", "No competent welder finishes a seam like that."),
    ("blame", "No sensible engineer deploys on a Friday."),
    ("ok", "No competent person had been appointed for the scaffold."),
    ("ok", "No competent operator could have seen this, the lamp was disconnected."),
    ("ok", "No linter worth the name misses that."),
    ("blame", "Kim would have done well to read the notes."),
    ("ok", "The plan would have done better to keep two pumps."),
    ("blame", "Luis has to be taught how to use the pump."),
    ("blame", "Half of ops can't be trusted."),
    ("ok", "Half of the twist locks on that bay are left-handed."),
    ("ok", "Two of the nurses have no key to the cabinet."),
    ("blame", "The engineer concerned has been retrained."),
    ("blame", "Quillon misread the label."),
    ("ok", "Quillon set the flag to true."),
    ("blame", "The crossing keeper forgot the gate."),
    ("ok", "Praise is due to the lock keeper."),
    ("blame", "The outage was due to the lock keeper."),
    ("ok", "Sven thinks the timeout is too short."),
    ("ok", "The nurse says the alarm is too loud."),
    ("blame", "Yiannis thinks the checklist is too long for people like him."),
    ("blame", "Sven thinks the timeout is too short and ignored the ticket."),
]


def test_somebody_is_held_against_others_and_a_thing_is_not() -> None:
    assert not misses(MEASURED_AGAINST)
