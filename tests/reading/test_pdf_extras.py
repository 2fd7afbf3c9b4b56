"""What a PDF file holds beside its text: bookmarks, links, attached files, form fields, contents lists."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from reportlab.pdfgen import canvas

from analysis.model import BlockKind, Document, EmbeddedFile, Omitted, Skipped
from analysis.reading.pdf import read
from analysis.reading.read_settings import ReadSettings
from tests.reading.pdf_builder import LEFT, Text, paragraph, pdf

HEAD, PROSE, FURNITURE = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.FURNITURE
BODY = (
    "We welcome the proposal to let councils delegate their services to others, and",
    "ask that the guidance say in plain words who remains answerable for each child.",
)


def results(content: bytes, settings: ReadSettings | None = None) -> list[Document | EmbeddedFile | Skipped]:
    return list(read(content, "a.pdf", settings or ReadSettings()))


def document(content: bytes) -> Document:
    (result,) = results(content)
    assert isinstance(result, Document), result
    return result


def blocks(content: bytes) -> list[tuple[BlockKind, int, str]]:
    result = document(content)
    return [(block.kind, block.level, result.text[block.start : block.end]) for block in result.blocks]


def written(draw: object) -> bytes:
    content = io.BytesIO()
    page = canvas.Canvas(content)
    draw(page)  # type: ignore[operator]
    page.save()
    return content.getvalue()


# --- bookmarks ---


def outline(page: canvas.Canvas, *titles: str) -> None:
    """Bookmarks of the page, each within the one before."""
    for level, title in enumerate(titles):
        page.bookmarkPage(title)
        page.addOutlineEntry(title, title, level=level)


def bookmarked(title: str) -> bytes:
    def draw(page: canvas.Canvas) -> None:
        outline(page, "Our response", title)
        for i, line in enumerate(("2. The market for services", *BODY)):
            page.drawString(72, 700 - 14 * i, line)

    return written(draw)


@pytest.mark.parametrize("title", ["2. The market for services", "The market for services", "THE MARKET  FOR SERVICES"])
def test_a_line_that_a_bookmark_names_is_a_heading_of_its_level(title: str) -> None:
    assert blocks(bookmarked(title)) == [(HEAD, 2, "2. The market for services"), (PROSE, 0, " ".join(BODY))]


def test_bookmarks_that_name_no_line_are_passed_over() -> None:
    assert [kind for kind, _, _ in blocks(bookmarked("The market"))] == [PROSE]


@pytest.mark.parametrize("last_line", ["services.", "services,", "services"])
def test_the_end_of_a_sentence_that_a_bookmark_repeats_is_no_heading(last_line: str) -> None:
    def draw(page: canvas.Canvas) -> None:
        outline(page, "Services")
        for i, line in enumerate(
            ("We fear that the fee in the paper will never cover the whole cost of the", last_line)
        ):
            page.drawString(72, 700 - 14 * i, line)

    assert [kind for kind, _, _ in blocks(written(draw))] == [PROSE]


def test_headings_that_look_alike_are_of_one_level_though_only_one_has_a_bookmark() -> None:
    def draw(page: canvas.Canvas) -> None:
        outline(page, "Response", "Part", "Funding")
        for y, title in ((740, "Funding"), (640, "Quality")):
            page.setFont("Helvetica-Bold", 16)
            page.drawString(72, y, title)
            page.setFont("Helvetica", 11)
            for i, line in enumerate(BODY):
                page.drawString(72, y - 30 - 14 * i, line)

    assert [(level, text) for kind, level, text in blocks(written(draw)) if kind is HEAD] == [
        (3, "Funding"),
        (3, "Quality"),
    ]


# --- links ---


def linked(words: str, address: str) -> tuple[Omitted, ...]:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(72, 700, f"{words} and no more")
        page.linkURL(address, (72, 695, 72 + page.stringWidth(words), 712))

    result = document(written(draw))
    assert result.text == f"{words} and no more"
    return result.omitted


def test_where_a_link_leads_is_kept_beside_the_text() -> None:
    (omitted,) = linked("our report of last year", "https://example.org/report.pdf")
    assert omitted.text == "https://example.org/report.pdf"
    assert "link" in omitted.reason


def test_an_e_mail_address_behind_words_is_contact() -> None:
    (omitted,) = linked("write to us", "mailto:office@example.org")
    assert "contact" in omitted.reason


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("www.example.org/report", "https://www.example.org/report"),
        ("office@example.org", "mailto:office@example.org"),
        ("https://example.org/a-very-long-", "https://example.org/a-very-long-address"),
    ],
)
def test_an_address_that_stands_on_the_page_is_not_told_twice(words: str, address: str) -> None:
    assert linked(words, address) == ()


# --- attached files ---


def with_attached(content: bytes, files: dict[str, bytes]) -> bytes:
    file = pypdfium2.PdfDocument(content)
    for name, data in files.items():
        file.new_attachment(name).set_data(data)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def test_attached_files_are_sources_of_their_own() -> None:
    found = results(with_attached(pdf([paragraph(BODY, 700)]), {"annex.txt": b"We agree.", "../b.txt": b"No."}))
    assert isinstance(found[0], Document)
    assert sorted(found[1:], key=str) == sorted(
        [EmbeddedFile("annex.txt", b"We agree."), EmbeddedFile("b.txt", b"No.")], key=str
    )


def test_the_cover_of_a_portfolio_is_no_response() -> None:
    cover = pdf([[Text("For the best experience, open this PDF portfolio in Acrobat.")]])
    first, second = results(with_attached(cover, {"letter.txt": b"We agree."}))
    assert isinstance(first, Skipped)
    assert "portfolio" in first.reason
    assert second == EmbeddedFile("letter.txt", b"We agree.")


def test_an_attached_file_beyond_the_limit_is_skipped() -> None:
    content = with_attached(pdf([paragraph(BODY, 700)]), {"big.txt": b"We agree. " * 200_000})
    _, big = results(content, ReadSettings(max_bytes=1_000_000))
    assert isinstance(big, Skipped)
    assert (big.name, "larger than 1 MB" in big.reason) == ("big.txt", True)


# --- forms ---


def test_choices_and_radio_buttons_are_read_and_what_is_not_chosen_is_not() -> None:
    def draw(page: canvas.Canvas) -> None:
        page.drawString(72, 740, "Who are you?")
        options = ["Council", "Charity", "Parent"]
        page.acroForm.choice(name="who", tooltip="You are", value="Charity", options=options, x=72, y=700, width=120)
        for i, answer in enumerate(("Agree", "Disagree")):
            page.acroForm.radio(
                name="q1", tooltip="Proposal 1", value=answer, selected=answer == "Disagree", x=72, y=660 - 20 * i
            )

    text = document(written(draw)).text
    assert "You are: ☑ Charity" in text
    assert "Proposal 1: ☑ Disagree" in text
    assert "☑ Agree" not in text


def test_a_dynamic_form_is_told_and_what_to_do() -> None:
    form = "/AcroForm << /Fields [] /XFA [] >> /NeedsRendering true"
    (result,) = results(pdf([[Text("Please wait... If this message is not replaced")]], catalog=form))
    assert isinstance(result, Skipped)
    assert "XFA" in result.reason
    assert "print it to a new PDF" in result.reason


def test_a_form_with_pages_of_its_own_is_read() -> None:
    assert "We agree" in document(pdf([[Text("We agree.")]], catalog="/AcroForm << /Fields [] /XFA [] >>")).text


# --- contents lists and repeated headings ---


def contents_page(heading: str, last: int = 9) -> list[Text]:
    entries = (("Introduction", 2), ("The market for services", 3), ("Funding and its limits", last))
    page = [Text(heading, LEFT, 760, 16)]
    for i, (title, number) in enumerate(entries):
        page += [Text(title, LEFT, 720 - 20 * i), Text(str(number), 500, 720 - 20 * i)]
    return page


def said_of(subject: str) -> list[str]:
    """Prose that no other page repeats."""
    return [f"{line.split()[i]} of {subject}: {line}" for i, line in enumerate(BODY * 3)]


TITLES = ("Introduction", "The market for services", "Funding and its limits")
CHAPTERS = [[Text(title, LEFT, 760, 16), *paragraph(said_of(title), 720)] for title in TITLES]


@pytest.mark.parametrize("heading", ["Contents", "In this response"])
def test_a_table_of_contents_is_furniture(heading: str) -> None:
    found = blocks(pdf([contents_page(heading), *CHAPTERS]))
    listed = [text for kind, _, text in found if kind is FURNITURE]
    assert listed[-3:] == ["Introduction 2", "The market for services 3", "Funding and its limits 9"]
    assert [text for kind, _, text in found if kind is HEAD][-3:] == list(TITLES)


def test_numbers_before_the_entries_of_a_table_of_contents_do_not_hide_it() -> None:
    page = [Text("Contents", LEFT, 760, 16)]
    for i, title in enumerate(TITLES, 1):
        page += [Text(text, x, 740 - 20 * i) for text, x in ((f"{i}.", LEFT), (title, 110), (str(i + 1), 500))]
    chapters = [
        [Text(f"{i}. {title}", LEFT, 760, 16), *lines[1:]]
        for i, (title, lines) in enumerate(zip(TITLES, CHAPTERS, strict=True), 1)
    ]
    found = blocks(pdf([page, *chapters]))
    assert [kind for kind, _, _ in found[:4]] == [FURNITURE] * 4
    assert HEAD in [kind for kind, _, _ in found[4:]]


def test_entries_with_dots_to_their_pages_are_a_table_of_contents_whatever_it_is_called() -> None:
    entries = [f"{title} {'.' * 40} {n}" for n, title in enumerate(("Reed v Thorne", "Vale v Oldbury", "Re Weir"), 3)]
    found = blocks(pdf([[Text("Cases", LEFT, 760, 16), *paragraph(entries, 720)], paragraph(BODY, 700)]))
    assert [text for kind, _, text in found if kind is FURNITURE] == entries


def test_figures_ranged_right_are_no_table_of_contents() -> None:
    assert FURNITURE not in [kind for kind, _, _ in blocks(pdf([contents_page("What it cost"), paragraph(BODY, 700)]))]
    assert FURNITURE not in [kind for kind, _, _ in blocks(pdf([contents_page("What it cost", last=1), *CHAPTERS]))]


@pytest.mark.parametrize("noun", ["Question", "Recommendation"])
def test_headings_that_count_with_the_pages_are_no_page_numbers(noun: str) -> None:
    words = ("one", "two", "three", "four")
    pages = [
        [Text(f"{noun} {n}", LEFT, 780, 14, "bold"), *paragraph(said_of(word), 740)] for n, word in enumerate(words, 1)
    ]
    assert [text for kind, _, text in blocks(pdf(pages)) if kind is HEAD] == [f"{noun} {n}" for n in (1, 2, 3, 4)]


def test_words_that_stand_at_one_height_but_differ_are_no_furniture() -> None:
    titles = ("Our funding", "Our quality", "Our markets", "Our people")
    pages = [[Text(title, LEFT, 780, 14, "bold"), *paragraph(said_of(title), 740)] for title in titles]
    assert FURNITURE not in [kind for kind, _, _ in blocks(pdf(pages))]
