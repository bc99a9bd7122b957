"""Made-up jurisdictions for tests: facts and records written as plain mappings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from engine.model import Citation, Entry, Fact, Grade, Jurisdiction, Location, Membership, Series, Value

HERE = Location("jurisdictions/XAA.yaml")
DAY = datetime.date(2026, 1, 1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def fact(value: Value | None, since: str = "", until: str = "", grade: Grade = Grade.TEXT, unknown: str = "") -> Fact:
    cited = (Citation("act", "Act", "statute", grade, HERE),)
    return Fact(value, HERE, cited, day(since) if since else None, day(until) if until else None, unknown=unknown)


def series(given: Any) -> Series:
    if isinstance(given, tuple) and given and isinstance(given[0], Fact):
        return given
    return (given if isinstance(given, Fact) else fact(given),)


def entry(id_: str, facts: Mapping[str, Any]) -> Entry:
    return Entry(id_, id_, "", {path: series(each) for path, each in {"kind": id_, **facts}.items()}, HERE)


def jurisdiction(
    code: str = "XAA",
    facts: Mapping[str, Any] | None = None,
    powers: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    complete: Any = None,
    member_of: tuple[Membership, ...] = (),
    kind: str = "state",
) -> Jurisdiction:
    """Make a profile; `complete` is the answer to whether its list of powers is complete."""
    return Jurisdiction(
        code,
        f"Land of {code}",
        kind,
        "draft",
        DAY,
        Location(f"jurisdictions/{code}.yaml"),
        {path: series(each) for path, each in (facts or {}).items()},
        {"powers": tuple(entry(id_, each) for id_, each in (powers or {}).items())},
        {} if complete is None else {"powers": series(complete)},
        {},
        member_of,
    )
