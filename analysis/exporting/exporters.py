"""The formats in which the report and its data leave; adding one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from analysis.exporting.codebook_csv import codebook_csv
from analysis.exporting.csv_export import as_csv_files
from analysis.exporting.docx_export import as_docx
from analysis.exporting.export_content import ExportContent
from analysis.exporting.json_export import as_json
from analysis.exporting.ods_export import as_ods
from analysis.exporting.odt_export import as_odt
from analysis.exporting.qda.qda_codebook import as_qdc
from analysis.exporting.qda.qda_project import as_qdpx
from analysis.exporting.tables import export_tables
from analysis.exporting.xlsx_export import as_xlsx
from analysis.model import Codebook

T = TypeVar("T")

SHEETS = "responses, answers, points, codings, themes and figures"


@dataclass(frozen=True, slots=True)
class Exporter(Generic[T]):
    """A format: what it is called, its file's usual name, what it holds, and the function that writes it."""

    title: str
    file: str
    holds: str
    write: Callable[[T], bytes]


EXPORTERS: Mapping[str, Exporter[ExportContent]] = {
    "xlsx": Exporter(
        "Excel workbook",
        "responses.xlsx",
        f"A sheet each of {SHEETS}.",
        lambda content: as_xlsx(export_tables(content), content.report.title),
    ),
    "ods": Exporter(
        "OpenDocument spreadsheet",
        "responses.ods",
        f"A sheet each of {SHEETS}.",
        lambda content: as_ods(export_tables(content), content.report.title),
    ),
    "csv": Exporter(
        "CSV files in a zip",
        "responses.csv.zip",
        f"A file each of {SHEETS}.",
        lambda content: as_csv_files(export_tables(content)),
    ),
    "json": Exporter(
        "JSON",
        "responses.json",
        "The same tables for programs, described by a JSON schema.",
        lambda content: as_json(export_tables(content), content.report, content.is_public),
    ),
    "docx": Exporter("Word document", "report.docx", "The report for editing, without its annexes.", as_docx),
    "odt": Exporter("OpenDocument text", "report.odt", "The report for editing, without its annexes.", as_odt),
    "qdpx": Exporter(
        "REFI-QDA project",
        "project.qdpx",
        "Texts, points and codings for NVivo, MAXQDA, ATLAS.ti and other tools of qualitative analysis.",
        as_qdpx,
    ),
}

PACK = "Method, log of assumptions, transparency record and accuracy, for assurance."

ASSURANCE_EXPORTERS: Mapping[str, Exporter[ExportContent]] = {
    "assurance": Exporter(
        "Assurance pack as web page", "assurance.html", PACK, lambda content: content.assurance().encode()
    ),
    "assurance-docx": Exporter(
        "Assurance pack for Word",
        "assurance.docx",
        PACK,
        lambda content: as_docx(replace(content, page=content.assurance)),
    ),
    "assurance-odt": Exporter(
        "Assurance pack as OpenDocument text",
        "assurance.odt",
        PACK,
        lambda content: as_odt(replace(content, page=content.assurance)),
    ),
}
"""The formats of the assurance pack."""

CODEBOOK_EXPORTERS: Mapping[str, Exporter[Codebook]] = {
    "codebook": Exporter("Codebook as CSV", "codebook.csv", "The themes with all that defines them.", codebook_csv),
    "qdc": Exporter(
        "REFI-QDA codebook", "codebook.qdc", "The themes for NVivo, MAXQDA, ATLAS.ti and other tools.", as_qdc
    ),
}
"""The formats that hold nothing but the codebook, which is nobody's personal data."""

EVERY: Mapping[str, Exporter[Any]] = {**EXPORTERS, **ASSURANCE_EXPORTERS, **CODEBOOK_EXPORTERS}
