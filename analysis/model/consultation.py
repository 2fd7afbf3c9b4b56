"""The consultation: its questions, and the codebook that its answers are read with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from analysis.model.assurance import TeamAssumption
from analysis.model.documents import MailGrouping
from analysis.model.model_coder import ModelCoder
from analysis.model.tables import TableMapping


@dataclass(frozen=True, slots=True)
class Theme:
    """One entry of the codebook, with the parts that MacQueen et al. (1998) ask of an entry."""

    key: str
    name: str
    definition: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    parent: str | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A set of themes in the order in which they are shown; ``version`` is the hash of its content."""

    themes: tuple[Theme, ...]

    @property
    def version(self) -> str:
        """Return the first 16 hexadecimal digits of the SHA-256 of the content."""
        return _version(self.themes)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the themes' keys, in order."""
        return tuple(theme.key for theme in self.themes)

    @property
    def names(self) -> dict[str, str]:
        """Return the themes' names by their keys, in order."""
        return {theme.key: theme.name for theme in self.themes}

    @property
    def wider(self) -> Mapping[str, tuple[str, ...]]:
        """Return for each theme that is part of another the keys of all that it is part of, the nearest first."""
        return _wider(self.themes)

    @property
    def tree(self) -> tuple[tuple[Theme, int], ...]:
        """Return the themes, each followed by its parts, with how deep each lies; else in the order of the codebook."""
        return tuple(_branches(self.themes, None, 0))

    def with_wider(self, theme_keys: Iterable[str]) -> frozenset[str]:
        """Return themes with all that they are part of: what raises a part raises the whole."""
        known_keys = frozenset(theme_keys)
        return known_keys.union(*(self.wider.get(key, ()) for key in known_keys)) if self.wider else known_keys


@lru_cache(maxsize=64)
def _version(themes: tuple[Theme, ...]) -> str:
    content = json.dumps([asdict(theme) for theme in themes], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@lru_cache(maxsize=64)
def _wider(themes: tuple[Theme, ...]) -> Mapping[str, tuple[str, ...]]:
    parents = {theme.key: theme.parent for theme in themes}
    wider: dict[str, tuple[str, ...]] = {}
    for key in parents:
        ancestors: list[str] = []
        parent = parents[key]
        while parent in parents and parent not in (key, *ancestors):
            ancestors.append(parent)
            parent = parents[parent]
        if ancestors:
            wider[key] = tuple(ancestors)
    return wider


def _branches(themes: Sequence[Theme], parent: str | None, depth: int) -> Iterator[tuple[Theme, int]]:
    keys = {theme.key for theme in themes}
    for theme in themes:
        if (theme.parent if theme.parent in keys else None) == parent:
            yield theme, depth
            yield from _branches(themes, theme.key, depth + 1)


class Position(StrEnum):
    """The positions that a respondent can take on a question or on the proposal; one and no more."""

    SUPPORT = "support"
    OPPOSE = "oppose"
    MIXED = "mixed"
    UNCLEAR = "unclear"


@lru_cache(maxsize=1)
def position_frame() -> Codebook:
    """Return the frame of positions, as a codebook of themes of which each answer has exactly one."""
    definitions = {
        Position.SUPPORT: "For what is proposed, without a condition or a reservation about it.",
        Position.OPPOSE: "Against what is proposed, as it is proposed.",
        Position.MIXED: "For a part and against a part, for the aim and not the way, or for it only on a condition.",
        Position.UNCLEAR: "Neither for nor against, not sure, no objection without support, or not to be told at all.",
    }
    return Codebook(tuple(Theme(key.value, key.value.capitalize(), text) for key, text in definitions.items()))


def is_position_frame(codebook: Codebook) -> bool:
    """Return whether a codebook is the frame of positions, whatever else is kept of a theme by then."""
    frame = position_frame()
    return [(one.key, one.definition) for one in codebook.themes] == [(one.key, one.definition) for one in frame.themes]


def _plain(answer: str) -> str:
    """Return an answer whatever its case, spaces, quotation marks and full stop; signs before a number are its own."""
    return " ".join(answer.casefold().replace("’", "'").split()).strip(" .*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the consultation asked; ``key`` is what respondents and reports call it ("Q1").

    ``positions`` holds (closed answer, position) where the words alone do not say it; ``has_position`` is False where
    nobody can be for or against, and None where its words tell. ``answers`` are those to choose from, in the order in
    which the form gave them.
    """

    key: str
    text: str
    positions: tuple[tuple[str, Position], ...] = ()
    has_position: bool | None = None
    answers: tuple[str, ...] = ()

    def offered(self, answer: str) -> str | None:
        """Return the answer to choose from that words are, whatever their case and spaces; None: it is none.

        >>> Question("Q1", "", answers=("Strongly agree", "Don’t know")).offered("STRONGLY  agree.")
        'Strongly agree'
        """
        plain = _plain(answer)
        return next((one for one in self.answers if _plain(one) == plain), None)


@dataclass(frozen=True, slots=True)
class TeamMessage:
    """A message that the team writes for the first page of the report: ``themes`` and ``points`` are what it rests on.

    ``themes`` are keys, ``points`` are called as the report calls them.
    """

    text: str
    themes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamReply:
    """What the team answers to a ``theme`` or a ``question`` (their keys; one is empty), what it will do, and who."""

    theme: str = ""
    question: str = ""
    response: str = ""
    action: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation: its questions, dates and respondent types, and the codebook that the answers are read with.

    ``suppress_below``: where a count could lead to people who are not named, a report tells at least so many of them.
    ``name_individuals``: people who agreed to be published are named, and not organisations alone. ``organisations``
    are names of respondents that people say are no person's.
    ``languages``: the ISO 639-1 codes of those that the codebook is declared to speak; else its entries tell.
    ``has_position``: one can be for or against the proposal as a whole. The same letter is a campaign where so many
    responses (``campaign_responses``) or such a share of them (``campaign_percent``) send it. ``crossings`` are what
    the report crosses themes by: "type", keys of questions, and headers of what was asked for monitoring. ``messages``,
    ``replies``, ``assumptions`` and what it writes into fields of the ``transparency`` record are the team's own words:
    no figure follows from them. ``mail`` is what people say of messages that came with several files. ``coder`` is the
    language model that may code, None where the user chose none.
    """

    title: str
    codebook: Codebook
    organisation: str | None = None
    opened: date | None = None
    closed: date | None = None
    summary: str | None = None
    notice: str | None = None
    audit_notice: str | None = None
    questions: tuple[Question, ...] = ()
    respondent_types: tuple[str, ...] = ()
    suppress_below: int = 5
    name_individuals: bool = False
    organisations: tuple[str, ...] = ()
    tables: tuple[TableMapping, ...] = ()
    languages: tuple[str, ...] = ()
    has_position: bool = True
    campaign_responses: int = 10
    campaign_percent: float = 1.0
    crossings: tuple[str, ...] = ()
    messages: tuple[TeamMessage, ...] = ()
    replies: tuple[TeamReply, ...] = ()
    assumptions: tuple[TeamAssumption, ...] = ()
    transparency: tuple[tuple[str, str], ...] = ()
    mail: tuple[MailGrouping, ...] = ()
    coder: ModelCoder | None = None
