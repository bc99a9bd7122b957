"""The schemas for editors, and the loader: do they judge alike?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from engine.load import read_repository
from engine.load.policies import read_safeguard
from engine.load.profiles import read_profile
from engine.load.sources import read_source
from engine.load.waivers import read_waivers
from engine.schemas import schemas
from engine.yamlfile import Map, Node, Seq, parse, plain

ROOT = Path(__file__).parent.parent
VOCABULARY = read_repository(ROOT).vocabulary
VALIDATORS = {name: Draft7Validator(json.loads(text)) for name, text in schemas(VOCABULARY).items()}

PROFILE = """
jurisdiction: XAA
name: Exampleland
status: draft
checked: 2026-01-01
law:
  act-1: {title: Act 1, read: {as: text, on: 2026-01-01}}
"""
SAFEGUARD = (ROOT / "policies/international-cooperation/mandatory-dual-criminality.yaml").read_text(encoding="utf-8")
SOURCE = """
source: paper-2020
issuer: Someone
title: A paper
kind: analysis
date: 2020
treaty_text: rev1
file: paper.txt
sha256: "%s"
paragraphs:
  - {number: 1, section: One, sha256: "%s", not_encoded: a title}
""" % ("a" * 64, "b" * 64)
WAIVERS = """
jurisdiction: XAA
waivers:
  - {safeguard: mandatory-dual-criminality, reason: a bill, owner: desk, until: 2027-01-01}
"""


def values(node: Node) -> Any:
    """Give the file as an editor sees it."""
    if isinstance(node, Map):
        return {key: values(each) for key, each in node.items()}
    return [values(each) for each in node] if isinstance(node, Seq) else plain(node)


def loads(kind: str, node: Node) -> bool:
    problems: list[object] = []
    if kind == "jurisdiction":
        problems = [*read_profile(node, "XAA", VOCABULARY)[1]]
    elif kind == "safeguard":
        theme, name = "international-cooperation", "mandatory-dual-criminality"
        problems = [*read_safeguard(node, theme, name, VOCABULARY, {})[1]]
    elif kind == "source":
        problems = [*read_source(node, "paper-2020", VOCABULARY)[1]]
    else:
        problems = [*read_waivers(node, "XAA")[1]]
    return not problems


GOOD = {
    "plain profile": ("jurisdiction", PROFILE),
    "a fact": ("jurisdiction", PROFILE + "treaties:\n  iccpr.status: {value: party, cite: act-1}\n"),
    "a nested fact": ("jurisdiction", PROFILE + "treaties:\n  iccpr:\n    status: {value: party, cite: [act-1]}\n"),
    "an unknown": ("jurisdiction", PROFILE + "treaties:\n  iccpr.status: {unknown: nothing found}\n"),
    "dated values": (
        "jurisdiction",
        PROFILE + "treaties:\n  iccpr.status:\n    - {value: none, cite: act-1, since: 1990-01-01}\n"
        "    - {value: party, cite: act-1, since: 1999-01-01}\n",
    ),
    "a power": (
        "jurisdiction",
        PROFILE + "powers:\n  complete: false\n  content-interception:\n    exists: {value: true, cite: act-1}\n"
        "    urgent.review_hours: {value: no-limit, cite: act-1}\n",
    ),
    "text that looks like a number": ("jurisdiction", PROFILE.replace("Exampleland", "3.10")),
    "text that looks like a no": ("jurisdiction", PROFILE.replace("Exampleland", "NO")),
    "a safeguard": ("safeguard", SAFEGUARD),
    "a source": ("source", SOURCE),
    "waivers": ("waivers", WAIVERS),
}
BAD = {
    "a list": ("jurisdiction", "- a\n- b\n"),
    "no name": ("jurisdiction", PROFILE.replace("name: Exampleland\n", "")),
    "unknown heading": ("jurisdiction", PROFILE + "colour: blue\n"),
    "unknown status": ("jurisdiction", PROFILE.replace("draft", "final")),
    "no such month": ("jurisdiction", PROFILE.replace("checked: 2026-01-01", "checked: 2026-13-01")),
    "lower-case code": ("jurisdiction", PROFILE.replace("XAA", "xaa")),
    "unknown grade": ("jurisdiction", PROFILE.replace("as: text", "as: hearsay")),
    "unknown question": ("jurisdiction", PROFILE + "treaties:\n  iccpr.state: {value: party, cite: act-1}\n"),
    "wrong answer": ("jurisdiction", PROFILE + "treaties:\n  iccpr.status: {value: parti, cite: act-1}\n"),
    "no citation": ("jurisdiction", PROFILE + "treaties:\n  iccpr.status: {value: party}\n"),
    "bare answer": ("jurisdiction", PROFILE + "treaties:\n  iccpr.status: party\n"),
    "yes for true": ("jurisdiction", PROFILE + "treaties:\n  individual_complaints: {value: yes, cite: act-1}\n"),
    "uncited completeness": ("jurisdiction", PROFILE + "powers:\n  complete: true\n"),
    "half an hour": (
        "jurisdiction",
        PROFILE + "powers:\n  content-interception:\n    urgent.review_hours: {value: 0.5, cite: act-1}\n",
    ),
    "unknown subject": ("safeguard", SAFEGUARD.replace("subject: cooperation", "subject: weather")),
    "unknown theme": ("safeguard", SAFEGUARD.replace("theme: international-cooperation", "theme: weather")),
    "no require": ("safeguard", SAFEGUARD.replace("require:", "requires:")),
    "bad treaty text": ("source", SOURCE.replace("rev1", "rev2")),
    "short digest": ("source", SOURCE.replace("a" * 64, "a" * 63)),
    "no owner": ("waivers", WAIVERS.replace("owner: desk, ", "")),
}


@pytest.mark.parametrize("name", GOOD)
def test_schema_and_loader_accept_the_same(name: str) -> None:
    kind, text = GOOD[name]
    node, problems = parse(text.encode(), "file.yaml")
    assert node is not None
    assert problems == []
    assert loads(kind, node)
    assert [each.message for each in VALIDATORS[f"{kind}.schema.json"].iter_errors(values(node))] == []


@pytest.mark.parametrize("name", BAD)
def test_schema_and_loader_refuse_the_same(name: str) -> None:
    kind, text = BAD[name]
    node, _ = parse(text.encode(), "file.yaml")
    assert node is not None
    assert not loads(kind, node)
    assert not VALIDATORS[f"{kind}.schema.json"].is_valid(values(node))


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("jurisdiction", "jurisdictions/*.yaml"),
        ("safeguard", "policies/*/*.yaml"),
        ("source", "seeds/*-20[0-9][0-9].yaml"),
        ("convention", "seeds/convention.yaml"),
        ("vocabulary", "policies/vocabulary.yaml"),
    ],
)
def test_every_file_of_the_repository_fits_its_schema(kind: str, files: str) -> None:
    found = sorted(ROOT.glob(files))
    assert found
    for file in found:
        node, _ = parse(file.read_bytes(), file.name)
        assert node is not None
        assert [each.message for each in VALIDATORS[f"{kind}.schema.json"].iter_errors(values(node))] == []


def test_the_committed_schemas_are_the_ones_that_would_be_written() -> None:
    for name, text in schemas(VOCABULARY).items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == text
