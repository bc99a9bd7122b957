"""Truths without traces: a clause put to all States, records or pairs at once.

`evaluate` says what a clause means; this says the same of many subjects together, but not why.  Of a clause two whole
numbers are known: the rows where it holds, and the rows where it does not; in neither, it is unknown.  Kleene's
connectives are then ``&`` and ``|``.  Where a clause speaks of one certain State or record, its answers count for
every row: -1, all bits.

Where the index leaves weak evidence out, a list whose claim to be complete is as weak stays closed, but nothing that
rests on the claim holds.  What is then still known has at least that grade, as `trace.grade` gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial, reduce
from operator import and_, or_
from typing import Any, TypeAlias

from engine.columns import Planes, against, beside
from engine.evaluate import UNLISTED
from engine.model import AllOf, AnyOf, Clause, Collection, Comparison, Constant, Each, Not, Path, Record, Some
from engine.plan import Plan
from engine.planes import STATES, Answers, Rows, Slots

Bound: TypeAlias = Record | Rows
Scope: TypeAlias = Mapping[str, Bound]


def quantifiers(clause: Clause) -> Iterator[Each | Some]:
    """Yield the quantifiers of a clause, outer ones first."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from quantifiers(each)
        case Not(negated):
            yield from quantifiers(negated)
        case Each() | Some():
            yield clause
            for each in _inside(clause):
                yield from quantifiers(each)


def _inside(clause: Each | Some) -> tuple[Clause, ...]:
    return (clause.body,) if clause.condition is None else (clause.condition, clause.body)


def _names(clause: Clause) -> set[str]:
    """Give the names of the scope that a clause uses."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return {name for each in clauses for name in _names(each)}
        case Not(negated):
            return _names(negated)
        case Comparison(path, _, operand):
            return {path.root, operand.root} if isinstance(operand, Path) else {path.root}
    inner = {name for each in _inside(clause) for name in _names(each)}
    return {clause.records.root, *(inner - {clause.name})}


class Bulk:
    """Puts the clauses of one safeguard to the rows of slots; how they came out is kept by their identity.

    What is done with answers of States can be noted in a plan.
    """

    def __init__(self, slots: Slots, plan: Plan | None = None) -> None:
        self.slots, self.plan = slots, plan
        self._known: dict[object, Planes] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def truth(self, clause: Clause, scope: Scope, wide: bool = False) -> Planes:
        """Put a clause to every State.

        Args:
            clause: The clause.
            scope: What its names stand for.
            wide: Put it to every row below the States; a name of the scope then stands for all records of a list.
        """
        match clause:
            case Comparison():
                return self._compare(clause, scope, wide)
            case Not(negated):
                holds, fails = self.truth(negated, scope, wide)
                return fails, holds
            case AllOf(clauses):
                return _all([self.truth(each, scope, wide) for each in clauses])
            case AnyOf(clauses):
                fails, holds = _all([self.truth(each, scope, wide)[::-1] for each in clauses])
                return holds, fails
        bound = (scope[each] for each in self.names(clause))
        key = (id(clause), wide, *(each if isinstance(each, Rows) else id(each) for each in bound))
        if key not in self._known:
            holds, fails = self._quantify(clause, scope, wide)
            self._known[key] = (holds, fails) if isinstance(clause, Each) else (fails, holds)
        return self._known[key]

    def names(self, clause: Clause) -> tuple[str, ...]:
        """Give the names of the scope that a clause uses, in order."""
        if id(clause) not in self._names:
            self._names[id(clause)] = tuple(sorted(_names(clause)))
        return self._names[id(clause)]

    def again(self, name: str, clause: Clause, scope: Scope) -> bool:
        """Whether for each record that a name stands for a clause goes through a list of every State."""
        inner = (each for each in quantifiers(clause) if not isinstance(scope.get(each.records.root), Record))
        return any(name in self.names(each) for each in inner)

    def by_record(self, clause: Each | Some, scope: Scope) -> bool:
        """Whether something inside goes through a list for each record again."""
        return any(self.again(clause.name, each, scope) for each in _inside(clause))

    def _compare(self, clause: Comparison, scope: Scope, wide: bool) -> Planes:
        rows, operand = scope[clause.path.root], clause.operand
        if isinstance(rows, Rows) and isinstance(operand, Constant):
            key: object = (id(clause), wide, rows)
            if key not in self._known:
                found = partial(self._found, rows, clause.path.key, wide)
                self._known[key] = against(found, clause.operator, operand.value)
            return self._known[key]
        name, answers = self._answers(clause.path, scope, wide)
        other, expected = self._answers(operand, scope, wide)
        key = (id(clause), wide, name, other)
        if key not in self._known:
            self._known[key] = beside(clause.operator, answers, expected)
        return self._known[key]

    def _answers(self, asked: Path | Constant, scope: Scope, wide: bool) -> tuple[object, Answers]:
        """Give the answers to compare, after a name by which they are known."""
        if isinstance(asked, Constant):
            return None, [(asked.value, -1)]
        rows = scope[asked.root]
        if isinstance(rows, Rows):
            return rows, self._found(rows, asked.key, wide, "")
        fact = rows.facts.get(asked.key)
        if fact is None or fact.value is None or not self.slots.index.counts(fact):
            return None, []
        return (type(fact.value), fact.value), [(fact.value, -1)]

    def _found(self, rows: Rows, question: str, wide: bool, by: str) -> Answers:
        found = self.slots.answers(rows, question, wide, by)
        return found if self.plan is None else [(value, self.plan.given(each)) for value, each in found]

    def _quantify(self, clause: Each | Some, scope: Scope, wide: bool) -> Planes:
        """Fold over records: of all States at once, or, where something inside goes through a list again, by record."""
        every = scope[clause.records.root] == STATES
        if every and wide:
            holds, fails = self._quantify(clause, scope, wide=False)
            return self.slots.fill(holds), self.slots.fill(fails)
        if every and not self.by_record(clause, scope):
            holds, fails = self._at_once(clause, scope)
        else:
            holds, fails = _all([self._one(clause, scope, wide, *each) for each in self.records(clause, scope)])
        return holds & ~self._weak(clause, scope), fails

    def _at_once(self, clause: Each | Some, scope: Scope) -> Planes:
        listed = self.slots.listed(clause.records.key)
        holds, fails = self.body(clause, {**scope, clause.name: Rows(clause.records.key)}, wide=True)
        return self.slots.top ^ self.slots.some(listed.rows & ~holds), self.slots.some(listed.written & fails)

    def records(self, clause: Each | Some, scope: Scope) -> Iterator[tuple[Bound, int, int]]:
        """Yield the records to go through, the rows that have them, and the rows that write them down."""
        root, key = scope[clause.records.root], clause.records.key
        if root == STATES:
            listed = self.slots.listed(key)
            for each in range(self.slots.index.length(key)):
                yield Rows(key, each), self.slots.lift(listed.rows, each), self.slots.lift(listed.written, each)
            return
        found = root.lists.get(key, Collection()) if isinstance(root, Record) else Collection()
        yield from ((each, -1, -1) for each in found.records)
        if not found.closed:
            yield UNLISTED, -1, 0

    def _one(self, clause: Each | Some, scope: Scope, wide: bool, *part: Any) -> Planes:
        record, rows, written = part
        holds, fails = self.body(clause, {**scope, clause.name: record}, wide)
        return holds | ~rows, fails & written

    def body(self, clause: Each | Some, scope: Scope, wide: bool) -> Planes:
        """Put body and condition; *some* is turned round to *each*, whose body fails where that of *some* holds."""
        holds, fails = self.truth(clause.body, scope, wide)
        if isinstance(clause, Some):
            holds, fails = fails, holds
        if clause.condition is None:
            return holds, fails
        chosen, left = self.truth(clause.condition, scope, wide)
        return holds | left, fails & chosen

    def _weak(self, clause: Each | Some, scope: Scope) -> int:
        """Give the rows whose list is closed by a claim on evidence that does not count."""
        root = scope[clause.records.root]
        if root == STATES:
            return self.slots.listed(clause.records.key).weak
        found = root.lists.get(clause.records.key) if isinstance(root, Record) else None
        return -1 if found is not None and found.closed and not self.slots.index.counts(found.complete) else 0


def _all(parts: Iterable[Planes]) -> Planes:
    parts = list(parts)
    return reduce(and_, (each for each, _ in parts), -1), reduce(or_, (each for _, each in parts), 0)
