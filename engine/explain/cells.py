"""A cell in words: the finding as a lawyer reads it in a failing test, and the whole of it on request."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from engine.assess import NOT_LISTED
from engine.explain.traces import trace_lines
from engine.explain.words import joined, source_words, wish_words
from engine.model import Cell, Finding, Grade, Safeguard
from engine.trace import changes
from engine.verdict import Truth, Verdict
from engine.vocabulary import LISTS, REQUESTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from engine.matrix import Matrix

WIDTH = 100


def headline(cell: Cell, safeguard: Safeguard, name: str, day: date) -> str:
    """Say in one sentence how a cell came out.

    Example: ``Germany does not meet this safeguard for 2 of 9 powers (as of 2026-11-22)``.
    """
    sentence = {
        Verdict.MET: f"{name} meets this safeguard",
        Verdict.UNMET: f"{name} does not meet this safeguard",
        Verdict.UNKNOWN: f"it is not known whether {name} meets this safeguard",
        Verdict.NOT_APPLICABLE: f"this safeguard does not apply to {name}",
    }[cell.verdict]
    sentence = sentence[0].upper() + sentence[1:] if cell.verdict is not Verdict.MET else sentence
    return f"{sentence}{_share(cell, safeguard)} (as of {day})"


def _share(cell: Cell, safeguard: Safeguard) -> str:
    """Say of how many subjects the verdict holds, where there can be several."""
    things = LISTS.get(safeguard.subject, "States" if safeguard.subject == "pair" else "")
    counted = [
        each
        for each in cell.findings
        if each.verdict is not Verdict.NOT_APPLICABLE and each.subject not in {"", NOT_LISTED}
    ]
    if not things or not counted or cell.verdict is Verdict.NOT_APPLICABLE:
        return ""
    some = [each for each in counted if each.verdict is cell.verdict]
    return f" for {len(some)} of {len(counted)} {things}" if some else ""


def cell_lines(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> Iterator[str]:
    """Yield the lines of a cell: its sentence, the safeguard's own words, what decided, what demands it."""
    yield f"{headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day)}:"
    yield ""
    yield from textwrap.wrap(safeguard.statement, WIDTH - 4, initial_indent="    ", subsequent_indent="    ")
    yield ""
    shown = [each for each in cell.findings if each.verdict is cell.verdict]
    for finding in shown:
        yield from finding_lines(finding, safeguard, matrix)
    if not cell.findings:
        yield f"the list of {LISTS[safeguard.subject]} is complete and holds none"
    yield from _others(cell)
    if cell.grade is Grade.KNOWLEDGE:
        yield "NOT VERIFIED: this rests on what nobody has checked"
    yield f"required by  {source_words(safeguard)}"
    yield from _wishes(shown, safeguard)
    yield f"stated in  {safeguard.where.path}:{safeguard.where.line}"
    if cell.waiver is not None:
        yield f"waiver  {cell.waiver.where}   {cell.waiver.reason} ({cell.waiver.owner}), until {cell.waiver.until}"


def finding_lines(finding: Finding, safeguard: Safeguard, matrix: Matrix) -> Iterator[str]:
    """Yield the lines of one finding under the name of its subject."""
    depth = 0
    if finding.subject:
        yield subject_words(finding, safeguard, matrix)
        depth = 1
    if finding.why:
        yield f"{'  ' * depth}? {finding.why}"
    elif finding.applies.truth is not Truth.TRUE:
        yield f"{'  ' * depth}{_APPLIES[finding.applies.truth]}"
        yield from trace_lines(finding.applies, depth)
    else:
        yield from trace_lines(finding.requires, depth)


_APPLIES = {
    Truth.FALSE: "does not apply, because",
    Truth.UNKNOWN: "it is not known whether this applies, because",
}


def subject_words(finding: Finding, safeguard: Safeguard, matrix: Matrix) -> str:
    """Name the subject of a finding."""
    if safeguard.subject != "pair":
        return finding.subject
    role = "request from" if safeguard.answers == REQUESTED else "request to"
    return f"{role} {finding.subject} {matrix.names.get(finding.subject, '')}".rstrip()


def _others(cell: Cell) -> Iterator[str]:
    """Count the subjects that came out otherwise, so that none is passed over in silence."""
    for verdict in Verdict:
        names = [each.subject for each in cell.findings if each.verdict is verdict]
        if verdict is not cell.verdict and names:
            yield f"{verdict.value}:  {', '.join(names)}"


def _wishes(findings: list[Finding], safeguard: Safeguard) -> Iterator[str]:
    """Say what would have to be otherwise for an unmet safeguard to be met, or to be known."""
    words = {Verdict.UNMET: "would be met if", Verdict.UNKNOWN: "would be met if"}
    ways: dict[str, list[str]] = {}
    for each in findings:
        if each.verdict in words and each.requires.truth is not Truth.TRUE and not each.why:
            needed = changes(each.requires)
            sentence = joined([_within(wish_words(c), c.records) for c in needed], "and") if needed else ""
            ways.setdefault(sentence, []).append(each.subject)
    ways.pop("", None)
    for sentence, subjects in ways.items():
        of = f" ({', '.join(subjects)})" if len(ways) > 1 and safeguard.subject in LISTS else ""
        yield f"would be met if  {sentence}{of}"


def _within(sentence: str, records: tuple[str, ...]) -> str:
    return f"{sentence} [{' / '.join(records)}]" if records else sentence
