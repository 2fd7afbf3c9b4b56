"""The report page: what it says, what it must never let through, and that it links every figure to its points."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args, get_type_hints

import pytest
from jinja2 import meta, nodes
from lxml import html as lxml_html

from analysis.errors import OutputError
from analysis.model import Accuracy, AdjustedCount, Codebook, ModelMode, Theme, ThemeCounts
from analysis.rendering import render
from analysis.rendering.html import environment
from analysis.tally.model_use import ModelUse
from analysis.tally.passages.refs import Listed
from analysis.tally.questions.closed_columns import ClosedByColumn
from analysis.tally.questions.crossing import Crossing
from analysis.tally.questions.position_views import PositionTally, ThemePosition
from analysis.tally.received.account import Account, ClosedAnswer
from analysis.tally.received.arrivals import Arrivals
from analysis.tally.report import Cell, Group, ProposedTheme, Report, ThemeTally
from analysis.tally.team_words import Message
from tests.rendering.fixtures.small import ACCURACY, EMPTY, REPORT
from tests.validity import faults

CHECKOUT = Path(__file__).resolve().parents[2]
TEMPLATES = CHECKOUT / "templates"


def page_of(report: Report) -> Any:
    return lxml_html.document_fromstring(render(report, []))


def words_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def section(report: Report, name: str) -> str:
    """The words of the section with a heading of that id."""
    return words_of(page_of(report).xpath(f"//section[@aria-labelledby='{name}']")[0])


@pytest.fixture(scope="module")
def sheet() -> Any:
    return page_of(REPORT)


@pytest.fixture(scope="module")
def text(sheet: Any) -> str:
    return words_of(sheet.xpath("//body")[0])


# The same bytes ------------------------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_page() -> None:
    assert render(REPORT, []) == render(REPORT, [TEMPLATES])


def test_the_page_depends_on_no_hash_seed_locale_or_time_zone() -> None:
    code = (
        "import locale, sys; locale.setlocale(locale.LC_ALL, ''); "
        "from analysis.rendering import render; from tests.rendering.fixtures.small import REPORT; "
        "sys.stdout.buffer.write(render(REPORT, []).encode())"
    )
    variables = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    run = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, env=variables, capture_output=True, check=True)
    assert run.stdout == render(REPORT, []).encode()


def test_the_page_tells_neither_where_nor_when_nor_by_what_version_it_was_made() -> None:
    page = render(REPORT, [])
    assert str(CHECKOUT) not in page
    assert str(date.today().year) not in page
    assert "0.1.0" not in page


# Nothing gets in, nothing is fetched ---------------------------------------------------------------------------------


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with every text in it changed."""
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: changed(getattr(value, f.name), change) for f in dataclasses.fields(value)}
        return type(value)(**fields)
    return value


def test_no_text_of_the_report_can_become_markup() -> None:
    hostile = changed(REPORT, lambda words: words + "<script>alert(1)</script>\"'><img src=x onerror=alert(1)><!--")
    page = page_of(hostile)
    assert not page.xpath("//script | //img | //*[@onerror] | //comment()")
    assert "<script>alert(1)</script>" in page.xpath("//h1")[0].text_content()
    assert shape(page) == shape(page_of(changed(REPORT, lambda words: words + " …")))


def shape(page: Any) -> Counter[str]:
    """How many there are of each element; not the chart's lines of text, which depend on how long names are."""
    return Counter(element.tag for element in page.iter() if element.tag != "text")


def test_the_page_needs_nothing_but_itself(sheet: Any) -> None:
    source = render(REPORT, [])
    assert "<script" not in source.lower()
    assert not sheet.xpath("//@src | //link | //iframe | //object | //form | //base")
    assert all(href.startswith("#") for href in sheet.xpath("//@href"))
    style = sheet.xpath("//style")[0].text
    assert not re.search(r"url\(|@import|@font-face", style)
    assert not [name for element in sheet.iter() for name in element.attrib if name.startswith("on")]
    policy = sheet.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_what_the_report_does_not_hold_cannot_be_named(tmp_path: Path) -> None:
    (tmp_path / "report.html.j2").write_text("<h1>{{ report.title }}</h1>\n{{ report.nonsense }}\n")
    with pytest.raises(OutputError, match="nonsense"):
        render(REPORT, [tmp_path])


# Anchors -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["small", "empty"])
def test_every_link_has_its_target_and_every_id_is_used_once(report: Report) -> None:
    page = page_of(report)
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert {href[1:] for href in page.xpath("//a/@href")} <= set(ids)
    named = " ".join(page.xpath("//@aria-labelledby")).split()
    assert set(named) <= set(ids)


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["full", "empty"])
def test_the_page_is_valid_html(report: Report) -> None:
    assert faults(render(report, [])) == []


def test_every_point_can_be_reached_and_leads_back_to_its_themes(sheet: Any) -> None:
    for response in REPORT.responses:
        for passage in response.passages:
            if passage.anchor:
                (point,) = sheet.xpath(f"//*[@id='{passage.anchor}']")
                assert {f"#theme-{tag.key}" for tag in passage.themes} <= set(point.xpath(".//a/@href"))


@pytest.mark.parametrize("tally", REPORT.themes, ids=lambda tally: tally.theme.key)
def test_every_figure_of_a_theme_leads_to_the_points_behind_it(sheet: Any, tally: ThemeTally) -> None:
    key = tally.theme.key
    (own,) = sheet.xpath(f"//section[@aria-labelledby='theme-{key}']")
    by_type = own.xpath(".//div[starts-with(@id, 'type-')]//a/@href")
    by_question = own.xpath(".//div[starts-with(@id, 'question-')]//a/@href")
    expected = sorted(f"#{ref.anchor}" for ref in tally.refs)
    assert (sorted(by_type), sorted(by_question)) == (expected, expected)
    for cell in tally.by_type:
        (n,) = [n for n, group in enumerate(REPORT.types, 1) if group.name == cell.name]
        (link,) = sheet.xpath(f"//table[contains(@class, 'matrix')]//a[@href='#type-{n}-{key}']")
        assert link.text == str(cell.respondents)
        assert sheet.xpath(f"//*[@id='type-{n}-{key}']//li/a/@href") == [f"#{ref.anchor}" for ref in cell.refs]


def test_points_in_doubt_are_marked_by_a_sign_and_words(sheet: Any) -> None:
    (listed,) = sheet.xpath("//section[@aria-labelledby='in-doubt']//ul[@class='refs']")
    assert [words_of(item) for item in listed] == [
        "R1.2 (2(a)) in doubt",
        "R1.3 in doubt",
        "R3.1 in doubt",
    ]


def test_a_point_that_is_said_twice_tells_where_else_it_stands(sheet: Any) -> None:
    short, full = (sheet.xpath(f"//*[@id='r1-{n}']")[0] for n in (3, 2))
    assert "Said in full at R1.2 (2(a))" in words_of(short)
    assert short.xpath(".//p/a[@href='#r1-2']")
    assert "Also said in short at R1.3" in words_of(full)
    assert full.xpath(".//p/a[@href='#r1-3']")
    (listed,) = sheet.xpath("//section[@aria-labelledby='said-again']//ul[@class='refs']")
    assert [words_of(item) for item in listed] == ["R1.3 in doubt"]


def test_a_point_that_is_listed_and_not_counted_says_so() -> None:
    tally = REPORT.themes[1]
    first, *others = tally.refs
    again = dataclasses.replace(tally, corrected=None, points=3, refs=(dataclasses.replace(first, again=True), *others))
    page = page_of(dataclasses.replace(REPORT, themes=(REPORT.themes[0], again)))
    (own,) = page.xpath("//section[@aria-labelledby='theme-funding']")
    assert "Points 3 of 6; 1 more says one of them again" in words_of(own)
    assert "1 of 4" in words_of(own), "doubt is counted at every place"


def test_the_share_of_points_says_what_it_is_of() -> None:
    said = "its share is of 6 points: all but 1 repeated point."
    assert said in section(unaudited(REPORT), "themes")
    assert "The audit counts every point, including repeated points." in section(REPORT, "themes")
    assert "again" not in section(dataclasses.replace(REPORT, restating=Listed(0, ())), "themes")


# What it says --------------------------------------------------------------------------------------------------------


def test_the_first_screen_says_what_there_is_and_what_is_not_known(sheet: Any) -> None:
    summary = words_of(sheet.xpath("//section[@class='summary']")[0])
    for said in (
        "5 responses received and analysed 7 points in them 2 of the 4 that may be shown in a campaign 2 files not",
        "What we heard People ask who pays. (Funding, R1.1)",
        "Money matters. (names no theme and no point)",
        "This is neither a vote nor a representative sample. A machine and people "
        "assigned the themes, and an audit of 4 points measured how accurately. Find your response",
    ):
        assert said in summary
    assert "Important: This is an example." in summary


def test_a_machine_alone_is_named_as_such() -> None:
    alone = dataclasses.replace(REPORT, human_points=0, accuracy=None)
    said = "A machine assigned the themes, and nobody has measured how accurately."
    assert said in words_of(page_of(alone).xpath("//section[@class='summary']")[0])
    assert "Themes were assigned by a machine from the codebook’s words. No blind audit has been made" in (
        section(alone, "method")
    )
    people = dataclasses.replace(REPORT, human_points=7, accuracy=None)
    assert "assigned by people. No blind audit has been made" in section(people, "method")


def test_without_an_audit_the_first_screen_and_a_section_say_that_the_accuracy_is_unknown() -> None:
    page = page_of(dataclasses.replace(REPORT, accuracy=None))
    summary = words_of(page.xpath("//section[@class='summary']")[0])
    assert "nobody has measured how accurately." in summary
    assert words_of(page.xpath("//section[@aria-labelledby='accuracy']")[0]).startswith(
        "How accurate the coding is This is not known. To know it, people have to code a sample of points"
    )


def test_an_audit_that_is_drawn_and_not_coded_is_no_knowledge() -> None:
    nothing = dataclasses.replace(
        ACCURACY, overall=None, counts=(), some=None, people=None, types=(), coded=0, further=None
    )
    report = dataclasses.replace(REPORT, accuracy=nothing)
    summary = words_of(page_of(report).xpath("//section[@class='summary']")[0])
    assert "nobody has measured how accurately." in summary
    assert "This is not known yet" in section(report, "accuracy")
    said = section(report, "accuracy-tables")
    assert "no point was coded by a second person" in said
    assert "This is not known: too little is coded." in said


def test_every_figure_of_an_audit_comes_with_its_range_or_says_that_it_is_not_known(sheet: Any) -> None:
    tables = sheet.xpath("//section[@aria-labelledby='accuracy-tables']//table")
    rows = [[words_of(cell) for cell in row] for table in tables for row in table.xpath(".//tbody/tr")]
    assert rows == [
        ["Localism", "2", "3", "2", "80% (61% to 92%)", "75% (50% to 90%)", "77% (55% to 91%)"],
        ["Funding", "0", "1", "0", "not known", "50%", "not known"],
        ["Grants", "Not measured: it was redefined after the audit was drawn."],
        ["Localism", "2", "2 (2 to 4)", "2", "3 (2 to 6)"],
        ["responses of campaigns", "1", "1 (1 to 2)", "1", "2 (1 to 2)"],
        ["all other responses", "1", "1 (1 to 3)", "1", "1 (1 to 4)"],
        ["council", "1", "1 (1 to 1)", "1", "2 (1 to 3)"],
        ["individual", "1", "1 (1 to 2)", "1", "1 (1 to 2)"],
        ["Funding", "4", "4 (4 to 5)", "4 off", "not known"],
        ["Money (as defined then)", "1", "1 (1 to 2)", "1", "1 (1 to 2)"],
        ["Localism", "90% (70% to 97%)", "90% (70% to 97%)", "not known", *["0.90 (0.70 to 0.97)"] * 3],
        ["whole sets of themes", "90% (70% to 97%)", "", "", "0.90 (0.70 to 0.97)", "not known", "0.90 (0.70 to 0.97)"],
        ["council (differs)", "3", "80% (61% to 92%)", "75% (50% to 90%)", "77% (55% to 91%)"],
        ["individual", "1", "Too few points to say."],
    ]


def test_on_a_phone_a_bar_of_arrivals_is_as_long_as_its_figure_says() -> None:
    bars = page_of(REPORT).xpath("//*[@id='arrivals-chart']//li//rect")
    assert [bar.get("width") for bar in bars] == ["66.67%", "100.00%", "50.00%"], "of 8, 12 and 6 responses"


def test_what_an_audit_left_out_is_told(text: str) -> None:
    for said in (
        "Of 6 points whose responses may be shown, 5 were drawn at random, from each of 2 groups of points "
        "its own number, which the figures allow for. "
        "4 points were looked at by 1 person before the machine’s opinion could be seen: "
        "3 coded, and 1 left out, because the coder could not tell.",
        "1 point is still to be coded; the figures may change.",
        "1 drawn point dropped out, because its text changed or was divided differently since.",
        "2 points came, or were divided anew, after the draw; of them the audit says nothing.",
        "The machine has changed since then: the counts are of its new coding, which has not been",
        "By more than chance it differs for: council.",
    ):
        assert said in text


def unaudited(report: Report) -> Report:
    """The same where no audit was made."""
    themes = tuple(dataclasses.replace(tally, corrected=None) for tally in report.themes)
    return dataclasses.replace(report, accuracy=None, themes=themes)


def test_the_findings_read_well_of_the_example() -> None:
    assert section(unaudited(REPORT), "findings") == (
        "Key findings These are counts of what a machine and people coded, and no blind audit has measured how "
        "accurate they are. The largest counts, as a machine and people coded; no audit has tested their order: "
        "Funding by 4 of 5 responses; without the campaign 2 of 3; Localism by 2 of 5 responses; without the campaign "
        "1 of 3. The machine and people gave Grants to no response. 2 of 7 points carry no theme. "
        "The machine is in doubt, or people disagree, about 3 of 7 points. "
        "Q1, “Should councils be able to delegate?”: "
        "40% Yes, 27% No <idea>, 20% other answers, 13% not answered (of 30). "
        "For and against the proposal as a whole, of 4 respondents: support about 2 (1 to 3), oppose 2, mixed 0, "
        "unclear 1."
    )
    counted = section(unaudited(dataclasses.replace(REPORT, human_points=REPORT.points)), "findings")
    assert "People gave Funding to the most responses: 4 of 5 responses; without the campaign 2 of 3." in counted


def test_a_campaign_that_turns_the_order_round_is_told() -> None:
    without = [dataclasses.replace(t.without, respondents=n) for t, n in zip(REPORT.themes, (3, 2, 0), strict=True)]
    turned = tuple(dataclasses.replace(t, without=one) for t, one in zip(REPORT.themes, without, strict=True))
    said = section(unaudited(dataclasses.replace(REPORT, themes=turned)), "findings")
    assert "Without the campaign the order is different: Localism 3, Funding 2 of 3 responses." in said


def audited(*corrected: tuple[int, int, int], report: Report = REPORT) -> Report:
    """A report whose themes an audit found in so many respondents, with the ends of the interval."""
    themes = tuple(
        dataclasses.replace(
            tally, corrected=ThemeCounts(tally.theme.key, "", AdjustedCount(1, *one, 5), AdjustedCount(4, *one, 5))
        )
        for tally, one in zip(report.themes, corrected, strict=True)
    )
    return dataclasses.replace(report, themes=themes)


def test_after_an_audit_the_findings_are_the_corrected_counts_with_the_raw_ones_beside_them() -> None:
    said = section(audited((1, 0, 2), (5, 5, 5), (3, 3, 4)), "findings")
    assert (
        "Funding was raised most widely, by about 5 of 5 responses (5 to 5; counted 4); without the campaign 2 of 3."
    ) in said
    assert (
        "Localism was raised least widely, by about 1 of 5 responses (0 to 2; counted 2), and people have since" in said
    )
    assert "About 1 of 7 points (0 to 2; counted 2) carry no theme." in said


def test_the_themes_of_a_question_are_of_one_base_and_told_as_not_corrected() -> None:
    note = "the audit measured all answers together"
    audited_page = lxml_html.fromstring(render(REPORT, []))
    tables = audited_page.xpath("//section[@class='question']//table[contains(., 'who answered in words')]")
    assert tables
    assert all(len(row) == len(tables[0].xpath("thead/tr/th")) for row in tables[0].xpath(".//tr"))
    assert not any("counted" in cell for table in tables for cell in table.xpath("tbody/tr/td//text()"))
    assert note in " ".join(audited_page.text_content().split())
    assert note not in " ".join(lxml_html.fromstring(render(unaudited(REPORT), [])).text_content().split())


def test_an_estimate_of_none_is_no_share_of_none_and_its_theme_may_be_carried() -> None:
    report = audited((1, 0, 2), (5, 5, 5), (0, 0, 4))
    none = dataclasses.replace(
        report.themes[2],
        respondents=0,
        points=0,
        places=0,
        doubtful=0,
        refs=(),
        by_type=(),
        by_question=(),
        positions=(),
    )
    points, people = AdjustedCount(10, 430, 200, 430, 430), AdjustedCount(0, 0, 0, 50, 69)
    corrected = ThemeCounts(none.theme.key, "", points, people)
    report = dataclasses.replace(report, themes=(*report.themes[:2], dataclasses.replace(none, corrected=corrected)))
    page = " ".join(lxml_html.fromstring(render(report, [])).text_content().split())
    assert "0 (0 to 50) of 69 (up to 72%); as counted" in page
    assert "430 (200 to 430) of 430 (at least 47%); counted" in page
    assert (
        "No point is counted as carrying this theme. Some may carry it: by the audit’s interval up to 430 points."
        in page
    )
    assert "No point carries" not in page


def test_no_theme_is_ranked_above_another_whose_range_overlaps() -> None:
    said = section(audited((4, 3, 5), (5, 4, 5), (1, 0, 4)), "findings")
    assert "The figures do not show which theme was raised most widely: the ranges of 3 themes overlap:" in said
    assert "Funding by about 5 of 5 responses (4 to 5; counted 4)" in said
    assert "raised most widely, by" not in said
    assert "least widely" not in said
    assert "the most points" not in said
    glance = section(audited((4, 3, 5), (5, 4, 5), (1, 0, 4)), "themes")
    assert "Respondents and points for each theme, in the codebook’s order" in glance
    assert title_of_chart(audited((4, 3, 5), (5, 4, 5), (1, 0, 4))).endswith(
        "in the codebook’s order: some ranges overlap"
    )
    assert title_of_chart(audited((1, 0, 2), (5, 5, 5), (3, 3, 4))) == "Funding was raised most widely"
    assert title_of_chart(unaudited(REPORT)) == (
        "Respondents who raise each theme, as a machine counted them; no audit has measured it"
    )


def test_a_chart_of_three_equal_themes_says_that_no_audit_measured_them() -> None:
    everywhere = tuple(dataclasses.replace(t, respondents=REPORT.respondents) for t in REPORT.themes)
    by_people = dataclasses.replace(REPORT, themes=everywhere, human_points=REPORT.points)
    assert title_of_chart(unaudited(by_people)) == (
        f"{len(everywhere)} themes were counted in all responses; no audit has measured it"
    )


def title_of_chart(report: Report) -> str:
    return words_of(page_of(report).xpath("//figure[@id='theme-chart']/figcaption")[0])


def test_a_report_without_a_theme_does_not_say_that_a_machine_coded_it() -> None:
    bare = dataclasses.replace(unaudited(REPORT), themes=())
    said = words_of(page_of(bare))
    assert "The codebook holds no theme yet, so no point is coded." in said
    assert "assigned the themes" not in said
    assert "without a theme" not in section(bare, "received")


def test_respondents_of_one_type_are_not_compared() -> None:
    alone = dataclasses.replace(REPORT, types=REPORT.types[:1])
    assert not page_of(alone).xpath("//section[@aria-labelledby='types'] | //a[@href='#types']")
    assert "more or less often than the others" not in section(alone, "questions")


def test_nothing_is_ranked_where_an_audit_measured_some_themes_alone() -> None:
    said = section(REPORT, "findings")
    assert "The audit measured only some of the themes" in said
    assert "Funding by 4 of 5 responses (4 to 5; as counted)" in said


def test_the_findings_read_well_of_ties_and_claim_nothing_of_everybody() -> None:
    cells = tuple(Cell(group.name, 1, 1, ()) for group in REPORT.types)
    tied = tuple(dataclasses.replace(t, respondents=3, points=n, by_type=cells) for n, t in enumerate(REPORT.themes, 3))
    said = section(unaudited(dataclasses.replace(REPORT, themes=tied, human_points=REPORT.points)), "findings")
    assert "gave Localism, Funding and Grants to the most responses, each to 3 of 5 responses." in said
    assert "gave Grants to the most points: 5 of 6 points." in said
    assert "every type" not in said  # one doubtful point of the machine's would be enough to say so
    assert "fewest" not in said


def test_the_findings_count_themes_where_they_are_many() -> None:
    many = tuple(dataclasses.replace(REPORT.themes[0], respondents=n) for n in (2, 2, 2, 2, 2, 1, 1, 1))
    said = section(unaudited(dataclasses.replace(REPORT, themes=many, human_points=REPORT.points)), "findings")
    assert "gave 5 themes to the most responses, each to 2 of 5 responses." in said
    assert "gave Localism, Localism and Localism to the fewest responses, each to 1 of 5 responses." in said


def test_one_of_each_is_told_in_the_singular() -> None:
    only = REPORT.responses[0]
    point = next(passage for passage in only.passages if passage.anchor)
    ref = REPORT.themes[1].refs[0]
    one = dataclasses.replace(
        REPORT,
        responses=(dataclasses.replace(only, points=1, passages=(point,)),),
        points=1,
        restating=Listed(0, ()),
        human_points=0,
        themes=(
            dataclasses.replace(
                REPORT.themes[1],
                respondents=1,
                points=1,
                respondent_share=1.0,
                doubtful=0,
                quotes=(),
                by_type=(Cell("council", 1, 1, (ref,)),),
                by_question=(Cell("Q1", 1, 1, (ref,)),),
                refs=(ref,),
                without=None,
            ),
        ),
        types=(Group("council", 1, 1),),
        positions=(),
        respondents=1,
        unthemed=Listed(0, ()),
        doubtful=Listed(0, ()),
        campaigns=(),
        letters=0,
        account=dataclasses.replace(REPORT.account, unread=1),
    )
    one = unaudited(one)
    assert "1 response received and analysed 1 point in it 0 in campaigns 1 file not read" in (
        words_of(page_of(one).xpath("//section[@class='summary']")[0])
    )
    assert section(one, "findings") == (
        "Key findings These are counts of a machine, and no blind audit has measured how accurate they are. "
        "The count: Funding by 1 of 1 response. Every point carries at least one theme. "
        "Q1, “Should councils be able to delegate?”: "
        "40% Yes, 27% No <idea>, 20% other answers, 13% not answered (of 30)."
    )
    assert "Every respondent agreed to be named." in section(one, "received")
    assert "No campaign was found: no letter was sent by 2 responses or more" in section(one, "campaigns")
    one = dataclasses.replace(one, respondents=3, responses=(dataclasses.replace(one.responses[0], anonymous=True),))
    assert "found among the responses that may be shown: no letter was sent by 2 of them" in section(one, "campaigns")
    said = section(one, "received")
    assert "1 response is shown without a name: the respondent asked for that, did not say how" in said
    assert "2 responses are not shown at all, at the respondents’ request" in said


def test_a_consultation_without_responses_is_told_plainly() -> None:
    page = page_of(EMPTY)
    said = words_of(page.xpath("//body")[0])
    assert "No response was received." in section(EMPTY, "findings")
    assert "The codebook holds no theme yet" in section(EMPTY, "how-to-read")
    assert not page.xpath("//*[@id='themes' or @id='types' or @id='you-said']")
    assert "There are no points." in said
    assert "assigned by a machine" not in words_of(page.xpath("//section[@class='summary']")[0])
    assert "None" not in said


def test_what_may_not_be_shown_is_told_and_not_shown(text: str) -> None:
    assert "Not a point: letter head (26 characters), not shown" in text, "neighbours share a line"
    assert "Not a point: greeting (18 characters), not shown" in text
    assert "Not a point: set aside (20 characters), not shown" in text
    assert "Excluded: an annex about another consultation (40 characters), not shown" in text
    assert "Heading (30 characters), not shown: it may say who wrote this" in text
    assert "1 response is not shown at all" in text
    assert "Withheld (type not shown) 1 1" in text
    assert "Answer: counted, not shown" not in text, "a council that is named has given the only one"
    assert ".txt" not in section(REPORT, "ledger")


def test_a_point_says_who_coded_it_and_what_is_in_doubt(sheet: Any) -> None:
    def tags(anchor: str) -> str:
        return words_of(sheet.xpath(f"//*[@id='{anchor}']//p[@class='tags']")[0])

    assert tags("r1-1") == "Funding sure"
    assert tags("r1-2") == "Localism in doubt; Q1: oppose"
    assert tags("r1-3") == "No theme; not given, in doubt: Localism"
    assert tags("r2-1") == "Funding; coded by a person"
    assert tags("r3-1") == "Localism likely; Funding likely; people disagree; not decided yet" + (
        "; redefined since a person coded this: Funding"
    )
    assert tags("r4-1") == "No theme; not coded"


def test_an_adjudicators_decision_is_told_as_such() -> None:
    point = dataclasses.replace(REPORT.responses[1].passages[1], coded_by="adjudicator")
    decided = dataclasses.replace(REPORT.responses[1], passages=(point,))
    page = page_of(dataclasses.replace(REPORT, responses=(REPORT.responses[0], decided, *REPORT.responses[2:])))
    assert "Funding; decided by an adjudicator" in words_of(page.xpath("//*[@id='r2-1']")[0])


def test_a_theme_whose_counts_an_audit_contradicts_is_marked_where_they_are_not_corrected() -> None:
    wrong = dataclasses.replace(REPORT.themes[1], is_unreliable=True)
    page = page_of(dataclasses.replace(REPORT, themes=(REPORT.themes[0], wrong, REPORT.themes[2])))
    marked = page.xpath("//section[@aria-labelledby='crossings']//th[a[@href='#unreliable']]")
    assert {words_of(one) for one in marked} == {f"{wrong.theme.name} [u]"}
    assert "wrong (of the machine as it was before it changed)" in words_of(page)
    marked = page.xpath("//table[.//a[@href='#unreliable']]/parent::div")
    for table in marked:
        notes = [words_of(one) for one in table.xpath("following-sibling::p[@class='note']")]
        assert any(note.startswith("[u] low reliability") for note in notes), words_of(table.xpath(".//caption")[0])
    assert len(page.xpath("//*[@id='unreliable']")) == 1
    (heading,) = page.xpath("//h2[a[@href='#unreliable']]")
    assert heading.get("id") == f"theme-{wrong.theme.key}"
    assert words_of(heading.getnext()).startswith("[u] low reliability")
    notes = page.xpath("//p[starts-with(normalize-space(), '[u] low')]")
    assert len(notes) == len(marked) + 1, "no table without the mark has a note"


def test_the_index_says_that_who_is_in_no_figure_is_not_counted() -> None:
    said = [words_of(page_of(dataclasses.replace(REPORT, left_out=left))) for left in (0, 2)]
    assert ["Whoever asked not to be published is counted, has no number" in one for one in said] == [True, False]
    assert "Whoever asked not to be published has no number and is on no page" in said[1]


def test_a_crossing_prints_its_bases_and_says_what_is_suppressed(sheet: Any) -> None:
    (table,) = sheet.xpath("//section[@aria-labelledby='crossings']//table")
    assert words_of(table.xpath("./caption")[0]).endswith("monitoring question: Age group (n = 5 responses)")
    assert [words_of(cell) for cell in table.xpath(".//thead//th")] == [
        "Theme",
        "18 to 64 (3)",
        "other answers, 2 (2)",
        "All (5)",
    ]
    rows = [[words_of(cell) for cell in row.xpath("./td")] for row in table.xpath(".//tbody/tr")]
    assert rows == [["suppressed", "suppressed", "4 80%"], ["3 100%", "0 0%", "3 60%"]]
    assert "2 cells suppressed: those of fewer than 5" in words_of(
        sheet.xpath("//section[@aria-labelledby='crossings']")[0]
    )


def test_a_point_keeps_its_label_its_emphasis_and_its_shape(sheet: Any) -> None:
    point = sheet.xpath("//*[@id='r1-1']")[0]
    assert words_of(point.xpath("a[@class='label']")[0]) == "R1.1 (1)"
    assert [(p.get("class"), words_of(p)) for p in point.xpath("p[not(@class='tags')]")] == [
        ("paragraph", "Costs will rise, and nobody has said who pays for:"),
        ("item", "- pensions"),
        ("item", "- VAT. Write to [e-mail address withheld]."),
    ]
    assert point.xpath(".//mark/strong/text()") == ["pays"]
    table = sheet.xpath("//*[@id='r4-1']//tr")
    assert [[words_of(cell) for cell in row] for row in table] == [
        ["Year", "Grant"],
        ["2013", "Some"],
        ["2014", "Less"],
    ]


def test_a_quotation_says_where_it_was_cut(sheet: Any) -> None:
    quotes = sheet.xpath("//section[@class='theme']//figure[@class='quote']")
    assert [words_of(quote.xpath("./blockquote")[0]) for quote in quotes] == [
        "Councillors know their area.",
        "… nobody has said who pays …",
        "Fund the service, and ask the voters.",
    ]
    assert words_of(quotes[1].xpath("./figcaption")[0]) == "R1.1 (1), A county council; coding: sure"
    assert words_of(quotes[2].xpath("./figcaption")[0]) == "R2.1, Anonymous (individual)"


def rows_of(chart: Any) -> list[tuple[str, str]]:
    """The rows of a chart: its names and figures, which are text; the bars between them say nothing else."""
    assert {drawing.get("aria-hidden") for drawing in chart.xpath(".//*[local-name()='svg']")} == {"true"}
    return [
        (words_of(row.xpath("./*[@class='bar-name']")[0]), words_of(row.xpath("./*[@class='bar-figure']")[0]))
        for row in chart.xpath("./ul/li")
    ]


def test_the_chart_says_its_finding_and_its_figures_as_text(sheet: Any) -> None:
    (chart,) = sheet.xpath("//figure[@id='theme-chart']")
    assert rows_of(chart) == [
        ("Localism", "2 (2 to 4) 1 without campaigns"),
        ("Funding", "4 (4 to 5)"),
        ("Grants", "0, not measured 0 without campaigns"),
    ]
    widths = chart.xpath(".//*[@class='bar whole' or @class='bar respondents']/@width")
    assert widths == ["40.00%", "80.00%"], "of 5 respondents; nothing is drawn for none"
    assert chart.xpath(".//*[@class='bar apart']/@width") == ["20.00%"], "without the campaign, where that is known"
    ranges = [(drawn.get("x"), drawn.get("width")) for drawn in chart.xpath(".//*[@class='range']")]
    assert ranges == [("40.00%", "40.00%"), ("80.00%", "20.00%")]


def test_the_chart_of_accuracy_says_its_figures_as_text(sheet: Any) -> None:
    (chart,) = sheet.xpath("//figure[@id='accuracy-chart']")
    assert rows_of(chart) == [
        ("Localism: right", "80% (61% to 92%)"),
        ("Localism: found", "75% (50% to 90%)"),
        ("Funding: right", "not known"),
        ("Funding: found", "50%"),
    ]


def test_a_hundred_themes_with_long_names_keep_their_order() -> None:
    themes = tuple(Theme(f"t{n}", f"A theme whose name is as long as a sentence, number {n}", "…") for n in range(100))
    tallies = tuple(dataclasses.replace(REPORT.themes[0], theme=theme) for theme in themes)
    page = page_of(dataclasses.replace(REPORT, codebook=Codebook(themes), themes=tallies))
    rows = page.xpath("//section[@aria-labelledby='themes']//tbody/tr/th/a/text()")
    assert rows == [theme.name for theme in themes[:40]], "the report has room for so many"
    (told, by_type) = page.xpath("//section[@aria-labelledby='all-themes']//table")
    for table in (told, by_type):
        assert table.xpath(".//tbody/tr/th/a/text()") == [theme.name for theme in themes]
    names = [words_of(name) for name in page.xpath("//figure[@id='theme-chart']//*[@class='bar-name']")]
    assert names == [theme.name for theme in themes[:6]], "page one has room for so many"


def test_the_method_says_which_counts_are_told_however_small() -> None:
    assert "“Not answered” is shown in any number of those whose text is" in words_of(page_of(REPORT))


def test_where_no_answer_is_told_it_is_said_why() -> None:
    worded = page_of(dataclasses.replace(REPORT, closed_answers=(), closed_by_column=(), crossings=()))
    assert "There is no table of the answers chosen: the consultation lists none" in words_of(worded)
    nobody = dataclasses.replace(REPORT.closed_answers[0], answers=(), pooled=0, respondents=0, of=0, few=3)
    few = page_of(dataclasses.replace(REPORT, closed_answers=(nobody,), closed_by_column=(), crossings=()))
    (note,) = few.xpath("//p[@id='closed-1']")
    assert "3 respondents chose an answer that is in no figure of this question: totals would" in words_of(note)
    assert "(of 0)" not in words_of(few)
    assert not few.xpath("//table[caption[contains(., 'Answers chosen')]]")
    one = ClosedAnswer("Yes", 5)
    silent = dataclasses.replace(REPORT.closed_answers[0], answers=(one,), pooled=0, respondents=5, of=30, few=2)
    page = page_of(dataclasses.replace(REPORT, closed_answers=(silent,), closed_by_column=(), crossings=()))
    assert "2 more respondents chose an answer that is in no figure of this question" in words_of(page)
    assert not page.xpath("//section[@aria-labelledby='findings']//a[@href='#closed-1']"), "chosen by few"


def test_the_ledger_is_judged_by_its_figures() -> None:
    said = section(REPORT, "ledger")
    assert "Everything received is accounted for: 7 files, of which 5 were read and 2 were not; 467 characters" in said
    assert "SHA" not in said
    assert "a comment in the margin (31 characters); columns that are no answers" in said
    assert "and the closed answers of 2 anonymous responses 1 length not shown" in said
    assert "not read file no. 1 a scan without text" in said
    few = section(dataclasses.replace(REPORT, left_out=1), "ledger")
    assert "1 withheld response was read, too, and is in no total of characters and points." in few
    assert "withheld 1 withheld response, read not shown, as they are fewer than" in few
    short = dataclasses.replace(REPORT.account, characters=550)
    assert "Not everything received is accounted for." in section(dataclasses.replace(REPORT, account=short), "ledger")


# The templates and the Report ----------------------------------------------------------------------------------------

MODEL = ModelUse("llama3.1:8b", "0a1b2c3d4e5f", ModelMode.DOUBT, True, True, True, 6, 8, 1, 2)

FOR_AUDITORS = "what more audits buy is for whoever makes them; `audit status` and `audit report` tell it"
UNUSED: dict[str, str] = {
    **{
        f"StoppingAdvice.{name}": FOR_AUDITORS for name in ("within", "is_enough", "slowest", "batch", "then", "needed")
    },
    "Accuracy.former": "themes that an audit measured before they changed are in the common factor alone",
    "Accuracy.rule": "it says how limits of a closed audit were worked out",
    "CrossColumn.pooled": "a pooled column is called what it is",
    "Crossing.kind": "a report crosses themes with closed questions alone",
    "Crossing.text": "the table stands under its question",
    "Question.answers": "closed answers stand in their order",
    "Question.positions": "what a chosen answer means is in the figures",
    "Passage.question": "exports tell it; a report has points under their question",
    "Question.has_position": "a question that has none is in no table of positions",
    "Accuracy.codebook": "by it the themes are told that a closed audit still measures",
    "ThemeTally.point_share": "the web pages draw it",
    "Tag.score": "a report says how sure the machine is in words; the table of points has the figures",
    "AdjustedCount.measured": "the figure beside the estimate is chosen by it; `audit report --json` tells it",
    "AdjustedCount.is_by_count": "it is read where a figure is rough",
    "AdjustedCount.ruled_out": "no figure is above what it leaves; `audit report --json` tells it",
    "AdjustedCount.confirmed": "no figure is below it; `audit report --json` tells it",
}
"""Fields that no template reads, each with the reason."""

PROPERTIES = {
    *("Account.adds_up", "Account.not_read", "Account.papers", "Account.unread_parts", "Account.without_answer"),
    *("PositionTally.is_finding", "ThemeTally.is_as_counted", "AdjustedCount.says_nothing", "Estimate.says_nothing"),
    *(
        "Codebook.version",
        "AdjustedCount.is_off",
        "AdjustedCount.share",
        "AdjustedCount.says_nothing",
        "Estimate.says_nothing",
        "StoppingAdvice.is_telling",
        "Report.ranking",
    ),
    *(
        "Report.has_one_base",
        "Report.arguments",
        "Report.coded_points",
        "Report.anonymous",
        "Report.withheld",
        "Report.senders",
    ),
    *(
        "Group.shown_in_words",
        "ThemeTally.has_raw_types",
        "PersonalDataTally.open",
        "Report.has_one_point_base",
        "Report.least_base",
        "Report.unanswered",
    ),
    *("Rank.themes", "Rank.is_clear", "PositionTally.untold", "ThemePosition.told", "Codebook.tree"),
    *("Tag.doubtful", "ThemeTally.told_points", "AdjustedCount.is_rough", "AdjustedCount.is_as_counted"),
    "AdjustedCount.is_of_another_coder",
    *(
        "ClosedQuestion.is_finding",
        "ClosedQuestion.middle",
        "ClosedQuestion.short",
        "ClosedByColumn.has_rest",
        "ClosedQuestion.unanswered",
        "ClosedQuestion.has_several",
        "ClosedQuestion.is_suppressed",
        "PositionTally.is_whole",
        "Crossing.suppressed",
    ),
    *("Report.received", "Report.measured", "ResponseView.opening", "Account.taken_out"),
    *("Arrivals.busiest", "Arrivals.most", "ClosedByColumn.suppressed"),
}
"""What the templates read of the Report's parts beside their fields."""


class Watched:
    """A part of the Report that takes down which of its fields are read; what is read is watched in its turn."""

    def __init__(self, part: Any, seen: set[str]) -> None:
        self._part, self._seen = part, seen

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self._seen.add(f"{type(self._part).__name__}.{name}")
        return watched(getattr(self._part, name), self._seen)


def watched(value: Any, seen: set[str]) -> Any:
    if dataclasses.is_dataclass(value):
        return Watched(value, seen)
    return tuple(watched(item, seen) for item in value) if isinstance(value, tuple) else value


def parts_of(part: Any) -> Iterator[type]:
    """The dataclasses that a type is made of, itself first."""
    if dataclasses.is_dataclass(part):
        yield part
        part = tuple(get_type_hints(part).values())
    for inner in part if isinstance(part, tuple) else get_args(part):
        yield from parts_of(inner)


def fields_of_the_report() -> set[str]:
    """Every field of Report and of its parts, as "Class.field"."""
    modules = (sys.modules[part.__module__] for part in (Report, Account))
    own = {thing for module in modules for thing in vars(module).values() if dataclasses.is_dataclass(thing)}
    own |= {
        *parts_of(Accuracy),
        *parts_of(Message),
        *parts_of(Crossing),
        *parts_of(Arrivals),
        *parts_of(ClosedByColumn),
        *parts_of(PositionTally),
        *parts_of(ThemePosition),
    }
    return {f"{part.__name__}.{field.name}" for part in own for field in dataclasses.fields(part)}


def test_the_templates_read_every_field_of_the_report_and_nothing_else() -> None:
    seen: set[str] = set()
    proposed = ProposedTheme("Buses", "About buses.", 3, 4, "Transport", "Q1", "Support", REPORT.themes[0].quotes)
    told = dataclasses.replace(REPORT, proposals=(proposed,), model=MODEL)
    render(watched(told, seen), [])
    assert seen - PROPERTIES - fields_of_the_report() == set()
    assert fields_of_the_report() - set(UNUSED) - seen == set()


def test_a_rough_estimate_that_leads_is_not_said_to_follow_its_count() -> None:
    def tally(name: str, is_by_count: bool) -> object:
        figure = AdjustedCount(20, 30.0, 5.0, 60.0, 100, is_by_count=is_by_count)
        respondents = SimpleNamespace(respondents=figure)
        return SimpleNamespace(theme=SimpleNamespace(name=name), corrected=respondents, is_as_counted=False)

    macros: Any = environment([]).get_template("report/bars.html.j2").module
    told = " ".join(macros.rough([tally("Cost", True), tally("Bus", False)]).split())
    assert "Rough: Cost. The sample says little of it alone, so its figure follows its count" in told
    assert "Rough, estimated from the sample: Bus. A larger sample narrows the interval." in told
    brief = " ".join(macros.rough([tally("Cost", True), tally("Bus", False)], is_brief=True).split())
    assert brief == "Rough, as the audited sample is small: Cost. Rough, estimated from the sample: Bus."


def test_the_method_says_what_a_language_model_coded() -> None:
    said = section(dataclasses.replace(REPORT, model=MODEL), "method")
    assert "The language model llama3.1:8b, which ran on the computer on which this report was made" in said
    assert "Of the 8 points that no person coded it coded 6" in said
    assert "What it was told is version 0a1b2c3d4e5f." in said
    assert "language model" not in section(REPORT, "method")


@pytest.mark.parametrize(
    "path",
    [
        TEMPLATES / "report.html.j2",
        TEMPLATES / "annex.html.j2",
        *sorted(TEMPLATES.glob("report/*")),
        *sorted(TEMPLATES.glob("annex/*")),
    ],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_a_template_receives_the_report_and_its_page_alone(path: Path) -> None:
    jinja = environment([])
    tree = jinja.parse(path.read_text(encoding="utf-8"))
    # A block may read what its template sets outside it.
    own = {name.name for node in tree.find_all(nodes.Assign) for name in node.find_all(nodes.Name)}
    own |= {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
    names = meta.find_undeclared_variables(tree)
    assert names - own - set(jinja.globals) <= {"report", "page"}


# A workspace's own templates -----------------------------------------------------------------------------------------


def own_template(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_workspace_may_replace_one_part(tmp_path: Path) -> None:
    own_template(tmp_path, "report/masthead.html.j2", "<header>OUR OWN {{ report.title }}</header>")
    page = render(REPORT, [tmp_path])
    assert "<header>OUR OWN Powers to delegate functions</header>" in page
    assert 'id="ledger"' in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("\n\n{{ report.titel }}", "line 3: .* has no attribute 'titel'"),
        ("\n{{ unknown }}", "line 2: 'unknown' is undefined"),
        ("{% if report.title %}\n\n", "line 2: Unexpected end of template"),
        ("\n{{ report.points + none }}", r"line 2: unsupported operand type\(s\)"),
        ("\n{{ report.title | shout }}", "line 2: No filter named 'shout'"),
        ("\n{% include 'logo.svg' %}", "line 2: there is no template logo.svg"),
    ],
)
def test_a_mistake_in_a_workspace_template_is_told_with_file_and_line(tmp_path: Path, content: str, said: str) -> None:
    path = own_template(tmp_path, "report/masthead.html.j2", content)
    with pytest.raises(OutputError, match=f"^{re.escape(str(path))}, {said}.*Mend the template; or remove it") as told:
        render(REPORT, [tmp_path])
    assert "\n" not in str(told.value)


def test_a_workspace_template_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    own_template(tmp_path, "report/masthead.html.j2", "Café".encode("latin-1"))
    with pytest.raises(OutputError, match="utf-8"):
        render(REPORT, [tmp_path])


def test_a_fault_of_ours_is_not_blamed_on_a_template() -> None:
    with pytest.raises(TypeError):
        render(REPORT, None)  # type: ignore[arg-type]


def test_languages_and_points_for_a_person_are_told() -> None:
    told = dataclasses.replace(REPORT, for_person=REPORT.doubtful, languages="1 response is in Polish.")
    page = " ".join(render(told, []).split())
    assert "1 response is in Polish. The others" in page
    assert "3 points are in a language that the codebook does not cover, and nobody has coded them yet." in page
    assert page.count('href="#for-person"') >= 4
    assert 'id="for-person"' not in render(REPORT, [])


def test_page_one_says_of_which_side_those_are_whose_answers_are_told_together() -> None:
    """Supporters were “8% other answers” on page one, and “Support 6” below."""
    sides = dataclasses.replace(REPORT.positions[0], key="Q1", respondents=30)
    told = words_of(page_of(dataclasses.replace(REPORT, positions=(sides,))).xpath("//section[@class='summary']")[0])
    assert "20% other answers, 13% not answered (of 30). For and against Q1, of 30 respondents: support about 2" in told
