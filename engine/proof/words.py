"""What a score says, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.words import clause_words, value_words
from engine.proof.cases import WANTED, verdict
from engine.proof.mutants import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Safeguard, Scope
    from engine.proof.score import Score, Survivor


def score_line(score: Score) -> str:
    """Say a score in one line.

    Example: ``prior-judicial-authorisation: 18 of 18 cases, 36 of 36 outcomes, 30 of 30 mutants``.
    """
    passed = sum(each.passed for each in score.results)
    wanted = len(WANTED) * len(score.outcomes)
    seen = wanted - sum(len(each.missing) for each in score.outcomes)
    equivalent = len(score.survivors) - len(score.escaped)
    proved = f" ({equivalent} proved equivalent)" if equivalent else ""
    return (
        f"{score.safeguard.id}: {passed} of {len(score.results)} cases, {seen} of {wanted} outcomes, "
        f"{score.caught} of {score.mutants} mutants{proved}"
    )


def score_lines(score: Score) -> Iterator[str]:
    """Say what is left to do: cases that fail, outcomes never seen, mutants that no case catches."""
    for each in score.results:
        if not each.passed:
            yield f"{each.case.where}: case `{each.case.name}`: {each.failure}"
    for outcome in score.outcomes:
        if outcome.missing:
            where = place(outcome.clause, score.safeguard.where)
            missing = " or ".join(each.value for each in outcome.missing)
            yield f"{where}: no case shows {missing}: {clause_words(outcome.clause)}"
    for survivor in score.escaped:
        yield f"{survivor.mutant.where}: no case would notice: {survivor.mutant.what}"
        yield from _witness_lines(survivor, score.safeguard)


def outcome_lines(score: Score) -> Iterator[str]:
    """Say of every clause which outcomes the cases show, and whether it ever decides."""
    for each in score.outcomes:
        seen = " ".join(truth.value if truth in each.seen else "-" * len(truth.value) for truth in WANTED)
        yield f"{seen} {'decisive' if each.decided else '--------'}  {clause_words(each.clause)}"


def _witness_lines(survivor: Survivor, safeguard: Safeguard) -> Iterator[str]:
    if survivor.witness is None:
        yield "  there are too many answers to find a case that would"
        return
    yield f"  a case would, with verdict: {verdict(safeguard, survivor.witness).value}, and given:"
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
