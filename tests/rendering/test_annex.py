"""The report and its annex: two linked parts at any size, of which every link lands and no page grows too large."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import posixpath
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from analysis.model import Codebook, Question, SegmentKind
from analysis.rendering import ONE_FILE, REPORT_FILE, render, render_set
from analysis.rendering.annex import ENDLESS, PageLimits, annex_pages
from analysis.rendering.links import ids_of, linked
from analysis.rendering.pages import PointsPage, ResponsesPage, ThemePage
from analysis.tally.passages.refs import Listed, Ref, Run
from analysis.tally.report import Cell, Group, Passage, Report, ResponseView, Tag
from tests.rendering.fixtures.small import EMPTY, REPORT
from tests.validity import faults

MOST_BYTES = 3_000_000


def crowd(responses: int, points: int = 2, doubtful: bool = False) -> Report:
    """A report of so many responses, every point of which raises one theme."""
    funding = REPORT.themes[1]
    passage = REPORT.responses[0].passages[7]
    views, refs = [], []
    for number in range(1, responses + 1):
        own = [Ref(f"r{number}-{n}", f"R{number}.{n}", doubtful) for n in range(1, points + 1)]
        refs.extend(own)
        passages = tuple(dataclasses.replace(passage, anchor=ref.anchor, name=ref.name, characters=90) for ref in own)
        views.append(
            dataclasses.replace(
                REPORT.responses[0], anchor=f"r{number}", number=f"R{number}", points=points, passages=passages
            )
        )
    cell = Cell("council", responses, len(refs), tuple(refs))
    question = dataclasses.replace(cell, name="Q1")
    tally = dataclasses.replace(
        funding,
        respondents=responses,
        places=len(refs),
        points=len(refs),
        refs=tuple(refs),
        by_type=(cell,),
        by_question=(question,),
        positions=(),
        doubtful=len(refs) if doubtful else 0,
        quotes=(),
    )
    rows = tuple(dataclasses.replace(REPORT.account.rows[0], number=view.number, anchor=view.anchor) for view in views)
    return dataclasses.replace(
        REPORT,
        responses=tuple(views),
        respondents=responses,
        points=len(refs),
        themes=(tally, REPORT.themes[2]),
        codebook=Codebook((tally.theme, REPORT.themes[2].theme)),
        types=(Group("council", responses, len(refs)),),
        answered=(
            Group("Q1", responses, len(refs), tuple(refs), responses),
            Group("no particular question", 1, 0, (), 0),
        ),
        restating=Listed(0, ()),
        for_person=Listed(0, ()),
        campaigns=(),
        same_letters=(),
        short_answers=(),
        letters=0,
        positions=tuple(
            dataclasses.replace(one, counts=tuple(dataclasses.replace(count, refs=()) for count in one.counts))
            for one in REPORT.positions
        ),
        messages=(),
        unthemed=Listed(0, ()),
        doubtful=Listed(len(refs), tuple(refs)) if doubtful else Listed(0, ()),
        account=dataclasses.replace(REPORT.account, rows=rows),
    )


def pages_of(report: Report, folders: list[Path] | None = None) -> dict[str, str]:
    return {file: content.decode() for file, content in render_set(report, folders or [])}


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    return pages_of(REPORT)


@pytest.fixture(scope="module")
def large() -> dict[str, str]:
    return pages_of(crowd(1_400, doubtful=True))


# Every link lands ----------------------------------------------------------------------------------------------------


def unlanded(pages: dict[str, str]) -> list[tuple[str, str]]:
    """The links of a set that lead to no page of it, or to an anchor that the page does not have."""
    parsed = {file: lxml_html.document_fromstring(page) for file, page in pages.items()}
    ids = {file: set(page.xpath("//@id")) for file, page in parsed.items()}
    lost = []
    for file, page in parsed.items():
        for href in page.xpath("//@href"):
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
            if target not in ids or (anchor and anchor not in ids[target]):
                lost.append((file, href))
    return lost


@pytest.fixture(scope="module", params=[REPORT, EMPTY, crowd(250)], ids=["small", "empty", "250 responses"])
def pages(request: pytest.FixtureRequest) -> dict[str, str]:
    return pages_of(request.param)


def test_every_link_of_the_set_lands(pages: dict[str, str]) -> None:
    assert unlanded(pages) == []


def test_every_link_of_a_large_set_lands(large: dict[str, str]) -> None:
    assert unlanded(large) == []


def test_every_page_is_valid_and_uses_every_id_once(pages: dict[str, str]) -> None:
    for file, page in pages.items():
        assert faults(page) == [], file
        ids = Counter(lxml_html.document_fromstring(page).xpath("//@id"))
        assert [name for name, count in ids.items() if count > 1] == [], file


def test_a_figure_of_the_report_leads_to_its_points_in_the_annex_and_a_point_back_to_its_theme(
    small: dict[str, str],
) -> None:
    report = lxml_html.document_fromstring(small[REPORT_FILE])
    assert "annex/theme-funding.html#points-funding" in report.xpath("//section[@aria-labelledby='themes']//a/@href")
    theme = lxml_html.document_fromstring(small["annex/theme-funding.html"])
    assert "responses.html#r1-1" in theme.xpath("//ul[@class='refs']//a/@href")
    point = lxml_html.document_fromstring(small["annex/responses.html"]).xpath("//*[@id='r1-1']")[0]
    assert "theme-funding.html#theme-funding" in point.xpath(".//a/@href")


def test_every_response_is_found_by_its_number_its_respondent_and_its_theme(large: dict[str, str]) -> None:
    index = lxml_html.document_fromstring(large["annex/index.html"])
    numbers = index.xpath("//ul[@class='names numbers']//a")
    assert [link.text for link in numbers[:2]] == ["R1 to R200", "R201 to R400"]
    assert numbers[1].get("href") == "responses-2.html#r201"
    names = index.xpath("//dl[contains(@class, 'index')]//a/@href")
    assert len(names) == 1_400
    assert names[1_399] == "responses-7.html#r1400"
    assert "theme-funding.html#theme-funding" in index.xpath("//a/@href")


# Sizes ---------------------------------------------------------------------------------------------------------------


def test_the_report_stays_short_whatever_came_in(large: dict[str, str], small: dict[str, str]) -> None:
    few, many = (len(lxml_html.document_fromstring(pages[REPORT_FILE]).xpath("//*")) for pages in (small, large))
    assert many < few + 200
    assert many < 5_000
    assert len(large[REPORT_FILE].encode()) < 2_000_000


def test_the_report_stays_short_with_many_themes_types_and_questions() -> None:
    themes = tuple(
        dataclasses.replace(tally, theme=dataclasses.replace(tally.theme, key=f"{tally.theme.key}-{n}"))
        for n in range(20)
        for tally in REPORT.themes
    )
    questions = tuple(Question(f"Q{n}", f"What do you think of part {n}?") for n in range(1, 31))
    wide = dataclasses.replace(
        REPORT,
        codebook=Codebook(tuple(dataclasses.replace(tally.theme, parent=None) for tally in themes)),
        messages=(),
        replies=(),
        responses=tuple(
            dataclasses.replace(
                view,
                passages=tuple(dataclasses.replace(passage, themes=(), nearly=()) for passage in view.passages),
            )
            for view in (
                *REPORT.responses,
                *(
                    dataclasses.replace(
                        REPORT.responses[0], type=f"type {n}", anchor=f"r{n + 10}", number=f"R{n + 10}", passages=()
                    )
                    for n in range(9)
                ),
            )
        ),
        themes=tuple(
            dataclasses.replace(
                tally, by_question=tuple(dataclasses.replace(tally.by_question[0], name=q.key) for q in questions)
            )
            if tally.by_question
            else tally
            for tally in themes
        ),
        questions=questions,
        answered=(
            *(Group(question.key, 2, 2, REPORT.themes[0].refs, 2) for question in questions),
            Group("no particular question", 1, 0, (), 0),
        ),
        types=(*REPORT.types, *(Group(f"type {n}", 1, 1) for n in range(9))),
    )
    pages = pages_of(wide)
    assert len(lxml_html.document_fromstring(pages[REPORT_FILE]).xpath("//*")) < 5_000
    assert unlanded(pages) == []
    assert "Q30" in pages["annex/questions.html"]


def test_no_page_of_the_annex_grows_beyond_what_a_browser_takes_well(large: dict[str, str]) -> None:
    assert max(len(page.encode()) for page in large.values()) < MOST_BYTES
    assert [file for file in large if file.startswith("annex/responses")] == [
        "annex/responses.html",
        *(f"annex/responses-{n}.html" for n in range(2, 8)),
    ]


def test_long_responses_make_a_page_end_sooner() -> None:
    long = dataclasses.replace(REPORT.responses[0].passages[7], characters=250_000)
    report = crowd(5)
    views = tuple(dataclasses.replace(view, passages=(long,)) for view in report.responses)
    pages = annex_pages(dataclasses.replace(report, responses=views), (), False, PageLimits())
    assert [len(page.responses) for page in pages if isinstance(page, ResponsesPage)] == [2, 2, 1]


@given(st.integers(0, 40), st.integers(1, 17))
def test_lists_go_on_over_pages_and_lose_no_point(responses: int, most: int) -> None:
    report = crowd(responses, doubtful=True)
    pages = annex_pages(report, (), False, PageLimits(links=most))
    listed = [page for page in pages if isinstance(page, PointsPage) and page.kind == "in-doubt"]
    assert [ref for page in listed for one in page.lists for ref in one.refs] == list(report.doubtful.refs)
    assert all(sum(len(one.refs) for one in page.lists) <= most for page in listed)
    theme = [page for page in pages if isinstance(page, ThemePage) and page.tally.theme.key == "funding"]
    by_type = [ref for page in theme for one in page.lists if one.group == "By type of respondent" for ref in one.refs]
    assert by_type == list(report.themes[0].refs)
    assert [page.place.part for page in listed] == list(range(1, len(listed) + 1))


def test_the_continuation_of_a_list_has_no_anchor_of_its_own(large: dict[str, str]) -> None:
    first, second = large["annex/theme-funding.html"], large["annex/theme-funding-2.html"]
    assert 'id="question-1-funding"' in first
    assert "continued" in second
    assert 'id="question-1-funding"' not in second


# The same bytes, and one thing ----------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_set() -> None:
    assert list(render_set(REPORT, [])) == list(render_set(REPORT, []))


def test_the_report_comes_last_and_holds_the_fingerprint_of_its_annex() -> None:
    *annex, (file, report) = render_set(REPORT, [])
    assert file == REPORT_FILE
    lines = "".join(f"{name} {hashlib.sha256(content).hexdigest()}\n" for name, content in annex)
    assert hashlib.sha256(lines.encode()).hexdigest() in report.decode()


def test_what_changes_in_the_annex_alone_changes_the_report(small: dict[str, str]) -> None:
    note = Passage(SegmentKind.FURNITURE, reason="another reason", characters=1)
    first = dataclasses.replace(REPORT.responses[0], passages=(*REPORT.responses[0].passages, note))
    other = dataclasses.replace(REPORT, responses=(first, *REPORT.responses[1:]))
    assert pages_of(other)[REPORT_FILE] != small[REPORT_FILE]


def test_one_file_holds_all_that_the_set_holds(small: dict[str, str]) -> None:
    (one,) = [lxml_html.document_fromstring(render(REPORT, []))]
    ids = set(one.xpath("//@id"))
    for page in small.values():
        assert (
            set(lxml_html.document_fromstring(page).xpath("//section//@id")) - {"find", "find-words", "find-said"}
            <= ids
        )
    assert all(href.startswith("#") for href in one.xpath("//@href"))


def test_one_file_lists_every_point_on_its_one_page() -> None:
    pages = annex_pages(crowd(ONE_FILE, points=40, doubtful=True), (), False, ENDLESS)
    assert {page.place.parts for page in pages} == {1}


# Without a script, and better with one -------------------------------------------------------------------------------


def test_only_the_index_has_a_script_and_its_policy_allows_that_script_alone(small: dict[str, str]) -> None:
    assert [file for file, page in small.items() if "<script" in page] == ["annex/index.html"]
    page = small["annex/index.html"]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = lxml_html.document_fromstring(page).xpath("//meta[@http-equiv]/@content")[0]
    assert f"script-src 'sha256-{digest}';" in policy
    assert "form-action 'none'" in policy
    assert lxml_html.document_fromstring(page).xpath("//form[@hidden]"), "without a script the box is not there"


def test_no_text_of_a_response_can_become_a_script_or_a_link() -> None:
    hostile = '"><script>alert(1)</script><a href="#r1">x</a> href="#r1-1" id="themes" file:annex/index.html'
    first = REPORT.responses[0]
    point = dataclasses.replace(first.passages[7], runs=(Run(hostile),), themes=(Tag("funding", hostile, 0.9),))
    view: ResponseView = dataclasses.replace(first, respondent=hostile, passages=(point,))
    pages = pages_of(dataclasses.replace(REPORT, responses=(view, *REPORT.responses[1:])))
    for file, page in pages.items():
        assert "alert(1)</script>" not in page, file
    shown = lxml_html.document_fromstring(pages["annex/responses.html"]).xpath("//*[@id='r1-1']")[0]
    assert hostile in " ".join(shown.text_content().split())


# Links ---------------------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_page_that_has_its_anchor() -> None:
    files = {"a": "report.html", "b": "annex/one.html"}
    assert linked('<a href="#b">', "report.html", files) == '<a href="annex/one.html#b">'
    assert linked('<a class="x" href="#a">', "annex/one.html", files) == '<a class="x" href="../report.html#a">'
    assert linked('<p id="a"></p><a href="#a">', "annex/one.html", files) == '<p id="a"></p><a href="#a">'
    assert linked('<a href="file:annex/two.html">', "annex/one.html", files) == '<a href="two.html">'
    assert linked("&lt;a href=&#34;#b&#34;&gt;", "report.html", files) == "&lt;a href=&#34;#b&#34;&gt;"
    assert ids_of('<p id="a">&lt;p id=&#34;b&#34;&gt;</p>') == {"a"}


# A workspace's own templates -----------------------------------------------------------------------------------------


def own(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "block", "file"),
    [
        ("report.html.j2", "masthead", REPORT_FILE),
        ("report/summary.html.j2", "caveat", REPORT_FILE),
        ("report/method.html.j2", "privacy", REPORT_FILE),
        ("annex.html.j2", "masthead", "annex/index.html"),
        ("annex/theme.html.j2", "figures", "annex/theme-funding.html"),
        ("annex/responses.html.j2", "introduction", "annex/responses.html"),
    ],
)
def test_a_workspace_overrides_one_block_and_keeps_the_others(
    small: dict[str, str], tmp_path: Path, name: str, block: str, file: str
) -> None:
    own(
        tmp_path,
        name,
        f'{{% extends "everypoint/{name}" %}}'
        f"{{% block {block} %}}<p>OUR OWN {{{{ report.title }}}}</p>{{% endblock %}}",
    )
    theirs, ours = pages_of(REPORT, [tmp_path])[file], small[file]
    assert "<p>OUR OWN Powers to delegate functions</p>" in theirs
    assert len(theirs) > len(ours) / 2, "all else is as it was"


def test_a_block_keeps_what_it_had_and_adds_to_it(tmp_path: Path) -> None:
    own(
        tmp_path,
        "report/annexes.html.j2",
        '{% extends "everypoint/report/annexes.html.j2" %}{% block list %}{{ super() }}<p>And more.</p>{% endblock %}',
    )
    page = pages_of(REPORT, [tmp_path])[REPORT_FILE]
    assert "<p>And more.</p>" in page
    assert "annex/ledger.html" in page


def test_what_is_told_of_the_whole_ledger_stands_on_its_last_page() -> None:
    report = crowd(3)
    rows_of_one = (dataclasses.replace(report.account.rows[0], to_look_at=(40, 100)),) * 150
    pages = pages_of(dataclasses.replace(report, account=dataclasses.replace(report.account, rows=rows_of_one)))
    first, second = (lxml_html.document_fromstring(pages[f"annex/ledger{n}.html"]) for n in ("", "-2"))
    assert (len(first.xpath("//tfoot")), len(second.xpath("//tfoot"))) == (0, 1)
    assert ("To look at" in first.text_content(), "To look at" in second.text_content()) == (False, True)
    rows: list[Any] = [row for page in (first, second) for row in page.xpath("//table[@class='ledger']/tbody/tr/th/a")]
    assert len(rows) == 150


def test_a_question_whose_key_is_a_sentence_has_anchors_without_spaces() -> None:
    key = "Do you agree with the proposal?"
    closed = tuple(dataclasses.replace(question, key=key) for question in REPORT.closed_answers)
    tallies = tuple(
        dataclasses.replace(
            tally,
            by_question=tuple(
                dataclasses.replace(c, name=key if c.name == "Q1" else c.name) for c in tally.by_question
            ),
        )
        for tally in REPORT.themes
    )
    answered = tuple(dataclasses.replace(g, name=key if g.name == "Q1" else g.name) for g in REPORT.answered)
    pages = pages_of(dataclasses.replace(REPORT, closed_answers=closed, themes=tallies, answered=answered))
    for page in pages.values():
        assert not [name for name in lxml_html.document_fromstring(page).xpath("//@id") if re.search(r"\s", name)]
    assert "closed-1" in ids_of(pages[REPORT_FILE])
