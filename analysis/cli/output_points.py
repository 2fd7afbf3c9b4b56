"""Output of ``everypoint points``: the segments of one document, as a table for people or as JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from analysis.cli.output import console, letters_within, line
from analysis.text import one_line, plural, whole_percent

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from analysis.model import Document, Segment, SegmentedDocument


def jsonl(part: SegmentedDocument, everything: bool) -> None:
    """One object for each point, or for each segment."""
    from analysis.tally.passages.citations import point_labels

    segments = _chosen(part, everything)
    for segment, (number, _) in zip(segments, point_labels(segments), strict=True):
        record = _record(part.document, segment)
        typer.echo(json.dumps({"kind": record.pop("kind"), "number": number, **record}, ensure_ascii=False))


def _chosen(part: SegmentedDocument, everything: bool) -> list[Segment]:
    return [segment for segment in part.segmentation.segments if everything or segment.kind == "point"]


def _record(document: Document, segment: Segment) -> dict[str, Any]:
    return {
        "kind": segment.kind.value,
        "label": segment.label,
        "section": list(segment.section),
        "question": segment.question,
        "start": segment.start,
        "end": segment.end,
        "page": segment.page,
        "file": segment.file,
        "text": document.text[segment.start : segment.end],
    }


def points(part: SegmentedDocument, everything: bool) -> None:
    """Print a document as its reader would go through it: sections, points, and what is to be looked at."""
    from rich.text import Text

    printer = console()
    printer.print(Text(line(part.document.name), style="bold underline"), Text(_sender(part.document), style="dim"))
    printer.print(_table(part, _chosen(part, everything), everything, printer.width))
    for omitted_part in part.document.omitted if everything else ():
        omitted_text = Text(f"left out    {line(one_line(omitted_part.text))}", style="dim")
        printer.print(omitted_text.append(f"  [{line(omitted_part.reason)}]", style="yellow"))
    printer.print(Text(_summary(part)))
    letters_within(part.document.name, part.segmentation.letters)
    printer.print()


LONGEST_LABEL = 12
"""Characters of a label on one line."""


def _table(part: SegmentedDocument, segments: Sequence[Segment], everything: bool, width: int) -> Grid:
    from rich.table import Table as Grid
    from rich.text import Text

    from analysis.tally.passages.citations import point_labels

    segment_grid = Grid(box=None, pad_edge=False, show_edge=False, show_header=False)
    # Rich would measure every cell of a long document, twice.
    page_width = max((len(_page_note(segment)) for segment in segments), default=0)
    kind_widths = [max((len(segment.kind.value) for segment in segments), default=0)] if everything else []
    labels = [line(label) for _, label in point_labels(segments)]
    label_width = min(max(map(len, labels), default=0), LONGEST_LABEL)
    for column_width in (page_width, *kind_widths):
        segment_grid.add_column(style="dim", no_wrap=True, width=column_width)
    segment_grid.add_column(style="bold", overflow="fold", width=label_width)
    spaces_between = 2 * (2 + len(kind_widths))
    text_width = width - page_width - sum(kind_widths) - label_width - spaces_between
    segment_grid.add_column(overflow="fold", width=max(text_width, LONGEST_LABEL))
    last_heading: tuple[str, ...] = ()
    for segment, label in zip(segments, labels, strict=True):
        leading_cells = (_page_note(segment), segment.kind.value) if everything else (_page_note(segment),)
        if not everything and (heading_above := _heading(segment)) not in ((), last_heading):
            last_heading = heading_above
            segment_grid.add_row(
                *[""] * (len(leading_cells) + 1), Text(line(" › ".join(heading_above)), style="bold cyan")
            )
        segment_words = _said(part.document, segment)
        if not segment_words:
            continue  # white space
        segment_text = Text(segment_words, style="" if segment.kind == "point" else "dim")
        if segment.reason:
            segment_text.append(f"  [{_doubt(segment)}]", style="yellow")
        segment_grid.add_row(*leading_cells, Text(label), segment_text)
    return segment_grid


def _page_note(segment: Segment) -> str:
    page = f"p. {segment.page}" if segment.page else ""
    return ", ".join(filter(None, (line(segment.file or ""), page)))


def _sender(document: Document) -> str:
    """Return what a document says of who sent it, and of what may be printed."""
    respondent = document.respondent
    return (
        line(", ".join(filter(None, (respondent.name, respondent.type, f"publish: {respondent.publish}"))))
        if respondent
        else ""
    )


def _heading(segment: Segment) -> tuple[str, ...]:
    return (*segment.section, *([f"in answer to {segment.question}"] if segment.question else []))


def _said(document: Document, segment: Segment) -> str:
    return line(one_line(document.text[segment.start : segment.end]))


def _doubt(segment: Segment) -> str:
    confidence_note = "" if segment.confidence == 1 else f", {whole_percent(segment.confidence)}% sure"
    return f"{line(segment.reason or '')}{confidence_note}"


def _summary(part: SegmentedDocument) -> str:
    """Return how many points, what else there is, and what a person should look at."""
    kind_counts = Counter(segment.kind.value for segment in part.segmentation.segments)
    other_kinds = [
        f"{kind_counts[segment_kind]:,} {segment_kind}"
        for segment_kind in ("heading", "question", "answer", "furniture", "excluded")
        if kind_counts[segment_kind]
    ]
    doubtful = sum(s.confidence < 1 for s in part.segmentation.segments if s.kind == "point")
    doubt_note = f"; {plural(doubtful, 'point')} to check, with the reason in brackets" if doubtful else ""
    aside_count = len(part.segmentation.to_look_at)
    doubt_note += f"; {plural(aside_count, 'passage')} set aside, to check (--all shows them)" if aside_count else ""
    others_note = f" (also {', '.join(other_kinds)}; --all shows them)" if other_kinds else ""
    left_out = len(part.document.omitted)
    omitted_note = f"; {plural(left_out, 'passage')} left out of the text (--all shows them)" if left_out else ""
    return f"{plural(kind_counts['point'], 'point')}{others_note}{doubt_note}{omitted_note}"
