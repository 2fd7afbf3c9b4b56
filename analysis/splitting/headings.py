"""Headings: numbered lines with text below, short lines that head a text, and the contents list that repeats them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.model import BlockKind
from analysis.splitting import questions
from analysis.splitting.labelled_pieces import (
    HEADING_WORDS,
    LONG_HEADING_WORDS,
    LONGEST_HEADING,
    looks_like_heading,
    runs_on,
)
from analysis.splitting.labels.inline_labels import ITEM_WORDS
from analysis.splitting.labels.label_sequence import ChosenLabel
from analysis.splitting.nested_lists import has_outline_label, list_members, list_numbers, stands_alone
from analysis.splitting.note_callers import without_note_calls
from analysis.splitting.phrases import furniture_lines
from analysis.splitting.split_state import (
    FRAGMENT_WORDS,
    LIKELY,
    MARKS,
    SURE,
    Role,
    RoleAssignment,
    SplitState,
    furniture,
)
from analysis.text import normalise

TITLE_LINES = 3
"""A title and whose response it is are often one paragraph of short lines."""

LONGEST_RUN = 3
"""More lines in a row that look like headings are not headings but notes jotted down, each a point."""


def mark_numbered_headings(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a list of short numbered lines as headings where text stands below most of them."""
    numbers = list_numbers(page.pieces)
    for items in list_members(numbers, [role.role is Role.BODY for role in roles]).values():
        stand_between = _stand_between(page, items)
        if not stand_between and _under_a_point(page, roles, items[0]):
            continue
        short_items = [i for i in items if _could_head(page, i)]
        headed_items = [i for i in short_items if _has_text_below(page, roles, i, numbers, stand_between)]
        # Something stands below the last item of any list within a point, or within a sentence.
        only_last_item = headed_items == items[-1:] and len(items) > 1 and _is_within(page, items[0])
        if headed_items and len(headed_items) * 2 >= len(items) and not only_last_item:
            all_head = len(headed_items) == len(items)
            heading_role = (
                RoleAssignment(Role.HEADING, SURE)
                if all_head
                else RoleAssignment(Role.HEADING, LIKELY, "most of its list head a text")
            )
            for i in short_items:
                roles[i] = replace(heading_role, question=roles[i].question)


def _under_a_point(page: SplitState, roles: Sequence[RoleAssignment], first_item: int) -> bool:
    """Return whether a list stands under a number whose own words are a sentence: its items are that sentence's."""
    first_label = page.pieces[first_item].chosen
    if first_label is None or first_label.depth == 1 or has_outline_label(page.pieces[first_item]):
        return False
    outer_piece = next((i for i in range(first_item - 1, -1, -1) if _is_outer(page, roles, i, first_label)), None)
    return outer_piece is not None and roles[outer_piece].role is Role.BODY and not _could_head(page, outer_piece)


def _is_outer(page: SplitState, roles: Sequence[RoleAssignment], i: int, inner_label: ChosenLabel) -> bool:
    outer_label = page.pieces[i].chosen
    if outer_label is None or roles[i].role is Role.HEADING:
        return roles[i].role is Role.HEADING
    # "3." between "2.3" and "3.1" is under neither.
    return outer_label.depth < inner_label.depth and len(outer_label.stack[-1][1]) <= len(inner_label.stack[-1][1])


def _could_head(page: SplitState, i: int) -> bool:
    line_text = without_note_calls(page.bare(i))
    if line_text[:1].islower() or line_text.endswith((" and", " or")):
        # A clause: "all searches of a person; and".
        return False
    return line_text[-1:] not in ".,;:" and "\n" not in line_text and 0 < page.length(i) <= LONG_HEADING_WORDS


def _is_within(page: SplitState, first_item: int) -> bool:
    """Return whether a list stands in another, or a colon introduces it."""
    first_label = page.pieces[first_item].chosen
    is_deeper = first_label is not None and first_label.depth > 1
    return is_deeper or (first_item > 0 and page.bare(first_item - 1).endswith(":"))


def _stand_between(page: SplitState, items: Sequence[int]) -> bool:
    """Return whether a list's items stand each between paragraphs of another that counts on: "5.", "B.", "6."."""
    outer_levels = {chosen.stack[-2] for i in items if (chosen := page.pieces[i].chosen) and chosen.depth > 1}
    return len(items) > 1 and len(outer_levels) == len(items)


def _has_text_below(
    page: SplitState, roles: Sequence[RoleAssignment], i: int, numbers: Sequence[int | None], between: bool = False
) -> bool:
    """Return whether text of its own follows a numbered line: unnumbered prose, or a deeper number.

    ``between``: or a paragraph of the list between whose numbers its own list stands.
    """
    next_piece = next((k for k in range(i + 1, len(roles)) if roles[k].role is not Role.FURNITURE), None)
    if next_piece is None or numbers[next_piece] == numbers[i]:
        return False
    own_label, next_label = page.pieces[i].chosen, page.pieces[next_piece].chosen
    if own_label and next_label:
        # "3.1" is under "3.", whatever list an odd number was found in.
        is_under = next_label.stack[-1][1][:-1] == own_label.stack[-1][1]
        return is_under or next_label.depth > own_label.depth or (between and not _could_head(page, next_piece))
    return not (page.pieces[next_piece].kind is BlockKind.HEADING or _is_plain_heading(page, next_piece))


def mark_plain_headings(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark short lines as headings of the text below them, by their looks and by what follows."""
    text_begun, i = False, 0
    while i < len(roles):
        short_lines = []
        while i < len(roles) and (roles[i].role is Role.FURNITURE or _may_head(page, roles, i)):
            short_lines += [i] if roles[i].role is not Role.FURNITURE else []
            i += 1
        may_be_headings, text_below = len(short_lines) <= LONGEST_RUN or not text_begun, i
        if short_lines and i < len(roles) and _introduces(page, short_lines[-1], i):
            # What introduces a list is text, and the lines above it head it.
            text_below = short_lines.pop()
        if short_lines and i < len(roles) and _goes_on(page, short_lines[-1], i):
            text_below = short_lines.pop()
        if short_lines and i < len(roles) and may_be_headings:
            for j in _headings_of_run(page, short_lines, text_below):
                roles[j] = RoleAssignment(Role.HEADING, LIKELY, "a short line above text", roles[j].question)
        text_begun = text_begun or bool(short_lines) or (i < len(roles) and roles[i].role in (Role.BODY, Role.HEADING))
        i += 1


def _headings_of_run(page: SplitState, short_lines: Sequence[int], text_below: int) -> list[int]:
    """Return the lines of a run that head what follows, and are no statements of their own.

    Who writes "I oppose this" has said it. "Children will suffer" is a heading above prose, and one of several remarks
    above another of the kind.
    """
    remarks = is_remark(page, text_below)
    return [i for i in short_lines if not _FIRST_PERSON.match(page.bare(i)) and not (remarks and is_remark(page, i))]


_FIRST_PERSON = re.compile(r"(?:I(?: am|['’]m)?|We (?:strongly|fully|totally|completely)) [a-z]")
_ASKING = re.compile(r"(?:what|why|how|where|when|who|which|whether|if|that)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|will|would|should|must|can(?:not)?|could|has|have|does|do|won['’]t|can['’]t|don['’]t"
    r"|doesn['’]t|isn['’]t|aren['’]t|need|needs)\b",
    re.IGNORECASE,
)
"""Verbs that make a short line a statement, as far as a few words of English can tell."""


def is_remark(page: SplitState, i: int) -> bool:
    """Return whether a piece is one short statement, ended with a full stop or not."""
    line_text = page.bare(i)
    if not page.is_plain(i) or "\n" in line_text or not 0 < page.length(i) <= HEADING_WORDS or runs_on(line_text):
        return False
    is_statement = _FINITE.search(line_text) is not None or _FIRST_PERSON.match(line_text) is not None
    return is_statement and not line_text.endswith(("?", ":")) and not _ASKING.match(line_text)


def _may_head(page: SplitState, roles: Sequence[RoleAssignment], i: int) -> bool:
    return roles[i].role is Role.BODY and _is_plain_heading(page, i)


_FILLED_IN = re.compile(r":\s*[^\W_][^\n]*?_{4,}\s*\Z")
"""What somebody has typed before the end of a form's blank: "Comments: too many lorries ____"."""


def _is_plain_heading(page: SplitState, i: int) -> bool:
    piece, line = page.pieces[i], page.words_of(i).strip()
    if piece.kind is not BlockKind.PARAGRAPH or piece.level or piece.label is not None:
        return False
    if questions.is_closed_answer(line, page.asked) or furniture_lines.has_contact(line):
        return False
    if line.endswith("____") and _FILLED_IN.search(line):
        return False
    lines = line.split("\n")
    if len(lines) > 1:
        return len(lines) <= TITLE_LINES and all(looks_like_heading(title, 0, len(title)) for title in lines)
    is_bold = line.startswith(("**", "__")) and line.endswith(("**", "__")) and line.count("**") + line.count("__") == 2
    if is_bold and page.length(i) <= LONG_HEADING_WORDS:
        # A whole sentence in bold is something that its author wants heard.
        return line.strip(MARKS)[-1:] not in ".,;" or page.length(i) < ITEM_WORDS
    return looks_like_heading(page.text, piece.start, piece.end)


def _introduces(page: SplitState, introduction: int, text_below: int) -> bool:
    """Return whether a line begins the list below it ("We ask for:" above "more money") rather than heads it."""
    if not page.bare(introduction).endswith((":", " —", " –")):
        return False
    is_set_in = page.pieces[text_below].kind is BlockKind.PARAGRAPH and page.pieces[text_below].level > 0
    if is_set_in or (page.is_plain(text_below) and page.words_of(text_below).lstrip("*_\"“‘'…. ")[:1].islower()):
        # The sentence goes on: "The law:" above "… controls".
        return True
    list_items = []
    for piece in page.pieces[text_below : text_below + MOST_ITEMS]:
        if piece.kind is not BlockKind.LIST_ITEM and piece.label is None:
            break
        list_items.append(piece)
    return bool(list_items) and not has_outline_label(list_items[0]) and not stands_alone(page.text, list_items)


def _goes_on(page: SplitState, line: int, text_below: int) -> bool:
    """Return whether a line is the first of the sentence that goes on in lower case below it, and heads nothing."""
    piece, line_text = page.pieces[text_below], page.bare(line)
    is_rest = page.is_plain(text_below) and piece.kind is BlockKind.PARAGRAPH and page.bare(text_below)[:1].islower()
    return is_rest and page.length(line) > FRAGMENT_WORDS and line_text[-1:] not in "?!:"


_BREAKS_OFF = re.compile(r".*(?:,|\b(?:and|or|the|of|to|in|for|with|that|a))$", re.DOTALL)
"""How a line ends in the middle of a sentence."""


def breaks_off(page: SplitState, heading: int) -> bool:
    """Return whether a line that is set as a heading is the first of a sentence that goes on below it."""
    line_text, text_below = page.bare(heading), heading + 1
    may_break = page.length(heading) > HEADING_WORDS or _BREAKS_OFF.fullmatch(line_text) is not None
    return may_break and text_below < len(page.pieces) and _goes_on(page, heading, text_below)


MOST_ITEMS = 20
"""So many items show what kind of list it is."""


def mark_contents(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark a table of contents: lines that recur as headings, under its heading, or three and more in a row."""
    last_headings = {normalise(page.words_of(i)): i for i, role in enumerate(roles) if role.role is Role.HEADING}
    last_lines = {normalise(page.words_of(i)): i for i in range(len(roles)) if page.length(i) <= LONG_HEADING_WORDS}
    start = tried_end = 0
    while start < len(roles):
        has_title = roles[start].role is Role.HEADING and furniture_lines.CONTENTS.match(page.bare(start)) is not None
        entries_end = first_entry = start + has_title
        while entries_end < len(roles) and _is_contents_entry(page, roles, entries_end, last_headings):
            entries_end += 1
        if entries_end - first_entry < (1 if has_title else LEAST_ENTRIES):
            entries_end = first_entry
            if first_entry >= tried_end:  # of lines that are no list none of the later ones begins one
                tried_end, is_list = _paged_lines(page, roles, first_entry, last_lines)
                entries_end = tried_end if is_list else first_entry
        if entries_end > first_entry:
            roles[start:entries_end] = [furniture(furniture_lines.CONTENTS_LIST)] * (entries_end - start)
        start = max(entries_end, start + 1)


_PAGED = re.compile(r"(?P<title>.*[^\W\d_]{2}.*?)[\s.…·_]+(?P<page>\d{1,3})")
"""A line that ends with a page's number."""

LEAST_PAGED = 4
"""So many lines in a row whose page numbers do not go back are a table of contents, if one comes again below."""

LONG_CONTENTS = 8
"""So many are one though none comes again: some headings are pictures. No number is larger than the paper's pages."""

LEAST_ENTRIES = 3
"""Fewer lines that come again as headings may be a summary in two words."""


def _paged_lines(
    page: SplitState, roles: Sequence[RoleAssignment], start: int, lines: dict[str, int]
) -> tuple[int, bool]:
    """Return the end of the lines that end with page numbers, and whether they are a table of contents."""
    pages: list[int] = []
    end, recurs = start, False
    while end < len(roles) and roles[end].role in (Role.BODY, Role.HEADING, Role.FURNITURE):
        entry = " ".join(page.bare(end).split()) if page.length(end) <= LONG_HEADING_WORDS else ""
        paged = _PAGED.fullmatch(entry) if len(entry) <= LONGEST_HEADING else None
        if paged is None or (pages and int(paged["page"]) < pages[-1]):
            break
        recurs = recurs or lines.get(normalise(paged["title"]).rstrip(" .…\t"), -1) > end
        pages.append(int(paged["page"]))
        end += 1
    is_long = len(pages) >= LONG_CONTENTS and pages[-1] <= (page.pieces[-1].page or 0)
    return end, len(pages) >= LEAST_PAGED and (recurs or is_long) and pages[-1] > pages[0]


def _is_contents_entry(page: SplitState, roles: Sequence[RoleAssignment], i: int, headings: dict[str, int]) -> bool:
    """Return whether a line is a later heading, perhaps with a number before it ("Chapter 2") and its page behind."""
    if roles[i].role is Role.HEADING and page.pieces[i].kind is BlockKind.HEADING:
        return False
    if roles[i].role not in (Role.BODY, Role.HEADING, Role.FURNITURE) or page.length(i) > LONG_HEADING_WORDS:
        return False
    entry = normalise(page.words_of(i)).rstrip(" .…0123456789\t")
    entry_words = entry.split(" ", 2)
    return any(headings.get(title, -1) > i for title in (entry, *(" ".join(entry_words[n:]) for n in (1, 2))) if title)
