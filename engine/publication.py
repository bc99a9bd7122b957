"""What is published of an assessment: the few files that are committed, and the whole dataset."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from engine.model import Grade
from engine.report import oscal, oscalcatalog, page, render
from engine.report.csvfile import BOM
from engine.report.dataset import citation, data_package, json_ld, title
from engine.report.rows import CAUTION, narrowed
from engine.schemas import schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engine.matrix import Assessor, Matrix

PACKAGE, SCHEMA = "datapackage.json", "matrix.schema.json"
_CONTENTS = {
    "matrix.md": "counts, and every cell by theme: to read",
    "matrix.csv": "one row a cell, with all columns: for analysis",
    "matrix.xlsx": "the same as a workbook: to filter and print",
    "matrix.json": "everything, with the facts and provisions; schemas/matrix.schema.json describes it",
    "jurisdictions/": "each jurisdiction by itself, as JSON and as a page with the reason of every cell",
    "safeguards/": "each safeguard by itself, as JSON",
    "oscal/": "the safeguards as a catalog and each jurisdiction's results, in OSCAL 1.2.1",
    PACKAGE: "the files described for machines (Data Package 2.0); dataset.jsonld the same in the words of schema.org",
    "CITATION.cff": "how to cite",
    "SHA256SUMS": "the sum of every file; `sha256sum -c SHA256SUMS` compares",
}


def committed(assessor: Assessor) -> dict[str, bytes]:
    """Give the files that are committed: the matrix to read and to load, and its description."""
    matrix = assessor.matrix()
    files = {name: _bytes(render(matrix, form)) for name, form in (("matrix.md", "markdown"), ("matrix.csv", "csv"))}
    return {**files, PACKAGE: data_package(matrix, assessor.repository.sources, files).encode()}


def whole(assessor: Assessor, *, bom: bool = False, note: Callable[[str], object] = str) -> dict[str, bytes]:
    """Give every file of the dataset, by path.

    Args:
        assessor: What is assessed; every profile must be valid.
        bom: Whether the CSV file begins with the mark by which Excel knows UTF-8.
        note: Told the path of each file before it is made.
    """
    matrix, files = assessor.matrix(), dict[str, bytes]()
    for name, make in _makers(assessor, matrix):
        note(name)
        files[name] = (BOM.encode() if bom and name == "matrix.csv" else b"") + _bytes(make())
    sources = assessor.repository.sources
    files["dataset.jsonld"] = json_ld(matrix, sources, files).encode()
    return {**files, PACKAGE: data_package(matrix, sources, files).encode()}


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _makers(assessor: Assessor, matrix: Matrix) -> Iterator[tuple[str, Callable[[], str | bytes]]]:
    """Yield the path of every file and what makes it."""
    repository = assessor.repository
    yield "README.md", partial(_readme, matrix)
    yield "CITATION.cff", partial(citation, matrix.day)
    for ending, form in {"md": "markdown", "csv": "csv", "json": "json", "xlsx": "xlsx"}.items():
        yield f"matrix.{ending}", partial(render, matrix, form)
    yield f"schemas/{SCHEMA}", lambda: schemas(repository.vocabulary)[SCHEMA]
    catalog = (matrix.safeguards, repository.sources, repository.vocabulary.themes, matrix.day)
    yield "oscal/catalog.json", partial(oscalcatalog.render, *catalog)
    for code in (each.code for each in matrix.jurisdictions):
        part = narrowed(matrix, code=code)
        yield f"jurisdictions/{code}.json", partial(render, part, "json")
        yield f"jurisdictions/{code}.md", partial(page.render, part, code)
        yield f"oscal/{code}.assessment-results.json", partial(oscal.render, part)
    for id_ in (each.id for each in matrix.safeguards):
        yield f"safeguards/{id_}.json", partial(render, narrowed(matrix, safeguard=id_), "json")


def _readme(matrix: Matrix) -> str:
    lines = [f"# {title(matrix.day)}", "", CAUTION, "", "| file | what it holds |", "|---|---|"]
    lines += [f"| {name} | {about} |" for name, about in _CONTENTS.items()]
    return "\n".join([*lines, ""])


class NothingStatedError(Exception):
    """A folder does not say for which day, and on what evidence, its files hold."""


def stated(folder: Path) -> tuple[date, str]:
    """Read for which day, and on what evidence, the files of a folder hold.

    Raises:
        NothingStatedError: They do not say so.
    """
    try:
        found = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        return date.fromisoformat(found["as_of"]), str(Grade[found["evidence"].upper()])
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise NothingStatedError(str(error)) from error


def differing(folder: Path, files: dict[str, bytes]) -> list[str]:
    """List the files of a folder that are missing or not what they would be now."""
    return [name for name, data in files.items() if not _same(folder / name, data)]


def _same(file: Path, data: bytes) -> bool:
    return file.is_file() and file.read_bytes().replace(b"\r\n", b"\n") == data.replace(b"\r\n", b"\n")
