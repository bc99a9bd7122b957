"""`safeguards pin`: commit and digest of a provision, written where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from test_cli import example
from test_corpus import SECTION, amended, corpus, git

from engine.cli import safeguards
from engine.corpus import digest
from engine.pinning import pin

__all__ = ["corpus", "example"]  # the fixtures
OLD = "    url: https://law.example/powers-act#7\n"


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(safeguards, args)
    return done.exit_code, done.output


def pinned(example: Path, pin: str) -> Path:
    file = example / "jurisdictions/XAA.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(OLD, f"{OLD}    {pin}\n"), encoding="utf-8")
    return file


FLOW = "pin: {corpus: owner/law, path: act.md, section: § 7, phrase: A court decides}"
BLOCK = "pin:\n      corpus: owner/law\n      path: act.md\n      section: § 7  # of 2012"


@pytest.mark.parametrize("written", [FLOW, BLOCK])
def test_commit_and_digest_are_filled_in_and_read_the_same(written: str, example: Path, corpus: Path) -> None:
    file = pinned(example, written)
    before = file.read_text(encoding="utf-8")
    commit = git(corpus, "rev-parse", "HEAD")
    copy = f"--corpus=owner/law={corpus}"
    assert run("pin", "xaa", copy) == (0, f"powers-act-7: pinned at {commit[:12]}\n1 pinned, 0 not\n")
    after = file.read_text(encoding="utf-8")
    assert after != before
    assert f"commit: {commit}" in after
    assert f"sha256: {digest(SECTION)}" in after
    assert run("pin", "XAA", copy) == (0, "0 pinned, 0 not\n")
    assert file.read_text(encoding="utf-8") == after
    same = "owner/law (pinned commit): 1 same, 0 changed, 0 lost, 0 incomplete\n"
    assert run("evidence", "--as-of=2026-06-01", copy) == (0, same)


def test_an_amended_provision_is_pinned_anew_when_it_is_named(example: Path, corpus: Path) -> None:
    file = pinned(example, FLOW)
    copy = f"--corpus=owner/law={corpus}"
    run("pin", "XAA", copy)
    first = git(corpus, "rev-parse", "HEAD")
    amended(corpus, "14 days", "28 days")
    assert run("pin", "XAA", copy) == (0, "0 pinned, 0 not\n")
    assert run("pin", "XAA", "powers-act-7", copy)[0] == 0
    text = file.read_text(encoding="utf-8")
    assert f"commit: {git(corpus, 'rev-parse', 'HEAD')}" in text
    assert f"sha256: {digest(SECTION.replace('14 days', '28 days'))}" in text
    assert run("pin", "XAA", "powers-act-7", copy, "--commit", first)[0] == 0
    assert f"sha256: {digest(SECTION)}" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (FLOW.replace("path: act.md, ", ""), "its pin does not say path"),
        (FLOW.replace("act.md", "other.md"), "other.md is not there at {commit}"),
        (FLOW.replace("§ 7", "§ 8"), "act.md has no `§ 8` at {commit}"),
        (FLOW.replace("A court", "A minister"), "`§ 7` does not contain `A minister decides`"),
        (
            FLOW.replace("owner/law", "owner/other"),
            "no copy of owner/other was named; add --corpus owner/other=FOLDER",
        ),
    ],
)
def test_what_cannot_be_pinned_is_named_and_left(written: str, why: str, example: Path, corpus: Path) -> None:
    file = pinned(example, written)
    before = file.read_text(encoding="utf-8")
    commit = git(corpus, "rev-parse", "HEAD")[:12]
    code, said = run("pin", "XAA", f"--corpus=owner/law={corpus}")
    assert (code, said) == (1, f"powers-act-7: {why.format(commit=commit)}\n0 pinned, 1 not\n")
    assert file.read_text(encoding="utf-8") == before


def test_a_provision_with_a_dropped_clause_is_not_pinned(example: Path, corpus: Path) -> None:
    pinned(example, FLOW)
    amended(corpus, "(1) A court decides.\n", "(1)\n")
    code, said = run("pin", "XAA", f"--corpus=owner/law={corpus}")
    assert (code, said.splitlines()[0]) == (
        1,
        "powers-act-7: clause (1) of `§ 7` is empty in the corpus, so it is not the whole law",
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["XAA", "powers-act-8"],
            "there is no citation `powers-act-8` in jurisdictions/XAA.yaml; did you mean `powers-act-7`?\n",
        ),
        (["XAC"], "there is no jurisdiction `XAC`; did you mean `XAA`?\n"),
        (["XAA", "--commit=" + "1" * 40], "--corpus: "),
    ],
)
def test_wrong_use_is_one_line(args: list[str], said: str, example: Path, corpus: Path) -> None:
    pinned(example, FLOW)
    code, output = run("pin", *args, f"--corpus=owner/law={corpus}")
    assert code == 2
    assert output.startswith(said)
    assert output.count("\n") == 1


def test_a_file_that_is_not_yaml_is_left(example: Path, corpus: Path) -> None:
    file = example / "jurisdictions/XAA.yaml"
    file.write_text("law: {", encoding="utf-8")
    code, said = run("pin", "XAA", f"--corpus=owner/law={corpus}")
    assert code == 3
    assert said.startswith("jurisdictions/XAA.yaml:2:1: yaml-syntax: the bracket that opens here is not closed")


def test_a_profile_without_law_has_nothing_to_pin() -> None:
    assert pin("jurisdiction: XAA\n", (), {}) == ("jurisdiction: XAA\n", [])
