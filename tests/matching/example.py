"""The responses of the worked example, read and divided once for all tests of matching."""

from __future__ import annotations

from functools import cache

from analysis.app.single_file import read
from analysis.model import Respondent, Response
from analysis.splitting import segment
from tests.builders import RESPONSES


@cache
def example_responses() -> tuple[Response, ...]:
    """The responses in the order of their files, by whose names they are called."""
    documents = {path.name: read(path) for path in sorted(RESPONSES.glob("[01]*"))}
    return tuple(Response(name, Respondent(), document, segment(document)) for name, document in documents.items())
