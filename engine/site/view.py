"""What the pages of a site are made from: one matrix, and quick ways to what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from engine.gaps import Gap, gaps
from engine.questions import questions_asked
from engine.site import addresses
from engine.vocabulary import LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.load import Repository
    from engine.matrix import Assessor, Matrix
    from engine.model import Citation, Safeguard
    from engine.vocabulary import Question, Vocabulary


@dataclass(frozen=True, slots=True)
class Page:
    """One page: where it stands, the template that writes it, its heading, and what is put in."""

    address: str
    template: str
    title: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Download:
    """The matrix as a file that lies beside the pages: its address seen from the index, its title, its media type."""

    address: str
    title: str
    media_type: str


@dataclass(frozen=True)
class Site:
    """A site; `base` is the address under which it will be published, empty if that is not known."""

    assessor: Assessor
    base: str = ""
    downloads: tuple[Download, ...] = ()

    @cached_property
    def matrix(self) -> Matrix:
        """All cells and all invalid profiles."""
        return self.assessor.matrix()

    @property
    def repository(self) -> Repository:
        """What was read."""
        return self.assessor.repository

    @property
    def vocabulary(self) -> Vocabulary:
        """The questions, and the words that safeguards share."""
        return self.assessor.repository.vocabulary

    @cached_property
    def safeguards(self) -> dict[str, Safeguard]:
        """The safeguards by id, in the order of the matrix."""
        return {each.id: each for each in self.matrix.safeguards}

    @cached_property
    def themes(self) -> dict[str, str]:
        """The titles of the themes that have a safeguard."""
        used = {each.theme for each in self.matrix.safeguards}
        return {key: title for key, title in self.vocabulary.themes.items() if key in used}

    @cached_property
    def pair_safeguards(self) -> tuple[Safeguard, ...]:
        """The safeguards that are put to two States."""
        return tuple(each for each in self.matrix.safeguards if each.subject == "pair")

    @cached_property
    def missing(self) -> dict[str, list[Gap]]:
        """The missing answers of each jurisdiction, those first that would settle most cells."""
        found: dict[str, list[Gap]] = {each.code: [] for each in self.matrix.jurisdictions}
        for each in gaps(self.matrix.overview):
            found[each.jurisdiction].append(each)
        return found

    @cached_property
    def _asked(self) -> dict[str, dict[str, str]]:
        return {each.id: questions_asked(each) for each in self.matrix.safeguards}

    def questions(self, safeguard: str) -> dict[str, Question]:
        """Give the questions that a safeguard asks, by the path that it uses."""
        known = self.vocabulary.questions
        return {path: known[key] for path, key in self._asked[safeguard].items() if key in known}

    @cached_property
    def _owners(self) -> dict[str, str]:
        states = {file: addresses.jurisdiction(code) for code, file in self.repository.files.items()}
        return states | {file: addresses.layer(code) for code, file in self.repository.layer_files.items()}

    def law(self, citation: Citation) -> str:
        """Give the place where a provision is described."""
        return f"{self._owners[citation.where.path]}#law-{addresses.safe(citation.key)}"

    @cached_property
    def _names(self) -> dict[tuple[str, str, str], str]:
        profiles = (*self.repository.layers.values(), *self.matrix.jurisdictions)
        return {
            (profile.code, section, each.id): each.name
            for profile in profiles
            for section, entries in profile.entries.items()
            for each in entries
        }

    def called(self, code: str, subject: str, record: str) -> str:
        """Give the name that the law has for a power or offence; empty where the profile gives none."""
        return self._names.get((code, LISTS.get(subject, ""), record), "")
