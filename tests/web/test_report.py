"""The report: made, framed so that nothing in it can act, saved, and compared with the one before."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace

from pydantic import TypeAdapter

from analysis.app import publish
from analysis.app.views.report_editions import Edition, current_edition, editions
from analysis.model import AdjustedCount, ThemeCounts
from analysis.web.csp import headers
from tests.builders import published
from tests.web.visitor import Visitor, text_of


def make(visitor: Visitor) -> str:
    page = visitor.post("/report/make").text
    visitor.settle()
    return page


def test_the_report_is_made_and_its_account_told_first(visitor: Visitor) -> None:
    make(visitor)
    page = visitor.get("/report")
    told = text_of(page)
    assert "Everything received is accounted for 3 files received: 3 responses with 7 points" in told
    assert "Made by Sam Brook" in told
    assert page.index("accounted for") < page.index("<iframe")
    assert "sandbox></iframe>" in page


def test_each_sentence_of_the_account_stands_apart(visitor: Visitor) -> None:
    visitor.app_context.workspace.respondents.write_text("file,publish\nletter.txt,no\n")
    (visitor.app_context.workspace.responses / "empty.txt").write_text("")
    make(visitor)
    told = text_of(visitor.get("/report"))
    assert re.search(r"in no figure\. 1 file or part of one could not be read", told)


def test_a_report_that_cannot_be_made_says_why_and_leaves_the_old_one(reader: Visitor) -> None:
    before = reader.app_context.workspace.report.read_bytes()
    reader.app_context.workspace.respondents.write_text("file,publish\nnobody.txt,no\n")
    reader.post("/report/make")
    reader.settle()
    job = reader.services.jobs.last("/report")
    assert job is not None
    assert "nobody.txt is not in responses/" in job.problem
    assert reader.app_context.workspace.report.read_bytes() == before


def test_the_frame_lets_the_report_show_itself_in_its_own_styles_and_do_nothing(reader: Visitor) -> None:
    answer = reader.client.get("/report/page")
    policy = answer.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in policy
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_styles_of_single_elements_are_allowed_by_their_hashes() -> None:
    policy = headers(b"<style>a{}</style><p style='color:red'>x</p><p style='color:red'>y</p>")[
        "content-security-policy"
    ]
    assert policy.count("sha256-") == 2
    assert headers(b"<p>x</p>")["content-security-policy"].startswith("default-src 'none'; style-src-elem 'none'")


def test_the_report_is_saved_as_it_is(reader: Visitor) -> None:
    answer = reader.client.get("/report/download")
    assert answer.headers["content-disposition"] == 'attachment; filename="report.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as saved:
        files = {name: saved.read(name) for name in saved.namelist()}
    reports = reader.app_context.workspace.reports
    assert files == {
        path.relative_to(reports).as_posix(): path.read_bytes() for path in sorted(reports.rglob("*.html"))
    }


def test_a_report_of_one_file_is_saved_as_that_file(reader: Visitor) -> None:
    publish.report(reader.app_context, one_file=True)
    answer = reader.client.get("/report/download")
    assert answer.content == reader.app_context.workspace.report.read_bytes()
    assert answer.headers["content-disposition"] == 'attachment; filename="report.html"'


def test_the_links_of_the_framed_report_lead_to_the_pages_of_its_annex(reader: Visitor) -> None:
    page = reader.client.get("/report/report.html").text
    assert 'href="annex/index.html"' in page
    answer = reader.client.get("/report/annex/index.html")
    assert answer.content == (reader.app_context.workspace.reports / "annex" / "index.html").read_bytes()
    assert "../report.html" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.endswith("sandbox")
    assert "script-src" not in policy
    for name in ("nothing.html", "..%2freport.manifest.json", "%2e%2e/report.html"):
        assert reader.client.get(f"/report/annex/{name}", follow_redirects=False).status_code in (303, 404)


def test_where_there_is_no_report_the_page_says_so(beginner: Visitor) -> None:
    assert "No responses yet." in text_of(beginner.get("/report"))
    beginner.get("/report/page", status=404)
    assert "No report has been made yet." in text_of(beginner.get("/report/compare"))


def test_what_has_moved_since_the_report_before_is_told(visitor: Visitor) -> None:
    make(visitor)
    (visitor.app_context.workspace.responses / "more.txt").write_text("1. The budget has no money for cuts.\n")
    make(visitor)
    first, second = editions(visitor.app_context)
    assert current_edition(visitor.app_context) == second
    told = text_of(visitor.get("/report/compare"))
    assert "Responses 3 4 +1" in told
    assert "Between the two: responses were added or replaced the machine coded the points again, 0 of" in told
    assert "Points 7 8 +1" in told
    assert re.search(r"Funding \d \d \+1", told)
    counted = {theme.key: theme.points for theme in first.themes}
    page = visitor.app_context.workspace.report.read_text(encoding="utf-8")
    assert set(counted) == {"funding", "access"}
    assert "more.txt" not in str(editions(visitor.app_context)), "of earlier reports figures are kept, and no name"
    assert page
    assert "corrected" not in told, "no audit measured either"


def test_corrected_figures_are_compared_too(visitor: Visitor) -> None:
    make(visitor)
    (visitor.app_context.workspace.responses / "more.txt").write_text("1. The budget has no money for cuts.\n")
    make(visitor)
    kept = []
    for edition, value, name in zip(editions(visitor.app_context), (40.0, 13.0), ("Money", "Funding"), strict=True):
        one = AdjustedCount(2, value, value - 3, value + 3, of=68)
        first, *others = edition.themes
        corrected = replace(first, name=name, corrected=ThemeCounts("funding", name, one, one))
        kept.append(replace(edition, themes=(corrected, *others)))
    written = TypeAdapter(tuple[Edition, ...]).dump_json(tuple(kept))
    (visitor.app_context.workspace.state / "reports.json").write_bytes(written)
    told = text_of(visitor.get("/report/compare"))
    assert "corrected by a blind audit Theme Before Now Funding 40 (37 to 43) of 68 13 (10 to 16) of 68" in told
    assert "Money" not in told, "a theme that was renamed has the name of today"


def test_the_same_report_made_again_is_not_another_one(visitor: Visitor) -> None:
    make(visitor)
    make(visitor)
    assert len(editions(visitor.app_context)) == 1


def test_the_figures_that_are_remembered_are_those_that_the_report_prints(visitor: Visitor) -> None:
    make(visitor)
    page = published(visitor.app_context.workspace.root)
    (edition,) = editions(visitor.app_context)
    for theme in edition.themes:
        rows = re.findall(rf'(?s)<tr[^>]*>(?:(?!</tr>).)*href="[^"]*#theme-{theme.key}"(?:(?!</tr>).)*</tr>', page)
        numbers = [re.findall(r">\s*(\d+)\s*<", row) for row in rows]
        assert any(str(theme.points) in found and str(theme.respondents) in found for found in numbers), theme
