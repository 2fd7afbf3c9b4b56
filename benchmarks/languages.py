"""Which language answers are in: told of short ones in 21 languages, and English and German ones called another.

Floor: everything is English. Peer: lingua, which is made for short texts. The answers are those of the tests, in our
own words; the others are all texts of five words or more of four labelled sets.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from lingua import LanguageDetectorBuilder

from analysis.languages.detection import ENGLISH, UNRECOGNISED, detect
from analysis.text import words
from benchmarks.data import SHARED
from tests.languages.answers import ANSWERS, ENGLISH_ANSWERS

SETS = {"nhs-fft-neas": "en", "srai-questions": "en", "argkp-train-dev": "en", "cimt-cycling-bonn": "de"}
PEER_TEXTS = 500
"""Texts of each set that the peer is given, which is much slower."""

Detector = Callable[[str], str]


def main() -> None:
    """Print the tables."""
    detectors: dict[str, Detector] = {"as used here": detect, "everything is English": lambda _: ENGLISH}
    detectors["lingua"] = _lingua()
    print("| told by | right of the short answers | not recognised | English jargon called another language |")
    print("|---|---|---|---|")
    for name, told_by in detectors.items():
        _short_answers(name, told_by)
    print("\n| told by | set | texts | called another language | not recognised | processor seconds for 1,000 |")
    print("|---|---|---|---|---|---|")
    for file, language in SETS.items():
        texts = list(_texts(file))
        for name, told_by in detectors.items():
            _long_answers(name, told_by, file, language, texts[:PEER_TEXTS] if name == "lingua" else texts)


def _short_answers(name: str, told_by: Detector) -> None:
    told = [(language, told_by(text)) for language, texts in ANSWERS.items() for text in texts]
    right = sum(language == found for language, found in told)
    unsure = sum(found == UNRECOGNISED for _, found in told)
    foreign = sum(told_by(text) not in (ENGLISH, UNRECOGNISED, "") for text in ENGLISH_ANSWERS)
    print(f"| {name} | {right} of {len(told)} | {unsure} | {foreign} of {len(ENGLISH_ANSWERS)} |")


def _long_answers(name: str, told_by: Detector, file: str, language: str, texts: list[str]) -> None:
    start = time.process_time()
    told = [told_by(text) for text in texts]
    seconds = (time.process_time() - start) / len(texts) * 1000
    other = sum(found not in (language, UNRECOGNISED, "") for found in told)
    print(f"| {name} | {file} | {len(texts):,} | {other} | {told.count(UNRECOGNISED)} | {seconds:.2f} |")


def _texts(file: str) -> Iterator[str]:
    lines = (SHARED / f"data/labelled/{file}.jsonl").read_text(encoding="utf-8").splitlines()
    yield from (text for text in sorted({json.loads(line)["text"] for line in lines}) if len(words(text)) >= 5)


def _lingua() -> Detector:
    detector = LanguageDetectorBuilder.from_all_languages().build()

    def told(text: str) -> str:
        language = detector.detect_language_of(text)
        return language.iso_code_639_1.name.lower() if language else ""

    return told
