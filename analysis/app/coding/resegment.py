"""Dividing a response by hand, as a page asks for it: a point and what is to become of it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.app.coding.machine import Edit
from analysis.app.coding.machine import divide as keep
from analysis.app.context import AppContext
from analysis.errors import DivisionError
from analysis.model import Coder, Question, Response, Segment, Segmentation, SegmentKind
from analysis.splitting import manual_edit
from analysis.splitting.manual_edit import WORD_KINDS
from analysis.splitting.sentences import sentences
from analysis.text import Span

CHANGED = "It may have been changed. Go back, reload the page, and choose again."

GONE = (
    "what you wanted to change is no longer there. It has been joined, divided or read again since you opened the "
    "page, perhaps in another window. Nothing was saved. Check the response as it is now, and choose again."
)
"""What is said where a page was out of date."""


@dataclass(frozen=True, slots=True)
class SegmentActions:
    """The actions possible on a segment: ``cuts`` are the offsets at which its sentences begin, with their words.

    ``next_label`` is the label of the point that it can be joined with; empty where there is none next to it.
    """

    segment: Segment
    cuts: tuple[tuple[int, str], ...]
    next_label: str
    kinds: tuple[SegmentKind, ...]
    offered: tuple[str, ...] = ()
    """The answers that its question gives to choose from."""
    nearest: str = ""
    """The one of these that its words are, or contain."""


def choices(response: Response, place: Span, asked: Sequence[Question] = ()) -> SegmentActions | None:
    """Return what may become of the segment at a place, or None where none stands there."""
    segment_here = next((s for s in response.segmentation.segments if (s.start, s.end) == place), None)
    if segment_here is None or segment_here.kind not in WORD_KINDS:
        return None
    is_point = segment_here.kind is SegmentKind.POINT
    document_text = response.document.text
    sentence_spans = sentences(document_text, segment_here.start, segment_here.end) if is_point else ()
    following_point = _next_point(response.segmentation, place) if is_point else None
    key = manual_edit.question_of(response.segmentation, place)
    question = next((one for one in asked if one.key == key and one.answers), None)
    own_kind = {segment_here.kind} if question is None or segment_here.kind is not SegmentKind.ANSWER else set()
    return SegmentActions(
        segment=segment_here,
        cuts=tuple(
            (sentence_span.start, document_text[sentence_span.start : sentence_span.end])
            for sentence_span in sentence_spans
        ),
        next_label=(following_point.label or "") if following_point else "",
        kinds=tuple(segment_kind for segment_kind in WORD_KINDS if segment_kind not in own_kind),
        offered=question.answers if question else (),
        nearest=_nearest(question, document_text[slice(*place)]) if question else "",
    )


def _nearest(question: Question, said: str) -> str:
    """Return the offered answer that words are; else the longest that they hold, or that is like them."""
    held = [one for one in question.answers if re.search(rf"\b{re.escape(one)}\b", said, re.IGNORECASE)]
    alike = difflib.get_close_matches(said, question.answers, n=1)
    return question.offered(said) or max(held, key=len, default="") or "".join(alike)


def join(app: AppContext, document: str, place: Span, by: Coder) -> Response:
    """Return a point and the one after it as one; raises DivisionError where that cannot be."""

    def edit(segmentation: Segmentation) -> Segmentation:
        following_point = _next_point(segmentation, place)
        if following_point is None:
            raise ValueError(f"No point comes after it with which it could be joined. {CHANGED}")
        return manual_edit.join(segmentation, place, following_point, by.id)

    return _kept(app, document, place, edit, by)


def divide(app: AppContext, document: str, place: Span, cuts: Sequence[int], by: Coder) -> Response:
    """Return a point as several, each beginning at one of these offsets; raises DivisionError where that cannot be."""
    from analysis.app.ingest.ingest import find

    if not cuts:
        raise DivisionError(f"{document}: select each sentence with which a new point begins. Nothing was changed.")
    document_text = find(app, document).document.text
    return _kept(app, document, place, lambda old: manual_edit.divide(old, document_text, place, cuts, by.id), by)


def relabel(app: AppContext, document: str, place: Span, label: str, by: Coder) -> Response:
    """Return a point under another label; raises DivisionError where that cannot be."""
    return _kept(app, document, place, lambda old: manual_edit.relabel(old, place, label, by.id), by)


def recast(
    app: AppContext, document: str, place: Span, kind: SegmentKind, reason: str, answer: str, by: Coder
) -> Response:
    """Return a segment as another kind, or as the offered ``answer``; raises DivisionError where that cannot be, or an
    exclusion has no reason."""

    def edit(old: Segmentation) -> Segmentation:
        return manual_edit.recast(old, place, kind, by.id, reason or None, answer or None)

    return _kept(app, document, place, edit, by)


def _kept(app: AppContext, document: str, place: Span, edit: Edit, by: Coder) -> Response:
    """Return a response after an edit of a segment; raises DivisionError where none stands there any more."""

    def there(segmentation: Segmentation) -> Segmentation:
        if all((segment.start, segment.end) != place for segment in segmentation.segments):
            raise ValueError(GONE)
        return edit(segmentation)

    return keep(app, document, there, by)


def as_machine(app: AppContext, document: str, by: Coder) -> Response:
    """Return a response as the machine divided it; what people made of it stays on record."""
    from analysis.app.ingest.ingest import machine_segmentation as machines

    segments = machines(app, document).segments
    return keep(app, document, lambda old: Segmentation(old.document, by.id, segments), by)


def _next_point(segmentation: Segmentation, place: Span) -> Segment | None:
    """Return the next point, if nothing but labels, gaps and furniture stands between."""
    for segment in segmentation.segments:
        if segment.start >= place.end:
            if segment.kind is SegmentKind.POINT:
                return segment
            if segment.kind in (SegmentKind.HEADING, SegmentKind.QUESTION, SegmentKind.ANSWER, SegmentKind.EXCLUDED):
                return None
    return None
