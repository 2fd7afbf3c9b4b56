"""OpenDocument texts: what is shown, what is numbered and how, what is left out, and files that mean harm."""

import io
import random
import zipfile
from collections import Counter
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analysis.model import Block, BlockKind, Document, Omitted, Skipped
from analysis.reading import ReadSettings
from analysis.reading import read as read_any
from analysis.reading.odt import odt_package, read
from analysis.text import words
from tests.share import examples

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [*((name, name) for name in ("office", "text", "style", "table")), ("draw", "drawing")]
) + (
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def packed(body: str, styles: str = "", **more: str) -> bytes:
    content = f"<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body>"
    files = {
        "content.xml": f"{content}</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}>{styles}</office:document-styles>",
        **{name.replace("__", "/") + ".xml": text for name, text in more.items()},
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def results(content: bytes) -> list[Document | Skipped]:
    return list(read(content, "answer.odt", ReadSettings()))


def document(body: str, styles: str = "") -> Document:
    (found,) = results(packed(body, styles))
    assert isinstance(found, Document), found
    return found


def shown(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def texts(document: Document) -> list[str]:
    return [shown(document, block) for block in document.blocks]


def numbers(document: Document) -> list[str | None]:
    return [block.number for block in document.blocks]


def kinds(document: Document) -> list[BlockKind]:
    return [block.kind for block in document.blocks]


def level(depth: int, kind: str = "number", more: str = "", **attributes: str) -> str:
    spaces = {name: "text" if name in ("display_levels", "start_value") else "style" for name in attributes}
    given = " ".join(f'{spaces[name]}:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text:list-level-style-{kind} text:level="{depth}" {given} {more}/>'


def style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


LEGAL = style(
    "L",
    level(1, num_format="1", num_suffix="."),
    level(2, num_format="1", num_suffix=".", display_levels="2"),
    level(3, num_format="a", num_prefix="(", num_suffix=")"),
)


def items(*inner: str, attributes: str = 'text:style-name="L"') -> str:
    whole = "".join(i if i.startswith("<text:list-") else f"<text:list-item>{i}</text:list-item>" for i in inner)
    return f"<text:list {attributes}>{whole}</text:list>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


# --- text ---


def test_paragraphs_and_headings() -> None:
    found = document('<text:h text:outline-level="2">Funding</text:h><text:p/><text:p>We agree.</text:p>')
    assert found.text == "Funding\n\nWe agree."
    assert [(b.kind, b.level) for b in found.blocks] == [(BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]
    assert found.media_type == "application/vnd.oasis.opendocument.text"


def test_white_space_is_what_its_marks_say() -> None:
    marks = 'c<text:s text:c="2"/>d<text:tab/>e<text:line-break/>f'
    found = document(f"<text:p>a  \n b<text:span> </text:span> {marks}</text:p>")
    assert found.text == "a b c  d\te\nf"
    assert len(document('<text:p>a<text:s text:c="99999999"/>b</text:p>').text) < 200


def test_links_and_fields_are_words() -> None:
    found = document(p("See <text:a>our <text:span>site</text:span></text:a>, <text:date>May</text:date>."))
    assert texts(found) == ["See our site, May."]


# --- numbers ---


def test_list_numbers_are_computed() -> None:
    body = items(p("One"), p("Two") + items(p("Sub"), p("Sub two") + items(p("Deep"), attributes="")), p("Three"))
    found = document(body, LEGAL)
    assert numbers(found) == ["1.", "2.", "2.1.", "2.2.", "(a)", "3."]
    assert [block.level for block in found.blocks] == [0, 0, 1, 1, 2, 0]
    assert found.text == "1. One\n2. Two\n2.1. Sub\n2.2. Sub two\n(a) Deep\n3. Three"


def test_only_the_first_paragraph_of_an_item_is_numbered() -> None:
    found = document(items(p("One") + p("goes on"), f"<text:list-header>{p('No number')}</text:list-header>"), LEGAL)
    assert numbers(found) == ["1.", None, None]
    assert kinds(found) == [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_lists_start_afresh_unless_they_continue() -> None:
    body = (
        items(p("a"), attributes='text:style-name="L" xml:id="x"')
        + items(p("b"))
        + items(p("c"), attributes='text:style-name="L" text:continue-numbering="true"')
        + items(p("d"), attributes='text:style-name="L" text:continue-list="x"')
    )
    assert numbers(document(body, LEGAL)) == ["1.", "1.", "2.", "2."]


def test_items_and_styles_set_their_start() -> None:
    given_style = style("L", level(1, num_format="1", num_suffix=".", start_value="4"))
    body = items(p("a"), f'<text:list-item text:start-value="9">{p("b")}</text:list-item>', p("c"))
    assert numbers(document(body, given_style)) == ["4.", "9.", "10."]


def test_an_item_overrides_its_lists_style() -> None:
    body = items(p("a"), f'<text:list-item text:style-override="R">{p("b")}</text:list-item>', p("c"))
    assert numbers(document(body, LEGAL + style("R", level(1, num_format="I")))) == ["1.", "II", "3."]


def test_items_that_only_hold_a_list_are_counted_once() -> None:
    assert numbers(document(items(items(p("a"), p("b"))), LEGAL)) == ["1.1.", "1.2."]


@pytest.mark.parametrize(
    ("form", "expected"),
    [("1", "28"), ("a", "ab"), ("A", "AB"), ("i", "xxviii"), ("I", "XXVIII"), ("01, 02, 03, ...", "28"), ("", None)],
)
def test_number_formats(form: str, expected: str | None) -> None:
    one = style("L", level(1, num_format=form, start_value="28"))
    assert numbers(document(items(p("a")), one)) == [expected]


def test_letters_in_step_and_zeros() -> None:
    in_step = style("L", level(1, num_format="a", num_letter_sync="true", start_value="28"))
    assert numbers(document(items(p("a")), in_step)) == ["bb"]
    assert numbers(document(items(p("a")), style("L", level(1, num_format="01, 02, ...")))) == ["01"]


def test_libreoffices_pattern_says_more_than_prefix_and_suffix() -> None:
    patterned = style("L", level(1, num_format="1"), level(2, more='loext:num-list-format="Q%1%(%2%)"', num_format="a"))
    assert numbers(document(items(p("x") + items(p("y"))), patterned)) == ["1", "Q1(a)"]


def test_bullets_are_list_items_without_a_number() -> None:
    found = document(items(p("a"), p("b")), style("L", level(1, "bullet")))
    assert found.text == "a\nb"
    assert kinds(found) == [BlockKind.LIST_ITEM] * 2


def test_headings_are_numbered_by_the_outline() -> None:
    outline = '<text:outline-style><text:outline-level-style text:level="1" style:num-format="A"/>'
    outline += (
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    heads = [(1, ""), (2, ""), (2, ""), (1, ""), (2, ""), (1, 'text:is-list-header="true"')]
    heads.append((1, 'text:restart-numbering="true" text:start-value="7"'))
    body = "".join(f'<text:h text:outline-level="{depth}" {more}>x</text:h>' for depth, more in heads)
    assert numbers(document(body, outline)) == ["A", "A.1", "A.2", "B", "B.1", None, "G"]


def test_headings_in_lists_are_numbered_by_these() -> None:
    found = document(items('<text:h text:outline-level="1">x</text:h>', p("y")), LEGAL)
    assert (kinds(found), numbers(found)) == ([BlockKind.HEADING, BlockKind.LIST_ITEM], ["1.", "2."])


def test_numbered_paragraphs() -> None:
    attributes = 'text:list-id="x" text:style-name="L" text:list-level="{}"'
    one = f"<text:numbered-paragraph {attributes}><text:p>a</text:p></text:numbered-paragraph>"
    assert numbers(document("".join(map(one.format, (1, 2, 2, 1))), LEGAL)) == ["1.", "1.1.", "1.2.", "2."]


# --- tables, notes, frames ---


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in rows]
    made = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f"<table:table><table:table-header-rows>{made}</table:table-header-rows></table:table>"


def test_a_row_is_a_block() -> None:
    found = document(table([p("Item"), p("Cost")], [p("Staff"), ""]))
    assert texts(found) == ["Item\tCost", "Staff"]
    assert kinds(found) == [BlockKind.TABLE_ROW] * 2


def test_a_cell_of_several_paragraphs_is_text_in_a_frame() -> None:
    prose = "We agree with the whole of the plan as it stands."
    found = document(table([p("Question 1"), p(prose) + p("Truly.")], [p("Size"), p("2 rooms") + p("1 hall")]))
    assert texts(found) == ["Question 1", prose, "Truly.", "Size\t2 rooms\n1 hall"]
    assert kinds(found) == [BlockKind.PARAGRAPH] * 3 + [BlockKind.TABLE_ROW]


def note(citation: str, text: str) -> str:
    body = f"<text:note-body>{p(text)}</text:note-body>"
    return f"<text:note><text:note-citation>{citation}</text:note-citation>{body}</text:note>"


def test_notes_stand_after_their_paragraph() -> None:
    first = p(f"We{note('1', 'As before.')} agree.")
    found = document(first + p("Next.") + table([p("a" + note("2", "b")), p("c")]))
    assert found.text == "We agree.\n\n1 As before.\n\nNext.\n\na\tc\n\n2 b"
    assert [b.number for b in found.blocks if b.kind is BlockKind.NOTE] == ["1", "2"]


def test_frames_and_shapes_stand_after_their_paragraph() -> None:
    frame = f"<draw:frame><draw:text-box>{p('Boxed.')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('Shaped.')}</draw:custom-shape>"
    assert texts(document(p(f"We {frame}{shape}agree."))) == ["We agree.", "Boxed.", "Shaped."]


def test_contents_headers_and_footers_are_furniture() -> None:
    index = f"<text:table-of-content-source/><text:index-body>{p('Funding 2')}</text:index-body>"
    index = f"<text:table-of-content>{index}</text:table-of-content>"
    margins = f"<style:header>{p('Our council')}</style:header><style:footer>{p('Page 1')}</style:footer>"
    masters = f"<style:master-page>{margins}</style:master-page>" * 2
    found = document(index + p("We agree."), f"<office:master-styles>{masters}</office:master-styles>")
    assert texts(found) == ["Funding 2", "We agree.", "Our council", "Page 1"]
    assert [b.kind is BlockKind.FURNITURE for b in found.blocks] == [True, False, True, True]


# --- what is left out ---


def test_comments_are_read_and_deletions_and_hidden_text_listed() -> None:
    hidden = '<style:style style:name="{}" style:family="{}"><style:text-properties text:display="none"/></style:style>'
    inherits = '<style:style style:name="H2" style:family="text" style:parent-style-name="H"/>'
    region = f"<text:changed-region><text:deletion>{p('not ')}</text:deletion></text:changed-region>"
    body = (
        f"<text:tracked-changes>{region}</text:tracked-changes>"
        f"<text:p>We <text:change/>agree<office:annotation><dc:creator>Jo</dc:creator>{p('Sure?')}</office:annotation>"
        '<text:span text:style-name="H2"> secretly</text:span>.</text:p><text:p text:style-name="P">Gone.</text:p>'
        f'<text:section text:display="none">{p("Away.")}</text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>Off.</text:p>'
    )
    found = document(body, hidden.format("H", "text") + inherits + hidden.format("P", "paragraph"))
    assert texts(found) == ["We agree.", "Sure?"]
    assert kinds(found) == [BlockKind.PARAGRAPH, BlockKind.COMMENT]
    assert found.omitted == (
        Omitted("not", "deleted (tracked change)"),
        *(Omitted(text, "hidden text") for text in ("secretly", "Gone.", "Away.", "Off.")),
    )


def test_styles_that_inherit_in_a_circle_end() -> None:
    ring = '<style:style style:name="A" style:family="text" style:parent-style-name="A"/>'
    assert texts(document('<text:p><text:span text:style-name="A">We agree.</text:span></text:p>', ring)) == [
        "We agree."
    ]


# --- hostile and damaged files ---


def reason(content: bytes) -> str:
    (skipped,) = results(content)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def test_locked_and_other_files_say_what_to_do() -> None:
    assert reason(packed("", **{"META-INF__manifest": "<m:encryption-data/>"})) == odt_package.ENCRYPTED
    assert reason(packed("").replace(b"content.xml", b"kontent.xml")) == odt_package.NOT_A_TEXT
    assert reason(b"PK\x03\x04") == odt_package.DAMAGED


def test_bombs_are_not_unpacked(monkeypatch) -> None:
    monkeypatch.setattr(odt_package, "LARGEST_XML", 100_000)
    assert reason(packed(p("a" * 200_000))) == odt_package.TOO_LARGE


def test_an_archive_damaged_in_its_first_member_is_damaged() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    # The first byte of the packed content says how it is packed; these bits stand for no way at all.
    content = bytearray(made.getvalue())
    content[30 + len("mimetype")] = 0xFF
    (skipped,) = read_any(bytes(content), "answer.odt")
    assert isinstance(skipped, Skipped)


def test_neither_marks_nor_blanks_without_end_are_taken_in(monkeypatch) -> None:
    assert reason(packed(p("") * 400_000)) == odt_package.TOO_LARGE
    monkeypatch.setattr(odt_package, "MOST_MARKS", 1_000)
    assert reason(packed("".join(p(f"{i}") for i in range(1_000)))) == odt_package.TOO_LARGE


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(12))
    evil = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        body = f"<office:body><office:text>{p('a &l12; &f; b')}</office:text></office:body>"
        archive.writestr("content.xml", f"{evil}<office:document-content {NAMES}>{body}</office:document-content>")
    (found,) = results(made.getvalue())
    assert isinstance(found, Skipped) or found.text == "a b"


@pytest.mark.parametrize("depth", [100, 1000, 100_000])
def test_deep_nesting_ends_soon(depth: int) -> None:
    for tags in (["text:section"], ["text:list", "text:list-item"], ["text:p", "draw:frame", "draw:text-box"]):
        opened, closed = "".join(f"<{tag}>" for tag in tags), "".join(f"</{tag}>" for tag in reversed(tags))
        assert len(results(packed(opened * depth + p("x") + closed * depth))) == 1


def test_damaged_files_never_raise() -> None:
    whole = packed(items(p("One"), p("Two" + note("1", "x"))) + table([p("a"), p("b")]), LEGAL)
    chance = random.Random(4)
    for _ in range(150):
        content = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(9)):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        assert results(bytes(content))


@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        assert results(start + content)


PARTS = st.recursive(
    st.text("ab \t<&é\n", max_size=6).map(escape).map(p) | st.just(f"<text:p>We{note('1', 'As before')}</text:p>"),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda found: items(*found))
        | st.lists(inner, min_size=1, max_size=3).map(lambda found: table(found))
        | inner.map(lambda found: f"<text:section>{found}</text:section>")
    ),
    max_leaves=12,
)


@settings(max_examples=examples(150))
@given(st.lists(PARTS, max_size=6).map("".join))
def test_every_word_is_in_exactly_one_block_or_number(body: str) -> None:
    found = document(body, LEGAL)
    at = 0
    for block in found.blocks:
        between = found.text[at : block.start].strip()
        assert between == (block.number or "")
        at = block.end
    assert not found.text[at:].strip()
    read, held = (Counter(words(" ".join(each))) for each in (texts(found), _paragraphs(body)))
    # A row is one line, with the numbers of the lists in its cells.
    assert held <= read
    assert all(word.isdigit() for word in read - held)


def _paragraphs(body: str) -> list[str]:
    tree = etree.fromstring(f"<x {NAMES}>{body}</x>")
    for citation in list(tree.iter("{*}note-citation")):
        citation.text = ""
    return [" ".join(part.split()) if part.strip() else " " for part in tree.itertext()]


FACES = (
    '<office:font-face-decls><style:font-face xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'style:name="Wingdings 21" svg:font-family="\'Wingdings 2\'"/></office:font-face-decls>'
)
MARKS = (
    '<office:automatic-styles><style:style style:name="S" style:family="text">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="W" style:family="text"><style:text-properties style:font-name="Wingdings 21"/>'
    "</style:style></office:automatic-styles>"
)


def test_boxes_are_those_of_struck_options_and_of_fonts_of_signs() -> None:
    struck = '<text:p>Do you agree? Yes / <text:span text:style-name="S">No</text:span></text:p>'
    signs = "".join(
        f'<text:p><text:span text:style-name="W">{letter}</text:span> {said}</text:p>'
        for letter, said in (("R", "Agree"), ("\uf0a3", "Disagree"))
    )
    prose = '<text:p>It is <text:span text:style-name="S">quite</text:span> wrong for the lane.</text:p>'
    found = document(struck + signs + prose, FACES + MARKS)
    assert texts(found) == ["Do you agree? ☒ Yes / ☐ No", "☑ Agree", "☐ Disagree", "It is quite wrong for the lane."]


def test_a_remark_in_the_margin_hangs_on_its_paragraph() -> None:
    remark = "<office:annotation><dc:creator>Ann</dc:creator><text:p>Drop this.</text:p></office:annotation>"
    found = document(f"<text:p>Clause 4{remark} lets lorries stop.</text:p>")
    assert [(shown(found, b), b.kind) for b in found.blocks] == [
        ("Clause 4 lets lorries stop.", BlockKind.PARAGRAPH),
        ("Drop this.", BlockKind.COMMENT),
    ]


# --- what word processors of other makes store ---

FORMS = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'


def test_choices_and_boxes_of_forms_are_shown() -> None:
    def mark(kind: str, **parameters: str) -> str:
        inner = "".join(
            f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in parameters.items()
        )
        return f'<field:fieldmark {FORMS} field:type="vnd.oasis.opendocument.field.{kind}">{inner}</field:fieldmark>'

    body = p("View: " + mark("FORMDROPDOWN", Dropdown_ListEntry="Support", Dropdown_Selected="0"))
    body += p(mark("FORMCHECKBOX", Checkbox_Checked="true") + " Yes " + mark("FORMCHECKBOX") + " No")
    body += p('<loext:content-control loext:checkbox="true" loext:checked="true">x</loext:content-control> Agreed')
    body += p('<loext:content-control loext:showing-place-holder="true">Choose.</loext:content-control>Nothing')
    body += p('<text:drop-down><text:label text:value="A" text:current-selected="true"/>A</text:drop-down>')
    found = document(body)
    assert texts(found) == ["View: ☒ Support", "☒ Yes ☐ No", "☒ Agreed", "Nothing", "☒ A"]
    assert [one.text for one in found.omitted] == ["Choose."]


def test_spaces_before_words_in_a_font_of_their_own_are_kept() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="F" style:family="text">'
        '<style:text-properties style:font-name="Arial"/></style:style></office:automatic-styles>'
    )
    span = '<text:span text:style-name="F">{}</text:span>'
    assert document(p(span.format("Laid 11") + span.format(" January")), styles).text == "Laid 11 January"


def test_notes_are_counted_where_the_program_has_not() -> None:
    styles = (
        '<office:styles><text:notes-configuration text:note-class="footnote" style:num-format="1"/></office:styles>'
    )
    noted = note("0", "First.").replace("<text:note>", '<text:note text:note-class="footnote">')
    assert numbers(document(p("We" + noted + " agree" + noted), styles))[1:] == ["1", "2"]


def test_a_list_goes_on_with_one_that_the_file_does_not_name() -> None:
    listed = '<text:list text:style-name="L"{}><text:list-item>{}</text:list-item></text:list>'
    body = listed.format("", p("One")) + p("Between.") + listed.format(' text:continue-list="gone"', p("Two"))
    assert numbers(document(body, LEGAL)) == ["1.", None, "2."]


def test_sentences_in_heading_styles_are_no_headings() -> None:
    said = "This memorandum contains information for the Joint Committee on Statutory Instruments."
    found = document(
        f'<text:h text:outline-level="1">Introduction</text:h><text:h text:outline-level="2">{said}</text:h>'
    )
    assert kinds(found) == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_a_cell_over_two_columns_keeps_the_next_in_its_own() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    wide = cell.format(' table:number-columns-spanned="2"', "D") + "<table:covered-table-cell/>" + cell.format("", "E")
    rows = "".join(cell.format("", letter) for letter in "ABC"), wide
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert texts(document(f"<table:table>{body}</table:table>")) == ["A\tB\tC", "D\t\tE"]
