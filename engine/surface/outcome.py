"""What every place shows: the differences, what stands against the change, and the new side that they lead into."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.change import Direction
from engine.explain import citation_words, recorded_words
from engine.model import Location
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.change import Change, Diff, FactChange
    from engine.matrix import Assessor
    from engine.model import Fact, Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison, the complaints of the gate (`None` where it was not asked), and the judge of the new side.

    `touched` are the lines, by path and number, that the change adds or edits.
    """

    diff: Diff
    judge: Assessor
    complaints: tuple[Problem, ...] | None = None
    touched: frozenset[tuple[str, int]] = frozenset()

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
            f"{code} is not compared, nor are its pairs with others: its profile on the {side} side is not valid"
            for code, side in self.diff.not_compared.items()
        ]
        found += [
            f"{old} looks renamed to {new}; its cells are shown as removed and added"
            for old, new in self.diff.renamed.items()
        ]
        moving = {id(fact) for each in self.diff.changes for fact in each.facts}
        idle = sum(id(each) not in moving for each in self.diff.facts)
        return [*found, *([f"answers that differ and move no cell: {idle}"] if idle else [])]


@dataclass(frozen=True, slots=True)
class Row:
    """One line about a change: its text, the place it leads to, and the answers below it."""

    direction: Direction
    jurisdiction: str
    words: str
    where: Location
    facts: tuple[FactChange, ...] = ()


def rows(outcome: Outcome, direction: Direction) -> list[Row]:
    """List the lines about one direction; cells that are added or removed are counted by jurisdiction."""
    changes = [each for each in outcome.diff.changes if each.direction is direction]
    if direction not in {Direction.ADDED, Direction.REMOVED}:
        return [Row(direction, each.jurisdiction, words(each), each.place, each.facts) for each in changes]
    codes = dict.fromkeys(each.jurisdiction for each in changes)
    return [_group(direction, code, [each for each in changes if each.jurisdiction == code]) for code in codes]


def words(change: Change) -> str:
    """Say which cell moved, how, and why."""
    why = f" ({' and '.join(each.value for each in change.causes)})" if change.causes else ""
    return f"{change.safeguard}: {arrow(change)}{why}"


def _group(direction: Direction, code: str, changes: list[Change]) -> Row:
    cells = [each.after or each.before for each in changes]
    counts = Counter(each.verdict for each in cells if each is not None)
    said = ", ".join(f"{counts[each]} {each.value}" for each in Verdict if counts[each])
    words = f"{changes[0].safeguard}: {said[2:]}" if len(changes) == 1 else f"{len(changes)} cells: {said}"
    return Row(direction, code, words, changes[0].place)


def arrow(change: Change) -> str:
    """Say from which verdict to which a cell moved."""
    before, after = (each.verdict.value if each else "–" for each in (change.before, change.after))
    return f"{before} → {after}"


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


def fingerprint(*parts: str) -> str:
    """Make a name that stays when lines move: of jurisdiction and safeguard, never of a line."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
