"""The frame of positions: a corpus of which the points are answers, so that whatever codes, audits and counts points by
themes does so with answers by positions (ADR 36)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from analysis.app.corpus import Corpus
from analysis.model import Audit, Codebook, Coding, PointKey, is_position_frame, position_frame
from analysis.positioning.answers import answer_sha256, as_points
from analysis.tally.passages.citations import Citation
from analysis.tally.questions.positions import PROPOSAL


@dataclass(frozen=True)
class AnswerCorpus(Corpus):
    """A corpus of which the points are answers, and the codebook is the frame of positions."""

    @cached_property
    def digests(self) -> dict[PointKey, str]:
        """Return all answers, in order, with the digest by which each is found again."""
        return {
            point.key: answer_sha256(point.question, words)
            for point, words in zip(self.points, self.texts, strict=True)
        }

    @cached_property
    def citations(self) -> dict[PointKey, Citation]:
        """Return what each answer is called: its response, and the question that it answers."""
        return {
            point.key: Citation(self.labels[point.document], f"({point.question or PROPOSAL})") for point in self.points
        }


def answers_in(corpus: Corpus) -> AnswerCorpus:
    """Return the answers of a corpus, as a corpus."""
    consultation = corpus.consultation
    return AnswerCorpus(
        consultation=replace(consultation, codebook=position_frame()),
        known=corpus.known,
        sources=corpus.sources,
        responses=tuple(as_points(response, consultation) for response in corpus.responses),
        skipped=corpus.skipped,
        taken_out=corpus.taken_out,
        template_folders=corpus.template_folders,
    )


@dataclass(frozen=True, slots=True)
class Frames:
    """Records told apart by their frame: those about themes and those about positions."""

    versions: frozenset[str]

    @classmethod
    def of(cls, codebooks: Mapping[str, Codebook]) -> Frames:
        """Return what tells frames apart, given every codebook that anything was coded with."""
        recorded = {version for version, codebook in codebooks.items() if is_position_frame(codebook)}
        return cls(frozenset({*recorded, position_frame().version}))

    def codings(self, codings: Iterable[Coding]) -> dict[str, tuple[Coding, ...]]:
        """Return the codings of each frame, by the snapshot's fields that hold them."""
        told = [(coding.codebook in self.versions, coding) for coding in codings]
        return {
            "codings": tuple(coding for is_position, coding in told if not is_position),
            "position_codings": tuple(coding for is_position, coding in told if is_position),
        }

    def audits(self, audits: Mapping[str, Audit]) -> dict[str, dict[str, Audit]]:
        """Return the audits of each frame, by the snapshot's fields that hold them."""
        positions = {name: audit for name, audit in audits.items() if audit.codebook in self.versions}
        return {
            "audits": {name: audit for name, audit in audits.items() if name not in positions},
            "position_audits": positions,
        }
