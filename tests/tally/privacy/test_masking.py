"""Masking: what people decided about personal data holds for its words, in whatever is printed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.model import PersonalDataKind, Publish, Redaction, RedactionDecision, Response
from analysis.tally.passages.printable import shown
from analysis.tally.privacy.masking import TeamWords, printed_proposals, proposals
from analysis.tally.privacy.personal_data import personal_data_tally
from analysis.text import fingerprint
from tests.builders import NOON, make_response

TEXT = "Margaret Ellison cannot park. Sir Rohan Nair knows Margaret Ellison. The baker objects."


def response(text: str = TEXT, publish: Publish = Publish.ANONYMOUS) -> Response:
    return make_response(parts=[text], publish=publish)


def decided(one: Response, words: str, decision: RedactionDecision, at: int = -1) -> Response:
    start = one.document.text.index(words) if at < 0 else at
    kind = PersonalDataKind.NAME
    place = (one.document.name, start, start + len(words), fingerprint(words))
    redaction = Redaction(*place, kind, decision, "Sam Brook", NOON)
    return replace(one, redactions=(*one.redactions, redaction))


def printed(one: Response) -> str:
    return "".join(run.text for run in shown(one, 0, len(one.document.text)))


def test_what_nobody_has_looked_at_is_withheld_but_for_who_holds_public_office() -> None:
    assert printed(response()) == (
        "[name withheld] cannot park. Sir Rohan Nair knows [name withheld]. The baker objects."
    )


def test_what_is_rejected_is_printed_wherever_it_stands() -> None:
    assert printed(decided(response(), "Margaret Ellison", RedactionDecision.REJECTED)) == TEXT


def test_what_is_confirmed_is_withheld_of_an_office_holder_as_well() -> None:
    one = decided(response(), "Sir Rohan Nair", RedactionDecision.CONFIRMED)
    assert "Nair" not in printed(one)


def test_the_last_decision_counts_and_a_reopened_one_is_none() -> None:
    one = decided(response(), "Margaret Ellison", RedactionDecision.REJECTED)
    assert "Ellison" not in printed(decided(one, "Margaret Ellison", RedactionDecision.REOPENED))
    assert "Ellison" not in printed(decided(one, "Margaret Ellison", RedactionDecision.CONFIRMED))


def test_words_that_nothing_proposes_can_be_withheld() -> None:
    one = decided(response(), "The baker", RedactionDecision.CONFIRMED)
    assert printed(one).endswith("[name withheld] objects.")


def test_a_decision_goes_with_its_words_when_a_response_is_read_anew() -> None:
    one = decided(response(), "The baker", RedactionDecision.CONFIRMED)
    again = replace(response("On Monday: " + TEXT), redactions=one.redactions)
    assert printed(again).endswith("[name withheld] objects.")
    assert "baker" not in printed(again)


@pytest.mark.parametrize("words", ["Margaret Ellison", "Sir Rohan Nair"])
def test_of_who_is_named_only_what_is_confirmed_is_withheld_beside_contacts(words: str) -> None:
    one = response(f"{TEXT} Ring 07700 900123.", Publish.YES)
    assert printed(one) == f"{TEXT} Ring [telephone number withheld]."
    assert words not in printed(decided(one, words, RedactionDecision.CONFIRMED))
    assert "07700" in printed(decided(one, "07700 900123", RedactionDecision.REJECTED))


def test_nobody_is_proposed_to_hide_their_own_published_name() -> None:
    one = make_response(parts=["Jane Ellison says no."], who="Jane Ellison", publish=Publish.YES)
    assert proposals(one) == ()


def test_a_signature_that_is_not_printed_is_not_proposed() -> None:
    one = make_response(parts=["The bus is late."], publish=Publish.ANONYMOUS)
    assert printed_proposals(one) == ()


def test_the_tally_counts_what_was_found_and_decided() -> None:
    one = decided(response(), "Margaret Ellison", RedactionDecision.CONFIRMED)
    tally = personal_data_tally([one, response(publish=Publish.NO)], frozenset())
    assert (tally.found, tally.confirmed, tally.rejected, tally.open, tally.withheld) == (3, 2, 0, 1, 2)
    assert tally.kinds == (("name", 2),)


@pytest.mark.parametrize(
    ("written", "is_reply", "expected"),
    [
        ("Sent twice by Joan Whit", False, "Sent twice by [name withheld]"),
        ("It is Mrs Whit’s, see joan@example.org", False, "It is [name withheld]’s, see [e-mail address withheld]"),
        ("Joan of Arc Road is not a whit safer.", False, "Joan of Arc Road is not a whit safer."),
        ("We wrote to J. Whit; ask schools@council.example", True, "We wrote to J. Whit; ask schools@council.example"),
        ("Joan Whit is right. Write to Jane Smith.", True, "[name withheld] is right. Write to Jane Smith."),
    ],
)
def test_the_team_names_no_respondent_whom_the_report_does_not_name(
    written: str, is_reply: bool, expected: str
) -> None:
    one = response()
    known = replace(one, respondent=replace(one.respondent, name="Joan Whit"))
    assert TeamWords([known], frozenset()).shown(written, is_reply) == expected
    assert TeamWords([], frozenset(), [known]).shown(written, is_reply) == expected, "taken out, they are not named"
    named = replace(known, respondent=replace(known.respondent, publish=Publish.YES))
    assert "Whit" in TeamWords([named], frozenset()).shown("We thank Joan Whit.", True)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("April", "Buses were cut in April."),
        ("Will", "Will it be safe? It will."),
        ("Hope", "Hope is not enough."),
        ("Young People", "Many young people and people who are young wrote. Young people use buses."),
        ("Hope Valley Climate Action", "We hope that the valley takes climate action."),
    ],
)
def test_a_name_of_common_words_masks_no_words_of_the_text(name: str, written: str) -> None:
    one = response()
    words = TeamWords([replace(one, respondent=replace(one.respondent, name=name))], frozenset())
    assert (words.shown(written, has_others=True), words.shown(written, has_officers=True)) == (written, written)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Rose Bush", "Rose Bush sent it."),
        ("Kirsty", "Kirsty sent it."),
        ("Jane Smith", "jane smith sent it."),
    ],
)
def test_a_name_is_known_by_its_capitals_or_as_no_word(name: str, written: str) -> None:
    one = response()
    words = TeamWords([replace(one, respondent=replace(one.respondent, name=name))], frozenset())
    assert words.shown(written, has_officers=True) == "[name withheld] sent it."


def test_a_name_of_one_common_word_is_known_behind_its_title() -> None:
    one = response()
    words = TeamWords([replace(one, respondent=replace(one.respondent, name="April"))], frozenset())
    assert words.shown("Mrs April sent it.", has_officers=True) == "Mrs [name withheld] sent it."


def test_a_respondents_name_that_the_consultation_bears_itself_is_shown() -> None:
    one = response()
    mailbox, person = (
        replace(one, respondent=replace(one.respondent, name=n)) for n in ("Transport Plan", "Will Young")
    )
    texts = ("Draft Local Transport Plan", "How will young people travel?")
    words = TeamWords([mailbox, person], frozenset(), own_texts=texts)
    told = words.shown("The Local Transport Plan is opposed by Will Young.", has_others=True)
    assert told == "The Local Transport Plan is opposed by [name withheld]."


def test_a_message_says_where_something_is_and_not_how_to_reach_a_person() -> None:
    written = "The library at 12 High Street closes, says Sir Rohan Nair. Ring 07700 900123."
    told = TeamWords([], frozenset()).shown(written, has_others=True)
    assert told == "The library at 12 High Street closes, says Sir Rohan Nair. Ring [telephone number withheld]."
