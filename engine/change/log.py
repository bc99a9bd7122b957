"""The change notes as they are published: CHANGES.md, changes.json, and feeds."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from engine.report.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.git import Git
    from engine.model import Note, NotedCells

UNRELEASED = "Unreleased"
FEED_ENTRIES = 100
VERSION = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A release, and the notes that it was the first to hold, newest first."""

    title: str
    notes: tuple[Note, ...]


def sections(git: Git, notes: Sequence[Note]) -> list[Section]:
    """Sort notes by the first tag that holds them; those that none holds are unreleased."""
    left = {each.id: each for each in notes}
    found = []
    for name, commit in git.tags():
        listed = git.words("ls-tree", "--name-only", commit, f"{git.prefix}changes/") or ""
        held = [line.rpartition("/")[2].removesuffix(".yaml") for line in listed.splitlines()]
        mine = [left.pop(each) for each in held if each in left]
        found.append(Section(name, tuple(sorted(mine, key=_newest, reverse=True))))
    rest = Section(UNRELEASED, tuple(sorted(left.values(), key=_newest, reverse=True)))
    return [each for each in (rest, *reversed(found)) if each.notes]


def _newest(note: Note) -> tuple[object, str]:
    return note.date, note.id


def markdown(found: Sequence[Section]) -> str:
    """Write CHANGES.md."""
    lines = ["# Changes", "", "Made by `safeguards changes` from the notes under `changes/`.", ""]
    for section in found:
        lines += [f"## {escaped(section.title)}", "", *(line for each in section.notes for line in _entry(each)), ""]
    return "\n".join(lines).rstrip() + "\n"


def _entry(note: Note) -> Iterator[str]:
    corrects = f" Corrects {escaped(note.corrects)}." if note.corrects else ""
    source = f" Source: {escaped(note.source)}." if note.source else ""
    yield f"- {note.date}, {note.what}: {escaped(note.summary)}{source}{corrects}"
    for each in note.cells:
        yield f"  - {escaped(_cells(each))}"


def _cells(cells: NotedCells) -> str:
    return f"{cells.jurisdiction}: {', '.join(cells.safeguards) or 'every safeguard'}"


def document(found: Sequence[Section]) -> str:
    """Write changes.json; `version` grows when a key changes its meaning or goes."""
    releases = [{"release": each.title, "notes": [_json(note) for note in each.notes]} for each in found]
    return json.dumps({"version": VERSION, "releases": releases}, ensure_ascii=False, indent=1) + "\n"


def _json(note: Note) -> dict[str, object]:
    cells = [{"jurisdiction": each.jurisdiction, "safeguards": list(each.safeguards) or ["all"]} for each in note.cells]
    texts = {"summary": note.summary, "source": note.source, "corrects": note.corrects, "mixed": note.mixed}
    return {"id": note.id, "date": note.date.isoformat(), "what": note.what, **texts, "cells": cells}


def feeds(
    notes: Sequence[Note], names: Mapping[str, str], safeguards: Mapping[str, str], address: str = ""
) -> dict[str, str]:
    """Write Atom feeds (RFC 4287) by file name: of all notes, of each jurisdiction, of each safeguard that any names.

    Args:
        notes: The notes.
        names: Jurisdictions by code.
        safeguards: Titles of safeguards by name.
        address: Where the feeds will lie; without it they hold no links.
    """
    new = sorted(notes, key=_newest, reverse=True)
    files = {"all.atom": _feed("all", "Safeguard Matrix: changes", new, address)}
    for code, name in names.items():
        mine = [each for each in new if any(cells.jurisdiction in {code, "all"} for cells in each.cells)]
        if mine:
            files[f"{code}.atom"] = _feed(code, f"Safeguard Matrix: changes of {name}", mine, address)
    for safeguard, title in safeguards.items():
        mine = [
            each for each in new if any(not cells.safeguards or safeguard in cells.safeguards for cells in each.cells)
        ]
        if mine:
            files[f"{safeguard}.atom"] = _feed(safeguard, f"Safeguard Matrix: changes of “{title}”", mine, address)
    return files


def _feed(name: str, title: str, notes: Sequence[Note], address: str) -> str:
    updated = f"{notes[0].date}T00:00:00Z" if notes else "1970-01-01T00:00:00Z"
    own = f"{address.rstrip('/')}/{name}.atom"
    link = f'<link rel="self" href={quoteattr(own)}/>' if address else ""
    entries = "".join(_atom(each) for each in notes[:FEED_ENTRIES])
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{_id('feed', name)}</id><title>{escape(title)}</title><updated>{updated}</updated>"
        f"<author><name>Safeguard Matrix</name></author>{link}\n{entries}</feed>\n"
    )


def _atom(note: Note) -> str:
    words = [note.summary, *([f"Source: {note.source}"] if note.source else []), *(_cells(each) for each in note.cells)]
    words += [f"Corrects {note.corrects}"] if note.corrects else []
    title, content = f"{note.what}: {note.summary}"[:200], chr(10).join(words)
    return (
        f"<entry><id>{_id('note', note.id)}</id><title>{escape(title)}</title>"
        f'<updated>{note.date}T00:00:00Z</updated><content type="text">{escape(content)}</content></entry>\n'
    )


def _id(kind: str, name: str) -> str:
    """Make a name that is the same for ever."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"safeguard-matrix:{kind}:{name}").urn
