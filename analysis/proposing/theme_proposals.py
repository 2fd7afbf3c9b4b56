"""Theme proposals: what respondents speak of, in groups with a name, a definition, keywords and typical points.

Each sentence of each text is taken for itself, for an answer holds several arguments. Nothing is recorded or decided
here: a proposal says what a person may make a theme of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.classifying.text_sentences import text_sentences
from analysis.classifying.word_counts import words
from analysis.proposing.distinctive_phrases import Background
from analysis.proposing.noun_phrases import NounPhrases
from analysis.proposing.quoted_law import is_quoted_law
from analysis.proposing.sentence_groups import COHESION, COHESIVE_FROM, sentence_groups
from analysis.proposing.sentence_tone import Tone, is_discontent, is_general, is_wordless, tone_of
from analysis.proposing.word_classes import CALENDAR

FEWEST_TEXTS, FEWEST_RESPONDENTS = 3, 3
"""A group of fewer different texts, or of fewer respondents, is not proposed."""

FEWEST_WORDS = 3
"""Shorter sentences ("More staff") are grouped, and typical of nothing."""

TYPICAL = 3
"""Typical points shown, and the examples of a theme made of them."""

DESCRIBED = 500
"""Sentences from which keywords are taken, the clearest of a proposal: of more they are the same."""

MOSTLY = 0.6
"""The share of its sentences from which on a proposal is called praise, or demand."""

SMALLEST, LARGEST = 6, 30
"""How many proposals are made where nobody asks for a number."""

MOST = 100
"""More proposals than these nobody reads."""

WIDE, BORNE_OUT = 0.2, 0.5
"""What is wider than another, or holds a larger share of all texts, is proposed where the words of its definition stand
in this share of its texts: what else it holds may be of other things."""

CONTENT, DISCONTENT = "General satisfaction or nothing to add", "General dissatisfaction"


Taken = set[frozenset[str]]
"""What the names that are given say, so that none is given twice in another order or form."""


@dataclass(frozen=True, slots=True)
class ThemeProposal:
    """A theme as it is proposed.

    ``places`` are its points, the most typical first, copies included, ``typical`` the most typical of different
    wording and ``respondents`` who made them. ``wider`` is the place in the list of the proposal that it is part of.
    """

    name: str
    definition: str
    keywords: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    places: tuple[int, ...]
    typical: tuple[int, ...]
    respondents: int
    tone: Tone
    wider: int | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The different sentences of some texts in the order of the alphabet, with the texts that each stands in."""

    wordings: tuple[str, ...]
    texts: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Sentences:
        """Return the sentences of texts."""
        found: dict[str, list[int]] = {}
        for i, text in enumerate(texts):
            for sentence in dict.fromkeys(" ".join(one.split()) for one in text_sentences(text)):
                if words(sentence) and not is_wordless(sentence) and not is_quoted_law(sentence):
                    found.setdefault(sentence, []).append(i)
        wordings = sorted(found)
        return cls(tuple(wordings), tuple(tuple(found[wording]) for wording in wordings))

    def at(self, places: Sequence[int]) -> Sentences:
        """Return those at some places."""
        return Sentences(tuple(self.wordings[i] for i in places), tuple(self.texts[i] for i in places))


def usual_size(texts: int) -> int:
    """Return how many proposals are made of so many texts where nobody asks for a number."""
    return int(min(LARGEST, max(SMALLEST, round(np.sqrt(2 * texts)))))


def propose(texts: Sequence[str], respondents: Sequence[str], size: int, seed: int) -> list[ThemeProposal]:
    """Return about ``size`` proposals: wider ones first with those that are part of them, most respondents first.

    ``respondents`` says who wrote each text. Wider proposals come in addition to the number asked for.
    """
    sentences = Sentences.of(texts)
    general = [i for i, wording in enumerate(sentences.wordings) if is_general(wording)]
    others = sentences.at(sorted(set(range(len(sentences.wordings))).difference(general)))
    groups = sentence_groups(others.wordings, min(size, MOST), seed)
    maker = _Maker(texts, respondents, others, seed)
    order = np.argsort(-groups.clarity, kind="stable")
    found: list[tuple[int, list[int], ThemeProposal]] = []
    for number in range(len(groups.wider)):
        members = [int(i) for i in order if groups.group[i] == number]
        proposal = maker.proposal(members)
        if proposal and (len(proposal.places) >= COHESIVE_FROM or groups.cohesion[number] >= COHESION):
            found.append((int(groups.wider[number]), members, proposal))
    found.sort(key=lambda one: (-one[2].respondents, -len(one[2].places), texts[one[2].places[0]]))
    families = {family: [int(i) for i in order if groups.family[i] == family] for family, _, _ in found}
    return [*maker.named(found[:size], families), *_general(sentences.at(general), texts, respondents)]


class _Maker:
    """Makes proposals of sentences."""

    def __init__(self, texts: Sequence[str], respondents: Sequence[str], sentences: Sentences, seed: int) -> None:
        self._texts, self._respondents, self._sentences = texts, respondents, sentences
        self._background = Background(sentences.wordings, seed)
        self._phrases = NounPhrases(sentences.wordings)

    def proposal(self, members: Sequence[int]) -> ThemeProposal | None:
        """Return a proposal of sentences, the clearest first; None where too few say it. It has no name yet."""
        return _grouped(self._sentences.at(members), self._texts, self._respondents)

    def named(
        self, found: Sequence[tuple[int, Sequence[int], ThemeProposal]], sentences: Mapping[int, Sequence[int]]
    ) -> list[ThemeProposal]:
        """Return proposals with their names and all that follows from these, each below the one it is part of.

        ``sentences`` are those of each wider group, also such as lie between its parts.
        """
        taken: Taken = set()
        families: dict[int, list[ThemeProposal]] = {}
        for family, members, proposal in found:
            is_wide = len(proposal.places) > WIDE * len(self._texts)
            if described := self._described(members, proposal, taken, is_wide):
                families.setdefault(family, []).append(described)
        listed: list[ThemeProposal] = []
        for family, parts in families.items():
            wider = self._wider(sentences[family], parts, taken) if len(parts) > 1 else None
            top = len(listed) if wider else None
            listed += [wider] if wider else []
            for part in parts:
                exclude = tuple(f"What is about “{one.name}” alone." for one in parts if one is not part)[:3]
                listed.append(replace(part, exclude=exclude, wider=top))
        return listed

    def _wider(self, members: Sequence[int], parts: Sequence[ThemeProposal], taken: Taken) -> ThemeProposal | None:
        """Return the proposal that several are part of; None where no words speak for all of them."""
        proposal = self.proposal(members)
        described = self._described(members, proposal, taken, is_wide=True) if proposal else None
        include = tuple(f"What is about “{part.name}”." for part in parts)
        return replace(described, include=include) if described else None

    def _described(
        self, members: Sequence[int], proposal: ThemeProposal, taken: Taken, is_wide: bool
    ) -> ThemeProposal | None:
        name = self._phrases.name(members, frozenset(taken))
        phrases = self._background.phrases([self._sentences.wordings[i] for i in members[:DESCRIBED]])
        keywords = tuple(phrase for phrase in phrases if not self._phrases.holds_name(phrase))
        if not name:
            nouns = [keyword for keyword in keywords if self._phrases.may_be_noun(keyword)]
            name = " and ".join(nouns[:2]).capitalize()
        same = self._phrases.same(name)
        if not name or same in taken:
            return None
        spoken = [self._phrases.same(self._sentences.wordings[i]) for i in members]
        naming = [i for i, own in zip(members, spoken, strict=True) if same <= own]
        told = [same, *map(self._phrases.same, _others(name, keywords))]
        bearing = [i for i, own in zip(members, spoken, strict=True) if any(one <= own for one in told if one)]
        borne_out = {place for own in self._sentences.at(bearing).texts for place in own}
        if is_wide and len(borne_out) < BORNE_OUT * len(proposal.places):
            return None
        taken.add(same)
        tone = proposal.tone if proposal.tone is _tone(self._sentences.at(naming)) else Tone.PLAIN
        definition = _definition(name, keywords, tone)
        include = tuple(f"Points that speak of “{keyword}”." for keyword in keywords[:3])
        clearest = self._sentences.at([*naming, *(i for i in members if i not in set(naming))])
        typical = _typical(clearest, self._texts)
        return replace(
            proposal, name=name, definition=definition, keywords=keywords, include=include, typical=typical, tone=tone
        )


def _definition(name: str, keywords: Sequence[str], tone: Tone) -> str:
    """Return what the sentences have in common, and no more: their words."""
    others = [f"“{keyword}”" for keyword in _others(name, keywords)]
    listed = " or ".join(filter(None, (", ".join(others[:-1]), *others[-1:])))
    said = {
        Tone.PRAISE: ", mostly with words of praise",
        Tone.DEMAND: ", mostly with words of request or complaint",
        Tone.PLAIN: "",
    }[tone]
    return f"Points that speak of {_lowered(name)}{f', or of {listed}' if listed else ''}{said}."


def _lowered(name: str) -> str:
    keeps = name[:2].isupper() or name.split()[0].lower() in CALENDAR
    return name if keeps else name[:1].lower() + name[1:]


def _others(name: str, keywords: Sequence[str]) -> list[str]:
    """Return the keywords that a definition tells beside a name."""
    return [keyword for keyword in keywords if keyword not in _lowered(name)][:3]


def _typical(sentences: Sentences, texts: Sequence[str]) -> tuple[int, ...]:
    """Return the texts of different wording in which the first sentences stand, those of few words last."""
    enough = [i for i, wording in enumerate(sentences.wordings) if len(words(wording)) >= FEWEST_WORDS]
    typical: dict[str, int] = {}
    for i in (*enough, *range(len(sentences.wordings))):
        typical.setdefault(texts[sentences.texts[i][0]], sentences.texts[i][0])
    return tuple(typical.values())[:TYPICAL]


def _tone(sentences: Sentences) -> Tone:
    """Return the tone that most of sentences have."""
    tones = Counter(tone_of(wording) for wording in sentences.wordings)
    tone, number = max(tones.items(), key=lambda item: (item[1], item[0].value), default=(Tone.PLAIN, 0))
    return tone if number >= MOSTLY * tones.total() else Tone.PLAIN


def _grouped(sentences: Sentences, texts: Sequence[str], respondents: Sequence[str]) -> ThemeProposal | None:
    """Return a proposal without a name, of sentences of which the clearest come first."""
    places = tuple(dict.fromkeys(place for own in sentences.texts for place in own))
    wordings = {texts[place] for place in places}
    authors = {respondents[place] for place in places}
    if len(wordings) < FEWEST_TEXTS or len(authors) < FEWEST_RESPONDENTS:
        return None
    typical, tone = _typical(sentences, texts), _tone(sentences)
    return ThemeProposal("", "", (), (), (), places, typical, len(authors), tone)


def _general(sentences: Sentences, texts: Sequence[str], respondents: Sequence[str]) -> Iterator[ThemeProposal]:
    """Yield the proposals of what names no subject."""
    is_demand = [is_discontent(wording) for wording in sentences.wordings]
    for name, wanted, definition in (
        (CONTENT, False, "What says that respondents are content, or have nothing to add, without naming a subject."),
        (DISCONTENT, True, "What says that respondents are not content, without naming a subject."),
    ):
        own = sentences.at([i for i, demand in enumerate(is_demand) if demand is wanted])
        common = sorted(range(len(own.wordings)), key=lambda i: (-len(own.texts[i]), own.wordings[i]))
        if proposal := _grouped(own.at(common), texts, respondents):
            tone = Tone.DEMAND if wanted else Tone.PRAISE
            exclude = ("Reasons: they belong to the theme that they are about.",)
            yield replace(proposal, name=name, definition=definition, exclude=exclude, tone=tone)
