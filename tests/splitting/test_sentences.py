"""Sentences as people who answer consultations write them; a bar stands where the next one begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.splitting.sentences import ABBREVIATIONS, sentences

CASES = [
    "Cllr. Smith agreed.| The board met.",
    "Cllr Smith agreed.| Cllrs. Jones and Brown did not.",
    "We wrote to No. 10 about it.| Nobody replied.",
    "No.| We do not agree.| No. 10 is wrong.",
    "See para. 4 of the paper.| It is unclear.",
    "The effect of reg. 3 is plain.| We object.",
    "The power in s. 1 of the Act is limited.| It should stay so.",
    "The Children Act 1989, ss. 17 and 47, apply.| So does sch. 2.",
    "Section 1(2)(a) applies.| So does s. 2.",
    "Some bodies, e.g. charities, could help.| Others could not.",
    "Some bodies (e.g. Barnardo's) could help.| Others could not.",
    "Small practices, i.e. Those with ten staff, did well.",
    "Prof. Munro said so in 2011.| Few listened.",
    "J. R. Smith chaired the group.| She left.",
    "Dr. Who?| We do not know him.",
    "The line opens at 9 a.m. and closes at 5 p.m. on weekdays.",
    "The line opens at 9 a.m.| We ring then.",
    "It cost £3.5m.| However, it failed.",
    "Costs rose by 3.5 per cent.| Demand rose by 10.",
    "There were costs, fees, etc.| They were high.",
    "Ofsted, the NHS, etc. were asked.",
    "Anytown Borough Council v. The Secretary of State was decided in 2010.| It binds.",
    "We met on 3 Sept. 2013 and again in Oct.| Nothing came of it.",
    "The U.K. Government decided.| We did not.",
    "See pp. 3-4 and fig. 2.| They differ.",
    "He lives at St. Mary's.| She does not.",
    "Acme Ltd. collapsed.| Nobody was ready.",
    'He said: "It will fail."| We agree.',
    "“It will fail.”| So they said.",
    "He said ‘Stop.’| Then he left.",
    "**We oppose this.**| It is wrong.",
    "It failed (see annex A).| We were told.",
    "It failed.| (See annex A.)| We were told.",
    "Is it safe?| We doubt it!| Nobody knows.",
    "Wait… what?| Yes.",
    "We are at www.example.org.| Visit us.",
    "It is 100% wrong.| 90% agree.",
    "The council (Cllr. A. Jones, Prof. B. Brown et al.) agreed.| We did too.",
]


def divided(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize("case", CASES)
def test_sentences(case: str) -> None:
    assert divided(case.replace("|", "")) == [sentence.strip() for sentence in case.split("|")]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (
            "About 40 per cent. of staff left.",
            "told to expect it, Punkt would join every sentence after a plain per cent",
        ),
        ("1. We agree.| 2. We do not.", "the numbers stand in segments of their own before sentences are sought"),
        ("We met in Dec.| Members agreed.", "what follows is no word that only begins sentences"),
    ],
)
def test_what_is_not_told(case: str, why: str) -> None:
    assert divided(case.replace("|", "")) != [sentence.strip() for sentence in case.split("|")], why


def test_spans_are_offsets_into_the_whole_text() -> None:
    text = "Before. It failed. We were told. After."
    assert [text[a:b] for a, b in sentences(text, 8, 32)] == ["It failed.", "We were told."]


def test_no_text_no_sentence() -> None:
    assert sentences("") == sentences("   \n ") == ()


def test_abbreviations_are_as_punkt_wants_them() -> None:
    assert all(a == a.lower() and not a.endswith(".") for a in ABBREVIATIONS)


@given(st.text(st.sampled_from("Ab c.!?\"'”’)*\n£3")))
def test_sentences_are_apart_and_hold_everything_but_white_space(text: str) -> None:
    at = 0
    for span in sentences(text):
        assert at <= span.start < span.end
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert not text[at:].strip()


def test_a_text_of_many_windows_is_divided_as_a_whole(monkeypatch) -> None:
    text = "Small bodies, e.g. charities, could help. We met Mr. Smith at 9 a.m. Nothing came of it. " * 20
    whole = sentences(text)
    assert len(whole) == 60
    monkeypatch.setattr("analysis.splitting.sentences.WINDOW", 250)
    assert sentences(text) == whole


def test_a_sentence_longer_than_a_window_is_cut(monkeypatch) -> None:
    monkeypatch.setattr("analysis.splitting.sentences.WINDOW", 50)
    spans = sentences("a" * 120)
    assert [(span.start, span.end) for span in spans] == [(0, 50), (50, 100), (100, 120)]
