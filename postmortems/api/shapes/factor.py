"""A contributing factor as programs see it."""

from typing import Annotated

from ninja import Schema
from pydantic import Field

from postmortems.api.fields import Filled, Listing, Number, Sent, Words, among
from postmortems.factors.taxonomy import Code, Confidence, Level, Sign

Empty = Annotated[str, Field(pattern="^$")]

FactorSign = Annotated[Sign, among(Sign)]
HowSure = Annotated[Confidence, among(Confidence)]
FactorCode = Annotated[Code, among(Code)]
FactorLevel = Annotated[Level, among(Level)]


class FactorShown(Schema):
    """One condition in the tools, the process or the organisation. `sentence` is null while its words wait for the
    facilitator and are not yours to read.
    """

    id: int
    ref: str
    url: str
    sentence: str | None
    sentence_state: str
    sign: FactorSign
    code: str
    own_kind: str = Field(description="The organisation's own kind below the code; empty for none.")
    level: str
    confidence: HowSure
    is_known_bet: bool
    accepted_because: str
    shown_by: list[int]
    answered_by: list[int]


class FactorPage(Schema):
    items: list[FactorShown]
    next: str | None


class FactorsAsked(Listing):
    pass


class FactorWritten(Sent):
    """A cause that ends with a person is refused (422), with the reason, a question and a sentence to start from."""

    sentence: Filled = Field(max_length=500)
    sign: FactorSign = Sign.MADE_POSSIBLE
    code: FactorCode | Empty = ""
    own_kind: str = Field("", description="The name of one of your own kinds below the code.", max_length=60)
    level: FactorLevel | Empty = ""
    confidence: HowSure = Confidence.GUESS
    is_known_bet: bool = False
    shown_by: list[Number] = Field([], description="Numbers of entries of the story that show it.", max_length=500)
    ask_facilitator: bool = Field(False, description="Keep refused words, and let the facilitator decide.")


class FactorChange(Sent):
    """Only what is sent changes."""

    sentence: Filled = Field("", max_length=500)
    sign: FactorSign = Sign.MADE_POSSIBLE
    code: FactorCode | Empty = ""
    own_kind: str = Field("", description="The name of one of your own kinds below the code.", max_length=60)
    level: FactorLevel | Empty = ""
    confidence: HowSure = Confidence.GUESS
    is_known_bet: bool = False
    shown_by: list[Number] = Field([], max_length=500)
    accepted_because: Words = Field("", description="Why it is accepted for now. Empty takes it back.", max_length=500)
    ask_facilitator: bool = False
