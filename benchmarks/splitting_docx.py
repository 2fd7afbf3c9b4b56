"""How well the numbers that Word shows are found, against the numbers that another parser found in the same files.

A pair is a number with at most the four words that follow it, before any next number. Pairs are matched in document
order (longest common subsequence), brackets and closing marks aside. Bullets are counted apart: they hold no number.
The gold leaves tables out, so the numbers inside tables are not counted.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from analysis.model import BlockKind, Document
from analysis.reading.docx import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting.labelled_pieces import cut_at_labels
from analysis.text import words
from benchmarks.data import SHARED

DOCUMENTS = SHARED / "data" / "documents"
GOLD = "docx-numbering-gold.json"
FOLLOWING = 4
UNCOUNTED = (BlockKind.FURNITURE, BlockKind.NOTE, BlockKind.TABLE_ROW)
REASONS = {
    "sdsicop_9780111034323_en.docx: ([+] 3 |. 3 a|[+] a the strip)": "two labels typed in one line, of which the gold "
    "takes the second for a word",
    "sdsicop_9780111034323_en.docx: [+] (part|[ab] )": "a heading's typed number, which the gold leaves out",
    "sdsicop_9780111034323_en.docx: [+] a[12] ": "a number with a letter before it, which the gold leaves out",
    "ukpgaen_20180033_en.docx: [+] section": "a heading's typed number, which the gold leaves out",
    "uksiod_20190618_en_001.docx: [+] [a-e] ": "a heading's typed letter, which the gold leaves out",
    "ukia_20150171_en.docx: [+] [123] trans": "numbers typed in the one cell of a form, and the gold leaves tables out",
    "ukia_20150171_en.docx: [+] [56]": "headings' numbers, computed or typed, which the gold leaves out",
    "ukia_20190008_en.docx: [+] i+v? ": "numbers in the cells of a form, and the gold leaves tables out",
    "ukia_20190008_en.docx: . 6 ": "the gold has a footnote's words in place of the paragraph's",
    "ukia_20190008_en.docx: . (10|12|22) ": "the gold divides a word",
    "ukia_20190008_en.docx: . c ": "the gold repeats the heading",
    "ukia_20190008_en.docx: . 58 ": "the gold stops at the end of the paragraph, here before the fourth word",
}
"""Why each difference is there, by what its line begins with; one without a reason is ours to mend."""

LEFT_OUT = re.compile(r"the gold leaves (?:tables )?out\)$")
_ALNUM = re.compile(r"[^\W_]")


class Pair(NamedTuple):
    """A number as it is compared ("4.2", "a"; "•" for any bullet) and the words after it."""

    number: str
    words: tuple[str, ...]


class Score(NamedTuple):
    """Pairs that both have, that only we have, and that only the gold has."""

    both: int
    extra: int
    missed: int

    def row(self, name: str) -> str:
        """A row of the result table."""
        precision = self.both / max(1, self.both + self.extra)
        recall = self.both / max(1, self.both + self.missed)
        return f"| {name} | {precision:.3f} | {recall:.3f} | {self.both} | {self.extra} | {self.missed} |"


def main() -> None:
    """Print precision and recall for each file and over all, then every difference."""
    gold = json.loads((DOCUMENTS / GOLD).read_text(encoding="utf-8"))
    scores, bulleted, differences = [], [], []
    print("| file | precision | recall | both | only ours | only gold |\n|---|---|---|---|---|---|")
    for name, entries in gold.items():
        ours, theirs = found(DOCUMENTS / name), list(_gold_pairs(entries))
        scores.append(_score(_numbered(ours), _numbered(theirs)))
        bulleted.append(_score(ours, theirs))
        print(scores[-1].row(name))
        lines = [f"{name}: {line}" for line in _differences(_numbered(ours), _numbered(theirs))]
        differences += [f"{line} ({_reason(line)})" for line in lines]
    print(_total(scores).row("all"))
    print(_total(bulleted).row("all, with bullets"))
    left_out = sum(line.split(": ")[1].startswith("+") and LEFT_OUT.search(line) is not None for line in differences)
    print(f"\nOf the {_total(scores).extra} pairs that are only ours {left_out} are numbers that the gold leaves out.")
    print("\nDifferences (+ only ours, - only the gold's):\n")
    print("\n".join(differences))


def _reason(line: str) -> str:
    return next((reason for begins, reason in REASONS.items() if re.match(begins, line)), "no reason known")


def found(path: Path) -> list[Pair]:
    """The pairs that we find in a file."""
    documents = [each for each in read(path.read_bytes(), path.name, ReadSettings()) if isinstance(each, Document)]
    return [pair for document in documents for pair in pairs(document)]


def pairs(document: Document) -> Iterator[Pair]:
    """The numbers of a document, those that its format declares and those typed ones that the splitter believes."""
    text, body = document.text, [b for b in document.blocks if b.kind not in UNCOUNTED and b.table is None]
    in_tables = {i for b in document.blocks if b.table is not None for i in range(b.start, b.end)}
    marks = {b.start: b.number or "•" for b in body if b.number or b.kind is BlockKind.LIST_ITEM}
    for piece in cut_at_labels(document):
        if piece.label and piece.start not in marks and piece.start not in in_tables:
            marks[piece.start] = piece.label.shown
    spans = sorted({(b.start, b.end) for b in body} | {(start, start) for start in marks})
    starts = sorted(marks)
    for start, limit in pairwise([*starts, len(text)]):
        following = " ".join(text[max(a, start) : min(b, limit)] for a, b in spans if b >= start and a < limit)
        yield _pair(marks[start], _without_mark(following, marks.get(limit)))


def _without_mark(text: str, mark: str | None) -> str:
    """The words before the next number, where that one was typed and stands in the same block."""
    bare = text.rstrip()
    return bare.removesuffix(mark).rstrip("( ") if mark and mark != "•" else bare


def _pair(number: str, text: str) -> Pair:
    bare = re.sub(r"[^\w.]", "", number).strip(".").lower() if _ALNUM.search(number) else "•"
    return Pair(bare, tuple(words(text)[:FOLLOWING]))


def _gold_pairs(entries: Sequence[dict[str, str]]) -> Iterator[Pair]:
    for entry in entries:
        yield _pair(entry["num"], entry["begins"])


def _numbered(found: Sequence[Pair]) -> list[Pair]:
    return [pair for pair in found if pair.number != "•"]


def _score(ours: Sequence[Pair], theirs: Sequence[Pair]) -> Score:
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    both = sum(block.size for block in matcher.get_matching_blocks())
    return Score(both, len(ours) - both, len(theirs) - both)


def _total(scores: Sequence[Score]) -> Score:
    return Score(*(sum(column) for column in zip(*scores, strict=True)))


def _differences(ours: Sequence[Pair], theirs: Sequence[Pair]) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"+ {pair.number} {' '.join(pair.words)}" for pair in ours[a:b])
            yield from (f"- {pair.number} {' '.join(pair.words)}" for pair in theirs[c:d])


if __name__ == "__main__":
    main()
