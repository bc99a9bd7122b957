"""What a trace says of its truth: the evidence it rests on, what was decisive, and what would have to change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from strategies import CLAUSES, PLAIN, SCOPES

from engine.evaluate import evaluate
from engine.model import Clause, Fact, Grade, Record, Scope
from engine.trace import changes, decisive, grade
from engine.verdict import Truth


def without(scope: Scope, floor: Grade) -> Scope:
    def kept(given: dict[str, Fact]) -> dict[str, Fact]:
        return {key: each for key, each in given.items() if each.grade >= floor}

    own, items = scope[""], scope[""].lists["items"]
    records = tuple(replace(each, facts=kept(dict(each.facts))) for each in items.records)
    return {"": Record(kept(dict(own.facts)), "", {"items": replace(items, records=records)})}


@settings(max_examples=400, deadline=None)
@given(CLAUSES, SCOPES)
def test_a_truth_rests_on_evidence_of_exactly_its_grade(clause: Clause, scope: Scope) -> None:
    trace = evaluate(clause, scope)
    if trace.truth is Truth.UNKNOWN:
        return
    level = grade(trace)
    assert evaluate(clause, without(scope, level)).truth is trace.truth
    if level < Grade.TEXT:
        assert evaluate(clause, without(scope, Grade(level + 1))).truth is Truth.UNKNOWN


@settings(max_examples=300, deadline=None)
@given(CLAUSES, SCOPES)
def test_a_clause_that_is_not_settled_has_a_decisive_question(clause: Clause, scope: Scope) -> None:
    trace = evaluate(clause, scope)
    if trace.truth is Truth.UNKNOWN:
        assert decisive(trace)


@settings(max_examples=300, deadline=None)
@given(PLAIN, SCOPES)
def test_nothing_need_change_where_all_is_as_wished(clause: Clause, scope: Scope) -> None:
    trace = evaluate(clause, scope)
    assert (changes(trace) == ()) is (trace.truth is Truth.TRUE)
