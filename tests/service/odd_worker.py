"""The worker, with a reader that misbehaves; run as a process by the tests."""

from analysis.reading import READERS
from analysis.service.taking_in import worker

READERS["text/plain"] = "tests.service.odd_reader"

if __name__ == "__main__":
    worker.main()
