"""Messages with files: what came in one is one response, unless it is several people's or somebody says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from analysis.app.reader_process.protocol import Request
from analysis.app.refusals import refusal_in
from analysis.model import EmbeddedFile, Part, Respondent, SegmentedDocument
from analysis.reading import TABLES
from analysis.reading.table.consent import strictest
from analysis.splitting.sent_together import joined, of_several_people

Found = tuple[EmbeddedFile | None, Iterator[Part]]
"""What a file holds itself (None), or what a file in it does."""


def parts_of_message(found: Iterator[Found], request: Request) -> Iterator[Part]:
    """Yield what is in a message, with the documents that are one response as one.

    A file of which nothing or more than one document was read is no part of it: a picture, a table of responses.
    """
    grouping = next((said for said in request.settings.mail if said.names(request.name)), None)
    message: SegmentedDocument | None = None
    files = list[SegmentedDocument]()
    for file, held in found:
        may_be_part = file is None or (grouping.is_one if grouping else file.is_part)
        held_parts, remaining = _until_second(held)
        documents = [part for part in held_parts if isinstance(part, SegmentedDocument)]
        if not may_be_part or len(documents) != 1:
            yield from _as_asked(message, chain(held_parts, remaining))
            continue
        yield from (part for part in held_parts if part is not documents[0])
        if file is None:
            message = documents[0]
        else:
            files += documents
    yield from _as_one_or_several(message, files, request.name, grouping.is_one if grouping else None)


def _until_second(held: Iterator[Part]) -> tuple[list[Part], Iterator[Part]]:
    """Return what comes until a second document does, or until the end, and what comes below."""
    held_parts, documents = list[Part](), 0
    for part in held:
        held_parts.append(part)
        documents += isinstance(part, SegmentedDocument)
        if documents > 1:
            break
    return held_parts, held


def _as_one_or_several(
    message: SegmentedDocument | None, files: Sequence[SegmentedDocument], name: str, is_one: bool | None
) -> Iterator[Part]:
    every = [*([message] if message else []), *files]
    if len(every) > 1 and (not of_several_people(every) if is_one is None else is_one):
        yield joined(message, files, name)
        return
    yield from [message] if message else []
    yield from _as_asked(message, files)


def _as_asked(message: SegmentedDocument | None, parts: Iterable[Part]) -> Iterator[Part]:
    """Yield what came with a message, kept back as far as the message asks it for all that is sent."""
    asked = refusal_in(message.document) if message else None
    for part in parts:
        if asked is None or not isinstance(part, SegmentedDocument) or part.document.media_type in TABLES:
            yield part
        else:
            respondent = part.document.respondent or Respondent()
            kept = replace(respondent, publish=strictest((respondent.publish, asked.asked)))
            yield replace(part, document=replace(part.document, respondent=kept))
