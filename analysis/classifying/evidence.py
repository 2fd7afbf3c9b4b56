"""Evidence: the spans of a text that speak for a theme, proved by scoring their sentence without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from analysis.classifying.quantised import quantised
from analysis.classifying.text_sentences import sentence_spans
from analysis.classifying.text_views import Floats
from analysis.classifying.tokens import Token, has_sign, is_stop, tokens
from analysis.model import Codebook, Evidence
from analysis.text import Span

LEAST = 0.1
"""A smaller fall in log-odds moves a probability by three points at the most; no reader would call that evidence."""

MOST = 3
"""Words by which a theme is looked for in a sentence, beside the codebook's own."""

TRIED = 12
"""Spans that are tried in a sentence for a theme, the longest first: a long one has enough of them."""

BEHIND = 1.0
"""A sentence whose log-odds are farther behind the best of its text says nothing more of the theme."""

GAP = " … "
"""What stands for a span that is taken out."""

KEPT = 100_000
"""Sentences and words of which it is remembered what was said; then it begins anew, to bound the memory."""

Scorer = Callable[[Sequence[str]], Floats]
"""The log-odds of each theme for each text."""


def evidence(
    scorer: Scorer,
    codebook: Codebook,
    texts: Sequence[str],
    asked: Sequence[frozenset[str]],
    phrases: Sequence[frozenset[str]],
    known: KnownSentences | None = None,
) -> list[tuple[Evidence, ...]]:
    """Return for each text and each theme asked about the spans without which the log-odds of their sentence fall, and
    by how much.

    ``phrases`` are the codebook's own, by theme; ``known`` is what the same scorer has said before. Which words may
    matter is guessed from what each says all alone; whether they do is then tried.
    """
    known = KnownSentences() if known is None else known
    sentences = _telling_sentences(known.scorer(scorer), codebook, texts, asked)
    unknown: dict[str, set[int]] = {}
    for sentence in sentences:
        unknown.setdefault(sentence.text, set()).update(
            j for j in sentence.themes if (sentence.text, j) not in known.spans
        )
    _find_spans(scorer, phrases, [(text, tuple(sorted(themes))) for text, themes in unknown.items() if themes], known)
    evidence_lists: list[list[Evidence]] = [[] for _ in texts]
    keys = codebook.keys
    for sentence in sentences:
        for j in sentence.themes:
            evidence_lists[sentence.place] += [
                Evidence(keys[j], sentence.start + span.start, sentence.start + span.end, fall)
                for span, fall in known.spans[sentence.text, j]
            ]
    theme_order = {theme_key: j for j, theme_key in enumerate(keys)}
    return [
        tuple(sorted(evidence_list, key=lambda e: (e.start, theme_order[e.theme]))) for evidence_list in evidence_lists
    ]


class KnownSentences:
    """What one scorer has said of sentences and words, so that what many write is scored and tried once.

    ``spans`` holds, of a sentence and the column of a theme, the spans that speak for it and by how much.
    """

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.spans: dict[tuple[str, int], tuple[tuple[Span, float], ...]] = {}
        self._log_odds: dict[str, Floats] = {}

    @property
    def is_full(self) -> bool:
        """Return whether it is time to begin anew."""
        return max(len(self.spans), len(self._log_odds)) > KEPT

    def scorer(self, scorer: Scorer) -> Scorer:
        """Return what scores texts that are not known, and remembers them all."""

        def score(texts: Sequence[str]) -> Floats:
            unknown = sorted({text for text in texts if text not in self._log_odds})
            if unknown:
                self._log_odds.update(zip(unknown, scorer(unknown), strict=True))
            return np.array([self._log_odds[text] for text in texts])

        return score


def _find_spans(
    scorer: Scorer,
    phrases: Sequence[frozenset[str]],
    asked: Sequence[tuple[str, tuple[int, ...]]],
    known: KnownSentences,
) -> None:
    """Find the spans of sentences that speak for themes, given as columns."""
    texts = [text for text, _ in asked]
    with_signs = any(map(has_sign, chain.from_iterable(phrases)))
    token_lists = [tokens(text, with_signs) for text in texts]
    beginnings = _beginnings(phrases)
    terms = [_phrases_in(text_tokens, beginnings) for text_tokens in token_lists]
    word_scores = _word_scores(known.scorer(scorer), texts, token_lists)
    trials = [
        (n, j, span)
        for n, (text, themes) in enumerate(asked)
        for j in themes
        for span in _candidates(text, token_lists[n], j, word_scores, terms[n], phrases[j])
    ]
    found: dict[tuple[str, int], list[tuple[Span, float]]] = {(text, j): [] for text, themes in asked for j in themes}
    for (n, j, span), fall in zip(trials, _log_odds_falls(scorer, known.scorer(scorer), texts, trials), strict=True):
        if fall >= LEAST:
            found[texts[n], j].append((span, fall))
    known.spans.update((key, tuple(spans)) for key, spans in found.items())


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the place of its text, where it begins in that, and the columns of the themes for which it speaks."""

    text: str
    place: int
    start: int
    themes: tuple[int, ...]


def _telling_sentences(
    scorer: Scorer, codebook: Codebook, texts: Sequence[str], asked: Sequence[frozenset[str]]
) -> list[_Sentence]:
    """Return for each text the sentences that speak for a theme asked about, hardly less than its best does."""
    keys = codebook.keys
    columns = [[j for j, key in enumerate(keys) if key in theme_keys] for theme_keys in asked]
    spans = [(i, span) for i, text in enumerate(texts) if columns[i] for span in sentence_spans(text)]
    if not spans:
        return []
    log_odds = quantised(scorer([texts[i][span.start : span.end] for i, span in spans]))
    best: dict[int, Floats] = {}
    for (i, _), row in zip(spans, log_odds, strict=True):
        best[i] = np.maximum(best[i], row) if i in best else row
    return [
        _Sentence(
            texts[i][span.start : span.end],
            i,
            span.start,
            tuple(j for j in columns[i] if row[j] >= best[i][j] - BEHIND),
        )
        for (i, span), row in zip(spans, log_odds, strict=True)
    ]


def _word_scores(scorer: Scorer, texts: Sequence[str], token_lists: Sequence[list[Token]]) -> dict[str, Floats]:
    """Return what each word that is no mere "the" says of each theme all by itself."""
    single_words = sorted(
        {
            _token_word(text, token)
            for text, text_tokens in zip(texts, token_lists, strict=True)
            for token in text_tokens
        }
    )
    word_scores = quantised(scorer(single_words)) if single_words else np.zeros((0, 0))
    return dict(zip(single_words, word_scores, strict=True))


def _beginnings(phrases: Sequence[frozenset[str]]) -> dict[str, frozenset[int]]:
    """Return the stems with which phrases begin, and of how many words these are."""
    lengths: dict[str, set[int]] = {}
    for phrase in frozenset[str]().union(*phrases):
        lengths.setdefault(phrase.partition(" ")[0], set()).add(phrase.count(" ") + 1)
    return {stem: frozenset(own) for stem, own in lengths.items()}


def _phrases_in(text_tokens: list[Token], beginnings: Mapping[str, frozenset[int]]) -> list[tuple[str, Span]]:
    """Return what may be phrases in a text, each with its span."""
    return [
        (" ".join(token.stem for token in run), Span(token.span.start, run[-1].span.end))
        for i, token in enumerate(text_tokens)
        for length in beginnings.get(token.stem, ())
        if len(run := text_tokens[i : i + length]) == length
    ]


def _candidates(
    text: str,
    text_tokens: list[Token],
    theme_index: int,
    word_scores: dict[str, Floats],
    terms: Sequence[tuple[str, Span]],
    phrases: frozenset[str],
) -> list[Span]:
    """Return the words that say most for a theme by themselves and its own phrases; what touches is one span."""
    telling_words = {_token_word(text, token) for token in text_tokens if not is_stop(token.stem)}
    best_words = frozenset(sorted(telling_words, key=lambda word: (-word_scores[word][theme_index], word))[:MOST])
    candidates = [token.span for token in text_tokens if _token_word(text, token) in best_words]
    candidates += [span for term, span in terms if term in phrases]
    joined_spans = sorted(_joined_spans(text, sorted(candidates)), key=lambda span: (span.start - span.end, span.start))
    return joined_spans[:TRIED]


def _log_odds_falls(
    scorer: Scorer, of_sentences: Scorer, texts: Sequence[str], trials: Sequence[tuple[int, int, Span]]
) -> list[float]:
    if not trials:
        return []
    indices = sorted({i for i, _, _ in trials})
    whole_scores = dict(zip(indices, of_sentences([texts[i] for i in indices]), strict=True))
    scores_without = scorer([f"{texts[i][: span.start]}{GAP}{texts[i][span.end :]}" for i, _, span in trials])
    falls = [
        whole_scores[i][j] - remaining_scores[j]
        for (i, j, _), remaining_scores in zip(trials, scores_without, strict=True)
    ]
    return [float(fall) for fall in quantised(np.array(falls))]


def _joined_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the spans, those that overlap or have but a space between them made one."""
    open_span: Span | None = None
    for next_span in spans:
        if open_span is not None and (
            next_span.start < open_span.end or text[open_span.end : next_span.start].isspace()
        ):
            open_span = Span(open_span.start, max(open_span.end, next_span.end))
            continue
        if open_span is not None:
            yield open_span
        open_span = next_span
    if open_span is not None:
        yield open_span


def _token_word(text: str, token: Token) -> str:
    return text[token.span.start : token.span.end].lower()
