"""The safeguards of this repository: their form and their cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.check import all_problems
from engine.load import read_repository
from engine.model import Safeguard
from engine.proof.score import score
from engine.proof.words import score_lines
from engine.verdict import Verdict

ROOT = Path(__file__).parent.parent
REPOSITORY = read_repository(ROOT)
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


@pytest.mark.parametrize("safeguard", REPOSITORY.safeguards, ids=lambda each: each.id)
def test_the_cases_pass_and_are_enough(safeguard: Safeguard) -> None:
    """Every case for its reasons, every clause true, false and unknown, every mutant noticed."""
    found = score(safeguard, REPOSITORY.vocabulary)
    assert list(score_lines(found)) == []
    assert found.perfect
