"""Short pieces that are nobody's point: a reference, an address, figures; and those that head what is below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.model import BlockKind
from analysis.splitting.labelled_pieces import Given
from analysis.splitting.split_state import FRAGMENT_WORDS, LAYOUT, UNSURE, Role, RoleAssignment, SplitState, furniture
from analysis.text import words

REFERENCE = "a reference, and nothing else"
FIGURES = "figures without words"
DATA = "figures of a table or a chart"
KEY = "a key to a table's abbreviations"
HEADS = "a short line above text"

HEADING_WORDS = 8
"""Words of an item that heads the paragraph below it."""

SENTENCE_WORDS = 8
"""Words of what says something under a heading."""

_REFERENCE = re.compile(
    r"(?:(?:see )?(?:ibid|id)\.[^.!?]{0,40}|\d{1,3} [^.!?]{0,200}(?:https?://|www\.)\S+(?: \S+)?"
    r"|(?:see )?(?:ibid|idem|id|op\.? ?cit|loc\.? ?cit)(?:[\s.,;:\d–-]|\b(?:at|pp?|paras?|notes?|n|s)\b)*"
    # Provisions of a law, cut off: "Reg 20(2) and", "Sch 13 to 2002 c.40 and".
    r"|(?:reg(?:ulation)?|sch(?:edule)?|art(?:icle)?|s(?:ection)?|para(?:graph)?)s?\.? ?\d[\w().]*"
    r"(?:,?(?: (?:to|and|of|or))? (?:c\. ?)?\d[\w().]*)* (?:and|or|to|of)"
    r"|(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*(?:/[\w.~%?=&#+-]*){2,}|(?:https?://|www\.)\S+)\W*\Z",
    re.IGNORECASE,
)
_YEAR = r"\((?:n\. ?d\.|(?:19|20)\d\d[a-z]?(?:, [^()]{1,30})?)\)"
_CITED_WORK = re.compile(
    r"(?!.*\b(?:we|our|should|must)\b)"
    # "Smith, G., & Lee, K. (2022, August). Reimagining the bill. Cyberleagle."
    rf"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.[ -]?)+[^!?]{{0,300}}?{_YEAR}[.,:]? \S[^!?]{{8,600}}$"
    # "Thorn. (2024). 2023 Impact report. https://…": an organisation's, with where it is found.
    rf"|[A-Z][^!?()]{{2,160}}{_YEAR}[.,:]? ?[\"“‘'A-Z0-9][^!?]{{8,400}}(?:https?:|doi|\bpp?\. ?\d)\S*.*$)",
    re.DOTALL,
)
"""A work that is cited in full, as in a bibliography: author, year in brackets, title."""

_NUMBERED = re.compile(r"(?:recommendation|proposal|issue|point|part|section|chapter)s? \d{1,3}\W*\Z", re.IGNORECASE)


_EXPLAINS = re.compile(
    r"(?:\W{0,3}\d{0,2}\W{0,3}(?:\w[\w -]{0,40}:)?\s*)?(?:[^\s=]{1,12} ?= ?[^=.!?]{2,60}?[\s,;/]+){1,9}"
    r"[^\s=]{1,12} ?= ?[^=!?]{2,160}$"
)
"""What explains the letters that a table uses: "ge = general, te = technical"."""

COLUMN_WORDS = 4
"""Words of a column's name."""

LEAST_FIGURES, MOST_FIGURES = 4, 0.6
"""A line with so many figures, and that share of all its words, is a table's or a chart's."""

_LETTERHEADS = ("letter head", "contact details", LAYOUT)


def mark_short_pieces(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark references, addresses and figures that stand alone; a lone item above a paragraph heads it."""
    for i, role in enumerate(roles):
        if role.role is not Role.BODY or role.question or _is_asked_for(roles, i):
            continue
        line_text = page.bare(i)
        if _REFERENCE.match(line_text) or ("(" in line_text and _CITED_WORK.match(line_text)):
            roles[i] = furniture(REFERENCE)
        elif not (page.pieces[i].label or any(character.isalpha() for character in line_text)):
            roles[i] = furniture(FIGURES)
        elif page.is_plain(i) and _is_data(line_text):
            roles[i] = furniture(DATA)
        elif page.is_plain(i) and _EXPLAINS.match(line_text):
            roles[i] = furniture(KEY)
        elif _names_columns(page, i):
            roles[i] = furniture(Given.HEAD.value)
        elif _heads(page, roles, i) or _heads_numbers(page, roles, i):
            roles[i] = RoleAssignment(Role.HEADING, UNSURE, HEADS)


def mark_repeated(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark what stands on another page in a head or an address: a letterhead's block beside the text of each page."""
    pages_by_text: dict[str, set[int | None]] = {}
    for i, role in enumerate(roles):
        if role.reason in _LETTERHEADS:
            pages_by_text.setdefault(page.bare(i), set()).add(page.pieces[i].page)
    for i, role in enumerate(roles):
        is_own = role.role in (Role.BODY, Role.HEADING) and page.is_plain(i) and not role.question
        if is_own and pages_by_text.get(page.bare(i), set()) - {page.pieces[i].page}:
            roles[i] = furniture("letter head")


def _is_data(line_text: str) -> bool:
    """Return whether most of a line's words are figures, or the units below those of a chart, all alike."""
    cells = line_text.split("\t")
    if len(cells) >= LEAST_FIGURES and len({cell.strip() for cell in cells}) == 1:
        return True
    if "\t" in line_text and all(map(_is_data_row, filter(None, line_text.split("\n")))):
        return True
    tokens = line_text.split()
    figures = sum(any(character.isdigit() for character in token) for token in tokens)
    return figures >= LEAST_FIGURES and figures > MOST_FIGURES * len(tokens)


def _is_data_row(row_text: str) -> bool:
    """Return whether a row of cells is a short name with figures behind it, and no word besides."""
    name, *values = [cell.strip() for cell in row_text.split("\t")]
    filled = [value for value in values if value]
    are_figures = all(any(map(str.isdigit, value)) and not any(map(str.isalpha, value)) for value in filled)
    return len(filled) > 1 and are_figures and len(name.split()) <= HEADING_WORDS


def _names_columns(page: SplitState, i: int) -> bool:
    """Return whether a piece is the first row of a table, its cells short, and a row below it says more."""
    piece = page.pieces[i]
    below = next((row for row in page.pieces[i + 1 : i + 2] if row.kind is BlockKind.TABLE_ROW), None)
    if piece.kind is not BlockKind.TABLE_ROW or piece.table is None or below is None or below.table != piece.table:
        return False
    cells = [cell.strip() for cell in page.words_of(i).split("\t")]
    is_first = i == 0 or page.pieces[i - 1].table != piece.table
    are_names = all(len(words(cell)) <= COLUMN_WORDS and cell[-1:] not in (".", "?") for cell in cells)
    return is_first and len(cells) > 1 and are_names and page.length(i + 1) >= 2 * page.length(i)


def _is_asked_for(roles: Sequence[RoleAssignment], i: int) -> bool:
    above = next((role for role in reversed(roles[:i]) if role.role is not Role.FURNITURE), None)
    return above is not None and above.role in (Role.QUESTION, Role.ANSWER)


def _heads(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a piece is an item by itself, or no more than "Recommendation 1", above a paragraph."""
    if i + 1 >= len(roles) or page.pieces[i].label or roles[i + 1].role is not Role.BODY or page.pieces[i + 1].label:
        return False
    is_above_prose = _is_paragraph(page, i + 1) and len(words(page.words_of(i + 1))) >= SENTENCE_WORDS
    if _NUMBERED.match(page.bare(i)):
        return is_above_prose
    is_lone_item = page.pieces[i].kind is BlockKind.LIST_ITEM and i > 0 and _is_paragraph(page, i - 1)
    is_short = page.length(i) <= HEADING_WORDS and page.bare(i)[-1:] not in ".!?:;,"
    has_sentence = page.bare(i + 1)[:1].isupper()
    is_led_in = page.bare(i - 1)[-1:] in ":;," if i else True
    return is_above_prose and is_lone_item and is_short and has_sentence and not is_led_in


def _heads_numbers(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    """Return whether a numbered word or two stands above a deeper number: "B. Scope." above "(1) In …"."""
    own, below = page.pieces[i].chosen, page.pieces[i + 1].chosen if i + 1 < len(roles) else None
    if own is None or below is None or below.depth <= own.depth or roles[i + 1].role is not Role.BODY:
        return False
    is_name = page.bare(i)[-1:] not in ":;,?!" and page.bare(i)[:1].isupper()
    return is_name and 0 < page.length(i) <= FRAGMENT_WORDS and page.length(i + 1) >= SENTENCE_WORDS


def _is_paragraph(page: SplitState, i: int) -> bool:
    return page.pieces[i].kind is BlockKind.PARAGRAPH
