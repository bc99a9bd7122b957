"""Safeguards, and the documents from which they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from engine.model.clauses import ALWAYS, Clause
from engine.model.evidence import Location, Scope, Value
from engine.packing import fill

if TYPE_CHECKING:
    from engine.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered paragraph of a source, found by a phrase of at most eight words."""

    source: str
    paragraph: int
    phrase: str
    where: Location


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or word that a safeguard's clauses use, where it comes from, and the loosest value allowed."""

    name: str
    value: Value
    basis: str
    floor: Value | None
    where: Location


@dataclass(frozen=True, slots=True)
class Case:
    """A safeguard's own test: made-up answers, the verdict they must give, and the decisive questions."""

    name: str
    scope: Scope
    verdict: Verdict
    because: tuple[str, ...]
    where: Location


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One testable requirement, as one file under ``policies/`` states it.

    One that was kept on disk holds its cases as bytes, `aside`, until they are asked for.
    """

    SET_ASIDE: ClassVar = ("cases",)

    id: str
    title: str
    statement: str
    theme: str
    level: str
    severity: str
    severity_why: str
    subject: str
    require: Clause
    where: Location
    applies: Clause = ALWAYS
    family: str = ""
    answers: str = ""
    note: str = ""
    adopted: tuple[str, ...] = ()
    rev1: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[Passage, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    cases: tuple[Case, ...] = ()
    aside: bytes | None = field(default=None, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return fill(self, name)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a source and what became of it."""

    number: int
    section: str
    sha256: str
    safeguards: tuple[str, ...]
    facts: tuple[str, ...]
    to_encode: tuple[str, ...]
    not_encoded: str
    where: Location


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact that a source states, in our own words, with the phrase that finds it."""

    id: str
    jurisdiction: tuple[str, ...]
    fact: str
    paragraph: int
    phrase: str
    date: str
    path: str
    where: Location


@dataclass(frozen=True, slots=True)
class Source:
    """One of the documents from which the safeguards are drawn; kept on disk, with what it says set aside."""

    SET_ASIDE: ClassVar = ("paragraphs", "facts")

    id: str
    issuer: str
    title: str
    kind: str
    date: str
    url: str
    treaty_text: str
    file: str
    sha256: str
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[StatedFact, ...]
    where: Location
    aside: bytes | None = field(default=None, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return fill(self, name)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of one text of the treaty (`adopted` or `rev1`), and those of the other that answer to it.

    `verified` says whether number and title were compared with a document; `how` says with which.
    """

    text: str
    number: str
    title: str
    chapter: str
    counterparts: tuple[str, ...]
    verified: bool
    how: str
    where: Location
