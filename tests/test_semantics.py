"""The language as data: `semantics/*.yaml` says what clauses mean, one example a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engine.evaluate import evaluate
from engine.load.cases import read_cases
from engine.load.clauses import read_clause
from engine.load.paths import Context
from engine.model import Location
from engine.trace import decisive
from engine.vocabulary import Question, Section, Vocabulary
from engine.yamlfile import Map, Node, Seq, parse

HERE = Location("vocabulary.yaml")


def question(path: str, type_: str, *values: str, unit: str = "") -> Question:
    return Question(path, path, type_, path.split(".")[0], HERE, values, unit=unit, no_limit=bool(unit))


QUESTIONS = (
    question("s.a", "bool"),
    question("s.b", "bool"),
    question("s.who", "enum", "court", "judge", "minister"),
    question("s.days", "duration", unit="days"),
    question("s.years", "number"),
    question("s.limit", "number"),
    question("s.day", "date"),
    question("s.all", "list", "x", "y", "z"),
    question("offence.kind", "string"),
    question("offence.a", "bool"),
)
SECTIONS = {"s": Section("s", "S", ""), "offence": Section("offences", "O", "offence")}
VOCABULARY = Vocabulary({each.path: each for each in QUESTIONS}, SECTIONS, {}, {}, {}, {}, {})
EXAMPLES = [
    pytest.param(node, id=f"{file.stem}: {node['says']}")
    for file in sorted((Path(__file__).parent / "semantics").glob("*.yaml"))
    for node in parse(file.read_bytes(), file.name)[0] or ()  # type: ignore[union-attr]
]


def test_every_file_is_read() -> None:
    files = sorted((Path(__file__).parent / "semantics").glob("*.yaml"))
    assert len(EXAMPLES) == sum(len(yaml.safe_load(each.read_text(encoding="utf-8"))) for each in files) > 40


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_clause_means_what_the_example_says(example: Map) -> None:
    context = Context(VOCABULARY, {"": ""})
    clause = read_clause(example["clause"], context)
    case = Map(example.where)
    for key, node in (("name", example["says"]), ("given", example["given"]), ("verdict", _verdict(example))):
        case[key], case.keys_at[key] = node, example.where
    cases: Node = Seq(example.where)
    cases.append(case)
    (read,) = read_cases(cases, context)
    assert context.problems == []
    trace = evaluate(clause, read.scope)
    assert trace.truth.value == str(example["truth"])
    if "because" in example:
        assert {str(each.path) for each in decisive(trace)} == {str(each) for each in example["because"]}


def _verdict(example: Map) -> Node:
    return parse({"true": b"met", "false": b"unmet", "unknown": b"unknown"}[str(example["truth"])], "x")[0] or example
