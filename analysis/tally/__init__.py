"""Tally: everything countable becomes one frozen Report.

``report`` has the Report's parts, ``accuracy`` those that a blind audit measured, ``ledger`` and ``account`` the
account of everything received, ``closed`` the answers to closed questions, ``disclosure`` what may be told of whom,
``passages`` what may be printed of a response, ``quotes`` which points are quoted, ``citations`` what points are
called, ``doubt`` what a person should look at first, ``restated`` what is said twice; here they are counted and put
together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from analysis.model import (
    Campaign,
    Codebook,
    Consultation,
    Ledger,
    Link,
    Point,
    PointKey,
    Publish,
    ResolvedCoding,
    Respondent,
    Response,
    SegmentKind,
)
from analysis.tally.accuracy_results import Accuracy
from analysis.tally.citations import citations
from analysis.tally.closed_questions import closed_answers, monitoring_totals
from analysis.tally.disclosure import is_listed, is_named, listed_campaigns, numbered
from analysis.tally.ledger_view import account_of
from analysis.tally.masking import own_words
from analysis.tally.printable import Also, Sentences, passages
from analysis.tally.quotations import QUOTES, Candidate, quotes
from analysis.tally.reconciliation import ledger, reconcile
from analysis.tally.repeated_arguments import Restates, in_full, in_short, said_again
from analysis.tally.report import (
    CampaignView,
    Cell,
    Group,
    Listed,
    Ref,
    Report,
    ResponseView,
    ThemeTally,
    Without,
)
from analysis.tally.uncertainty import Bounds, bounds, doubtful_themes

__all__ = ["NOT_STATED", "QUOTES", "Accuracy", "Report", "ledger", "reconcile", "report"]

NOT_STATED = "not stated"
NO_QUESTION = "no particular question"


@dataclass(frozen=True, slots=True)
class _Item:
    """A point with all that is counted of it; without a ``ref`` it is counted, and may not be pointed to."""

    response: Response
    point: Point
    ref: Ref | None
    settled: ResolvedCoding | None

    @property
    def themes(self) -> frozenset[str]:
        return self.settled.coding.themes if self.settled else frozenset()

    @property
    def is_doubtful(self) -> bool:
        """Return whether a person should look at it first."""
        choice = self.settled
        return choice is not None and bool(choice.disputed or choice.stale or doubtful_themes(choice.coding))

    @property
    def by_people(self) -> bool:
        return self.settled is not None and not self.settled.coding.coder.is_machine


def report(
    consultation: Consultation,
    responses: Sequence[Response],
    settled: Mapping[PointKey, ResolvedCoding],
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
    orders = {"type": _types(consultation, listed), "question": _questions(consultation, items, responses)}
    names = consultation.codebook.names
    words = own_words(consultation)
    views = _views(listed, items, campaigns, names, restates, words)
    themes = tuple(
        _themes(consultation.codebook, items, restates, orders, views, len(responses), sentences, words, accuracy)
    )
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
        themes=themes,
        types=_by_type(views, orders["type"]),
        answered=_answered(items, responses, orders["question"]),
        unthemed=_listed(item for item in items if not item.themes),
        doubtful=_listed(item for item in items if item.is_doubtful),
        restating=restating,
        doubt=_bounds(consultation.codebook, settled),
        campaigns=_campaigns(campaigns, numbers),
        account=account_of(book, responses, consultation.suppress_below),
        suppress_below=consultation.suppress_below,
        closed_answers=closed_answers(consultation, responses),
        monitoring=monitoring_totals(consultation, book),
        accuracy=_of_types(accuracy, orders["type"]) if accuracy else None,
    )


def _withheld_points(items: Sequence[_Item], withheld: int, least: int) -> int | None:
    return sum(item.ref is None for item in items) if withheld >= least or not withheld else None


def _of_types(accuracy: Accuracy, types: Sequence[str]) -> Accuracy:
    """Return what is told of an audit: of types of respondents that are shown, for another may be one who is not."""
    counts = tuple(
        replace(one, types=tuple(part for part in one.types if part.name in types)) for one in accuracy.counts
    )
    return replace(accuracy, types=tuple(one for one in accuracy.types if one.name in types), counts=counts)


def _listed(items: Iterable[_Item]) -> Listed:
    found = list(items)
    return Listed(len(found), tuple(item.ref for item in found if item.ref))


def _items(number: int | None, response: Response, settled: Mapping[PointKey, ResolvedCoding]) -> Iterator[_Item]:
    points = list(response.points)
    for n, (point, name) in enumerate(zip(points, citations(points), strict=True), 1):
        item = _Item(response, point, None, settled.get(point.key))
        ref = Ref(f"r{number}-{n}", f"R{number} · {name}", item.is_doubtful) if number else None
        yield replace(item, ref=ref)


@dataclass(frozen=True, slots=True)
class _Row:
    """A point that carries a theme: the grain of every count; ``again``: its argument is counted at another row."""

    item: _Item
    again: bool

    @property
    def document(self) -> str:
        return self.item.point.document

    @property
    def type(self) -> str:
        return _type(self.item.response)

    @property
    def question(self) -> str:
        return self.item.point.question or NO_QUESTION


def _rows(items: Sequence[_Item], theme: str, restates: Restates) -> list[_Row]:
    """Return a row for each point that carries a theme, in order."""
    carrying = [item for item in items if theme in item.themes]
    again = said_again([item.point.key for item in carrying], restates)
    return [_Row(item, item.point.key in again) for item in carrying]


def _type(response: Response) -> str:
    return response.respondent.type or NOT_STATED


def _types(consultation: Consultation, responses: Sequence[Response]) -> list[str]:
    """Return the types that there are: the consultation's in its order, then others by name, then what is not
    stated."""
    present = {_type(response) for response in responses}
    stated = [kind for kind in consultation.respondent_types if kind in present and kind != NOT_STATED]
    others = sorted(present - {*stated, NOT_STATED})
    return [*stated, *others, *([NOT_STATED] if NOT_STATED in present else [])]


def _questions(consultation: Consultation, items: Sequence[_Item], responses: Sequence[Response]) -> list[str]:
    asked = [question.key for question in consultation.questions]
    in_words = {item.point.question for item in items if item.point.question and item.ref}
    # A question that only those answer who are not shown is not told.
    others = in_words.union(*map(_chosen, filter(is_listed, responses))) - set(asked)
    return [*asked, *sorted(others, key=_natural), NO_QUESTION]


def _chosen(response: Response) -> set[str]:
    """Return the closed questions that a response answers."""
    segments = response.segmentation.segments
    return {one.question for one in segments if one.kind is SegmentKind.ANSWER and one.question}


def _natural(key: str) -> list[tuple[int, str]]:
    """So that Q2 comes before Q10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", key)]


def _by_type(views: Sequence[ResponseView], order: Sequence[str]) -> tuple[Group, ...]:
    responses = Counter(view.type for view in views)
    points = Counter(view.type for view in views for _ in range(view.points))
    return tuple(Group(name, responses[name], points[name]) for name in order)


def _answered(items: Sequence[_Item], responses: Sequence[Response], order: Sequence[str]) -> tuple[Group, ...]:
    own: dict[str, list[_Item]] = {name: [] for name in order}
    for item in items:
        own.get(item.point.question or NO_QUESTION, own[NO_QUESTION]).append(item)
    chosen: dict[str, set[str]] = {name: set() for name in order}
    for response in responses:
        for question in _chosen(response) & set(order):
            chosen[question].add(response.document.name)
    return tuple(_answering(name, found, chosen[name]) for name, found in own.items())


def _answering(name: str, items: Sequence[_Item], chose: set[str]) -> Group:
    in_words = {item.point.document for item in items}
    refs = _listed(items).refs
    return Group(name, len(in_words | chose), len(items), refs, in_words=len(in_words), chose=len(chose))


def _themes(
    codebook: Codebook,
    items: Sequence[_Item],
    restates: Restates,
    orders: Mapping[str, Sequence[str]],
    views: Sequence[ResponseView],
    responses: int,
    sentences: Sentences,
    words: frozenset[str],
    accuracy: Accuracy | None,
) -> Iterator[ThemeTally]:
    by_document = {response.document.name: view for response, view in _paired(items, views)}
    arguments = sum(item.point.key not in restates for item in items)
    letters = {document for document, view in by_document.items() if view.campaign}
    apart = [item for item in items if item.point.document not in letters and item.point.key not in restates]
    whole = responses - len(letters), len(apart)
    for theme in codebook.themes:
        rows = _rows(items, theme.key, restates)
        own = [row.item for row in rows]
        shown = [row for row in rows if row.item.ref]
        respondents, points = _respondents(rows), _arguments(rows)
        yield ThemeTally(
            theme=theme,
            respondents=respondents,
            points=points,
            places=len(rows),
            respondent_share=respondents / responses if responses else 0.0,
            point_share=points / arguments if arguments else 0.0,
            doubtful=sum(_in_doubt(item, theme.key) for item in own),
            quotes=tuple(quotes(theme.key, _quotable(theme.key, own, by_document), sentences, words)),
            by_type=_cells(shown, attrgetter("type"), theme.key, orders["type"]),
            by_question=_cells(shown, attrgetter("question"), theme.key, orders["question"]),
            refs=_refs(shown, theme.key),
            confirmed=len({item.point.document for item in own if _is_confirmed(item, theme.key)}),
            without=_without(rows, letters, *whole) if letters else None,
            corrected=accuracy.count(theme.key) if accuracy else None,
        )


def _is_confirmed(item: _Item, theme: str) -> bool:
    """Return whether people have found a theme that a point carries."""
    return item.by_people and item.settled is not None and theme not in item.settled.unanswered


def _without(rows: Sequence[_Row], letters: set[str], of: int, of_points: int) -> Without:
    """Return a theme's figures without the letters of campaigns."""
    rest = [row for row in rows if row.document not in letters]
    return Without(_respondents(rest), of, _arguments(rest), of_points, len(rest))


def _paired(items: Sequence[_Item], views: Sequence[ResponseView]) -> Iterator[tuple[Response, ResponseView]]:
    by_anchor = {view.anchor: view for view in views}
    for item in items:
        if item.ref:
            yield item.response, by_anchor[item.ref.anchor.split("-")[0]]


def _in_doubt(item: _Item, theme: str) -> bool:
    if item.settled is None:
        return False
    return item.settled.disputed or theme in item.settled.stale or theme in doubtful_themes(item.settled.coding)


def _bounds(codebook: Codebook, settled: Mapping[PointKey, ResolvedCoding]) -> tuple[Bounds, ...]:
    """Return the cuts that were used, each with its themes and the bounds of doubt around it, in the codebook's
    order."""
    used = {one for choice in settled.values() for one in choice.coding.cuts}
    themes: dict[float, list[str]] = {}
    for theme in codebook.themes:
        for cut in sorted(cut for key, cut in used if key == theme.key):
            themes.setdefault(cut, []).append(theme.name)
    return tuple(bounds(cut, tuple(names)) for cut, names in themes.items())


def _refs(rows: Sequence[_Row], theme: str) -> tuple[Ref, ...]:
    return tuple(
        replace(row.item.ref, doubtful=_in_doubt(row.item, theme), again=row.again) for row in rows if row.item.ref
    )


def _respondents(rows: Sequence[_Row]) -> int:
    return len({row.document for row in rows})


def _arguments(rows: Sequence[_Row]) -> int:
    """Return how many of the points are counted: an argument once for each respondent."""
    return sum(not row.again for row in rows)


def _cells(rows: Sequence[_Row], group_of: Callable[[_Row], str], theme: str, order: Sequence[str]) -> tuple[Cell, ...]:
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(group_of(row), []).append(row)
    return tuple(
        Cell(name, _respondents(groups[name]), _arguments(groups[name]), _refs(groups[name], theme))
        for name in order
        if name in groups
    )


def _quotable(theme: str, items: Sequence[_Item], views: Mapping[str, ResponseView]) -> Iterator[Candidate]:
    """Yield the points of a theme that may be quoted: those of responses that are withheld may not."""
    for item in items:
        if item.ref is None or item.settled is None:
            continue
        view = views[item.point.document]
        origin = f"campaign {view.campaign}" if view.campaign else item.response.respondent.name or view.anchor
        ref = replace(item.ref, doubtful=_in_doubt(item, theme))
        yield Candidate(item.response, ref, item.settled.coding, _certainty(item, theme), view.respondent, origin)


def _certainty(item: _Item, theme: str) -> float:
    if item.settled is None:
        return 0.0
    return dict(item.settled.coding.scores).get(theme, 1.0 if item.by_people else 0.0)


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
    """Return how a respondent is called in what we publish: by name only where they allow it."""
    if respondent.publish is Publish.YES and respondent.name:
        return respondent.name
    return f"Anonymous ({respondent.type or 'respondent'})"


def _campaigns(campaigns: Sequence[Campaign], numbers: Mapping[str, int]) -> tuple[CampaignView, ...]:
    return tuple(
        CampaignView(n, tuple(Ref(f"r{numbers[d]}", f"R{numbers[d]}") for d in campaign.documents))
        for n, campaign in enumerate(campaigns, 1)
    )
