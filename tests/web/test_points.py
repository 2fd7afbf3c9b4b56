"""The list of points, its filters and its table; the themes' figures, each held against the list behind it."""

from __future__ import annotations

import csv
import io
import re
import threading
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from analysis.app import publish
from analysis.app.audit.draw_audit import DrawRequest, draw_audit
from analysis.app.audit.sheet_io import SheetRequest as WantedSheet
from analysis.app.audit.sheet_io import export_audits, import_audits
from analysis.app.audit.sheets_folder import take_in_and_code
from analysis.app.ingest import ingest
from analysis.app.snapshot import snapshot_cache
from analysis.app.views import figures as figures_view
from analysis.app.views.figures import Figures, figures
from analysis.app.views.point_filter import PointFilter, filter_points
from analysis.model import Accuracy, Coder
from analysis.workspace import load_consultation
from tests.app.audited import letter, mark, open_desk, truth
from tests.app.ingest.test_links import SUMMED_UP
from tests.builders import make_coding, make_workspace, person
from tests.patience import PATIENCE
from tests.web.visitor import Visitor, text_of

HEAD = re.compile(r"([\d,]+) points? of ([\d,]+) respondents?")
FIGURE = re.compile(
    r'<a class="govuk-link" href="(/points[^"]*)">((?:<span[^>]*>[^<]*</span>)?[\d,]+(?:<span[^>]*>[^<]*</span>)?)</a>'
)


def heading(page: str) -> tuple[int, int]:
    """How many points of how many respondents a list says that it has."""
    found = HEAD.search(text_of(page))
    assert found, text_of(page)
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def numbers(page: str) -> list[tuple[str, int, bool]]:
    """Every linked figure of a page: its address, the figure, and whether it counts respondents."""
    told = []
    for href, inside in FIGURE.findall(page):
        words = re.sub("<[^>]*>", "", inside)
        told.append(
            (
                unescape(href),
                int(re.findall(r"[\d,]+", re.sub(r"^.*: ", "", words))[0].replace(",", "")),
                words.endswith((" respondents", " respondent")),
            )
        )
    return told


def test_every_figure_equals_the_list_behind_it(reader: Visitor) -> None:
    page = reader.get("/themes")
    found = numbers(page) + numbers(reader.get("/themes", count="points"))
    assert len(found) > 10
    assert not re.search(r"\b1 (?:respondents|points)\b", text_of(page))
    for href, number, is_respondents in found:
        assert heading(reader.client.get(href).text)[is_respondents] == number, href


def figures_of(visitor: Visitor) -> Figures | None:
    """What the pages count now."""
    snapshots = visitor.services.snapshots
    return figures(snapshots, snapshots.get())


def test_figures_are_those_of_the_report(reader: Visitor) -> None:
    from analysis.model import Letters
    from analysis.splitting.sentences import sentences
    from analysis.tally.count import report

    app = reader.app_context
    snapshot = take_in_and_code(app).snapshot
    corpus, settled = snapshot.corpus, snapshot.resolved
    printed = report(corpus.consultation, corpus.responses, settled, Letters(), corpus.ledger, sentences)
    known = figures_of(reader)
    assert known is not None
    told = known.counted.report
    assert [(t.theme.key, t.respondents, t.points, t.doubtful) for t in told.themes] == [
        (t.theme.key, t.respondents, t.points, t.doubtful) for t in printed.themes
    ]
    assert told.doubtful.points == printed.doubtful.points
    assert told.unthemed.points == printed.unthemed.points


def test_what_a_person_codes_is_counted_at_once(reader: Visitor) -> None:
    before = heading(reader.get("/points", stand="audited"))
    response = reader.services.snapshots.get().find_response("letter.txt")
    assert response is not None
    point = list(response.points)[2]
    assert before == (0, 0)
    app = reader.app_context
    book = load_consultation(app.workspace.consultation).codebook
    app.store.know_codebook(book, app.clock())
    app.store.append([replace(make_coding(point.key, ["access"], by=person("ann")), codebook=book.version)])
    assert heading(reader.get("/points", stand="audited")) == (1, 1)
    assert heading(reader.get("/points", coder="by:ann")) == (1, 1)
    assert heading(reader.get("/points", coder="human", theme="access")) == (1, 1)
    assert "Coded by a person" in text_of(reader.get("/points", find="forty"))


def test_words_find_points_whatever_their_case_and_are_marked(reader: Visitor) -> None:
    page = reader.get("/points", find="WHEELCHAIR bus")
    assert heading(page) == (1, 1)
    assert "<mark>wheelchair</mark>" in page
    assert "<mark>bus</mark>" in page
    assert "No points match" in text_of(reader.get("/points", find="submarine"))


def test_filters_are_kept_in_the_form_and_in_the_addresses(reader: Visitor) -> None:
    page = reader.get("/points", theme="funding", respondent="letter", least="0.01")
    assert '<option value="funding" selected>' in page
    assert 'name="respondent" value="letter"' in page
    assert "/points.csv?theme=funding&amp;respondent=letter&amp;least=0.01" in page
    assert "<details" in page
    assert " open>" in page


def test_a_point_leads_to_its_place_in_its_response(reader: Visitor) -> None:
    page = reader.get("/points", document="notes.md")
    links = [unescape(href) for href in re.findall(r'href="(/response\?[^"]*)"', page)]
    assert links
    for href in links:
        path, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in reader.client.get(path).text


def test_scores_that_are_none_are_told(reader: Visitor) -> None:
    page = reader.get("/points", status=400, least="much")
    assert "expected a number between 0 and 1" in text_of(page)
    assert reader.client.get("/points.csv", params={"least": "2"}).status_code == 404


def test_the_score_is_the_themes_or_the_highest(reader: Visitor) -> None:
    known = figures_of(reader)
    assert known is not None
    for item in filter_points(known.counted, PointFilter(theme="funding", least="0.5")):
        assert item.choice is not None
        assert dict(item.choice.coding.scores)["funding"] >= 0.5
    low = filter_points(known.counted, PointFilter(most="0.5"))
    high = filter_points(known.counted, PointFilter(least="0.5000001"))
    assert len(low) + len(high) == len(known.counted.items)


def test_the_table_holds_the_same_points_and_no_formula(tmp_path: Path) -> None:
    files = {"a.txt": "1. =HYPERLINK(0) is what the budget needs.\n\n2. The bus does not come in the evening.\n"}
    visitor = Visitor(make_workspace(tmp_path / "w", files))
    answer = visitor.client.get("/points.csv", params={"find": "needs"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == "R1.1"
    known = figures_of(visitor)
    assert known is not None
    doubted = rows[1][rows[0].index("In doubt")].split("; ") if known.counted.report.doubtful.points else [""]
    assert bool(doubted[0]) is bool(known.counted.report.doubtful.points), "the table doubts what the report doubts"
    assert re.fullmatch(r"(0\.\d{4}(; )?)*", rows[1][rows[0].index("Scores")])
    assert rows[1][-1].startswith("'=HYPERLINK")


def test_a_campaign_and_a_section_and_a_type_are_filters(tmp_path: Path) -> None:
    letter = (
        "# Our response\n\n## Money\n\n1. The library budget has been cut for years and nothing is left to cut now.\n\n"
        + "".join(
            f"{n}. Point number {n} about the evening bus, the ramp and the wheelchair at branch {n}.\n\n"
            for n in range(2, 9)
        )
    )
    files = {"a.md": letter, "b.md": letter, "c.md": "1. Something else entirely, about parking at the station.\n"}
    who = "file,respondent,type,publish\na.md,Ann,resident,yes\n"
    visitor = Visitor(make_workspace(tmp_path / "w", files, respondents=who))
    publish.report(visitor.app_context)
    assert heading(visitor.get("/points", campaign="any"))[1] == 2
    assert heading(visitor.get("/points", campaign="-"))[1] == 1
    assert heading(visitor.get("/points", type="resident"))[1] == 1
    assert heading(visitor.get("/points", type="-"))[1] == 2
    assert heading(visitor.get("/points", section="money", respondent="ann"))[1] == 1


def test_points_that_nobody_has_coded_are_told_and_can_be_coded(visitor: Visitor) -> None:
    ingest.take_in(visitor.app_context)
    assert "are not coded yet" in text_of(visitor.get("/themes"))
    assert heading(visitor.get("/points", stand="uncoded"))[1] == 3
    visitor.post("/themes/code")
    visitor.settle()
    assert "not coded yet" not in text_of(visitor.get("/themes"))
    late = visitor.app_context.workspace.responses / "late.md"
    late.write_text("1. Parking at the station is dear.\n", "utf-8")
    ingest.take_in(visitor.app_context)
    for path in ("/themes", "/"):
        told = text_of(visitor.get(path))
        assert "1 point is not coded yet" in told, "its figures are of a part"
    more = (
        "1. Trains are late.\n\n2. Fares are too high.\n\n3. Roads flood.\n\n4. Cars speed.\n\n5. Buses are full.\n\n"
    )
    late.with_name("more.md").write_text(f"{more}6. Bins smell.\n\n7. Parks are dirty.\n", "utf-8")
    ingest.take_in(visitor.app_context)
    told = text_of(visitor.get("/themes"))
    assert "who raise each theme is known once the points are coded" in told
    assert "Respondents and points for each theme" not in told, "a share takes each of them for a point without"
    assert "8 points are not coded yet" in text_of(visitor.get("/"))


def test_points_of_an_unfinished_blind_audit_tell_nothing_of_their_coding(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "w")
    audit = draw_audit(app, DrawRequest(8), Coder.person("Ann"))
    visitor = Visitor(tmp_path / "w")
    told = visitor.get("/points")
    assert told.count("Drawn for a blind audit: hidden") == 8
    with_theme = visitor.get("/points", theme="funding")
    listed = {(unescape(d), int(at)) for d, at in re.findall(r"/response\?document=([^\"#]+)#p(\d+)", with_theme)}
    assert listed
    assert not listed & {(point.document, point.start) for point in audit.drawn}
    assert heading(with_theme)[0] == len(listed), "those that were drawn are not in the count either"
    table = visitor.client.get("/points.csv").content.decode("utf-8-sig")
    assert sum(not row["Themes"] and not row["Coded by"] for row in csv.DictReader(io.StringIO(table))) == 8
    told = text_of(visitor.get("/themes"))
    assert "Sample: 0 of" in told
    assert "The figures are as counted, unaudited; corrected figures follow when it is done" in told


def test_what_people_would_find_is_told_with_its_interval(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "w")
    with (app.workspace.responses / "respondents.csv").open("a", encoding="utf-8") as table:
        table.writelines(f"{n}.txt,,resident,no\n" for n in range(6, 16))
    for n in range(6, 16):
        (app.workspace.responses / f"{n}.txt").write_text(letter(n), encoding="utf-8")
    draw_audit(app, DrawRequest(20), Coder.person("Ann"))
    sheet = tmp_path / "sheet.csv"
    export_audits(app, sheet, "Ann", WantedSheet(drawn=True))
    import_audits(app, mark(sheet, truth(sheet)))
    visitor = Visitor(tmp_path / "w")
    told = text_of(visitor.get("/themes"))
    known = figures_of(visitor)
    assert known is not None
    assert known.counted.report.accuracy is not None
    assert len(known.counted.report.accuracy.counts) == 2
    for one in known.counted.report.accuracy.counts:
        assert one.points.value is not None
        said = "in the report" if one.points.is_as_counted else "Corrected:"
        assert f"{said} {round(one.points.value)} ({round(one.points.low)} to " in told
    assert "they leave out 10 withheld responses, because totals would reveal what they say" in told, "all say the same"


def test_a_half_coded_sample_corrects_no_figure(tmp_path: Path) -> None:
    app = open_desk(tmp_path / "w")
    draw_audit(app, DrawRequest(8), Coder.person("Ann"))
    visitor, sheet = Visitor(tmp_path / "w"), tmp_path / "sheet.csv"

    def accuracy() -> Accuracy:
        known = figures_of(visitor)
        assert known is not None
        assert known.counted.report.accuracy is not None
        return known.counted.report.accuracy

    export_audits(app, sheet, "Ann", WantedSheet(drawn=True, first=5))
    import_audits(app, mark(sheet, truth(sheet)))
    for path in ("/themes", "/codebook", "/"):
        told = text_of(visitor.get(path))
        assert "Sample: 5 of 8 coded . The figures are as counted, unaudited" in told
        assert "orrected:" not in told
    assert not accuracy().counts
    assert (accuracy().coded, accuracy().left) == (5, 3)
    rest = tmp_path / "rest.csv"
    export_audits(app, rest, "Ann", WantedSheet(drawn=True))
    import_audits(app, mark(rest, truth(rest)))
    assert " as counted" in text_of(visitor.get("/themes")), "of so few points, where all counts lie in their intervals"
    complete = accuracy()
    draw_audit(app, DrawRequest(16, name="audit", extend=True), Coder.person("Ann"))
    assert accuracy().counts == complete.counts, "what was drawn since is not coded yet"
    assert "Sample: 8 of 16 coded . The corrected figures are of the part that was drawn first" in text_of(
        visitor.get("/themes")
    )


def test_an_argument_that_is_said_again_is_listed_twice_and_counted_once(tmp_path: Path) -> None:
    visitor = Visitor(make_workspace(tmp_path / "w", {"a.txt": SUMMED_UP}))
    publish.report(visitor.app_context)
    told = [
        (number, text_of(visitor.client.get(href).text))
        for href, number, is_respondents in numbers(visitor.get("/themes"))
        if "theme=" in href and "stand" not in href and "theme=-" not in href and not is_respondents
    ]
    again = [text for _, text in told if "another point by the same respondent" in text]
    assert again, "the summary says again what its body says"
    for number, text in told:
        listed = re.search(r"(\d+) points? of", text)
        counted = re.search(r"\((\d+) counted:", text) or listed
        assert counted
        assert int(counted[1]) == number


def test_without_responses_the_pages_say_so(beginner: Visitor) -> None:
    assert "No responses yet" in text_of(beginner.get("/themes"))
    assert "No responses yet" in text_of(beginner.get("/points"))


def test_while_a_first_count_takes_long_the_page_says_so_and_looks_again(
    reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, count = threading.Event(), figures_view.count
    monkeypatch.setattr(figures_view, "count", lambda *known: go_on.wait(PATIENCE) and count(*known))
    monkeypatch.setattr(snapshot_cache, "FIRST", 0.0)
    monkeypatch.setattr(snapshot_cache, "PATIENCE", 0.0)
    page = reader.get("/themes")
    assert "being counted" in text_of(page)
    assert "everypoint-refresh" in page
    monkeypatch.setattr(snapshot_cache, "PATIENCE", PATIENCE)
    go_on.set()
    assert "Respondents and points for each theme" in text_of(reader.get("/themes"))
