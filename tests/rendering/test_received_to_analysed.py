"""Received to analysed: every number of page one leads to a line of this table, and the lines add up."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from analysis.model import OWN_PAPER, TAKEN_OUT, Publish, ResolvedCoding, Response, Skipped
from analysis.rendering import render_alone
from analysis.tally.count import report
from analysis.tally.passages.letters import campaigns_of
from analysis.tally.received.reconciliation import ledger
from tests.builders import CODEBOOK, make_coding, make_consultation, make_response, make_source, sentences
from tests.share import examples

CONSENT = st.sampled_from(Publish)
WRITTEN = st.lists(st.sampled_from([frozenset({"funding"}), frozenset()]), max_size=3)
WORKSPACES = st.fixed_dictionaries(
    {
        "counted": st.lists(st.tuples(CONSENT, st.sampled_from(["Q1", None]), WRITTEN), max_size=12),
        "out": st.lists(st.tuples(CONSENT, WRITTEN), max_size=2),
        "unread": st.lists(st.integers(1, 3), max_size=2),
        "parts": st.integers(0, 2),
        "papers": st.integers(0, 1),
        "least": st.sampled_from([1, 3, 5]),
    }
)


class Page:
    """The numbers of a report, as a reader finds them: the tiles of page one, and the table's lines in groups."""

    def __init__(self, html: str) -> None:
        document: Any = lxml_html.document_fromstring(html)
        self.tiles = [_words(one) for one in document.xpath("//ul[@class='tiles']/li")]
        (table,) = document.xpath("//table[@class='steps']")
        self.lines = {_words(row[0]): _number(row[1]) for row in table.xpath(".//tr[td]")}
        self.not_counted = " ".join(map(_words, document.xpath("//p[@id='not-counted']")))
        self.not_read = _words(document.xpath("//h3[@id='not-read']/following-sibling::p")[0])
        self.reasons = [_number(row[-1]) for row in document.xpath("//caption[contains(., 'not be read')]/..//tr[td]")]

    def line(self, start: str) -> int:
        """The number of the line that begins so; 0 where there is none."""
        return next((number for words, number in self.lines.items() if words.startswith(start)), 0)


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _number(element: Any) -> int:
    return int(_words(element).replace(",", ""))


def written(name: str, publish: Publish, question: str | None, sets: list[frozenset[str]]) -> Response:
    return make_response(name, [f"Point {n} of {name}" for n in range(len(sets))], publish=publish, question=question)


@given(WORKSPACES)
@settings(max_examples=examples(40), deadline=None)
def test_what_was_received_is_what_was_analysed_and_each_listed_reason(drawn: Any) -> None:
    responses, codings = [], {}
    for n, (publish, question, sets) in enumerate(drawn["counted"]):
        responses.append(written(f"{n}.txt", publish, question, sets))
        for point, themes in zip(responses[-1].points, sets, strict=True):
            codings[point.key] = ResolvedCoding(make_coding(point.key, themes), False)
    out = [written(f"out{n}.txt", publish, None, sets) for n, (publish, sets) in enumerate(drawn["out"])]
    skipped = [Skipped(one.source, TAKEN_OUT, why="sent twice", is_response=True) for one in out]
    skipped += [Skipped(f"p{n}.pdf", OWN_PAPER) for n in range(drawn["papers"])]
    skipped += [Skipped(f"z{n}.zip#{m}", "empty") for n, parts in enumerate(drawn["unread"]) for m in range(parts)]
    parts = min(drawn["parts"], len(responses))
    skipped += [Skipped(f"{n}.txt#picture", "a picture") for n in range(parts)]
    sources = dict.fromkeys([*(one.source for one in responses), *(one.name.partition("#")[0] for one in skipped)])
    consultation = replace(make_consultation(CODEBOOK, ["Q1"]), suppress_below=drawn["least"])
    book = ledger([make_source(name) for name in sources], responses, skipped)
    letters = campaigns_of((), responses, consultation)
    made = report(consultation, responses, codings, letters, book, sentences, taken_out=out)
    page = Page(render_alone(made, []))

    assert page.line("Files received") == len(sources) == page.line("less files") + page.line("Files read")
    assert page.line("of which the consultation’s own paper") == drawn["papers"]
    received, analysed = page.line("Responses in these files"), page.line("Responses analysed")
    assert received == len(responses) + len(out)
    assert received == analysed + page.line("less those that the team took out") + page.line("less those withheld")
    assert analysed == sum(page.line(f"of which {how}") for how in ("shown with the", "shown without", "withheld"))
    points = page.line("Points counted in the responses analysed")
    assert points == sum(page.line(f"of which {how}") for how in ("with a theme", "without a theme", "waiting"))

    added = sum(1 for one in (*responses, *out) for _ in one.points)
    of_out = sum(1 for one in out for _ in one.points)
    assert points <= added - of_out
    assert ("withheld respondents wrote" in page.not_counted) or points == added - of_out
    told = [int(number) for number in re.findall(r"the (\d+) points? of the", page.not_counted)]
    is_told = bool(out) and all(one.respondent.publish is not Publish.NO for one in out)
    assert told == [of_out] * is_told
    assert ("not told" in page.not_counted) == ((bool(out) and not is_told) or "withheld" in page.not_counted)

    unread, unread_rows = page.line("less files"), sum(drawn["unread"])
    assert sum(page.reasons) == unread_rows + parts
    assert page.tiles[0].startswith(f"{received} ")
    assert page.tiles[1].startswith(f"{points} ")
    is_every_one = points == sum(1 for one in responses for _ in one.points)
    assert page.tiles[1].endswith("are not") == (analysed == len(responses) and not is_every_one)
    assert page.tiles[3].startswith(f"{unread} ")
    assert (f"{parts} part" in page.tiles[3]) == bool(parts)
    assert not unread or page.not_read.startswith(f"Of {unread} file")
