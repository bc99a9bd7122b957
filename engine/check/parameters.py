"""Parameters: does each setting name one, and is none looser than its floor?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import (
    AllOf,
    AnyOf,
    Clause,
    Comparison,
    Constant,
    Each,
    Location,
    Not,
    Parameter,
    Problem,
    Safeguard,
    Some,
)
from engine.operators import OPERATORS
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.load import Repository

SETTINGS = Location("pyproject.toml")


def parameter_problems(repository: Repository) -> Iterator[Problem]:
    """Compare the settings of the project file with the parameters, and each value with its floor."""
    safeguards = {each.id: each for each in repository.safeguards}
    broken = [each.where.path for each in repository.problems]
    for id_, values in repository.settings.items():
        if id_ in safeguards:
            yield from _unknown(safeguards[id_], values)
        elif not any(path.endswith(f"/{id_}.yaml") for path in broken):
            yield _setting(f"there is no safeguard `{id_}` to set parameters of", advice(id_, safeguards))
    for safeguard in repository.safeguards:
        for parameter in safeguard.parameters:
            if parameter.floor is not None:
                yield from _floor(safeguard, parameter)


def _setting(what: str, fix: str) -> Problem:
    return Problem(SETTINGS, "unknown-setting", what, "a setting that is passed over would look as if it counted", fix)


def _unknown(safeguard: Safeguard, values: dict[str, object]) -> Iterator[Problem]:
    known = [each.name for each in safeguard.parameters]
    for name in values:
        if name not in known:
            fix = advice(name, known) if known else "delete the setting"
            yield _setting(f"`{safeguard.id}` has no parameter `{name}`", fix)


def _floor(safeguard: Safeguard, parameter: Parameter) -> Iterator[Problem]:
    """Refuse a value looser than the floor; which way is looser follows from the clauses that use it."""
    ways = _directions(safeguard.require, parameter.name, 1) | _directions(safeguard.applies, parameter.name, -1)
    value, floor = parameter.value, parameter.floor
    if ways not in ({1}, {-1}) or not isinstance(value, int | float) or not isinstance(floor, int | float):
        yield Problem(
            parameter.where,
            "floor-without-direction",
            f"`{parameter.name}` has a floor, but its clauses do not say which way is looser",
            "a floor limits how loose a number may be set",
            "use the parameter in comparisons of one direction, or delete the floor",
        )
    elif (value - floor) * ways.pop() > 0:
        yield Problem(
            parameter.where,
            "looser-than-floor",
            f"`{parameter.name}` is set to {value}, looser than the floor {floor}",
            "beyond the floor the safeguard would no longer say what its source demands",
            f"set it to {floor} or stricter, here or in pyproject.toml",
        )


def _directions(clause: Clause, name: str, sign: int) -> set[int]:
    """Give the directions (1 larger, -1 smaller) in which the parameter makes a clause easier to satisfy."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return {way for each in clauses for way in _directions(each, name, sign)}
        case Not(negated):
            return _directions(negated, name, -sign)
        case Comparison(operator=operator, operand=Constant(name=used)):
            return {OPERATORS[operator].looser * sign} if used == name else set()
        case Comparison():
            return set()
    where = set() if clause.condition is None else _directions(clause.condition, name, sign * _CONDITION[type(clause)])
    return where | _directions(clause.body, name, sign)


_CONDITION = {Each: -1, Some: 1}
"""Whether a wider condition makes a quantifier harder (each) or easier (some) to satisfy."""
