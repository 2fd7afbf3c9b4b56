"""Export content of a few responses, counted by the very tally of the report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from analysis.auditing import resolve
from analysis.exporting.export_content import ExportContent, TeamRecords
from analysis.model import Codebook, Coding, Ledger, Letters, Publish, Response
from analysis.rendering import render_alone
from analysis.tally.count import report
from tests.builders import CODEBOOK, MACHINE, make_coding, make_consultation, make_response, person, sentences

ANN = person("ann")


def responses_of(*points: str, publish: Publish = Publish.YES, who: str = "Ann Author") -> list[Response]:
    """A response for each text, of one point."""
    return [make_response(f"{n}.txt", [text], who=who, publish=publish) for n, text in enumerate(points, 1)]


def content_of(
    responses: Sequence[Response],
    codings: Sequence[Coding] = (),
    codebook: Codebook = CODEBOOK,
    for_team: bool = False,
    title: str = "Library opening hours",
) -> ExportContent:
    """What an export of these responses is made of; points that nobody has coded have no theme by the machine."""
    coded = {coding.point for coding in codings}
    points = [point.key for response in responses for point in response.points]
    every = [*codings, *(make_coding(point) for point in points if point not in coded)]
    listed = [_agreed(one) for one in responses] if for_team else responses
    consultation = replace(make_consultation(codebook, ["Q1"]), title=title)
    counted = report(consultation, listed, resolve(every, MACHINE.id), Letters(), Ledger(()), sentences)
    team = TeamRecords(tuple(responses), tuple(every)) if for_team else None
    return ExportContent(counted, lambda: render_alone(counted, []), team)


def _agreed(response: Response) -> Response:
    return replace(response, respondent=replace(response.respondent, publish=Publish.YES))


def words_in(content: bytes) -> str:
    """Everything that stands in a file, and in the files that are packed in it, as text."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join([*archive.namelist(), *(words_in(archive.read(name)) for name in archive.namelist())])
