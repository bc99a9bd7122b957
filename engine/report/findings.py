"""The findings of a matrix as a table: one row a finding, one row for a cell that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.explain import citation_words, finding_reasons, headline, subject_words
from engine.report.rows import finding_because

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.matrix import Matrix
    from engine.model import Cell, Citation, Finding, Safeguard


class Row(NamedTuple):
    """What is said of one finding; `cell` is the verdict of the cell to which it belongs."""

    jurisdiction: str
    name: str
    safeguard: str
    title: str
    cell: str
    subject: str = ""
    verdict: str = ""
    evidence: str = ""
    because: str = ""
    rests_on: str = ""
    address: str = ""
    reason: str = ""
    theme: str = ""
    severity: str = ""
    level: str = ""
    accepted_until: str = ""


def rows(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> Iterator[Row]:
    """Yield the rows of a cell, at least one."""
    name = matrix.names[cell.jurisdiction]
    until = "" if cell.waiver is None else cell.waiver.until.isoformat()
    whole = Row(
        jurisdiction=cell.jurisdiction,
        name=name,
        theme=safeguard.theme,
        safeguard=safeguard.id,
        title=safeguard.title,
        severity=safeguard.severity,
        level=safeguard.level,
        cell=cell.verdict.value,
        reason=headline(cell, safeguard, name, matrix.day),
        accepted_until=until,
    )
    if not cell.findings:
        yield whole._replace(because="the list is complete and holds none")
    for each in cell.findings:
        yield _filled(whole, each, safeguard, matrix)


def _filled(whole: Row, finding: Finding, safeguard: Safeguard, matrix: Matrix) -> Row:
    laws = cited(finding)
    return whole._replace(
        subject=subject_words(finding, safeguard, matrix.names),
        verdict=finding.verdict.value,
        evidence="" if finding.grade is None else str(finding.grade),
        because="; ".join(finding_because(finding)),
        rests_on="; ".join(citation_words(each) for each in laws),
        address=next((each.url for each in laws if each.url), ""),
    )


def cited(finding: Finding) -> list[Citation]:
    """List what the decisive answers of a finding cite, each once."""
    facts = [each.fact for each in finding_reasons(finding) if each.fact is not None]
    return list(dict.fromkeys(law for each in facts for law in each.citations))
