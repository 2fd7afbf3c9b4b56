"""Taking a snapshot: from a workspace, or from a former one with what has been recorded since."""

from __future__ import annotations

from typing import Any

from analysis.app.context import AppContext
from analysis.app.corpus import Corpus
from analysis.app.ingest.ingest import take_in
from analysis.app.snapshot.answer_snapshot import Frames
from analysis.app.snapshot.news import News, read_news
from analysis.app.snapshot.snapshot import Snapshot
from analysis.store import Chain, Repositories, Store


def take(app: AppContext, keep: bool = True) -> Snapshot:
    """Take in what lies in ``responses/``, with ``keep`` record what is new of it, and return how everything stands."""
    return snapshot_of(app.store, take_in(app, keep))


def snapshot_of(store: Store, corpus: Corpus, stamp: object = None) -> Snapshot:
    """Return everything recorded of a corpus, read in one transaction."""
    with store.reading() as records:
        return _whole(store, corpus, read_news(records, Chain()), stamp)


MAPPINGS = ("coders", "codebooks", "audits", "arrivals", "links", "redactions", "notes", "assignments")
"""What is read whole where anything of its kind is new."""


def _whole(store: Store, corpus: Corpus, news: News, stamp: object) -> Snapshot:
    read: dict[str, Any] = {name: getattr(news, name) or {} for name in MAPPINGS}
    frames = Frames.of(read["codebooks"])
    read |= frames.audits(read["audits"]) | frames.codings(news.codings)
    read |= {"shown": news.shown, "machine_count": news.machine_codings}
    return Snapshot(store, corpus.consultation.codebook, news.chain, corpus=corpus, stamp=stamp, **read)


def renewed(former: Snapshot, corpus: Corpus | None = None, stamp: object = None) -> Snapshot:
    """Return how things stand now, with what has been recorded since, or with another corpus; in the same frame."""
    if former.whole is not None:
        return renewed(former.whole, corpus, stamp).positions
    with former.store.reading() as records:
        return with_news(former, news_since(records, former), corpus or former.corpus, stamp)


def news_since(records: Repositories, former: Snapshot) -> News:
    """Return what is new since a snapshot; everything, where somebody who has judged is called otherwise now."""
    news = read_news(records, former.chain)
    names = {coder_id: coder.name for coder_id, coder in (news.coders or {}).items()}
    is_renamed = any(names.get(coder_id, coder.name) != coder.name for coder_id, coder in former.coders.items())
    return read_news(records, Chain()) if is_renamed and not news.is_whole else news


def with_news(former: Snapshot, news: News, corpus: Corpus, stamp: object) -> Snapshot:
    """Return the snapshot that follows from what was recorded since, and from another corpus where that changed."""
    if news.is_whole:
        return _whole(former.store, corpus, news, stamp)
    changes: dict[str, Any] = {name: getattr(news, name) for name in MAPPINGS if getattr(news, name) is not None}
    if news.audits is not None:
        changes |= Frames.of(news.codebooks or former.codebooks).audits(news.audits)
    if news.machine_codings:
        changes |= {"machine_count": former.machine_count + news.machine_codings, "_machine_codings": {}}
    if corpus is not former.corpus:
        changes |= {"corpus": corpus, "codebook": corpus.consultation.codebook}
    return former.extended(news.codings, news.shown, chain=news.chain, stamp=stamp, **changes)
