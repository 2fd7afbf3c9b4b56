"""TF-IDF: a quick way that gives what a slow one gives."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.classifying.tfidf import Tfidf
from analysis.classifying.tokens import is_stop, stem
from analysis.classifying.word_counts import Words
from tests.share import examples

WORDS = ["the", "budgets", "budget", "of", "cut", "cutting", "schools", "and", "is"]
texts = st.lists(st.lists(st.sampled_from(WORDS)), max_size=8)


def slowly(text: Words) -> list[str]:
    stems = [stem(word) for word in text]
    pairs = [f"{a} {b}" for a, b in pairwise(stems) if not (is_stop(a) and is_stop(b))]
    return [one for one in stems if not is_stop(one)] + pairs


@settings(max_examples=examples(60))
@given(texts, texts, st.integers(1, 2))
def test_they_weigh_terms_as_a_vectorizer_does(known: list[Words], asked: list[Words], least: int) -> None:
    tellings = Tfidf(known, least)
    terms = [set(slowly(text)) for text in known]
    number = sum(sum(term in own for own in terms) >= least for term in set().union(*terms))
    assert len(tellings) == number
    if number:
        slow = TfidfVectorizer(analyzer=slowly, sublinear_tf=True, min_df=least).fit(known)
        for found in (known, asked):
            if found:
                quick, right = tellings.transform(found), slow.transform(found)
                assert np.allclose((quick @ quick.T).toarray(), (right @ right.T).toarray(), atol=1e-5)
