"""Output of the audit commands: lines and tables for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from analysis.cli.output import agreements, console, line
from analysis.text import as_given, plural, whole

if TYPE_CHECKING:
    from analysis.app.audit.audit_report import AuditReport
    from analysis.app.audit.progress import AuditProgress, AuditStatus
    from analysis.app.audit.sheet_io import ExportedAudit, ImportedAudit
    from analysis.auditing.sampling.sample_plan import Plan
    from analysis.model import (
        Accuracy,
        AdjustedCount,
        Agreements,
        Audit,
        Estimate,
        PartCounts,
        Quality,
        StoppingAdvice,
        ThemeCounts,
    )

BLIND = (
    "Do not look at the report or at the machine's suggestions before coding them.\n"
    "Next: everypoint audit export sheet.xlsx --drawn --auditor NAME"
)


def plan(made: Plan) -> None:
    """Print how many points, how many hours, and what other margins would cost."""
    from analysis.auditing.sampling.sample_plan import Goal, plan_in_words

    typer.echo(plan_in_words(made))
    for option in made.options:
        size = option.sizes.get(Goal.SHARE)
        if size is not None:
            hours = option.hours[Goal.SHARE]
            typer.echo(f"  to within {as_given(option.margin)}: {plural(size, 'point'):>12}, about {hours:.1f} hours")
    typer.echo(f"Next: everypoint audit draw --size {made.size}")


def drawn(audit: Audit, asked: int) -> None:
    """Print a draw: how many points of those that were asked for, from how many, and what comes next."""
    latest_draw = audit.draws[-1]
    more_note = f"{len(latest_draw.points):,} more, " if len(audit.draws) > 1 else ""
    strata_note = (
        f", from {plural(len(audit.strata), 'stratum', 'strata')} by {' and '.join(audit.by)}" if audit.by else ""
    )
    frame_size = sum(stratum_size for _, stratum_size in audit.strata)
    typer.echo(
        f"Audit “{line(audit.name)}”: {more_note}{plural(len(audit.drawn), 'point')} of {frame_size:,} drawn, seed "
        f"{audit.seed}{strata_note}."
    )
    if len(audit.drawn) < asked:
        asked_note = f"Of the {asked:,} that were asked for, only {plural(len(audit.drawn), 'point')}"
        typer.echo(f"{asked_note} could be drawn.")
    if len(audit.drawn) == frame_size:
        typer.echo("These are all points that could be drawn: none is left for the machine or for another sample.")
    typer.echo(BLIND)


def plain_draw(audit: Audit) -> dict[str, Any]:
    """Return a draw as an object for ``--json``, with the chance that a point of each stratum had to be drawn."""
    draw_sizes = dict(audit.draws[-1].sizes)
    strata_records = [
        {
            "stratum": stratum_name,
            "points": stratum_size,
            "drawn": draw_sizes.get(stratum_name, 0),
            "probability": draw_sizes.get(stratum_name, 0) / stratum_size,
        }
        for stratum_name, stratum_size in audit.strata
    ]
    return {
        "name": audit.name,
        "seed": audit.seed,
        "design": audit.design.value,
        "by": audit.by,
        "codebook": audit.codebook,
        "machine": audit.machine,
        "drawn": len(audit.drawn),
        "new": len(audit.draws[-1].points),
        "strata": strata_records,
    }


def exported(made: ExportedAudit, auditor: str, mode: str) -> None:
    """Say what a sheet holds, what the judgements in it will be good for, and what is not in it."""
    typer.echo(f"{plural(made.points, 'point')} for {line(auditor)}, {mode}: {made.path}")
    typer.echo(f"What is filled in {made.use}.")
    if made.left_out:
        typer.echo(f"Left out: {plural(made.left_out, 'point')} of an open audit; `--drawn` exports them, blind.")
    if made.seen:
        typer.echo(
            f"Not in it: {plural(made.seen, 'point')} for which {line(auditor)} has seen what the machine suggested; "
            "somebody else must code them."
        )
    if made.codebook:
        typer.echo(f"The codebook to use: {made.codebook}")
    typer.echo("It holds personal data: keep it safe. When it is filled in, run `everypoint audit import`.")


def plain_export(made: ExportedAudit, mode: str) -> dict[str, Any]:
    """Return an exported sheet as an object for ``--json``."""
    codebook = str(made.codebook) if made.codebook else None
    export_facts = {"path": str(made.path), "codebook": codebook, "points": made.points, "mode": mode, "use": made.use}
    return {**export_facts, "left_out": made.left_out, "seen": made.seen}


def imported(done: ImportedAudit) -> None:
    """Print which rows of a sheet were refused, and what the others count for."""
    for refused_row in done.refused:
        typer.echo(f"refused     row {refused_row.row:,}: {line(refused_row.reason)}", err=True)
    if done.seen:
        typer.echo(
            f"Not blind: {done.seen:,} of them, because {line(done.auditor)} had seen what the machine suggested for "
            "these points. They count as codings, but not towards accuracy; somebody else should code them."
        )
    if done.second:
        typer.echo(f"Second opinions: {done.second:,} of them.")
    typer.echo(
        f"{plural(done.recorded, 'judgement')} of {line(done.auditor)} recorded, {done.repeated:,} already in, "
        f"{plural(done.blank, 'row')} without a mark, {len(done.refused):,} refused."
    )


def status(progress: AuditProgress, further: StoppingAdvice | None = None) -> None:
    """Print how far an audit is, and what further audits would buy."""
    now = progress.status
    strata = f" by {' and '.join(now.by)}" if now.by else ""
    typer.echo(
        f"Audit “{line(now.name)}”: {plural(now.drawn, 'point')} drawn of {now.frame:,} ({now.design}{strata}, seed "
        f"{now.seed}), by {line(now.drawn_by)}."
    )
    coders = ", ".join(f"{line(coder_name)} {count:,}" for coder_name, count in now.coders)
    typer.echo(f"{now.coded:,} coded blind{f' ({coders})' if coders else ''}, {now.left:,} left to code.")
    for count_note in _counted(now):
        typer.echo(count_note)
    if progress.agreed:
        agreement(progress.agreed.sets)
    if further:
        typer.echo(line(further.words))
    if now.is_scored:
        typer.echo("It is closed: its figures are fixed, and the machine learns from it.")
    elif now.is_done:
        typer.echo("All points are coded. `everypoint audit report` has the figures.")


def _counted(now: AuditStatus) -> list[str]:
    """Return what else there is to tell, each only where there is any of it."""
    count_notes = {
        f"{now.cannot_tell:,} of them undecided: the coder could not tell.": now.cannot_tell,
        f"{plural(now.dropped, 'drawn point')} no longer exist: changed, divided differently or erased.": now.dropped,
        f"{plural(now.new, 'point')} came after the sample was drawn.": now.new,
        f"{plural(now.second, 'point')} coded by a second person.": now.second,
    }
    return [count_note for count_note, count in count_notes.items() if count]


def agreement(found: Agreements) -> None:
    """Print whether people agree on whole sets of themes, in words."""
    from analysis.auditing.agreement.wording import sets_in_words

    for agreement_line in sets_in_words(found):
        typer.echo(agreement_line)


def plain_status(progress: AuditProgress, further: StoppingAdvice | None = None) -> dict[str, Any]:
    """Return the progress of an audit as an object for ``--json``."""
    return {
        **asdict(progress.status),
        "agreement": agreements(progress.agreed.sets) if progress.agreed else None,
        "further": asdict(further) if further else None,
    }


# What an audit measured -----------------------------------------------------------------------------------------------


def report(made: AuditReport) -> None:
    """Print what an audit measured: accuracy, corrected counts, agreement."""
    accuracy = made.accuracy
    if accuracy.notice:
        typer.echo(line(accuracy.notice))
    for opening_line in _opening(accuracy):
        typer.echo(opening_line)
    if accuracy.overall:
        _qualities(
            "Theme", [*((t.name, t.quality, t.reason) for t in accuracy.themes), ("all themes", accuracy.overall, "")]
        )
        counts = made.told.counts
        _corrected("Counted and corrected", [(one.name, one) for one in counts])
        _corrected("Without the responses of campaigns", [(one.name, one.rest) for one in counts if one.rest])
        unfound = [one.name for one in accuracy.counts if one.key not in {told.key for told in counts}]
        if unfound:
            typer.echo(f"Not measured, because people found it in no point of the sample: {line(', '.join(unfound))}.")
        _stale(accuracy)
        _qualities(
            "By respondent type", [(f"{t.name}{BY_CHANCE if t.differs else ''}", t.quality, "") for t in accuracy.types]
        )
    if accuracy.further:
        typer.echo(line(accuracy.further.words))
    for opening_line in accuracy.people.words if accuracy.people else (NOBODY,):
        typer.echo(opening_line)
    if made.is_scored:
        typer.echo("Closed: the machine now learns from it. Its figures are fixed.")


BY_CHANCE = " (differs by more than chance)"
NOBODY = "Agreement between people is not known: no point was coded by a second person (`audit export --second`)."


def _opening(told: Accuracy) -> list[str]:
    counted_note = f"{plural(told.drawn, 'point')} of {told.frame:,} drawn, {told.coded:,} coded blind"
    other_notes = [
        f"{case_count:,} {opening_lines}"
        for case_count, opening_lines in (
            (told.cannot_tell, "undecided"),
            (told.left, "left uncoded when it was closed" if told.closed else "left to code"),
            (told.dropped, "dropped out"),
            (told.late, "came after the draw"),
        )
        if case_count
    ]
    opening_lines = [f"{', '.join([counted_note, *other_notes])}."]
    if told.withheld:
        opening_lines.append(
            f"Also coded, in withheld responses: {plural(told.withheld, 'point')}, "
            f"{told.coded + told.withheld:,} in all. Of the figures below the corrected counts alone include them."
        )
    if told.learnt:
        why = f": {'; '.join(told.machine_changes)}" if told.machine_changes else ""
        opening_lines.append(f"The machine is not as it was measured{why}. These figures measure it as it was before.")
    return (
        opening_lines if told.overall else [*opening_lines, "Too few points have been coded to measure the accuracy."]
    )


def _qualities(title: str, rows: list[tuple[str, Quality | None, str]]) -> None:
    from rich.table import Table

    quality_table = Table(title, "right (precision)", "found (recall)", "F1", box=None, pad_edge=False)
    for theme_name, quality, missing_reason in rows:
        share_texts = (
            [_share(one) for one in (quality.precision, quality.recall, quality.f1)]
            if quality
            else [missing_reason or "-"]
        )
        quality_table.add_row(line(theme_name), *share_texts)
    console().print(quality_table)


def _stale(told: Accuracy) -> None:
    """Print which themes the figures of a closed audit do not measure any more."""
    past = [theme.name for theme in told.themes if not theme.is_current]
    if past:
        typer.echo(f"The codebook was changed after the audit was closed. It no longer measures: {', '.join(past)}.")


def _corrected(title: str, counts: Sequence[tuple[str, ThemeCounts | PartCounts]]) -> None:
    from rich.table import Table

    if not counts:
        return
    count_table = Table(title, "respondents", "corrected", "points", "corrected", box=None, pad_edge=False)
    for theme_name, theme_counts in counts:
        count_texts = [
            f(counted) for counted in (theme_counts.respondents, theme_counts.points) for f in (_counted_so, _range)
        ]
        count_table.add_row(line(theme_name), *count_texts)
    console().print(count_table)


def _counted_so(one: AdjustedCount) -> str:
    return f"{one.counted:,} of {one.of:,}"


def _range(one: AdjustedCount) -> str:
    from analysis.rendering.formats import interval

    estimate_text = "not known" if one.value is None else f"{whole(one.value):,}"
    return f"{estimate_text} ({interval(one)})"


def _share(one: Estimate) -> str:
    from analysis.rendering.formats import interval, percent

    if one.value is None:
        return "not known"
    interval_note = "" if one.low is None or one.high is None else f" ({interval(one)})"
    return f"{percent(one.value)}{interval_note}"


def plain_report(made: AuditReport) -> dict[str, Any]:
    """Return the results of an audit as an object for ``--json``."""
    return {"name": made.progress.status.name, "scored": made.is_scored, **asdict(made.told)}
