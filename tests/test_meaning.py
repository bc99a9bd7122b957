"""What `evaluate` says, compared with the naive meaning and with what must always hold of it."""

from __future__ import annotations

from dataclasses import replace

import reference
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluate import evaluate
from engine.model import (
    AllOf,
    AnyOf,
    Citation,
    Clause,
    Collection,
    Comparison,
    Constant,
    Each,
    Fact,
    Grade,
    Not,
    Path,
    Record,
    Scope,
    Some,
)
from engine.trace import changes, decisive, grade
from engine.verdict import Truth

KEYS, RECORD_KEYS = ("s.a", "s.b"), ("a", "b")
TRUTHS = {frozenset({True}): Truth.TRUE, frozenset({False}): Truth.FALSE, frozenset({True, False}): Truth.UNKNOWN}


def comparisons(paths: list[Path]) -> st.SearchStrategy[Clause]:
    path = st.sampled_from(paths)
    number = st.sampled_from(reference.DOMAIN).map(Constant)
    several = st.lists(st.sampled_from(reference.DOMAIN), min_size=1, unique=True).map(
        lambda each: Constant(tuple(each))
    )
    return st.one_of(
        st.builds(Comparison, path, st.sampled_from(["is", "at_most", "more_than"]), number | path),
        st.builds(Comparison, path, st.sampled_from(["in", "not_in"]), several),
    )


def joined(leaves: st.SearchStrategy[Clause], size: int) -> st.SearchStrategy[Clause]:
    some = lambda inner: st.lists(inner, min_size=1, max_size=3).map(tuple)  # noqa: E731
    return st.recursive(
        leaves,
        lambda inner: st.builds(AllOf, some(inner)) | st.builds(AnyOf, some(inner)) | st.builds(Not, inner),
        max_leaves=size,
    )


OWN = [Path("", key) for key in KEYS]
BODY = joined(comparisons([Path("it", key) for key in RECORD_KEYS] + OWN[:1]), 3)
QUANTIFIED = st.builds(
    lambda kind, body, where: kind(Path("", "items"), "it", body, where),
    st.sampled_from([Each, Some]),
    BODY,
    st.none() | comparisons([Path("it", "a")]),
)
CLAUSES = joined(comparisons(OWN) | QUANTIFIED, 4)


def facts(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, Fact]]:
    one = st.none() | st.builds(
        lambda value, level: Fact(value, reference.HERE, (Citation("c", "C", "statute", level, reference.HERE),)),
        st.sampled_from(reference.DOMAIN),
        st.sampled_from(list(Grade)),
    )
    answers = st.fixed_dictionaries(dict.fromkeys(keys, one))
    return answers.map(lambda given: {key: each for key, each in given.items() if each is not None})


CLOSED = st.none() | st.just(Fact(True, reference.HERE))
LISTS = st.builds(
    lambda records, closed: Collection(tuple(Record(each, f"r{n}") for n, each in enumerate(records)), closed),
    st.lists(facts(RECORD_KEYS), max_size=2),
    CLOSED,
)
SCOPES = st.builds(lambda own, items: {"": Record(own, "", {"items": items})}, facts(KEYS), LISTS)


def once(clause: Clause) -> bool:
    """Whether no question, and no list, is asked about twice: then Kleene's logic is exact."""
    seen = [str(each) for each in _asked(clause)]
    return len(seen) == len(set(seen))


def _asked(clause: Clause) -> list[Path]:
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return [path for each in clauses for path in _asked(each)]
        case Not(negated):
            return _asked(negated)
        case Comparison(path, _, operand):
            return [path, operand] if isinstance(operand, Path) else [path]
    # an answer of the State is the same for every record, so within a quantifier it may be asked about many times
    own = [*_asked(clause.body), *(_asked(clause.condition) if clause.condition else [])]
    return [clause.records, *own, *(each for each in own if not each.root)]


@settings(max_examples=400, deadline=None)
@given(CLAUSES, SCOPES)
def test_what_is_settled_holds_however_the_unknown_turns_out(clause: Clause, scope: Scope) -> None:
    truth = evaluate(clause, scope).truth
    found = TRUTHS[frozenset(reference.outcomes(clause, scope, KEYS, RECORD_KEYS))]
    assert truth in {found, Truth.UNKNOWN}


def _bounded(clause: Clause) -> bool:
    """Whether two answers are compared by size: at the ends of so small a domain one answer settles that."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return any(_bounded(each) for each in clauses)
        case Not(negated):
            return _bounded(negated)
        case Comparison(operator=operator, operand=operand):
            return isinstance(operand, Path) and operator != "is"
    return True


def _trivial(clause: Clause) -> bool:
    """Whether a test has the same result for every answer, which Kleene's logic does not look into."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return any(_trivial(each) for each in clauses)
        case Not(negated):
            return _trivial(negated)
        case Comparison():
            scope: Scope = {"": Record({}), "it": Record({})}
            keys = {each.root: each for each in _asked(clause)}
            worlds = [
                {
                    "": Record(dict(zip(KEYS, pair, strict=True))),
                    "it": Record(dict(zip(RECORD_KEYS, pair, strict=True))),
                }
                for pair in [
                    (Fact(a, reference.HERE), Fact(b, reference.HERE))
                    for a in reference.DOMAIN
                    for b in reference.DOMAIN
                ]
            ]
            return bool(scope and keys) and len({reference.holds(clause, each) for each in worlds}) == 1
    return _trivial(clause.body) or (clause.condition is not None and _trivial(clause.condition))


@settings(max_examples=400, deadline=None)
@given(joined(comparisons(OWN), 4).filter(once).filter(lambda each: not _bounded(each)), SCOPES)
def test_where_no_question_stands_twice_what_can_be_settled_is(clause: Clause, scope: Scope) -> None:
    if _trivial(clause):
        return
    found = TRUTHS[frozenset(reference.outcomes(clause, scope, KEYS, RECORD_KEYS))]
    assert evaluate(clause, scope).truth is found


@settings(max_examples=400, deadline=None)
@given(CLAUSES, SCOPES, facts(KEYS), facts(RECORD_KEYS))
def test_more_knowledge_never_unsettles_a_truth(
    clause: Clause, scope: Scope, more: dict[str, Fact], record: dict[str, Fact]
) -> None:
    before = evaluate(clause, scope).truth
    own, items = scope[""], scope[""].lists["items"]
    records = tuple(replace(each, facts={**record, **each.facts}) for each in items.records)
    grown = records if items.closed else (*records, Record(record, "new"))
    after = evaluate(clause, {"": Record({**more, **own.facts}, "", {"items": replace(items, records=grown)})}).truth
    assert before in {after, Truth.UNKNOWN}


@settings(max_examples=200, deadline=None)
@given(st.lists(CLAUSES, min_size=1, max_size=3).map(tuple), SCOPES)
def test_de_morgan_holds_and_order_does_not_matter(clauses: tuple[Clause, ...], scope: Scope) -> None:
    every = evaluate(AllOf(clauses), scope).truth
    assert ~every is evaluate(AnyOf(tuple(Not(each) for each in clauses)), scope).truth
    assert every is evaluate(AllOf(clauses[::-1]), scope).truth


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
@given(joined(comparisons(OWN), 4), SCOPES)
def test_nothing_need_change_where_all_is_as_wished(clause: Clause, scope: Scope) -> None:
    trace = evaluate(clause, scope)
    assert (changes(trace) == ()) is (trace.truth is Truth.TRUE)
