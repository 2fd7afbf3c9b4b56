"""The position coder: a machine coder that gives each answer exactly one position, with the words that decided it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from analysis.model import (
    Coder,
    CoderKind,
    Coding,
    Consultation,
    Evidence,
    Point,
    Position,
    Response,
    SegmentKind,
    position_frame,
)
from analysis.model.segments import SIGN_OFF, SIGNATURE
from analysis.positioning.answers import ANSWERS, Answer, answer_sha256, answers_of, bare_position, chosen_position
from analysis.positioning.closed_position import is_yes_or_no, yes_side
from analysis.positioning.stance_cues import ORGANISATION
from analysis.positioning.worded_position import Writer, called, worded_position
from analysis.redacting.names import is_word_of_a_body, looks_like_a_person
from analysis.text import fingerprint

BOTH, CHOSEN, WORDED, NOT_TOLD = 1.0, 0.9, 0.75, 0.5
"""Scores of a position that was chosen and that the words tell too, that was chosen, that the words tell, and that
they do not tell for sure, or at all. They are an order and no probabilities: the last lies at the cut, and so is in
doubt."""

CUT = 0.5

Decision = tuple[Position, float, list[tuple[int, int]]]
"""The position that follows from an answer, its score, and where in the document it stands."""

Decided = Mapping[str, Sequence[tuple[Point, Decision]]]
"""The answers of responses as points, each with what follows from it, by their documents."""

_NOTHING: Decided = {}


def position_coder(consultation: Consultation) -> Coder:
    """Return the machine coder of a consultation's positions; rules or settings that change make it another one."""
    settings = [(q.key, q.text, q.positions, q.has_position) for q in consultation.questions]
    identity = fingerprint(repr((_method_sha256(), settings, consultation.has_position)))[:12]
    return Coder(identity, CoderKind.MACHINE, "machine")


@cache
def _method_sha256() -> str:
    sources = sorted((file.name, file.read_text("utf-8")) for file in files(__package__).iterdir() if file.is_file())
    return fingerprint(repr([source for source in sources if source[0].endswith(".py")]))


def position_codings(
    responses: Iterable[Response],
    consultation: Consultation,
    time: str,
    decided: Decided = _NOTHING,
) -> Iterator[Coding]:
    """Yield a coding of every answer of these responses; what was ``decided`` of some before is not decided again."""
    coder = position_coder(consultation)
    for response in responses:
        known = decided.get(response.document.name)
        if known is None:
            answers = answers_of(response, consultation)
            writer = writer_of(response)
            known = [(answer.point, _decided(answer, response, writer)) for answer in answers]
        yield from (_coding(point, response, coder, time, decision) for point, decision in known)


def decisions(responses: Iterable[Response], consultation: Consultation) -> list[list[Decision]]:
    """Return what follows from each answer of each response."""
    return [
        [_decided(one, response, writer) for one in answers_of(response, consultation)]
        for response, writer in ((response, writer_of(response)) for response in responses)
    ]


def _coding(point: Point, response: Response, coder: Coder, time: str, decision: Decision) -> Coding:
    position, score, spans = decision
    return Coding(
        point=point.key,
        coder=coder,
        codebook=position_frame().version,
        segmentation=ANSWERS,
        themes=frozenset({position.value}),
        time=time,
        scores=_scores(position, score),
        evidence=tuple(Evidence(position.value, start, end, 1.0) for start, end in spans),
        text_sha256=answer_sha256(point.question, response.text_of(point)),
        cuts=_cuts(),
    )


@cache
def _scores(position: Position, score: float) -> tuple[tuple[str, float], ...]:
    """Return the scores that all codings of a position with this score have."""
    return tuple((key, score if key == position else 0.0) for key in position_frame().keys)


@cache
def _cuts() -> tuple[tuple[str, float], ...]:
    return tuple((key, CUT) for key in position_frame().keys)


def writer_of(response: Response) -> Writer:
    """Return who wrote a response, as the register names them, or else the body that is named below the letter.

    File names, titles and first lines name those who are written to as often, and so say nothing.
    """
    given = response.respondent.name
    parts = [part.strip() for part in _PARTS.split(given or "") if part.strip()]
    below = "" if given else _signed_by(response)
    body = next((part for part in parts if not looks_like_a_person(part)), below)
    kind = called(response.respondent.type or "")
    heads = {*_heads(called(body)), *(head for head in _heads(kind) if _is_of_a_body(head))}
    return Writer(called(body or given or ""), frozenset(heads), bool(given) and not looks_like_a_person(given or ""))


_PARTS = re.compile(r"[,;()/|]| [-–—] ")
_BODY_LINE = re.compile(r"[A-Z][\w'’&-]*(?: (?:[A-Z&][\w'’&-]*|of|for|the|and|in))+")
_ON = re.compile(r" (?:of|for|against|in|at|on|to|from|near|by|with)\b.*")


def _signed_by(response: Response) -> str:
    """Return the body that a line below a letter names, if it names one."""
    segments = response.segmentation.segments
    below = [one for one in segments if one.kind is SegmentKind.FURNITURE and one.reason in (SIGN_OFF, SIGNATURE)]
    lines = (line.strip() for one in below for line in response.text_of(one).splitlines())
    return next((line for line in lines if _BODY_LINE.fullmatch(line) and _has_word_of_a_body(line)), "")


def _has_word_of_a_body(line: str) -> bool:
    return any(word[0].isupper() and is_word_of_a_body(word) for word in line.split())


def _heads(name: str) -> Iterator[str]:
    """Yield what a body is called for short: the council, the district council; friends and residents are others."""
    words = _ON.sub("", name).split()
    if words and not words[-1].endswith("s"):
        yield from (" ".join(words[start:]) for start in range(len(words)))


def _is_of_a_body(head: str) -> bool:
    return head.endswith(("council", "authority")) or ORGANISATION.match(f"the {head}") is not None


def _decided(answer: Answer, response: Response, writer: Writer) -> Decision:
    chosen = chosen_position(answer, response)
    said = (*answer.points, *(answer.explanation if chosen is not None else ()))
    texts = [response.own_words_of(segment) for segment in said]
    worded = worded_position(texts, is_yes_or_no(answer.question), yes_side(answer.question), writer)
    if chosen is not None:
        score = BOTH if worded.position is chosen and worded.evidence else CHOSEN
        return chosen, score, [(segment.start, segment.end) for segment in answer.chosen]
    if (bare := bare_position(answer, response)) is not None:
        return bare, WORDED, [(segment.start, segment.end) for segment in answer.bare]
    starts = [segment.start for segment in said]
    spans = [(starts[number] + span.start, starts[number] + span.end) for number, span in worded.evidence]
    is_told = worded.is_sure and worded.position is not Position.UNCLEAR
    return worded.position, WORDED if is_told else NOT_TOLD, spans
