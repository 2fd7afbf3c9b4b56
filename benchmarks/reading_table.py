"""Time and memory of a very long survey export; its rows are made here, by a seeded draw of words."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter

from analysis.model import Document
from analysis.reading import ReadSettings, read
from benchmarks.readers import measured

ROWS = 500_000
SEED = 1
HEADER = ("Response ID", "Submitted", "Responding as:", "Do you agree?", "Please explain", "Any other comments?")
SENTENCE = "the council should keep its library open on Sundays because families need a warm place to read in winter"
WORDS = SENTENCE.split()


def main() -> None:
    """Print seconds and megabytes for a table of ``ROWS`` rows."""
    content = table(ROWS)
    seconds, megabytes = measured(_count, content)
    print(
        f"{ROWS:,} rows of CSV, {len(content) / 1e6:.0f} MB (seed {SEED}), read one response after the other: ", end=""
    )
    print(f"{seconds:.0f} seconds, {megabytes:,.0f} MB at most, the bytes of the file among them.")


def table(rows: int) -> bytes:
    """An export of a survey."""
    draw, out = random.Random(SEED), io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for row in range(rows):
        kind, answer = draw.choice(("resident", "charity", "council")), draw.choice(("Yes", "No", "Don't know"))
        texts = (" ".join(draw.choices(WORDS, k=draw.randint(5, 60))).capitalize() + "." for _ in range(2))
        writer.writerow((f"ANON-{row}", "2024-01-02 10:00", kind, answer, *texts))
    return out.getvalue().encode()


def _count(content: bytes) -> object:
    return Counter(isinstance(one, Document) for one in read(content, "survey.csv", ReadSettings()))


if __name__ == "__main__":
    main()
