"""DuckDB: one prepared query for all safeguards about States, one for each kind of record."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path as File
from typing import Any

from benchmarks.peers import tables
from benchmarks.peers.documents import LIMITLESS, Ready, Work, constant, express
from benchmarks.peers.formula import MET, NOT_APPLICABLE, UNKNOWN, UNMET, CannotSay
from engine.model import AllOf, AnyOf, Clause, Comparison, Constant, Not, Path, Safeguard
from engine.vocabulary import LISTS, Vocabulary

SIGNS = {"at_most": "<=", "at_least": ">=", "less_than": "<", "more_than": ">", "before": "<", "after": ">", "is": "="}
TYPES = {"bool": "BOOLEAN", "number": "INTEGER", "list": "VARCHAR[]", "text": "VARCHAR"}


def say(safeguard: Safeguard, vocabulary: Vocabulary) -> str:
    """Write the verdict of one row as a SQL expression."""
    applies, require = write(safeguard.applies, vocabulary), write(safeguard.require, vocabulary)
    yes = "" if applies == "TRUE" else f"{applies} AND "
    no = f"WHEN NOT {applies} THEN {NOT_APPLICABLE} "
    if safeguard.subject in LISTS:
        no = f"WHEN further IS FALSE OR NOT {applies} THEN {NOT_APPLICABLE} WHEN further THEN {UNKNOWN} "
    return f"CASE {no}WHEN {yes}{require} THEN {MET} WHEN {yes}NOT {require} THEN {UNMET} ELSE {UNKNOWN} END"


def write(clause: Clause, vocabulary: Vocabulary) -> str:
    match clause:
        case AllOf(clauses):
            return _joined(" AND ", clauses, vocabulary) or "TRUE"
        case AnyOf(clauses):
            return _joined(" OR ", clauses, vocabulary) or "FALSE"
        case Not(negated):
            return f"(NOT {write(negated, vocabulary)})"
        case Comparison():
            return f"({_test(clause, vocabulary)})"
        case _:
            raise CannotSay("it goes through a list, and a column's expression speaks of one row")


def _joined(joint: str, clauses: tuple[Clause, ...], vocabulary: Vocabulary) -> str:
    parts = joint.join(write(each, vocabulary) for each in clauses)
    return f"({parts})" if parts else ""


def _test(clause: Comparison, vocabulary: Vocabulary) -> str:
    value, operand = tables.name(clause.path), clause.operand
    if isinstance(operand, Path):
        other = tables.name(operand)
        several = other if tables.kind(operand, vocabulary) == "list" else f"[{other}]"
    else:
        other = several = _literal(operand)
    if clause.operator in SIGNS:
        return f"{value} {SIGNS[clause.operator]} {other}"
    return {
        "in": f"{value} IN {other}",
        "not_in": f"{value} NOT IN {other}",
        "includes_all": f"list_has_all({value}, {several})",
        "includes_any": f"list_has_any({value}, {several})",
        "includes_none": f"NOT list_has_any({value}, {several})",
        "is_empty": f"(len({value}) = 0) = {other}",
        "has_limit": f"({value} <> {LIMITLESS}) = {other}",
    }[clause.operator]


def _literal(operand: Constant) -> str:
    return json.dumps(constant(operand)).replace("'", "''").replace('"', "'")


def ready(work: Work) -> Ready:
    """Load the tables and prepare the queries."""
    import duckdb

    base = duckdb.connect()
    said, left = express(work.safeguards, lambda each: say(each, work.vocabulary))
    order, queries = [], []
    for subject in ("pair",) if work.pairs else ("", *LISTS):
        chosen = [(each, text) for each, text in said if (each.subject if each.subject in LISTS else "") == subject]
        chosen = said if work.pairs else chosen
        if chosen:
            order += [each for each, _ in chosen]
            texts = [text for _, text in chosen]
            queries.append(_query(base, work, subject, [each for each, _ in chosen], texts))
    for number, query in enumerate(queries):
        base.execute(f"PREPARE q{number} AS {query}")

    def run(_count: int) -> list[list[Any]]:
        return [base.execute(f"EXECUTE q{number}").fetchall() for number in range(len(queries))]

    def codes(found: list[list[Any]]) -> list[list[int]]:
        return [[each for part in row for each in part[1:]] for row in zip(*found, strict=True)]

    return Ready(order, left, run, codes, partial=False)


def _query(base: Any, work: Work, subject: str, safeguards: list[Safeguard], texts: list[str]) -> str:
    asked = tables.paths(safeguards)
    if subject in LISTS:
        _load(base, subject, tables.records(work, subject, asked))
        return (
            f"SELECT state, {', '.join(f'MAX({each})' for each in texts)} FROM {subject} GROUP BY state ORDER BY state"
        )
    if subject == "pair":
        for side in ("requesting", "requested"):
            own = tables.states(work, [each for each in asked if each.root == side])
            _load(base, side, own, number=f"{side}_number")
        return (
            f"SELECT 0, {', '.join(texts)} FROM requesting CROSS JOIN requested"
            " WHERE requesting_number <> requested_number ORDER BY requesting_number, requested_number"
        )
    _load(base, "states", tables.states(work, asked))
    return f"SELECT number, {', '.join(texts)} FROM states ORDER BY number"


def _load(base: Any, name: str, table: tables.Table, number: str = "number") -> None:
    kinds = {number: "number", **table.kinds}
    columns = {each: TYPES[kind] for each, kind in kinds.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = File(folder) / "rows.json"
        with path.open("w", encoding="utf-8") as file:
            for place, row in enumerate(zip(*table.columns.values(), strict=True)):
                file.write(json.dumps(dict(zip(kinds, (place, *row), strict=True))) + "\n")
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM read_json('{path}', columns={columns})")
