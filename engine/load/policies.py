"""Safeguards: one file each, with its clauses and its cases."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.load.cases import read_cases
from engine.load.clauses import read_clause
from engine.load.paths import ROOTS, Context
from engine.load.shapes import Phrase, Shape, Slug, Text, Texts, Whole, missing_key, one_of, shaped
from engine.model import ALWAYS, Parameter, Passage, Problem, Safeguard, Value
from engine.vocabulary import REQUESTED, REQUESTING, Vocabulary, advice
from engine.yamlfile import Map, Node, Scalar, Seq, plain

LEVELS = ("law", "practice", "treaty-position", "process")
SEVERITIES = ("critical", "high", "medium", "low")


class SourceShape(Shape):
    """A passage of a source."""

    source: Slug
    paragraph: Whole
    phrase: Phrase


class ArticlesShape(Shape):
    """Articles of the treaty, by text."""

    adopted: Texts
    rev1: Texts


class ParameterShape(Shape):
    """A number or word that clauses use."""

    value: Any
    basis: Text
    floor: Any = None


class SafeguardShape(Shape):
    """The whole file; clauses and cases are read by what they mean."""

    safeguard: Slug
    title: Text
    statement: Text
    theme: Text
    family: Text = ""
    level: Annotated[str, BeforeValidator(one_of(*LEVELS))]
    severity: Annotated[str, BeforeValidator(one_of(*SEVERITIES))]
    severity_why: Text
    articles: ArticlesShape
    rights: Texts = ()
    people: Texts = ()
    sources: tuple[SourceShape, ...]
    subject: Annotated[str, BeforeValidator(one_of(*ROOTS))]
    answers: Annotated[str, BeforeValidator(one_of(REQUESTED, REQUESTING))] = ""
    parameters: dict[str, ParameterShape] = Field(default_factory=dict)
    applies: Any = None
    require: Any
    note: Text = ""
    cases: Any


def read_safeguard(
    node: Node, theme: str, id_: str, vocabulary: Vocabulary, settings: dict[str, Value]
) -> tuple[Safeguard | None, list[Problem]]:
    """Read a safeguard.

    Args:
        node: The root of the file.
        theme: The name of its folder.
        id_: Its file name without the ending.
        vocabulary: What it may ask.
        settings: Values set for its parameters from outside, by name.

    Returns:
        The safeguard, or `None` where anything is wrong, and every problem.
    """
    shape, problems = shaped(SafeguardShape, node)
    if shape is None or not isinstance(node, Map):
        return None, problems
    problems += _misnamed(shape, node, theme, id_, vocabulary)
    parameters = _parameters(shape, node, settings, problems)
    context = Context(vocabulary, ROOTS[shape.subject], parameters, problems)
    applies = read_clause(shape.applies, context) if "applies" in node else ALWAYS
    require = read_clause(shape.require, context)
    cases = read_cases(shape.cases, context)
    if problems:
        return None, problems
    return _safeguard(shape, node, applies=applies, require=require, cases=cases, parameters=parameters), []


def _safeguard(shape: SafeguardShape, node: Map, **parts: Any) -> Safeguard:
    places: Any = node["sources"]
    return Safeguard(
        id=shape.safeguard,
        title=shape.title,
        statement=shape.statement,
        theme=shape.theme,
        level=shape.level,
        severity=shape.severity,
        severity_why=shape.severity_why,
        subject=shape.subject,
        require=parts["require"],
        where=node.keys_at["require"],
        applies=parts["applies"],
        family=shape.family,
        answers=shape.answers,
        note=shape.note,
        adopted=shape.articles.adopted,
        rev1=shape.articles.rev1,
        rights=shape.rights,
        people=shape.people,
        sources=tuple(
            Passage(each.source, each.paragraph, each.phrase, place.where)
            for each, place in zip(shape.sources, places, strict=True)
        ),
        parameters=tuple(parts["parameters"].values()),
        cases=parts["cases"],
    )


def _misnamed(shape: SafeguardShape, node: Map, theme: str, id_: str, vocabulary: Vocabulary) -> list[Problem]:
    """Compare the words of the headings with the file's place and with the vocabulary."""
    found = []
    for key, written, place in (("safeguard", shape.safeguard, id_), ("theme", shape.theme, theme)):
        if written != place:
            found.append(
                Problem(
                    node[key].where,
                    "wrong-place",
                    f"`{key}` is `{written}`, and the file lies under `{place}`",
                    "one name finds a safeguard, its file and its page",
                    "make the two agree",
                )
            )
    for key, words, known in (
        ("theme", (shape.theme,), vocabulary.themes),
        ("family", (shape.family,) if shape.family else (), vocabulary.families),
        ("rights", shape.rights, vocabulary.rights),
        ("people", shape.people, vocabulary.people),
    ):
        found += [_unlisted(node[key], key, each, list(known)) for each in words if each not in known]
    if (shape.subject == "pair") != bool(shape.answers):
        found.append(_answers(shape, node))
    return found


def _unlisted(node: Node, key: str, word: str, known: list[str]) -> Problem:
    place = next((each for each in node if each.text == word), node) if isinstance(node, Seq) else node
    what = f"`{word}` is not listed under `{key}` of the vocabulary"
    return Problem(place.where, "unknown-word", what, "markers and tables go by these words", advice(word, known))


def _answers(shape: SafeguardShape, node: Map) -> Problem:
    if shape.subject == "pair":
        return missing_key(node.where, "answers")
    what, why = "only a pair safeguard has `answers`", "a safeguard about one State is its own to answer"
    return Problem(node["answers"].where, "wrong-value", what, why, "delete the line")


def _parameters(
    shape: SafeguardShape, node: Map, settings: dict[str, Value], problems: list[Problem]
) -> dict[str, Parameter]:
    found = {}
    for name, each in shape.parameters.items():
        line = node["parameters"][name]
        value, floor = _value(each.value), None if each.floor is None else _value(each.floor)
        if value is None or (each.floor is not None and floor is None):
            problems.append(_no_value(line.where, name))
        else:
            found[name] = Parameter(name, settings.get(name, value), each.basis, floor, line.where)
    return found


def _value(node: Node) -> Value | None:
    """Read what YAML alone says of a parameter; the question that it is used for decides the rest."""
    if isinstance(node, Scalar):
        return plain(node)
    if isinstance(node, Seq) and all(isinstance(each, Scalar) for each in node):
        return tuple(each.text for each in node)
    return None


def _no_value(where: Any, name: str) -> Problem:
    return Problem(
        where,
        "wrong-value",
        f"`{name}` has no value that a clause could use",
        "a parameter is a number, a word or a list of words",
        "write `value: 72`",
    )
