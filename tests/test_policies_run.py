"""Real runs of ``pytest policies/`` on the made-up repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent / "example"
ORDERS = "policies/powers/short-orders.yaml"


@pytest.fixture
def example(pytester: pytest.Pytester) -> pytest.Pytester:
    shutil.copytree(EXAMPLE, pytester.path, dirs_exist_ok=True)
    return pytester


def change(example: pytest.Pytester, old: str, new: str) -> None:
    file = example.path / ORDERS
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_each_case_is_an_item_and_two_say_whether_they_are_enough(example: pytest.Pytester) -> None:
    done = example.runpytest_subprocess("policies", "--co", "-q", "--safeguard=short-orders")
    assert done.outlines[:8] == [
        f"{ORDERS}::{name}"
        for name in (
            "a month",
            "a day too long",
            "a minister",
            "silence",
            "no such power",
            "nobody looked",
            "every-outcome-is-seen",
            "every-mutant-is-noticed",
        )
    ]


def test_sound_safeguards_pass_and_no_matrix_is_printed(example: pytest.Pytester) -> None:
    done = example.runpytest_subprocess("policies")
    assert done.ret == 0
    assert "compliance matrix" not in done.stdout.str()


def test_markers_find_the_cases_of_a_safeguard(example: pytest.Pytester) -> None:
    done = example.runpytest_subprocess("policies", "-m", "critical", "-q", "-n", "2")
    done.stdout.fnmatch_lines(["8 passed*"])


def test_a_case_that_fails_says_where_and_why(example: pytest.Pytester) -> None:
    change(example, "power.days: 21", "power.days: 20")
    done = example.runpytest_subprocess("policies", "-q", "-k", "long")
    assert done.outlines[2:5] == [
        "_________________________ short-orders: a day too long _________________________",
        f"{ORDERS}:24:5: case `a day too long`: the case must be unmet, and is met",
        "  fix: mend the rule, or, if the rule is right, what the case expects",
    ]


def test_cases_that_are_not_enough_name_the_one_that_is_missing(example: pytest.Pytester) -> None:
    change(example, "  - {name: a minister,", "  # {name: a minister,")
    done = example.runpytest_subprocess("policies", "-q", "--safeguard=short-orders")
    done.stdout.fnmatch_lines(
        [
            f"{ORDERS}:20:24: no case shows false: power.body is court or judge",
            "  fix: add a case in which it comes out so, and in which the safeguard applies",
            f"{ORDERS}:20:24: no case would notice: require: drop `power.body is court or judge`",
            "  fix: add a case, verdict: unmet, with these answers given:",
            "    power.exists: true",
            "    power.body: minister",
            "*2 failed, 5 passed*",
        ]
    )


def test_profiles_and_safeguards_run_together(example: pytest.Pytester) -> None:
    done = example.runpytest_subprocess("policies", "jurisdictions", "-q", "--as-of=2026-06-01")
    done.stdout.fnmatch_lines(["*2 failed, * passed, *unknown*"])
    assert "compliance matrix" in done.stdout.str()
