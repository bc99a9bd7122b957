"""Everything that could be recorded about a subject, as far as some clauses can tell it apart: a finite space."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from engine.model import (
    AllOf,
    AnyOf,
    Clause,
    Collection,
    Comparison,
    Constant,
    Each,
    Fact,
    Location,
    Not,
    Path,
    Record,
    Some,
)
from engine.proof.cases import clauses_of
from engine.proof.domains import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.model import Scope, Value
    from engine.vocabulary import Question, Vocabulary

NOWHERE = Location("made-up")
RECORDS = 2
"""How many records of a list are tried: one that decides, and one beside it."""


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """A question: of a record of the scope (`list` empty), or of one of the records of a list of it."""

    root: str
    key: str
    list: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Space:
    """What can be recorded.

    `choices` holds, by variable, one answer for each class that the clauses tell apart; `shapes`, for each list, how
    many records it holds and whether it is known to be complete.  `headings` are never unknown.
    """

    roots: tuple[str, ...]
    choices: Mapping[Variable, tuple[Value, ...]]
    lists: tuple[Path, ...] = ()
    shapes: tuple[tuple[tuple[int, bool], ...], ...] = field(default=((),))
    headings: frozenset[Variable] = frozenset()

    def variables(self, shape: tuple[tuple[int, bool], ...]) -> list[Variable]:
        """List the questions that a shape holds, those of the scope itself first."""
        found = [each for each in self.choices if not each.list]
        for path, (count, _) in zip(self.lists, shape, strict=True):
            for number in range(1, count + 1):
                found += [
                    Variable(each.root, each.key, each.list, number)
                    for each in self.choices
                    if (each.root, each.list) == (path.root, path.key)
                ]
        return found

    def answers_to(self, variable: Variable) -> tuple[Value, ...]:
        """Give the answers to tell apart."""
        return self.choices[Variable(variable.root, variable.key, variable.list)]

    def scope(self, answers: Mapping[Variable, Value], shape: tuple[tuple[int, bool], ...]) -> Scope:
        """Make the records that hold some answers; everything else in them is unknown."""
        facts: dict[tuple[str, str, int], dict[str, Fact]] = {}
        for each, value in answers.items():
            facts.setdefault((each.root, each.list, each.number), {})[each.key] = Fact(value, NOWHERE)
        lists: dict[str, dict[str, Collection]] = {root: {} for root in self.roots}
        for path, (count, closed) in zip(self.lists, shape, strict=True):
            records = [
                Record(facts.get((path.root, path.key, number), {}), f"{number}") for number in range(1, count + 1)
            ]
            lists[path.root][path.key] = Collection(tuple(records), Fact(True, NOWHERE) if closed else None)
        return {root: Record(facts.get((root, "", 0), {}), "", lists[root]) for root in self.roots}


def space(clauses: Iterable[Clause], vocabulary: Vocabulary, roots: Mapping[str, str]) -> Space:
    """Lay out what can be recorded, as far as some clauses ask.

    Args:
        clauses: All clauses that will be evaluated.
        vocabulary: The questions.
        roots: Where a path can start, and of what record it then speaks (empty: a jurisdiction).
    """
    reader = _Reader(vocabulary, roots)
    for clause in clauses:
        reader.read(clause, {})
    reader.connect()
    choices = {each: classes(reader.questions[each], tests) for each, tests in reader.tests.items()}
    sizes = [(number, closed) for number in range(RECORDS + 1) for closed in (True, False)]
    headings = frozenset(each for each, question in reader.questions.items() if question.heading)
    shapes = tuple(product(sizes, repeat=len(reader.lists)))
    return Space(tuple(roots), choices, tuple(reader.lists), shapes, headings)


class _Reader:
    """Gathers what clauses ask: tests by variable, and the lists that they go through."""

    def __init__(self, vocabulary: Vocabulary, roots: Mapping[str, str]) -> None:
        self.vocabulary, self.roots = vocabulary, roots
        self.tests: dict[Variable, list[Comparison]] = {}
        self.questions: dict[Variable, Question] = {}
        self.lists: dict[Path, None] = {}
        self.pairs: list[tuple[Variable, Variable]] = []

    def read(self, clause: Clause, bound: Mapping[str, Path]) -> None:
        """Gather what a clause asks; `bound` holds the lists of the records named so far."""
        match clause:
            case Comparison():
                self._compare(clause, bound)
            case Not(negated):
                self.read(negated, bound)
            case AllOf(clauses) | AnyOf(clauses):
                for each in clauses:
                    self.read(each, bound)
            case Each() | Some():
                self.lists.setdefault(clause.records)
                for part in (clause.condition, clause.body):
                    if part is not None:
                        self.read(part, {**bound, clause.name: clause.records})

    def _compare(self, clause: Comparison, bound: Mapping[str, Path]) -> None:
        own = self._variable(clause.path, bound)
        self.tests.setdefault(own, []).append(clause)
        if isinstance(clause.operand, Path):
            other = self._variable(clause.operand, bound)
            self.tests.setdefault(other, []).append(clause)
            self.pairs.append((own, other))

    def _variable(self, path: Path, bound: Mapping[str, Path]) -> Variable:
        records = bound.get(path.root)
        record = self.roots[path.root] if records is None else self.vocabulary.lists[records.key]
        found = Variable(path.root, path.key) if records is None else Variable(records.root, path.key, records.key)
        self.questions[found] = self.vocabulary.questions[f"{record}.{path.key}" if record else path.key]
        return found

    def connect(self) -> None:
        """Let questions whose answers are compared share the values that either is compared with."""
        for _ in self.pairs:
            for one, other in self.pairs:
                both = [*self.tests[one], *self.tests[other]]
                self.tests[one] = self.tests[other] = list(dict.fromkeys(both))


def variables_of(clause: Clause) -> Iterator[Path]:
    """Yield the path of every question that a clause asks, with repetition."""
    for each in clauses_of(clause):
        if isinstance(each, Comparison):
            yield each.path
            if isinstance(each.operand, Path):
                yield each.operand


def names_used(clause: Clause) -> Iterator[str]:
    """Yield the name of every parameter and group that a clause uses."""
    for each in clauses_of(clause):
        if isinstance(each, Comparison) and isinstance(each.operand, Constant) and each.operand.name:
            yield each.operand.name
