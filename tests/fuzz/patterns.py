"""Texts of one or a few things said over and over: what makes a pattern or a search slow."""

from __future__ import annotations

from random import Random

PIECES = (
    *(
        "1",
        "9",
        "1.",
        "1.1.",
        "1.1.1.1.1.1.1.1",
        "(",
        ")",
        "((",
        "[",
        "]",
        "{",
        ".",
        "..",
        ",",
        ";",
        ":",
        "-",
        "–",
        "_",
    ),
    *(
        " ",
        "  ",
        "\t",
        "\u00a0",
        "\u2003",
        "\n",
        "\n\n",
        "\r",
        "\x0b",
        "> ",
        ">",
        ">>>>",
        "> > ",
        "|",
        "#",
        "# ",
        "## ",
    ),
    *(
        "*",
        "**",
        "* ",
        "- ",
        "• ",
        "+ ",
        "`",
        "```",
        "~",
        "=",
        "===\n",
        "---\n",
        "\\",
        "/",
        "<",
        "</",
        "<p>",
        "&",
        "&amp;",
    ),
    *(
        "a",
        "A",
        "i",
        "v",
        "x",
        "xiv",
        "ii.",
        "(a)",
        "(iv)",
        "a) ",
        "A.1",
        "B. ",
        "§ ",
        "§1 ",
        "Q",
        "Q1",
        "Q1. ",
        "Q1(b): ",
    ),
    *(
        "Question 3(b): ",
        "Question ",
        "Recommendation 4 ",
        "Point 7\n",
        "Para 5.2 ",
        "paragraph 4.1(a)(ii) ",
        "Annex A\n",
    ),
    *(
        "@",
        "a@",
        "a@b.",
        "a.b@c-d.e ",
        "http://",
        "www.",
        "www.a.b/c?d=e&",
        "+44 ",
        "0",
        "020 ",
        "(0)",
        "+",
        "AB1 2CD ",
    ),
    *(
        "word",
        "Word ",
        "WORD ",
        "word. ",
        "e.g. ",
        "i.e. ",
        "Mr. ",
        "No. 10 ",
        "2014. ",
        "3.5 million ",
        "10-15% ",
        "£",
    ),
    *("Dear Sir,\n", "Yours faithfully\n", "From: a\n", "On 1 May 2014, A wrote:\n", "-- \n", "Page 1 of 9\n", "ISBN "),
    *(
        "e\u0301",
        "\u0301",
        "\u200d",
        "\u200f",
        "\u202e",
        "\ufeff",
        "ﷺ",
        "שלום ",
        "日本",
        "𝔐",
        "👩‍👩‍👧",
        "\ufffd",
        "\ue000",
        "'",
        '"',
        "“",
        "’s ",
    ),
)

LABELS = (
    "{}. ",
    "{}) ",
    "({}) ",
    "1.{} ",
    "{0}.{0}.{0} ",
    "Q{}. ",
    "Question {}: ",
    "A{}. ",
    "- {}. ",
    "**{}.** ",
    "{}\t",
    "§ {} ",
)
"""How thousands of points may be numbered."""

LONGEST = 200_000
"""Characters of a text: 80 pages, which are read and divided in about a second where nothing is amiss."""


def pattern(chance: Random) -> str:
    """A text of up to three pieces by turns, or of thousands of labels, with something else at its ends."""
    if chance.random() < 0.25:
        return labelled(chance)
    unit = "".join(chance.choices(PIECES, k=chance.randrange(1, 4)))
    # One unbroken run, or lines of some length.
    line = unit * chance.choice([1, 3, 40, 2_000, LONGEST])
    end = chance.choice(["", "\n", "\n\n", "x\n"])
    length = chance.choice([1_000, 20_000, LONGEST, LONGEST])
    body = (line[:length] + end) * max(1, length // max(1, len(line) + len(end)))
    return chance.choice(["", "1. We agree.\n\n", "("]) + body[:LONGEST] + chance.choice(["", "!", "\n\n2. We object."])


def labelled(chance: Random) -> str:
    """Thousands of points, in order, in disorder or all of one number."""
    count = chance.choice([300, 3_000, 15_000])
    order = chance.choice(["rising", "falling", "any", "same"])
    numbers = {"rising": range(count), "falling": range(count, 0, -1), "same": [7] * count}.get(order)
    forms = chance.sample(LABELS, chance.randrange(1, 4))
    words = chance.choice(["", "Yes", "We agree with this.", "see 3.2 and (b)"])
    between = chance.choice(["\n", "\n\n", " ", "; "])
    said = numbers if numbers is not None else (chance.randrange(count) for _ in range(count))
    return between.join(chance.choice(forms).format(number) + words for number in said)[:LONGEST]
