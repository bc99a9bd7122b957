"""Every surface as its readers take it: by their validators, at ten times its limit, and with hostile text.

The SARIF validator is installed by `make validators`; where it is absent, its tests skip and say so.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from outcomes import change, complaint, judge, outcome, shipped, unmet
from runner import Command, commands

from engine.change import Direction
from engine.change.log import feeds
from engine.model import Location, Note, NotedCells
from engine.surface import SURFACES, markdown
from engine.surface.outcome import Outcome

feedparser = pytest.importorskip("feedparser", reason="install the extra `ci`")
markdown_it = pytest.importorskip("markdown_it", reason="install the extra `ci`")

SYSTEM = {"linux": "linux", "darwin": "darwin", "win32": "win32"}.get(sys.platform, "none")
MULTITOOL = Path(__file__).parent / f"npm/node_modules/@microsoft/sarif-multitool-{SYSTEM}"
PROGRAM = next(
    (MULTITOOL / each for each in ("Sarif.Multitool", "Sarif.Multitool.exe") if (MULTITOOL / each).is_file()), None
)
needs_multitool = pytest.mark.skipif(PROGRAM is None, reason="the SARIF validator is not installed: make validators")

HOSTILE = (
    "# Approved", "\n# Approved\n", "\n\n---\n\n", "===", "> [!NOTE]\n> fine", "- [x] done", "1. one",
    "| a | b |\n|---|---|", "<b>", "</details>", "<!-- safeguards gate -->", "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>", "&lt;b&gt;", "[words](https://example.org)", "![x](y)",
    "[a]: https://example.org", "<https://example.org>", "https://example.org/a_b", "www.example.org",
    "ftp://example.org", "someone@example.org", "@someone", "@org/team", "#12", "GH-12", "owner/name#3",
    "owner/name@abcdef1", "::error::forged", "\n::error file=a::forged", "::set-output name=shut::false",
    "##[error]forged", "\r::warning::forged", "::stop-commands::x", "%0A::error::forged", "%250A", "${{ secrets.X }}",
    "$(id)", "`code`", "```\n", "~~gone~~", "$x$", "**bold**", "_", "*", "\\", "\\\\", "](", "a\u202eb",
    "\u2028::error::x", "\u0085::error::x", "\x0b# x", "=1+1", "a,b:c;d", "file=x,line=1", "{0}", "’“”", "𝕏",
    "\u200b",
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs",)), max_size=8), max_size=6
).map("".join)
# GitHub looks for these once more in the text that its Markdown has made
LIVE = re.compile(r"@[\w-]|#\d|\bGH-\d|https?://|ftp://|\bwww\.", re.IGNORECASE)


def hostile(text: str) -> Outcome:
    """Put a text into everything that a change can show."""
    moved = [change(text, number, each) for number, each in enumerate(Direction, 1)]
    return outcome(moved, [complaint(text, 1), complaint(text, 2)], unmet(2, 2, text), text or "-")


def parsed(text: str) -> list[Any]:
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shape(text: str) -> list[str]:
    """Give the kinds of all that Markdown makes of a text, words left out."""
    found = []
    for each in parsed(text):
        inner = [child.type for child in each.children or () if child.type not in {"text", "softbreak"}]
        found += [f"{each.type} {each.tag}", *inner]
    return found


def words(text: str) -> str:
    return " ".join(child.content for each in parsed(text) for child in each.children or () if child.type == "text")


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["summary", "comment"]))
@example("\n# Approved\n\n@someone see #12, [words](https://example.org) <b>", "comment")
def test_no_text_makes_markup_links_mentions_or_html(text: str, form: str) -> None:
    made = SURFACES[form](hostile(text))
    assert shape(made) == shape(SURFACES[form](hostile("a text")))
    assert not LIVE.search(words(made))


@pytest.mark.parametrize("text", [each for each in HOSTILE if "\u202e" not in each])
def test_a_text_shows_as_it_is(text: str) -> None:
    shown = words(SURFACES["summary"](hostile(text))).replace("\u200b", "")
    assert " ".join(text.replace("\u200b", "").split()) in shown


def test_the_marker_of_a_comment_stands_once() -> None:
    made = SURFACES["comment"](hostile(markdown.MARK))
    assert [made.count(markdown.MARK), made.startswith(markdown.MARK)] == [1, True]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_workflow_command(text: str) -> None:
    made, plain = (commands(SURFACES["github"](hostile(each))) for each in (text, "a text"))
    assert [(each.name, each.properties) for each in made] == [(each.name, each.properties) for each in plain]
    assert all(each.properties.keys() <= {"file", "line", "col", "title"} for each in made)


@pytest.mark.parametrize("text", [each for each in HOSTILE if "\u202e" not in each])
def test_an_annotation_reads_back(text: str) -> None:
    first = commands(SURFACES["github"](outcome((), [complaint(text)])))[0]
    assert first == Command(
        "error",
        {"file": "jurisdictions/XAA.yaml", "line": "1", "col": "5", "title": "no-note"},
        f"{text}. {text}. To mend it: {text}",
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_link_in_a_message_of_sarif_or_gitlab(text: str) -> None:
    run = json.loads(SURFACES["sarif"](hostile(text)))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    messages = [each["message"]["text"] for each in run["results"]]
    messages += [each[key]["text"] for each in rules for key in ("shortDescription", "fullDescription", "help")]
    messages += [each["description"] for each in json.loads(SURFACES["gitlab"](hostile(text)))]
    for each in messages:
        assert not re.search(r"\]\(|[\n\r\u202e]", each)
    for each in rules:
        assert set(shape(each["help"]["markdown"])) <= {"paragraph_open p", "inline ", "paragraph_close p"}
        assert not LIVE.search(words(each["help"]["markdown"]))


@pytest.mark.parametrize("number", [10, 11, 200])
def test_annotations_stay_at_ten_a_level_and_the_tenth_says_what_is_left_out(number: int) -> None:
    changes = [change("x", line, each) for line in range(number) for each in (Direction.NEWLY_UNMET, Direction.SETTLED)]
    found = commands(SURFACES["github"](outcome(changes, [complaint("x", line) for line in range(number)])))
    assert Counter(each.name for each in found) == dict.fromkeys(("error", "warning", "notice"), 10)
    last = [each.data for each in found if each.properties["title"] == "not all are shown"]
    assert last == ([] if number == 10 else [f"{number - 9} more; the job summary shows them all"] * 3)
    assert found[0].name == "error"


def enormous(size: int) -> Outcome:
    """Make an outcome of about so many characters."""
    text = "what is said at some length. " * 30
    lines = range(size // 4 // len(text))
    return outcome([change(text, each) for each in lines], [complaint(text, each) for each in lines])


@pytest.mark.parametrize(
    ("form", "size", "limit", "allowed"),
    [("summary", 10_000_000, "SUMMARY_BYTES", 2**20), ("comment", 600_000, "COMMENT_CHARACTERS", 60_000)],
)
def test_what_does_not_fit_is_left_out_by_whole_sections(
    form: str, size: int, limit: str, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    big = enormous(size)
    made = SURFACES[form](big)
    with monkeypatch.context() as patch:
        patch.setattr(markdown, limit, 10**9)
        whole = SURFACES[form](big)
    assert (len(whole.encode()) >= size, len(made.encode()) < allowed) == (True, True)
    kept, _, last = made.rstrip("\n").rpartition("\n")
    assert whole.startswith(kept)
    assert re.fullmatch(r"_\d+ more sections do not fit here; `safeguards gate` shows them all\._", last)
    assert len(made.encode()) > allowed * 0.8


def test_wide_characters_count_by_their_bytes() -> None:
    big = outcome((), [complaint("€𝕏" * 800, each) for each in range(2_000)])
    assert len(SURFACES["summary"](big).encode()) < 2**20
    assert len(SURFACES["comment"](big)) < 60_000


def test_sarif_keeps_the_five_thousand_worst_of_fifty_thousand() -> None:
    made = SURFACES["sarif"](outcome((), None, unmet(500, 100)))
    run = json.loads(made)["runs"][0]
    assert [len(run["results"]), run["properties"]["leftOut"]] == [5_000, 45_000]
    assert {each["level"] for each in run["results"]} == {"error"}
    assert len(gzip.compress(made.encode())) < 10_000_000
    assert len({each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]}) == 5_000


def test_sarif_stays_inside_the_limits_of_each_field() -> None:
    run = json.loads(SURFACES["sarif"](outcome((), None, unmet(1, 1, "long " * 2_000))))["runs"][0]
    rule = run["tool"]["driver"]["rules"][0]
    assert len(rule["name"]) <= 255
    assert len(rule["properties"]["tags"]) <= 20
    assert "security-severity" not in rule["properties"]
    for each in (rule["shortDescription"], rule["fullDescription"], run["results"][0]["message"]):
        assert len(each["text"]) <= 1_024


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


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def test_json_holds_every_text_unchanged() -> None:
    text = " ".join(HOSTILE)
    assert sum(text == each for each in texts(json.loads(SURFACES["json"](hostile(text))))) > 10


def test_the_judge_of_these_tests_is_sound() -> None:
    assert judge().invalid == {}
