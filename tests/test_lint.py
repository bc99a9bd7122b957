"""`safeguards lint`: planted faults are found, sound safeguards are left alone, and what it proves is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import FILES, POLICY, WORDS, write
from hypothesis import assume, given, settings
from reference import outcomes
from strategies import CLAUSES, KEYS, OWN, RECORD_KEYS, SCOPES

from engine.evaluate import evaluate
from engine.load import read_repository
from engine.model import AllOf, AnyOf, Clause, Comparison, Constant, Not, Scope
from engine.proof.exact import inexact
from engine.proof.lint import lint, same_safeguards, unread_questions
from engine.proof.relations import relations
from engine.verdict import Truth
from engine.vocabulary import Question, Section, Vocabulary

DOCS = Path(__file__).parent.parent / "docs/lint"
RULE, APPLIES = FILES[POLICY].partition("require:\n")[2].partition("cases:")[0], "applies: {law.open: true}"
NO_CASES = "cases:\n  - {name: silence, given: {law.open: true}, verdict: unknown, because: []}\n"


def planted(rule: str, applies: str = APPLIES, cases: str = NO_CASES, words: str = "") -> dict[str, bytes | None]:
    text = FILES[POLICY].replace(RULE, f"  {rule}\n").replace(APPLIES, applies).partition("cases:")[0] + cases
    return {POLICY: text.encode(), WORDS: (words or FILES[WORDS]).encode()}


BODY, DAYS, OPEN = "law.body: court", "law.days: {at_most: {parameter: max_days}}", "law.open: true"
FAULTS = {
    "parts that exclude each other": (planted(f"all: [{BODY}, law.body: judge, {DAYS}]"), "never-met"),
    "two limits without a number between": (
        planted("all: [law.years: {more_than: 4}, law.years: {less_than: 4}]"),
        "never-met",
    ),
    "a list that must be empty and hold a word": (
        planted("all: [law.rights: {is_empty: true}, law.rights: {includes_any: [appeal]}]"),
        "never-met",
    ),
    "alternatives that cover every answer": (planted(f"any: [{BODY}, not: {{{BODY}}}, {DAYS}]"), "never-unmet"),
    "every answer in one list": (planted("law.body: [court, judge, minister]"), "never-unmet"),
    "two limits that overlap": (planted("any: [law.years: {at_most: 4}, law.years: {at_least: 4}]"), "never-unmet"),
    "what it applies to excludes what it is": (
        planted(f"all: [{BODY}, {DAYS}]", "applies: {all: [law.open: true, law.open: false]}"),
        "never-applies",
    ),
    "the requirement contradicts what it applies to": (planted("law.open: false"), "never-met"),
    "the requirement repeats what it applies to": (planted(OPEN), "never-unmet"),
    "it applies to everything": (
        planted(f"all: [{BODY}, {DAYS}]", "applies: {any: [law.open: true, law.open: false]}"),
        "idle-applies",
    ),
    "a part that another part implies": (
        planted("all: [law.years: {at_most: 3}, law.years: {at_most: 4}]"),
        "idle-clause",
    ),
    "an alternative that another covers": (planted(f"any: [{BODY}, law.body: [court, judge]]"), "idle-clause"),
    "a part within a part that it repeats": (planted(f"all: [{BODY}, any: [{BODY}, {DAYS}]]"), "idle-clause"),
    "a part that what it applies to settles": (planted(f"all: [{OPEN}, {BODY}, {DAYS}]"), "idle-clause"),
    "a question on both sides": (
        planted(f"any: [all: [{BODY}, {DAYS}], all: [not: {{{BODY}}}, {DAYS}]]"),
        "inexact",
    ),
    "one question, two tests that cover it": (
        planted(f"all: [{DAYS}, any: [law.body: court, law.body: [judge, minister]]]"),
        "inexact",
    ),
    "a parameter that is used nowhere": (planted(BODY), "unused-parameter"),
    "an answer that nobody asked for": (
        planted(
            f"all: [{BODY}, {DAYS}]",
            cases="cases:\n  - {name: x, given: {law.years: 3}, verdict: unknown, because: [law.open]}\n",
        ),
        "unread-answer",
    ),
    "the same case twice": (
        planted(f"all: [{BODY}, {DAYS}]", cases=NO_CASES + NO_CASES.partition("\n")[2].replace("silence", "nothing")),
        "same-case-twice",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    changes, code = FAULTS[name]
    repository = read_repository(write(tmp_path, changes))
    assert [str(each) for each in repository.problems] == []
    assert code in {each.code for each in lint(repository.safeguards, repository.vocabulary)}


def test_a_sound_safeguard_has_no_finding(tmp_path: Path) -> None:
    repository = read_repository(write(tmp_path))
    assert lint(repository.safeguards, repository.vocabulary) == []


def test_a_finding_says_what_why_and_what_to_do(tmp_path: Path) -> None:
    changes, _ = FAULTS["a question on both sides"]
    repository = read_repository(write(tmp_path, changes))
    found = next(each for each in lint(repository.safeguards, repository.vocabulary) if each.code == "inexact")
    assert str(found) == (
        "policies/surveillance/short-orders.yaml:19:25: inexact: unknown is less than could be said here: "
        "(law.body is court and law.days is at most 30 (max_days)) or "
        "((not law.body is court) and law.days is at most 30 (max_days))\n"
        "  why: given law.days: 29, the answers that are missing cannot change the outcome, and yet it reads unknown\n"
        "  fix: ask each question once, on one side of `not` only"
    )


def test_two_safeguards_that_say_the_same_are_named(tmp_path: Path) -> None:
    other = FILES[POLICY].replace("short-orders", "brief-orders")
    repository = read_repository(write(tmp_path, {"policies/surveillance/brief-orders.yaml": other.encode()}))
    found = list(relations(repository.safeguards, repository.vocabulary))
    assert [(each.stronger.id, each.weaker.id, each.equal) for each in found] == [
        ("brief-orders", "short-orders", True)
    ]
    assert [each.code for each in same_safeguards(found)] == ["same-safeguard"]


def test_one_safeguard_that_implies_another_is_listed(tmp_path: Path) -> None:
    other = FILES[POLICY].replace("short-orders", "brief-orders").replace("value: 30", "value: 10")
    repository = read_repository(write(tmp_path, {"policies/surveillance/brief-orders.yaml": other.encode()}))
    found = list(relations(repository.safeguards, repository.vocabulary))
    assert [(each.stronger.id, each.weaker.id, each.equal) for each in found] == [
        ("brief-orders", "short-orders", False)
    ]


def test_a_question_that_no_safeguard_asks_is_named(tmp_path: Path) -> None:
    repository = read_repository(write(tmp_path))
    found = [each.what for each in unread_questions(repository.safeguards, repository.vocabulary)]
    assert "no safeguard asks `law.years`" in found
    assert "no safeguard asks `law.days`" not in found


def test_every_rule_has_its_page() -> None:
    source = "".join(
        (DOCS.parent.parent / "engine/proof" / name).read_text(encoding="utf-8") for name in ("lint.py", "mutants.py")
    )
    pages = {each.stem for each in DOCS.glob("*.md")} - {"README"}
    assert {code for _, code in FAULTS.values()} | {"same-safeguard", "unread-question", "not-proved"} == pages
    assert all(f'"{each}"' in source for each in pages)
    assert all(f"({each}.md)" in (DOCS / "README.md").read_text(encoding="utf-8") for each in pages)


HERE = FILES and Comparison(OWN[0], "is", Constant(1)).where
WORDS_OF_TESTS = Vocabulary(
    {key: Question(key, key, "enum", "s", HERE, ("1", "2", "3")) for key in KEYS}
    | {f"item.{key}": Question(f"item.{key}", key, "enum", "items", HERE, ("1", "2", "3")) for key in RECORD_KEYS},
    {"s": Section("s", "S", ""), "items": Section("items", "I", "item")},
    {},
    {},
    {},
    {},
    {},
)


@pytest.fixture
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the made-up questions be answered by 1, 2 and 3, as the naive evaluator has it."""
    monkeypatch.setattr("engine.proof.space.classes", lambda _question, _tests: (1, 2, 3))


A = Comparison(OWN[0], "is", Constant(1))
B = Comparison(OWN[1], "is", Constant(1))


@pytest.mark.parametrize(
    ("clause", "exact"),
    [
        (A, True),
        (AllOf((A, B)), True),
        (AllOf((A, AnyOf((A, B)))), True),
        (AnyOf((A, Not(A))), False),
        (AllOf((B, AnyOf((A, Not(A))))), False),
        (AnyOf((A, Comparison(OWN[0], "in", Constant((2, 3))))), False),
        (Comparison(OWN[0], "in", Constant((1, 2, 3))), False),
    ],
)
@pytest.mark.usefixtures("numbers")
def test_exactness_is_what_it_says(clause: Clause, exact: bool) -> None:
    assert (inexact(clause, WORDS_OF_TESTS, {"": ""}) is None) is exact


@settings(max_examples=150, deadline=None)
@given(CLAUSES, SCOPES)
def test_a_clause_called_exact_says_all_that_the_naive_evaluator_says(clause: Clause, scope: Scope) -> None:
    from engine.proof.search import TooLargeError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engine.proof.space.classes", lambda _question, _tests: (1, 2, 3))
        try:
            found = inexact(clause, WORDS_OF_TESTS, {"": ""})
        except TooLargeError:
            assume(False)
    if found is None:
        truth = evaluate(clause, scope).truth
        worlds = outcomes(clause, scope, KEYS, RECORD_KEYS)
        assert (truth is Truth.UNKNOWN) == (len(worlds) == 2)
