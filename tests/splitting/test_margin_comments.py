"""Comments in the margin of Word files: points at their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.model import MARGIN_COMMENT, Respondent, Response, SegmentKind
from analysis.splitting import segment
from analysis.splitting.furniture.paper_quotations import without_repetitions
from analysis.splitting.margin_comments import COMMENT
from tests.reading.docx_tools import document as word_file
from tests.reading.docx_tools import paragraph, run
from tests.splitting.documents import checked, document, segments

CASE = Path(__file__).parents[1] / "cases" / "reading" / "45-docx-response-in-margin-comments" / "draft.docx"


def commented(*paragraphs: str, remark: str = "Remark {} says that this is wrong.") -> bytes:
    """A file whose paragraphs that begin with "!" have a comment each."""
    body, comments = "", ""
    for i, words in enumerate(paragraphs):
        call = f'<w:r><w:commentReference w:id="{i}"/></w:r>' if words.startswith("!") else ""
        body += f"<w:p>{run(words.strip('!'))}{call}</w:p>"
        comments += f'<w:comment w:id="{i}">{paragraph(remark.format(i))}</w:comment>' if call else ""
    return word_file(body, parts={"comments": comments})


def points(content: bytes | Path) -> list[tuple[str, tuple[str, ...], str | None]]:
    found = document(content, "draft.docx")
    return [(found.text[s.start : s.end], s.section, s.reason) for s in checked(found) if s.kind is SegmentKind.POINT]


def test_the_comments_on_a_draft_are_the_response() -> None:
    assert points(CASE) == [
        ("We object: this sets no upper limit to the charge.", ("4. The council may charge for parking.",), COMMENT),
        ("We support this, but only after a warning notice.", ("5. The council may tow vehicles.",), COMMENT),
    ]


def test_a_comment_on_the_authors_own_text_is_a_colleagues_until_a_person_says_otherwise() -> None:
    content = commented("We object to the bay.", "!It is too steep for frames.", "Lorries stop there before eight.")
    found = document(content, "draft.docx")
    (aside,) = [s for s in checked(found) if s.reason == MARGIN_COMMENT]
    assert (aside.kind, aside.is_to_look_at) == (SegmentKind.FURNITURE, True)
    assert found.text[aside.start : aside.end] == "Remark 1 says that this is wrong."
    assert [words for words, _, _ in points(content)] == [
        "We object to the bay.",
        "It is too steep for frames.",
        "Lorries stop there before eight.",
    ]


def test_a_comment_does_not_end_a_numbered_point() -> None:
    content = commented(
        "1. We object to the bay.", "!It is too steep for frames.", "2. Lorries stop there before eight."
    )
    found = document(content, "draft.docx")
    labels = [(s.label, found.text[s.start : s.end]) for s in checked(found) if s.kind is SegmentKind.POINT]
    assert labels == [
        ("1", "We object to the bay.\n\nIt is too steep for frames."),
        ("2", "Lorries stop there before eight."),
    ]


def test_what_is_quoted_with_its_page_is_the_papers() -> None:
    said = ["Five years is the life of a whole council.", "Our hall stands alone on the moor."]
    quoted = ['"We will review the grant every five years." (page 14)', '"Small halls may apply jointly." (page 15)']
    found = segments(f"{quoted[0]}\n\n{said[0]}\n\n{quoted[1]}\n\n{said[1]}\n")
    assert [words for kind, words in found if kind == "point"] == said
    assert [kind for kind, _ in segments(f"{quoted[0]}\n\n{said[0]}\n")] == ["point", "point"]


def test_small_corrections_beside_comments_show_somebody_elses_draft() -> None:
    inserted = f'<w:ins w:id="9" w:author="V" w:date="2024-03-01T10:00:00Z">{run("to")}</w:ins>'
    corrected = [f"<w:p>{run(f'{n}. Permits are issued ')}{inserted}{run(' residents.')}</w:p>" for n in (3, 4)]
    comment = f'<w:comment w:id="0" w:author="V">{paragraph("Carers would be towed away.")}</w:comment>'
    called = f'<w:p>{run("2. The council may tow vehicles.")}<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    body = f"{paragraph('1. The fee is due.')}{called}{''.join(corrected)}"
    content = word_file(body, parts={"comments": comment})
    found = document(content, "draft.docx")
    said = [found.text[s.start : s.end] for s in checked(found) if s.kind is SegmentKind.POINT]
    assert said == ["Carers would be towed away."]


def test_a_paper_that_calls_itself_a_draft_is_nobodys_argument_however_few_comments_it_has() -> None:
    clauses = ["1. No dog may run.", "!2. No cat may roam.", "3. No cow may graze.", "4. This begins in May."]
    said = [words for words, _, _ in points(commented("Draft byelaws for the common", *clauses))]
    assert said == ["Remark 2 says that this is wrong."]
    for own in (("Draft response to the byelaws", *clauses), ("Dear Sir", "!No dog may run here.", "Yours faithfully")):
        said = [words for words, _, _ in points(commented(*own))]
        assert said
        assert not any("Remark" in words for words in said)


@pytest.mark.parametrize(
    "own",
    [
        ("!Carers wash bedding at all hours.", "People with equipment need a rebate.", "!Suppliers should pay for it."),
        ("Marches Carers", "!The standing charge falls hardest on small households.", "!A cap at 40p would be fair."),
        ("!1. Rural buses stop at six.", "!2. Fares have doubled.", "!3. The depot ought to stay open."),
        ("Draft 2 for trustees", "!The hall is used by nine groups.", "!Closing it on Sundays ends the food bank."),
        ("!The road is blocked each winter.", "!The hall is closed.", "!Nobody is asked."),
        ("!A bank may close.", "!Cash must be available in every town.", "!Branches are used by traders daily."),
        ("!Our post office may close.", "!It must not be moved.", "!The bay is used each day."),
    ],
)
@pytest.mark.parametrize("remark", ["Agreed", "I think this is too strong. The board took another view."])
def test_a_colleagues_comments_on_most_of_a_letter_are_published_as_nobodys(own: tuple[str, ...], remark: str) -> None:
    said = [words for words, _, _ in points(commented(*own, remark=remark))]
    assert not any(remark in words for words in said)
    assert sum(any(one.lstrip("!123. ") in words for words in said) for one in own) >= len(own) - 1


def test_comments_of_a_word_or_two_make_no_paper_anybodys() -> None:
    clauses = ("!4. The council may charge for parking.", "!5. The council may tow vehicles.")
    assert "Typo" not in [words for words, _, _ in points(commented(*clauses, remark="Typo"))]


def test_on_the_consultations_own_paper_all_comments_are_the_response() -> None:
    clauses = [
        "We propose that every landlord in the ward should hold a licence from April.",
        "Our officers need to see the gas certificate of each house every second year.",
        "A licence costs £90.",
    ]
    found = document(commented(*(f"!{clause}" for clause in clauses)), "draft.docx")
    response = Response("draft.docx", Respondent(), found, segment(found))
    paper = document("\n\n".join([*clauses, "We want to hear from everybody."]), "paper.txt")
    (beside_paper,) = without_repetitions([response], [paper])
    assert [beside_paper.text_of(point) for point in beside_paper.points] == [
        "Remark 0 says that this is wrong.",
        "Remark 1 says that this is wrong.",
        "Remark 2 says that this is wrong.",
    ]
    assert not any("Remark" in response.text_of(point) for point in response.points)
