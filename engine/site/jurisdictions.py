"""The pages of States and of layers: counts, cells, the law that was read, what is missing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine.evidence import evidence, facts_of
from engine.explain import headline
from engine.site import addresses
from engine.site.countries import country_names
from engine.site.pictures import bars
from engine.site.unknown import question
from engine.site.view import Page
from engine.timeline import layers_on
from engine.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Cell, Citation, Jurisdiction
    from engine.site.view import Site

MISSING = 25
"""Missing answers on the page of a State; the rest is counted."""
BAR = 200
"""The width of the longest bar."""


def pages(site: Site) -> Iterator[Page]:
    """Yield a page for each State, then for each layer."""
    for each in site.matrix.jurisdictions:
        yield Page(addresses.jurisdiction(each.code), "jurisdiction.html", each.name, _values(site, each))
    for code, layer in sorted(site.repository.layers.items()):
        members = [each for each in site.matrix.jurisdictions if layer in _layers(site, each)]
        yield Page(
            addresses.layer(code), "layer.html", layer.name, {"layer": layer, "members": members, **_law(site, layer)}
        )


def _layers(site: Site, jurisdiction: Jurisdiction) -> tuple[Jurisdiction, ...]:
    return layers_on(jurisdiction, site.repository.layers, site.matrix.day)


def _values(site: Site, jurisdiction: Jurisdiction) -> dict[str, object]:
    code = jurisdiction.code
    return {
        "jurisdiction": jurisdiction,
        "names": country_names(code),
        "layers": _layers(site, jurisdiction),
        "counts": site.matrix.counts(code),
        "themes": list(_themes(site, code)),
        "bar": BAR,
        "evidence": evidence(site.assessor, code),
        "missing": site.missing[code],
        "shown": MISSING,
        "question": question,
        **_law(site, jurisdiction),
    }


def _themes(site: Site, code: str) -> Iterator[tuple[str, str, Counter[Verdict], dict[Verdict, str], list[Cell]]]:
    counts = {theme: site.matrix.counts(code, theme) for theme in site.themes}
    full = max((each.total() for each in counts.values()), default=0)
    for theme, title in site.themes.items():
        cells = [site.matrix.cells[code, each.id] for each in site.matrix.safeguards if each.theme == theme]
        yield theme, title, counts[theme], bars([(counts[theme], full)], BAR, 12), cells


def _law(site: Site, jurisdiction: Jurisdiction) -> dict[str, list[tuple[Citation, int]]]:
    """Give what was read, in the order of the profile, each with the number of answers that rest on it."""
    facts = facts_of(jurisdiction, site.vocabulary.lists)
    counts = Counter(key for _, each in facts for key in {law.key for law in each.citations})
    return {"law": [(each, counts[key]) for key, each in jurisdiction.laws.items()]}


def sentence(site: Site, cell: Cell) -> str:
    """Say in one sentence how a cell came out."""
    name = site.matrix.names[cell.jurisdiction]
    return headline(cell, site.safeguards[cell.safeguard], name, site.matrix.day)
