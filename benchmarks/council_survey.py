"""A council's survey as it may come in: short answers, thanks, irony, "N/A", several arguments at once, coded as made.

Two surveys with sentences of our own: constants are chosen on one, the street, and reported on the other, the library.
Each sentence raises the themes that stand beside it, so an answer's truth is the union over its sentences.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.model import Codebook, Context, Theme
from benchmarks.data import Labelled

BANKS = Path(__file__).parent / "council_survey.toml"

BANKS_ONCE = Path(__file__).parent / "council_survey_once.toml"
"""Sentences written later, for surveys in which nobody says what another said (see ``survey_once``)."""

NONE_SHARE = 0.3
"""Answers that raise nothing: thanks, "N/A", the subject alone. In councils' surveys a quarter to a third are."""

LENGTHS = {1: 0.5, 2: 0.25, 3: 0.12, 4: 0.13}
"""Arguments in the answers that raise something."""

ONCE = (0.78, 0.17, 0.05)
"""The same, of one to three, where each sentence stands once."""


@dataclass(frozen=True)
class SentenceBank:
    """A survey's codebook, its sentences with the themes of each, and sentences that raise nothing."""

    codebook: Codebook
    sentences: tuple[tuple[str, frozenset[str]], ...]
    fillers: tuple[str, ...]

    def half(self, held_out: bool) -> SentenceBank:
        """Return every fifth sentence (kept apart), or all the others."""
        return SentenceBank(
            self.codebook,
            tuple(s for i, s in enumerate(self.sentences) if (i % 5 == 4) == held_out),
            tuple(s for i, s in enumerate(self.fillers) if (i % 5 == 4) == held_out),
        )


def banks(file: Path = BANKS) -> dict[str, SentenceBank]:
    """Return the sentence banks by the name of their survey."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return {name: _bank(table) for name, table in tables.items()}


def _bank(table: dict[str, dict]) -> SentenceBank:
    themes, sentences = [], []
    for key, entry in table["themes"].items():
        names = ("include", "keywords", "examples")
        lists = {name: tuple(entry.get(name, ())) for name in names}
        themes.append(Theme(key, entry["name"], entry["definition"], **lists))
        for sentence in entry["sentences"]:
            text, _, others = sentence.partition(" || ")
            sentences.append((text, frozenset([key, *others.split()])))
    return SentenceBank(Codebook(tuple(themes)), tuple(sentences), tuple(table["fillers"]["sentences"]))


def survey(name: str, bank: SentenceBank, number: int, seed: int, arguments: int | None = None) -> Labelled:
    """Return a drawn survey of so many answers; each with ``arguments`` arguments, or with as many as is usual."""
    random = np.random.default_rng(seed)
    answers = [_answer(bank, random, arguments) for _ in range(number)]
    return Labelled(
        name,
        [text for text, _ in answers],
        [themes for _, themes in answers],
        [frozenset()] * number,
        [Context(f"row {i}", 0) for i in range(number)],
        bank.codebook,
    )


def survey_once(name: str, bank: SentenceBank, seed: int) -> Labelled:
    """Return a survey in which each sentence stands in one answer, so that none is coded from its own twin; a third of
    the answers raise nothing."""
    random = np.random.default_rng(seed)
    parts = [bank.sentences[i] for i in random.permutation(len(bank.sentences))]
    answers = []
    while parts:
        count = int(random.choice((1, 2, 3), p=ONCE))
        own, parts = parts[:count], parts[count:]
        answers.append((" ".join(text.strip() for text, _ in own), frozenset().union(*(themes for _, themes in own))))
    fillers = [bank.fillers[int(i)] for i in random.integers(len(bank.fillers), size=len(answers) // 2)]
    answers += [(filler, frozenset()) for filler in fillers]
    drawn = [answers[i] for i in random.permutation(len(answers))]
    contexts = [Context(f"row {i}", 0) for i in range(len(drawn))]
    texts, themes = [text for text, _ in drawn], [own for _, own in drawn]
    return Labelled(name, texts, themes, [frozenset()] * len(drawn), contexts, bank.codebook)


def _answer(bank: SentenceBank, random: np.random.Generator, arguments: int | None) -> tuple[str, frozenset[str]]:
    if arguments is None and random.random() < NONE_SHARE:
        return bank.fillers[int(random.integers(len(bank.fillers)))], frozenset()
    count = arguments or int(random.choice(list(LENGTHS), p=list(LENGTHS.values())))
    drawn = random.choice(len(bank.sentences), size=min(count, len(bank.sentences)), replace=False)
    parts = [bank.sentences[int(i)] for i in drawn]
    words = [text for text, _ in parts]
    if random.random() < 0.25:
        words.insert(0, bank.fillers[int(random.integers(len(bank.fillers)))])
    return " ".join(words), frozenset().union(*(themes for _, themes in parts))
