"""A trace as steps, and those as indented lines: only what decided, `-` not so, `+` so, `?` not known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.explain.words import citation_words, comparison_words, quantifier_words, recorded_words
from engine.model import AllOf, AnyOf, Comparison, Each, Fact, Path, Some, Trace
from engine.trace import deciding, decisive, list_decides
from engine.verdict import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = {Truth.TRUE: "+", Truth.FALSE: "-", Truth.UNKNOWN: "?"}
_BESIDE = " "
"""The mark of an answer with which the one above it was compared."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trace: how deep it stands, its mark, its words, and what is recorded.

    `mark` is one of `MARKS`, a blank for an answer that another was compared with, or empty for a name or heading;
    `path` is the question that was asked, if any; `fact` the answer, if it was given.
    """

    depth: int
    mark: str
    words: str
    recorded: str = ""
    path: str = ""
    fact: Fact | None = None


def trace_lines(trace: Trace, depth: int = 0) -> Iterator[str]:
    """Yield the lines of a trace, with the place and the law of every answer."""
    for each in steps(trace, depth):
        yield from step_lines(each)


def step_lines(step: Step, deeper: int = 0) -> Iterator[str]:
    """Yield the lines of a step, moved in by as many levels as asked for."""
    indent = "  " * (step.depth + deeper)
    mark = f"{step.mark} " if step.mark else ""
    yield f"{indent}{mark}{step.words}" + (f"   ({step.recorded})" if step.recorded else "")
    yield from place_lines(step.fact, indent)


def steps(trace: Trace, depth: int = 0, joined_by: type = AllOf) -> Iterator[Step]:
    """Yield the steps of a trace; parts joined as their parent's parts are need no heading of their own."""
    clause = trace.clause
    match clause:
        case Comparison():
            yield from _comparison(trace, clause, depth)
        case Each() | Some():
            yield Step(depth, MARKS[trace.truth], f"{quantifier_words(clause)}:")
            yield from _records(trace, depth + 1)
        case AllOf() | AnyOf():
            yield from _joined(trace, depth, joined_by)
        case _:
            yield Step(depth, MARKS[trace.truth], "not:")
            yield from steps(trace.parts[0], depth + 1)


def brief_steps(trace: Trace, depth: int = 0) -> Iterator[Step]:
    """Yield a trace in brief: every part of an outermost *all* or *any*, and each record of a list in a step.

    What would not have been enough is shown too, so that a reader sees all that stops something, and all that does not.
    """
    clause = trace.clause
    match clause:
        case AllOf() | AnyOf():
            yield Step(depth, MARKS[trace.truth], "all of:" if isinstance(clause, AllOf) else "any of:")
            for each in trace.parts:
                yield from brief_steps(each, depth + 1)
        case Each() | Some():
            yield Step(depth, MARKS[trace.truth], f"{quantifier_words(clause)}:")
            yield from (_brief_record(each, depth + 1) for each in deciding(trace) if each.record != "")
            if list_decides(trace):
                yield _completeness(*trace.facts[0], depth + 1)
        case _:
            yield from steps(trace, depth)


def _brief_record(trace: Trace, depth: int) -> Step:
    """Tell the answers about one record in one step, with the first place and citation of those that are recorded."""
    leaves = [each for each in decisive(trace) if each.trace.truth is trace.truth and each.trace.facts]
    words = dict.fromkeys(f"{each.path.key}: {recorded_words(each.trace.facts[0][1])}" for each in leaves)
    said = "; ".join(words).replace("recorded: ", "")
    fact = next((each.trace.facts[0][1] for each in leaves if each.trace.facts[0][1]), None)
    first = fact and replace(fact, citations=fact.citations[:1], note="")
    return Step(depth, MARKS[trace.truth], f"{trace.record}", said, fact=first)


def _joined(trace: Trace, depth: int, joined_by: type) -> Iterator[Step]:
    parts, kind = deciding(trace), type(trace.clause)
    if len(parts) > 1 and kind is not joined_by:
        yield Step(depth, MARKS[trace.truth], "all of:" if kind is AllOf else "any of:")
        depth, joined_by = depth + 1, kind
    for each in parts:
        yield from steps(each, depth, joined_by)


def _comparison(trace: Trace, clause: Comparison, depth: int) -> Iterator[Step]:
    (_, fact), *others = trace.facts
    words = f"{clause.path} {comparison_words(clause)}"
    yield Step(depth, MARKS[trace.truth], words, recorded_words(fact), str(clause.path), fact)
    for path, other in others:
        yield Step(depth, _BESIDE, str(path), recorded_words(other), str(path), other)


def place_lines(fact: Fact | None, indent: str) -> Iterator[str]:
    """Yield where a fact stands and what it rests on."""
    if fact is None:
        return
    nothing = "no provision is cited" if fact.unknown else "stated by the profile's headings"
    first, *others = [citation_words(each) for each in fact.citations] or [nothing]
    yield f"{indent}    {fact.where}   {first}"
    for each in others:
        yield f"{indent}      and {each}"
    if fact.note:
        yield f"{indent}      note: {fact.note}"


def _records(trace: Trace, depth: int) -> Iterator[Step]:
    shown = [each for each in deciding(trace) if each.record != ""]
    for each in shown:
        yield Step(depth, "", f"{each.record}")
        yield from steps(each, depth + 1)
    if list_decides(trace):
        yield _completeness(*trace.facts[0], depth)


def _completeness(path: Path, complete: Fact | None, depth: int) -> Step:
    closed = complete is not None and complete.value is True
    mark, words = ("+", "the list is complete") if closed else ("?", "the list is not complete")
    return Step(depth, mark, str(path), words, str(path), complete)
