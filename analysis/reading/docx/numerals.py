"""Whole numbers as Word writes them in its numbering formats (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

LONGEST = 100
"""Characters of a numeral; letters go on for ever otherwise ("zzz…")."""

_ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40),
    ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip


def format_numeral(value: int, style: str) -> str:
    """Return a number in one of Word's formats; in figures where the format is one that we do not know.

    >>> [format_numeral(28, style) for style in ("decimal", "lowerLetter", "upperRoman", "ordinal", "ordinalText")]
    ['28', 'bb', 'XXVIII', '28th', 'Twenty-eighth']
    """
    return _FORMATS.get(style, str)(value)[:LONGEST]


def letters(value: int) -> str:
    """Return the letter of a number; after "z" come "aa", "bb" and so on."""
    if value < 1:
        return ""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, LONGEST)


def roman(value: int) -> str:
    """Return a number in small Roman figures."""
    figures = ""
    for figure, figure_value in _ROMAN:
        repetitions, value = divmod(value, figure_value) if value > 0 else (0, value)
        figures += figure * repetitions
    return figures


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
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda value: cardinal_text(value).capitalize(),
    "ordinalText": lambda value: ordinal_text(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
    "decimalEnclosedParen": lambda value: f"({value})",
    "decimalEnclosedFullstop": lambda value: f"{value}.",
}
