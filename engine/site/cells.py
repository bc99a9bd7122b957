"""A page for each cell: the finding in words, the facts and the law behind it, what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.explain import finding_steps, subject_words, wishes
from engine.site import addresses
from engine.site.jurisdictions import sentence
from engine.site.nested import Node, step_tree
from engine.site.view import Page
from engine.verdict import Verdict
from engine.vocabulary import LISTS, REQUESTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Cell, Finding, Safeguard
    from engine.site.view import Site


@dataclass(frozen=True, slots=True)
class Part:
    """A finding as the page shows it: of what, its name, where it is told in full (empty: here), and its steps."""

    subject: str
    called: str
    address: str
    steps: list[Node]


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of all cells, row by row."""
    ids = list(site.safeguards)
    beside = dict(zip(ids, zip([None, *ids], [*ids[1:], None], strict=False), strict=True))
    for cell in site.matrix.rows():
        yield _page(site, cell, beside[cell.safeguard])


def _page(site: Site, cell: Cell, beside: tuple[str | None, str | None]) -> Page:
    safeguard, name = site.safeguards[cell.safeguard], site.matrix.names[cell.jurisdiction]
    shown = [each for each in cell.findings if each.verdict is cell.verdict]
    told = [] if safeguard.subject == "pair" else shown
    values = {
        "cell": cell,
        "safeguard": safeguard,
        "name": name,
        "sentence": sentence(site, cell),
        "parts": [_part(site, safeguard, each) for each in shown],
        "others": {verdict: others for verdict in Verdict if (others := _others(site, cell, verdict))},
        "nothing": "" if cell.findings else f"the list of {LISTS[safeguard.subject]} is complete and holds none",
        "wishes": list(wishes(told)),
        "questions": site.questions(cell.safeguard),
        "before": beside[0],
        "after": beside[1],
    }
    return Page(addresses.cell(cell.jurisdiction, cell.safeguard), "cell.html", f"{name}: {safeguard.title}", values)


def _part(site: Site, safeguard: Safeguard, finding: Finding) -> Part:
    words = subject_words(finding, safeguard, site.matrix.names)
    address = pair_address(site, safeguard, finding)
    called = site.called(finding.jurisdiction, safeguard.subject, finding.subject)
    return Part(words, called, address, [] if address else step_tree(finding_steps(finding)))


def pair_address(site: Site, safeguard: Safeguard, finding: Finding) -> str:
    """Give the place where a finding about two States is told; empty where it is about one, or the other is invalid."""
    if safeguard.subject != "pair" or finding.subject not in site.matrix.names:
        return ""
    own, other = finding.jurisdiction, finding.subject
    requesting, requested = (other, own) if safeguard.answers == REQUESTED else (own, other)
    return f"{addresses.pair(requesting, requested)}#{addresses.safe(safeguard.id)}"


def _others(site: Site, cell: Cell, verdict: Verdict) -> list[tuple[str, str]]:
    """Name the subjects that came out otherwise, with the place where they are told if there is one."""
    if verdict is cell.verdict:
        return []
    safeguard = site.safeguards[cell.safeguard]
    found = [each for each in cell.findings if each.verdict is verdict]
    return [(each.subject, pair_address(site, safeguard, each)) for each in found]
