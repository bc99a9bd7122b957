"""Cells that differ between two sides: in which direction, and because of which answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from engine.change.facts import FactChange, changed_facts, relevant
from engine.change.sides import unchanged
from engine.model import Location
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from engine.change.sides import Sides
    from engine.matrix import Assessor
    from engine.model import Cell, Waiver

__all__ = ["Change", "Diff", "Direction", "FactChange", "compare"]


class Direction(Enum):
    """How a cell moved; in the order in which they are shown."""

    NEWLY_UNMET = "newly unmet"
    NEWLY_MET = "newly met"
    BECAME_UNKNOWN = "became unknown"
    SETTLED = "settled"
    NO_LONGER_APPLICABLE = "no longer applicable"
    ADDED = "added"
    REMOVED = "removed"
    EXCUSED = "excused by a waiver"
    NO_LONGER_EXCUSED = "no longer excused"


class Cause(Enum):
    """What moved a cell."""

    FACTS = "facts"
    LAYER = "layer"
    POLICY = "policy"
    WAIVER = "waiver"
    COUNTERPART = "another profile"
    DATE = "engine or date"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that differs; a side on which it does not exist has no cell.

    `facts` are the answers that did it. `causes` is empty for a cell that was added or removed. `stated` is where its
    safeguard stands.
    """

    jurisdiction: str
    safeguard: str
    direction: Direction
    before: Cell | None
    after: Cell | None
    causes: tuple[Cause, ...] = ()
    facts: tuple[FactChange, ...] = ()
    stated: Location | None = None

    @property
    def place(self) -> Location:
        """The line that did it: an answer, the safeguard where only that changed, or else the profile's first."""
        if self.facts:
            return self.facts[0].fact.where
        only_policy = self.causes == (Cause.POLICY,) and self.stated is not None
        return self.stated if only_policy and self.stated else Location(f"jurisdictions/{self.jurisdiction}.yaml")

    @property
    def key(self) -> tuple[str, str]:
        """Jurisdiction and safeguard."""
        return self.jurisdiction, self.safeguard


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two sides, in the order in which it is shown.

    `facts` are all answers that differ, whether they move a cell or not. `not_compared` are the jurisdictions whose
    profile cannot be judged on the side that is named; pairs with them are not compared either. `renamed` are pairs
    of profiles that look like one renamed.
    """

    day: date
    changes: tuple[Change, ...]
    facts: tuple[FactChange, ...]
    not_compared: Mapping[str, str]
    renamed: Mapping[str, str]
    cells: int

    def counts(self) -> dict[Direction, int]:
        """Count the changes by direction; directions without one are left out."""
        found = {each: sum(change.direction is each for change in self.changes) for each in Direction}
        return {each: number for each, number in found.items() if number}


def compare(sides: Sides, only: str | None = None) -> Diff:
    """Compare every cell of two sides, or every cell of one jurisdiction."""
    old, new = sides.base.judge, sides.head.judge
    skipped = dict.fromkeys(new.invalid, "new") | dict.fromkeys(old.invalid, "old")
    facts = tuple(changed_facts(old, new))
    keys = {(code, name) for each in (old, new) for code in each.jurisdictions for name in each.safeguards}
    keys = {key for key in keys if only in {None, key[0]}}
    shown = [key for key in sorted(keys) if key[0] not in skipped]
    changes = [found for key in shown if (found := _change(key, sides, facts)) is not None]
    return Diff(
        day=new.day,
        changes=tuple(sorted(changes, key=_rank)),
        facts=facts,
        not_compared=skipped,
        renamed=dict(_renamed(old, new)),
        cells=len(shown),
    )


def _rank(change: Change) -> tuple[int, str, str]:
    return list(Direction).index(change.direction), change.jurisdiction, change.safeguard


def _has(judge: Assessor, key: tuple[str, str]) -> bool:
    return key[0] in judge.jurisdictions and key[1] in judge.safeguards


def _change(key: tuple[str, str], sides: Sides, facts: tuple[FactChange, ...]) -> Change | None:
    """Compare verdicts; traces are made only of what differs."""
    old, new = sides.base.judge, sides.head.judge
    if not _has(old, key):
        return Change(*key, Direction.ADDED, None, new.cell(*key))
    if not _has(new, key):
        return Change(*key, Direction.REMOVED, old.cell(*key), None)
    if old.verdict(*key) is new.verdict(*key):
        return _waived(key, old, new)
    before, after = old.cell(*key), new.cell(*key)
    middle = sides.between.judge.verdict(*key) if _has(sides.between.judge, key) else None
    safeguard = sides.head.judge.safeguards[key[1]]
    mine = relevant(facts, safeguard, key[0], before, after)
    same = unchanged(key[0], sides.base.judge, sides.head.judge) and safeguard.subject != "pair"
    others = safeguard.subject == "pair" and set(sides.base.judge.jurisdictions) != set(sides.head.judge.jurisdictions)
    if others and not mine and set(sides.base.judge.invalid) != set(sides.head.judge.invalid):
        return None  # a State whose profile cannot be judged on one side moves the pairs of all others
    causes = tuple(_causes(before, middle, after, () if same else mine, others=others))
    return Change(*key, _direction(before.verdict, after.verdict), before, after, causes, mine, safeguard.where)


def _direction(before: Verdict, after: Verdict) -> Direction:
    if before is Verdict.UNKNOWN:
        return Direction.SETTLED
    return {
        Verdict.UNMET: Direction.NEWLY_UNMET,
        Verdict.MET: Direction.NEWLY_MET,
        Verdict.UNKNOWN: Direction.BECAME_UNKNOWN,
        Verdict.NOT_APPLICABLE: Direction.NO_LONGER_APPLICABLE,
    }[after]


def _causes(
    before: Cell, middle: Verdict | None, after: Cell, facts: tuple[FactChange, ...], *, others: bool
) -> Iterator[Cause]:
    """Name the steps of the way, old side, new policies, new profiles, on which the cell moved."""
    if middle is not before.verdict:
        yield Cause.POLICY
    if middle is not None and middle is not after.verdict:
        layers = {each.in_layer for each in facts}
        yield from (Cause.LAYER if each else Cause.FACTS for each in sorted(layers))
        if not facts:
            yield Cause.COUNTERPART if others else Cause.DATE


def _waived(key: tuple[str, str], old: Assessor, new: Assessor) -> Change | None:
    waiver = new.waiver(*key)
    if new.verdict(*key) is not Verdict.UNMET or _said(old.waiver(*key)) == _said(waiver):
        return None
    direction = Direction.NO_LONGER_EXCUSED if waiver is None else Direction.EXCUSED
    return Change(*key, direction, old.cell(*key), new.cell(*key), (Cause.WAIVER,))


def _said(waiver: Waiver | None) -> tuple[object, ...]:
    return () if waiver is None else (waiver.reason, waiver.owner, waiver.until)


def _renamed(old: Assessor, new: Assessor) -> Iterator[tuple[str, str]]:
    """Pair profiles that are gone with new ones of the same name, or that rest on the same provisions."""
    gone = [
        each for code, each in old.jurisdictions.items() if code not in new.jurisdictions and code not in new.invalid
    ]
    come = [
        each for code, each in new.jurisdictions.items() if code not in old.jurisdictions and code not in old.invalid
    ]
    for was in gone:
        for now in come:
            if was.name == now.name or (was.laws and set(was.laws) == set(now.laws)):
                yield was.code, now.code
