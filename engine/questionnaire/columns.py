"""The sheets of a questionnaire and their columns, by the key that each has in a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILE, MEMBERSHIPS, LAW, ANSWERS = "Profile", "Memberships", "Law", "Answers"
HEADINGS = ("jurisdiction", "name", "kind", "status", "checked")
MEMBERSHIP = {"layer": "layer", "since": "since", "until": "until"}
READ, PIN = ("on", "as"), ("corpus", "commit", "path", "section", "sha256", "phrase")
CITATION: Mapping[str, str] = {
    "key": "short name",
    "title": "title",
    "kind": "kind",
    "url": "address",
    "language": "language",
    "since": "reads like this since",
    "on": "read on",
    "as": "read as",
    "overrides": "overrides",
    **{each: f"pin: {each}" for each in PIN},
}
FACT: Mapping[str, str] = {
    "value": "answer",
    "unknown": "not known, because",
    "cite": "rests on",
    "since": "since",
    "until": "until",
    "note": "note",
    "overrides": "overrides layer",
}
ASKED: Mapping[str, str] = {"path": "question", "words": "in words", "choice": "answers", **FACT}
RECORD: Mapping[str, str] = {"record": "record", **ASKED}

COMPLETE = "complete"
"""The row of a list sheet that says whether the list is complete."""
NONE_NAMED = "[]"
"""How an empty list is typed: the law was read and names none."""
TAKEN = ("path", "record", *FACT)
"""What is read of a row of answers; the other columns are there to be looked at."""
