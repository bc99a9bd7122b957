"""Which answers can be told apart: the finite classes of answers to a question, given the tests put to it.

A test cuts the answers to its question in two; all tests together cut them into classes within which no clause can see
a difference.  One answer stands for its class, so that going through the classes is going through all answers.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from engine.model import NO_LIMIT, Comparison, Constant, Path, Value
from engine.operators import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.vocabulary import Question

OTHER = "another-answer"
"""Stands for every answer that no clause names, where the vocabulary lists none."""
_STEP = timedelta(days=1)
_DAY = date(2026, 1, 1)


def classes(question: Question, tests: Iterable[Comparison]) -> tuple[Value, ...]:
    """Give one answer for each class that the tests tell apart, in the order of the vocabulary.

    Where an answer is compared with that to another question, every candidate is kept.
    """
    asked = list(dict.fromkeys(tests))
    constants = [each.operand.value for each in asked if isinstance(each.operand, Constant)]
    found = list(dict.fromkeys(_candidates(question, constants)))
    if any(isinstance(each.operand, Path) for each in asked):
        return tuple(found)
    unlike: dict[tuple[bool, ...], Value] = {}
    for value in found:
        unlike.setdefault(tuple(_holds(each, value) for each in asked), value)
    return tuple(unlike.values())


def _holds(test: Comparison, value: Value) -> bool:
    if not isinstance(test.operand, Constant):  # pragma: no cover  `classes` keeps these apart
        raise TypeError("an answer compared with another has no truth of its own")
    return OPERATORS[test.operator].test(value, test.operand.value)


def _candidates(question: Question, constants: list[Value]) -> Iterator[Value]:
    if question.type == "bool":
        yield from (True, False)
    elif question.type == "enum":
        yield from question.values
    elif question.type == "list":
        yield from _lists(question, constants)
    elif question.type == "string":
        yield from (*_words(constants), *question.suggested, OTHER)
    else:
        yield from _amounts(question, constants)


def _words(constants: Iterable[Value]) -> Iterator[str]:
    for each in constants:
        if isinstance(each, str):
            yield each
        elif isinstance(each, tuple):
            yield from each


def _lists(question: Question, constants: list[Value]) -> Iterator[Value]:
    """Yield every choice of the words that are named, with and without one that is not."""
    named = list(dict.fromkeys(_words(constants)))
    others = [each for each in (question.values or question.suggested) if each not in named] or [OTHER]
    open_ = not question.values or len(named) < len(question.values)
    words = [*named, *(others[:1] if open_ else [])]
    for size in range(len(words) + 1):
        yield from combinations(words, size)


def _amounts(question: Question, constants: list[Value]) -> Iterator[Value]:
    """Yield what lies at, just below and just above every number or day that is named."""
    if question.type == "date":
        days = [each for each in constants if isinstance(each, date)] or [_DAY]
        yield from sorted({each + step for each in days for step in (-_STEP, timedelta(), _STEP)})
    else:
        numbers = [each for each in constants if isinstance(each, int | float)] or [1]
        yield from sorted({each + step for each in numbers for step in (-1, 0, 1) if each + step >= 0})
    if question.no_limit:
        yield NO_LIMIT
