"""Answers and what they rest on: values, citations, facts, and the records that hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = bool | int | float | str | date | tuple[str, ...]
"""An answer.  A list is a tuple in the order in which it was written."""

NO_LIMIT = "no-limit"
"""The answer to a question about a duration where the law sets no bound."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in an input file: where, what, why it matters, and what to do."""

    where: Location
    code: str
    what: str
    why: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.code}: {self.what}\n  why: {self.why}\n  fix: {self.fix}"


class Grade(IntEnum):
    """How a provision was read; a larger grade is stronger evidence."""

    KNOWLEDGE = 0
    SECONDARY = 1
    PAGE = 2
    TEXT = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a provision lies in a repository of law, with the SHA-256 of its white-space-collapsed text."""

    corpus: str
    commit: str
    path: str
    section: str
    sha256: str
    phrase: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision, judgment or report that facts rest on, and how it was read."""

    key: str
    title: str
    kind: str
    grade: Grade
    where: Location
    read_on: date | None = None
    since: date | None = None
    url: str = ""
    language: str = ""
    pin: Pin | None = None
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A dated, cited answer to one question; without a value, why there is none."""

    value: Value | None
    where: Location
    citations: tuple[Citation, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""
    unknown: str = ""
    overrides: str = ""

    @property
    def grade(self) -> Grade:
        """The grade of the weakest citation; headings, which cite nothing, count as read."""
        if len(self.citations) == 1:
            return self.citations[0].grade
        return min((each.grade for each in self.citations), default=Grade.TEXT)


Series: TypeAlias = tuple[Fact, ...]
"""The dated answers to one question, in the order in which they were written."""


@dataclass(frozen=True, slots=True)
class Record:
    """The answers known of one thing on one day: a State, a power, an offence."""

    facts: Mapping[str, Fact]
    name: str = ""
    lists: Mapping[str, Collection] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Collection:
    """Records of one kind, and the fact, if it is recorded, that there are no others."""

    records: tuple[Record, ...] = ()
    complete: Fact | None = None

    @property
    def closed(self) -> bool:
        """Whether the list is known to hold every record that there is."""
        return self.complete is not None and self.complete.value is True


Scope: TypeAlias = "Mapping[str, Record]"
"""The records from which a path can start; the empty name is the jurisdiction itself."""
