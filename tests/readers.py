"""Each format read back: what it says of every cell, as verdict and reason."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import openpyxl

from engine.matrix import Matrix

Said = dict[tuple[str, str], tuple[str, str]]
"""Verdict and reason by jurisdiction and safeguard."""
SENTENCES = {
    "met": "{} meets this safeguard",
    "unmet": "{} does not meet this safeguard",
    "unknown": "It is not known whether {} meets this safeguard",
    "not applicable": "This safeguard does not apply to {}",
}


def own_text(field: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from carrying out a text."""
    return field.removeprefix("'")


def csv_rows(text: str) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key: own_text(each) for key, each in row.items()} for row in rows]


def from_csv(text: str) -> Said:
    return {(row["jurisdiction"], row["safeguard"]): (row["verdict"], row["reason"]) for row in csv_rows(text)}


def from_json(text: str) -> Said:
    return {
        (each["jurisdiction"], each["safeguard"]): (each["verdict"], each["reason"])
        for each in json.loads(text)["cells"]
    }


def json_because(text: str) -> dict[tuple[str, str], list[str]]:
    """Put the decisive answers of each cell together from the tables of the document."""
    whole, found = json.loads(text), {}
    for cell in whole["cells"]:
        rows = [row for each in cell["findings"] if each["verdict"] == cell["verdict"] for row in each["because"]]
        found[cell["jurisdiction"], cell["safeguard"]] = [_because(row, whole["facts"]) for row in rows]
    return found


def _because(row: dict[str, Any], facts: dict[str, Any]) -> str:
    start = f"{row['of']}: " if row["of"] else ""
    if not row["question"]:
        return f"{start}{row['test']}"
    place = "" if row["fact"] is None else f" [{row['fact'].partition('#')[0]}]"
    return f"{start}{row['question']} {row['test']} ({_recorded(facts.get(row['fact']))}){place}"


def _recorded(fact: dict[str, Any] | None) -> str:
    if fact is None:
        return "not recorded"
    value = fact["value"]
    if value is None:
        return f"not known: {fact['unknown']}"
    if isinstance(value, bool):
        return f"recorded: {'yes' if value else 'no'}"
    return f"recorded: {', '.join(value) or 'none'}" if isinstance(value, list) else f"recorded: {value}"


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def table_cells(line: str) -> list[str]:
    return [each.strip(" ") for each in re.findall(r"((?:\\.|[^|\\])*)\|", line)[1:]]


def from_markdown(text: str, matrix: Matrix) -> Said:
    """Read the tables by theme; the rows of a table stand in the order of the safeguards."""
    found: Said = {}
    names = {each.code: each.name for each in matrix.jurisdictions}
    theme, codes, rows = "", list[str](), iter(())
    for line in text.splitlines():
        cells = table_cells(line) if line.startswith("|") else []
        if line.startswith("## "):
            theme, codes = line[3:], []
        elif cells[:1] == ["Safeguard"]:
            codes, rows = cells[1:], iter([each for each in matrix.safeguards if each.theme == theme])
        elif cells and codes and not cells[0].startswith("---"):
            safeguard = next(rows)
            for code, cell in zip(codes, cells[1:], strict=True):
                if cell:
                    found[code, safeguard.id] = _said(cell, names[code], matrix)
        elif not line:
            codes = []
    return found


def _said(cell: str, name: str, matrix: Matrix) -> tuple[str, str]:
    parts = re.fullmatch(r"[✓✗?–] (not applicable|[a-z]+)°?( for .*)?", cell)
    assert parts, cell
    sentence = SENTENCES[parts[1]].format(name)
    return parts[1], f"{sentence}{parts[2] or ''} (as of {matrix.day})"


def from_page(text: str, code: str) -> tuple[Said, dict[tuple[str, str], list[str]]]:
    """Read the page of one jurisdiction: verdicts and reasons, and the decisive answers."""
    said: Said = {}
    why: dict[tuple[str, str], list[str]] = {}
    for block in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        lines = block.split("\n")
        verdict, _, rest = lines[3].partition(": `")
        key = code, rest.partition("`")[0]
        said[key] = verdict, unescaped(lines[2].removesuffix("\\"))
        why[key] = [unescaped(each[2:]) for each in lines[4:] if each.startswith("- ")]
    return said, why


def from_xlsx(data: bytes) -> Said:
    """Follow the links: from a jurisdiction to its findings, and from a finding to its safeguard."""
    book, found = openpyxl.load_workbook(io.BytesIO(data)), {}
    heads = {each.value: each.column - 1 for each in book["Findings"][1]}
    of_theme: dict[str, list[str]] = {}
    for row in book["Safeguards"].iter_rows(min_row=2, values_only=True):
        of_theme.setdefault(row[3], []).append(row[0])
    for ids, sheet in zip(of_theme.values(), book.worksheets[3:-1], strict=True):
        for row in sheet.iter_rows(min_row=2):
            findings = _rows_from(book, row[0].hyperlink.location)
            for id_, cell in zip(ids, row[1:], strict=True):
                finding = next(each for each in findings if each[heads["safeguard"]].value == id_)
                values = {name: finding[column].value for name, column in heads.items()}
                verdict = re.match(r"[✓✗?–] (not applicable|[a-z]+)", cell.value)
                assert verdict
                assert values["cell"] == verdict[1]
                assert row[0].value.split(" ")[0] == values["jurisdiction"]
                assert _place(finding[heads["safeguard"]])[0].value == id_
                found[values["jurisdiction"], id_] = verdict[1], values["reason"]
    return found


def _rows_from(book: Any, location: str) -> Any:
    place = re.fullmatch(r"'(\w+)'!A(\d+)", location)
    assert place
    return book[place[1]].iter_rows(min_row=int(place[2]))


def _place(cell: Any) -> Any:
    """Give the row to which a cell leads."""
    return next(_rows_from(cell.parent.parent, cell.hyperlink.location))


def xlsx_because(data: bytes) -> dict[tuple[str, str], list[str]]:
    """Read the rows of findings that make each cell what it is."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    rows = book["Findings"].iter_rows(values_only=True)
    heads = [str(each) for each in next(rows)]
    found: dict[tuple[str, str], list[str]] = {}
    for values in rows:
        row = dict(zip(heads, values, strict=True))
        own = found.setdefault((row["jurisdiction"], row["safeguard"]), [])
        if row["cell"] == row["verdict"]:
            own.append(row["because"] or "")
    return found


def from_oscal(text: str) -> Said:
    """Read our properties; and what OSCAL itself says must not be more than they do."""
    found: Said = {}
    for result in json.loads(text)["assessment-results"]["results"]:
        code = _props(result)["jurisdiction"]
        for each in result["observations"]:
            said = _props(each)
            if "cell" in said:
                found[code, said["cell"]] = said["verdict"], said["reason"]
        states = {_props(each)["cell"]: each["target"]["status"]["state"] for each in result.get("findings", ())}
        wanted = {"met": "satisfied", "unmet": "not-satisfied"}
        verdicts = {key[1]: verdict for key, (verdict, _) in found.items() if key[0] == code}
        assert states == {key: wanted[each] for key, each in verdicts.items() if each in wanted}
    return found


def _props(thing: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in thing["props"]}
