"""Verdicts and grades of many subjects at once are those that `evaluate` and `assess` give one by one."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import Lot
from reference import outcomes
from strategies import CLAUSES, KEYS, RECORD_KEYS, SCOPES
from world import DAY

from engine.assess import World, assess
from engine.brief import brief
from engine.bulk import Bulk
from engine.check import all_problems
from engine.evaluate import evaluate
from engine.explain import cell_lines
from engine.grading import Grading
from engine.load import read_repository
from engine.matrix import Assessor
from engine.missing import missing
from engine.model import Clause, Grade, Safeguard, Scope
from engine.planes import STATES, Index, Slots
from engine.tally import Tally
from engine.trace import decisive
from engine.verdict import Truth, Verdict

ROOT = File(__file__).parent.parent


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


@pytest.mark.parametrize("seed", range(8))
def test_cells_findings_and_grades_are_those_of_an_assessment(seed: int) -> None:
    lot = Lot(seed)
    for _ in range(200):
        compare(lot.safeguard(), lot.world())


def compare(safeguard: Safeguard, known: World) -> None:
    tally = Tally(known)
    cells, findings = tally.cells(safeguard), dict(tally.findings(safeguard))
    grades = Grading(known, tally).cells(safeguard)
    for code in known.records:
        cell = assess(safeguard, code, known)
        told = [(each.subject, each.verdict) for each in cell.findings]
        assert (cells[code], findings[code], grades[code]) == (cell.verdict, told, cell.grade), safeguard


REPOSITORY = read_repository(ROOT)
PROBLEMS = all_problems(REPOSITORY)


@pytest.mark.parametrize(
    ("day", "floor"),
    [("2026-11-24", Grade.KNOWLEDGE), ("2028-06-01", Grade.PAGE)],
)
def test_every_real_cell_is_judged_alike(day: str, floor: Grade) -> None:
    judge = Assessor(REPOSITORY, PROBLEMS, datetime.date.fromisoformat(day), floor)
    known = replace(judge.world, unreadable=("XXX",) if floor is Grade.PAGE else ())
    for safeguard in REPOSITORY.safeguards:
        compare(safeguard, known)


def test_a_world_without_states_has_no_cell() -> None:
    tally = Tally(World(DAY, Grade.KNOWLEDGE, {}))
    for safeguard in REPOSITORY.safeguards:
        assert (tally.cells(safeguard), list(tally.findings(safeguard))) == ({}, [])


def unknown_for(safeguard: Safeguard, code: str, known: World) -> set[str]:
    findings = [each for each in assess(safeguard, code, known).findings if each.verdict is Verdict.UNKNOWN]
    asked = [each.requires if each.applies.truth is Truth.TRUE else each.applies for each in findings if not each.why]
    return {each.why for each in findings if each.why} | {str(leaf.path) for each in asked for leaf in decisive(each)}


@pytest.mark.parametrize("seed", range(8))
def test_what_leaves_findings_unknown_is_what_their_traces_say(seed: int) -> None:
    lot = Lot(seed)
    for _ in range(200):
        safeguard, known = lot.safeguard(), lot.world()
        told = {code: unknown_for(safeguard, code, known) for code in known.records}
        assert missing(Tally(known), safeguard) == told, safeguard


def test_what_leaves_real_cells_unknown_is_what_their_traces_say() -> None:
    judge = Assessor(REPOSITORY, PROBLEMS, datetime.date(2026, 11, 24))
    known = replace(judge.world, unreadable=("XXX",))
    for safeguard in REPOSITORY.safeguards:
        told = {code: unknown_for(safeguard, code, known) for code in known.records}
        assert missing(Tally(known), safeguard) == told, safeguard.id


@pytest.mark.parametrize("most", [None, 1])
def test_a_cell_in_brief_is_the_cell_with_fewer_traces(most: int | None) -> None:
    judge = Assessor(REPOSITORY, PROBLEMS, datetime.date(2026, 11, 24))
    for code, safeguard in judge.matrix().cells:
        seen, cell = brief(judge, code, safeguard, most), assess(judge.safeguards[safeguard], code, judge.world)
        assert (seen.verdict, seen.told, seen.grade) == (cell.verdict, cell.told, cell.grade)
        assert seen.findings == tuple(each for each in cell.findings if each.verdict is cell.verdict)[:most]


def test_subjects_that_are_not_told_of_are_named() -> None:
    judge = Assessor(REPOSITORY, PROBLEMS, datetime.date(2026, 11, 24))
    about_pairs = [each for each in REPOSITORY.safeguards if each.subject == "pair"]
    cells = [brief(judge, code, each.id, 2) for code in judge.jurisdictions for each in about_pairs]
    cell = next(each for each in cells if len([v for _, v in each.told if v is each.verdict is Verdict.UNMET]) > 2)
    unmet = [code for code, verdict in cell.told if verdict is Verdict.UNMET]
    names = {code: each.name for code, each in judge.jurisdictions.items()}
    lines = list(cell_lines(cell, judge.safeguards[cell.safeguard], names, judge.day))
    at = lines.index(f"unmet too, for {len(unmet) - 2} more:  {', '.join(unmet[2:])}")
    assert lines[at + 1] == f"    safeguards explain {cell.jurisdiction} {cell.safeguard} shows all of them"
    wishes = [each for each in lines if each.startswith("would be met if")]
    assert wishes
    assert all(each.endswith(")") for each in wishes), "a wish for two subjects reads as one for all"
    whole = list(
        cell_lines(judge.cell(cell.jurisdiction, cell.safeguard), judge.safeguards[cell.safeguard], names, judge.day)
    )
    assert not [each for each in whole if "more:" in each]
