"""A cell in words: the finding as a lawyer reads it in a failing test, and the whole of it on request."""

from __future__ import annotations

import textwrap
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from engine.assess import NOT_LISTED
from engine.explain.traces import Step, brief_steps, step_lines, steps
from engine.explain.words import joined, source_words, wish_words
from engine.model import Brief, Cell, Finding, Grade, Safeguard
from engine.questions import questions_asked
from engine.trace import changes
from engine.verdict import Truth, Verdict
from engine.vocabulary import LISTS, REQUESTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from engine.matrix import Matrix
    from engine.vocabulary import Vocabulary

WIDTH = 100
Told: TypeAlias = "tuple[tuple[str, Verdict], ...]"
"""The subjects of a cell, each with its verdict."""


def headline(cell: Cell | Brief, safeguard: Safeguard, name: str, day: date) -> str:
    """Say in one sentence how a cell came out.

    Example: ``Germany does not meet this safeguard for 2 of 9 powers (as of 2026-11-22)``.
    """
    return sentence(cell.verdict, cell.told, safeguard, name, day)


def sentence(verdict: Verdict, told: Told, safeguard: Safeguard, name: str, day: date) -> str:
    """Say the same of a verdict and those of its subjects."""
    return f"{_SAID[verdict].format(name)}{_share(verdict, told, safeguard)} (as of {day})"


_SAID = {
    Verdict.MET: "{} meets this safeguard",
    Verdict.UNMET: "{} does not meet this safeguard",
    Verdict.UNKNOWN: "It is not known whether {} meets this safeguard",
    Verdict.NOT_APPLICABLE: "This safeguard does not apply to {}",
}


def share(cell: Cell | Brief, safeguard: Safeguard) -> str:
    """Say of how many subjects the verdict holds, where there can be several: `` for 2 of 9 powers``, or nothing."""
    return _share(cell.verdict, cell.told, safeguard)


def _share(verdict: Verdict, told: Told, safeguard: Safeguard) -> str:
    things = LISTS.get(safeguard.subject, "States" if safeguard.subject == "pair" else "")
    if not things or verdict is Verdict.NOT_APPLICABLE:
        return ""
    named = [each for subject, each in told if subject not in {"", NOT_LISTED}]
    counted = [each for each in named if each is not Verdict.NOT_APPLICABLE]
    some = counted.count(verdict)
    return f" for {some} of {len(counted)} {things}" if some else ""


def cell_lines(cell: Cell | Brief, safeguard: Safeguard, names: Mapping[str, str], day: date) -> Iterator[str]:
    """Yield the lines of a cell: its sentence, the safeguard's own words, what decided, what demands it.

    Args:
        cell: The cell.
        safeguard: Its safeguard.
        names: The names of all jurisdictions, by code.
        day: The day of the assessment.
    """
    yield f"{headline(cell, safeguard, names[cell.jurisdiction], day)}:"
    yield ""
    yield from _wrapped(safeguard.statement)
    yield ""
    shown = [each for each in cell.findings if each.verdict is cell.verdict]
    for finding in shown:
        yield from finding_lines(finding, safeguard, names)
    alike = [subject for subject, verdict in cell.told if verdict is cell.verdict]
    yield from _not_shown(cell, alike[len(shown) :])
    if not cell.told:
        yield f"the list of {LISTS[safeguard.subject]} is complete and holds none"
    yield from _others(cell)
    if cell.grade is Grade.KNOWLEDGE:
        yield "NOT VERIFIED: this rests on what nobody has checked"
    yield f"required by  {source_words(safeguard)}"
    yield from wishes(shown, named=len(alike) > len(shown))
    yield f"stated in  {safeguard.where.path}:{safeguard.where.line}"
    if cell.waiver is not None:
        yield f"waiver  {cell.waiver.where}   {cell.waiver.reason} ({cell.waiver.owner}), until {cell.waiver.until}"


def finding_lines(finding: Finding, safeguard: Safeguard, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of one finding under the name of its subject."""
    if finding.subject:
        yield subject_words(finding, safeguard, names)
    for each in finding_steps(finding):
        yield from step_lines(each, 1 if finding.subject else 0)


def finding_steps(finding: Finding) -> Iterator[Step]:
    """Yield the steps that led to a finding; where it is not clear that the safeguard applies, why so."""
    if finding.why:
        yield Step(0, "?", finding.why)
    elif finding.applies.truth is not Truth.TRUE:
        yield Step(0, "", _APPLIES[finding.applies.truth])
        yield from steps(finding.applies)
    else:
        yield from steps(finding.requires)


_APPLIES = {
    Truth.FALSE: "does not apply, because",
    Truth.UNKNOWN: "it is not known whether this applies, because",
}


def subject_words(finding: Finding, safeguard: Safeguard, names: Mapping[str, str]) -> str:
    """Name the subject of a finding."""
    if safeguard.subject != "pair":
        return finding.subject
    role = "request from" if safeguard.answers == REQUESTED else "request to"
    return f"{role} {finding.subject} {names.get(finding.subject, '')}".rstrip()


@lru_cache(maxsize=1_000)
def _wrapped(statement: str) -> tuple[str, ...]:
    """Break a statement into lines; the same ones are shown for every jurisdiction."""
    return tuple(textwrap.wrap(statement, WIDTH - 4, initial_indent="    ", subsequent_indent="    "))


def _not_shown(cell: Cell | Brief, names: list[str]) -> Iterator[str]:
    """Name the subjects that came out alike, and of which no more is said here."""
    if names:
        yield f"{cell.verdict.value} too, for {len(names)} more:  {', '.join(names)}"
        yield f"    safeguards explain {cell.jurisdiction} {cell.safeguard} shows all of them"


def _others(cell: Cell | Brief) -> Iterator[str]:
    """Count the subjects that came out otherwise, so that none is passed over in silence."""
    for verdict in Verdict:
        names = [subject for subject, found in cell.told if found is verdict]
        if verdict is not cell.verdict and names:
            yield f"{verdict.value}:  {', '.join(names)}"


def wishes(findings: Iterable[Finding], *, named: bool = False) -> Iterator[str]:
    """Say which answers would have to be otherwise: for an unmet or open cell to be met, for a met one no longer.

    The subjects are named where they differ, or if `named`, since there are others.
    """
    ways: dict[str, list[str]] = {}
    for each in findings:
        met = each.verdict is Verdict.MET
        if each.applies.truth is Truth.TRUE and not each.why and (needed := changes(each.requires, holds=not met)):
            words = joined([_within(wish_words(change), change.records) for change in needed], "and")
            ways.setdefault(f"would no longer be met if  {words}" if met else f"would be met if  {words}", []).append(
                each.subject
            )
    for sentence, subjects in ways.items():
        yield sentence + (f"   ({', '.join(subjects)})" if (named or len(ways) > 1) and subjects != [""] else "")


def _within(sentence: str, records: tuple[str, ...]) -> str:
    return f"{sentence} [{' / '.join(records)}]" if records else sentence


def explanation(cell: Cell, safeguard: Safeguard, matrix: Matrix, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield all there is to say of a cell: its lines, and the questions that the safeguard asks."""
    yield from cell_lines(cell, safeguard, matrix.names, matrix.day)
    yield ""
    yield "the questions that this safeguard asks:"
    for path, key in questions_asked(safeguard).items():
        question = vocabulary.questions.get(key)
        if question is not None:
            yield f"  {path}   {question.question}"


def pair_lines(finding: Finding, safeguard: Safeguard) -> Iterator[str]:
    """Yield the lines of one finding about a pair, under the safeguard's own words: all that stops a request or not."""
    yield from _wrapped(safeguard.statement)
    for each in pair_steps(finding):
        yield from step_lines(each)
    yield from wishes([finding])
    yield f"stated in  {safeguard.where.path}:{safeguard.where.line}"


def pair_steps(finding: Finding) -> Iterator[Step]:
    """Yield the steps that led to a finding about a pair: in brief, and what would not have been enough too."""
    settled = not finding.why and finding.applies.truth is Truth.TRUE
    yield from brief_steps(finding.requires) if settled else finding_steps(finding)
