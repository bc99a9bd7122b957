"""Made-up outcomes of any size, with any text in every place that a profile's author can write in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from engine.change import Change, Diff, Direction, FactChange
from engine.change.diff import Cause
from engine.check import all_problems
from engine.load import read_repository
from engine.matrix import Assessor
from engine.model import Cell, Citation, Fact, Grade, Jurisdiction, Location, Problem, Safeguard
from engine.surface.outcome import Outcome
from engine.verdict import Verdict

DAY = date(2026, 6, 1)
EXAMPLE = Path(__file__).parent / "example"


@cache
def judge() -> Assessor:
    repository = read_repository(EXAMPLE)
    return Assessor(repository, all_problems(repository), DAY)


def fact(text: str, line: int) -> Fact:
    where = Location("jurisdictions/XAA.yaml", line, 5)
    return Fact(text, where, (Citation("act", text, "statute", Grade.TEXT, where, DAY),))


def change(text: str, line: int = 1, direction: Direction = Direction.NEWLY_UNMET) -> Change:
    """Make a cell that moves because of an answer, from nothing to a text."""
    moved = FactChange("XAA", f"powers.{line}.body", "power.body", str(line), None, fact(text, line))
    cells = judge().cell("XBB", "yearly-report"), judge().cell("XAA", "both-states-agree")
    return Change("XAA", f"safeguard-{line}", direction, *cells, (Cause.FACTS,), (moved,))


def complaint(text: str, line: int = 1) -> Problem:
    return Problem(Location("jurisdictions/XAA.yaml", line, 5), "no-note", text, text, text)


def outcome(
    changes: Sequence[Change] = (), complaints: Sequence[Problem] | None = (), judged: Any = None, renamed: str = ""
) -> Outcome:
    names = {renamed: renamed} if renamed else {}
    diff = Diff(DAY, tuple(changes), tuple(fact for each in changes for fact in each.facts), {}, names, len(changes))
    return Outcome(diff, judged or judge(), None if complaints is None else tuple(complaints))


@dataclass
class Unmet:
    """A judge to whom every one of many cells is unmet, with a text where names and statements stand."""

    jurisdictions: dict[str, Jurisdiction]
    safeguards: dict[str, Safeguard]
    day: date = DAY

    def verdict(self, code: str, safeguard: str) -> Verdict:
        return self.cell(code, safeguard).verdict

    def cell(self, code: str, safeguard: str) -> Cell:
        return replace(judge().cell("XAA", "both-states-agree"), jurisdiction=code, safeguard=safeguard)


def shipped() -> Unmet:
    """Make a judge to whom every safeguard of this repository is unmet in one State."""
    safeguards = {each.id: each for each in read_repository(EXAMPLE.parent.parent).safeguards}
    return replace(unmet(1, 0), safeguards=safeguards)


def unmet(jurisdictions: int, safeguards: int, text: str = "A text") -> Unmet:
    """Make a judge of so many cells; severities come in turn."""
    state, rule = judge().jurisdictions["XAA"], judge().safeguards["both-states-agree"]
    codes = ("".join(each) for each in islice(product(ascii_uppercase, repeat=3), jurisdictions))
    names = [f"safeguard-{number}" for number in range(safeguards)]
    severities = ("low", "critical", "medium", "high")
    assert judge().cell("XAA", "both-states-agree").verdict is Verdict.UNMET
    return Unmet(
        {each: replace(state, code=each, name=text, where=Location(f"jurisdictions/{each}.yaml")) for each in codes},
        {
            each: replace(rule, id=each, title=text, statement=text, severity=severities[number % 4])
            for number, each in enumerate(names)
        },
    )


HOSTILE = (
    "# Approved", "\n# Approved\n", "\n\n---\n\n", "===", "> [!NOTE]\n> fine", "- [x] done", "1. one",
    "| a | b |\n|---|---|", "<b>", "</details>", "<!-- safeguards gate -->", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&lt;b&gt;", "[words](https://example.org)", "![x](y)",
    "[a]: https://example.org", "<https://example.org>", "https://example.org/a_b", "www.example.org",
    "ftp://example.org", "someone@example.org", "@someone", "@org/team", "#12", "GH-12", "owner/name#3",
    "owner/name@abcdef1", "::error::forged", "\n::error file=a::forged", "::set-output name=shut::false",
    "##[error]forged", "\r::warning::forged", "::stop-commands::x", "%0A::error::forged", "%250A", "${{ secrets.X }}",
    "$(id)", "`code`", "```\n", "~~gone~~", "$x$", "**bold**", "_", "*", "\\", "\\\\", "](", "a\u202eb",
    "\u2028::error::x", "\u0085::error::x", "\x0b# x", "=1+1", "a,b:c;d", "file=x,line=1", "{0}", "’“”", "𝕏",
    "\u200b",
)  # fmt: skip


def hostile(text: str) -> Outcome:
    """Put a text into everything that a change can show."""
    moved = [change(text, number, each) for number, each in enumerate(Direction, 1)]
    return outcome(moved, [complaint(text, 1), complaint(text, 2)], unmet(2, 2, text), text or "-")
