"""Surfaces as the validators of their readers see them: SARIF, GitLab's Code Quality, Atom.

The SARIF validator is installed by `make validators`; where it is absent, its tests skip and say so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from outcomes import HOSTILE, change, complaint, outcome, shipped, unmet

from engine.change import Direction
from engine.change.log import feeds
from engine.model import Location, Note, NotedCells
from engine.surface import SURFACES

feedparser = pytest.importorskip("feedparser", reason="install the extra `ci`: make validators")

SYSTEM = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform, "none")
MULTITOOL = Path(__file__).parent / f"npm/node_modules/@microsoft/sarif-multitool-{SYSTEM}"
PROGRAM = next(
    (MULTITOOL / each for each in ("Sarif.Multitool", "Sarif.Multitool.exe") if (MULTITOOL / each).is_file()), None
)
needs_multitool = pytest.mark.skipif(PROGRAM is None, reason="the SARIF validator is not installed: make validators")

# GitLab's documented form of a Code Quality report
CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.mark.parametrize("number", [0, 1, 10_000])
def test_gitlab_gets_the_form_that_it_documents(number: int) -> None:
    both = Direction.NEWLY_UNMET, Direction.SETTLED
    moved = [change("x", line, each) for line in range(1, number + 1) for each in both]
    rows = json.loads(SURFACES["gitlab"](outcome(moved, [complaint("x", 1)] if number else [])))
    Draft7Validator(CODE_QUALITY).validate(rows)
    assert len({each["fingerprint"] for each in rows}) == len(rows) == min(number + (number > 0), 1_000)
    assert (number > 1_000) == any(each["description"] == f"{number - 998} more are not shown" for each in rows)


def reports(text: str, folder: Path) -> list[dict[str, Any]]:
    """Let Microsoft's validator judge a file by the rules of SARIF and of GitHub; it ends with 0 whatever it finds."""
    file, report = folder / "made.sarif", folder / "report.sarif"
    file.write_text(text, encoding="utf-8")
    args = ["validate", "--rule-kind", "Sarif;Ghas", "--output", report, "--log", "ForceOverwrite"]
    args += ["--json-schema", MULTITOOL / "sarif-2.1.0.json", file]
    assert PROGRAM is not None
    quiet = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([PROGRAM, *args], check=False, capture_output=True, text=True, env=quiet)
    run = json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"], done.stdout
    return list(run.get("results", ()))


SARIF = {
    "the example": outcome,
    "every safeguard shipped": lambda: outcome((), None, shipped()),
    "nothing unmet": lambda: outcome((), None, unmet(0, 0)),
    "hostile text": lambda: outcome((), None, unmet(3, 3, " ".join(HOSTILE))),
    "fifty thousand": lambda: outcome((), None, unmet(500, 100)),
}


@needs_multitool
@pytest.mark.parametrize("name", SARIF)
def test_sarif_passes_the_validator_with_the_rules_of_github(name: str, tmp_path: Path) -> None:
    found = reports(SURFACES["sarif"](SARIF[name]()), tmp_path)
    assert [each for each in found if each.get("level", "warning") == "error"] == []
    # the published version of the tool stands in no file: the same input gives the same bytes
    assert {each["ruleId"] for each in found if each.get("level", "warning") == "warning"} <= {"SARIF2005"}


@needs_multitool
def test_the_validator_notices_a_fault(tmp_path: Path) -> None:
    document = json.loads(SURFACES["sarif"](outcome()))
    document["runs"][0]["results"][0]["ruleIndex"] = 99
    del document["runs"][0]["tool"]["driver"]["rules"][0]["help"]
    found = reports(json.dumps(document), tmp_path)
    assert len({each["ruleId"] for each in found if each.get("level") == "error"}) == 2


@needs_multitool
@pytest.mark.parametrize("name", SARIF)
def test_sarif_fits_its_schema(name: str) -> None:
    schema = json.loads((MULTITOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    Draft7Validator(schema).validate(json.loads(SURFACES["sarif"](SARIF[name]())))


def note(number: int, text: str, code: str = "XAA") -> Note:
    cells = (NotedCells(code, ("short-orders",), Location("changes/a.yaml")),)
    day = date(2026, 1, 1) + timedelta(number)
    return Note(f"{day}-{number}", day, "judgment", text, text, cells, Location("changes/a.yaml"))


XML = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([each for each in HOSTILE if each.isprintable()]) | st.text(XML, max_size=8), min_size=1
    ).map("".join)
)
def test_feeds_read_back(text: str) -> None:
    notes = [note(number, text, code) for number, code in enumerate(("XAA", "XBB", "all"))]
    made = feeds(notes, {"XAA": text, "XBB": "Other"}, {"short-orders": text}, "https://example.org/feeds")
    assert sorted(made) == ["XAA.atom", "XBB.atom", "all.atom", "short-orders.atom"]
    for name, expected in (("all.atom", 3), ("XAA.atom", 2), ("XBB.atom", 2)):
        found = feedparser.parse(made[name].encode(), sanitize_html=False, resolve_relative_uris=False)
        assert (found.bozo, found.version, len(found.entries)) == (False, "atom10", expected)
        assert found.feed.links[0].href == f"https://example.org/feeds/{name}"
        assert [each.updated for each in found.entries] == sorted(
            (each.updated for each in found.entries), reverse=True
        )
        assert len({each.id for each in found.entries} | {found.feed.id}) == expected + 1
        for each in found.entries:
            assert each.content[0].type == "text/plain"
            assert each.content[0].value.split()[: len(text.split())] == text.split()


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("address", ["", "https://example.org/feeds"])
@pytest.mark.parametrize("number", [0, 1, 200])
def test_feeds_hold_what_rfc_4287_demands(number: int, address: str) -> None:
    made = feeds([note(each, "a text") for each in range(number)], {}, {}, address)["all.atom"]
    feed = ElementTree.fromstring(made)
    entries = feed.findall(f"{ATOM}entry")
    for each in (feed, *entries):
        assert [len(each.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert all(child.text for child in each if child.tag in {f"{ATOM}id", f"{ATOM}title", f"{ATOM}updated"})
    assert [child.tag for child in feed.findall(f"{ATOM}author/")] == [f"{ATOM}name"]
    assert [each.get("rel") for each in feed.findall(f"{ATOM}link")] == (["self"] if address else [])
    assert len(entries) == min(number, 100)
