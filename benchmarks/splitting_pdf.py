"""How well the points of PDF submissions are found, against those that a person saw on their rendered pages.

A boundary is the place of a point's first or of its last word among the words of the file. The gold gives the first and
last four words of every point; each is looked up in the order in which the points stand. WindowDiff (Pevzner and Hearst
2002, as NLTK has it) counts the windows, half as long as a point is on average, in which the number of boundaries
differs: 0 is perfect. The two floors make a point of every block and of every line.

For all files, with gold or without, it is looked whether a running head, foot or page number stands inside a point, and
whether a hyphen divides a word: the file's own words, as they stand elsewhere, decide.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from nltk.metrics.segmentation import windowdiff

from analysis.model import Block, BlockKind, Document, Segment, SegmentKind
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from analysis.splitting import split
from analysis.text import WORD
from benchmarks.data import ROOT, SHARED

DOCUMENTS = SHARED / "data" / "documents"
GOLD = ROOT / "tests" / "reading" / "pdf-gold" / "points"
FIRST_RUN = "F1 0.644 and 0.765; with the look-up of the gold's words mended 0.712 and 0.756"
"""Of copyright-modernisation and encryption-bill, before the reader and the splitter were mended for what it showed."""

NEIGHBOURS = 3
"""So many words beside a page number show where it would stand if it were inside a point."""

_SUSPENDED = re.compile(r"\w-\s+(?!and\b|or\b|to\b)\w")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


class Span(NamedTuple):
    """A point as the numbers of its first and last word, and its label."""

    first: int
    last: int
    label: str = ""


class Words(NamedTuple):
    """A text's words, normalised, and the character at which each begins."""

    words: list[str]
    starts: list[int]


def main() -> None:
    """Print how well the boundaries agree, what differs, and what must not be in a point."""
    files = sorted(DOCUMENTS.glob("*.pdf"))
    if not files:
        print("the shared documents are not beside the checkout: nothing to split")
        return
    print("| file | points by | precision | recall | F1 | WindowDiff | labels |\n|---|---|---|---|---|---|---|")
    differences = [line for path in sorted(GOLD.glob("*.json")) for line in _measured(path)]
    print(f"\nThe first run after the gold was made: {FIRST_RUN}.")
    print("\nDifferences (+ only ours, - only the gold's):\n\n" + ("\n".join(differences) or "none"))
    print("\n| file | points | with page furniture inside | with divided words |\n|---|---|---|---|")
    inside: list[str] = []
    for path in files:
        texts = point_texts(path)
        furniture, divided = furniture_inside(path, texts), divided_words(path, texts)
        print(f"| {path.stem[:40]} | {len(texts)} | {len(furniture)} | {len(divided)} |")
        inside += [f"{path.stem[:40]}: {found}" for found in (*furniture, *divided)]
    print("\n" + "\n".join(inside))


# --- boundaries ---


def _measured(path: Path) -> Iterator[str]:
    """Print the rows of a file with gold; gives the differences of ours."""
    answer = json.loads(path.read_text(encoding="utf-8"))
    file = DOCUMENTS / answer["document"]
    document = _document(file)
    said = _words(document.text)
    gold = locate(said, answer["points"])
    ours = spans(document, said)
    _print_row(path.stem, "everypoint", said, gold, ours)
    _print_row(path.stem, "every block (floor)", said, gold, list(_blocks(document, said)))
    raw = "\n".join(_pages(file))
    lines = _words(raw)
    _print_row(path.stem, "every line (floor)", lines, locate(lines, answer["points"]), list(_lines(raw, lines)))
    yield from _differences(path.stem, said, gold, ours)


def boundary_f1(path: Path) -> float:
    """F1 of the boundaries of our points in a file with gold."""
    answer = json.loads(path.read_text(encoding="utf-8"))
    document = _document(DOCUMENTS / answer["document"])
    said = _words(document.text)
    return _f1(locate(said, answer["points"]), spans(document, said))[2]


def _f1(gold: Sequence[Span | None], ours: Sequence[Span]) -> tuple[float, float, float]:
    """Precision, recall and F1; a point of the gold that is not in the text counts as two boundaries missed."""
    have, wanted = _boundaries(ours), 2 * len(gold)
    both = len(_boundaries([g for g in gold if g]) & have)
    return both / max(1, len(have)), both / max(1, wanted), 2 * both / max(1, len(have) + wanted)


def _print_row(name: str, who: str, said: Words, gold: Sequence[Span | None], ours: Sequence[Span]) -> None:
    shown = " | ".join(f"{share:.3f}" for share in (*_f1(gold, ours), _windowdiff(said, gold, ours)))
    print(f"| {name} | {who} | {shown} | {_labels(gold, ours)} |")


def _boundaries(found: Sequence[Span]) -> set[tuple[str, int]]:
    return {("first", span.first) for span in found} | {("last", span.last) for span in found}


def _windowdiff(said: Words, gold: Sequence[Span | None], ours: Sequence[Span]) -> float:
    marks = [_marks(len(said.words), found) for found in ([g for g in gold if g], ours)]
    half = max(2, round(len(said.words) / (marks[0].count("1") + 1) / 2))
    return float(windowdiff(*marks, half))


def _marks(count: int, found: Sequence[Span]) -> str:
    """A figure a word: 1 where the next word begins or ends a point."""
    cuts = {span.first - 1 for span in found} | {span.last for span in found}
    return "".join("1" if i in cuts else "0" for i in range(count))


def _labels(gold: Sequence[Span | None], ours: Sequence[Span]) -> str:
    """How many of the points that begin where the gold's do are called as there."""
    named = {span.first: span.label for span in ours}
    pairs = [(span.label, named[span.first]) for span in gold if span and span.first in named]
    same = sum(_bare(a) == _bare(b) for a, b in pairs)
    return f"{same} of {len(pairs)}"


def _bare(label: str) -> str:
    """A label without brackets and case; ours to unnumbered points are all alike, as one too many moves all."""
    return "¶" if label.startswith("¶") else re.sub(r"[^\w ]", "", label).casefold()


def locate(said: Words, points: Sequence[dict[str, str]]) -> list[Span | None]:
    """Where the gold's points stand among the words of a text; None for one that is not there.

    A point begins where its first words come next after the beginning of the one before, and ends where its last words
    come last before the beginning of the one after.
    """
    starts: list[int | None] = []
    at = 0
    for point in points:
        start = _find(said.words, _words(point["first"]).words, range(at, len(said.words)))
        starts.append(start)
        at = at if start is None else start + 1
    found: list[Span | None] = []
    limit = len(said.words)
    for point, start in zip(reversed(points), reversed(starts), strict=True):
        last = _words(point["last"]).words
        end = None if start is None else _find(said.words, last, range(limit - len(last), start - 1, -1))
        found.append(None if start is None or end is None else Span(start, end + len(last) - 1, point["label"]))
        limit = limit if start is None else start
    return found[::-1]


def _find(words: Sequence[str], wanted: Sequence[str], places: range) -> int | None:
    return next((i for i in places if words[i : i + len(wanted)] == wanted), None)


def spans(document: Document, said: Words) -> list[Span]:
    """The points that we make of a document, the parts of a divided paragraph as one: the gold knows no parts."""
    points = [s for s in split(document) if s.kind is SegmentKind.POINT]
    places: list[tuple[int, int, str]] = []
    for point in points:
        label = point.label or ""
        if places and label.startswith(f"{places[-1][2]} (") and label.startswith("¶"):
            places[-1] = (places[-1][0], point.end, places[-1][2])
        else:
            places.append((point.start, point.end, label))
    return list(_spans(said, places))


def _blocks(document: Document, said: Words) -> Iterator[Span]:
    return _spans(said, [(b.start, b.end, b.number or "") for b in document.blocks])


def _lines(text: str, said: Words) -> Iterator[Span]:
    return _spans(said, [(match.start(), match.end(), "") for match in re.finditer(r"[^\r\n]+", text)])


def _spans(said: Words, places: Sequence[tuple[int, int, str]]) -> Iterator[Span]:
    at = 0
    for start, end, label in places:
        while at < len(said.starts) and said.starts[at] < start:
            at += 1
        first = at
        while at < len(said.starts) and said.starts[at] < end:
            at += 1
        if at > first:
            yield Span(first, at - 1, label)


def _words(text: str) -> Words:
    found = [(match.group().lower().replace("’", "'"), match.start()) for match in WORD.finditer(text)]
    return Words([word for word, _ in found], [start for _, start in found])


def _differences(name: str, said: Words, gold: Sequence[Span | None], ours: Sequence[Span]) -> Iterator[str]:
    want, have = _boundaries([g for g in gold if g]), _boundaries(ours)
    yield from (f"{name}: the gold's point {i + 1} is not in the text" for i, span in enumerate(gold) if not span)
    for sign, found in (("-", want - have), ("+", have - want)):
        for kind, i in sorted(found, key=lambda edge: edge[1]):
            context = " ".join(said.words[max(0, i - 4) : i]), said.words[i], " ".join(said.words[i + 1 : i + 5])
            yield f"{name}: {sign} {kind} {context[0]} [{context[1]}] {context[2]}"


# --- what must not be in a point ---


def point_texts(path: Path) -> list[str]:
    """The texts of the points of a file, without the notes that lie in them, which have numbers of their own."""
    document = _document(path)
    notes = [block for block in document.blocks if block.kind is BlockKind.NOTE]
    return [_without_notes(document, s, notes) for s in split(document) if s.kind is SegmentKind.POINT]


def _without_notes(document: Document, point: Segment, notes: Sequence[Block]) -> str:
    pieces, at = [], point.start
    for note in notes:
        if at <= note.start < point.end:
            number = len(note.number or "")
            pieces.append(document.text[at : note.start].rstrip()[: -number or None])
            at = note.end
    return " ".join([*pieces, document.text[at : point.end]])


def furniture_inside(path: Path, texts: Sequence[str]) -> list[str]:
    """Running heads, feet and page numbers that stand inside a point, told from PDFium's plain lines alone."""
    pages = [[line.strip() for line in page.splitlines() if line.strip()] for page in _pages(path)]
    counts = Counter(template for page in pages for template in {_template(line) for line in page})
    inside = []
    for i, line, before, after in _neighbours(pages):
        repeated = len(pages) > 1 and counts[_template(line)] >= max(2, len(pages) / 2)
        if line.isdigit() and int(line) <= 2 * len(pages):
            wanted = [f"{before} {line}"] * bool(before) + [f"{line} {after}"] * bool(after)
        elif repeated and any(letter.isalpha() for letter in line):
            wanted = [line]
        else:
            continue
        inside += [f"page {i}: {w}" for w in wanted if any(_contains(text, w) for text in texts)]
    return inside


def _template(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _neighbours(pages: Sequence[Sequence[str]]) -> Iterator[tuple[int, str, str, str]]:
    """Every line with the words before and after it, on the next page, too."""
    flat = [(i, line) for i, page in enumerate(pages, 1) for line in page]
    for at, (i, line) in enumerate(flat):
        before = " ".join(flat[at - 1][1].split()[-NEIGHBOURS:]) if at else ""
        after = " ".join(flat[at + 1][1].split()[:NEIGHBOURS]) if at + 1 < len(flat) else ""
        yield i, line, before, after


def _contains(text: str, wanted: str) -> bool:
    return " ".join(_words(wanted).words) in " ".join(_words(text).words)


def divided_words(path: Path, texts: Sequence[str]) -> list[str]:
    """Words that a hyphen and a space divide, or a hyphen that the file elsewhere leaves out, and the other way."""
    elsewhere = Counter(word for page in _pages(path) for line in page.splitlines() for word in _whole(line))
    found = []
    for text in texts:
        found += [text[max(0, m.start() - 12) : m.end() + 12] for m in _SUSPENDED.finditer(text)]
        found += [w for w in _HYPHENED.findall(text) if _only(w.replace("-", ""), w, elsewhere)]
        hyphened = {w.replace("-", ""): w for w in elsewhere if "-" in w}
        found += [w for w in re.findall(r"[^\W\d_]+", text) if _only(hyphened.get(w.lower(), ""), w, elsewhere)]
    return found


def _only(other: str, word: str, elsewhere: Counter[str]) -> bool:
    return elsewhere[other.lower()] > 0 and elsewhere[word.lower()] == 0


def _whole(line: str) -> list[str]:
    """The words of a line that neither its beginning nor its end may have cut."""
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.lower())[1:-1]


def _pages(path: Path) -> list[str]:
    file = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return [page.get_textpage().get_text_range() for page in file]
    finally:
        file.close()


@cache
def _document(path: Path) -> Document:
    return next(d for d in read(path.read_bytes(), path.name, ReadSettings()) if isinstance(d, Document))


if __name__ == "__main__":
    main()
