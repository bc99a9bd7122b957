"""JsonLogic, by two engines: in Rust (datalogic-py) and in plain Python (json-logic-qubit).

Inside a list only the record can be spoken of; what a safeguard asks of the State besides is copied into each record.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.documents import LIMITLESS, Ready, Work, constant, express, field, is_list
from benchmarks.peers.formula import (
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
    Atom,
    Both,
    CannotSay,
    Closed,
    Either,
    Fold,
    Formula,
    cell,
)
from engine.model import Constant, Path, Safeguard
from engine.vocabulary import LISTS, Vocabulary

SIGNS = {"at_most": "<=", "at_least": ">=", "less_than": "<", "more_than": ">"}
Rule = Any


def say(safeguard: Safeguard, vocabulary: Vocabulary) -> Rule:
    """Write the verdict of a cell as one rule."""
    met, unmet, inapplicable = (write(each, vocabulary, "") for each in cell(safeguard))
    return {"if": [unmet, UNMET, met, MET, inapplicable, NOT_APPLICABLE, UNKNOWN]}


def write(formula: Formula, vocabulary: Vocabulary, inside: str) -> Rule:
    match formula:
        case Both(parts):
            return {"and": [write(each, vocabulary, inside) for each in parts]} if parts else True
        case Either(parts):
            return {"or": [write(each, vocabulary, inside) for each in parts]} if parts else False
        case Fold(every, records, name, body):
            if inside:
                raise CannotSay("it goes through a list inside a list, where JsonLogic sees the inner one only")
            return _folded(every, _var(records, ""), write(body, vocabulary, name))
        case Closed(records):
            return {"var": f"{_place(records, '')}_closed"}
        case Atom():
            return _atom(formula, vocabulary, inside)


def _folded(every: bool, records: Rule, body: Rule) -> Rule:
    # "all" of nothing is false in JsonLogic, so the opposite of "some" is asked
    return {"!": {"some": [records, {"!": [body]}]}} if every else {"some": [records, body]}


def _place(path: Path, inside: str) -> str:
    if not inside:
        return f"{path.root or 'state'}.{field(path)}"
    if path.root == inside:
        return field(path)
    if path.root or inside not in LISTS:
        raise CannotSay("inside a list it speaks of something else, which JsonLogic cannot see there")
    return f"state_{field(path)}"


def _var(path: Path, inside: str) -> Rule:
    return {"var": _place(path, inside)}


def _atom(atom: Atom, vocabulary: Vocabulary, inside: str) -> Rule:
    value, operand = _var(atom.path, inside), atom.operand
    other = _var(operand, inside) if isinstance(operand, Path) else constant(operand)
    test = _test(value, other, atom, vocabulary)
    if atom.wanted and atom.operator in {"is", "in"} and isinstance(operand, Constant):
        return test  # what is not there is no word that could be equal
    asked = [value, other] if isinstance(operand, Path) else [value]
    return {"and": [*({"!==": [each, None]} for each in asked), test if atom.wanted else {"!": [test]}]}


def _test(value: Rule, other: Any, atom: Atom, vocabulary: Vocabulary) -> Rule:
    if atom.operator in SIGNS:
        return {SIGNS[atom.operator]: [value, other]}
    if atom.operator in {"before", "after"}:
        raise CannotSay("it orders dates, which JsonLogic would read as numbers")
    if atom.operator.startswith("includes"):
        return _words(value, other, atom, vocabulary)
    return {
        "is": lambda: {"===": [value, other]},
        "in": lambda: {"in": [value, other]},
        "is_empty": lambda: {"!": [value]} if other else {"!!": [value]},
        "has_limit": lambda: {"!==" if other else "===": [value, LIMITLESS]},
    }[atom.operator]()


def _words(value: Rule, other: Any, atom: Atom, vocabulary: Vocabulary) -> Rule:
    if isinstance(atom.operand, Path):
        if is_list(atom.operand, vocabulary):
            raise CannotSay("it compares two lists, and inside one JsonLogic does not see the other")
        return {"in": [other, value]}
    tests = [{"in": [each, value]} for each in other]
    return tests[0] if len(tests) == 1 else {"and" if atom.operator == "includes_all" else "or": tests}


def rust(work: Work) -> Ready:
    """Compile for the engine in Rust."""
    import datalogic_py

    engine = datalogic_py.Engine()
    said, left = express(work.safeguards, lambda each: engine.compile(json.dumps(say(each, work.vocabulary))))
    rules = [each for _, each in said]
    rows = [datalogic_py.DataHandle(each) for each in work.documents(lend=True)]
    session = engine.session()

    def run(count: int) -> list[list[str]]:
        return [session.evaluate_many(rules, row) for row in rows[:count]]

    return Ready([each for each, _ in said], left, run, lambda found: [[int(each) for each in row] for row in found])


def python(work: Work) -> Ready:
    """Prepare the rules for the engine in Python."""
    from json_logic import jsonLogic

    said, left = express(work.safeguards, lambda each: say(each, work.vocabulary))
    rules = [each for _, each in said]
    rows = work.documents(lend=True)

    def run(count: int) -> list[list[int]]:
        return [[jsonLogic(rule, row) for rule in rules] for row in rows[:count]]

    return Ready([each for each, _ in said], left, run, list)
