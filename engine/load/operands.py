"""Operands: what an answer is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.load.answers import read_answer, wrong_answer
from engine.load.paths import Context, read_path
from engine.model import Constant, Path, Problem
from engine.vocabulary import KINDS, Misfit, Question, advice, answer
from engine.yamlfile import Map, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model import Value


def read_operand(question: Question, node: Node, context: Context) -> Constant | Path | None:
    """Read an operand; `question` is the one whose answers it may be, problems go to the context."""
    if isinstance(node, Map):
        return _named(question, node, context)
    value = read_answer(question, node)
    if isinstance(value, Problem):
        context.problems.append(value)
        return None
    return Constant(value)


def _named(question: Question, node: Map, context: Context) -> Constant | Path | None:
    """Read ``{parameter: name}``, ``{group: name}`` or ``{fact: path}``."""
    word = next(iter(node), "")
    if len(node) != 1 or word not in _NAMED or not isinstance(node[word], Scalar):
        context.refuse(
            node.where,
            "wrong-operand",
            "this is no operand",
            "an operand is a value, a list of values, a parameter, a group or another fact",
            "write a value, or {parameter: name}, {group: name} or {fact: path}",
        )
        return None
    return _NAMED[word](question, node[word], context)


def _parameter(question: Question, node: Scalar, context: Context) -> Constant | None:
    found = context.parameters.get(node.text)
    if found is not None:
        return _fitting(question, found.value, node, context)
    context.refuse(
        node.where,
        "unknown-parameter",
        f"the safeguard has no parameter `{node.text}`",
        "a number in a clause must have a basis",
        advice(node.text, context.parameters) if context.parameters else "add it under `parameters:`",
    )
    return None


def _group(question: Question, node: Scalar, context: Context) -> Constant | None:
    found = context.vocabulary.groups.get(node.text)
    if found is not None:
        return _fitting(question, found, node, context)
    context.refuse(
        node.where,
        "unknown-group",
        f"the vocabulary has no group `{node.text}`",
        "a group is a list of values with a name",
        advice(node.text, context.vocabulary.groups),
    )
    return None


def _fitting(question: Question, value: Value, node: Scalar, context: Context) -> Constant | None:
    """Compare a named value with the question that it is used for."""
    written = list(value) if isinstance(value, tuple) else str(value).lower() if isinstance(value, bool) else str(value)
    read = answer(question, written)
    if isinstance(read, Misfit):
        context.problems.append(wrong_answer(question, node.where, read))
        return None
    return Constant(read, node.text)


def _fact(question: Question, node: Scalar, context: Context) -> Path | None:
    found = read_path(node.text, node.where, context)
    if found is None:
        return None
    path, other = found
    pair = {question.type, other.type}
    if len(pair) == 1 or pair <= {"enum", "string", "list"} or pair <= {"number", "duration"}:
        return path
    context.refuse(
        node.where,
        "wrong-operand",
        f"the answer to `{path}` is {KINDS[other.type]}, and {KINDS[question.type]} is needed",
        "only answers of one kind can be compared",
        "choose a question whose answer is of the same kind",
    )
    return None


_NAMED: dict[str, Callable[[Question, Scalar, Context], Constant | Path | None]] = {
    "parameter": _parameter,
    "group": _group,
    "fact": _fact,
}
