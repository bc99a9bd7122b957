"""Answers as they are written in YAML, read as their question asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Problem, Value
from engine.vocabulary import Misfit, Question, answer
from engine.yamlfile import Node, Scalar, Seq

if TYPE_CHECKING:
    from engine.model import Location


def read_answer(question: Question, node: Node) -> Value | Problem:
    """Read a node as the answer to a question, or say why it is none."""
    value = answer(question, _written(node), quoted=isinstance(node, Scalar) and not node.plain)
    return wrong_answer(question, node.where, value) if isinstance(value, Misfit) else value


def _written(node: Node) -> str | list[str] | None:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Seq) and all(isinstance(each, Scalar) for each in node):
        return [each.text for each in node]
    return None


def wrong_answer(question: Question, where: Location, misfit: Misfit) -> Problem:
    """Say why something is no answer to a question, quoting the question."""
    return Problem(
        where,
        "wrong-answer",
        f"`{question.path}`: {misfit.what}",
        f"the question is: {question.question}",
        misfit.fix,
    )
