"""A condition's card in a template, as postmortems/factors/markup.py writes it, with the form that is open in it."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString

from postmortems.factors import markup
from postmortems.factors.section import Card

register = template.Library()


@register.simple_tag(takes_context=True)
def condition(context: RequestContext, card: Card) -> SafeString:
    """The card for the `review` of the page, as its reader may see and change it."""
    review, ask = context["review"], str(context.get("factor_ask") or "")
    may_edit, for_everybody = bool(context.get("may_edit_factors")), bool(context.get("is_for_everybody"))
    section = markup.section_of(review, may_edit=may_edit, ask=ask, is_for_everybody=for_everybody)
    if card.form:
        return markup.article(card, section, inside=_inside(context, "factors/edit.html", card, form=card.form))
    settle = accept = ""
    if card.settle and not card.offer:
        to = reverse("factor-settle", args=[review.ref, card.factor.pk])
        shown = {"form": card.settle, "to": to, "target": "closest article", "anchor": card.anchor}
        settle = _inside(context, "wording/settle.html", card, **shown)
    if card.accept:
        accept = _inside(context, "factors/accept.html", card)
    return markup.article(card, section, inside=markup.told(card, section, settle=settle, accept=accept))


def _inside(context: RequestContext, name: str, card: Card, **shown: Any) -> SafeString:
    """A form that is open in the card."""
    made: Any = context.template
    with context.push(card=card, factor=card.factor, **shown):
        found: SafeString = made.engine.get_template(name).render(context)
        return found
