"""Labels: what might be a number of the author's at the start of a line, and every way of reading it.

Nothing is decided here. "2014. The Act" and "i." are read as all that they could be; ``sequence`` decides for the
whole document at once which of the readings make sense together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = "question|q|recommendation|rec|point|paragraph|para|proposal|issue|comment|ask|clause|section|part|§"
"""The nouns that authors put before a number, shortest forms last so that the longest is tried first."""

LABEL = re.compile(
    rf"""
    (?P<lead>[*_]{{0,3}}) (?P<open>[(\[])?
    (?: (?P<word>{WORDS})\.?[ ]?(?P<cited>\d{{1,3}}(?:\.\d{{1,3}})*)(?P<part>[ ]?\([a-z]{{1,4}}\)|[a-h](?![\w]))?
      | (?P<decimal>\d{{1,4}}(?:\.\d{{1,3}})*)
      | (?P<mixed>[A-Z]\.?\d{{1,3}}(?:\.\d{{1,3}})*)
      | (?P<letters>[a-z]|[A-Z]|[ivxl]{{2,7}}|[IVXL]{{2,7}})
    )
    (?P<close>[.):\]]{{1,2}}|(?=[ \t\n]|[*_]|$)) (?P<tail>[*_]{{0,3}}) (?=\s|$|[*_])
    """,
    re.VERBOSE | re.IGNORECASE,
)

MAX_NUMBER = 400
"""Nobody numbers further than this in a response; larger numbers at the start of a line are years and sums."""

_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a label: its scheme (all that must stay the same within a list) and its value."""

    scheme: str
    value: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: where it stands, how it is quoted, and the ways of reading it.

    ``believed`` is how far its own looks speak for it, before any other label is seen: 0 is a number with a closing
    mark at the start of a paragraph.
    """

    start: int
    end: int
    shown: str
    readings: tuple[Reading, ...]
    believed: float
    cites: str | None = None


def find(text: str, start: int, end: int, *, wrapped: bool = False) -> Label | None:
    """The possible label at an offset, or None; ``wrapped``: the line only goes on a paragraph begun above."""
    match = LABEL.match(text, start, end)
    if not match or not _stands_apart(match):
        return None
    readings = tuple(_readings(match))
    if not readings:
        return None
    shown = match.group().strip("*_ ").rstrip(".:") if not match["open"] else match.group().strip("*_ ")
    return Label(
        match.start(), match.end(), shown, readings, _looks(match, text, end, wrapped), cites=_question(match)
    )


def declared(number: str, start: int, end: int) -> Label | None:
    """The label that the document's own format declares (a list number), which needs no looks to be believed."""
    match = LABEL.fullmatch(number.strip())
    readings = tuple(_readings(match)) if match else ()
    shown = number.strip().rstrip(".:")
    return Label(start, end, shown, readings, believed=2.0) if readings else None


def _stands_apart(match: re.Match[str]) -> bool:
    """Whether brackets are balanced and letters carry a closing mark; without one, a letter is a word."""
    if match["open"] and not match["close"].startswith((")", "]")):
        return False
    return bool(match["close"] or match["decimal"] or match["word"] or (match["mixed"] and match["mixed"][0].isupper()))


def _readings(match: re.Match[str]) -> Iterator[Reading]:
    ends = f"{match['open'] or ''}{match['close'] or ''}"
    if match["word"]:
        part = (match["part"] or "").strip(" ()").lower()
        numbers = _numbers(match["cited"])
        word = match["word"].lower()[:3]
        if numbers and part:
            yield Reading(f"{word} with part", (*numbers, _letter(part)))
        elif numbers:
            yield Reading(f"{word} {len(numbers)}", numbers)
    elif match["decimal"]:
        numbers = _numbers(match["decimal"])
        if numbers:
            # "1.1" and "1.1." are often mixed by one author; "1." and "1)" hardly ever.
            yield Reading(f"1{ends if len(numbers) == 1 else ''} {len(numbers)}", numbers)
    elif match["mixed"]:
        numbers = _numbers(match["mixed"][1:].lstrip("."))
        if numbers and match["mixed"][0].isupper():
            yield Reading(f"A1 {len(numbers)}", (_letter(match["mixed"][0].lower()), *numbers))
    else:
        yield from _letter_readings(match["letters"], ends)


def _letter_readings(letters: str, ends: str) -> Iterator[Reading]:
    case = "A" if letters.isupper() else "a"
    if len(letters) == 1:
        yield Reading(f"{case}{ends}", (_letter(letters.lower()),))
    roman = roman_value(letters.lower())
    if roman:
        yield Reading(f"{'I' if case == 'A' else 'i'}{ends}", (roman,))


def _numbers(digits: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in digits.split("."))
    return numbers if 0 < numbers[0] <= MAX_NUMBER and all(len(part) <= 3 for part in digits.split(".")) else ()


def _letter(letter: str) -> int:
    return ord(letter[0]) - ord("a") + 1


def roman_value(letters: str) -> int:
    """The value of a Roman number up to 39 in lower case, or 0 if it is not written as one.

    >>> roman_value("xiv"), roman_value("iiv")
    (14, 0)
    """
    rest, value = letters, 0
    for sign, worth in _ROMAN:
        while rest.startswith(sign) and not (len(sign) == 2 and letters.count(sign) > 1):
            rest, value = rest[len(sign) :], value + worth
    return value if not rest and _roman(value) == letters else 0


def _roman(value: int) -> str:
    written = ""
    for sign, worth in _ROMAN:
        while value >= worth:
            written, value = written + sign, value - worth
    return written


def _looks(match: re.Match[str], text: str, end: int, wrapped: bool) -> float:
    """How far the label's own looks speak for it: each mark against it was seen to deceive."""
    believed = 0.0
    rest = text[match.end() : min(end, match.end() + 40)].lstrip(" \t*_\"'“‘(")
    if wrapped:
        believed -= 2.0
    if not match["close"]:
        believed -= 0.5 if match["word"] or "." in match.group() else 1.0
    if rest[:1].islower() and not match["open"]:
        believed -= 1.5 if wrapped or not match["close"] else 0.5
    if match["word"]:
        believed += 1.5 if match["word"].lower() in ("q", "question", "recommendation") else 0.5
    return believed


def _question(match: re.Match[str]) -> str | None:
    """The consultation's question that the label cites, as "Q3" or "Q3(b)"."""
    if not match["word"] or match["word"].lower() not in ("q", "question"):
        return None
    part = (match["part"] or "").strip(" ()").lower()
    return f"Q{match['cited']}" + (f"({part})" if part else "")
