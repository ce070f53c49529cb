"""The application's own beat and tasks, asked for every second instead of every minute."""

from postmortems.celery import app

QUICK = ("postmortems.mail.tasks.deliver_due", "postmortems.followup.tasks.remind")
for entry in app.conf.beat_schedule.values():
    if entry["task"] in QUICK:
        entry["schedule"] = 1.0
