"""Group names: a short clause where no noun phrase is as close to what a group says, and never one that it denies."""

from __future__ import annotations

import pytest

from analysis.proposing.group_names import GroupNames, GroupToName
from analysis.proposing.noun_phrases import NounPhrases
from analysis.proposing.sentence_space import SentenceSpace
from analysis.proposing.short_clauses import ShortClauses, is_unclear, is_vague
from analysis.proposing.word_classes import WordClasses

SCHOOLS = [
    "Homeschooling is not regulated, so nobody knows.",
    "Homeschooling is not well regulated and children suffer.",
    "Homeschooling is not regulated enough to be safe.",
    "I think that homeschooling is not regulated at all.",
]
OTHERS = [
    f"The {what} of the {where} was late." for what in ("bus", "tram", "boat") for where in ("town", "isle", "port")
]
SENTENCES = sorted([*SCHOOLS, *OTHERS])


def names(sentences: list[str]) -> GroupNames:
    return GroupNames(sentences, SentenceSpace(sentences, 0), NounPhrases(sentences))


def named(own: list[str], sentences: list[str] = SENTENCES, **kind: bool) -> str:
    group = GroupToName([sentences.index(one) for one in own], **kind)
    found = next(names(sentences).names(group, frozenset(), lambda _: True), None)
    return found.wording if found else ""


def test_a_clause_names_what_no_noun_phrase_does() -> None:
    assert named(SCHOOLS, is_few=True) == "“Homeschooling is not regulated”"


def test_what_a_group_denies_does_not_name_it() -> None:
    own = [*(one.replace(" not ", " ").replace("nobody", "somebody") for one in SCHOOLS[:3]), SCHOOLS[3]]
    name = named(own, sorted([*own, *OTHERS]))
    assert "egulat" in name
    assert " not " not in name


def test_what_a_group_asks_not_to_be_done_does_not_name_it_as_a_wish() -> None:
    own = [f"We shouldn't close the old camp, {why}." for why in ("says Ann", "it works", "in my view")]
    own += ["We should close the old camp, some say."]
    name = named(own, sorted([*own, *OTHERS]), is_few=True)
    assert name
    assert "hould close" not in name


def test_what_all_are_about_names_none_of_several_groups() -> None:
    apart = [f"The old camp has {what}." for what in ("mud", "rats", "fleas", "mould")]
    others = [f"The old camp costs {n} pounds a day." for n in range(20)]
    assert named(apart, sorted([*apart, *others])) != "Old camp"


def test_a_clause_names_no_group_of_long_sentences() -> None:
    tail = "and as the committee has heard from many who gave evidence in its long sessions of the past winter"
    own = [f"Homeschooling is not regulated {tail} in {where}." for where in ("Kent", "Wales", "York", "Bath")]
    others = [f"{one.rstrip('.')} {tail}." for one in OTHERS]
    assert "“" not in named(own, sorted([*own, *others]))


def test_nothing_names_few_sentences_of_different_things() -> None:
    apart = ["Penguins swim well.", "My uncle paints.", "Rain fell on Tuesday."]
    assert named(apart, sorted([*apart, *SENTENCES]), is_few=True) == ""


def test_what_is_wider_is_called_by_what_is_near_to_each_of_its_parts() -> None:
    members = [SENTENCES.index(one) for one in (*SCHOOLS, *OTHERS)]
    parts = [members[: len(SCHOOLS)], members[len(SCHOOLS) :]]
    group = GroupToName(members, is_wide=True, parts=parts)
    assert list(names(SENTENCES).names(group, frozenset(), lambda _: True)) == []


def test_one_noun_may_name_what_has_parts_and_no_example_does() -> None:
    own = [f"{how} the garden {what}." for how in ("In", "Near", "Over") for what in ("we sat", "it rained")]
    told = [f"My husband was in the garden on {day}." for day in ("Monday", "Friday", "Sunday")]
    sentences = sorted([*own, *told, *OTHERS])
    parts = [[sentences.index(one) for one in own], [sentences.index(one) for one in told]]
    group = GroupToName([*parts[0], *parts[1]], is_wide=True, parts=parts)
    found = [one.wording for one in names(sentences).names(group, frozenset(), lambda _: True)]
    assert "Garden" in found
    assert not any("usband" in one for one in found)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Nobody asked, but the bus needs repair.", {"the bus needs repair"}),
        ("Answer the phone and be kind.", {"Answer the phone"}),
        ("Long wait for the bus.", {"Long wait for the bus"}),
        ("Yes, took my phone.", set()),
        ("Yes, the tram give a time.", set()),
        ("The bus of Zorblatt is late.", set()),
    ],
)
def test_a_clause_can_be_read_by_itself(sentence: str, wanted: set[str]) -> None:
    classes = WordClasses([one.rstrip(".").split() for one in [*SENTENCES, "I wait for the bus", "You need to wait"]])
    found = {" ".join(clause) for clause in ShortClauses(classes).of(sentence)}
    assert wanted <= found
    assert bool(wanted) is bool(found)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The bus is late because trams", {"The bus is late"}),
        ("The bus is late because it waited", {"The bus is late", "The bus is late because it waited", "it waited"}),
        ("Nothing late bus", set()),
        ("A bus is a bus", set()),
        ("Yes, long as the bus is late", {"the bus is late"}),
        ("Yes, the tram are late", set()),
        ("The bus is a barbaric", set()),
    ],
)
def test_no_clause_ends_in_the_middle_of_another(sentence: str, wanted: set[str]) -> None:
    classes = WordClasses([one.rstrip(".").split() for one in [*SENTENCES, "It waited", "A barbaric bus"]])
    assert {" ".join(clause) for clause in ShortClauses(classes).of(sentence)} <= wanted


def test_a_clause_that_points_at_something_is_vague() -> None:
    assert is_unclear(["This", "was", "worrying"])
    assert is_unclear(["My", "husband", "was", "late"])
    assert is_vague(["They", "were", "kind"])
    assert is_vague(["People", "like", "it"])
    assert not is_vague(["The", "staff", "were", "kind"])
