"""Every format says the same of every cell, whatever the files say; none of it is more than text."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import readers
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt
from world import HERE, entry

from engine.assess import assess, world
from engine.check import all_problems
from engine.explain import headline
from engine.load import read_repository
from engine.matrix import Assessor, Matrix
from engine.model import (
    AllOf,
    Cell,
    Citation,
    Comparison,
    Constant,
    Fact,
    Grade,
    Jurisdiction,
    Location,
    Passage,
    Safeguard,
    Source,
    Waiver,
)  # fmt: skip
from engine.model import (
    Path as Question,
)
from engine.plaintext import visible
from engine.report import dataset, page, render
from engine.report.findings import rows
from engine.report.rows import because
from engine.schemas import schemas
from engine.spreadsheet import fitted
from engine.verdict import Verdict

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 6, 1)
SOME = settings(max_examples=40, deadline=None)
EVIL = [
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "\"quoted\" 'text'",
    "\u202eright to left\u202c",
    "\u200fمرحبا\u200e", "=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "| a | b |",
    "[x](javascript:x)",
    "![x](https://x.example/x.png)", "`code`", "**bold**", "# heading", "1. item", "- item", "> quoted", "--- ", "\\",
    "https://x.example/", "x@x.example", "www.x.example", "&lt;&#60;", "{{ 7*7 }}", "]]>", "two\nlines\r\n\u2028three",
    "\x00\x07\x1b[31m\x7f\x85\x9f", "\ufeff\u200b\ufffe", "~~gone~~", "x" * 300, "$x^2$", ":smile:", "#1",
    "word\u200cword", "a;=1+1", "\ud800",
]  # fmt: skip
TEXTS = (
    st.sampled_from(EVIL) | st.text(max_size=20) | st.tuples(st.sampled_from(EVIL), st.text(max_size=4)).map("".join)
)
ANSWERS = st.booleans() | st.integers(0, 3) | TEXTS | st.lists(TEXTS, max_size=2).map(tuple)
OWN, POWER, OTHER = Question("", "s.a"), Question("power", "a"), Question("requesting", "s.a")


def facts(place: int) -> st.SearchStrategy[Fact]:
    law = st.builds(
        lambda title, grade, url: Citation("act", title, "statute", grade, Location("x.yaml", place), url=url),
        TEXTS, st.sampled_from(list(Grade)), st.sampled_from(["", "https://law.example/1", "javascript:alert(1)"]),
    )  # fmt: skip
    cited = st.lists(law, min_size=1, max_size=2).map(tuple)
    known = st.builds(
        lambda value, by, note: Fact(value, Location("p.yaml", place), by, note=note), ANSWERS, cited, TEXTS
    )
    return known | st.builds(lambda why: Fact(None, Location("p.yaml", place), unknown=why), TEXTS)


@st.composite
def profiles(draw: st.DrawFn, code: str) -> Jurisdiction:
    own = {"s.a": (draw(facts(1)),)} if draw(st.booleans()) else {}
    powers = tuple(
        entry(f"power-{number}", {"a": (draw(facts(number)),)}) for number in range(2, 2 + draw(st.integers(0, 2)))
    )
    complete = {"powers": (draw(facts(9)),)} if draw(st.booleans()) else {}
    return Jurisdiction(
        code, draw(TEXTS), "state", "draft", DAY, Location(f"jurisdictions/{code}.yaml"), own, {"powers": powers},
        complete, {},
    )  # fmt: skip


@st.composite
def safeguards(draw: st.DrawFn, number: int) -> Safeguard:
    subject, path = draw(st.sampled_from([("jurisdiction", OWN), ("power", POWER), ("pair", OTHER)]))
    operand = Constant(draw(ANSWERS))
    applies = draw(st.sampled_from([AllOf(()), Comparison(path, "is", Constant(True))]))
    source = Passage("doc", draw(st.integers(1, 9)), draw(TEXTS), HERE)
    return Safeguard(
        f"safeguard-{number}", f"{draw(TEXTS)} {number}", draw(TEXTS), draw(st.sampled_from(["theme-a", "theme-b"])),
        "law", "high", draw(TEXTS), subject, Comparison(path, "is", operand), HERE, applies,
        answers="requested" if subject == "pair" else "", note=draw(TEXTS), sources=(source,),
    )  # fmt: skip


class Laid(dict[tuple[str, str], Cell]):
    """Cells that are there already, where a judge would put them together when they are looked at."""

    def part(self, keys: Iterable[tuple[str, str]]) -> Laid:
        return Laid({key: self[key] for key in keys if key in self})

    def verdict(self, key: tuple[str, str]) -> Verdict:
        return self[key].verdict

    def grade(self, key: tuple[str, str]) -> Grade | None:
        return self[key].grade


class Made(Matrix):
    """A made-up matrix, which shows itself in few words."""

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        printer.text(f"{[*self.names.values()]} x {[each.title for each in self.safeguards]}")


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    codes = draw(st.sampled_from([("XAA",), ("XAA", "XBB"), ("XAA", "XBB", "XCC", "XDD", "XEE", "XFF", "XGG")]))
    states = tuple(draw(profiles(code)) for code in codes)
    asked = sorted((draw(safeguards(number)) for number in range(draw(st.integers(1, 3)))), key=lambda each: each.theme)
    known = world(states, {}, DAY)
    waivers = {(code, each.id): _waiver(draw, code, each.id) for code in codes for each in asked}
    made = {(code, each.id): assess(each, code, known, waivers[code, each.id]) for code in codes for each in asked}
    names = {each.code: each.name for each in states}
    return Made(DAY, Grade.KNOWLEDGE, states, tuple(asked), Laid(made), {}, names)


def _waiver(draw: st.DrawFn, code: str, id_: str) -> Waiver | None:
    return Waiver(code, id_, draw(TEXTS), draw(TEXTS), DAY, HERE) if draw(st.booleans()) else None


def expected(matrix: Matrix) -> readers.Said:
    by_id = {each.id: each for each in matrix.safeguards}
    return {
        key: (cell.verdict.value, headline(cell, by_id[key[1]], matrix.names[key[0]], matrix.day))
        for key, cell in matrix.cells.items()
    }


def seen(said: readers.Said) -> readers.Said:
    return {key: (verdict, visible(reason)) for key, (verdict, reason) in said.items()}


def agree(matrix: Matrix) -> None:
    """Every format gives the same verdict and the same reason for every cell, and the same decisive answers."""
    said = expected(matrix)
    why = {key: [visible(each) for each in because(cell)] for key, cell in matrix.cells.items()}
    assert readers.from_json(text(matrix, "json")) == said
    assert readers.json_because(text(matrix, "json")) == {
        key: list(because(cell)) for key, cell in matrix.cells.items()
    }
    assert readers.from_csv(text(matrix, "csv")) == seen(said)
    in_csv = {(row["jurisdiction"], row["safeguard"]): row["because"] for row in readers.csv_rows(text(matrix, "csv"))}
    assert in_csv == {key: visible("; ".join(because(matrix.cells[key]))) for key in why}
    assert seen(readers.from_markdown(text(matrix, "markdown"), matrix)) == seen(said)
    assert readers.from_oscal(text(matrix, "oscal")) == seen(said)
    for each in matrix.jurisdictions:
        own, answers = readers.from_page(page.render(matrix, each.code), each.code)
        assert own == {key: value for key, value in seen(said).items() if key[0] == each.code}
        assert answers == {key: value for key, value in why.items() if key[0] == each.code}
    agree_in_a_workbook(matrix, said)


def agree_in_a_workbook(matrix: Matrix, said: readers.Said) -> None:
    data = render(matrix, "xlsx")
    assert isinstance(data, bytes)
    found = readers.from_xlsx(data)
    assert found == {key: (verdict, fitted(reason)) for key, (verdict, reason) in seen(said).items()}
    by_id = {each.id: each for each in matrix.safeguards}
    wanted = {
        key: [fitted(visible(each.because)) for each in rows(cell, by_id[key[1]], matrix) if each.verdict == each.cell]
        for key, cell in matrix.cells.items()
    }
    assert readers.xlsx_because(data) == wanted


def text(matrix: Matrix, name: str) -> str:
    found = render(matrix, name)
    assert isinstance(found, str)
    return found


@pytest.fixture(scope="module")
def real() -> Matrix:
    repository = read_repository(ROOT)
    return Assessor(repository, all_problems(repository), DAY).matrix()


@SOME
@given(matrices())
def test_all_formats_read_back_to_the_same_cells(matrix: Matrix) -> None:
    agree(matrix)


def test_all_formats_of_the_real_matrix_read_back_to_the_same_cells(real: Matrix) -> None:
    agree(real)


@SOME
@given(matrices())
def test_no_text_can_hide_or_turn_the_line_round(matrix: Matrix) -> None:
    """Control characters, and those that change the direction of writing, are written as codes in every format."""
    for name in ("markdown", "csv", "json", "oscal"):
        written = text(matrix, name)
        written.encode()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", written)
    for each in matrix.jurisdictions:
        assert visible(page.render(matrix, each.code)) == " ".join(page.render(matrix, each.code).split())


@SOME
@given(matrices())
def test_no_text_becomes_a_formula(matrix: Matrix) -> None:
    for row in csv.reader(io.StringIO(text(matrix, "csv"), newline="")):
        assert not [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
    data = render(matrix, "xlsx")
    assert isinstance(data, bytes)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {each.data_type for each in cells} <= ({"s", "n"} if sheet.title == "Counts" else {"s"})
        links = [each.hyperlink for each in cells if each.hyperlink is not None]
        assert all(each.location or each.target.startswith("https://law.example/") for each in links)


@SOME
@given(matrices())
def test_no_text_becomes_markup(matrix: Matrix) -> None:
    """A Markdown reader finds our headings, tables, links and words, and nothing that a profile brought along."""
    marked = MarkdownIt("gfm-like", {"linkify": True, "html": True})
    ours = {f"#{each.code.lower()}" for each in matrix.jurisdictions}
    pages = [text(matrix, "markdown"), *(page.render(matrix, each.code) for each in matrix.jurisdictions)]
    for written in pages:
        tokens = [inner for each in marked.parse(written) for inner in (each, *(each.children or ()))]
        kinds = {each.type for each in tokens}
        assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "blockquote_open", "s_open"}
        assert not kinds & {"em_open", "ordered_list_open", "hr"}
        assert {each.attrs["href"] for each in tokens if each.type == "link_open"} <= ours
        inside = [each.content for each in tokens if each.type == "code_inline"]
        assert all(re.fullmatch(r"[\w/.-]+", each) for each in inside)
    headings = [each for each in pages[0].splitlines() if each.startswith("#")]
    themes = list(dict.fromkeys(each.theme for each in matrix.safeguards))
    codes = [each.code for each in matrix.jurisdictions]
    assert headings == ["# Compliance matrix", *(f"## {each}" for each in themes), "## Jurisdictions",
                        *(f"### {each}" for each in codes)]  # fmt: skip


@SOME
@given(matrices())
def test_no_table_is_wider_than_six_columns(matrix: Matrix) -> None:
    lines = [each for each in text(matrix, "markdown").splitlines() if each.startswith("|")]
    assert max(len(readers.table_cells(each)) for each in lines) <= 6


@SOME
@given(matrices(), TEXTS)
def test_the_dataset_is_described_in_text_that_can_stand_in_a_page(matrix: Matrix, evil: str) -> None:
    source = Source("doc", evil, evil, "report", "2020", "https://doc.example/", "rev1", "f", "0" * 64, (), (), HERE)
    written = dataset.json_ld(matrix, [source], ["matrix.csv", "SHA256SUMS"])
    assert "<" not in written
    found = json.loads(written)
    assert [each["name"] for each in found["spatialCoverage"]] == [each.name for each in matrix.jurisdictions]
    assert [each["contentUrl"] for each in found["distribution"]] == ["matrix.csv"]
    assert found["isBasedOn"][0]["name"] == evil


@SOME
@given(matrices())
def test_the_same_matrix_gives_the_same_bytes(matrix: Matrix) -> None:
    for name in ("markdown", "csv", "json", "oscal", "xlsx"):
        assert render(matrix, name) == render(matrix, name)


def test_json_fits_its_published_schema(real: Matrix) -> None:
    schema = json.loads(schemas(read_repository(ROOT).vocabulary)["matrix.schema.json"])
    assert [each.message for each in Draft7Validator(schema).iter_errors(json.loads(text(real, "json")))] == []
