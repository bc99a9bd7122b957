"""The Common Expression Language, by two engines: in Rust (common-expression-language) and in C++ (cel-expr-python)."""

from __future__ import annotations

import json
from importlib import import_module

from benchmarks.peers.documents import LIMITLESS, Ready, Work, constant, express, field, is_list
from benchmarks.peers.formula import (
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    UNMET,
    Atom,
    Both,
    Closed,
    Either,
    Fold,
    Formula,
    cell,
)
from engine.model import Constant, Path, Safeguard
from engine.vocabulary import Vocabulary

SIGNS = {"at_most": "<=", "at_least": ">=", "less_than": "<", "more_than": ">", "before": "<", "after": ">"}


def say(safeguard: Safeguard, vocabulary: Vocabulary) -> str:
    """Write the verdict of a cell as one expression."""
    met, unmet, inapplicable = (write(each, vocabulary) for each in cell(safeguard))
    return f"({unmet}) ? {UNMET} : ({met}) ? {MET} : ({inapplicable}) ? {NOT_APPLICABLE} : {UNKNOWN}"


def write(formula: Formula, vocabulary: Vocabulary) -> str:
    match formula:
        case Both(parts):
            return "(" + (" && ".join(write(each, vocabulary) for each in parts) or "true") + ")"
        case Either(parts):
            return "(" + (" || ".join(write(each, vocabulary) for each in parts) or "false") + ")"
        case Fold(every, records, name, body):
            return f"{_name(records)}.{'all' if every else 'exists'}({name}, {write(body, vocabulary)})"
        case Closed(records):
            return f"{_name(records)}_closed"
        case Atom():
            return _atom(formula, vocabulary)


def _name(path: Path) -> str:
    return f"{path.root or 'state'}.{field(path)}"


def _atom(atom: Atom, vocabulary: Vocabulary) -> str:
    value = _name(atom.path)
    asked = [value] + ([_name(atom.operand)] if isinstance(atom.operand, Path) else [])
    test = _test(value, atom, vocabulary)
    if not atom.wanted:
        test = f"!({test})"
    return "(" + " && ".join([*(f"has({each})" for each in asked), test]) + ")"


def _test(value: str, atom: Atom, vocabulary: Vocabulary) -> str:
    operand = atom.operand
    if isinstance(operand, Path):
        other = _name(operand)
        if not is_list(operand, vocabulary):
            other = other if atom.operator == "is" else f"[{other}]"
    else:
        other = json.dumps(constant(operand))
    if atom.operator in SIGNS:
        return f"{value} {SIGNS[atom.operator]} {other}"
    return {
        "is": lambda: f"{value} == {other}",
        "in": lambda: f"{value} in {other}",
        "includes_all": lambda: _words(value, other, operand, " && ", "all"),
        "includes_any": lambda: _words(value, other, operand, " || ", "exists"),
        "is_empty": lambda: f"(size({value}) == 0) == {other}",
        "has_limit": lambda: f"({value} != {LIMITLESS}) == {other}",
    }[atom.operator]()


def _words(value: str, other: str, operand: Constant | Path, joint: str, macro: str) -> str:
    if isinstance(operand, Path):
        return f"{other}.{macro}(word, word in {value})"
    return "(" + joint.join(f"{json.dumps(each)} in {value}" for each in constant(operand)) + ")"


def rust(work: Work) -> Ready:
    """Compile for the engine in Rust."""
    import cel

    said, left = express(work.safeguards, lambda each: cel.compile(say(each, work.vocabulary)))
    programs = [each for _, each in said]
    rows = [cel.Context(each) for each in work.documents()]

    def run(count: int) -> list[list[int]]:
        return [[each.execute(row) for each in programs] for row in rows[:count]]

    return Ready([each for each, _ in said], left, run, list)


def cpp(work: Work) -> Ready:
    """Compile for the engine in C++."""
    cel = import_module("cel_expr_python.cel")
    names = ("requesting", "requested") if work.pairs else ("state",)
    env = cel.NewEnv(variables=dict.fromkeys(names, cel.Type.DYN))
    said, left = express(work.safeguards, lambda each: env.compile(say(each, work.vocabulary)))
    programs = [each for _, each in said]
    rows = [env.Activation(each) for each in work.documents()]

    def run(count: int) -> list[list[int]]:
        return [[each.eval(row).value() for each in programs] for row in rows[:count]]

    return Ready([each for each, _ in said], left, run, list)
