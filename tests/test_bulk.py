"""Verdicts and grades of many subjects at once are those that `evaluate` and `assess` give one by one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import outcomes
from strategies import CLAUSES, KEYS, RECORD_KEYS, SCOPES, TESTS, fact
from world import DAY, HERE

from engine.assess import World, assess
from engine.bulk import Bulk
from engine.check import all_problems
from engine.evaluate import evaluate
from engine.grading import Grading
from engine.load import read_repository
from engine.matrix import Assessor
from engine.model import (
    AllOf,
    AnyOf,
    Clause,
    Collection,
    Comparison,
    Constant,
    Each,
    Grade,
    Not,
    Path,
    Record,
    Safeguard,
    Scope,
    Some,
)
from engine.planes import STATES, Index, Slots
from engine.tally import Tally
from engine.verdict import Truth

ROOT = File(__file__).parent.parent
GRADES = list(Grade)
SECTIONS = ("powers", "offences")
# 1, 1.0 and True are equal, and still different answers
VALUES = st.sampled_from([1, 2, 3, True, 1.0])


def truths(clause: Clause, scopes: list[Scope], least: Grade = Grade.KNOWLEDGE) -> list[Truth]:
    """Put a clause to States by bits."""
    index = Index([each[""] for each in scopes], least)
    slots = Slots(index, index.length("items"))
    holds, fails = Bulk(slots).truth(clause, {"": STATES})
    both = zip(slots.tops(holds & slots.top), slots.tops(fails & slots.top), strict=True)
    return [{"10": Truth.TRUE, "01": Truth.FALSE, "00": Truth.UNKNOWN}[a + b] for a, b in both]


@settings(max_examples=400, deadline=None)
@given(CLAUSES, st.lists(SCOPES, max_size=5))
def test_a_clause_is_as_true_of_many_as_of_each(clause: Clause, scopes: list[Scope]) -> None:
    assert truths(clause, scopes) == [evaluate(clause, each).truth for each in scopes]


@settings(max_examples=200, deadline=None)
@given(CLAUSES, SCOPES)
def test_what_is_settled_at_once_holds_in_every_completion(clause: Clause, scope: Scope) -> None:
    (truth,) = truths(clause, [scope])
    if truth is not Truth.UNKNOWN:
        assert outcomes(clause, scope, KEYS, RECORD_KEYS) == {truth is Truth.TRUE}


def answers(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, object]]:
    one = st.builds(fact, VALUES | st.none(), st.sampled_from(GRADES))
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, one))


def collection(records: list[dict[str, object]], complete: object) -> Collection:
    named = (Record(each, f"r{number}") for number, each in enumerate(records))  # type: ignore[arg-type]
    return Collection(tuple(named), complete)  # type: ignore[arg-type]


COMPLETE = st.none() | st.builds(fact, st.sampled_from([True, True, False]), st.sampled_from(GRADES))
LISTS = st.builds(collection, st.lists(answers(RECORD_KEYS), max_size=3), COMPLETE)
STATE = st.builds(
    lambda facts, lists: Record(facts, "", lists),
    answers(KEYS),
    st.fixed_dictionaries({}, optional=dict.fromkeys(SECTIONS, LISTS)),
)
WORLDS = st.builds(
    lambda states, unreadable: World(
        DAY, Grade.KNOWLEDGE, {f"X{n}": each for n, each in enumerate(states)}, unreadable
    ),
    st.lists(STATE, min_size=1, max_size=4),
    st.sampled_from([(), (), ("XZ",), ("X0",)]),
)


def leaves(states: tuple[str, ...], records: tuple[str, ...]) -> st.SearchStrategy[Clause]:
    paths = st.sampled_from(
        [Path(root, key) for root in states for key in KEYS] + [Path(root, key) for root in records for key in "ab"]
    )
    constant = st.builds(lambda path, test: Comparison(path, test[0], Constant(test[1])), paths, st.sampled_from(TESTS))
    flag = st.builds(lambda path, flag: Comparison(path, "is_empty", flag), paths, paths | st.just(Constant(True)))
    both = st.builds(Comparison, paths, st.sampled_from(["is", "at_most", "more_than"]), paths)
    return constant | flag | both


def clauses(states: tuple[str, ...], records: tuple[str, ...], depth: int) -> st.SearchStrategy[Clause]:
    """Make clauses with quantifiers in one another, which may name a record as another is named already."""
    leaf = leaves(states, records)
    if not depth:
        return leaf
    inner = clauses(states, records, depth - 1)
    several = st.lists(inner, max_size=3).map(tuple)

    def quantified(name: str) -> st.SearchStrategy[Clause]:
        within = tuple(dict.fromkeys((*records, name)))
        lists = st.builds(Path, st.sampled_from([*states, *records[:1]]), st.sampled_from(SECTIONS))
        body, condition = clauses(states, within, depth - 1), st.none() | leaves(states, within)
        return st.builds(Each, lists, st.just(name), body, condition) | st.builds(
            Some, lists, st.just(name), body, condition
        )

    fold = st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(Not, inner)
    return leaf | fold | quantified(f"it{depth}") | quantified("it")


def safeguards() -> st.SearchStrategy[Safeguard]:
    def made(subject: str, states: tuple[str, ...], answers: str = "") -> st.SearchStrategy[Safeguard]:
        records = (subject,) if subject in {"power", "offence"} else ()
        clause = clauses(states, records, 3)
        base = Safeguard("s", "S", "S.", "t", "law", "low", "why", subject, AllOf(()), HERE, answers=answers)
        applies = st.just(AllOf(())) | clauses(states, records, 1)
        return st.builds(lambda one, other: replace(base, require=one, applies=other), clause, applies)

    one = [made(each, ("",)) for each in ("jurisdiction", "cooperation", "power", "offence")]
    roles = ("requesting", "requested")
    return st.one_of(
        *one, *(made("pair", roles, each) for each in roles), *(made("pair", roles, each) for each in roles)
    )


@settings(max_examples=1500, deadline=None)
@given(safeguards(), WORLDS)
def test_cells_findings_and_grades_are_those_of_an_assessment(safeguard: Safeguard, known: World) -> None:
    tally = Tally(known)
    cells, findings, grades = tally.cells(safeguard), dict(tally.findings(safeguard)), Grading(known, tally)
    graded = grades.cells(safeguard)
    for code in known.records:
        cell = assess(safeguard, code, known)
        assert cells[code] is cell.verdict
        assert findings[code] == [(each.subject, each.verdict) for each in cell.findings]
        assert graded[code] is cell.grade


REPOSITORY = read_repository(ROOT)
PROBLEMS = all_problems(REPOSITORY)


@pytest.mark.parametrize(
    ("day", "floor"),
    [("2026-11-24", Grade.KNOWLEDGE), ("2029-01-01", Grade.PAGE), ("2015-01-01", Grade.SECONDARY)],
)
def test_every_real_cell_is_judged_alike(day: str, floor: Grade) -> None:
    judge = Assessor(REPOSITORY, PROBLEMS, datetime.date.fromisoformat(day), floor)
    known = replace(judge.world, unreadable=("XXX",) if floor is Grade.PAGE else ())
    tally = Tally(known)
    grading = Grading(known, tally)
    for safeguard in REPOSITORY.safeguards:
        cells, findings, grades = tally.cells(safeguard), dict(tally.findings(safeguard)), grading.cells(safeguard)
        for code in known.records:
            cell = assess(safeguard, code, known)
            told = [(each.subject, each.verdict) for each in cell.findings]
            assert (cells[code], findings[code], grades[code]) == (cell.verdict, told, cell.grade), safeguard.id


def test_a_world_without_states_has_no_cell() -> None:
    tally = Tally(World(DAY, Grade.KNOWLEDGE, {}))
    for safeguard in REPOSITORY.safeguards:
        assert (tally.cells(safeguard), list(tally.findings(safeguard))) == ({}, [])
