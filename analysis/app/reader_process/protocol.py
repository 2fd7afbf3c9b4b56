"""The protocol between the app and a reader process: one frame for each request and each result.

Nothing but plain JSON comes back, checked against the vocabulary: a document that took a reader over could say false
things of itself, and nothing else.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import TypeAdapter

from analysis.model import EmbeddedFile, Question, SegmentedDocument, Skipped, Table
from analysis.reading import ReadSettings

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read and divided, each of its results within ``seconds``; its bytes follow in their own frame.

    ``memory`` is what it may take in bytes, if it is no table of responses.
    """

    name: str
    seconds: float
    memory: int
    settings: ReadSettings
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildAhead:
    """A file that was found inside; its bytes follow in a frame of their own."""

    name: str


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing more comes of this request."""

    done: bool = True


Result = SegmentedDocument | EmbeddedFile | Skipped | Table
Answer = SegmentedDocument | ChildAhead | Skipped | Table | Done

_REQUEST = TypeAdapter(Request)
_ANSWERS: dict[bytes, TypeAdapter[Answer]] = {
    kind.__name__.encode(): TypeAdapter(kind) for kind in (SegmentedDocument, ChildAhead, Skipped, Table, Done)
}


def send_request(stream: BinaryIO, request: Request, content: bytes) -> None:
    """Write a request and the file's bytes."""
    _send(stream, _REQUEST.dump_json(request))
    _send(stream, content)
    stream.flush()


def next_request(stream: BinaryIO) -> tuple[Request, bytes] | None:
    """Return the next request with the file's bytes, or None where there will be no more."""
    header = _receive(stream)
    content = _receive(stream) if header is not None else None
    return (_REQUEST.validate_json(header), content) if header is not None and content is not None else None


def send_answer(stream: BinaryIO, result: Result | Done) -> None:
    """Write one result, or the end of all."""
    answer: Answer = ChildAhead(result.name) if isinstance(result, EmbeddedFile) else result
    kind = type(answer).__name__.encode()
    _send(stream, kind + b" " + _ANSWERS[kind].dump_json(answer))
    if isinstance(result, EmbeddedFile):
        _send(stream, result.content)
    stream.flush()


def next_answer(stream: BinaryIO) -> Result | Done | None:
    """Return the next result, or None where the other side is gone; raises ValueError for what is no result."""
    frame = _receive(stream)
    if frame is None:
        return None
    kind, _, plain = frame.partition(b" ")
    if kind not in _ANSWERS:
        raise ValueError("not an answer")
    answer = _ANSWERS[kind].validate_json(plain)
    if not isinstance(answer, ChildAhead):
        return answer
    content = _receive(stream)
    return EmbeddedFile(answer.name, content) if content is not None else None


def _send(stream: BinaryIO, frame: bytes) -> None:
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)


def _receive(stream: BinaryIO) -> bytes | None:
    """Return a whole frame, or None at the end of the stream, in a frame's middle as well."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    frame = stream.read(length)
    return frame if len(frame) == length else None
