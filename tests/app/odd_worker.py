"""The worker, with a reader that misbehaves; run as a process by the tests."""

from analysis.app.reader_process import worker
from analysis.reading import READERS

READERS["text/plain"] = "tests.app.odd_reader"

if __name__ == "__main__":
    worker.main()
