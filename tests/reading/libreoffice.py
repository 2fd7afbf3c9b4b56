"""Files in other formats, as LibreOffice saves them."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.patience import PATIENCE
from tests.tools import soffice

FILTERS = {"html": "html:HTML (StarWriter)", "txt": "txt:Text (encoded):UTF8"}
"""What LibreOffice must be told where a suffix stands for several of its formats."""


def converted(files: list[Path], suffix: str, folder: Path) -> list[Path]:
    """The files in another format, by one run of LibreOffice with a profile that only this process uses."""
    command = [soffice(), f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--convert-to"]
    options = [FILTERS.get(suffix, suffix), "--outdir", str(folder)]
    subprocess.run([*command, *options, *map(str, files)], check=True, capture_output=True, timeout=PATIENCE)
    return sorted(folder.glob(f"*.{suffix}"))


@cache
def _profile() -> Path:
    """The folder in which LibreOffice keeps its settings: to make it takes as long as a conversion."""
    folder = Path(tempfile.mkdtemp(prefix="everypoint-libreoffice-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
