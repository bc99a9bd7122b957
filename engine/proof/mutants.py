"""Small faults put into a clause on purpose: each must change the verdict of one of the safeguard's cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from engine.explain.words import clause_words, comparison_words
from engine.model import AllOf, AnyOf, Clause, Comparison, Constant, Each, Location, Not, Safeguard, Some, Value
from engine.operators import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STEP = (-1, 1)
_SPAN = 70


@dataclass(frozen=True, slots=True)
class Mutant:
    """A safeguard with one fault in it: what was done, and where."""

    what: str
    where: Location
    safeguard: Safeguard


def mutants(safeguard: Safeguard) -> Iterator[Mutant]:
    """Yield a safeguard with one fault at a time, in the order of its clauses."""
    for what, clause, where in _mutated(safeguard.applies, safeguard.where):
        yield Mutant(f"applies: {what}", where, replace(safeguard, applies=clause))
    for what, clause, where in _mutated(safeguard.require, safeguard.where):
        yield Mutant(f"require: {what}", where, replace(safeguard, require=clause))


def place(clause: Clause, otherwise: Location) -> Location:
    """Give the place of the first comparison in a clause."""
    match clause:
        case Comparison(where=where):
            return where
        case Not(negated):
            return place(negated, otherwise)
        case Each(body=body) | Some(body=body):
            return place(body, otherwise)
        case AllOf(clauses) | AnyOf(clauses):
            return place(clauses[0], otherwise) if clauses else otherwise


def _mutated(clause: Clause, where: Location) -> Iterator[tuple[str, Clause, Location]]:
    here = place(clause, where)
    for what, mutant in _own(clause):
        yield what, mutant, here
    yield from _inner(clause, where)


def _own(clause: Clause) -> Iterator[tuple[str, Clause]]:
    if isinstance(clause, AllOf | AnyOf):
        yield from _joined(clause)
    elif isinstance(clause, Each | Some):
        yield from _quantified(clause)
    elif isinstance(clause, Comparison):
        yield from _compared(clause)
    if not isinstance(clause, Not) and clause != AllOf(()):
        yield f"negate {_named(clause)}", Not(clause)


def _joined(clause: AllOf | AnyOf) -> Iterator[tuple[str, Clause]]:
    parts = clause.clauses
    if len(parts) == 1:
        return
    for number, part in enumerate(parts):
        yield f"drop {_named(part)}", type(clause)((*parts[:number], *parts[number + 1 :]))
    swapped = AnyOf(parts) if isinstance(clause, AllOf) else AllOf(parts)
    words = ("all", "any") if isinstance(clause, AllOf) else ("any", "all")
    yield f"{words[1]} instead of {words[0]} in {_named(clause)}", swapped


def _quantified(clause: Each | Some) -> Iterator[tuple[str, Clause]]:
    other, words = (Some, "some instead of each") if isinstance(clause, Each) else (Each, "each instead of some")
    yield f"{words} of {clause.records}", other(clause.records, clause.name, clause.body, clause.condition)
    if clause.condition is not None:
        yield f"drop the condition {_named(clause.condition)}", replace(clause, condition=None)


def _compared(clause: Comparison) -> Iterator[tuple[str, Clause]]:
    if not isinstance(clause.operand, Constant):
        return
    value, kind = clause.operand.value, OPERATORS[clause.operator].operand
    for other in _moved(value) if OPERATORS[clause.operator].looser else _fewer(value) if kind == "many" else ():
        mutant = replace(clause, operand=Constant(other, clause.operand.name if isinstance(value, tuple) else ""))
        if not (isinstance(value, tuple) and clause.operand.name):
            yield f"{clause.path} {comparison_words(mutant)} instead of {_operand(clause)}", mutant


def _operand(clause: Comparison) -> str:
    words = comparison_words(clause)
    return words.removeprefix(f"{OPERATORS[clause.operator].words} ")


def _moved(value: Value) -> Iterator[Value]:
    for step in _STEP:
        if isinstance(value, date):
            yield value + timedelta(days=step)
        elif isinstance(value, int | float) and value + step >= 0:
            yield value + step


def _fewer(value: Value) -> Iterator[Value]:
    if isinstance(value, tuple) and len(value) > 1:
        for each in value:
            yield tuple(other for other in value if other != each)


def _inner(clause: Clause, where: Location) -> Iterator[tuple[str, Clause, Location]]:
    for part, rebuilt in _parts(clause):
        for what, mutant, here in _mutated(part, where):
            yield what, rebuilt(mutant), here


def _parts(clause: Clause) -> Iterator[tuple[Clause, Callable[[Clause], Clause]]]:
    """Yield each clause directly within a clause, and how to put another in its place."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for number, part in enumerate(clauses):
                yield part, partial(_with, clause, number)
        case Not(negated):
            yield negated, Not
        case Each(body=body, condition=condition) | Some(body=body, condition=condition):
            yield body, lambda new: replace(clause, body=new)
            if condition is not None:
                yield condition, lambda new: replace(clause, condition=new)


def _with(clause: AllOf | AnyOf, number: int, new: Clause) -> Clause:
    return type(clause)((*clause.clauses[:number], new, *clause.clauses[number + 1 :]))


def _named(clause: Clause) -> str:
    words = clause_words(clause)
    return f"`{words}`" if len(words) <= _SPAN else f"`{words[:_SPAN].rstrip()} ...`"
