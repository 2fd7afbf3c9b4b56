"""The protocol between the app and a reader process: one frame for each request and each result.

Nothing but plain JSON comes back, checked against the vocabulary: a document that took a reader over could say false
things of itself, and nothing else.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from pydantic import TypeAdapter

from analysis.model import EmbeddedFile, Question, Respondent, SegmentedDocument, Sending, Skipped, Table
from analysis.reading import ReadSettings

OUT_OF_MEMORY = "it needs more memory than one file is allowed; if it is large, send it in parts"

IN_A_ROW = 25
"""Results of one share in a row: what they hold waits in a pipe, which takes 64 kB, while another is asked."""

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class WorkShare:
    """Of ``of`` shares of what is in a file the one with this number: a few results in a row, in turn."""

    number: int = 0
    of: int = 1

    def holds(self, place: int) -> bool:
        """Return whether the result at this place, from 0, is in the share."""
        return share_of(place, self.of) == self.number


def share_of(place: int, shares: int) -> int:
    """Return the number of the share in which the result at a place is."""
    return place // IN_A_ROW % shares


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read and divided, each of its results within ``seconds``; its bytes follow in their own frame.

    ``memory`` is what it may take in bytes, if it is no table of responses. Of a file that several processes read,
    each divides and answers its own ``share``.
    """

    name: str
    seconds: float
    memory: int
    settings: ReadSettings
    questions: tuple[Question, ...] = ()
    share: WorkShare = WorkShare()


@dataclass(frozen=True, slots=True)
class ChildAhead:
    """A file that was found inside; its bytes follow in a frame of their own."""

    name: str
    sender: Respondent | None = None
    sending: Sending | None = None
    is_part: bool = False


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
    header_frame = _receive(stream)
    content = _receive(stream) if header_frame is not None else None
    return (_REQUEST.validate_json(header_frame), content) if header_frame is not None and content is not None else None


def send_answer(stream: BinaryIO, result: Result | Done) -> None:
    """Write one result, or the end of all."""
    answer: Answer = (
        ChildAhead(result.name, result.sender, result.sending, result.is_part)
        if isinstance(result, EmbeddedFile)
        else result
    )
    answer_type = type(answer).__name__.encode()
    _send(stream, answer_type + b" " + _ANSWERS[answer_type].dump_json(answer))
    if isinstance(result, EmbeddedFile):
        _send(stream, result.content)
    stream.flush()


def next_answer(stream: BinaryIO) -> Result | Done | None:
    """Return the next result, or None where the other side is gone; raises ValueError for what is no result."""
    answer_frame = _receive(stream)
    if answer_frame is None:
        return None
    answer_type, _, answer_json = answer_frame.partition(b" ")
    if answer_type not in _ANSWERS:
        raise ValueError("not an answer")
    answer = _ANSWERS[answer_type].validate_json(answer_json)
    if not isinstance(answer, ChildAhead):
        return answer
    embedded_content = _receive(stream)
    if embedded_content is None:
        return None
    return EmbeddedFile(answer.name, embedded_content, answer.sender, answer.sending, answer.is_part)


def _send(stream: BinaryIO, frame: bytes) -> None:
    stream.write(_LENGTH.pack(len(frame)))
    stream.write(frame)


def _receive(stream: BinaryIO) -> bytes | None:
    """Return a whole frame, or None at the end of the stream, in a frame's middle as well."""
    length_bytes = stream.read(_LENGTH.size)
    if len(length_bytes) < _LENGTH.size:
        return None
    (frame_length,) = _LENGTH.unpack(length_bytes)
    frame_bytes = stream.read(frame_length)
    return frame_bytes if len(frame_bytes) == frame_length else None
