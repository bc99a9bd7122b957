"""The cases of a safeguard: whether each gives what it must, and which outcomes of which clause they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluate import evaluate
from engine.model import ALWAYS, AllOf, AnyOf, Case, Clause, Each, Not, Safeguard, Scope, Some, Trace
from engine.trace import deciding, decisive
from engine.verdict import Truth, Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

WANTED = (Truth.TRUE, Truth.FALSE, Truth.UNKNOWN)
"""The outcomes of which every clause must have shown each."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a case came out as; `because` are the decisive questions, sorted."""

    case: Case
    verdict: Verdict
    because: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether it is the verdict that the case states, for the reasons that it states."""
        return self.verdict is self.case.verdict and set(self.because) == set(self.case.because)

    @property
    def failure(self) -> str:
        """Say in what it differs; empty if in nothing."""
        if self.verdict is not self.case.verdict:
            return f"the case must be {self.case.verdict.value}, and is {self.verdict.value}"
        if not self.passed:
            return f"the decisive questions are {', '.join(self.because)}, and not {', '.join(self.case.because)}"
        return ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the cases showed of one clause: the truths seen, and whether it ever decided.

    `impossible` are truths that no answers can give it (as where `applies` settles what `require` asks again).
    """

    clause: Clause
    seen: frozenset[Truth]
    decided: bool
    impossible: frozenset[Truth] = frozenset()

    @property
    def missing(self) -> tuple[Truth, ...]:
        """The truths that no case shows, and one could."""
        return tuple(each for each in WANTED if each not in self.seen | self.impossible)


def verdict(safeguard: Safeguard, scope: Scope) -> Verdict:
    """Judge made-up answers."""
    return judge(evaluate(safeguard.applies, scope).truth, evaluate(safeguard.require, scope).truth)


def results(safeguard: Safeguard) -> list[Result]:
    """Run every case."""
    return [_result(safeguard, each) for each in safeguard.cases]


def _result(safeguard: Safeguard, case: Case) -> Result:
    applies, requires = evaluate(safeguard.applies, case.scope), evaluate(safeguard.require, case.scope)
    deciding_ = requires if applies.truth is Truth.TRUE else applies
    because = sorted({str(each.path) for each in decisive(deciding_)})
    return Result(case, judge(applies.truth, requires.truth), tuple(because))


def outcomes(safeguard: Safeguard) -> list[Outcomes]:
    """List what the cases show of every clause, those within others included, in their order.

    The requirement counts as seen only where the safeguard applies: elsewhere nobody looks at it.
    """
    seen: dict[int, set[Truth]] = {}
    decided: set[int] = set()
    for case in safeguard.cases:
        for trace in looked_at(safeguard, case.scope):
            for each in _traces(trace):
                seen.setdefault(id(each.clause), set()).add(each.truth)
            decided |= {id(each.clause) for each in _deciding(trace)}
    clauses = [*([] if safeguard.applies == ALWAYS else clauses_of(safeguard.applies)), *clauses_of(safeguard.require)]
    return [Outcomes(each, frozenset(seen.get(id(each), ())), id(each) in decided) for each in clauses]


def looked_at(safeguard: Safeguard, scope: Scope) -> list[Trace]:
    """Evaluate what a verdict looks at: the condition, and, where it holds, the requirement."""
    applies = evaluate(safeguard.applies, scope)
    return [applies, evaluate(safeguard.require, scope)] if applies.truth is Truth.TRUE else [applies]


def comes_out(clause: Clause, truth: Truth, traces: list[Trace]) -> bool:
    """Whether a clause came out so in some of the traces."""
    return any(each.clause is clause and each.truth is truth for trace in traces for each in _traces(trace))


def _traces(trace: Trace) -> Iterator[Trace]:
    yield trace
    for each in trace.parts:
        yield from _traces(each)


def _deciding(trace: Trace) -> Iterator[Trace]:
    yield trace
    for each in deciding(trace):
        yield from _deciding(each)


def clauses_of(clause: Clause) -> Iterator[Clause]:
    """Yield a clause and every clause within it."""
    yield clause
    match clause:
        case AllOf(clauses) | AnyOf(clauses):
            for each in clauses:
                yield from clauses_of(each)
        case Not(negated):
            yield from clauses_of(negated)
        case Each(body=body, condition=condition) | Some(body=body, condition=condition):
            yield from () if condition is None else clauses_of(condition)
            yield from clauses_of(body)
