"""consultation.toml: the worked example is read, every field is documented, every mistake is told at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from analysis.errors import ConsultationError
from analysis.model import ColumnRole, ModelCoder, ModelMode, Position, Publish, TeamMessage, TeamReply
from analysis.workspace import ConsultationFile, load_consultation
from analysis.workspace.toml_schema import TABLES
from tests.builders import CONSULTATION, RESPONSES, ROOT

THEME = '[[theme]]\nkey = "funding"\nname = "Funding"\ndefinition = "Money."\n'
HEAD = '[consultation]\ntitle = "Hours"\n'
DOCUMENTED = [RESPONSES / "consultation.toml", ROOT / "templates/workspace/consultation.toml"]


def mistakes(tmp_path: Path, text: str | bytes) -> list[str]:
    """What loading a consultation.toml of this text complains of."""
    path = tmp_path / "consultation.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ConsultationError) as caught:
        load_consultation(path)
    assert str(caught.value).startswith(f"{path} has {len(caught.value.problems)} mistake")
    return list(caught.value.problems)


def test_the_worked_example_is_read() -> None:
    consultation = load_consultation(RESPONSES / "consultation.toml")
    assert consultation.title == "Powers to delegate children's social care functions"
    assert (consultation.opened, consultation.closed) == (date(2014, 4, 17), date(2014, 5, 30))
    assert consultation.codebook.keys == ("localism", "quality-assurance", "funding", "market-failure")
    assert [question.key for question in consultation.questions] == ["Q1", "Q2", "Q3"]
    for theme in consultation.codebook.themes:
        assert theme.include
        assert theme.exclude
        assert len(theme.keywords) > 10
        assert theme.examples
        assert "\n" not in theme.definition


def test_the_starter_of_a_new_workspace_has_no_theme_that_nobody_wrote() -> None:
    assert load_consultation(DOCUMENTED[1]).codebook.themes == ()


@pytest.mark.parametrize("path", DOCUMENTED, ids=["worked example", "starter"])
def test_every_field_is_documented_in_its_table(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # From one ruler comment to the next: "# ---- [[theme]]: …"
    chapters = dict(re.findall(r"# -+ \[+(\w+)\]+(.*?)(?=\n# -+ \[|\Z)", text, re.DOTALL))
    assert set(chapters) == set(TABLES) == set(ConsultationFile.model_fields)
    for table, model in TABLES.items():
        heads = re.findall(
            r"^# ([\w, ]+?)(?: \(required\))?:(?= )|; (\w+) \(required\):", chapters[table], re.MULTILINE
        )
        documented = {name.strip() for head in heads for part in head for name in part.split(",")} - {""}
        assert documented == set(model.model_fields), table
        required = set(re.findall(r"(\w+) \(required\)", chapters[table]))
        assert required == {name for name, field in model.model_fields.items() if field.is_required()}, table


def test_a_question_says_what_a_chosen_answer_means_or_that_nobody_can_be_for_or_against(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    asked = '\n[[question]]\nkey = "Q1"\ntext = "Do you object?"\npositions = {{ "Yes" = "{}" }}\nposition = {}\n'
    path.write_text(
        CONSULTATION.replace("[[question]]", asked.format("oppose", "false") + "[[question]]").replace(
            'key = "Q1"\ntext = "Should', 'key = "Q2"\ntext = "Should'
        ),
        encoding="utf-8",
    )
    first, second = load_consultation(path).questions
    assert (first.positions, first.has_position) == ((("Yes", Position.OPPOSE),), False)
    assert (second.positions, second.has_position) == ((), None)
    path.write_text(path.read_text(encoding="utf-8").replace('"oppose"', '"against"'), encoding="utf-8")
    with pytest.raises(ConsultationError, match=r"Yes.*support.*oppose.*mixed.*unclear.*against"):
        load_consultation(path)


TEN = """
[consultation]
opened = "17 April 2014"
closed = 2014-05-30T09:00:00
organistion = "A council"
respondent_types = "council"

[[question]]
key = "Q1"

[[theme]]
key = "Market Failure"
name = ""
definition = "Companies."

[[theme]]
key = "funding"
name = "Funding"
definition = "Money."
keywords = ["cost", 7]
parent = "money"
"""


def test_ten_mistakes_give_ten_messages_with_place_and_expectation(tmp_path: Path) -> None:
    fields = "expected one of title, organisation, opened, closed, summary, notice, audit_notice, respondent_types, "
    fields += "suppress_below, name_individuals, organisations, campaign_responses, campaign_percent, crossings, "
    fields += "languages, position"
    day = "expected a date without quotation marks, such as 2014-05-30"
    first, second = "[[theme]] number 1 (Market Failure)", "[[theme]] number 2 (funding)"
    assert mistakes(tmp_path, TEN) == [
        "[consultation] › title is missing; expected text in quotation marks",
        f'[consultation] › opened: {day}; found "17 April 2014"',
        f"[consultation] › closed: {day}; found 2014-05-30T09:00:00",
        '[consultation] › respondent_types: expected a list of texts, such as ["one", "two"]; found "council"',
        f"[consultation] › organistion: unknown field; did you mean organisation? {fields}",
        "[[question]] number 1 (Q1) › text is missing; expected text in quotation marks",
        f"{first} › key: expected lower-case letters, digits and hyphens, such as market-failure; "
        'found "Market Failure"',
        f"{first} › name is empty; expected text in quotation marks",
        f"{second} › keywords › item 2: expected text in quotation marks; found 7",
        f'{second} › parent: expected the key of another theme (Market Failure); found "money"',
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            f"{HEAD}opened = 2014-05-30\nclosed = 2014-04-17\n{THEME}",
            "[consultation] › closed: expected a day on or after opened, 2014-05-30; found 2014-04-17",
            id="closed before opened",
        ),
        pytest.param(
            f"{HEAD}{THEME}{THEME.replace('Funding', 'Money')}",
            '[[theme]] number 2 (funding) › key: expected another key than that of number 1; found "funding"',
            id="a theme's key twice",
        ),
        pytest.param(
            f"{HEAD}{THEME}{THEME.replace('funding', 'money')}",
            '[[theme]] number 2 (money) › name: expected another name than that of number 1; found "Funding"',
            id="a theme's name twice",
        ),
        pytest.param(
            f'{HEAD}[[question]]\nkey="Q1"\ntext="A?"\n[[question]]\nkey=" Q1"\ntext="B?"\n{THEME}',
            '[[question]] number 2 ( Q1) › key: expected another key than that of number 1; found "Q1"',
            id="a question's key twice",
        ),
        pytest.param(
            f'{HEAD}respondent_types = ["council", "charity", "council"]\n{THEME}',
            '[consultation] › respondent_types › item 3: "council" is in the list already',
            id="a type twice",
        ),
        pytest.param(
            f'{HEAD}{THEME}parent = "cash"\n',
            '[[theme]] number 1 (funding) › parent: expected the key of another theme (there is none); found "cash"',
            id="unknown parent",
        ),
        pytest.param(
            f'{HEAD}{THEME}parent = "funding"\n',
            '[[theme]] number 1 (funding) › parent: expected a wider theme; found "funding", which is part of this one',
            id="its own parent",
        ),
        pytest.param(
            f'{HEAD}{THEME}was = ["funding"]\n',
            '[[theme]] number 1 (funding) › was: expected keys that no theme has any more; found "funding"',
            id="was is still there",
        ),
        pytest.param(THEME, "[consultation] is missing", id="no consultation"),
        pytest.param(
            f"{HEAD}{THEME}".replace("[[theme]]", "[theme]"),
            "[[theme]]: expected two pairs of brackets, once for each theme; found [theme]",
            id="one pair of brackets",
        ),
        pytest.param(
            f"{HEAD}{THEME}".replace("[consultation]", "[[consultation]]"),
            "[consultation]: expected this line once, with one pair of brackets; found a list",
            id="two pairs of brackets",
        ),
        pytest.param(
            f'{HEAD}{THEME}organisation = "A council"\n',
            "[[theme]] number 1 (funding) › organisation: unknown field; it belongs in [consultation]; expected one of "
            "key, name, definition, include, exclude, keywords, examples, parent, was, "
            "response, action, owner",
            id="a field in the wrong table",
        ),
        pytest.param(
            f"{HEAD}notice = true\n{THEME}",
            "[consultation] › notice: expected text in quotation marks; found true",
            id="not text",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nheader = "2"\n',
            "[[table]] number 1 (a.csv) › header: expected the number of a row, without quotation marks; 0 where no "
            'row names the columns; found "2"',
            id="a row in quotation marks",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nheader = -1\n',
            "[[table]] number 1 (a.csv) › header: expected the number of a row, or 0 where no row names the columns; "
            "found -1",
            id="a row below the first",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nconsent = {{ "OK" = "maybe" }}\n',
            '[[table]] number 1 (a.csv) › consent › OK: expected "yes", "anonymous" or "no"; found "maybe"',
            id="a consent that is none",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nquestions = "Q1"\n',
            "[[table]] number 1 (a.csv) › questions: expected pairs in braces, such as "
            '{ "what the table says" = "what it means" }; found "Q1"',
            id="no pairs",
        ),
        pytest.param(
            f'{HEAD}[[question]]\nkey="Q1"\ntext="A?"\n{THEME}'
            '[[table]]\nfile = "a.csv"\nquestions = { "Why" = "Q2" }\n',
            '[[table]] number 1 (a.csv) › questions › Why: expected one of Q1; found "Q2"',
            id="a question that was not asked",
        ),
        pytest.param(
            f'{HEAD}respondent_types = ["council"]\n{THEME}[[table]]\nfile = "a.csv"\ntypes = {{ "LA" = "counsil" }}\n',
            '[[table]] number 1 (a.csv) › types › LA: did you mean council? expected one of council; found "counsil"',
            id="a type that there is not",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nopen = ["Why"]\nclosed = "why"\n',
            '[[table]] number 1 (a.csv) › closed: "why" stands in open already; keep one of them',
            id="a column twice",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nopen = ["Why"]\n',
            "[[table]] number 1 › file is missing; expected text in quotation marks",
            id="no file",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[table]]\nfile = "a.csv"\nopened = ["Why"]\n',
            "[[table]] number 1 (a.csv) › opened: unknown field; did you mean open? expected one of file, sheet, "
            "header, id, respondent, type, publish, open, closed, details, monitoring, date, leave_out, "
            "questions, types, consent, choices, test_rows",
            id="a field that a table does not have",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[message]]\ntext = "Money matters."\nthemes = ["fundings"]\n',
            '[[message]] number 1 › themes: did you mean funding? expected one of funding; found "fundings"',
            id="a message that rests on no theme",
        ),
        pytest.param(
            f'{HEAD}{THEME}[[message]]\nthemes = ["funding"]\n',
            "[[message]] number 1 › text is missing; expected text in quotation marks",
            id="a message without words",
        ),
        pytest.param(
            f'{HEAD}[[question]]\nkey = "Q1"\ntext = "Why?"\nowner = 7\n{THEME}',
            "[[question]] number 1 (Q1) › owner: expected text in quotation marks; found 7",
            id="an owner that is no text",
        ),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, told: str) -> None:
    assert mistakes(tmp_path, text) == [told]


def test_a_circle_of_parents_is_told_of_every_theme_in_it(tmp_path: Path) -> None:
    circle = "".join(
        f'[[theme]]\nkey = "{key}"\nname = "{key}"\ndefinition = "d"\nparent = "{parent}"\n'
        for key, parent in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    )
    told = mistakes(tmp_path, HEAD + circle)
    assert [line.partition(" ›")[0] for line in told] == [
        f"[[theme]] number {n} ({key})" for n, key in ((1, "a"), (2, "b"), (3, "c"))
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[consultation]\ntitle = "x\n', 'line 2 (title = "x): this text is not closed; end it with a quotation mark'),
        (
            "[consultation]\ntitle = x\n",
            "line 2 (title = x): the value after = cannot be read; put text into quotation",
        ),
        ('[consultation]\ntitle "x"\n', 'line 2 (title "x"): expected = between a field and its value'),
        (f'{HEAD}title = "y"\n', 'line 3 (title = "y"): this field is given a second time; keep one of them'),
        (f"{HEAD}{HEAD}", "line 3 ([consultation]): this table is in the file already; keep one of them"),
        ('[consultation]\ntitle = "C:\\docs"\n', 'line 2 (title = "C:\\docs"): write a backslash in text twice'),
        ("[consultation]\nopened = 2014-02-31\n", "line 2 (opened = 2014-02-31): "),
        ('[consultation]\nrespondent_types = ["a"\n', "at the end of the file: a list is not closed"),
        (b'[consultation]\ntitle = "Caf\xe9"\n', "line 2: not UTF-8 text; save the file again with the encoding UTF-8"),
        ("x = " + "[" * 5000, "lists lie too deep in lists; expected lists of texts"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, text: str | bytes, told: str) -> None:
    (problem,) = mistakes(tmp_path, text)
    assert problem.startswith(told)


@pytest.mark.parametrize(
    "text", ["", "just words", "<html>", "[consultation", "= 3", "theme = 1\nquestion = {}", "[[x]]"]
)
def test_nonsense_is_an_error_and_no_crash(tmp_path: Path, text: str) -> None:
    assert mistakes(tmp_path, text)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConsultationError, match="cannot be read: No such file or directory"):
        load_consultation(tmp_path / "consultation.toml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_bytes(CONSULTATION.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_consultation(path).title == "Library opening hours"


def test_texts_over_several_lines_become_one(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_text(
        '[consultation]\ntitle = """\nOpening\n  hours"""\nsummary = """\nOne.\nTwo.\n"""\n'
        '[[question]]\nkey = "Q1"\ntext = """\nWhy\nnot?"""\n' + THEME,
        encoding="utf-8",
    )
    read = load_consultation(path)
    assert (read.title, read.summary, read.questions[0].text) == ("Opening hours", "One. Two.", "Why not?")


def test_what_is_said_of_a_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_text(
        f'{HEAD}{THEME}[[table]]\nfile = "*.xlsx"\nsheet = "Data"\nheader = 3\nid = "Ref"\nopen = "Why"\n'
        'details = ["Phone", "Town"]\nquestions = { "Why" = "Q1" }\nconsent = { "Yes, you may" = "yes" }\n',
        encoding="utf-8",
    )
    (said,) = load_consultation(path).tables
    assert (said.file, said.sheet, said.header) == ("*.xlsx", "Data", 3)
    assert said.columns == (
        (ColumnRole.ID, ("Ref",)),
        (ColumnRole.OPEN, ("Why",)),
        (ColumnRole.DETAILS, ("Phone", "Town")),
    )
    assert said.questions == (("Why", "Q1"),)
    assert said.consent == (("Yes, you may", Publish.YES),)


def test_a_wrong_value_is_shown_cut_to_a_readable_length(tmp_path: Path) -> None:
    (problem,) = mistakes(tmp_path, f'{HEAD}respondent_types = "{"very long " * 50}"\n{THEME}')
    assert len(problem) < 180
    assert problem.endswith('…"')


def test_the_team_s_words_are_read_and_change_nothing_of_the_codebook(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_text(f"{HEAD}{THEME}", encoding="utf-8")
    plain = load_consultation(path)
    assert (plain.messages, plain.replies) == ((), ())
    path.write_text(
        f'{HEAD}[[message]]\ntext = """\nMoney\nmatters."""\nthemes = ["funding"]\npoints = ["R4.9"]\n'
        '[[question]]\nkey = "Q1"\ntext = "Why?"\nresponse = "We agree."\nanswers = ["Yes", "No"]\n'
        f'{THEME}action = "We will pay."\nowner = "Finance"\n',
        encoding="utf-8",
    )
    read = load_consultation(path)
    assert read.messages == (TeamMessage("Money matters.", ("funding",), ("R4.9",)),)
    assert read.replies == (
        TeamReply(question="Q1", response="We agree."),
        TeamReply(theme="funding", action="We will pay.", owner="Finance"),
    )
    assert read.questions[0].answers == ("Yes", "No")
    assert read.codebook == plain.codebook


CODER = '\n[coder]\nendpoint = "http://127.0.0.1:11434/v1"\nmodel = "llama3.1:8b"\n'


def test_a_model_is_read_with_what_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_text(CONSULTATION + CODER + 'mode = "teach"\nprice_in = 1\nprice_out = 2.5\n', encoding="utf-8")
    coder = load_consultation(path).coder
    assert coder == ModelCoder("http://127.0.0.1:11434/v1", "llama3.1:8b", ModelMode.TEACH, price_in=1.0, price_out=2.5)
    assert (coder.is_local, coder.is_confirmed, coder.codes) == (True, True, True)
    path.write_text(CONSULTATION, encoding="utf-8")
    assert load_consultation(path).coder is None


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('mode = "always"', '[coder] › mode: expected "local", "model", "doubt" or "teach"; found "always"'),
        ('key = "sk-s3cret"', "[coder] › key: unknown field; "),
        ('key_variable = "sk-s3cret"', "[coder] › key_variable: expected the name of an environment variable"),
        ("price_in = 0.15", "[coder] › price_out is missing; give the price of both"),
        ('price_in = "free"\nprice_out = 1', "[coder] › price_in: expected what a million tokens cost"),
        ("concurrency = 0", "[coder] › concurrency: expected how many questions may be open at a time, 1 to 64"),
        ('personal_data = "show"', '[coder] › personal_data: expected "hold back", "mask" or "send"; found "show"'),
        ('endpoint = "ai.example.org"', "[coder] › endpoint: expected an address of the web without name or key"),
        ('endpoint = "https://me:s3cret@ai.example.org"', "[coder] › endpoint: expected an address of the web"),
    ],
)
def test_mistakes_about_a_model_are_told_and_no_key(lines: str, problem: str, tmp_path: Path) -> None:
    path, field = tmp_path / "consultation.toml", lines.split(" ")[0]
    table = "".join(line for line in CODER.splitlines(keepends=True) if not line.startswith(f"{field} "))
    path.write_text(f"{CONSULTATION}{table}{lines}\n", encoding="utf-8")
    with pytest.raises(ConsultationError) as caught:
        load_consultation(path)
    assert problem in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_second_table_of_a_model_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "consultation.toml"
    path.write_text(CONSULTATION + CODER.replace("[coder]", "[[coder]]"), encoding="utf-8")
    with pytest.raises(ConsultationError, match="expected this line once, with one pair of brackets"):
        load_consultation(path)
