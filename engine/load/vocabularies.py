"""``policies/vocabulary.yaml``: the questions, and the words that safeguards share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from engine.load.shapes import Flag, Shape, Text, Texts, matching, one_of, shaped
from engine.model import Location, Problem
from engine.vocabulary import TYPES, Question, Right, Section, Vocabulary
from engine.yamlfile import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = Annotated[
    str,
    BeforeValidator(matching(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", "a path of lower-case words joined by dots")),
]


class QuestionShape(Shape):
    """One line of a section."""

    path: _PATH
    question: Text
    type: Annotated[str, BeforeValidator(one_of(*TYPES))]
    values: Texts = ()
    suggested: Texts = ()
    unit: Text = ""
    no_limit: Flag = False
    heading: Flag = False
    background: Flag = False
    evidence: Text = ""


class SectionShape(Shape):
    """A part of a profile."""

    id: Text
    title: Text
    record: Text = ""
    evidence: Text = ""
    facts: list[QuestionShape]


class RightShape(Shape):
    """A right and its article."""

    covenant: Text
    title: Text


class VocabularyShape(Shape):
    """The whole file."""

    version: Text
    themes: dict[str, Text]
    families: dict[str, Text]
    rights: dict[str, RightShape]
    people: dict[str, Text]
    groups: dict[str, Texts]
    sections: list[SectionShape]


def read_vocabulary(node: Node) -> tuple[Vocabulary | None, list[Problem]]:
    """Read the vocabulary; without one, every problem that stands in the way."""
    shape, problems = shaped(VocabularyShape, node)
    if shape is None:
        return None, problems
    questions = {each.path: each for each in _questions(shape, node)}
    problems = [*_repeated(_questions(shape, node)), *_misplaced(questions.values(), shape)]
    problems += _without_kind(questions, shape, node)
    return (None if problems else _vocabulary(shape, questions)), problems


def _vocabulary(shape: VocabularyShape, questions: dict[str, Question]) -> Vocabulary:
    return Vocabulary(
        questions=questions,
        sections={each.id: Section(each.id, each.title, each.record) for each in shape.sections},
        groups=shape.groups,
        themes=shape.themes,
        families=shape.families,
        rights={name: Right(each.title, each.covenant) for name, each in shape.rights.items()},
        people=shape.people,
    )


def _questions(shape: VocabularyShape, node: Any) -> Iterator[Question]:
    for section, where in zip(shape.sections, node["sections"], strict=True):
        for each, line in zip(section.facts, where["facts"], strict=True):
            yield Question(
                path=each.path,
                question=each.question,
                type=each.type,
                section=section.id,
                where=line.where,
                values=each.values,
                suggested=each.suggested,
                unit=each.unit,
                no_limit=each.no_limit,
                heading=each.heading,
                background=each.background,
                evidence=each.evidence or section.evidence,
            )


def _repeated(questions: Iterator[Question]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for each in questions:
        if each.path in first:
            yield Problem(
                each.where,
                "duplicate-question",
                f"the question `{each.path}` stands twice; first at line {first[each.path].line}",
                "only one of the two could count",
                "keep one",
            )
        first.setdefault(each.path, each.where)


def _misplaced(questions: Any, shape: VocabularyShape) -> Iterator[Problem]:
    starts = {each.id: each.record or each.id for each in shape.sections}
    for each in questions:
        if each.path.split(".")[0] != starts[each.section]:
            yield _refused(each, f"the path must begin with `{starts[each.section]}.`", "rename it")
        if each.type == "enum" and len(each.values) < 2:
            yield _refused(each, "a choice needs at least two answers", "add `values: [one, two]`")
        if each.type == "duration" and not each.unit:
            yield _refused(each, "a duration needs a unit", "add `unit: days`, or hours, or months")


def _without_kind(questions: dict[str, Question], shape: VocabularyShape, node: Any) -> Iterator[Problem]:
    """Refuse a list of records of which nobody asks what kind they are: a profile names a record by its kind."""
    for section, where in zip(shape.sections, node["sections"], strict=True):
        path = f"{section.record}.kind"
        if section.record and path not in questions:
            yield Problem(
                where["record"].where,
                "wrong-question",
                f"the section `{section.id}` is a list, and no question asks for `{path}`",
                "the records of a list are told apart by their kind",
                f"add the question `{path}` to the section",
            )


def _refused(question: Question, what: str, fix: str) -> Problem:
    return Problem(
        question.where, "wrong-question", f"`{question.path}`: {what}", "profiles and safeguards rely on its form", fix
    )
