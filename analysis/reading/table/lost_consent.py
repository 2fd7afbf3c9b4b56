"""Lost consent: what a file says of publication where it is not read, so that none of its rows may be published.

A sheet, column, note or second table that is left out may hold the refusal of any row. Until somebody says in the
table's ``publish`` which column asks, or what the sheet or column is, every response of the file is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from analysis.model import ColumnRole as Role
from analysis.model import TableColumn
from analysis.reading.table import column_vocabulary as words
from analysis.reading.table import consent
from analysis.reading.table.consent_questions import count_negations, hides_name, refuses_publication
from analysis.reading.table.consent_subject import is_consent_alone
from analysis.reading.table.sheet import SheetRow
from analysis.text import normalise

ROWS = 2_000
"""Rows of a sheet that is left out by which it is judged."""

LONGEST = 300
"""Characters of a heading or a note."""

FEWEST_WORDS = 3
"""Words of a note: a choice in a list is shorter."""

_HINT = re.compile(
    r"publ|confiden|anonym|consent|permission|quot|withh|private|opt(?:ed|ing)? out|attribut"
    r"|\bnam(?:e|ed)\b|shar(?:e|ing)",
    re.IGNORECASE,
)
"""What any heading that asks holds; to look for it first is faster than to judge every cell."""

_REFUSAL_HINT = re.compile(
    rf"{_HINT.pattern}|\bprint|identi|unnamed|disclos|redact|embargo|reveal|off the record", re.IGNORECASE
)
"""What any refusal holds."""

_REFUSED = re.compile(
    r"(?:\b(?:not|never|no|nor|without|rather|refus\w+|withdr\w+|revok\w+|declin\w+)\b|n't\b).{0,40}?"
    r"(?:\b(?:be|being|been) (?:named|identified|printed|quoted|shared)\b|\bidentifiable\b"
    r"|\b(?:consent|permission) (?:to|for) (?:publi|print|quot|shar|use|be|the use)"
    r"|\b(?:print|quote|name) (?:this|it|me|us|her|him|them)\b"
    r"|\b(?:print|quote|share|use) (?:my|our|her|his|their|the) "
    r"(?:names?|identity|response|answers?|comments?|letter|reply|submission|views)\b)|\bunnamed\b|\bredact"
    r"|\bidentity\b.{0,30}\b(?:not|never|protected|hidden|secret)\b|\boff the record\b|\bembargoed\b"
    r"|\bno (?:names?|attribution)(?: please)?$"
    r"|\bexempt from (?:disclosure|release)\b"
)
"""How notes say that somebody would not be named or printed; forms do not ask so."""

_OF_OTHERS = re.compile(
    r"\bprivate (?!and |or |please|response|answer|comment|letter|reply|submission|views|information|details)(?=\w)"
    r"|(?<!make )(?<!made )(?<!be )(?<!go )\bpublic (?!and |or |please|view|domain|eye)(?=\w)"
    r"|\b(?:planning|building|development|conservation area) (?:consent|permission)s?\b"
)
"""What is said of other things: "a private road", "public transport", "planning permission"."""

_PLACES = (
    r"\b(?:for|on|off|from) the (?:website|web|internet)\b"
    r"|\b(?:not|put|go|appear|shown?|posted|this|it) (?:this |it )?online\b"
    r"|\b(?:put|go|appear|show\w*|includ\w+|left|leave|keep|kept|use\w*)\b.{0,20}\b(?:in|out of|from) the report\b"
)
_IN_PLACES = re.compile(_PLACES)
_THEIRS = re.compile(rf"\bnames?\b|\b(?:(?:her|his|their|my|our) (?:\w+ )?(?:details|address)|sensitive)\b|{_PLACES}")
"""What may be kept back, or where a response may stand, which is doubtful beside a word that may turn it round."""

_OF_PUBLICATION = re.compile(
    r"\bpublish|\bpublication|\bunpublish|\bpublicity\b|confiden|anonym|withh[eo]ld|opt(?:ed|ing|s)? out|attribut"
    r"|\bidentity\b|\bidentifiable\b|\bunnamed\b|\bnameless\b|disclos|\bconsent|\bpermission|\bfoi\b"
    r"|\bfreedom of information\b|\banon\b|\bconf\b|\bsuppress|\binitials\b|\bh[eo]ld back\b|\bgdpr\b"
    r"|\bke(?:ep|pt) (?:it )?(?:quiet|secret)\b"
)
"""What is said in an office's notes of publication, and of little else; it is doubtful whichever way it is said."""

_OFFICE_NOTES = re.compile(r"(?:notes?|comments?|tags?|fields?)", re.IGNORECASE)
"""What columns of an office end with, but those of what it answers."""


def held(places: Sequence[str]) -> str:
    """Return the warning that the responses of a table are withheld, because of what is said in these places."""
    return (
        f"{', '.join(places)} {'speaks' if len(places) == 1 else 'speak'} of publication and "
        f"{'is' if len(places) == 1 else 'are'} not read with the answers, so no response of this table is published; "
        "put what is said there into a column beside the answers and add the file again, or say in [[table]] which "
        "column asks (publish) and what the sheet or column is, or of each response whether it may be published"
    )


def asks(text: str) -> bool:
    """Return whether a heading asks for consent."""
    return (
        len(text) <= LONGEST and _HINT.search(text) is not None and (consent.is_asked(text) or is_consent_alone(text))
    )


def refuses(text: str, fewest_words: int = FEWEST_WORDS) -> bool:
    """Return whether a note keeps a response or a name from being published."""
    if len(text) > LONGEST or not _REFUSAL_HINT.search(text):
        return False
    plain_text = _OF_OTHERS.sub(" ", normalise(text))
    is_choice = len(plain_text.split()) < fewest_words
    is_refusal = refuses_publication(plain_text) or hides_name(plain_text) or _REFUSED.search(plain_text) is not None
    return not is_choice and is_refusal


def comment_refuses(text: str) -> bool:
    """Return whether a comment on a cell, in which nobody lists choices, keeps a response or a name back."""
    return refuses(text, fewest_words=1) or (len(text) <= LONGEST and _is_kept(text, _IN_PLACES))


def noted_refusal(column: TableColumn, cell_text: str) -> bool:
    """Return whether a column that is left out holds a refusal: in an office's notes, whatever speaks of publication.

    Programs write a word, such as "anonymous" for a link, into columns of theirs.
    """
    if not words.ANALYSIS.fullmatch(column.header):
        return refuses(cell_text)
    is_note = _OFFICE_NOTES.fullmatch(column.header.split()[-1]) is not None
    return (is_note and len(cell_text) <= LONGEST and _speaks_of_publication(cell_text)) or comment_refuses(cell_text)


def _speaks_of_publication(cell_text: str) -> bool:
    plain_text = _OF_OTHERS.sub(" ", normalise(cell_text))
    return _is_kept(plain_text, _THEIRS) or _OF_PUBLICATION.search(plain_text) is not None


def _is_kept(text: str, searched_pattern: re.Pattern[str]) -> bool:
    return searched_pattern.search(normalise(text)) is not None and count_negations(text) > 0


def sheet_speaks(rows: Iterable[SheetRow], columns: Sequence[TableColumn] = ()) -> bool:
    """Return whether a sheet that is left out speaks of publication otherwise than in the columns that are read.

    A list of the choices of a form is none where a column that is read asks.
    """
    asking = {column.header for column in columns if column.role is Role.PUBLISH}
    looked_at = list(islice(rows, ROWS))
    for place, sheet_row in enumerate(looked_at):
        for position, cell_text in enumerate(sheet_row.cells):
            if asks(cell_text) and cell_text not in asking:
                below = [_cell(row, position) for row in looked_at[place + 1 :]]
                if not (asking and _are_choices(below)):
                    return True
    return any(
        refuses(cell_text) and len(cell_text.split()) > FEWEST_WORDS + 1 for row in looked_at for cell_text in row.cells
    )


def _cell(sheet_row: SheetRow, position: int) -> str:
    return sheet_row.cells[position] if position < len(sheet_row.cells) else ""


def _are_choices(cells: Iterable[str]) -> bool:
    counts = Counter(filter(None, cells))
    return all(count == 1 for count in counts.values())


def columns_speak(columns: Iterable[TableColumn]) -> Iterator[str]:
    """Yield the columns that were left out, by no person, and whose names ask for consent."""
    for column in columns:
        if column.role is Role.LEAVE_OUT and column.confidence < 1 and any(map(asks, (column.asks, column.part or ""))):
            yield f'the column "{column.header}"'


def second_table(rows: Iterable[SheetRow], headers: Collection[str]) -> int | None:
    """Return the number of the row, below a blank one, that names columns anew, one of which asks for consent."""
    last_number = 0
    for number, cells in rows:
        filled = [cell_text for cell_text in cells if cell_text]
        is_apart = bool(last_number) and number > last_number + 1
        is_heading = is_apart and len(filled) > 1 and max(map(len, filled)) <= LONGEST
        if is_heading and any(asks(cell_text) and cell_text not in headers for cell_text in filled):
            return number
        last_number = number if filled else last_number
    return None
