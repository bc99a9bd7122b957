"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
COMMANDS = [
    line.partition("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if re.match(
        r"(pytest jurisdictions|safeguards (?!new|questionnaire|import|practise|note|changes|diff main|publish))", line
    )
    and "FOLDER" not in line
]


def run(command: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    name, *args = shlex.split(command)
    return subprocess.run([BIN / name, *args], check=False, cwd=folder, capture_output=True, text=True)


def test_the_commands_are_found() -> None:
    assert len(COMMANDS) >= 12


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, tmp_path: Path) -> None:
    done = run(command.replace("--matrix=matrix.csv", f"--matrix={tmp_path / 'matrix.csv'}"))
    assert done.returncode in {0, 1}
    assert done.stderr == ""
    assert "Traceback" not in done.stdout
    if "--matrix" in command:
        assert (tmp_path / "matrix.csv").read_text(encoding="utf-8").count("\n") > 50


def test_the_finding_shown_is_a_real_one() -> None:
    shown = next(each for each in BLOCKS if "does not meet this safeguard" in each)
    title = re.search(r"\b([A-Z]{3}) [^:\n]+: ([\w-]+) \(", shown)
    day = re.search(r"as of ([\d-]+)", shown)
    assert title
    assert day
    done = run(f"pytest jurisdictions/{title[1]}.yaml --safeguard={title[2]} --as-of={day[1]} -q")
    assert " ".join(shown.split()) in " ".join(done.stdout.split())
