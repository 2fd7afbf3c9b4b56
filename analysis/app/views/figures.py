"""Figures for pages: the coding of every point that counts now, and the tally, cached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.app.coding.position_coding import chosen_positions, taken_positions
from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.points_in_figures import responses_in_figures
from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.snapshot_cache import Latest, SnapshotCache
from analysis.auditing import resolve
from analysis.auditing.blinding import HiddenPoints
from analysis.auditing.resolution.audit_state import is_taken_back
from analysis.model import (
    Accuracy,
    Coding,
    Document,
    Ledger,
    Letters,
    Link,
    Outcome,
    Point,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
    response_anchor,
)
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.passages.refs import Listed, Ref
from analysis.tally.passages.response_views import letter_numbers
from analysis.tally.repeated_arguments import argument_of, points_in_full
from analysis.tally.report import Report


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point with all that lists ask of it.

    ``name`` is its citation ("R3.9"), ``own_number`` its author's ("(a)"), ``anchor`` its address in the report,
    ``words`` its text in small letters. ``coders`` are the ids of the people who judged it; ``choice`` is None where
    nobody has, and no machine either. ``text`` is the SHA-256 of its words as they were received. ``position`` is what
    counts of the position of whoever makes it on its question, or on the proposal; None where there is none, or it is
    hidden. ``letter`` is that of a letter of fewer respondents than a campaign. ``counted_question`` is that under
    which a theme counts it, which is another where it says again what stands there in full. ``stands_on`` is that of
    ``position``, which is another where it gives the reasons for an answer. ``highest_score`` is the machine's of any
    theme, negative where the coding that counts has none.
    """

    number: int
    anchor: str
    name: str
    point: Point
    respondent: Respondent
    campaign: int | None
    words: str
    choice: ResolvedCoding | None
    coders: frozenset[str]
    text: str = ""
    position: ResolvedCoding | None = None
    letter: int | None = None
    own_number: str = ""
    counted_question: str | None = None
    stands_on: str | None = None
    highest_score: float = -1.0

    @property
    def stands(self) -> str:
        """Return what that position is; empty where it is not told."""
        return min(self.position.coding.themes, default="") if self.position else ""

    @property
    def themes(self) -> frozenset[str]:
        """Return the themes that count."""
        return self.choice.coding.themes if self.choice else frozenset()

    @property
    def is_for_person(self) -> bool:
        """Return whether the machine cannot tell, and no person has decided."""
        return self.choice is not None and self.choice.is_for_person

    @property
    def can_be_confirmed(self) -> bool:
        """Return whether a theme was redefined since people coded it, who agree on what it raises."""
        choice = self.choice
        return bool(choice and choice.stale and not choice.disputed and choice.coding.outcome is Outcome.CODED)


@dataclass(frozen=True, slots=True)
class _CountedTexts:
    """The part that stays while documents, their division and their links stay."""

    corpus: Corpus
    letters: Letters
    folded: tuple[str, ...]
    restatements: tuple[Link, ...]
    bare: tuple[Response, ...]
    """The responses without their words and wishes: the tally counts all points for the office, and prints nothing."""


@dataclass(frozen=True, slots=True)
class CountedPoints:
    """All points, and what the tally says of them, as they stood in a ``snapshot``.

    ``again`` holds for each theme the anchors of points whose argument is counted at another point of the respondent.
    What was hidden then for a blind audit is among the ``items``, and no figure of the ``report`` tells how it is
    coded. ``people`` are those who judged any point, as (id, name). ``uncoded`` counts points that nobody has coded
    yet, and ``outdated`` those that the machine (``machine_id``) coded with another codebook than today's. ``time`` is
    when they were counted. ``left_out`` of the responses are in no figure that is published, nor are
    ``left_out_points`` of the points.
    """

    snapshot: Snapshot
    texts: _CountedTexts
    machine_id: str
    items: tuple[PointRow, ...]
    report: Report
    again: Mapping[str, frozenset[str]]
    people: tuple[tuple[str, str], ...]
    uncoded: int
    outdated: int
    time: str
    left_out: int = 0
    left_out_points: int = 0

    @property
    def corpus(self) -> Corpus:
        """Return what was received, as it was counted."""
        return self.snapshot.corpus

    @property
    def is_uncoded(self) -> bool:
        """Return whether most points are not coded yet, so that no theme has a figure."""
        return 2 * self.uncoded > len(self.items)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures counted last; ``is_newest``: nothing has changed since."""

    counted: CountedPoints
    is_newest: bool

    def hidden(self, snapshot: Snapshot) -> HiddenPoints:
        """Return what is hidden now: they may be of a moment before, and nothing drawn since is shown of them.

        The digests are those of answers too, whose positions are hidden.
        """
        latest = max(snapshot, self.counted.snapshot, key=lambda one: one.chain.records)
        return replace(latest.hidden, digests=latest.hidden.digests | latest.positions.hidden.digests)


def figures(cache: SnapshotCache, snapshot: Snapshot) -> Figures | None:
    """Return what counts now, or did a moment ago; None where a first count of any responses is still under way."""
    latest_count = cache.latest(count, snapshot)
    if latest_count is None or (not latest_count.what.corpus.responses and _are_coming(cache, latest_count)):
        return None
    return Figures(latest_count.what, latest_count.is_newest)


def _are_coming(cache: SnapshotCache, latest_count: Latest[CountedPoints]) -> bool:
    """Return whether responses are in, or being taken in, of which nothing is counted yet."""
    known_names = {source.path for source in latest_count.what.corpus.sources} | {
        skip.name for skip in latest_count.what.corpus.skipped
    }
    is_short = not known_names.issuperset(cache.status().waiting)
    return is_short or not latest_count.is_newest or cache.is_busy()


def count(app: AppContext, snapshot: Snapshot, earlier_count: CountedPoints | None = None) -> CountedPoints:
    """Count the points anew; what has not changed since the last count is taken over from it."""
    corpus, machine = snapshot.corpus, snapshot.last_machine
    texts = _counted_texts(snapshot, earlier_count.texts if earlier_count else None)
    choices = resolve([*machine.codings, *snapshot.people.codings], machine.coder.id, snapshot.translate)
    positions = _visible_positions(snapshot)
    tallied_report, published = _tally(snapshot, texts, choices, positions), responses_in_figures(corpus, choices)
    return CountedPoints(
        snapshot=snapshot,
        texts=texts,
        machine_id=machine.coder.id,
        items=tuple(_point_rows(snapshot, texts, choices, positions)),
        report=tallied_report,
        again={
            tally.theme.key: frozenset(reference.anchor for reference in tally.refs if reference.again)
            for tally in tallied_report.themes
        },
        people=tuple(sorted({(coding.coder.id, coding.coder.name) for coding in snapshot.people.codings})),
        uncoded=sum(point.key not in choices for point in corpus.points),
        outdated=sum(coding.codebook != snapshot.codebook.version for coding in machine.codings),
        time=app.clock(),
        left_out=len(corpus.responses) - len(published),
        left_out_points=len(corpus.points) - sum(1 for response in published for _ in response.points),
    )


def _visible_positions(snapshot: Snapshot) -> dict[PointKey, ResolvedCoding]:
    """Return the positions that count, but for those that are hidden for a blind audit."""
    answers = snapshot.positions
    return {point: choice for point, choice in chosen_positions(answers).items() if point not in answers.hidden.points}


def _counted_texts(snapshot: Snapshot, earlier: _CountedTexts | None) -> _CountedTexts:
    corpus = snapshot.corpus
    letters = campaigns_of(snapshot.same_letters, corpus.responses, corpus.consultation, snapshot.short_answers)
    if earlier and earlier.corpus is corpus:
        return replace(earlier, letters=letters)
    return _CountedTexts(
        corpus,
        letters,
        tuple(point_text.casefold() for point_text in corpus.texts),
        snapshot.restatements,
        tuple(map(_without_text, corpus.responses)),
    )


def _tally(
    snapshot: Snapshot,
    texts: _CountedTexts,
    choices: Mapping[PointKey, ResolvedCoding],
    positions: Mapping[PointKey, ResolvedCoding],
) -> Report:
    """Return what the tally counts, with what the last blind audit says of it.

    Of points that came since and are not coded yet the audit says nothing, and they take nothing from it.
    Hidden points are counted as points, and of no theme: else the figures would tell how they are coded.
    """
    from analysis.app.audit.audit_report import last_accuracy
    from analysis.splitting.sentences import sentences

    corpus, hidden_points = snapshot.corpus, snapshot.hidden.points
    accuracy = last_accuracy(snapshot, snapshot.last_machine.coder, choices, texts.letters) if choices else None
    visible = {point: choice for point, choice in choices.items() if point not in hidden_points}
    tallied = report(
        corpus.consultation,
        texts.bare,
        visible,
        texts.letters,
        Ledger(()),
        sentences,
        accuracy,
        texts.restatements,
        corpus.languages,
        taken_positions(snapshot.positions, positions),
        _position_accuracy(snapshot.positions, texts),
        explained=corpus.explained,
    )
    if not hidden_points:
        return tallied
    return replace(tallied, unthemed=_without_hidden(tallied.unthemed.refs, corpus, hidden_points))


def _position_accuracy(answers: PositionSnapshot, texts: _CountedTexts) -> Accuracy | None:
    """Return what the last blind audit says of positions, once any answer is coded."""
    from analysis.app.audit.audit_report import last_accuracy

    choices = chosen_positions(answers)
    return last_accuracy(answers, answers.last_machine.coder, choices, texts.letters) if choices else None


def _without_hidden(references: Sequence[Ref], corpus: Corpus, hidden_points: frozenset[PointKey]) -> Listed:
    """Return those of these points that are not hidden."""
    hidden_anchors = {
        f"{response_anchor(corpus.numbers[response.document.name])}-{point_number}"
        for response in corpus.responses
        for point_number, point in enumerate(response.points, 1)
        if point.key in hidden_points
    }
    visible_refs = tuple(reference for reference in references if reference.anchor not in hidden_anchors)
    return Listed(len(visible_refs), visible_refs)


def _without_text(response: Response) -> Response:
    respondent = replace(response.respondent, publish=Publish.YES)
    return replace(response, respondent=respondent, document=Document(response.document.name, ""))


def _coders_by_point(codings: Iterable[Coding]) -> dict[PointKey, frozenset[str]]:
    """Return who judged each point, also if they could not tell in the end, but not if they took it back."""
    coders_by_point: dict[PointKey, set[str]] = {}
    for coding in codings:
        point_coders = coders_by_point.setdefault(coding.point, set())
        if is_taken_back(coding):
            point_coders.discard(coding.coder.id)
        else:
            point_coders.add(coding.coder.id)
    return {point: frozenset(coder_ids) for point, coder_ids in coders_by_point.items()}


def _counted_questions(corpus: Corpus, restatements: Sequence[Link]) -> dict[PointKey, str | None]:
    """Return for each point that says again what another says in full the question at which a theme counts that."""
    restates = points_in_full(restatements)
    question_of = {point.key: point.question for point in corpus.points} if restates else {}
    return {point: question_of[argument_of(point, restates)] for point in restates}


def _point_rows(
    snapshot: Snapshot,
    texts: _CountedTexts,
    resolved_codings: Mapping[PointKey, ResolvedCoding],
    positions: Mapping[PointKey, ResolvedCoding],
) -> Iterator[PointRow]:
    coders_by_point = _coders_by_point(snapshot.people.codings)
    answers = {(one.document, one.question): positions.get(one.key) for one in snapshot.positions.corpus.points}
    campaigns, small = texts.letters.campaigns, texts.letters.small
    campaign_numbers, small_numbers = letter_numbers(campaigns, 1), letter_numbers(small, len(campaigns) + 1)
    folded_texts, citations = iter(texts.folded), snapshot.corpus.citations
    questions, explained = _counted_questions(snapshot.corpus, texts.restatements), snapshot.corpus.explained
    for response in snapshot.corpus.responses:
        response_number = snapshot.corpus.numbers[response.document.name]
        campaign_number = campaign_numbers.get(response.document.name)
        points = list(response.points)
        for point_number, point in enumerate(points, 1):
            citation = citations[point.key]
            stands_on = explained.get(point.question or "") or point.question
            choice = resolved_codings.get(point.key)
            yield PointRow(
                number=response_number,
                anchor=f"{response_anchor(response_number)}-{point_number}",
                name=citation.name,
                own_number=citation.own_number,
                point=point,
                respondent=response.respondent,
                campaign=campaign_number,
                words=next(folded_texts),
                choice=choice,
                coders=coders_by_point.get(point.key, frozenset()),
                text=snapshot.digests[point.key],
                position=answers.get((point.document, stands_on)),
                letter=small_numbers.get(response.document.name),
                counted_question=questions.get(point.key, point.question),
                stands_on=stands_on,
                highest_score=max((score for _, score in choice.coding.scores), default=-1.0) if choice else -1.0,
            )
