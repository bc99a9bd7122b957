"""From a workbook to a profile: what the loader takes is written, and every cell that it refuses is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.arrange import arranged
from engine.load.profiles import read_profile
from engine.profiletext import flow, word
from engine.questionnaire import columns as c
from engine.questionnaire.cells import Line, NoWorkbookError, Place, lines, open_workbook
from engine.yamlfile import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.model import Problem
    from engine.profiletext import Written
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that was not taken: where, what is wrong, and what to do."""

    place: Place
    why: str

    def __str__(self) -> str:
        return f"{self.place}: {self.why}"


@dataclass(slots=True)
class Import:
    """What came of a workbook: the profile as text, and the cells that it lacks."""

    code: str = ""
    kind: str = ""
    text: str = ""
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """The lines of a profile as they are written, each with the row of the workbook that it comes from."""

    lines: list[str] = field(default_factory=list)
    rows: list[Line | None] = field(default_factory=list)

    def add(self, text: str, row: Line | None = None) -> None:
        for each in text.split("\n"):
            self.lines.append(each)
            self.rows.append(row)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def read_workbook(file: Path, vocabulary: Vocabulary) -> Import:
    """Read a questionnaire that somebody filled in.

    Raises:
        NoWorkbookError: The file is no such workbook, or its first sheet does not say whose profile it is.
    """
    book, found = open_workbook(file), Import()
    heads = {each.texts.get("key", ""): each for each in lines(book, c.PROFILE, {"key": "what", "value": "value"})}
    sheets: dict[str, list[Line]] = {c.MEMBERSHIPS: list(lines(book, c.MEMBERSHIPS, c.MEMBERSHIP))}
    sheets[c.LAW] = list(lines(book, c.LAW, c.CITATION))
    sheets[c.ANSWERS] = list(lines(book, c.ANSWERS, c.ASKED))
    sheets |= {each: list(lines(book, each, c.RECORD)) for each in vocabulary.lists}
    for title, rows in sheets.items():
        sheets[title] = [each for each in rows if _usable(each, title, found)]
    found.code, found.kind = (
        heads[key].texts.get("value", "") if key in heads else "" for key in ("jurisdiction", "kind")
    )
    _settle(heads, sheets, vocabulary, found)
    found.refused.sort(key=lambda each: (list(sheets).index(each.place.sheet), each.place.row))
    return found


def _usable(row: Line, title: str, found: Import) -> bool:
    """Keep the rows that say anything; refuse those that begin to and do not."""
    if title in {c.MEMBERSHIPS, c.LAW}:
        return _sound(row, found)
    said = {each for each in c.FACT if row.texts.get(each)}
    if not said:
        return False
    if not said & {"value", "unknown"}:
        found.refused.append(Refused(row.places["value"], "the row has no answer: write one, or empty the row"))
        return False
    return _sound(row, found)


def _sound(row: Line, found: Import) -> bool:
    found.refused += [Refused(place, why) for place, why in row.wrong]
    return not row.wrong


def _settle(heads: dict[str, Line], sheets: dict[str, list[Line]], vocabulary: Vocabulary, found: Import) -> None:
    """Write the profile, and leave out what the loader refuses, until it takes the rest."""
    while True:
        page = _page(heads, sheets, vocabulary)
        node, problems = parse(page.text.encode(), "")
        if node is not None:
            problems = read_profile(node, found.code, vocabulary)[1]
        if not problems:
            found.text = arranged(page.text, vocabulary)
            return
        refused: dict[int, Refused] = {}
        for each in problems:
            row = page.rows[each.where.line - 1]
            if row is None or row in heads.values():
                raise NoWorkbookError(f"{_place(each, page, row) or c.PROFILE}: {each.what}; {each.fix}")
            refused.setdefault(id(row), _refusal(each, page, row))
        found.refused += refused.values()
        for title, rows in sheets.items():
            sheets[title] = [each for each in rows if id(each) not in refused]


def _refusal(problem: Problem, page: _Page, row: Line) -> Refused:
    if problem.code == "no-citation":
        why = f"{problem.what}; write the short name of a provision on the sheet {c.LAW}"
        return Refused(row.places["cite"], why)
    place = _place(problem, page, row) or next(iter(row.places.values()))
    return Refused(place, f"{problem.what}; {problem.fix}")


def _place(problem: Problem, page: _Page, row: Line | None) -> Place | None:
    """Find the cell that a problem is about, by the last key before its place in the line."""
    before = page.lines[problem.where.line - 1][: problem.where.column - 1]
    keys = [each for each in re.findall(r"([a-z0-9_]+):", before) if row and each in row.places]
    return None if row is None else row.places[keys[-1]] if keys else row.places.get("value") or row.places.get("path")


def _page(heads: dict[str, Line], sheets: dict[str, list[Line]], vocabulary: Vocabulary) -> _Page:
    page = _Page()
    page.add("# yaml-language-server: $schema=../schemas/jurisdiction.schema.json")
    for key in c.HEADINGS:
        if key in heads and heads[key].texts.get("value"):
            page.add(f"{key}: {word(heads[key].texts['value'], bare=True)}", heads[key])
    _block(page, "member_of", sheets[c.MEMBERSHIPS], _membership)
    _block(page, "law", sheets[c.LAW], _law)
    by_section: dict[str, list[Line]] = {}
    for row in sheets[c.ANSWERS]:
        by_section.setdefault(row.texts.get("path", "").split(".")[0] or "?", []).append(row)
    for section, rows in by_section.items():
        page.add(f"{word(section)}:", rows[0])
        _facts(page, rows, f"{section}.", 2, vocabulary)
    for section, record in vocabulary.lists.items():
        _list(page, section, record, sheets[section], vocabulary)
    return page


def _block(page: _Page, key: str, rows: list[Line], write) -> None:  # type: ignore[no-untyped-def]
    if rows:
        page.add(f"{key}:")
    for row in rows:
        page.add(write(row), row)


def _membership(row: Line) -> str:
    return "  - " + flow(
        {"layer": row.texts.get("layer", ""), "since": row.texts.get("since", ""), "until": row.texts.get("until", "")}
    )


def _law(row: Line) -> str:
    texts = row.texts
    out = [f"  {word(texts.get('key', ''))}:"]
    for key in ("title", "kind", "url", "language", "since"):
        out += [f"    {key}: {word(texts[key], bare=key == 'since')}"] if key in texts else []
    out += [f"    read: {flow({key: texts.get(key, '') for key in c.READ})}"]
    if any(key in texts for key in c.PIN):
        out += [f"    pin: {flow({key: texts.get(key, '') for key in c.PIN}, 5)}"]
    if "overrides" in texts:
        out += [f"    overrides: {flow_list(_words(texts['overrides']))}"]
    return "\n".join(out)


def flow_list(words: Sequence[str]) -> str:
    """Write a list of words in brackets."""
    return "[" + ", ".join(word(each) for each in words) + "]"


def _words(text: str) -> list[str]:
    return [each for each in re.split(r"\s*,\s*", text.strip()) if each]


def _list(page: _Page, section: str, record: str, rows: list[Line], vocabulary: Vocabulary) -> None:
    if rows:
        page.add(f"{section}:")
    groups: dict[str, list[Line]] = {}
    for row in rows:
        if row.texts.get("path") == c.COMPLETE:
            bare = not any(row.texts.get(each) for each in ("cite", "unknown"))
            page.add(f"  complete: {row.texts['value'] if bare else flow(_fact(row, False))}", row)
        else:
            groups.setdefault(row.texts.get("record", ""), []).append(row)
    for name, group in groups.items():
        page.add(f"  {word(name)}:", group[0])
        _facts(page, group, f"{record}.", 4, vocabulary)


def _facts(page: _Page, rows: list[Line], start: str, indent: int, vocabulary: Vocabulary) -> None:
    by_path: dict[str, list[Line]] = {}
    for row in rows:
        by_path.setdefault(row.texts.get("path", ""), []).append(row)
    for path, same in by_path.items():
        question = vocabulary.questions.get(path)
        key = word(path.removeprefix(start) or "?")
        if question is not None and question.heading:
            page.add(f"{' ' * indent}{key}: {word(same[0].texts['value'])}", same[0])
        elif len(same) == 1:
            page.add(f"{' ' * indent}{key}: {flow(_fact(same[0], _is_list(path, vocabulary)), indent)}", same[0])
        else:
            page.add(f"{' ' * indent}{key}:", same[0])
            for row in same:
                page.add(f"{' ' * indent}  - {flow(_fact(row, _is_list(path, vocabulary)), indent + 4)}", row)


def _is_list(path: str, vocabulary: Vocabulary) -> bool:
    return path in vocabulary.questions and vocabulary.questions[path].type == "list"


def _fact(row: Line, several: bool) -> dict[str, Written]:
    texts = row.texts
    fact: dict[str, Written] = {key: texts[key] for key in c.FACT if key in texts}
    if several and "value" in texts:
        fact["value"] = [] if texts["value"] == c.NONE_NAMED else _words(texts["value"])
    if "cite" in texts:
        keys = _words(texts["cite"])
        fact["cite"] = keys[0] if len(keys) == 1 else keys
    return fact
