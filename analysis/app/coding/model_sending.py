"""Sending: in which words a point or an answer goes to a model, and which are held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analysis.app.snapshot.position_snapshot import PositionSnapshot
from analysis.app.snapshot.snapshot import Snapshot
from analysis.model import ModelCoder, Point, Publish, Response, SendingRule
from analysis.prompting.model_requests import ModelRequest, coding_schema, position_schema, request
from analysis.prompting.sent_text import MaskedSpan, SentText, sent_text
from analysis.tally.privacy.masking import consultation_words, masks

UNPUBLISHED, PERSONAL = "unpublished", "personal data"
"""The reasons for which words are held back."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A point, or an answer, about which a model is asked: its place among all, its words and the request."""

    place: int
    sent: SentText
    request: ModelRequest


@dataclass
class ModelSending:
    """What may be sent of a snapshot to a model; ``held_back`` counts, by reason, what was asked for and may not."""

    snapshot: Snapshot
    coder: ModelCoder
    held_back: Counter[str] = field(default_factory=Counter)
    _masks: dict[str, tuple[MaskedSpan, ...]] = field(default_factory=dict)

    def asked(self, places: Iterable[int]) -> Iterator[Asked]:
        """Yield what may be asked about of the points in these places."""
        for place in places:
            sent = self.words(place)
            if sent is not None:
                yield Asked(place, sent, self._request(place, sent))

    def words(self, place: int) -> SentText | None:
        """Return the words of a point that may be sent, or None where none may."""
        point = self.snapshot.corpus.points[place]
        response = self._responses[point.document]
        is_unpublished = response.respondent.publish is Publish.NO
        if is_unpublished and self.coder.unpublished is SendingRule.HOLD_BACK:
            self.held_back[UNPUBLISHED] += 1
            return None
        rule = self.coder.personal_data
        is_searched = rule is not SendingRule.SEND or (is_unpublished and self.coder.unpublished is SendingRule.MASK)
        masked = self._masked(response) if is_searched else ()
        sent = sent_text(response.document.text, point.start, point.end, masked)
        if sent.has_masks and rule is SendingRule.HOLD_BACK:
            self.held_back[PERSONAL] += 1
            return None
        return sent

    @cached_property
    def _responses(self) -> Mapping[str, Response]:
        return {response.document.name: response for response in self.snapshot.corpus.responses}

    @cached_property
    def _known_words(self) -> frozenset[str]:
        return consultation_words(self.snapshot.corpus.consultation)

    def _masked(self, response: Response) -> tuple[MaskedSpan, ...]:
        """Return what is masked of a response: all that would be if nobody were to know whose it is."""
        name = response.document.name
        if name not in self._masks:
            nobody = replace(response.respondent, publish=Publish.ANONYMOUS)
            decided = self.snapshot.redactions.get(name, response.redactions)
            found = masks(replace(response, respondent=nobody, redactions=decided), self._known_words)
            self._masks[name] = tuple((mask.span.start, mask.span.end, f"[{mask.word}]") for mask in found)
        return self._masks[name]

    def _request(self, place: int, sent: SentText) -> ModelRequest:
        point = self.snapshot.corpus.points[place]
        is_position = isinstance(self.snapshot, PositionSnapshot)
        asked = {"question": self._question(point, is_position), "answer" if is_position else "point": sent.text}
        digest = self.snapshot.digests[point.key]
        return request(self.coder.model, self.coder.seed, self.snapshot.model_prompt, asked, self._schema, digest)

    @cached_property
    def _schema(self) -> dict[str, object]:
        keys = self.snapshot.codebook.keys
        return position_schema(keys) if isinstance(self.snapshot, PositionSnapshot) else coding_schema(keys)

    def _question(self, point: Point, is_position: bool) -> str:
        """Return what was asked: a question's words, or for positions what the consultation proposes."""
        if point.question in self._questions:
            return self._questions[point.question]
        consultation = self.snapshot.corpus.consultation
        if point.question or not is_position:
            return point.question or ""
        return ". ".join(filter(None, (consultation.title, consultation.summary)))

    @cached_property
    def _questions(self) -> Mapping[str | None, str]:
        return {question.key: question.text for question in self.snapshot.corpus.consultation.questions}
