"""What every place shows: the differences, what stands against the change, and the new side that they lead into."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain import citation_words, recorded_words
from engine.model import Location

if TYPE_CHECKING:
    from engine.change import Change, Diff, FactChange
    from engine.matrix import Assessor
    from engine.model import Fact, Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, the complaints of the gate (`None` where it was not asked), and the judge of the new side."""

    diff: Diff
    judge: Assessor
    complaints: tuple[Problem, ...] | None = None

    @property
    def headline(self) -> str:
        """One line: how many cells change, and how."""
        diff = self.diff
        counts = ", ".join(f"{number} {each.value}" for each, number in diff.counts().items())
        number = len(diff.changes)
        said = f"{number} of {diff.cells} cells change" if number else f"no cell of {diff.cells} changes"
        return f"{said} (as of {diff.day})" + (f": {counts}" if counts else "")

    @property
    def verdict(self) -> str:
        """One line: whether the change may land; empty where nobody asked."""
        if self.complaints is None:
            return ""
        against = len(self.complaints)
        if not against:
            return "the gate is open: nothing stands against this change"
        return f"the gate is shut: {against} {'reason' if against == 1 else 'reasons'} against this change"

    def remarks(self) -> list[str]:
        """Say what was not compared, what looks renamed, and what changes without moving a cell."""
        found = [
            f"{code} is not compared: its profile on the {side} side is not valid"
            for code, side in self.diff.not_compared.items()
        ]
        found += [
            f"{old} looks renamed to {new}; its cells are shown as removed and added"
            for old, new in self.diff.renamed.items()
        ]
        moving = {id(fact) for each in self.diff.changes for fact in each.facts}
        idle = sum(id(each) not in moving for each in self.diff.facts)
        return [*found, *([f"answers that differ and move no cell: {idle}"] if idle else [])]


def arrow(change: Change) -> str:
    """Say from which verdict to which a cell moved."""
    before, after = (each.verdict.value if each else "–" for each in (change.before, change.after))
    return f"{before} → {after}"


def causes(change: Change) -> str:
    """Name what moved a cell."""
    return " and ".join(each.value for each in change.causes)


def was_and_is(fact: FactChange) -> str:
    """Say an answer before and after."""
    return f"{_short(fact.before)} → {_short(fact.after)}"


def _short(fact: Fact | None) -> str:
    return recorded_words(fact).removeprefix("recorded: ")


def rests_on(fact: FactChange) -> list[str]:
    """Say what an answer rested on and rests on now; one line where that is the same."""
    before, after = (
        [citation_words(each) for each in side.citations] if side else [] for side in (fact.before, fact.after)
    )
    if before == after or not before:
        return [f"rests on {'; '.join(after)}"] if after else []
    return [f"rested on {'; '.join(before)}", *([f"now on {'; '.join(after)}"] if after else [])]


def place(change: Change) -> Location:
    """Find the line that a change is about."""
    if change.facts:
        return change.facts[0].fact.where
    return Location(f"jurisdictions/{change.jurisdiction}.yaml")


def fingerprint(*parts: str) -> str:
    """Make a name that stays when lines move: of jurisdiction and safeguard, never of a line."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
