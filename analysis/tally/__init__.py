"""Tally: everything countable becomes one frozen Report.

``report`` has the Report's parts, ``accuracy`` those that a blind audit measured, ``ledger`` and ``account`` the
account of everything received, ``closed`` the answers to closed questions, ``passages`` what may be printed of a
response, ``doubt`` what a person should look at first, ``restated`` what is said twice; here they are counted and put
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    Respondent,
    Response,
    SettledCoding,
)
from analysis.tally.account import account_of
from analysis.tally.accuracy import Accuracy, TypeQuality
from analysis.tally.closed import closed_answers, monitoring_totals
from analysis.tally.disclosure import is_listed, is_named, listed_campaigns, numbered
from analysis.tally.doubt import DOUBT, doubtful_point, doubtful_theme
from analysis.tally.ledger import ledger, reconcile
from analysis.tally.masking import own_words
from analysis.tally.passages import Also, Sentences, passages, quote
from analysis.tally.report import (
    CampaignView,
    Cell,
    Group,
    Listed,
    Quote,
    Ref,
    Report,
    ResponseView,
    ThemeTally,
)
from analysis.tally.restated import Restates, in_full, in_short, said_again

__all__ = ["QUOTES", "Accuracy", "Report", "ledger", "reconcile", "report"]

QUOTES = 4
"""Quotations shown under a theme, each of another respondent; all its points are listed below them."""

NOT_STATED = "not stated"
NO_QUESTION = "no particular question"


@dataclass(frozen=True, slots=True)
class _Item:
    """A point with all that is counted of it; without a ``ref`` it is counted, and may not be pointed to."""

    response: Response
    point: Point
    ref: Ref | None
    settled: SettledCoding | None

    @property
    def themes(self) -> frozenset[str]:
        return self.settled.coding.themes if self.settled else frozenset()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it first."""
        choice = self.settled
        return choice is not None and (choice.disputed or bool(choice.stale) or doubtful_point(choice.coding))

    @property
    def by_people(self) -> bool:
        return self.settled is not None and self.settled.coding.coder.kind is not CoderKind.MACHINE


def report(
    consultation: Consultation,
    responses: Sequence[Response],
    settled: Mapping[PointKey, SettledCoding],
    campaigns: Sequence[Campaign],
    book: Ledger,
    sentences: Sentences,
    accuracy: Accuracy | None = None,
    links: Sequence[Link] = (),
) -> Report:
    """Count everything and put the Report together.

    ``responses`` come in the order in which they are numbered; ``accuracy`` is what a blind audit measured; ``links``
    are the restatements within the responses. What is told of whom follows from ``disclosure`` alone.
    """
    restates, campaigns = in_full(links), listed_campaigns(campaigns, responses)
    listed = [response for response in responses if is_listed(response)]
    numbers = numbered(responses)
    items = [item for one in responses for item in _items(numbers.get(one.document.name), one, settled)]
    orders = {"type": _types(consultation, listed), "question": _questions(consultation, items)}
    names = {theme.key: theme.name for theme in consultation.codebook.themes}
    words = own_words(consultation)
    views = _views(listed, items, campaigns, names, restates, words)
    restating = _listed(item for item in items if item.point.key in restates)
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
        respondents=len(responses),
        points=len(items),
        arguments=len(items) - restating.points,
        coded_points=sum(1 for item in items if item.themes),
        human_points=sum(item.by_people for item in items),
        anonymous=sum(view.anonymous for view in views),
        withheld=len(responses) - len(listed),
        withheld_points=_withheld_points(items, len(responses) - len(listed), consultation.suppress_below),
        themes=tuple(_themes(consultation.codebook, items, restates, orders, views, len(responses), sentences, words)),
        types=_by_type(views, orders["type"]),
        answered=_answered(items, orders["question"]),
        unthemed=_listed(item for item in items if not item.themes),
        doubtful=_listed(item for item in items if item.is_doubtful),
        restating=restating,
        doubt=DOUBT,
        campaigns=_campaigns(campaigns, numbers),
        account=account_of(book, responses, consultation.suppress_below),
        suppress_below=consultation.suppress_below,
        closed_answers=closed_answers(consultation, responses),
        monitoring=monitoring_totals(consultation, book),
        accuracy=replace(accuracy, types=_of_types(accuracy, orders["type"])) if accuracy else None,
    )


def _withheld_points(items: Sequence[_Item], withheld: int, least: int) -> int | None:
    return sum(item.ref is None for item in items) if withheld >= least or not withheld else None


def _of_types(accuracy: Accuracy, types: Sequence[str]) -> tuple[TypeQuality, ...]:
    """The qualities of the types that are told: another may be that of one respondent who is not shown."""
    return tuple(quality for quality in accuracy.types if quality.name in types)


def _listed(items: Iterable[_Item]) -> Listed:
    found = list(items)
    return Listed(len(found), tuple(item.ref for item in found if item.ref))


def _items(number: int | None, response: Response, settled: Mapping[PointKey, SettledCoding]) -> Iterator[_Item]:
    for n, point in enumerate(response.points, 1):
        choice = settled.get(point.key)
        item = _Item(response, point, None, choice)
        ref = Ref(f"r{number}-{n}", f"R{number} · {point.label}", item.is_doubtful) if number else None
        yield replace(item, ref=ref)


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
    others = {item.point.question for item in items if item.point.question and item.ref} - set(asked)
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
        # A question that only those name who are not shown is not told.
        own.get(item.point.question or NO_QUESTION, own[NO_QUESTION]).append(item)
    return tuple(
        Group(name, len({item.point.document for item in found}), len(found), _listed(found).refs)
        for name, found in own.items()
    )


def _themes(
    codebook: Codebook,
    items: Sequence[_Item],
    restates: Restates,
    orders: Mapping[str, Sequence[str]],
    views: Sequence[ResponseView],
    responses: int,
    sentences: Sentences,
    words: frozenset[str],
) -> Iterator[ThemeTally]:
    by_document = {response.document.name: view for response, view in _paired(items, views)}
    table = _table(items, restates)
    arguments = sum(item.point.key not in restates for item in items)
    for theme in codebook.themes:
        rows = table[table["theme"] == theme.key]
        own = [items[i] for i in rows["item"]]
        shown = rows.loc[[items[i].ref is not None for i in rows["item"]]]
        respondents, points = int(rows["document"].nunique()), _arguments(rows)
        yield ThemeTally(
            theme=theme,
            respondents=respondents,
            points=points,
            places=len(own),
            respondent_share=respondents / responses if responses else 0.0,
            point_share=points / arguments if arguments else 0.0,
            doubtful=sum(_in_doubt(item, theme.key) for item in own),
            quotes=tuple(_quotes(theme.key, own, by_document, sentences, words)),
            by_type=_cells(shown, items, "type", theme.key, orders["type"]),
            by_question=_cells(shown, items, "question", theme.key, orders["question"]),
            refs=_refs(shown, items, theme.key),
        )


def _paired(items: Sequence[_Item], views: Sequence[ResponseView]) -> Iterator[tuple[Response, ResponseView]]:
    by_anchor = {view.anchor: view for view in views}
    for item in items:
        if item.ref:
            yield item.response, by_anchor[item.ref.anchor.split("-")[0]]


def _in_doubt(item: _Item, theme: str) -> bool:
    if item.settled is None:
        return False
    return item.settled.disputed or theme in item.settled.stale or doubtful_theme(item.settled.coding, theme)


def _refs(rows: pd.DataFrame, items: Sequence[_Item], theme: str) -> tuple[Ref, ...]:
    return tuple(
        replace(ref, doubtful=_in_doubt(items[i], theme), again=bool(again))
        for i, again in zip(rows["item"], rows["again"], strict=True)
        if (ref := items[i].ref)
    )


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
    theme: str,
    own: Sequence[_Item],
    views: Mapping[str, ResponseView],
    sentences: Sentences,
    words: frozenset[str],
) -> Iterator[Quote]:
    """The surest points, one of each respondent and of each campaign; ties go to the earlier point."""
    seen: set[str] = set()
    ranked = sorted(own, key=lambda item: -round(_certainty(item, theme), 3))
    for item in ranked:
        if item.ref is None or item.settled is None or len(seen) == QUOTES:
            continue
        view = views[item.point.document]
        origin = f"campaign {view.campaign}" if view.campaign else item.point.document
        if origin in seen:
            continue
        seen.add(origin)
        ref = replace(item.ref, doubtful=_in_doubt(item, theme))
        yield quote(item.response, ref, item.settled.coding, theme, view.respondent, sentences, words)


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
    words: frozenset[str],
) -> tuple[ResponseView, ...]:
    by_document: dict[str, list[_Item]] = {}
    for item in items:
        by_document.setdefault(item.point.document, []).append(item)
    in_campaign = {document: n for n, campaign in enumerate(campaigns, 1) for document in campaign.documents}
    also = _also(items, restates)
    return tuple(
        _view(n, response, by_document.get(name, []), in_campaign.get(name), names, also, words)
        for n, response in enumerate(responses, 1)
        for name in [response.document.name]
    )


def _also(items: Sequence[_Item], restates: Restates) -> dict[PointKey, Also]:
    """For each point that is a restatement or has one, where else it is said: in full, and in short."""
    refs = {item.point.key: item.ref for item in items if item.ref}
    shorter = in_short(restates)
    return {
        key: Also(tuple(refs[k] for k in restates.get(key, ())), tuple(refs[k] for k in shorter.get(key, ())))
        for key in {**restates, **shorter}
        if key in refs
    }


def _view(
    n: int,
    response: Response,
    items: Sequence[_Item],
    campaign: int | None,
    names: dict[str, str],
    also: Mapping[PointKey, Also],
    words: frozenset[str],
) -> ResponseView:
    refs = {(item.point.start, item.point.end): item.ref for item in items if item.ref}
    settled = {(item.point.start, item.point.end): item.settled for item in items if item.settled}
    return ResponseView(
        anchor=f"r{n}",
        number=f"R{n}",
        respondent=display_name(response.respondent),
        type=_type(response),
        file=response.document.name if is_named(response) else None,
        anonymous=not is_named(response),
        campaign=campaign,
        points=len(items),
        passages=tuple(passages(response, refs, settled, names, also, words)),
    )


def display_name(respondent: Respondent) -> str:
    """How a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    return f"Anonymous ({respondent.type or 'respondent'})"


def _campaigns(campaigns: Sequence[Campaign], numbers: Mapping[str, int]) -> tuple[CampaignView, ...]:
    return tuple(
        CampaignView(n, tuple(Ref(f"r{numbers[d]}", f"R{numbers[d]}") for d in campaign.documents))
        for n, campaign in enumerate(campaigns, 1)
    )
