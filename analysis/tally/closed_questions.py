"""Answers to closed questions, counted as they were given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.model import Consultation, Publish, Response, SegmentKind
from analysis.tally.report import ClosedAnswer, ClosedQuestion, Ref

Given = dict[str, list[Ref | None]]
"""Each answer with those who gave it; None for one who may not be pointed at."""


def closed_answers(consultation: Consultation, responses: Sequence[Response]) -> tuple[ClosedQuestion, ...]:
    """For every closed question that anybody answered its answers, the commonest first.

    Of one respondent the same answer counts once. An answer is known by its words, whatever their case.
    """
    asked = {question.key: question.text for question in consultation.questions}
    found: dict[str, Given] = {}
    texts: dict[str, str] = {}
    for n, response in enumerate(responses, 1):
        may_show = response.respondent.publish is not Publish.NO
        ref = Ref(f"r{n}", f"R{n}") if may_show else None
        for key, text, answer in dict.fromkeys(_given(response)):
            given = found.setdefault(key, {})
            same = next((known for known in given if known.casefold() == answer.casefold()), answer)
            given.setdefault(same, []).append(ref)
            texts.setdefault(key, asked.get(key) or text)
    keys = [*(key for key in asked if key in found), *(key for key in found if key not in asked)]
    return tuple(ClosedQuestion(key, texts[key], tuple(_counted(found[key]))) for key in keys)


def _given(response: Response) -> Iterator[tuple[str, str, str]]:
    """For every closed answer that is tied to a question, the question's key and words, and the answer."""
    words = ""
    for segment in response.segmentation.segments:
        text = " ".join(response.document.text[segment.start : segment.end].replace("*", "").split())
        if segment.kind is SegmentKind.QUESTION:
            words = text
        elif segment.kind is SegmentKind.ANSWER and segment.question:
            yield segment.question, words, text


def _counted(given: Given) -> Iterator[ClosedAnswer]:
    ranked = sorted(given.items(), key=lambda item: (-len(item[1]), item[0]))
    for answer, refs in ranked:
        yield ClosedAnswer(answer, len(refs), tuple(ref for ref in refs if ref is not None))
