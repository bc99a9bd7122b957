"""The meaning of the clause language: this file is its definition.

A clause is evaluated in a scope (records by the name under which a path can start) and gives a `Trace`.  The
evaluation is pure: no input or output, no clock, no dates; of a clause that was checked at load it cannot fail.

1. A test of a question to which nobody has recorded an answer is unknown.
2. ``all``, ``any`` and ``not`` are Kleene's strong connectives; a quantifier is a fold of them over its records.
3. A list not marked complete counts as holding one more record of which nothing is known, not even whether it
   exists.  So a listed exception still fails ``each``, and nothing listed ever passes it vacuously.
"""

from __future__ import annotations

from dataclasses import replace
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
    Not,
    Path,
    Record,
    Scope,
    Some,
    Trace,
    Value,
)
from engine.operators import OPERATORS
from engine.verdict import Truth, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

UNLISTED = Record(facts={}, name="")
"""The record that an open list may hold besides those listed; nothing is known of it."""


def evaluate(clause: Clause, scope: Scope) -> Trace:
    """Say whether a clause holds in a scope, with the trace of how that came out."""
    match clause:
        case AllOf(clauses):
            return _fold(clause, all_of, [evaluate(each, scope) for each in clauses])
        case AnyOf(clauses):
            return _fold(clause, any_of, [evaluate(each, scope) for each in clauses])
        case Not(negated):
            part = evaluate(negated, scope)
            return Trace(clause, ~part.truth, (part,))
        case Each():
            return _quantify(clause, all_of, Truth.TRUE, scope)
        case Some():
            return _quantify(clause, any_of, Truth.FALSE, scope)
        case Comparison():
            return _compare(clause, scope)


def _fold(clause: Clause, fold: Callable[[Iterable[Truth]], Truth], parts: list[Trace]) -> Trace:
    return Trace(clause, fold(each.truth for each in parts), tuple(parts))


def _quantify(clause: Each | Some, fold: Callable[[Iterable[Truth]], Truth], harmless: Truth, scope: Scope) -> Trace:
    """Fold the body over the records; `harmless` is the truth with which a further record would change nothing."""
    listed = scope[clause.records.root].lists.get(clause.records.key, Collection())
    body = _body(clause)
    parts = [_instance(body, clause.name, each, scope) for each in listed.records]
    if not listed.closed:
        further = _instance(body, clause.name, UNLISTED, scope)
        parts.append(further if further.truth is harmless else replace(further, truth=Truth.UNKNOWN))
    complete = Path(clause.records.root, f"{clause.records.key}.complete")
    return replace(_fold(clause, fold, parts), facts=((complete, listed.complete),))


def _body(clause: Each | Some) -> Clause:
    if clause.condition is None:
        return clause.body
    if isinstance(clause, Each):
        return AnyOf((Not(clause.condition), clause.body))
    return AllOf((clause.condition, clause.body))


def _instance(body: Clause, name: str, record: Record, scope: Scope) -> Trace:
    return replace(evaluate(body, {**scope, name: record}), record=record.name)


def _compare(clause: Comparison, scope: Scope) -> Trace:
    fact, operand = _lookup(clause.path, scope), clause.operand
    facts = [(clause.path, fact)]
    expected: Value | None
    if isinstance(operand, Constant):
        expected = operand.value
    else:
        other = _lookup(operand, scope)
        facts.append((operand, other))
        expected = None if other is None else other.value
    truth = _test(clause.operator, None if fact is None else fact.value, expected)
    return Trace(clause, truth, facts=tuple(facts))


def _test(operator: str, value: Value | None, expected: Value | None) -> Truth:
    if value is None or expected is None:
        return Truth.UNKNOWN
    return Truth.TRUE if OPERATORS[operator].test(value, expected) else Truth.FALSE


def _lookup(path: Path, scope: Scope) -> Fact | None:
    return scope[path.root].facts.get(path.key)
