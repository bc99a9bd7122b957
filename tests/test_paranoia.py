"""A difference between the two ways of judging is found, and the first cell that has one is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from engine.cli import safeguards
from engine.grading import Grading
from engine.model import Grade, Safeguard
from engine.tally import Tally
from engine.verdict import Verdict

if TYPE_CHECKING:
    import pytest

EXAMPLE = Path(__file__).parent / "example"
HINTS = (
    "  why: both ways must say the same of every cell; until they do, no verdict is sure\n"
    "  fix: this is a fault of safeguards, not of your files; please report it\n"
)
AT_ONCE, ALONE = " where all are judged at once, ", " where it is judged alone\n"


def check() -> tuple[int, str, str]:
    args = ["check", "--paranoid", f"--root={EXAMPLE}", "--as-of=2026-06-01"]
    done = CliRunner().invoke(safeguards, args)
    return done.exit_code, done.stdout, done.stderr


def test_a_cell_with_another_verdict_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Tally.cells

    def wrong(tally: Tally, safeguard: Safeguard) -> dict[str, Verdict]:
        return {**true(tally, safeguard), **({"XBB": Verdict.MET} if safeguard.id == "short-orders" else {})}

    monkeypatch.setattr(Tally, "cells", wrong)
    assert check() == (4, "", f"XBB short-orders: met{AT_ONCE}unmet{ALONE}{HINTS}")


def test_a_finding_with_another_verdict_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Tally.findings

    def wrong(tally: Tally, safeguard: Safeguard):
        for code, found in true(tally, safeguard):
            yield code, [(subject, Verdict.NOT_APPLICABLE) for subject, _ in found]

    monkeypatch.setattr(Tally, "findings", wrong)
    code, _, said = check()
    assert (code, said.count(f": not applicable{AT_ONCE}")) == (4, 1)


def test_a_finding_too_few_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Tally.findings
    monkeypatch.setattr(Tally, "findings", lambda tally, asked: [(code, all_[1:]) for code, all_ in true(tally, asked)])
    code, _, said = check()
    assert (code, "0 findings" in said) == (4, True)


def test_a_cell_with_another_grade_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    true = Grading.cells

    def wrong(grading: Grading, safeguard: Safeguard) -> dict[str, Grade | None]:
        return {**true(grading, safeguard), **({"XAA": Grade.KNOWLEDGE} if safeguard.id == "short-orders" else {})}

    monkeypatch.setattr(Grading, "cells", wrong)
    code, _, said = check()
    assert (code, said.startswith(f"XAA short-orders: graded knowledge{AT_ONCE}")) == (4, True)


def test_where_nothing_differs_the_cells_are_counted() -> None:
    code, out, said = check()
    assert (code, "short-orders" in out, out.startswith("judged twice and alike: "), said) == (1, True, True, "")
