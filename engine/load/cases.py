"""The cases of a safeguard: made-up answers, the verdict that they must give, and the decisive questions."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any

from pydantic import BeforeValidator

from engine.load.answers import read_answer
from engine.load.paths import Context, known_lists, read_path
from engine.load.shapes import Shape, Text, Texts, one_of, shaped
from engine.model import Case, Collection, Fact, Location, Path, Problem, Record, Scope
from engine.verdict import Verdict
from engine.yamlfile import Map, Node, Scalar, Seq, plain


class CaseShape(Shape):
    """One case."""

    name: Text
    given: Any
    verdict: Annotated[str, BeforeValidator(one_of(*(each.value for each in Verdict)))]
    because: Texts = ()


def read_cases(node: Node, context: Context) -> tuple[Case, ...]:
    """Read the cases of a safeguard; problems go to the context."""
    if not isinstance(node, Seq) or not node:
        context.refuse(
            node.where,
            "no-cases",
            "a safeguard needs cases",
            "without them nobody would notice that it says something else than it means",
            "write at least one case that is met, one unmet and one unknown",
        )
        return ()
    cases = tuple(case for each in node if (case := _case(each, context)) is not None)
    _check_names(cases, context)
    return cases


def _check_names(cases: tuple[Case, ...], context: Context) -> None:
    seen: dict[str, Location] = {}
    for each in cases:
        if each.name in seen:
            context.refuse(
                each.where,
                "duplicate-case",
                f"the case `{each.name}` stands twice; first at line {seen[each.name].line}",
                "a failing case could not be told from the other",
                "give it a name of its own",
            )
        seen.setdefault(each.name, each.where)


def _case(node: Node, context: Context) -> Case | None:
    shape, problems = shaped(CaseShape, node)
    context.problems.extend(problems)
    if shape is None or not isinstance(node, Map):
        return None
    _check_because(shape, node, context)
    return Case(shape.name, _scope(shape.given, context), Verdict(shape.verdict), shape.because, node.where)


def _check_because(shape: CaseShape, node: Map, context: Context) -> None:
    """Refuse a decisive question that cannot be one: a path with roots of its own stands within a quantifier."""
    for text, place in zip(shape.because, node.get("because", ()), strict=True):
        root = text.partition(".")[0]
        starts = {*context.roots, *context.vocabulary.sections}
        if root in starts and text not in _claims(context):
            read_path(text, place.where, context)


def _claims(context: Context) -> set[str]:
    return {f"{each}.complete" for each in known_lists(context)}


def _scope(node: Node, context: Context) -> Scope:
    """Turn the answers given into records, one for each root from which a path can start."""
    facts: dict[str, dict[str, Fact]] = {root: {} for root in context.roots}
    lists: dict[str, dict[str, Collection]] = defaultdict(dict)
    if not isinstance(node, Map):
        context.refuse(
            node.where,
            "wrong-type",
            "answers are expected here",
            "a case is made of answers",
            "write `path: value` lines, or {} for none",
        )
        return {root: Record({}) for root in context.roots}
    records = {name: path for name, path in known_lists(context).items() if name in node or f"{name}.complete" in node}
    claims = _claims(context)
    for name, path in records.items():
        lists[path.root][path.key] = _collection(name, node, path, context)
    for key, below in node.items():
        if key not in records and key not in claims:
            _given(key, node.keys_at[key], below, facts, context)
    return {root: Record(facts[root], "", lists[root]) for root in context.roots}


def _given(key: str, where: Location, node: Node, facts: dict[str, dict[str, Fact]], context: Context) -> None:
    found = read_path(key, where, context)
    if found is None:
        return
    path, question = found
    value = read_answer(question, node)
    if isinstance(value, Problem):
        context.problems.append(value)
    else:
        facts[path.root][path.key] = Fact(value, node.where)


def _collection(name: str, given: Map, path: Path, context: Context) -> Collection:
    """Read a list of records; `{name}.complete: true` beside it says that there are no others."""
    claim = given.get(f"{name}.complete")
    complete = Fact(True, claim.where) if isinstance(claim, Scalar) and plain(claim) is True else None
    node = given.get(name, Seq(given.where))
    record = context.vocabulary.lists[path.key]
    if not isinstance(node, Seq) or not all(isinstance(each, Map) for each in node):
        context.refuse(
            node.where,
            "wrong-type",
            f"`{name}` is a list of records",
            "each and some go through records",
            "write `- {kind: ..., ...}` for each record, or []",
        )
        return Collection()
    inner = Context(context.vocabulary, {"": record}, {}, context.problems)
    return Collection(tuple(_record(each, number, inner) for number, each in enumerate(node, 1)), complete)


def _record(node: Map, number: int, context: Context) -> Record:
    facts: dict[str, dict[str, Fact]] = {"": {}}
    for key, below in node.items():
        _given(key, node.keys_at[key], below, facts, context)
    kind = facts[""].get("kind")
    return Record(facts[""], f"{number}" if kind is None else str(kind.value))
