"""Numbering as people write it: a text of many schemes, and the labels that its points get."""

from __future__ import annotations

import pytest

from tests.splitting.documents import PROSE, checked, document, labels, segments

OTHER = "Nobody has shown that families would be better served by such a change."


def numbered(*starts: str, between: str = "\n\n") -> str:
    return between.join(f"{start} {PROSE if i % 2 else OTHER}" for i, start in enumerate(starts))


SCHEMES = {
    "one twice, one missing": (numbered("1.", "2.", "2.", "4."), ["1", "2", "2", "4"]),
    "an annex counts anew": (
        f"{numbered('1.', '2.', '3.')}\n\nAnnex A\n\n{numbered('1.', '2.')}",
        ["1", "2", "3", "1", "2"],
    ),
    "every section counts anew": (
        f"Costs\n\n{numbered('1.', '2.')}\n\nQuality\n\n{numbered('1.', '2.')}",
        ["1", "2", "1", "2"],
    ),
    "A1 to A12": (numbered(*(f"A{n}" for n in range(1, 13))), [f"A{n}" for n in range(1, 13)]),
    "Part1": (numbered("Part1", "Part2", "Part3"), ["Part1", "Part2", "Part3"]),
    "three levels": (
        f"1. Costs\n\n1.1 Staff\n\n{numbered('1.1.1', '1.1.2')}\n\n1.2 Homes\n\n{numbered('1.2.1', '1.2.2')}",
        ["1.1.1", "1.1.2", "1.2.1", "1.2.2"],
    ),
    "as a law counts": (numbered("1.(1)", "(2)", "(3)", "2.(1)", "(2)"), ["1(1)", "1(2)", "1(3)", "2(1)", "2(2)"]),
    "letters up to n": (numbered(*(f"({c})" for c in "abcdefghijklmn")), [f"({c})" for c in "abcdefghijklmn"]),
    "Roman from v": (numbered("v.", "vi.", "vii."), ["v", "vi", "vii"]),
    "capitals up to J": (numbered(*(f"{c}." for c in "ABCDEFGHIJ")), list("ABCDEFGHIJ")),
    "Roman capitals": (numbered("I.", "II.", "III.", "IV.", "V."), ["I", "II", "III", "IV", "V"]),
    "questions with lists": (
        f"{numbered('Q1.', '1.', '2.')}\n\n{numbered('Q2.', '1.', '2.')}",
        ["Q1", "1", "2", "Q2", "1", "2"],
    ),
    "a scheme in a scheme": (
        numbered("1)", "a)", "i)", "ii)", "b)", "2)"),
        ["1)", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "2)"],
    ),
    "with tabs": (numbered("1.\t", "2.\t", "3.\t", between="\n"), ["1", "2", "3"]),
    "on lines of their own": (f"1.\n{PROSE}\n\n2.\n{OTHER}\n\n3.\n\n{PROSE}", ["1", "2", "3"]),
    "zeros": (numbered("01.", "02.", "03."), ["01", "02", "03"]),
    "1.01": (numbered("1.01", "1.02", "2.01"), ["1.01", "1.02", "2.01"]),
    "a dash": (numbered("1 –", "2 –", "3 –"), ["1", "2", "3"]),
    "words for numbers": (f"Firstly, {PROSE}\n\nSecondly, {OTHER}\n\nLastly, {PROSE}", ["¶1", "¶2", "¶3"]),
    "dates": ("3 May was too early.\n\n4 May was no better.\n\n5 May would have done.", ["¶1", "¶2", "¶3"]),
    "times": ("9.30 am is too early for many.\n\n10.15 would be better for all.", ["¶1", "¶2"]),
    "people": (f"1. A. Smith told us so. {PROSE}\n\n2. I. Brown did, too. {OTHER}", ["1", "2"]),
    "German": (
        "1. Die Gemeinden sollen selbst entscheiden.\n\n2. Dafür braucht es mehr Geld:\n\na) für Personal;\n\n"
        "b) für Räume.\n\n3. Am 3. Mai war das anders.",
        ["1", "2", "3"],
    ),
    "French": (
        "1° Les communes doivent décider.\n\n2° Cela coûte cher, à savoir :\n\n- le personnel ;\n- les locaux.\n\n"
        "3° Le 3 mai, c’était différent.",
        ["1", "2", "3"],
    ),
    "Welsh": (
        "Cwestiwn 1: Ydym, rydym yn cytuno â'r cynnig.\n\nCwestiwn 2: Mae angen arolygu pawb sy'n darparu.",
        ["Cwestiwn 1", "Cwestiwn 2"],
    ),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_schemes(name: str) -> None:
    text, expected = SCHEMES[name]
    assert labels(text) == expected


@pytest.mark.parametrize("mark", ["•", "–", "-", "*", "▪", "\uf0b7", "o\t", "·", "◦"])
def test_bullets(mark: str) -> None:
    asks = "\n".join(f"{mark} {words}" for words in (PROSE, OTHER))
    assert segments(f"Our asks\n\n{asks}") == [("heading", "Our asks"), ("point", PROSE), ("point", OTHER)]


def test_a_form_with_boxes_to_tick() -> None:
    boxes = "Yes ☒\nNo ☐\nDon't know ☐\nPlease explain your answer in the text box."
    first = f"1. Do you agree that it should be wider?\n{boxes}\n{PROSE}"
    text = f"{first}\n\n2. Do you think that help is needed?\n{boxes}\n{OTHER}"
    assert [kind for kind, _ in segments(text)] == ["question", "answer", *["furniture"] * 3, "point"] * 2


def test_a_number_that_was_passed_over_throws_doubt_on_the_point_that_holds_it() -> None:
    found = {s.label: s for s in checked(document(numbered("1.", "2.", "5.", "4.", "6."))) if s.kind.value == "point"}
    assert list(found) == ["1", "2", "5", "6"]
    assert found["5"].confidence < 1
    alone = numbered("1.")
    (point,) = (s for s in checked(document(alone)) if s.kind.value == "point")
    assert (point.label, point.confidence) == ("¶1", 0.6)
    assert point.reason == '"1" in it was not taken for a number of its own'


def test_the_title_of_a_part_keeps_its_number_among_its_words() -> None:
    text = "Section 29A: Powers\n\nThe powers go too far.\n\nSection 29B: Costs\n\nThe costs are too high for us.\n"
    assert [label for label in labels(text) if label and "29" in label] == []


def test_remarks_by_clause_are_numbered_by_it() -> None:
    text = "Clause 5: too vague\n\nClause 6: we agree with this\n\nClause 7: it costs too much\n"
    assert labels(text) == ["Clause 5", "Clause 6", "Clause 7"]
