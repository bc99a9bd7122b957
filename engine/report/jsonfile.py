"""The whole matrix as JSON: every finding with the answers that decided it, and what those rest on."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.explain import clause_words, headline
from engine.report.jsonfacts import Facts, json_value
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Matrix
    from engine.model import Cell, Finding, Jurisdiction, Problem, Safeguard

VERSION = 2
"""Grows when a key changes its meaning or goes; a new key leaves it as it is."""
_UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def render(matrix: Matrix) -> str:
    """Write the matrix as JSON; characters that hide or turn the line round are written as codes."""
    return text_of(document(matrix))


def text_of(document: dict[str, Any]) -> str:
    """Write a document as JSON: nothing in it can hide from a reader, and none of its text is changed."""
    written = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def document(matrix: Matrix) -> dict[str, Any]:
    """Give the matrix as JSON values; schemas/matrix.schema.json says what they mean."""
    safeguards, facts = {each.id: each for each in matrix.safeguards}, Facts()
    cells = [_cell(each, safeguards[each.safeguard], matrix, facts) for each in matrix.rows()]
    return {
        "format": "safeguard-matrix",
        "version": VERSION,
        "as_of": matrix.day.isoformat(),
        "evidence": str(matrix.floor),
        "jurisdictions": [_jurisdiction(each, matrix) for each in matrix.jurisdictions],
        "names": dict(sorted(matrix.names.items())),
        "invalid": [
            {"jurisdiction": code, "problems": [_problem(each) for each in problems]}
            for code, problems in matrix.invalid.items()
        ],
        "safeguards": [_safeguard(each) for each in matrix.safeguards],
        "cells": cells,
        "facts": facts.facts,
        "provisions": facts.provisions,
    }


def _jurisdiction(profile: Jurisdiction, matrix: Matrix) -> dict[str, Any]:
    counts = matrix.counts(profile.code)
    return {
        "code": profile.code,
        "name": profile.name,
        "kind": profile.kind,
        "status": profile.status,
        "checked": profile.checked.isoformat(),
        "member_of": [
            {"layer": each.layer, "since": json_value(each.since), "until": json_value(each.until)}
            for each in profile.member_of
        ],
        "counts": {each.value: counts[each] for each in Verdict},
        "stated_in": profile.where.path,
    }


def _problem(problem: Problem) -> dict[str, Any]:
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
        "answers": safeguard.answers,
        "articles": {"adopted": list(safeguard.adopted), "rev1": list(safeguard.rev1)},
        "rights": list(safeguard.rights),
        "people": list(safeguard.people),
        "sources": [
            {"source": each.source, "paragraph": each.paragraph, "phrase": each.phrase} for each in safeguard.sources
        ],
        "parameters": [
            {
                "name": each.name,
                "value": json_value(each.value),
                "basis": each.basis,
                "floor": json_value(each.floor),
            }
            for each in safeguard.parameters
        ],
        "applies": clause_words(safeguard.applies),
        "requires": clause_words(safeguard.require),
        "note": safeguard.note,
        "stated_in": str(safeguard.where),
    }


def _cell(cell: Cell, safeguard: Safeguard, matrix: Matrix, facts: Facts) -> dict[str, Any]:
    waiver = cell.waiver
    return {
        "jurisdiction": cell.jurisdiction,
        "safeguard": cell.safeguard,
        "verdict": cell.verdict.value,
        "grade": None if cell.grade is None else str(cell.grade),
        "reason": headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day),
        "findings": [_finding(each, facts) for each in cell.findings],
        "waiver": waiver
        and {
            "reason": waiver.reason,
            "owner": waiver.owner,
            "until": waiver.until.isoformat(),
            "at": str(waiver.where),
        },
    }


def _finding(finding: Finding, facts: Facts) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "verdict": finding.verdict.value,
        "grade": None if finding.grade is None else str(finding.grade),
        "why": finding.why,
        "because": facts.because(finding),
    }
