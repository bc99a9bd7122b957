"""What a run found, as rows of a table: written as JSON and as Markdown, and into the README."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.world import ROOT

FOLDER = ROOT / "benchmarks/results"
BEGIN, END = "<!-- speed -->", "<!-- /speed -->"
TITLES = {
    "pytest": "Whole runs",
    "cells": "Verdicts of 200 made-up States, by engine",
    "pairs": "Verdicts of every ordered pair of them, by engine",
    "sizes": "Our verdicts at other sizes",
}
PACKAGES = ("pytest", "pluggy", "pydantic", "PyYAML")


@dataclass(frozen=True)
class Row:
    """One figure with its goal; no value where it was not measured, and `note` then says why.

    `least` says that the goal is a floor and not a ceiling.  `cells` holds further columns of tables about engines.
    """

    part: str
    what: str
    value: float | None
    goal: float | None
    unit: str = "x"
    least: bool = False
    rounds: int = 0
    note: str = ""
    cells: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached; `None` if there is none, or no value."""
        if self.value is None or self.goal is None:
            return None
        return self.value >= self.goal if self.least else self.value <= self.goal


def machine() -> dict[str, Any]:
    """Describe the machine."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(pages / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def versions(packages: Iterable[str]) -> dict[str, str]:
    """Give the versions of Python and of packages; one that is not there has none."""
    found = {"Python": platform.python_version()}
    for each in (*PACKAGES, *packages):
        try:
            found[each] = version(each)
        except PackageNotFoundError:
            found[each] = "not installed"
    return found


def document(date: str, rows: Iterable[Row], packages: Iterable[str], seconds: float) -> dict[str, Any]:
    """Put everything that a run found into one value."""
    return {
        "date": date,
        "machine": machine(),
        "versions": versions(packages),
        "seconds": round(seconds),
        "rows": [{**asdict(each), "cells": dict(each.cells), "reached": each.reached} for each in rows],
    }


def write(found: dict[str, Any], folder: Path = FOLDER) -> Path:
    """Write both files of a run, and give the path of the first."""
    folder.mkdir(exist_ok=True)
    path = folder / f"bench-{found['date']}.json"
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(page(found), encoding="utf-8")
    return path


def newest(folder: Path = FOLDER) -> Path | None:
    """Give the newest result; `None` if there is none."""
    return max(folder.glob("bench-*.json"), default=None)


def page(found: dict[str, Any]) -> str:
    """Give a result as a page."""
    lines = [f"# Speed, {found['date']}", "", about(found), ""]
    for part, title in TITLES.items():
        rows = [each for each in found["rows"] if each["part"] == part]
        if rows:
            lines += [f"## {title}", "", *(_engines(rows) if any(each["cells"] for each in rows) else _goals(rows)), ""]
    lines += ["## Versions", "", ", ".join(f"{name} {text}" for name, text in found["versions"].items()), ""]
    return "\n".join(lines)


def about(found: dict[str, Any]) -> str:
    """Say on what it was measured, and how."""
    on, used = found["machine"], found["versions"]
    return (
        f"Measured on {found['date']} with `make bench`: {on['cores']} cores ({on['processor']}),"
        f" {on['memory_gib']} GiB,"
        f" {on['system']}, Python {used['Python']}, pytest {used['pytest']}."
        " Ratios are medians over rounds in which the two took turns; seconds and nanoseconds are of that machine."
    )


def _number(value: float | None, unit: str = "x") -> str:
    if value is None:
        return "–"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}" + (" x" if unit == "x" else f" {unit}" if unit else "")


def _goal(row: Mapping[str, Any]) -> str:
    if row["goal"] is None:
        return "–"
    return f"{'at least' if row['least'] else 'at most'} {row['goal']:g}" + (
        " x" if row["unit"] == "x" else f" {row['unit']}"
    )


def _reached(row: Mapping[str, Any]) -> str:
    return {True: "yes", False: "**no**", None: "–"}[row["reached"]]


def _goals(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["| what | measured | goal | reached | rounds | |", "| --- | ---: | ---: | --- | ---: | --- |"]
    for each in rows:
        cells = [each["what"], _number(each["value"], each["unit"]), _goal(each), _reached(each), str(each["rounds"])]
        lines.append(f"| {' | '.join([*cells, _plain(each['note'])])} |")
    return lines


def _engines(rows: list[dict[str, Any]]) -> list[str]:
    columns = [
        *("engine", "its time / ours", "goal", "reached", "its ns a cell", "ours"),
        *("its time / ours with an object a cell", "safeguards", "rows timed", "rounds", "load and compile, s", ""),
    ]
    lines = [f"| {' | '.join(columns)} |", "| --- | ---: | ---: | --- |" + " ---: |" * 7 + " --- |"]
    for each in rows:
        own = each["cells"]
        cells = [f"{each['what']} {own['version']}".strip(), _number(each["value"]), _goal(each), _reached(each)]
        cells += [_number(own.get(name), "") for name in ("theirs", "ours")] + [_number(own.get("objects"))]
        cells += [f"{own.get('said', 0)} of {own['of']}", f"{own.get('rows', 0):,}", str(each["rounds"])]
        lines.append(f"| {' | '.join([*cells, _number(own.get('ready'), ''), _plain(each['note'])])} |")
    return lines


def _plain(text: str) -> str:
    return " ".join(text.replace("|", "/").replace("<", "(").split())


def readme_table(found: dict[str, Any]) -> str:
    """Give what stands in the README between the two marks."""
    rows = [each for each in found["rows"] if each["goal"] is not None]
    lines = ["| what | measured | goal | reached |", "| --- | ---: | ---: | --- |"]
    for each in rows:
        what = each["what"] if each["part"] in {"pytest", "sizes"} else f"{_KINDS[each['part']]}: {each['what']} / ours"
        lines.append(f"| {what} | {_number(each['value'], each['unit'])} | {_goal(each)} | {_reached(each)} |")
    file = f"benchmarks/results/bench-{found['date']}.md"
    return "\n".join([*lines, "", f"{about(found)} All figures: [{file}]({file})."])


_KINDS = {"cells": "time a cell", "pairs": "time a pair"}


def into_readme(text: str, found: dict[str, Any]) -> str:
    """Put the table between the marks.

    Raises:
        ValueError: The marks are not there.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"README.md has no {BEGIN} with a {END} after it")
    return f"{before}{BEGIN}\n{readme_table(found)}\n{END}{after}"
