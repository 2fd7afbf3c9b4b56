"""The store: what has been received and judged, kept so that nothing is lost.

The rest of the tool sees only ``Store``. Records are appended, never changed.
"""

from analysis.store.checks import check_codings, check_redivisions, check_sources
from analysis.store.files import FileStore
from analysis.store.protocol import Store

__all__ = ["FileStore", "Store", "check_codings", "check_redivisions", "check_sources"]
