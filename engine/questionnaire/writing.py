"""From a profile to a workbook: one row a question, with what is answered already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from engine.questionnaire import columns as c
from engine.skeleton import choice
from engine.spreadsheet import SHADE, add_sheet, new_book, put, saved
from engine.yamlfile import Map, Scalar, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openpyxl import Workbook

    from engine.vocabulary import Question, Vocabulary
    from engine.yamlfile import Node

Row = dict[str, str]
HELP = (
    "Write only in the white columns. One row answers one question; a row without an answer is left out.",
    "answer: one of the words in the column `answers`. For a list: several with commas; [] if the law names none.",
    "not known, because: instead of an answer, if somebody looked and could not tell.",
    "rests on: short names of provisions that stand on the sheet Law, with commas. Every answer needs one.",
    "since, until: the first and last day on which the answer holds; both may stay empty. Dates as 2026-11-23.",
    "An answer that changed over time has one row for each value: copy the row and give each its own `since`.",
    "A new power or offence: fill in the rows at the end of its sheet, with a name of your choice under `record`.",
    "Law, read as: text (the provision itself), page (a page that quotes it), secondary (press, comment), knowledge.",
    "When done: safeguards import FILE. It writes a profile and names every cell that could not be taken.",
)
_WIDTHS = {"words": 60, "choice": 40, "note": 50, "title": 60, "unknown": 40, "path": 38, "url": 40, "value": 28}


def workbook(profile: Map, vocabulary: Vocabulary) -> bytes:
    """Write the workbook of a profile that the loader takes; the same profile gives the same bytes.

    Args:
        profile: The profile as it was read.
        vocabulary: The questions.
    """
    book = new_book()
    _sheet(book, "How to", {"how": "how to fill this in"}, [{"how": each} for each in HELP])
    heads = [{"key": each, "value": _text(profile.get(each))} for each in c.HEADINGS]
    _sheet(book, c.PROFILE, {"key": "what", "value": "value"}, heads)
    members = [{key: _text(each.get(key)) for key in c.MEMBERSHIP} for each in profile.get("member_of", ())]
    _sheet(book, c.MEMBERSHIPS, c.MEMBERSHIP, members)
    _sheet(book, c.LAW, c.CITATION, [_law(key, each) for key, each in profile.get("law", {}).items()])
    _sheet(book, c.ANSWERS, c.ASKED, list(_answers(profile, vocabulary)), vocabulary)
    for section in vocabulary.lists:
        _sheet(book, section, c.RECORD, list(_records(section, profile, vocabulary)), vocabulary)
    return saved(book)


def _law(key: str, law: Map) -> Row:
    inner = {**law.get("read", {}), **law.get("pin", {}), **law}
    return {"key": key, **{each: _text(inner.get(each)) for each in c.CITATION if each != "key"}}


def _text(node: Node | None) -> str:
    if isinstance(node, Seq):
        return ", ".join(_text(each) for each in node) or c.NONE_NAMED
    return node.text if isinstance(node, Scalar) else ""


def _answers(profile: Map, vocabulary: Vocabulary) -> Iterator[Row]:
    for question in vocabulary.questions.values():
        if question.section not in vocabulary.lists and not question.heading:
            found = _found(profile.get(question.section), question.path.removeprefix(f"{question.section}."))
            yield from _rows(question, found, {})


def _records(section: str, profile: Map, vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield the rows of a list: whether it is complete, each record, and empty rows for one more."""
    below, record = profile.get(section, Map(profile.where)), vocabulary.lists[section]
    yield {"record": "", "path": c.COMPLETE, "words": f"Are these all {section} that there are?", **_complete(below)}
    questions = [each for each in vocabulary.questions.values() if each.section == section]
    for name, entry in [*((key, each) for key, each in below.items() if key != c.COMPLETE), ("", None)]:
        for question in questions:
            key = question.path.removeprefix(f"{record}.")
            yield from _rows(question, _found(entry, key), {"record": name})


def _complete(below: Map) -> Row:
    node = below.get(c.COMPLETE)
    return _fact(node) if isinstance(node, Map) else {"value": _text(node)}


def _found(node: Any, path: str) -> Node | None:
    """Find the answer to a question, whether its name is written dotted or nested."""
    if not isinstance(node, Map):
        return None
    if path in node:
        found: Node = node[path]
        return found
    heads = (each for each in node if path.startswith(f"{each}."))
    return next((got for each in heads if (got := _found(node[each], path.removeprefix(f"{each}.")))), None)


def _rows(question: Question, found: Node | None, start: Row) -> Iterator[Row]:
    asked = {**start, "path": question.path, "words": question.question, "choice": choice(question)}
    dated = isinstance(found, Seq) and found and all(isinstance(each, Map) for each in found)
    for each in found if dated and isinstance(found, Seq) else [found]:
        yield {**asked, **_fact(each)}


def _fact(node: Node | None) -> Row:
    if isinstance(node, Map):
        return {key: _text(each) for key, each in node.items()}
    return {"value": _text(node)}


def _sheet(
    book: Workbook, title: str, columns: Mapping[str, str], rows: Sequence[Row], words: Vocabulary | None = None
) -> None:
    sheet = add_sheet(book, title, list(columns.values()), [_WIDTHS.get(each, 18) for each in columns])
    for line, row in enumerate(rows, 2):
        for number, key in enumerate(columns, 1):
            cell = sheet.cell(line, number)
            put(cell, row.get(key, ""))
            if key in {"path", "words", "choice", "how"}:
                cell.fill = SHADE
        if words and row["path"] in words.questions:
            _choices(
                sheet, words.questions[row["path"]], f"{get_column_letter(list(columns).index('value') + 1)}{line}"
            )
    sheet.auto_filter.ref = sheet.dimensions if rows and title != "How to" else None


def _choices(sheet: Any, question: Question, cell: str) -> None:
    """Offer the answers of a question that has few and short ones."""
    values = ("true", "false") if question.type == "bool" else question.values if question.type == "enum" else ()
    formula = f'"{",".join(values)}"'
    if values and len(formula) <= 255:
        rule = next((each for each in sheet.data_validations.dataValidation if each.formula1 == formula), None)
        if rule is None:
            rule = DataValidation(type="list", formula1=formula, allow_blank=True)
            sheet.add_data_validation(rule)
        rule.add(cell)
