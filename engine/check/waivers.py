"""Waivers: does each name a safeguard and a State that are there?"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from engine.model import Location, Problem
from engine.vocabulary import advice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.load import Repository


def waiver_problems(repository: Repository) -> Iterator[Problem]:
    """Refuse a waiver that excuses nothing that exists, or the same twice."""
    broken = [PurePosixPath(each.where.path).stem for each in repository.problems]
    known = [*(each.id for each in repository.safeguards), *broken]
    first: dict[tuple[str, str], Location] = {}
    for each in repository.waivers:
        if each.safeguard not in known:
            what, fix = f"there is no safeguard `{each.safeguard}` to waive", advice(each.safeguard, known)
            yield Problem(each.where, "unknown-safeguard", what, "it would excuse nothing", fix)
        if each.jurisdiction not in repository.files:
            what = f"there is no profile {each.jurisdiction}.yaml to waive anything for"
            fix = advice(each.jurisdiction, repository.files)
            yield Problem(each.where, "unknown-jurisdiction", what, "it would excuse nothing", fix)
        key = each.jurisdiction, each.safeguard
        if key in first:
            what = f"`{each.safeguard}` is waived twice; first at line {first[key].line}"
            yield Problem(each.where, "duplicate-waiver", what, "only one of the two could count", "keep one")
        first.setdefault(key, each.where)
