"""Labels: the words at the start of a line that might be the author's number, and every way of reading them.

Nothing is decided here. "2014. The Act" and "i." are read as all that they could be; ``label_sequence`` decides for
the whole document at once which of the readings make sense together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.text import roman_numeral, roman_value

NOUNS = {
    "question": "question",
    "consultation question": "question",
    "q": "question",
    "cwestiwn": "question",
    "recommendation": "recommendation",
    "frage": "question",
    "rec": "recommendation",
    "argymhelliad": "recommendation",
    "paragraph": "paragraph",
    "para": "paragraph",
    "point": "point",
    "proposal": "proposal",
    "issue": "issue",
    "comment": "comment",
    "clause": "clause",
    "regulation": "regulation",
    "article": "article",
    "section": "section",
    "part": "part",
    "ask": "ask",
    "amendment": "amendment",
    "suggestion": "suggestion",
    "concern": "concern",
    "§": "§",
}
"""The nouns that authors put before a number, and what each is short for; forms from Wales are in Welsh, too."""

LABEL = re.compile(
    rf"""
    (?P<lead>[*_]{{0,3}}) (?P<open>[(\[])?
    (?: (?:(?P<word>{"|".join(NOUNS).replace(" ", "[ ]")})(?P<plural>s)?\.?[ ]?)?
        (?P<number>\d{{1,4}}(?:\.\d{{1,3}})*)
        (?P<part>(?(word)[ ]?)\([a-z]{{1,4}}\)|\.?[a-h](?!\w))?
        (?P<range>(?(plural)[ ]?(?:[-–,&]|and|to)[ ]?\d{{1,3}}))
      | (?P<mixed>[A-Z]\.?\d{{1,3}}(?:\.\d{{1,3}})*)
      | (?P<letters>[A-Z]|[ivxl]{{2,8}}|(?P<twice>[a-z])(?P=twice))
    )
    (?P<close>[.):\]/°]{{1,2}}(?:[ ]?[-–—])?|[ ]?[-–—](?!\s*\d)|(?(word)[ ][.:](?=\s)|(?!))|) (?P<tail>[*_]{{0,3}})
    (?=\s|$|[*_]|\((?:[a-z]{{1,4}}|\d{{1,2}})\))
    """,
    re.VERBOSE | re.IGNORECASE,
)

PARTS_OF_LAWS = ("article", "clause", "part", "regulation", "section")

MAX_NUMBER = 9999
MAX_FIRST = 999
"""Larger numbers at the start of a line are years and sums, but where they are the next of a list."""

LETTERED_PARTS = 12
"""Papers have parts A to L at most; a later letter before a number is short for a word ("R3", a recommendation)."""

ALPHABET = 26

REPLIES = frozenset(
    ["yes", "no", "not", "none", "agree", "disagree", "n/a", "unsure", "i", "we", "dont", "don't", "don’t"]
)
"""How an answer begins: "Q3 yes, if …", as against "Question 3 is unclear", where the number is part of a sentence."""

LARGEST_ROMAN = 89
"""Nobody counts further so; "c", "d" and "m" are letters."""


@dataclass(frozen=True, slots=True)
class LabelReading:
    """One way of reading a label: its scheme (all that must stay the same within a list) and its value."""

    scheme: str
    value: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: where it stands, how it is quoted, and the ways of reading it.

    ``score`` is how far its own looks speak for it, before any other label is seen: 0 is a number with a closing
    mark at the start of a paragraph.
    """

    start: int
    end: int
    shown: str
    readings: tuple[LabelReading, ...]
    score: float
    cites: str | None = None


def find_label(text: str, start: int, end: int, *, wrapped: bool = False) -> Label | None:
    """Return the possible label at an offset, or None; ``wrapped``: its line goes on a paragraph begun above."""
    match = LABEL.match(text, start, end)
    if not match or not _stands_apart(match) or _is_subject(match, text, end) or _CITED.match(text, start, end):
        return None
    if text.startswith("(", match.end(), end) and not (match["close"] or match["part"]):
        # "2(1) of the Act" is a reference; "2.(1) The Act" and "2(a)(i) The Act" are labels.
        return None
    readings = tuple(_readings(match))
    if not readings:
        return None
    score = _score_of_looks(match, text, end, wrapped and not _follows_sentence(text, start)) - (
        0.5 if wrapped else 0.0
    )
    return Label(
        match.start(), match.end(), quoted_number(match.group()), readings, score, cites=_cited_question(match)
    )


_CITED = re.compile(r"[scrp]\.\s?\d")
"""A section, clause, rule or page that is cited: "s. 317P(a) should be amended"."""

_OUTLINE = re.compile(rf"(?:{'|'.join(dict.fromkeys(NOUNS.values()))}|[A-Z]1) |A\W")
DECLARED = 2.0
"""How far a number that the document's own format declares is believed, whatever it looks like."""


def is_noun_scheme(scheme: str) -> bool:
    """Return whether a scheme is a noun's: "Para 5.2". Who answers a paper by its numbers passes over many."""
    return scheme.split(" ")[0] in NOUNS.values()


def is_outline(scheme: str) -> bool:
    """Return whether nobody uses a scheme for a list inside a point: "Recommendation 1", "A1", "A."."""
    return _OUTLINE.match(scheme) is not None


POINT_NOUNS = ("recommendation", "point", "proposal", "ask", "amendment", "suggestion", "concern")
"""Nouns that number what somebody says, even as a heading above it; a section or a part has a title."""


def is_point_noun(label: Label) -> bool:
    """Return whether a label is one of an author's own statements: "Recommendation 4"."""
    return any(reading.scheme.split(" ")[0] in POINT_NOUNS for reading in label.readings)


def is_part_of_law(label: Label) -> bool:
    """Return whether a label is a noun's for the parts of a law or a paper: "Section 29A", "Part 2"."""
    return any(reading.scheme.split(" ")[0] in PARTS_OF_LAWS for reading in label.readings)


def declared_label(number: str, start: int, end: int) -> Label | None:
    """Return the label that the document's format declares (a list number), believed whatever its looks."""
    match = LABEL.fullmatch(number.strip())
    readings = tuple(_readings(match)) if match else ()
    if not match or not readings:
        return None
    return Label(start, end, quoted_number(number), readings, score=DECLARED, cites=_cited_question(match))


def quoted_number(number: str) -> str:
    """Return a number as it is quoted: without emphasis marks and what only closes it."""
    return number.strip("*_ \t").rstrip(".:-–—° ")


def _stands_apart(match: re.Match[str]) -> bool:
    """Return whether brackets are balanced and letters carry a closing mark; without one, a letter is a word."""
    if match["open"] and not match["close"].startswith((")", "]")):
        return False
    if match["letters"]:
        return match["close"].startswith((".", ")", ":", "]")) and (
            match["letters"].isupper() or match["letters"].islower()
        )
    return match["mixed"] is None or match["mixed"][0].isupper()


def _is_subject(match: re.Match[str], text: str, end: int) -> bool:
    """Return whether the label is the subject of its sentence: "Question 3 is unclear"."""
    next_words = text[match.end() : min(end, match.end() + 20)].split(maxsplit=1)
    if not match["word"] or match["close"] or not next_words:
        return False
    return next_words[0].islower() and next_words[0].strip(".,;:!") not in REPLIES


def _follows_sentence(text: str, start: int) -> bool:
    """Return whether the text before an offset ends like a sentence, or asks for a list."""
    while start and text[start - 1].isspace():
        start -= 1
    return text[max(0, start - 1) : start] in (".", ":", ";", "!", "?", ")", "")


def _readings(match: re.Match[str]) -> Iterator[LabelReading]:
    # A dot or dash after a bracket adds nothing.
    closing = re.sub(r"(?<=[)\]]).*| ", "", f"{match['open'] or ''}{match['close']}")
    if match["number"]:
        yield from _number_readings(match, closing)
    elif match["mixed"]:
        counters = _parse_numbers(match["mixed"][1:].lstrip("."))
        # "A.1, A.2, B.1" counts the letters, "R1, R2, R3" does not.
        if counters and _letter_value(match["mixed"][0]) <= LETTERED_PARTS:
            yield LabelReading(f"A.1 {len(counters)}", (_letter_value(match["mixed"][0]), *counters))
        if counters:
            yield LabelReading(f"{match['mixed'][0]}1 {len(counters)}", counters)
    else:
        yield from _letter_readings(match["letters"], closing)


def _number_readings(match: re.Match[str], closing: str) -> Iterator[LabelReading]:
    counters = _parse_numbers(match["number"])
    noun = NOUNS[match["word"].lower()] if match["word"] else "1"
    if not counters:
        return
    if match["part"]:
        for reading in _letter_readings(match["part"].strip(" .()").lower(), ""):
            yield LabelReading(f"{noun} with {reading.scheme}", counters + reading.value)
    elif match["word"] or len(counters) > 1:
        # "1.1" and "1.1." are often mixed by one author; "1." and "1)" hardly ever.
        yield LabelReading(f"{noun} {len(counters)}", counters)
    else:
        yield LabelReading(f"1{closing} 1", counters)


def _letter_readings(letters: str, closing: str) -> Iterator[LabelReading]:
    case = "A" if letters.isupper() else "a"
    numeral_value = roman_value(letters.lower())
    numeral_value = numeral_value if numeral_value <= LARGEST_ROMAN else 0
    if len(set(letters)) == 1 and (len(letters) == 1 or not numeral_value):
        # Lists longer than the alphabet go on with "aa", "bb".
        yield LabelReading(f"{case}{closing}", (_letter_value(letters[0]) + ALPHABET * (len(letters) - 1),))
    if numeral_value:
        yield LabelReading(f"{'I' if case == 'A' else 'i'}{closing}", (numeral_value,))


def _parse_numbers(digits: str) -> tuple[int, ...]:
    counters = tuple(int(digit_run) for digit_run in digits.split("."))
    return counters if 0 < counters[0] <= (MAX_NUMBER if len(counters) == 1 else MAX_FIRST) else ()


def _letter_value(letter: str) -> int:
    return ord(letter.lower()) - ord("a") + 1


def _score_of_looks(match: re.Match[str], text: str, end: int, ran_on: bool) -> float:
    """Return the score of the label's own looks: each mark against it was seen to deceive.

    ``ran_on``: it stands in the middle of a sentence that an editor wrapped.
    """
    score = -1.5 if ran_on else 0.0
    text_behind = text[match.end() : min(end, match.end() + 40)].lstrip(" \t*_\"'“‘(")
    is_closed = bool(match["close"]) or (match["part"] or "").endswith(")")
    if not is_closed:
        # "1.1" is the one number that most people leave open.
        is_dotted = not match["word"] and "." in (match["number"] or "")
        score -= 0.0 if is_dotted else 0.5 if match["mixed"] else 1.0
    if text_behind[:1].islower() and not match["open"]:
        score -= 1.5 if ran_on or not is_closed else 0.5
    if match["word"]:
        noun = NOUNS[match["word"].lower()]
        if noun in ("question", "recommendation"):
            score += 4.5 if is_closed else 2.5
        else:
            # "Section 4 Crossbows Act 1987" names a part of a law.
            score += -0.25 if noun in PARTS_OF_LAWS and not is_closed else 0.5
    return score


def _cited_question(match: re.Match[str]) -> str | None:
    """Return the consultation's question that the label cites, as "Q3" or "Q3(b)"."""
    if not match["word"] or NOUNS[match["word"].lower()] != "question":
        return None
    part_letter = (match["part"] or "").strip(" .()").lower()
    return f"Q{match['number']}" + (f"({part_letter})" if part_letter else "")


def question_key(scheme: str, value: tuple[int, ...]) -> str:
    """Return the question that a number and its part stand for: (3, 2) of "question with a" is "Q3(b)"."""
    number, part_number = value
    return f"Q{number}({roman_numeral(part_number) if scheme.endswith('i') else chr(ord('a') + part_number - 1)})"
