"""Reminders as a state machine: whatever happens in whatever order, the promises of the policy hold. `make prove` runs
it with 2,000 examples of 50 steps (RELIABILITY.md bar 8).
"""

import datetime as dt
import os
from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from postmortems.followup.forecast import left_open
from postmortems.followup.policy import Promised, To, next_asked
from postmortems.followup.rules import DEFAULTS, MOST_UNANSWERED
from postmortems.shared import clock
from postmortems.shared.hours import Hours

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu")
TO_OWNER = (To.OWNER, To.OWNER_AND_KEEPER)
EXAMPLES, STEPS = int(os.environ.get("MODEL_EXAMPLES", "100")), int(os.environ.get("MODEL_STEPS", "20"))


class Reminders(RuleBasedStateMachine):
    """One action item, its owner's calendar, a clock that also jumps back, and an outbox with a unique key."""

    @initialize(
        zone=st.sampled_from(ZONES),
        days=st.sets(st.integers(1, 7), min_size=1),
        mail_days=st.sets(st.integers(1, 7)),
        place=st.sampled_from(["", "DE-BY", "US"]),
        due=st.integers(0, 60),
        state=st.sampled_from(["offered", "accepted"]),
    )
    def promise(self, zone, days, mail_days, place, due, state):
        self.now = clock.at(dt.date(2026, 2, 10), dt.time(12), zone)
        hours = Hours(zone, dt.time(9), dt.time(17), tuple(days), mail_days=tuple(mail_days), place=place)
        due_on = self.now.date() + dt.timedelta(days=due)
        self.item = Promised(state=state, hours=hours, touched_at=self.now, due_on=due_on)
        self.sent: list[tuple[str, dt.date, dt.datetime, bool]] = []
        self.keys: Counter[tuple[str, dt.date]] = Counter()

    def day(self) -> dt.date:
        assert self.item.due_on
        return max(self.item.due_on, self.item.snoozed_until or self.item.due_on)

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours):
        """The machine may have been off for all of it: it looks once at the end, and twice, as two beats would."""
        self.now += dt.timedelta(hours=hours)
        self.look()
        self.look()

    @rule(days=st.integers(1, 25))
    def mornings_come(self, days):
        for _ in range(days):
            self.now = self.item.hours.morning(self.item.hours.day_of(self.now) + dt.timedelta(days=1))
            self.look()

    @rule(minutes=st.integers(-60, 60))
    def clock_is_put_right(self, minutes):
        self.now += dt.timedelta(minutes=minutes)
        self.look()

    def look(self):
        asked = next_asked(self.item, now=self.now, rules=DEFAULTS)
        if asked is None or asked.at > self.now:
            return
        self.keys[asked.step.kind, self.day()] += 1
        self.sent.append((asked.step.kind, self.day(), self.now, asked.to in TO_OWNER and not asked.step.in_app))
        self.item = left_open(self.item, replace(asked, at=self.now))

    def touched(self, **changes):
        before = self.day()
        self.item = replace(self.item, touched_at=self.now, unanswered=0, **changes)
        if self.day() != before:
            told = {kind: at for kind, day, at, _to in self.sent if day == self.day()}
            self.item = replace(self.item, told=told)

    @rule(days=st.integers(1, 40))
    def moves(self, days):
        self.touched(due_on=self.item.hours.day_of(self.now) + dt.timedelta(days=days), room_asked_at=None)

    @rule(days=st.integers(1, 20))
    def puts_off(self, days):
        self.touched(snoozed_until=self.item.hours.day_of(self.now) + dt.timedelta(days=days))

    @rule(state=st.sampled_from(["accepted", "blocked", "talk_first", "done", "declined"]))
    def answers(self, state):
        self.touched(state=state)

    @rule()
    def says_a_word(self):
        self.touched()

    @rule(days=st.integers(0, 15))
    def takes_days_off(self, days):
        first = self.item.hours.day_of(self.now)
        hours = replace(self.item.hours, off=(*self.item.hours.off, (first, first + dt.timedelta(days=days))))
        self.item = replace(self.item, hours=hours)

    @invariant()
    def nothing_is_said_twice(self):
        assert all(count == 1 for count in getattr(self, "keys", Counter()).values())

    @invariant()
    def the_owner_hears_of_it_by_day_and_seldom(self):
        mails = [at for *_rest, at, to_owner in getattr(self, "sent", []) if to_owner]
        if not mails:
            return
        hours, there = self.item.hours, clock.local(mails[-1], self.item.hours.zone)
        assert dt.time(8) <= there.time() < dt.time(18)
        assert there.isoweekday() in hours.days
        if len(mails) > 1:
            plain = replace(hours, off=())  # days off that were taken later do not undo what was rest then
            assert plain.add(plain.day_of(mails[-2]), DEFAULTS.rest) <= there.date()

    @invariant()
    def four_without_a_word_are_enough(self):
        if hasattr(self, "item"):
            assert self.item.unanswered <= MOST_UNANSWERED

    @invariant()
    def what_is_over_is_not_spoken_of(self):
        if hasattr(self, "item") and self.item.state in ("done", "declined"):
            assert next_asked(self.item, now=self.now, rules=DEFAULTS) is None


TestReminders = Reminders.TestCase
TestReminders.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
