"""Answers between what is quoted, and who wrote the response."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from analysis.model import Document, Respondent
from analysis.reading import read
from tests.reading.cases import case
from tests.reading.table.reading import points, segments

SLOPE = "The slope from the car park is too steep for people with walking frames."
LORRIES = "Lorries already stop by the old bank before eight, so put the bay there."


def message(said: str, subject: str = "Mill Lane", html: bool = False) -> Document:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Hazel Thorne <hazel@example.org>", "Parking <p@example.gov>", subject
    made.set_content(said, subtype="html" if html else "plain")
    return document(made.as_bytes(), "a.eml")


def document(content: bytes, name: str) -> Document:
    (found,) = read(content, name)
    assert isinstance(found, Document)
    return found


def answers(found: Document) -> list[tuple[str, str, str | None]]:
    return [one for one in segments(found) if one[0] in ("point", "answer")]


def test_answers_between_quoted_questions_answer_them() -> None:
    found = document(*case("42"))
    assert answers(found) == [("point", SLOPE, "Q1"), ("point", LORRIES, "Q2"), ("answer", "No.", "Q3")]
    assert found.respondent == Respondent("Hazel Thorne")


def test_a_quoted_question_without_a_number_is_called_by_its_words() -> None:
    found = message(f"> Dear all,\n>\n> Should the bay\n> move?\n\n{SLOPE}\n\n> Thank you.\n")
    assert answers(found) == [("point", SLOPE, "Should the bay move?")]


ATTRIBUTION = "On Wed, 12 Nov 2026 at 10:01, Waste Team <waste@example.gov> wrote:"


@pytest.mark.parametrize(
    "quoted", ["Thank you. The consultation closes on\n> 20 November.", "Can we help you further?"]
)
@pytest.mark.parametrize("name", ["Clerk", "Jane Wold", "Parish Clerk"])
def test_a_quoted_reply_above_a_signature_is_no_question(quoted: str, name: str) -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"{name} <clerk@example.org>", "p@example.gov", "Little Wold - response"
    made.set_content(f"Dear Council,\n\n{SLOPE}\n\n{ATTRIBUTION}\n> {quoted}\n\nJane Wold, Parish Clerk\n")
    found = document(made.as_bytes(), "a.eml")
    assert [one for one in segments(found) if one[0] in ("point", "answer", "question")] == [("point", SLOPE, None)]
    assert found.respondent == (Respondent("Jane Wold") if name == "Jane Wold" else None)


def test_a_date_in_a_quotation_asks_nothing_and_a_number_at_its_head_does() -> None:
    (told,) = answers(message(f"> It closes on 20 November.\n\n{SLOPE}\n"))
    (asked,) = answers(message(f"> 2. Where the bay should go\n\n{SLOPE}\n"))
    assert (told[2], asked[2]) == (None, "Q2")


ORIGINAL = (
    "<p>See my answers in red.</p><div><p><b>From:</b> Parking<br><b>Sent:</b> 1 March 2024<br><b>To:</b> Hazel<br>"
    "<b>Subject:</b> Bay</p></div><p>Question 1: Should the bay move?</p>{}<p>Question 2: Where to?</p>{}"
    "<p>Kind regards</p>"
)


@pytest.mark.parametrize(
    "coloured",
    [
        "<p style='color:#C00000'>{}</p>",
        "<p><span style='font-size:11pt; color: red'>{}</span></p>",
        "<p><font color='red'>{}</font></p>",
        "<div style='color:red'><p>{}</p></div>",
    ],
)
def test_answers_in_another_colour_answer_what_stands_above_them(coloured: str) -> None:
    found = message(ORIGINAL.format(coloured.format(SLOPE), coloured.format(LORRIES)), "Re: Bay", html=True)
    assert answers(found) == [("point", SLOPE, "Q1"), ("point", LORRIES, "Q2")]


def test_what_is_coloured_below_no_question_is_quoted() -> None:
    page = ORIGINAL.replace("Question 1: Should the bay move?", "We moved the bay.").format(
        f"<p style='color:red'>{SLOPE}</p>", f"<p>{LORRIES}</p>"
    )
    found = answers(message(f"<p>We object to it.</p>{page}", "Re: Bay", html=True))
    assert found == [("point", "We object to it.", None)]


@pytest.mark.parametrize("subject", ["RE: Mill Lane", "AW: Mill Lane"])
def test_a_response_below_an_acknowledgement_is_its_writers(subject: str) -> None:
    content, name = case("21")
    found = document(content.replace(b"RE: Mill Lane", subject.encode()), name)
    assert points(found) == [SLOPE, LORRIES]
    assert found.respondent == Respondent("Hazel Thorne")


@pytest.mark.parametrize(
    ("thanks", "head"),
    [
        (
            "Sehr geehrte Frau Lee,\n\nvielen Dank für Ihre Stellungnahme, wir haben sie aufgenommen.",
            "Von: Ann Lee <a@example.org>\nGesendet: 3. März 2024\nAn: Parken\nBetreff: Bucht\n\n",
        ),
        (
            "Bonjour,\n\nNous avons bien reçu votre contribution.",
            "De : Ann Lee <a@example.org>\nEnvoyé : 3 mars 2024\nÀ : Parking\nObjet : Baie\n\n",
        ),
        (
            "Annwyl Ann,\n\nDiolch yn fawr am eich ymateb i'r ymgynghoriad.",
            "Oddi wrth: Ann Lee <a@example.org>\nAnfonwyd: 3 Mawrth 2024\nAt: Parcio\nPwnc: Bae\n\n",
        ),
    ],
)
def test_an_acknowledgement_is_one_in_every_language(thanks: str, head: str) -> None:
    found = message(f"{thanks}\n\n{head}{SLOPE}\n\n{LORRIES}\n", "Re: Bay")
    assert points(found) == [SLOPE, LORRIES]
    assert found.respondent == Respondent("Ann Lee")


FORWARDED = {
    "FW: Bay": "From: Ann Lee <a@example.org>\nSent: 3 March 2024\nTo: Parking\nSubject: Bay\n\n",
    "WG: Bucht": "Von: Ann Lee <a@example.org>\nGesendet: 3. März 2024\nAn: Parken\nBetreff: Bucht\n\n",
    "TR: Baie": "De : Ann Lee <a@example.org>\nEnvoyé : 3 mars 2024\nÀ : Parking\nObjet : Baie\n\n",
    "Bay": "---------- Forwarded message ---------\nFrom: Ann Lee <a@example.org>\nDate: 3 Mar 2024\nSubject: Bay\n\n",
}


@pytest.mark.parametrize("subject", FORWARDED)
def test_a_forwarded_response_is_the_response_of_whoever_wrote_it(subject: str) -> None:
    found = message(f"For your attention.\n\n{FORWARDED[subject]}{SLOPE}\n", subject)
    assert SLOPE in points(found)
    assert found.respondent == Respondent("Ann Lee")
    assert "@" not in (found.respondent.name or "")


@pytest.mark.parametrize("head", list(FORWARDED.values())[:3])
def test_an_older_message_below_a_reply_is_quoted_in_every_language(head: str) -> None:
    assert points(message(f"{SLOPE}\n\n{head}We would welcome your views on the bay.\n", "Re: Bay")) == [SLOPE]


PASSED_ON = """One more for the spreadsheet please.

Raj

From: Councillor Webb <webb@example.gov>
Sent: 03 March 2026 18:20
To: Leisure <leisure@example.gov>
Subject: FW: Mill Lane

{note}

From: Nora Pike <nora@example.org>
Sent: 03 March 2026 07:45
To: Councillor Webb <webb@example.gov>
Subject: Mill Lane

{said}
"""


def test_a_message_that_was_passed_on_twice() -> None:
    found = message(PASSED_ON.format(note="From a constituent. Could this be logged?", said=SLOPE), "FW: FW: Mill Lane")
    assert answers(found) == [("point", SLOPE, None)]
    assert found.respondent == Respondent("Nora Pike")


def test_who_passes_on_and_argues_is_read() -> None:
    found = message(PASSED_ON.format(note="I agree with every word of this.", said=SLOPE), "FW: FW: Mill Lane")
    assert ("point", "I agree with every word of this.", None) in answers(found)


ATTRIBUTION = "On Fri, 1 Mar 2024 at 09:00, Parking &lt;p@example.gov&gt; wrote:"


def test_plain_quotations_of_a_page_are_quoted_below_a_line_that_says_so() -> None:
    page = f"<p>{ATTRIBUTION}</p><blockquote><p>Question 1: Is it steep?</p></blockquote><p>{SLOPE}</p>"
    assert answers(message(page, html=True)) == [("point", SLOPE, "Q1")]
    assert [said for _, said, _ in answers(message(f"<blockquote><p>{SLOPE}</p></blockquote>", html=True))] == [SLOPE]


@pytest.mark.parametrize("mark", ["[HT]", "HT:", "Answer:", "=>"])
def test_answers_behind_one_mark_in_an_older_message_are_the_writers(mark: str) -> None:
    head = "-----Original Message-----\nFrom: Parking\nSent: 1 March 2024 10:00\nSubject: Survey"
    asked = f"Q1. Is it steep?\n{mark} {SLOPE}\n\nQ2. Where to?\n{mark} {LORRIES}\n\nThank you"
    found = answers(message(f"See below.\n\n{head}\n\n{asked}"))
    assert [(key, said.endswith(words)) for (_, said, key), words in zip(found, (SLOPE, LORRIES), strict=True)] == [
        ("Q1", True),
        ("Q2", True),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Thank you for getting in touch. Your comments have been passed to the team and your reference is PK-22.",
        "Thank you for your email. We have added it to the file and will reply in due course.",
        "Besten Dank für Ihre Stellungnahme. Wir haben sie erfasst.",
        "Thanks, this one is for the log.",
    ],
)
def test_what_a_public_body_acknowledges_is_the_response_without_its_marks(note: str) -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Parking <p@leeds.gov.uk>", "Hazel <hazel@example.org>", "RE: Bay"
    quoted = f"> 1. {SLOPE}\n> 2. {LORRIES}\n>\n> Hazel Thorne"
    made.set_content(f"{note}\n\nOn 4 Mar 2024, at 17:12, Hazel Thorne <hazel@example.org> wrote:\n{quoted}")
    found = document(made.as_bytes(), "a.eml")
    assert [said for _, said, _ in answers(found)] == [SLOPE, LORRIES]
    assert found.respondent == Respondent("Hazel Thorne")


def test_an_acknowledgement_from_no_public_address_and_a_name_behind_the_time() -> None:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = (
        "Pat Dean <p@rivercity.example>",
        "Sue Low <sue@example.org>",
        "Re: Zoning",
    )
    quoted = "\n".join(f"> {line}" for line in (SLOPE, "", LORRIES))
    made.set_content(
        "Sue,\n\nGot it. I have passed your comments to the board for its meeting in April.\n\nPat Dean\n\n"
        f"On Mon, Mar 4, 2024 at 9:14 PM Sue Low <sue@example.org> wrote:\n\n{quoted}\n"
    )
    found = document(made.as_bytes(), "a.eml")
    assert points(found) == [SLOPE, LORRIES]
    assert found.respondent
    assert found.respondent.name == "Sue Low"


def test_a_line_that_stands_for_a_picture_says_nothing() -> None:
    assert points(message(f"{SLOPE}\n\n[image: response.png]\n")) == [SLOPE]


@pytest.mark.parametrize("note", ["Answers below in line.", "Gerne, siehe unten."])
def test_a_note_on_where_the_answers_stand(note: str) -> None:
    quoted = f"> 1. Should the bay move?\n\n{SLOPE}\n\n> 2. Where to?\n\n{LORRIES}\n"
    assert points(message(f"{note}\n\nOn 1 Mar 2024 at 10:00, Parking wrote:\n{quoted}")) == [SLOPE, LORRIES]


@pytest.mark.parametrize(
    "reply",
    [
        "Your response has not changed my mind. No bypass.",
        "Your comments miss the point entirely.",
        "In reply to your views on the bypass: build it.",
        "Your feedback was noted and ignored by all of us here.",
        "Having read your submission, the noise is unbearable.",
        "Your objection is nonsense. Build the road.",
        "We have noted your comments and want the bus back.",
        "Got your comments. No lorries.",
        "I read your views twice and the answer is no.",
        "Your representation says nothing of the noise.",
        "Many thanks for your submission. It says nothing of the noise.",
        "Thank you for your comments, but the bypass is wrong.",
        "Ihre Stellungnahme überzeugt mich nicht. Keine Umfahrung.",
    ],
)
def test_a_reply_that_speaks_of_what_the_other_one_said_is_the_response(reply: str) -> None:
    found = message(f"{reply}\n\nPlanning <planning@council.gov.uk> wrote:\n> {SLOPE}\n> {LORRIES}\n")
    assert found.respondent == Respondent("Hazel Thorne")
    assert points(found)[0] in reply
    assert SLOPE not in points(found)[0]
