"""A trace as indented lines: only what decided, `-` not so, `+` so, `?` not known, with the place and the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.explain.words import citation_words, comparison_words, quantifier_words, recorded_words
from engine.model import AllOf, AnyOf, Comparison, Each, Fact, Path, Some, Trace
from engine.trace import deciding, decisive, list_decides
from engine.verdict import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = {Truth.TRUE: "+", Truth.FALSE: "-", Truth.UNKNOWN: "?"}


def trace_lines(trace: Trace, depth: int = 0, joined_by: type = AllOf) -> Iterator[str]:
    """Yield the lines of a trace; parts joined as their parent's parts are need no heading of their own."""
    clause, indent = trace.clause, "  " * depth
    match clause:
        case Comparison():
            yield from _comparison(trace, clause, indent)
        case Each() | Some():
            yield f"{indent}{MARKS[trace.truth]} {quantifier_words(clause)}:"
            yield from _records(trace, depth + 1)
        case AllOf() | AnyOf():
            yield from _joined(trace, depth, joined_by)
        case _:
            yield f"{indent}{MARKS[trace.truth]} not:"
            yield from trace_lines(trace.parts[0], depth + 1)


def brief_lines(trace: Trace, depth: int = 0) -> Iterator[str]:
    """Yield a trace in brief: every part of an outermost *all* or *any*, and each record of a list in a line or two.

    What would not have been enough is shown too, so that a reader sees all that stops something, and all that does not.
    """
    clause, indent = trace.clause, "  " * depth
    match clause:
        case AllOf() | AnyOf():
            yield f"{indent}{MARKS[trace.truth]} {'all of:' if isinstance(clause, AllOf) else 'any of:'}"
            for each in trace.parts:
                yield from brief_lines(each, depth + 1)
        case Each() | Some():
            yield f"{indent}{MARKS[trace.truth]} {quantifier_words(clause)}:"
            for each in (part for part in deciding(trace) if part.record != ""):
                yield from _brief_record(each, f"{indent}  ")
            if list_decides(trace):
                yield from _completeness(*trace.facts[0], f"{indent}  ")
        case _:
            yield from trace_lines(trace, depth)


def _brief_record(trace: Trace, indent: str) -> Iterator[str]:
    """Yield the answers about one record in one line, and where the first of those that are recorded stands."""
    leaves = [each for each in decisive(trace) if each.trace.truth is trace.truth and each.trace.facts]
    words = dict.fromkeys(f"{each.path.key}: {recorded_words(each.trace.facts[0][1])}" for each in leaves)
    yield f"{indent}{MARKS[trace.truth]} {trace.record}   ({'; '.join(words).replace('recorded: ', '')})"
    facts = (each.trace.facts[0][1] for each in leaves)
    yield from list(place_lines(next((each for each in facts if each), None), indent))[:1]


def _joined(trace: Trace, depth: int, joined_by: type) -> Iterator[str]:
    parts, kind = deciding(trace), type(trace.clause)
    if len(parts) > 1 and kind is not joined_by:
        words = "all of:" if kind is AllOf else "any of:"
        yield f"{'  ' * depth}{MARKS[trace.truth]} {words}"
        depth, joined_by = depth + 1, kind
    for each in parts:
        yield from trace_lines(each, depth, joined_by)


def _comparison(trace: Trace, clause: Comparison, indent: str) -> Iterator[str]:
    (_, fact), *others = trace.facts
    yield f"{indent}{MARKS[trace.truth]} {clause.path} {comparison_words(clause)}   ({recorded_words(fact)})"
    yield from place_lines(fact, indent)
    for path, other in others:
        yield f"{indent}  {path}   ({recorded_words(other)})"
        yield from place_lines(other, indent)


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


def _records(trace: Trace, depth: int) -> Iterator[str]:
    indent = "  " * depth
    shown = [each for each in deciding(trace) if each.record != ""]
    for each in shown:
        yield f"{indent}{each.record}"
        yield from trace_lines(each, depth + 1)
    if list_decides(trace):
        yield from _completeness(*trace.facts[0], indent)


def _completeness(path: Path, complete: Fact | None, indent: str) -> Iterator[str]:
    closed = complete is not None and complete.value is True
    mark, words = ("+", "the list is complete") if closed else ("?", "the list is not complete")
    yield f"{indent}{mark} {path}   ({words})"
    yield from place_lines(complete, indent)
