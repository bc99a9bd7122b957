"""The safeguards as an OSCAL 1.2.1 catalog: a group for each theme, a control for each safeguard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.explain import clause_words, value_words
from engine.model import ALWAYS
from engine.report.jsonfile import text_of
from engine.report.oscalparts import metadata, prop, props, prose, token, uuid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from engine.model import Safeguard, Source


def render(safeguards: Iterable[Safeguard], sources: Iterable[Source], themes: Mapping[str, str], day: date) -> str:
    """Write the catalog as JSON.

    Args:
        safeguards: Those to write, in their order.
        sources: The documents that demand them; they become resources of the back matter.
        themes: The title of every theme.
        day: The day for which it holds.
    """
    return text_of(document(list(safeguards), list(sources), themes, day))


def document(safeguards: list[Safeguard], sources: list[Source], themes: Mapping[str, str], day: date) -> Any:
    """Give the catalog as JSON values."""
    known = {each.id for each in sources}
    groups = [
        {
            "id": f"theme-{theme}",
            "class": "theme",
            "title": prose(title),
            "controls": [_control(each, known) for each in safeguards if each.theme == theme],
        }
        for theme, title in themes.items()
        if any(each.theme == theme for each in safeguards)
    ]
    whole: dict[str, Any] = {
        "uuid": uuid(f"catalog/{day}"),
        "metadata": metadata("Human-rights safeguards for cybercrime law", day),
    }
    whole |= {"groups": groups} if groups else {}
    whole |= {"back-matter": {"resources": [_resource(each) for each in sources]}} if sources else {}
    return {"catalog": whole}


def _control(safeguard: Safeguard, sources: set[str]) -> dict[str, Any]:
    id_ = token(safeguard.id)
    several = {
        "article-adopted": safeguard.adopted, "article-rev1": safeguard.rev1,
        "right": safeguard.rights, "people": safeguard.people,
    }  # fmt: skip
    one = {"level": safeguard.level, "severity": safeguard.severity, "subject": safeguard.subject}
    found = {
        "id": id_,
        "class": "safeguard",
        "title": prose(safeguard.title),
        "params": [_parameter(id_, each.name, value_words(each.value), each.basis) for each in safeguard.parameters],
        "props": [
            *props({**one, "family": safeguard.family, "stated-at": str(safeguard.where)}),
            *(prop(name, each) for name, values in several.items() for each in values if each.strip()),
        ],
        "links": [
            {"href": f"#{uuid(f'source/{each.source}')}", "rel": "reference", "text": f"paragraph {each.paragraph}"}
            for each in safeguard.sources
            if each.source in sources
        ],
        "parts": _parts(id_, safeguard),
    }
    return {key: each for key, each in found.items() if each}


def _parameter(control: str, name: str, value: str, basis: str) -> dict[str, Any]:
    guidelines = [{"prose": prose(basis)}] if basis.strip() else []
    found = {"id": f"{control}_{token(name)}", "label": prose(name), "values": [value], "guidelines": guidelines}
    return {key: each for key, each in found.items() if each}


def _parts(id_: str, safeguard: Safeguard) -> list[dict[str, Any]]:
    applies = "" if safeguard.applies == ALWAYS else f"Where {clause_words(safeguard.applies)}: "
    texts = {
        "statement": ("smt", safeguard.statement),
        "assessment-objective": ("obj", applies + clause_words(safeguard.require)),
        "guidance": ("gdn", f"{safeguard.severity}: {safeguard.severity_why}. {safeguard.note}"),
    }
    return [{"id": f"{id_}_{end}", "name": name, "prose": prose(text)} for name, (end, text) in texts.items()]


def _resource(source: Source) -> dict[str, Any]:
    found = {
        "uuid": uuid(f"source/{source.id}"),
        "title": prose(source.title),
        "props": props({"source": source.id, "treaty-text": source.treaty_text, "sha256": source.sha256}),
        "citation": {"text": prose(f"{source.issuer}: {source.title} ({source.date})")},
        "rlinks": [{"href": source.url}] if source.url else [],
    }
    return {key: each for key, each in found.items() if each}
