"""Rego, by two engines: OPA itself (in Go) and regorus (in Rust).  A body holds only where every answer is there."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.documents import LIMITLESS, Ready, Work, constant, field, is_list
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
OPPOSITE = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}


class Module:
    """The rules written so far: an alternative needs a rule of its own, with what it speaks of as arguments."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lines: list[str] = []
        self.said: dict[tuple[Formula, tuple[str, ...]], str] = {}

    def verdict(self, number: int, safeguard: Safeguard) -> None:
        met, unmet, inapplicable = cell(safeguard)
        steps = [(UNMET, unmet), (MET, met), (NOT_APPLICABLE, inapplicable)]
        bodies = [(code, self.body(each, ())) for code, each in steps if each != Either(())]
        texts = [f"{code} if {{ {'; '.join(body)} }}" for code, body in bodies]
        self.lines += [f"default v{number} := {UNKNOWN}", f"v{number} := {' else := '.join(texts)}"]

    def body(self, formula: Formula, bound: tuple[str, ...]) -> list[str]:
        match formula:
            case Both(parts):
                return [line for each in parts for line in self.body(each, bound)] or ["true"]
            case Either(parts):
                return [self.helper(formula, [self.body(each, bound) for each in parts] or [["false"]], bound)]
            case Fold(True, records, name, inner):
                lines = "; ".join(self.body(inner, (*bound, name)))
                return [f"every {name} in {_name(records)} {{ {lines} }}"]
            case Fold(False, records, name, inner):
                lines = [f"some {name} in {_name(records)}", *self.body(inner, (*bound, name))]
                return [self.helper(formula, [lines], bound)]
            case Closed(records):
                return [f"{_name(records)}_closed"]
            case Atom():
                return self.atom(formula, bound)

    def helper(self, formula: Formula, bodies: list[list[str]], bound: tuple[str, ...]) -> str:
        key = formula, bound
        if key not in self.said:
            self.said[key] = f"h{len(self.said)}" + (f"({', '.join(bound)})" if bound else "")
            self.lines += [f"{self.said[key]} if {{ {'; '.join(body)} }}" for body in bodies]
        return self.said[key]

    def atom(self, atom: Atom, bound: tuple[str, ...]) -> list[str]:
        value, operand = _name(atom.path), atom.operand
        if atom.operator in {"includes_all", "includes_any"}:
            return self.words(atom, bound)
        if atom.operator == "in":
            assert isinstance(operand, Constant)
            words = [json.dumps(each) for each in constant(operand)]
            inside = f"{value} == {words[0]}" if len(words) == 1 else f"{value} in {{{', '.join(words)}}}"
            return [inside] if atom.wanted else [f"{value} != {each}" for each in words]
        other = _name(operand) if isinstance(operand, Path) else json.dumps(constant(operand))
        if atom.operator in SIGNS:
            sign = SIGNS[atom.operator]
            return [f"{value} {sign if atom.wanted else OPPOSITE[sign]} {other}"]
        if atom.operator == "is":
            return [f"{value} {'==' if atom.wanted else '!='} {other}"]
        same = (other == "true") == atom.wanted
        if atom.operator == "is_empty":
            return [f"count({value}) {'==' if same else '!='} 0"]
        return [f"{value} {'!=' if same else '=='} {LIMITLESS}"]

    def words(self, atom: Atom, bound: tuple[str, ...]) -> list[str]:
        value, operand, every = _name(atom.path), atom.operand, atom.operator == "includes_all"
        there = [f"is_array({value})"]
        if isinstance(operand, Path):
            other = _name(operand)
            there += [f"is_array({other})" if is_list(operand, self.vocabulary) else f"is_string({other})"]
            many = is_list(operand, self.vocabulary)
            inside, outside = (f"word in {value}", f"not word in {value}") if many else (f"{other} in {value}",) * 2
            if not many:
                return [*there, inside if atom.wanted else f"not {inside}"]
            if every == atom.wanted:
                return [*there, f"every word in {other} {{ {inside if atom.wanted else outside} }}"]
            lines = [*there, f"some word in {other}", inside if atom.wanted else outside]
            return [self.helper(atom, [lines], bound)]
        tests = [f"{json.dumps(each)} in {value}" for each in constant(operand)]
        tests = tests if atom.wanted else [f"not {each}" for each in tests]
        if every == atom.wanted:
            return [*([] if atom.wanted else there), *tests]
        return [self.helper(atom, [[*([] if atom.wanted else there), each] for each in tests], bound)]


def _name(path: Path) -> str:
    root = {"": "input.state", "requesting": "input.requesting", "requested": "input.requested"}.get(
        path.root, path.root
    )
    return f"{root}.{field(path)}"


def module(safeguards: list[Safeguard], vocabulary: Vocabulary) -> str:
    """Write the package; `verdicts` holds a number for every safeguard."""
    written = Module(vocabulary)
    for number, each in enumerate(safeguards):
        written.verdict(number, each)
    names = ", ".join(f"v{number}" for number in range(len(safeguards)))
    return "\n".join(["package bench", "import rego.v1", f"verdicts := [{names}]", *written.lines, ""])


def regorus(work: Work) -> Ready:
    """Compile for the engine in Rust; a State is JSON text, read anew in every call, as its interface has it."""
    from regorus import Engine

    engine = Engine()
    engine.add_policy("bench.rego", module(work.safeguards, work.vocabulary))
    rows = [json.dumps(each) for each in work.documents()]

    def one(row: str) -> Any:
        engine.set_input_json(row)
        return engine.eval_rule("data.bench.verdicts")

    one(rows[0])
    return Ready(list(work.safeguards), {}, lambda count: [one(each) for each in rows[:count]], list)


def machine(work: Work) -> Ready:
    """Compile for the virtual machine of the engine in Rust, its other and faster interface."""
    from regorus import Program, Rvm

    text = module(work.safeguards, work.vocabulary)
    runner = Rvm()
    runner.load_program(Program.compile_from_modules("{}", [("bench.rego", text)], ["data.bench.verdicts"]))
    rows = [json.dumps(each) for each in work.documents()]

    def one(row: str) -> Any:
        runner.set_input_json(row)
        return json.loads(runner.execute())

    return Ready(list(work.safeguards), {}, lambda count: [one(each) for each in rows[:count]], list)


def opa(work: Work) -> Ready:
    """Compile for OPA itself, in Go behind a C interface."""
    from opa_bindings import OpaEngine

    engine = OpaEngine()
    engine.add_policy("bench.rego", module(work.safeguards, work.vocabulary))
    rows = work.documents()

    def one(row: Any) -> Any:
        return engine.eval_document("bench.verdicts", row)

    one(rows[0])
    return Ready(list(work.safeguards), {}, lambda count: [one(each) for each in rows[:count]], list)
