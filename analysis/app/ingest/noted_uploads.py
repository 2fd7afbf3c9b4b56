"""Noted uploads: what is known of each, for pages that ask often; notes are read again where they have changed."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from analysis.app.context import AppContext
from analysis.app.ingest.upload_batches import FOLDER, NOTE, TOLD, UploadBatch, load_batch


def noted_batches(app: AppContext) -> tuple[UploadBatch, ...]:
    """Return what ``batches`` does, for pages that look often: notes are only read again where they have changed."""
    uploads_folder = app.workspace.state / FOLDER
    folders = [path.parent for path in uploads_folder.glob(f"*/{NOTE}")] if uploads_folder.is_dir() else []
    return tuple(filter(None, (_load_stamped(folder, _stamp(folder)) for folder in folders)))


def _stamp(batch_folder: Path) -> tuple[tuple[int, int] | None, ...]:
    return tuple(_stamp_of_file(batch_folder / name) for name in (NOTE, TOLD))


def _stamp_of_file(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        status = path.stat()
        return status.st_mtime_ns, status.st_size
    return None


@lru_cache(maxsize=64)
def _load_stamped(batch_folder: Path, _stamp: tuple[tuple[int, int] | None, ...]) -> UploadBatch | None:
    return load_batch(batch_folder)
