"""Every operator, by table: answer, operand, and whether the test passes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine.model import NO_LIMIT
from engine.operators import OPERATORS

D1, D2, D3 = date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 3)
AB, BC = ("a", "b"), ("b", "c")
TABLE: list[tuple[str, Any, Any, bool]] = [
    ("is", "court", "court", True),
    ("is", "court", "Court", False),
    ("is", True, True, True),
    ("is", False, True, False),
    ("is", 4, 4.0, True),
    ("is", NO_LIMIT, NO_LIMIT, True),
    ("is", NO_LIMIT, 4, False),
    ("is", D1, D1, True),
    ("in", "a", AB, True),
    ("in", "c", AB, False),
    ("in", NO_LIMIT, (NO_LIMIT, 3), True),
    ("not_in", "a", AB, False),
    ("not_in", "c", AB, True),
    ("at_most", 1, 2, True),
    ("at_most", 2, 2, True),
    ("at_most", 3, 2, False),
    ("at_most", NO_LIMIT, 10**9, False),
    ("at_most", NO_LIMIT, NO_LIMIT, True),
    ("at_most", 10**9, NO_LIMIT, True),
    ("at_least", 1, 2, False),
    ("at_least", 2, 2, True),
    ("at_least", 3, 2, True),
    ("at_least", NO_LIMIT, 10**9, True),
    ("less_than", 1, 2, True),
    ("less_than", 2, 2, False),
    ("less_than", 3, 2, False),
    ("less_than", NO_LIMIT, NO_LIMIT, False),
    ("less_than", 3, NO_LIMIT, True),
    ("more_than", 1, 2, False),
    ("more_than", 2, 2, False),
    ("more_than", 3, 2, True),
    ("more_than", NO_LIMIT, 10**9, True),
    ("more_than", 2.5, 2, True),
    ("before", D1, D2, True),
    ("before", D2, D2, False),
    ("before", D3, D2, False),
    ("after", D1, D2, False),
    ("after", D2, D2, False),
    ("after", D3, D2, True),
    ("includes_all", AB, ("a",), True),
    ("includes_all", AB, ("b", "a"), True),
    ("includes_all", AB, BC, False),
    ("includes_all", (), ("a",), False),
    ("includes_all", AB, "a", True),
    ("includes_all", AB, "c", False),
    ("includes_any", AB, BC, True),
    ("includes_any", AB, ("c",), False),
    ("includes_any", (), AB, False),
    ("includes_any", AB, "b", True),
    ("includes_none", AB, BC, False),
    ("includes_none", AB, ("c",), True),
    ("includes_none", (), AB, True),
    ("includes_none", AB, "b", False),
    ("is_empty", (), True, True),
    ("is_empty", AB, True, False),
    ("is_empty", (), False, False),
    ("is_empty", AB, False, True),
    ("has_limit", 3, True, True),
    ("has_limit", 0, True, True),
    ("has_limit", NO_LIMIT, True, False),
    ("has_limit", 3, False, False),
    ("has_limit", NO_LIMIT, False, True),
]


@pytest.mark.parametrize(("operator", "answer", "operand", "passes"), TABLE)
def test_an_operator_tests_what_its_name_says(operator: str, answer: Any, operand: Any, passes: bool) -> None:
    assert OPERATORS[operator].test(answer, operand) is passes


def test_every_operator_is_in_the_table_with_both_outcomes() -> None:
    assert {(name, passes) for name, _, _, passes in TABLE} == {(name, p) for name in OPERATORS for p in (True, False)}


def test_every_operator_has_words_types_and_a_known_operand() -> None:
    types = {"bool", "enum", "string", "number", "duration", "date", "list"}
    for each in OPERATORS.values():
        assert each.words
        assert each.opposite
        assert each.words != each.opposite
        assert each.types
        assert each.types <= types
        assert each.operand in {"one", "many", "flag"}


@pytest.mark.parametrize("operator", [name for name, each in OPERATORS.items() if each.looser])
def test_a_looser_operand_lets_more_answers_pass(operator: str) -> None:
    scale: list[Any] = [D1, D2, D3] if operator in {"before", "after"} else [1, 2, 3]
    test, looser = OPERATORS[operator].test, OPERATORS[operator].looser
    passing = [sum(test(answer, operand) for answer in scale) for operand in scale]
    assert passing == sorted(passing, reverse=looser < 0)
    assert passing[0] != passing[-1]
