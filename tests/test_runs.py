"""Real runs of pytest on invented States, judged by the shipped safeguards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEY = "no-compelled-disclosure-of-encryption-keys"
DUAL = "mandatory-dual-criminality"
DEATH = "death-penalty-refusal"
PROFILE = """jurisdiction: XAA
name: Exampleland
status: draft
checked: 2026-01-01
law:
  act-1:
    title: Cooperation Act 2010, section 1
    since: 2010-01-01
    read: {on: 2026-01-01, as: text}
cooperation:
  dual_criminality.evidence: {value: discretionary, cite: act-1}
  refusal.death_penalty: {value: must-refuse, cite: act-1}
"""


@pytest.fixture
def run(pytester: pytest.Pytester):
    shutil.copytree(ROOT / "policies", pytester.path / "policies")
    shutil.copytree(ROOT / "seeds", pytester.path / "seeds")
    (pytester.path / "jurisdictions").mkdir()
    (pytester.path / "jurisdictions/XAA.yaml").write_text(PROFILE, encoding="utf-8")
    (pytester.path / "pyproject.toml").write_text('[tool.pytest.ini_options]\nfilterwarnings = ["error"]\n')
    only = [f"--safeguard={each}" for each in (DUAL, DEATH, KEY)]

    def inner(*args: str, every: bool = False):
        chosen = [] if every else only
        return pytester.runpytest_subprocess("jurisdictions", "--as-of=2026-06-01", *chosen, *args)

    return inner


def test_each_verdict_has_its_own_outcome(run) -> None:
    result = run("-v")
    result.stdout.fnmatch_lines(
        [
            f"jurisdictions/XAA.yaml::{DEATH} PASSED*",
            f"jurisdictions/XAA.yaml::{DUAL} FAILED*",
            f"jurisdictions/XAA.yaml::{KEY} UNKNOWN*",
            "*1 failed, 1 passed, 1 unknown in*",
        ]
    )
    assert result.ret == 1


def test_a_finding_reads_like_one(run) -> None:
    lines = run("-q").outlines
    start = next(number for number, line in enumerate(lines) if "XAA Exampleland" in line)
    assert lines[start : start + 12] == [
        "____________ XAA Exampleland: mandatory-dual-criminality (critical) ____________",
        "Exampleland does not meet this safeguard (as of 2026-06-01):",
        "",
        "    The state must refuse to collect or share electronic evidence unless the conduct is an",
        "    offence under its own law as well.",
        "",
        "- cooperation.dual_criminality.evidence is mandatory   (recorded: discretionary)",
        "    jurisdictions/XAA.yaml:11:38   Cooperation Act 2010, section 1, read 2026-01-01 in the text",
        "required by  eff-2024 ¶31, eff-2024 ¶32, eff-2024 ¶33, cyberpeace-2023 ¶31; Convention article 40.8; draft "
        "Rev.1 article 35",
        "would be met if  cooperation.dual_criminality.evidence were mandatory",
        "stated in  policies/international-cooperation/mandatory-dual-criminality.yaml:18",
        "=========================== short test summary info ============================",
    ]


def test_unknown_can_be_made_to_fail(run) -> None:
    run("--unknown=fail").assert_outcomes(failed=2, passed=1)


def test_a_fact_counts_from_the_day_on_which_it_is_known_to_hold(run) -> None:
    run("--as-of=2009-12-31", "-q").stdout.fnmatch_lines(["3 unknown in*"])


def test_weaker_evidence_than_asked_for_is_unknown(run, pytester: pytest.Pytester) -> None:
    file = pytester.path / "jurisdictions/XAA.yaml"
    file.write_text(PROFILE.replace("as: text", "as: secondary"), encoding="utf-8")
    run("--evidence=page", "-q").stdout.fnmatch_lines(["3 unknown in*"])
    run("--evidence=secondary", "-q").stdout.fnmatch_lines(["1 failed, 1 passed, 1 unknown in*"])


def test_a_waiver_in_force_excuses_an_unmet_cell_and_says_so(run, pytester: pytest.Pytester) -> None:
    waive(pytester, DUAL, "2026-06-01")
    result = run("-rx")
    result.stdout.fnmatch_lines(["*waived until 2026-06-01 by the desk: a bill is before parliament*"])
    result.assert_outcomes(passed=1, xfailed=1)


def test_a_waiver_that_has_ended_fails_and_says_what_to_delete(run, pytester: pytest.Pytester) -> None:
    waive(pytester, DUAL, "2026-05-31")
    run("-q").stdout.fnmatch_lines(
        [
            f"the waiver of {DUAL} for XAA ended on 2026-05-31 (as of 2026-06-01)",
            "fix: delete it at jurisdictions/waivers/XAA.yaml:3:5, or, if it is still needed, say why and until when",
        ]
    )


@pytest.mark.parametrize(("safeguard", "verdict"), [(DEATH, "met"), (KEY, "unknown")])
def test_a_waiver_that_excuses_nothing_fails(run, pytester: pytest.Pytester, safeguard: str, verdict: str) -> None:
    waive(pytester, safeguard, "2026-12-31")
    what = f"the waiver of {safeguard} for XAA excuses nothing: the cell is {verdict} (as of 2026-06-01)"
    run("-q").stdout.fnmatch_lines([what])


def waive(pytester: pytest.Pytester, safeguard: str, until: str) -> None:
    folder = pytester.path / "jurisdictions/waivers"
    folder.mkdir()
    waiver = f"{{safeguard: {safeguard}, reason: a bill is before parliament, owner: the desk, until: {until}}}"
    (folder / "XAA.yaml").write_text(f"jurisdiction: XAA\nwaivers:\n  - {waiver}\n", encoding="utf-8")


def test_an_invalid_profile_is_one_item_and_the_others_still_run(run, pytester: pytest.Pytester) -> None:
    bad = (
        PROFILE.replace("XAA", "XBB").replace("cooperation:", "co-operation:").replace("status: draft", "status: done")
    )
    (pytester.path / "jurisdictions/XBB.yaml").write_text(bad, encoding="utf-8")
    result = run("-q")
    result.stdout.fnmatch_lines(
        [
            "jurisdictions/XBB.yaml cannot be assessed before this is mended (problems: 2):",
            "jurisdictions/XBB.yaml:3:9: wrong-value: `status`: `done` is not one of the words allowed here",
            "jurisdictions/XBB.yaml:10:1: unknown-key: `co-operation` means nothing here",
            "  fix: did you mean `cooperation`?",
            "XBB  profile not valid*",
            "2 failed, 1 passed, 1 unknown in*",
        ]
    )
    assert "Traceback" not in result.stdout.str()


def test_a_layer_is_an_item_of_its_own(pytester: pytest.Pytester) -> None:
    shutil.copytree(ROOT / "tests/example", pytester.path, dirs_exist_ok=True)
    done = pytester.runpytest_subprocess("jurisdictions", "-v", "--as-of=2026-06-01", "-k", "profile-is-valid")
    done.stdout.fnmatch_lines(["jurisdictions/layers/XZZ.yaml::profile-is-valid PASSED*"])
    done.assert_outcomes(passed=1, deselected=12)
    layer = pytester.path / "jurisdictions/layers/XZZ.yaml"
    layer.write_text(layer.read_text(encoding="utf-8").replace("value: mandatory", "value: mandatry"), encoding="utf-8")
    done = pytester.runpytest_subprocess("jurisdictions", "--as-of=2026-06-01")
    done.assert_outcomes(failed=3)


def test_a_broken_safeguard_is_one_message(run, pytester: pytest.Pytester) -> None:
    file = pytester.path / "policies/international-cooperation/mandatory-dual-criminality.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("evidence: mandatory", "evidense: mandatory", 1), "utf-8")
    result = run("-q")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        [
            "ERROR: nothing can be assessed before this is mended*",
            "policies/international-cooperation/*: unknown-path: `cooperation.dual_criminality.evidense` is not*",
        ]
    )
    assert "Traceback" not in result.stderr.str()


def test_serial_and_parallel_runs_write_the_same_matrix(run, pytester: pytest.Pytester) -> None:
    run("--matrix=serial.csv", every=True)
    run("--matrix=parallel.csv", "-n2", every=True)
    serial, parallel = (pytester.path / name for name in ("serial.csv", "parallel.csv"))
    assert serial.read_bytes() == parallel.read_bytes()
    assert len(serial.read_text(encoding="utf-8").splitlines()) == 159


def test_items_are_found_by_marker_keyword_and_last_failure(run) -> None:
    run("-m", "article(adopted='40.8')").assert_outcomes(failed=1)
    run("-m", "critical and international-cooperation", "-q").stdout.fnmatch_lines(
        ["1 failed, 1 passed, 1 deselected*"]
    )
    run("-k", "death").assert_outcomes(passed=1)
    run("--lf").assert_outcomes(failed=1)


def test_wrong_options_are_one_line(run) -> None:
    for option, said in {
        "--as-of=soon": "ERROR: --as-of: `soon` is not a date; write it as 2015-01-01",
        "--safeguard=deth-penalty-refusal": "ERROR: --safeguard: there is no safeguard `deth-penalty-refusal`; "
        "did you mean `death-penalty-refusal`?",
        "--matrix=matrix.doc": "ERROR: --matrix: cannot tell the format of `matrix.doc`; end it in .txt .md .csv .json "
        ".xlsx .oscal.json",
        "--matrix=no/matrix.csv": "ERROR: --matrix: `no/matrix.csv` cannot be written; name a file in a folder that "
        "exists",
    }.items():
        result = run(option)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        assert said in result.errlines


def test_findings_ride_in_the_junit_report(run, pytester: pytest.Pytester) -> None:
    run("--junitxml=report.xml")
    report = (pytester.path / "report.xml").read_text(encoding="utf-8")
    assert '<property name="verdict" value="unmet"' in report
    assert (
        '<property name="facts" value="cooperation.dual_criminality.evidence at jurisdictions/XAA.yaml:11:38"' in report
    )


def test_another_project_is_left_alone(pytester: pytest.Pytester) -> None:
    (pytester.path / "jurisdictions").mkdir()
    (pytester.path / "jurisdictions/XAA.yaml").write_text("a: 1\n", encoding="utf-8")
    pytester.makepyfile("def test_one(): pass")
    pytester.runpytest_subprocess("-q").stdout.fnmatch_lines(["1 passed in*"])


def test_the_matrix_can_be_a_workbook_or_oscal(run, pytester: pytest.Pytester) -> None:
    run("--matrix=matrix.xlsx").stdout.fnmatch_lines(["matrix written to *matrix.xlsx"])
    assert (pytester.path / "matrix.xlsx").read_bytes().startswith(b"PK")
    run("--matrix=matrix.oscal.json")
    assert '"assessment-results"' in (pytester.path / "matrix.oscal.json").read_text(encoding="utf-8")


def test_a_workbook_without_its_package_is_one_line(run, pytester: pytest.Pytester) -> None:
    hidden = "import sys\nsys.modules['openpyxl'] = None\nimport importlib.util as u\nfound = u.find_spec\n"
    hidden += "u.find_spec = lambda name, *more: None if name == 'openpyxl' else found(name, *more)\n"
    (pytester.path / "hide.py").write_text(hidden, encoding="utf-8")
    pytester.syspathinsert()
    done = run("-p", "hide", "--matrix=matrix.xlsx")
    said = "ERROR: --matrix: a workbook needs openpyxl; install it with: python -m pip install openpyxl"
    assert done.errlines[0] == said
    assert done.ret == pytest.ExitCode.USAGE_ERROR
