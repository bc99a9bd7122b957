"""Every command on the made-up repository: exit code and whole output, in `golden/cli/`.

Rewritten by ``REWRITE_GOLDEN=1 pytest tests/test_cli.py``; the difference is then read.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import safeguards

HERE = Path(__file__).parent
GOLDEN = HERE / "golden/cli"
DAY = "--as-of=2026-06-01"
XAA, ORDERS = "jurisdictions/XAA.yaml", "policies/powers/short-orders.yaml"
BROKEN = (XAA, "value: minister", "value: minster")
ROWS: dict[str, tuple[list[str], tuple[str, str, str] | None]] = {
    "check": (["check", DAY], None),
    "check-one": (["check", "xbb", DAY], None),
    "check-quiet": (["check", "--quiet", DAY], None),
    "check-validate": (["check", "--validate"], None),
    "check-validate-invalid": (["check", "--validate"], BROKEN),
    "check-validate-one": (["check", "xaa", "--validate"], None),
    "check-paranoid": (["check", "--paranoid", "--quiet", DAY], None),
    "check-invalid": (["check", DAY], BROKEN),
    "check-no-profile": (["check", "XAB", DAY], None),
    "check-policy-broken": (["check", DAY], (ORDERS, "at_most", "at_mots")),
    "matrix": (["matrix", DAY], None),
    "matrix-by-right": (["matrix", "--by=right", DAY], None),
    "matrix-by-people": (["matrix", "xaa", "--by=people", DAY], None),
    "matrix-by-nothing": (["matrix", "--by=planet", DAY], None),
    "matrix-by-and-format": (["matrix", "--by=right", "--format=csv", DAY], None),
    "matrix-markdown": (["matrix", "--format=markdown", DAY], None),
    "matrix-csv": (["matrix", "--format=csv", DAY], None),
    "matrix-json": (["matrix", "--format=json", DAY], None),
    "matrix-bom-no-csv": (["matrix", "--format=json", "--bom", DAY], None),
    "matrix-oscal": (["matrix", "--format=oscal", DAY], None),
    "matrix-invalid": (["matrix", DAY], BROKEN),
    "matrix-invalid-csv": (["matrix", "--format=csv", DAY], BROKEN),
    "matrix-invalid-markdown": (["matrix", "--format=markdown", DAY], BROKEN),
    "matrix-2015": (["matrix", "--as-of=2015-01-01"], None),
    "matrix-text-only": (["matrix", DAY, "--evidence=text"], None),
    "matrix-wrong-date": (["matrix", "--as-of=yesterday"], None),
    "explain-met": (["explain", "XAA", "short-orders", DAY], None),
    "explain-met-before": (["explain", "XAA", "short-orders", "--as-of=2015-01-01"], None),
    "explain-unmet": (["explain", "XAA", "speech-is-no-crime", DAY], None),
    "explain-waived": (["explain", "XBB", "short-orders", DAY], None),
    "explain-unknown": (["explain", "XAA", "yearly-report", DAY], None),
    "explain-unknown-list": (["explain", "XBB", "speech-is-no-crime", DAY], None),
    "explain-layer": (["explain", "XBB", "both-states-agree", DAY], None),
    "explain-unverified": (["explain", "XAA", "both-states-agree", DAY], None),
    "explain-pair": (["explain", "XAA", "no-help-against-speech", DAY], None),
    "explain-weak": (["explain", "XAA", "both-states-agree", DAY, "--evidence=secondary"], None),
    "explain-not-applicable": (
        ["explain", "XAA", "short-orders", DAY],
        (XAA, "exists: {value: true, cite: [powers-act-7, ruling-2019]}", "exists: {value: false, cite: ruling-2019}"),
    ),
    "explain-invalid": (["explain", "XAA", "short-orders", DAY], BROKEN),
    "explain-no-safeguard": (["explain", "XAA", "short-order", DAY], None),
    "evidence": (["evidence", DAY], None),
    "evidence-summary": (["evidence", "--summary", DAY], None),
    "evidence-stale": (["evidence", "XBB", "--as-of=2028-01-06"], None),
    "evidence-no-profile": (["evidence", "XAB", DAY], None),
    "explain-stale": (["explain", "XBB", "short-orders", "--as-of=2028-01-06"], None),
    "publish": (["publish", DAY], None),
    "publish-whole": (["publish", "-o", "out", DAY], None),
    "publish-other-files": (["publish", "-o", "seeds", DAY], None),
    "publish-onto-a-file": (["publish", "-o", "pyproject.toml", DAY], None),
    "publish-below-a-file": (["publish", "-o", "pyproject.toml/out", DAY], None),
    "publish-invalid": (["publish", DAY], BROKEN),
    "publish-bom-committed": (["publish", "--bom", DAY], None),
    "publish-check-nothing": (["publish", "--check"], None),
    "publish-check-nothing-whole": (["publish", "--check", "-o", "out"], None),
    "publish-check-and-date": (["publish", "--check", DAY], None),
    "pair": (["pair", "XAA", "XBB", DAY], None),
    "pair-reversed": (["pair", "XBB", "XAA", DAY], None),
    "pair-with-itself": (["pair", "XAA", "XAA", DAY], None),
    "pairs": (["pairs", DAY], None),
    "pairs-help": (["pairs", "--help"], None),
    "pairs-over": (["pairs", "--over=2019-03-31..2021-06-01", "--safeguard=no-help-against-speech"], None),
    "pairs-changes": (["pairs", "--over=2014-01-31..2026-06-01", "--every=month", "--changes"], None),
    "pairs-only": (["pairs", "--only=unmet", "--only=met", DAY], None),
    "pairs-counts": (["pairs", "--over=2018-06-01..2020-06-01", "--counts"], None),
    "pairs-text-only": (["pairs", "--evidence=text", DAY], None),
    "pairs-invalid": (["pairs", DAY], BROKEN),
    "pairs-policy-broken": (["pairs", DAY], (ORDERS, "at_most", "at_mots")),
    "pairs-to-a-file": (["pairs", "-o", "out.csv", DAY], None),
    "pairs-other-ending": (["pairs", "-o", "out.xlsx", DAY], None),
    "pairs-no-folder": (["pairs", "-o", "nowhere/out.csv", DAY], None),
    "pairs-no-span": (["pairs", "--over=2015"], None),
    "pairs-half-a-span": (["pairs", "--over=2015-01-01.."], None),
    "pairs-span-reversed": (["pairs", "--over=2015-01-01..2010-01-01"], None),
    "pairs-no-such-day": (["pairs", "--over=2015-13-01..2016-01-01"], None),
    "pairs-too-many-days": (["pairs", "--over=0001-01-01..2026-01-01", "--every=month"], None),
    "pairs-every-alone": (["pairs", "--every=month", DAY], None),
    "pairs-every-week": (["pairs", "--over=2015-01-01..2016-01-01", "--every=week"], None),
    "pairs-over-and-as-of": (["pairs", "--over=2015-01-01..2016-01-01", DAY], None),
    "pairs-no-safeguard": (["pairs", "--safeguard=no-help-against-speach", DAY], None),
    "pairs-not-about-pairs": (["pairs", "--safeguard=short-orders", DAY], None),
    "pairs-no-verdict": (["pairs", "--only=good", DAY], None),
    "pairs-counts-and-only": (["pairs", "--counts", "--only=met", DAY], None),
    "pairs-counts-as-parquet": (["pairs", "--counts", "-o", "out.parquet", DAY], None),
    "pairs-no-jobs": (["pairs", "--jobs=0", DAY], None),
    "pairs-no-address": (["pairs", "--scheduler=cluster", DAY], None),
    "pairs-jobs-and-cluster": (["pairs", "--jobs=2", "--scheduler=tcp://127.0.0.1:1", DAY], None),
    "site": (["site", "-o", "out", DAY], None),
    "site-other-files": (["site", "-o", "policies", DAY], None),
    "site-on-a-file": (["site", "-o", "pyproject.toml", DAY], None),
    "site-below-a-file": (["site", "-o", "pyproject.toml/out", DAY], None),
    "site-invalid": (["site", "-o", "out", DAY], BROKEN),
    "site-no-address": (["site", "-o", "out", "--url=matrix.example", DAY], None),
    "sources": (["sources"], None),
    "sources-verified": (["sources", "--verify", "originals"], None),
    "sources-changed": (["sources", "--verify", "originals"], ("originals/doc.txt", "A judge", "A minister")),
    "sources-other-file": (["sources", "--verify", "originals"], ("originals/doc.txt", "Rights come first.\n\n", "")),
    "sources-no-original": (["sources", "--verify", "seeds"], None),
    "sources-unlisted": (["sources"], ("seeds/doc-2020.yaml", "[guaranteed-rights]", "[short-orders]")),
    "sources-one": (["sources", "doc-2020"], None),
    "sources-paragraph": (["sources", "doc-2020", "2"], None),
    "sources-no-paragraph": (["sources", "doc-2020", "9"], None),
    "sources-no-source": (["sources", "doc-2021"], None),
    "describe": (["describe"], None),
    "describe-one": (["describe", "short-orders"], None),
    "describe-pair": (["describe", "no-help-against-speech"], None),
    "describe-article": (["describe", "--article", "24"], None),
    "describe-article-part": (["describe", "--article", "40.8"], None),
    "describe-article-draft": (["describe", "--article", "rev1:30"], None),
    "describe-no-article": (["describe", "--article", "99"], None),
    "describe-no-text": (["describe", "--article", "rev2:3"], None),
    "describe-no-safeguard": (["describe", "short-order"], None),
    "describe-wrong-article": (["describe"], (ORDERS, '"24.2"', '"25.2"')),
    "describe-pages": (["describe", "-o", "pages"], None),
    "describe-broken-convention": (["describe"], ("seeds/convention.yaml", '["30"]', '["31"]')),
    "test": (["test"], None),
    "test-outcomes": (["test", "short-orders", "--outcomes"], None),
    "test-folder": (["test", "policies/requests"], None),
    "test-wanting": (["test"], (ORDERS, "  - {name: a minister,", "  # - {name: a minister,")),
    "test-failing": (["test", "short-orders"], (ORDERS, "power.days: 21", "power.days: 20")),
    "test-other-reason": (
        ["test", "short-orders"],
        (ORDERS, "met, because: [power.body, power.days]", "met, because: [power.days]"),
    ),
    "test-no-safeguard": (["test", "long-orders"], None),
    "lint": (["lint"], None),
    "format": (["format"], (XAA, "name: Exampleland\nstatus: reviewed\n", "status: reviewed\nname: Exampleland\n")),
    "format-check": (["format", "--check"], None),
    "format-check-one": (["format", "XBB", "--check"], None),
    "format-refused": (["format"], (XAA, "name: Exampleland\n", "name: |\n  Exampleland  \n  and more\n")),
    "format-broken": (["format"], (XAA, "law:\n", "law: {\n")),
    "format-no-profile": (["format", "XAB"], None),
    "new": (["new", "jurisdiction", "XCC", "--name", "Newland"], None),
    "new-comments": (["new", "jurisdiction", "XCC", "--name", "Newland", "--comments"], None),
    "new-there": (["new", "jurisdiction", "XAA", "--name", "Exampleland", "--comments"], None),
    "new-no-name": (["new", "jurisdiction", "XCC"], None),
    "new-broken": (["new", "jurisdiction", "XAA"], BROKEN),
    "new-no-code": (["new", "jurisdiction", "newland", "--name", "Newland"], None),
    "schema-check": (["schema", "--check"], None),
    "help": (["--help"], None),
    "no-command": (["chekc"], None),
}


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "example", tmp_path / "example")
    monkeypatch.chdir(tmp_path / "example")
    return tmp_path / "example"


def changed(root: Path, change: tuple[str, str, str] | None) -> None:
    if change:
        name, old, new = change
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def run(*args: str) -> str:
    done = CliRunner().invoke(safeguards, args, prog_name="safeguards", terminal_width=100)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return f"exit code {done.exit_code}\n{done.stdout}" + (
        f"--- on standard error\n{done.stderr}" if done.stderr else ""
    )


@pytest.mark.parametrize("name", ROWS)
def test_a_command_says_this_and_no_more(name: str, example: Path) -> None:
    args, change = ROWS[name]
    changed(example, change)
    said, file = run(*args), GOLDEN / f"{name}.txt"
    if "REWRITE_GOLDEN" in os.environ:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {each.stem for each in GOLDEN.iterdir()} == set(ROWS)
