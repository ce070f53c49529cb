"""The organisation's own words where they are chosen: kinds of condition below the sixteen, and tags of a review."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from postmortems.factors.models import ContributingFactor
from postmortems.factors.tag import Tag, Tagged
from postmortems.factors.taxonomy import Code
from postmortems.reviews.models import Review

Pairs = list[tuple[str, Any]]


def with_own_kinds(rows: QuerySet[ContributingFactor]) -> QuerySet[Any]:
    """The same conditions, each with the name, the definition and the number of its own kind; no further query."""
    chosen = Tagged.objects.filter(factor=OuterRef("pk"))
    return rows.annotate(
        own_kind=Subquery(chosen.values("tag__name")[:1]),
        own_definition=Subquery(chosen.values("tag__definition")[:1]),
        own_number=Subquery(chosen.values("tag")[:1]),
    )


def kind_of(factor: Any) -> str:
    """What a condition from `with_own_kinds` is called: "Observability: alarm without owner"; empty where nobody
    sorted it yet.
    """
    label = str(factor.get_code_display()) if factor.code else ""
    return f"{label}: {factor.own_kind}" if factor.own_kind else label


def own_kinds(*, keeps: int | None = None) -> list[Tag]:
    """The words that can be chosen, and the one that a condition has, even where it is offered no more; one query."""
    return list(Tag.objects.exclude(code="").filter(Q(archived_at=None) | Q(pk=keeps)))


def kind_choices(own: Iterable[Tag]) -> Pairs:
    """The sixteen, below each those of the organisation's own. Pure."""
    found: Pairs = []
    for code in Code:
        found.append((code.value, code.label))
        found += [(choice_of(code, tag.pk), f"{code.label}: {tag.name}") for tag in own if tag.code == code]
    return found


def choice_of(code: str, own: int | None) -> str:
    """One choice as a form says it: OBS, or OBS:12."""
    return f"{code}:{own}" if own else code


def read_choice(said: str) -> tuple[str, int | None]:
    """The same back."""
    code, _colon, own = said.partition(":")
    return code, int(own) if own else None


def tags_on(review: Review) -> list[str]:
    """The names of the tags of the review itself; one query."""
    return list(Tag.objects.filter(uses__review=review, uses__factor=None).values_list("name", flat=True))


def put_own_kind(factor: ContributingFactor, own: int | None) -> None:
    """Let a condition be of this kind alone. One of another code, or none, leaves it with its code."""
    Tagged.objects.filter(factor=factor).delete()
    if own and Tag.objects.filter(pk=own, code=factor.code).exists():
        Tagged.objects.create(tag_id=own, review_id=factor.review_id, factor=factor)
