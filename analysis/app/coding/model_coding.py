"""Coding with a model: its answers, and what the local classifier makes of the rest, as one machine coder's codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.app.coding.model_choice import asked_points
from analysis.app.coding.model_sending import Asked
from analysis.app.context import AppContext
from analysis.app.ingest.ingest import take_in
from analysis.app.snapshot.answer_snapshot import answers_in
from analysis.app.snapshot.machine_identity import chosen_model, needs_local, training
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.errors import ModelError
from analysis.model import Coding, Evidence, ModelCoder, ModelMode, Outcome, PointKey
from analysis.positioning.position_coder import WORDED
from analysis.prompting.model_answers import ReadAnswer, read_coding, read_position
from analysis.store import FAILED, AnswerCache
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.classifying import ThemeClassifier

TO_ASK = (
    "{points} are to be coded by the model {model} first. `everypoint code` says what is sent where and what it costs, "
    "and asks before anything is sent; so does the page Code with a model."
)


def cache_of(app: AppContext) -> AnswerCache:
    """Return what models answered in this workspace."""
    return AnswerCache(app.workspace.state)


def forget_answers(app: AppContext) -> None:
    """Forget what models answered about words that stand in no response any more: an answer quotes them."""
    cache = cache_of(app)
    if not cache.is_empty:
        corpus = take_in(app, keep=False)
        cache.keep_only({*corpus.digests.values(), *answers_in(corpus).digests.values()})


def read_answers(app: AppContext, snapshot: Snapshot, coder: ModelCoder) -> dict[int, ReadAnswer]:
    """Return what the model answered about each point that it was to be asked about, by the point's place.

    Raises ModelError where it was not asked yet.
    """
    cache, keys = cache_of(app), frozenset(snapshot.codebook.keys)
    asked, _ = asked_points(snapshot, coder)
    answers: dict[int, ReadAnswer] = {}
    missing = 0
    for one in asked:
        kept = cache.get(one.request.text_sha256, one.request.key)
        if kept is None:
            missing += 1
        else:
            answers[one.place] = _read(snapshot, kept, keys, one)
    if missing:
        raise ModelError(TO_ASK.format(points=plural(missing, "point"), model=coder.model))
    return answers


def _read(snapshot: Snapshot, kept: Mapping[str, object], keys: frozenset[str], one: Asked) -> ReadAnswer:
    if FAILED in kept:
        return ReadAnswer(problem=str(kept[FAILED]))
    read = read_position if isinstance(snapshot, PositionSnapshot) else read_coding
    return read(kept, keys, one.sent)


def model_codings(
    app: AppContext, snapshot: Snapshot, rows: Sequence[int], divided_by: Mapping[str, str], chunk_size: int
) -> Iterator[Coding]:
    """Yield the codings of the points in some rows: the model's where it was asked, else the local classifier's."""
    from analysis.classifying import code

    coder = chosen_model(snapshot.corpus.consultation)
    assert coder is not None
    answers = read_answers(app, snapshot, coder)
    local = _taught(snapshot, answers) if coder.mode is ModelMode.TEACH else None
    if local is None and needs_local(snapshot, coder):
        local = snapshot.classifier
    corpus, time = snapshot.corpus, app.clock()
    given = ((corpus.points[place].key, one) for place, one in answers.items() if coder.mode is ModelMode.TEACH)
    taught = [(point, frozenset(code.key for code in one.given)) for point, one in given]
    for start in app.track(range(0, len(rows), chunk_size), "Coding"):
        chunk = rows[start : start + chunk_size]
        rest = [row for row in chunk if row not in answers]
        if rest and local is not None:
            points, texts = [corpus.points[row] for row in rest], [corpus.texts[row] for row in rest]
            by_local = code(local, points, texts, [divided_by[point.document] for point in points], time)
            yield from snapshot.as_read(by_local, taught)
        for row in chunk:
            if row in answers:
                yield _coding(snapshot, row, answers[row], divided_by, time)


def _taught(snapshot: Snapshot, answers: Mapping[int, ReadAnswer]) -> ThemeClassifier:
    """Return the local classifier with what the model answered as lessons, where people have not coded.

    They are lessons of this classifier alone: no other learns from them, and no figure counts them as people's.
    """
    from analysis.classifying import ThemeClassifier

    texts, theme_sets, contexts, unanswered = training(snapshot)
    for place, answer in answers.items():
        if theme_sets[place] is None and not answer.problem:
            theme_sets[place] = snapshot.codebook.with_wider(one.key for one in answer.given)
    return ThemeClassifier(snapshot.codebook).fit(texts, theme_sets, contexts, unanswered, space=snapshot.feature_space)


def _coding(snapshot: Snapshot, row: int, answer: ReadAnswer, divided_by: Mapping[str, str], time: str) -> Coding:
    """Return an answer as a coding; one that cannot be used leaves the point to a person, with the reason."""
    point = snapshot.corpus.points[row]
    evidence = dict.fromkeys(Evidence(one.key, one.span.start, one.span.end, 1.0) for one in answer.given)
    return Coding(
        point=point.key,
        coder=snapshot.machine,
        codebook=snapshot.codebook.version,
        segmentation=divided_by[point.document],
        themes=frozenset(one.key for one in answer.given),
        time=time,
        evidence=tuple(sorted(evidence, key=lambda one: (one.start, one.end, one.theme))),
        memo=answer.memo,
        outcome=Outcome.CANNOT_TELL if answer.problem else Outcome.CODED,
        text_sha256=snapshot.digests[point.key],
    )


def model_positions(app: AppContext, answers: PositionSnapshot, by_rules: Sequence[Coding]) -> list[Coding]:
    """Return codings of positions with what the model says in place of what the rules made of written words.

    Where its answer cannot be used, what the rules say stands, with the reason as its memo.
    """
    coder = answers.corpus.consultation.coder
    assert coder is not None
    said = {answers.corpus.points[place].key: one for place, one in read_answers(app, answers, coder).items()}
    return [_position(answers, coding, said.get(coding.point)) for coding in by_rules]


def _position(answers: PositionSnapshot, by_rules: Coding, answer: ReadAnswer | None) -> Coding:
    coding = replace(by_rules, coder=answers.machine)
    if answer is None or answer.problem:
        return replace(coding, memo=answer.problem if answer else "")
    (one,) = answer.given
    return replace(
        coding,
        themes=frozenset({one.key}),
        scores=tuple((key, WORDED if key == one.key else 0.0) for key, _ in coding.scores),
        evidence=(Evidence(one.key, one.span.start, one.span.end, 1.0),),
    )


def answered_since(app: AppContext, snapshot: Snapshot) -> frozenset[PointKey]:
    """Return the points that were left to a person for want of an answer, and that have one now."""
    coder = chosen_model(snapshot.corpus.consultation)
    if coder is None:
        return frozenset()
    last = {coding.point: coding for coding in snapshot.machine_codings(snapshot.machine.id)}
    without = {point for point, coding in last.items() if coding.outcome is Outcome.CANNOT_TELL and coding.is_of_model}
    if not without:
        return frozenset()
    answers = read_answers(app, snapshot, coder)
    points = snapshot.corpus.points
    return frozenset(
        points[place].key for place, one in answers.items() if not one.problem and points[place].key in without
    )


def unanswered_points(snapshot: Snapshot) -> int:
    """Return how many points are for a person because a model gave no answer that can be used."""
    return sum(snapshot.resolved[point.key].coding.is_of_model for point in snapshot.for_person)
