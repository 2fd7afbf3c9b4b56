"""Headings: numbered lines with text below, short lines that head a text, and the contents list that repeats them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting import furniture_lines, questions
from analysis.splitting.label_sequence import Chosen
from analysis.splitting.labelled_pieces import HEADING_WORDS, LONG_HEADING_WORDS, looks_like_heading, runs_on
from analysis.splitting.nested_lists import ITEM_WORDS, is_outline, members, siblings, stands_alone
from analysis.splitting.note_callers import without_call
from analysis.splitting.split_state import LIKELY, MARKS, SURE, Role, RoleAssignment, SplitState
from analysis.splitting.split_state import furniture as as_furniture
from analysis.text import normalise

TITLE_LINES = 3
"""A title and whose response it is are often one paragraph of short lines."""

LONGEST_RUN = 3
"""More lines in a row that look like headings are not headings but notes jotted down, each a point."""


def numbered(page: SplitState, roles: list[RoleAssignment]) -> None:
    """A list of short numbered lines with text below most of them is a list of headings."""
    numbers = siblings(page.pieces)
    for items in members(numbers, [c.role is Role.BODY for c in roles]).values():
        between = _stand_between(page, items)
        if not between and _under_a_point(page, roles, items[0]):
            continue
        short = [i for i in items if _could_head(page, i)]
        heads = [i for i in short if _has_text_below(page, roles, i, numbers, between)]
        # Something stands below the last item of any list within a point, or within a sentence.
        by_end = heads == items[-1:] and len(items) > 1 and _is_within(page, items[0])
        if heads and len(heads) * 2 >= len(items) and not by_end:
            sure = len(heads) == len(items)
            heading = (
                RoleAssignment(Role.HEADING, SURE)
                if sure
                else RoleAssignment(Role.HEADING, LIKELY, "most of its list head a text")
            )
            for i in short:
                roles[i] = replace(heading, question=roles[i].question)


def _under_a_point(page: SplitState, roles: Sequence[RoleAssignment], first: int) -> bool:
    """Whether a list stands under a number whose own words are a sentence: its items are that sentence's."""
    here = page.pieces[first].chosen
    if here is None or here.depth == 1 or is_outline(page.pieces[first]):
        return False
    above = next((i for i in range(first - 1, -1, -1) if _is_outer(page, roles, i, here)), None)
    return above is not None and roles[above].role is Role.BODY and not _could_head(page, above)


def _is_outer(page: SplitState, roles: Sequence[RoleAssignment], i: int, inner: Chosen) -> bool:
    chosen = page.pieces[i].chosen
    if chosen is None or roles[i].role is Role.HEADING:
        return roles[i].role is Role.HEADING
    # "3." between "2.3" and "3.1" is under neither.
    return chosen.depth < inner.depth and len(chosen.stack[-1][1]) <= len(inner.stack[-1][1])


def _could_head(page: SplitState, i: int) -> bool:
    line = without_call(page.bare(i))
    if line[:1].islower() or line.endswith((" and", " or")):
        # A clause: "all searches of a person; and".
        return False
    return line[-1:] not in ".,;:" and "\n" not in line and 0 < page.length(i) <= LONG_HEADING_WORDS


def _is_within(page: SplitState, first: int) -> bool:
    """Whether a list stands in another, or a colon introduces it."""
    chosen = page.pieces[first].chosen
    deeper = chosen is not None and chosen.depth > 1
    return deeper or (first > 0 and page.bare(first - 1).endswith(":"))


def _stand_between(page: SplitState, items: Sequence[int]) -> bool:
    """Whether the items of a list stand each between other paragraphs of a list that counts on: "5.", "B.", "6."."""
    around = {chosen.stack[-2] for i in items if (chosen := page.pieces[i].chosen) and chosen.depth > 1}
    return len(items) > 1 and len(around) == len(items)


def _has_text_below(
    page: SplitState, roles: Sequence[RoleAssignment], i: int, numbers: Sequence[int | None], between: bool = False
) -> bool:
    """Whether the next thing after a numbered line is text of its own: unnumbered prose, or a deeper number.

    ``between``: or a paragraph of the list between whose numbers its own list stands.
    """
    below = next((j for j in range(i + 1, len(roles)) if roles[j].role is not Role.FURNITURE), None)
    if below is None or numbers[below] == numbers[i]:
        return False
    here, there = page.pieces[i].chosen, page.pieces[below].chosen
    if here and there:
        # "3.1" is under "3.", whatever list an odd number was found in.
        within = there.stack[-1][1][:-1] == here.stack[-1][1]
        return within or there.depth > here.depth or (between and not _could_head(page, below))
    return not (page.pieces[below].kind is BlockKind.HEADING or _is_plain_heading(page, below))


def plain(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Short lines that head the text below them, by their looks and by what follows."""
    begun, i = False, 0
    while i < len(roles):
        run = []
        while i < len(roles) and (roles[i].role is Role.FURNITURE or _may_head(page, roles, i)):
            run += [i] if roles[i].role is not Role.FURNITURE else []
            i += 1
        few, following = len(run) <= LONGEST_RUN or not begun, i
        if run and i < len(roles) and _introduces(page, run[-1], i):
            # What introduces a list is text, and the lines above it head it.
            following = run.pop()
        if run and i < len(roles) and few:
            for j in _heads_of(page, run, following):
                roles[j] = RoleAssignment(Role.HEADING, LIKELY, "a short line above text", roles[j].question)
        begun = begun or bool(run) or (i < len(roles) and roles[i].role in (Role.BODY, Role.HEADING))
        i += 1


def _heads_of(page: SplitState, run: Sequence[int], following: int) -> list[int]:
    """The lines of a run that head what follows, and are no statements of their own.

    Who writes "I oppose this" has said it. "Children will suffer" is a heading above prose, and one of several remarks
    above another of the kind.
    """
    remarks = _is_remark(page, following)
    return [i for i in run if not _FIRST_PERSON.match(page.bare(i)) and not (remarks and _is_remark(page, i))]


_FIRST_PERSON = re.compile(r"(?:I(?: am|['’]m)?|We (?:strongly|fully|totally|completely)) [a-z]")
_ASKING = re.compile(r"(?:what|why|how|where|when|who|which|whether|if|that)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|should|must|can(?:not)?|could|has|have|does|do|won['’]t|can['’]t|don['’]t"
    r"|doesn['’]t|isn['’]t|aren['’]t|need|needs)\b",
    re.IGNORECASE,
)
"""Verbs that make a short line a statement, as far as a few words of English can tell."""


def _is_remark(page: SplitState, i: int) -> bool:
    """Whether a piece is one short statement, ended with a full stop or not."""
    line = page.bare(i)
    if not page.is_plain(i) or "\n" in line or not 0 < page.length(i) <= HEADING_WORDS or runs_on(line):
        return False
    said = _FINITE.search(line) is not None or _FIRST_PERSON.match(line) is not None
    return said and not line.endswith(("?", ":")) and not _ASKING.match(line)


def _may_head(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    return roles[i].role is Role.BODY and _is_plain_heading(page, i)


def _is_plain_heading(page: SplitState, i: int) -> bool:
    piece, line = page.pieces[i], page.words_of(i).strip()
    if piece.kind is not BlockKind.PARAGRAPH or piece.level or piece.label is not None:
        return False
    if questions.is_closed_answer(line) or furniture_lines.has_contact(line):
        return False
    rows = line.split("\n")
    if len(rows) > 1:
        return len(rows) <= TITLE_LINES and all(looks_like_heading(row, 0, len(row)) for row in rows)
    bold = line.startswith(("**", "__")) and line.endswith(("**", "__")) and line.count("**") + line.count("__") == 2
    if bold and page.length(i) <= LONG_HEADING_WORDS:
        # A whole sentence in bold is something that its author wants heard.
        return line.strip(MARKS)[-1:] not in ".,;" or page.length(i) < ITEM_WORDS
    return looks_like_heading(page.text, piece.start, piece.end)


def _introduces(page: SplitState, line: int, following: int) -> bool:
    """Whether a line is the beginning of the list below it ("We ask for:" above "more money"), and not its heading."""
    if not page.bare(line).endswith(":"):
        return False
    set_in = page.pieces[following].kind is BlockKind.PARAGRAPH and page.pieces[following].level > 0
    if set_in or (page.is_plain(following) and page.words_of(following).lstrip("*_\"“‘'…. ")[:1].islower()):
        # The sentence goes on: "The law:" above "… controls".
        return True
    items = []
    for piece in page.pieces[following : following + MOST_ITEMS]:
        if piece.kind is not BlockKind.LIST_ITEM and piece.label is None:
            break
        items.append(piece)
    return bool(items) and not is_outline(items[0]) and not stands_alone(page.text, items)


MOST_ITEMS = 20
"""So many items show what kind of list it is."""


def contents(page: SplitState, roles: list[RoleAssignment]) -> None:
    """A table of contents: lines that come again as headings, under its heading, or three and more in a row."""
    last = {normalise(page.words_of(i)): i for i, c in enumerate(roles) if c.role is Role.HEADING}
    start = 0
    while start < len(roles):
        titled = roles[start].role is Role.HEADING and furniture_lines.CONTENTS.match(page.bare(start)) is not None
        end = first = start + titled
        while end < len(roles) and _is_entry(page, roles, end, last):
            end += 1
        if end - first >= (1 if titled else LEAST_ENTRIES):
            roles[start:end] = [as_furniture("contents list")] * (end - start)
        start = max(end, start + 1)


LEAST_ENTRIES = 3
"""Fewer lines that come again as headings may be a summary in two words."""


def _is_entry(page: SplitState, roles: Sequence[RoleAssignment], i: int, last: dict[str, int]) -> bool:
    """Whether a line is a later heading, perhaps with a number before it ("Chapter 2") and its page behind."""
    if roles[i].role is Role.HEADING and page.pieces[i].kind is BlockKind.HEADING:
        return False
    if roles[i].role not in (Role.BODY, Role.HEADING, Role.FURNITURE) or page.length(i) > LONG_HEADING_WORDS:
        return False
    line = normalise(page.words_of(i)).rstrip(" .…0123456789\t")
    rest = line.split(" ", 2)
    return any(last.get(words, -1) > i for words in (line, *(" ".join(rest[n:]) for n in (1, 2))) if words)
