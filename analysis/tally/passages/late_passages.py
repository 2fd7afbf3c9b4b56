"""Late passages: what is printed of a response, cut when a page asks for it and not kept.

The passages of a whole consultation take more memory than its texts. So a view of a response holds what they are cut
from, which may go to another process, and what is withheld of it goes there as places in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, overload

from analysis.model import Document, PointKey, Response, SegmentKind
from analysis.tally.counted_points import CountedPoint
from analysis.tally.passages.printable import Also, passages, runs
from analysis.tally.passages.refs import Run
from analysis.tally.privacy.disclosure import is_named
from analysis.tally.privacy.masking import Mask, masks
from analysis.tally.report import Passage, ResponseView

UNPRINTED = (SegmentKind.GAP, SegmentKind.LABEL)


class PassageSource(NamedTuple):
    """What passages are cut from: a response, its points, the names of themes, where else it says what a point says,
    and what is masked of its text."""

    response: Response
    points: Sequence[CountedPoint]
    names: dict[str, str]
    others: dict[PointKey, Also]
    hidden: tuple[Mask, ...]


class LatePassages(Sequence[Passage]):
    """The passages of a response, cut anew each time somebody goes through them."""

    __slots__ = ("_hidden", "_known_words", "_names", "_other_places", "_points", "_response")

    def __init__(
        self,
        response: Response,
        points: Sequence[CountedPoint],
        names: dict[str, str],
        other_places: Mapping[PointKey, Also],
        known_words: frozenset[str] = frozenset(),
        hidden: tuple[Mask, ...] | None = None,
    ) -> None:
        """``points`` are the response's, ``names`` those of the themes; ``hidden`` is what is masked of the text, where
        that was found before."""
        self._response, self._points, self._names = response, points, names
        self._other_places, self._known_words, self._hidden = other_places, known_words, hidden

    @property
    def anchors(self) -> tuple[str, ...]:
        """Return the anchors of the points, in order."""
        return tuple(counted.ref.anchor for counted in self._points if counted.ref)

    @property
    def characters(self) -> int:
        """Return how many characters are told of in all: of an answer that is not shown, not even its length."""
        is_told = is_named(self._response)
        return sum(
            segment.end - segment.start
            for segment in self._response.segmentation.segments
            if segment.kind not in UNPRINTED and (is_told or not segment.tells_choice)
        )

    def __iter__(self) -> Iterator[Passage]:
        """Cut the passages, one by one."""
        by_span = {(counted.point.start, counted.point.end): counted for counted in self._points}
        return passages(self._response, by_span, self._names, self._other_places, self._masks())

    def first_point(self) -> tuple[Run, ...]:
        """Return the words of the first point as they are printed; none where there is no point."""
        segments = self._response.segmentation.segments
        first = next((segment for segment in segments if segment.kind is SegmentKind.POINT), None)
        if first is None:
            return ()
        return runs(self._response.document.text, first.start, first.end, hidden=self._masks())

    def _masks(self) -> tuple[Mask, ...]:
        """Return what is masked; it is looked for once, and mostly there is nothing to remember."""
        if self._hidden is None:
            self._hidden = masks(self._response, self._known_words)
        return self._hidden

    def __len__(self) -> int:
        """Count the passages."""
        return sum(segment.kind not in UNPRINTED for segment in self._response.segmentation.segments)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, place: int | slice) -> Passage | tuple[Passage, ...]:
        """Return some passages by their places."""
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        """Return whether the same is printed."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        """Tell apart by the response."""
        return hash(self._response.document.name)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what another process cuts them from."""
        bare, points, names, others, hidden = self._source()
        of_it = [replace(counted, response=bare) for counted in points]
        return LatePassages, (bare, of_it, names, others, frozenset(), hidden)

    def _source(self) -> PassageSource:
        """Return all that they follow from, which templates may not see: of the document the text alone, and of its
        segments those that are told of."""
        document, segmentation = self._response.document, self._response.segmentation
        told = tuple(segment for segment in segmentation.segments if segment.kind not in UNPRINTED)
        text, divided = Document(document.name, document.text), replace(segmentation, segments=told)
        bare = replace(self._response, document=text, segmentation=divided, redactions=())
        return PassageSource(bare, self._points, self._names, self._others(), self._masks())

    def _others(self) -> dict[PointKey, Also]:
        keys = (counted.point.key for counted in self._points)
        return {key: self._other_places[key] for key in keys if key in self._other_places}


def source_of(late: LatePassages) -> PassageSource:
    """Return all that passages follow from."""
    return late._source()


def characters_of(view: ResponseView) -> int:
    """Return of how many characters of a response a page tells."""
    told = view.passages
    return told.characters if isinstance(told, LatePassages) else sum(passage.characters for passage in told)


def anchors_of(view: ResponseView) -> tuple[str, ...]:
    """Return the anchors of a response's points, in order."""
    told = view.passages
    if isinstance(told, LatePassages):
        return told.anchors
    return tuple(passage.anchor for passage in told if passage.anchor)
