"""Downloads: made in the background, saved as files, and kept from whoever is to code blind."""

from __future__ import annotations

import io
import json

from openpyxl import load_workbook

from analysis.app.admin.export_files import export
from analysis.exporting.exporters import EVERY
from tests.web.test_audit_blind import draw
from tests.web.test_audit_kept import seen
from tests.web.visitor import Visitor, text_of


def make(visitor: Visitor, format_name: str, whose: str = "public") -> str:
    visitor.post("/downloads", {"format": format_name, "whose": whose})
    visitor.settle()
    return visitor.get(f"/downloads/{format_name}/{whose}")


def test_every_format_is_offered_and_explained(visitor: Visitor) -> None:
    told = text_of(visitor.get("/downloads"))
    for exporter in EVERY.values():
        assert exporter.title in told
        assert exporter.holds in told


def test_a_file_is_made_and_saved_and_is_that_of_the_command(visitor: Visitor) -> None:
    page = make(visitor, "xlsx")
    assert "responses.xlsx is ready It holds nothing that the report does not print." in text_of(page)
    answer = visitor.client.get("/downloads/xlsx/public/file")
    assert answer.headers["content-disposition"] == 'attachment; filename="responses.xlsx"'
    assert "Points" in load_workbook(io.BytesIO(answer.content)).sheetnames
    assert answer.content == export(visitor.app_context, "xlsx").content


def test_the_teams_own_says_that_it_is_personal(visitor: Visitor) -> None:
    assert "It holds personal data" in text_of(make(visitor, "json", "internal"))
    answer = visitor.client.get("/downloads/json/internal/file")
    assert "internal-responses.json" in answer.headers["content-disposition"]
    assert json.loads(answer.content)["public"] is False


def test_what_was_not_made_leads_back_to_the_page(visitor: Visitor) -> None:
    for path in ("/downloads/ods/public", "/downloads/ods/public/file"):
        assert '<h1 class="govuk-heading-l">Downloads</h1>' in visitor.get(path)
    visitor.get("/downloads/pdf/public", status=404)
    visitor.post("/downloads", {"format": "../x", "whose": "public"}, status=404)


def test_why_a_file_could_not_be_made_is_told(visitor: Visitor) -> None:
    visitor.app_context.workspace.respondents.write_text("file,publish\nnobody.txt,no\n")
    told = text_of(make(visitor, "csv"))
    assert "The file could not be made" in told
    assert "nobody.txt is not in responses/" in told


def test_downloads_are_kept_from_whoever_is_to_code_blind_unless_they_ask(reader: Visitor) -> None:
    make(reader, "json")
    points = draw(reader, ("letter.txt", "1"))
    page = reader.get("/downloads")
    assert "A blind audit is open" in text_of(page)
    assert "Excel workbook" not in page
    assert "Codebook as CSV" in page, "a codebook tells no coding"
    assert "A blind audit is open" in text_of(reader.get("/downloads/json/public/file"))
    assert "A blind audit is open" in text_of(reader.post("/downloads", {"format": "xlsx", "whose": "public"}).text)
    assert make(reader, "codebook")
    assert seen(reader) == set()
    assert "Excel workbook" in reader.get("/downloads", reading="yes")
    assert seen(reader) == set(points)
    assert reader.client.get("/downloads/json/public/file").headers["content-type"] == "application/octet-stream"
