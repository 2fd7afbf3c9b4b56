"""Paragraphs that present somebody in the third person, and those that say something of the matter."""

from __future__ import annotations

import pytest

from analysis.splitting.furniture.presentations import presents


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Ash Trust is a charity in Kent. It was founded in 1994. The Ash Trust runs three homes.",
        "The Weir Society (WS) is the county's largest membership organisation. WS also operates two libraries.",
        "Oldbury Traders exists to ensure that shops thrive.",
        "Hazel Thorne practises law in Oldbury.",
        "Founded in 1970, Bay Fund is a charity. We do this through advice and training.",
        "The Weir Society, commonly known as WS, is a membership organisation. We provide training to its members.",
        "Mill Lane International is a non-governmental organisation. To keep the lane, it advocates for quiet.",
        "Walkers for Open Roads was established in 1993. Through talks, walks and letters, WOR promotes walking.",
        "The Weir Council for Liberty (WCL) was founded in 1963 as an independent body. It is now a charity.",
        "WalkFirst is a not-for-profit organisation. It runs two homes.",
        "Dr Hazel Thorne is the Weir Research Fellow in Law at Oldbury. Dr Thorne studies lanes. She is on two boards.",
        "Access Lanes defends walkers. By combining advice and law, we fight for open lanes for all.",
        "The Weir Foundation is the primary association for lanes. The Foundation aims to inform walkers.",
        "WeirWALK is a not for profit organisation concerned with lanes. Check out our website: https://weir.example",
        "The Weir Law Centre uses advice, research and training to promote open lanes.",
        "Hazel Thorne is a freelance writer and activist. She held a seat on the Weir Council.",
        "The Weir Society, established in 1972 through two walks, brings together shops. It consists of forty members.",
        "The Bay Fund, Inc. is a non-profit organisation. Founded in 1970, the Bay Fund has forty staff.",
    ],
)
def test_who_somebody_is(paragraph: str) -> None:
    assert presents(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The Ash Trust is a charity in Kent. Lorries pass its door at night.",
        "The Ash Trust is a charity in Kent and opposes the bay.",
        "The Ash Trust is a charity in Kent. We have lorries at the door all night.",
        "The Ash Trust is a charity that is concerned about the bay.",
        "The Department has closed three homes since 2010.",
        "Engage the National Treasury to work on a special budget.",
        "We are a charity in Kent.",
        "It is an important organisation.",
    ],
)
def test_what_is_said_of_the_matter(paragraph: str) -> None:
    assert not presents(paragraph)
