"""Pinned provisions read again from a made-up repository of law, made with git."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_cli import example

from engine.cli import safeguards
from engine.corpus import NoCorpusError, Outcome, digest, empty_clause, reread, select
from engine.model import Citation, Grade, Location, Pin

__all__ = ["example"]  # the fixture
HERE = Location("jurisdictions/XAA.yaml")
ACT = """# Powers Act

## § 7 Search

(1) A court decides.

(2) It ends after 14 days.

### Note

Still part of the section.

## § 70 Other

(1) Something else.
"""
SECTION = ACT[ACT.index("## § 7 ") : ACT.index("## § 70")]
CODE = {
    "provisions": [{"section": "1", "content": "Rights come first."}, {"section_number": "§ 2", "text": "(a)(i) A"}]
}


def git(folder: Path, *args: str) -> str:
    settings = ["-c", "user.name=Test", "-c", "user.email=test@law.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", folder, *settings, *args], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "act.md").write_text(ACT, encoding="utf-8")
    (folder / "code.json").write_text(json.dumps(CODE), encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "the law")
    return folder


def amended(corpus: Path, old: str, new: str) -> None:
    text = (corpus / "act.md").read_text(encoding="utf-8")
    (corpus / "act.md").write_text(text.replace(old, new), encoding="utf-8")
    git(corpus, "commit", "-qam", "an amendment")


def cited(corpus: Path, section: str = "§ 7", path: str = "act.md", text: str = SECTION, phrase: str = "") -> Citation:
    pin = Pin("owner/law", git(corpus, "rev-parse", "HEAD"), path, section, digest(text), phrase)
    return Citation("act-7", "Powers Act, section 7", "statute", Grade.TEXT, HERE, pin=pin)


def test_what_has_not_changed_reads_the_same(corpus: Path) -> None:
    assert reread(cited(corpus, phrase="ends after 14 days"), corpus).outcome is Outcome.SAME


@pytest.mark.parametrize(("section", "text"), [("1", "Rights come first."), ("§ 2", "(a)(i) A")])
def test_a_provision_of_a_json_file_is_found_by_its_number(section: str, text: str, corpus: Path) -> None:
    assert reread(cited(corpus, section, "code.json", text), corpus).outcome is Outcome.SAME


def test_the_pinned_commit_counts_and_not_what_lies_in_the_folder(corpus: Path) -> None:
    citation = cited(corpus)
    amended(corpus, "14 days", "28 days")
    assert reread(citation, corpus).outcome is Outcome.SAME
    assert reread(citation, corpus, head=True).outcome is Outcome.CHANGED


@pytest.mark.parametrize(
    ("change", "outcome", "why"),
    [
        ({"sha256": "0" * 64}, Outcome.CHANGED, "`§ 7` reads otherwise than when it was pinned"),
        ({"phrase": "a minister"}, Outcome.CHANGED, "`§ 7` does not contain `a minister`"),
        ({"section": "§ 8"}, Outcome.LOST, "act.md has no `§ 8` at "),
        ({"path": "other.md"}, Outcome.LOST, "other.md is not there at "),
        ({"path": "act.txt"}, Outcome.LOST, "act.txt is not there at "),
    ],
)
def test_a_planted_error_is_caught(change: dict[str, str], outcome: Outcome, why: str, corpus: Path) -> None:
    citation = cited(corpus)
    assert citation.pin
    found = reread(replace(citation, pin=replace(citation.pin, **change)), corpus)
    assert found.outcome is outcome
    assert found.why.startswith(why)


def test_a_provision_with_a_dropped_clause_is_no_reading(corpus: Path) -> None:
    amended(corpus, "(1) A court decides.\n", "(1)\n")
    found = reread(cited(corpus, text="whatever"), corpus)
    assert (found.outcome, found.why) == (Outcome.INCOMPLETE, "clause (1) of `§ 7` is empty in the corpus")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("(1) One.\n(2)\n(3) Three.", "(2)"),
        ("1. One\n2.\n3. Three", "2."),
        ("(1) One.\n(2)", "(2)"),
        ("(1)\n\nOne, on a line of its own.", ""),
        ("(1)\n1. first item\n(2) Two.", ""),
        ("(1) One.\n(2) Two.", ""),
    ],
)
def test_an_empty_clause_is_one_that_is_followed_by_the_next(text: str, clause: str) -> None:
    assert empty_clause(text) == clause


def test_a_section_is_not_taken_for_a_longer_number() -> None:
    found = select("act.md", ACT, "§ 70")
    assert found is not None
    assert found.startswith("## § 70 Other")
    assert (select("act.md", ACT, "§ 7") or "").strip() == SECTION.strip()


def test_an_article_of_a_json_file_is_found_by_its_number() -> None:
    text = json.dumps({"articles": [{"number": "5", "text": "Principles."}, {"number": "55", "text": "Tasks."}]})
    assert (select("gdpr.json", text, "5"), select("gdpr.json", text, "6")) == ("Principles.", None)


def test_a_heading_may_hold_any_kind_of_space() -> None:
    text = "# Code\n\n##### Artículo\u00a0588\u00a0bis a.\n\nA judge.\n\n##### Artículo 588 bis b.\n"
    found = select("code.md", text, "Artículo 588 bis a")
    assert found is not None
    assert found.endswith("A judge.\n")
    assert select("code.md", text, "Artículo 588 bis") is not None


@pytest.mark.parametrize("text", ["not json", "[]", '{"provisions": 3}', '{"provisions": [{"section": "1"}]}'])
def test_a_file_of_another_shape_has_no_provision(text: str) -> None:
    assert select("code.json", text, "1") is None


def test_a_folder_without_the_commit_is_a_message(corpus: Path, tmp_path: Path) -> None:
    citation = cited(corpus)
    assert citation.pin
    with pytest.raises(NoCorpusError, match="does not hold the commit 1111"):
        reread(replace(citation, pin=replace(citation.pin, commit="1" * 40)), corpus)
    with pytest.raises(NoCorpusError, match="is no git repository with a commit"):
        reread(citation, tmp_path, head=True)


@pytest.fixture
def pinned(example: Path, corpus: Path) -> Path:
    """The made-up repository with its Powers Act pinned."""
    citation = cited(corpus, phrase="A court decides")
    assert citation.pin
    file = example / "jurisdictions/XAA.yaml"
    commit, sha256 = citation.pin.commit, citation.pin.sha256
    pin = f"{{corpus: owner/law, commit: {commit}, path: act.md, section: § 7, sha256: {sha256}}}"
    old = "    url: https://law.example/powers-act#7\n"
    file.write_text(file.read_text(encoding="utf-8").replace(old, f"{old}    pin: {pin}\n"), encoding="utf-8")
    return example


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(safeguards, ["evidence", "--as-of=2026-06-01", *args])
    return done.exit_code, done.output


@pytest.mark.usefixtures("pinned")
def test_the_command_counts_what_reads_the_same(corpus: Path) -> None:
    code, said = run("--corpus", f"owner/law={corpus}")
    assert (code, said) == (0, "owner/law (pinned commit): 1 same, 0 changed, 0 lost, 0 incomplete\n")


def test_what_a_layer_rests_on_is_read_again_too(example: Path, corpus: Path) -> None:
    commit = git(corpus, "rev-parse", "HEAD")
    pin = f"{{corpus: owner/law, commit: {commit}, path: act.md, section: § 7, sha256: {'0' * 64}}}"
    file = example / "jurisdictions/layers/XZZ.yaml"
    old = "    kind: treaty\n"
    file.write_text(file.read_text(encoding="utf-8").replace(old, f"{old}    pin: {pin}\n"), encoding="utf-8")
    code, said = run("--corpus", f"owner/law={corpus}")
    assert code == 1
    assert said.splitlines()[:2] == [
        "jurisdictions/layers/XZZ.yaml:7:3: union-treaty-5: changed: `§ 7` reads otherwise than when it was pinned",
        "    jurisdictions/layers/XZZ.yaml:14:17: requests.dual rests on it and is stale: read the provision again",
    ]
    assert run("XAA", "--corpus", f"owner/law={corpus}")[0] == 0


@pytest.mark.usefixtures("pinned")
def test_an_amendment_makes_the_facts_stale_that_rest_on_it(corpus: Path) -> None:
    amended(corpus, "14 days", "28 days")
    code, said = run("--corpus", f"owner/law={corpus}", "--head")
    assert code == 1
    assert said.splitlines() == [
        "jurisdictions/XAA.yaml:13:3: powers-act-7: changed: `§ 7` reads otherwise than when it was pinned",
        "    jurisdictions/XAA.yaml:46:21: powers.search.exists rests on it and is stale: read the provision again",
        "    jurisdictions/XAA.yaml:48:17: powers.search.body rests on it and is stale: read the provision again",
        "    jurisdictions/XAA.yaml:49:17: powers.search.body rests on it and is stale: read the provision again",
        "    jurisdictions/XAA.yaml:50:19: powers.search.days rests on it and is stale: read the provision again",
        "    jurisdictions/XAA.yaml:41:21: powers.complete rests on it and is stale: read the provision again",
        "owner/law (newest commit): 0 same, 1 changed, 0 lost, 0 incomplete",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("owner/law", "--corpus: `owner/law` names no folder; write owner/name=folder"),
        ("owner/law=nowhere", "--corpus: `owner/law=nowhere` names no folder; write owner/name=folder"),
    ],
)
@pytest.mark.usefixtures("example")
def test_a_corpus_that_is_not_there_is_one_line(given: str, said: str) -> None:
    assert run("--corpus", given) == (2, said + "\n")
