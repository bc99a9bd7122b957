"""The safeguards of this repository: their form, their cases, and what an empty profile makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.assess import assess, world
from engine.check import all_problems
from engine.evaluate import evaluate
from engine.load import read_repository
from engine.model import Case, Grade, Jurisdiction, Location, Safeguard
from engine.trace import decisive
from engine.verdict import Truth, Verdict, judge

ROOT = Path(__file__).parent.parent
REPOSITORY = read_repository(ROOT)
CASES = [(safeguard, case) for safeguard in REPOSITORY.safeguards for case in safeguard.cases]
REQUIRED = {
    "prior-judicial-authorisation",
    "user-notification",
    "gag-order-time-limits",
    "mandatory-dual-criminality",
    "political-offence-exception",
    "good-faith-security-research-exemption",
    "no-compelled-disclosure-of-encryption-keys",
    "protected-conduct-below-serious-crime-threshold",
    "independent-data-protection-supervision",
}


def test_the_repository_has_no_problem() -> None:
    assert [str(each) for each in all_problems(REPOSITORY)] == []


def test_the_required_safeguards_are_there() -> None:
    ids = {each.id for each in REPOSITORY.safeguards}
    assert len(ids) >= 24
    assert ids >= REQUIRED
    assert {each.theme for each in REPOSITORY.safeguards} == set(REPOSITORY.vocabulary.themes)
    assert {each.subject for each in REPOSITORY.safeguards} == {
        "jurisdiction",
        "power",
        "offence",
        "cooperation",
        "pair",
    }
    assert sum(each.subject == "pair" for each in REPOSITORY.safeguards) >= 2


@pytest.mark.parametrize("safeguard", REPOSITORY.safeguards, ids=lambda each: each.id)
def test_a_safeguard_has_a_case_met_one_unmet_and_one_unknown(safeguard: Safeguard) -> None:
    assert {each.verdict for each in safeguard.cases} >= {Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN}
    assert all(each.because for each in safeguard.cases)


@pytest.mark.parametrize(
    ("safeguard", "case"), CASES, ids=lambda each: each.name if isinstance(each, Case) else each.id
)
def test_a_case_gives_its_verdict_for_its_reasons(safeguard: Safeguard, case: Case) -> None:
    applies, requires = evaluate(safeguard.applies, case.scope), evaluate(safeguard.require, case.scope)
    assert judge(applies.truth, requires.truth) is case.verdict
    deciding = requires if applies.truth is Truth.TRUE else applies
    assert {str(each.path) for each in decisive(deciding)} == set(case.because)


@pytest.mark.parametrize("safeguard", REPOSITORY.safeguards, ids=lambda each: each.id)
def test_nothing_unlooked_at_reads_as_fine(safeguard: Safeguard) -> None:
    import datetime

    day = datetime.date(2026, 1, 1)
    blank = [Jurisdiction(code, code, "state", "draft", day, Location(code), {}, {}, {}, {}) for code in ("XAA", "XBB")]
    cell = assess(safeguard, "XAA", world(blank, {}, day, Grade.KNOWLEDGE))
    assert cell.verdict is Verdict.UNKNOWN
