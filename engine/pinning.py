"""Filling in a pin: the commit and the digest of a provision that somebody has found in a repository of law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.corpus import digest, empty_clause, provision_at
from engine.yamlfile.layout import edited, layout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from engine.yamlfile.layout import Span


@dataclass(frozen=True, slots=True)
class Pinned:
    """What came of one citation: pinned, or why not."""

    key: str
    why_not: str = ""
    commit: str = ""


def pin(text: str, keys: Collection[str], corpora: Mapping[str, tuple[Path, str]]) -> tuple[str, list[Pinned]]:
    """Fill in the pins of a profile.

    Args:
        text: The profile, which the parser takes; the pins need `corpus`, `path` and `section`.
        keys: The citations to pin, also if they have been pinned before; if empty, those with an unfinished pin.
        corpora: Folder and commit of the repositories of law that are at hand, by name.

    Returns:
        The profile with `commit` and `sha256` written, and what came of each citation that was tried.

    Raises:
        NoCorpusError: A folder cannot be read as a repository that holds the commit.
    """
    edits: list[tuple[int, int, str]] = []
    outcomes = []
    for key, span in _chosen(text, keys):
        outcome, more = _pinned(key, span, text, corpora)
        outcomes.append(outcome)
        edits += more
    return edited(text, edits), outcomes


def citations(text: str) -> list[str]:
    """List the keys under `law:` of a profile that the parser takes."""
    root = layout(text)
    laws = root.below.get("law", (None, None))[1] if root else None
    return list(laws.below) if laws else []


def _chosen(text: str, keys: Collection[str]) -> Iterator[tuple[str, Span]]:
    root = layout(text)
    laws = root.below.get("law", (None, None))[1] if root else None
    for key, (_, law) in laws.below.items() if laws else ():
        found = law.below.get("pin")
        if key in keys or (not keys and found and not {"commit", "sha256"} <= found[1].below.keys()):
            yield key, found[1] if found else law


def _pinned(
    key: str, span: Span, text: str, corpora: Mapping[str, tuple[Path, str]]
) -> tuple[Pinned, list[tuple[int, int, str]]]:
    words = {name: value.text or "" for name, (_, value) in span.below.items()}
    missing = [each for each in ("corpus", "path", "section") if not words.get(each)]
    if missing:
        return Pinned(key, f"its pin does not say {' and '.join(missing)}"), []
    if words["corpus"] not in corpora:
        return Pinned(key, f"no copy of {words['corpus']} was named; add --corpus {words['corpus']}=FOLDER"), []
    folder, commit = corpora[words["corpus"]]
    provision, lost = provision_at(folder, commit, words["path"], words["section"])
    why = lost or _unusable(provision, words["section"], words.get("phrase", ""))
    if why:
        return Pinned(key, why), []
    edits = [
        _written(span, "commit", commit, "corpus", text),
        _written(span, "sha256", digest(provision), "section", text),
    ]
    return Pinned(key, commit=commit), edits


def _unusable(provision: str, section: str, phrase: str) -> str:
    empty = empty_clause(provision)
    if empty:
        return f"clause {empty} of `{section}` is empty in the corpus, so it is not the whole law"
    lacks = phrase not in " ".join(provision.split())
    return f"`{section}` does not contain `{phrase}`" if lacks else ""


def _written(pin: Span, name: str, value: str, after: str, text: str) -> tuple[int, int, str]:
    """Give the edit that writes one word of a pin: in its place, or behind another word."""
    if name in pin.below:
        old = pin.below[name][1]
        return old.start, old.stop, value
    place = pin.below[after][1].stop
    if not pin.flow:
        return place, place, f"\n{' ' * pin.column}{name}: {value}"
    line = text[text.rfind("\n", 0, place) + 1 : place]
    long = len(line) + len(name) + len(value) > 130 or name == "sha256"
    return place, place, f",\n{' ' * (pin.column + 1)}{name}: {value}" if long else f", {name}: {value}"
