"""What a demo review leaves open, and what was put right on it: its questions and its corrections."""

import datetime as dt

from accounts.models import User
from postmortems.demo.telling import Story
from postmortems.questions.models import Question
from postmortems.reviews.models import Review
from postmortems.shared import clock
from postmortems.shared.text import render
from postmortems.workspace.models import Correction


def make_notes(story: Story, *, review: Review, people: dict[str, User]) -> None:
    """Questions are asked on the day it was filed and answered a day later; a correction says how many days ago."""
    for row in story.get("questions", []):
        is_answered = "answer" in row
        Question.objects.create(
            review=review,
            body=row["asks"],
            asked_by=people[row["by"]],
            asked_at=review.filed_at,
            answer=row.get("answer", ""),
            answered_by=people[row["answered_by"]] if is_answered else None,
            answered_at=review.filed_at + dt.timedelta(days=1) if is_answered else None,
        )
    for row in story.get("corrections", []):
        Correction.objects.create(
            review=review,
            body=row["says"],
            html=render(row["says"]),
            written_by=people[row["by"]],
            written_at=clock.now() - dt.timedelta(days=row["days_ago"]),
        )
