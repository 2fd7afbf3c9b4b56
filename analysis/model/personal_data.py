"""Personal data in free text: what was found where, and what a person decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class PersonalDataKind(StrEnum):
    """The kinds of personal data; each value is what is printed in its place, before "withheld"."""

    NAME = "name"
    COUNCILLOR = "name of a councillor"
    OFFICE_HOLDER = "name of an office holder"
    EMAIL = "e-mail address"
    PHONE = "telephone number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    BIRTH = "date of birth"
    NUMBER = "personal number"
    BANK = "bank details"
    PLATE = "vehicle registration"
    NETWORK = "network address"
    WEB = "web address"
    ACCOUNT = "account"
    HEALTH = "health detail"
    OTHER = "personal detail"

    @property
    def mark(self) -> str:
        """Return the words that are printed in its place."""
        return f"{self.value} withheld"

    @property
    def is_of_nobody(self) -> bool:
        """Return whether it is printed of nobody, not even of a respondent who is named."""
        return self in (self.EMAIL, self.PHONE, self.NUMBER, self.BANK, self.NETWORK)

    @property
    def is_of_office(self) -> bool:
        """Return whether it is proposed alone: printed until a person says that it is to be withheld."""
        return self is self.OFFICE_HOLDER


class PersonalData(NamedTuple):
    """A stretch of a document's text that tells of a person: half open, in code points."""

    start: int
    end: int
    kind: PersonalDataKind


class RedactionDecision(StrEnum):
    """What a person decides about a proposal: to withhold it, to print it, or to leave it open again."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A person's decision about a stretch of a response; ``words`` is the SHA-256 of what stood there.

    It is appended and never changed; the last decision about the same words counts. It changes no text and no offset:
    what is withheld is masked where it would be printed.
    """

    document: str
    start: int
    end: int
    words: str
    kind: PersonalDataKind
    decision: RedactionDecision
    who: str
    time: str
