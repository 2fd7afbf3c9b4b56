"""Tests of what counts as a plain refusal in a letter, and what does not."""

from __future__ import annotations

import pytest

from analysis.model import Publish
from analysis.redacting.refusals import refusal

REFUSED = (
    "I do not want my name or comments made public.",
    "I don't want my name or my comments published.",
    "Please do not publish my name or my response.",
    "Please publish neither my name nor my comments.",
    "Do not publish my name, address or comments.",
    "I would prefer that my name and views were not made public.",
    "Please keep my name and what I have said private.",
    "Peidiwch â chyhoeddi fy enw na'm sylwadau.",
    "Neither my name nor my response should be published.",
    "I do not wish my response or my name to be published.",
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
    "I don't want this letter put on the internet or quoted, even without my name.",
    "I must ask you to keep it to yourselves: it is not to go on your website or be shared with anybody else.",
    "I am writing in confidence, and I would be in difficulty if this appeared anywhere, so it must not be published.",
    "I would be grateful if you did not put my letter on the council's web pages.",
    "No part of this letter may be published.",
    "I ask that nothing I have written be published.",
    "I am happy for you to read this but not to publish it.",
    "Please keep my submission out of the report.",
    "Under no circumstances should my letter be published.",
    "My contribution is for internal use only.",
    "I withhold my consent to publication.",
    "Please do not publish.",
    "I'd like this to stay off the website.",
    "Confidential – not for publication\n\nDear Sir",
    "Bitte veröffentlichen Sie meine Stellungnahme nicht.",
    "Dont publish my answer please",
    "Confidential, please.",
    "This is confidential.\nThe junction floods.",
    "Je ne souhaite pas que ma réponse soit publiée.",
    "Mae'r ymateb hwn yn gyfrinachol.",
)
UNNAMED = (
    "Please publish my comments but not my name or address.",
    "Do not publish my name or phone number; my comments are public.",
    "Please do not publish my name and reply address.",
    "Please do not publish my name or the name of my school.",
    "Please do not publish my name.",
    "Please anonymise my response.",
    "I wish to remain anonymous.",
    "I do not want my name to be published.",
    "Please withhold my name and address.",
    "Please keep my name confidential.",
    "You may publish my response without my name.",
    "I do not wish to be named.",
    "Please do not disclose our name or address.",
    "Peidiwch â chyhoeddi fy enw.",
    "Hoffwn aros yn ddienw.",
    "You can print it, but not my name.",
    "Publish my comments if you like, but don't say who I am.",
    "Name and address supplied but not for publication.",
    "I'd rather my name wasn't used.",
    "Please do not attribute this to me.",
    "Bitte veröffentlichen Sie meinen Namen nicht.",
)
ALLOWED = (
    "You may publish my name and my comments.",
    "I do not mind if my name and views are published.",
    "Neither my name nor my comments matter to this council.",
    "I did not see my name or comments in the last report.",
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
    "Licence numbers must not be shared with platforms.",
    "The report should not have been kept confidential.",
    "Our response to the last consultation was never published, and we should like to know why.",
    "I could not put my response on your website because the form would not load.",
    "It is not acceptable that our comments were not published with the others.",
    "I do not share your view of our town.",
    "I refuse to share my bathroom with guests.",
    "My view is that the register should not be published.",
    "In my view the names of those who complain should never be disclosed.",
    "I do not want my street to appear on the internet as a place for parties.",
    "Please do not release more land for housing.",
    "My son's name was printed in the paper without our consent.",
    "I am happy for you to publish this.",
    "Unserer Meinung nach darf das Register nicht veröffentlicht werden.",
    "La commune ne devrait pas publier les adresses.",
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
