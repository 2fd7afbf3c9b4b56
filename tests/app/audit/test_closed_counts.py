"""What a closed audit measured, applied to today: nothing taken out counts, and nothing confirmed is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from analysis.app.admin.taking_out import put_back, take_out
from analysis.app.audit.close import close, found
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.coding.resegment import as_machine, divide
from analysis.app.context import AppContext
from analysis.app.ingest.links import find_same_letters
from analysis.app.snapshot.snapshot import Snapshot
from analysis.app.snapshot.taking import take
from analysis.app.views.figures import count
from analysis.app.views.journey import _sample
from analysis.model import Accuracy, AdjustedCount, CoderKind, CodingMode, PointKey, Quality, ThemeCounts
from analysis.text import Span, plural
from analysis.workspace import Workspace
from tests.app.campaign import campaign_desk, judged
from tests.builders import Clock, make_coding, person
from tests.share import share


def say(app: AppContext, snapshot: Snapshot, points: Iterable[PointKey], mode: CodingMode, by: str = "ann") -> None:
    """Record what somebody finds who codes by hand."""
    texts = dict(zip(snapshot.digests, snapshot.corpus.texts, strict=True))
    app.store.know_codebook(snapshot.codebook, app.clock())
    app.store.append(
        replace(
            make_coding(point, filter(None, [judged(texts[point])]), by=person(by)),
            text_sha256=snapshot.digests[point],
            codebook=snapshot.codebook.version,
            mode=mode,
            time=app.clock(),
        )
        for point in points
    )


@pytest.fixture(scope="module")
def closed_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty letters, twelve of a campaign, with an audit of 24 points that is closed."""
    app = campaign_desk(tmp_path_factory.mktemp("closed") / "w", 30, 12)
    find_same_letters(app, take_in_and_code(app).snapshot.corpus.responses)
    draw_audit(app, DrawRequest(24, name="audit"), person("ann"))
    snapshot = take(app)
    say(app, snapshot, snapshot.samples[-1].today.drawn, CodingMode.BLIND)
    close(app, "audit", "Ann")
    app.store.close()
    return app.workspace.root


@pytest.fixture
def app(closed_desk: Path, tmp_path: Path) -> AppContext:
    return AppContext(Workspace(shutil.copytree(closed_desk, tmp_path / "w")), clock=Clock())


def accuracy(app: AppContext) -> Accuracy:
    """What the last audit says of today."""
    told = count(app, take(app)).report.accuracy
    assert told
    return told


def estimates(told: Accuracy) -> list[tuple[float | None, float, float, int]]:
    """The corrected figures, without what is counted beside them."""
    figures = [figure for theme in (*told.counts, told.some) if theme for figure in all_of(theme)]
    return [(figure.value, figure.low, figure.high, figure.of) for figure in figures]


def all_of(theme: ThemeCounts) -> list[AdjustedCount]:
    parts = filter(None, (theme.campaigns, theme.rest, *theme.types))
    return [theme.points, theme.respondents, *(one for part in parts for one in (part.points, part.respondents))]


def test_while_nothing_changes_the_figures_are_those_of_the_record(app: AppContext) -> None:
    told, recorded = accuracy(app), found(take(app), "audit").accuracy
    assert estimates(told) == estimates(recorded)
    assert not told.reduced


def test_an_audit_that_was_closed_by_earlier_rules_has_limits_of_todays(app: AppContext) -> None:
    """What was measured stays as it was; a limit that said more than the sample can bear does not."""
    before = accuracy(app)
    (audit,) = take(app).audits.values()
    narrow = replace(before, rule=0, counts=tuple(map(narrowed, before.counts)), overall=surely(before.overall))
    app.store.score(audit, asdict(narrow), app.clock())
    for told in (accuracy(app), found(take(app), "audit").accuracy):
        assert (told.counts, told.overall, told.themes) == (before.counts, before.overall, before.themes)


def narrowed(theme: ThemeCounts) -> ThemeCounts:
    """A theme's counts as if nothing could be otherwise."""
    sure = replace(theme.respondents, low=theme.respondents.value, high=theme.respondents.value)
    return replace(theme, respondents=sure)


def surely(quality: Quality | None) -> Quality:
    """A quality as if nothing could be otherwise."""
    assert quality
    precision = replace(quality.precision, low=quality.precision.value, high=quality.precision.value)
    return replace(quality, precision=precision)


@pytest.mark.parametrize("seed", [0, 2])
def test_what_is_taken_out_is_in_no_figure_and_what_is_put_back_makes_them_equal_again(
    app: AppContext, seed: int
) -> None:
    before, rng = accuracy(app), random.Random(seed)
    taken_out = rng.sample([response.document.name for response in take(app).corpus.responses], 1 + 6 * seed)
    for name in taken_out:
        take_out(app, take(app), name, "Ann", "a duplicate")
    snapshot, told = take(app), accuracy(app)
    assert told.reduced
    (sample,) = snapshot.samples
    gone = f"; {plural(sample.today.dropped, 'point')} no longer in the responses" if sample.today.dropped else ""
    assert _sample(snapshot).told == f"{len(sample.today.drawn)} of {24 - sample.today.dropped} coded{gone}"
    assert (told.overall, told.themes, told.drawn) == (before.overall, before.themes, before.drawn), "as measured"
    points = [point for point in snapshot.digests if point.document not in taken_out]
    for theme in told.counts:
        assert theme.points.of == len(points)
        assert theme.respondents.of == 30 - len(taken_out)
        assert sum(part.points.value or 0 for part in theme.types) == theme.points.value
        for figure in all_of(theme):
            assert figure.confirmed <= figure.low <= (figure.value or 0) <= figure.high <= figure.of
    for name in taken_out:
        put_back(app, name, "Ann")
    take_in_and_code(app)
    assert estimates(accuracy(app)) == estimates(before)


def test_no_figure_is_below_what_people_confirm_after_the_audit_was_closed(app: AppContext) -> None:
    before, snapshot = accuracy(app), take(app)
    assert before.counts[1].points.low < before.counts[1].points.of
    say(app, snapshot, snapshot.digests, CodingMode.ASSISTED, by="ben")
    after = accuracy(app)
    assert after.overall == before.overall
    texts = dict(zip(snapshot.digests, snapshot.corpus.texts, strict=True))
    for theme in after.counts:
        true = sum(judged(text) == theme.key for text in texts.values())
        assert theme.points.confirmed == true <= theme.points.low
    assert not after.reduced


def test_where_nothing_of_the_sample_is_left_nothing_is_corrected(app: AppContext) -> None:
    snapshot = take(app)
    for name in sorted({point.document for point in snapshot.samples[-1].today.drawn}):
        take_out(app, take(app), name, "Ann", "a duplicate")
    told = accuracy(app)
    assert (told.counts, told.some) == ((), None)
    assert told.overall == found(take(app), "audit").accuracy.overall


def test_what_came_after_the_audit_was_closed_is_in_none_of_its_figures_coded_or_not(app: AppContext) -> None:
    before = accuracy(app)
    (app.workspace.responses / "late.txt").write_text("1. The budget was cut in ward nine.\n", "utf-8")
    (app.workspace.responses / "empty.txt").write_text("Dear council,\n\nYours faithfully\n", "utf-8")
    assert count(app, take(app)).uncoded
    assert estimates(accuracy(app)) == estimates(before), "the audit is not forgotten while a point is uncoded"
    take_in_and_code(app)
    assert estimates(accuracy(app)) == estimates(before)


@pytest.mark.parametrize("seed", list(share(range(4), 2)))
def test_a_point_divided_anew_moves_nothing_but_itself(app: AppContext, seed: int) -> None:
    """The machine had learned from the audit, and once one point was divided five figures followed its new counts."""
    rng = random.Random(seed)
    say(app, take(app), rng.sample(list(take(app).digests), 20), CodingMode.ASSISTED, by="ben")
    take_in_and_code(app)
    before, snapshot = accuracy(app), take(app)
    assert before.learnt
    assert any(theme.points.measured is not None for theme in before.counts), "it counts otherwise than it did"
    unsampled = [one for one in snapshot.corpus.points if one.key not in snapshot.decided]
    point = rng.choice([one for one in unsampled if one.end - one.start > 40])
    text = dict(zip(snapshot.digests, snapshot.corpus.texts, strict=True))[point.key]
    cut = point.start + text.index(" ", len(text) // 2) + 1
    divide(app, point.document, Span(point.start, point.end), [cut], person("ann"))
    take_in_and_code(app)
    after = accuracy(app)
    for theme, now in zip(before.counts, after.counts, strict=True):
        for was, figure in zip(all_of(theme), all_of(now), strict=True):
            assert abs((figure.value or 0) - (was.value or 0)) <= 2
            assert (figure.low, figure.high) == pytest.approx((was.low, was.high), abs=2)
    as_machine(app, point.document, person("ann"))
    take_in_and_code(app)
    assert estimates(accuracy(app)) == estimates(before)


@pytest.mark.parametrize("seed", range(3))
def test_no_figure_is_above_what_people_have_left(app: AppContext, seed: int) -> None:
    """ "About 1 of 117 points carry no theme" stood beside four points of which people had decided just that."""
    rng, snapshot = random.Random(seed), take(app)
    points = rng.sample(list(snapshot.digests), 30)
    app.store.append(
        replace(
            make_coding(point, (), by=person("ben", CoderKind.ADJUDICATOR)),
            text_sha256=snapshot.digests[point],
            codebook=snapshot.codebook.version,
            mode=CodingMode.ADJUDICATION,
            time=app.clock(),
        )
        for point in points
    )
    told, decided = accuracy(app), take(app).decided
    without = [point for point, one in decided.items() if not one.coding.themes and not one.unanswered]
    assert told.some
    assert told.some.points.ruled_out == len(without)
    for theme in (*told.counts, told.some):
        denied = sum(theme.key not in one.coding.themes and not one.disputed for one in decided.values())
        for figure in all_of(theme):
            assert figure.confirmed <= figure.low <= (figure.value or 0) <= figure.high <= figure.most
        if theme.key:
            assert theme.points.ruled_out == denied
