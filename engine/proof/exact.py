"""Whether a clause is exact: unknown only where more answers could turn it either way.

Kleene's logic may call unknown what every completion agrees on (`p or not p`).  Two ways to show that a clause never
does.  By form: if every question is asked by one test only, and always on the same side of `not`, then giving each
open test the answer that helps (or hurts) settles the clause to true (or false); by induction over all and any.  By
going through all answers: of every set of answers, known or not, compare what the clause says with what its
completions say.  Parts that share no question are exact together if each is, so that only knots are gone through.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from engine.evaluate import evaluate
from engine.model import AllOf, AnyOf, Clause, Comparison, Constant, Each, Not, Path, Some
from engine.operators import OPERATORS
from engine.proof.search import LIMIT, TooLargeError
from engine.proof.space import Variable, space, variables_of
from engine.verdict import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.model import Scope, Value
    from engine.proof.space import Space
    from engine.vocabulary import Vocabulary


def inexact(clause: Clause, vocabulary: Vocabulary, roots: Mapping[str, str]) -> tuple[Clause, Scope] | None:
    """Find a clause within a clause, and answers, of which unknown says too little; `None` if there is none.

    Raises:
        TooLargeError: It cannot be told.
    """
    for knot in knots(clause):
        room = space([knot], vocabulary, roots)
        if not _by_form(knot, room):
            found = _gone_through(knot, room)
            if found is not None:
                return knot, found
    return None


def knots(clause: Clause) -> Iterator[Clause]:
    """Split a clause into the parts that share no question with each other."""
    if isinstance(clause, Not):
        yield from knots(clause.clause)
    elif isinstance(clause, AllOf | AnyOf):
        for group in _groups(clause.clauses):
            if len(group) > 1:
                yield type(clause)(tuple(group))
            else:
                yield from knots(group[0])
    else:
        yield clause


def _groups(parts: tuple[Clause, ...]) -> list[list[Clause]]:
    """Put parts together that share a question."""
    groups: list[tuple[set[Path], list[Clause]]] = []
    for part in parts:
        asked, together = set(variables_of(part)), [part]
        for group in [each for each in groups if each[0] & asked]:
            groups.remove(group)
            asked, together = asked | group[0], [*group[1], *together]
        groups.append((asked, together))
    return [together for _, together in groups]


def _by_form(clause: Clause, room: Space) -> bool:
    tests: dict[Path, set[tuple[Comparison, bool]]] = {}
    for test, positive in _tests(clause, positive=True):
        for path in variables_of(test):
            tests.setdefault(path, set()).add((test, positive))
    single = all(len(each) == 1 for each in tests.values()) and _one_list(clause)
    return single and all(_contingent(test, room) for each in tests.values() for test, _ in each)


def _tests(clause: Clause, *, positive: bool) -> Iterator[tuple[Comparison, bool]]:
    """Yield every test, and whether the clause holds the sooner for it."""
    match clause:
        case Comparison():
            yield clause, positive
        case Not(negated):
            yield from _tests(negated, positive=not positive)
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from _tests(each, positive=positive)
        case Each() | Some():
            yield from _tests(clause.body, positive=positive)
            if clause.condition is not None:
                yield from _tests(clause.condition, positive=positive != isinstance(clause, Each))


def _one_list(clause: Clause) -> bool:
    """Whether no list is gone through twice, under two names or one within the other."""
    lists = list(_lists(clause))
    return len(lists) == len(set(lists))


def _lists(clause: Clause) -> Iterator[Path]:
    match clause:
        case Not(negated):
            yield from _lists(negated)
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from _lists(each)
        case Each() | Some():
            yield clause.records
            yield from _lists(clause.body)
            yield from () if clause.condition is None else _lists(clause.condition)


def _contingent(test: Comparison, room: Space) -> bool:
    """Whether some answers pass a test and some fail it."""
    if not isinstance(test.operand, Constant):
        return True
    wanted, run = test.operand.value, OPERATORS[test.operator].test
    answers = [
        value
        for each, values in room.choices.items()
        for value in values
        if each.key == test.path.key and (each.list or each.root == test.path.root)
    ]
    return len({run(each, wanted) for each in answers}) > 1


def _gone_through(clause: Clause, room: Space) -> Scope | None:
    if room.lists:
        raise TooLargeError
    variables = room.variables(())
    size = 1
    for each in variables:
        size *= len(room.answers_to(each)) + 1
    if size > LIMIT:
        raise TooLargeError
    return _Table(clause, room, variables).witness()


class _Table:
    """What a clause says of every set of answers, and what its completions say."""

    def __init__(self, clause: Clause, room: Space, variables: list[Variable]) -> None:
        self.clause, self.room, self.variables = clause, room, variables
        self.known: dict[tuple[Value | None, ...], frozenset[Truth]] = {}
        self.found: Scope | None = None

    def witness(self) -> Scope | None:
        """Give answers of which the clause says less than it could."""
        given = [self.room.answers_to(each) if each in self.room.headings else (None,) for each in self.variables]
        for row in product(*given):
            self._outcomes(row)
        return self.found

    def _outcomes(self, row: tuple[Value | None, ...]) -> frozenset[Truth]:
        """Give the truths of the completions of a row, and compare them with what the clause says of it."""
        if row not in self.known:
            scope = self._scope(row)
            truth = evaluate(self.clause, scope).truth
            below = [self._outcomes(each) for each in self._further(row)]
            self.known[row] = frozenset().union(*below) if below else frozenset({truth})
            if truth is Truth.UNKNOWN and len(self.known[row]) == 1 and self.found is None:
                self.found = scope
        return self.known[row]

    def _further(self, row: tuple[Value | None, ...]) -> Iterator[tuple[Value | None, ...]]:
        for number, value in enumerate(row):
            if value is None:
                for each in self.room.answers_to(self.variables[number]):
                    yield (*row[:number], each, *row[number + 1 :])

    def _scope(self, row: tuple[Value | None, ...]) -> Scope:
        pairs = zip(self.variables, row, strict=True)
        return self.room.scope({each: value for each, value in pairs if value is not None}, ())
