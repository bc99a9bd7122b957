"""Answers of all rows tested: against one value, or against the answers that stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import product
from operator import and_, or_
from typing import Any, TypeAlias

from engine.operators import OPERATORS
from engine.planes import Answers

Planes: TypeAlias = tuple[int, int]
"""The rows where a clause is known to hold, and the rows where it is known not to."""


def against(found: Callable[[str], Answers], operator: str, value: Any) -> Planes:
    """Test answers against one value: lists word by word, others answer by answer.

    Args:
        found: Gives the answers, as `Slots.answers` does, by what they are to be put together.
        operator: The name of the test.
        value: What they are tested against.
    """
    known = reduce(or_, (each for _, each in found("all")), 0)
    if operator.startswith("includes"):
        words = dict(found("word"))
        planes = [words.get(each, 0) for each in value]
        holds = reduce(and_, planes, known) if operator == "includes_all" else reduce(or_, planes, 0)
        return (known ^ holds, holds) if operator == "includes_none" else (holds, known ^ holds)
    test, sides = OPERATORS[operator].test, tuple[list[int], list[int]](([], []))
    for each, plane in found(""):
        sides[test(each, value)].append(plane)
    # the planes of different answers share no row, so the shorter side says all
    shorter = len(sides[1]) <= len(sides[0])
    rows = reduce(or_, sides[shorter], 0)
    return (rows, known ^ rows) if shorter else (known ^ rows, rows)


def beside(operator: str, answers: Answers, expected: Answers) -> Planes:
    """Test every answer against every value that stands beside it in some row."""
    holds, fails, test = 0, 0, OPERATORS[operator].test
    for (value, here), (other, there) in product(answers, expected):
        rows = here & there
        if rows and test(value, other):
            holds |= rows
        elif rows:
            fails |= rows
    return holds, fails
