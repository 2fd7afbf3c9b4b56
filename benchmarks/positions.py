"""Positions from words: how many are decided, and how many of those are right, beside two floors.

166 answers in four styles (letters, survey answers, campaign mails, single requests), of our own words and labelled
before any rule of their style was written; every other one (``written.jsonl``) was at hand while the rules were, the
others (``kept.jsonl``) were not looked at. Both were written by whoever wrote the rules, so both flatter them. Likewise
60 sentences on a limit, opening hours and a fee, where a cue is denied, reported, conditional or passive; the kept ones
were seen once before the end. Beside them the stances of ArgKP: its arguments hardly ever say that they are for or
against, so what counts there is how few are decided wrongly.
Then 60 sentences of plain speech by officials, residents and businesses, and in Welsh, written before the rules of
``evaluations``.

Floors: the commonest position of the written half, and the sentiment of NLTK's VADER, where its lexicon is installed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.model import Position
from analysis.positioning.worded_position import worded_position
from benchmarks.data import SHARED

FOLDER = Path(__file__).parent / "position_sentences"
HALVES = {
    "written": "The half at hand while the rules were written",
    "kept": "The half kept apart",
    "turned_written": "Stands that are turned, the half at hand",
    "turned_kept": "Stands that are turned, the half kept apart",
    "plain_written": "Plain speech, in English and Welsh, the half at hand",
    "plain_kept": "Plain speech, the half kept apart",
}

Case = tuple[str, str, Position]
"""Style, text, position."""

Decide = Callable[[str, str], Position]
"""The position of a text, given its style."""


def cases(half: str) -> list[Case]:
    """Read one half of the answers."""
    lines = (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines()
    return [(row["style"], row["text"], Position(row["position"])) for row in map(json.loads, lines)]


def stances() -> Iterator[Case]:
    """Yield ArgKP's arguments with their stance on their topic, by the half of the topics that they belong to."""
    path = SHARED / "data/labelled/argkp-train-dev.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []
    halves: dict[str, str] = {}
    for topic in sorted({row["doc"].rpartition(" | ")[0] for row in rows}):
        halves[topic] = ("first", "second")[len(halves) % 2]
    for row in rows:
        topic, _, side = row["doc"].rpartition(" | ")
        yield halves[topic], row["text"], Position.SUPPORT if side == "pro" else Position.OPPOSE


def by_rules(style: str, text: str) -> Position:
    """Decide by the rules; survey answers are to a question that yes or no can answer."""
    return worded_position([text], is_yes_or_no=style == "answer").position


def by_sentiment() -> Decide | None:
    """Decide by VADER with its own cuts, or None where its lexicon is not installed."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    try:
        analyser = SentimentIntensityAnalyzer()
    except LookupError:
        return None

    def decide(_: str, text: str) -> Position:
        compound = analyser.polarity_scores(text)["compound"]
        return Position.SUPPORT if compound >= 0.05 else Position.OPPOSE if compound <= -0.05 else Position.UNCLEAR

    return decide


def row(name: str, found: list[Case], decide: Decide) -> str:
    """Return a line: accuracy, how many are decided, and precision and recall of what is."""
    got = [(decide(style, text), wanted) for style, text, wanted in found]
    decided = [(position, wanted) for position, wanted in got if position is not Position.UNCLEAR]
    right, takers = sum(a is b for a, b in decided), sum(wanted is not Position.UNCLEAR for _, wanted in got)
    accuracy = sum(a is b for a, b in got) / len(got)
    precision = f"{right / len(decided):.3f}" if decided else "–"
    return f"| {name} | {len(got)} | {accuracy:.3f} | {len(decided)} | {precision} | {right / takers:.3f} |"


def main() -> None:
    """Print each half of the answers, by style, then ArgKP."""
    written = [wanted for _, _, wanted in cases("written")]
    commonest = max(Position, key=written.count)
    ways: dict[str, Decide] = {"rules": by_rules, f"commonest ({commonest}), floor": lambda *_: commonest}
    sentiment = by_sentiment()
    if sentiment:
        ways["VADER, floor"] = sentiment
    head = "| | answers | accuracy | decided | precision of these | recall |\n|---|---|---|---|---|---|"
    for half, title in HALVES.items():
        print(f"## {title}\n\n{head}")
        for name, decide in ways.items():
            print(row(name, cases(half), decide))
        for style in dict.fromkeys(style for style, _, _ in cases(half)):
            print(row(f"rules, {style}", [one for one in cases(half) if one[0] == style], by_rules))
        print()
    if not sentiment:
        print("VADER’s lexicon is not installed, so its floor is left out.\n")
    arguments = list(stances())
    if arguments:
        print(f"## ArgKP, 6,515 arguments with a stance\n\n{head}")
        for half in ("first", "second"):
            print(row(f"rules, {half} half of the topics", [one for one in arguments if one[0] == half], by_rules))


if __name__ == "__main__":
    main()
