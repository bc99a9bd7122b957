"""Imports go one way, each third-party package has one owner, and no module grows too long."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = Path(__file__).parent.parent / "engine"
LAYERS = (
    {"verdict", "files", "terminal", "articles", "tree", "plaintext", "fingerprint", "collector", "ahead"},
    {"packing", "folders", "spreadsheet", "signs", "secret"},
    {"model"},
    {"shelf", "git", "store"},
    {"corpus", "stamp"},
    {"operators", "trace", "timeline", "vocabulary", "yamlfile"},
    {"evaluate", "questions", "skeleton", "coverage", "arrange", "pinning", "profiletext", "planes", "plan"},
    {"load", "columns"},
    {"schemas", "bulk"},
    {"check", "assess", "questionnaire"},
    {"tally"},
    {"grading", "missing", "overview"},
    {"matrix"},
    {"explain", "brief", "outline"},
    {"gaps", "report", "proof", "evidence", "agenda", "practice", "paranoia"},
    {"describe", "change", "publication", "pairs"},
    {"surface", "site"},
    {"cli", "plugin"},
)
LEVEL = {unit: number for number, units in enumerate(LAYERS) for unit in units}
OWNERS: dict[str, str | set[str]] = {
    "yaml": "yamlfile",
    "pydantic": "load",
    "pydantic_core": "load",
    "jsonschema": "schemas",
    "tabulate": "report",
    "openpyxl": {"spreadsheet", "questionnaire", "report"},
    "jinja2": "site",
    "markupsafe": "site",
    "babel": "site",
    "pyarrow": "pairs",
    "distributed": "pairs",
    "click": "cli",
    "pytest": "plugin",
    "_pytest": "plugin",
    "pluggy": "plugin",
}
FILES = sorted(ENGINE.rglob("*.py"))


def unit(path: Path) -> str:
    return path.relative_to(ENGINE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{each.name}" for each in node.names if node.module == "engine"}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.relative_to(ENGINE).as_posix())
def test_a_module_imports_from_lower_layers_only(path: Path) -> None:
    own = unit(path)
    if own == "__init__":
        return
    below = {each.split(".")[1] for each in imports(path) if each.startswith("engine.")} - {own}
    assert {each for each in below if LEVEL[each] >= LEVEL[own]} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.relative_to(ENGINE).as_posix())
def test_a_third_party_package_has_one_owner(path: Path) -> None:
    outside = (
        {each.split(".")[0] for each in imports(path)} - {"engine", "__future__", ""} - set(sys.stdlib_module_names)
    )
    assert [each for each in outside if unit(path) not in _owners(each)] == []


def _owners(package: str) -> set[str]:
    owners = OWNERS[package]
    return {owners} if isinstance(owners, str) else owners


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.relative_to(ENGINE).as_posix())
def test_no_module_is_longer_than_250_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


def test_the_meaning_fits_on_a_few_pages() -> None:
    assert len((ENGINE / "evaluate.py").read_text(encoding="utf-8").splitlines()) <= 130


def test_the_meaning_needs_nothing_installed() -> None:
    """`evaluate` and what it stands on run with the standard library alone (`-S`: no site-packages)."""
    code = "import engine.evaluate, engine.trace, engine.timeline, engine.assess, engine.grading"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], check=False, cwd=ENGINE.parent, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
