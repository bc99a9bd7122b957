"""The safeguards of this repository: their form and their cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.check import all_problems
from engine.check.sources import source_problems
from engine.load import read_repository
from engine.model import Safeguard
from engine.proof.lint import lint, unread_questions
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


def test_every_demand_of_the_documents_has_its_safeguard() -> None:
    """All 159 paragraphs are accounted for by what is on disk, and nothing is left to encode."""
    paragraphs = [each for source in REPOSITORY.sources for each in source.paragraphs]
    assert len(paragraphs) == 159
    assert [each for each in paragraphs if each.to_encode] == []
    assert len(REPOSITORY.safeguards) == 158


@pytest.mark.parametrize("source", [each.id for each in REPOSITORY.sources])
def test_a_source_line_that_is_taken_away_is_missed(source: str) -> None:
    """Whichever passage a safeguard stops citing, the record of the document notices."""
    for safeguard in REPOSITORY.safeguards:
        own = {each.paragraph for each in safeguard.sources if each.source == source}
        for paragraph in own:
            kept = tuple(each for each in safeguard.sources if (each.source, each.paragraph) != (source, paragraph))
            others = tuple(each for each in REPOSITORY.safeguards if each is not safeguard)
            changed = replace(REPOSITORY, safeguards=(*others, replace(safeguard, sources=kept)))
            found = list(source_problems(changed))
            assert [each.code for each in found] == ["safeguard-not-citing"]
            break


def test_lint_finds_nothing_and_proves_every_safeguard_exact() -> None:
    found = lint(REPOSITORY.safeguards, REPOSITORY.vocabulary)
    found += unread_questions(REPOSITORY.safeguards, REPOSITORY.vocabulary)
    assert [str(each) for each in found] == []


def test_every_safeguard_names_the_rights_that_it_protects() -> None:
    assert [each.id for each in REPOSITORY.safeguards if not each.rights] == []
