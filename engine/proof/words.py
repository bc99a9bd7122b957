"""What a score says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.words import clause_words, value_words
from engine.proof.cases import WANTED, verdict
from engine.proof.mutants import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Safeguard, Scope
    from engine.proof.cases import Result
    from engine.proof.score import Score, Survivor
    from engine.verdict import Truth


def score_line(score: Score) -> str:
    """Say a score in one line.

    Example: ``prior-judicial-authorisation: 18 of 18 cases, 36 of 36 outcomes, 30 of 30 mutants``.
    """
    passed = sum(each.passed for each in score.results)
    wanted = sum(len(WANTED) - len(each.impossible) for each in score.outcomes)
    seen = wanted - sum(len(each.missing) for each in score.outcomes)
    equivalent = len(score.survivors) - len(score.escaped)
    proved = f" ({equivalent} proved equivalent)" if equivalent else ""
    return (
        f"{score.safeguard.id}: {passed} of {len(score.results)} cases, {seen} of {wanted} outcomes, "
        f"{score.caught} of {score.mutants} mutants{proved}"
    )


def score_lines(score: Score) -> Iterator[str]:
    """Say what is left to do: cases that fail, outcomes never seen, mutants that no case notices."""
    for each in score.results:
        if not each.passed:
            yield from case_lines(each)
    yield from missing_lines(score)
    yield from escaped_lines(score)


def case_lines(result: Result) -> Iterator[str]:
    """Say why a case fails."""
    yield f"{result.case.where}: case `{result.case.name}`: {result.failure}"
    yield "  fix: mend the rule, or, if the rule is right, what the case expects"


def missing_lines(score: Score) -> Iterator[str]:
    """Say which outcomes no case shows."""
    for each in score.outcomes:
        if each.missing:
            where = place(each.clause, score.safeguard.where)
            yield f"{where}: no case shows {_or(each.missing)}: {clause_words(each.clause)}"
            yield "  fix: add a case in which it comes out so, and in which the safeguard applies"


def _or(truths: tuple[Truth, ...]) -> str:
    return " or ".join(each.value for each in truths)


def escaped_lines(score: Score) -> Iterator[str]:
    """Say which faults no case would notice, and which case would."""
    for each in score.escaped:
        yield f"{each.mutant.where}: no case would notice: {each.mutant.what}"
        yield from _witness_lines(each, score.safeguard)


def outcome_lines(score: Score) -> Iterator[str]:
    """Say of every clause which outcomes the cases show, and whether it ever decides."""
    for each in score.outcomes:
        seen = " ".join(truth.value if truth in each.seen else "-" * len(truth.value) for truth in WANTED)
        yield f"{seen} {'decisive' if each.decided else '--------'}  {clause_words(each.clause)}"


def _witness_lines(survivor: Survivor, safeguard: Safeguard) -> Iterator[str]:
    if survivor.witness is None:
        yield "  there are too many answers to find the case that would; split the rule into smaller safeguards"
        return
    yield f"  fix: add a case, verdict: {verdict(safeguard, survivor.witness).value}, with these answers given:"
    yield from (f"    {each}" for each in given_lines(survivor.witness))


def given_lines(scope: Scope) -> Iterator[str]:
    """Write answers as the `given` of a case."""
    for root, record in scope.items():
        start = f"{root}." if root else ""
        for key, fact in record.facts.items():
            yield f"{start}{key}: {_written(fact.value)}"
        for key, collection in record.lists.items():
            yield f"{start}{key}:" + ("" if collection.records else " []")
            for each in collection.records:
                answers = ", ".join(f"{name}: {_written(fact.value)}" for name, fact in each.facts.items())
                yield f"  - {{{answers}}}"
            if collection.closed:
                yield f"{start}{key}.complete: true"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return value_words(value)  # type: ignore[arg-type]
