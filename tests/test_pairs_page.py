"""What docs/pairs.md shows, works; what it says of columns and order is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from pair_plans import real

from engine.cli import safeguards
from engine.pairs.rows import COLUMNS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/pairs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = "".join(text for kind, text in BLOCKS if kind == "console").splitlines()
PYTHON = [text for kind, text in BLOCKS if kind == "python"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("pyproject.toml", "seeds", "policies", "jurisdictions"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    # read once; that a folder is read anew each time is seen elsewhere
    monkeypatch.setattr("engine.cli.common.open_repository", lambda *_: real())
    return tmp_path


def test_the_commands_and_programs_work(folder: Path) -> None:
    assert len(COMMANDS) == 5
    for command in COMMANDS:
        args = shlex.split(command.partition(" > ")[0])[1:]
        done = CliRunner().invoke(safeguards, args)
        assert done.exit_code == 0, done.output
    assert {each.name for each in folder.glob("*.*")} >= {"changes.csv", "pairs.parquet"}
    names: dict[str, object] = {}
    for text in PYTHON:
        exec(compile(text, "docs/pairs.md", "exec"), names)
    assert len(names["verdicts"]) == len(names["blocks"]) > 1  # type: ignore[arg-type]


def test_the_columns_are_described() -> None:
    rows = re.findall(r"^\| (`.*?`(?:, `\w+`)*) \|", PAGE, re.MULTILINE)
    assert [name for each in rows for name in re.findall(r"`(\w+)`", each)] == list(COLUMNS)


def test_the_row_shown_is_a_real_one(folder: Path) -> None:
    heading, row = next(text for kind, text in BLOCKS if text.startswith("as_of,")).splitlines()
    assert heading == ",".join(COLUMNS)
    day, _, name, *_ = row.split(",")
    done = CliRunner().invoke(safeguards, ["pairs", f"--as-of={day}", f"--safeguard={name}"])
    assert row in done.output.splitlines()
