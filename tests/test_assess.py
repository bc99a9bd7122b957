"""From a safeguard and what is known to findings and a cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from world import DAY, HERE, fact, jurisdiction

from engine.assess import NOT_LISTED, assess, world
from engine.model import AllOf, Comparison, Constant, Grade, Path, Safeguard, Waiver
from engine.verdict import Verdict

MET, UNMET, UNKNOWN, NOT_APPLICABLE = Verdict.MET, Verdict.UNMET, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE


def asks(path: Path, value: object = True) -> Comparison:
    return Comparison(path, "is", Constant(value))  # type: ignore[arg-type]


STATE = Safeguard(
    "s", "S", "S.", "t", "law", "low", "why", "jurisdiction", asks(Path("", "a")), HERE, applies=asks(Path("", "on"))
)
POWER = replace(STATE, subject="power", require=asks(Path("power", "a")), applies=asks(Path("power", "exists")))
PAIR = replace(STATE, subject="pair", answers="requested", require=asks(Path("requesting", "a")), applies=AllOf(()))


def cell(safeguard: Safeguard, *states, code: str = "XAA", **kwargs):
    return assess(safeguard, code, world(states, {}, DAY, **kwargs))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"on": True, "a": True}, MET),
        ({"on": True, "a": False}, UNMET),
        ({"on": True}, UNKNOWN),
        ({"a": True}, UNKNOWN),
        ({}, UNKNOWN),
        ({"on": False, "a": False}, NOT_APPLICABLE),
    ],
)
def test_a_state_gives_one_finding(facts: dict[str, object], verdict: Verdict) -> None:
    found = cell(STATE, jurisdiction(facts=facts))
    assert (found.verdict, [each.verdict for each in found.findings]) == (verdict, [verdict])


@pytest.mark.parametrize(
    ("powers", "complete", "verdict", "subjects"),
    [
        ({}, None, UNKNOWN, [NOT_LISTED]),
        ({}, True, NOT_APPLICABLE, []),
        ({"search": {"exists": True, "a": True}}, None, UNKNOWN, ["search", NOT_LISTED]),
        ({"search": {"exists": True, "a": True}}, False, UNKNOWN, ["search", NOT_LISTED]),
        ({"search": {"exists": True, "a": True}}, True, MET, ["search"]),
        ({"search": {"exists": True, "a": False}}, None, UNMET, ["search", NOT_LISTED]),
        ({"search": {"exists": True, "a": True}, "tracking": {"exists": True}}, True, UNKNOWN, ["search", "tracking"]),
        ({"search": {"exists": False}}, True, NOT_APPLICABLE, ["search"]),
    ],
)
def test_a_power_gives_a_finding_each_and_an_open_list_one_more(powers, complete, verdict, subjects) -> None:
    found = cell(POWER, jurisdiction(powers=powers, complete=complete))
    assert (found.verdict, [each.subject for each in found.findings]) == (verdict, subjects)


def test_an_open_list_says_that_it_is_open() -> None:
    found = cell(POWER, jurisdiction(powers={}))
    assert found.findings[0].why == "the list of powers is not complete"


def test_a_pair_is_judged_with_every_other_state() -> None:
    own, good, bad = jurisdiction(), jurisdiction("XBB", {"a": True}), jurisdiction("XCC", {"a": False})
    assert cell(PAIR, own, good).verdict is MET
    found = cell(PAIR, own, good, bad)
    assert [(each.subject, each.verdict) for each in found.findings] == [("XBB", MET), ("XCC", UNMET)]
    assert found.verdict is UNMET


def test_the_role_that_answers_decides_whose_facts_are_asked() -> None:
    own, other = jurisdiction("XAA", {"a": True}), jurisdiction("XBB", {"a": False})
    assert cell(PAIR, own, other).verdict is UNMET
    assert cell(replace(PAIR, answers="requesting"), own, other).verdict is MET


def test_alone_in_the_world_a_pair_is_unknown() -> None:
    found = cell(PAIR, jurisdiction())
    assert (found.verdict, found.findings[0].why) == (UNKNOWN, "no other jurisdiction is recorded")


def test_a_profile_that_cannot_be_read_is_an_unknown_counterpart() -> None:
    found = cell(PAIR, jurisdiction(), jurisdiction("XBB", {"a": True}), unreadable=("XCC",))
    assert found.verdict is UNKNOWN
    assert found.findings[-1].why == "its profile is not valid"


@pytest.mark.parametrize(
    ("powers", "complete", "grade"),
    [
        ({"search": {"exists": True, "a": fact(False, grade=Grade.PAGE)}}, None, Grade.PAGE),
        (
            {
                "search": {"exists": True, "a": fact(False, grade=Grade.KNOWLEDGE)},
                "tracking": {"exists": True, "a": fact(False, grade=Grade.PAGE)},
            },
            None,
            Grade.PAGE,
        ),
        (
            {
                "search": {"exists": True, "a": fact(True, grade=Grade.SECONDARY)},
                "tracking": {"exists": True, "a": True},
            },
            True,
            Grade.SECONDARY,
        ),
        ({"search": {"exists": True}}, True, None),
        ({}, fact(True, grade=Grade.KNOWLEDGE), Grade.KNOWLEDGE),
    ],
)
def test_a_cell_has_the_weakest_grade_without_which_it_would_read_otherwise(powers, complete, grade) -> None:
    assert cell(POWER, jurisdiction(powers=powers, complete=complete)).grade is grade


def test_a_waiver_is_carried_along_and_changes_nothing() -> None:
    known = world([jurisdiction(facts={"on": True, "a": False})], {}, DAY)
    waiver = Waiver("XAA", "s", "why", "owner", DAY, HERE)
    assert replace(assess(STATE, "XAA", known, waiver), waiver=None) == assess(STATE, "XAA", known)
