"""Nothing large is set aside unseen: what would be too much furniture is given back, in every format."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from analysis.model import GIVEN_BACK, Block, BlockKind, Document, SegmentKind
from analysis.splitting import split
from analysis.splitting.furniture.last_resort import LONGEST_RUN
from analysis.text import words
from tests.splitting.documents import PROSE, checked, document, kind_of

ARGUMENTS = (
    "The slope from the car park is too steep for people with walking frames.",
    "Lorries already stop by the old bank before eight, so put the bay there.",
    "Keep the bus stop at the cross because of its shelter.",
    "Nobody who lives in the lane was asked before the plan was drawn up.",
)
LONG = tuple(
    f"Reason {n}: the lane is narrow at house {n} and two cars cannot pass each other there." for n in range(60)
)


def pointed(found: Document) -> str:
    return " ".join(found.text[s.start : s.end] for s in checked(found) if s.kind is SegmentKind.POINT)


def loses_nothing(found: Document, said: tuple[str, ...] = ARGUMENTS) -> None:
    kept = " ".join(words(pointed(found)))
    assert [line for line in said if " ".join(words(line)) not in kept] == []


# The same response in each format: a heading, and all that is argued below it -----------------------------------------

HEADINGS = ["Contact", "Contact us", "Comments:", "About us", "Notes", "Have your say", "Further information"]


def as_text(heading: str) -> Document:
    return document("\n\n".join(["We object.", heading, *ARGUMENTS]))


def as_markdown(heading: str) -> Document:
    deeper = [f"### Reason {letter}\n\n{line}" for letter, line in zip("abcd", ARGUMENTS, strict=True)]
    return document("\n\n".join([f"## {heading}", *deeper]), "a.md")


def as_page(heading: str) -> Document:
    deeper = [f"<h3>Reason {letter}</h3><p>{line}</p>" for letter, line in zip("abcd", ARGUMENTS, strict=True)]
    return document(f"<html><body><p>We object.</p><h2>{heading}</h2>{''.join(deeper)}</body></html>", "a.html")


def as_word(heading: str) -> Document:
    made, target = docx.Document(), BytesIO()
    made.add_paragraph("We object.")
    made.add_heading(heading, 1)
    for letter, line in zip("abcd", ARGUMENTS, strict=True):
        made.add_heading(f"Reason {letter}", 2)
        made.add_paragraph(line)
    made.save(target)
    return document(target.getvalue(), "a.docx")


def as_pdf(heading: str) -> Document:
    styles, target = getSampleStyleSheet(), BytesIO()
    story = [Paragraph("We object.", styles["BodyText"]), Paragraph(heading, styles["Heading1"])]
    story += [Paragraph(line, styles["BodyText"]) for line in ARGUMENTS]
    SimpleDocTemplate(target).build(story)
    return document(target.getvalue(), "a.pdf")


def as_mail(heading: str) -> Document:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Hazel <h@example.org>", "parking@example.gov", "Mill Lane"
    made.set_content("\n\n".join(["We object.", heading, *ARGUMENTS]))
    return document(made.as_bytes(), "a.eml")


@pytest.mark.parametrize("write", [as_text, as_markdown, as_page, as_word, as_pdf, as_mail])
@pytest.mark.parametrize("heading", HEADINGS)
def test_no_heading_takes_the_response_with_it(write, heading: str) -> None:  # type: ignore[no-untyped-def]
    loses_nothing(write(heading))


# Quoted mail ----------------------------------------------------------------------------------------------------------


def message(body: str, to: str = "parking@example.gov") -> Document:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Pat <pat@example.gov>", to, "RE: Mill Lane"
    made.set_content(body)
    return document(made.as_bytes(), "a.eml")


THREAD = "From: Hazel Thorne <hazel@example.org>\nSent: 3 March 2024 21:14\nTo: Parking\nSubject: Mill Lane"
THANKS = [
    "Thank you, your response has been logged.",
    "Thank you for your comments, which have been passed to the planning team.",
    "We acknowledge receipt of your e-mail.",
    "Your objection has been received.",
]


@pytest.mark.parametrize("thanks", THANKS)
@pytest.mark.parametrize("read_as", [message, document])
def test_a_response_below_an_acknowledgement_is_the_response(read_as, thanks: str) -> None:  # type: ignore[no-untyped-def]
    numbered = [f"{n}. {line}" for n, line in enumerate(ARGUMENTS, 1)]
    found = read_as("\n\n".join(["Dear Hazel", thanks, "Pat Lowe", THREAD, *numbered]))
    points = [found.text[s.start : s.end] for s in checked(found) if s.kind is SegmentKind.POINT]
    assert points == list(ARGUMENTS)


def test_a_response_below_a_remark_is_given_back_in_doubt() -> None:
    found = message("\n\n".join(["See my notes on this one.", THREAD, *ARGUMENTS]))
    loses_nothing(found)
    assert {s.confidence for s in split(found) if s.reason == GIVEN_BACK} == {0.5}


def test_what_the_addressee_wrote_is_not_the_respondents_and_is_to_be_looked_at() -> None:
    quoted = "From: Parking <parking@example.gov>\nSent: 3 March 2024 21:14\nTo: Hazel\nSubject: Mill Lane"
    found = message("\n\n".join(["We object to the bay.", quoted, *ARGUMENTS]))
    assert pointed(found) == "We object to the bay."
    assert sum(s.is_to_look_at for s in split(found)) == len(ARGUMENTS)


# Bad pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ["nav", "aside", "footer", "form", "dialog", "header"])
@pytest.mark.parametrize("count", [4, 60])
def test_a_response_in_the_wrong_element_of_a_page(element: str, count: int) -> None:
    said = (*ARGUMENTS, *LONG)[:count]
    body = "".join(f"<p>{line}</p>" for line in said)
    loses_nothing(document(f"<html><body><p>My answer.</p><{element}>{body}</{element}></body></html>", "a.html"), said)


def test_a_run_of_prose_is_given_back_where_the_response_is_long() -> None:
    body = "".join(f"<p>{line}</p>" for line in LONG)
    aside = "".join(f"<p>{line} {line} {line}</p>" for line in ARGUMENTS)
    assert len(words(aside)) > LONGEST_RUN
    loses_nothing(document(f"<html><body>{body}<nav>{aside}</nav></body></html>", "a.html"))


def test_a_menu_is_no_prose() -> None:
    menu = "".join(f"<li><a href='#'>Service {n}</a></li>" for n in range(100))
    found = document(f"<html><body><nav><ul>{menu}</ul></nav><p>{PROSE}</p></body></html>", "a.html")
    assert pointed(found) == PROSE
    assert not any(s.is_to_look_at for s in split(found))


# What stays furniture -------------------------------------------------------------------------------------------------


def segments(text: str) -> list[tuple[SegmentKind, str]]:
    return [(s.kind, text[s.start : s.end]) for s in split(document(text)) if s.kind is not SegmentKind.GAP]


def test_a_signature_stays_one() -> None:
    text = f"Dear Sir\n\n{PROSE}\n\nYours sincerely\n\nJane Smith\nDirector of Policy\nMill Lane Residents"
    assert [kind for kind, _ in segments(text)].count(SegmentKind.POINT) == 1


def test_running_heads_stay_furniture_though_they_repeat_the_letter() -> None:
    styles, target = getSampleStyleSheet(), BytesIO()

    def head(canvas, paper) -> None:  # type: ignore[no-untyped-def]
        canvas.drawString(72, 800, ARGUMENTS[0])

    story = [Paragraph(f"{line} {PROSE}", styles["BodyText"]) for line in (*ARGUMENTS, *LONG)]
    SimpleDocTemplate(target).build(story, onFirstPage=head, onLaterPages=head)
    found = document(target.getvalue(), "a.pdf")
    heads = [s for s in split(found) if found.text[s.start : s.end].strip() == ARGUMENTS[0]]
    assert len(heads) > 1
    assert {s.kind for s in heads} == {SegmentKind.FURNITURE}


def test_what_counts_elsewhere_is_not_given_back() -> None:
    body = "".join(f"<p>{line} {PROSE}</p>" for line in ARGUMENTS)
    aside = "".join(f"<p>{line}</p>" for line in ARGUMENTS)
    found = document(f"<html><body>{body}<nav>{aside}</nav></body></html>", "a.html")
    assert [s for s in split(found) if s.reason == GIVEN_BACK] == []


def test_references_stay_notes() -> None:
    listed = [f"Munro, E. ({1980 + n}) A Review of Child Protection in Anywhere. London." for n in range(30)]
    text = "\n\n".join([*(f"{line} {PROSE}" for line in LONG), "References", *listed])
    assert [s for s in split(document(text)) if s.reason == GIVEN_BACK] == []


def test_what_is_given_back_is_numbered_by_its_author() -> None:
    numbered = "".join(f"<p>{n}. {line}</p>" for n, line in enumerate(ARGUMENTS, 1))
    found = document(f"<html><body><p>My answer.</p><nav>{numbered}</nav></body></html>", "a.html")
    assert [s.label for s in split(found) if s.kind is SegmentKind.POINT][-4:] == ["1", "2", "3", "4"]


def test_who_presents_each_author_under_a_heading_about_is_not_given_back() -> None:
    lives = " ".join(f"Dr Thorne studies lane number {n} and what stands in it." for n in range(12))
    authors = "\n\n".join(f"Dr {name} Thorne is a Lecturer in Law at Oldbury. {lives}" for name in ("Hazel", "Tom"))
    assert kind_of("Dr Tom Thorne", f"# Our view\n\n{PROSE}\n\n# About the authors\n\n{authors}", "a.md") == "furniture"


def test_a_long_paper_of_which_most_is_names_is_to_look_at() -> None:
    names = "\n".join(f"Hazel Thorne {n}, Oldbury Traders, Mill Lane" for n in range(60))
    text = f"{PROSE}\n\n{names}"
    starts = (0, len(PROSE) + 2)
    blocks = [Block(BlockKind.PARAGRAPH, *span, page=1) for span in zip(starts, (len(PROSE), len(text)), strict=True)]
    divided = split(Document("a.pdf", text, tuple(blocks)))
    assert [(s.kind.value, s.is_to_look_at) for s in divided if s.kind is not SegmentKind.GAP] == [
        ("point", False),
        ("furniture", True),
    ]
