"""Facts: dated, cited answers, as the lines of a profile state them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING

from engine.load.answers import read_answer
from engine.load.written import Written, written
from engine.model import Citation, Fact, Problem, Series, Value
from engine.vocabulary import Question, Vocabulary, advice, nearest
from engine.yamlfile import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.model import Location


_MARKS = {"value", "unknown"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to read the facts of one profile; `checked` is its own date, problems gather here.

    `cited` remembers what facts cite, since many cite the same: the citations, and since when the text is known.
    """

    vocabulary: Vocabulary
    laws: Mapping[str, Citation]
    checked: date
    problems: list[Problem] = field(default_factory=list)
    cited: dict[tuple[str, ...], tuple[tuple[Citation, ...], date]] = field(default_factory=dict)

    def refuse(self, where: Location, code: str, what: str, why: str, fix: str) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(where, code, what, why, fix))


def read_facts(node: Node, prefix: str, desk: Desk) -> dict[str, Series]:
    """Read the facts below a section or record, by path from `prefix` on (which ends with a dot).

    Names may be written as one dotted key or nested; the vocabulary says where a question ends.
    """
    found: dict[str, Series] = {}
    for path, above, name in _lines(node, prefix, desk):
        key = intern(path[len(prefix) :])
        if key in found:
            desk.refuse(
                above.keys_at[name],
                "duplicate-key",
                f"`{path}` is answered twice; first at line {found[key][0].where.line}",
                "only one of the two could count, and a reader cannot tell which",
                "keep one; for a value that changed over time write a list of dated values",
            )
        elif series := _series(desk.vocabulary.questions[path], above[name], desk):
            found[key] = series
    return found


def _lines(node: Node, prefix: str, desk: Desk) -> Iterator[tuple[str, Map, str]]:
    """Walk down to the questions: give the path of each, the mapping in which it is answered, and its name there."""
    if not isinstance(node, Map):
        desk.refuse(
            node.where,
            "wrong-type",
            "answers are expected here",
            "a section holds facts",
            "write `question: {value: ..., cite: ...}` lines",
        )
        return
    for key, below in node.items():
        path = prefix + key
        if path in desk.vocabulary.questions:
            yield path, node, key
        elif isinstance(below, Map) and any(each.startswith(f"{path}.") for each in desk.vocabulary.questions):
            yield from _lines(below, f"{path}.", desk)
        else:
            desk.problems.append(unknown_question(node.keys_at[key], path, desk.vocabulary))


def unknown_question(where: Location, path: str, vocabulary: Vocabulary) -> Problem:
    """Say that a path is not in the vocabulary, with the nearest that is."""
    return Problem(
        where,
        "unknown-question",
        f"`{path}` is not a question of the vocabulary",
        "no safeguard could ask it, so the answer would be lost",
        nearest(path, vocabulary.questions) or "see policies/vocabulary.yaml for the questions",
    )


def _series(question: Question, node: Node, desk: Desk) -> Series:
    if question.heading:
        desk.refuse(
            node.where,
            "heading",
            f"`{question.path}` is stated by the profile's headings",
            "it would be stated twice",
            "delete the line",
        )
        return ()
    if type(node) is Seq and node and all(isinstance(each, Map) for each in node):
        facts = [fact for each in node if (fact := _fact(question, each, desk)) is not None]
        return tuple(facts) if _ordered(question, facts, desk) else ()
    fact = _fact(question, node, desk)
    return () if fact is None else (fact,)


def _ordered(question: Question, facts: list[Fact], desk: Desk) -> bool:
    """Check that no two values of a series begin on one day."""
    ranked = sorted(facts, key=lambda each: (each.since or date.min, each.where))
    same = [(a, b) for a, b in pairwise(ranked) if a.since == b.since]
    for first, second in same:
        desk.refuse(
            second.where,
            "same-since",
            f"two values of `{question.path}` begin on {second.since}; the other stands at line {first.where.line}",
            "only one answer can hold on a day",
            "give each value its own `since`, or delete one",
        )
    return not same


def _fact(question: Question, node: Node, desk: Desk) -> Fact | None:
    if not isinstance(node, Map) or _MARKS.isdisjoint(node):
        desk.problems.append(_not_a_fact(question, node))
        return None
    said, problems = written(node)
    if said is None:
        desk.problems.extend(problems)
        return None
    citations, known_since = _cited(said.cite, node, desk)
    value = _value(question, said, node, desk)
    if said.until or said.overrides:
        _check_dates(question, said, node, desk)
    since = said.since or known_since
    return Fact(value, _place(node), citations, since, said.until, said.note, said.unknown, said.overrides)


def _cited(keys: tuple[str, ...], node: Map, desk: Desk) -> tuple[tuple[Citation, ...], date]:
    """Find what a fact cites, and since when it is known to read so."""
    found = desk.cited.get(keys)
    if found is None:
        citations = _citations(keys, node, desk)
        found = citations, _known_since(citations, desk)
        if len(citations) == len(keys):
            desk.cited[keys] = found
    return found


def _place(node: Map) -> Location:
    found: Location = node[next(filter(_MARKS.__contains__, node))].where
    return found


def _not_a_fact(question: Question, node: Node) -> Problem:
    shown = node.text if isinstance(node, Scalar) else "..."
    return Problem(
        node.where,
        "no-citation",
        f"`{question.path}` is answered without saying what the answer rests on",
        "a fact counts only together with the provision, judgment or report behind it",
        f"write {{value: {shown}, cite: key}}, where key stands under `law:`, or {{unknown: why}}",
    )


def _value(question: Question, shape: Written, node: Map, desk: Desk) -> Value | None:
    if "value" in node and shape.unknown:
        desk.refuse(
            node.where,
            "value-and-unknown",
            f"`{question.path}` has a value and is called unknown",
            "it can only be one of the two",
            "delete one",
        )
        return None
    if "value" not in node:
        return None
    if not shape.cite:
        desk.problems.append(_not_a_fact(question, node["value"]))
    value = read_answer(question, node["value"])
    if isinstance(value, Problem):
        desk.problems.append(value)
        return None
    return value


def _citations(keys: Iterable[str], node: Map, desk: Desk) -> tuple[Citation, ...]:
    found = []
    for key in keys:
        if key in desk.laws:
            found.append(desk.laws[key])
        else:
            desk.refuse(
                node["cite"].where,
                "unknown-citation",
                f"there is no `{key}` under `law:`",
                "a reader could not find what the answer rests on",
                advice(key, desk.laws) if desk.laws else "add it under `law:`",
            )
    return tuple(found)


def _check_dates(question: Question, shape: Written, node: Map, desk: Desk) -> None:
    if shape.since and shape.until and shape.until < shape.since:
        desk.refuse(
            node["until"].where,
            "end-before-start",
            f"`{question.path}` ends on {shape.until}, before it begins on {shape.since}",
            "it would hold on no day",
            "correct one of the two dates",
        )
    if shape.overrides and not shape.note:
        desk.refuse(
            node["overrides"].where,
            "override-without-reason",
            f"`{question.path}` displaces the answer of `{shape.overrides}` without saying why",
            "a reader must be able to check why the State's own answer prevails",
            "add `note:` with the reason",
        )


def _known_since(citations: tuple[Citation, ...], desk: Desk) -> date:
    """Give the first day on which the cited text is known to read so: stated, else read, else the profile's own."""
    dated = [each.since for each in citations if each.since is not None]
    read = [each.read_on for each in citations if each.read_on is not None]
    return max(dated or read, default=desk.checked)
