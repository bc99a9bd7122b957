"""The small parts of OSCAL documents: identifiers, properties, text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from engine.plaintext import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OSCAL = "1.2.1"
NAMESPACE = "urn:x-safeguard-matrix:oscal"
"""Says that the name of a property is ours."""
CATALOG = "catalog.json"
_OURS = UUID("5d3c6c0e-8e0e-5a43-9a5c-0d5a1c1f7c11")
_MARKUP = re.compile(r"([\\`*_\[\]<>~^{}&])")
_BLOCK = re.compile(r"^(\d*)([#\-+=|:.)])")


def uuid(name: str) -> str:
    """Give the same identifier for the same name, everywhere and always."""
    return str(uuid5(_OURS, name))


def moment(day: date) -> str:
    """Give the beginning of a day, in the form that OSCAL asks for."""
    return f"{day.isoformat()}T00:00:00Z"


def token(id_: str) -> str:
    """Give an id as an OSCAL token, which begins with a letter.

    >>> token("gag-orders"), token("24-hours")
    ('gag-orders', '_24-hours')
    """
    return id_ if id_[:1].isalpha() else f"_{id_}"


def prose(text: str) -> str:
    """Give a text as OSCAL's markup, in which none of its characters has a meaning; never empty."""
    marked = _MARKUP.sub(r"\\\1", visible(text)) or "(empty)"
    return _BLOCK.sub(r"\1\\\2", marked)


def one_line(text: str) -> str:
    """Give a text as the value of a property: one line, and nothing blank at its ends."""
    return visible(text)


def prop(name: str, value: str) -> dict[str, str]:
    """Give one property of ours."""
    return {"name": name, "ns": NAMESPACE, "value": one_line(value)}


def props(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Give the properties that have a value."""
    return [prop(name, value) for name, value in values.items() if one_line(value)]


def metadata(title: str, day: date) -> dict[str, Any]:
    """Give the head of a document; it is dated by the day for which it holds, never by a clock."""
    return {
        "title": prose(title),
        "last-modified": moment(day),
        "version": day.isoformat(),
        "oscal-version": OSCAL,
    }
