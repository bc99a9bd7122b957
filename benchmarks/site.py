"""Measures the site of many made-up jurisdictions: how long it takes, how large it is, how fast a browser shows it.

    python benchmarks/site.py [JURISDICTIONS] [-o RESULT.json]

The jurisdictions (200 if nothing is said) are made anew in a folder of their own, so every run builds the same bytes.
What is printed are seconds on this machine, and ratios that mean the same on another.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import madeup

from engine.check import all_problems
from engine.load import read_repository
from engine.matrix import Assessor
from engine.site import Site, pages, replace_folder

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 24)
LIMIT = 3_000_000
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
INPUT = """async ([name, value]) => {
  const start = performance.now();
  const field = document.querySelector(`#filter [name=${name}]`);
  field.value = value;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
PAINT = """() => new Promise(done => new PerformanceObserver(
  list => list.getEntriesByName("first-contentful-paint").forEach(entry => done(entry.startTime))
).observe({type: "paint", buffered: true}))"""
FILTERS = (("q", "court"), ("q", ""), ("verdict", "n"), ("verdict", ""), ("order", "title"), ("order", ""))


class Clock:
    """Seconds between one call and the next, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name], self._last = round(now - self._last, 1), now


def build(number: int, folder: Path) -> dict[str, Any]:
    """Build the site of so many made-up jurisdictions, and say what it took."""
    madeup.write(folder / "repository", ROOT, number)
    clock = Clock()
    repository = read_repository(folder / "repository")
    site = Site(Assessor(repository, all_problems(repository), DAY))
    clock.lap("read")
    cells = len(site.matrix.cells)
    clock.lap("judge")
    written = replace_folder(folder / "site", pages(site))
    clock.lap("write")
    sizes = {each: each.stat().st_size for each in (folder / "site").rglob("*.html")}
    return {
        "jurisdictions": number,
        "safeguards": len(site.safeguards),
        "cells": cells,
        "files": written,
        "seconds": clock.seconds,
        "milliseconds_per_page": round(1000 * clock.seconds["write"] / written, 2),
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "site_mb": round(sum(sizes.values()) / 1e6),
        "largest_page_bytes": max(sizes.values()),
        "index_bytes": sizes[folder / "site/index.html"],
        "index_bytes_per_cell": round(sizes[folder / "site/index.html"] / cells, 1),
    }


def browse(index: Path, runs: int = 3) -> dict[str, Any]:
    """Open the index in Chromium several times; medians in milliseconds."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[float]] = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        for _ in range(runs):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(index.as_uri())
            paint = page.evaluate(PAINT)
            ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            found.setdefault("first_paint", []).append(paint)
            found.setdefault("ready_to_filter", []).append(ready)
            for name, value in FILTERS:
                label = f"filter {name}={value}" if value else f"undo {name}"
                found.setdefault(label, []).append(page.evaluate(INPUT, [name, value]))
            page.close()
        browser.close()
    return {name: round(sorted(each)[len(each) // 2]) for name, each in found.items()}


def main() -> None:
    """Measure, print, and write the figures down if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jurisdictions", type=int, nargs="?", default=200)
    parser.add_argument("-o", "--output", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = build(chosen.jurisdictions, Path(folder))
        figures["milliseconds_in_chromium"] = browse(Path(folder) / "site/index.html")
    figures["load_of_the_machine"] = [round(each, 1) for each in os.getloadavg()]
    figures["on"] = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = json.dumps(figures, indent=1) + "\n"
    sys.stdout.write(text)
    if chosen.output:
        chosen.output.write_text(text, encoding="utf-8")
    if figures["index_bytes"] >= LIMIT:
        sys.exit(f"the index has {figures['index_bytes']} bytes; {LIMIT} are the limit")


if __name__ == "__main__":
    main()
