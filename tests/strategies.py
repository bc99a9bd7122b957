"""Made-up clauses, answers and lists for property tests.

Two questions of the State (`s.a`, `s.b`), two of each record (`it.a`, `it.b`), one list (`items`); an answer is
1, 2 or 3.
"""

from __future__ import annotations

from hypothesis import strategies as st
from reference import DOMAIN, HERE

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

KEYS, RECORD_KEYS = ("s.a", "s.b"), ("a", "b")
ITEMS = Path("", "items")
# tests that some answers pass and some fail, so that each is settled by an answer and by nothing else
TESTS = [("is", 1), ("is", 2), ("is", 3), ("at_most", 1), ("at_most", 2), ("more_than", 1), ("more_than", 2)]
TESTS += [("in", (1, 3)), ("in", (2,)), ("not_in", (1,)), ("not_in", (2, 3))]


def fact(value: object, grade: Grade = Grade.TEXT) -> Fact:
    return Fact(value, HERE, (Citation("c", "C", "statute", grade, HERE),))  # type: ignore[arg-type]


def comparisons(*paths: Path) -> st.SearchStrategy[Clause]:
    return st.builds(
        lambda path, test: Comparison(path, test[0], Constant(test[1])), st.sampled_from(paths), st.sampled_from(TESTS)
    )


def joined(leaves: st.SearchStrategy[Clause], size: int = 4) -> st.SearchStrategy[Clause]:
    def grow(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.builds(AllOf, several) | st.builds(AnyOf, several) | st.builds(Not, inner)

    return st.recursive(leaves, grow, max_leaves=size)


def quantified(*paths: Path) -> st.SearchStrategy[Clause]:
    return st.builds(
        lambda kind, body, where: kind(ITEMS, "it", body, where),
        st.sampled_from([Each, Some]),
        joined(comparisons(*paths), 3),
        st.none() | comparisons(Path("it", "a")),
    )


OWN = [Path("", key) for key in KEYS]
INNER = [Path("it", key) for key in RECORD_KEYS]
CLAUSES = joined(comparisons(*OWN) | quantified(*INNER, OWN[0]))
PLAIN = joined(comparisons(*OWN))


def answers(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, Fact]]:
    one = st.builds(fact, st.sampled_from(DOMAIN), st.sampled_from(list(Grade)))
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, one))


def _scope(own: dict[str, Fact], records: list[dict[str, Fact]], complete: Fact | None) -> Scope:
    items = Collection(tuple(Record(each, f"r{number}") for number, each in enumerate(records)), complete)
    return {"": Record(own, "", {"items": items})}


COMPLETE = st.none() | st.just(fact(True))
SCOPES: st.SearchStrategy[Scope] = st.builds(
    _scope, answers(KEYS), st.lists(answers(RECORD_KEYS), max_size=2), COMPLETE
)


def asked(clause: Clause) -> list[Path]:
    """List the questions and lists that a clause names, as often as it names them."""
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            return [path for each in clauses for path in asked(each)]
        case Not(negated):
            return asked(negated)
        case Comparison(path, _, operand):
            return [path, operand] if isinstance(operand, Path) else [path]
    own = [*asked(clause.body), *(asked(clause.condition) if clause.condition else [])]
    # an answer of the State is the same for every record: within a quantifier it is asked many times
    return [clause.records, *own, *(each for each in own if not each.root)]


def once(clause: Clause) -> bool:
    """Whether no question and no list stands twice."""
    named = asked(clause)
    return len(named) == len(set(named))
