"""The places where reviewers look: what a change does to the matrix, written inside the limits of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.surface import gitlab, jsonfile, markdown, sarif, text, workflow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from engine.surface.outcome import Outcome

SURFACES: Mapping[str, Callable[[Outcome], str]] = {
    "text": text.render,
    "summary": markdown.summary,
    "comment": markdown.comment,
    "github": workflow.render,
    "sarif": sarif.render,
    "gitlab": gitlab.render,
    "json": jsonfile.render,
}
"""How each place is written, by the name of its format."""
