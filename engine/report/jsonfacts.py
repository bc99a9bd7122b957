"""The facts and provisions of a JSON document: each written once, and named by the place where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.explain import finding_reasons

if TYPE_CHECKING:
    from engine.model import Citation, Fact, Finding, Value


@dataclass(slots=True)
class Facts:
    """What was named so far, as JSON values by place."""

    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    provisions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def because(self, finding: Finding) -> list[dict[str, Any]]:
        """Give the decisive answers of a finding; `fact` is a key of `facts`, `None` where nothing is recorded."""
        return [
            {"of": each.subject, "question": each.path, "test": each.test, "fact": self._fact(each.fact)}
            for each in finding_reasons(finding)
        ]

    def _fact(self, fact: Fact | None) -> str | None:
        if fact is None:
            return None
        written = {
            "value": json_value(fact.value),
            "unknown": fact.unknown,
            "note": fact.note,
            "since": json_value(fact.since),
            "until": json_value(fact.until),
            "overrides": fact.overrides,
            "cite": [_named(self.provisions, str(each.where), _provision(each)) for each in fact.citations],
        }
        return _named(self.facts, str(fact.where), written)


def _named(table: dict[str, dict[str, Any]], place: str, written: dict[str, Any]) -> str:
    """Enter something under its place, and what differs from what is there already under a name of its own."""
    name, number = place, 1
    while table.setdefault(name, written) != written:
        number += 1
        name = f"{place}#{number}"
    return name


def _provision(law: Citation) -> dict[str, Any]:
    pin = law.pin
    return {
        "key": law.key,
        "title": law.title,
        "kind": law.kind,
        "url": law.url,
        "language": law.language,
        "grade": str(law.grade),
        "read_on": json_value(law.read_on),
        "since": json_value(law.since),
        "overrides": list(law.overrides),
        "pin": pin
        and {
            "corpus": pin.corpus,
            "commit": pin.commit,
            "path": pin.path,
            "section": pin.section,
            "sha256": pin.sha256,
            "phrase": pin.phrase,
        },
    }


def json_value(value: Value | None) -> Any:
    """Give an answer as JSON knows it: a list for a list, a date as text."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
