"""The workspace: a folder with ``responses/`` and ``reports/``, what its files say, and where its templates lie."""

from analysis.workspace.atomic_writes import write_together
from analysis.workspace.bounded_files import UnfitFileError, open_file, read_file
from analysis.workspace.bundle import content_of, is_bundle
from analysis.workspace.consultation_toml import load_consultation
from analysis.workspace.environment import Settings
from analysis.workspace.folder import (
    AUDITS,
    DEVICE,
    UNPORTABLE,
    Workspace,
    create,
    documents_in,
    is_paper,
    name_of,
    not_a_document,
    not_portable,
    own_templates,
    template_folders,
)
from analysis.workspace.known_workspaces import KnownWorkspace, KnownWorkspaces, named_folder, new_folder
from analysis.workspace.mail_groupings import with_grouping
from analysis.workspace.manifest import (
    FILES,
    NO_STORE,
    describes,
    digest_of,
    forget_inputs,
    holds,
    kept_manifests,
    manifest_of,
    page_of,
    parsed,
    place_of,
    remembered,
    report_stands,
    write_report,
)
from analysis.workspace.placeholders import has_examples, is_placeholder, placeholder_themes
from analysis.workspace.report_files import ANNEX, StagedReport, annex_digests, annex_page, files_beside, staged
from analysis.workspace.respondents_csv import COLUMNS, load_respondents, withdraw
from analysis.workspace.table_mappings import as_toml, with_mappings
from analysis.workspace.toml_schema import ConsultationFile

__all__ = [
    "ANNEX",
    "AUDITS",
    "COLUMNS",
    "DEVICE",
    "FILES",
    "NO_STORE",
    "UNPORTABLE",
    "ConsultationFile",
    "KnownWorkspace",
    "KnownWorkspaces",
    "Settings",
    "StagedReport",
    "UnfitFileError",
    "Workspace",
    "annex_digests",
    "annex_page",
    "as_toml",
    "content_of",
    "create",
    "describes",
    "digest_of",
    "documents_in",
    "files_beside",
    "forget_inputs",
    "has_examples",
    "holds",
    "is_bundle",
    "is_paper",
    "is_placeholder",
    "kept_manifests",
    "load_consultation",
    "load_respondents",
    "manifest_of",
    "name_of",
    "named_folder",
    "new_folder",
    "not_a_document",
    "not_portable",
    "open_file",
    "own_templates",
    "page_of",
    "parsed",
    "place_of",
    "placeholder_themes",
    "read_file",
    "remembered",
    "report_stands",
    "staged",
    "template_folders",
    "with_grouping",
    "with_mappings",
    "withdraw",
    "write_report",
    "write_together",
]
