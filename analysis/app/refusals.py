"""Refusals of publication: letters that ask for it of which nobody has decided, and responses that no figure counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from analysis.model import BlockKind, Consultation, Document, Publish, Respondent, Response
from analysis.text import plural


@dataclass(frozen=True, slots=True)
class Refusal:
    """A letter or message that plainly asks not to be published, or not to be named, and in which words.

    ``is_of_several``: it is a document in which a table holds what several people say, any of whom may have refused.
    ``is_withdrawal``: it asks that a response which was sent before be taken out.
    """

    document: str
    asked: Publish
    words: str
    is_of_several: bool = False
    is_withdrawal: bool = False

    @property
    def told(self) -> str:
        """Return what is asked, what happens until a person decides, and where they do."""
        if self.is_withdrawal:
            return f"{self.asking}, on their pages or with `everypoint take-out`"
        return f"{self.asking}, on the page of the response or in respondents.csv"

    @property
    def asking(self) -> str:
        """Return what is asked, and what happens until a person decides."""
        if self.is_of_several:
            return (
                f"it holds a table of what several people say (“{self.words}”), one of whom may refuse to be "
                "published; it is withheld until you add the table as a file of its own, or say what may be published"
            )
        if self.is_withdrawal:
            return (
                f"it asks that a response be withdrawn (“{self.words}”); it is withheld itself, but the response that "
                "it means still counts: find that one and take it out, and then this one"
            )
        asks, until = (
            ("asks not to be published", "withheld")
            if self.asked is Publish.NO
            else ("asks not to be named", "shown without the name")
        )
        return f"it {asks} (“{self.words}”); it is {until} until you say what may be published"


def refusal_in(document: Document) -> Refusal | None:
    """Return what a letter, a form, a message or the answers in a row of a table say against their publication."""
    from analysis.app.form_consent import form_consent
    from analysis.reading.table.document_tables import speaks_for_several
    from analysis.redacting.refusals import refusal
    from analysis.redacting.withdrawals import withdrawal

    if is_row(document):
        return _refusal_in_row(document)
    if heads := speaks_for_several(document):
        return Refusal(document.name, Publish.NO, heads, is_of_several=True)
    if withdrawn := withdrawal(document.text):
        return Refusal(document.name, Publish.NO, withdrawn, is_withdrawal=True)
    said = [found for found in (form_consent(document.text), refusal(document.text)) if found]
    found = min(said, key=lambda one: one[0] is not Publish.NO, default=None)
    return Refusal(document.name, *found) if found else None


def is_row(document: Document) -> bool:
    """Return whether a document is a row of a table, which has a column for consent."""
    from analysis.reading import TABLES

    return document.media_type in TABLES


def _refusal_in_row(document: Document) -> Refusal | None:
    """Return what a row's answers ask to be kept back that its column for consent does not."""
    from analysis.redacting.refusals import refusal

    answers = (document.text[one.start : one.end] for one in document.blocks if one.kind is not BlockKind.QUESTION)
    allowed = (document.respondent or Respondent()).publish
    found = None if allowed is Publish.NO else refusal("\n\n".join(answers))
    return Refusal(document.name, *found) if found and found[0] is not allowed else None


def undecided_refusals(documents: Iterable[tuple[str, Document]], known: AbstractSet[str]) -> tuple[Refusal, ...]:
    """Return the refusals in documents, each with the path of its file, of which respondents.csv says nothing."""
    undecided = (document for source, document in documents if known.isdisjoint(_decided_by(source, document)))
    return tuple(filter(None, map(refusal_in, undecided)))


def _decided_by(source: str, document: Document) -> set[str]:
    """Return the names by which respondents.csv may decide; what it says of a whole table was not said of a row."""
    return {document.name, *(part.name for part in document.parts)} | (set() if is_row(document) else {source})


def left_out(responses: Sequence[Response], consultation: Consultation) -> int:
    """Return how many responses are withheld and so few that they are in no figure."""
    from analysis.tally.privacy.disclosure import in_figures

    return len(responses) - len(in_figures(responses, consultation.suppress_below))


def withheld(responses: Sequence[Response], consultation: Consultation) -> int:
    """Return how many responses are withheld and enough to be in every figure."""
    from analysis.tally.privacy.disclosure import is_listed

    unlisted = sum(not is_listed(response) for response in responses)
    return 0 if left_out(responses, consultation) else unlisted


def in_no_figure(count: int, points: int = 0) -> str:
    """Return in words that responses, with so many ``points`` if known, are in no figure; "" where all are."""
    if not count:
        return ""
    neither = "neither it nor its" if count == 1 else "neither they nor their"
    are = f"{plural(points, 'point')} {'is' if points == 1 else 'are'}" if points > 0 else "points are"
    return f"{plural(count, 'response')} withheld: {neither} {are} counted"
