"""Files in other formats, as LibreOffice saves them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.patience import PATIENCE
from tests.tools import soffice

FILTERS = {"html": "html:HTML (StarWriter)", "txt": "txt:Text (encoded):UTF8"}
"""What LibreOffice must be told where a suffix stands for several of its formats."""


def converted(files: list[Path], suffix: str, folder: Path) -> list[Path]:
    """The files in another format, by one run of LibreOffice with a profile of its own."""
    command = [soffice(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    options = [FILTERS.get(suffix, suffix), "--outdir", str(folder)]
    subprocess.run([*command, *options, *map(str, files)], check=True, capture_output=True, timeout=PATIENCE)
    return sorted(folder.glob(f"*.{suffix}"))
