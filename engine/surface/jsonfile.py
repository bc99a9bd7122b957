"""The whole outcome as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.explain import value_words

if TYPE_CHECKING:
    from engine.change import Change, FactChange
    from engine.model import Fact, Problem
    from engine.surface.outcome import Outcome

VERSION = 1


def render(outcome: Outcome) -> str:
    """Write an outcome; `version` grows when a key changes its meaning or goes."""
    complaints = None if outcome.complaints is None else [_problem(each) for each in outcome.complaints]
    document = {
        "version": VERSION,
        "as_of": outcome.diff.day.isoformat(),
        "cells": outcome.diff.cells,
        "counts": {each.value: number for each, number in outcome.diff.counts().items()},
        "changes": [_change(each) for each in outcome.diff.changes],
        "facts": [_fact(each) for each in outcome.diff.facts],
        "remarks": outcome.remarks(),
        "complaints": complaints,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _problem(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "where": str(problem.where)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "jurisdiction": change.jurisdiction,
        "safeguard": change.safeguard,
        "direction": change.direction.value,
        "before": change.before.verdict.value if change.before else None,
        "after": change.after.verdict.value if change.after else None,
        "causes": [each.value for each in change.causes],
        "facts": [each.path for each in change.facts],
    }


def _fact(change: FactChange) -> dict[str, Any]:
    return {
        "jurisdiction": change.jurisdiction,
        "path": change.path,
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    answer = None if fact.value is None else value_words(fact.value)
    cite = [each.title for each in fact.citations]
    return {"value": answer, "unknown": fact.unknown, "at": str(fact.where), "cite": cite, "grade": str(fact.grade)}
