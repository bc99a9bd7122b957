"""The tests that a safeguard can put to an answer: one line each in one table.

An operator sees two known values and says yes or no; what is unknown is dealt with once, in `evaluate`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.model import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Operator:
    """A test, the types of question that it fits, what its operand is, and its words.

    `operand` is ``"one"`` (a value of the question's type), ``"many"`` (a list of them) or ``"flag"``
    (``true`` or ``false``).  `opposite` are the words where the test fails.  `looser` says in which direction a
    larger operand moves it: 1 more answers pass, -1 fewer.
    """

    test: Callable[[Any, Any], bool]
    types: frozenset[str]
    operand: str
    words: str
    opposite: str
    looser: int = 0


def _number(value: float | str) -> float:
    return math.inf if value == NO_LIMIT else float(value)


def _several(value: str | tuple[str, ...]) -> set[str]:
    return set(value) if isinstance(value, tuple) else {value}


_SINGLE = frozenset({"bool", "enum", "string", "number", "duration", "date"})
_AMOUNT = frozenset({"number", "duration"})
_LIST, _DATE, _DURATION = frozenset({"list"}), frozenset({"date"}), frozenset({"duration"})

OPERATORS = {
    "is": Operator(lambda a, b: a == b, _SINGLE, "one", "is", "is not"),
    "in": Operator(lambda a, b: a in b, _SINGLE, "many", "is", "is neither"),
    "not_in": Operator(lambda a, b: a not in b, _SINGLE, "many", "is neither", "is"),
    "at_most": Operator(lambda a, b: _number(a) <= _number(b), _AMOUNT, "one", "is at most", "is more than", 1),
    "at_least": Operator(lambda a, b: _number(a) >= _number(b), _AMOUNT, "one", "is at least", "is less than", -1),
    "less_than": Operator(lambda a, b: _number(a) < _number(b), _AMOUNT, "one", "is less than", "is at least", 1),
    "more_than": Operator(lambda a, b: _number(a) > _number(b), _AMOUNT, "one", "is more than", "is at most", -1),
    "before": Operator(lambda a, b: a < b, _DATE, "one", "is before", "is not before", 1),
    "after": Operator(lambda a, b: a > b, _DATE, "one", "is after", "is not after", -1),
    "includes_all": Operator(
        lambda a, b: _several(a) >= _several(b), _LIST, "many", "includes all of", "does not include all of"
    ),
    "includes_any": Operator(
        lambda a, b: bool(_several(a) & _several(b)), _LIST, "many", "includes any of", "includes none of"
    ),
    "includes_none": Operator(
        lambda a, b: not _several(a) & _several(b), _LIST, "many", "includes none of", "includes any of"
    ),
    "is_empty": Operator(lambda a, b: (not a) is b, _LIST, "flag", "is empty", "is not empty"),
    "has_limit": Operator(lambda a, b: (a != NO_LIMIT) is b, _DURATION, "flag", "has a limit", "has no limit"),
}
