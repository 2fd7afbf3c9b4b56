"""The store: what has been received and judged, kept so that nothing is lost.

``schema`` has the tables, ``migrations`` their history, ``connection`` the database; ``chain`` and ``append`` the one
way to write a record; ``received_rows``, ``coding_rows``, ``sample_rows``, ``activity``, ``published_reports`` and
``row_erasure`` a repository each of what is recorded and asked; ``verify`` the proof that nothing was changed. The rest
of the tool sees ``Store``: all repositories, over a transaction for each question or one for many.
"""

from analysis.store.answer_cache import FAILED, AnswerCache
from analysis.store.append import Chain
from analysis.store.published_reports import Published
from analysis.store.received_rows import Arrival, Refs
from analysis.store.repositories import Repositories
from analysis.store.row_erasure import Erasure
from analysis.store.store import Store

__all__ = ["FAILED", "AnswerCache", "Arrival", "Chain", "Erasure", "Published", "Refs", "Repositories", "Store"]
