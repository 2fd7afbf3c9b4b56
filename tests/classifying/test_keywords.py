"""Keywords: found by stem, in what is derived from them and in compounds, each counted where it stands by itself."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.classifying.keywords import Keywords, PhraseIndex, example_matches
from analysis.classifying.word_counts import words
from analysis.model import Codebook, Theme


def found(keyword: str, text: str, corpus: str = "") -> bool:
    keywords = Keywords(Codebook((Theme("k", "Zzz", "Zzz.", keywords=(keyword,)),)))
    index = keywords.index([text], [words(text)], frozenset(words(corpus)))
    counts = keywords.counts(index, 1)[0]
    return bool(counts.sum())


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        *(("park", "Nowhere for parking."), ("park", "He cannot park."), ("park", "The car-park is full.")),
        *(("permit", "Write about the permits."), ("deliver", "The delivery came late."), ("safe", "Road safety.")),
        *(("officer", "Two officers came."), ("enforce", "No enforcement."), ("afford", "Affordable fares.")),
        *(("consult", "A consultation"), ("manage", "The manager left.")),
        *(("trade", "A trader told me."), ("speed", "Speeding cars"), ("double yellow", "on double yellows")),
        *(
            ("mowing", "Buy a mower."),
            ("teach", "Teachers left."),
            ("act", "The actors left."),
            ("pay", "No payment came."),
        ),
        *(("child", "Our children"), ("bite", "I was bitten."), ("feet", "By foot."), ("taught", "We teach here.")),
        *(("£", "Only £3,400"), ("£3,400", "only £3,400"), ("%", "By 5%."), ("beside", "The road beside us.")),
    ],
)
def test_a_keyword_is_found_in_every_form(keyword: str, text: str) -> None:
    assert found(keyword, text)


@pytest.mark.parametrize(
    ("keyword", "text"),
    [
        *(
            ("park", "A spark flew."),
            ("care", "My career ended."),
            ("bus", "A good business."),
            ("bay", "Sold on ebay."),
        ),
        *(("bite", "Wait a bit."), ("leave", "Turn left."), ("rise", "A rose garden.")),
        *(("tow", "The tower fell."), ("flow", "Plant flowers."), ("show", "No showers.")),
        *(("officer", "The office closes."), ("officers", "An official came."), ("hospital", "Their hospitality.")),
        *(("police", "This policy."), ("import", "An important point."), ("author", "The authority")),
        *(("bus", "They are busy."), ("tax", "A taxi came."), ("car", "The carer came."), ("£3,400", "3,400 of us")),
    ],
)
def test_a_word_that_only_holds_its_letters_is_another(keyword: str, text: str) -> None:
    assert not found(keyword, text, corpus="s e ness ines")


def test_a_compound_is_found_where_its_rest_is_a_word_of_the_texts() -> None:
    assert found("park", "The carpark is full.", corpus="car")
    assert not found("park", "The carpark is full.")


def test_a_phrase_does_not_reach_over_a_row() -> None:
    index = PhraseIndex([["double"], ["yellow"]])
    assert not len(index.rows([frozenset(["doubl"]), frozenset(["yellow"])]))


def test_a_phrase_that_holds_a_keyword_is_one_keyword_where_it_stands() -> None:
    book = Codebook((Theme("n", "Press", "What is printed.", keywords=("news", "fake news")),))
    keywords = Keywords(book)
    rows = [words("It is fake news."), words("Fake news is no news."), words("The press and the news.")]
    counts = keywords.counts(PhraseIndex(rows), 3)
    said = keywords.mentions(counts, [np.ones(counts[0].shape[1])], least_rarity=0.5)
    assert said.distinct[:, 0].tolist() == [1, 2, 1], "a name is no keyword"


def test_the_parts_of_a_name_are_the_keywords_of_a_theme_that_has_none() -> None:
    name = "Signs, cameras and fines"
    book = Codebook((Theme("a", name, "Money."), Theme("b", name, "Money.", keywords=("penalty",))))
    keywords = Keywords(book)
    counts = keywords.counts(PhraseIndex([words("Take the camera away, and the sign.")]), 1)
    said = keywords.mentions(counts, [np.ones(own.shape[1]) for own in counts], least_rarity=0.5)
    assert said.distinct.tolist() == [[2, 0]]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("There is nowhere left to park near the shops.", True),
        ("As I said, there is nowhere left to park near the shops, and it gets worse.", True),
        ("There's nowhere left to park near our shops", True),
        ("Nowhere to park.", False),
        ("The shops near the park are there and nowhere is left to is.", False),
    ],
)
def test_an_example_is_found_nearly_verbatim(text: str, matches: bool) -> None:
    book = Codebook((Theme("p", "Parking", "Cars.", examples=("There is nowhere left to park near the shops.",)),))
    found_examples = example_matches(book, PhraseIndex([words(text)]), np.array([0]), 1)
    assert bool(found_examples[0, 0]) is matches
