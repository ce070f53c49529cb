"""What the crowd writes: frames, each filled with every part of a shop. The guard judges all before any is used."""

from itertools import product

from postmortems.factors.taxonomy import Code

GIVEN = """
    Ada Amir Anouk Arun Bela Bruno Carla Chidi Dana Dario Edda Elif Emil Farah Felix Gita Hana Hugo Ilse Imran Ines Ivo
    Jana Jonas Kaito Kira Lars Leila Lena Luca Malik Mara Mika Mina Nadia Nils Noor Olga Omar Pavel Petra Rafa Rosa
    Samir Sara Selma Tariq Tessa Uma Viktor
"""
FAMILY = "Ander Berg Bruck Dal Ebers Fal Gruen Hart Holm Kess Lind Mar Nord Oster Pell Quist Ros Sand Tarn Weid"
FAMILY_ENDS = "mann en feld ström ova"
OF = "checkout payment search login basket billing stock shipping catalogue profile rating newsletter"
WHAT = "service database queue cache gateway"
KINDS = "observation observation trigger detection hypothesis diagnosis decision action communication mitigation"
TAGS = ["cascading failure", "expired certificate", "bad config", "thundering herd", "full disk", "clock skew"]

TITLES = """
{part} unavailable for some minutes
{part} answered slowly all morning
Orders waited in the {part}
{part} refused new connections
{part} lost its replica over night
Certificate of the {part} ran out
{part} served old prices
Deploy of the {part} rolled back twice
"""
NOTICED = """
Customers could not pay while the {part} was away
The dashboard of the {part} went red
Support heard of timeouts in the {part}
The {part} answered with errors after the evening deploy
"""
EVENTS = """
Latency of the {part} rises above two seconds on {host}.
Alarm for the {part} reaches the pager of the team.
Build {build} of the {part} goes to all regions.
The {part} on {host} runs out of connections.
Traffic moves to the other region, {host} keeps its load.
Errors of the {part} fall back to the usual level.
The graph of the {part} shows a step at the time of build {build}.
Rollback to the build before {build} begins.
{host} is taken out of the pool of the {part}.
The queue in front of the {part} holds forty thousand messages.
Replica {host} lags nine minutes behind the {part}.
Status page says that the {part} is affected.
The disk of {host} is full of old logs of the {part}.
Second alarm: timeouts between {host} and the {part}.
The runbook of the {part} names a dashboard that was moved.
Support counts ninety calls about the {part}.
Restart of {host} brings the {part} back for a minute.
The certificate on {host} is renewed by hand.
Feature flag for the {part} is switched off everywhere.
Cache of the {part} is warm again, {host} rejoins.
"""
FACTORS = {
    Code.DESIGN: "The {part} retries without a limit by default\nOne setting of the {part} holds for all regions",
    Code.CHANGE: "A change of the {part} reaches all regions at once\nThe release of the {part} has no slow start",
    Code.TESTING: "No test runs the {part} with a full disk\nThe test data of the {part} is smaller than a day's",
    Code.CAPACITY: "The pool of the {part} ends at a hundred connections\nThe {part} has no headroom on sale days",
    Code.DEPENDENCY: "The {part} waits for a supplier without a timeout\nThe {part} shares a switch with its fallback",
    Code.SEEING: "No alarm watches the age of messages in the {part}\nThe dashboard of the {part} shows means only",
    Code.TOOLS: "The console shows the {part} of both regions alike\nThe push tool hides the hosts of the {part}",
    Code.PROCEDURES: "The runbook of the {part} has the old hosts\nThe steps for the {part} stand in two places",
    Code.KNOWLEDGE: "The way back for the {part} is known in one team\nTraining leaves the {part} out",
    Code.COMMUNICATION: "The handover leaves out the {part}\nAlarms of the {part} go to a channel without readers",
    Code.OWNERSHIP: "No team has the {part} on its list\nTwo teams change the {part} on the same day",
    Code.WORKLOAD: "The deploy of the {part} falls into the night\nNine alarms for the {part} come at once",
    Code.GOALS: "The goal of the quarter puts features of the {part} first\nSavings took the spare hosts of the {part}",
    Code.SAFEGUARDS: "Nothing stops the {part} when its input is empty\nThe backup of the {part} is not read back",
    Code.MAINTENANCE: "The {part} runs on a version without support\nOld jobs of the {part} still start each night",
    Code.OUTSIDE: "A storm took the line to the {part}\nA law changed what the {part} has to keep",
}
ACTIONS = """
Let the {part} stop retrying after three times
Add an alarm on the age of messages in the {part}
Roll changes of the {part} out region by region
Write the way back for the {part} into its runbook
Give the {part} a timeout for its supplier
Remove the shared switch between {part} and fallback
Rehearse the failover of the {part} with both teams
Show the region in the console of the {part}
Raise the pool of the {part} and load-test it
Read the backup of the {part} back each week
Move the {part} to a version with support
Measure how long the {part} takes to restart
"""
QUESTIONS = """
Why did the second alarm of the {part} stay silent?
Since when has the {part} kept two copies?
What would have shown the {part} earlier?
"""
LESSONS = """
The alarm of the {part} came from outside before ours.
The fallback of the {part} holds for an hour.
A region that depends on the {part} can be emptied in nine minutes.
The {part} recovers by itself once its queue is short.
"""
PARTS = [f"{of} {what}" for of, what in product(OF.split(), WHAT.split())]


def filled(frames: str) -> list[str]:
    """Each frame with each part."""
    said = [frame.replace("{part}", part) for frame in frames.strip().splitlines() for part in PARTS]
    return [words[0].upper() + words[1:] for words in said]


def guarded() -> dict[str, list[str]]:
    """What goes through the guard where people write it."""
    factors = [words for frames in FACTORS.values() for words in filled(frames)]
    return {"titles": filled(TITLES), "factors": factors, "actions": filled(ACTIONS), "lessons": filled(LESSONS)}


def lists() -> dict[str, list[str]]:
    """Every list that the statements name."""
    family = [begin + end for begin, end in product(FAMILY.split(), FAMILY_ENDS.split())]
    return guarded() | {
        "given": GIVEN.split(),
        "family": family,
        "parts": PARTS,
        "tags": TAGS,
        "kinds": KINDS.split(),
        "codes": [code.value for code, frames in FACTORS.items() for _words in filled(frames)],
        "noticed": filled(NOTICED),
        "events": filled(EVENTS),
        "questions": filled(QUESTIONS),
    }
