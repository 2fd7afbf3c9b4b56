"""Everything that is told of a workspace, and the walk over it that finds two places which do not agree."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from analysis.app import publish
from analysis.app.admin.export_files import export
from analysis.app.audit.audit_report import audit_report
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.cli import output, output_audit
from analysis.model import Publish
from analysis.rendering.formats import bracketed_share, percent, share_of
from analysis.tally.shares import share as share_among
from tests.web.visitor import Visitor, text_of

Row = list[str]
Figure = tuple[Any, ...]


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def number(cell: str) -> int:
    """The figure that a cell begins with."""
    return int(cell.split()[0].replace(",", ""))


def figure(cell: str) -> int | None:
    """The figure of a cell; None where it says that it is not told."""
    return None if cell == "suppressed" else number(cell)


def counted(cell: str) -> int:
    """What a cell says was counted: behind the word where an audit corrected it."""
    return number(cell.rpartition("counted ")[2] if "(" in cell else cell)


def ranged(one: dict[str, Any]) -> str:
    return f"{one['value']:,.0f} ({one['low']:,.0f} to {one['high']:,.0f})"


def with_count(one: dict[str, Any], count: int) -> str:
    """What stands beside a figure of an audit."""
    return "as counted" if one["value"] == count == one["counted"] else f"counted {count:,}"


def about(one: dict[str, Any], count: int) -> str:
    """How a sentence begins that tells it."""
    return f"{'about ' if one['value'] != count else ''}{one['value']:.0f}"


def pages_of(report: Path) -> dict[str, Any]:
    """The page of a report and those of its annex, by the stems of their files."""
    files = [report, *sorted((report.parent / "annex").glob("*.html"))]
    return {file.stem: lxml.html.fromstring(file.read_text("utf-8")) for file in files}


class Told:
    """The report with its annex, the pages of the app, the tables that are saved and exported, and JSON."""

    def __init__(self, app: AppContext) -> None:
        reported = publish.report(app)
        self.json = json.loads(json.dumps(output.plain(reported), default=str))
        withheld = sum(who.respondent.publish is Publish.NO for who in ingest.take_in(app).responses)
        self.left_out: int = self.json["left_out"]
        assert self.left_out in (0, withheld), "too few to count, or counted"
        self.withheld = withheld - self.left_out
        self.pages = pages_of(reported.path)
        self.page = self.pages["report"]
        exported = json.loads(export(app, "json").content)["tables"]
        rows = [tuple(row.values()) for row in exported["figures"]]
        self.figures: dict[Figure, Figure] = {(*row[:4], row[-1].split()[0]): row[4:8] for row in rows}
        assert len(self.figures) == len(rows), "no figure is exported twice"
        with zipfile.ZipFile(io.BytesIO(export(app, "csv").content)) as archive:
            csv_rows = list(csv.reader(io.StringIO(archive.read("figures.csv").decode("utf-8-sig"), newline="")))
        assert [row[:4] for row in csv_rows[1:]] == [list(row[:4]) for row in rows]
        assert [[float(cell) if cell else None for cell in row[4:8]] for row in csv_rows[1:]] == [
            list(row[4:8]) for row in rows
        ]
        self.exported_points = exported["points"]
        visitor = Visitor(app.workspace.root)
        self.themes_page = text_of(visitor.get("/themes"))
        self.codebook_page = text_of(visitor.get("/codebook"))
        saved = visitor.client.get("/points.csv").content.decode("utf-8-sig")
        self.points = list(csv.DictReader(io.StringIO(saved)))
        self.audit: dict[str, Any] = {}
        if app.store.audits():
            self.audit = json.loads(json.dumps(output_audit.plain_report(audit_report(app))))

    @property
    def measured(self) -> dict[str, Any] | None:
        """The corrected counts of any theme that was measured."""
        return next((theme["corrected"] for theme in self.json["themes"] if theme["corrected"]), None)

    @property
    def counted(self) -> int:
        """The responses that the report's figures are of; the team's pages count all that were received."""
        return int(self.json["responses"]) - self.left_out

    @property
    def without_of(self) -> int:
        """The responses of no campaign."""
        return next((t["without"]["of"] for t in self.json["themes"] if t["without"]), self.counted)

    @property
    def has_campaigns(self) -> bool:
        return bool(self.without_of < self.counted)

    def section(self, name: str, page: str = "report") -> Any:
        (one,) = self.pages[page].xpath(f"//section[@aria-labelledby='{name}']")
        return one

    def table(self, caption: str, page: str = "report") -> Any:
        """The one table whose caption begins so."""
        tables = self.pages[page].xpath("//main//table[caption]")
        (one,) = [table for table in tables if words(table.find("caption")).startswith(caption)]
        return one

    def tables(self, caption: str, page: str = "report") -> list[Any]:
        tables = self.pages[page].xpath("//main//table[caption]")
        return [table for table in tables if words(table.find("caption")).startswith(caption)]

    def exported(self, table: str, about: str, group: str, measure: str, how: str = "counted") -> Any:
        return self.figures[table, about, group, measure, how][0]


def lines(table: Any, part: str = "tbody") -> list[Row]:
    return [[words(cell) for cell in row] for row in table.xpath(f"./{part}/tr")]


def line(table: Any, name: str) -> Row:
    """The one line of that name."""
    (one,) = [row for row in lines(table) if row[0].removesuffix(" [u]") == name]
    return one


def agrees(told: Told, is_open: bool = False) -> None:
    """Walk everything that is told; while an audit is open, pages leave out the points that are kept blind."""
    totals_agree(told)
    questions_agree(told)
    positions_agree(told)
    for theme in told.json["themes"]:
        corrected_counts_agree(told, theme)
        report_agrees(told, theme)
        annex_agrees(told, theme)
        cells_agree(told, theme)
        findings_agree(told, theme)
        exports_agree(told, theme)
        pages_agree(told, theme, is_open)
        if not is_open:
            points_agree(told, theme)


# How many there are ---------------------------------------------------------------------------------------------------


def totals_agree(told: Told) -> None:
    """The tiles of page one, the account, the feet of tables, JSON and the exports."""
    responses, points, campaigns = told.counted, told.json["points"], told.counted - told.without_of
    tiles = [number(words(tile)) for tile in told.page.xpath("//ul[@class='tiles']/li")]
    unread = told.exported("Received", "", "all", "files not read")
    assert tiles == [told.json["responses"], points, campaigns, unread], "what was received, then what is counted"
    steps = {row[0]: row[1] for row in lines(told.table("From what was received"))}
    in_doubt = told.exported("Received", "", "all", "points in doubt")
    without_theme = points - told.exported("Received", "", "all", "points with a theme")
    again = told.exported("Received", "", "all", "repeated points")
    for step, figure in {
        "Responses in these files": told.json["responses"],
        "Responses analysed, the base of every figure of all respondents": responses,
        f"of which in a campaign{', as far as may be shown' if told.withheld else ''}": campaigns,
        **({"of which withheld: counted and not shown": told.withheld} if told.withheld else {}),
        "less files of which nothing could be read, each with its reason": unread,
        "Points counted in the responses analysed": points,
        **({"of which repeating another point of the same response": again} if again else {}),
    }.items():
        assert number(steps[step]) == figure, step
    assert number(steps["of which without a theme"]) <= without_theme, "those for a person are neither"
    for measure, figure in {
        "responses": responses,
        "responses not shown": told.withheld,
        "responses of campaigns": campaigns,
        "points": points,
    }.items():
        assert told.exported("Received", "", "all", measure) == figure
    (foot,) = lines(told.table("Respondents and points for each theme"), "tfoot")
    assert [number(cell) for cell in foot[1:] if cell] == [
        responses,
        *([told.without_of] if campaigns else []),
        points,
    ]
    if in_doubt:
        assert f"{in_doubt:,} of {points:,} point" in words(told.section("themes")), "the column has no sum"
    types_add_up(told)
    for caption in ("Respondents and points for each theme", "Respondents who raise each theme, by type"):
        for table in told.tables(caption):
            assert f"(n = {responses} response" in words(table.find("caption"))


def types_add_up(told: Told) -> None:
    table = told.table("Responses and points by type of respondent")
    assert lines(table, "tfoot") == [["All", f"{told.counted:,}", f"{told.json['points']:,}"]]
    rows = lines(table)
    assert sum(number(row[1]) for row in rows) == told.counted
    if all(row[2] != "in the total" for row in rows):
        assert sum(number(row[2]) for row in rows) == told.json["points"]
    if len([row for row in rows if not row[0].startswith("Withheld")]) < 2:
        assert not told.page.xpath("//section[@aria-labelledby='types']"), "there is nothing to compare"
        return
    heads = [words(cell) for cell in told.table("Respondents who raise each theme, by type").xpath("./thead//th")[1:]]
    named = [row for row in rows if not row[0].startswith("Withheld")]
    assert heads == [*(f"{row[0]} ({row[1]})" for row in named), f"All ({told.counted:,})"]
    for name, responses, points in named:
        assert told.exported("Type of respondent", "", name, "responses") == number(responses)
        assert told.exported("Type of respondent", "", name, "points") == number(points)


# Each theme -----------------------------------------------------------------------------------------------------------


def corrected_counts_agree(told: Told, theme: dict[str, Any]) -> None:
    """What an audit made of a theme is one estimate, for JSON, the audit's own report and the tables of the annex."""
    fixed, name = theme["corrected"], theme["name"]
    if not fixed:
        return
    (same,) = [one for one in told.audit["counts"] if one["key"] == theme["key"]]
    adds_up(same)
    # What is withheld is in the counts of all; only the audit's own report tells the team of it apart.
    types = [part for part in same["types"] if part["name"] != "withheld"]
    if fixed["respondents"]["value"] != fixed["respondents"]["counted"]:
        assert {**same, "types": types} == fixed
    parts = [part for part in (fixed["campaigns"], fixed["rest"]) if part]
    parts += types if len(types) > 1 else []
    rows = lines(told.table("Counted ", "accuracy"))
    start = next(n for n, row in enumerate(rows) if row[0] == name)
    for row, one in zip(rows[start : start + 1 + len(parts)], [fixed, *parts], strict=True):
        respondents, points = one["respondents"], one["points"]
        assert row[0] == one["name"]
        assert [row[1].split()[0], row[2]] == [f"{respondents['counted']:,}", ranged(respondents)]
        assert [row[3].split()[0], row[4]] == [f"{points['counted']:,}", ranged(points)]
        for cell, count in ((row[1], respondents), (row[3], points)):
            assert cell.endswith(" off") == (not count["low"] <= count["counted"] <= count["high"])


def adds_up(one: dict[str, Any]) -> None:
    """Campaigns and the rest, and all types, add up to a theme's counts, and nothing leaves its bounds."""
    partitions = [one["types"], *([[one["campaigns"], one["rest"]]] if one["rest"] else [])]
    for of in ("points", "respondents"):
        for parts in partitions:
            for field in ("counted", "value", "of", "confirmed"):
                assert sum(part[of][field] for part in parts) == one[of][field], (one["name"], of, field)
        for part in (one, *[part for parts in partitions for part in parts]):
            own = part[of]
            assert own["value"] == int(own["value"])
            assert own["confirmed"] <= own["low"] <= own["value"] <= own["high"] <= own["of"]


def headline(told: Told, theme: dict[str, Any]) -> str:
    """A theme's respondents as tables tell them."""
    fixed = theme["corrected"]
    if fixed:
        return f"{ranged(fixed['respondents'])} {with_count(fixed['respondents'], theme['respondents'])}"
    return f"{theme['respondents']:,}" + (" as counted; not measured" if told.measured else "")


def apart(theme: dict[str, Any], what: str = "respondents") -> str:
    """A theme without campaigns, as every part of the report tells it."""
    without, fixed = theme["without"], theme["corrected"]
    count, of = (without["respondents"], without["of"]) if what == "respondents" else (None, without["of_points"])
    count = count if count is not None else without["places" if fixed else "points"]
    one = fixed["rest"][what] if fixed and fixed["rest"] else None
    if one:
        return f"{about(one, count)} of {one['of']} ({one['low']:.0f} to {one['high']:.0f}; {with_count(one, count)})"
    return f"{count} of {of}"


def has_one_base(told: Told, what: str) -> bool:
    """Whether shares of what was measured and of what was not are of the same."""
    all_of = told.counted if what == "respondents" else told.json["themes"][0]["of_points"]
    return not told.measured or bool(told.measured[what]["of"] == all_of)


def part(fixed: dict[str, Any]) -> str:
    """A corrected count as a share: where it is none, or all, by its estimate alone, the end of its interval."""
    value, of = fixed["value"], fixed["of"]
    if value == 0 < fixed["high"]:
        return f"up to {share_of(fixed['high'], of)}".replace("up to <", "<") if share_of(value, of) else ""
    if fixed["low"] < value == of:
        return f"at least {share_of(fixed['low'], of)}".replace("at least >", ">") if share_of(value, of) else ""
    return percent(value / of)


def share(told: Told, theme: dict[str, Any], what: str) -> str:
    """A theme's share as every part of the report tells it: of one base a table, or none."""
    fixed = theme["corrected"]
    if fixed:
        return part(fixed[what])
    of = theme["of" if what == "respondents" else "of_points"]
    return share_of(theme[what], of) if has_one_base(told, what) else "not measured"


def report_agrees(told: Told, theme: dict[str, Any]) -> None:
    """Page one, themes at a glance, what stands beside each question's themes, and the team's replies."""
    name, fixed = theme["name"], theme["corrected"]
    head = headline(told, theme)
    shown = {
        words(bar[0]): words(bar.xpath("./*[@class='bar-figure']")[0])
        for bar in told.page.xpath("//figure[@id='theme-chart']//li")
    }
    if name in shown or len(told.json["themes"]) <= 10:
        part = bracketed_share(theme["respondents"], theme["of"]) if has_one_base(told, "respondents") else ""
        beside = f"{theme['respondents']:,}{part}{', not measured' if told.measured else ''}"
        bar, _, outside = shown[name].removesuffix(" without campaigns").rpartition(" ")
        bar = bar if theme["without"] else shown[name]
        assert bar == (ranged(fixed["respondents"]) if fixed else beside)
        if theme["without"]:
            rest = fixed["rest"]["respondents"]["value"] if fixed else theme["without"]["respondents"]
            assert number(outside) == round(rest)
    cells = iter(line(told.table("Respondents and points for each theme"), name)[1:])
    assert next(cells) == head
    assert next(cells) == share(told, theme, "respondents")
    if theme["without"]:
        assert next(cells) == apart(theme)
    tail = " as counted; not measured" if told.measured else ""
    of_points = (
        f"{ranged(fixed['points'])} {with_count(fixed['points'], theme['places'])}"
        if fixed
        else f"{theme['points']:,}{tail}"
    )
    assert next(cells) == of_points
    assert next(cells) == share(told, theme, "points")
    assert number(next(cells)) == theme["doubtful"]
    assert not list(cells)
    for table in told.tables("The team’s response to each theme"):
        (reply,) = [row[0] for row in lines(table) if row[0].startswith(f"{name} ")]
        assert reply == f"{name} {sentence(theme)}"


def annex_agrees(told: Told, theme: dict[str, Any]) -> None:
    """The theme's own page."""
    fixed = theme["corrected"]
    (figures,) = told.pages[f"theme-{theme['key']}"].xpath("//dl[@class='figures']")
    said = {words(one[0]): words(one[1]) for one in figures}
    if fixed:
        respondents, points = fixed["respondents"], fixed["points"]
        start = f"{ranged(respondents)} of {respondents['of']:,} ({share(told, theme, 'respondents')}); "
        assert said["Respondents"].startswith(f"{start}{with_count(respondents, theme['respondents'])}")
        start = f"{ranged(points)} of {points['of']:,} ({share(told, theme, 'points')}); "
        assert said["Points"].startswith(f"{start}{with_count(points, theme['places'])}")
        again = theme["places"] - theme["points"]
        assert (f"({theme['points']:,} with each argument once)" in said["Points"]) == bool(again)
    else:
        parts = [
            bracketed_share(theme[what], theme[of]) for what, of in (("respondents", "of"), ("points", "of_points"))
        ]
        assert said["Respondents"].startswith(f"{theme['respondents']:,} of {theme['of']:,}{parts[0]}")
        assert said["Points"].startswith(f"{theme['points']:,} of {theme['of_points']:,}{parts[1]}")
        assert ("as counted, not measured" in said["Respondents"]) == bool(told.measured)
    without = [text for title, text in said.items() if title.startswith("Without the campaign")]
    rest = fixed["rest"]["respondents"] if fixed and theme["without"] else None
    head = apart(theme) if theme["without"] else ""
    if rest:
        head = f"{ranged(rest)} of {rest['of']:,}; {with_count(rest, theme['without']['respondents'])}"
    expected = theme["without"] and f"{head}; in {apart(theme, 'points')} points"
    assert without == ([expected] if expected else [])
    assert said["In doubt"].startswith(f"{theme['doubtful']:,} of {theme['places']:,}")


LISTED = re.compile(r"(.+) ([\d,]+) respondents?, ([\d,]+) points?")


def listed(told: Told, theme: dict[str, Any], group: str) -> dict[str, tuple[int, int]]:
    """The respondents and points above each list of a theme's page, by type or by question."""
    told_of: dict[str, tuple[int, int]] = {}
    page = told.pages[f"theme-{theme['key']}"]
    for heads in page.xpath(f"//h4[.='{group}']/following-sibling::dl[1]/div/dt"):
        match = LISTED.fullmatch(words(heads))
        assert match, words(heads)
        told_of[match[1]] = (number(match[2]), number(match[3]))
    return told_of


def cells_agree(told: Told, theme: dict[str, Any]) -> None:
    """A theme by type and by question: the report's tables, the lists of its page, and the exports."""
    name = theme["name"]
    by_type = listed(told, theme, "By type of respondent")
    for table in told.tables("Respondents who raise each theme, by type"):
        types_agree(told, theme, table, by_type)
    assert 0 <= theme["respondents"] - sum(one[0] for one in by_type.values()) <= told.withheld
    by_question = listed(told, theme, "By question")
    for exported, cells in (("Theme by type", by_type), ("Theme by question", by_question)):
        rows = {key[2]: key for key in told.figures if key[:2] == (exported, name) and key[4] == "counted"}
        assert set(rows) == set(cells)
        for group, pair in cells.items():
            assert pair == tuple(told.exported(exported, name, group, what) for what in ("respondents", "points"))
    assert question_cells(told, name) <= set(by_question.items())


def types_agree(told: Told, theme: dict[str, Any], table: Any, by_type: dict[str, tuple[int, int]]) -> None:
    """A theme's line in the table by type: its cells are the lists' counts, and add up to the last."""
    fixed = theme["corrected"]
    types = [words(cell).rpartition(" (")[0] for cell in table.xpath("./thead//th")[1:-1]]
    row = line(table, theme["name"])
    assert row[-1] == headline(told, theme)
    corrected = {part["name"]: part["respondents"] for part in (fixed["types"] if fixed else [])}
    for kind, cell in zip(types, row[1:-1], strict=True):
        in_type = by_type.get(kind, (0, 0))[0]
        assert counted(cell) == in_type
        if kind in corrected:
            assert cell == f"{ranged(corrected[kind])} {with_count(corrected[kind], in_type)}"
    # Types of which the audit can say nothing, because all of them came later, are not among what it corrected.
    spoken_of = [cell for kind, cell in zip(types, row[1:-1], strict=True) if not fixed or kind in corrected]
    rest = number(row[-1]) - sum(map(number, spoken_of))
    assert 0 <= rest <= told.withheld, "those withheld are in no column but the last"
    assert len(spoken_of) == len(types) or not has_one_base(told, "respondents")


def question_cells(told: Told, name: str) -> set[tuple[str, tuple[int, int]]]:
    """What the tables under the questions say of a theme: the question with its respondents and points there."""
    found = set()
    for table in told.tables("Themes by respondents, as counted"):
        caption = words(table.find("caption"))
        key = re.match(r"Themes by respondents, as counted: (.+?) \(n = ", caption)
        base = re.search(r"\(n = ([\d,]+) ", caption)
        assert key
        assert base
        for row in lines(table):
            if row[0].removesuffix(" [u]") == name:
                here, of = number(row[1]), number(base[1])
                assert row[2] == share_of(here, of) if "Share" in lines(table, "thead")[0] else not share_of(here, of)
                question = "no particular question" if key[1] == "outside the questions" else key[1]
                assert told.figures["Theme by question", name, question, "respondents", "counted"][3] == of
                found.add((question, (here, number(row[-1]))))
    return found


def sentence(theme: dict[str, Any]) -> str:
    """A theme's respondents in a sentence."""
    one = theme["corrected"] and theme["corrected"]["respondents"]
    if not one:
        return f"{theme['respondents']} of {theme['of']} responses"
    ends = f"{one['low']:.0f} to {one['high']:.0f}; {with_count(one, theme['respondents'])}"
    return f"{about(one, theme['respondents'])} of {one['of']} responses ({ends})"


def findings_agree(told: Told, theme: dict[str, Any]) -> None:
    """Findings name a theme by the same words, where they name it."""
    findings, name = words(told.section("findings")), re.escape(theme["name"])
    if re.search(rf"\b{name} (by|was raised)|gave {name} to the most responses:", findings):
        assert sentence(theme) in findings
        assert not theme["without"] or f"{apart(theme)}" in findings
    points = theme["corrected"] and theme["corrected"]["points"]
    if f"{theme['name']} has the most points:" in findings:
        ends = f"{points['low']:.0f} to {points['high']:.0f}; {with_count(points, theme['places'])}"
        assert f"points: {about(points, theme['places'])} of {points['of']} points ({ends})" in findings
    if re.search(rf"gave {name} to the most points:", findings):
        of = percent(theme["points"] / theme["of_points"])
        assert f"points: {theme['points']} of {theme['of_points']} points ({of})" in findings


def exports_agree(told: Told, theme: dict[str, Any]) -> None:
    """The exported figures are those of JSON, counted and corrected, in all and in every part."""
    name, without, fixed = theme["name"], theme["without"], theme["corrected"]
    for measure, figures in {
        "respondents": (theme["respondents"], theme["of"]),
        "points": (theme["points"], theme["of_points"]),
        "points, repeats included": (theme["places"], told.json["points"]),
        "points in doubt": (theme["doubtful"], theme["places"]),
    }.items():
        value, _, _, of = told.figures["Theme", name, "all", measure, "counted"]
        assert (value, of) == figures
    if without:
        assert told.exported("Theme", name, "without campaigns", "respondents") == without["respondents"]
        assert told.exported("Theme", name, "without campaigns", "points") == without["points"]
    assert bool(fixed) == any(("Theme", name, "all", "respondents", how) in told.figures for how in AUDITED)
    assert not [key for key in told.figures if key[2] == "withheld"], "it is told apart for the team alone"
    for table, part in parts_of(fixed):
        for measure, what in (("respondents", "respondents"), ("points, repeats included", "points")):
            group = "all" if part is fixed else part["name"]
            one = part[what]
            expected = (one["value"], one["low"], one["high"], one["of"])
            how = AUDITED[one["value"] == one["counted"]]
            assert told.figures[table, name, group, measure, how] == expected


AUDITED = ("corrected", "counted,")
"""How a figure is told that an audit gives, and one that it leaves as it was counted, by their first words."""


def parts_of(fixed: dict[str, Any] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if fixed:
        yield from (("Theme", part) for part in (fixed, fixed["campaigns"], fixed["rest"]) if part)
        yield from (("Theme by type", part) for part in fixed["types"])


class TeamCounts(NamedTuple):
    """A theme's figures of everybody, as the team's pages tell them: of those withheld, too."""

    respondents: int
    places: int
    without: int
    places_without: int


def in_report(counted: int, team_count: int | str) -> str:
    """What a page says where the report counts others than the team's pages do; it may, where these are not known."""
    report_count = f" ?; in the report {counted:,}"
    return f"(?:{report_count})?" if isinstance(team_count, str) else "" if team_count == counted else report_count


def carrying_rows(told: Told, theme: dict[str, Any]) -> list[dict[str, str]]:
    return [row for row in told.points if theme["name"] in row["Themes"].split("; ")]


def team_counts(told: Told, theme: dict[str, Any]) -> TeamCounts:
    rows = carrying_rows(told, theme)
    apart = [row for row in rows if not row["Campaign"]]
    return TeamCounts(len({r["Response"] for r in rows}), len(rows), len({r["Response"] for r in apart}), len(apart))


def pages_agree(told: Told, theme: dict[str, Any], is_open: bool) -> None:
    """The pages of the app."""
    name, without, fixed = theme["name"], theme["without"], theme["corrected"]
    everybody = team_counts(told, theme)
    if fixed:
        of_respondents, of_points = fixed["respondents"], fixed["points"]
        shown = r"\d+" if is_open else everybody.respondents
        places = r"\d+" if is_open else everybody.places
        for one, count, noun in ((of_respondents, shown, "respondents"), (of_points, places, "points")):
            figure = re.escape(f"Corrected: {ranged(one)} of {one['of']}") + rf" counted {name}: {count} {noun}"
            if one["value"] == one["counted"]:
                bounds = re.escape(f" ({one['low']:.0f} to {one['high']:.0f}) of {one['of']} as counted")
                figure = rf"{name}: {count} {noun}{in_report(one['counted'], count)}{bounds}"
            assert re.search(figure, told.themes_page)
        is_counted = of_points["value"] == of_points["counted"]
        bounds = f"({of_points['low']:,.0f} to {of_points['high']:,.0f})"
        said = re.escape(f"counted; corrected by the audit to {ranged(of_points)}")
        if is_counted:
            said = rf"as counted{in_report(of_points['counted'], places)} {re.escape(bounds)}"
        assert re.search(said, told.codebook_page)
    if without:
        shown = r"\d+" if is_open else everybody.without
        assert re.search(rf"{name} .*? \({shown} without campaigns", told.codebook_page)
        if fixed and fixed["rest"]:
            for what in ("respondents", "points"):
                one = fixed["rest"][what]
                count = everybody.without if what == "respondents" else everybody.places_without
                said = re.escape(f"about {ranged(one)} of {one['of']}, counted ")
                said = ": " if one["value"] == one["counted"] else said
                assert re.search(rf"{said}{r'[0-9]+' if is_open else count}\b", told.themes_page)
        elif not is_open:
            assert f": {everybody.without} of {without['of'] + told.left_out}" in told.themes_page
    if not is_open:
        shown = (
            f"{name}: {everybody.respondents} respondents"
            if everybody.respondents
            else f"{name} 0 {share_of(0, theme['of'])}".strip()
        )
        assert shown in told.themes_page


def points_agree(told: Told, theme: dict[str, Any]) -> None:
    """The table of points that the pages save."""
    name, without, fixed = theme["name"], theme["without"], theme["corrected"]
    carrying = [row for row in carrying_rows(told, theme) if not told.left_out or row["May be published"] != "no"]
    assert len({row["Response"] for row in carrying}) == theme["respondents"]
    assert len(carrying) == theme["places"]
    assert not without or len({row["Response"] for row in carrying if not row["Campaign"]}) == without["respondents"]
    assert not fixed or told.audit["closed"] or len(carrying) == fixed["points"]["counted"]
    printed = [row for row in told.exported_points if name in (row["Themes"] or "").split("; ")]
    shown = [row for row in carrying if row["May be published"] != "no"]
    assert len(printed) == len(shown)


# Each question --------------------------------------------------------------------------------------------------------


def questions_agree(told: Told) -> None:
    """Who answered each question: the account, the question's own part and the exports."""
    headings = {
        words(heading).partition(":")[0]: heading for heading in told.page.xpath("//section[@class='question']/h3")
    }
    for table in told.tables("Responses and points that answer each question"):
        for row in lines(table):
            key = row[0] if row[0] == "no particular question" else row[0].split()[0]
            answered, in_words, chose, points = map(figure, row[1:])
            assert told.exported("Question", "", key, "responses") == answered
            assert told.exported("Question", "", key, "points") == points
            if answered is not None and in_words is not None and chose is not None:
                assert max(in_words, chose) <= answered <= in_words + chose
            if key in headings:
                question_agrees(told, words(headings.pop(key).getnext()), row[1:])
                chosen_agree(told, key, chose)
    assert not headings, "each question of the report is in the account"


def question_agrees(told: Told, said: str, row: Row) -> None:
    """The sentence under a question: how many answered it, in which way."""
    answered, in_words, chose, points = row
    of = f"{told.counted:,} respondent"
    if answered == "0":
        assert (said, in_words, chose) == ("No response says that it answers this question.", "0", "0")
        return
    assert f"{in_words} in words, with {points} point" in said or (in_words == "0" != answered != "suppressed")
    if answered == "suppressed":
        assert said.startswith(f"Of {of}")
    else:
        assert said.startswith(f"{answered} of {of}")
        assert f" answered{bracketed_share(number(answered), told.counted)}" in said
        by_choice = "a suppressed number" if chose == "suppressed" else chose
        assert (f": {by_choice} by choosing an answer" in said) == (chose != "0")


def chosen_agree(told: Told, key: str, chose: int | None) -> None:
    """The answers chosen to a question: its table, page one and the exports, all of one base."""
    tables, responses = told.tables(f"Answers chosen: {key} "), told.counted
    page_one = map(words, told.page.xpath("//ul[@class='answers']/li"))
    short = [one for one in page_one if one.startswith((f"{key}:", f"{key},"))]
    exported = [about for table, about, *_ in told.figures if table == "Closed question" and about.split()[0] == key]
    assert len(tables) == (1 if exported else 0)
    assert not short or (tables and short[0].endswith(f"(of {responses:,})"))
    known, told_alone = [], 0
    for row in lines(tables[0]) if tables else []:
        if row[0] in ("Not answered", "No answer chosen"):
            assert chose is None or number(row[1]) == responses - chose
            assert not short or row[1] == "0" or f"{row[2]} not answered" in short[0]
            continue
        how = "suppressed:" if re.match(r"\d+ other answers?\b|no answer\b", row[0]) else "counted"
        group = row[0].removesuffix(", suppressed").removesuffix(", together")
        full = next((one[2] for one in told.figures if one[1] == exported[0] and one[2].strip(". ") == group), group)
        value = told.exported("Closed question", exported[0], full, "respondents", how)
        assert figure(row[1]) == value
        known.append((value, "no answer" in group))
        told_alone += (value or 0) if how == "counted" else 0
        if value is not None:
            assert row[2] == share_of(value, responses)
            assert len(row) < 5 or row[3] in ("", share_of(value, chose) if chose else "")
        if short and how == "counted":
            assert f"{share_of(value, responses) or value} {group.strip('. ')}" in short[0]
    assert bool(short) == bool(tables and 2 * told_alone >= responses), "page one tells what at least half chose"
    if tables:
        assert f"(n = {responses:,} respondent" in words(tables[0].find("caption"))
        if chose is not None and all(value is not None and not is_silence for value, is_silence in known):
            assert sum(value for value, _ in known) == chose


def positions_agree(told: Told) -> None:
    """Who is for and who against: under the question, among the findings, on each theme's page, and as JSON."""
    findings = words(told.section("findings"))
    for n, tally in enumerate(told.json["positions"], 1):
        (heading,) = told.page.xpath(f"//*[@id='position-{n}'][self::h3 or self::h4]")
        if words(heading.getnext()).startswith(("Hardly anybody says plainly", "Nobody says plainly")):
            continue
        table = heading.getnext().xpath(".//table")[0]
        all_told = "suppressed" if tally["respondents"] is None else f"{tally['respondents']:,}"
        assert f"(n = {all_told}" in words(table.find("caption"))
        is_whole = all(count["respondents"] is not None for count in tally["counts"])
        if tally["respondents"] is not None:
            untold = tally["respondents"] - sum(count["respondents"] or 0 for count in tally["counts"])
            assert untold == 0 or (untold > 0 and not is_whole)
        assert [row[0] for row in lines(table)] == [count["name"] for count in tally["counts"]]
        has_shares = "Share" in lines(table, "thead")[0]
        has_rest = told.has_campaigns and any(count["without"] is not None for count in tally["counts"])
        for row, count in zip(lines(table), tally["counts"], strict=True):
            number_cell, share_cell, *rest = position_cells(told, tally, count)
            rest = rest if has_rest else []
            assert row[1:] == [number_cell, *([share_cell] if has_shares else []), *rest]
            assert has_shares or not share_cell
        (foot,) = lines(table, "tfoot")
        assert foot[1] == all_told
        assert has_rest == (len(foot) == 3 + has_shares)
        if has_rest:
            assert figure(foot[-1]) == tally["without_of"]
        named = tally["key"] or "the proposal as a whole"
        is_closed = told.tables(f"Answers chosen: {tally['key']} ") if tally["key"] else []
        if n <= 4 and is_whole and tally["respondents"] is not None and not is_closed:
            noun = "respondent" if tally["respondents"] == 1 else "respondents"
            said = ", ".join(f"{one['name'].lower()} {in_findings(one)}" for one in tally["counts"])
            assert f"For and against {named}, of {tally['respondents']} {noun}: {said}." in findings
    for theme in told.json["themes"]:
        stands_agree(told, theme)


def in_findings(count: dict[str, Any]) -> str:
    one = count["corrected"]
    return f"about {ranged(one)}" if one and one["value"] is not None else f"{count['respondents']}"


def position_cells(told: Told, tally: dict[str, Any], count: dict[str, Any]) -> Row:
    """The cells of a position: how many take it, their share, and how many without campaigns."""
    one, rest = count["corrected"], count["corrected_without"]
    cells = []
    for value, fixed in ((count["respondents"], one), (count["without"], rest)):
        told_of = "suppressed" if value is None else f"{value:,}"
        cells.append(f"{ranged(fixed)} counted {told_of}" if value is not None and fixed else told_of)
    shares = "" if count["share"] is None else percent(count["share"])
    if count["respondents"] is not None and tally["respondents"] is not None:
        assert count["without"] is None or count["without"] <= count["respondents"]
        assert count["share"] == share_among(count["respondents"], tally["respondents"])
    return [cells[0], part(one) if one and one["of"] else shares, *([cells[1]] if told.has_campaigns else [])]


def stands_agree(told: Told, theme: dict[str, Any]) -> None:
    """A theme's respondents by position: its page and JSON, no more than those who raise it under the question."""
    page = told.pages[f"theme-{theme['key']}"]
    under = {**listed(told, theme, "By question")}
    for one in theme["positions"]:
        noun = "respondent" if one["respondents"] == 1 else "respondents"
        of = f"{one['respondents']} {noun}"
        if one["untold"]:
            of = f"{one['respondents'] - one['untold']} of {of}, whose position stands beside their text"
        title = f"For and against {one['key'] or 'the proposal'}: {of}"
        (heading,) = [h for h in page.xpath("//h4") if words(h) == title]
        heads = [re.match(r"(.+?) ([\d,]+) respondents?\b", words(dt)) for dt in heading.getnext().xpath("./div/dt")]
        told_of = {head[1]: number(head[2]) for head in heads if head}
        assert len(told_of) == len(heads)
        expected = {count["name"]: count["respondents"] for count in one["counts"] if count["respondents"]}
        untold = {"Not told": one["untold"]} if one["untold"] else {}
        assert told_of == expected | untold
        assert sum(expected.values()) + one["untold"] == one["respondents"]
        assert one["respondents"] <= under.get(one["key"] or "no particular question", (theme["respondents"], 0))[0]
