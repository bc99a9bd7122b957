"""A workbook to filter, read and print: legend, counts, safeguards, a sheet for each theme, and the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from engine.explain import source_words
from engine.explain.cells import share
from engine.model import Grade
from engine.report.findings import Row, rows
from engine.report.rows import CAUTION
from engine.signs import SYMBOLS
from engine.spreadsheet import FONT, add_sheet, fit_rows, new_book, put, saved, sheet_names
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from engine.matrix import Matrix
    from engine.model import Cell, Safeguard

LEGEND, COUNTS, SAFEGUARDS, FINDINGS = "Legend", "Counts", "Safeguards", "Findings"
MOST_LINKS = 65_000
"""How many links of a sheet Excel reads, with some to spare."""
PAPER = 210
"""How many characters stand side by side on a page that can still be read."""
_COLOURS = {
    Verdict.MET: ("08519C", "FFFFFF"),
    Verdict.UNMET: ("D55E00", "000000"),
    Verdict.UNKNOWN: ("BDBDBD", "000000"),
    Verdict.NOT_APPLICABLE: ("FFFFFF", "000000"),
}
"""Background and writing of each verdict; they can be told apart whatever colours somebody sees."""
_FILLS = {verdict: PatternFill("solid", fgColor=back) for verdict, (back, _) in _COLOURS.items()}
_FONTS = {verdict: Font(name=FONT, size=11, color=front) for verdict, (_, front) in _COLOURS.items()}
_MEANINGS = {
    Verdict.MET: "the recorded law meets the safeguard",
    Verdict.UNMET: "the recorded law does not meet the safeguard",
    Verdict.UNKNOWN: "nobody has recorded what would decide it",
    Verdict.NOT_APPLICABLE: "the safeguard does not concern this jurisdiction",
}
_LINK = Font(name=FONT, size=11, color="0563C1", underline="single")
_WIDE = {
    "safeguard": 48,
    "title": 30,
    "because": 80,
    "rests_on": 90,
    "address": 60,
    "reason": 40,
    "theme": 30,
    "subject": 26,
}
_SAFEGUARD = {
    "safeguard": 34,
    "title": 40,
    "statement": 80,
    "theme": 26,
    "severity": 10,
    "level": 16,
    "demanded by": 50,
}


@dataclass(slots=True)
class _Book:
    """A workbook in the making: its matrix, and the row of the sheet of findings where those of each cell begin."""

    book: Workbook
    matrix: Matrix
    first: dict[tuple[str, str], int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)

    def link(self, cell: Any, location: str = "", target: str = "") -> None:
        """Let a cell lead to a place of this workbook, or to an address of the web.

        Only short texts do: LibreOffice neither wraps a link nor keeps its colour.
        """
        title = cell.parent.title
        self.links[title] = self.links.get(title, 0) + 1
        if self.links[title] <= MOST_LINKS:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location or None, target=target or None)
            cell.font = _LINK


def render(matrix: Matrix) -> bytes:
    """Write the matrix as a workbook (.xlsx); the same matrix gives the same bytes."""
    made, row = _Book(new_book(), matrix), 2
    for cell in matrix.rows():
        made.first[cell.jurisdiction, cell.safeguard] = row
        row += max(1, len(cell.findings))
    themes = list(dict.fromkeys(each.theme for each in matrix.safeguards))
    _legend(made)
    _counts(made)
    _safeguards(made)
    for theme, title in sheet_names(themes, (LEGEND, COUNTS, SAFEGUARDS, FINDINGS)).items():
        _theme(made, theme, title)
    _findings(made)
    return saved(made.book)


def _legend(made: _Book) -> None:
    sheet = add_sheet(made.book, LEGEND, ["sign", "meaning"], [22, 100])
    for row, verdict in enumerate(Verdict, 2):
        _verdict(sheet.cell(row, 1), verdict)
        put(sheet.cell(row, 2), _MEANINGS[verdict])
    floor = made.matrix.floor
    left_out = [] if floor is Grade.KNOWLEDGE else [("evidence", f"what is weaker than {floor} counts as unknown")]
    notes = [("°", "it rests on what nobody has checked"), ("as of", f"{made.matrix.day}"), *left_out]
    notes += [
        ("caution", CAUTION),
        ("links", "a jurisdiction leads to its findings, a finding to its safeguard and to the law"),
    ]
    notes += [(code, "not in the tables, since the profile is not valid") for code in made.matrix.invalid]
    for row, (sign, meaning) in enumerate(notes, len(Verdict) + 2):
        put(sheet.cell(row, 1), sign)
        put(sheet.cell(row, 2), meaning)
    _printed(sheet, filtered=False)


def _counts(made: _Book) -> None:
    heads = ["jurisdiction", "name", "status", "checked", *(each.value for each in Verdict)]
    sheet = add_sheet(made.book, COUNTS, heads, [14, 34, 12, 14, 10, 10, 10, 16])
    for row, profile in enumerate(made.matrix.jurisdictions, 2):
        _texts(sheet, row, (profile.code, profile.name, profile.status, profile.checked.isoformat()))
        own = [made.first[key] for key in made.first if key[0] == profile.code]
        if own:
            made.link(sheet.cell(row, 1), f"'{FINDINGS}'!A{own[0]}")
        counts = made.matrix.counts(profile.code)
        for column, verdict in enumerate(Verdict, 5):
            sheet.cell(row, column, counts[verdict])
    _printed(sheet)


def _safeguards(made: _Book) -> None:
    sheet = add_sheet(made.book, SAFEGUARDS, list(_SAFEGUARD), list(_SAFEGUARD.values()))
    for row, each in enumerate(made.matrix.safeguards, 2):
        texts = (each.id, each.title, each.statement, each.theme, each.severity, each.level, source_words(each))
        _texts(sheet, row, texts)
    _printed(sheet)


def _theme(made: _Book, theme: str, title: str) -> None:
    """Write the sheet of a theme: a row for each jurisdiction, a column for each safeguard."""
    matrix = made.matrix
    columns = [each for each in matrix.safeguards if each.theme == theme]
    heads = ["jurisdiction", *(each.title for each in columns)]
    sheet = add_sheet(made.book, title, heads, [26, *[22] * len(columns)])
    for row, profile in enumerate(matrix.jurisdictions, 2):
        put(sheet.cell(row, 1), f"{profile.code} {profile.name}")
        here = [(profile.code, each.id) for each in columns if (profile.code, each.id) in matrix.cells]
        if here:
            made.link(sheet.cell(row, 1), f"'{FINDINGS}'!A{made.first[here[0]]}")
        for number, each in enumerate(columns, 2):
            if (profile.code, each.id) in matrix.cells:
                _cell(sheet.cell(row, number), matrix.cells[profile.code, each.id], each)
    _printed(sheet)


def _cell(cell: Any, found: Cell, safeguard: Safeguard) -> None:
    unverified = "°" if found.grade is Grade.KNOWLEDGE else ""
    _verdict(cell, found.verdict, f"{unverified}{share(found, safeguard)}")


def _verdict(cell: Any, verdict: Verdict, more: str = "") -> None:
    put(cell, f"{SYMBOLS[verdict]} {verdict.value}{more}")
    cell.fill, cell.font = _FILLS[verdict], _FONTS[verdict]


def _findings(made: _Book) -> None:
    heads = [each.replace("_", " ") for each in Row._fields]
    sheet = add_sheet(made.book, FINDINGS, heads, [_WIDE.get(each, 14) for each in Row._fields])
    safeguards, column = {each.id: each for each in made.matrix.safeguards}, Row._fields.index("address") + 1
    row_of = {id_: row for row, id_ in enumerate(safeguards, 2)}
    found = (each for cell in made.matrix.rows() for each in rows(cell, safeguards[cell.safeguard], made.matrix))
    for row, texts in enumerate(found, 2):
        _texts(sheet, row, texts)
        if texts.address.startswith(("http://", "https://")):
            made.link(sheet.cell(row, column), target=texts.address)
        made.link(sheet.cell(row, Row._fields.index("safeguard") + 1), f"'{SAFEGUARDS}'!A{row_of[texts.safeguard]}")
    _printed(sheet)


def _texts(sheet: Any, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, 1):
        put(sheet.cell(row, column), text)


def _printed(sheet: Any, *, filtered: bool = True) -> None:
    """Keep heads and first column in sight, and lay the sheet out for paper: landscape, heads on every page."""
    sheet.freeze_panes = "B2"
    fit_rows(sheet)
    if filtered and sheet.max_row > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    width = sum(each.width for each in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = ceil(width / PAPER), 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.oddFooter.center.text = "&A, page &P of &N"
