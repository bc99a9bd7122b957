"""The matrix for tools of security compliance: OSCAL 1.2.1 assessment results, one result for each jurisdiction.

A safeguard is a control, a finding of ours an observation.  OSCAL knows only *satisfied* and *not satisfied*: a finding
of that kind is written for cells that are met or unmet, and for no other.  What is unknown or not applicable is
an observation that says so, so that no tool can count it as either.  Our own words stand in properties of our own
namespace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.explain import citation_words, headline
from engine.model import Grade
from engine.report.findings import cited
from engine.report.jsonfile import text_of
from engine.report.oscalparts import CATALOG, metadata, moment, one_line, prop, props, prose, token, uuid
from engine.report.rows import CAUTION, finding_because
from engine.verdict import Verdict

if TYPE_CHECKING:
    from engine.matrix import Matrix
    from engine.model import Cell, Citation, Finding, Jurisdiction, Safeguard

_STATES = {Verdict.MET: ("satisfied", "pass"), Verdict.UNMET: ("not-satisfied", "fail")}
"""The verdicts that OSCAL has a word for."""


def render(matrix: Matrix) -> str:
    """Write the assessment results of a matrix as JSON; a profile that is not valid has no result."""
    return text_of(document(matrix))


def document(matrix: Matrix) -> dict[str, Any]:
    """Give the assessment results of a matrix as JSON values."""
    name = ", ".join(each.name for each in matrix.jurisdictions) if len(matrix.jurisdictions) == 1 else "all"
    key = f"{matrix.day}/{matrix.floor}/{' '.join(each.code for each in matrix.jurisdictions)}"
    plan = uuid(f"plan/{key}")
    whole: dict[str, Any] = {
        "uuid": uuid(f"results/{key}"),
        "metadata": metadata(f"Safeguards in the law of {name}, as of {matrix.day}", matrix.day),
        "import-ap": {"href": f"#{plan}"},
        "results": [_result(each, matrix) for each in matrix.jurisdictions],
        "back-matter": {"resources": [_plan(plan)]},
    }
    whole["metadata"]["remarks"] = prose(CAUTION)
    return {"assessment-results": whole}


def _plan(key: str) -> dict[str, Any]:
    said = "Every safeguard of the catalog is put to the dated, cited facts of the profile. There is no plan besides."
    return {"uuid": key, "title": "Plan of the assessment", "description": prose(said), "rlinks": [{"href": CATALOG}]}


def _result(profile: Jurisdiction, matrix: Matrix) -> dict[str, Any]:
    code = profile.code
    cells = [(matrix.cells[code, each.id], each) for each in matrix.safeguards if (code, each.id) in matrix.cells]
    found = {
        "uuid": uuid(f"result/{matrix.day}/{matrix.floor}/{code}"),
        "title": prose(profile.name),
        "description": prose(f"The law of {profile.name}, judged by each safeguard as of {matrix.day}."),
        "start": moment(matrix.day),
        "props": props(
            {"jurisdiction": code, "as-of": str(matrix.day), "evidence-from": str(matrix.floor),
             "profile": profile.where.path, "profile-status": profile.status, "profile-checked": str(profile.checked)}
        ),
        "reviewed-controls": {
            "control-selections": [{"include-controls": [{"control-id": token(each.id)} for _, each in cells]}]
        },
        "observations": [each for cell, safeguard in cells for each in _observations(cell, safeguard, matrix)],
    }  # fmt: skip
    findings = [_finding(*each, matrix) for each in cells if each[0].verdict in _STATES]
    return {**found, "findings": findings} if findings else found


def _key(cell: Cell, matrix: Matrix, number: int = 0) -> str:
    return uuid(f"observation/{matrix.day}/{matrix.floor}/{cell.jurisdiction}/{cell.safeguard}/{number}")


def _observations(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> list[dict[str, Any]]:
    """Give an observation for the cell, and one for each of its findings."""
    reason = headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day)
    whole = {
        "uuid": _key(cell, matrix),
        "title": prose(safeguard.title),
        "description": prose(reason),
        "props": [*_said(cell, safeguard), prop("reason", reason)],
        "methods": ["EXAMINE"],
        "collected": moment(matrix.day),
    }
    return [whole, *(_observation(cell, each, number, matrix) for number, each in enumerate(cell.findings, 1))]


def _said(cell: Cell | Finding, safeguard: Safeguard | None = None) -> list[dict[str, str]]:
    said = {"verdict": cell.verdict.value, "grade": "" if cell.grade is None else str(cell.grade)}
    start = {"cell": safeguard.id} if safeguard else {}
    waiver = cell.waiver if hasattr(cell, "waiver") else None
    return props({**start, **said, "accepted-until": "" if waiver is None else str(waiver.until)})


def _observation(cell: Cell, finding: Finding, number: int, matrix: Matrix) -> dict[str, Any]:
    laws, words = cited(finding), list(finding_because(finding))
    found = {
        "uuid": _key(cell, matrix, number),
        "description": prose("; ".join(words) or finding.verdict.value),
        "props": [
            *props({"safeguard": cell.safeguard, "subject": finding.subject}),
            *_said(finding),
            *(prop("because", each) for each in words if one_line(each)),
        ],
        "methods": ["EXAMINE"],
        "collected": moment(max((each.read_on for each in laws if each.read_on), default=matrix.day)),
    }
    return {**found, "relevant-evidence": [_evidence(each) for each in laws]} if laws else found


def _evidence(law: Citation) -> dict[str, Any]:
    web = law.url.startswith(("http://", "https://"))
    at = prop("stated-at", str(law.where))
    return {**({"href": law.url} if web else {}), "description": prose(citation_words(law)), "props": [at]}


def _finding(cell: Cell, safeguard: Safeguard, matrix: Matrix) -> dict[str, Any]:
    state, reason = _STATES[cell.verdict]
    count = range(len(cell.findings) + 1)
    found = {
        "uuid": uuid(f"finding/{matrix.day}/{matrix.floor}/{cell.jurisdiction}/{cell.safeguard}"),
        "title": prose(safeguard.title),
        "description": prose(headline(cell, safeguard, matrix.names[cell.jurisdiction], matrix.day)),
        "props": _said(cell, safeguard),
        "target": {
            "type": "objective-id",
            "target-id": f"{token(safeguard.id)}_obj",
            "status": {"state": state, "reason": reason},
        },
        "related-observations": [{"observation-uuid": _key(cell, matrix, number)} for number in count],
    }
    unverified = prose("Not verified: this rests on what nobody has checked.")
    return {**found, "remarks": unverified} if cell.grade is Grade.KNOWLEDGE else found
