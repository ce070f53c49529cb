"""A condition's card as HTML, on the page, in an answer to htmx and on other people's screens.

Written here and not in a template because a page shows many of them: docs/decisions/0012-hot-rows.md. Forms stay
templates; the card is handed what they became.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from postmortems.factors.own_words import kind_of
from postmortems.factors.queries import linked_events
from postmortems.factors.section import Card
from postmortems.factors.taxonomy import Sign
from postmortems.reviews.models import Review
from postmortems.wording.policy import WordingState

Words = str | SafeString
ARTICLE = (
    '<article class="card stack tight{held}" id="factor-{pk}" data-order="{order}"{version}{fetch} '
    'aria-label="{label}">{inside}</article>\n'
)
FETCH = ' hx-get="{}" hx-trigger="load" hx-swap="outerHTML"'
HEAD = '<div class="row between top"><p class="row small">{tag}<span class="muted">{facts}</span></p>{edit}</div>'
LINK = '<a href="{to}" hx-get="{to}" hx-target="closest article" hx-swap="outerHTML">{words}{more}</a>'
BUTTON = LINK.replace("<a ", '<a class="button{kind}" ')
FOCUSED = BUTTON.replace("<a ", "<a autofocus ")
HIDDEN = '<span class="visually-hidden">: {}</span>'
MUTED = '<p class="small muted">{}</p>'
OFFER = '<div class="offer"><span>{offer}{reason}</span>{start}</div>'
ANSWER = '<li><a href="{}#action-{}">{}</a> <span class="muted">{}</span></li>'


@dataclass(frozen=True)
class Section:
    """What all cards of one page share: its addresses, whether the reader writes, and who settles held words.
    `is_for_everybody`: the same card goes to many people, and whoever may read held words fetches their own.
    """

    address: str
    page: str
    may_edit: bool
    ask: str = ""
    is_for_everybody: bool = False


def section_of(review: Review, *, may_edit: bool, ask: str = "", is_for_everybody: bool = False) -> Section:
    """The conditions of a review as one reader's page shows them."""
    page, address = reverse("review", args=[review.ref]), reverse("factors", args=[review.ref])
    return Section(address=address, page=page, may_edit=may_edit, ask=ask, is_for_everybody=is_for_everybody)


def article(card: Card, section: Section, *, inside: SafeString) -> SafeString:
    """The card around what stands in it: `told`, or its form."""
    factor = card.factor
    is_fetched = section.is_for_everybody and card.is_held and section.may_edit
    return format_html(
        ARTICLE,
        held=" held" if card.is_held else "",
        pk=factor.pk,
        order=f"{factor.position:06d}-{factor.pk:012d}",
        version=format_html(' data-version="{}"', card.version) if card.version else "",
        fetch=format_html(FETCH, _to(card, section)) if is_fetched else "",
        label=_("Condition"),
        inside=inside,
    )


def told(card: Card, section: Section, *, settle: Words = "", accept: Words = "") -> SafeString:
    """The condition as it reads. `settle` and `accept` are the forms that are open in it."""
    parts = [
        _head(card, section),
        _sentence(card),
        _held(card, section, settle) if card.is_held else "",
        _answers(card, section),
        accept or _decided(card, section),
        *_asides(card, section),
    ]
    return format_html_join("\n", "{}", ([part] for part in parts if part))


def _to(card: Card, section: Section, to: str = "") -> str:
    """An address of the condition."""
    return f"{section.address}{card.factor.pk}/{to}"


def _head(card: Card, section: Section) -> SafeString:
    factor = card.factor
    kind = "well" if factor.sign == Sign.HELD_BACK else "accent"
    tag = format_html('<span class="tag {}">{}</span>', kind, factor.get_sign_display())
    if card.is_held:
        tag = format_html('<span class="tag coach">{}</span>', _("Held for the facilitator"))
    edit: Words = ""
    if section.may_edit:
        words = format_html(HIDDEN, Truncator(factor.sentence).chars(60)) if card.reads_words else ""
        to, button = _to(card, section, "edit/"), FOCUSED if card.has_focus else BUTTON
        edit = format_html(button, to=to, words=_("Edit"), more=words, kind=" quiet small")
    return format_html(HEAD, tag=tag, facts=format_html_join(" · ", "{}", _facts(card, section)), edit=edit)


def _facts(card: Card, section: Section) -> Iterable[tuple[Words]]:
    """How it is sorted, how sure it is, and the events that show it."""
    factor = card.factor
    if factor.code:
        yield (kind_of(factor),)
    if factor.level:
        yield (factor.get_level_display(),)
    yield (factor.get_confidence_display(),)
    if not factor.code and section.may_edit and not card.is_held:
        yield (_link(f"{_to(card, section, 'edit/')}?sort=1", _("sort it")),)
    if factor.is_known_bet:
        yield (_("a known bet"),)
    if shown_by := linked_events(factor):
        n = len(shown_by)
        words = ngettext("%(n)s event", "%(n)s events", n) % {"n": n}
        yield (format_html('<a href="{}#timeline-event-{}">{}</a>', section.page, shown_by[0], words),)


def _sentence(card: Card) -> SafeString:
    if card.reads_words:
        return format_html('<h3 class="preserve">{}</h3>', card.factor.sentence)
    words = _("One sentence waits here until it is settled. It does not count as a cause.")
    return format_html('<p class="muted">{}</p>', words)


def _held(card: Card, section: Section, settle: Words) -> Words:
    """What becomes of held words: another wording on offer, the facilitator's two answers, or that they look at it."""
    who = {"name": section.ask}
    if card.offer:
        said = _("%(name)s offers another way to say it:") % who if who["name"] else ""
        said = said or _("The facilitator offers another way to say it:")
        return format_html("{}{}", _muted(said), _offer(card, section))
    if settle or not card.reads_words:
        return settle
    if section.ask:
        return _muted(_("Your words are kept. %(name)s looks at them; everything else goes on.") % who)
    return _muted(_("Your words are kept. The facilitator looks at them; everything else goes on."))


def _offer(card: Card, section: Section) -> SafeString:
    why = card.dispute.reason if card.dispute else ""
    reason = format_html('<br><span class="small muted">{}</span>', why) if why else ""
    to = f"{_to(card, section, 'edit/')}?offer=1"
    start = format_html(BUTTON, to=to, words=_("Start from this"), more="", kind="") if section.may_edit else ""
    return format_html(OFFER, offer=card.offer, reason=reason, start=start)


def _answers(card: Card, section: Section) -> Words:
    """The action items that answer it, by state. Held words of theirs are not shown here."""
    hidden = _("An action item that waits to be settled")
    said = [hidden if item.sentence_state == WordingState.HELD else item.sentence for item in card.answers]
    items = [
        (section.page, item.pk, words, item.get_state_display()) for item, words in zip(card.answers, said, strict=True)
    ]
    return format_html('<ul class="stack tight small">{}</ul>', format_html_join("", ANSWER, items)) if items else ""


def _decided(card: Card, section: Section) -> Words:
    """Why it is accepted for now; or, where nothing answers it yet, two doors for who may write."""
    factor, to = card.factor, _to(card, section, "accept/")
    if factor.accepted_because:
        why = _("Accepted for now: %(why)s") % {"why": factor.accepted_because}
        link = _link(to, _("Change"), format_html(HIDDEN, _("why it is accepted"))) if section.may_edit else ""
        return _muted(why, link)
    if not (card.is_undecided and section.may_edit):
        return ""
    promise = f"{section.page}actions/?answers={factor.pk}#action-form"
    promise = format_html('<a href="{}">{}</a>', promise, _("promise something"))
    return _muted(_("Nothing answers it yet:"), promise, _("or"), _link(to, _("accept it for now")))


def _asides(card: Card, section: Section) -> Iterable[Words]:
    """Why held words may stand, a thought after saving, words of one's own that are kept beside it."""
    if card.allowed_because and section.may_edit:
        yield _muted(_("It may stand: %(reason)s") % {"reason": card.allowed_because})
    if card.hint:
        thought = _("Saved. One thought for later: %(question)s") % {"question": card.hint}
        yield format_html('<p class="small muted" role="status">{}</p>', thought)
    if card.draft and section.may_edit:
        go_on = _link(_to(card, section, "edit/"), _("Go on with them"))
        yield _muted(_("Other words of yours are kept here as a draft."), go_on)


def _muted(*words: Words) -> SafeString:
    return format_html(MUTED, format_html_join(" ", "{}", ([one] for one in words if one)))


def _link(to: str, words: str, more: Words = "") -> SafeString:
    return format_html(LINK, to=to, words=words, more=more)
