"""The shipped profiles: as deep as was promised, true to two judgments, recognisable in one request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.check import all_problems
from engine.evidence import evidence
from engine.explain import pair_lines
from engine.load import read_repository
from engine.matrix import Assessor
from engine.model import Grade

ROOT = Path(__file__).parent.parent
REPOSITORY = read_repository(ROOT)
DAY = max(each.checked for each in REPOSITORY.jurisdictions)
JUDGE = Assessor(REPOSITORY, all_problems(REPOSITORY), DAY)


def on(day: date) -> Assessor:
    return Assessor(REPOSITORY, all_problems(REPOSITORY), day)


def test_sixteen_states_and_two_layers_are_valid() -> None:
    assert all_problems(REPOSITORY) == ()
    assert (len(REPOSITORY.jurisdictions), sorted(REPOSITORY.layers)) == (16, ["COE", "EU"])


@pytest.mark.parametrize("code", sorted(REPOSITORY.depth))
def test_a_profile_is_as_deep_as_was_promised(code: str) -> None:
    found = evidence(JUDGE, code)
    assert found.deep_enough, f"{code}: {found.decided} of {found.asked}"
    assert not found.stale


@pytest.mark.parametrize(
    "jurisdiction", [*REPOSITORY.jurisdictions, *REPOSITORY.layers.values()], ids=lambda each: each.code
)
def test_every_provision_read_in_the_text_can_be_found_again(jurisdiction) -> None:
    """By a pin; or, where the text lies in no repository that can be copied, by the address of what was read."""
    lost = [key for key, law in jurisdiction.laws.items() if law.grade is Grade.TEXT and not (law.pin or law.url)]
    assert lost == []


def test_germany_after_the_ruling_of_24_june_2025() -> None:
    laws = {law.key: law for each in REPOSITORY.jurisdictions if each.code == "DEU" for law in each.laws.values()}
    ruling = laws["bverfg-2025-06-24"]
    assert (ruling.kind, ruling.since) == ("judgment", date(2025, 6, 24))
    assert "stpo-100a-source" in ruling.overrides
    powers = JUDGE.world.records["DEU"].lists["powers"].records
    source = next(each for each in powers if each.name == "source-interception")
    cited = {law.key for law in source.facts["exists"].citations}
    assert cited == {"stpo-100a-source", "bverfg-2025-06-24"}


def test_kenya_before_and_after_the_court_of_appeal_of_march_2026() -> None:
    offences = ("false-publication", "false-information")
    for day, exists in ((date(2026, 3, 5), True), (date(2026, 3, 7), False)):
        records = on(day).world.records["KEN"].lists["offences"].records
        facts = [each.facts["exists"] for each in records if each.name in offences]
        assert facts
        for fact in facts:
            assert fact.value is exists
            assert exists or fact.grade is Grade.SECONDARY


def test_a_request_over_extremist_symbols_names_the_offence_its_penalty_and_what_does_not_stop_it() -> None:
    safeguard = JUDGE.safeguards["no-assistance-for-protected-conduct"]
    cell = JUDGE.cell("DEU", safeguard.id)
    finding = next(each for each in cell.findings if each.subject == "RUS")
    said = "\n".join(pair_lines(finding, safeguard))
    offence = next(line for line in said.splitlines() if "extremist-symbols-repeat" in line)
    assert "max_penalty_years: 4" in offence
    assert "expression" in offence
    assert "requested.cooperation.refusal.protected_conduct is must-refuse   (recorded: may-refuse)" in said
    assert "article 282.4" in said
