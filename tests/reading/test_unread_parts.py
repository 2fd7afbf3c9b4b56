"""Walks through the parts of a file, format by format: each is in the text, omitted, or known to hold nothing.

What is put into a corner is a word of its own, so that it is found wherever it went; what has no words is counted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from email.message import EmailMessage

import openpyxl
import pypdfium2
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from analysis.model import Document, EmbeddedFile, Skipped
from analysis.reading import ReadSettings, omission_reasons, read, slide_parts
from analysis.reading.docx import omitted_parts as in_word
from analysis.reading.html import decode, parse
from analysis.reading.odt import omitted_members as in_odt
from analysis.reading.table import omitted_cells as in_workbook
from tests.reading import docx_tools, pdf_builder

LONG = "We object to the loading bay in the lane, for lorries stop there before eight and wake all of us. " * 4


def png(width: int = 8, height: int = 8) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(target, "PNG")
    return target.getvalue()


def parts(content: bytes, name: str) -> tuple[Document, list[EmbeddedFile | Skipped]]:
    found = list(read(content, name, ReadSettings()))
    (document,) = [one for one in found if isinstance(one, Document)]
    return document, [one for one in found if isinstance(one, EmbeddedFile | Skipped)]


def accounted(document: Document, words: Sequence[str]) -> list[str]:
    """The words that are neither in the text nor among what is omitted."""
    told = "\n".join([document.text, *(one.text for one in document.omitted)])
    return [word for word in words if word not in told]


def wordless(document: Document) -> Counter[str]:
    return Counter(one.reason for one in document.omitted if not one.text)


# Word -----------------------------------------------------------------------------------------------------------------

DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" name="Picture 1" descr="wordalt" title="wordtitle"/></wp:inline></w:drawing></w:r></w:p>'
    '<w:p><w:r><w:pict><v:shape alt="wordshape"/></w:pict></w:r></w:p>'
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>wordruby</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>wordbase</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
)
CHART = '<c:chartSpace xmlns:c="urn:c" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>{}</a:t></c:chartSpace>'
WORD_PARTS: dict[str, str | bytes] = {
    "word/media/image1.png": b"x",
    "word/media/image2.emf": b"x",
    "word/embeddings/oleObject1.bin": b"x",
    "word/embeddings/Sheet1.xlsx": b"x",
    "word/charts/chart1.xml": CHART.format("wordchart"),
    "word/diagrams/data1.xml": CHART.format("worddiagram"),
    "word/charts/style1.xml": "<a/>",
    "word/theme/theme1.xml": "<a/>",
    "word/fontTable.xml": "<a/>",
    "docProps/core.xml": "<a/>",
    "word/vbaProject.bin": b"x",
    "word/nobodyknows.dat": b"x",
}


def word_file() -> bytes:
    made = docx_tools.document(
        docx_tools.paragraph(LONG) + DRAWING,
        parts={"comments": "<w:comment><w:p><w:r><w:t>wordcomment</w:t></w:r></w:p></w:comment>"},
    )
    target = io.BytesIO(made)
    with zipfile.ZipFile(target, "a") as archive:
        for path, content in WORD_PARTS.items():
            archive.writestr(path, content)
    return target.getvalue()


def test_every_part_of_a_word_file() -> None:
    content = word_file()
    document, _ = parts(content, "a.docx")
    words = ["wordalt", "wordtitle", "wordshape", "wordruby", "wordbase", "wordcomment", "wordchart", "worddiagram"]
    assert accounted(document, words) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        loud = [
            path
            for path in archive.namelist()
            if not in_word.QUIET.fullmatch(path) and not path.startswith("word/comments")
        ]
    assert len(loud) == sum(wordless(document).values()) + 2, "two have words: the chart and the diagram"
    assert wordless(document) == {omission_reasons.PICTURE: 2, omission_reasons.EMBEDDED: 3, omission_reasons.OTHER: 1}


def test_every_body_of_a_word_file_is_read() -> None:
    bodies = "</w:body><w:body>".join(
        ["", docx_tools.paragraph("First answer."), docx_tools.paragraph("Second answer.")]
    )
    assert parts(docx_tools.document(bodies), "a.docx")[0].text == "First answer.\n\nSecond answer."


# Web pages ------------------------------------------------------------------------------------------------------------

PAGE = f"""<html><head><title>quiet</title></head><body><p>{LONG}</p>
<img src="a.png" alt="pagealt"><img src="data:image/png;base64,{"A" * 400}">
<input value="pagetyped"><input type="email" value="pagemail"><input type="hidden" value="quiet">
<input type="radio" name="q" value="pagechosen" checked><input type="checkbox" value="quiet">
<select><option>quiet</option><option selected>pageoption</option></select>
<select><option>pagefirst</option><option>pagesecond</option></select>
<textarea>pagearea</textarea><svg><text>pagedrawn</text></svg><noscript>pagenoscript</noscript>
<object data="x.swf">pagefallback</object><video>pagevideo</video><canvas>pagecanvas</canvas>
<iframe srcdoc="<p>x</p>"></iframe><ruby>base<rt>pageruby</rt></ruby><p hidden>pagehidden</p>
<details><summary>pagesummary</summary><p>pagedetails</p></details></body></html>"""


def test_every_element_of_a_page_that_carries_text() -> None:
    document, _ = parts(PAGE.encode(), "a.html")
    words = ["alt", "typed", "mail", "chosen", "option", "first", "second", "area", "drawn", "noscript", "fallback"]
    words += ["video", "canvas", "ruby", "hidden", "summary", "details"]
    assert accounted(document, [f"page{word}" for word in words]) == []
    assert "quiet" not in document.text + "".join(one.text for one in document.omitted)
    assert wordless(document) == {omission_reasons.PICTURE: 1, omission_reasons.EMBEDDED: 1}


def test_every_attribute_with_words_is_known() -> None:
    page = parse(decode(PAGE.encode()))
    assert page is not None
    told = {"alt", "value", "checked", "selected", "srcdoc", "src", "data"}
    without_words = {"type", "name", "hidden"}
    assert {str(name) for element in page.iter() for name in element.attrib} <= told | without_words


# PDF ------------------------------------------------------------------------------------------------------------------


def pdf_file() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target)
    for n in range(6):
        canvas.drawString(72, 760 - 20 * n, f"{n}. We object to the loading bay, for lorries stop there early.")
    canvas.drawImage(ImageReader(io.BytesIO(png())), 72, 300)
    canvas.textAnnotation("pdfsticky", (72, 500, 92, 520))
    canvas.freeTextAnnotation("pdftyped", (72, 400, 300, 420))
    canvas.acroForm.textfield(name="a", tooltip="Reasons", value="pdffield", x=72, y=440, width=200)
    canvas.save()
    file = pypdfium2.PdfDocument(target.getvalue())
    file.new_attachment("notes.txt").set_data(b"Attached.")
    done = io.BytesIO()
    file.save(done)
    return done.getvalue()


def test_every_object_of_a_pdf() -> None:
    document, others = parts(pdf_file(), "a.pdf")
    assert [word for word in ("pdfsticky", "pdftyped", "pdffield") if word not in document.text] == []
    assert wordless(document) == {omission_reasons.PICTURE: 1}
    assert [one.name for one in others] == ["notes.txt"]


_PLACE = "/Rect [72 {0} 272 {1}]"
_WIDGET = f"<< /Type /Annot /Subtype /Widget {_PLACE}"
PDF_ANNOTATIONS = (
    f"<< /Type /Annot /Subtype /Text {_PLACE} /Contents (pdfnote) >>",
    f"<< /Type /Annot /Subtype /Text {_PLACE} /IRT 20 0 R /Contents (pdfreply) >>",
    f"<< /Type /Annot /Subtype /FreeText {_PLACE} /Contents (pdftyped) >>",
    f"<< /Type /Annot /Subtype /FreeText {_PLACE} /RC (<body><p>pdfrich</p></body>) >>",
    f"<< /Type /Annot /Subtype /Highlight {_PLACE} /Contents (pdfmarked) >>",
    f"<< /Type /Annot /Subtype /StrikeOut {_PLACE} /Contents (pdfstruck) >>",
    f"<< /Type /Annot /Subtype /Stamp {_PLACE} >>",
    f"<< /Type /Annot /Subtype /Ink {_PLACE} >>",
    f"<< /Type /Annot /Subtype /Popup {_PLACE} >>",
    f"<< /Type /Annot /Subtype /FreeText {_PLACE} /F 2 /Contents (pdfhidden) >>",
    f"<< /Type /Annot /Subtype /FileAttachment {_PLACE} /FS 8 0 R >>",
    f"{_WIDGET} /FT /Tx /T (a) /V (pdffield) >>",
    f"{_WIDGET} /FT /Tx /T (b) /F 2 /V (pdfprivate) >>",
    f"{_WIDGET} /FT /Ch /T (c) /Ff 131072 /Opt [(pdfchosen) (pdfunchosen)] /V (pdfchosen) >>",
    f"{_WIDGET} /FT /Btn /T (d) /TU (pdfticked) /V /Yes /AS /Yes /AP << /N << /Yes 9 0 R >> >> >>",
)
PDF_DATASETS = "<xfa:datasets><xfa:data><form><a>pdffield</a><b>pdfxfa</b></form></xfa:data></xfa:datasets>"
FIRST_ANNOTATION = 20


def pdf_of_many_parts() -> bytes:
    """One page with a hidden layer, a described figure and every kind of annotation, and one that is a picture."""
    drawn = (
        "BT /F 11 Tf 72 790 Td (pdfdrawn) Tj ET /OC /L BDC BT /F 11 Tf 72 770 Td (pdflayer) Tj ET EMC "
        "BT /F 11 Tf 3 Tr 72 750 Td (pdfunseen) Tj ET /Figure << /MCID 0 >> BDC q 9 0 0 9 500 9 cm /I Do Q EMC"
    )
    kids = " ".join(f"{FIRST_ANNOTATION + i} 0 R" for i in range(len(PDF_ANNOTATIONS)))
    fonts = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 1"
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{kids}] /XFA [(datasets) 10 0 R] >> /StructTreeRoot "
        "12 0 R /MarkInfo << /Marked true >> /OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >> >>",
        2: "<< /Type /Pages /Count 2 /Kids [3 0 R 5 0 R] >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Annots [{kids}] /Contents 4 0 R "
        f"/Resources << {fonts} /Properties << /L 7 0 R >> /XObject << /I 11 0 R >> >> >>",
        4: f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        5: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources "
        "<< /XObject << /I 11 0 R >> >> >>",
        6: "<< /Length 27 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
        7: "<< /Type /OCG /Name (Layer) >>",
        8: "<< /Type /Filespec /F (pinned.txt) /UF (pinned.txt) /EF << /F 13 0 R >> >>",
        9: "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0 >>\nstream\n\nendstream",
        10: f"<< /Length {len(PDF_DATASETS)} >>\nstream\n{PDF_DATASETS}\nendstream",
        11: f"<< {image} >>\nstream\n0\nendstream",
        12: "<< /Type /StructTreeRoot /K 14 0 R /ParentTree << /Nums [0 [14 0 R]] >> >>",
        13: "<< /Type /EmbeddedFile /Length 7 >>\nstream\nPinned.\nendstream",
        14: "<< /Type /StructElem /S /Figure /P 12 0 R /Pg 3 0 R /K 0 /Alt (pdfalternative) >>",
    }
    for i, annotation in enumerate(PDF_ANNOTATIONS):
        objects[FIRST_ANNOTATION + i] = annotation.format(720 - 40 * i, 740 - 40 * i)
    return pdf_builder.file_of([objects.get(number, "null").encode() for number in range(1, max(objects) + 1)])


def test_every_part_of_a_pdf_is_text_or_told() -> None:
    content = pdf_of_many_parts()
    document, others = parts(content, "a.pdf")
    words = sorted({word.decode() for word in re.findall(rb"\bpdf[a-z]+", content)})
    assert len(words) == 17
    assert accounted(document, words) == []
    kept_back = ["pdfalternative", "pdfhidden", "pdfprivate", "pdfunchosen", "pdfxfa"]
    assert [word for word in words if word not in document.text] == kept_back
    drawings = wordless(document)["something drawn or stamped on a page, in which nothing is read"]
    assert drawings == 2, "a stamp and a line of ink"
    assert any(reason.startswith("page 2 is a picture without text") for reason in wordless(document))
    assert [(one.name, one.content) for one in others if isinstance(one, EmbeddedFile)] == [("pinned.txt", b"Pinned.")]


def test_what_is_marked_in_a_pdf_and_copied_into_the_mark_is_read_once() -> None:
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.drawString(72, 700, "We object to the loading bay, for lorries stop there early.")
    canvas.highlightAnnotation("the loading bay", (130, 698, 220, 712))
    canvas.save()
    document, _ = parts(target.getvalue(), "a.pdf")
    assert document.text == "We object to the loading bay, for lorries stop there early."


# OpenDocument ---------------------------------------------------------------------------------------------------------

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_BODY = (
    f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:draw="{_ODF}:drawing:1.0" xmlns:svg="{_ODF}:svg-compatible:1.0" xmlns:form="{_ODF}:form:1.0">'
    '<office:body><office:text><office:forms><form:form><form:textarea form:current-value="odtfield"/></form:form>'
    f"</office:forms><text:p>{LONG}<office:annotation><text:p>odtcomment</text:p></office:annotation>"
    "<text:ruby><text:ruby-base>odtbase</text:ruby-base><text:ruby-text>odtruby</text:ruby-text></text:ruby>"
    "<draw:frame><draw:image/><svg:title>odttitle</svg:title><svg:desc>odtdesc</svg:desc></draw:frame>"
    "<draw:frame><draw:text-box><text:p>odtbox</text:p></draw:text-box></draw:frame></text:p>"
    "</office:text></office:body></office:document-content>"
)


def test_every_part_of_an_opendocument_text() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", ODT_BODY)
        for path in ("styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"):
            archive.writestr(path, "<none/>")
        for path in ("Pictures/a.png", "Object 1/content.xml", "Object 2", "Thumbnails/thumbnail.png", "strange.dat"):
            archive.writestr(path, b"x")
        loud = [path for path in archive.namelist() if not in_odt.QUIET.fullmatch(path)]
    document, _ = parts(target.getvalue(), "a.odt")
    words = ["odtfield", "odtcomment", "odtbase", "odtruby", "odttitle", "odtdesc", "odtbox"]
    assert accounted(document, words) == []
    assert wordless(document) == {omission_reasons.PICTURE: 1, omission_reasons.EMBEDDED: len(loud) - 1}


# RTF ------------------------------------------------------------------------------------------------------------------


def test_every_group_of_bytes_in_an_rtf_file() -> None:
    picture, thing = r"{\*\shppict{\pict\pngblip 89504e47}}", r"{\object\objemb{\*\objdata 0105}{\result rtfresult}}"
    content = rf"{{\rtf1\ansi {LONG}\par {{\pict\wmetafile8 0100}}{picture}{thing}\par}}"
    document, _ = parts(content.encode(), "a.rtf")
    assert wordless(document) == {omission_reasons.PICTURE: 2, omission_reasons.EMBEDDED: 1}


# E-mail ---------------------------------------------------------------------------------------------------------------


def mail(said: str, attached: str = "", picture: bytes = png()) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = "Hazel <h@example.org>", "Mill Lane"
    made.set_content(said)
    made.add_alternative(f"<p>{said}</p><img src='cid:a'>", subtype="html")
    made.get_payload()[1].add_related(picture, "image", "png", cid="<a>")  # type: ignore[index, union-attr]
    if attached:
        made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=attached)
    return made.as_bytes()


def test_every_part_of_a_message() -> None:
    document, others = parts(mail(LONG, "a.bin"), "a.eml")
    assert wordless(document) == {omission_reasons.INLINE_PICTURE: 1}
    assert [one.name for one in others] == ["a.bin"]


def test_a_large_picture_in_a_message_that_says_little_is_a_file_that_could_not_be_read() -> None:
    document, others = parts(mail("My letter is below.", picture=png(620, 800)), "a.eml")
    assert not wordless(document)
    assert [one.name for one in others] == ["picture 1"]


def test_a_small_picture_is_a_logo_even_in_a_message_that_says_little() -> None:
    document, others = parts(mail("We object."), "a.eml")
    assert wordless(document) == {omission_reasons.INLINE_PICTURE: 1}
    assert others == []


def test_a_cover_note_and_its_logo_are_told_beside_the_letter() -> None:
    found = list(read(mail("See my letter, attached.", "letter.pdf"), "a.eml", ReadSettings()))
    assert [(one.name, isinstance(one, Skipped) and one.is_harmless) for one in found] == [
        *(("a.eml", True), ("picture 1", True), ("letter.pdf", False)),
    ]


# Workbooks ------------------------------------------------------------------------------------------------------------


def test_every_part_of_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Response ID", "What should change?"])
    sheet.append([1, "Keep the bus stop at the cross because of its shelter."])
    sheet.append([2, "=CONCATENATE(A1, B1)"])
    sheet["B2"].comment = Comment("Not theirs.", "Office")
    sheet.oddFooter.center.text = "Survey of the council, page &P"
    sheet["B3"].comment = Comment("Nor this.", "Office")
    sheet.add_image(SheetImage(io.BytesIO(png())), "D2")
    sheet.add_image(SheetImage(io.BytesIO(png(620, 800))), "D3")
    target = io.BytesIO()
    book.save(target)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/embeddings/oleObject1.bin", b"x")
        archive.writestr("xl/drawings/drawing9.xml", "<a:t>Words.</a:t>")
        archive.writestr("xl/theme/theme9.xml", "<a/>")
    told = {one.name: one.reason for one in read(target.getvalue(), "a.xlsx") if isinstance(one, Skipped)}
    assert {name.partition("#")[2] for name in told} >= {*in_workbook.KINDS, in_workbook.LOGOS}
    assert told["a.xlsx#pictures"].startswith("1 picture is not read")
    assert told["a.xlsx#small pictures"].endswith("nothing need be done")
    assert told["a.xlsx#comments"].startswith("2 comments on cells are not read")
    assert told["a.xlsx#formulas"].startswith("1 formula has no value stored")
    assert told["a.xlsx#objects"].startswith("1 file or object")


ODS_BODY = (
    f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" '
    f'xmlns:table="{_ODF}:table:1.0"><office:body><office:spreadsheet><table:table table:name="S">'
    "{}</table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods_row(cells: Sequence[str], note: str = "", hidden: bool = False) -> str:
    note_element = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
    made = "".join(
        f'<table:table-cell office:value-type="string">{note_element}<text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{' table:visibility=' + repr('collapse') if hidden else ''}>{made}</table:table-row>"


def test_every_part_of_an_opendocument_spreadsheet() -> None:
    rows = ods_row(["Response ID", "What should change?"]) + ods_row(["1", "Keep the odscell stop."], note="odsnote")
    rows += ods_row(["2", "Nothing at all should."]) + ods_row(["3", "odshidden"], hidden=True)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_BODY.format(rows))
        for path in ("styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml", "Thumbnails/thumbnail.png"):
            archive.writestr(path, "<none/>")
        archive.writestr("Pictures/a.png", png())
        archive.writestr("Pictures/b.png", png(620, 800))
        archive.writestr("Object 1", b"x")
        archive.writestr("strange.dat", b"x")
    found = list(read(target.getvalue(), "a.ods"))
    assert any("odscell" in one.text for one in found if isinstance(one, Document))
    told = {one.name.partition("#")[2]: one.reason for one in found if isinstance(one, Skipped)}
    assert told["comments"].startswith("2 comments on cells")
    assert told["objects"].startswith("2 files or objects")
    assert told["pictures"].startswith("1 picture is")
    assert {"small pictures", "hidden rows"} <= set(told)


def test_every_row_and_cell_of_a_text_table() -> None:
    content = (
        b"csvtitle\nResponse ID,What should change?,Email\n1,csvanswer is what we want to see.,csv@example.org\n"
        b'2,"csvlines\nare two",\n3,,\n4,csvshifted, and cut,a,b\n5,csvlast is what we want.,\nTotal,5,\n'
    )
    found = list(read(content, "a.csv"))
    text = "".join(
        one.text + "".join(part.text for part in one.omitted) if isinstance(one, Document) else one.reason
        for one in found
        if isinstance(one, Document | Skipped)
    )
    for word in ("csvtitle", "csvanswer", "csv@example.org", "csvlines", "csvlast"):
        assert word in text
    assert {one.name for one in found if isinstance(one, Skipped)} >= {"a.csv#3", "a.csv#row 6", "a.csv#row 8"}


# Slides ---------------------------------------------------------------------------------------------------------------

_SLIDE = '<p:sld xmlns:p="urn:p" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"{}>{}<a:p><a:t>{}</a:t></a:p></p:sld>'


def test_every_part_of_a_presentation_that_no_slide_shows() -> None:
    parts_by_path = {
        "ppt/presentation.xml": "<a/>",
        "ppt/slides/slide1.xml": _SLIDE.format("", '<p:cNvPr descr="slidealt"/>', "slideshown"),
        "ppt/slides/slide2.xml": _SLIDE.format(' show="0"', "", "slidehidden"),
        "ppt/notesSlides/notesSlide1.xml": _SLIDE.format("", "", "slidenotes"),
        "ppt/comments/comment1.xml": '<p:cm xmlns:p="urn:p"><p:text>slidecomment</p:text></p:cm>',
        "ppt/media/image1.png": "x",
        "ppt/embeddings/Sheet1.xlsx": "x",
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in parts_by_path.items():
            archive.writestr(path, content)
    told = Counter((one.text, one.reason) for one in slide_parts.parts_unread(target.getvalue()))
    assert told == {
        ("slidealt", omission_reasons.DESCRIPTION): 1,
        ("slidehidden", omission_reasons.HIDDEN): 1,
        ("slidenotes", slide_parts.NOTES): 1,
        ("slidecomment", omission_reasons.COMMENT): 1,
        ("", omission_reasons.PICTURE): 1,
        ("", omission_reasons.EMBEDDED): 1,
    }


def test_a_damaged_presentation_lists_nothing() -> None:
    assert list(slide_parts.parts_unread(b"PK\x03\x04 damaged")) == []
