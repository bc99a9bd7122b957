"""Polars: one expression a safeguard; all about States in one pass, all about each kind of record in another."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from benchmarks.peers import tables
from benchmarks.peers.documents import LIMITLESS, Ready, Work, constant, express
from benchmarks.peers.formula import MET, NOT_APPLICABLE, UNKNOWN, UNMET, CannotSay
from engine.model import AllOf, AnyOf, Clause, Comparison, Not, Path, Safeguard
from engine.vocabulary import LISTS, Vocabulary


def say(safeguard: Safeguard, vocabulary: Vocabulary) -> Any:
    """Give the verdict of one row as an expression."""
    import polars as pl

    applies, require = write(safeguard.applies, vocabulary), write(safeguard.require, vocabulary)
    known = pl.when(require).then(MET).when(~require).then(UNMET).otherwise(UNKNOWN)
    if applies is None:
        found = known
    else:
        found = pl.when(~applies).then(NOT_APPLICABLE).when(applies).then(known).otherwise(UNKNOWN)
    if safeguard.subject in LISTS:
        further = UNKNOWN if applies is None else pl.when(~applies).then(NOT_APPLICABLE).otherwise(UNKNOWN)
        open_, none = pl.col("further"), ~pl.col("further")
        found = pl.when(open_).then(further).when(none).then(NOT_APPLICABLE).otherwise(found)
    return found.cast(pl.Int8).alias(safeguard.id)


def write(clause: Clause, vocabulary: Vocabulary) -> Any:
    """Give a clause as an expression; `None` if it always holds."""
    match clause:
        case AllOf(clauses):
            return reduce(and_, (write(each, vocabulary) for each in clauses)) if clauses else None
        case AnyOf(clauses):
            return reduce(or_, (write(each, vocabulary) for each in clauses))
        case Not(negated):
            return ~write(negated, vocabulary)
        case Comparison():
            return _test(clause, vocabulary)
        case _:
            raise CannotSay("it goes through a list, and a column's expression speaks of one row")


def _test(clause: Comparison, vocabulary: Vocabulary) -> Any:
    import polars as pl

    value, operand = pl.col(tables.name(clause.path)), clause.operand
    if isinstance(operand, Path):
        other = pl.col(tables.name(operand))
        if clause.operator.startswith("includes"):
            return _two_lists(clause, value, other, tables.kind(operand, vocabulary) == "list")
    else:
        other = constant(operand)
    return {
        "is": lambda: (value if other else ~value) if isinstance(other, bool) else value == other,
        "in": lambda: value.is_in(other),
        "not_in": lambda: ~value.is_in(other),
        "at_most": lambda: value <= other,
        "at_least": lambda: value >= other,
        "less_than": lambda: value < other,
        "more_than": lambda: value > other,
        "before": lambda: value < other,
        "after": lambda: value > other,
        "includes_all": lambda: reduce(and_, (value.list.contains(each) for each in other)),
        "includes_any": lambda: reduce(or_, (value.list.contains(each) for each in other)),
        "includes_none": lambda: ~reduce(or_, (value.list.contains(each) for each in other)),
        "is_empty": lambda: (value.list.len() == 0) == other,
        "has_limit": lambda: (value != LIMITLESS) == other,
    }[clause.operator]()


def _two_lists(clause: Comparison, value: Any, other: Any, several: bool) -> Any:
    if not several:
        found = value.list.contains(other, nulls_equal=False)
        return ~found if clause.operator == "includes_none" else found
    missing, shared = other.list.set_difference(value).list.len(), other.list.set_intersection(value).list.len()
    return {"includes_all": missing == 0, "includes_any": shared > 0, "includes_none": shared == 0}[clause.operator]


def ready(work: Work) -> Ready:
    """Load the frames and build the expressions."""
    import polars as pl

    said, left = express(work.safeguards, lambda each: say(each, work.vocabulary))
    order, plans = [], []
    for subject in ("pair",) if work.pairs else ("", *LISTS):
        chosen = [
            (each, text)
            for each, text in said
            if work.pairs or (each.subject if each.subject in LISTS else "") == subject
        ]
        if chosen:
            order += [each for each, _ in chosen]
            texts = [text for _, text in chosen]
            plans.append(_plan(work, subject, tables.paths(each for each, _ in chosen), texts))

    def run(_count: int) -> list[Any]:
        return pl.collect_all(plans)

    def codes(found: list[Any]) -> list[list[int]]:
        # a join keeps no order, so pairs carry their numbers
        rows = [[each[2:] for each in sorted(part.rows())] if work.pairs else part.rows() for part in found]
        return [[each for part in row for each in part] for row in zip(*rows, strict=True)]

    return Ready(order, left, run, codes, partial=False)


def _plan(work: Work, subject: str, asked: list[Path], texts: list[Any]) -> Any:
    if subject in LISTS:
        frame = _frame(tables.records(work, subject, asked)).lazy()
        rolled = frame.select("state", *texts).group_by("state").max()
        return rolled.sort("state").drop("state")
    if subject == "pair":
        one, other = (
            _frame(tables.states(work, [each for each in asked if each.root == side])).with_row_index(f"{side}_number")
            for side in ("requesting", "requested")
        )
        joined = one.lazy().join(other.lazy(), how="cross")
        import polars as pl

        numbers = "requesting_number", "requested_number"
        return joined.filter(pl.col(numbers[0]) != pl.col(numbers[1])).select(*numbers, *texts)
    return _frame(tables.states(work, asked)).lazy().select(texts)


def _frame(table: tables.Table) -> Any:
    import polars as pl

    types = {"bool": pl.Boolean, "number": pl.Int64, "list": pl.List(pl.String), "text": pl.String}
    return pl.DataFrame(table.columns, schema={key: types[kind] for key, kind in table.kinds.items()})
