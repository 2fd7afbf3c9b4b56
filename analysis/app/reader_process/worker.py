"""The process that reads: it takes files from its input, and answers with what is in them, until there are no more.

It opens no file and no socket of its own accord, and ends when its input does. ``pool`` starts it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO

from analysis.app.reader_process.protocol import OUT_OF_MEMORY, Done, Request, Result, next_request, send_answer
from analysis.model import Document, EmbeddedFile, Omitted, SegmentedDocument, Skipped, Table
from analysis.reading import TABLES, media_type, read
from analysis.splitting import segment

GRACE = 5.0
"""Seconds after which the process ends itself, should whoever started it be gone and so not end it."""


def main() -> None:
    """Serve requests; the one argument is the memory that may be used at most, in bytes."""
    # What a library prints must not come between our frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _bind(int(sys.argv[1]))
    serve(sys.stdin.buffer, answers)


def serve(request_stream: BinaryIO, answer_stream: BinaryIO) -> None:
    """Answer every request in order."""
    while (next_frame := next_request(request_stream)) is not None:
        request, content = next_frame
        is_table = media_type(content, request.name) in TABLES
        _limit(None if is_table else request.memory)
        results = segment_file(request, content)
        while (result := _within(request.seconds + GRACE, results)) is not None:
            try:
                send_answer(answer_stream, result)
            except MemoryError:
                send_answer(answer_stream, Skipped(request.name, OUT_OF_MEMORY))
        send_answer(answer_stream, Done())


def segment_file(request: Request, content: bytes) -> Iterator[Result]:
    """Yield everything in our share of one file, each document divided; a fault of ours in one document costs no other.

    That nothing more can be read is said whoever's share the rest is.
    """
    try:
        for place, result in enumerate(read(content, request.name, request.settings)):
            if not request.share.holds(place):
                continue
            if isinstance(result, Document):
                yield _segment_document(_cleaned_document(result), request)
            else:
                yield result if isinstance(result, Table) else _cleaned_name(result)
    except MemoryError:
        yield Skipped(request.name, OUT_OF_MEMORY)
    except Exception as error:
        yield Skipped(request.name, _fault_reason("read", error))


def _segment_document(document: Document, request: Request) -> SegmentedDocument | Skipped:
    try:
        return SegmentedDocument(document, segment(document, request.questions))
    except MemoryError:
        return Skipped(document.name, OUT_OF_MEMORY)
    except Exception as error:
        return Skipped(document.name, _fault_reason("divided", error))


def _fault_reason(failed_step: str, error: Exception) -> str:
    return f"it could not be {failed_step}, because of a fault in Everypoint ({type(error).__name__}); please report it"


def _cleaned_document(document: Document) -> Document:
    """Return the document without halves of characters, which no file can hold; every offset stays what it was."""
    omitted_parts = tuple(
        Omitted(_without_surrogates(omitted_part.text), omitted_part.reason) for omitted_part in document.omitted
    )
    return replace(
        document,
        name=_without_surrogates(document.name),
        text=_without_surrogates(document.text),
        omitted=omitted_parts,
    )


def _cleaned_name(result: EmbeddedFile | Skipped) -> EmbeddedFile | Skipped:
    return replace(result, name=_without_surrogates(result.name))


def _without_surrogates(decoded_text: str) -> str:
    # A database takes no NUL either.
    return decoded_text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")


def _bind(memory: int) -> None:
    """Keep to a memory limit, where the system has one; leave an interruption to whoever started us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Windows has no such limits, and macOS does not keep to them: there the time limit alone holds.
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(memory: int | None) -> None:
    """Keep to less memory than the process may have at most, or to that."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        hard_limit = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (hard_limit if memory is None else min(memory, hard_limit), hard_limit))


def _within(seconds: float, results: Iterator[Result]) -> Result | None:
    """Return the next result, or None after the last; the process ends if it takes longer."""
    if not hasattr(signal, "setitimer"):
        return next(results, None)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return next(results, None)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
