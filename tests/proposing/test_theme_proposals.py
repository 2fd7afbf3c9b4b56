"""Theme proposals: what respondents say is grouped by its sentences, named in their own words, and said of whom."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.proposing.distinctive_phrases import Background
from analysis.proposing.group_names import GroupToName
from analysis.proposing.noun_phrases import NounPhrases
from analysis.proposing.sentence_groups import _cohesion, _divided
from analysis.proposing.sentence_space import SentenceSpace
from analysis.proposing.sentence_tone import Tone, is_general, tone_of
from analysis.proposing.theme_proposals import CONTENT, MOST, Sentences, ThemeProposal, _Maker, propose, usual_size
from benchmarks.council_survey import banks, survey
from tests.share import examples

BUSES = [
    f"The Sunday bus should run {when}."
    for when in ("today", "for work", "at night", "each week", "in winter", "with friends", "again", "hourly", "late")
]
MONEY = [f"The budget for {what} was cut, and costs rise." for what in ("books", "staff", "heating", "roof", "paint")]
ODD = ["My grandmother painted horses in Wales.", "Rain fell on the old cinema.", "Penguins swim well enough."]
TEXTS = [*BUSES, *MONEY, *ODD]
WHO = [f"respondent {i}" for i in range(len(TEXTS))]


def proposed(texts: Sequence[str] = TEXTS, who: Sequence[str] = WHO, size: int = 6) -> list[ThemeProposal]:
    return propose(texts, who, size, 0)


def held(proposals: Sequence[ThemeProposal], texts: Sequence[str]) -> list[tuple[str, list[str]]]:
    return [(each.name, [texts[i] for i in each.places]) for each in proposals]


def test_what_is_said_is_proposed_with_a_name_a_size_and_typical_points() -> None:
    bus, money = proposed()
    assert set(bus.places) <= set(range(len(BUSES)))
    assert len(bus.places) >= 6
    assert bus.respondents == len(bus.places)
    assert bus.name == "“The Sunday bus should run again”"
    assert bus.tone is Tone.DEMAND
    assert "sunday bus" in bus.keywords
    assert set(bus.typical) <= set(bus.places)
    assert len(bus.typical) == 3
    assert money.name == "“The budget for staff was cut”"
    assert bus.definition.startswith("Points close in meaning to “The Sunday bus should run again”")
    assert bus.definition.endswith("mostly with words of request or complaint.")
    assert money.definition == f"Points close in meaning to {money.name}, or that speak of “costs rise”."
    assert len(money.places) >= 3
    assert {TEXTS[i] for i in money.places} <= set(MONEY)


def test_an_answer_of_several_sentences_is_in_the_proposal_of_each() -> None:
    both = f"{BUSES[0]} {MONEY[0]}"
    texts = [*TEXTS, both]
    bus, money = proposed(texts, [*WHO, "another"])
    assert len(TEXTS) in bus.places
    assert len(TEXTS) in money.places


def test_the_order_of_the_points_does_not_matter() -> None:
    turned = TEXTS[::-1]
    assert held(proposed(turned, WHO[::-1]), turned) == held(proposed(), TEXTS)


@settings(max_examples=examples(10))
@given(st.permutations(range(len(TEXTS))))
def test_every_order_gives_the_same_proposals(order: list[int]) -> None:
    texts = [TEXTS[i] for i in order]
    assert [name for name, _ in held(proposed(texts), texts)] == [each.name for each in proposed()]


def test_copies_make_no_proposal_but_are_counted_in_one() -> None:
    texts = [*TEXTS, *["Penguins swim well enough."] * 40, *[BUSES[1]] * 3]
    who = [f"respondent {i}" for i in range(len(texts))]
    bus = next(each for each in proposed(texts, who) if "Sunday bus" in each.name)
    assert bus.places.count(1) == 1
    assert bus.respondents == len(bus.places)
    assert {len(TEXTS) + 40, len(TEXTS) + 41, len(TEXTS) + 42} <= set(bus.places)
    assert len({texts[i] for i in bus.typical}) == 3
    assert not any("enguin" in each.name for each in proposed(texts, who))


def test_where_all_say_the_same_that_is_proposed() -> None:
    places = ("north", "south", "east", "west", "old", "new", "high", "low")
    texts = [f"Car parking at the {place} branch is full on market days, for the park is small." for place in places]
    assert [one.name for one in proposed(texts, texts)] == ["Car parking"]


def test_no_name_repeats_what_may_not_be_quoted() -> None:
    own = [i for i, text in enumerate(TEXTS) if text in BUSES and "again" not in text]
    quoted = propose(TEXTS, WHO, 6, 0, lambda place: place not in own)
    assert quoted[0].name == "“The Sunday bus should run again”"
    assert not any("“" in each.name for each in propose(TEXTS, WHO, 6, 0, lambda _: False))


def test_what_few_respondents_say_is_not_proposed() -> None:
    assert proposed(who=[f"respondent {i % 2}" for i in range(len(TEXTS))]) == []
    assert proposed(TEXTS[:2], WHO[:2]) == []
    assert proposed([], []) == []


def test_praise_without_a_subject_is_one_proposal_of_its_own() -> None:
    praise = ["Very good.", "Excellent service.", "Nothing to add.", "No.", "Everything was great, thank you."]
    texts = [*TEXTS, *praise]
    general = proposed(texts, [f"respondent {i}" for i in range(len(texts))])[-1]
    assert general.name == CONTENT
    assert {texts[i] for i in general.places} == set(praise)
    assert general.respondents == len(praise)


def test_content_is_said_by_no_request_procedure_or_vote_and_shown_by_what_says_nothing_else() -> None:
    others = ["Please think about it again.", "Our members are divided about the limit.", "Disagree.", "See above."]
    both = "It would cut drink driving. Very good."
    texts = [*TEXTS, *others, both, "Excellent service.", "Nothing to add."]
    general = proposed(texts, [f"respondent {i}" for i in range(len(texts))])[-1]
    assert general.name == CONTENT
    assert {texts[i] for i in general.places} == {both, "Excellent service.", "Nothing to add."}
    assert {texts[i] for i in general.typical} == {"Excellent service.", "Nothing to add."}


def test_a_wider_proposal_stands_above_its_parts_and_holds_their_points() -> None:
    places = ("north", "south", "east", "west", "old town", "harbour", "market", "station")
    subjects = ("bus stop", "bus lane", "car park", "street light", "library roof", "school kitchen")
    texts = [
        f"The {subject} in the {place} needs repair {n}." for n, subject in enumerate(subjects) for place in places
    ]
    found = proposed(texts, [f"respondent {i}" for i in range(len(texts))], 12)
    parts = [each for each in found if each.wider is not None]
    for each in parts:
        assert each.wider is not None
        assert set(each.places) <= set(found[each.wider].places)
        assert found[each.wider].wider is None
    assert len({each.name for each in found}) == len(found)


@pytest.mark.parametrize(("named", "is_proposed"), [(12, True), (4, False)])
def test_a_wide_group_is_proposed_where_its_definition_is_borne_out(named: int, is_proposed: bool) -> None:
    others = [*ODD, "Zoos close at dusk.", "Homework tires pupils.", "Casinos ruin families.", "Tariffs hurt farms."]
    own = [*(f"The library roof leaks {n}." for n in range(named)), *others]
    texts = [*own, *BUSES, *MONEY]
    sentences = Sentences.of(texts)
    maker = _Maker(texts, texts, sentences, SentenceSpace(sentences.wordings, 0), 0, lambda _: True)
    members = [i for i, wording in enumerate(sentences.wordings) if wording in own]
    proposal = maker.proposal(members)
    assert proposal
    assert maker._described(GroupToName(members), proposal, set())
    described = maker._described(GroupToName(members, is_wide=True), proposal, set())
    assert bool(described) is is_proposed
    if described:
        assert all("library roof" in texts[i] for i in described.typical)


def test_the_number_of_a_point_is_nobodys_content() -> None:
    texts = [*TEXTS, *(f"{n}. the paint of the {place} is dry." for n, place in enumerate(("roof", "door", "hall")))]
    assert CONTENT not in [one.name for one in proposed(texts, texts)]


def test_nobody_is_a_theme() -> None:
    texts = [
        f"I met Harriet Winterbottom on {day} about the drains." for day in ["Monday", "Tuesday", "Friday", "Sunday"]
    ]
    texts += [*TEXTS]
    names = " ".join(each.name for each in proposed(texts, [f"respondent {i}" for i in range(len(texts))]))
    assert "arriet" not in names
    assert "interbottom" not in names


# Names ----------------------------------------------------------------------------------------------------------------

CALLS = [f"They answered the phone {how}." for how in ("at once", "for me", "with a smile", "in time", "at last")]
BRIEF = [f"The staff {what}." for what in ("said so", "were difficult", "dealt with it", "got on", "went busy")]


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (CALLS, "Answering the phone"),
        ([f"{who} friendly staff at the desk." for who in ("We met", "There are", "I like", "Such", "You find")],
         "Friendly staff"),
        ([f"I had limited access to {where}." for where in ("a", "b", "c", "d")], "Limited access"),
        ([f"They put me at ease {how}." for how in ("at once", "as before", "and went", "then")], "Putting me at ease"),
        ([f"It meets individual needs {when}." for when in ("here", "now", "too", "also")], "Meeting individual needs"),
        ([f"They spend the tax payer money on {what}." for what in "abcd"], "Spending the tax payer money"),
        (["He said so.", "She said it.", "They said that.", "We said no."], ""),
    ],
)  # fmt: skip
def test_a_name_is_a_noun_phrase_of_words_that_tell(own: list[str], name: str) -> None:
    sentences = sorted([*own, *TEXTS, *BRIEF])
    phrases = NounPhrases(sentences)
    assert next(phrases.names([i for i, sentence in enumerate(sentences) if sentence in own]), "") == name


def test_no_name_is_what_is_left_of_a_longer_phrase() -> None:
    cut = [
        "It brings parties to account", "We saw acts of spite", "It is provided to agencies",
        "It sets a vulnerabilities", "Shops including bakers",
    ]  # fmt: skip
    sentences = sorted(f"{one} {when}." for one in cut for when in ("here", "there", "now", "then"))
    found = {name for one in cut for name in NounPhrases([*sentences, *TEXTS]).names(
        [i for i, sentence in enumerate(sentences) if sentence.startswith(one)])}  # fmt: skip
    assert not {"Bringing parties", "Acting of spite", "Providing to agencies", "Setting a vulnerabilities"} & found
    assert "Including bakers" not in found


def test_a_name_holds_one_thing_and_what_enough_of_the_group_say() -> None:
    apart = [f"The {noun} of {place} failed." for noun in ("boiler", "ladder") for place in ("Leeds", "Bath", "York")]
    asked = [f"We need more carrots by {day}." for day in ("noon", "dusk")]
    asked += [f"The tram was late at {place}." for place in map(str, range(60))]
    sentences = sorted([*apart, *asked, *TEXTS])
    phrases = NounPhrases(sentences)
    assert not any(" and " in name for name in phrases.names([i for i, one in enumerate(sentences) if one in apart]))
    assert not any("carrots" in name for name in phrases.names([i for i, one in enumerate(sentences) if one in asked]))


def test_a_word_alone_makes_way_for_a_phrase_of_one_sentence_whose_words_others_say_too() -> None:
    own = ["The ambulance crew went above it.", "An ambulance did so.", "It was the ambulance."]
    others = [f"The crew of the {boat} sang {n}." for n, boat in enumerate(("ferry", "tug", "yacht", "barge"))]
    sentences = sorted([*own, *others, *TEXTS])
    phrases = NounPhrases(sentences)
    assert next(phrases.names([i for i, sentence in enumerate(sentences) if sentence in own])) == "Ambulance crew"


def test_a_name_in_german_keeps_its_capitals_and_begins_with_no_word_that_only_joins() -> None:
    places = ("Brücke", "Schule", "Kirche", "Post", "Mauer", "Fähre", "Burg", "Bank")
    own = [f"Vor der {place} ist ein sicherer Radweg." for place in places]
    others = [f"Nach dem Regen ist ein See bei der {place}." for place in places] * 8
    sentences = sorted([*own, *{f"{n} {one}" for n, one in enumerate(others)}])
    phrases = NounPhrases(sentences)
    assert next(phrases.names([i for i, sentence in enumerate(sentences) if sentence in own])) == "Sicherer Radweg"


def test_law_that_is_quoted_makes_no_proposal() -> None:
    quoted = [f"In this section, “{thing}” includes a {thing} hired." for thing in ("tram", "bus", "boat", "cart")]
    assert propose(quoted, quoted, 6, 0) == []


def test_small_groups_without_a_meaning_in_common_are_told_from_others() -> None:
    rows = np.eye(4)[[0, 0, 0, 1, 2, 3]]
    assert _cohesion(rows, np.array([0, 0, 0, 1, 1, 1]), 2).tolist() == [1.0, 0.0]


def test_a_large_group_is_divided_and_its_parts_stay_in_what_is_wider() -> None:
    rows = np.eye(3)[[0] * 10 + [1] * 10 + [2]]
    group, wider = _divided(rows, np.array([0] * 20 + [1]), np.array([4, 5]), 10)
    assert [len(set(group[:10].tolist())), len(set(group[10:20].tolist())), group[20]] == [1, 1, 1]
    assert group[0] != group[10]
    assert wider.tolist() == [4, 5, 4]
    assert (_divided(rows, np.array([0] * 20 + [1]), np.array([4, 5]), 30)[0] == [0] * 20 + [1]).all()


def test_references_without_a_word_are_nobodys_content() -> None:
    references = [f"{number} c.{number};" for number in range(1973, 1990)]
    assert propose(references, list(map(str, range(len(references)))), 6, 0) == []


def test_no_name_says_again_what_another_says() -> None:
    sentences = sorted([*CALLS, *TEXTS])
    phrases = NounPhrases(sentences)
    places = [i for i, sentence in enumerate(sentences) if sentence in CALLS]
    first = next(phrases.names(places))
    second = next(phrases.names(places, frozenset([phrases.same(first)])), "")
    assert phrases.same("The phones: answer") == phrases.same(first)
    assert phrases.same(second) != phrases.same(first)


@pytest.mark.parametrize(("texts", "size"), [(0, 6), (10, 6), (200, 20), (100_000, 30)])
def test_the_usual_number_of_proposals_follows_the_number_of_points(texts: int, size: int) -> None:
    assert usual_size(texts) == size
    assert size <= MOST


# Tone -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "tone"),
    [
        ("The staff were kind and polite.", Tone.PRAISE),
        ("The staff were not helpful.", Tone.DEMAND),
        ("The phone should be answered.", Tone.DEMAND),
        ("I travelled by train.", Tone.PLAIN),
        ("It was fine.", Tone.PRAISE),
        ("They are liable to imprisonment for a term or to a fine.", Tone.PLAIN),
    ],
)
def test_praise_and_demand_are_told_apart(sentence: str, tone: Tone) -> None:
    assert tone_of(sentence) is tone


def test_what_names_a_subject_is_not_general() -> None:
    assert is_general("It was all very good.")
    assert is_general("")
    assert not is_general("The nurse was very good.")


# Phrases --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["the", "1234", "smith"])
def test_phrases_tell_a_group_from_all_and_are_nobodys_own(word: str) -> None:
    told = Background([*TEXTS, "Mr Smith took the Sunday bus 1234."], 0).phrases([*BUSES, "Smith took the 1234 bus."])
    assert "sunday bus" in told
    assert not any(word in (phrase.split()[0], phrase.split()[-1]) for phrase in told)


def test_no_phrase_goes_across_punctuation() -> None:
    texts = [f"We like cake. Trams {verb} early." for verb in ("leave", "arrive", "stop", "pass")]
    told = Background([*texts, *MONEY, *ODD, *BUSES], 0).phrases(texts)
    assert {"trams", "like cake"} <= set(told)
    assert not any("cake trams" in phrase for phrase in told)


def test_no_proposal_is_called_like_a_theme_that_there_is() -> None:
    names = [one.name for one in proposed()]
    praise = [
        "I am happy with the service.",
        "We are very satisfied.",
        "Keep up the good work.",
        "All good, thank you.",
    ]
    texts = [*TEXTS, *praise]
    who = list(map(str, range(len(texts))))
    before = [one.name for one in propose(texts, who, 6, 0)]
    assert names[0] in before
    again = [one.name for one in propose(texts, who, 6, 0, known=[one.upper() for one in before])]
    assert again
    assert not {one.casefold() for one in before} & {one.casefold() for one in again}


def test_a_larger_number_of_proposals_asked_for_makes_no_fewer() -> None:
    texts = survey("street", banks()["street"], 25, 5).texts
    few, many = (len(propose(texts, [str(i) for i in range(25)], size, 7)) for size in (2, 30))
    assert many >= few > 0
