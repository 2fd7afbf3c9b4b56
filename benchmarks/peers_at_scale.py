"""What coding many answers costs beside what others would use: the same texts and codebook, each in its own process.

The texts are answers of the generated survey, all different; the themes are the survey's own. Ours learns what is
usual, scores each text, and finds the words that decided. The peers' work ends with the themes: the plain scikit-learn
pipeline (TF-IDF, cosine with each theme's wording, the best above nothing), and BERTopic's zero-shot mode with our
static embedding. ``EVERYPOINT_SCALE=10000 python -m benchmarks peers-at-scale`` takes another number of texts.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from analysis.model import Codebook
from benchmarks.corpora import Author
from benchmarks.council_survey import banks
from benchmarks.peers import zero_shot

NUMBER = 50_000
CHUNK = 500

Work = Callable[[Sequence[str], Codebook], None]
Cost = tuple[float, float, float]
"""Wall seconds, seconds of the processor, and by how many MB the most memory grew."""


def main() -> None:
    """Print what each takes."""
    number = int(os.environ.get("EVERYPOINT_SCALE", NUMBER))
    print(f"{number:,} different answers, seven themes; load {os.getloadavg()[0]:.1f}\n")
    print("| coder | wall s | processor s | processor ms a text | memory MB |\n|---|---|---|---|---|")
    for name, work in WORKS.items():
        # Each in a new process: what one has loaded or learned helps no other.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            try:
                wall, processor, memory = pool.submit(_cost, work, number).result()
            except ImportError as missing:
                print(f"| {name}: not installed ({missing.name}) | | | | |")
                continue
        print(f"| {name} | {wall:.1f} | {processor:.1f} | {1000 * processor / number:.2f} | {memory:.0f} |", flush=True)


def _cost(work: Work, number: int) -> Cost:
    author, bank = Author(), banks()["street"]
    answers: dict[str, None] = {}
    while len(answers) < number:
        answers[f"{author.answer()} {author.sentence()}"] = None
    work(list(answers)[:1], bank.codebook)  # what is loaded once is no text's cost
    before, begin, used = _peak(), time.perf_counter(), time.process_time()
    work(list(answers), bank.codebook)
    return time.perf_counter() - begin, time.process_time() - used, _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def ours(texts: Sequence[str], codebook: Codebook) -> None:
    """Fit, score and explain, some texts at a time, as a report does."""
    from analysis.classifying import ThemeClassifier
    from analysis.classifying.machine_coding import score
    from analysis.model import Context

    classifier = ThemeClassifier(codebook).fit(texts)
    for start in range(0, len(texts), CHUNK):
        chunk = texts[start : start + CHUNK]
        score(classifier, chunk, [Context()] * len(chunk))


def plain(texts: Sequence[str], codebook: Codebook) -> None:
    """TF-IDF and the nearest wording."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import linear_kernel

    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    rows = vectorizer.fit_transform(texts)
    wordings = vectorizer.transform([f"{theme.name} {theme.definition}" for theme in codebook.themes])
    linear_kernel(rows, wordings).argmax(axis=1)


def bertopic(texts: Sequence[str], codebook: Codebook) -> None:
    """BERTopic's zero-shot mode."""
    if len(texts) > 1:  # of a single text it makes no topics
        zero_shot(texts, [theme.name for theme in codebook.themes], codebook.keys, 0.3)


WORKS: dict[str, Work] = {
    "Everypoint: themes, scores and the words that decided": ours,
    "scikit-learn: TF-IDF and cosine": plain,
    "BERTopic 0.17, zero-shot, static embedding": bertopic,
}


if __name__ == "__main__":
    main()
