"""Senders: who sent a document, and what may be published of it, by all that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.app.form_respondent import FormRespondent, form_respondent, printed_lines, with_details, with_form
from analysis.app.refusals import is_row, refusal_in
from analysis.model import Document, Publish, Respondent, Response, SegmentedDocument, Source
from analysis.reading.table.consent import strictest
from analysis.reading.table.respondent_types import likely_type


def as_responses(
    segmented: Iterable[tuple[Source, SegmentedDocument]],
    respondents: Mapping[str, Respondent],
    types: Sequence[str],
    papers: Iterable[SegmentedDocument],
) -> list[Response]:
    """Return documents as the responses of whoever sent them; what the consultation's ``papers`` print nobody typed."""
    printed = printed_lines(paper.document for paper in papers)
    return [as_response(source, part, respondents, types, printed) for source, part in segmented]


def as_response(
    source: Source,
    segmented: SegmentedDocument,
    respondents: Mapping[str, Respondent],
    types: Sequence[str] = (),
    printed: frozenset[str] = frozenset(),
) -> Response:
    """Return a document as a response of whoever sent it.

    ``types`` are the consultation's, and ``printed`` the lines of its own papers.
    """
    respondent = sender(source, segmented, respondents, types, printed)
    filled_in = with_form_details(segmented, printed)
    return Response(source.path, respondent, filled_in.document, filled_in.segmentation)


def with_form_details(segmented: SegmentedDocument, printed: frozenset[str] = frozenset()) -> SegmentedDocument:
    """Return a document whose form's fields about the respondent are details; who filled it in for a body is known."""
    document = segmented.document
    stated = stated_by(document, printed)
    if not stated.spans:
        return segmented
    if document.respondent is None and stated.person:
        document = replace(document, respondent=Respondent(stated.person))
    segments = with_details(segmented.segmentation.segments, stated.spans, document.text)
    return replace(segmented, document=document, segmentation=replace(segmented.segmentation, segments=segments))


def stated_by(document: Document, printed: frozenset[str] = frozenset()) -> FormRespondent:
    """Return what a form states of its respondent; a row of a table has columns for that."""
    return FormRespondent() if is_row(document) else form_respondent(document, printed)


def sender(
    source: Source,
    segmented: SegmentedDocument,
    respondents: Mapping[str, Respondent],
    types: Sequence[str] = (),
    printed: frozenset[str] = frozenset(),
) -> Respondent:
    """Return who sent a document: as respondents.csv says of it, else as the document, the form in it, and its file's
    row say together.

    Where nobody has said anything, a letter that plainly asks not to be published is believed; so is a row, whatever
    its column for consent allows.
    What is said of a whole file can withhold what is in it, and never publish what somebody in it did not allow.
    """
    document, file_entry = segmented.document, respondents.get(source.path)
    if (document_entry := _entry(document, respondents)) is not None:
        return _fill_in(document_entry, document.respondent) if document.respondent else document_entry
    respondent, is_in_table = document.respondent or Respondent(), is_row(document)
    respondent = with_form(respondent, stated_by(document, printed), types, likely_type)
    if document.respondent and "#" in document.name:
        # The form in it does not loosen what its message asks of all that it brings.
        respondent = replace(respondent, publish=strictest((respondent.publish, document.respondent.publish)))
    if (file_entry is None or is_in_table) and (refusal := refusal_in(document)):
        respondent = replace(respondent, publish=strictest((respondent.publish, refusal.asked)))
    if file_entry is None:
        return respondent
    # A row has a column for consent; a message names who sent it, and says no more.
    may_refuse = is_in_table or respondent.publish is Publish.NO
    publish = strictest((respondent.publish, file_entry.publish)) if may_refuse else file_entry.publish
    return replace(_fill_in(respondent, file_entry), publish=publish)


def _entry(document: Document, respondents: Mapping[str, Respondent]) -> Respondent | None:
    """Return what respondents.csv says of a document and of its parts, any of which may withhold it."""
    names = dict.fromkeys([document.name, *(part.name for part in document.parts)])
    entries = [respondents[name] for name in names if name in respondents]
    return replace(entries[0], publish=strictest(entry.publish for entry in entries)) if entries else None


def _fill_in(respondent: Respondent, fallback: Respondent) -> Respondent:
    return Respondent(respondent.name or fallback.name, respondent.type or fallback.type, respondent.publish)
