"""Courtesies in one paragraph with what is said: cut from it, wherever they stand in it, and nothing else with them."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, points, segments

THANKS = "The Weir Society (WS) welcomes the opportunity to respond to the review of the Lanes Act 1988."
OFFER = "We view this inquiry as timely, and we are available to the Council for any further inquiries."
SAID = "The loading bay would wake all of us. Lorries stop there long before eight."


@pytest.mark.parametrize(
    "paragraph",
    [
        f"{THANKS} {SAID}",
        f"{SAID} {OFFER}",
        f"{THANKS} {SAID} {OFFER}",
        f"{THANKS}¹ {SAID}",
        f"{THANKS}[^1] {SAID}",
        f"Thank you for the opportunity to respond. {SAID}",
        f"We acknowledge the traditional custodians of the land. {SAID}",
        f"Our team is available for further comment. {SAID}",
    ],
)
def test_courtesies_are_cut_from_what_is_said(paragraph: str) -> None:
    assert points(f"{paragraph}\n\n{PROSE}\n") == [("¶1", SAID), ("¶2", PROSE)]


def test_what_the_author_numbered_stays_whole() -> None:
    numbered = f"1. {THANKS} {SAID}\n\n2. {PROSE}\n"
    assert points(numbered) == [("1", f"{THANKS} {SAID}"), ("2", PROSE)]


def test_a_courtesy_in_the_middle_stays() -> None:
    paragraph = f"{SAID} {THANKS} {PROSE}"
    assert [said for _, said in points(f"{paragraph}\n")] == [paragraph]


def test_what_introduces_a_list_stays_with_it() -> None:
    lead = f"{SAID} This submission focuses on the following areas:"
    kinds = [kind for kind, said in segments(f"{lead}\n\n- {PROSE}\n- {SAID}\n") if "focuses on" in said]
    assert kinds == ["point"]


def test_titles_below_a_sentence_about_earlier_papers_are_none_of_the_points() -> None:
    lead = "The Weir Society has played an active role in consultations on lanes, including submissions to:"
    listed = "- the proposed Lanes Bill 2020\n- the draft Basic Lane Expectations\n"
    assert [said for _, said in points(f"{lead}\n\n{listed}\n{PROSE}\n")] == [PROSE]


def test_demands_below_a_sentence_about_submissions_are_points() -> None:
    lead = "The Weir Society has played an active role in consultations on lanes. Our submissions include:"
    listed = f"- Ban lorries from Mill Lane by March.\n- {PROSE}\n"
    assert len(points(f"{lead}\n\n{listed}\n{SAID}\n")) > 1


def test_a_paragraph_of_titles_of_papers_is_none_of_the_points() -> None:
    titles = [f"Submission to the Weir Council regarding the lane's {part}, and its Bill" for part in ("head", "foot")]
    listed = "\n".join([*titles, "Submission to the Treasury on lanes (November)"] * 5)
    assert [said for _, said in points(f"{PROSE}\n\n{listed}\n\n{SAID}\n")] == [PROSE, SAID]
