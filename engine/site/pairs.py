"""Requests between two States: who asks whom, and a page for each direction."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.explain import pair_steps, wishes
from engine.site import addresses
from engine.site.nested import Node, step_tree
from engine.site.view import Page
from engine.verdict import Verdict
from engine.vocabulary import REQUESTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Finding, Safeguard
    from engine.site.view import Site


def pages(site: Site) -> Iterator[Page]:
    """Yield the matrix of requests, then a page for each ordered pair."""
    found = _findings(site)
    codes = [each.code for each in site.matrix.jurisdictions]
    pairs = [(a, b) for a in codes for b in codes if a != b and site.pair_safeguards]
    counts = {pair: Counter(found[each.id, *pair].verdict for each in site.pair_safeguards) for pair in pairs}
    yield Page(addresses.PAIRS, "pairs.html", "Requests between States", {"codes": codes, "counts": counts})
    for pair in pairs:
        yield _page(site, pair, [(each, found[each.id, *pair]) for each in site.pair_safeguards])


def _findings(site: Site) -> dict[tuple[str, str, str], Finding]:
    """Give the findings about two States by safeguard, requesting and requested State."""
    found = {}
    for safeguard in site.pair_safeguards:
        for jurisdiction in site.matrix.jurisdictions:
            for each in site.matrix.cells[jurisdiction.code, safeguard.id].findings:
                own, other = each.jurisdiction, each.subject
                pair = (other, own) if safeguard.answers == REQUESTED else (own, other)
                found[safeguard.id, *pair] = each
    return found


def _page(site: Site, pair: tuple[str, str], found: list[tuple[Safeguard, Finding]]) -> Page:
    requesting, requested = (site.matrix.names[each] for each in pair)
    rows: list[tuple[Safeguard, Verdict, list[Node], list[str]]] = [
        (safeguard, each.verdict, step_tree(pair_steps(each)), list(wishes([each]))) for safeguard, each in found
    ]
    title = f"A request from {requesting} to {requested}"
    questions = {safeguard.id: site.questions(safeguard.id) for safeguard, _ in found}
    values = {"requesting": pair[0], "requested": pair[1], "rows": rows, "questions": questions}
    return Page(addresses.pair(*pair), "pair.html", title, values)
