"""Tests of what counts as a plain refusal in a letter, and what does not."""

from __future__ import annotations

import pytest

from analysis.model import Publish
from analysis.redacting.refusals import refusal

REFUSED = (
    "I do not wish my response to be published.",
    "Please keep this confidential.",
    "Thank you,\nplease do not publish my response",
    "We don’t want our submission to be made public.",
    "I do not consent to my comments being published online",
    "My response must not be published.",
    "NOT FOR PUBLICATION\n\nDear Sir,\n\nI like trees.",
    "I would like my response to be treated as confidential.",
    "I would like this to remain confidential.",
    "This response is confidential.",
    "I ask that you do not publish this letter.",
    "I do not give permission for my views to be shared.",
    "We would ask you not to publish our response.",
    "I object to the publication of my response.",
    "Please do not publish it.",
    "I do not wish my response\nto be published.",
    "Peidiwch â chyhoeddi fy ymateb os gwelwch yn dda.",
    "Nid wyf yn dymuno i’m hymateb gael ei gyhoeddi.",
    "Cadwch hwn yn gyfrinachol.",
    "Do not publish my name. Please do not publish my letter.",
)
UNNAMED = (
    "Please do not publish my name.",
    "I wish to remain anonymous.",
    "I do not want my name to be published.",
    "Please withhold my name and address.",
    "Please keep my name confidential.",
    "You may publish my response without my name.",
    "I do not wish to be named.",
    "Please do not disclose our name or address.",
    "Peidiwch â chyhoeddi fy enw.",
    "Hoffwn aros yn ddienw.",
)
ALLOWED = (
    "We do not object to publication.",
    "We do not object to our response being published.",
    "I am happy for my response to be published with my name.",
    "The council should not publish this guidance before the summer.",
    "Please do not publish this plan without a map.",
    "Ministers must publish their evidence; it is not confidential.",
    "Medical records should be kept confidential, and patients must remain anonymous.",
    "If you want the information that you provide to be treated as confidential, please tell us.",
    "This e-mail is confidential and intended solely for the addressee.",
    "We do not want the data to be published.",
    "Companies do not publish their names.",
    "Our response is published on our website.",
    "We would like the register to be kept confidential.",
    "I do not wish my response to be published: No",
    "☐ I do not wish my response to be published",
    "> Please do not publish my response",
    "Are you content for your response to be published?",
    "They do not publish our comments in the minutes.",
    "Nid wyf yn cytuno y dylid cyhoeddi’r cynllun.",
)


@pytest.mark.parametrize("text", REFUSED)
def test_a_plain_refusal_keeps_the_whole_response(text: str) -> None:
    assert (refusal(text) or [None])[0] is Publish.NO


@pytest.mark.parametrize("text", UNNAMED)
def test_a_refusal_of_the_name_keeps_the_name_alone(text: str) -> None:
    assert (refusal(text) or [None])[0] is Publish.ANONYMOUS


@pytest.mark.parametrize("text", ALLOWED)
def test_an_allowance_or_an_argument_about_publishing_is_no_refusal(text: str) -> None:
    assert refusal(text) is None
