"""Rows of what people pinned or barred as quotations."""

from __future__ import annotations

from sqlalchemy import Connection

from analysis.model import PointKey, QuoteChoice, QuoteDecision
from analysis.store.append import Row, append
from analysis.store.queries import timed_rows
from analysis.store.repository import Repository, reads, writes
from analysis.store.schema import QUOTATION


class QuotationRepository(Repository):
    """The choices of quotations."""

    @writes
    def choose_quote(self, connection: Connection, choice: QuoteChoice) -> None:
        """Record what somebody decided about a point as a quotation."""
        document, start, end = choice.point
        row: Row = {
            "document": document,
            "start": start,
            "end": end,
            "text": choice.text_sha256,
            "theme": choice.theme,
            "decision": choice.decision.value,
            "who": choice.who,
        }
        append(connection, QUOTATION, [row], choice.time)

    @reads
    def quote_choices(self, connection: Connection) -> tuple[QuoteChoice, ...]:
        """Return what people decided, the last about each point and theme, in the order in which they did."""
        last_choices: dict[tuple[str, str, str], QuoteChoice] = {}
        for row in timed_rows(connection, QUOTATION):
            about = row["document"], row["text"], row["theme"]
            last_choices.pop(about, None)
            last_choices[about] = QuoteChoice(
                PointKey(row["document"], row["start"], row["end"]),
                row["text"],
                row["theme"],
                QuoteDecision(row["decision"]),
                row["who"],
                row["time"],
            )
        return tuple(last_choices.values())
