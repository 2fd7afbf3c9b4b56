"""ThemeClassifier: an estimator as scikit-learn knows them, from the codebook alone and taught by codings."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Sequence
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from analysis.classifying import ThemeClassifier
from analysis.classifying.evidence import GAP
from analysis.classifying.method import method_sha256, sha256_of
from analysis.model import Codebook, Context, Theme
from analysis.workspace import load_consultation
from benchmarks.council_survey import banks, survey
from tests.builders import CODEBOOK, FUNDING, RESPONSES
from tests.effort import LINEAR
from tests.share import examples

EXAMPLE = load_consultation(RESPONSES / "consultation.toml").codebook
UNFITTED = ThemeClassifier(EXAMPLE)
READY = ThemeClassifier(EXAMPLE).fit([])
"""The same as unfitted, but it does not weigh the codebook anew for every question."""

TEXTS = [
    "The budget has been cut by a quarter and the costs of a new trust are unknown.",
    "Ofsted should inspect every provider, and staff need training and supervision.",
    "Councillors are accountable at the ballot box; ministers in Whitehall are not.",
    "A company that makes a profit from children has a perverse incentive.",
    "I have lived here for forty years.",
]
MANY = [f"{TEXTS[i % 5]} Remark {i}." for i in range(30)]
FITTED = ThemeClassifier(EXAMPLE).fit(MANY)


# As scikit-learn has it -----------------------------------------------------------------------------------------------


def test_parameters_are_got_set_and_cloned() -> None:
    classifier = ThemeClassifier(CODEBOOK, threshold=0.4, seed=3)
    assert classifier.get_params() == {
        "codebook": CODEBOOK,
        "threshold": 0.4,
        "heading_share": 0.4,
        "seed": 3,
    }
    other = clone(classifier.fit(TEXTS)).set_params(threshold=0.9)
    assert (classifier.threshold, other.threshold, other.codebook) == (0.4, 0.9, CODEBOOK)
    assert not hasattr(other, "sight_"), "a clone has learned nothing"
    with pytest.raises(ValueError, match="Invalid parameter"):
        classifier.set_params(treshold=1)


def test_its_repr_names_what_was_set_and_nothing_else() -> None:
    told = repr(ThemeClassifier(CODEBOOK, threshold=0.4))
    assert told.startswith("ThemeClassifier(codebook=Codebook(themes=(Theme(key='funding',")
    assert "threshold=0.4" in told
    assert "heading_share" not in told
    assert len("".join(repr(UNFITTED).split())) < 800


@pytest.mark.parametrize("taught", [False, True])
def test_it_is_pickled_and_scores_as_before(taught: bool) -> None:
    classifier = ThemeClassifier(EXAMPLE)
    if taught:
        classifier.fit(MANY, [classifier.predict([text])[0] for text in MANY])
        assert classifier.learned_ is not None
    again = pickle.loads(pickle.dumps(classifier))
    assert np.allclose(again.predict_proba(TEXTS), classifier.predict_proba(TEXTS), atol=1e-6)
    assert again.explain(TEXTS) == classifier.explain(TEXTS)
    assert again.fingerprint() == classifier.fingerprint()


def test_fit_gives_back_the_estimator_and_leaves_its_parameters_alone() -> None:
    classifier = ThemeClassifier(CODEBOOK)
    before = classifier.get_params()
    assert classifier.fit(TEXTS, [None, {"funding"}, set(), frozenset(), None]) is classifier
    assert classifier.get_params() == before


def test_fitting_again_forgets_what_was_learned() -> None:
    taught = ThemeClassifier(CODEBOOK).fit(MANY, [{"safety"} if i % 5 == 4 else set() for i in range(30)])
    fresh = ThemeClassifier(CODEBOOK).fit(MANY)
    assert not np.array_equal(taught.predict_proba(TEXTS), fresh.predict_proba(TEXTS))
    assert np.array_equal(taught.fit(MANY).predict_proba(TEXTS), fresh.predict_proba(TEXTS))


def test_the_same_inputs_give_the_same_scores() -> None:
    sets = [{"funding"} if "budget" in text else set() for text in MANY]
    one, other = (ThemeClassifier(EXAMPLE).fit(MANY, sets) for _ in range(2))
    assert np.array_equal(one.predict_proba(MANY), other.predict_proba(MANY))
    assert one.fingerprint() == other.fingerprint()


def test_the_order_of_the_texts_does_not_matter_to_any_of_them() -> None:
    sets = [{"funding"} if "budget" in text else set() for text in MANY]
    one = ThemeClassifier(EXAMPLE).fit(MANY, sets)
    other = ThemeClassifier(EXAMPLE).fit(MANY[::-1], sets[::-1])
    assert np.allclose(one.predict_proba(MANY), other.predict_proba(MANY[::-1])[::-1], atol=1e-4)
    assert np.allclose(one.predict_proba(MANY)[7], one.predict_proba([MANY[7]])[0])


def test_its_fingerprint_changes_with_whatever_changes_its_scores() -> None:
    prints = {
        UNFITTED.fingerprint(),
        ThemeClassifier(EXAMPLE, threshold=0.6).fingerprint(),
        ThemeClassifier(CODEBOOK).fingerprint(),
        ThemeClassifier(EXAMPLE).fit(TEXTS).fingerprint(),
        ThemeClassifier(EXAMPLE).fit(TEXTS[1:]).fingerprint(),
        ThemeClassifier(EXAMPLE).fit(TEXTS, [{"funding"}, None, None, None, None]).fingerprint(),
        ThemeClassifier(EXAMPLE).fit(TEXTS, [set(), None, None, None, None]).fingerprint(),
    }
    assert len(prints) == 7


ROOM = files("analysis.classifying")
SOURCES = [
    Path(str(ROOM)) / name for name in ("thresholds.py", "text_views.py", "quantised.py", "embedding/vocabulary.txt")
]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_its_fingerprint_changes_with_every_constant_and_with_the_embedding(source: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    shutil.copytree(str(ROOM), room, ignore=shutil.ignore_patterns("__pycache__"))
    assert sha256_of(room) == method_sha256(), "compiled files are no part of it"
    copy = room / source.relative_to(str(ROOM))
    copy.write_bytes(copy.read_bytes().replace(b"\n", b"\r\n"))
    assert sha256_of(room) == method_sha256(), "nor are line ends"
    copy.write_text(source.read_text(encoding="utf-8").replace("0", "1", 1), encoding="utf-8")
    assert sha256_of(room) != method_sha256()
    before = UNFITTED.fingerprint()
    with patch("analysis.classifying.coder_identity.method_sha256", lambda: sha256_of(room)):
        assert UNFITTED.fingerprint() != before


# From the codebook alone ----------------------------------------------------------------------------------------------


def test_unfitted_it_goes_by_the_codebook_alone() -> None:
    assert UNFITTED.predict(TEXTS) == [
        frozenset({"funding"}),
        frozenset({"quality-assurance"}),
        frozenset({"localism"}),
        frozenset({"market-failure"}),
        frozenset(),
    ]


def test_scores_are_probabilities_in_the_order_of_the_codebook() -> None:
    scores = UNFITTED.predict_proba(TEXTS)
    assert scores.shape == (5, 4)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert EXAMPLE.keys[scores[0].argmax()] == "funding"


WORDS = "the budget council profit inspection not for-profit ministers and Ofsted 42 £3m — zebra"
words = st.sampled_from(WORDS.split())
sentences = st.lists(words, max_size=25).map(" ".join)


STRICT_OR_NOT = [clone(READY).set_params(threshold=threshold).fit([]) for threshold in (0.3, 0.5, 0.7)]


@settings(max_examples=examples(30))
@given(st.lists(sentences, max_size=4), st.sampled_from(STRICT_OR_NOT))
def test_prediction_is_the_thresholded_probability(texts: list[str], classifier: ThemeClassifier) -> None:
    scores = classifier.predict_proba(texts)
    assert scores.shape == (len(texts), 4)
    keys = np.array(EXAMPLE.keys)
    assert classifier.predict(texts) == [frozenset(keys[row >= classifier.threshold].tolist()) for row in scores]


@pytest.mark.parametrize("text", ["", "   \n", "1234 — …", "zebra xylophone", "日本語の文章です。", "🙂"])
def test_a_text_that_has_nothing_to_do_with_the_codebook_has_no_theme(text: str) -> None:
    assert (UNFITTED.predict_proba([text]) < 0.2).all()
    assert UNFITTED.predict([text]) == [frozenset()]
    assert UNFITTED.explain([text]) == [()]


def test_very_long_and_very_one_sided_texts_stay_probabilities() -> None:
    text = " ".join(keyword for theme in EXAMPLE.themes[:1] for keyword in theme.keywords) * 20
    scores = UNFITTED.predict_proba([text])
    assert scores[0, 0] > 0.7
    assert (scores >= 0).all()


def test_fitting_on_nothing_changes_nothing() -> None:
    assert np.array_equal(READY.predict_proba(TEXTS), UNFITTED.predict_proba(TEXTS))
    assert READY.explain(TEXTS) == UNFITTED.explain(TEXTS)


def test_no_texts_give_no_scores() -> None:
    for classifier in (UNFITTED, ThemeClassifier(EXAMPLE).fit([]), ThemeClassifier(EXAMPLE).fit([], [])):
        assert classifier.predict_proba([]).shape == (0, 4)
        assert classifier.predict([]) == classifier.explain([]) == []


@pytest.mark.parametrize(
    "text", ["They were inspected.", "Inspecting homes", "INSPECTIONS", "An inspector's visit", "the inspectors’ notes"]
)
def test_a_keyword_is_found_whatever_its_ending(text: str) -> None:
    book = Codebook((FUNDING, Theme("safety", "Safety", "Is it safe?", keywords=("inspect", "inspector"))))
    assert ThemeClassifier(book).predict([text]) == [frozenset({"safety"})]


@pytest.mark.parametrize(
    "said", ["not-for-profit", "not for profit", "Not‑For‑Profit", "not for\nprofit", "not–for–profit"]
)
def test_a_phrase_is_found_with_hyphens_or_without(said: str) -> None:
    book = Codebook((FUNDING, Theme("profit", "Gain", "Who gains?", keywords=("not-for-profit",))))
    ((evidence,),) = ThemeClassifier(book).explain([f"a {said}, which"])
    assert (evidence.start, evidence.end) == (2, 2 + len(said))


def test_a_keyword_of_many_words_is_found() -> None:
    saying = "too many cooks will surely spoil a broth"
    book = Codebook((FUNDING, Theme("cooks", "Kitchen", "Who is in it?", keywords=(saying,))))
    assert ThemeClassifier(book).predict([f"As they say, {saying}."]) == [frozenset({"cooks"})]


def test_headings_raise_the_scores_of_their_words() -> None:
    text = ["This has to be looked at again."]
    alone = UNFITTED.predict_proba(text)
    under = UNFITTED.predict_proba(text, [Context(sections=("4. Funding and cost",))])
    funding = EXAMPLE.keys.index("funding")
    assert under[0, funding] > alone[0, funding]
    spoken = UNFITTED.predict_proba(["Funding and cost has to be looked at again."])
    assert spoken[0, funding] > under[0, funding], "a heading's word counts less than the text's own"
    assert np.array_equal(UNFITTED.predict_proba(text, [Context()]), alone)


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_codebook_may_be_of_any_size(size: int) -> None:
    lines = (ROOM / "embedding" / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if len(line) > 8 and line.isalpha()][:: len(lines) // 600][:size]
    book = Codebook(tuple(Theme(name, name, f"All about {name}.", keywords=(f"{name} word",)) for name in names))
    classifier = ThemeClassifier(book)
    scores = classifier.predict_proba([f"This is on {names[-1]}."])[0]
    assert len(names) == size
    assert scores.argmax() == size - 1
    assert scores[-1] > 0.6
    assert classifier.predict_proba(TEXTS).shape == (5, size)


def test_a_codebook_of_words_that_say_nothing_finds_nothing() -> None:
    book = Codebook((Theme("a", "—", "…"), Theme("b", "The", "of the")))
    assert ThemeClassifier(book).predict(["All of the above.", "—"])[1] == frozenset()


# Evidence -------------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(30))
@given(st.lists(sentences, max_size=3))
def test_evidence_lies_inside_its_text_and_does_not_overlap_itself(texts: list[str]) -> None:
    for text, found in zip(texts, READY.explain(texts), strict=True):
        assert list(found) == sorted(found, key=lambda e: (e.start, EXAMPLE.keys.index(e.theme)))
        for evidence in found:
            assert 0 <= evidence.start < evidence.end <= len(text)
            assert evidence.theme in EXAMPLE.keys
            assert evidence.weight > 0
            assert text[evidence.start : evidence.end].strip() == text[evidence.start : evidence.end]
        for key in EXAMPLE.keys:
            spans = [(e.start, e.end) for e in found if e.theme == key]
            assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@settings(max_examples=examples(30))
@given(sentences)
def test_without_its_evidence_the_leading_theme_scores_less(text: str) -> None:
    scores = READY.predict_proba([text])[0]
    leading = EXAMPLE.keys[scores.argmax()]
    for evidence in READY.explain([text])[0]:
        if evidence.theme == leading:
            without = f"{text[: evidence.start]}{GAP}{text[evidence.end :]}"
            assert READY._logits([without])[0, scores.argmax()] < READY._logits([text])[0, scores.argmax()]


@settings(max_examples=examples(30))
@given(sentences, st.booleans())
def test_the_weight_of_evidence_is_what_the_theme_loses_without_it(text: str, fitted: bool) -> None:
    classifier = FITTED if fitted else READY
    for evidence in classifier.explain([text])[0]:
        without = f"{text[: evidence.start]}{GAP}{text[evidence.end :]}"
        falls = classifier._logits([text]) - classifier._logits([without])
        assert evidence.weight == pytest.approx(falls[0, EXAMPLE.keys.index(evidence.theme)], abs=1e-4)


def test_a_long_text_is_explained_with_no_more_work_than_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    scored, score = 0, ThemeClassifier._logits

    def counting(self: ThemeClassifier, texts: Sequence[str], *contexts: object, are_written: bool = True) -> object:
        nonlocal scored
        scored += sum(map(len, texts))
        return score(self, texts, *contexts, are_written=are_written)

    monkeypatch.setattr(ThemeClassifier, "_logits", counting)
    keywords = [keyword for theme in EXAMPLE.themes for keyword in theme.keywords]
    work = []
    for times in (1, 2):
        scored = 0
        assert len(READY.explain([". ".join(keywords * times)])[0]) > 10
        work.append(scored)
    # Twice the length is twice the work where parts of it are tried, four times where every word is.
    assert work[1] / work[0] < LINEAR


# Taught ---------------------------------------------------------------------------------------------------------------


def test_thirty_codings_teach_a_word_that_the_codebook_does_not_have() -> None:
    texts = [
        f"The minibus of club {i} matters most." if i % 2 else f"Club {i} meets on day {i % 7}." for i in range(60)
    ]
    sets = [{"safety"} if i % 2 else set() for i in range(60)]
    asked = ["What about the minibus?"]
    assert "safety" not in ThemeClassifier(CODEBOOK).fit(texts).predict(asked)[0]
    assert ThemeClassifier(CODEBOOK).fit(texts, sets).predict(asked) == [frozenset({"safety"})]


def test_what_nobody_has_coded_teaches_nothing_about_themes() -> None:
    sets = [frozenset({"funding"}) if "budget" in text else frozenset() for text in MANY]
    extra = ["The minibus is what matters."] * 5
    some = ThemeClassifier(CODEBOOK).fit([*MANY, *extra], [*sets, *[None] * 5])
    none = ThemeClassifier(CODEBOOK).fit([*MANY, *extra], [*sets, *[set()] * 5])
    asked = ["The minibus is what matters."]
    assert some.predict_proba(asked)[0, 0] > none.predict_proba(asked)[0, 0], "uncoded is not the same as no theme"


@pytest.mark.parametrize("coded", ["No.", "", "the of and"])
def test_codings_of_texts_that_say_nothing_do_no_harm(coded: str) -> None:
    classifier = ThemeClassifier(CODEBOOK).fit([coded] * 6, [{"funding"}] * 3 + [set()] * 3)
    scores = classifier.predict_proba(["", "The council closed the park."])
    assert np.isfinite(scores).all()
    assert (scores[:, 1] < 0.2).all(), "nobody found the second theme"


def test_one_opinion_on_all_texts_teaches_how_common_a_theme_is() -> None:
    always, never = (ThemeClassifier(CODEBOOK).fit(MANY, sets) for sets in ([{"funding"}] * 30, [set()] * 30))
    assert (always.predict_proba(TEXTS)[:, 0] > never.predict_proba(TEXTS)[:, 0]).all()
    assert never.predict(["Nothing of this kind."]) == [frozenset()]


# What is told ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((TEXTS, [None] * 4), "expected one theme set for each of the 5 texts; found 4"),
        ((TEXTS, None, [Context()]), "expected one context for each of the 5 texts; found 1"),
        ((TEXTS, [{"fundng"}] * 5), "the codebook has no theme fundng; it has funding, safety"),
        ((TEXTS, ["funding"] * 5), "expected a set of theme keys, or None where nobody has coded; found 'funding'"),
        (("a single text",), "expected a list of texts; found a single text"),
    ],
)
def test_what_cannot_be_fitted_is_told(arguments: tuple[object, ...], told: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (compared below)
        ThemeClassifier(CODEBOOK).fit(*arguments)
    assert str(caught.value) == told


def test_what_cannot_be_scored_is_told() -> None:
    with pytest.raises(ValueError, match="expected one context for each of the 5 texts; found 1"):
        ThemeClassifier(CODEBOOK).predict_proba(TEXTS, [Context()])
    for method in ("predict", "predict_proba", "explain"):
        with pytest.raises(ValueError, match="expected a list of texts; found a single text"):
            getattr(ThemeClassifier(CODEBOOK), method)("a single text")
    with pytest.raises(ValueError, match="the codebook has no themes; give it one or more"):
        ThemeClassifier(Codebook(())).predict(TEXTS)


def test_themes_in_another_language_are_found_by_their_words() -> None:
    book = Codebook(
        (
            Theme("radweg", "Radwege", "Breite und Führung von Radwegen.", keywords=("Radweg", "Schutzstreifen")),
            Theme("ampel", "Ampeln", "Wartezeiten an Kreuzungen.", keywords=("Ampel", "Grünphase")),
        )
    )
    german = """
    Der Park ist schön. Hier fehlt ein Baum. Die Schule liegt zu weit weg. Es ist zu laut. Man sieht nachts nichts.
    Die Busse kommen zu spät. Ich wohne hier seit Jahren. Das Amt antwortet nicht. Kinder brauchen Platz zum Spielen.
    Die Läden schließen. Bitte mehr Bänke am Fluss. Der Müll wird nicht abgeholt. Die Straße ist eng. Der Bus ist voll.
    Autos fahren zu schnell. Es gibt zu wenig Schatten. Das Wasser im Brunnen fehlt. Der Markt soll bleiben. Danke.
    Der Preis ist zu hoch. Am Bahnhof ist es dunkel. Die Halle ist zu klein. Der Weg zur Schule ist lang. Wir sind alt.
    """
    classifier = ThemeClassifier(book).fit([f"{remark.strip()}." for remark in german.split(".")])
    found = classifier.predict(["Der RADWEG ist zu schmal.", "Die Grünphase ist zu kurz.", "Schöne Stadt!"])
    assert found == [frozenset({"radweg"}), frozenset({"ampel"}), frozenset()]


def test_what_people_say_of_a_theme_moves_no_other_themes_scores_or_cut() -> None:
    funding = [frozenset({"funding"} if "budget" in text else set()) for text in MANY]
    other = [themes | ({"localism"} if i % 3 else set()) for i, themes in enumerate(funding)]
    one, two = (ThemeClassifier(EXAMPLE).fit(MANY, sets) for sets in (funding, other))
    moved = [EXAMPLE.keys.index("localism")]
    kept = np.delete(np.arange(len(EXAMPLE.keys)), moved)
    assert np.array_equal(one.predict_proba(MANY)[:, kept], two.predict_proba(MANY)[:, kept])
    assert np.array_equal(one.cuts()[kept], two.cuts()[kept])
    assert not np.array_equal(one.predict_proba(MANY)[:, moved], two.predict_proba(MANY)[:, moved])


def test_a_theme_that_is_added_moves_no_coding_of_the_others_that_people_have_taught() -> None:
    fewer = Codebook(EXAMPLE.themes[:-1])
    sets = [frozenset({"funding"} if "budget" in text else set()) for text in MANY]
    one, two = (ThemeClassifier(book).fit(MANY, sets) for book in (fewer, EXAMPLE))
    assert np.array_equal(one.predict_proba(TEXTS), two.predict_proba(TEXTS)[:, :-1])
    assert one.cuts().tolist() == two.cuts()[:-1].tolist()


def test_a_small_survey_is_coded_no_worse_after_codings_than_before() -> None:
    answers = survey("library", banks()["library"], 96, 3)
    keys, classifier = answers.codebook.keys, ThemeClassifier(answers.codebook).fit(answers.texts)
    truth = np.array([[key in themes for key in keys] for themes in answers.themes])
    gains = []
    for seed in range(4):
        order = np.random.default_rng(seed).permutation(96)
        told = [answers.themes[i] if i in order[:64] else None for i in range(96)]
        f1 = []
        for sets in ([None] * 96, told):
            given_sets = classifier.learn(answers.texts, sets).predict([answers.texts[i] for i in order[64:]])
            given_table = np.array([[key in themes for key in keys] for themes in given_sets])
            right = (given_table & truth[order[64:]]).sum()
            f1.append(2 * right / (given_table.sum() + truth[order[64:]].sum()))
        gains.append(f1[1] - f1[0])
    assert min(gains) > -0.02
    assert np.mean(gains) > 0.1


def test_silence_about_a_theme_is_no_example_against_it() -> None:
    """Thirty people found it in what they were asked of; that the others were not asked teaches nothing."""
    texts = [f"The trams are late. Remark {i}." for i in range(10)] + [
        f"The swans are white. Remark {i}." for i in range(5)
    ]
    more = [f"The trams are late, too. Remark {i}." for i in range(30)]
    sets: list[frozenset[str]] = [frozenset({"funding"})] * 10 + [frozenset()] * 35
    alone = ThemeClassifier(CODEBOOK).fit([*texts, *more], [*sets[:15], *[None] * 30])
    silent = ThemeClassifier(CODEBOOK).fit(
        [*texts, *more], sets, unanswered=[*[frozenset[str]()] * 15, *[frozenset({"funding"})] * 30]
    )
    denied = ThemeClassifier(CODEBOOK).fit([*texts, *more], sets)
    question = ["The trams are late, too."]
    assert denied.predict_proba(question)[0, 0] < silent.predict_proba(question)[0, 0]
    assert silent.predict_proba(question)[0, 0] == pytest.approx(alone.predict_proba(question)[0, 0], abs=0.05)
    assert len({c.fingerprint() for c in (alone, silent, denied)}) == 3


@pytest.mark.parametrize("risk", [0, 1, -0.1, float("nan"), "5%", None])
def test_a_risk_that_is_none_is_told(risk: object) -> None:
    with pytest.raises(ValueError, match="expected a risk between 0 and 1"):
        UNFITTED.decide(UNFITTED.predict_proba(TEXTS), risk)  # type: ignore[arg-type]


@pytest.mark.parametrize("texts", [[None], ["a", 3]])
def test_texts_that_are_none_are_told(texts: list[object]) -> None:
    with pytest.raises(ValueError, match=r"expected a list of texts; found (None|3) in it"):
        UNFITTED.predict(texts)  # type: ignore[arg-type]
