"""The powers and offences of a profile: records with an id, a kind and facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.load.answers import read_answer
from engine.load.facts import Desk, read_facts
from engine.model import Entry, Fact, Problem, Series
from engine.vocabulary import Question, advice
from engine.yamlfile import Map, Node, Scalar

if TYPE_CHECKING:
    from engine.model import Location

_RESERVED = ("complete", "common")


def read_list(section: str, node: Node, desk: Desk) -> tuple[tuple[Entry, ...], Series]:
    """Read a list section: its records in the order of the file, and what is said of its completeness."""
    if not isinstance(node, Map):
        desk.refuse(
            node.where,
            "wrong-type",
            f"`{section}` holds records by name",
            "each record needs a name of its own, so that it can be found again",
            "write `name:` and below it the facts of that record",
        )
        return (), ()
    record = desk.vocabulary.lists[section]
    common = read_facts(node["common"], f"{record}.", desk) if "common" in node else {}
    entries = [
        _entry(name, below, record, node.keys_at[name], desk) for name, below in node.items() if name not in _RESERVED
    ]
    completed = tuple(replace(each, facts={**common, **each.facts}) for each in entries if each is not None)
    return completed, _complete(section, node, desk)


def _complete(section: str, node: Map, desk: Desk) -> Series:
    """Read ``complete: false``, or a cited claim that the list is complete."""
    claim = node.get("complete")
    if claim is None or (isinstance(claim, Scalar) and claim.plain and claim.text == "false"):
        return ()
    path = f"{section}.complete"
    question = Question(path, f"Does the list hold all {section} that there are?", "bool", section, claim.where)
    asked = replace(desk, vocabulary=replace(desk.vocabulary, questions={path: question}))
    only = Map(claim.where)
    only["complete"], only.keys_at["complete"] = claim, node.keys_at["complete"]
    return read_facts(only, f"{section}.", asked).get("complete", ())


def _entry(name: str, node: Node, record: str, where: Location, desk: Desk) -> Entry | None:
    if not isinstance(node, Map):
        desk.refuse(
            where,
            "wrong-type",
            f"`{name}` holds no facts",
            "a record without facts says nothing about the law",
            "write its facts below it, or delete it",
        )
        return None
    facts = Map(node.where)
    for key in (each for each in node if each not in {"kind", "name"}):
        facts.take(key, node)
    kind = _kind(name, node, record, where, desk)
    label = node["name"].text if isinstance(node.get("name"), Scalar) else ""
    answers = read_facts(facts, f"{record}.", desk)
    headings: dict[str, Series] = {"kind": (Fact(kind, where),)} if kind else {}
    if label:
        headings["name"] = (Fact(label, node["name"].where),)
    return Entry(name, kind, label, {**headings, **answers}, where)


def _kind(name: str, node: Map, record: str, where: Location, desk: Desk) -> str:
    """Read the kind of a record: what `kind` says, else its name where that is a kind."""
    question = desk.vocabulary.questions[f"{record}.kind"]
    known = question.values or question.suggested
    if "kind" in node:
        value = read_answer(question, node["kind"])
        if isinstance(value, Problem):
            desk.problems.append(value)
            return ""
        return str(value)
    if name in known:
        return name
    desk.refuse(
        where,
        "no-kind",
        f"`{name}` is not one of the kinds of {record}",
        "safeguards ask for the kind, and a record without one would escape them",
        f"add `kind:` below it ({advice(name, known)})",
    )
    return ""
