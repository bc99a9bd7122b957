"""The small parts of which the schemas are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""A text; an editor may take an unquoted one for a number or a truth value, which the loader does not."""
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
SLUG: Schema = {"type": ["string", "integer"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
CODE: Schema = {"type": "string", "pattern": "^[A-Z]{2,8}$"}
SHA256: Schema = {"type": ["string", "integer"], "pattern": "^[0-9a-f]{64}$"}


def mapping(properties: Schema, required: tuple[str, ...] = (), **more: Any) -> Schema:
    """Give a mapping with these keys and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": [*required],
        **more,
    }


def listing(items: Schema, **more: Any) -> Schema:
    """Give a list."""
    return {"type": "array", "items": items, **more}


def words(allowed: Iterable[str]) -> Schema:
    """Give one of some words."""
    return {"enum": [*allowed]}
