"""Campaigns: letters that many people send, and nothing else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.matching import copies, same_letters, same_short_answers
from analysis.matching.same_letters import LETTER_WORDS, NEAR, SHINGLE
from analysis.model import LinkKind, Response, SegmentKind
from tests.builders import Parts, make_response
from tests.matching.example import example_responses

MONEY = "The council has lost a quarter of its budget in five years and cannot pay for another reorganisation."
PROFIT = "Nobody who decides whether a family stays together should have one eye on the price of a share."
VOTE = "I can vote my councillors out at the next election, and I cannot vote out a board of directors."
TIME = "Six weeks is not enough to consult on a change of this size, and hardly anybody has heard of it."
OWN = "My daughter has had seven social workers in seven years, and I would like that to be thought about."
OTHER = "Please have somebody inspect these services without telephoning first, because they know how to tidy up."


def letters(*bodies: Parts) -> list[Response]:
    return [make_response(f"{n}.txt", body) for n, body in enumerate(bodies)]


def groups(responses: list[Response]) -> list[tuple[str, ...]]:
    return [letter.documents for letter in same_letters(responses, copies(responses))]


# Points that say the same ---------------------------------------------------------------------------------------------


def test_equal_points_of_two_responses_are_linked() -> None:
    a, b = letters([MONEY, PROFIT], [VOTE, MONEY])
    (link,) = copies([a, b])
    assert (link.kind, link.similarity) == (LinkKind.COPIES, 1.0)
    assert (a.text_of(link.first), b.text_of(link.second)) == (MONEY, MONEY)


def test_case_spacing_emphasis_and_typographic_marks_do_not_hide_a_copy() -> None:
    shouted = "  **The Council** has lost a quarter of\nits BUDGET in five years — and can’t pay."
    plain = "The council has lost a quarter of its budget in five years - and can't pay."
    (link,) = copies(letters([shouted.strip()], [plain]))
    assert link.similarity == 1.0


def test_a_changed_word_is_a_near_copy_and_another_sentence_is_none() -> None:
    (link,) = copies(letters([MONEY], [MONEY.replace("quarter", "third")]))
    assert 0.6 <= link.similarity < 1
    assert copies(letters([MONEY], [PROFIT])) == ()


def test_what_one_respondent_repeats_is_no_copy() -> None:
    assert copies(letters([MONEY, MONEY, MONEY.replace("five", "six")], [VOTE])) == ()


@pytest.mark.parametrize("short", ["I agree.", "I am against it.", "Yes.", "No, it should not be privatised."])
def test_short_points_are_alike_by_chance_and_never_linked(short: str) -> None:
    assert copies(letters([short], [short], [short])) == ()


def test_a_letter_of_short_sentences_is_found_where_all_of_it_is_the_same() -> None:
    """Three e-mails of 25 words, each sentence of its own paragraph, were in no list of equal letters."""
    short = [
        "Keep our school open.",
        "The road is unsafe.",
        "The bus is full.",
        "Small classes help.",
        "Think again, please.",
    ]
    letter = [*short, "We will not give up."]
    found = letters(letter, letter, [*letter[1:], letter[0]], short)
    assert groups(found) == [("0.txt", "1.txt")]


def test_every_copy_is_linked_to_the_first_in_the_order_given() -> None:
    responses = letters([VOTE], [MONEY], [MONEY], [MONEY])
    assert [(link.first.document, link.second.document) for link in copies(responses)] == [
        ("1.txt", "2.txt"),
        ("1.txt", "3.txt"),
    ]


def test_many_near_copies_are_one_letter_without_a_link_for_each_pair() -> None:
    responses = letters(*([f"{MONEY.replace('five', f'number{n}')} {PROFIT}"] for n in range(40)))
    links = copies(responses)
    assert len(links) == 39
    assert [len(letter.documents) for letter in same_letters(responses, links)] == [40]


def test_links_are_the_same_every_time() -> None:
    responses = letters([MONEY, PROFIT], [MONEY.replace("five", "six"), PROFIT], [VOTE, PROFIT.replace("eye", "hand")])
    assert copies(responses) == copies(responses)


_SOME_WORDS = st.lists(st.sampled_from(["votes", "money", "homes", "roads"]), min_size=8, max_size=24).map(" ".join)


@given(st.lists(_SOME_WORDS, min_size=2, max_size=8, unique=True))
def test_near_copies_are_all_pairs_that_have_enough_word_runs_in_common(texts: list[str]) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        said = text.split()
        return {tuple(said[i : i + SHINGLE]) for i in range(len(said) - SHINGLE + 1)}

    near = {
        (one, other): round(len(runs(one) & runs(other)) / len(runs(one) | runs(other)), 3)
        for one, other in combinations(texts, 2)
        if len(runs(one) & runs(other)) >= NEAR * len(runs(one) | runs(other))
    }
    responses = {response.document.name: response for response in letters(*([text] for text in texts))}
    links = {
        (responses[link.first.document].text_of(link.first), responses[link.second.document].text_of(link.second)): link
        for link in copies(list(responses.values()))
    }
    assert {pair: link.similarity for pair, link in links.items()} == near


def test_a_point_that_is_the_least_share_of_a_longer_one_is_a_near_copy() -> None:
    longer = "six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    (link,) = copies(letters([" ".join(longer.split()[:8])], [longer]))
    assert link.similarity == NEAR


# Letters that are a campaign ------------------------------------------------------------------------------------------


def test_identical_letters_are_a_campaign_and_stay_responses_of_their_own() -> None:
    assert groups(letters([MONEY, PROFIT], [OWN], [MONEY, PROFIT], [MONEY, PROFIT])) == [("0.txt", "2.txt", "3.txt")]


def test_a_letter_with_a_sentence_of_its_own_still_belongs() -> None:
    assert groups(letters([MONEY, PROFIT, VOTE], [MONEY, PROFIT, VOTE, OWN])) == [("0.txt", "1.txt")]


def test_another_order_of_paragraphs_still_belongs() -> None:
    assert groups(letters([MONEY, PROFIT, VOTE], [VOTE, MONEY, PROFIT])) == [("0.txt", "1.txt")]


def test_of_three_letters_only_the_two_that_share_most_are_one() -> None:
    assert groups(letters([MONEY, PROFIT, VOTE], [MONEY, PROFIT, VOTE, OWN], [MONEY, OWN, OTHER, TIME])) == [
        ("0.txt", "1.txt")
    ]


def test_two_campaigns_are_two() -> None:
    found = groups(letters([MONEY, PROFIT], [VOTE, TIME], [MONEY, PROFIT], [VOTE, TIME]))
    assert found == [("0.txt", "2.txt"), ("1.txt", "3.txt")]


def test_a_letter_put_together_from_two_campaigns_belongs_to_neither_and_does_not_join_them() -> None:
    one, other, mixed = [MONEY, PROFIT, VOTE], [TIME, OWN, OTHER], [MONEY, OTHER]
    assert groups(letters(one, other, mixed, one, other)) == [("0.txt", "3.txt"), ("1.txt", "4.txt")]


def test_identical_letters_are_found_though_an_earlier_one_shares_a_part() -> None:
    # The first letter holds MONEY before the two that are alike: their links for MONEY all lead to it.
    assert groups(letters([MONEY, OWN, OTHER], [MONEY, PROFIT], [MONEY, PROFIT])) == [("1.txt", "2.txt")]


def test_saying_one_thing_three_times_does_not_make_a_letter_of_a_campaign() -> None:
    assert groups(letters([MONEY, OWN, OTHER], [MONEY, f"{MONEY} ", f" {MONEY}"])) == []


def test_identical_letters_that_say_one_thing_twice_are_a_campaign() -> None:
    assert groups(letters([MONEY, MONEY, MONEY], [MONEY, MONEY, MONEY])) == [("0.txt", "1.txt")]


def test_a_long_response_that_quotes_a_whole_letter_is_not_part_of_its_campaign() -> None:
    long = [MONEY, PROFIT, OWN, OTHER, VOTE, f"{TIME} {OWN} {OTHER}"]
    assert groups(letters([MONEY, PROFIT], long)) == []


def test_unrelated_responses_and_none_at_all_are_no_campaign() -> None:
    assert groups(letters([MONEY], [PROFIT], [VOTE], [])) == []
    assert groups([]) == []
    assert groups(letters([], [])) == []


SHORT = "Everything was fine and the staff were very kind to me."
STOCK = "I am content with the proposals as they stand and have nothing that I would add to them."


@pytest.mark.parametrize("shared", [[SHORT], [STOCK], [MONEY], [SHORT, "Nothing else, thank you."]])
def test_rows_that_share_one_short_answer_are_no_campaign(shared: list[str]) -> None:
    assert groups(letters(shared, shared, shared)) == []


def test_a_survey_of_short_answers_drawn_from_one_stock_holds_no_campaign() -> None:
    stock = [SHORT, STOCK, MONEY, PROFIT, VOTE]
    rows = [[(SegmentKind.QUESTION, "Please explain your answer"), stock[n % len(stock)]] for n in range(300)]
    rows += [[(SegmentKind.ANSWER, "Agree"), (SegmentKind.FURNITURE, f"{MONEY} {PROFIT} {VOTE}"), SHORT]] * 3
    assert groups(letters(*rows)) == []


def test_in_a_survey_each_answer_is_compared_by_itself() -> None:
    copied = [(SegmentKind.QUESTION, "Why?"), f"{MONEY} {PROFIT}", (SegmentKind.QUESTION, "What else?"), VOTE]
    rows = [[*copied[:2], (SegmentKind.QUESTION, "What else?"), f"{OWN} {OTHER} {TIME}"], copied, [*copied, SHORT]]
    (letter,) = same_letters(responses := letters(*rows), copies(responses))
    assert letter.documents == ("0.txt", "1.txt", "2.txt")
    assert {responses[0].text_of(point) for point in letter.points} == {f"{MONEY} {PROFIT}"}


def test_answers_to_several_questions_from_the_same_people_are_one_letter() -> None:
    row = [(SegmentKind.QUESTION, "Why?"), f"{MONEY} {PROFIT}", (SegmentKind.QUESTION, "What else?"), f"{VOTE} {TIME}"]
    responses = letters(row, row, row, [*row[:3], f"{OWN} {OTHER}"])
    (letter,) = same_letters(responses, copies(responses))
    assert letter.documents == ("0.txt", "1.txt", "2.txt", "3.txt")
    assert letter.identical == ("0.txt", "1.txt", "2.txt")
    assert len(letter.points) == 7


def test_equal_short_answers_to_one_question_are_found_word_for_word() -> None:
    asked, other = (SegmentKind.QUESTION, "Why?"), (SegmentKind.QUESTION, "What else?")
    rows = letters([asked, "None."], [asked, "NONE."], [other, "None"], [asked, f"{MONEY} {PROFIT}"], [asked, SHORT])
    (answer,) = same_short_answers(rows)
    assert answer.documents == ("0.txt", "1.txt")


def test_one_pasted_answer_is_a_campaign_where_it_is_as_long_as_a_letter() -> None:
    assert groups(letters([f"{MONEY} {PROFIT}"], [f"{MONEY} {PROFIT.replace('Nobody', 'No one')}"])) == [
        ("0.txt", "1.txt")
    ]


def test_the_two_letters_of_the_worked_example_are_its_one_campaign() -> None:
    responses = example_responses()
    assert len(responses) > 12
    assert groups(list(responses)) == [("07-campaign-letter-a.txt", "08-campaign-letter-b.txt")]


bodies = st.lists(
    st.lists(st.sampled_from([MONEY, PROFIT, VOTE, TIME, OWN, MONEY.replace("five", "six"), "I agree."]), max_size=5),
    max_size=6,
)


@given(bodies)
def test_campaigns_are_disjoint_have_two_letters_or_more_and_hold_all_identical_ones(found: list[list[str]]) -> None:
    responses = letters(*found)
    together = groups(responses)
    members = [name for group in together for name in group]
    assert len(members) == len(set(members))
    assert all(len(group) > 1 and list(group) == sorted(group) for group in together)
    for (n, one), (m, other) in combinations(enumerate(found), 2):
        if one == other and sum(len(text.split()) for text in one if text != "I agree.") >= LETTER_WORDS:
            assert any({f"{n}.txt", f"{m}.txt"} <= set(group) for group in together)


def test_a_short_sentence_of_the_letter_is_nobodys_addition() -> None:
    short = "Please choose registration instead."
    sent = letters([MONEY, PROFIT, short], [MONEY, PROFIT, short], [MONEY, VOTE, PROFIT, short], [MONEY, PROFIT, OWN])
    (letter,) = same_letters(sent, copies(sent))
    text_of = {point.key: response.text_of(point) for response in sent for point in response.points}
    assert sorted(text_of[key] for key in letter.added) == sorted([VOTE, OWN])
