"""Group names: of the phrases and short clauses of a group, the one that lies where the group does.

A phrase or clause is compared with the middle of the group's sentences, as KeyBERT compares phrases with a text
(Grootendorst 2020). A noun phrase goes before a clause that is little closer, and what speaks for fewer than half of
the sentences of a small group, or a clause for fewer of a wide one, is no name. What has parts is called by what is
near to each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.classifying.text_views import Floats
from analysis.proposing.noun_phrases import NounPhrases
from analysis.proposing.sentence_space import SentenceSpace
from analysis.proposing.sentence_tone import Tone, is_general, is_negated, side_of, tone_of
from analysis.proposing.short_clauses import ShortClauses, is_unclear, is_vague
from analysis.proposing.word_classes import lexical_classes

NEAREST, PHRASES = 40, 8
"""Sentences from which clauses are taken, those nearest to the middle of the group, and noun phrases looked at."""

ALIKE, CLOSE = 0.2, 0.35
"""The cosine from which on a sentence says what a name says; among few sentences, that share words, a larger one."""

NEAR, SAME = 0.1, 0.3
"""The cosine that a phrase must have with the middle of each part of what it names, and a clause."""

MOST = 0.5
"""The share of a group's sentences that must say what its name says, and agree with whether it denies."""

TELLS, TONELESS, BARE, ALONE, VAGUE, WORD = 0.05, -0.1, -0.35, -1.0, -0.25, -0.015
"""What is added to the cosine: for a phrase that says what is done or how good something is, one that says how it is,
nouns alone, and a word alone, which comes after all others, as does a clause of which the subject is not in it; for a
clause that points at something else which is not in it; and for each word of a clause after the ``EASY`` first."""

EASY = 5
"""Words of a clause that are read at a glance."""

OPPOSED = 0.5
"""How far a clause that asks for something, or against it, may be from the mean of the sentences that do (1 or -1)."""

COMMON = 0.12
"""A noun phrase has a word that no larger share of the other sentences hold, lest it name what all are about."""

PROSE = 20
"""Words of a sentence, in the median, from which on a clause cut from one is no name of what others say."""

SELDOM = 0.25
"""A clause that denies names no group of which fewer sentences do, and one that does not none of which fewer do not."""

MayQuote = Callable[[int], bool]
"""Says whether the words of the text at a place may be repeated."""


@dataclass(frozen=True, slots=True)
class GroupToName:
    """A group to be named, of sentences at some places, the clearest first.

    One in few texts is one thing or none; a wide one may hold several things of one subject, and its ``parts`` have
    sentences of their own.
    """

    members: Sequence[int]
    is_few: bool = False
    is_wide: bool = False
    parts: Sequence[Sequence[int]] = ()


@dataclass(frozen=True, slots=True)
class GroupName:
    """A name, whether it is somebody's clause, and by how much each of the group's sentences says it."""

    wording: str
    is_quoted: bool
    alike: Floats


class GroupNames:
    """Names groups of sentences."""

    def __init__(self, sentences: Sequence[str], space: SentenceSpace, phrases: NounPhrases) -> None:
        """Keep the sentences and what is known of them."""
        self._sentences, self._space, self._phrases = sentences, space, phrases
        self._clauses = ShortClauses(phrases.classes)
        self._is_prose = len(sentences) > 0 and float(np.median([len(one.split()) for one in sentences])) >= PROSE

    def names(self, group: GroupToName, taken: frozenset[frozenset[str]], may_quote: MayQuote) -> Iterator[GroupName]:
        """Yield what to call a group, the best first; nothing where nothing speaks for most of it.

        ``taken`` are the ``same`` of names that other groups have; ``may_quote`` is asked of a sentence.
        """
        members = group.members
        phrases = list(self._phrases.names(members, taken))
        nouns = phrases[:PHRASES]
        if group.parts:
            nouns += [one for one in phrases[PHRASES:] if " " not in one and not one.endswith("ing")][:PHRASES]
        clauses = {} if self._is_prose else self._told(members, taken)
        wordings = [*nouns, *clauses]
        if not wordings:
            return
        rows, own = self._space.place(wordings), self._space.rows[list(members)]
        alike = rows @ own.T
        closeness = rows @ self._space.middle(members)
        parts = np.array([self._space.middle(part) for part in group.parts]).reshape(-1, rows.shape[1])
        nearness = (rows @ parts.T).min(axis=1, initial=1.0)
        worth = [closeness[i] + self._bonus(one, i < len(nouns)) for i, one in enumerate(wordings)]
        for i in sorted(range(len(wordings)), key=lambda i: (-round(float(worth[i]), 4), i)):
            wording, is_quoted = wordings[i], i >= len(nouns)
            is_claimed = group.is_few or (group.is_wide and is_quoted)
            is_loose = is_claimed and np.mean(alike[i] >= (CLOSE if group.is_few else ALIKE)) < MOST
            is_bare = not (group.parts or is_quoted) and not self._phrases.is_telling(wording, members, COMMON)
            is_single = " " not in wording and (group.is_few or (group.parts and wording.endswith("ing")))
            is_far = nearness[i] < (SAME if is_quoted else NEAR)
            is_example = bool(group.parts) and is_quoted and is_unclear(wording.split())
            if is_loose or is_bare or is_single or is_example or is_far:
                continue
            if is_quoted and not may_quote(clauses[wording]):
                continue
            yield GroupName(f"“{wording}”" if is_quoted else wording, is_quoted, alike[i])

    def _told(self, members: Sequence[int], taken: frozenset[frozenset[str]]) -> dict[str, int]:
        """Return the clauses that may name the sentences at some places, with the sentence that each is of."""
        nearness = self._space.rows[list(members)] @ self._space.middle(members)
        nearest = [members[i] for i in np.argsort(-nearness.round(4), kind="stable")[:NEAREST]]
        denials = np.mean([is_negated(self._sentences[i]) for i in nearest])
        sides = [side for i in members if (side := side_of(self._sentences[i]))]
        tones = {tone for tone in Tone if np.mean([tone_of(self._sentences[i]) is tone for i in nearest]) >= MOST}
        told: dict[str, int] = {}
        for i in nearest:
            for clause in self._clauses.of(self._sentences[i]):
                wording = " ".join(clause)
                wording = wording[:1].upper() + wording[1:]
                is_denied = denials > SELDOM if is_negated(wording) else denials < 1 - SELDOM
                is_sided = not sides or abs(np.mean(sides) - side_of(wording)) <= OPPOSED or not side_of(wording)
                agrees = is_denied and is_sided and tone_of(wording) in {Tone.PLAIN, *tones}
                if agrees and not is_general(wording) and self._phrases.same(wording) not in taken:
                    told.setdefault(wording, i)
        return told

    def _bonus(self, wording: str, is_phrase: bool) -> float:
        own_words = wording.lower().split()
        if not is_phrase:
            pointing = ALONE if is_unclear(own_words) else VAGUE if is_vague(own_words) else 0.0
            return pointing + WORD * max(0, len(own_words) - EASY)
        if len(own_words) == 1:
            return ALONE
        if own_words[0].endswith("ing") or tone_of(wording) is not Tone.PLAIN:
            return TELLS
        return TONELESS if "ADJ" in lexical_classes(own_words[0]) else BARE
