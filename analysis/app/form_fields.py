"""Form fields: what a form asks about whoever answers it, with what stands beside it, below it or at its boxes.

A label is known by the rule that columns of tables have (``infer_role``), and believed by the form's structure: it
stands among other labels about the respondent, or below a heading that asks for details, or the blank form prints it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import takewhile

from analysis.model import BlockKind, ColumnRole, Document
from analysis.reading.table import column_vocabulary as vocabulary
from analysis.reading.table import consent, other_languages
from analysis.reading.table.column_inference import infer_role
from analysis.reading.table.column_profile import Profile
from analysis.reading.table.header_rows import Name
from analysis.reading.table.name_subject import LONGEST, Subject, asked_subject, names_body
from analysis.reading.table.recorded_columns import RECORDED
from analysis.splitting.forms.tick_boxes import OPTION_WORDS, cut_at_boxes
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.splitting.phrases.furniture_lines import DETAILS
from analysis.text import Span, is_prose, lines, trim, words

BETWEEN = 3
"""Lines or cells that may stand between two fields: notes how to fill them in."""

SEVERAL = 2
"""Subjects on which a form asks about the respondent, where a list of anything asks on one: "Name of site"."""

GLUED_WORDS = 14
"""Words of a label that stands in the middle of a line, behind what was typed at another."""

_CHOSEN = (ColumnRole.TYPE, ColumnRole.PUBLISH)
_ROLES = (*_CHOSEN, ColumnRole.RESPONDENT, ColumnRole.DETAILS)
_AT_BOXES = (Given.TICKED, Given.OPTION, Given.BOX, Given.IN_DOUBT)
_NOBODYS = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.COMMENT)
_MARK = re.compile(r"[:?]|_{2,}|\.{4,}|…+")
"""What parts a label from what is typed behind it."""

_ASIDE = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"(?:q(?:uestion)?[ .]?)?(?:[a-z]?\d{1,2}|[a-z])[.):]\s+", re.IGNORECASE)
_HINT = re.compile(
    r"n[ao]m\w|\benw\b|apellid|organi|compan|employer|institu|asso?cia|entidad|empresa|soci[eé]t|collectiv|entreprise"
    r"|verein|unternehmen|behörde|firma|sefydliad|mudiad|cwmni|behalf|respon|repr[eé]sent|belong|capacity|describes"
    r"|publi|confiden|anonym|consent|einwillig|einverst|yhoedd|caniat|permission|individual|e-? ?mail|e-?bost|correo"
    r"|tel|phone|ffôn|mobile|address|adress|anschrift|direcci|post"
    r"|\bare you\b|type|\bi am\b|quot|attribut|job|position",
    re.IGNORECASE,
)
"""What any such label holds; to look for it first is faster than to judge every line."""

_EMPTY = "_… \t*"
_ROOM = re.compile(r"_{2,}|\s{3,}|…")
"""What a form leaves to write in, behind which something else begins."""

_REACHES = re.compile(r"\b(?:e-?mail|(?:tele)?phone|mobile|tel|fax|job|position|role)\b", re.IGNORECASE)
"""Details that a place or a thing has not, as it has an address."""

_ADDRESSES = re.compile(r"\b(?:you|your|my|respondent)\b", re.IGNORECASE)


class Layout(Enum):
    """The places at which a form leaves room for an answer."""

    BESIDE = auto()
    BELOW = auto()
    BOXES = auto()


@dataclass(frozen=True, slots=True)
class RespondentField:
    """A label about the respondent, from ``start``, and what is typed or ticked there, to ``end``.

    ``cells`` are the first and the last of the document's lines and cells that it takes in; ``below`` is where the
    answer stands to a label in a row of labels.
    """

    role: ColumnRole
    label: str
    start: int
    end: int
    cells: tuple[int, int]
    values: tuple[str, ...] = ()
    layout: Layout | None = None
    below: Span | None = None

    @property
    def is_of_a_body(self) -> bool:
        """Return whether it asks for the name of an organisation."""
        return any(
            names_body(part) or vocabulary.ORGANISATION.fullmatch(part.strip("? ")) for part in _parts(self.label)
        )

    @property
    def subject(self) -> str | None:
        """Return on which subject it asks about the respondent, if a list of other things does not ask it."""
        if self.role is ColumnRole.RESPONDENT:
            return "body" if self.is_of_a_body else "person"
        is_telling = self.role is not ColumnRole.DETAILS or _REACHES.search(self.label) is not None
        return self.role.value if is_telling else None


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that stand together."""

    fields: tuple[RespondentField, ...]

    @property
    def addresses(self) -> bool:
        """Return whether it asks the reader, and not only lists details."""
        return any(one.role in _CHOSEN or _ADDRESSES.search(one.label) for one in self.fields)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of a line between tabs and boxes, and the label that it begins with, to ``label_end``."""

    start: int
    end: int
    line: int
    column: int
    given: Given | None = None
    role: ColumnRole | None = None
    label_end: int = 0


def form_fields(document: Document, printed: Collection[str] = frozenset()) -> tuple[FieldGroup, ...]:
    """Return the fields about the respondent in a document, in groups; ``printed`` are the blank form's labels."""
    page = _Page(document.text, list(_cells(document)))
    groups: list[list[RespondentField]] = []
    for found in page.fields():
        if groups and found.cells[0] - groups[-1][-1].cells[1] <= BETWEEN + 1:
            groups[-1].append(found)
        else:
            groups.append([found])
    believed = (group for group in groups if page.is_form(group, printed))
    return tuple(FieldGroup(tuple(_as_laid_out(group))) for group in believed)


@lru_cache(maxsize=8_192)
def label_role(label: str) -> ColumnRole | None:
    """Return what a label asks of the respondent, by the rule that the columns of a table have.

    >>> label_role("Organisation (if any)"), label_role("Name of the scheme")
    (<ColumnRole.RESPONDENT: 'respondent'>, None)
    """
    roles = {_role_of(part) for part in _parts(label)}
    return roles.pop() if len(roles) == 1 else None


def _role_of(core: str) -> ColumnRole | None:
    if not core or len(core) > LONGEST or core[-1] in ".;,!" or not _HINT.search(core):
        return None
    role = infer_role(Name(core, core), Profile(), (), False).role
    if role is ColumnRole.RESPONDENT and not _asks_for_name(core):
        return None
    return role if role in _ROLES else None


def compared(said: str) -> str:
    """Return a line or label as those of a blank form are compared with it."""
    return " ".join(words(said)).casefold()


def _core(label: str) -> str:
    return _NUMBER.sub("", _ASIDE.sub("", label).strip(" *_:"), count=1)


def _parts(label: str) -> list[str]:
    """Return a label in each of the languages in which it stands: "Enw / Name"."""
    return [part.strip(" :") for part in _core(label).split(" / ")]


def _asks_for_name(core: str) -> bool:
    """Return whether a label asks for a name, and does not only say who somebody is: "Author"."""
    others = (other_languages.PERSON, other_languages.ORGANISATION)
    return asked_subject(core) is Subject.NAME or any(re.fullmatch("|".join(each), core, re.I) for each in others)


def _is_called(label: str) -> bool:
    """Return whether a label is one that forms have, word for word, as one in the middle of a line must be."""
    core = _core(label).strip("? ")
    called = (vocabulary.DETAILS, vocabulary.ORGANISATION, vocabulary.PERSON, vocabulary.TYPE, RECORDED)
    return any(each.fullmatch(core) for each in called) or consent.is_asked(core)


# Lines and cells -----------------------------------------------------------------------------------------------------


def _cells(document: Document) -> Iterator[_Cell]:
    text, blocks = document.text, document.blocks
    starts = [block.start for block in blocks]
    for number, line in enumerate(lines(text)):
        span = trim(text, *line)
        place = bisect_right(starts, span.start) - 1
        kind = blocks[place].kind if place >= 0 and span.start < blocks[place].end else BlockKind.PARAGRAPH
        if span.start == span.end or kind in _NOBODYS or text.startswith((">", "|>"), span.start):
            continue
        if kind is BlockKind.ANSWER:
            yield _Cell(span.start, span.end, number, 0, Given.TICKED)
            continue
        for piece in cut_at_boxes(text, [LabelledPiece(BlockKind.PARAGRAPH, span.start, *span)]):
            if piece.given in _AT_BOXES:
                column = text.count("\t", line.start, piece.start)
                yield _Cell(piece.start, piece.end, number, column, piece.given)
            else:
                yield from _plain_cells(text, line, piece, number)


def _plain_cells(text: str, line: Span, piece: LabelledPiece, number: int) -> Iterator[_Cell]:
    start = piece.start
    for part in text[piece.start : piece.end].split("\t"):
        span = trim(text, start, start + len(part))
        if span.start < span.end:
            column = text.count("\t", line.start, span.start)
            yield from _cut_glued(text, _labelled(text, _Cell(span.start, span.end, number, column)))
        start += len(part) + 1


def _labelled(text: str, cell: _Cell) -> _Cell:
    """Return a cell with the label that it begins with, if it does."""
    said = text[cell.start : cell.end]
    for mark in _MARK.finditer(said[: LONGEST + 1]):
        label = said[: mark.end() if mark[0] == "?" else mark.start()]
        if role := label_role(label):
            return replace(cell, role=role, label_end=cell.start + mark.end())
    role = label_role(said) if len(words(said)) <= OPTION_WORDS else None
    return replace(cell, role=role, label_end=cell.end) if role else cell


def _cut_glued(text: str, cell: _Cell) -> Iterator[_Cell]:
    """Yield a cell, cut before each further label in it: a PDF's lines may stand behind each other."""
    if cell.role is None:
        yield cell
        return
    for mark in _MARK.finditer(text, cell.label_end, cell.end):
        before = [found.start() for found in re.finditer(r"\S+", text[cell.label_end : mark.start()])]
        starts = (cell.label_end + start for start in before[-GLUED_WORDS:])
        label_start = next(
            (start for start in starts if text[start].isupper() and _is_called(text[start : mark.end()])), None
        )
        if label_start is not None:
            span = trim(text, cell.start, label_start)
            yield replace(cell, end=span.end)
            yield from _cut_glued(text, _labelled(text, replace(cell, start=label_start, role=None)))
            return
    yield cell


# Fields ---------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Page:
    """The lines and cells of a document, of which some are labels."""

    text: str
    cells: Sequence[_Cell]
    _by_line: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for i, cell in enumerate(self.cells):
            self._by_line.setdefault(cell.line, []).append(i)

    def fields(self) -> Iterator[RespondentField]:
        """Yield every label about the respondent, with what is typed or ticked there."""
        last = -1
        for i, cell in enumerate(self.cells):
            if cell.role is not None and i > last:
                found = self._field(i, cell, cell.role)
                last = last if found.below else found.cells[1]
                yield found

    def is_form(self, group: Sequence[RespondentField], printed: Collection[str]) -> bool:
        """Return whether labels are a form's, by what stands among them, above them, or in the blank form."""
        subjects = {one.subject for one in group} - {None}
        first = group[0].cells[0]
        is_headed = first > 0 and DETAILS.match(self._said(first - 1)) is not None
        is_known = any(compared(one.label) in printed for one in group)
        are_ticked = any(one.layout is Layout.BOXES and one.role is not ColumnRole.DETAILS for one in group)
        if "person" in subjects and any(one.role is ColumnRole.DETAILS for one in group):
            # Who lives where stands above or below all else; a place, where somebody writes of it.
            others = self.cells[:first], self.cells[group[-1].cells[1] + 1 :]
            is_known = is_known or not all(any(map(self._is_prose, cells)) for cells in others)
        return len(subjects) >= SEVERAL or (bool(subjects) and (is_headed or is_known or are_ticked))

    def _is_prose(self, cell: _Cell) -> bool:
        return is_prose(self.text[cell.start : cell.end])

    def _field(self, i: int, cell: _Cell, role: ColumnRole) -> RespondentField:
        label = self.text[cell.start : cell.label_end].strip(_EMPTY)
        typed = trim(self.text, cell.label_end, cell.end)
        found = RespondentField(role, label, cell.start, cell.end, (i, i))
        if role in _CHOSEN and (boxes := self._boxes(i)):
            ticked = tuple(self._said(j) for j in boxes if self.cells[j].given is Given.TICKED)
            return replace(
                found, end=self.cells[boxes[-1]].end, cells=(i, boxes[-1]), values=ticked, layout=Layout.BOXES
            )
        value = _ROOM.split(self.text[slice(*typed)].strip(_EMPTY))[0].strip()
        if words(value):
            return replace(found, values=(value,), layout=Layout.BESIDE)
        place = self._place(i)
        if place is None or (typed.end > typed.start and self.cells[place].line != cell.line):
            return found  # a line to write on, which was left empty
        if role in _CHOSEN and self._is_offered(i, place):
            return found
        answer = self.cells[place]
        found = replace(found, cells=(i, place), values=(self._said(place),), layout=Layout.BESIDE)
        if answer.line == cell.line:
            return replace(found, end=answer.end)
        if len(self._by_line[cell.line]) > 1:
            return replace(found, below=Span(answer.start, answer.end))
        return replace(found, end=answer.end, layout=Layout.BELOW)

    def _said(self, i: int) -> str:
        return " ".join(self.text[self.cells[i].start : self.cells[i].end].split()).strip(_EMPTY)

    def _is_plain(self, i: int) -> bool:
        """Return whether a cell is neither a label nor at a box."""
        return self.cells[i].role is None and self.cells[i].given is None

    def _may_answer(self, i: int, following: int) -> bool:
        """Return whether a cell may answer a label: it is none, or a type ("Organisation") that nothing answers."""
        if self._is_plain(following):
            return True
        is_type = self.cells[i].role is ColumnRole.TYPE and self._is_bare(following)
        return is_type and (following + 1 >= len(self.cells) or not self._is_plain(following + 1))

    def _is_bare(self, i: int) -> bool:
        """Return whether a cell is a label without a colon or a question mark."""
        cell = self.cells[i]
        return cell.role is not None and cell.label_end == cell.end and self.text[cell.end - 1] not in ":?"

    def _boxes(self, i: int) -> list[int]:
        """Return the boxes and options directly below or beside a label; one line may say how to tick."""
        j = i + 1
        if j + 1 < len(self.cells) and self._is_plain(j):
            is_hint = self.cells[j].line != self.cells[i].line and not is_prose(self._said(j))
            j += is_hint and self.cells[j + 1].given in _AT_BOXES
        return list(takewhile(lambda k: self.cells[k].given in _AT_BOXES, range(j, len(self.cells))))

    def _place(self, i: int) -> int | None:
        """Return the cell in which a label's answer is typed: the next in its row, the one below, or the next line."""
        row = self._by_line[self.cells[i].line]
        if len(row) > 1:
            if all(self.cells[j].role is not None for j in row):
                return self._below_row(i, row)
            following = i + 1
            return following if following in row and self._may_answer(i, following) else None
        following = i + 1
        if following >= len(self.cells) or not self._may_answer(i, following):
            return None
        is_alone = len(self._by_line[self.cells[following].line]) == 1
        return following if is_alone and self.text[self.cells[i].end : self.cells[i].end + 1] != "\t" else None

    def _is_offered(self, i: int, place: int) -> bool:
        """Return whether a line or cell is one of several to choose from, so that it does not tell what was chosen."""
        following = place + 1
        if following >= len(self.cells):
            return False
        if self.cells[following].role is not None and not self._is_bare(following):
            return False
        if self.cells[place].line == self.cells[i].line:
            return self.cells[following].line == self.cells[i].line
        said = self._said(following)
        return not (said.endswith("?") or is_prose(said) or _NUMBER.match(said))

    def _below_row(self, i: int, row: Sequence[int]) -> int | None:
        """Return the cell below a label in a row of labels, if one row stands there, and not those of a list."""
        below = self._by_line.get(self.cells[row[-1] + 1].line, []) if row[-1] + 1 < len(self.cells) else []
        after = (
            self._by_line.get(self.cells[below[-1] + 1].line, []) if below and below[-1] + 1 < len(self.cells) else []
        )
        is_list = len(after) > 1 and not any(self.cells[j].role for j in after)
        is_row = any(self.cells[j].column or self.text.startswith("\t", self.cells[j].end) for j in below)
        if is_list or not is_row or not all(map(self._is_plain, below)):
            return None
        return next((j for j in below if self.cells[j].column == self.cells[i].column), None)


def _as_laid_out(group: Sequence[RespondentField]) -> Iterator[RespondentField]:
    """Yield the fields of a group; what stands below a label answers it where the form leaves no room beside any, and
    not where the last label is left empty above the text."""
    is_stacked = all(one.layout is not Layout.BESIDE for one in group)
    for one in group:
        is_asked = one.label.endswith("?")
        has_room = is_asked and (is_stacked or one.role is ColumnRole.PUBLISH)
        if one.layout is Layout.BELOW and not (has_room if one is group[-1] else is_asked or is_stacked):
            yield replace(one, end=one.start + len(one.label), values=(), layout=None)
        else:
            yield one
