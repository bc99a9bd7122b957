"""What a clause may name: where paths can start, the questions that they reach, and the parameters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.model import Location, Parameter, Path, Problem
from engine.vocabulary import JURISDICTION, REQUESTED, REQUESTING, Question, Vocabulary, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOTS = {
    "jurisdiction": {JURISDICTION: ""},
    "cooperation": {JURISDICTION: ""},
    "power": {JURISDICTION: "", "power": "power"},
    "offence": {JURISDICTION: "", "offence": "offence"},
    "pair": {REQUESTING: "", REQUESTED: ""},
}
"""For each subject, where a path can start, and the record that it then speaks of (empty: a jurisdiction)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause may name: the vocabulary, the roots of paths, the parameters."""

    vocabulary: Vocabulary
    roots: Mapping[str, str]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, where: Location, code: str, what: str, why: str, fix: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(where, code, what, why, fix))

    def binding(self, name: str, record: str) -> Context:
        """Give the context inside a quantifier, which names each record."""
        return replace(self, roots={**self.roots, name: record})


def find_question(text: str, context: Context) -> tuple[Path, Question] | None:
    """Find the question that a path names, if there is one."""
    root, _, key = text.partition(".")
    path = Path(root, key) if root and root in context.roots else Path(JURISDICTION, text)
    record = context.roots.get(path.root)
    if record is None:
        return None
    question = context.vocabulary.questions.get(f"{record}.{path.key}" if record else path.key)
    if question is None or context.vocabulary.sections[question.section].record != record:
        return None
    return path, question


def read_path(text: str, where: Location, context: Context) -> tuple[Path, Question] | None:
    """Find the question that a path names; where there is none, note the nearest."""
    found = find_question(text, context)
    if found is None:
        context.refuse(
            where,
            "unknown-path",
            f"`{text}` is not a question that this safeguard can ask",
            "only questions of the vocabulary can be answered by a profile",
            nearest(text, all_paths(context)) or "see policies/vocabulary.yaml for the questions",
        )
    return found


def all_paths(context: Context) -> list[str]:
    """List every path that may be written here."""
    found = []
    for root, record in context.roots.items():
        for question in context.vocabulary.questions.values():
            if context.vocabulary.sections[question.section].record == record:
                key = question.path.removeprefix(f"{record}.") if record else question.path
                found.append(f"{root}.{key}" if root else key)
    return found


def known_lists(context: Context) -> dict[str, Path]:
    """List the lists of records that each and some may go through, by the name to write."""
    roots = [root for root, record in context.roots.items() if not record]
    return {str(Path(root, each)): Path(root, each) for root in roots for each in context.vocabulary.lists}
