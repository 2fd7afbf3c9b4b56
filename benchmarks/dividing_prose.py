"""How often a long paragraph is divided where its subject changes, on paragraphs of different real submissions.

Nobody marked the changes of subject in a real paragraph, so invented ones are made: two to four passages, each of whole
consecutive paragraphs of one paper, run together in one paragraph. The joints are known. The Word files (impact
assessments, explanatory notes) are what the price of a part was set on; the PDFs are not, and are harder: submissions
of one organisation on neighbouring subjects. A joint counts as found if a cut lies within one sentence of it. The
floors: no cut, and as many parts as there are passages, of equal length (told the true number, which the divider is
not).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from nltk.metrics.segmentation import windowdiff

from analysis.model import BlockKind, Document
from analysis.reading import read
from analysis.splitting.long_paragraphs import LONG_WORDS, divide_paragraph
from analysis.splitting.sentences import sentences
from analysis.text import WORD
from benchmarks.data import SHARED

DRAWN = 200
SEED = 20140530
PASSAGE_WORDS = (80, 220)
"""Paragraphs are added to a passage until it has a length drawn from here."""

PASSAGES = 4
LEAST_WORDS = 40
NEAR = 1
"""Sentences by which a cut may miss the joint."""


class Joined(NamedTuple):
    """A pseudo-paragraph, and where its passages begin, the first left out."""

    text: str
    joints: tuple[int, ...]


Cutter = Callable[[Joined], tuple[int, ...]]


def main() -> None:
    """Print how the divider and the floors do on the Word files and on the PDFs."""
    word, pdf = papers(".docx"), papers(".pdf")
    print("| passages of | divided by | precision | recall | F1 | WindowDiff |\n|---|---|---|---|---|---|")
    for name, sources in (("Word files (used to set the price)", word), ("PDFs (not used)", pdf)):
        drawn = list(draw(sources, random.Random(SEED)))
        for cutter, cut in CUTTERS.items():
            print(f"| {name} | {cutter} | {_row(drawn, cut)} |")
    print(f"\n{DRAWN} paragraphs of each, seed {SEED}; the smaller WindowDiff is, the better.")
    alone = [each for found in word + pdf for each in found if len(WORD.findall(each)) >= LONG_WORDS]
    cut_up = sum(bool(divide_paragraph(each, 0, len(each))) for each in alone)
    print(f"Real paragraphs of {LONG_WORDS} words and more in these files: {len(alone)}, of which divided: {cut_up}.")


def papers(suffix: str) -> list[list[str]]:
    """The prose of every file with a suffix that has enough to draw from."""
    paths = sorted(path for path in (SHARED / "data" / "documents").iterdir() if path.suffix == suffix)
    return [found for found in map(paragraphs, paths) if len(found) > PASSAGES]


def paragraphs(path: Path) -> list[str]:
    """The prose of a file, a paragraph each."""
    (document,) = [each for each in read(path.read_bytes(), path.name) if isinstance(each, Document)]
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    prose = (document.text[b.start : b.end] for b in document.blocks if b.kind in kinds)
    whole = (" ".join(each.split()) for each in prose)
    return [each for each in whole if len(WORD.findall(each)) >= LEAST_WORDS and each[-1] in ".!?"]


def draw(sources: Sequence[Sequence[str]], chance: random.Random) -> Iterator[Joined]:
    """Pseudo-paragraphs, each of two to four passages from different files; some are too short to be divided."""
    for _ in range(DRAWN):
        passages = [passage(source, chance) for source in chance.sample(sources, chance.randint(2, PASSAGES))]
        starts, text = [], ""
        for each in passages:
            text = f"{text} {each}".strip()
            starts.append(len(text) - len(each))
        yield Joined(text, tuple(starts[1:]))


def passage(source: Sequence[str], chance: random.Random) -> str:
    wanted, at = chance.randint(*PASSAGE_WORDS), chance.randrange(len(source))
    found: list[str] = []
    while at < len(source) and sum(len(WORD.findall(each)) for each in found) < wanted:
        found.append(source[at])
        at += 1
    return " ".join(found)


def _row(drawn: Sequence[Joined], cut: Cutter) -> str:
    hit = given = true = 0
    windows = []
    for joined in drawn:
        starts = [span.start for span in sentences(joined.text)]
        ours = sorted({_nearest(starts, at) for at in cut(joined)})
        theirs = sorted({_nearest(starts, at) for at in joined.joints})
        hit += _matched(ours, theirs)
        given, true = given + len(ours), true + len(theirs)
        size = max(2, round(len(starts) / (len(theirs) + 1) / 2))
        windows.append(windowdiff(_marks(theirs, len(starts)), _marks(ours, len(starts)), size))
    precision, recall = hit / max(1, given), hit / true
    f1 = 2 * hit / max(1, given + true)
    return f"{precision:.3f} | {recall:.3f} | {f1:.3f} | {sum(windows) / len(windows):.3f}"


def _nearest(starts: Sequence[int], at: int) -> int:
    return min(range(len(starts)), key=lambda i: abs(starts[i] - at))


def _matched(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """Joints found, each cut counted once."""
    left, hit = list(ours), 0
    for joint in theirs:
        near = [cut for cut in left if abs(cut - joint) <= NEAR]
        if near:
            left.remove(min(near, key=lambda cut: abs(cut - joint)))
            hit += 1
    return hit


def _marks(cuts: Sequence[int], length: int) -> str:
    return "".join("1" if i in cuts else "0" for i in range(length))


def _ours(joined: Joined) -> tuple[int, ...]:
    return tuple(part.start for part in divide_paragraph(joined.text, 0, len(joined.text))[1:])


def _equal(joined: Joined) -> tuple[int, ...]:
    parts = len(joined.joints) + 1
    return tuple(len(joined.text) * i // parts for i in range(1, parts))


CUTTERS: dict[str, Cutter] = {"the divider": _ours, "equal lengths": _equal, "nothing": lambda _: ()}


if __name__ == "__main__":
    main()
