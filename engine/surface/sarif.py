"""SARIF 2.1.0, as GitHub's code scanning reads it: the cells of the new side that are unmet, worst first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.explain import finding_reasons, headline, recorded_words, source_words
from engine.surface import inert
from engine.surface.outcome import fingerprint
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Assessor
    from engine.model import Cell, Location, Safeguard
    from engine.surface.outcome import Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5_000
"""How many results are kept of a run."""
TEXT, TAGS = 1_000, 20
SEVERITIES = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}


def render(outcome: Outcome) -> str:
    """Write the unmet cells; unknown and not applicable are no findings."""
    judge = outcome.judge
    ranks = list(SEVERITIES)
    keys = ((code, name) for code in sorted(judge.jurisdictions) for name in judge.safeguards)
    unmet = [judge.cell(*each) for each in keys if judge.verdict(*each) is Verdict.UNMET]
    unmet.sort(key=lambda each: ranks.index(judge.safeguards[each.safeguard].severity))
    shown = unmet[:MOST]
    used = list(dict.fromkeys(each.safeguard for each in shown))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "safeguards",
                "rules": [_rule(judge.safeguards[each]) for each in used],
            }
        },
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, used, judge) for each in shown],
        "properties": {"asOf": judge.day.isoformat(), "leftOut": len(unmet) - len(shown)},
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(safeguard: Safeguard) -> dict[str, Any]:
    source = source_words(safeguard)
    tags = dict.fromkeys([safeguard.theme, safeguard.level, *safeguard.rights])
    help_ = f"{safeguard.statement} Required by {source}. Stated in {safeguard.where.path}."
    return {
        "id": safeguard.id,
        "name": "".join(each.capitalize() for each in safeguard.id.split("-"))[:255],
        "shortDescription": {"text": _sentence(safeguard.title)},
        "fullDescription": {"text": _sentence(safeguard.statement)},
        "help": {"text": inert.message(help_), "markdown": inert.markdown(help_)},
        "defaultConfiguration": {"level": SEVERITIES[safeguard.severity]},
        "properties": {"tags": list(tags)[:TAGS], "precision": "high"},
    }


def _result(cell: Cell, used: list[str], judge: Assessor) -> dict[str, Any]:
    safeguard = judge.safeguards[cell.safeguard]
    where = _where(cell, judge)
    words = headline(cell, safeguard, judge.jurisdictions[cell.jurisdiction].name, judge.day)
    return {
        "ruleId": cell.safeguard,
        "ruleIndex": used.index(cell.safeguard),
        "level": SEVERITIES[safeguard.severity],
        "message": {"text": _sentence(f"{cell.jurisdiction}: {safeguard.title}. {words}. {_reasons(cell)}")},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": where.path, "uriBaseId": "SRCROOT"},
                    "region": {"startLine": where.line, "startColumn": where.column},
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint(cell.jurisdiction, cell.safeguard)},
    }


def _where(cell: Cell, judge: Assessor) -> Location:
    facts = (reason.fact for each in cell.findings if each.verdict is Verdict.UNMET for reason in finding_reasons(each))
    own = f"jurisdictions/{cell.jurisdiction}.yaml"
    found = [fact.where for fact in facts if fact is not None]
    return next((each for each in found if each.path == own), judge.jurisdictions[cell.jurisdiction].where)


def _reasons(cell: Cell) -> str:
    unmet = (each for each in cell.findings if each.verdict is Verdict.UNMET)
    found = [
        f"{reason.path} {reason.test} ({recorded_words(reason.fact)})"
        for each in unmet
        for reason in finding_reasons(each)
    ]
    return "Required: " + "; ".join(dict.fromkeys(found[:5]))


def _sentence(text: str) -> str:
    short = inert.message(text)
    short = short if len(short) < TEXT else f"{short[: TEXT - 1]}…"
    return short if short.endswith((".", "…")) else f"{short}."
