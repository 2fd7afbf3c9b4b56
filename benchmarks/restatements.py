"""Which points of a summary restate which points of the body: against people's links, and how many are found elsewhere.

The floor links each point of the gold's summary to the body's nearest point by the cosine of TF-IDF; the peer links
every two whose cosine reaches the cut that is best on the gold itself, which no real user could choose. A transplant is
a summary before the body of another document: whatever is linked there is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.app.single_file import read
from analysis.matching import restatements
from analysis.model import Document, Link, Point, Respondent, Response, Segment, Segmentation, SegmentKind
from analysis.splitting import segment
from benchmarks.data import ROOT, SHARED

GOLD = SHARED / "gold" / "sesl-seec.json"
SUMMARIES = ("004_4def173543fe0b08.txt", "01-regional-partnership.md")
CUTS = np.arange(0.05, 0.95, 0.05)

Pairs = set[tuple[str, str]]


def main() -> None:
    """Print precision and recall on the gold, links in every other document, and links between strangers."""
    responses = [response(path) for path in documents()]
    by_name = {found.document.name: found for found in responses}
    cut = _against_people(by_name[SUMMARIES[0]])
    _elsewhere([found for found in responses if found.document.name != SUMMARIES[0]])
    _transplanted(by_name, cut)


def documents() -> Iterator[Path]:
    """Every document that is here: the seeds, the worked example, real submissions and official papers."""
    yield from sorted((SHARED / "seeds").glob("*.txt"))
    yield from sorted((ROOT / "responses").glob("[01]*"))
    for kind in ("*.pdf", "*.docx"):
        yield from sorted((SHARED / "data" / "documents").glob(kind))


def response(path: Path) -> Response:
    """A file, read and divided."""
    document = read(path)
    return Response(path.name, Respondent(), document, segment(document))


def _against_people(submission: Response) -> float:
    """Print the figures on the gold; the cosine that serves the peer best there."""
    gold = {(p["label"], q) for p in json.loads(GOLD.read_text(encoding="utf-8"))["points"] for q in p["restated_in"]}
    near = _cosines(submission)
    nearest = {(a, max(row, key=lambda b: row[b])) for a, row in near.items()}
    cut = float(max(CUTS, key=lambda c: _f1(_reaching(near, c), gold)))
    print(f"## The SESL/SEEC submission: {len(gold)} links between 10 points of a summary and the body\n")
    print("| method | links | precision | recall |\n|---|---|---|---|")
    _row("TF-IDF cosine, the nearest point of the body (floor)", nearest, gold)
    _row(f"TF-IDF cosine, all pairs from {cut:.2f}, the best cut for this gold (peer)", _reaching(near, cut), gold)
    _row("Everypoint", _labelled(submission, restatements(submission)), gold)
    return cut


def _cosines(submission: Response) -> dict[str, dict[str, float]]:
    """The cosine of each point of the summary with each of the body, by their labels."""
    points = list(submission.points)
    table = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(map(submission.text_of, points))
    cosines = (table @ table.T).toarray()
    body = [j for j, q in enumerate(points) if not _in_summary(q)]
    return {
        p.label: {points[j].label: float(cosines[i, j]) for j in body} for i, p in enumerate(points) if _in_summary(p)
    }


def _in_summary(point: Point) -> bool:
    return point.section[:1] == ("Summary",)


def _reaching(near: dict[str, dict[str, float]], cut: float) -> Pairs:
    return {(a, b) for a, row in near.items() for b, cosine in row.items() if cosine >= cut}


def _labelled(found: Response, links: Sequence[Link]) -> Pairs:
    labels = {point.key: point.label for point in found.points}
    return {(labels[link.first], labels[link.second]) for link in links}


def _f1(found: Pairs, gold: Pairs) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


def _row(name: str, found: Pairs, gold: Pairs) -> None:
    hit = len(found & gold)
    print(f"| {name} | {len(found)} | {hit / max(1, len(found)):.2f} | {hit / len(gold):.2f} |")


def _elsewhere(responses: Sequence[Response]) -> None:
    print(f"\n## Links in {len(responses)} other documents\n")
    print("To be judged by eye; a document that is not named has none.\n")
    for found in responses:
        links = restatements(found)
        if links:
            labels = {point.key: point.label for point in found.points}
            said = ", ".join(f"{labels[link.first]} → {labels[link.second]} ({link.similarity:.2f})" for link in links)
            print(f"- {found.document.name}, {len(labels)} points: {said}")


def _transplanted(by_name: dict[str, Response], cut: float) -> None:
    tried = wrong = peers = 0
    for name in SUMMARIES:
        summary = [point for point in by_name[name].points if _in_summary(point)]
        for other in by_name.values():
            if other.document.name != name:
                own, made = transplant(by_name[name], summary, other)
                tried += 1
                wrong += sum(link.first.start < own for link in restatements(made))
                peers += len(_reaching(_cosines(made), cut))
    print(
        f"\n## Transplants\n\n{tried} summaries before another document's points, where every link is wrong: ", end=""
    )
    print(f"{wrong} links by Everypoint, {peers} by the peer.")


def transplant(giver: Response, summary: Sequence[Point], other: Response) -> tuple[int, Response]:
    """Some points of a response before all of another's outside a summary, and where the latter begin."""
    taken = [(giver, point) for point in summary]
    taken += [(other, point) for point in other.points if not _in_summary(point)]
    text, segments, own = "", [], 0
    for n, (source, point) in enumerate(taken):
        words = source.text_of(point)
        own = len(text) if n == len(summary) else own
        end = len(text) + len(words)
        segments.append(Segment(SegmentKind.POINT, len(text), end, label=point.label, section=point.section))
        segments.append(Segment(SegmentKind.GAP, end, end + 2))
        text += f"{words}\n\n"
    return own, Response("x", Respondent(), Document("x", text), Segmentation("x", "benchmark", tuple(segments)))


if __name__ == "__main__":
    main()
