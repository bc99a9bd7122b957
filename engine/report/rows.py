"""What the formats share: the decisive answers of a cell in words, and the narrowed matrix of one row or column."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.explain import finding_reasons, reasons, recorded_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.explain import Reason
    from engine.matrix import Matrix
    from engine.model import Cell, Finding, Safeguard

CAUTION = (
    "Unknown means that nobody has recorded the answer; it is never read as met. States are not ranked, and no scores "
    "are given. A cell says what the law was found to be; what that rests on stands in the profile. "
    "It is not legal advice."
)
"""What every published matrix says above its tables."""


def because(cell: Cell) -> Iterator[str]:
    """Yield the decisive answers of a cell, each in one line, with the place where it stands."""
    return (reason_words(each) for each in reasons(cell))


def finding_because(finding: Finding) -> Iterator[str]:
    """Yield the decisive answers of one finding, each in one line that does not name its subject."""
    for each in finding_reasons(finding):
        own = each.subject.removeprefix(finding.subject).removeprefix(" / ")
        yield reason_words(replace(each, subject=own))


def reason_words(reason: Reason) -> str:
    """Say one decisive answer.

    Example: ``search: power.body is court (recorded: minister) [jurisdictions/XAA.yaml:48:17]``.
    """
    if not reason.path:
        return f"{reason.subject}: {reason.test}".removeprefix(": ")
    place = "" if reason.fact is None else f" [{reason.fact.where}]"
    subject = f"{reason.subject}: " if reason.subject else ""
    return f"{subject}{reason.path} {reason.test} ({recorded_words(reason.fact)}){place}"


def passages(safeguard: Safeguard) -> tuple[str, ...]:
    """List the paragraphs that demand a safeguard, each once: source and number."""
    return tuple(dict.fromkeys(f"{each.source} {each.paragraph}" for each in safeguard.sources))


def narrowed(matrix: Matrix, *, code: str | None = None, safeguard: str | None = None) -> Matrix:
    """Give the part of a matrix that is one jurisdiction's, or one safeguard's."""
    kept = matrix.cells.part(key for key in matrix.cells if code in {None, key[0]} and safeguard in {None, key[1]})
    return replace(
        matrix,
        cells=kept,
        jurisdictions=tuple(each for each in matrix.jurisdictions if code in {None, each.code}),
        safeguards=tuple(each for each in matrix.safeguards if safeguard in {None, each.id}),
        invalid={key: each for key, each in matrix.invalid.items() if code in {None, key}},
    )
