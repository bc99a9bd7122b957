"""A second, naive meaning of the clause language: try every way in which the unknown could turn out.

Plain two-valued logic over completions.  Every question ranges over a small set of values; an open list may hold one
further record, with any answers, or none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

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
    Record,
    Scope,
)
from engine.operators import OPERATORS

HERE = Location("x.yaml")
DOMAIN = (1, 2, 3)


def completions(scope: Scope, keys: tuple[str, ...], record_keys: tuple[str, ...]) -> Iterator[Scope]:
    """Yield every world that the recorded facts allow."""
    root = scope[""]
    for facts in _filled(root, keys):
        for items in _lists(root.lists.get("items", Collection()), record_keys):
            yield {"": Record(facts, "", {"items": Collection(items, Fact(True, HERE))})}


def _filled(record: Record, keys: tuple[str, ...]) -> Iterator[dict[str, Fact]]:
    choices = [[record.facts[key].value] if key in record.facts else DOMAIN for key in keys]
    for values in product(*choices):
        yield {key: Fact(value, HERE) for key, value in zip(keys, values, strict=True)}


def _lists(collection: Collection, keys: tuple[str, ...]) -> Iterator[tuple[Record, ...]]:
    choices = [[Record(facts, each.name) for facts in _filled(each, keys)] for each in collection.records]
    for listed in product(*choices):
        yield listed
        if not collection.closed:
            for facts in _filled(Record({}), keys):
                yield (*listed, Record(facts, "further"))


def holds(clause: Clause, world: Scope) -> bool:
    """Say whether a clause holds in a world in which everything is known."""
    match clause:
        case AllOf(clauses):
            return all(holds(each, world) for each in clauses)
        case AnyOf(clauses):
            return any(holds(each, world) for each in clauses)
        case Not(negated):
            return not holds(negated, world)
        case Comparison(path, operator, operand):
            value = world[path.root].facts[path.key].value
            other = operand if isinstance(operand, Constant) else world[operand.root].facts[operand.key]
            return OPERATORS[operator].test(value, other.value)
    inner = [{**world, clause.name: each} for each in world[""].lists["items"].records]
    chosen = [each for each in inner if clause.condition is None or holds(clause.condition, each)]
    return (all if isinstance(clause, Each) else any)(holds(clause.body, each) for each in chosen)


def outcomes(clause: Clause, scope: Scope, keys: tuple[str, ...], record_keys: tuple[str, ...]) -> set[bool]:
    """Give the truths that a clause has in the worlds that the facts allow."""
    return {holds(clause, each) for each in completions(scope, keys, record_keys)}
