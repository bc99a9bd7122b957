"""Vignettes: short fictional statutes with the answers that authors have agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field

from engine.load.answers import read_answer
from engine.load.facts import unknown_question
from engine.load.shapes import Shape, Slug, Text, one_of, shaped
from engine.model import Agreed, Problem, Vignette
from engine.verdict import Verdict
from engine.vocabulary import advice
from engine.yamlfile import Map, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Collection

    from engine.vocabulary import Vocabulary

UNKNOWN = "unknown"


class AskShape(Shape):
    """One question about the statute, and the answer that was agreed on."""

    question: Text
    answer: Any
    why: Text


class VignetteShape(Shape):
    """One vignette; `given` holds answers that its text takes for granted."""

    vignette: Slug
    title: Text
    text: Any
    asks: list[AskShape]
    verdicts: dict[Slug, Annotated[str, BeforeValidator(one_of(*(each.value for each in Verdict)))]]
    given: dict[str, Any] = Field(default_factory=dict)


def read_vignette(
    node: Node, name: str, vocabulary: Vocabulary, safeguards: Collection[str]
) -> tuple[Vignette | None, list[Problem]]:
    """Read a vignette; `name` is what its file name says it is.

    Returns:
        The vignette, or `None` where anything is wrong, and every problem.
    """
    shape, problems = shaped(VignetteShape, node)
    if shape is None or not isinstance(node, Map):
        return None, problems
    problems += _named(shape, name, node)
    asks = [_agreed(each["question"], each["answer"], each["why"].text, vocabulary, problems) for each in node["asks"]]
    given = node.get("given", {})
    taken = [
        _agreed(Scalar(key, True, given.keys_at[key]), each, "", vocabulary, problems) for key, each in given.items()
    ]
    for key in (each for each in shape.verdicts if each not in safeguards):
        where, fix = node["verdicts"].keys_at[key], advice(key, safeguards)
        problems.append(Problem(where, "unknown-safeguard", f"there is no safeguard `{key}`", "nothing judges it", fix))
    if problems:
        return None, problems
    verdicts = {key: Verdict(each) for key, each in shape.verdicts.items()}
    text = str(shape.text)
    kept = tuple(each for each in asks if each), tuple(each for each in taken if each)
    return Vignette(name, shape.title, text, *kept, verdicts, node.where), problems


def _named(shape: VignetteShape, name: str, node: Map) -> list[Problem]:
    if not isinstance(shape.text, Scalar):
        why = "authors are asked about what it says"
        return [Problem(node["text"].where, "wrong-type", "`text`: a text is expected here", why, "write `text: |`")]
    if shape.vignette != name:
        what = f"the vignette says `{shape.vignette}`, and its file is named {name}.yaml"
        return [Problem(node["vignette"].where, "wrong-place", what, "one name finds it", "make the two agree")]
    return []


def _agreed(path: Node, node: Node, why: str, vocabulary: Vocabulary, problems: list[Problem]) -> Agreed | None:
    question = vocabulary.questions.get(str(path))
    if question is None:
        problems.append(unknown_question(path.where, str(path), vocabulary))
        return None
    if isinstance(node, Scalar) and node.text == UNKNOWN and UNKNOWN not in question.values:
        return Agreed(question.path, None, why, node.where)
    value = read_answer(question, node)
    if isinstance(value, Problem):
        problems.append(value)
        return None
    return Agreed(question.path, value, why, node.where)
