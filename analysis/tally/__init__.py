"""Tally: everything countable becomes one frozen Report.

``report`` has the Report's parts, ``accuracy`` those that a blind audit measured, ``ledger`` and ``account`` the
account of everything received, ``closed`` the answers to closed questions, ``passages`` what may be printed of a
response, ``doubt`` what a person should look at first, ``restated`` what is said twice; here they are counted and put
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.model import (
    Campaign,
    Codebook,
    CoderKind,
    Consultation,
    Ledger,
    Link,
    Point,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
)
from analysis.tally.accuracy_results import Accuracy
from analysis.tally.closed_questions import closed_answers
from analysis.tally.ledger_view import account_of
from analysis.tally.printable import Also, Sentences, passages, quote
from analysis.tally.reconciliation import ledger, reconcile
from analysis.tally.repeated_arguments import Restates, in_full, in_short, said_again
from analysis.tally.report import (
    CampaignView,
    Cell,
    Group,
    Quote,
    Ref,
    Report,
    ResponseView,
    ThemeTally,
)
from analysis.tally.uncertainty import DOUBT, doubtful_point, doubtful_theme

__all__ = ["QUOTES", "Accuracy", "Report", "ledger", "reconcile", "report"]

QUOTES = 4
"""Quotations shown under a theme, each of another respondent; all its points are listed below them."""

NOT_STATED = "not stated"
NO_QUESTION = "no particular question"


@dataclass(frozen=True, slots=True)
class _Item:
    """A point with all that is counted of it."""

    response: Response
    point: Point
    ref: Ref
    settled: ResolvedCoding | None

    @property
    def themes(self) -> frozenset[str]:
        return self.settled.coding.themes if self.settled else frozenset()

    @property
    def by_people(self) -> bool:
        return self.settled is not None and self.settled.coding.coder.kind is not CoderKind.MACHINE


def report(
    consultation: Consultation,
    responses: Sequence[Response],
    settled: Mapping[PointKey, ResolvedCoding],
    campaigns: Sequence[Campaign],
    book: Ledger,
    known: Mapping[str, Respondent],
    sentences: Sentences,
    accuracy: Accuracy | None = None,
    links: Sequence[Link] = (),
) -> Report:
    """Count everything and put the Report together.

    ``responses`` come in the order in which they are numbered; ``known`` holds what respondents.csv says of each
    source's path, for sources that could not be read as well; ``accuracy`` what a blind audit measured; ``links`` the
    restatements within the responses.
    """
    restates = in_full(links)
    items = [item for n, response in enumerate(responses, 1) for item in _items(n, response, settled)]
    orders = {"type": _types(consultation, responses), "question": _questions(consultation, items)}
    names = {theme.key: theme.name for theme in consultation.codebook.themes}
    views = _views(responses, items, campaigns, names, restates)
    restating = tuple(item.ref for item in items if item.point.key in restates)
    return Report(
        title=consultation.title,
        organisation=consultation.organisation,
        opened=consultation.opened,
        closed=consultation.closed,
        summary=consultation.summary,
        notice=consultation.notice,
        questions=consultation.questions,
        codebook=consultation.codebook,
        responses=views,
        points=len(items),
        arguments=len(items) - len(restating),
        coded_points=sum(1 for item in items if item.themes),
        human_points=sum(item.by_people for item in items),
        anonymous=sum(view.anonymous for view in views),
        withheld=sum(view.withheld for view in views),
        themes=tuple(_themes(consultation.codebook, items, restates, orders, views, sentences)),
        types=_by_type(views, orders["type"]),
        answered=_answered(items, orders["question"]),
        unthemed=tuple(item.ref for item in items if not item.themes),
        doubtful=tuple(item.ref for item in items if item.ref.doubtful),
        restating=restating,
        doubt=DOUBT,
        campaigns=_campaigns(campaigns, responses),
        account=account_of(book, responses, known),
        closed_answers=closed_answers(consultation, responses),
        accuracy=accuracy,
    )


def _items(number: int, response: Response, settled: Mapping[PointKey, ResolvedCoding]) -> Iterator[_Item]:
    for n, point in enumerate(response.points, 1):
        choice = settled.get(point.key)
        doubtful = choice is not None and (choice.disputed or bool(choice.stale) or doubtful_point(choice.coding))
        yield _Item(response, point, Ref(f"r{number}-{n}", f"R{number} · {point.label}", doubtful), choice)


def _table(items: Sequence[_Item], restates: Restates) -> pd.DataFrame:
    """One row for each point and theme, and one with an empty theme for a point without: the grain of every count.

    ``again`` is true where the argument is counted at another row of the theme.
    """
    carrying: dict[str, list[PointKey]] = {}
    for item in items:
        for theme in item.themes:
            carrying.setdefault(theme, []).append(item.point.key)
    again = {theme: said_again(own, restates) for theme, own in carrying.items()}
    rows = [
        (
            i,
            item.point.document,
            _type(item.response),
            item.point.question or NO_QUESTION,
            theme,
            bool(theme) and item.point.key in again[theme],
        )
        for i, item in enumerate(items)
        for theme in (sorted(item.themes) or [""])
    ]
    return pd.DataFrame(rows, columns=["item", "document", "type", "question", "theme", "again"])


def _type(response: Response) -> str:
    return response.respondent.type or NOT_STATED


def _types(consultation: Consultation, responses: Sequence[Response]) -> list[str]:
    """The types that there are: the consultation's in its order, then others by name, then what is not stated."""
    present = {_type(response) for response in responses}
    stated = [kind for kind in consultation.respondent_types if kind in present and kind != NOT_STATED]
    others = sorted(present - {*stated, NOT_STATED})
    return [*stated, *others, *([NOT_STATED] if NOT_STATED in present else [])]


def _questions(consultation: Consultation, items: Sequence[_Item]) -> list[str]:
    asked = [question.key for question in consultation.questions]
    others = {item.point.question for item in items if item.point.question} - set(asked)
    return [*asked, *sorted(others, key=_natural), NO_QUESTION]


def _natural(key: str) -> list[tuple[int, str]]:
    """So that Q2 comes before Q10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", key)]


def _by_type(views: Sequence[ResponseView], order: Sequence[str]) -> tuple[Group, ...]:
    responses = Counter(view.type for view in views)
    points = Counter(view.type for view in views for _ in range(view.points))
    return tuple(Group(name, responses[name], points[name]) for name in order)


def _answered(items: Sequence[_Item], order: Sequence[str]) -> tuple[Group, ...]:
    own: dict[str, list[_Item]] = {name: [] for name in order}
    for item in items:
        own[item.point.question or NO_QUESTION].append(item)
    return tuple(
        Group(name, len({item.point.document for item in found}), len(found), tuple(item.ref for item in found))
        for name, found in own.items()
    )


def _themes(
    codebook: Codebook,
    items: Sequence[_Item],
    restates: Restates,
    orders: Mapping[str, Sequence[str]],
    views: Sequence[ResponseView],
    sentences: Sentences,
) -> Iterator[ThemeTally]:
    by_document = {response.document.name: view for response, view in _paired(items, views)}
    table = _table(items, restates)
    arguments = sum(item.point.key not in restates for item in items)
    for theme in codebook.themes:
        rows = table[table["theme"] == theme.key]
        own = [items[i] for i in rows["item"]]
        respondents, points = int(rows["document"].nunique()), _arguments(rows)
        yield ThemeTally(
            theme=theme,
            respondents=respondents,
            points=points,
            respondent_share=respondents / len(views) if views else 0.0,
            point_share=points / arguments if arguments else 0.0,
            doubtful=sum(_in_doubt(item, theme.key) for item in own),
            quotes=tuple(_quotes(theme.key, own, by_document, sentences)),
            by_type=_cells(rows, items, "type", theme.key, orders["type"]),
            by_question=_cells(rows, items, "question", theme.key, orders["question"]),
            refs=_refs(rows, items, theme.key),
        )


def _paired(items: Sequence[_Item], views: Sequence[ResponseView]) -> Iterator[tuple[Response, ResponseView]]:
    by_anchor = {view.anchor: view for view in views}
    for item in items:
        yield item.response, by_anchor[item.ref.anchor.split("-")[0]]


def _in_doubt(item: _Item, theme: str) -> bool:
    if item.settled is None:
        return False
    return item.settled.disputed or theme in item.settled.stale or doubtful_theme(item.settled.coding, theme)


def _ref(item: _Item, theme: str, again: bool = False) -> Ref:
    return Ref(item.ref.anchor, item.ref.name, _in_doubt(item, theme), again)


def _refs(rows: pd.DataFrame, items: Sequence[_Item], theme: str) -> tuple[Ref, ...]:
    return tuple(_ref(items[i], theme, bool(again)) for i, again in zip(rows["item"], rows["again"], strict=True))


def _arguments(rows: pd.DataFrame) -> int:
    """How many of the points are counted: an argument once for each respondent."""
    return len(rows) - int(rows["again"].sum())


def _cells(
    rows: pd.DataFrame, items: Sequence[_Item], column: str, theme: str, order: Sequence[str]
) -> tuple[Cell, ...]:
    groups = {str(name): group for name, group in rows.groupby(column)}
    return tuple(
        Cell(
            name,
            int(groups[name]["document"].nunique()),
            _arguments(groups[name]),
            _refs(groups[name], items, theme),
        )
        for name in order
        if name in groups
    )


def _quotes(
    theme: str, own: Sequence[_Item], views: Mapping[str, ResponseView], sentences: Sentences
) -> Iterator[Quote]:
    """The surest points, one of each respondent and of each campaign; ties go to the earlier point."""
    seen: set[str] = set()
    ranked = sorted(own, key=lambda item: -round(_certainty(item, theme), 3))
    for item in ranked:
        view = views[item.point.document]
        origin = f"campaign {view.campaign}" if view.campaign else item.point.document
        if view.withheld or origin in seen or item.settled is None or len(seen) == QUOTES:
            continue
        seen.add(origin)
        yield quote(item.response, _ref(item, theme), item.settled.coding, theme, view.respondent, sentences)


def _certainty(item: _Item, theme: str) -> float:
    if item.settled is None:
        return 0.0
    return 1.0 if item.by_people else dict(item.settled.coding.scores).get(theme, 0.0)


def _views(
    responses: Sequence[Response],
    items: Sequence[_Item],
    campaigns: Sequence[Campaign],
    names: dict[str, str],
    restates: Restates,
) -> tuple[ResponseView, ...]:
    by_document: dict[str, list[_Item]] = {}
    for item in items:
        by_document.setdefault(item.point.document, []).append(item)
    in_campaign = {document: n for n, campaign in enumerate(campaigns, 1) for document in campaign.documents}
    also = _also(items, restates)
    return tuple(
        _view(n, response, by_document.get(name, []), in_campaign.get(name), names, also)
        for n, response in enumerate(responses, 1)
        for name in [response.document.name]
    )


def _also(items: Sequence[_Item], restates: Restates) -> dict[PointKey, Also]:
    """For each point that is a restatement or has one, where else it is said: in full, and in short."""
    refs = {item.point.key: item.ref for item in items}
    shorter = in_short(restates)
    return {
        key: Also(tuple(refs[k] for k in restates.get(key, ())), tuple(refs[k] for k in shorter.get(key, ())))
        for key in {**restates, **shorter}
    }


def _view(
    n: int,
    response: Response,
    items: Sequence[_Item],
    campaign: int | None,
    names: dict[str, str],
    also: Mapping[PointKey, Also],
) -> ResponseView:
    refs = {(item.point.start, item.point.end): item.ref for item in items}
    settled = {(item.point.start, item.point.end): item.settled for item in items if item.settled}
    publish = response.respondent.publish
    return ResponseView(
        anchor=f"r{n}",
        number=f"R{n}",
        respondent=display_name(response.respondent),
        type=_type(response),
        file=response.document.name if publish is Publish.YES else None,
        withheld=publish is Publish.NO,
        anonymous=publish is Publish.ANONYMOUS,
        campaign=campaign,
        points=len(items),
        passages=tuple(passages(response, refs, settled, names, also)),
    )


def display_name(respondent: Respondent) -> str:
    """How a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    kind = respondent.type or "respondent"
    return f"Not published ({kind})" if respondent.publish is Publish.NO else f"Anonymous ({kind})"


def _campaigns(campaigns: Sequence[Campaign], responses: Sequence[Response]) -> tuple[CampaignView, ...]:
    numbers = {response.document.name: n for n, response in enumerate(responses, 1)}
    return tuple(
        CampaignView(n, tuple(Ref(f"r{numbers[d]}", f"R{numbers[d]}") for d in campaign.documents))
        for n, campaign in enumerate(campaigns, 1)
    )
