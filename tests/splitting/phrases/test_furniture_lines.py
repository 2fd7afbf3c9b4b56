"""What stands around the points by its own words, and what only sounds like it."""

from __future__ import annotations

import pytest

from analysis.splitting.phrases.furniture_lines import furniture_reason, has_contact, is_quoted
from tests.splitting.documents import PROSE, kind_of, points

SAID = """\
Commuters park all day on our street. Ring me on 07700 900 123, Hugh Akers.
Cars race down Mill Road. Ring 07700 900123, Hugh.
Scrap it. Hugh Akers, 14 Marsh Lane, HW4 2PL
Save Holm Green! Ann Lee, annlee@example.org
Ring Ann Lee on 01632 960 333. Lorries shake Castle Terrace all night.
Ban cars. 01632 960 144
On behalf of our members reject this.
Staff terms and conditions must be protected.
Register all providers with Ofsted.
We would like a newsletter for parents.
Dear colleagues in the department have told us that this will fail.
Cookies and milk were all that the home gave them.
Use of cookies by providers must be declared.
Contact between siblings must be maintained.
Best practice is to keep siblings together.
Thank you letters from children show what matters.
Thanks to cuts, early help has gone.
Home visits should be unannounced.
Signed agreements should be in place before any transfer.
Page 4 of the paper says that councils remain liable.
Date of birth should be recorded by every provider.
From our experience: children need one worker, not seven.
To be clear: we oppose this.
Subject: matter experts should be consulted.
Re: paragraph 4, we disagree.
Please send more money to councils.
The deadline for responses is too short.
Closing date of 30 May is too early.
Responding to individual needs is what good services do.
We see the bigger picture: children suffer.
Photo of every worker should be shown to the child.
70 people found the process unfair.
Published figures show that costs doubled by 2014.
For further information, families have to ring three numbers.
Hi tech solutions are not the answer.
Good evening classes help foster carers.
Search for relatives first.
Join us in opposing the plan.
Share records with schools.
Save money by keeping teams together.
Close the gaps between agencies.
Click here to enter is all that the page says to a blind reader.
Choose an option that families can afford.
Max. 200 words are too few for any council.
Truly yours is a generation that pays for this.
Veuillez agréer notre demande de fermer la route.
Sign up to the principle of no profit.
Log in problems kept many carers from responding.
Comments from children should be heard.
No comment was invited from children.
Name: the provider's name must be public.
Position: we oppose the draft.
Sources of funding must be published.
Notes of meetings should be kept.
Contents of the file should be open to the child.
Summary justice is not what families need.
Yours is the only plan without evidence.
Address the shortage of social workers.
Web 2.0 tools are no replacement for visits.
Phone 101 is no use in an emergency.
Private and confidential files were lost.
2014 was a bad year.
The debate – in the press at least – is over.
On 3 May 2014 the director wrote: nothing would change.
We are happy for profit to be banned but want it published.
Sent from my council was a letter that nobody understood.
About 20 of our members have left.
Enclosed spaces are bad for children.
""".splitlines()
AROUND = {
    "alone": "{}",
    "first": "{}\n\n" + PROSE,
    "between": f"{PROSE}\n\n{{}}\n\n{PROSE}",
    "last": PROSE + "\n\n{}",
    "in a letter": f"Dear Sir\n\n{PROSE}\n\n{{}}\n\nYours faithfully\n\nA. Smith",
    "numbered": f"1. {PROSE}\n\n2. {{}}\n\n3. {PROSE}",
    "the first bullet": "- {}\n- No profit\n- Fund it",
    "a bullet": "- No profit\n- {}\n- Fund it",
    "the last bullet": f"{PROSE}\n\n- No profit\n- Fund it\n- {{}}",
}


@pytest.mark.parametrize("place", AROUND)
def test_what_a_respondent_says_is_a_point(place: str) -> None:
    # Nobody puts full stops after bullets.
    said = [words.rstrip(".") if "bullet" in place else words for words in SAID]
    assert [words for words in said if kind_of(words, AROUND[place].format(words)) != "point"] == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Dear Sir or Madam", "greeting"),
        ("Dear Sir/Madam,", "greeting"),
        ("Dear Secretary of State", "greeting"),
        ("Hello all,", "greeting"),
        ("Hi", "greeting"),
        ("Good morning", "greeting"),
        ("To whom it may concern", "greeting"),
        ("Yours faithfully", "sign-off"),
        ("Signed on behalf of the Moor Flyers by:", "sign-off"),
        ("Yours very sincerely,", "sign-off"),
        ("With best wishes", "sign-off"),
        ("Kind regards", "sign-off"),
        ("Many thanks", "sign-off"),
        ("Thank you for taking the time to read this.", "sign-off"),
        ("Submitted on behalf of Anytown Council", "sign-off"),
        ("Response submitted by:", "sign-off"),
        ("Response of Ash Borough Council to the consultation on a register of holiday lets", "cover note"),
        ("Evidence from the Coastal Fire Officers' Group", "cover note"),
        ("Sent from my iPhone", "added by a mail program"),
        ("On 12 May 2014, at 10:01, DfE Consultations wrote:", "added by a mail program"),
        ("-----Original Message-----", "added by a mail program"),
        (
            "This e-mail and any attachments are confidential and intended solely for the addressee.",
            "about the message itself",
        ),
        ("Page 4 of 12", "page number"),
        ("- 4 -", "page number"),
        ("27 May 2014", "date"),
        ("Tuesday, June 21, 2016", "date"),
        ("27/05/2014", "date"),
        ("Officer contact: Jane Smith", "contact details"),
        ("E-mail: jane@example.org", "contact details"),
        ("Tel. 01632 960101", "contact details"),
        ("jane@example.org | www.example.org", "contact details"),
        ("For further information please contact the policy office.", "contact details"),
        ("Follow us on twitter: @Council", "contact details"),
        ("Cc: Director of Children's Services", "contact details"),
        ("Photo of Lord Porter of Spalding Conservative", "caption"),
        ("A council provides services. Picture: Shutterstock", "caption"),
        ("Photo: Jane Smith/PA", "caption"),
        ("We use cookies to make this site work.", "web page furniture"),
        ("Accept all cookies", "web page furniture"),
        ("© 2014 Anytown Council. All rights reserved.", "web page furniture"),
        ("Posted on 28\u00a0May\u00a02014 by the policy team", "web page furniture"),
        ("You must sign in to make a comment", "web page furniture"),
        ("3 Comments", "web page furniture"),
        ("12 people found this helpful", "web page furniture"),
        ("**Yours faithfully**", "sign-off"),
        ("Very truly yours,", "sign-off"),
        ("Hochachtungsvoll", "sign-off"),
        ("Veuillez agréer, Madame, Monsieur, l'expression de mes salutations distinguées.", "sign-off"),
        ("Je vous prie d'agréer, Monsieur, mes sentiments les meilleurs.", "sign-off"),
        ("Bonjour,", "greeting"),
        ("Guten Tag Frau Lindner,", "greeting"),
        ("Liebe Frau Lindner,", "greeting"),
        ("Prynhawn da,", "greeting"),
        ("Click or tap here to enter text.", "a form's own words"),
        ("Choose an item.", "a form's own words"),
        ("Cliquez ou appuyez ici pour entrer du texte.", "a form's own words"),
        ("Klicken oder tippen Sie hier, um Text einzugeben.", "a form's own words"),
        ("Wählen Sie ein Element aus.", "a form's own words"),
        ("Max. 200 words", "a form's own words"),
        ("Up to 1,000 words", "a form's own words"),
    ],
)
def test_furniture(line: str, reason: str) -> None:
    assert furniture_reason(line) == reason


@pytest.mark.parametrize(
    "line", ["", "***", "Yes", "We object.", "Klicken Sie sich einmal durch die Seite der Gemeinde."]
)
def test_no_furniture(line: str) -> None:
    assert furniture_reason(line) is None


def test_a_long_paragraph_is_somebodys_prose_whatever_it_mentions() -> None:
    assert furniture_reason("We use cookies. " * 10)
    assert furniture_reason("We use cookies. " * 20) is None


def test_what_a_mail_program_quotes() -> None:
    assert is_quoted("> Do you agree?\n> Why?")
    assert not is_quoted("> Do you agree?\nYes.")
    assert not is_quoted("5 > 4")


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("write to a@example.org for more", True),
        ("ring 01632 960101 at any time", True),
        ("Chair: Jane\nTel: see below", True),
        ("In contact with 1,160 children since 2009", False),
    ],
)
def test_contact(text: str, contact: bool) -> None:
    assert has_contact(text) is contact


COURTESIES = """\
Hi, thanks for getting back to me.
Lower Dean Parish Council considered the proposals on 3 November and responds as follows.
We respond as follows:
Thank you for the opportunity to respond.
We thank the Department for the opportunity to comment on these proposals.
I look forward to hearing from you.
Please treat my response as confidential, as I work for the council.
Please do not publish my name or address.
I am happy for this response to be published.
We do not wish our response to be published.
I do not want my letter published.
You may publish my comments.
Thanks for your answer. Here is what I think.
Thank you for your consultation dated 16 March 2016.
Our specific comments follow below.
The Weir Society would like to take this opportunity to offer its views on this subject.
The Weir Society (“WS”)1 appreciates the opportunity to comment on the rules for lanes (“lane rules”).2
This report could not have been produced without the generous support of the Weir Fund.
Given the broad scope of the review, we have kept our comments brief.
Weir Lanes Review - Issues Paper, November 2020
"""

OPINIONS = """\
The Weir Society welcomes the opportunity to make a submission in support of the plan.
Here is what I think the council should do.
You may publish my comments, but they will be ignored; the plan is wrong.
Thank you for your letter, which ignores our concerns.
Thank you for the response times in your table.
The council is against it and responds as follows.
The council considered it with concern and responds as follows.
Thank you for taking children from their homes.
We look forward to a law that works for children.
Please treat children as people, not as numbers.
Please keep the register of placements open to parents.
I would like this response to be a warning.
We are not happy that our details of care plans were lost.
"""


@pytest.mark.parametrize("line", COURTESIES.splitlines())
def test_courtesies_and_wishes_for_the_response_are_no_points(line: str) -> None:
    assert kind_of(line, f"{PROSE}\n\n{line}\n\n{PROSE}") == "furniture"


@pytest.mark.parametrize("line", OPINIONS.splitlines())
def test_what_only_sounds_like_them_is_a_point(line: str) -> None:
    assert kind_of(line, f"{PROSE}\n\n{line}\n\n{PROSE}") == "point"


@pytest.mark.parametrize(
    "line",
    [
        *("I hope you will take this into account.", "Please see my letter.", "Dear Pat, answers inline."),
        *(
            "If you need more space, please continue on a separate sheet.",
            "##- Please type your reply above this line -##",
        ),
        "Representations cannot be treated as confidential.",
    ],
)
def test_what_forms_and_covers_say_is_no_point(line: str) -> None:
    assert furniture_reason(line) is not None


def test_what_an_office_fills_in_is_the_forms() -> None:
    form = f"Q1. Do you agree?\n\n{PROSE}\n\nQ2. Why do you say that?\n\n{PROSE}\n\n"
    assert kind_of("Date received", f"{form}For office use only\n\nDate received:\n\nLogged by:\n") == "furniture"


def test_whoever_asks_for_something_argues() -> None:
    asked = (
        "Please publish the responses.",
        "Please give us more time to respond.",
        "Thank you for the new bus shelter.",
        "Please do not answer us with another form letter.",
        "We hope that you will keep the library.",
        "I would be happy to pay you more for a later bus.",
        "Please help us to keep our post office.",
        "If you want feedback, send a person to visit us.",
        "Please provide a direct telephone number.",
        "Please answer the phone when we call you.",
        "I hope that you will read all the responses.",
        "We need you to trust us, please.",
        "We hope you will consider the evidence and trust the committee.",
        "Please let us speak at the hearing.",
        "I hope you will help the committee to keep the office.",
        "I would be happy to have a free direct phone number for you.",
        "Please send us a person who can help.",
        "We would welcome a visit from your office.",
    )
    assert {sentence: reason for sentence in asked if (reason := furniture_reason(sentence))} == {}


def test_what_is_dear_is_not_greeted() -> None:
    said = (
        "for pensioners",
        "at any price",
        "for all",
        "to all of us",
        "to members and friends",
        "bus fares",
        "in winter",
    )
    said += ("enough already", "there", "but worth it", "it may be", "for members")
    greeted = ("Sir", "planning team,", "councillors", "Ann Lee", "ann,", "to whom it may concern", "All")
    assert [words for words in (*said, *greeted) if furniture_reason(f"Dear {words}") == "greeting"] == list(greeted)


def test_lines_that_a_program_has_wrapped_are_one_sentence() -> None:
    closing = (
        "Thank you for the opportunity to comment on these proposals. If you\n"
        "have any questions about this submission, please do not hesitate to\n"
        "contact me on 01632 960983 or at the address above.\n"
    )
    assert points(f"Dear Sir\n\n{PROSE}\n\n{closing}\nYours faithfully\n\nAnn Lee\n") == [("¶1", PROSE)]


@pytest.mark.parametrize(
    "line", ["Your e-mail address: h@example.org", "Your postcode: OB2 4QT", "User IP: 192.0.2.77"]
)
def test_a_contact_behind_its_label_is_none_of_what_is_said(line: str) -> None:
    assert furniture_reason(line) == "contact details"
    assert furniture_reason(f"{line} is wrong") is None


@pytest.mark.parametrize(
    "line", ["Ban the cars now: 07700 900 123", "Stop the noise: 07700 900 123", "Scrap this plan: ann@example.org"]
)
def test_what_is_said_before_a_contact_is_no_label(line: str) -> None:
    assert furniture_reason(line) is None


@pytest.mark.parametrize(
    "said",
    [
        "My view: close the road now______",
        "Comments: Too many lorries ________",
        "What I want: a bus every hour ____ and a lower fare ____",
    ],
)
def test_what_is_typed_beside_a_blank_is_said(said: str) -> None:
    assert kind_of(said, f"{said}\n\n{PROSE}\n") == "point"
