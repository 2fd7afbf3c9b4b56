"""Where what was put onto a page is read: a tick before its option, a name behind its label, an answer below its
question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.reading.pdf.form_fields import Field
from analysis.reading.pdf.page_words import Box, Word
from analysis.reading.pdf.text_lines import SPACE, TextLine

TICKED, UNTICKED = "☑", "☐"

NEXT_TO = 4.0
"""A box to tick stands no more sizes of type away from its option."""

ONE_LINE = 2.2
"""A field lower than so many lines of type is there for a name or a date, and has its label beside it."""

LABEL_WORDS = 4
"""The words beside a field that are its label; a question has more."""

_SENTENCE_END = re.compile(r"[.?!:]$")
_UNSAID = re.compile(r"[\W_]+")


def place_fields(words: Sequence[Word], fields: Sequence[Field]) -> tuple[list[Word], list[Field]]:
    """Return the words of a page with those of fields in their lines, and the fields that are paragraphs by themselves.

    A label that the page prints is not said again.
    """
    placed_words, paragraphs = list(words), []
    printed = _bare(" ".join(word.text for word in words))
    for field in fields:
        if _bare(field.label) in printed:
            field = replace(field, label="")
        if field.remarks:
            added = []
        else:
            added = _typed(words, placed_words, field) if field.ticked is None else _tick(placed_words, field)
        placed_words += added
        # Some programs copy what is marked into the mark.
        is_copied = field.remarks and _bare(field.text) in printed
        if not (added or is_copied or field.ticked is False):
            paragraphs.append(replace(field, text=_as_paragraph(field)))
    return placed_words, paragraphs


def insert_fields(lines: list[TextLine], fields: Sequence[Field], page_number: int) -> list[TextLine]:
    """Return the lines with the paragraphs of fields after the lines that they stand beside or below."""
    for field in fields:
        lines_above = [i for i, line in enumerate(lines) if line.box.top < field.box.bottom - field.box.height / 2]
        insert_index = lines_above[-1] + 1 if lines_above else 0
        zone = lines[insert_index - 1].zone if insert_index else 0
        size = min(field.box.height, 12.0)
        lines.insert(
            insert_index, TextLine(field.text, field.box, field.box.bottom, size, page_number, zone, alone=True)
        )
    return lines


def _as_paragraph(field: Field) -> str:
    text = field.text if field.ticked is None else f"{TICKED} {field.text}".strip()
    return f"{field.label}: {text}" if field.label else text


def _tick(words: Sequence[Word], field: Field) -> list[Word]:
    """Return the box before the option that is printed beside it, to its right or else to its left."""
    beside = [word for word in words if _is_beside(word, field.box)]
    after = min((w for w in beside if w.box.left >= field.box.right - SPACE * w.size), key=_left, default=None)
    before = max((w for w in beside if w.box.right <= field.box.left + SPACE * w.size), key=_right, default=None)
    glyph = TICKED if field.ticked else UNTICKED
    if after is not None and after.box.left - field.box.right <= NEXT_TO * after.size:
        right = after.box.left - SPACE * after.size
        return [replace(after, text=glyph, box=after.box._replace(left=right - after.size / 2, right=right))]
    if before is not None and field.box.left - before.box.right <= NEXT_TO * before.size:
        left = before.box.right + SPACE * before.size
        return [replace(before, text=glyph, box=before.box._replace(left=left, right=left + before.size / 2))]
    return []


def _typed(printed_words: Sequence[Word], placed_words: list[Word], field: Field) -> list[Word]:
    """Return the words of a short field in the line of its label, which then ends with a colon."""
    beside = sorted(
        (w for w in printed_words if _is_beside(w, field.box) and w.box.right <= field.box.left + w.size), key=_left
    )
    label = beside[-LABEL_WORDS - 1 :]
    if not label or len(label) > LABEL_WORDS or field.box.height > ONE_LINE * label[-1].size:
        return []
    last_word = label[-1]
    if not _SENTENCE_END.search(last_word.text):
        placed_words[placed_words.index(last_word)] = replace(last_word, text=f"{last_word.text}:")
    elif not last_word.text.endswith(":"):
        return []
    return list(_spread(field, last_word))


def _spread(field: Field, last_word: Word) -> Iterator[Word]:
    """Yield the words of a field along its width, in the type of the label before them."""
    left = max(field.box.left, last_word.box.right + SPACE * last_word.size)
    letter_width = min(last_word.size / 2, (field.box.right - left) / max(len(field.text), 1))
    for word_text in field.text.split():
        right = left + letter_width * len(word_text)
        box = Box(left, last_word.box.top, right, last_word.box.bottom)
        yield replace(last_word, text=word_text, box=box, spaced=True)
        left = right + letter_width


def _is_beside(word: Word, box: Box) -> bool:
    return not word.turned and box.top <= (word.box.top + word.box.bottom) / 2 <= box.bottom


def _left(word: Word) -> float:
    return word.box.left


def _right(word: Word) -> float:
    return word.box.right


def _bare(text: str) -> str:
    return _UNSAID.sub("", text).casefold()
