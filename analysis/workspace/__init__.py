"""The workspace: a folder with ``responses/`` and ``reports/``, what its files say, and where its templates lie."""

from analysis.workspace.bundle import content_of, is_bundle
from analysis.workspace.consultation import load_consultation
from analysis.workspace.folder import (
    AUDITS,
    DEVICE,
    UNPORTABLE,
    Workspace,
    create,
    documents_in,
    name_of,
    not_a_document,
    not_portable,
    template_folders,
)
from analysis.workspace.manifest import (
    check_report,
    forget_inputs,
    keep_manifest,
    remembered,
    report_stands,
    write_report,
)
from analysis.workspace.mapping import as_toml, without_file
from analysis.workspace.output import write_together
from analysis.workspace.respondents import COLUMNS, load_respondents, withdraw
from analysis.workspace.settings import Settings
from analysis.workspace.tables import ConsultationFile

__all__ = [
    "AUDITS",
    "COLUMNS",
    "DEVICE",
    "UNPORTABLE",
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
    "not_portable",
    "remembered",
    "report_stands",
    "template_folders",
    "withdraw",
    "without_file",
    "write_report",
    "write_together",
]
