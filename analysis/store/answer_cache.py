"""The answer cache: what a model answered, kept as it came, so that nothing is asked for twice.

It lies in a folder of the workspace, also where the store is on a server, and is no record: it can be removed at the
price of asking again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from analysis.store.blobs import FileBlobs
from analysis.store.lock import held

FAILED = "failed"
"""The field of an entry that stands for a request without an answer, and says why."""


class AnswerCache:
    """Keeps each answer in a file of its own, named by the words that it is about and the request."""

    def __init__(self, state: Path) -> None:
        """Name the folder; it is made when the first answer is kept."""
        self._state, self._folder = state, state / "answers"
        self._files = FileBlobs(self._folder)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one who asks: what two ask at once would be asked for twice."""
        with held(self._state / "answers.lock"):
            self._files.clear_remains()
            yield

    def get(self, text_sha256: str, key: str) -> dict[str, Any] | None:
        """Return the answer to a request about these words, an entry with ``FAILED`` where it had none, or None."""
        content = self._files.content(_name(text_sha256, key))
        try:
            kept = json.loads(content) if content is not None else None
        except ValueError:
            return None
        return kept if isinstance(kept, dict) else None

    def keep(self, text_sha256: str, key: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer; after a crash it is there as a whole or not at all."""
        name = _name(text_sha256, key)
        self._files.remove(name)
        self._files.keep({name: json.dumps(answer, ensure_ascii=False).encode()})

    def keep_only(self, text_sha256s: Collection[str]) -> None:
        """Forget all answers but those about these words."""
        known = {sha256[:WORDS] for sha256 in text_sha256s}
        for path in self._folder.glob("*"):
            if path.name[:WORDS] not in known:
                path.unlink(missing_ok=True)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is kept."""
        return not self._folder.is_dir() or next(self._folder.iterdir(), None) is None


WORDS = 32
"""Digits of the digest of the words, with which a file's name begins."""


def _name(text_sha256: str, key: str) -> str:
    return f"{text_sha256[:WORDS]}-{key[:WORDS]}"
