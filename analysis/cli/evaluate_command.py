"""`everypoint evaluate`: how well codings meet a labelled file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, opened, reporting_errors
from analysis.text import plural

if TYPE_CHECKING:
    from analysis.app.coding.comparison import Compared
    from analysis.app.coding.evaluation import CodedTexts, Evaluated
    from analysis.auditing.estimation.classification_metrics import Calibration
    from analysis.exporting import RefusedRow
    from analysis.model import Agreement, Agreements, Estimate, Quality, ThemeQuality

LEGEND = (
    "Precision: of the themes coded, how many are in GOLD. Recall: of those in GOLD, how many were coded. "
    "F1: both in one. In brackets the 95% interval."
)

ASSISTED = (
    "A WEAK TEST: whoever filled in the sheet saw what the machine suggested, and people tend to agree with that; "
    "a blind sheet is a better test (`everypoint audit export --blind`)."
)

LISTED = 5
"""Rows and labels that are named below a reason; `--json` names all."""


def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="[GOLD]", help="Labelled texts or points, or an audit sheet.", show_default=False),
    ] = None,
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", help="Compare this person's codings, not the machine's.")
    ] = "",
    settled: Annotated[
        bool,
        typer.Option(
            "--settled",
            help="Compare the codings that count now: people's where there are any, otherwise the machine's.",
        ),
    ] = False,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="CODER",
            help="Compare two machine coders: that of the settings with this one, local or an id.",
        ),
    ] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Compare codings with a file that people labelled, or two machine coders by it.

    GOLD is a table (CSV, XLSX) with the columns text and labels (separated by ; or |), and id and doc if there are any;
    JSON lines with these keys; an audit sheet; or JSON with points (document, start, end, themes). Labels are the keys
    or names of themes. With --against it may be left out: then people's blind codings are what both are held against.
    Nothing is recorded.

    Example: everypoint evaluate labelled.csv
    """
    if coder and settled:
        raise typer.BadParameter("choose one of --coder and --settled")
    if against:
        _compare(gold, against, coder, settled, as_json, workspace)
        return
    if gold is None:
        raise typer.BadParameter("name a labelled file, or a coder to compare with by --against")
    with reporting_errors(as_json):
        from analysis.app.coding.evaluation import evaluate

        evaluation = evaluate(opened(workspace), gold, coder, settled)
        if as_json:
            output.as_json(plain(evaluation))
        else:
            _show(evaluation)


def _compare(gold: Path | None, against: str, coder: str, settled: bool, as_json: bool, workspace: Path) -> None:
    if settled:
        raise typer.BadParameter("--against compares machine coders; leave out --settled")
    with reporting_errors(as_json):
        from analysis.app.coding.comparison import TODAY, compare

        compared = compare(opened(workspace), coder or TODAY, against, gold)
        if as_json:
            output.as_json(asdict(compared))
        else:
            _show_compared(compared)


def _show_compared(compared: Compared) -> None:
    """Print two coders, and by how much one is better."""
    figures, coders = compared.figures, (compared.first, compared.second)
    points, responses = plural(compared.points, "point"), plural(compared.responses, "response")
    typer.echo(f"{output.line(compared.gold)}: {points} of {responses}, the same for both.")
    for one, estimate in zip(coders, (figures.first, figures.second), strict=True):
        price = "" if one.cost is None else f"; its answers cost {compared.currency}{one.cost:,.2f}"
        typer.echo(f"  {output.line(one.name)} ({one.id}): F1 {_share(estimate)}{price}")
    typer.echo(_difference(compared))
    if compared.uncoded:
        typer.echo(f"left out    {plural(compared.uncoded, 'point')} that one of them has not coded")
    if compared.learned:
        typer.echo(f"left out    {plural(compared.learned, 'point')} from which one of them had learned before")
    typer.echo("In brackets: the 95% interval, from redrawing the responses.")


def _difference(compared: Compared) -> str:
    one = compared.figures.difference
    points = f"{100 * (one.value or 0):+.1f} points of F1"
    if one.low is None or one.high is None:
        return f"The first minus the second: {points}; from one response alone nothing more can be said."
    verdict = (
        "which is better cannot be told from so few"
        if one.low <= 0 <= one.high
        else f"{compared.first.name if one.low > 0 else compared.second.name} is better"
    )
    return (
        f"The first minus the second: {points} ({100 * one.low:+.1f} to {100 * one.high:+.1f}): {output.line(verdict)}."
    )


# For people -----------------------------------------------------------------------------------------------------------


def _show(made: Evaluated) -> None:
    counted_items = plural(made.rows, "text" if made.kind == "texts" else "point")
    typer.echo(f"{output.line(made.gold)}: {counted_items} compared with {output.line(made.coder)}.{_together(made)}")
    _figures(made)
    typer.echo(_sets(made.sets))
    if made.scored:
        typer.echo(_calibrated(made.scored))
    for known_line in _known(made.known):
        typer.echo(known_line)
    if made.is_assisted:
        typer.echo(ASSISTED)
    if made.audit:
        typer.echo(f"Its points were drawn for audit “{output.line(made.audit)}”: see `everypoint audit report`.")
    _left_out(made)


def _together(made: Evaluated) -> str:
    """Return what the intervals rest on."""
    if not made.apart:
        return f" Those of one document ({made.documents:,} in all) are taken together."
    if made.documents:
        return " All are of one document: the intervals hold for others of that document, not for other documents."
    return " No documents are named (“doc”): each is taken on its own."


def _figures(made: Evaluated) -> None:
    from rich.table import Table
    from rich.text import Text

    from analysis.model import Measure

    figure_table = Table(box=None, pad_edge=False)
    for heading in ("Theme", "in GOLD", "coded", "both", "precision", "recall", "F1", "kappa"):
        figure_table.add_column(heading, overflow="fold", justify="left" if heading == "Theme" else "right")
    for theme in made.figures.themes:
        count_texts = [f"{count:,}" for count in (theme.found, theme.given, theme.both)]
        kappa = _figure(made.agreements[theme.key][Measure.COHEN])
        figure_table.add_row(Text(output.line(theme.name)), *count_texts, *_shares(theme.quality), kappa)
    figure_table.add_row("all themes (micro)", "", "", "", *_shares(made.figures.micro))
    figure_table.add_row("mean of themes (macro)", "", "", "", *_shares(made.figures.macro))
    output.console().print(figure_table)
    typer.echo(LEGEND)


def _shares(quality: Quality | None) -> list[str]:
    return [_share(one) for one in (quality.precision, quality.recall, quality.f1)] if quality else []


def _share(one: Estimate) -> str:
    from analysis.rendering.formats import interval, percent

    return "not known" if one.value is None else f"{percent(one.value)} ({interval(one)})"


def _figure(one: Agreement) -> str:
    if one.figure is None:
        return "not known"
    from analysis.rendering.formats import interval

    return f"{one.figure:.2f}" + (f" ({interval(one.estimate, 2)})" if one.low is not None else "")


def _sets(found: Agreements) -> str:
    from analysis.model import Measure
    from analysis.rendering.formats import percent

    alpha_value, kappa_value, raw = (
        found[agreement_measure] for agreement_measure in (Measure.ALPHA, Measure.COHEN, Measure.RAW)
    )
    return (
        f"Agreement on whole sets of themes: the same set in {percent(raw.figure or 0)}; Krippendorff's alpha, where "
        f"sets that overlap are near (MASI), {_figure(alpha_value)}; Cohen's kappa {_figure(kappa_value)}."
    )


def _calibrated(found: Calibration) -> str:
    from analysis.auditing.estimation.classification_metrics import FROM

    error = (
        f"no score reaches {FROM}"
        if found.error is None
        else f"expected calibration error {found.error:.3f} over {plural(found.cells, 'score')} of {FROM} or more"
    )
    return (
        f"Scores as probabilities: {error}; Brier score {found.brier:.3f}, where always saying how frequent a theme is "
        f"gives {found.base:.3f}."
    )


def _known(known: CodedTexts) -> list[str]:
    """Return how far the gold is no measure."""
    known_lines = []
    if known.coded:
        known_lines.append(f"{known.coded:,} of them people have coded in this workspace.")
    if known.learned:
        known_lines.append(
            f"NOT A TEST: the machine has learned from {known.learned:,} of them (codings, or examples in the "
            f"codebook), so this does not show how well it codes others. {_rest(known)}"
        )
    return known_lines


def _rest(known: CodedTexts) -> str:
    if known.rest is None:
        return "Nothing else is in the file."
    precision_text, recall_text, f1_text = _shares(known.rest)
    return f"Without them, over all themes: precision {precision_text}, recall {recall_text}, F1 {f1_text}."


# What was left out ----------------------------------------------------------------------------------------------------


def _left_out(made: Evaluated) -> None:
    left_out = made.left_out
    _rows("cannot be read", left_out.unread)
    _rows("whose id is there already", left_out.repeated)
    _rows("not found among the points of this workspace", left_out.unplaced)
    for left_out_count, description in (
        (left_out.uncoded, "not coded by whoever is compared"),
        (left_out.for_person, "for a person: in a language that the codebook does not cover"),
        (left_out.blank, "without a mark"),
        (left_out.cannot_tell, "which the coder could not decide"),
    ):
        if left_out_count:
            typer.echo(f"left out    {plural(left_out_count, 'row')} {description}")
    _labels(made)
    for theme, reason in left_out.themes:
        typer.echo(f"left out    theme {theme}: {reason}")
    if made.unlabelled:
        typer.echo(f"check       {plural(made.unlabelled, 'row')} without labels: taken to raise none of the themes")


def _rows(what: str, rows: Sequence[RefusedRow]) -> None:
    if rows:
        typer.echo(f"left out    {plural(len(rows), 'row')} {what}:")
    for left_out_row in rows[:LISTED]:
        typer.echo(f"{'':14}row {left_out_row.row:,}: {output.line(left_out_row.reason)}")
    _more(len(rows))


def _labels(made: Evaluated) -> None:
    strangers = made.left_out.labels
    if strangers:
        is_no = "is no" if len(strangers) == 1 else "are no"
        typer.echo(f"left out    {plural(len(strangers), 'label')} that {is_no} theme of the codebook:")
    for unknown_label in strangers[:LISTED]:
        suggestion = f"; if it is {unknown_label.near}, write it like that" if unknown_label.near else ""
        typer.echo(f"{'':14}“{output.line(unknown_label.label)}” in {plural(unknown_label.rows, 'row')}{suggestion}")
    _more(len(strangers))


def _more(count: int) -> None:
    if count > LISTED:
        typer.echo(f"{'':14}and {count - LISTED:,} more; --json names all")


# For programs ---------------------------------------------------------------------------------------------------------


def plain(made: Evaluated) -> dict[str, Any]:
    """Return an evaluation as an object for ``--json``, with every row and label that was left out."""
    figures = made.figures
    plain_record = {
        field_name: field_value
        for field_name, field_value in asdict(made).items()
        if field_name not in ("figures", "agreements")
    }
    return {
        **plain_record,
        "sets": output.agreements(made.sets),
        "known": {**plain_record["known"], "rest": _plain_quality(made.known.rest)},
        "themes": [_plain_theme(theme, made.agreements[theme.key]) for theme in figures.themes],
        "micro": _plain_quality(figures.micro),
        "macro": _plain_quality(figures.macro),
    }


def _plain_theme(theme: ThemeQuality, agreements: Agreements) -> dict[str, Any]:
    counts = {"theme": theme.key, "given": theme.given, "found": theme.found, "both": theme.both}
    scores = _plain_quality(theme.quality)
    return {**counts, "scores": scores, "name": theme.name, "agreement": output.agreements(agreements)}


def _plain_quality(quality: Quality | None) -> dict[str, Any] | None:
    """Return precision, recall and F1 under the keys that this command has always given them."""
    if quality is None:
        return None
    scores = {"precision": quality.precision, "recall": quality.recall, "f1": quality.f1}
    return {name: {"estimate": one.value, "low": one.low, "high": one.high} for name, one in scores.items()}
