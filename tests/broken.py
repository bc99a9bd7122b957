"""A small sound repository, and the many ways in which its files can be wrong: name, file, what is replaced by what."""

from __future__ import annotations

from pathlib import Path

H = "a" * 64
FILES = {
    "pyproject.toml": "",
    "policies/vocabulary.yaml": """version: 1
themes:
  surveillance: Surveillance
  secrecy: Secrecy
families:
  orders: Orders
rights:
  privacy: {covenant: "17", title: Privacy}
people:
  journalists: Journalists
groups:
  courts: [court, judge]
sections:
  - id: profile
    title: Headings
    facts:
      - {path: profile.name, heading: true, question: "What is its name?", type: string}
  - id: law
    title: Law
    facts:
      - {path: law.body, question: "Who decides?", type: enum, values: [court, judge, minister]}
      - {path: law.days, question: "For how many days?", type: duration, unit: days, no_limit: true}
      - {path: law.years, question: "Up to how many years?", type: number}
      - {path: law.rights, question: "Which rights?", type: list, values: [appeal, counsel]}
      - {path: law.open, question: "Is it open?", type: bool}
      - {path: law.begun, question: "Since when?", type: date}
  - id: powers
    record: power
    title: Powers
    facts:
      - {path: power.kind, question: "What kind?", type: enum, values: [search, tracking]}
      - {path: power.body, question: "Who decides?", type: enum, values: [court, minister]}
""",
    "policies/surveillance/short-orders.yaml": """safeguard: short-orders
title: Short orders
statement: Orders end soon.
theme: surveillance
family: orders
level: law
severity: high
severity_why: long orders are forgotten
articles: {adopted: ["24.2"], rev1: []}
rights: [privacy]
people: [journalists]
sources:
  - {source: doc-2020, paragraph: 1, phrase: end soon}
subject: jurisdiction
parameters:
  max_days: {value: 30, basis: the document says a month, floor: 60}
applies: {law.open: true}
require:
  all:
    - law.body: [court, judge]
    - law.days: {at_most: {parameter: max_days}}
cases:
  - {name: a month, given: {law.open: true, law.body: court, law.days: 30}, verdict: met, because: [law.body, law.days]}
  - {name: longer, given: {law.open: true, law.days: 31}, verdict: unmet, because: [law.days]}
  - {name: silence, given: {law.open: true}, verdict: unknown, because: [law.body, law.days]}
""",
    "seeds/doc-2020.yaml": f"""source: doc-2020
issuer: A society
title: A document
kind: report
date: "2020"
treaty_text: none-yet
file: doc.txt
sha256: {H}
paragraphs:
  - {{number: 1, section: One, sha256: {H}, safeguards: [short-orders], facts: [it-began]}}
  - {{number: 2, section: One, sha256: {H}, not_encoded: heading}}
facts:
  - {{id: it-began, jurisdiction: XAA, paragraph: 1, fact: It began., phrase: it began, path: law.begun}}
""",
    "jurisdictions/XAA.yaml": """jurisdiction: XAA
name: Exampleland
status: draft
checked: 2026-01-01
member_of:
  - {layer: XZZ, since: 2000-01-01, until: 2020-12-31}
law:
  act-1:
    title: Act 2010, section 1
    since: 2010-01-01
    read: {on: 2026-01-01, as: text}
  ruling-1:
    title: Constitutional Court, 1 March 2015
    kind: judgment
    overrides: act-0
    since: 2015-03-01
    read: {as: knowledge}
  act-0:
    title: Act 2000, section 9
    read: {as: page}
powers:
  complete: false
  search:
    body: {value: court, cite: act-1}
""",
    "jurisdictions/layers/XZZ.yaml": """jurisdiction: XZZ
name: Union
kind: layer
status: draft
checked: 2026-01-01
law:
  treaty-1:
    title: Treaty, article 1
    kind: treaty
    since: 2000-01-01
    read: {on: 2026-01-01, as: text}
""",
    "jurisdictions/waivers/XAA.yaml": """jurisdiction: XAA
waivers:
  - {safeguard: short-orders, reason: a bill is under way, owner: Ministry desk, until: 2026-12-31}
""",
}
STATE, LAYER, WAIVERS = "jurisdictions/XAA.yaml", "jurisdictions/layers/XZZ.yaml", "jurisdictions/waivers/XAA.yaml"
POLICY, WORDS, SEED = "policies/surveillance/short-orders.yaml", "policies/vocabulary.yaml", "seeds/doc-2020.yaml"


def write(root: Path, changes: dict[str, bytes | None] | None = None) -> Path:
    """Write the sound repository with some files replaced, or left out where there is `None`."""
    for name, data in {**{name: text.encode() for name, text in FILES.items()}, **(changes or {})}.items():
        if data is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
    return root


def replaced(name: str, old: str, new: str) -> dict[str, bytes | None]:
    """Replace a text that must stand in a file exactly once."""
    assert FILES[name].count(old) == 1, f"{old!r} stands {FILES[name].count(old)} times in {name}"
    return {name: FILES[name].replace(old, new).encode()}


def added(name: str, text: str) -> dict[str, bytes | None]:
    """Add lines at the end of a file."""
    return {name: (FILES[name] + text).encode()}
