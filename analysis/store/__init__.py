"""The store: what has been received and judged, kept so that nothing is lost.

``schema`` has the tables, ``migrations`` their history, ``connection`` the database; ``chain`` and ``appending`` the
one way to write a record; ``received``, ``judged``, ``published`` and ``erasing`` what is recorded and asked;
``verify`` the proof that nothing was changed. The rest of the tool sees ``Store``, which speaks the vocabulary.
"""

from analysis.store.append import Chain, Step
from analysis.store.news import News
from analysis.store.published_reports import Published
from analysis.store.received_rows import Arrival, Refs
from analysis.store.row_erasure import Erasure
from analysis.store.store import Store

__all__ = ["Arrival", "Chain", "Erasure", "News", "Published", "Refs", "Step", "Store"]
