"""Theme proposals: what respondents speak of, in groups with a name, a definition, keywords and typical points.

Each sentence of each text is taken for itself, for an answer holds several arguments. Nothing is recorded or decided
here: a proposal says what a person may make a theme of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.classifying.single_thread import single_threaded_blas
from analysis.classifying.text_sentences import text_sentences
from analysis.classifying.word_counts import words
from analysis.proposing.distinctive_phrases import Background
from analysis.proposing.group_names import ALIKE, GroupName, GroupNames, GroupToName, MayQuote
from analysis.proposing.noun_phrases import NounPhrases
from analysis.proposing.quoted_law import is_quoted_law
from analysis.proposing.sentence_groups import COHESION, COHESIVE_FROM, FEWEST, sentence_groups
from analysis.proposing.sentence_space import SentenceSpace
from analysis.proposing.sentence_tone import Tone, is_content, is_discontent, is_general, is_wordless, tone_of
from analysis.proposing.word_classes import CALENDAR

FEWEST_TEXTS, FEWEST_RESPONDENTS = 3, 3
"""A group of fewer different texts, or of fewer respondents, is not proposed."""

FEWEST_WORDS = 3
"""Shorter sentences ("More staff") are grouped, and typical of nothing."""

TYPICAL = 3
"""Typical points shown, and the examples of a theme made of them."""

DESCRIBED = 500
"""Sentences from which keywords are taken, the clearest of a proposal: of more they are the same."""

TOLD = 3
"""Keywords that a definition tells beside a name."""

MOSTLY = 0.6
"""The share of its sentences from which on a proposal is called praise, or demand."""

SMALLEST, LARGEST = 6, 30
"""How many proposals are made where nobody asks for a number."""

MOST = 100
"""More proposals than these nobody reads."""

WIDE, BORNE_OUT = 0.2, 0.5
"""What is wider than another, or holds a larger share of all texts, is proposed where the words of its definition stand
in this share of its texts: what else it holds may be of other things."""

WIDELY_ALIKE, NAMED = 0.25, 0.2
"""The cosine from which on a sentence of a wide group says what its name says, and the share of the texts of what has
parts in which one must; a word alone must stand in ``BORNE_OUT`` of them."""

FEW = 300
"""Sentences of which a smaller number of groups is tried where the one asked for makes fewer."""

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


@single_threaded_blas()
def propose(
    texts: Sequence[str],
    respondents: Sequence[str],
    size: int,
    seed: int,
    may_quote: MayQuote = lambda _: True,
    known: Collection[str] = (),
) -> list[ThemeProposal]:
    """Return about ``size`` proposals: wider ones first with those that are part of them, most respondents first.

    ``respondents`` says who wrote each text, and ``may_quote`` whether a name may repeat what the text at a place says.
    Wider proposals come in addition to the number asked for. None is called like the themes ``known``.
    """
    sentences = Sentences.of(texts)
    general = [i for i, wording in enumerate(sentences.wordings) if is_general(wording)]
    others = sentences.at(sorted(set(range(len(sentences.wordings))).difference(general)))
    space = SentenceSpace(others.wordings, seed)
    maker = _Maker(texts, respondents, others, space, seed, may_quote, known)
    best = maker.grouped(min(size, MOST), seed)
    if len(others.wordings) <= FEW:
        # Of few, each of more groups may be too small. Two parts and more have a wider one in addition.
        for fewer in range(min(size, MOST, len(others.wordings) // FEWEST) - 1, 0, -1):
            if len(best) >= fewer + fewer // 2:
                break
            best = max(best, maker.grouped(fewer, seed), key=len)
    folded = {name.casefold() for name in known}
    without_subject = _general(sentences.at(general), texts, respondents)
    return [*best, *(one for one in without_subject if one.name.casefold() not in folded)]


class _Maker:
    """Makes proposals of sentences."""

    def __init__(
        self,
        texts: Sequence[str],
        respondents: Sequence[str],
        sentences: Sentences,
        space: SentenceSpace,
        seed: int,
        may_quote: MayQuote,
        known: Collection[str] = (),
    ) -> None:
        """Take texts and their sentences; no proposal is called like one of the themes ``known``."""
        self._texts, self._respondents, self._sentences, self._space = texts, respondents, sentences, space
        self._background = Background(sentences.wordings, seed)
        self._phrases = NounPhrases(sentences.wordings)
        self._names = GroupNames(sentences.wordings, space, self._phrases)
        self._known = list(map(self._phrases.same, known))
        self._may_quote: MayQuote = lambda sentence: any(map(may_quote, sentences.texts[sentence]))

    def grouped(self, size: int, seed: int) -> list[ThemeProposal]:
        """Return about ``size`` proposals, wider ones in addition."""
        groups = sentence_groups(self._sentences.wordings, self._space.rows, size, seed)
        order = np.argsort(-groups.clarity, kind="stable")
        found: list[tuple[int, list[int], ThemeProposal]] = []
        for number in range(len(groups.wider)):
            members = [int(i) for i in order if groups.group[i] == number]
            proposal = self.proposal(members)
            if proposal and (len(proposal.places) >= COHESIVE_FROM or groups.cohesion[number] >= COHESION):
                found.append((int(groups.wider[number]), members, proposal))
        found.sort(key=lambda one: (-one[2].respondents, -len(one[2].places), self._texts[one[2].places[0]]))
        families = {family: [int(i) for i in order if groups.family[i] == family] for family, _, _ in found}
        return self.named(found[:size], families)

    def proposal(self, members: Sequence[int]) -> ThemeProposal | None:
        """Return a proposal of sentences, the clearest first; None where too few say it. It has no name yet."""
        return _grouped(self._sentences.at(members), self._texts, self._respondents)

    def named(
        self,
        found: Sequence[tuple[int, Sequence[int], ThemeProposal]],
        sentences: Mapping[int, Sequence[int]],
    ) -> list[ThemeProposal]:
        """Return proposals with their names and all that follows from these, each below the one it is part of.

        ``sentences`` are those of each wider group, also such as lie between its parts.
        """
        taken: Taken = set(self._known)
        families: dict[int, list[tuple[Sequence[int], ThemeProposal]]] = {}
        for family, members, proposal in found:
            is_wide = len(proposal.places) > WIDE * len(self._texts)
            group = GroupToName(members, is_few=len(proposal.places) < COHESIVE_FROM, is_wide=is_wide)
            if described := self._described(group, proposal, taken):
                families.setdefault(family, []).append((members, described))
        listed: list[ThemeProposal] = []
        for family, parts in families.items():
            wider = self._wider(sentences[family], parts, taken) if len(parts) > 1 else None
            top = len(listed) if wider else None
            listed += [wider] if wider else []
            for _, part in parts:
                exclude = tuple(f"What is about {_cited(one.name)} alone." for _, one in parts if one is not part)[:3]
                listed.append(replace(part, exclude=exclude, wider=top))
        return listed

    def _wider(
        self, members: Sequence[int], parts: Sequence[tuple[Sequence[int], ThemeProposal]], taken: Taken
    ) -> ThemeProposal | None:
        """Return the proposal that several are part of; None where no words speak for all of them."""
        proposal = self.proposal(members)
        group = GroupToName(members, is_wide=True, parts=[own for own, _ in parts])
        described = self._described(group, proposal, taken) if proposal else None
        include = tuple(f"What is about {_cited(part.name)}." for _, part in parts)
        return replace(described, include=include) if described else None

    def _described(self, group: GroupToName, proposal: ThemeProposal, taken: Taken) -> ThemeProposal | None:
        """Return a proposal with its name and what follows from it; None where nothing speaks for it."""
        phrases = self._background.phrases([self._sentences.wordings[i] for i in group.members[:DESCRIBED]])
        keywords = tuple(phrase for phrase in phrases if not self._phrases.holds_name(phrase))
        names = self._names.names(group, frozenset(taken), self._may_quote)
        found = next((one for one in names if self._bears_out(group, one, keywords, len(proposal.places))), None)
        if not found:
            return None
        naming = self._naming(group, found)
        taken.add(self._phrases.same(found.wording))
        tone = proposal.tone if proposal.tone is _tone(self._sentences.at(naming)) else Tone.PLAIN
        order = [group.members[i] for i in np.argsort(-found.alike.round(4), kind="stable")]
        first = set(naming)
        clearest = self._sentences.at(sorted(order, key=lambda i: i not in first))
        return replace(
            proposal,
            name=found.wording,
            definition=_definition(found, keywords, tone),
            keywords=keywords,
            include=tuple(f"Points that speak of “{keyword}”." for keyword in keywords[:3]),
            typical=_typical(clearest, self._texts),
            tone=tone,
        )

    def _bears_out(self, group: GroupToName, name: GroupName, keywords: Sequence[str], texts: int) -> bool:
        """Return whether the words of the definition that follows from a name stand in enough of the texts."""
        if not group.is_wide:
            return True
        naming = set(self._naming(group, name))
        if group.parts and " " not in name.wording:
            return self._held(naming) >= BORNE_OUT * texts
        near = {i for i, alike in zip(group.members, name.alike, strict=True) if alike >= WIDELY_ALIKE}
        if group.parts and self._held(naming | near) < NAMED * texts:
            return False
        return self._held(naming.union(self._holding(group, keywords))) >= BORNE_OUT * texts

    def _naming(self, group: GroupToName, name: GroupName) -> list[int]:
        """Return the sentences of a group that say its name: in its words, or close to a clause in what they mean."""
        same, least = self._phrases.same(name.wording), WIDELY_ALIKE if group.is_wide else ALIKE
        return [
            i
            for i, alike in zip(group.members, name.alike, strict=True)
            if (name.is_quoted and alike >= least) or same <= self._phrases.same(self._sentences.wordings[i])
        ]

    def _holding(self, group: GroupToName, keywords: Sequence[str]) -> list[int]:
        """Return the sentences of a group that hold one of the words that its definition tells beside the name."""
        told = [same for same in map(self._phrases.same, keywords[:TOLD]) if same]
        spoken = ((i, self._phrases.same(self._sentences.wordings[i])) for i in group.members)
        return [i for i, own in spoken if any(one <= own for one in told)]

    def _held(self, sentences: set[int]) -> int:
        """Return in how many texts some sentences stand."""
        return len({place for own in self._sentences.at(sorted(sentences)).texts for place in own})


def _cited(name: str) -> str:
    """Return a name in quotation marks, those that it has already or else its own."""
    return name if name.startswith("“") else f"“{name}”"


def _definition(name: GroupName, keywords: Sequence[str], tone: Tone) -> str:
    """Return what the sentences have in common, and no more: their words."""
    others = [f"“{keyword}”" for keyword in keywords[:TOLD] if keyword not in name.wording.lower()]
    listed = " or ".join(filter(None, (", ".join(others[:-1]), *others[-1:])))
    said = {
        Tone.PRAISE: ", mostly with words of praise",
        Tone.DEMAND: ", mostly with words of request or complaint",
        Tone.PLAIN: "",
    }[tone]
    if name.is_quoted:
        return f"Points close in meaning to {name.wording}{f', or that speak of {listed}' if listed else ''}{said}."
    return f"Points that speak of {_lowered(name.wording)}{f', or of {listed}' if listed else ''}{said}."


def _lowered(name: str) -> str:
    keeps = name[:2].isupper() or name.split()[0].lower() in CALENDAR
    return name if keeps else name[:1].lower() + name[1:]


def _typical(sentences: Sentences, texts: Sequence[str]) -> tuple[int, ...]:
    """Return the texts of different wording in which the first sentences stand, those of few words last."""
    enough = [i for i, wording in enumerate(sentences.wordings) if len(words(wording)) >= FEWEST_WORDS]
    typical: dict[str, int] = {}
    for i in (*enough, *range(len(sentences.wordings))):
        place = min(sentences.texts[i], key=lambda place: (len(texts[place]), place))
        typical.setdefault(texts[place], place)
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
    """Yield the proposals of what names no subject; typical of one is a text that says nothing else."""
    for name, is_own, tone, definition in (
        (
            CONTENT,
            is_content,
            Tone.PRAISE,
            "What says that respondents are content, or have nothing to add, without naming a subject.",
        ),
        (
            DISCONTENT,
            is_discontent,
            Tone.DEMAND,
            "What says that respondents are not content, without naming a subject.",
        ),
    ):
        own = sentences.at([i for i, wording in enumerate(sentences.wordings) if is_own(wording)])
        ranks = [
            (min(len(texts[place]) for place in held) > len(wording) + 1, -len(held), wording)
            for wording, held in zip(own.wordings, own.texts, strict=True)
        ]
        common = sorted(range(len(ranks)), key=ranks.__getitem__)
        proposal = _grouped(own.at(common), texts, respondents)
        typical = [i for i in proposal.typical if all(map(is_own, text_sentences(texts[i])))] if proposal else []
        if proposal and typical:
            exclude = ("Reasons: they belong to the theme that they are about.",)
            yield replace(
                proposal, name=name, definition=definition, exclude=exclude, typical=tuple(typical), tone=tone
            )
