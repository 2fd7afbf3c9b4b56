"""Styles that people use, each in a small document of its own: what becomes of every line."""

from __future__ import annotations

from tests.splitting.documents import PROSE, segments


def kinds(text: str, name: str = "a.txt") -> list[str]:
    """Every line of the document after "kind: ", with labels joined to their points."""
    found, label = [], ""
    for kind, words in segments(text, name):
        if kind == "label":
            label = f"{words} "
        else:
            found.append(f"{kind}: {label}{' '.join(words.split())}")
            label = ""
    return found


NUMBERED_PAPER = """\
RESPONSE TO THE CONSULTATION

INTRODUCTION

1. The Association welcomes the chance to respond.

This response was drawn up by our committee.

2. We have three main concerns.

They are set out below.

THE CASE FOR CHANGE

3. The case has not been made. In particular:

(a) there is no evidence of harm;

(b) the costs are unknown; and

(c) the timing is wrong.

We would add that nobody has asked for it.

4. Local authorities already have the powers they need, under:

i. the 2008 Act;
ii. general powers.

Jane Smith
Chief Executive
27 May 2014
"""


def test_numbered_paragraphs_that_go_on_in_others() -> None:
    assert kinds(NUMBERED_PAPER) == [
        "heading: RESPONSE TO THE CONSULTATION",
        "heading: INTRODUCTION",
        "point: 1. The Association welcomes the chance to respond. This response was drawn up by our committee.",
        "point: 2. We have three main concerns. They are set out below.",
        "heading: THE CASE FOR CHANGE",
        "point: 3. The case has not been made. In particular: (a) there is no evidence of harm; (b) the costs are "
        "unknown; and (c) the timing is wrong. We would add that nobody has asked for it.",
        "point: 4. Local authorities already have the powers they need, under: i. the 2008 Act; ii. general powers.",
        "furniture: Jane Smith",
        "furniture: Chief Executive",
        "furniture: 27 May 2014",
    ]


def test_numbered_headings_over_unnumbered_paragraphs() -> None:
    text = f"1. INTRODUCTION\n\n{PROSE}\n\nWe object.\n\n2. COST\n\n2.1 Prices\n\n{PROSE}\n\n2.2 VAT\n\n{PROSE}"
    assert kinds(text) == [
        "heading: 1. INTRODUCTION",
        f"point: {PROSE}",
        "point: We object.",
        "heading: 2. COST",
        "heading: 2.1 Prices",
        f"point: {PROSE}",
        "heading: 2.2 VAT",
        f"point: {PROSE}",
    ]


def test_answers_beside_the_numbers_of_the_questions() -> None:
    text = """\
Response from Anytown Parish Council

Q1: Yes, we agree. The council should be free to choose.

Q2 - No. We do not think that private companies should run child protection.

There is also the matter of cost.

Q4. The proposals would:
- cost more
- deliver less
"""
    assert kinds(text) == [
        "furniture: Response from Anytown Parish Council",
        "point: Q1: Yes, we agree. The council should be free to choose.",
        "point: Q2 - No. We do not think that private companies should run child protection.",
        "point: There is also the matter of cost.",
        "point: Q4. The proposals would: - cost more - deliver less",
    ]


def test_headings_in_bold_and_asks_in_bold() -> None:
    text = """\
**Response of the Borough Council**

**Overview**

We support the aims of the draft regulations.

**Inspection and regulation**

**All providers should be registered with Ofsted, whatever they do.**

We see no reason for the exemption.

**What we ask for**

* Registration of all providers
* A cap on profit

**Contact**

Ann Jones, Policy Officer, ann.jones@example.gov.uk
"""
    assert kinds(text, "a.md") == [
        "furniture: **Response of the Borough Council**",
        "heading: **Overview**",
        "point: We support the aims of the draft regulations.",
        "heading: **Inspection and regulation**",
        "point: **All providers should be registered with Ofsted, whatever they do.**",
        "point: We see no reason for the exemption.",
        "heading: **What we ask for**",
        "point: Registration of all providers",
        "point: A cap on profit",
        "furniture: **Contact**",
        "furniture: Ann Jones, Policy Officer, ann.jones@example.gov.uk",
    ]


def test_an_essay_with_headings() -> None:
    text = f"""\
Some thoughts on delegation

{PROSE}

Why the proposal is mistaken

{PROSE}

The second difficulty is money. Who is going to pay for it?

In conclusion

I hope that ministers will think again.

Mary Brown
"""
    assert kinds(text) == [
        "heading: Some thoughts on delegation",
        f"point: {PROSE}",
        "heading: Why the proposal is mistaken",
        f"point: {PROSE}",
        "point: The second difficulty is money. Who is going to pay for it?",
        "heading: In conclusion",
        "point: I hope that ministers will think again.",
        "furniture: Mary Brown",
    ]


LETTER = """\
County Hall
Anytown
AN1 1AA

Our ref: CS/14/22
Date: 27 May 2014

Dear Minister,

Consultation on delegation of functions

We oppose the proposals because they would weaken accountability.

Yours faithfully

Cllr J. Smith
Leader of the Council

Annex: detailed comments

1. Regulation 2 is unclear. It should define "functions".

2. Regulation 3(1)(a) goes too far.

Cc: Director of Children's Services
"""


def test_a_letter_with_an_annex() -> None:
    assert kinds(LETTER) == [
        "furniture: County Hall",
        "furniture: Anytown",
        "furniture: AN1 1AA",
        "furniture: Our ref: CS/14/22",
        "furniture: Date: 27 May 2014",
        "furniture: Dear Minister,",
        "heading: Consultation on delegation of functions",
        "point: We oppose the proposals because they would weaken accountability.",
        "furniture: Yours faithfully",
        "furniture: Cllr J. Smith",
        "furniture: Leader of the Council",
        "heading: Annex: detailed comments",
        'point: 1. Regulation 2 is unclear. It should define "functions".',
        "point: 2. Regulation 3(1)(a) goes too far.",
        "furniture: Cc: Director of Children's Services",
    ]


def test_an_e_mail_reply_between_quoted_lines() -> None:
    text = """\
From: A. Person <person@example.org>
Subject: Re: Consultation

Hi,

> 1. Do you agree that councils should be able to delegate?
Yes, but only to other councils or to charities.

> 2. What safeguards are needed?
> Please give reasons.

Inspection of everyone who does the work.

Thanks
Andy

PS A ban on profit would help too, I think.

On 12 May 2014, at 10:01, DfE Consultations wrote:
> Dear all,
>
> We would welcome your views.
"""
    found = kinds(text)
    assert [line for line in found if not line.startswith("furniture")] == [
        "point: Yes, but only to other councils or to charities.",
        "point: Inspection of everyone who does the work.",
        "point: PS A ban on profit would help too, I think.",
    ]
    assert "furniture: > 2. What safeguards are needed?" in found


def test_bullets_and_nothing_else() -> None:
    text = "- Keep services local\n- No privatisation\n- Register all providers\n- Pay social workers properly"
    assert kinds(text) == [f"point: {line[2:]}" for line in text.splitlines()]


def test_one_word() -> None:
    assert kinds("No.") == ["point: No."]


def test_headings_and_nothing_else() -> None:
    assert kinds("# No privatisation\n\n## Keep it local", "a.md") == [
        "point: No privatisation",
        "point: Keep it local",
    ]


def test_fragments_after_a_colon_belong_to_their_sentence() -> None:
    text = """\
We believe that the regulations should be amended so as to:
1. require registration of providers
2. limit delegation to not-for-profit bodies
3. protect the terms of staff
4. keep records open

Without those changes we could not support them.
"""
    first, second = kinds(text)
    assert first.endswith("4. keep records open")
    assert second == "point: Without those changes we could not support them."


def test_sentences_after_a_colon_are_points_and_what_asks_for_them_a_heading() -> None:
    text = """\
Our main points are these:

- Councils should be free to choose how they deliver services to their children.
- Every provider should be inspected by Ofsted as often as a council is.
- Money.
"""
    assert [line.partition(":")[0] for line in kinds(text)] == ["heading", "point", "point", "point"]


def test_lettered_parts_with_numbers() -> None:
    text = """\
R1. Withdraw the draft.
R2. Fund early help.

A. Background

A.1 The council is a unitary.
A.2 It has 200 social workers.

B. Views

B.1 We oppose the proposal in its present form because it is untested.
B.2 There are three problems with it, namely:
   (i) cost,
   (ii) risk, and
   (iii) loss of control.
"""
    assert kinds(text) == [
        "point: R1. Withdraw the draft.",
        "point: R2. Fund early help.",
        "heading: A. Background",
        "point: A.1 The council is a unitary.",
        "point: A.2 It has 200 social workers.",
        "heading: B. Views",
        "point: B.1 We oppose the proposal in its present form because it is untested.",
        "point: B.2 There are three problems with it, namely: (i) cost, (ii) risk, and (iii) loss of control.",
    ]


def test_numbers_on_lines_of_their_own() -> None:
    text = f"""\
Recommendation 1

The Government should withdraw the regulations.

Recommendation 2

{PROSE}

4

Recommendation 3 of the Munro review has not been carried out.
"""
    assert kinds(text) == [
        "point: Recommendation 1 The Government should withdraw the regulations.",
        f"point: Recommendation 2 {PROSE}",
        "furniture: 4",
        "point: Recommendation 3 of the Munro review has not been carried out.",
    ]


def test_somebody_who_never_uses_capitals() -> None:
    text = "i dont agree with this. why should anybody profit\n\nalso what happens when they go bust\n\nthanks\njo"
    assert [line.partition(":")[0] for line in kinds(text)] == ["point", "point", "furniture", "furniture"]


def test_a_form_of_fields() -> None:
    text = "Name: Joe Bloggs\nOrganisation: none\nEmail: joe@example.org\nPlease give your reasons.\nIt is wrong."
    assert kinds(text) == ["question: Please give your reasons.", "point: It is wrong."]
    assert kinds(text.replace("Email: joe@example.org\n", "")) == [
        *("furniture: Name: Joe Bloggs", "furniture: Organisation: none"),
        *("furniture: Please give your reasons.", "point: It is wrong."),
    ]


def test_a_section_that_introduces_an_organisation_after_numbered_points() -> None:
    text = f"""\
1. {PROSE}

2. {PROSE}

The Society of Social Workers

The Society of Social Workers was founded in 1970 and has three thousand members in all parts of the country.

Contact: Jane Smith, 01632 960101
"""
    assert [line.partition(":")[0] for line in kinds(text)] == ["point", "point", *["furniture"] * 3]


def test_a_last_section_of_points_is_not_lost_for_the_contact_below_it() -> None:
    text = f"1. {PROSE}\n\n2. {PROSE}\n\nWhat it costs\n\n{PROSE}\n\nFor further information contact a@example.org"
    assert kinds(text)[2:] == [
        "heading: What it costs",
        f"point: {PROSE}",
        "furniture: For further information contact a@example.org",
    ]


def test_a_paragraph_over_a_drawn_line_is_no_heading() -> None:
    for name in ("a.txt", "a.md"):
        assert kinds(f"{PROSE}\n-----\n\n{PROSE}", name) == [f"point: {PROSE}"] * 2
