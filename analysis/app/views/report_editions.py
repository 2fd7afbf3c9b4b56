"""Report editions: the one that is there, its account, and what has changed since the one before.

Of earlier reports only figures are kept, in ``.everypoint/reports.json``: no name and no quotation, so that nothing of
a respondent who is erased stays behind there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from analysis.app.coding.stale_codings import REDEFINED
from analysis.app.context import AppContext
from analysis.app.kept_figures import last_figures
from analysis.app.publish import report
from analysis.app.use_case_results import Reported, ThemeCount
from analysis.errors import UnreadableError
from analysis.model import ActivityEvent, ActivityKind, AdjustedCount
from analysis.text import plural
from analysis.workspace import annex_digests, annex_page, digest_of, manifest_of, page_of, write_together

NOTE = "reports.json"

WHY = {
    ("source", False): "responses were added or replaced",
    ("withdrawal", False): "responses were taken out or put back",
    ("erasure", False): "responses were deleted",
    ("segmentation", False): "responses were divided into points by hand",
    ("mapping", False): "a table was read differently",
    ("codebook", False): "the codebook was changed",
    ("drawn", False): "a sample was drawn for an audit",
    ("score", False): "an audit was closed",
    ("quotation", False): "quotations were chosen or barred",
    ("redaction", False): "decisions about personal data were made",
}
"""Why figures move, by the kind of record that was made between two reports and whether a machine made it."""

LEARNT = "the machine coded the points again{}: it learns from all texts and from what people have coded"
"""What is said where it coded points between two reports, with how many of them otherwise."""

OTHERWISE = {
    "respondents": "what is known of respondents was changed",
    "themes or settings": "themes or settings were changed in consultation.toml",
    "templates": "the workspace’s templates were changed",
    "the version of Everypoint": "another version of Everypoint made it",
}
"""Why they move where no record says so, by what the figures follow from."""

KEPT = 20
"""Reports whose figures are remembered."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A report's figures; ``page`` is the SHA-256 of the report, ``unread`` counts what could not be read.

    Of the points to ``look_again`` at, ``lost`` are not there any more as they were coded.
    """

    page: str
    time: str
    by: str
    sources: int
    responses: int
    points: int
    coded: int
    unread: int
    look_again: int
    themes: tuple[ThemeCount, ...]
    follows_from: Mapping[str, str] = field(default_factory=dict)
    records: int = 0
    """Where the chain stood when it was counted; 0 where that was not kept yet."""
    lost: int = 0
    withheld_points: int = 0
    points_out: int = 0
    """Points in no figure: of withheld responses, and of those that were taken out."""
    coder: str = ""
    """The machine that coded for it; empty where that was not kept yet."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure in the report and in the one before; None where that one has no such figure."""

    name: str
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        """Return the difference between the two figures."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class CorrectedChange:
    """The respondents of a theme as an audit corrected them in two reports; None where none had measured it."""

    name: str
    before: AdjustedCount | None
    after: AdjustedCount | None

    @property
    def is_of_another_base(self) -> bool:
        """Return whether the two are of different numbers of respondents."""
        return bool(self.before and self.after and self.before.of != self.after.of)


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """The differences between two reports: whole counts, then themes by respondents and by points.

    ``corrected`` are the themes that an audit had measured for either.
    """

    before: Edition
    after: Edition
    totals: tuple[FigureChange, ...]
    respondents: tuple[FigureChange, ...]
    points: tuple[FigureChange, ...]
    corrected: tuple[CorrectedChange, ...]
    reasons: tuple[str, ...] | None = None
    """What changed between the two, in words; None where one of them was made before that was kept."""

    @property
    def in_short(self) -> str:
        """Return which figures moved, and why, in two sentences."""
        totals = [f"{one.name.lower()} {one.before:,} to {one.after:,}" for one in self.totals if one.by]
        moved = [one for one in self.respondents if one.by]
        if moved:
            most = max(moved, key=lambda one: abs(one.by))
            of = f"respondents of {len(moved)} of {plural(len(self.respondents), 'theme')}"
            totals.append(f"{of}, most of {most.name}, {most.before or 0:,} to {most.after or 0:,}")
        if not totals:
            return "No count has changed since the previous report."
        why = "not known, as one of the two was made by an earlier version" if self.reasons is None else ""
        why = why or "; ".join(self.reasons or ()) or "nothing that affects a figure was recorded"
        return f"Changed since the previous report: {'; '.join(totals)}. Why: {why}."


_EDITIONS: TypeAdapter[tuple[Edition, ...]] = TypeAdapter(tuple[Edition, ...])


def make_report(app: AppContext, user_name: str, one_file: bool = False) -> Reported:
    """Make the report, and remember its figures under the name of whoever had it made."""
    reported = report(app, one_file)
    app.store.note(ActivityEvent(ActivityKind.REPORTED, user_name, app.clock()))
    page_digest = _digest(app)
    if page_digest != (last_edition.page if (last_edition := current_edition(app)) else ""):
        edition = _edition(app, reported, page_digest, user_name)
        kept_editions = (*editions(app), edition)[-KEPT:]
        write_together({app.workspace.state / NOTE: _EDITIONS.dump_json(kept_editions, indent=1)})
        compared = compare(app)
        return replace(reported, moved=compared.in_short) if compared else reported
    return reported


def _edition(app: AppContext, reported: Reported, page_digest: str, user_name: str) -> Edition:
    manifest, figures = manifest_of(app.workspace, app.store.chain().first) or {}, last_figures(app)
    return Edition(
        page=page_digest,
        time=str(manifest.get("time", "")),
        by=user_name,
        sources=reported.sources,
        responses=reported.responses,
        points=reported.points,
        coded=reported.coded,
        unread=sum(not skip.is_harmless for skip in reported.skipped),
        look_again=len(reported.look_again),
        lost=sum(one.reason != REDEFINED for one in reported.look_again),
        themes=reported.themes,
        follows_from=figures.follows_from if figures else {},
        records=figures.records if figures else 0,
        withheld_points=reported.withheld_points,
        points_out=reported.points_out,
        coder=str(manifest.get("coder", "")),
    )


def editions(app: AppContext) -> tuple[Edition, ...]:
    """Return the reports whose figures are remembered, oldest first."""
    with suppress(OSError, ValidationError):
        return _EDITIONS.validate_json((app.workspace.state / NOTE).read_bytes())
    return ()


def current_edition(app: AppContext) -> Edition | None:
    """Return the figures of the report that is there; None where there is none, or it was made in another way."""
    page_digest = _digest(app)
    return next((edition for edition in reversed(editions(app)) if page_digest and edition.page == page_digest), None)


def page_of_report(app: AppContext) -> bytes:
    """Return the report; raises UnreadableError where none has been made."""
    try:
        return page_of(app.workspace)
    except OSError as error:
        raise UnreadableError(
            "The report", "no report has been made yet, or it was erased. Make one on the Report page"
        ) from error


def annex_page_of_report(app: AppContext, name: str) -> bytes:
    """Return a page of the report's annex; raises UnreadableError where there is none of that name."""
    try:
        return annex_page(app.workspace, name)
    except OSError as error:
        raise UnreadableError(name, "the report's annex has no such page. Go back to the report") from error


def saved_report(app: AppContext) -> tuple[str, bytes]:
    """Return the report as it is saved: its usual name, and the page, or a zip of it with its annex.

    Raises UnreadableError where none has been made.
    """
    from analysis.exporting.fixed_zip import zipped

    page, name = page_of_report(app), app.workspace.report.name
    files = {file: annex_page_of_report(app, file.partition("/")[2]) for file in annex_digests(app.workspace)}
    return ("report.zip", zipped({name: page, **files})) if files else (name, page)


def compare(app: AppContext, before: str = "", after: str = "") -> ReportComparison | None:
    """Return one report beside an earlier one, each named by its digest; None where there are no two.

    Where none is named, or none that is remembered, it is the one that is there beside the one before it.
    """
    kept = editions(app)
    places = {edition.page: place for place, edition in enumerate(kept)}
    current = current_edition(app)
    later = places.get(after, places.get(current.page if current else "", 0))
    earlier = places.get(before, later - 1)
    if earlier < 0 or earlier == later:
        return None
    return _compared(app, kept[min(earlier, later)], kept[max(earlier, later)])


def _reasons(app: AppContext, earlier: Edition, later: Edition) -> tuple[str, ...] | None:
    """Return what changed between two reports, in words: of the files, of the records, and of the program."""
    if not (earlier.records and later.records):
        return None
    inputs = {*earlier.follows_from, *later.follows_from}
    changed = [name for name in sorted(inputs) if earlier.follows_from.get(name) != later.follows_from.get(name)]
    with app.store.reading() as records:
        since, after = records.kinds_since(earlier.records), records.kinds_since(later.records)
    numbers = {kind: number - after.get(kind, 0) for kind, number in since.items()}
    recorded = [WHY[kind] for kind in WHY if numbers.get(kind, 0) > 0]
    if by_people := numbers.get(("coding", False), 0):
        recorded.append(f"{plural(by_people, 'coding')} by people")
    if numbers.get(("coding", True), 0) > 0 and not earlier.coder:
        recorded.append(LEARNT.format(""))
    elif earlier.coder != later.coder:
        recorded.append(LEARNT.format(f", {_recoded(app, earlier.coder, later.coder)}"))
    return (*recorded, *(OTHERWISE[name] for name in changed if name in OTHERWISE))


def _recoded(app: AppContext, earlier: str, later: str) -> str:
    """Return how many points two machines coded otherwise, of those with the same words that no person has coded."""
    by_people = {coding.point for coding in app.store.codings()}
    before, after = (
        {(coding.point, coding.text_sha256): coding.themes for coding in app.store.machine_codings(coder, False)}
        for coder in (earlier, later)
    )
    themes = [(before[key], now) for key, now in after.items() if key in before and key[0] not in by_people]
    moved = sum(then != now for then, now in themes)
    return f"{moved:,} of {plural(len(themes), 'point')} with the same words otherwise than before"


def _compared(app: AppContext, earlier: Edition, later: Edition) -> ReportComparison:
    total_fields = (
        ("Files received", "sources"),
        ("Responses", "responses"),
        ("Points", "points"),
        ("Points with a theme", "coded"),
    )
    return ReportComparison(
        earlier,
        later,
        tuple(
            FigureChange(total_name, getattr(earlier, field_name), getattr(later, field_name))
            for total_name, field_name in total_fields
        ),
        _theme_changes(earlier.themes, later.themes, "respondents"),
        _theme_changes(earlier.themes, later.themes, "points"),
        _corrected(earlier.themes, later.themes),
        _reasons(app, earlier, later),
    )


def _theme_changes(earlier: Sequence[ThemeCount], later: Sequence[ThemeCount], figure: str) -> tuple[FigureChange, ...]:
    """Return the themes of the later report, then those that only the earlier one has.

    Where an audit measured a theme for either report, both tell every point where it is given, as that report does.
    """
    theme_names = {theme.key: theme.name for theme in (*earlier, *later)}
    measured = {theme.key for theme in (*earlier, *later) if theme.corrected}
    earlier_counts, later_counts = (
        {
            theme.key: theme.places if figure == "points" and theme.key in measured else getattr(theme, figure)
            for theme in themes
        }
        for themes in (earlier, later)
    )
    return tuple(
        FigureChange(theme_names[key], earlier_counts.get(key), later_counts.get(key))
        for key in (*later_counts, *(key for key in earlier_counts if key not in later_counts))
    )


def _corrected(earlier: Sequence[ThemeCount], later: Sequence[ThemeCount]) -> tuple[CorrectedChange, ...]:
    """Return the themes in the order of the counts, each with its corrected respondents where they were told."""
    names = {theme.key: theme.name for theme in (*later, *earlier)} | {theme.key: theme.name for theme in later}
    before, after = (
        {
            theme.key: theme.corrected.respondents
            for theme in themes
            if theme.corrected and theme.corrected.respondents.value is not None
        }
        for themes in (earlier, later)
    )
    return tuple(
        CorrectedChange(name, before.get(key), after.get(key))
        for key, name in names.items()
        if key in before or key in after
    )


def _digest(app: AppContext) -> str:
    with suppress(OSError):
        return digest_of(page_of(app.workspace))
    return ""
