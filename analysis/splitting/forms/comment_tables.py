"""Tables of comments, one point a row: councils', ISO's and NIST's templates, and "issue | concern" in a letter.

The rule: *a table whose head names a column of comments and one of places, or in which most rows have a short cell and
then a whole sentence, says something of its own in each row*. What stands before the comment labels it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.model import BlockKind
from analysis.splitting.forms.label_columns import NO_LABELS, LabelColumns, is_contact, label_columns
from analysis.splitting.forms.table_cells import row_cells
from analysis.splitting.labelled_pieces import Given, LabelledPiece
from analysis.splitting.labels.label_sequence import ChosenLabel
from analysis.splitting.labels.possible_labels import Label, LabelReading, quoted_number
from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture
from analysis.text import WORD, Span, words

HEAD_WORDS = 8
"""The longest heads of columns at hand: "Observations of the secretariat on each comment submitted"."""

REFERENCE_WORDS = 4
"""What is longer names no place in a paper, and is part of what is said about it."""

SENTENCE_WORDS = 8
"""A cell of as many words that ends like a sentence is one; remarks in a table of data are shorter."""

BRIEF_WORDS = 5
"""Words of a sentence where every row of several holds one."""

SEVERAL = 2
"""Rows; one alone makes no table."""

COMMENT_HEAD = re.compile(
    r"(?:\w+ ){0,2}(?:comments?|concerns?|remarks?|objections?|feedback|views?|suggestions?)\b"
    r"(?!\W{0,3}(?:type|id|no|number|ref|reference|category|author|status|#))"
    r"|(?:suggested|proposed|recommended|requested|required|desired) (?:\w+ ){0,2}(?:changes?|amendments?|wording|text"
    r"|revisions?|modifications?|solutions?|resolutions?|actions?)"
    r"|(?:(?:what|which|how) )?(?:changes?|amendments?|modifications?|actions?|remed(?:y|ies)|outcome)(?: \w+){0,3}"
    r" (?:sought|requested|proposed|required|needed|wanted|suggested|changed)\b"
    r"|reasons?\b|rationale|justification"
    r"|(?:\w+ )?(?:bemerkung(?:en)?|begründung(?:en)?|anmerkung(?:en)?|kommentare?|stellungnahmen?|anträge|antrag"
    r"|änderungs(?:antrag|vorschlag)|einw(?:and|ände)|anregung(?:en)?)\b"
    r"|(?:commentaires?|remarques?|observations?|propositions?|motifs?|justifications?)\b|(?:sylw|rheswm)\w*",
    re.IGNORECASE,
)
_OTHER_HEAD = re.compile(r"type of|category|observations? (?:of|by)|(?:date|name|organi[sz]ation)\b", re.IGNORECASE)
"""Columns that speak of comments and hold none, or somebody else's."""

_ANSWERED_HEAD = re.compile(
    r"\b(?:type|categor\w+|observations?|date|name|organi[sz]ation|author|responses?|repl(?:y|ies)|answers?|decision"
    r"|disposition|resolution|officers?|secretariat|editor\w*|status|taken|antwort\w*|beschluss|entscheid\w*)\b",
    re.IGNORECASE,
)
"""What a column is called, behind the comments, in which whoever received them answers."""

_PLACE_HEAD = re.compile(
    r"(?:policy|policies|(?:sub-?)?(?:section|clause|chapter|paragraph|para|article|annex|heading)|recommendation|proposal"
    r"|artikel|paragraf|kapitel|abschnitt|ziffer|bestimmung|thema|article|chapitre|paragraphe|adran|polisi"
    r"|question|item|ref(?:erence)?|site|area|topic|theme|issue|subject|aspect|matter|impact|element|feature|measure)\b",
    re.IGNORECASE,
)
"""What a paper's places are called."""

_PAPER_HEAD = re.compile(
    r"(?:polic(?:y|ies)|(?:sub-?)?(?:section|clause|chapter|paragraph|para|article|annex))\b", re.IGNORECASE
)
_NUMBER_HEAD = re.compile(r"(?:no|nr|n[°º]|number|nummer|numéro|rhif|#)\W*", re.IGNORECASE)
"""What the numbers of the comments themselves are called."""

_REFERENCE_HEAD = re.compile(
    r"(?:(?:rep(?:resentation)?|comments?|response|item|issue|point|row|serial)[ .]*)?(?:ref(?:erence)?|id|no"
    r"|nr|number|#)"
    r"[ .]*(?:no|number|#)?\W*|mb(?: ?/ ?nc)?\W*\d?|member body",
    re.IGNORECASE,
)
"""What a column is called that tells the comments apart; ISO's has the member body's name with a number."""

_PAGE_HEAD = re.compile(
    r"(?:(?:starting|start|first|from) )?(?:pages?|lines?|pp?\.?|pg\.?|seiten?|zeilen?|lignes?|tudalen)\b",
    re.IGNORECASE,
)


_ANNOUNCES = re.compile(
    r"(?:(?:here|below) (?:are|is) |please (?:see|find) )?(?:our|my|the|these|all) (?:[\w’'-]+ ){1,8}(?:follows?|below"
    r"|in the (?:following )?table)\W*$"
    r"|[^.:!?]{1,80}\b(?:are|is|have been)"
    r" (?:as follows|(?:set out|listed|given|shown|made|provided|summari[sz]ed|recorded)"
    r" (?:below|in the (?:following |attached )?table(?: below)?))\W*$",
    re.IGNORECASE,
)


_RECOMMENDS = re.compile(r"(?:recommendations?|proposals?|suggestions?)\W*$", re.IGNORECASE)
_SAYS_NONE = re.compile(
    r"(?:none|nil|n/?a|not applicable|no (?:change|comment)s?(?: \w+)?|keine?|aucune?)\W*", re.IGNORECASE
)
"""What stands in a column to which a row has nothing to say."""

TITLE_ROWS = 3
"""Rows of a table that may say what it is, above the names of its columns."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that hold comments, and the one that says what they are about or tells them apart."""

    comments: tuple[int, ...]
    place: int | None
    references: tuple[int, ...] = ()
    label: LabelColumns = NO_LABELS


@dataclass(frozen=True, slots=True)
class _Head:
    """The rows that name the columns, from ``first`` up to ``end``, and the columns."""

    first: int
    end: int
    columns: _Columns


def cut_comments(text: str, rows: Sequence[LabelledPiece]) -> list[LabelledPiece] | None:
    """Return the rows of a table of comments, each a point behind its label; None for any other table."""
    cells = [row_cells(text, row) for row in rows]
    places = [_sentence_column(text, each) for each in cells]
    if len(rows) > SEVERAL - any(place is not None for place in places) and None in places:
        brief = [_sentence_column(text, each, BRIEF_WORDS) for each in cells]
        places = brief if None not in brief[int(_is_named(text, cells)) :] else places
    said = sum(place is not None for place in places)
    says_sentences = said >= SEVERAL and said * 2 > len(rows)
    head = _head(text, cells) if len(rows) >= SEVERAL else None
    said_in = {place for place in places if place is not None}
    if head and says_sentences and not said_in & {*head.columns.comments}:
        # "Reason | Details": a name that is one of comments may head what they are about.
        head = replace(head, columns=_Columns((min(said_in),), head.columns.comments[0]))
    if head and (says_sentences or head.columns.place is not None):
        return list(_cut_headed(text, rows, cells, _with_sentences(text, cells, head)))
    if not says_sentences:
        return None
    heads = int(_is_named(text, cells) and said == len(rows) - 1)
    called = [text[cell.start : cell.end] for cell in cells[0]] if heads else []
    said_behind = _said_in(text, cells[heads:], min(said_in), called)
    label = label_columns(text, called, cells[heads:], _places(called))
    return [replace(row, given=Given.HEAD) for row in rows[:heads]] + [
        piece
        for row, each, place in list(zip(rows, cells, places, strict=True))[heads:]
        for piece in (
            [row] if place is None else _cut_row(text, row, each, _Columns((place, *said_behind), None, label=label))
        )
    ]


def _places(called: Sequence[str]) -> list[int]:
    """Return the columns that are called a place in a paper, or a number of the comments."""
    return [
        i
        for i, head in enumerate(called)
        if any(pattern.match(head) for pattern in (_PLACE_HEAD, _PAGE_HEAD))
        or any(pattern.fullmatch(head) for pattern in (_NUMBER_HEAD, _REFERENCE_HEAD))
    ]


def _said_in(text: str, cells: Sequence[Sequence[Span]], first: int, called: Sequence[str]) -> set[int]:
    """Return the columns from the first one with comments on that hold a sentence, unless they are called another's."""
    said = {
        i
        for each in cells
        for i in range(first + 1, len(each))
        if _is_sentence(text[each[i].start : each[i].end], BRIEF_WORDS)
    }
    return {first} | {i for i in said if i >= len(called) or not _ANSWERED_HEAD.search(called[i])}


def _with_sentences(text: str, cells: Sequence[Sequence[Span]], head: _Head) -> _Head:
    """Return the head with all columns in which somebody says something: behind its first comments, and before them
    where they say why."""
    called = [text[cell.start : cell.end] for cell in cells[head.first]]
    first = head.columns.comments[0]
    saying = _said_in(text, cells[head.end :], -1, called) - {-1}
    first = min((i for i in saying if i < first and _SAID_HEAD.match(called[i])), default=first)
    said = _said_in(text, cells[head.end :], first, called)
    label = label_columns(text, called, cells[head.end :], _places(called))
    place = None if head.columns.place in said else head.columns.place
    if place is None:
        place = next((i for i in label.labels if i < first), None)
    comments = (*sorted({*head.columns.comments, *said}),)
    return replace(head, columns=replace(head.columns, comments=comments, place=place, label=label))


_SAID_HEAD = re.compile(
    r"(?:why|what|how|our|my|your|the)\b|(?:reasons?|details?|explanation|evidence|argument|position|answer|response"
    r"|description|impact|effect|problem|warum|was|unsere?|meine?|pourquoi|notre|pam|ein)\b",
    re.IGNORECASE,
)
"""What the column is called in which somebody says something: "Why I object", "Our view"."""


def _is_named(text: str, cells: Sequence[Sequence[Span]]) -> bool:
    """Return whether a first row only names the columns: a place, and what is said of it; or a column of numbers.

    In whatever language: above a number in every row stands what holds none.
    """
    heads = [text[cell.start : cell.end] for cell in cells[0]]
    if len(heads) < SEVERAL or not all(map(_is_head, heads)):
        return False
    numbered = [i for i, head in enumerate(heads) if head and not _FIGURE.search(head) and len(cells) > SEVERAL]
    counts = (all(i < len(each) and _FIGURE.search(text, *each[i]) for each in cells[1:]) for i in numbered)
    return (_PLACE_HEAD.match(heads[0]) or _SAID_HEAD.match(heads[-1])) is not None or any(counts)


def _head(text: str, cells: Sequence[Sequence[Span]]) -> _Head | None:
    """Return the head of a table: the first row that names such columns, with the row of finer names below it.

    Titles above it fill fewer cells.
    """
    rows = [(i, columns) for i, each in enumerate(cells[: TITLE_ROWS + 1]) if (columns := _columns(text, each))]
    sizes = [len(_words_of(text, each)) for each in cells[: TITLE_ROWS + 1]]
    placed = [(i, columns) for i, columns in rows if columns.place is not None and all(n < sizes[i] for n in sizes[:i])]
    first, columns = next(iter(placed), rows[0] if rows and not rows[0][0] else (len(cells), None))
    if columns is None or first + 1 >= len(cells):
        return None
    finer = _finer_columns(text, cells[first], cells[first + 1], columns) if first + 2 < len(cells) else None
    return _Head(first, first + 2, finer) if finer else _Head(first, first + 1, columns)


def _finer_columns(text: str, above: Sequence[Span], below: Sequence[Span], columns: _Columns) -> _Columns | None:
    """Return the columns by the names in two rows, where the lower one only says which places there are."""
    filled = [i for i, cell in enumerate(below) if WORD.search(text, *cell)]
    names = {i: text[below[i].start : below[i].end] for i in filled}
    is_finer = len(above) == len(below) and filled and not set(filled) & set(columns.comments)
    if not is_finer or not all(_PLACE_HEAD.match(name) or _PAGE_HEAD.match(name) for name in names.values()):
        return None
    places = [i for i in filled if _PLACE_HEAD.match(names[i])]
    return _Columns(columns.comments, (places or filled)[0])


def _cut_headed(
    text: str, rows: Sequence[LabelledPiece], cells: Sequence[Sequence[Span]], head: _Head
) -> Iterator[LabelledPiece]:
    heads = [_words_of(text, each) for each in cells[: head.end]]
    label: ChosenLabel | None = None
    for i, row in enumerate(rows):
        if i < head.end or _words_of(text, cells[i]) in heads:
            yield replace(row, given=Given.HEAD)
            continue
        for piece in _cut_row(text, row, cells[i], head.columns, label):
            label = piece.chosen or label
            yield piece


def names_places(text: str, head: LabelledPiece) -> bool:
    """Return whether the head of a table of comments has a column of a paper's pages, paragraphs or sections."""
    names = [text[cell.start : cell.end] for cell in row_cells(text, head)]
    return any(_PAGE_HEAD.match(name) or _PAPER_HEAD.match(name) for name in names)


def _words_of(text: str, cells: Sequence[Span]) -> list[str]:
    return [text[cell.start : cell.end] for cell in cells if cell.start < cell.end]


def _columns(text: str, cells: Sequence[Span]) -> _Columns | None:
    heads = [text[cell.start : cell.end] for cell in cells]
    if len(heads) < SEVERAL or not all(map(_is_head, heads)):
        return None
    comments = tuple(i for i, head in enumerate(heads) if COMMENT_HEAD.match(head) and not _OTHER_HEAD.match(head))
    places = [i for i, head in enumerate(heads) if _PLACE_HEAD.match(head) and i not in comments]
    # What a row recommends behind its comment is part of what it says; before it, it is what is commented on.
    recommended = [i for i in places if comments and i > comments[0] and _RECOMMENDS.match(heads[i])]
    comments, places = (*comments, *recommended), [i for i in places if i not in recommended]
    pages = [i for i, head in enumerate(heads) if _PAGE_HEAD.match(head)]
    # A row is called by its own number rather than by the page that it is about.
    places += [i for i, head in enumerate(heads) if pages and _NUMBER_HEAD.fullmatch(head)] + pages
    references = tuple(i for i, head in enumerate(heads) if _REFERENCE_HEAD.fullmatch(head) and i not in comments)
    return _Columns(comments, places[0] if places else None, references) if comments else None


def _is_head(head: str) -> bool:
    """Return whether a cell may name a column: "No." is short for something, and no sentence."""
    word_count = len(words(head))
    return word_count <= HEAD_WORDS and (
        word_count == 1 or _SHORTENED.search(head) is not None or not head.endswith((".", "?"))
    )


_SHORTENED = re.compile(r"\b(?:no|nos|nr|ref|para|sect|pg|p|pp|cl|art|abs|ziff|kap|col|vol)\.$", re.IGNORECASE)
"""How a name ends that is cut short: "Para no."."""


def _sentence_column(text: str, cells: Sequence[Span], least_words: int = SENTENCE_WORDS) -> int | None:
    """Return the first column with a sentence, behind cells that only say what it is about."""
    for i, cell in enumerate(cells):
        cell_text = text[cell.start : cell.end]
        if i and _is_sentence(cell_text, least_words):
            return i
        if len(words(cell_text)) > REFERENCE_WORDS:
            return None
    return None


def _is_sentence(cell_text: str, least_words: int) -> bool:
    return len(words(cell_text)) >= least_words and cell_text.rstrip("\"'”’)").endswith((".", "!", "?"))


def _cut_row(
    text: str, row: LabelledPiece, cells: Sequence[Span], columns: _Columns, above: ChosenLabel | None = None
) -> Iterator[LabelledPiece]:
    """Yield a row's label with its comment as one piece, and what stands in the other columns behind it apart.

    A row that leaves its place blank is about the one ``above``; where it begins in the middle of a sentence, it goes
    on what that row says.
    """
    filled = [i for i, cell in enumerate(cells) if WORD.search(text, *cell)]
    personal = [i for i in filled if i in columns.label.personal and i not in columns.comments]
    commented = [i for i in filled if i in columns.comments]
    said: Sequence[int] = [i for i in commented if not _SAYS_NONE.fullmatch(text, *cells[i])] or commented
    said = said or _unnamed_comment(cells, [i for i in filled if i not in personal], columns)
    before = [i for i in filled if i < said[0]] if said else []
    behind = [i for i in filled if i > said[-1]] if said else []
    if not said:
        yield replace(row, given=Given.PLACE)
        return
    start, end = cells[said[0]].start, cells[said[-1]].end
    place = next((i for i in (columns.place, *columns.label.labels) if i in before), None)
    chosen = (
        None if place is None else place_label(text, cells[place], Span(cells[before[0]].start, cells[before[-1]].end))
    )
    is_same_place = columns.place is not None and not any(i <= columns.place for i in before)
    if chosen and above and is_same_place:
        chosen = replace(chosen, label=replace(chosen.label, shown=above.label.shown))
    hidden = [i for i in before if chosen is None and any(i <= each for each in personal)]
    for i in hidden:
        yield replace(row, outer=cells[i].start, start=cells[i].start, end=cells[i].end, given=Given.PLACE, chosen=None)
    before = [i for i in before if i not in hidden]
    outer = cells[before[0]].start if before else start
    goes_on = bool(above) and not before and text[start : start + 1].islower()
    point = replace(row, kind=BlockKind.PARAGRAPH, level=0, outer=outer, start=start, end=end, unbelieved=None)
    point = replace(point, shown=above.label.shown if above and is_same_place else None)
    given = Given.GOES_ON if goes_on else Given.COMMENT
    yield replace(point, start=start if chosen or not before else outer, chosen=chosen, given=given)
    for i in behind:
        yield replace(row, outer=cells[i].start, start=cells[i].start, end=cells[i].end, given=Given.PLACE, chosen=None)


def _unnamed_comment(cells: Sequence[Span], filled: Sequence[int], columns: _Columns) -> Sequence[int]:
    """Return the last cell of a row whose columns of comments are empty, but not where it only counts or marks it."""
    if not filled:
        return ()
    only_counts = len(filled) == 1 and filled[0] in (*columns.references, columns.place)
    return () if only_counts or _says_little(cells[filled[-1]]) else filled[-1:]


def _says_little(cell: Span) -> bool:
    return cell.end - cell.start <= LONGEST_SIGN


_FIGURE = re.compile(r"\d")

LONGEST_SIGN = 2
"""Characters of a cell that holds a sign: "Y", "ed"."""


def place_label(text: str, place: Span, reference: Span) -> ChosenLabel | None:
    """Return the label of a row: the name of its place, over all cells that say where that is."""
    shown = quoted_number(" ".join(text[place.start : place.end].split()))
    if not 0 < len(shown.split()) <= REFERENCE_WORDS or is_contact(shown):
        return None
    reading = LabelReading("row of comments", (1,))
    label = Label(reference.start, reference.end, shown, (reading,), score=0.0)
    return ChosenLabel(label, ((reading.scheme, reading.value),), None)


def mark_announcements(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a line as furniture that only says that a table of comments follows."""
    for i in range(len(roles) - 1):
        is_above = page.pieces[i + 1].given in (Given.COMMENT, Given.HEAD) and page.pieces[i].given is None
        if is_above and roles[i].role is Role.BODY and _ANNOUNCES.match(page.bare(i)):
            roles[i] = furniture("a line that announces a table")
