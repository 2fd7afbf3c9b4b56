"""The workspace: a folder with ``responses/`` and ``reports/``, what its files say, and where its templates lie."""

from analysis.workspace.consultation import ConsultationFile, load_consultation
from analysis.workspace.folder import RESERVED, Workspace, create, template_folders
from analysis.workspace.output import write_together
from analysis.workspace.respondents import COLUMNS, load_respondents

__all__ = [
    "COLUMNS",
    "RESERVED",
    "ConsultationFile",
    "Workspace",
    "create",
    "load_consultation",
    "load_respondents",
    "template_folders",
    "write_together",
]
