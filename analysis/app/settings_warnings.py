"""Warnings about settings: what consultation.toml names that does not exist, so that the report says nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.app.cited_points import listed_points
from analysis.app.corpus import Corpus
from analysis.model import ColumnRole
from analysis.tally.privacy.seen_answers import choosing_by_question
from analysis.tally.questions.crossing_sources import BY_TYPE
from analysis.tally.team_words import MARK, cited_point
from analysis.workspace.consultation_toml import STARTER


def settings_warnings(corpus: Corpus) -> tuple[str, ...]:
    """Return what consultation.toml says that the report should not, each with what to do about it."""
    return (*_title(corpus), *_page_one(corpus), *missing_names(corpus))


def missing_names(corpus: Corpus) -> tuple[str, ...]:
    """Return what is named in consultation.toml and is not there."""
    return (*_crossings(corpus), *_points(corpus), *_themes(corpus))


def _title(corpus: Corpus) -> Iterator[str]:
    for text in (corpus.consultation.title, corpus.consultation.organisation):
        if text in STARTER:
            yield f"[consultation]: the report is headed “{text}”; say what it is, there or under Settings"


def _page_one(corpus: Corpus) -> Iterator[str]:
    from analysis.rendering.page_one import TEAM_WORDS, WORDS

    consultation = corpus.consultation
    words = team_words(consultation.summary, [message.text for message in consultation.messages])
    if words > TEAM_WORDS:
        fault = f"the summary and the messages have {words} words, and page one has room for {TEAM_WORDS}"
        yield f"[consultation] › summary: {fault}; shorten them, or page one is longer than {WORDS} words"


def team_words(summary: str | None, messages: Iterable[str]) -> int:
    """Return how many words of the team stand on page one: those of its summary and messages."""
    return sum(len(text.split()) for text in (summary or "", *messages))


def _crossings(corpus: Corpus) -> Iterator[str]:
    columns = [column for table in corpus.ledger.tables for column in table.columns]
    monitored = [column.header for column in columns if column.role is ColumnRole.MONITORING]
    known = [BY_TYPE, *(question.key for question in corpus.consultation.questions), *monitored]
    unknown = [name for name in corpus.consultation.crossings if name.casefold() not in map(str.casefold, known)]
    if unknown:
        chosen = {key.casefold() for key in choosing_by_question(corpus.responses)}
        for name in unknown:
            if name.casefold() not in chosen:
                expected = ", ".join(known)
                yield f"[consultation] › crossings: {name} is no question and no column; expected one of {expected}"


def _points(corpus: Corpus) -> Iterator[str]:
    messages = corpus.consultation.messages
    points = listed_points(corpus) if any(message.points for message in messages) else []
    for number, message in enumerate(messages, 1):
        for written in message.points:
            if not cited_point(written, points):
                name = written.partition(MARK)[0].strip()
                fault = f"no point that may be shown is called {name}"
                yield f"[[message]] number {number}: {fault}; name another, or leave it out"


def _themes(corpus: Corpus) -> Iterator[str]:
    from analysis.classifying.keywords import is_about_something, is_residual, unfindable_keywords

    for theme in corpus.consultation.codebook.themes:
        if unfindable := unfindable_keywords(theme):
            fault = f"{unfindable} cannot be found in any text"
            yield f"[[theme]] {theme.name} › keywords: {fault}; write words instead, or leave it out"
        if theme.definition == theme.name:
            fault = "it has no definition, so its name is used"
            yield f"[[theme]] {theme.name}: {fault}; write what belongs to it, so that points are coded better"
        if not is_about_something(theme) and not is_residual(theme):
            fault = "none of its words says what it is about, so no point is given it"
            yield f"[[theme]] {theme.name}: {fault}; write keywords or a definition"
