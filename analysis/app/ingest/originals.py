"""Original files: the bytes as they came, and the pages of a PDF as pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

from analysis.app.context import AppContext
from analysis.app.single_file import why
from analysis.errors import UnreadableError
from analysis.model import Response
from analysis.workspace import content_of

PDF = "application/pdf"

COMMAND = (sys.executable, "-P", "-m", "analysis.app.reader_process.page_image")

SECONDS = 30.0
"""For one page to be drawn; most take a tenth of one."""

NOT_DRAWN = "this page cannot be shown; download the original file and open it"


def original(app: AppContext, document: str) -> tuple[str, bytes]:
    """Return the file that a response was read from: its name without folders, and its bytes.

    A response of a table or archive has its whole file. Raises UnreadableError where it is not there.
    """
    for file_name, file_path in app.workspace.files():
        if document == file_name or document.startswith(f"{file_name}#"):
            file_problem = app.workspace.unfit(file_path)
            if file_problem:
                raise UnreadableError(file_name, file_problem)
            try:
                return PurePosixPath(file_name).name + (".zip" if file_path.is_dir() else ""), content_of(file_path)
            except OSError as error:
                raise UnreadableError(file_name, why(error)) from error
    raise UnreadableError(document, "its file is no longer in responses/")


def has_pictures(response: Response) -> bool:
    """Return whether the pages of a response can be drawn as they came: a PDF that is a file of its own."""
    return response.document.media_type == PDF and response.source == response.document.name


def picture(app: AppContext, response: Response, page_number: int) -> bytes:
    """Return a page of a PDF as PNG, drawn in a process of its own; raises UnreadableError where it cannot be."""
    if not has_pictures(response) or not 0 < page_number < 100_000:
        raise UnreadableError(response.document.name, NOT_DRAWN)
    _, content = original(app, response.document.name)
    package_parent = str(Path(__file__).resolve().parents[2])
    search_paths = os.pathsep.join([package_parent, *(search_path for search_path in sys.path if search_path)])
    try:
        completed = subprocess.run(
            [*COMMAND, str(page_number)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={**os.environ, "PYTHONPATH": search_paths, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableError(f"{response.document.name}, page {page_number}", NOT_DRAWN) from error
    return completed.stdout
