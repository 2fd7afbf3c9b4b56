"""Consultations of any size, made by a seed: rows of a survey, documents of three formats, campaigns.

The sentences are those of the project's own street survey, with the themes that it has, and of the shared sets: answers
of patients and arguments, so that the words vary as people's do. An answer is one to four sentences, or nothing much.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import tomlkit

from benchmarks.council_survey import LENGTHS, NONE_SHARE, SentenceBank, banks
from benchmarks.data import SHARED

HEADERS = (
    *("Response ID", "Date submitted", "Are you responding as", "May we publish your response?"),
    *("Do you agree with the proposal?", "Please explain your answer", "What would you change?", "Any other comments"),
    "Email",
)
ANSWERED = (0.9, 0.6, 0.3)
"""The share of respondents who write something in each of the three boxes."""

OWN = 0.5
"""The share of sentences that are the survey's own, and raise its themes."""

TYPES, PUBLISH, AGREE = (
    ("Individual", "Council", "Charity"),
    ("Yes", "No", "Yes, anonymously"),
    ("Agree", "Disagree", "Neither"),
)
SEED = 1
FORMATS = ("txt", "docx", "pdf")
PARAGRAPHS = 4
"""Numbered paragraphs in a document, of one answer each."""

PERSONAL = 0.3
"""The share of campaign letters to which their sender has added a sentence."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Author:
    """Writes answers, by a seed."""

    def __init__(self, seed: int = SEED) -> None:
        """Gather the sentences."""
        self.drawn = np.random.default_rng(seed)
        self._bank = banks()["street"]
        self._sentences = [text for text, _ in self._bank.sentences]
        self._others = list(_shared_sentences())

    def answer(self) -> str:
        """Return what somebody writes in a box."""
        if self.drawn.random() < NONE_SHARE:
            return str(self.drawn.choice(self._bank.fillers))
        number = self.drawn.choice(list(LENGTHS), p=list(LENGTHS.values()))
        return " ".join(self.sentence() for _ in range(number))

    def sentence(self) -> str:
        """Return one sentence: the survey's own, or anybody's."""
        sentences = self._sentences if self.drawn.random() < OWN else self._others
        return sentences[self.drawn.integers(len(sentences))].strip()

    def letter(self) -> str:
        """Return a letter of numbered paragraphs."""
        paragraphs = (f"{n}. {self.sentence()} {self.answer()}" for n in range(1, PARAGRAPHS + 1))
        return "\n\n".join(paragraphs) + "\n"


def _shared_sentences() -> Iterator[str]:
    for name in ("nhs-fft-neas", "argkp-train-dev"):
        lines = (SHARED / "data" / "labelled" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for line in lines:
            for sentence in _SENTENCE.split(json.loads(line)["text"].strip()):
                yield sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def write_survey(file: Path, rows: int, seed: int = SEED) -> None:
    """Write the export of a survey; rows of a smaller survey are the first ones of a larger."""
    author, table = Author(seed), io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADERS)
    for i in range(rows):
        closed = (author.drawn.choice(TYPES), author.drawn.choice(PUBLISH), author.drawn.choice(AGREE))
        answers = [author.answer() if author.drawn.random() < share else "" for share in ANSWERED]
        writer.writerow((f"ANON-{i:07}", f"2026-03-{1 + i % 28:02}", *closed, *answers, f"p{i}@example.org"))
    file.write_text(table.getvalue(), encoding="utf-8")


def write_documents(folder: Path, number: int, seed: int = SEED, formats: tuple[str, ...] = FORMATS) -> None:
    """Write short documents of numbered paragraphs, one format after the other in turn."""
    author = Author(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        kind = formats[i % len(formats)]
        _WRITERS[kind](folder / f"letter-{i:06}.{kind}", author.letter())


def write_campaigns(folder: Path, letters: int, senders: int, seed: int = SEED) -> None:
    """Write so many letters, each sent by so many people, some of whom add a sentence of their own."""
    author = Author(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for campaign in range(letters):
        letter = author.letter()
        for sender in range(senders):
            own = f"\n{author.sentence()}\n" if author.drawn.random() < PERSONAL else ""
            (folder / f"campaign-{campaign:03}-{sender:06}.txt").write_text(letter + own, encoding="utf-8")


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _write_docx(file: Path, text: str) -> None:
    from docx import Document

    document = Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph.strip())
    document.save(str(file))


def _write_pdf(file: Path, text: str) -> None:
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(file)).build([Paragraph(escape(paragraph), style) for paragraph in text.split("\n\n")])


_WRITERS = {"txt": _write_text, "docx": _write_docx, "pdf": _write_pdf}


def write_consultation(workspace: Path) -> Path:
    """Write a workspace that asks what the survey asks, with its codebook; return its folder of responses."""
    responses = workspace / "responses"
    responses.mkdir(parents=True)
    (responses / "consultation.toml").write_text(consultation_toml(banks()["street"]), encoding="utf-8")
    return responses


def consultation_toml(bank: SentenceBank, changed: str = "") -> str:
    """Return the consultation of a sentence bank; a theme that is named has one keyword more."""
    themes = [
        {
            "key": theme.key,
            "name": theme.name,
            "definition": theme.definition,
            "keywords": [*theme.keywords, *(["kerb"] if theme.key == changed else [])],
            "examples": list(theme.examples),
        }
        for theme in bank.codebook.themes
    ]
    consultation = {"title": "A street for everybody", "respondent_types": [kind.lower() for kind in TYPES]}
    text = tomlkit.dumps({"consultation": consultation, "theme": themes})
    tomllib.loads(text)
    return text
