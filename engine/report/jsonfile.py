"""The whole matrix as JSON: every finding with the answers that decided it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.explain import finding_reasons, headline
from engine.model import Cell, Fact, Finding, Safeguard, Value
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.explain import Reason
    from engine.matrix import Matrix

VERSION = 1


def render(matrix: Matrix) -> str:
    """Write the matrix as JSON; `version` grows when a key changes its meaning or goes."""
    return json.dumps(document(matrix), ensure_ascii=False, indent=1) + "\n"


def document(matrix: Matrix) -> dict[str, Any]:
    """Give the matrix as JSON values."""
    safeguards = {each.id: each for each in matrix.safeguards}
    return {
        "version": VERSION,
        "as_of": matrix.day.isoformat(),
        "evidence": str(matrix.floor),
        "jurisdictions": [_jurisdiction(each, matrix) for each in matrix.names if _shown(each, matrix)],
        "invalid": [
            {"jurisdiction": code, "problems": [_problem(each) for each in problems]}
            for code, problems in matrix.invalid.items()
        ],
        "safeguards": [_safeguard(each) for each in matrix.safeguards],
        "cells": [_cell(each, safeguards[each.safeguard], matrix) for each in matrix.rows()],
    }


def _shown(code: str, matrix: Matrix) -> bool:
    return any(each.code == code for each in matrix.jurisdictions)


def _jurisdiction(code: str, matrix: Matrix) -> dict[str, Any]:
    counts = matrix.counts(code)
    profile = next(each for each in matrix.jurisdictions if each.code == code)
    return {
        "code": code,
        "name": profile.name,
        "status": profile.status,
        "checked": profile.checked.isoformat(),
        "counts": {each.value: counts[each] for each in Verdict},
    }


def _problem(problem: Any) -> dict[str, Any]:
    return {**asdict(problem), "where": str(problem.where)}


def _safeguard(safeguard: Safeguard) -> dict[str, Any]:
    return {
        "id": safeguard.id,
        "title": safeguard.title,
        "statement": safeguard.statement,
        "theme": safeguard.theme,
        "family": safeguard.family,
        "level": safeguard.level,
        "severity": safeguard.severity,
        "severity_why": safeguard.severity_why,
        "subject": safeguard.subject,
        "articles": {"adopted": list(safeguard.adopted), "rev1": list(safeguard.rev1)},
        "rights": list(safeguard.rights),
        "people": list(safeguard.people),
        "sources": [
            {"source": each.source, "paragraph": each.paragraph, "phrase": each.phrase} for each in safeguard.sources
        ],
        "parameters": [
            {"name": each.name, "value": _value(each.value), "basis": each.basis} for each in safeguard.parameters
        ],
        "stated_in": str(safeguard.where),
    }


def _cell(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> dict[str, Any]:
    waiver = cell.waiver
    return {
        "jurisdiction": cell.jurisdiction,
        "safeguard": cell.safeguard,
        "verdict": cell.verdict.value,
        "grade": None if cell.grade is None else str(cell.grade),
        "reason": headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day),
        "findings": [_finding(each) for each in cell.findings],
        "waiver": waiver
        and {
            "reason": waiver.reason,
            "owner": waiver.owner,
            "until": waiver.until.isoformat(),
            "at": str(waiver.where),
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "verdict": finding.verdict.value,
        "grade": None if finding.grade is None else str(finding.grade),
        "because": [_reason(each) for each in finding_reasons(finding)],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"of": reason.subject, "question": reason.path, "test": reason.test, "fact": _fact(reason.fact)}


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {
        "value": _value(fact.value),
        "unknown": fact.unknown,
        "note": fact.note,
        "since": fact.since and fact.since.isoformat(),
        "until": fact.until and fact.until.isoformat(),
        "at": str(fact.where),
        "cite": [
            {
                "title": each.title,
                "kind": each.kind,
                "url": each.url,
                "grade": str(each.grade),
                "read_on": each.read_on and each.read_on.isoformat(),
            }
            for each in fact.citations
        ],
    }


def _value(value: Value | None) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
