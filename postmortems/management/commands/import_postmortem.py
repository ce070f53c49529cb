"""`import_postmortem FILE...`: take in reviews that were written in Markdown, each as a whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from postmortems.reviews.models import Visibility
from postmortems.timeline.importers import markdown
from postmortems.timeline.importers.decoding import LARGEST
from postmortems.timeline.importers.result import ImportedReview
from postmortems.workspace.import_report import found_in, problem_line, remarks_on, tally
from postmortems.workspace.importing import already_here, take_in


class Command(BaseCommand):
    help = "Take in postmortems written in Markdown, with or without front matter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--owner", metavar="EMAIL", help="who keeps the reviews; without it any facilitator does")
        parser.add_argument("--visibility", choices=Visibility.values, default=Visibility.EVERYONE)
        parser.add_argument("--dry-run", action="store_true", help="read and say what is found, store nothing")

    def handle(self, *, files: list[Path], visibility: str, dry_run: bool, owner: str | None, **options: Any) -> None:
        self.owner, self.visibility, self.dry_run = _person(owner), visibility, dry_run
        if visibility != Visibility.EVERYONE and self.owner is None:
            raise CommandError(_("Reviews that not everybody sees need an --owner who does."))
        self.drafts: list[ImportedReview] = []
        self.here_before = self.broken = 0
        for path in files:
            self._take(path)
        self._print_table()
        if self.broken:
            said = _("%(broken)d of %(files)d files could not be read; nothing of them was stored.")
            raise CommandError(said % {"broken": self.broken, "files": len(files)})

    def _take(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                draft = markdown.read(file.read(LARGEST + 1))
        except OSError as error:
            self._refuse(path, [error.strerror or _("cannot be read")])
            return
        if draft.problems:
            self._refuse(path, [problem_line(problem) for problem in draft.problems])
            return
        self.drafts.append(draft)
        self._store(path, draft)

    def _refuse(self, path: Path, reasons: list[str]) -> None:
        self.broken += 1
        for reason in reasons:
            self.stderr.write(f"{path}: {reason}")

    def _store(self, path: Path, draft: ImportedReview) -> None:
        earlier = already_here(draft)
        if earlier is None and not self.dry_run:
            taken = take_in(draft=draft, owner=self.owner, visibility=self.visibility)
            earlier, ref = (None, taken.review.ref) if taken.is_new else (taken.review, taken.review.ref)
        else:
            ref = earlier.ref if earlier else _("would be new")
        if earlier:
            self.here_before += 1
            self.stdout.write(_("%(file)s: already here as %(ref)s, nothing changed") % {"file": path, "ref": ref})
            return
        self.stdout.write(f"{path}: {ref}: {', '.join(found_in(draft))}")
        for remark in remarks_on(draft):
            self.stdout.write(f"    {remark}")

    def _print_table(self) -> None:
        self.stdout.write("")
        for label, count in tally(self.drafts, here_before=self.here_before, broken=self.broken):
            self.stdout.write(f"{count:>6}  {label}")


def _person(email: str | None) -> User | None:
    if email is None:
        return None
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
    return found
