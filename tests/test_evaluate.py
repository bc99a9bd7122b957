"""What a clause means: compared with every way in which the unknown could turn out, and construct by construct."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import holds, outcomes
from strategies import (
    CLAUSES,
    INNER,
    ITEMS,
    KEYS,
    OWN,
    RECORD_KEYS,
    SCOPES,
    answers,
    comparisons,
    fact,
    joined,
    quantified,
)
from strategies import once as asks_once

from engine.evaluate import evaluate
from engine.model import (
    AllOf,
    AnyOf,
    Clause,
    Collection,
    Comparison,
    Constant,
    Each,
    Not,
    Path,
    Record,
    Scope,
    Some,
)
from engine.verdict import Truth

TRUTHS = {frozenset({True}): Truth.TRUE, frozenset({False}): Truth.FALSE, frozenset({True, False}): Truth.UNKNOWN}
ONCE = joined(comparisons(*OWN) | quantified(*INNER)).filter(asks_once)
A1, B1, IT1 = (Comparison(path, "is", Constant(1)) for path in (OWN[0], OWN[1], INNER[0]))
ORDERS = st.lists(CLAUSES, min_size=2, max_size=4).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each)))


@settings(max_examples=300, deadline=None)
@given(CLAUSES, SCOPES)
def test_what_is_settled_holds_in_every_completion(clause: Clause, scope: Scope) -> None:
    truth = evaluate(clause, scope).truth
    if truth is not Truth.UNKNOWN:
        assert TRUTHS[frozenset(outcomes(clause, scope, KEYS, RECORD_KEYS))] is truth


@settings(max_examples=300, deadline=None)
@given(ONCE, SCOPES)
def test_where_nothing_is_asked_twice_all_that_can_be_settled_is(clause: Clause, scope: Scope) -> None:
    inside = [each for each in _quantifiers(clause) if not _open(each)]
    if not inside:
        assert evaluate(clause, scope).truth is TRUTHS[frozenset(outcomes(clause, scope, KEYS, RECORD_KEYS))]


def _quantifiers(clause: Clause) -> list[Each | Some]:
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return [found for each in clauses for found in _quantifiers(each)]
        case Not(negated):
            return _quantifiers(negated)
        case Comparison():
            return []
    return [clause]


def _open(clause: Each | Some) -> bool:
    """Whether a record of which nothing is known can pass the body, and can fail it, and asks nothing twice."""
    parts = (clause.body,) if clause.condition is None else (clause.condition, clause.body)
    return asks_once(AllOf(parts))


@settings(max_examples=300, deadline=None)
@given(CLAUSES, SCOPES, answers(KEYS), answers(RECORD_KEYS), st.booleans())
def test_more_facts_never_unsettle_a_truth(
    clause: Clause, scope: Scope, more: dict[str, object], record: dict[str, object], close: bool
) -> None:
    before = evaluate(clause, scope).truth
    items = scope[""].lists["items"]
    records = tuple(replace(each, facts={**record, **each.facts}) for each in items.records)
    if not items.closed:
        records = (*records, Record(record, "new"))  # type: ignore[arg-type]
    grown = Collection(records, fact(True) if close else items.complete)
    after = evaluate(clause, {"": Record({**more, **scope[""].facts}, "", {"items": grown})})  # type: ignore[dict-item]
    assert before in {Truth.UNKNOWN, after.truth}


@settings(max_examples=200, deadline=None)
@given(st.lists(CLAUSES, min_size=1, max_size=3).map(tuple), SCOPES)
def test_de_morgan_holds(clauses: tuple[Clause, ...], scope: Scope) -> None:
    negated = tuple(Not(each) for each in clauses)
    assert evaluate(Not(AllOf(clauses)), scope).truth is evaluate(AnyOf(negated), scope).truth
    assert evaluate(Not(AnyOf(clauses)), scope).truth is evaluate(AllOf(negated), scope).truth


@settings(max_examples=200, deadline=None)
@given(CLAUSES, SCOPES, st.sampled_from([None, A1, IT1]))
def test_not_each_is_some_not(body: Clause, scope: Scope, where: Clause | None) -> None:
    each, some = Each(ITEMS, "it", body, where), Some(ITEMS, "it", Not(body), where)
    assert evaluate(Not(each), scope).truth is evaluate(some, scope).truth


@settings(max_examples=200, deadline=None)
@given(
    st.lists(CLAUSES, min_size=2, max_size=4).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each))),
    SCOPES,
)
def test_the_order_of_clauses_does_not_matter(orders: tuple[list[Clause], list[Clause]], scope: Scope) -> None:
    for kind in (AllOf, AnyOf):
        first, second = (evaluate(kind(tuple(each)), scope).truth for each in orders)
        assert first is second


@settings(max_examples=200, deadline=None)
@given(CLAUSES, SCOPES)
def test_the_order_of_records_does_not_matter(clause: Clause, scope: Scope) -> None:
    items = scope[""].lists["items"]
    turned = replace(scope[""], lists={"items": replace(items, records=items.records[::-1])})
    assert evaluate(clause, scope).truth is evaluate(clause, {"": turned}).truth


@settings(max_examples=200, deadline=None)
@given(CLAUSES, SCOPES)
def test_two_further_records_settle_nothing_that_one_leaves_open(clause: Clause, scope: Scope) -> None:
    """The naive meaning adds one record to an open list; a second one contradicts no settled truth."""
    truth, items = evaluate(clause, scope).truth, scope[""].lists["items"]
    if truth is Truth.UNKNOWN or items.closed:
        return
    opened = replace(items, records=(*items.records, Record({}, "further")))
    wider = {"": replace(scope[""], lists={"items": opened})}
    assert outcomes(clause, wider, KEYS, RECORD_KEYS) == {truth is Truth.TRUE}


def scope_of(*records: dict[str, int], complete: bool = False, **own: int) -> Scope:
    listed = tuple(Record({key: fact(value) for key, value in each.items()}, f"r{n}") for n, each in enumerate(records))
    items = Collection(listed, fact(True) if complete else None)
    return {"": Record({f"s.{key}": fact(value) for key, value in own.items()}, "", {"items": items})}


EACH, SOME = Each(ITEMS, "it", IT1), Some(ITEMS, "it", IT1)


@pytest.mark.parametrize(
    ("clause", "scope", "truth"),
    [
        (A1, scope_of(a=1), Truth.TRUE),
        (A1, scope_of(a=2), Truth.FALSE),
        (A1, scope_of(), Truth.UNKNOWN),
        (Not(A1), scope_of(), Truth.UNKNOWN),
        (AllOf((A1, B1)), scope_of(a=2), Truth.FALSE),
        (AllOf((A1, B1)), scope_of(a=1), Truth.UNKNOWN),
        (AllOf((A1, B1)), scope_of(a=1, b=1), Truth.TRUE),
        (AnyOf((A1, B1)), scope_of(a=1), Truth.TRUE),
        (AnyOf((A1, B1)), scope_of(a=2), Truth.UNKNOWN),
        (AnyOf((A1, B1)), scope_of(a=2, b=2), Truth.FALSE),
        (EACH, scope_of(), Truth.UNKNOWN),
        (EACH, scope_of(complete=True), Truth.TRUE),
        (EACH, scope_of({"a": 1}), Truth.UNKNOWN),
        (EACH, scope_of({"a": 1}, complete=True), Truth.TRUE),
        (EACH, scope_of({"a": 1}, {"a": 2}), Truth.FALSE),
        (SOME, scope_of(), Truth.UNKNOWN),
        (SOME, scope_of(complete=True), Truth.FALSE),
        (SOME, scope_of({"a": 1}), Truth.TRUE),
        (SOME, scope_of({"a": 2}), Truth.UNKNOWN),
        (SOME, scope_of({"a": 2}, complete=True), Truth.FALSE),
        (SOME, scope_of({}, complete=True), Truth.UNKNOWN),
    ],
)
def test_a_construct_means_what_the_design_says(clause: Clause, scope: Scope, truth: Truth) -> None:
    assert evaluate(clause, scope).truth is truth


@pytest.mark.parametrize("kind", [Each, Some])
def test_a_further_record_that_may_not_exist_settles_nothing(kind: type[Each | Some]) -> None:
    settling = Not(A1) if kind is Each else A1
    assert evaluate(kind(ITEMS, "it", settling), scope_of(a=1)).truth is Truth.UNKNOWN


def test_a_fact_can_be_compared_with_another() -> None:
    clause = Comparison(OWN[0], "at_most", OWN[1])
    assert evaluate(clause, scope_of(a=1, b=2)).truth is Truth.TRUE
    assert evaluate(clause, scope_of(a=3, b=2)).truth is Truth.FALSE
    assert evaluate(clause, scope_of(a=3)).truth is Truth.UNKNOWN
    assert evaluate(clause, scope_of(b=3)).truth is Truth.UNKNOWN


def test_an_unlisted_list_is_an_open_list() -> None:
    assert evaluate(EACH, {"": Record({})}).truth is Truth.UNKNOWN
    assert evaluate(SOME, {"": Record({})}).truth is Truth.UNKNOWN


def test_a_list_said_not_to_be_complete_is_open() -> None:
    items = Collection((Record({"a": fact(1)}, "r"),), fact(False))
    assert evaluate(EACH, {"": Record({}, "", {"items": items})}).truth is Truth.UNKNOWN


def test_the_trace_of_a_quantifier_names_each_record_and_the_claim() -> None:
    trace = evaluate(EACH, scope_of({"a": 1}, {"a": 2}))
    assert [(each.record, each.truth) for each in trace.parts] == [
        ("r0", Truth.TRUE),
        ("r1", Truth.FALSE),
        ("", Truth.UNKNOWN),
    ]
    assert trace.facts == ((Path("", "items.complete"), None),)


def test_the_naive_meaning_is_two_valued() -> None:
    assert holds(AllOf((A1, Not(B1))), scope_of(a=1, b=2))
    assert not holds(AnyOf((Not(A1), B1)), scope_of(a=1, b=2))
