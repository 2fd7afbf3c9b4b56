"""Zip files whose bytes follow from their contents alone: every member has the same date and the same rights."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""When every member was written, as far as a zip can say."""


def zipped(members: Mapping[str, bytes], stored: Iterable[str] = ()) -> bytes:
    """Return a zip of these members, in this order; those ``stored`` are not compressed."""
    not_compressed, stream = frozenset(stored), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            packing = zipfile.ZIP_STORED if name in not_compressed else zipfile.ZIP_DEFLATED
            archive.writestr(member(name, packing), content)
    return stream.getvalue()


def member(name: str, packing: int) -> zipfile.ZipInfo:
    """Return how a member is described."""
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.external_attr, info.create_system = packing, 0o600 << 16, 3
    return info


def with_fixed_dates(content: bytes) -> bytes:
    """Return a zip that a library wrote with nothing in it that the clock decides."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return zipped({info.filename: archive.read(info) for info in archive.infolist()})
