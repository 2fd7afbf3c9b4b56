"""How corpora are coded in which most texts are one letter, or a few, with another name, place or number in each.

Letters are made of the texts of labelled sets: some joined, with slots before, behind, between or in place of words,
whose values are drawn for each copy. Constants were chosen on the sets of the first half and are reported on both. The
floor beside the rest of a corpus is the same rest without the letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from analysis.classifying.thresholds import ALONE
from analysis.model import Context
from benchmarks.codebook_alone import given, labelled_halves, our_scores
from benchmarks.data import Labelled
from benchmarks.learning import head
from benchmarks.measures import cells, micro_f1

NAMES = (
    "Aisha",
    "Ben",
    "Carys",
    "Dilip",
    "Elin",
    "Farah",
    "Gwen",
    "Hamid",
    "Idris",
    "Joan",
    "Kofi",
    "Lena",
    "Mei",
    "Nia",
)
PLACES = ("Mill", "Church", "Station", "Park", "Bridge", "Castle", "Victoria", "Albert", "Chapel", "Orchard")
WAYS = ("Lane", "Road", "Street", "Terrace", "Close")
HEADS = ("My name is {full} and I live in {place}. ", "I have lived in {place} for {n} years. ", "Dear {name}, ")
TAILS = (" Yours, {full}", " ({n})", " It cost me {money} last year.", " There are {n} of us in {place}.")
BETWEEN = (", {name},", " ({n})", " in {place}", " {money}")
SWAPPED = ("{name}", "{n}", "{place}")
VALUES: dict[str, Callable[[np.random.Generator], str]] = {
    "name": lambda random: str(random.choice(NAMES)),
    "full": lambda random: f"{random.choice(NAMES)} {random.choice(NAMES)}",
    "place": lambda random: f"{random.choice(PLACES)} {random.choice(WAYS)}",
    "n": lambda random: str(random.integers(2, 999)),
    "money": lambda random: f"£{random.integers(1, 9999)}",
}
"""What stands in a slot."""

SEEDS = (1, 2)


@dataclass(frozen=True)
class Corpus:
    """How many letters are made of how many templates, each of so many texts, and how many other texts there are."""

    letters: int
    templates: int
    length: int
    others: int


CORPORA = {
    "one letter, four of five texts": Corpus(240, 1, 4, 60),
    "one letter, 19 of 20": Corpus(285, 1, 4, 15),
    "one short answer, four of five": Corpus(240, 1, 1, 60),
    "five letters, four of five": Corpus(240, 5, 2, 60),
    "two letters and nothing else": Corpus(100, 2, 2, 0),
    "one letter and nothing else": Corpus(100, 1, 3, 0),
    "two letters, one text of five": Corpus(60, 2, 3, 240),
    "three letters, 1,000 of 1,100": Corpus(1000, 3, 3, 100),
}


def template(text: str, random: np.random.Generator) -> str:
    """Return a text with one to three slots in it."""
    text = text.replace("{", "(").replace("}", ")")
    for form in random.choice(["head", "tail", "between", "swapped"], size=random.integers(1, 4), replace=False):
        words = text.split(" ")
        if form == "head":
            text = str(random.choice(HEADS)) + text
        elif form == "tail":
            text += str(random.choice(TAILS))
        elif len(words) > 5:
            plain = [i for i, word in enumerate(words) if word.isalpha() and len(word) > 3] or [0]
            place = int(random.choice(plain))
            is_swapped = form == "swapped"
            words[place] = str(random.choice(SWAPPED)) if is_swapped else words[place] + str(random.choice(BETWEEN))
            text = " ".join(words)
    return text


def filled(text: str, random: np.random.Generator) -> str:
    """Return a template with a value drawn for each slot."""
    return re.sub(r"\{(\w+)\}", lambda slot: VALUES[slot[1]](random), text)


def with_letters(data: Labelled, corpus: Corpus, seed: int) -> tuple[Labelled, int]:
    """Return some texts of a set with letters behind them, and how many are no letters."""
    random = np.random.default_rng(seed)
    others = sorted(random.permutation(len(data.texts))[: corpus.others].tolist())
    letters = []
    for _ in range(corpus.templates):
        parts = random.permutation(len(data.texts))[: corpus.length].tolist()
        themes = frozenset().union(*(data.themes[i] for i in parts))
        acceptable = frozenset().union(*(data.acceptable[i] for i in parts)) - themes
        letters.append((template(" ".join(data.texts[i] for i in parts), random), themes, acceptable))
    shares = random.dirichlet([2.0] * corpus.templates)
    sent = [letters[int(i)] for i in random.choice(corpus.templates, size=corpus.letters, p=shares)]
    return _labelled(
        data,
        [*(data.texts[i] for i in others), *(filled(text, random) for text, _, _ in sent)],
        [*(data.themes[i] for i in others), *(themes for _, themes, _ in sent)],
        [*(data.acceptable[i] for i in others), *(acceptable for _, _, acceptable in sent)],
    ), len(others)


def _labelled(
    data: Labelled, texts: list[str], themes: list[frozenset[str]], acceptable: list[frozenset[str]]
) -> Labelled:
    contexts = [Context(str(i), 0) for i in range(len(texts))]
    return Labelled(data.name, texts, themes, acceptable, contexts, data.codebook)


def main() -> None:
    """Print both halves."""
    columns = ("letters: F1", "share of themes given", "true share", "rest: F1", "rest without the letters: F1")
    for title, half in zip(("The half that constants were chosen on", "The other half"), _bases(), strict=True):
        head(title, "corpus", *columns)
        for name, corpus in CORPORA.items():
            print(f"| {name} | {' | '.join(_figures(half, corpus))} |", flush=True)


def _bases() -> Iterator[list[Labelled]]:
    """Yield the sets of each half of which letters are made: every seventh debate, and of the others the first two."""
    for half in labelled_halves():
        named = {name: sets for name, sets in half.items() if "arguments" not in name and "answers on AI" not in name}
        yield [data for sets in named.values() for data in (sets[::7] if len(sets) > 7 else sets[:2])]


def _figures(bases: list[Labelled], corpus: Corpus) -> Iterator[str]:
    letters, rest, alone, shares, true_shares = [], [], [], [], []
    for number, data in enumerate(bases):
        for seed in SEEDS:
            made, first = with_letters(data, corpus, 100 * seed + number)
            counted = _counted(made)
            letters.append(counted[0][first:].sum(axis=0) / corpus.letters)
            rest.append(counted[0][:first])
            shares.append(counted[1][first:].mean() / len(data.codebook.themes))
            true_shares.append(counted[2][first:].mean() / len(data.codebook.themes))
            if first:
                own = (column[:first] for column in (made.texts, made.themes, made.acceptable))
                alone.append(_counted(_labelled(data, *own)))
    yield f"{_f1(np.array(letters)):.3f}"
    yield from (f"{np.mean(column):.2f}" for column in (shares, true_shares))
    if not alone:
        yield from ("-", "-")
        return
    yield f"{micro_f1(np.concatenate(rest)):.3f}"
    yield f"{micro_f1(np.concatenate([counted for counted, *_ in alone])):.3f}"


def _counted(data: Labelled) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the cells of each text, how many themes it is given, and how many it has."""
    own = given(data, our_scores(data), ALONE)
    return cells(data.themes, data.acceptable, own), np.array([*map(len, own)]), np.array([*map(len, data.themes)])


def _f1(shares: np.ndarray) -> float:
    """Return F1 over cells of which each corpus has as many as its letters have themes, however many copies."""
    hit, extra, missed = shares.sum(axis=0)
    return float(2 * hit / max(1e-9, 2 * hit + extra + missed))
