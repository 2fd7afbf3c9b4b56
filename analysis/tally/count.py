"""Count: the points of all responses by theme, question and type of respondent, put together as a Report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from analysis.languages.codebook_languages import spoken_languages
from analysis.languages.response_languages import in_words, language_counts
from analysis.model import (
    Accuracy,
    Consultation,
    Ledger,
    Letters,
    Link,
    PointKey,
    QuoteDecision,
    ResolvedCoding,
    Response,
    ThemeCounts,
)
from analysis.tally.counted_points import (
    CountedPoint,
    counted_points,
    listed_points,
    respondent_type,
    types_in_order,
)
from analysis.tally.headlines import with_headlines, with_position_headlines
from analysis.tally.passages.letters import letter_views, short_answer_views
from analysis.tally.passages.printable import Sentences
from analysis.tally.passages.response_views import response_views, unsure
from analysis.tally.privacy.disclosure import in_figures, is_listed, numbered
from analysis.tally.privacy.masking import TeamWords, consultation_words, own_texts, without_contacts
from analysis.tally.privacy.personal_data import personal_data_tally
from analysis.tally.privacy.seen_answers import Readable, bare_by_question, choosing_by_question, closed_keys_of
from analysis.tally.privacy.told_figures import Figure, ToldFigures
from analysis.tally.privacy.told_positions import TakenPosition
from analysis.tally.questions.closed_columns import WITHOUT_CAMPAIGNS, Columns
from analysis.tally.questions.closed_questions import (
    ClosedCounts,
    closed_answers,
    closed_by_columns,
    closed_counts,
    is_of_few,
    monitoring_totals,
)
from analysis.tally.questions.crossing import Crossing
from analysis.tally.questions.crossing_sources import crossings, published_crossings, raised_by, untold_crossings
from analysis.tally.questions.positions import NAMES, Stands, of_many, position_tallies, taking_sides
from analysis.tally.questions.question_order import asked_words, in_form_order, without_number
from analysis.tally.received.arrivals import arrivals_of
from analysis.tally.received.ledger_view import account_of
from analysis.tally.received.reconciliation import of_responses
from analysis.tally.repeated_arguments import points_in_full
from analysis.tally.report import Group, Report, ResponseView
from analysis.tally.team_words import NamedPoint, masked_words, messages
from analysis.tally.theme_tallies import NO_QUESTION, TallyBasis, theme_tallies
from analysis.text import fingerprint


def report(
    consultation: Consultation,
    responses: Sequence[Response],
    resolved: Mapping[PointKey, ResolvedCoding],
    letters: Letters,
    received: Ledger,
    sentences: Sentences,
    accuracy: Accuracy | None = None,
    links: Sequence[Link] = (),
    languages: Mapping[PointKey, str] | None = None,
    positions: Sequence[TakenPosition] = (),
    position_accuracy: Accuracy | None = None,
    quote_decisions: Mapping[tuple[PointKey, str], QuoteDecision] | None = None,
    explained: Mapping[str, str | None] | None = None,
    taken_out: Sequence[Response] = (),
) -> Report:
    """Count everything and put the Report together.

    ``responses`` come in the order in which they are numbered; ``accuracy`` is what a blind audit measured, and
    ``position_accuracy`` of ``positions``; ``links`` are the restatements within the responses, ``languages`` those of
    the points; ``quote_decisions`` what people pinned or barred as quotations, and ``taken_out`` the responses that do
    not count. What is told of whom follows from ``disclosure`` alone.
    """
    everybody, least = responses, consultation.suppress_below
    responses = in_figures(everybody, least, partial(_themes_of, resolved))
    documents = {response.document.name for response in responses}
    consultation, received = _masked(consultation, of_responses(received, documents), everybody, taken_out)
    closed, positions = _taken(consultation, responses, [one for one in positions if one.document in documents])
    told = {key: one.counts.told for key, one in closed.items()}
    stands = Stands.of(NAMES, positions, responses, least, told, letters.documents, explained)
    points = _points(responses, resolved, numbered(responses), stands)
    basis = _basis(consultation, responses, points, letters, links, sentences, stands)
    basis = _trusting(replace(basis, quote_decisions=quote_decisions or {}), consultation, accuracy)
    nothing = ToldFigures(frozenset(documents - Readable.of(responses, least).named), least)
    by_question = _told_by_question(stands, told)
    answered, told = _answered(points, responses, basis.questions, stands, by_question, nothing, closed)
    told_accuracy = _told_accuracy(accuracy, consultation, basis.types) if accuracy else None
    by_column, told = closed_by_columns(closed, told, _closed_columns(responses, basis.types, letters.documents))
    told_positions, corrected = _told_positions(position_accuracy)
    crossed = _crossings(consultation, responses, points, received, closed, told)
    counted = _counted(consultation, responses, received, basis, told_accuracy, taken_out)
    return replace(
        _with_letters(counted, letters, responses, basis),
        answered=answered,
        left_out=len(everybody) - len(responses),
        has_untold_words=_length(responses) < _length(everybody) and len(responses) == len(everybody),
        languages=_languages(consultation, responses, languages or {}),
        closed_answers=closed_answers(consultation, closed),
        closed_by_column=by_column,
        positions=position_tallies(stands, consultation, points, letters.documents, corrected),
        position_accuracy=told_positions,
        crossings=crossed,
        untold_crossings=untold_crossings(consultation, closed, crossed),
        messages=messages(consultation, _named_points(points)),
        replies=consultation.replies,
    )


def _told_positions(accuracy: Accuracy | None) -> tuple[Accuracy | None, tuple[ThemeCounts, ...]]:
    """Return what an audit measured of positions, and the counts by which they are told."""
    told = with_position_headlines(accuracy) if accuracy else None
    return told, told.counts if told else ()


def _masked(
    consultation: Consultation, received: Ledger, everybody: Sequence[Response], taken_out: Iterable[Response]
) -> tuple[Consultation, Ledger]:
    """Return what the team wrote without the names of respondents whom the report does not name."""
    known_words = consultation_words(replace(consultation, summary=None))
    words = TeamWords(everybody, known_words, taken_out, own_texts(consultation), consultation.suppress_below)
    return masked_words(consultation, received, words)


def _taken(
    consultation: Consultation, responses: Sequence[Response], positions: Sequence[TakenPosition]
) -> tuple[dict[str, ClosedCounts], list[TakenPosition]]:
    """Return the closed questions as they are counted, and the positions that figures count."""
    sided = taking_sides(positions)
    closed = closed_counts(consultation, responses, sided)
    told = (one for one in sided if not is_of_few(one, closed))
    return closed, of_many(told, responses, closed, consultation.suppress_below)


def _counted(
    consultation: Consultation,
    responses: Sequence[Response],
    received: Ledger,
    basis: TallyBasis,
    accuracy: Accuracy | None,
    taken_out: Sequence[Response],
) -> Report:
    """Return a report of the responses with their points and the themes of these, and nothing else yet."""
    points, views, least = basis.points, tuple(basis.views.values()), consultation.suppress_below
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
        points=len(points),
        human_points=sum(counted.by_people for counted in points),
        withheld_points=sum(counted.ref is None for counted in points),
        themes=theme_tallies(consultation.codebook, basis, accuracy),
        types=_by_type(views, basis.types),
        answered=(),
        unthemed=listed_points(counted for counted in points if not counted.themes and not counted.is_for_person),
        for_person=listed_points(counted for counted in points if counted.is_for_person),
        doubtful=listed_points(counted for counted in points if counted.is_doubtful),
        restating=listed_points(counted for counted in points if counted.point.key in basis.restates),
        campaigns=(),
        account=account_of(received, responses, taken_out),
        suppress_below=least,
        accuracy=accuracy,
        personal_data=personal_data_tally(responses, basis.known_words),
        name_individuals=consultation.name_individuals,
        monitoring=monitoring_totals(consultation, received),
        arrivals=arrivals_of(responses, consultation.opened, consultation.closed, least),
    )


def _with_letters(made: Report, letters: Letters, responses: Sequence[Response], basis: TallyBasis) -> Report:
    """Return a report with the letters and the short answers that several send."""
    by_name, numbers = {response.document.name: response for response in responses}, numbered(responses)
    campaigns, small = letter_views(letters, by_name, basis.points, numbers, basis.known_words)
    return replace(
        made,
        campaigns=campaigns,
        letters=len(letters.documents),
        campaign_size=letters.size,
        same_letters=small,
        short_answers=short_answer_views(letters, by_name, numbers, basis.known_words),
    )


def _length(responses: Iterable[Response]) -> int:
    return sum(1 for response in responses for _ in response.points)


def _themes_of(resolved: Mapping[PointKey, ResolvedCoding], point: PointKey) -> frozenset[str]:
    """Return the themes that a point has now."""
    return resolved[point].coding.themes if point in resolved else frozenset()


def _named_points(points: Iterable[CountedPoint]) -> Iterator[NamedPoint]:
    """Yield every point that is shown, with the digest of its words."""
    for counted in points:
        if counted.ref:
            words = fingerprint(counted.response.text_of(counted.point))
            yield NamedPoint(counted.ref.name, counted.ref.anchor, words)


def _crossings(
    consultation: Consultation,
    responses: Sequence[Response],
    points: Sequence[CountedPoint],
    received: Ledger,
    closed: Mapping[str, ClosedCounts],
    told: Mapping[str, ToldFigures],
) -> tuple[Crossing, ...]:
    """Return the crossings of the report, as they may be published beside all that is ``told`` of closed questions."""
    raised = raised_by(consultation.codebook, ((one.point.document, one.themes) for one in points))
    made = crossings(consultation, responses, raised, received, consultation.suppress_below, closed, told)
    return published_crossings(consultation, made)


def _points(
    responses: Sequence[Response],
    resolved: Mapping[PointKey, ResolvedCoding],
    numbers: Mapping[str, int],
    stands: Stands,
) -> list[CountedPoint]:
    """Return the points of all responses, in order."""
    return [
        counted
        for response in responses
        for counted in stands.beside([*counted_points(numbers.get(response.document.name), response, resolved)])
    ]


def _basis(
    consultation: Consultation,
    responses: Sequence[Response],
    points: Sequence[CountedPoint],
    letters: Letters,
    links: Sequence[Link],
    sentences: Sentences,
    stands: Stands,
) -> TallyBasis:
    """Return what themes are counted on, with the views of the responses that are listed."""
    listed = [response for response in responses if is_listed(response)]
    counted_keys = {counted.point.key for counted in points}
    restates = points_in_full([link for link in links if counted_keys.issuperset((link.first, link.second))])
    known_words = consultation_words(consultation)
    in_full = frozenset().union(*restates.values())
    views = response_views(listed, points, letters, consultation.codebook.names, restates, known_words)
    return TallyBasis(
        responses=len(responses),
        points=points,
        restates=restates,
        types=types_in_order(consultation, listed),
        questions=_questions(consultation, points, listed),
        views={response.document.name: view for response, view in zip(listed, views, strict=True)},
        sentences=sentences,
        known_words=known_words,
        stands=stands,
        letters=letters.documents,
        full_questions={one.point.key: one.point.question for one in points if one.point.key in in_full},
    )


def _trusting(basis: TallyBasis, consultation: Consultation, accuracy: Accuracy | None) -> TallyBasis:
    """Return what themes are counted on, no coding called sure of a theme whose codings an audit found mostly wrong."""
    wrong = frozenset(key for key in consultation.codebook.keys if accuracy and accuracy.is_mostly_wrong(key))
    return replace(basis, mostly_wrong=wrong, views={key: unsure(view, wrong) for key, view in basis.views.items()})


def _languages(consultation: Consultation, responses: Sequence[Response], languages: Mapping[PointKey, str]) -> str:
    """Say the languages of the responses that are listed: of one that is not, its language may tell whose it is."""
    listed = {response.document.name for response in responses if is_listed(response)}
    listed_languages = {point: language for point, language in languages.items() if point.document in listed}
    return in_words(language_counts(listed_languages, spoken_languages(consultation)))


def _told_accuracy(accuracy: Accuracy, consultation: Consultation, types: Sequence[str]) -> Accuracy:
    """Return what is told of an audit: the figures that lead, and of types of respondents those that are shown, for
    another may be one who is not."""
    accuracy = with_headlines(accuracy, consultation.codebook.wider)
    counts = tuple(
        replace(theme_counts, types=tuple(shown for shown in theme_counts.types if shown.name in types))
        for theme_counts in accuracy.counts
    )
    return replace(accuracy, types=tuple(shown for shown in accuracy.types if shown.name in types), counts=counts)


def _questions(consultation: Consultation, points: Sequence[CountedPoint], listed: Sequence[Response]) -> list[str]:
    """Return the questions in the order of the form; one that only those answer who are not shown is not told."""
    asked_keys = [question.key for question in consultation.questions]
    answered_keys = {counted.point.question for counted in points if counted.point.question and counted.ref}
    return [*in_form_order(answered_keys.union(*map(closed_keys_of, listed)), asked_keys, listed), NO_QUESTION]


def _by_type(views: Sequence[ResponseView], order: Sequence[str]) -> tuple[Group, ...]:
    of_type = {name: [view.points for view in views if view.type == name] for name in order}
    return tuple(Group(name, len(points), sum(points)) for name, points in of_type.items())


def _told_by_question(stands: Stands, closed: Mapping[str, ToldFigures]) -> dict[str, ToldFigures]:
    """Return all that is told of each question: of its closed answers and, where there are any, of its positions."""
    return {**closed, **{question: one.told for question, one in stands.told.items() if question is not None}}


def _answered(
    points: Sequence[CountedPoint],
    responses: Sequence[Response],
    order: Sequence[str],
    stands: Stands,
    told: Mapping[str, ToldFigures],
    nothing: ToldFigures,
    closed: Collection[str],
) -> tuple[tuple[Group, ...], dict[str, ToldFigures]]:
    """Return who answers each question, and all that is told of each with that; ``nothing`` where nothing is yet.

    Under a ``closed`` question "no" in the respondent's own words is an answer where it tells a position.
    """
    by_question: dict[str, list[CountedPoint]] = {key: [] for key in order}
    for counted in points:
        by_question.get(counted.point.question or NO_QUESTION, by_question[NO_QUESTION]).append(counted)
    chosen_by, bare_by = choosing_by_question(responses), bare_by_question(responses)
    words = asked_words(filter(is_listed, responses))
    listed = {response.document.name for response in responses if is_listed(response)}
    groups, told_with = [], dict(told)
    for key, answering in by_question.items():
        choosing, wording = frozenset(chosen_by.get(key, ())), {one.point.document for one in answering}
        bare = frozenset(bare_by.get(key, ()))
        if key in closed:
            bare &= {one.document for one in stands.of_question(key)}
        everybody = choosing | bare | wording
        brief = choosing if key in closed else choosing | bare
        seen = (bare - choosing) & listed  # a "yes" of their own stands in their text
        group, told_with[key] = _answering(key, answering, brief, choosing | bare, told.get(key) or nothing, seen)
        # Where the positions are of all who answer, their total is this one.
        if stands.is_total_told(key, everybody):
            group = replace(group, responses=len(everybody))
        text = without_contacts(without_number(words.get(key, "")))
        groups.append(replace(group, explains=stands.explained.get(key) or "", text=text))
    return tuple(groups), told_with


def _closed_columns(responses: Sequence[Response], types: Sequence[str], letters: frozenset[str]) -> Columns:
    """Return by what closed answers are told apart: the types of those who are shown, and everybody but campaigns."""
    listed = [(response.document.name, respondent_type(response)) for response in responses if is_listed(response)]
    columns = {name: frozenset(document for document, its_type in listed if its_type == name) for name in types}
    if letters:
        columns[WITHOUT_CAMPAIGNS] = frozenset(response.document.name for response in responses) - letters
    return columns if len(types) > 1 or letters else {}


def _answering(
    key: str,
    points: Sequence[CountedPoint],
    brief: frozenset[str],
    wordless: frozenset[str],
    told: ToldFigures,
    seen: Collection[str] = (),
) -> tuple[Group, ToldFigures]:
    """Return the group of a question, and all that is told with it; who answers in words is told anyway, or is ``seen``
    to answer, and who is ``brief``, and who answers ``wordless`` and in no other way, as ``told`` may."""
    wording_documents = {counted.point.document for counted in points}
    answering = len(wording_documents | wordless)
    told_brief = told if brief <= frozenset(seen) else told.adding(Figure(brief))
    told_all: ToldFigures | None = told_brief or told
    if told_all and not wordless <= wording_documents.union(seen):
        told_all = told_all.adding(Figure(wordless, told.people - wording_documents))
    group = Group(
        key,
        answering if told_all or wordless <= wording_documents else None,
        len(points),
        listed_points(points).refs,
        in_words=len(wording_documents),
        chose=len(brief) if told_brief or not brief else None,
    )
    return group, told_all or told_brief or told
