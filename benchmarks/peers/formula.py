"""Safeguards as formulas of two truths, for engines that know no third.

Every clause becomes two formulas: one that holds where the clause is known to hold, one where it is known to fail.
Both ask of every answer first whether it is there.  An open list holds one record more, of which nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from engine.model import AllOf, AnyOf, Clause, Comparison, Constant, Each, Not, Path, Safeguard, Some
from engine.vocabulary import LISTS


class CannotSay(Exception):  # noqa: N818  it is told to the reader
    """An engine has no words for a safeguard."""


@dataclass(frozen=True, slots=True)
class Atom:
    """The answers are there, and the comparison comes out as wanted."""

    path: Path
    operator: str
    operand: Constant | Path
    wanted: bool


@dataclass(frozen=True, slots=True)
class Both:
    """All parts hold."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """The body holds of every listed record, or of any."""

    every: bool
    records: Path
    name: str
    body: Formula


@dataclass(frozen=True, slots=True)
class Closed:
    """The list is known to be complete."""

    records: Path


Formula: TypeAlias = Atom | Both | Either | Fold | Closed
TRUE, FALSE = Both(()), Either(())
NOT_APPLICABLE, MET, UNKNOWN, UNMET = range(4)
"""Verdicts as numbers; that of a cell is the largest of its findings."""


class Three(NamedTuple):
    """When a verdict is met, unmet and not applicable; it is unknown where none of them holds."""

    met: Formula
    unmet: Formula
    inapplicable: Formula


def both(*parts: Formula) -> Formula:
    return _joined(Both, TRUE, FALSE, parts)


def either(*parts: Formula) -> Formula:
    return _joined(Either, FALSE, TRUE, parts)


def _joined(kind: type[Both | Either], neutral: Formula, settled: Formula, parts: Iterable[Formula]) -> Formula:
    flat: dict[Formula, None] = {}
    for each in parts:
        flat.update(dict.fromkeys(each.parts if isinstance(each, kind) else (each,)))
    flat.pop(neutral, None)
    if settled in flat:
        return settled
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def _fold(every: bool, records: Path, name: str, body: Formula) -> Formula:
    return body if body == (TRUE if every else FALSE) else Fold(every, records, name, body)


def known(clause: Clause, wanted: bool, absent: frozenset[str] = frozenset()) -> Formula:
    """Say when a clause is known to hold, or to fail; of the names in `absent` nothing is known."""
    match clause:
        case AllOf(clauses):
            return (both if wanted else either)(*(known(each, wanted, absent) for each in clauses))
        case AnyOf(clauses):
            return (either if wanted else both)(*(known(each, wanted, absent) for each in clauses))
        case Not(negated):
            return known(negated, not wanted, absent)
        case Comparison(path, operator, operand):
            roots = {path.root, operand.root} if isinstance(operand, Path) else {path.root}
            return FALSE if roots & absent else _atom(path, operator, operand, wanted)
        case Each():
            return _quantified(clause, wanted, absent, every=wanted)
        case Some():
            return _quantified(clause, wanted, absent, every=not wanted)


def _atom(path: Path, operator: str, operand: Constant | Path, wanted: bool) -> Formula:
    if operator == "not_in":
        return Atom(path, "in", operand, not wanted)
    if operator == "includes_none":
        return Atom(path, "includes_any", operand, not wanted)
    if operator == "is" and isinstance(operand, Constant) and isinstance(operand.value, bool) and not wanted:
        return Atom(path, operator, replace(operand, value=not operand.value), True)
    return Atom(path, operator, operand, wanted)


def _quantified(clause: Each | Some, wanted: bool, absent: frozenset[str], every: bool) -> Formula:
    if not every:
        return _fold(False, clause.records, clause.name, _body(clause, wanted, absent))
    listed = _fold(True, clause.records, clause.name, _body(clause, wanted, absent))
    return both(listed, either(Closed(clause.records), _body(clause, wanted, absent | {clause.name})))


def _body(clause: Each | Some, wanted: bool, absent: frozenset[str]) -> Formula:
    body = known(clause.body, wanted, absent)
    if clause.condition is None:
        return body
    if isinstance(clause, Each) == wanted:
        return either(known(clause.condition, False, absent), body)
    return both(known(clause.condition, True, absent), body)


def finding(safeguard: Safeguard, absent: frozenset[str] = frozenset()) -> Three:
    """Give the verdict of one subject."""
    applies, require = safeguard.applies, safeguard.require
    yes = known(applies, True, absent)
    met, unmet = (both(yes, known(require, wanted, absent)) for wanted in (True, False))
    return Three(met, unmet, known(applies, False, absent))


def cell(safeguard: Safeguard) -> Three:
    """Give the verdict of one State, or of one pair."""
    one = finding(safeguard)
    if safeguard.subject not in LISTS:
        return one
    name, records = safeguard.subject, Path("", LISTS[safeguard.subject])
    further = either(Closed(records), finding(safeguard, frozenset({name})).inapplicable)
    settled = both(_fold(True, records, name, either(one.inapplicable, one.met)), further)
    return Three(
        met=both(settled, _fold(False, records, name, one.met)),
        unmet=_fold(False, records, name, one.unmet),
        inapplicable=both(_fold(True, records, name, one.inapplicable), further),
    )


def atoms(formula: Formula) -> Iterable[Atom]:
    """Yield the comparisons in a formula."""
    match formula:
        case Both(parts) | Either(parts):
            for each in parts:
                yield from atoms(each)
        case Fold():
            yield from atoms(formula.body)
        case Atom():
            yield formula
