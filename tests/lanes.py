"""A made-up repository with every kind of cell, of file and of item, and what a run over it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import engine.load.loaders
from engine import brief, check, gaps, matrix, outline
from engine.plugin import outcomes, policies, reading, session, summary
from engine.report import table

if TYPE_CHECKING:
    import pytest

LOADED = (
    engine.load.loaders,
    brief,
    check,
    gaps,
    matrix,
    outline,
    outcomes,
    policies,
    reading,
    session,
    summary,
    table,
)
"""Imported here, since pytester forgets whatever is imported in the runs that it makes in this process."""
EXAMPLE = Path(__file__).parent / "example"
PYTHON = """import pytest

@pytest.fixture(scope="module")
def thing():
    print("made")
    yield 1
    print("unmade")

def test_good(thing): assert thing

def test_bad(thing): assert not thing

@pytest.mark.skip(reason="left out")
def test_left_out(): pass
"""
ENDED = (
    "jurisdiction: XAA\nwaivers:\n  - {safeguard: both-states-agree, reason: a bill, owner: desk, until: 2026-05-01}\n"
)
NEEDLESS = "  - {safeguard: both-states-agree, reason: a bill, owner: desk, until: 2026-12-31}\n"
PATHS = ("jurisdictions", "checks")


def lay_out(folder: Path) -> Path:
    """Lay the repository out in a folder, with a Python test beside it."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    jurisdictions = folder / "jurisdictions"
    text = (jurisdictions / "XAA.yaml").read_text(encoding="utf-8")
    (jurisdictions / "XCC.yaml").write_text(text.replace("XAA", "XCC").replace("status: reviewed", "status: done"))
    (jurisdictions / "waivers/XAA.yaml").write_text(ENDED)
    with (jurisdictions / "waivers/XBB.yaml").open("a") as waivers:
        waivers.write(NEEDLESS)
    (folder / "checks").mkdir()
    (folder / "checks/test_thing.py").write_text(PYTHON)
    return folder


def lay_out_alone(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """Lay it out for runs with a cache of their own, in the home given, and with no more plugins than are named."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.delenv("SAFEGUARDS_NO_CACHE")
    return lay_out(pytester.path)


def said(result: pytest.RunResult) -> tuple[int, str]:
    """Give what a run says, but for times, and for addresses in tracebacks."""
    text = "\n".join([*result.outlines, "--", *result.errlines])
    text = re.sub("(?m)^assessment = .*", "", text)
    text = re.sub(r"\d+\.\d\ds", "0.00s", re.sub(r"0x[0-9a-f]{6,}", "0x0", text))
    return int(result.ret), re.sub(r"(?m)^0\.00s (setup|call|teardown) .*\n?|^\(\d+ durations < .*\n?", "", text)
