"""What other people's pages get when a condition is new, changed or gone."""

from django.template.loader import render_to_string

from postmortems.factors.models import ContributingFactor
from postmortems.factors.queries import factors_of, numbered, target_of, version_of
from postmortems.factors.section import Card, place_of
from postmortems.wording.disputes import is_held
from postmortems.wording.queries import Asked

EDITOR = "editor"


def factor_changed(object_id: int, audience: str) -> str | None:
    """The card in its list, and away from the other one.

    Held words are nobody's here: whoever may read them fetches a card of their own.
    """
    found = ContributingFactor.objects.filter(pk=object_id).select_related("review__facilitator").first()
    if found is None:
        return None
    factor = numbered(factors_of(found.review), found.review).filter(pk=object_id).first()
    context = {"pk": object_id, "review": found.review, "card": None}
    if factor:
        card = Card(
            factor=factor,
            dispute=Asked(review=found.review_id).about(target_of(factor), state=factor.sentence_state),
            draft=None,
            reads_words=not is_held(factor, field="sentence"),
            version=version_of(factor),
        )
        context |= {"card": card, "place": place_of(factor), "may_edit_factors": audience == EDITOR}
        context["is_for_everybody"] = True
    return render_to_string("factors/change.html", context)
