"""The last resort: no large part of a response is set aside as furniture unseen, whichever step or reader did so.

Prose of which that would be more than ``MOST_SHARE`` of all words, or a run of ``LONGEST_RUN`` words, is given back as
points in doubt, unless the same words stand elsewhere: on another page, or among what counts. What is set aside all the
same and is more than that share, lines such as headers and names left out, is marked for a person to look at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from analysis.mail_heads import header_kind, header_value, is_author_line
from analysis.model import GIVEN_BACK, MARGIN_COMMENT, TO_LOOK_AT, Block, BlockKind, Document, Segment, SegmentKind
from analysis.splitting.furniture.context_rules import CITES
from analysis.splitting.furniture.earlier_papers import lists_papers
from analysis.splitting.furniture.introductions import ABOUT, INTRODUCED
from analysis.splitting.furniture.name_blocks import NAMES
from analysis.splitting.furniture.presentations import presents
from analysis.splitting.furniture.publication_wishes import WISH
from analysis.splitting.labelled_pieces import Given
from analysis.splitting.phrases import furniture_lines as phrases
from analysis.splitting.phrases.contact_blocks import is_of_names
from analysis.splitting.split_state import MARKS, UNSURE, Role, RoleAssignment, SplitState
from analysis.text import Span, is_prose, words

MOST_SHARE = 1 / 3
"""The share of a response's words that furniture may be without anybody's looking at it."""

LONGEST_RUN = 150
"""Words of prose in one run: longer than any notice or signature that the submissions at hand set around their points,
shorter than any response that was lost in one."""

LONG = 200
"""Words of a text that is no short letter, of which an address and a signature may well be a third."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_NO_WORDS = " \t>*_#"
"""What may stand before the first word of a line of mail."""

_ADDRESS = re.compile(r"[\w.+%-]+@[\w.-]+")
HEAD_PIECES = 8
"""Pieces in which a message's own headers stand."""

LEAST_NAME = 3
"""Letters of a name or address by which whoever is written to is known again."""


def swallowed(page: SplitState, roles: Sequence[RoleAssignment]) -> list[Span]:
    """Return the spans of the pieces that are furniture now and must not be, in order."""
    runs = [list(run) for aside, run in groupby(range(len(roles)), lambda i: _is_aside(roles[i])) if aside]
    if not runs:
        return []
    total = len(words(page.text))
    count = sum(page.length(i) for run in runs for i in run)
    if count <= total * MOST_SHARE and count < LONGEST_RUN:
        return []
    elsewhere = _Elsewhere(page, roles)
    lost = [[i for i in run if is_prose(page.words_of(i)) and not elsewhere.holds(i)] for run in runs]
    sizes = [sum(page.length(i) for i in prose) for prose in lost]
    everything = sum(sizes) > total * MOST_SHARE
    back = [prose for prose, size in zip(lost, sizes, strict=True) if prose and (everything or size >= LONGEST_RUN)]
    return [_whole(page, i) for prose in back for i in range(prose[0], prose[-1] + 1) if not elsewhere.holds(i)]


def as_paragraphs(document: Document, spans: Sequence[Span]) -> Document:
    """Return the document with the reader's furniture at these spans as paragraphs."""
    return replace(document, blocks=tuple(_as_paragraph(block, spans) for block in document.blocks))


def _as_paragraph(block: Block, spans: Sequence[Span]) -> Block:
    if block.kind is not BlockKind.FURNITURE or not within(spans, block.start, block.end):
        return block
    return replace(block, kind=BlockKind.PARAGRAPH, level=0)


def within(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch begins in one of the spans, which are in order, or one of them in it."""
    before = bisect_right(spans, start, key=lambda span: span.start) - 1
    in_it = before + 1 < len(spans) and spans[before + 1].start < end
    return in_it or (before >= 0 and start < spans[before].end)


def in_doubt(cast: RoleAssignment) -> RoleAssignment:
    """Return the role of what was given back: the respondent's words, in doubt."""
    return replace(cast, confidence=UNSURE, reason=GIVEN_BACK) if cast.role is Role.BODY else cast


def marked(text: str, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the segments with the prose among the furniture marked, where that is too large a share of the text.

    In a long paper with pages all furniture counts, notes and names with it, and all of it is marked; web pages and
    mail are set in menus and headers.
    """
    furniture = [i for i, segment in enumerate(segments) if segment.kind is SegmentKind.FURNITURE]
    prose = [i for i in furniture if _is_set_aside(text, segments[i])]
    on_pages = [i for i in furniture if segments[i].page is not None]
    if not prose and not on_pages:
        return tuple(segments)
    sizes = [len(words(text[segment.start : segment.end])) for segment in segments]
    said = sum(sizes) - sum(sizes[i] for i in furniture)
    listed = on_pages if sum(sizes) >= LONG else []
    chosen = next((each for each in (prose, listed) if _is_most(sum(sizes[i] for i in each), said)), [])
    marked_indices = set(chosen)
    return tuple(_to_look_at(segment) if i in marked_indices else segment for i, segment in enumerate(segments))


def _is_most(count: int, said: int) -> bool:
    return count > (count + said) * MOST_SHARE


def _to_look_at(segment: Segment) -> Segment:
    reason = (segment.reason or "furniture").removesuffix(TO_LOOK_AT)
    return replace(segment, confidence=min(segment.confidence, UNSURE), reason=f"{reason}{TO_LOOK_AT}")


def _is_set_aside(text: str, segment: Segment) -> bool:
    if segment.reason in (Given.HEAD.value, WISH, MARGIN_COMMENT):
        return False
    said = text[segment.start : segment.end]
    return is_prose(said) and not _says_so(said)


def _is_aside(cast: RoleAssignment) -> bool:
    return cast.role is Role.FURNITURE


def _whole(page: SplitState, i: int) -> Span:
    return Span(page.pieces[i].outer, max(page.pieces[i].end, page.pieces[i].outer + 1))


class _Elsewhere:
    """What speaks for a piece's being furniture, beside the step that took it for that."""

    def __init__(self, page: SplitState, roles: Sequence[RoleAssignment]) -> None:
        """Gather what counts, what stands on which pages, and what the addressee of this message wrote."""
        self._page, self._roles = page, roles
        counted = (i for i in range(len(roles)) if not _is_aside(roles[i]))
        self._counted = {sentence for i in counted for sentence in _sentences(page.words_of(i))}
        self._pages: dict[str, set[int | None]] = defaultdict(set)
        for i in range(len(roles)):
            if _is_aside(roles[i]):
                self._pages[_without_figures(page.words_of(i))].add(page.pieces[i].page)
        self._addressees = set(_of_addressee(page, roles))

    def holds(self, i: int) -> bool:
        """Whether a piece says itself that it is furniture, is a note, or stands elsewhere or is another's."""
        if self._page.pieces[i].given is Given.HEAD:
            return True
        said = self._page.words_of(i)
        if i in self._addressees or self._page.pieces[i].kind is BlockKind.NOTE or lists_papers(said):
            return True
        if self._roles[i].reason in (INTRODUCED, phrases.DISCLAIMER, WISH, MARGIN_COMMENT):
            return True
        if self._roles[i].reason in NAMES and is_of_names(said):
            return True
        if self._roles[i].reason == ABOUT and presents(self._page.bare(i)):
            return True
        if _says_so(said) or (self._roles[i].reason == "notes" and (self._page.pieces[i].label or CITES.search(said))):
            return True
        return len(self._pages[_without_figures(said)]) > 1 or self._counted.issuperset(_sentences(said))


def _says_so(text: str) -> bool:
    """Whether a line says itself what it is: a formula, a contact, or how a paragraph begins that introduces."""
    return phrases.furniture_reason(text) is not None or phrases.introduces(text.strip(MARKS))


def _sentences(text: str) -> set[str]:
    """The sentences of a text, as they are compared."""
    return {" ".join(words(sentence)) for sentence in _SENTENCE_END.split(text)} - {""}


def _without_figures(text: str) -> str:
    return " ".join(word for word in words(text) if not word.isdigit())


def _of_addressee(page: SplitState, roles: Sequence[RoleAssignment]) -> Iterator[int]:
    """The pieces of quoted messages that were written by whom this message is to: the body that consults."""
    head_lines = (
        line.lstrip(_NO_WORDS) for i in range(min(len(roles), HEAD_PIECES)) for line in page.words_of(i).splitlines()
    )
    addressee = next((header_value(line) for line in head_lines if header_kind(line) == "to"), "")
    names = _names(addressee)
    theirs = False
    for i in range(1, len(roles) if names else 0):
        author = next((line for line in page.words_of(i).splitlines() if is_author_line(line.lstrip(_NO_WORDS))), None)
        if author is not None:
            theirs = any(f" {name} " in f" {' '.join(words(author))} " for name in names)
        if theirs and _is_aside(roles[i]):
            yield i


def _names(to: str) -> set[str]:
    """The addresses in a header, the part of each before the "@", and the names, each as its words."""
    addresses = _ADDRESS.findall(to)
    locals_ = (address.partition("@")[0] for address in addresses)
    names = re.split(r"[,;]", _ADDRESS.sub(" ", to))
    return {name for each in (*addresses, *locals_, *names) if len(name := " ".join(words(each))) >= LEAST_NAME}
