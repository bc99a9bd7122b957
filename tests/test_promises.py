"""The five promises, on the safeguards and profiles of this repository."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import HERE, fact, jurisdiction

from engine.assess import assess, world
from engine.check import all_problems
from engine.explain.reasons import reasons
from engine.load import read_repository
from engine.load.paths import ROOTS
from engine.matrix import Assessor
from engine.model import Cell, Grade, Safeguard, Waiver
from engine.proof.cases import verdict
from engine.proof.space import space
from engine.trace import decisive
from engine.verdict import Truth, Verdict

ROOT = Path(__file__).parent.parent
REPOSITORY = read_repository(ROOT)
DAY = datetime.date(2026, 11, 1)
SETTLED = {Verdict.MET, Verdict.UNMET, Verdict.NOT_APPLICABLE}
LOOKED_IN_VAIN = {path: fact(None, unknown="looked, and could not tell") for path in REPOSITORY.vocabulary.questions}
KINDS = REPOSITORY.vocabulary.questions["power.kind"].values
UNLOOKED = {
    "no fact": {},
    "looked in vain": {"facts": LOOKED_IN_VAIN},
    "an open list": {"complete": False},
    "powers without answers": {"powers": {"search-and-seizure": {}, "content-interception": {}}},
    "a complete list of powers without answers": {"powers": {key: {} for key in KINDS}, "complete": True},
}


@pytest.mark.parametrize("given_", UNLOOKED.values(), ids=UNLOOKED.keys())
@pytest.mark.parametrize("safeguard", REPOSITORY.safeguards, ids=lambda each: each.id)
def test_nothing_that_was_not_looked_at_reads_as_fine(safeguard: Safeguard, given_: dict[str, object]) -> None:
    states = [jurisdiction(code, **given_) for code in ("XAA", "XBB")]  # type: ignore[arg-type]
    assert assess(safeguard, "XAA", world(states, {}, DAY)).verdict is Verdict.UNKNOWN


def test_no_law_before_its_first_day_and_none_below_the_floor_reads_as_fine() -> None:
    early = Assessor(REPOSITORY, (), datetime.date(1800, 1, 1))
    assert {each.verdict for each in _cells(early)} == {Verdict.UNKNOWN}


def _cells(assessor: Assessor) -> list[Cell]:
    return [assessor.cell(code, each) for code in assessor.jurisdictions for each in assessor.safeguards]


@pytest.mark.parametrize("code", [each.code for each in REPOSITORY.jurisdictions])
def test_every_verdict_can_be_traced(code: str) -> None:
    """From the cell to facts, their lines and their provisions; and from the safeguard to paragraphs."""
    assessor = Assessor(REPOSITORY, all_problems(REPOSITORY), DAY)
    paragraphs = {(each.id, one.number): one.safeguards for each in REPOSITORY.sources for one in each.paragraphs}
    headings = {path for path, each in REPOSITORY.vocabulary.questions.items() if each.heading}
    for id_, safeguard in assessor.safeguards.items():
        cell = assessor.cell(code, id_)
        for leaf in [leaf for each in cell.findings for leaf in _leaves(each.applies, each.requires)]:
            for path, found in leaf.trace.facts:
                if found is None or found.where.path == "":
                    continue
                stated = path.key == "kind" or path.key in headings
                assert found.citations or found.unknown or stated, f"{id_}: {path} cites nothing"
                for place in (found.where, *(each.where for each in found.citations)):
                    lines = (ROOT / place.path).read_text(encoding="utf-8").splitlines()
                    assert lines[place.line - 1][place.column - 1 :].strip()
        assert cell.findings
        assert cell.verdict is Verdict.NOT_APPLICABLE or list(reasons(cell)) or any(each.why for each in cell.findings)
        assert safeguard.sources
        assert all(id_ in paragraphs[each.source, each.paragraph] for each in safeguard.sources)


def _leaves(*traces):
    return [leaf for each in traces for leaf in decisive(each) if leaf.trace.truth is not Truth.UNKNOWN]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_more_knowledge_never_unsettles_a_verdict(data: st.DataObject) -> None:
    """Whatever a safeguard makes of some answers, further answers change it only if it was unknown."""
    safeguard = data.draw(st.sampled_from(REPOSITORY.safeguards))
    room = space([safeguard.applies, safeguard.require], REPOSITORY.vocabulary, ROOTS[safeguard.subject])
    shape = data.draw(st.sampled_from(room.shapes))
    answers = {each: data.draw(st.sampled_from(room.answers_to(each))) for each in room.variables(shape)}
    known = set(data.draw(st.lists(st.sampled_from(sorted(answers)), unique=True))) if answers else set()
    few = {each: value for each, value in answers.items() if each in known}
    open_ = tuple((count, False) for count, _ in shape)
    before = verdict(safeguard, room.scope(few, data.draw(st.sampled_from([shape, open_]))))
    after = verdict(safeguard, room.scope(answers, shape))
    assert before is Verdict.UNKNOWN or before is after


def test_an_exception_never_edits_a_cell() -> None:
    """With every unmet cell waived, every cell reads as before."""
    plain = Assessor(replace(REPOSITORY, waivers=()), (), DAY)
    cells = _cells(plain)
    waivers = tuple(Waiver(each.jurisdiction, each.safeguard, "why", "owner", DAY, HERE) for each in cells)
    waived = _cells(Assessor(replace(REPOSITORY, waivers=waivers), (), DAY))
    assert all(each.waiver is not None for each in waived)
    assert [replace(each, waiver=None) for each in waived] == cells


@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json", "xlsx", "oscal"])
def test_the_same_input_gives_the_same_bytes(format_: str) -> None:
    """Neither the hash seed nor the clock, nor the time zone, changes a byte."""
    code = "from engine.cli import main; main()"
    command = [sys.executable, "-c", code, "matrix", "--format", format_, "--as-of", DAY.isoformat()]

    def run(**environment: str) -> bytes:
        done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, env={**os.environ, **environment})
        assert done.stderr == b""
        return done.stdout

    outputs = {run(PYTHONHASHSEED=seed, TZ=zone) for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("77", "UTC"))}
    assert len(outputs) == 1
    assert len(outputs.pop()) > 500


def test_weak_evidence_is_left_out_where_strong_is_asked_for() -> None:
    """No cell that rests on less than the floor stays settled."""
    for floor in Grade:
        cells = _cells(Assessor(REPOSITORY, (), DAY, floor))
        assert all(each.grade is None or each.grade >= floor for each in cells)
        assert all(each.grade is not None for each in cells if each.verdict in SETTLED)
