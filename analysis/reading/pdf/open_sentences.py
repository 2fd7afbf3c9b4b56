"""Sentences that a page's end, an odd pitch or a stray line broke: joined where what goes on begins in lower case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.reading.pdf.paragraphs import begins_small, is_labelled
from analysis.reading.pdf.text_lines import TextLine
from analysis.text import CONTACT, WEB, WORD

FEWEST_WORDS = 4
"""What is shorter above a line in lower case may be a name or a word of a form."""

MOST_BETWEEN = 6
"""Paragraphs of a page's foot and the next one's head, where they are no furniture that comes again."""

SMALL_LINES, SMALL_WORDS = 3, 30
"""A paragraph at a page's edge that may stand between the two halves of a sentence is no longer."""

_OPEN = re.compile(r"[^\W_][,)\]\"”’]*[⁰¹²³⁴-⁹]*$|[^\W\d_][-\u00ad\u2010]$|[–—]$")
"""How a paragraph ends in the middle of a sentence."""

_CONTACT = re.compile(f"{CONTACT.pattern}|{WEB.pattern}|\\bwww\\b|•")
"""What stands in the foot of a letterhead."""

_FIGURE = re.compile(r"[£$€]?\d[\d.,]*\s?(?:%|per ?cent|million|billion|m|bn|in \d+|out of \d+)|\d+ (?:in|out of) \d+")
"""A share or a sum that a page sets large, as the beginning of the sentence below it: "29%", "of renters …"."""

OTHER_SIZE = 0.19
"""Type that differs by a larger share is another's: notes are set a fifth smaller. On scans a line's size varies."""

Groups = list[list[TextLine]]


def join_open_sentences(groups: Sequence[list[TextLine]]) -> tuple[Groups, list[int]]:
    """Return the paragraphs, those joined that are one sentence, and the new place of each old one.

    What stood between the halves, at the edges of two pages, stands behind them.
    """
    joined: Groups = []
    places: list[int] = []
    for group in groups:
        host = _host(joined, group)
        if host is None:
            places.append(len(joined))
            joined.append(list(group))
        else:
            places.append(host)
            if _is_large_figure(joined[host], group[0]):
                # It is no heading for being set large.
                joined[host] = [replace(joined[host][0], size=group[0].size, bold=False, title=False, alone=False)]
            joined[host].extend(group)
    return joined, places


def _host(joined: Sequence[list[TextLine]], group: Sequence[TextLine]) -> int | None:
    """Return the index of the paragraph whose sentence this one goes on."""
    if not _is_rest(group):
        return None
    page = group[0].page
    if joined and _is_large_figure(joined[-1], group[0]):
        return len(joined) - 1
    for index in range(len(joined) - 1, max(-1, len(joined) - 2 - MOST_BETWEEN), -1):
        if _is_open(joined[index]) and _is_alike(_last(joined[index]), group[0]):
            is_next = index == len(joined) - 1
            return index if is_next or joined[index][-1].page == page - 1 else None
        is_aside = _is_small(joined[index]) or joined[index][0].framed
        if not (is_aside or _is_note(joined[index], group[0])) or joined[index][0].page < page - 1:
            return None
    return None


def _is_note(group: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a paragraph is set in smaller type than the sentence: a note that is not known as one."""
    return all(each.size < (1 - OTHER_SIZE / 2) * line.size for each in group)


def _is_large_figure(group: Sequence[TextLine], line: TextLine) -> bool:
    is_figure = len(group) == 1 and _FIGURE.fullmatch(group[0].text) is not None
    return is_figure and group[0].page == line.page and group[0].size > line.size


def _is_rest(group: Sequence[TextLine]) -> bool:
    line = group[0]
    return begins_small(line) and _is_prose(line) and not line.mark and not is_labelled(line)


def _is_open(group: Sequence[TextLine]) -> bool:
    line = _last(group)
    is_open = _is_prose(line) and _OPEN.search(line.text) is not None and _words(group) >= FEWEST_WORDS
    return is_open and not (_is_small(group) and any(_CONTACT.search(each.text) for each in group))


def _last(group: Sequence[TextLine]) -> TextLine:
    """Return the last line with words; a rule of dashes above the notes is none."""
    return next((line for line in reversed(group) if WORD.search(line.text)), group[-1])


def _is_prose(line: TextLine) -> bool:
    return not (line.row or line.in_table or line.alone or line.title or line.comment)


def _is_alike(last: TextLine, line: TextLine) -> bool:
    sizes = last.size, line.size
    return max(sizes) - min(sizes) < OTHER_SIZE * max(sizes) and not (last.bold and not line.bold_start)


def _is_small(group: Sequence[TextLine]) -> bool:
    return len(group) <= SMALL_LINES and _words(group) <= SMALL_WORDS


def _words(group: Sequence[TextLine]) -> int:
    return sum(len(line.text.split()) for line in group)
