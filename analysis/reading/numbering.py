"""The numbers of lists, which most formats do not store: how their levels count, and how a number is written.

The names of the number formats are Word's (ECMA-376 part 1, 17.18.59), with those that only web pages and OpenDocument
have beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from analysis.text import roman_numeral

LONGEST = 100
"""Characters of a numeral; letters go on for ever otherwise ("zzz…")."""

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


@dataclass(slots=True)
class LevelCounters:
    """The number last given at each level of a list; 0 is the outermost level."""

    values: dict[int, int] = field(default_factory=dict)

    def count(
        self, level: int, starts: Mapping[int, int], restart: int | None = None, kept: Collection[int] = ()
    ) -> None:
        """Go on to the next item of a level; ``starts`` holds the number with which each level begins.

        Outer levels that were passed over have begun with it, and deeper ones begin anew but for the ``kept``.
        """
        if restart is not None:
            self.values[level] = restart
        else:
            self.values[level] = self.values[level] + 1 if level in self.values else starts[level]
        for outer_level in range(level):
            if outer_level in starts:
                self.values.setdefault(outer_level, starts[outer_level])
        for deeper_level in [d for d in self.values if d > level and d not in kept]:
            del self.values[deeper_level]


def format_numeral(value: int, style: str) -> str:
    """Return a number in one of Word's formats; in figures where the format is one that we do not know.

    >>> [format_numeral(28, style) for style in ("decimal", "lowerLetter", "upperRoman", "ordinal", "ordinalText")]
    ['28', 'bb', 'XXVIII', '28th', 'Twenty-eighth']
    """
    return _FORMATS.get(style, str)(value)[:LONGEST]


def repeated_letters(value: int) -> str:
    """Return the letter of a number; after "z" come "aa", "bb" and so on."""
    if value < 1:
        return ""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, LONGEST)


def spelled_letters(value: int) -> str:
    """Return the letters of a number as spreadsheets name their columns; after "z" come "aa", "ab" and so on."""
    letters = ""
    while value > 0:
        value, letter_index = divmod(value - 1, 26)
        letters = chr(ord("a") + letter_index) + letters
    return letters


def ordinal(value: int) -> str:
    """Return a number with the ending of its ordinal: "21st"."""
    is_teen = abs(value) % 100 in (11, 12, 13)
    return f"{value}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(abs(value) % 10, 'th')}"


def cardinal_text(value: int) -> str:
    """Return a number in words: "twenty-one"."""
    if value < 0:
        return f"minus {cardinal_text(-value)}"
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f"-{_ONES[value % 10]}" if value % 10 else "")
    unit_size, unit_name = (100, "hundred") if value < 1000 else (1000, "thousand")
    remainder = f" {cardinal_text(value % unit_size)}" if value % unit_size else ""
    return f"{cardinal_text(value // unit_size)} {unit_name}{remainder}"


def ordinal_text(value: int) -> str:
    """Return a number's ordinal in words: "twenty-first"."""
    cardinal = cardinal_text(value)
    last_word_start = max(cardinal.rfind(" "), cardinal.rfind("-")) + 1
    first_words, last_word = cardinal[:last_word_start], cardinal[last_word_start:]
    if last_word in _ORDINALS:
        return first_words + _ORDINALS[last_word]
    return first_words + (f"{last_word[:-1]}ieth" if last_word.endswith("y") else f"{last_word}th")


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "lowerLetter": repeated_letters,
    "upperLetter": lambda value: repeated_letters(value).upper(),
    "lowerSpelled": spelled_letters,
    "upperSpelled": lambda value: spelled_letters(value).upper(),
    "lowerRoman": roman_numeral,
    "upperRoman": lambda value: roman_numeral(value).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda value: cardinal_text(value).capitalize(),
    "ordinalText": lambda value: ordinal_text(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
}
