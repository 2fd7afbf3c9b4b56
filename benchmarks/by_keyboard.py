"""A person at a keyboard, for benchmarks: keys are pressed in a real browser, which measures itself how long it took.

A wait begins with the browser's own time of the key and ends once another text has been painted, so that the program
that presses the keys is not in it. The browser paints 60 times a second, so that no wait is known better than that.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE, TRIES = 2_000, 5
"""Milliseconds after which a key is pressed again, and how often."""

WATCH = """(() => {
  const waits = []
  let asked = []
  let since = null
  let before = null
  const shown = () => SHOWN
  window.everypointWaits = (number, patience) => new Promise(tell => {
    asked.push({ number, tell })
    answer()
    setTimeout(() => tell(null), patience)
  })
  function answer () {
    asked = asked.filter(one => waits.length < one.number || one.tell(waits))
  }
  function look () {
    const now = shown()
    if (now === null || now === before) return requestAnimationFrame(look)
    // What is there before a frame is painted with it; the next task comes after that.
    const channel = new MessageChannel()
    channel.port1.onmessage = () => { waits.push(performance.now() - since); since = null; answer() }
    channel.port2.postMessage(null)
  }
  addEventListener('keydown', event => {
    if (event.key !== KEY || since !== null) return
    since = event.timeStamp
    before = shown()
    requestAnimationFrame(look)
  }, true)
})()"""
"""Put into every page before its own scripts: it notes when a key is pressed and when another text is painted."""


@dataclass(frozen=True)
class Program:
    """How a program is audited by keyboard.

    ``keys`` are pressed on each text, the last of which brings the next one; ``shown`` is JavaScript for the text that
    can be worked on, or null while there is none.
    """

    keys: tuple[str, ...]
    shown: str

    @property
    def watch(self) -> str:
        """The script that measures the waits."""
        return WATCH.replace("SHOWN", self.shown).replace("KEY", json.dumps(self.keys[-1]))


def audited(page: Any, program: Program, times: int, pause: float) -> tuple[list[float], int]:
    """Press the keys on so many texts in a row; milliseconds until the next one was there, and how many keys got lost.

    ``pause``: seconds for which a person looks at each text before the first key. Where no other text comes, the last
    key is pressed again, as a person would do; the wait is from the first time. Raises RuntimeError if that is in vain.
    """
    waits: list[float] = []
    lost = 0
    for number in range(1, times + 1):
        time.sleep(pause)
        for key in program.keys:
            page.keyboard.press(key)
        for _ in range(TRIES):
            found = page.evaluate(f"window.everypointWaits({number}, {PATIENCE})")
            if found:
                break
            lost += 1
            page.keyboard.press(program.keys[-1])
        else:
            raise RuntimeError(f"after key {number} no other text came")
        waits = found
    return waits, lost


def late(times: Sequence[float]) -> float:
    """The 95th percentile: as many of a hundred are later."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def figures(waits: Sequence[float]) -> str:
    """Median, 95th percentile and maximum, as cells of a table."""
    return f"{statistics.median(waits):.0f} | {late(waits):.0f} | {max(waits):.0f}"


def opened(page: Any, address: str) -> tuple[float, float]:
    """Milliseconds until the first byte of a page came, and until it was there with its styles and scripts."""
    page.goto(address, wait_until="load", timeout=300_000)
    told = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    return float(told["responseStart"]), float(told["loadEventStart"])


def processor(process: int) -> float:
    """Seconds of the processor that a process and its threads have used so far; not a number where nobody tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
