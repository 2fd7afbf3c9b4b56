"""The witness: a file beside the store that remembers how far the chain has been, and refuses another one."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from analysis.errors import StoreError, reason_of
from analysis.store.append import Chain

FILE = "head.json"


class HeadFile:
    """A workspace's memory of its chain: its first digest, its length, its last digest."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self._path = folder / FILE

    def remembers(self) -> Chain | None:
        """Return the chain as it was last seen, or None where none was; raises StoreError if that cannot be read."""
        try:
            content = self._path.read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise StoreError(f"{self._path} cannot be read: {reason_of(error)}") from error
        if not content.strip():
            return None  # whoever was to write it was killed first
        try:
            remembered_fields = json.loads(content)
            return Chain(
                str(remembered_fields["first"]), int(remembered_fields["record"]), str(remembered_fields["head"])
            )
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(
                f"{self._path} is damaged; it says how far the audit trail has been. Restore it from a backup."
            ) from error

    def must_be_there(self, seen: Chain | None, chain: Chain) -> None:
        """Raise StoreError where nothing is remembered, though something was recorded.

        It is written before the first record is, so somebody took it away; and a chain that was cut off at its end
        looks whole without it.
        """
        if seen is None and chain.records:
            raise StoreError(
                f"{self._path} is missing or empty, which says how far the audit trail has been: whether records are "
                "missing at its end cannot be told. Restore it from a backup. If there is none, compare the store with "
                "reports and manifests that others keep (`everypoint check --report FILE`); `everypoint export "
                "workspace` and `everypoint import` then make a workspace of what is here"
            )

    def remember(self, chain: Chain) -> None:
        """Remember how far the chain is. What fails here costs a witness, and no record."""
        # One write over the last one, of always the same length: moving a new file there would wait for the disk.
        head_line = f'{{"first": "{chain.first}", "record": {chain.records:>20}, "head": "{chain.head}"}}\n'
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file_descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o644)
            try:
                os.write(file_descriptor, head_line.encode())
            finally:
                os.close(file_descriptor)

    def must_know(self, seen: Chain | None, chain: Chain, head_there: str | None, is_ours: bool) -> None:
        """Raise StoreError unless the chain goes on from the one that was last ``seen``.

        ``head_there`` is the chain's digest at the record that is remembered; ``is_ours``: the store lies in this
        workspace, so that it needs no witness to belong here.
        """
        if seen is None and not chain.records:
            self.remember(chain)  # a claim: those who come before the first record is seen belong here too
        if seen is None and chain.records and not is_ours:
            raise StoreError(
                "the database named in EVERYPOINT_DATABASE holds the records of another workspace. If it is this one's "
                f"too, copy {FILE} from that one's .everypoint into this one's; else name another database."
            )
        if seen is None or not seen.records:
            return
        if chain.first != seen.first or head_there != seen.head:
            raise StoreError(
                f"the audit trail is not the one that this workspace has seen: its record {seen.records:,} is missing "
                "or another. Nothing was recorded. Restore .everypoint, or set EVERYPOINT_DATABASE, as it was; "
                "`everypoint check` says more."
            )
