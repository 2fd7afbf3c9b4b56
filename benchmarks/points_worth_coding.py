"""How many points of real documents are worth coding: their sizes, those of a word or two, what says nothing.

Nobody marked these documents, so what says nothing is counted by phrases of its own list, written from what readers of
submissions pointed at, and each with a name: a point counts if it is no longer than ``LONGEST`` words and holds one of
them. Answers are those of a public consultation, each a document of one paragraph.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from analysis.model import Block, BlockKind, Document, SegmentKind
from analysis.reading import read
from analysis.splitting import split
from analysis.text import words
from benchmarks.data import SHARED

SHORT = 3
LONGEST = 60
CODED_AT_ONCE = range(20, 121)

BEFORE = """\
With splitter-4, the same files: 247, 731, 62, 31 and 1,346 points; of 20 to 120 words 79, 73, 94, 13 and 1 %; words in
longer ones 30, 27, 14, 0 and 100 %; points of 1 to 3 words 0, 15, 0, 4 and 0; that say nothing 9, 11, 0, 4 and 0."""

BOILERPLATE = {
    "thanks and offers": r"\b(?:thank you for|welcomes? (?:the|this) opportunity|(?:glad|happy|pleased) to discuss)\b",
    "cover notes": r"\b(?:prepared by|submitted by|endorsed by|on behalf of|attached|enclosed)\b",
    "contacts": r"@\w|^\W*(?:https?://|www\.)\S+\W*$|\b(?:further|more) information\b.*\bcontact\b",
    "about the author": r"\b(?:is|are) an? [\w -]{0,40}(?:charity|organisation|association)\b|\bour mission\b",
    "acknowledgements": r"\b(?:traditional owners|custodians|pay our respects|would like to (?:thank|acknowledge))\b",
    "contents lines": r"\.{4,}\s*\d+$|^(?:table of )?contents\b",
    "sign-offs": r"^\W*(?:yours|kind regards|regards|sincerely|respectfully submitted)\b",
    "names": r"^(?:(?:[A-Z][\w.'’-]+|of|the|and|for|&)[\s,]*){2,8}$",
}


@dataclass
class Found:
    """What the points of some documents came to."""

    sizes: list[int] = field(default_factory=list)
    nothing: Counter[str] = field(default_factory=Counter)
    shares: list[float] = field(default_factory=list)

    def add(self, document: Document) -> None:
        furniture, total = 0, len(words(document.text))
        for segment in split(document):
            said = document.text[segment.start : segment.end]
            size = len(words(said))
            furniture += size if segment.kind is SegmentKind.FURNITURE else 0
            if segment.kind is SegmentKind.POINT:
                self.sizes.append(size)
                self.nothing.update(_says_nothing(said) if size <= LONGEST else ())
        self.shares.append(furniture / max(1, total))


def main() -> None:
    """Print a row for each kind of document, and which boilerplate is left among the points."""
    print("| documents | points | words of a point: deciles 1, 3, 5, 7, 9 | most | of 20 to 120 words", end="")
    print(f" | words in longer ones | of 1 to {SHORT} words | that say nothing | furniture, median | most |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    left: Counter[str] = Counter()
    for name, documents in sources():
        found = Found()
        for document in documents:
            found.add(document)
        left += found.nothing
        print(f"| {name} | {_row(found)} |")
    print(f"\nWhat says nothing, by kind: {', '.join(f'{n} {kind}' for kind, n in sorted(left.items())) or 'nothing'}.")
    print(f"\n{BEFORE}")


def sources() -> Iterator[tuple[str, Iterable[Document]]]:
    """The kinds of document, each with its documents."""
    documents = SHARED / "data" / "documents"
    yield "PDF submissions", _documents(sorted(documents.glob("*.pdf")))
    yield "Word papers (numbered, with tables)", _documents(sorted(documents.glob("*.docx")))
    yield "seeds", _documents(sorted((SHARED / "seeds").glob("*.txt")))
    yield (
        "small cases",
        _documents(
            path
            for path in sorted((SHARED / "cases" / "reading").glob("*/*"))
            if path.suffix in (".docx", ".txt", ".html")
        ),
    )
    yield "answers of more than 120 words", _answers()


def _documents(paths: Iterable[Path]) -> Iterator[Document]:
    for path in paths:
        yield from (each for each in read(path.read_bytes(), path.name) if isinstance(each, Document))


def _answers() -> Iterator[Document]:
    with (SHARED / "data" / "labelled" / "srai-questions.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            text = " ".join(row["text"].split())
            if len(words(text)) > CODED_AT_ONCE.stop - 1:
                yield Document(row["id"], text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))


def _says_nothing(said: str) -> Iterator[str]:
    return (
        kind for kind, phrase in BOILERPLATE.items() if re.search(phrase, said, re.IGNORECASE if kind != "names" else 0)
    )


def _row(found: Found) -> str:
    sizes, total = found.sizes, sum(found.sizes)
    deciles = quantiles(sizes, n=10)
    longer = sum(size for size in sizes if size >= CODED_AT_ONCE.stop)
    cells: Sequence[object] = (
        f"{len(sizes):,}",
        ", ".join(f"{deciles[i]:.0f}" for i in (0, 2, 4, 6, 8)),
        max(sizes),
        f"{sum(size in CODED_AT_ONCE for size in sizes) / len(sizes):.0%}",
        f"{longer / total:.0%}",
        sum(size <= SHORT for size in sizes),
        sum(found.nothing.values()),
        f"{sorted(found.shares)[len(found.shares) // 2]:.0%}",
        f"{max(found.shares):.0%}",
    )
    return " | ".join(map(str, cells))


if __name__ == "__main__":
    main()
