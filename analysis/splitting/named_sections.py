"""Sections that introduce somebody: headed by a name, with which their first sentence begins to say who that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from analysis.splitting.split_state import Role, RoleAssignment, SplitState, furniture

INTRODUCED = "who responds, or is named with them"
"""The reason of furniture that says itself what it is, however long."""

LONGEST_NAME = 8
"""Words of a name, with a title before and a post behind it."""

SEVERAL = 2
"""So many people or organisations introduced one after the other are those who respond; a single one speaks of "us"."""

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|works?|represents?|serves?|supports?|brings?|founded|established)\b")
_OURSELVES = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
_OF_THE_MATTER = re.compile(
    r"\b(?:should|must|ought|recommend\w*|concern(?:s|ed)|propos(?:als?|ed)|this (?:bill|inquiry|review|draft))\b",
    re.IGNORECASE,
)
"""What nobody says who only introduces somebody."""


def mark_named_sections(page: SplitState, roles: list[RoleAssignment]) -> None:
    """Mark the sections that introduce several people or organisations in a row, or the one that responds."""
    sections = list(_sections(roles))
    runs = (list(run) for named, run in groupby(sections, lambda section: _introduces(page, roles, section)) if named)
    for run in runs:
        pieces = [i for section in run for i in section]
        if len(run) >= SEVERAL or any(_OURSELVES.search(page.words_of(i)) for i in pieces):
            for i in pieces:
                if roles[i].role in (Role.BODY, Role.HEADING):
                    roles[i] = furniture(INTRODUCED)


def _sections(roles: Sequence[RoleAssignment]) -> Iterator[range]:
    """Yield the stretches that begin with a heading, each up to the next heading or question."""
    starts = [i for i, role in enumerate(roles) if role.role in (Role.HEADING, Role.QUESTION)]
    for start, end in pairwise([*starts, len(roles)]):
        if roles[start].role is Role.HEADING:
            yield range(start, end)


def _introduces(page: SplitState, roles: Sequence[RoleAssignment], section: range) -> bool:
    bodies = [i for i in section if roles[i].role is Role.BODY]
    name = page.bare(section[0]).rstrip(":")
    if not bodies or not _is_name(name) or any(page.pieces[i].label for i in (section[0], *bodies)):
        return False
    return _says_who(name, page.bare(bodies[0])) and not any(_OF_THE_MATTER.search(page.words_of(i)) for i in bodies)


def _says_who(name: str, paragraph: str) -> bool:
    """Return whether a paragraph begins with a name and says who that is; the heading may be its first words."""
    if paragraph[:1].islower():
        return _VERB.match(paragraph) is not None
    bare_name, sentence = name.removeprefix("The ").rstrip("!."), paragraph.removeprefix("The ")
    return sentence.startswith(bare_name) and _VERB.search(sentence.split(". ")[0], len(bare_name)) is not None


def _is_name(heading: str) -> bool:
    """Return whether a heading could be a name: its long words have capitals, one by itself has two ("GetUp!")."""
    name_words = heading.split()
    is_word = len(name_words) == 1 and (heading.isupper() or not any(letter.isupper() for letter in heading[1:]))
    has_capitals = all(word[:1].isupper() for word in name_words if len(word) > 3)
    return not is_word and len(name_words) <= LONGEST_NAME and has_capitals
