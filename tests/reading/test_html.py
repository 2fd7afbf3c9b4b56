"""Web pages: what a browser would show, in addressed blocks, with the site's furniture told from the text."""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Block, BlockKind, Document, Skipped
from analysis.reading import read as read_any
from analysis.reading.html import read
from analysis.reading.html import site_furniture as judging
from analysis.reading.html.list_numbers import format_number
from analysis.reading.read_settings import ReadSettings
from tests.effort import LINEAR, growth

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
ROW, FURNITURE = BlockKind.TABLE_ROW, BlockKind.FURNITURE


def page(source: str | bytes) -> Document:
    content = source.encode() if isinstance(source, str) else source
    (document,) = read(content, "page.html", ReadSettings())
    assert isinstance(document, Document)
    assert document.media_type == "text/html"
    check(document)
    return document


def check(document: Document) -> None:
    """Blocks are in order and apart; between them stand white space and their numbers, and nothing else."""
    at = 0
    for block in document.blocks:
        assert at <= block.start < block.end
        assert document.text[at : block.start].strip() == (block.number or "")
        words = words_of(document, block)
        assert words == words.strip()
        assert "\n\n" not in words
        at = block.end
    assert at == len(document.text)


def words_of(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def blocks(source: str | bytes) -> list[tuple[BlockKind, str]]:
    document = page(source)
    return [(block.kind, words_of(document, block)) for block in document.blocks]


def items(source: str) -> list[tuple[str | None, int, str]]:
    """Number, level and words of each list item."""
    document = page(source)
    found = [block for block in document.blocks if block.kind is ITEM]
    return [(block.number, block.level, words_of(document, block)) for block in found]


def of_kind(source: str, *kinds: BlockKind) -> list[str]:
    return [words for kind, words in blocks(source) if kind in kinds]


class TestText:
    def test_white_space_is_collapsed_as_in_a_browser(self) -> None:
        assert page("<p> one\n\t two&nbsp;&nbsp;three </p>\n\n<p>four</p>").text == "one two three\n\nfour"

    def test_words_are_as_close_as_their_markup(self) -> None:
        assert page("<p>un<b>fair</b> and<i> wrong</i></p>").text == "unfair and wrong"
        assert page("<p>Yes<input type=radio>No</p>").text == "Yes No"

    def test_what_has_no_width_is_left_out(self) -> None:
        assert page("<p>con&shy;sul\u200btation\ufeff</p>").text == "consultation"

    def test_a_block_ends_a_line_and_an_inline_element_does_not(self) -> None:
        assert page("one<div>two<span>three</span></div>four").text == "one\n\ntwothree\n\nfour"
        assert page('<span style="display: block">one</span><b>two</b>').text == "one\n\ntwo"

    def test_a_line_break_stays_in_its_block(self) -> None:
        assert blocks("<p>one<br>\n two</p>") == [(PARAGRAPH, "one\ntwo")]

    def test_two_line_breaks_make_a_paragraph(self) -> None:
        source = "<p>one<br><br>two<br>&nbsp;<br/>three<br></p>"
        assert blocks(source) == [(PARAGRAPH, "one"), (PARAGRAPH, "two"), (PARAGRAPH, "three")]

    def test_preformatted_text_keeps_its_lines(self) -> None:
        assert blocks("<pre>\none  1\n\ttwo\n\n\nthree </pre>") == [
            (PARAGRAPH, "one  1\n\ttwo"),
            (PARAGRAPH, "three"),
        ]
        assert page('<div style="white-space: pre-wrap">one\ntwo</div>').text == "one\ntwo"

    def test_quotation_marks_that_a_browser_adds_are_there(self) -> None:
        assert page("<p>They said <q>never</q>.</p>").text == "They said “never”."

    def test_picture_words_are_no_text(self) -> None:
        assert page('<p>one<img alt="a picture">two</p>').text == "one two"

    @pytest.mark.parametrize("source", ["", " ", "<!-- nothing -->", "<html><head><title>x</title></head></html>"])
    def test_without_visible_text_the_text_is_empty(self, source: str) -> None:
        assert page(source) == Document("page.html", "", media_type="text/html")

    def test_the_caller_says_that_there_is_no_text(self) -> None:
        assert list(read_any(b"<html><body><img src=x></body></html>", "x.html")) == [
            Skipped("x.html", "the file holds no text")
        ]


class TestBlocks:
    def test_headings_have_levels(self) -> None:
        document = page("<h1>one</h1><h2>two <em>2</em></h2><h6><div>six</div></h6><p>text</p>")
        assert [(b.kind, b.level) for b in document.blocks] == [
            *[(HEADING, 1), (HEADING, 2), (HEADING, 6)],
            (PARAGRAPH, 0),
        ]

    def test_a_heading_that_is_not_closed_does_not_swallow_paragraphs(self) -> None:
        assert blocks("<h2>title<p>text</p><ul><li>item</ul>") == [
            *[(HEADING, "title"), (PARAGRAPH, "text")],
            (ITEM, "item"),
        ]

    def test_a_button_in_a_heading_is_the_heading(self) -> None:
        assert blocks("<h2><button>Funding</button></h2><p>text</p>") == [(HEADING, "Funding"), (PARAGRAPH, "text")]

    def test_everything_else_that_stands_apart_is_a_paragraph(self) -> None:
        source = "<blockquote>a</blockquote><address>d</address><figcaption>e</figcaption>f"
        assert of_kind(f"<article>{source}</article>", PARAGRAPH) == ["a", "d", "e", "f"]

    def test_a_term_is_a_row_with_what_is_said_of_it(self) -> None:
        terms = "<dt>Why?<dd>It <b>floods</b>.<dt>Where?<dd>Here.<dd>And there."
        assert blocks(f"<dl>{terms}</dl>") == [
            *[(BlockKind.TABLE_ROW, "Why?\tIt floods."), (BlockKind.QUESTION, "Where?")],
            *[(PARAGRAPH, "Here."), (PARAGRAPH, "And there.")],
        ]

    def test_a_question_in_a_head_beside_its_answer_and_a_link_that_changes_the_row(self) -> None:
        source = (
            "<tr><th>Do you use it?</th><td>Every day</td></tr><tr><td>Name</td><td>Bo</td><td><a>Change</a></td></tr>"
        )
        assert blocks(f"<table>{source}</table>") == [
            *[(BlockKind.QUESTION, "Do you use it?"), (PARAGRAPH, "Every day"), (BlockKind.TABLE_ROW, "Name\tBo")],
        ]

    def test_a_row_is_one_block_with_tabs_between_its_cells(self) -> None:
        source = """<table><caption>Costs</caption><thead><tr><th>Year</th><th>Cost</th><th>Note</th></tr></thead>
        <tr><td>2013</td><td><b>£3</b>m</td><td></td></tr>
        <tr><td><p>2014</p></td><td></td><td>late</td></tr>
        <tr><td colspan="3">Total</td></tr></table>"""
        assert blocks(source) == [
            (PARAGRAPH, "Costs"),
            (ROW, "Year\tCost\tNote"),
            (ROW, "2013\t£3m"),
            (ROW, "2014\t\tlate"),
            (ROW, "Total"),
        ]

    def test_an_answer_of_several_paragraphs_in_a_cell_is_not_squeezed_into_a_row(self) -> None:
        source = "<table><tr><td>Question 1<td><p>We agree.<p>But not with all of it.<ul><li>Costs</ul></table>"
        assert blocks(source) == [
            *[(PARAGRAPH, "Question 1"), (PARAGRAPH, "We agree."), (PARAGRAPH, "But not with all of it.")],
            (ITEM, "Costs"),
        ]

    def test_a_table_for_layout_is_no_row(self) -> None:
        source = "<table><tr><td><h1>Reply</h1><p>One.</p><table><tr><td>a<td>b</table></td></tr></table>"
        assert blocks(source) == [(HEADING, "Reply"), (PARAGRAPH, "One."), (ROW, "a\tb")]
        assert blocks("<table><tr><td>An e-mail in a box.</td></tr></table>") == [(PARAGRAPH, "An e-mail in a box.")]


class TestLists:
    def test_items_stand_on_neighbouring_lines(self) -> None:
        document = page("<p>We want</p><ul><li>one</li><li>two</li></ul><ul><li>three</ul>")
        assert document.text == "We want\n\none\ntwo\n\nthree"
        assert all(block.number is None for block in document.blocks)

    def test_nesting_gives_levels(self) -> None:
        source = "<ul><li>a<ul><li>b<ol><li>c</ol></ul></li><li>d</ul>"
        assert items(source) == [(None, 0, "a"), (None, 1, "b"), ("1.", 2, "c"), (None, 0, "d")]

    def test_nesting_without_an_item_around_it(self) -> None:
        assert items("<ul><li>a</li><ul><li>b</ul></ul>") == [(None, 0, "a"), (None, 1, "b")]

    def test_further_words_of_an_item_are_paragraphs(self) -> None:
        assert blocks("<ol><li><p>a<p>b<ul><li>c</ul>d</ol>") == [
            *[(ITEM, "a"), (PARAGRAPH, "b")],
            *[(ITEM, "c"), (PARAGRAPH, "d")],
        ]

    def test_numbers_stand_in_the_text_and_outside_the_block(self) -> None:
        document = page("<ol><li>one<li>two</ol>")
        assert document.text == "1. one\n2. two"
        assert [(b.number, words_of(document, b)) for b in document.blocks] == [("1.", "one"), ("2.", "two")]

    @pytest.mark.parametrize(
        ("source", "numbers"),
        [
            ("<ol start=3><li>x<li>x</ol>", ["3.", "4."]),
            ("<ol start=-1><li>x<li>x<li>x</ol>", ["-1.", "0.", "1."]),
            ("<ol type=a start=3><li>x<li>x</ol>", ["c.", "d."]),
            ("<ol type=A><li>x</ol>", ["A."]),
            ("<ol type=i start=9><li>x<li>x</ol>", ["ix.", "x."]),
            ("<ol type=I><li>x<li type=a>x<li>x</ol>", ["I.", "b.", "III."]),
            ("<ol><li>x<li value=7>x<li>x</ol>", ["1.", "7.", "8."]),
            ("<ol reversed><li>x<li>x<li>x</ol>", ["3.", "2.", "1."]),
            ("<ol reversed start=10><li>x<li>x</ol>", ["10.", "9."]),
            ("<ol start=none type=?><li value=''>x</ol>", ["1."]),
            ("<ol start=99999999999999999999><li>x</ol>", ["1."]),
            ("<ol style='list-style-type:none'><li>x<li>x</ol>", [None, None]),
            ("<ol style='color:red; LIST-STYLE: upper-roman inside'><li>x</ol>", ["I."]),
            ("<ol style='list-style-position:inside'><li style='list-style-type: lower-latin'>x</ol>", ["a."]),
            ("<ol><li>x<li>x<ol><li>x</ol><li>x</ol>", ["1.", "2.", "1.", "3."]),
            ("<ol><li>x</ol><p>p</p><ol start=2><li>x</ol>", ["1.", "2."]),
            ("<ul><li>x<li value=4>x</ul>", [None, None]),
            ("<li>x", [None]),
        ],
    )
    def test_numbers_are_the_browsers(self, source: str, numbers: list[str | None]) -> None:
        assert [found for found, _, _ in items(source)] == numbers

    def test_an_empty_or_hidden_item(self) -> None:
        assert items("<ol><li>a<li><li hidden>h<li>c</ol>") == [("1.", 0, "a"), ("3.", 0, "c")]

    def test_a_number_goes_with_whatever_the_item_begins_with(self) -> None:
        document = page("<ol><li><h3>Costs</h3><p>High.</p></li><li><ol type=a><li>x</ol></ol>")
        assert document.text == "1. Costs\n\nHigh.\n\n2. a. x"
        assert [(b.kind, b.number) for b in document.blocks] == [(HEADING, "1."), (PARAGRAPH, None), (ITEM, "2. a.")]

    def test_values_that_a_style_cannot_express_are_digits(self) -> None:
        assert format_number(0, "lower-alpha") == "0."
        assert format_number(703, "upper-latin") == "AAA."
        assert format_number(1994, "lower-roman") == "mcmxciv."
        assert format_number(4000, "upper-roman") == "4000."
        assert format_number(3, "disc") is None


class TestOmitted:
    @pytest.mark.parametrize("attribute", ["hidden", "style='Display : none'", "style='a:b;visibility:hidden'"])
    def test_hidden_text_is_not_text(self, attribute: str) -> None:
        document = page(f"<p>seen <span {attribute}>not <b>seen</b></span> too</p>")
        assert document.text == "seen too"
        assert [(o.text, o.reason) for o in document.omitted] == [("not seen", "hidden text")]

    def test_hidden_blocks_are_one_omission(self) -> None:
        document = page("<div hidden><p>a<p>b<ol><li>c<li hidden>d</ol></div><p>e")
        assert document.text == "e"
        assert [o.text for o in document.omitted] == ["a\n\nb\n\nc\n\nd"]

    def test_deleted_text_is_omitted_and_struck_text_is_kept(self) -> None:
        document = page("<p>We <del>dis</del>agree, <s>mostly</s>.<del><p>gone</p></del>")
        assert document.text == "We agree, mostly."
        assert [(o.text, o.reason) for o in document.omitted] == [
            ("dis", "deleted text"),
            ("gone", "deleted text"),
        ]

    def test_what_only_machines_read_is_nowhere(self) -> None:
        unseen = "<script>x</script><style>x</style><template>x</template><!-- x -->"
        document = page(f"<title>x</title><p>se{unseen}en</p><button>x</button><input type=hidden value=x>")
        assert document.text == "seen"
        assert document.omitted == ()

    def test_what_is_hidden_from_screen_readers_alone_is_text(self) -> None:
        assert page("<p aria-hidden=true>seen</p>").text == "seen"

    def test_a_page_that_its_script_shows_is_read(self) -> None:
        assert page("<body style='visibility: hidden'><p>seen</p>").text == "seen"


PROSE = [
    "We support the proposal, because it lets a council choose the partner that knows its families best.",
    "We are worried about the cost of the transfer, which nobody has offered to meet in the coming year.",
    "Inspection must follow the service wherever it goes, or else the public will have no reason to trust it.",
]
PARAGRAPHS = "".join(f"<p>{words}</p>\n" for words in PROSE)
NAVIGATION = "<nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav>"
PAGE = f"""<!DOCTYPE html><html><head><title>Our reply | A charity</title><style>p {{color: red}}</style></head><body>
<div id="cookie-consent" role="dialog"><p>We use cookies. By carrying on you agree to this.</p><button>OK</button></div>
<a class="skip-link" href="#main">Skip to content</a>
<header><div>A charity for children</div><form role="search"><label>Search the site</label><input></form></header>
{NAVIGATION}
<ol class="breadcrumbs"><li><a href=/>Home</a></li><li>Our reply</li></ol>
<main id="main"><h1>Our reply</h1><p class="date">3 June 2014</p>{PARAGRAPHS}
<ul><li>More time</li><li>More money</li></ul>
<div class="share-buttons">Share this: <a href="#t">Tweet</a></div></main>
<aside><h2>Related news</h2><p>Our annual report is out, and it has never been thicker than it is this year.</p></aside>
<section class="newsletter-signup"><h2>Hear from us</h2><p>We write to you once a month.</p></section>
<footer><p>Registered charity 123456. Telephone 01632 960123.</p></footer>
</body></html>"""


class TestFurniture:
    def test_a_real_page(self) -> None:
        assert of_kind(PAGE, HEADING, PARAGRAPH, ITEM) == [
            *("Our reply", "3 June 2014"),
            *PROSE,
            *("More time", "More money"),
        ]
        assert of_kind(PAGE, FURNITURE) == [
            *("We use cookies. By carrying on you agree to this.", "Skip to content"),
            *("A charity for children", "Search the site", "Home", "News", "Home", "Our reply"),
            "Share this: Tweet",
            "Related news",
            "Our annual report is out, and it has never been thicker than it is this year.",
            *("Hear from us", "We write to you once a month."),
            "Registered charity 123456. Telephone 01632 960123.",
        ]

    def test_a_page_without_semantics(self) -> None:
        source = f"""<div id="top"><p><a href=/>District Council</a></p></div>
        <div id="content"><h1>Response</h1><table><tr><td>Agreed by</td><td>the leader</td></tr></table>
        <h2>Comments</h2>{PARAGRAPHS * 4}<p>No.</p></div>
        <div id="foot"><p>Council Offices, Market Place | Telephone 01632 960528 | <a href=#>E-mail</a></p></div>"""
        furniture = of_kind(source, FURNITURE)
        assert furniture[0] == "District Council"
        assert furniture[-1].startswith("Council Offices")
        assert len(furniture) == 2

    def test_a_letter_has_no_furniture(self) -> None:
        source = f"<p>Dear Sir,</p>{PARAGRAPHS}<p>Yes.</p><p>No.</p><p>Yours,<br>A. Parent</p>"
        assert of_kind(source, FURNITURE) == []
        assert of_kind("<p>Yes.</p>", FURNITURE) == []

    @pytest.mark.parametrize("role", ["navigation", "banner", "contentinfo", "search", "complementary", "dialog"])
    def test_roles(self, role: str) -> None:
        assert of_kind(f"<div role={role}>Site</div><main>{PARAGRAPHS}</main>", FURNITURE) == ["Site"]

    @pytest.mark.parametrize(
        "name", ["cookie-banner", "govuk-breadcrumbs", "newsletterSignup", "subscribe", "share", "related-links sm"]
    )
    def test_names(self, name: str) -> None:
        source = f"<main>{PARAGRAPHS}<div class='{name}'><p>Site</p></div></main>"
        assert of_kind(source, FURNITURE) == ["Site"]

    @pytest.mark.parametrize("name", ["consent-and-capacity", "related-concerns", "shared", "has-sidebar"])
    def test_a_name_that_says_more_is_a_subject(self, name: str) -> None:
        source = f"<main>{PARAGRAPHS}<div id='{name}'><p>Consent</p></div></main>"
        assert of_kind(source, FURNITURE) == []

    def test_the_name_of_a_heading_or_section_is_its_subject(self) -> None:
        source = f"<main>{PARAGRAPHS}<section id=consent><h2 id=sharing>Consent</h2><p>Ask.</p></section></main>"
        assert of_kind(source, FURNITURE) == []

    def test_a_title_in_a_header_is_a_heading(self) -> None:
        source = f"<header><h1>Our reply</h1><p>Charity</p>{NAVIGATION}</header>{PARAGRAPHS}"
        assert of_kind(source, HEADING) == ["Our reply"]
        assert of_kind(source, FURNITURE) == ["Charity", "Home", "News"]

    @pytest.mark.parametrize("around", ["<article>{}</article>", "<main>{}</main>", "<div role=main>{}</div>"])
    def test_the_header_of_an_article_is_content(self, around: str) -> None:
        source = around.format(f"<header><p>By the board</p></header>{PARAGRAPHS}")
        assert of_kind(source, FURNITURE) == []

    def test_the_footer_of_a_quotation_is_content(self) -> None:
        source = f"{PARAGRAPHS}<blockquote>Yes.<footer>A parent</footer></blockquote>"
        assert of_kind(source, FURNITURE) == []

    @pytest.mark.parametrize("around", ["form", "aside", "header", "div class=sidebar", "div role=banner"])
    def test_what_holds_most_of_the_text_is_the_text(self, around: str) -> None:
        source = f"{NAVIGATION}<{around}>{PARAGRAPHS}</{around.split()[0]}><p>Yes.</p>"
        assert [words for words in of_kind(source, PARAGRAPH) if words in PROSE] == PROSE

    def test_a_small_form_is_furniture_and_a_field_always(self) -> None:
        assert of_kind(f"<form><p>Log in</p></form>{PARAGRAPHS}", FURNITURE) == ["Log in"]
        source = f"<form><label>Your view</label><textarea>Good\nidea</textarea>{PARAGRAPHS}</form>"
        assert of_kind(source, FURNITURE) == ["Good\nidea"]
        assert "Your view" in of_kind(source, PARAGRAPH)

    def test_a_menu_that_swallows_the_page_lets_the_text_go(self) -> None:
        source = f"<body><nav><ul><li><a href=/>Home</a></li></ul><div><h1>Reply</h1>{PARAGRAPHS * 3}</div></body>"
        assert of_kind(source, PARAGRAPH) == PROSE * 3

    def test_a_numbered_piece_of_furniture_keeps_its_number(self) -> None:
        document = page(f"<nav><ol><li>Home<li>News</ol></nav>{PARAGRAPHS}")
        assert document.text.startswith("1. Home\n2. News\n\n")
        assert [(b.number, b.level) for b in document.blocks[:2]] == [("1.", 0), ("2.", 0)]

    def test_where_trafilatura_finds_little_the_page_is_trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        source = f"<div><p>Menu</p></div><div>{PARAGRAPHS * 2}</div>"
        for answer in ("", "Menu"):
            monkeypatch.setattr(judging.trafilatura, "extract", lambda page, answer=answer, **_: answer)
            assert of_kind(source, FURNITURE) == []

    def test_where_trafilatura_fails_the_page_is_trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(page: object, **options: object) -> str:
            raise RecursionError

        monkeypatch.setattr(judging.trafilatura, "extract", fail)
        assert of_kind(f"{NAVIGATION}<div>{PARAGRAPHS}</div>", FURNITURE) == ["Home", "News"]

    def test_a_page_too_large_for_trafilatura_is_not_shown_to_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[object] = []
        monkeypatch.setattr(judging, "LARGEST_JUDGED", 20)
        monkeypatch.setattr(judging.trafilatura, "extract", lambda page, **_: asked.append(page))
        assert of_kind(NAVIGATION + PARAGRAPHS * 20, FURNITURE) == ["Home", "News"]
        assert asked == []

    def test_nothing_is_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.INFO):
            page("<div><p></p>x</div>")
            page(PAGE)
        assert caplog.records == []


class TestEncodings:
    WORDS = "café – £310,000 “quoted”"

    @pytest.mark.parametrize(
        ("head", "encoding"),
        [
            ("", "utf-8"),
            ("", "utf-8-sig"),
            ("", "utf-16"),
            ("", "cp1252"),
            ("<meta charset=windows-1252>", "cp1252"),
            ("<meta charset='ISO-8859-1'>", "cp1252"),
            ("<meta charset=utf-8>", "utf-8"),
            ("<META http-equiv=Content-Type content='text/html; CHARSET=Windows-1252'>", "cp1252"),
            # The byte-order mark is right where the page's own word is wrong.
            ("<meta charset=windows-1252>", "utf-8-sig"),
            ("<meta charset=utf-8>", "utf-16"),
            # The page's own word cannot be right, or is not for text.
            ("<meta charset=utf-8>", "cp1252"),
            ("<meta charset=utf-16>", "utf-8"),
            ("<meta charset=rot13>", "utf-8"),
            ("<meta charset=punycode>", "utf-8"),
            ("<meta charset=nonsense>", "cp1252"),
        ],
    )
    def test_the_page_is_read_as_it_was_written(self, head: str, encoding: str) -> None:
        assert page(f"<html><head>{head}</head><p>{self.WORDS}</p>".encode(encoding)).text == self.WORDS

    def test_an_encoding_of_elsewhere(self) -> None:
        assert page("<meta charset=iso-8859-2><p>Łódź</p>".encode("iso-8859-2")).text == "Łódź"

    def test_big_endian(self) -> None:
        assert page(b"\xfe\xff" + "<p>é</p>".encode("utf-16-be")).text == "é"

    def test_one_bad_byte_does_not_spoil_the_rest(self) -> None:
        assert page("<p>£1, £2, ".encode() + b"\xff</p>").text == "£1, £2, \ufffd"

    def test_a_declaration_of_xml(self) -> None:
        assert page('<?xml version="1.0" encoding="iso-8859-1"?><html><p>é</p></html>').text == "é"


class TestHostile:
    def test_broken_markup_is_repaired(self) -> None:
        source = "<p>one<div>two</span></p>three<b><i>four</b></i><table><tr>five<td>six"
        assert page(source).text.split() == ["one", "two", "threefour", "five", "six"]
        assert page("<div>one</br>two</BR >three</p>four</div>").text == "one\ntwo\nthree four"

    def test_what_follows_the_end_is_read(self) -> None:
        assert page("<html><body><p>one</p></body></html><p>two</p>three").text == "one\n\ntwo\n\nthree"

    def test_control_characters_are_left_out(self) -> None:
        assert page(b"<p>a\x00b\x01c&#1;&#0;</p\x00>").text.startswith("abc")
        assert page("<p class='\x0b&#2;'>a\x0cb\x85c\u2028d</p>").text == "a b c d"

    def test_strange_names(self) -> None:
        assert page("<o:p a:b=c xml:lang=en 1=2 é=3>one</o:p><my-tag>two</my-tag>").text == "onetwo"

    @pytest.mark.parametrize(
        "tag", ["div", "b", "ul><li", "ol><li", "table><tr><td", "blockquote", "form", "del", "nav"]
    )
    def test_deep_nesting_loses_nothing(self, tag: str) -> None:
        closing = "".join(f"</{name}>" for name in reversed(tag.split("><")))

        def nested(depth: int) -> Document:
            return page(f"<p>before</p>{f'<{tag}>' * depth}deep{closing * depth}<p>after</p>")

        assert growth(nested, 250) < LINEAR
        document = nested(3_000)
        found = document.text + "".join(omitted.text for omitted in document.omitted)
        assert all(word in found for word in ("before", "deep", "after"))

    def test_words_on_the_way_down_are_kept_in_order(self) -> None:
        document = page("".join(f"<div>w{i} " for i in range(1000)) + "</div>back" * 1000)
        assert re.findall(r"w\d+", document.text) == [f"w{i}" for i in range(1000)]
        assert document.text.count("back") == 1000

    def test_entities_are_not_expanded(self) -> None:
        bomb = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        text = page(f"{bomb}<p>x&b;&c;y</p>").text
        assert "x&b;&c;y" in text
        assert "root:" not in text

    def test_pictures_inside_the_page_do_not_stop_it(self) -> None:
        picture = "A" * 11_000_000
        assert page(f'<p>one<img src="data:image/png;base64,{picture}">two</p>').text == "one two"

    def test_a_piece_too_large_to_read_is_told(self) -> None:
        (result,) = read(b"<p>one</p><p>" + b"x" * 11_000_000, "page.html", ReadSettings())
        assert isinstance(result, Skipped)
        assert "too large to be read" in result.reason


# --- any page ---


@dataclass(frozen=True)
class Node:
    tag: str
    children: tuple[Node | None, ...]


INLINE = ["b", "i", "a href=#", "span", "label", "font", "s", "my-tag"]
BLOCK = [
    *("div", "p", "section", "article", "main", "nav", "aside", "header", "footer", "form", "blockquote", "pre"),
    *("h1", "h3", "ul", "ol", "ol start=5 type=i", "ol reversed", "li", "li value=3", "dl", "dt", "dd"),
    *("table", "tr", "td", "th colspan=2", "div class=share", "div style='white-space:pre'"),
]
HIDDEN = ["div hidden", "section style='display:none'"]
HIDDEN_WORD = ["span hidden", "del", "script"]
NODES = st.recursive(
    st.none(),
    lambda inner: st.builds(
        Node, st.sampled_from([*INLINE, *BLOCK, *HIDDEN, *HIDDEN_WORD]), st.lists(inner, max_size=5).map(tuple)
    ),
    max_leaves=40,
)


def render(node: Node | None, numbers: Iterator[int], shown: list[str], hidden: bool = False) -> str:
    """The source of a node, whose words are all different; those that a browser shows are added to ``shown``."""
    if node is None:
        word = f"w{next(numbers)}"
        if not hidden:
            shown.append(word)
        return f" {word}\n"
    hides = hidden or node.tag in HIDDEN or node.tag in HIDDEN_WORD
    # The parser ends an inline element where a misplaced cell or block begins, and a script at the first end of one.
    children = (None,) if node.tag in HIDDEN_WORD else node.children
    inside = "<br>".join(render(child, numbers, shown, hides) for child in children)
    return f"<{node.tag}>{inside}</{node.tag.split()[0]}>"


@given(st.lists(NODES, max_size=6))
def test_every_visible_word_is_there_once_and_in_order(nodes: list[Node | None]) -> None:
    shown: list[str] = []
    numbers = itertools.count()
    source = "".join(render(node, numbers, shown) for node in nodes)
    document = page(f"<!DOCTYPE html><body>{source}</body>")
    assert re.findall(r"w\d+", document.text) == shown


FRAGMENTS = [
    *("<", ">", "</", "<!--", "-->", "<![CDATA[", "<?", "&#", "&#x", "&amp;", '"', "'", "=", " ", "\n", "\x00", "word"),
    *("<table>", "<tr>", "<td>", "</table>", "<ol>", "<li>", "</ol>", "<del>", "</del>", "<p hidden>", "<pre>", "<br>"),
    *("<html>", "<body>", "</body>", "</html>", "<head>", "<title>", "<select>", "<svg>", "<q>", "</p>", "<h1>", "é"),
    *("<textarea>", "<plaintext>", "<frameset>", "<button>", "<o:p>", "&nbsp;", "<script>", "</script>", "\ufeff"),
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=40).map("".join))
def test_nothing_is_too_broken_to_read(source: str) -> None:
    page(source.encode("utf-8", "replace"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read(content: bytes) -> None:
    page(content)


def test_the_rows_of_a_table_in_an_answer_are_a_table_of_their_own() -> None:
    inner = "<table><tr><td>Travel</td><td>Two buses.</td></tr><tr><td>Parking</td><td>Four spaces.</td></tr></table>"
    row = f"<tr><td>Question 3: What worries you?</td><td>{inner}</td></tr>"
    found = page(f"<table>{row}<tr><td>Question 4: What else?</td><td>Keep the nurse.</td></tr></table>")
    assert [(block.kind, block.table) for block in found.blocks[1:]] == [(ROW, 1), (ROW, 1), (ROW, None)]
