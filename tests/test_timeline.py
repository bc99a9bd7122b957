"""Which of several dated facts holds on a day, and what layers add."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import HERE, day, fact, jurisdiction, series

from engine.model import Citation, Fact, Grade, Membership
from engine.shelf import ShelfLife
from engine.timeline import as_of, in_force, layers_on

OLD = fact("minister", since="2012-01-01", until="2019-02-28")
NEW = fact("court", since="2019-03-01")


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2011-12-31", None),
        ("2012-01-01", OLD),
        ("2019-02-28", OLD),
        ("2019-03-01", NEW),
        ("2030-01-01", NEW),
    ],
)
def test_a_value_holds_from_its_first_to_its_last_day(on: str, holds: Fact | None) -> None:
    assert in_force((OLD, NEW), day(on)) is holds
    assert in_force((NEW, OLD), day(on)) is holds


def test_the_value_that_began_last_displaces_the_earlier_one() -> None:
    endless = fact("minister", since="2012-01-01")
    assert in_force((endless, NEW), day("2020-01-01")) is NEW


def test_after_the_last_day_nothing_is_known_and_no_earlier_value_comes_back() -> None:
    first, second = fact("minister", since="2000-01-01"), fact("court", since="2010-01-01", until="2015-12-31")
    assert in_force((first, second), day("2016-01-01")) is None


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), min_size=1, max_size=4, unique_by=lambda each: each[0]),
    st.integers(0, 45),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_values_are_written_does_not_matter(spans, on: int, chance) -> None:
    start = day("2000-01-01").toordinal()

    def date(number: int) -> str:
        return day("2000-01-01").fromordinal(start + number).isoformat()

    values = [fact(number, since=date(begin), until=date(begin + long)) for number, (begin, long) in enumerate(spans)]
    shuffled = chance.sample(values, len(values))
    assert in_force(tuple(values), day(date(on))) == in_force(tuple(shuffled), day(date(on)))


@pytest.mark.parametrize(
    ("facts", "on", "why"),
    [
        (fact("court", since="2019-03-01"), "2015-01-01", "recorded from 2019-03-01 only"),
        (fact("court", since="2000-01-01", until="2001-01-01"), "2015-01-01", "recorded for earlier days only"),
    ],
)
def test_a_day_without_a_value_is_unknown_and_says_why(facts: Fact, on: str, why: str) -> None:
    found = as_of(jurisdiction(facts={"q": facts}), {}, day(on)).facts["q"]
    assert (found.value, found.unknown) == (None, why)


def test_evidence_below_the_floor_is_unknown_and_says_why() -> None:
    state = jurisdiction(facts={"q": fact("court", grade=Grade.SECONDARY)})
    assert as_of(state, {}, day("2026-01-01"), Grade.SECONDARY).facts["q"].value == "court"
    weak = as_of(state, {}, day("2026-01-01"), Grade.TEXT).facts["q"]
    assert (weak.value, weak.unknown) == (
        None,
        "recorded, but on evidence graded secondary, and at least text is asked for",
    )


LAYER = jurisdiction("XZZ", {"q": "layer", "r": "layer"}, kind="layer")
STATE = jurisdiction(
    "XAA",
    {"q": "own"},
    member_of=(Membership("XZZ", day("2000-01-01"), day("2010-12-31"), HERE),),
)


@pytest.mark.parametrize(
    ("on", "member"),
    [("1999-12-31", False), ("2000-01-01", True), ("2010-12-31", True), ("2011-01-01", False)],
)
def test_a_layer_adds_its_facts_on_the_days_of_membership(on: str, member: bool) -> None:
    facts = as_of(STATE, {"XZZ": LAYER}, day(on)).facts
    assert facts["q"].value == "own"
    assert ("r" in facts) is member
    assert layers_on(STATE, {"XZZ": LAYER}, day(on)) == ((LAYER,) if member else ())


def test_a_layer_that_is_not_recorded_adds_nothing() -> None:
    assert set(as_of(STATE, {}, day("2005-01-01")).facts) == {"q"}


def test_where_the_state_does_not_know_the_layer_answers() -> None:
    state = jurisdiction("XAA", {"q": fact(None, unknown="silent")}, member_of=STATE.member_of)
    assert as_of(state, {"XZZ": LAYER}, day("2005-01-01")).facts["q"].value == "layer"
    assert as_of(state, {"XZZ": LAYER}, day("2015-01-01")).facts["q"].unknown == "silent"


def test_an_answer_too_weak_at_home_gives_way_to_the_layers_stronger_one() -> None:
    state = jurisdiction("XAA", {"q": fact("own", grade=Grade.KNOWLEDGE)}, member_of=STATE.member_of)
    assert as_of(state, {"XZZ": LAYER}, day("2005-01-01"), Grade.TEXT).facts["q"].value == "layer"


def test_records_of_state_and_layer_with_one_id_are_one_record() -> None:
    layer = jurisdiction("XZZ", powers={"search": {"a": 1, "b": 1}}, complete=True, kind="layer")
    state = jurisdiction("XAA", powers={"search": {"a": 2}, "tracking": {}}, member_of=STATE.member_of)
    powers = as_of(state, {"XZZ": layer}, day("2005-01-01")).lists["powers"]
    assert [each.name for each in powers.records] == ["search", "tracking"]
    assert {key: each.value for key, each in powers.records[0].facts.items()} == {"kind": "search", "a": 2, "b": 1}
    assert not powers.closed  # that a layer's own list is complete says nothing of the State's


def test_a_series_of_one_is_as_good_as_a_fact() -> None:
    assert series("x") == (fact("x"),)


READ = Citation("act", "Act", "statute", Grade.TEXT, HERE, read_on=day("2024-01-31"))
SHELF = ShelfLife(
    {"statute": 24, "practice": 12, "treaty": 6}, frozenset({"practice.q", "power.q"}), {"powers": "power"}
)


@pytest.mark.parametrize(
    ("path", "kind", "last"),
    [("q", "statute", "2026-01-31"), ("q", "treaty", "2024-07-31"), ("practice.q", "report", "2025-01-31")],
)
def test_a_reading_counts_for_its_months_and_then_is_unknown(path: str, kind: str, last: str) -> None:
    fact_ = Fact("court", HERE, (replace(READ, kind=kind),), day("2010-01-01"))
    state, after = jurisdiction(facts={path: fact_}), day(last) + timedelta(days=1)
    assert as_of(state, {}, day(last), shelf=SHELF).facts[path].value == "court"
    stale = as_of(state, {}, after, shelf=SHELF).facts[path]
    assert stale.value is None
    assert stale.unknown.startswith(f"read on 2024-01-31, which on {after} is more than ")


def test_what_was_read_after_the_day_is_not_old() -> None:
    state = jurisdiction(facts={"q": Fact("court", HERE, (READ,), day("2010-01-01"))})
    assert as_of(state, {}, day("2011-01-01"), shelf=SHELF).facts["q"].value == "court"


@pytest.mark.parametrize("on", ["9998-06-01", "9999-12-31"])
def test_a_reading_at_the_end_of_the_calendar_is_no_fault(on: str) -> None:
    state = jurisdiction(facts={"q": Fact("court", HERE, (replace(READ, read_on=day(on)),), day("2010-01-01"))})
    assert as_of(state, {}, day("9999-12-31"), shelf=SHELF).facts["q"].value == "court"


def test_the_facts_of_a_power_grow_stale_by_their_question() -> None:
    power = {"q": (Fact("court", HERE, (READ,), day("2010-01-01")),), "r": (Fact(1, HERE, (READ,), day("2010-01-01")),)}
    record = (
        as_of(jurisdiction(powers={"search": power}), {}, day("2025-06-01"), shelf=SHELF).lists["powers"].records[0]
    )
    assert (record.facts["q"].value, record.facts["r"].value) == (None, 1)


def test_a_stale_answer_at_home_gives_way_to_the_layers_fresh_one() -> None:
    state = jurisdiction(
        "XAA", {"q": Fact("own", HERE, (READ,), day("1990-01-01"))}, member_of=(Membership("XZZ", None, None, HERE),)
    )
    assert as_of(state, {"XZZ": LAYER}, day("2030-01-01"), shelf=SHELF).facts["q"].value == "layer"
