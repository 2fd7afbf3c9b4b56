"""How often a long paragraph is divided where its subject changes, on paragraphs of real submissions run together.

Nobody marked the changes of subject in a real paragraph, so invented ones are made of paragraphs of ``LEAST_WORDS`` to
``MOST_WORDS`` words: answers of one respondent to different questions of a consultation, and two to six consecutive
paragraphs of one paper, which are harder. The joints are known. What leaning sentences cost was chosen on the answers
of every second respondent and on the Word files; the other respondents and the PDFs played no part in it. A joint
counts as found if a cut lies at that very sentence. The floors: no cut, and a cut at the first sentence behind every
``EQUAL`` words.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from nltk.metrics.segmentation import windowdiff

from analysis.model import BlockKind, Document
from analysis.reading import read
from analysis.splitting.long_paragraphs import MOST_WORDS, divide_prose
from analysis.splitting.sentences import sentences
from analysis.text import WORD, Span
from benchmarks.data import SHARED

DRAWN = 220
SEED = 20140530
LEAST_WORDS = 15
JOINED = (2, 6)
EQUAL = 60


class Joined(NamedTuple):
    """A pseudo-paragraph, and where its passages begin, the first left out."""

    text: str
    joints: tuple[int, ...]


Cutter = Callable[[Joined], tuple[int, ...]]


def main() -> None:
    """Print how the divider and the floors do on each kind of text."""
    respondents = answers()
    sources = {
        "answers (used to choose)": (respondents[::2], scattered),
        "Word files (used to choose)": (papers(".docx"), consecutive),
        "answers of other respondents": (respondents[1::2], scattered),
        "PDFs": (papers(".pdf"), consecutive),
    }
    print("| passages of | divided by | precision | recall | F1 | WindowDiff | words of a part, median | most |")
    print("|---|---|---|---|---|---|---|---|")
    for name, (found, choose) in sources.items():
        drawn = list(draw(found, choose, random.Random(SEED)))
        for cutter, cut in CUTTERS.items():
            print(f"| {name} | {cutter} | {_row(drawn, cut)} |")
    print(f"\nUp to {DRAWN} paragraphs of more than {MOST_WORDS} words, seed {SEED}; a smaller WindowDiff is better.")


def answers() -> list[list[str]]:
    """The answers of every respondent of a public consultation who gave several, each to another question."""
    by_respondent: dict[str, list[str]] = defaultdict(list)
    with (SHARED / "data" / "labelled" / "srai-questions.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            by_respondent[row["doc"]] += passages([row["text"]])
    return [found for _, found in sorted(by_respondent.items()) if len(found) > JOINED[0]]


def papers(suffix: str) -> list[list[str]]:
    """The prose of every file with a suffix that has enough to draw from."""
    paths = sorted(path for path in (SHARED / "data" / "documents").iterdir() if path.suffix == suffix)
    return [found for found in map(paragraphs, paths) if len(found) > JOINED[1]]


def paragraphs(path: Path) -> list[str]:
    """The prose of a file, a paragraph each."""
    (document,) = [each for each in read(path.read_bytes(), path.name) if isinstance(each, Document)]
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return passages([document.text[b.start : b.end] for b in document.blocks if b.kind in kinds])


def passages(texts: Sequence[str]) -> list[str]:
    """The texts of sentences that one point would hold."""
    whole = (" ".join(each.split()) for each in texts)
    return [each for each in whole if LEAST_WORDS <= _count(each) <= MOST_WORDS and each[-1] in ".!?"]


def scattered(source: Sequence[str], count: int, chance: random.Random) -> Sequence[str]:
    return chance.sample(source, min(len(source), count))


def consecutive(source: Sequence[str], count: int, chance: random.Random) -> Sequence[str]:
    first = chance.randrange(len(source))
    return source[first : first + count]


def draw(
    sources: Sequence[Sequence[str]],
    choose: Callable[[Sequence[str], int, random.Random], Sequence[str]],
    chance: random.Random,
) -> Iterator[Joined]:
    """Pseudo-paragraphs; those that are too short to be divided are passed over."""
    for _ in range(DRAWN):
        starts, text = [], ""
        for each in choose(chance.choice(sources), chance.randint(*JOINED), chance):
            text = f"{text} {each}".strip()
            starts.append(len(text) - len(each))
        if _count(text) > MOST_WORDS:
            yield Joined(text, tuple(starts[1:]))


def _count(text: str) -> int:
    return len(WORD.findall(text))


def _row(drawn: Sequence[Joined], cut: Cutter) -> str:
    hit = given = true = 0
    windows: list[float] = []
    sizes: list[int] = []
    for joined in drawn:
        starts = [span.start for span in sentences(joined.text)]
        ours, theirs = ({_nearest(starts, at) for at in cuts} for cuts in (cut(joined), joined.joints))
        hit, given, true = hit + len(ours & theirs), given + len(ours), true + len(theirs)
        size = max(2, round(len(starts) / (len(theirs) + 1) / 2))
        if len(starts) > size:
            windows.append(windowdiff(_marks(theirs, len(starts)), _marks(ours, len(starts)), size))
        bounds = [0, *cut(joined), len(joined.text)]
        sizes += [_count(joined.text[a:b]) for a, b in pairwise(bounds)]
    scores = (hit / max(1, given), hit / true, 2 * hit / max(1, given + true), sum(windows) / len(windows))
    return " | ".join([*(f"{score:.3f}" for score in scores), f"{median(sizes):.0f}", f"{max(sizes)}"])


def _nearest(starts: Sequence[int], at: int) -> int:
    return min(range(len(starts)), key=lambda i: abs(starts[i] - at))


def _marks(cuts: set[int], length: int) -> str:
    return "".join("1" if i in cuts else "0" for i in range(length))


def _ours(joined: Joined) -> tuple[int, ...]:
    return tuple(part.start for part in divide_prose(joined.text, [Span(0, len(joined.text))])[1:])


def _equal(joined: Joined) -> tuple[int, ...]:
    cuts, since = [], 0
    for span in sentences(joined.text):
        if since >= EQUAL:
            cuts.append(span.start)
            since = 0
        since += _count(joined.text[span.start : span.end])
    return tuple(cuts)


CUTTERS: dict[str, Cutter] = {"the divider": _ours, f"every {EQUAL} words": _equal, "nothing": lambda _: ()}


if __name__ == "__main__":
    main()
