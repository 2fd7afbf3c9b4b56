"""Where what was put onto a page is read: a tick before its option, a name behind its label, an answer below its
question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.reading.pdf.characters import TICK, is_sign
from analysis.reading.pdf.form_fields import Field
from analysis.reading.pdf.page_words import DESCENT, Box, Word
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
    in_grids = _in_grids(words, fields)
    for field in fields:
        if _bare(field.label) in printed:
            field = replace(field, label="")
        if field.remarks:
            added = []
        elif field.ticked is None:
            added = _crossed(words, field) or _typed(words, placed_words, field)
        else:
            added = [_at_place(words, field)] if field in in_grids else _tick(placed_words, field)
        placed_words += added
        # Some programs copy what is marked into the mark.
        is_copied = field.remarks and _bare(field.text) in printed
        if not (added or is_copied or field.ticked is False):
            paragraphs.append(replace(field, text=_as_paragraph(field)))
    return placed_words, paragraphs


def insert_fields(lines: list[TextLine], fields: Sequence[Field], page_number: int) -> list[TextLine]:
    """Return the lines with the paragraphs of fields after the lines that they stand beside or below."""
    for field in fields:
        insert_index = _line_before(lines, field) + 1
        zone = lines[insert_index - 1].zone if insert_index else 0
        size = min(field.box.height, 12.0)
        line = TextLine(field.text, field.box, field.box.bottom, size, page_number, zone, alone=True)
        lines.insert(insert_index, replace(line, comment=field.remarks))
    return lines


def _line_before(lines: Sequence[TextLine], field: Field) -> int:
    """Return the last line above the middle of a field, or the line beside it that a remark is nearest to; else -1."""
    middle = field.box.bottom - field.box.height / 2
    above = [i for i, line in enumerate(lines) if line.box.top < middle]
    beside = [i for i in above if middle < lines[i].box.bottom and not lines[i].comment] if field.remarks else []
    return min(beside, key=lambda i: _gap(lines[i].box, field.box)) if beside else max(above, default=-1)


def _gap(first: Box, second: Box) -> float:
    return max(first.left - second.right, second.left - first.right, 0.0)


def _as_paragraph(field: Field) -> str:
    text = f"{TICKED} {field.text}".strip() if field.ticked or field.chosen else field.text
    return f"{field.label}: {text}" if field.label else text


def _tick(words: Sequence[Word], field: Field) -> list[Word]:
    """Return the box before the option that is printed beside it, to its right or else to its left."""
    beside = [word for word in words if _is_beside(word, field.box)]
    after = min((w for w in beside if w.box.left >= field.box.right - SPACE * w.size), key=_left, default=None)
    before = max((w for w in beside if w.box.right <= field.box.left + SPACE * w.size), key=_right, default=None)
    glyph = TICKED if field.ticked else UNTICKED
    if after is not None and after.box.left - field.box.right <= NEXT_TO * after.size:
        return [_before(after, glyph)]
    if before is not None and field.box.left - before.box.right <= NEXT_TO * before.size:
        left = before.box.right + SPACE * before.size
        return [replace(before, text=glyph, box=before.box._replace(left=left, right=left + before.size / 2))]
    return []


def _crossed(words: Sequence[Word], field: Field) -> list[Word]:
    """Return boxes before options beside each other, ticked before the one that a typed cross is nearest to.

    Where one option stands there alone, the cross may mean anything.
    """
    beside = sorted((w for w in words if _is_beside(w, field.box)), key=_left) if TICK.fullmatch(field.text) else []
    options: list[list[Word]] = []
    for word in beside:
        if options and word.box.left - options[-1][-1].box.right <= word.size:
            options[-1].append(word)
        else:
            options.append([word])
    if len(options) < 2 or max(map(len, options)) > LABEL_WORDS or any(is_sign(word.text) for word in beside):
        return []
    spans = [Box(option[0].box.left, 0, option[-1].box.right, 0) for option in options]
    nearest = min(spans, key=lambda span: _gap(span, field.box))
    return [
        _before(option[0], TICKED if span is nearest else UNTICKED) for option, span in zip(options, spans, strict=True)
    ]


def _before(word: Word, glyph: str) -> Word:
    right = word.box.left - SPACE * word.size
    return replace(word, text=glyph, box=word.box._replace(left=right - word.size / 2, right=right))


def _in_grids(words: Sequence[Word], fields: Sequence[Field]) -> list[Field]:
    """Return the boxes to tick that stand in rows and columns with no words between them: options above, not beside."""
    boxes = [field for field in fields if field.ticked is not None]
    beside = {
        box: [other for other in boxes if other is not box and _share(box.box, other.box, VERTICAL)] for box in boxes
    }
    return [
        box
        for box in boxes
        if any(_share(box.box, other.box, HORIZONTAL) for other in boxes if other is not box)
        and beside[box]
        and not any(_is_between(word, box.box, other.box) for other in beside[box] for word in words)
    ]


VERTICAL, HORIZONTAL = (Box._fields.index("top"), Box._fields.index("bottom")), (0, Box._fields.index("right"))


def _share(first: Box, second: Box, edges: tuple[int, int]) -> bool:
    """Return whether the middle of one box stands within the edges of another."""
    start, end = edges
    return second[start] <= (first[start] + first[end]) / 2 <= second[end]


def _is_between(word: Word, first: Box, second: Box) -> bool:
    left, right = sorted((first, second))
    return _is_beside(word, first) and left.right <= (word.box.left + word.box.right) / 2 <= right.left


def _at_place(words: Sequence[Word], field: Field) -> Word:
    """Return a box to tick where it stands, on the base of the words before it."""
    before = max(
        (w for w in words if _is_beside(w, field.box) and w.box.left < field.box.left), key=_right, default=None
    )
    base = field.box.bottom - DESCENT * field.box.height if before is None else before.base
    return Word(TICKED if field.ticked else UNTICKED, field.box, base)


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
