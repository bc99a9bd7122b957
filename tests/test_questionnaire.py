"""A profile as a workbook and back: nothing is lost, nothing is carried out, and every refused cell is named."""

from __future__ import annotations

import dataclasses
import datetime
import os
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from test_cli import example

from engine import report
from engine.cli import safeguards
from engine.load import read_repository
from engine.load.profiles import read_profile
from engine.model import Jurisdiction, Location
from engine.questionnaire import read_workbook, workbook
from engine.vocabulary import Vocabulary
from engine.yamlfile import Map, parse, read

__all__ = ["example"]  # the fixture
HERE = Path(__file__).parent
PROFILES = [
    each
    for root in (HERE / "example", HERE.parent)
    for each in sorted((root / "jurisdictions").rglob("*.yaml"))
    if each.parent.name != "waivers"
]


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(safeguards, args)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


def bare(value: Any) -> Any:
    """Take the places out of a value: what is left is what it says."""
    if isinstance(value, Location):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: bare(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: bare(each) for key, each in value.items()}
    return [bare(each) for each in value] if isinstance(value, list | tuple) else value


def loaded(node: Any, code: str, words: Vocabulary) -> Jurisdiction:
    found, problems = read_profile(node, code, words)
    assert problems == []
    assert found is not None
    return found


@pytest.mark.parametrize("path", PROFILES, ids=lambda each: f"{each.parents[1].name}-{each.stem}")
def test_what_a_profile_says_comes_back_whole(path: Path, tmp_path: Path) -> None:
    root = HERE / "example" if "example" in path.parts else HERE.parent
    words = read_repository(root).vocabulary
    node, _ = read(path, path.name)
    assert isinstance(node, Map)
    file = tmp_path / "profile.xlsx"
    file.write_bytes(workbook(node, words))
    found = read_workbook(file, words)
    assert found.refused == []
    again, _ = parse(found.text.encode(), path.name)
    assert bare(loaded(again, path.stem, words)) == bare(loaded(node, path.stem, words))
    assert workbook(node, words) == file.read_bytes()


def filled(example: Path, cells: dict[str, Any]) -> Path:
    """Write the questionnaire of XAA and put values into cells, named as sheet!cell."""
    file = example / "xaa.xlsx"
    assert run("questionnaire", "xaa", "-o", "xaa.xlsx") == (
        0,
        "xaa.xlsx: fill it in, then: safeguards import xaa.xlsx\n",
    )
    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    book.save(file)
    return file


def place(example: Path, sheet: str, row: dict[str, str], column: str) -> str:
    """Find the cell of a column in the first row that holds these values."""
    run("questionnaire", "XAA", "-o", "look.xlsx")
    page = openpyxl.load_workbook(example / "look.xlsx")[sheet]
    heads = {cell.value: cell.column_letter for cell in page[1]}
    rows = (
        n for n in range(2, page.max_row + 1) if all((page[f"{heads[k]}{n}"].value or "") == v for k, v in row.items())
    )
    return f"{sheet}!{heads[column]}{next(rows)}"


def test_an_answer_that_is_typed_in_is_in_the_profile(example: Path) -> None:
    report = {"question": "state.report"}
    cells = {
        place(example, "Answers", report, "answer"): "ministry",
        place(example, "Answers", report, "not known, because"): None,
        place(example, "Answers", report, "rests on"): "constitution-1, penal-code",
        place(example, "Answers", report, "since"): datetime.datetime(2020, 5, 1),
        place(example, "Answers", report, "note"): "each year, in spring",
    }
    filled(example, cells)
    assert run("import", "xaa.xlsx", "-o", "jurisdictions/XAA.yaml", "--force") == (
        0,
        "jurisdictions/XAA.yaml: written; 0 cells refused\n",
    )
    line = "report: {value: ministry, cite: [constitution-1, penal-code], since: 2020-05-01,"
    assert line in (example / "jurisdictions/XAA.yaml").read_text(encoding="utf-8")
    assert run("check", "-q", "--as-of=2026-06-01")[0] == 1


def test_a_new_record_is_written_at_the_end_of_its_sheet(example: Path) -> None:
    cells = {}
    for path, answer in {"power.kind": "search", "power.exists": True, "power.days": 30}.items():
        at = {"record": "", "question": path}
        cells[place(example, "powers", at, "record")] = "search-by-customs"
        cells[place(example, "powers", at, "answer")] = answer
        if path != "power.kind":
            cells[place(example, "powers", at, "rests on")] = "ruling-2019"
    filled(example, cells)
    assert run("import", "xaa.xlsx", "-o", "new.yaml")[0] == 0
    assert (
        "  search-by-customs:\n    kind: search\n"
        "    exists: {value: true, cite: ruling-2019}\n    days: {value: 30, cite: ruling-2019}\n"
    ) in (example / "new.yaml").read_text(encoding="utf-8")


def test_every_cell_that_is_refused_is_named_and_the_rest_is_written(example: Path) -> None:
    answers = {each: {"question": each} for each in ("state.court", "state.rights", "state.begun", "requests.dual")}
    cells = {
        place(example, "Answers", answers["state.court"], "answer"): "=1+1",
        place(example, "Answers", answers["state.rights"], "answer"): "privacy, speech",
        place(example, "Answers", answers["state.begun"], "answer"): None,
        place(example, "Answers", answers["requests.dual"], "rests on"): "requests-act-3",
        place(example, "powers", {"record": "search", "question": "power.days"}, "since"): "last year",
        place(example, "offences", {"record": "theft", "question": "offence.years"}, "rests on"): None,
        place(example, "Law", {"short name": "penal-code"}, "read as"): "heard",
    }
    filled(example, cells)
    code, said = run("import", "xaa.xlsx", "-o", "new.yaml")
    assert code == 1
    golden = HERE / "golden/import-refused.txt"
    if "REWRITE_GOLDEN" in os.environ:
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    text = (example / "new.yaml").read_text(encoding="utf-8")
    assert loaded(parse(text.encode(), "")[0], "XAA", read_repository(example).vocabulary)
    assert "court: {value: true" not in text


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1", "@SUM(A1)", "-2", "\t=1"])
def test_no_text_of_a_profile_becomes_a_formula(evil: str, example: Path) -> None:
    file = example / "jurisdictions/XBB.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"=HYPERLINK(1)"', repr(evil).replace("'", '"')), encoding="utf-8"
    )
    assert run("questionnaire", "XBB", "-o", "xbb.xlsx")[0] == 0
    book = openpyxl.load_workbook(example / "xbb.xlsx")
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s"}


def test_what_is_no_such_workbook_is_one_line(example: Path) -> None:
    bad = example / "bad.xlsx"
    bad.write_text("not a workbook", encoding="utf-8")
    said = "bad.xlsx: it cannot be read as a workbook (.xlsx); save it as one, and try again\n"
    assert run("import", "bad.xlsx") == (3, said)
    book = openpyxl.Workbook()
    book.save(bad)
    said = "bad.xlsx: it has no sheet `Profile`; fill in a file that `safeguards questionnaire` wrote\n"
    assert run("import", "bad.xlsx") == (3, said)
    filled(example, {"Answers!E1": "reply"})
    said = "xaa.xlsx: sheet `Answers` has no column `not known, because`; its first row must stay as it was\n"
    assert run("import", "xaa.xlsx") == (3, said)
    filled(example, {"Profile!B6": "today"})
    assert run("import", "xaa.xlsx") == (
        3,
        "xaa.xlsx: Profile!B6: `checked`: `today` is not a date; write the date as 2026-11-23\n",
    )


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(example: Path) -> None:
    with zipfile.ZipFile(example / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 101_000_000)
    said = "big.xlsx: it unpacks to 101,000,000 bytes, and at most 100,000,000 are read\n"
    assert run("import", "big.xlsx") == (3, said)


def test_a_profile_that_is_there_is_not_written_over(example: Path) -> None:
    filled(example, {})
    before = (example / "jurisdictions/XAA.yaml").read_bytes()
    said = "jurisdictions/XAA.yaml is there already; name another file with -o, or write over it with --force\n"
    assert run("import", "xaa.xlsx") == (2, said)
    assert (example / "jurisdictions/XAA.yaml").read_bytes() == before


def test_a_state_without_a_profile_gets_an_empty_questionnaire(example: Path) -> None:
    said = "there is no profile of XCC yet; say what the State is called: --name Exampleland\n"
    assert run("questionnaire", "XCC", "-o", "xcc.xlsx") == (2, said)
    assert run("questionnaire", "XCC", "-o", "xcc.xlsx", "--name", "Newland")[0] == 0
    assert run("import", "xcc.xlsx") == (0, "jurisdictions/XCC.yaml: written; 0 cells refused\n")
    assert "name: Newland\n" in (example / "jurisdictions/XCC.yaml").read_text(encoding="utf-8")


def test_a_layer_goes_where_layers_are(example: Path) -> None:
    assert run("questionnaire", "XZZ", "-o", "xzz.xlsx")[0] == 0
    (example / "jurisdictions/layers/XZZ.yaml").unlink()
    assert run("import", "xzz.xlsx") == (0, "jurisdictions/layers/XZZ.yaml: written; 0 cells refused\n")


def test_without_openpyxl_one_line_says_how_to_install_it(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "find_spec", lambda _: None)
    said = "a workbook needs openpyxl; install it with: python -m pip install openpyxl\n"
    assert run("questionnaire", "XAA", "-o", "xaa.xlsx") == (2, said)
