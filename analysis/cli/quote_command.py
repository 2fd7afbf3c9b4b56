"""`everypoint quote`: which points are quoted under a theme whatever else holds, and which are not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from analysis.cli import output
from analysis.cli.common import HERE, JsonOption, WorkspaceOption, reporting_errors, system_user, taken


class QuoteAction(StrEnum):
    """What can be decided of a point as a quotation."""

    PIN = "pin"
    BAR = "bar"
    FREE = "free"


def quote(
    decision: Annotated[QuoteAction | None, typer.Argument(help="pin, bar or free; if not given, list all.")] = None,
    point: Annotated[str, typer.Argument(metavar="POINT", help="The point as the report cites it, R4.9.")] = "",
    theme: Annotated[
        str, typer.Argument(metavar="THEME", help="The key of the theme; if not given, all of the point's.")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Your name; if left out, that of your account.")] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Pin a point as a quotation under a theme, bar it, or leave it to the program again; the decision is a record.

    The report always quotes a pinned point, and never a barred one. Points of withheld responses are not
    quoted, pinned or not.

    Example: everypoint quote pin R4.9 funding
    """
    with reporting_errors(as_json):
        from analysis.app import quotes
        from analysis.app.snapshot.team_work import point_cited
        from analysis.model import QuoteDecision

        app, snapshot = taken(workspace)
        if decision is not None:
            if not point:
                raise typer.BadParameter("name the point, such as R4.9")
            decided = {QuoteAction.PIN: QuoteDecision.PINNED, QuoteAction.BAR: QuoteDecision.BARRED}
            cited = point_cited(snapshot.corpus, point)
            who = by or system_user("--by")
            quotes.choose_quote(app, snapshot, cited, theme, decided.get(decision, QuoteDecision.FREE), who)
        citations = snapshot.corpus.citations
        rows = [
            {"point": citations[one.point].name, "theme": one.theme, "decision": one.decision.value, "who": one.who}
            for one in quotes.quote_choices(app, snapshot.corpus)
        ]
        if as_json:
            output.as_json({"quotes": rows})
            return
        for row in rows:
            named_theme, who = output.line(row["theme"] or "every theme"), output.line(row["who"])
            typer.echo(f"{row['decision']:8}{row['point']} under {named_theme}, by {who}")
        if not rows:
            typer.echo("No point is pinned or barred as a quotation.")
