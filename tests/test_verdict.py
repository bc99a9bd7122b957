"""Truths and verdicts: the whole tables."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from engine.verdict import Truth, Verdict, all_of, any_of, judge, roll_up

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
MET, UNMET, UNKNOWN, NOT_APPLICABLE = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


def test_negation_leaves_the_unknown_unknown() -> None:
    assert [~each for each in (F, U, T)] == [T, U, F]


@pytest.mark.parametrize(("one", "other"), list(product((F, U, T), repeat=2)))
def test_all_is_the_least_and_any_the_greatest(one: Truth, other: Truth) -> None:
    order = [F, U, T]
    assert all_of([one, other]) is min(one, other, key=order.index)
    assert any_of([one, other]) is max(one, other, key=order.index)


def test_of_nothing_all_is_true_and_any_is_false() -> None:
    assert all_of([]) is T
    assert any_of([]) is F


def test_one_truth_stands_for_itself() -> None:
    assert [all_of([each]) for each in (F, U, T)] == [any_of([each]) for each in (F, U, T)] == [F, U, T]


@pytest.mark.parametrize("truth", Truth)
def test_a_truth_refuses_to_be_a_condition(truth: Truth) -> None:
    with pytest.raises(TypeError) as caught:
        bool(truth)
    assert str(caught.value) == "a Truth has three values; compare it with 'is'"


@pytest.mark.parametrize(
    ("applies", "holds", "verdict"),
    [
        (T, T, MET),
        (T, F, UNMET),
        (T, U, UNKNOWN),
        (U, T, UNKNOWN),
        (U, F, UNKNOWN),
        (U, U, UNKNOWN),
        (F, T, NOT_APPLICABLE),
        (F, F, NOT_APPLICABLE),
        (F, U, NOT_APPLICABLE),
    ],
)
def test_whether_a_safeguard_applies_comes_first(applies: Truth, holds: Truth, verdict: Verdict) -> None:
    assert judge(applies, holds) is verdict


RANKS = [UNMET, UNKNOWN, MET, NOT_APPLICABLE]


@pytest.mark.parametrize(
    "verdicts", [each for size in (1, 2, 3, 4) for each in product(RANKS, repeat=size)], ids=lambda _: ""
)
def test_a_cell_is_as_bad_as_its_worst_finding(verdicts: tuple[Verdict, ...]) -> None:
    assert roll_up(verdicts) is min(verdicts, key=RANKS.index)


def test_a_cell_without_findings_is_never_met() -> None:
    assert roll_up([]) is NOT_APPLICABLE


def test_the_order_of_findings_does_not_matter() -> None:
    assert {roll_up(each) for each in permutations(RANKS)} == {UNMET}


def test_the_words_of_the_verdicts_are_public() -> None:
    assert [each.value for each in Verdict] == ["met", "unmet", "unknown", "not applicable"]
    assert [each.value for each in Truth] == ["false", "unknown", "true"]
