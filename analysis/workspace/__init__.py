"""The workspace: a folder with ``responses/`` and ``reports/``, what its files say, and where its templates lie."""

from analysis.workspace.atomic_writes import write_together
from analysis.workspace.bundle import content_of, is_bundle
from analysis.workspace.consultation_toml import load_consultation
from analysis.workspace.environment import Settings
from analysis.workspace.folder import AUDITS, Workspace, create, documents_in, name_of, not_a_document, template_folders
from analysis.workspace.manifest import (
    check_report,
    forget_inputs,
    keep_manifest,
    remembered,
    report_stands,
    write_report,
)
from analysis.workspace.respondents_csv import COLUMNS, load_respondents, withdraw
from analysis.workspace.table_mappings import as_toml, without_file
from analysis.workspace.toml_schema import ConsultationFile

__all__ = [
    "AUDITS",
    "COLUMNS",
    "ConsultationFile",
    "Settings",
    "Workspace",
    "as_toml",
    "check_report",
    "content_of",
    "create",
    "documents_in",
    "forget_inputs",
    "is_bundle",
    "keep_manifest",
    "load_consultation",
    "load_respondents",
    "name_of",
    "not_a_document",
    "remembered",
    "report_stands",
    "template_folders",
    "withdraw",
    "without_file",
    "write_report",
    "write_together",
]
