"""Recorded cells: what programs and offices write about responses, by their looks, whatever the column is called."""

from __future__ import annotations

import re
from collections.abc import Callable

from analysis.reading.table import column_vocabulary as words
from analysis.reading.table.column_profile import Profile
from analysis.text import is_prose

NEARLY_ALL = 0.9
MOST = 0.6
FEW = 5
FEW_ROWS = 2
"""With fewer answers nothing can be said of how often they come again."""

SCALE_POINTS = 11
"""Points of the longest scale that is usual: 0 to 10."""

_KIND_OF_PEOPLE = re.compile(
    r"(?:an? )?(?:private )?(?:individuals?|citizens?|residents?|members? of the public|anonymous|organi[sz]ations?"
    r"|compan(?:y|ies)|business(?:es)?|ngos?|charit(?:y|ies)|unions?|(?:trade|business|professional|industry)"
    r" (?:associations?|unions?|bod(?:y|ies))|(?:public|local|national|regional) (?:authorit(?:y|ies)|bod(?:y|ies)"
    r"|governments?)|government(?: agency)?|agenc(?:y|ies)|academi\w+(?: institutions?)?|councils?|law firms?)",
    re.IGNORECASE,
)
"""What tables call the kinds of those who respond."""

_IDENTIFIER = re.compile(r"(?=[\w./:#-]{6,64}$)(?=.*\d)(?=.*[A-Za-z])")
"""A long code of letters and figures, such as nobody types as an answer."""


def are_kinds_of_people(profile: Profile) -> bool:
    """Return whether all cells say what kind of respondent somebody is: "Individual", "Trade association"."""
    return profile.filled > 1 and profile.share(_KIND_OF_PEOPLE.fullmatch) == 1


def holds_codes(profile: Profile) -> bool:
    """Return whether a column's cells are codes, such as a program writes."""
    return profile.filled > 1 and profile.share(words.CODE.match) >= NEARLY_ALL


def counts_rows(profile: Profile) -> bool:
    """Return whether a column counts the rows from the first to the last: "Form 1, 2, 3"."""
    numbers = [cell_text.rstrip(".") for cell_text in profile.looked_at]
    return profile.filled > FEW_ROWS and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def what_program_wrote(profile: Profile, holds_words: bool) -> str | None:
    """Return why nobody has answered a column, below a name that asks nothing, with the cells of a program; or None.

    ``holds_words``: its name asks for words, and its cells hold some.
    """
    if profile.filled > 1 and profile.share(_IDENTIFIER.match) == 1:
        return "its cells are codes"
    if profile.filled > 1 and profile.share(words.DATE.match) == 1:
        return "its cells are dates or times"
    if holds_words:
        return None
    if profile.filled < FEW:
        return None
    return next((reason for is_recorded, reason in _PROGRAM_WRITTEN if is_recorded(profile)), None)


def _is_measure(profile: Profile) -> bool:
    """Return whether a column's numbers are more different ones than a scale has points, or no whole ones."""
    are_many = profile.values.over or len(profile.values.counts) > max(SCALE_POINTS, profile.filled / 2)
    has_fractions = profile.share(lambda cell_text: "." in cell_text) >= MOST
    return profile.share(words.NUMBER.match) >= NEARLY_ALL and (are_many or has_fractions)


def _is_constant(profile: Profile) -> bool:
    """Return whether every row says the same, and that is no answer of a scale and nobody's sentence."""
    value = next(iter(profile.values.counts), "")
    return len(profile.values.counts) == 1 and not words.SCALE.match(value) and not is_prose(value)


_PROGRAM_WRITTEN: tuple[tuple[Callable[[Profile], bool], str], ...] = (
    (lambda profile: profile.share(words.DATE.match) >= NEARLY_ALL, "its cells are dates or times"),
    (_is_measure, "its cells are measured or counted by a program, and name no choice"),
    (lambda profile: holds_codes(profile) and profile.share(words.NUMBER.match) < MOST, "its cells are codes"),
    (_is_constant, "it says the same in every row"),
)
"""What cells look like that no respondent wrote, below a name that asks nothing."""
