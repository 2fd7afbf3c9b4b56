"""What small inputs of the kinds that went wrong are divided into, and what is no point in any format."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.model import SegmentKind
from tests.splitting.documents import PROSE, checked, document, kind_of, labels, points, segments

CASES = Path(__file__).parents[1] / "cases" / "reading"
SLOPE = "The slope from the car park is too steep for people with walking frames."
LORRIES = "Lorries already stop by the old bank before eight, so put the bay there."
SHELTER = "Keep the bus stop at the cross because of its shelter."


def case(number: str) -> Path:
    """The input of a case."""
    (folder,) = CASES.glob(f"{number}-*")
    (found,) = [path for path in folder.iterdir() if path.name != "expected.md"]
    return found


@pytest.mark.parametrize(
    "work",
    [
        "Zheng, H., Yuan, Q., & Chen, J. (2015). A framework for protecting privacy. Security Networks, 8(16), 28-67.",
        "Office of the Commissioner [OAIC]. (2021, November 3). A breach of privacy law. https://oaic.example/1",
    ],
)
def test_a_work_that_is_cited_in_full_is_no_point(work: str) -> None:
    assert [words for _, words in points(f"{PROSE}\n\n{work}\n\n{SLOPE}\n")] == [PROSE, SLOPE]


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("01", [SLOPE, LORRIES, SHELTER]),
        ("13", [SLOPE, LORRIES]),
        ("17", [SLOPE, LORRIES]),
        ("29", [SLOPE, LORRIES]),
        ("31", [SLOPE, LORRIES]),
        ("42", [SLOPE, LORRIES]),
        ("47", [SLOPE]),
    ],
)
def test_the_points_of_a_case(number: str, right: list[str]) -> None:
    assert [said for _, said in points(case(number))] == right


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("13", [("point", "Q1"), ("point", "Q2")]),
        ("17", [("answer", "Q1.1"), ("point", "Q1.1"), ("point", "Q1.2")]),
        ("42", [("point", "Q1"), ("point", "Q2"), ("answer", "Q3")]),
        ("47", [("point", "Q1")]),
    ],
)
def test_each_answer_of_a_case_is_at_its_question(number: str, right: list[tuple[str, str]]) -> None:
    assert tied(case(number)) == right


def tied(content: str | Path, name: str = "a.txt") -> list[tuple[str, str | None]]:
    """What a document says, each with the question that it answers."""
    said = (SegmentKind.POINT, SegmentKind.ANSWER)
    return [(s.kind.value, s.question) for s in checked(document(content, name)) if s.kind in said]


def test_only_the_ticked_option_is_an_answer() -> None:
    assert [said for kind, said in segments(case("17")) if kind == "answer"] == ["Yes, with reservations"]


BOXES = [
    "Yes [x]  No [ ]",
    "[ ] No  [x] Yes",
    "☒ Yes / ☐ No",
    "☐ No\n☒ Yes",
    "No ☐\nYes ☑\nDon't know ☐",
    "Do you agree? No ☐ Yes ☒",
]


@pytest.mark.parametrize("boxes", BOXES)
def test_options_to_tick_before_or_behind_their_boxes(boxes: str) -> None:
    text = f"Q1. Do you agree with it?\n\n{boxes}\n\nQ2. Why do you say so?\n\n{PROSE}"
    assert [said for kind, said in segments(text) if kind == "answer"] == ["Yes"]


def test_a_box_before_a_sentence_is_no_option() -> None:
    assert kind_of("lorries", f"☒ {SLOPE} {LORRIES.lower()} And nobody has asked us. {SHELTER}") == "point"
    assert labels(f"(x) {PROSE}\n\n(xi) {PROSE}\n\n(xii) {PROSE}") == ["(x)", "(xi)", "(xii)"]


def test_numbered_headings_that_ask_are_a_forms_questions() -> None:
    form = (
        f"1.1 Do you agree with the plan?\n\n{SLOPE}\n\n1.2 Are there risks that you see?\n\n{LORRIES}\n\n"
        f"1.3 What else would you change?\n\n{SHELTER}"
    )
    assert tied(form) == [("point", "Q1.1"), ("point", "Q1.2"), ("point", "Q1.3")]


def test_numbered_headings_of_an_essay_are_headings() -> None:
    essay = f"1.1 Who pays for all of this?\n\n{SLOPE}\n\n1.2 Are there other risks?\n\n{LORRIES}"
    assert tied(essay) == [("point", None), ("point", None)]


def test_quoted_questions_with_no_words_below_are_a_quotation() -> None:
    assert kind_of("Question 9", f"{PROSE}\n\n> Question 9: Anything else?\n\n> Regards\n") == "furniture"


def test_a_heading_comments_is_a_heading() -> None:
    assert ("heading", "Comments:") in segments(case("01"))


def test_all_from_a_sign_off_on_is_furniture() -> None:
    kinds = [kind for kind, _ in segments(case("29"))]
    assert kinds == ["furniture", "point", "point", *["furniture"] * 8]


SAYS_NOTHING = """\
I would be glad to discuss this.
We would be very happy to discuss these points further with you.
We are available to give evidence to the committee.
Also:
In addition:
Thank you for taking part.
Thank you for considering our response.
Thank you for the opportunity to comment.
Mill Lane Traders welcomes the opportunity to respond to this consultation.
We hope this is helpful.
We trust that this is of assistance.
If you have any questions, please contact Hazel Thorne.
Should you need further information, please let us know.
See attached
See attached file(s)
Please find attached our response to the consultation.
Please see my comments below.
This submission is made on behalf of Mill Lane Traders.
This is the response of Mill Lane Traders to the consultation on parking.
Our full response is attached.
On behalf of Mill Lane Traders, I write to comment on the draft plan.
Submitted electronically via regulations.gov
In addition,
Sehr geehrte Damen und Herren,
I am writing in response to your consultation on parking.
(202) 555-0143
847.827.9740
IP address: 203.0.113.7
203.0.113.77
https://example.org/a/long/address-of-a-page
Respectfully submitted,
Kind regards, Hazel Thorne
Yours sincerely Hazel Thorne Chair of Mill Lane Traders
Mit freundlichen Grüßen
Prepared by Dr Hazel Thorne, Ann Weir, and Tom Hale from the School of Law (SOL).
We acknowledge the Traditional Owners of the land on which we work and pay our respects to their Elders.
Please return this form by 14 March. Responses may be published.
Please use a separate form for each policy. Completed forms must be returned by 14 March.
(Continue on a separate sheet if necessary)
Signature: H Thorne Date: 2 March 2025
Once again, thank you for the opportunity to contribute to this important work.
Please feel free to contact us about this submission or any other matter.
Please do not hesitate to contact Hazel Thorne, Legal Officer (hazel@example.org), if you have any questions.
Please acknowledge receipt of this e-mail.
We would be grateful for a meeting to discuss these issues and look forward to hearing from you.
This email was sent by Hazel Thorne via Act, a website on which people write to councils.
This message has been sent using TLS.
Please direct any enquiries to Robin Vale, Policy Lead, at robin@example.org.
Call me on 07700 900123 if you want to talk it through.
Mill Lane Traders would be happy to discuss this issue further with members of the committee.
We are writing to you today regarding the inquiry into the Parking and Other Legislation Amendment Bill 2024.
I write on behalf of the Mill Lane Traders regarding the parking system proposed by the council.
Our alliance works on the lands of the Wurundjeri people of the Kulin Nation. This land was never ceded.
Hazel Thorne and Tom Hale | Mill Lane spokespeople p: 34 Weir Street, Oldtown e: hello@example.org | w: example.org
Committee Secretary Planning and Parking Committee Parliament House by email only: parking@example.org
www.example.org Patron The Hon. A. Weir
Wir danken Ihnen für die Möglichkeit zur Stellungnahme.
Wir bitten Sie um Berücksichtigung unserer Anliegen und stehen für Rückfragen gerne zur Verfügung.
Nous vous remercions de nous avoir donné l'occasion de prendre position.
Diolch am y cyfle i ymateb i’r ymgynghoriad.
Submission to the Digital Taskforce in response to ‘Parking as a leader’ Issues Paper
Submission to the inquiry into the Parking Act
The Weir Society (WS) has been actively following the development of parking law for years.
We have been an active participant in the inquiry into parking and its many hearings.
Below we have outlined our main comments, with some questions for you.
For the purpose of this submission we have addressed the following areas:
Our further observations on the draft are included in the following pages.
The Weir Society is always happy to assist in the council's work.
""".splitlines()


@pytest.mark.parametrize(("name", "paragraph"), [("a.txt", "{}\n\n"), ("a.html", "<p>{}</p>"), ("a.md", "{}\n\n")])
def test_what_says_nothing_is_no_point(name: str, paragraph: str) -> None:
    after = PROSE.replace("We think", "They fear")
    read = {said: "".join(map(paragraph.format, (PROSE, said, after))) for said in SAYS_NOTHING}
    assert [said for said, content in read.items() if kind_of(said, content, name) != "furniture"] == []


SAYS_SOMETHING = """\
We would be glad if the bay were moved.
We are happy to pay for a permit.
We welcome the opportunity to move the bay to the bank.
Also, the bay is too short.
Thank you for nothing: the bay is too short.
We welcome the opportunity to respond and urge the council to move the bay.
Thank you for the opportunity to comment, but the bay should move.
See attached to the wall the sign that nobody reads.
This response is not enough.
This is of great concern to people who cannot walk far.
Our comments are that the enclosed yard is too small.
See attached why the bay is a danger to children.
I write to say that the bay is dangerous.
Responses should be published in full.
Regards for the old must come first.
Respectfully, we disagree.
Best practice elsewhere is to charge.
Signed by nobody, the order is void.
We acknowledge that parking is short.
At 10.12.14.16 Weir Street the bay is blocked.
Please write to the residents of Mill Lane before works begin.
Please use a separate lane for bicycles on the bridge.
Loans must be returned by the library, not by its readers.
The council would be happy to discuss anything but the costs.
We are writing regarding the plan to close the pool, which is the only one in the town.
The mine works on the lands of the Wurundjeri people without their consent.
Elders in our community have warned of this for years.
The land was never surveyed.
The clerk at parking@example.org answers no letters from Mill Lane.
Nobody at 01632 960101 Mill Lane Depot could say when Weir Street opens.
Für Fragen der Anwohner steht im Rathaus niemand zur Verfügung.
Please acknowledge that the bay is too short.
This message was sent by the traders in May, and nobody answered.
The society has been following the reform, but it fails those who cannot walk.
Submission to the panel was refused because it came late.
Below we have outlined why the bay should move.
Call me naive, but I want to talk about the costs.
Contact details of a former landlord should not be asked for.
(The bay is too short.)
""".splitlines()


def test_what_sounds_alike_and_says_something_is_a_point() -> None:
    around = f"{PROSE}\n\n{{}}\n\n{PROSE.replace('We think', 'They fear')}"
    assert [said for said in SAYS_SOMETHING if kind_of(said, around.format(said)) != "point"] == []


def test_a_few_words_between_paragraphs_are_no_point() -> None:
    assert kind_of("Cost", f"{PROSE}\n\n{SLOPE}\n\nCost") == "furniture"
    assert kind_of("Scrap it", f"{PROSE}\n\n{SLOPE}\n\nScrap it!") == "point"
    assert kind_of("Children", f"{PROSE}\n\n{SLOPE}\n\nChildren will suffer") == "point"


def test_a_few_words_are_a_point_where_they_answer_are_numbered_or_are_all() -> None:
    assert kind_of("More buses", "Q1. What would help most?\n\nMore buses\n\nQ2. Why?\n\n" + PROSE) == "point"
    assert kind_of("More buses", f"1. {PROSE}\n2. More buses\n3. {PROSE}") == "point"
    assert kind_of("More buses", "Q1. What would help most?\n\nYes\n\nMore buses\n\nQ2. Why?\n\nNo") == "point"
    assert kind_of("Better lights", "Q2. What else?\n\nCheaper fares\n\nBetter lights") == "point"
    assert kind_of("More buses", "More buses") == "point"
    assert [kind for kind, _ in segments("More buses\n\nFewer cars\n\nBetter lights\n\nWider paths\n\n")] == [
        "point"
    ] * 4


@pytest.mark.parametrize("between", ["\n", "<br>", " "])
def test_a_sign_off_in_the_paragraph_of_what_is_said(between: str) -> None:
    letter = between.join([SLOPE, "Yours faithfully,", "Hazel Thorne", "14 Weir Street"])
    name = "a.html" if between == "<br>" else "a.txt"
    content = f"<p>{letter}</p>" if name == "a.html" else letter
    assert [said for _, said in points(content, name)] == [SLOPE]


def test_a_greeting_in_the_paragraph_of_what_is_said() -> None:
    assert [said for _, said in points(f"<p>Dear Sir<br>{SLOPE}<br>Kind regards<br>Hazel</p>", "a.html")] == [SLOPE]


def test_a_name_a_post_and_an_address_without_a_sign_off() -> None:
    signed = ["Hazel Thorne", "President", "Mill Lane Traders", "1200 G Street NW, Suite 800", "Oldbury, DC 20005"]
    assert [said for _, said in points("\n\n".join([SLOPE, LORRIES, *signed, "202-555-0143"]))] == [SLOPE, LORRIES]


def test_sentences_below_a_heading_contact_are_points() -> None:
    text = f"# Response\n\n{SLOPE}\n\n## Contact\n\n{LORRIES}\n\n### Buses\n\n{SHELTER}"
    assert [said for _, said in points(text, "a.md")] == [SLOPE, LORRIES, SHELTER]
    contact = "Hazel Thorne, hazel@example.org"
    assert kind_of(contact, f"# Response\n\n{SLOPE}\n\n{LORRIES}\n\n## Contact\n\n{contact}", "a.md") == "furniture"


def test_the_last_numbered_point_ends_above_the_sign_off() -> None:
    text = f"1. {SLOPE}\n\n2. {LORRIES}\nYours faithfully\nHazel Thorne"
    assert points(text) == [("1", SLOPE), ("2", LORRIES)]


WHO = "Mill Lane Traders is an association of forty shops founded in 1970. We represent the trade of the old town."


def test_who_responds_is_no_point_before_all_others() -> None:
    assert [said for _, said in points("\n\n".join([WHO, SLOPE, LORRIES, PROSE]))] == [SLOPE, LORRIES, PROSE]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Bay Watch was founded in 2016 with a mission to keep the bay open.", "furniture"),
        ("Parking was set up in the lane to help the traders.", "point"),
        ("Bays that were formed in 1990 are too short.", "point"),
    ],
)
def test_when_whoever_responds_was_founded_is_no_point(first: str, kind: str) -> None:
    assert kind_of(first, f"Dear all,\n\n{first}\n\n{PROSE}") == kind


def test_who_responds_is_a_point_in_the_middle_of_a_paper_or_where_it_says_more() -> None:
    above, below = "\n\n".join([SLOPE] * 4), "\n\n".join([LORRIES] * 3)
    assert len(points(f"{above}\n\n{WHO}\n\n{below}")) == 8
    assert len(points(f"{above}\n\n{below}\n\n{WHO}")) == 7
    assert len(points(f"{WHO} The slope is steep.\n\n{SLOPE}")) == 2
    assert len(points("We are an association of forty shops and we need the bay.\n\n" + SLOPE)) == 2


def test_who_responds_is_kept_where_nothing_else_is_said() -> None:
    assert kind_of("forty shops", WHO) == "point"


def test_signatories_below_the_line_that_names_them() -> None:
    text = f"This submission is endorsed by:\n\nMill Lane Traders\\\nOld Town Society\\\nGetUp!\n\n## Views\n\n{PROSE}"
    assert kind_of("Old Town Society", text, "a.md") == "furniture"


def test_a_letters_sender_signs_with_a_first_name() -> None:
    text = f"From: Hazel Thorne <hazel@example.org>\nTo: a@b.example\nDate: 4 March 2024\n\n{PROSE}\n\nHazel"
    assert kind_of("Hazel", text) == "furniture"


@pytest.mark.parametrize("above", ["Signatories", "List of participants", "Annex A: Participants in the workshop"])
def test_names_below_their_heading_are_no_points(above: str) -> None:
    names = [
        "Mill Lane Dial-a-Ride",
        "Eastside Drivers Inc.",
        "Dr Helen Marsh, Oldtown",
        "Wheels for All",
    ]
    text = f"# Our views\n\n{PROSE}\n\n## {above}\n\n" + "\n\n".join(names)
    assert [kind_of(name, text, "a.md") for name in names] == ["furniture"] * 4


@pytest.mark.parametrize("above", ["Participants", "Members", "Our supporters"])
def test_what_is_said_below_such_a_heading_is_a_point(above: str) -> None:
    said = "Participants said that the bay is too short for two lorries."
    assert kind_of(said, f"# Our views\n\n{PROSE}\n\n## {above}\n\n{said}", "a.md") == "point"


@pytest.mark.parametrize("answer", ["Response: No", "Answer: No", "Our response: No"])
def test_a_word_behind_the_forms_own_is_a_closed_answer(answer: str) -> None:
    text = f"Question 1: Should the bay move?\n\n{answer}\n\nPlease explain your answer:\n\n{PROSE}"
    assert kind_of(answer, text) == "answer"


def test_a_long_list_of_things_below_a_heading_is_one_point() -> None:
    things = "\n".join(f"- {thing}" for thing in ("Licence", "Card", "Bill", "Passport", "Pay slip", "Letter"))
    assert len(points(f"{SLOPE}\n\n# What is asked for\n\n{things}\n\n# Otherwise\n\n{LORRIES}", "a.md")) == 3
    assert len(points(f"{SLOPE}\n\n# What we want\n\n- More buses\n- Less noise\n- Clean air", "a.md")) == 4


@pytest.mark.parametrize(
    "said",
    [
        "Today we write to you in response to the notice of the U.S. Department of Roads, posted on June 22, 2017.",
        "The Weir Society respectfully submits these comments in response to the notice of last June.",
        "Thanks in advance for your time.",
        "The Mill Lane Traders would like to thank you for your careful consideration of our views.",
        "Have additional questions? Contact Hazel Thorne at hazel@example.org",
        "Source: Department of Roads. Own calculations.",
    ],
)
def test_what_stands_around_a_response_is_no_point(said: str) -> None:
    assert kind_of(said[:20], f"{SLOPE}\n\n{said}\n\n{LORRIES}", "a.md") == "furniture"


@pytest.mark.parametrize(
    "said",
    [
        "Thank you again for this opportunity to state our concerns about the bay.",
        "Today we write to you in response to a bay that harms us, and we oppose it.",
        "The Weir Society submits that these comments were ignored.",
    ],
)
def test_what_argues_among_courtesies_is_a_point(said: str) -> None:
    assert kind_of(said[:20], f"{SLOPE}\n\n{said}\n\n{LORRIES}", "a.md") == "point"
