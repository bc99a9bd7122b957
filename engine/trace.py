"""Reading a trace: which questions were decisive, on what evidence, and what would have to be otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model import AllOf, Comparison, Each, Grade, Not, Path, Some, Trace
from engine.verdict import Truth


@dataclass(frozen=True, slots=True)
class Leaf:
    """A decisive comparison or list, with the names of the records within which it was read."""

    trace: Trace
    records: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The decisive question."""
        clause = self.trace.clause
        return clause.path if isinstance(clause, Comparison) else self.trace.facts[0][0]


def decisive(trace: Trace, records: tuple[str, ...] = ()) -> tuple[Leaf, ...]:
    """List what settled a clause, or what leaves it unknown, in the order of the clause.

    Of parts joined by *all*: the parts that fail where it fails, all where it holds, the unknown where it is
    unknown; *any* the other way round.  An open list is decisive itself for what it may hold besides.
    """
    inside = records if trace.record is None else (*records, trace.record)
    if isinstance(trace.clause, Comparison):
        return (Leaf(trace, inside),)
    found = [leaf for each in deciding(trace) if each.record != "" for leaf in decisive(each, inside)]
    if list_decides(trace):
        found.append(Leaf(trace, inside))
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)


def list_decides(trace: Trace) -> bool:
    """Whether it mattered that a quantifier's list is complete, or that it is not."""
    if not isinstance(trace.clause, Each | Some) or trace.truth is settled_by_one(trace):
        return False
    _, complete = trace.facts[0]
    closed = complete is not None and complete.value is True
    return closed if trace.truth is not Truth.UNKNOWN else not closed


def settled_by_one(trace: Trace) -> Truth:
    """Give the truth to which one part alone can settle a clause."""
    return Truth.FALSE if isinstance(trace.clause, AllOf | Each) else Truth.TRUE


def deciding(trace: Trace) -> list[Trace]:
    """List the parts that made a clause come out as it did."""
    if isinstance(trace.clause, Not):
        return list(trace.parts)
    if trace.truth is Truth.UNKNOWN or trace.truth is settled_by_one(trace):
        return [each for each in trace.parts if each.truth is trace.truth]
    return list(trace.parts)


def grade(trace: Trace) -> Grade:
    """Give the weakest evidence without which the clause would not have come out as it did.

    Where one of several parts would have been enough, the best of them counts.  With evidence below this grade
    left out, the truth stays what it is; with evidence of this grade left out, it becomes unknown.
    """
    counted = isinstance(trace.clause, Comparison) or list_decides(trace)
    own = [fact.grade for _, fact in trace.facts if fact is not None and counted]
    if isinstance(trace.clause, Comparison):
        return min(own, default=Grade.TEXT)
    parts = [grade(each) for each in deciding(trace)]
    if trace.truth is settled_by_one(trace) and not isinstance(trace.clause, Not):
        return max(parts, default=Grade.TEXT)
    return min([*parts, *own], default=Grade.TEXT)


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that would have to be otherwise: the comparison, whether it must hold, and the records around it.

    `known` says whether there is an answer today; where there is none, an answer could bring the change.
    """

    comparison: Comparison
    holds: bool
    known: bool
    records: tuple[str, ...] = ()


def changes(trace: Trace, *, holds: bool = True, records: tuple[str, ...] = ()) -> tuple[Change, ...]:
    """Give the fewest answers that would have to be otherwise for a clause to hold (or not to).

    Where several ways are equally short, the first in the order of the clause is given.  A list that is not
    complete is not among the changes: what it may hold besides cannot be named.
    """
    wanted = Truth.TRUE if holds else Truth.FALSE
    inside = records if trace.record is None else (*records, trace.record)
    if trace.truth is wanted:
        return ()
    if isinstance(trace.clause, Comparison):
        return (Change(trace.clause, holds, trace.truth is not Truth.UNKNOWN, inside),)
    if isinstance(trace.clause, Not):
        return changes(trace.parts[0], holds=not holds, records=inside)
    ways = [changes(each, holds=holds, records=inside) for each in trace.parts if each.record != ""]
    if wanted is settled_by_one(trace):
        return min(ways, key=len, default=())
    return tuple(dict.fromkeys(change for way in ways for change in way))
