"""Runs the benchmarks and writes what they print to ``benchmarks/results/``: ``python -m benchmarks [NAME …]``."""

from __future__ import annotations

import contextlib
import io
import platform
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    auditing_pages,
    blind_audits,
    candidates,
    classifier_threads,
    cluster,
    codebook_alone,
    container_walk,
    dividing_prose,
    doubt,
    first_codings,
    html_validity,
    label_studio,
    languages,
    learning,
    model_coder,
    pages,
    peers,
    peers_at_scale,
    points_worth_coding,
    policy_agreement,
    positions,
    queues,
    reading_docx,
    reading_pdf,
    reading_table,
    restatements,
    same_bytes,
    scale,
    snapshots,
    speed,
    splitting_docx,
    splitting_pdf,
    stopping,
    store,
    template_letters,
)

BENCHMARKS: dict[str, Callable[[], None]] = {
    "auditing-pages": auditing_pages.main,
    "blind-audits": blind_audits.main,
    "candidates": candidates.main,
    "classifier-threads": classifier_threads.main,
    "cluster": cluster.main,
    "codebook-alone": codebook_alone.main,
    "container-walk": container_walk.main,
    "dividing-prose": dividing_prose.main,
    "doubt": doubt.main,
    "first-codings": first_codings.main,
    "html-validity": html_validity.main,
    "label-studio": label_studio.main,
    "languages": languages.main,
    "learning": learning.main,
    "model-coder": model_coder.main,
    "pages": pages.main,
    "peers": peers.main,
    "peers-at-scale": peers_at_scale.main,
    "points-worth-coding": points_worth_coding.main,
    "policy-agreement": policy_agreement.main,
    "positions": positions.main,
    "queues": queues.main,
    "reading-docx": reading_docx.main,
    "reading-pdf": reading_pdf.main,
    "reading-table": reading_table.main,
    "restatements": restatements.main,
    "same-bytes": same_bytes.main,
    "scale": scale.main,
    "snapshots": snapshots.main,
    "speed": speed.main,
    "splitting-docx": splitting_docx.main,
    "splitting-pdf": splitting_pdf.main,
    "stopping": stopping.main,
    "store": store.main,
    "template-letters": template_letters.main,
}
RESULTS = Path(__file__).parent / "results"


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all of them."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    RESULTS.mkdir(exist_ok=True)
    for name in names or BENCHMARKS:
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed):
                BENCHMARKS[name]()
        except BaseException:
            print(printed.getvalue(), file=sys.stderr)  # what was measured until then took its time
            raise
        text = f"# {name}\n\nPython {platform.python_version()}, {platform.system()}\n\n{printed.getvalue()}"
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
