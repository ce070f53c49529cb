"""What a document of a review holds, thing by thing. The names are those of the models, so that one who knows the code
or the page can read the file.
"""

from postmortems.actions.check import EffectCheck
from postmortems.actions.models import ActionItem, Replan
from postmortems.attachments.models import Attachment
from postmortems.exports.columns import Columns
from postmortems.factors.models import ContributingFactor
from postmortems.questions.models import Question
from postmortems.reviews.models import Incident, Participant, Review
from postmortems.thanks.models import Thanks
from postmortems.timeline.models import EventSource, Evidence, TimelineEvent
from postmortems.wording.models import Text
from postmortems.workspace.models import Correction

FORMAT, VERSION = "second-story-review", 1

REVIEW = Columns(
    Review,
    plain=("kind", "depth", "zone", "source_url", "signs", "sections", "meeting_at", "names_as_roles"),
    words=("title", "depth_reason"),
    needs=("title",),
)
STANDING = Columns(
    Review,
    plain=("state", "state_before", "filed_at", "shown_at", "published_at", "closed_at", "closer_look_at"),
    words=("state_reason",),
    needs=("state", "filed_at"),
)
PERSON = Columns(Participant, plain=("role", "pseudonym", "ready_at", "fine_at"), needs=("id", "name"))
INCIDENT = Columns(
    Incident,
    plain=("severity", "found_by", *Incident.STAMPS, "about", "unknown", "impact_count", "impact_unit", "impact_basis"),
    words=("noticed", "impact_who", "impact_felt", "impact_displaced", "impact_unknown"),
    needs=("noticed",),
)
TEXT = Columns(Text, plain=("slot", "changed_at"), words=("body",), needs=("slot", "body"))
SOURCE = Columns(EventSource, plain=("name", "kind", "zone", "offset"), needs=("id", "name"))
EVENT = Columns(
    TimelineEvent,
    plain=(
        *("occurred_at", "ended_at", "is_about", "zone", "kind", "source", "recorded_at", "names_its_zone"),
        *("has_two_views", "evidence_url", "is_starred", "is_noise", "external_id", "written_at"),
    ),
    words=("body", "other_view", "role"),
    needs=("id", "occurred_at", "body"),
)
EVIDENCE = Columns(Evidence, plain=("kind", "url"), words=("quote", "said_by", "label"), needs=("kind",))
FACTOR = Columns(
    ContributingFactor,
    plain=("sign", "code", "level", "confidence", "is_known_bet", "position", "written_at"),
    words=("sentence", "accepted_because"),
    needs=("id", "sentence"),
)
ACTION = Columns(
    ActionItem,
    plain=(
        *(
            "type",
            "strength",
            "reach",
            "due_on",
            "first_due_on",
            "state",
            "accepted_at",
            "done_on",
            "first_done_on",
            "in_the_way",
        ),
        *("outcome", "effect", "effect_check_on", "effect_answered_on", "room_asked_at", "snoozed_until", "snoozed"),
        *("touched_at", "written_at"),
    ),
    words=("sentence", "done_when", "reason", "hypothesis", "effect_note"),
    needs=("id", "sentence"),
)
REPLAN = Columns(
    Replan, plain=("was_on", "now_on", "in_the_way", "moved_at"), words=("note",), needs=("now_on", "moved_at")
)
CHECK = Columns(
    EffectCheck,
    plain=("days", "planned_on", "effect", "answered_on"),
    words=("evidence",),
    needs=("days", "planned_on"),
)
QUESTION = Columns(
    Question, plain=("kind", "asked_at", "answered_at"), words=("body", "answer"), needs=("body", "asked_at")
)
CORRECTION = Columns(Correction, plain=("written_at",), words=("body",), needs=("body", "written_at"))
THANKS = Columns(Thanks, plain=("kind", "said_on"), words=("words",), needs=("words", "said_on"))
FILE = Columns(Attachment, plain=("kind", "width", "height"), words=("name", "alt"), needs=("id", "kind", "name"))


def word(name: str, definition: str) -> dict[str, str]:
    """One of the organisation's own words: a tag, or a kind of condition below the sixteen."""
    return {"name": name, "definition": definition}
