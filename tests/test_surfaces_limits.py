"""Every surface at ten times its limit stays inside, and says what it left out."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest
from outcomes import change, complaint, outcome, unmet
from runner import commands

from engine.change import Direction
from engine.surface import SURFACES, markdown
from engine.surface.outcome import Outcome


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
