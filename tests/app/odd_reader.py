"""A reader that does to its process what hostile files do; each line of the file says what."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from analysis.model import Document, EmbeddedFile, Skipped
from analysis.reading import ReadSettings
from tests.patience import PATIENCE


def read(content: bytes, name: str, settings: ReadSettings) -> Iterator[Document | EmbeddedFile | Skipped]:
    for number, line in enumerate(content.decode().splitlines(), 1):
        word, _, rest = line.partition(" ")
        if word == "nest":
            yield EmbeddedFile(f"{number}.txt", rest.encode())
        elif word == "break":
            os.abort()
        elif word == "hang":
            time.sleep(PATIENCE)
        elif word == "fill":
            yield Document(name, "x" * 3_000_000_000)
        elif word == "fault":
            raise RecursionError
        elif word == "half":
            yield Document(f"{name}\udce9", "a\ud800b")
        elif word == "babble":
            print("what a library prints", flush=True)
        elif word == "refuse":
            yield Skipped(name, rest)
        else:
            yield Document(f"{name}-{number}", line)
