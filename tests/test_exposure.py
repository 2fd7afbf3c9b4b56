"""Exposure: nothing that leaves the house tells of people what they did not agree to; and all of them are counted.

What leaves is what lies in ``reports/``: the page, also as it is printed, and the manifest beside it. Every secret of
this workspace is a word that stands nowhere else, so that a search finds it wherever it slips out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from analysis.app import publish
from analysis.app.admin.export_files import export
from analysis.app.context import AppContext
from analysis.app.ingest import ingest
from analysis.exporting.exporters import ASSURANCE_EXPORTERS, EXPORTERS
from analysis.workspace import Workspace
from tests.builders import Clock, make_coding, make_workspace, person
from tests.exporting.contents import words_in
from tests.personal_data_texts import all_seeded

CONSULTATION = """
[consultation]
title = "Library opening hours"
respondent_types = ["resident", "council", "hermit"]
name_individuals = true
campaign_responses = 2

[[question]]
key = "Q1"
text = "Do you agree that the library opens on Sundays?"

[[question]]
key = "Q2"
text = "Why do you say so?"

[[theme]]
key = "funding"
name = "Funding"
definition = "Money: budgets, cuts and costs."
keywords = ["funding", "budget", "cuts", "cost", "money"]

[[theme]]
key = "access"
name = "Access"
definition = "Whether people can reach and use the library."
keywords = ["opening hours", "bus", "access", "wheelchair", "evening"]
"""

HEADER = [
    "Response ID",
    "Your name",
    "Organisation",
    "Your email",
    "May we publish your response?",
    "Are you responding as:",
    "Q1. Do you agree that the library opens on Sundays?",
    "Q2. Why do you say so?",
    "What is your age?",
    "Q14",
    "Postcode",
    "Do you consider yourself to be disabled?",
]
GIVEN = ("Quillon", "Zebedee", "Ysolde", "Xanthe", "Wilhelmina", "Vashti", "Ulrica", "Thaddeus", "Seraphim", "Rhodri")
WITHHELD = [f"Withheldsurname{chr(97 + n)}" for n in range(10)]
ANONYMOUS = [f"Anonsurname{chr(97 + n)}" for n in range(10)]
NAMED = [f"Namedsurname{chr(97 + n)}" for n in range(8)]

TEMPLATE = """To the council

The money for Sunday opening would be better spent on the roof of the library, which has let in the rain for years.

Without an evening bus nobody from the villages can reach the library, however long its opening hours are.

Yours faithfully,
"""


def rows() -> Iterator[list[str]]:
    """The survey: of the ten who are withheld each says a word of their own, and one ticks what nobody else does."""
    for n, name in enumerate(WITHHELD):
        tick = "Never-in-a-month" if n == 0 else "No"
        said = f"The budget of wordofwithheld{chr(97 + n)} is a matter of money and cuts."
        who = ("hermit" if n == 0 else "resident", tick, said)
        yield row(f"w{n}", n, name, "No", *who)
    for n, name in enumerate(ANONYMOUS):
        reached = f"ring 07700 9001{n:02} or see facebook.com/{name.lower()}"
        said = f"I, {GIVEN[n]} {name}, need a bus ({reached}). {name} waits."
        yield row(f"a{n}", n, name, "Yes, anonymously", "resident", "Perhaps-not" if n == 0 else "Yes", said)
    for n, name in enumerate(NAMED):
        yield row(
            f"n{n}",
            n,
            name,
            "Yes, with my name",
            "resident",
            "Yes",
            f"The cost of evening {n} is fair: it is our money.",
        )


def row(id: str, n: int, name: str, publish: str, kind: str, tick: str, said: str) -> list[str]:
    sex = ("Male", "Female")[n % 2] if n else "Non-binary"
    about = [str(61 + n), sex, f"ZE{n + 1} 9ZZ", "Yesdisabled" if n == 3 else "Notdisabled"]
    return [id, f"{GIVEN[n]} {name}", "", f"{name.lower()}@example.org", publish, kind, tick, said, *about]


def survey() -> str:
    made = io.StringIO()
    csv.writer(made).writerows([HEADER, *rows()])
    return made.getvalue()


FILES: dict[str, str | bytes] = {
    "survey.csv": survey(),
    "letter-one.txt": TEMPLATE,
    "letter-two.txt": TEMPLATE,
    "objection-of-templeton-sender.txt": TEMPLATE,
    "Objection from Zelda Unreadable, 14 Mill Lane.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "Yorick Unreadable.xyz": b"\0\1\2\3" * 40,
}
RESPONDENTS = """file,respondent,type,publish
letter-one.txt,Open Letter One,council,yes
letter-two.txt,Open Letter Two,council,yes
objection-of-templeton-sender.txt,Templeton Sender,hermit,no
"""

SECRETS = [
    *WITHHELD,
    *ANONYMOUS,
    *(f"{given} {name}" for given in GIVEN for name in (*WITHHELD, *ANONYMOUS)),
    *GIVEN[8:],
    *(f"wordofwithheld{chr(97 + n)}" for n in range(10)),
    "Never-in-a-month",
    "Perhaps-not",
    "Templeton",
    "objection-of",
    "Unreadable",
    "Mill Lane",
    "07700",
    "facebook.com",
    "9ZZ",
    "ZE1",
    "Yesdisabled",
    "Non-binary",
    "hermit",
    *(f">{61 + n}<" for n in range(10)),
    *(f"survey.csv#{kind}{n}" for kind in "wa" for n in range(10)),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> AppContext:
    """A workspace of all these files."""
    root = make_workspace(tmp_path_factory.mktemp("exposed"), FILES, CONSULTATION, RESPONDENTS)
    return AppContext(Workspace(root), clock=Clock())


@pytest.fixture(scope="module")
def public(app: AppContext) -> dict[str, str]:
    """Everything that lies in ``reports/`` after a report, by its name."""
    publish.report(app)
    reports = app.workspace.report.parent
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(reports.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def exports(app: AppContext) -> dict[str, str]:
    """Everything that stands in each public export, and in what is packed in it, by the format."""
    return {name: words_in(export(app, name).content) for name in (*EXPORTERS, *ASSURANCE_EXPORTERS)}


@pytest.fixture(scope="module")
def sheet(app: AppContext, public: dict[str, str]) -> Any:
    """The report and its annex in one page, made after they were made apart."""
    publish.report(app, one_file=True)
    return html.fromstring(app.workspace.report.read_text(encoding="utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_there_is_a_page_and_a_manifest(public: dict[str, str]) -> None:
    assert list(public)[-2:] == ["report.html", "report.manifest.json"]
    assert {"index.html", "responses.html", "ledger.html"} <= set(public), "and what the annex holds"


def test_no_public_output_holds_a_secret(public: dict[str, str]) -> None:
    assert len(SECRETS) > 200
    read_out = {f"{name}, read out": html.fromstring(f"<p>{one}</p>").text_content() for name, one in public.items()}
    assert told_in(public | read_out, SECRETS) == []


def test_no_public_export_holds_a_secret(exports: dict[str, str]) -> None:
    assert told_in(exports, [secret for secret in SECRETS if not secret.startswith(">")]) == []


def told_in(files: dict[str, str], secrets: list[str]) -> list[tuple[str, str]]:
    """The secrets that stand in files, each with the file's name."""
    folded = {name: content.casefold() for name, content in files.items()}
    return [(secret, name) for secret in secrets for name, one in folded.items() if secret.casefold() in one]


def test_exports_hold_what_the_report_prints_and_no_digest_of_what_anybody_sent(exports: dict[str, str]) -> None:
    for name, content in exports.items():
        assert name in ("docx", "odt", *ASSURANCE_EXPORTERS) or "Open Letter One" in content, name
        assert "Library opening hours" in content, name
        assert not [file for file, digest in digests().items() if digest[:12] in content], name
    told = json.loads(exports["json"])["tables"]
    assert {record["Response"] for record in told["points"]} <= {f"R{n}" for n in range(1, 21)}
    figures = {(row["Table"], row["Group"], row["Measure"]): row["Value"] for row in told["figures"]}
    assert figures["Received", "all", "responses"] == 31
    assert figures["Closed question", "Yes", "respondents"] == 17
    assert figures["Closed question", "3 other answers and no answer", "respondents"] == 14
    assert figures["Question", "Q1", "responses"] is None, "three did not answer, of whom one is not named"
    assert [record["Answer"] for record in told["answers"]] == ["Yes"] * len(NAMED)
    monitored = [row for row in told["figures"] if row["Table"] == "Monitoring"]
    assert monitored
    chosen = [row["Value"] for row in monitored if row["Group"] != "Not answered"]
    assert all(value is None or value >= 5 for value in chosen)


def digests() -> dict[str, str]:
    contents = {name: one if isinstance(one, bytes) else one.encode() for name, one in FILES.items()}
    texts = {name: each[7].encode() for name, each in ((line[0], line) for line in rows())}
    return {name: hashlib.sha256(one).hexdigest() for name, one in {**contents, **texts}.items()}


def test_no_digest_of_what_anybody_sent_is_on_the_page(public: dict[str, str]) -> None:
    version = json.loads(public["report.manifest.json"])["codebook"]
    for file, page in public.items():
        assert not [name for name, digest in digests().items() if digest[:12] in page], file
        if file.endswith(".html"):
            (main,) = html.fromstring(page).xpath("//main")
            assert set(re.findall(r"\b[0-9a-f]{12,}\b", words(main))) <= {version}, "the codebook's is of nobody"


def test_every_respondent_is_counted(sheet: Any) -> None:
    said = words(sheet)
    assert "31 responses received and analysed" in said
    assert "11 responses are not shown at all" in said


def test_every_respondent_is_counted_for_a_theme_shown_or_not(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, FILES, CONSULTATION, RESPONDENTS)
    app = AppContext(Workspace(root), clock=Clock())
    # People find that nine of the ten withheld rows and the eight named ones speak of money, and nobody else does.
    corpus = ingest.take_in(app)
    assert len(corpus.responses) == 31
    codings = [
        make_coding(
            point.key, ["funding"] if re.match(r"survey\.csv#(w[1-9]|n)", point.document) else [], by=person("ann")
        )
        for point in corpus.points
    ]
    app.store.append([replace(coding, codebook=corpus.consultation.codebook.version) for coding in codings])
    publish.report(app, one_file=True)
    sheet = html.fromstring(app.workspace.report.read_text(encoding="utf-8"))
    funding = words(sheet.xpath("//section[@aria-labelledby='theme-funding']//dl[@class='figures']")[0])
    assert funding.startswith("Respondents 17 of 31 (55%) Without the campaign 17 of 29; in 17 of"), funding
    access = words(sheet.xpath("//section[@aria-labelledby='theme-access']//dl[@class='figures']")[0])
    assert access.startswith("Respondents 0 of 31"), access
    (table,) = sheet.xpath("//section[@aria-labelledby='themes']//table")
    assert [words(cell) for cell in table.xpath("./tbody/tr")[0]][:3] == ["Funding", "17", "55%"]


def test_responses_that_are_withheld_have_no_number_no_gap_and_no_reference(sheet: Any) -> None:
    numbers = [int(words(one).split()[0][1:]) for one in sheet.xpath("//article//h3")]
    assert numbers == list(range(1, 21))
    linked = {href for href in sheet.xpath("//a/@href") if re.match(r"#r\d", href)}
    assert {int(re.match(r"#r(\d+)", href)[1]) for href in linked} <= set(numbers)  # type: ignore[index]


def test_nobody_is_told_to_have_sent_the_letter_that_is_withheld(sheet: Any) -> None:
    (campaigns,) = sheet.xpath("//section[@aria-labelledby='campaigns']")
    assert "Campaign 1: 2 responses They send the same letter, or nearly" in words(campaigns)
    (letters,) = sheet.xpath("//section[@aria-labelledby='campaign-letters']")
    for section in (campaigns, letters):
        senders = {href.partition("-")[0] for href in section.xpath(".//a/@href") if re.match(r"#r\d", href)}
        assert senders <= {"#r1", "#r2"}
    assert not sheet.xpath("//*[@id='campaign-2']")


CLOSED = "//table[caption[starts-with(@id, 'closed-')]]"
CROSSED = "//section[@class='question']//table[contains(@class, 'matrix')]"
MONITORED = "//section[@aria-labelledby='equality']//table"


@pytest.mark.parametrize("tables", [CLOSED, CROSSED, MONITORED], ids=["closed", "crossed", "monitoring"])
def test_no_cell_about_people_who_are_not_named_is_below_the_bound(sheet: Any, tables: str) -> None:
    # How many did not answer is what the total leaves of those who did.
    lines = sheet.xpath(f"{tables}/*[self::tbody or self::tfoot]/tr[not(@class='apart')]")
    cells = [cell for line in lines for cell in line if "number" in (cell.get("class") or "")]
    told = [words(cell).partition(" (")[0] for cell in cells if "%" not in words(cell).partition(" (")[0]]
    assert told or tables == CROSSED
    # The two councils are named, and their letters answer no question: everybody reads that they chose nothing.
    known = {"2"} if tables == CROSSED else set()
    assert all(figure in {"", "suppressed", "0", *known} or int(figure) >= 5 for figure in told), told
    assert not sheet.xpath(f"{tables}//a[starts-with(@href, '#r')]"), "nobody is listed"


def test_what_is_not_told_of_few_is_said_to_be_suppressed(sheet: Any) -> None:
    for tables in (CLOSED, MONITORED):
        assert re.search("suppressed|together", words(sheet.xpath(tables)[0]))


def test_no_small_cell_follows_from_the_others_and_what_is_printed_beside_names(sheet: Any) -> None:
    (table,) = sheet.xpath(CLOSED)
    told = {words(line[0]): words(line[1]) for line in table.xpath(".//tr[td[@class='number']]")}
    assert told == {"Yes": "17", "3 other answers and no answer, together": "14"}
    named = [words(one) for one in sheet.xpath("//article//div[@class='answer']")]
    assert named == ["Answer: Yes"] * len(NAMED), "only who is named has a closed answer beside a text"
    assert int(told["Yes"]) - len(named) >= 5


def test_no_answer_of_few_follows_from_taking_one_figure_of_a_question_from_another(sheet: Any) -> None:
    # 9 of the 14 say No; of the others 2 tick an answer of their own, and 3 none.
    (section,) = sheet.xpath("//section[@aria-labelledby='q-1']")
    assert "Of 31 respondents, 0 in words" in words(section)
    assert "how many is suppressed" in words(section)
    councils = r"3 other answers and no answer, together 2|council \(n = 2\)"  # named, and they answer no question
    told_figures = re.sub(councils, "", words(section)).replace("3 other answers", "")
    told_figures = told_figures.partition("Themes in the whole response")[0]  # the two councils raise a theme
    assert not re.search(r"\b(28|26|2|3)\b", told_figures), told_figures
    (positions,) = section.xpath(".//table[.//th[contains(., 'Position')]]")
    told = {words(line[0]): words(line[1]) for line in positions.xpath(".//tbody/tr | .//tfoot/tr")}
    assert told == {
        "Support": "17",
        **dict.fromkeys(["Oppose", "Mixed", "Unclear or neither", "All who answered"], "suppressed"),
    }
    (answered,) = sheet.xpath("//table[.//*[contains(text(), 'that answer each question')]]")
    asked = {words(line[0])[:2]: [words(cell) for cell in line[1:4]] for line in answered.xpath(".//tbody/tr")}
    assert asked["Q1"] == ["suppressed", "0", "suppressed"]
    assert asked["Q2"] == ["18", "18", "0"], (
        "the ten withheld are given one theme, so that their words are in no figure"
    )


def test_types_and_crosses_tell_nothing_of_who_is_withheld(sheet: Any) -> None:
    (types,) = sheet.xpath("//table[.//*[contains(text(), 'points by type of respondent')]]")
    told = {words(line[0]): [words(cell) for cell in line[1:]] for line in types.xpath(".//tr[td]")}
    assert told["resident"][0] == "18"
    assert told["council"][0] == "2"
    assert told["Withheld (type not shown)"][0] == "11"
    assert told["All"][0] == "31"
    ledger = words(sheet.xpath("//section[@aria-labelledby='ledger']//table[contains(@class, 'ledger')]")[0])
    assert "11 withheld responses (points alone) and the closed answers of 10 anonymous responses" in ledger


def test_unread_files_are_told_by_number(sheet: Any) -> None:
    (table,) = sheet.xpath("//table[caption[contains(., 'could not be read, by reason')]]")
    assert sorted(re.findall(r"\(no\. (\d+)\)", words(table))) == ["1", "2"]


def test_how_the_table_was_read_names_the_columns_for_monitoring(sheet: Any) -> None:
    told = words(sheet.xpath("//section[@aria-labelledby='columns']")[0])
    assert told.count("about the respondents, told in totals alone") == 4


def test_the_office_can_tell_which_file_a_number_stands_for(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, FILES, CONSULTATION, RESPONDENTS)
    made = publish.report(AppContext(Workspace(root), clock=Clock()))
    assert dict(made.unread) == {
        1: "Objection from Zelda Unreadable, 14 Mill Lane.doc",
        2: "Yorick Unreadable.xyz",
    }
    assert dict(made.numbers)["R1"] == "letter-one.txt"


def test_no_digest_of_what_anybody_sent_is_in_the_manifest(public: dict[str, str]) -> None:
    assert not [name for name, digest in digests().items() if digest in public["report.manifest.json"]]


MAIL = b"""From: "Mailsender, Wolfgang" <wolf@example.org>
To: council@example.org
Subject: Sunday opening
Date: Mon, 2 Mar 2026 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

Mr Mailsender and his children cannot reach the library without an evening bus, and Mailsender is no name to forget.

The money for it should come out of the budget for the roof.

W. Mailsender
"""

PAPER = """<html><body><h1>Response of Wilma Titleholder</h1>
<h1>The bus</h1><p>Without an evening bus Wilma Titleholder cannot reach the library, says Titleholder herself.</p>
<h1>Comments from Mrs Titleholder on the roof</h1><p>The money for the roof is there, and the budget has room.</p>
</body></html>"""


def test_the_name_in_a_messages_head_and_in_a_title_is_nowhere(tmp_path: Path) -> None:
    root = make_workspace(tmp_path, {"a.eml": MAIL, "b.html": PAPER}, CONSULTATION)
    publish.report(AppContext(Workspace(root), clock=Clock()))
    for path in filter(Path.is_file, (root / "reports").rglob("*")):
        content = path.read_text(encoding="utf-8")
        for secret in ("Mailsender", "Wolfgang", "Titleholder", "Wilma", "wolf@"):
            assert secret.casefold() not in content.casefold(), (secret, path.name)
        assert "The bus" not in content, "it stands where a title does"


# Personal data in free text -------------------------------------------------------------------------------------------

SEEDED = [text for _, text in all_seeded(range(4))]
ABOUT = "This is what I want to say about the library and the money for it, at some length so that it is a point."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is public of a survey whose anonymous answers hold personal data of every kind, and a named person."""
    stream = io.StringIO()
    rows = [[str(n), "Yes, anonymously", "", f"{ABOUT} {text.text}"] for n, text in enumerate(SEEDED)]
    header = ["Response ID", "May we publish your response?", "Your name", "Why do you say so?"]
    named = ["p1", "Yes, with my name", "Wilhelmina Printedname", f"{ABOUT} Wilhelmina Printedname needs a bus."]
    csv.writer(stream).writerows([header, *rows, named])
    consultation = CONSULTATION.replace("name_individuals = true\n", "")
    root = make_workspace(tmp_path_factory.mktemp("told"), {"survey.csv": stream.getvalue()}, consultation)
    app = AppContext(Workspace(root), clock=Clock())
    publish.report(app)
    made = {path.name: path.read_text(encoding="utf-8") for path in (root / "reports").rglob("*") if path.is_file()}
    return made | {name: words_in(export(app, name).content) for name in (*EXPORTERS, *ASSURANCE_EXPORTERS)}


def test_no_personal_data_of_any_kind_is_in_anything_public(told: dict[str, str]) -> None:
    assert len(told) > 3
    for name, content in told.items():
        plain = (
            "".join(html.fromstring(content).xpath("//body//text()")) if content.startswith("<!doctype") else content
        )
        # A surname or a number of few figures may stand there of itself, as a class or a count.
        leaked = [secret for text in SEEDED for secret in text.secrets if len(secret) > 5 and secret in plain]
        assert not leaked, (name, leaked)


def test_a_person_who_agreed_is_not_named_unless_the_department_names_people(told: dict[str, str]) -> None:
    assert not [name for name, content in told.items() if "Printedname" in content]


def test_the_page_says_how_much_was_found_and_that_nobody_has_looked(told: dict[str, str]) -> None:
    page = " ".join(html.fromstring(told["report.html"]).text_content().split())
    found, confirmed, printed, unseen, withheld = map(
        int,
        re.search(  # type: ignore[union-attr]
            r"It found (\d+) passages in the text that is shown. People confirmed (\d+), decided to print (\d+), "
            r"and have not looked at (\d+). (\d+) of the \d+ are withheld",
            page,
        ).groups(),
    )
    assert found == unseen >= len(SEEDED) * 0.9
    assert (confirmed, printed) == (0, 0)
    assert withheld <= found
