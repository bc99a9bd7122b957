"""From folders to one value: all that a repository of safeguards and profiles holds, or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.collector import uncollected
from engine.load.reader import Job, Memo, Reader
from engine.model import Article, Jurisdiction, Location, Note, Problem, Safeguard, Source, Waiver
from engine.store import Store, digest
from engine.tree import Folder, Tree, label
from engine.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EMPTY_VOCABULARY = Vocabulary({}, {}, {}, {}, {}, {}, {})
_PROFILE = re.compile("[A-Z]{3}")
_LAYER = re.compile("[A-Z]{2,8}")
_NOTE = re.compile(r"\d{4}-\d{2}-\d{2}(-[a-z0-9]+)+")
CONVENTION = "convention"
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Repository:
    """What was read; what could not be read is in `problems`.

    `files` and `layer_files` give the path of every profile and layer by its code, whether it could be read or not.
    `key` is a hash of all that was read: two repositories with one key say the same.
    """

    root: Path
    vocabulary: Vocabulary
    safeguards: tuple[Safeguard, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    layers: dict[str, Jurisdiction]
    waivers: tuple[Waiver, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    files: dict[str, str]
    layer_files: dict[str, str]
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()
    shelf_life: dict[str, int] = field(default_factory=dict)
    depth: dict[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    key: bytes = b""


FOLDERS = ("pyproject.toml", "seeds", "policies", "jurisdictions", "changes")
"""What of a tree is read."""


def read_repository(root: Path, policies: Path | None = None, store: Store | None = None) -> Repository:
    """Read sources, vocabulary, safeguards, profiles, layers and waivers from a folder.

    Args:
        root: The folder that holds ``seeds``, ``policies`` and ``jurisdictions``.
        policies: Another folder of policies than ``root / "policies"``.
        store: Where what was read before is kept.

    Raises:
        OSError: A file cannot be opened.
    """
    memo = Memo() if store is None else Memo(store)
    return read_tree(Folder(root), root, label(policies, root) if policies else "policies", memo)


def read_tree(tree: Tree, root: Path, policies: str = "policies", memo: Memo | None = None) -> Repository:
    """Read the same from any tree; what `memo` holds already is not read again, and what is read goes into it."""
    with uncollected():
        return _read(Reader(tree, memo or Memo()), root, policies)


def _read(reader: Reader, root: Path, policies: str) -> Repository:
    vocabulary = _vocabulary(reader, f"{policies}/vocabulary.yaml")
    names = [name for name, _ in reader.tree.entries("jurisdictions")]
    set_here = reader.settings("pyproject.toml", [each[:-5] for each in names if each.endswith(".yaml")])
    files, layer_files = _profiles(reader, "jurisdictions", _PROFILE), _profiles(reader, "jurisdictions/layers", _LAYER)
    jobs = _jobs(reader, policies, vocabulary, set_here.parameters, files, layer_files)
    with reader.memo.helped(job for each in jobs.values() for job in each):
        found = {kind: [said for job in each for said in reader.take(job)] for kind, each in jobs.items()}
    return Repository(
        root=root,
        vocabulary=vocabulary or EMPTY_VOCABULARY,
        safeguards=tuple(sorted(_made(found["safeguards"]), key=lambda each: _rank(each, vocabulary))),
        jurisdictions=tuple(_made(found["states"])),
        layers={each.code: each for each in _made(found["layers"])},
        waivers=tuple(each for waivers in found["waivers"] for each in waivers or ()),
        sources=tuple(_made(found["sources"])),
        articles=tuple(each for articles in found["convention"] for each in articles or ()),
        shelf_life=set_here.shelf_life,
        depth=set_here.depth,
        notes=tuple(_made(found["notes"])),
        problems=tuple(reader.problems),
        files=files,
        layer_files=layer_files,
        settings=set_here.parameters,
        key=digest(policies, reader.key),
    )


def _made(found: Iterable[Any]) -> list[Any]:
    return [each for each in found if each is not None]


def _rank(safeguard: Safeguard, vocabulary: Vocabulary | None) -> tuple[int, str]:
    return list(vocabulary.themes if vocabulary else ()).index(safeguard.theme), safeguard.id


def _vocabulary(reader: Reader, path: str) -> Vocabulary | None:
    if reader.tree.data(path) is None:
        what, why = "there is no vocabulary", "without its questions no file can be read"
        fix = "run this in a folder that holds policies/vocabulary.yaml"
        reader.problems.append(Problem(Location(path), "missing-file", what, why, fix))
        reader.memo = Memo()  # nothing is kept in a folder that is none of ours
        return None
    found: Vocabulary | None = reader.read("vocabulary", path)
    reader.rests_on = reader.key
    return found


def _profiles(reader: Reader, folder: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """Give the files of profiles or layers, by code."""
    codes = reader.files(folder, pattern, "<ISO3>.yaml in capitals, such as DEU.yaml", ("layers", "waivers"))
    return {code: f"{folder}/{code}.yaml" for code in codes}


def _jobs(
    reader: Reader,
    policies: str,
    vocabulary: Vocabulary | None,
    settings: dict[str, dict[str, Any]],
    *files: dict[str, str],
) -> dict[str, list[Job]]:
    """Say what is to be read once there is a vocabulary; without one, no safeguard and no profile."""
    states, layers = (_each_profile(reader, each, vocabulary) for each in files)
    return {
        "safeguards": _safeguards(reader, policies, vocabulary, settings) if vocabulary else [],
        "states": states,
        "layers": layers,
        "waivers": [_waivers(reader)],
        "sources": [_sources(reader, vocabulary or EMPTY_VOCABULARY)],
        "convention": _convention(reader),
        "notes": [_notes(reader)],
    }


def _safeguards(
    reader: Reader, policies: str, vocabulary: Vocabulary, settings: dict[str, dict[str, Any]]
) -> list[Job]:
    reader.files(policies, re.compile("vocabulary"), "<theme>/<safeguard>.yaml", tuple(vocabulary.themes))
    jobs = []
    for theme in vocabulary.themes:
        names = reader.files(f"{policies}/{theme}", _SLUG, "<safeguard>.yaml in lower-case letters and hyphens")
        given = {
            f"{policies}/{theme}/{name}.yaml": {"theme": theme, "id_": name, "settings": settings.get(name, {})}
            for name in names
        }
        jobs.append(reader.job("safeguard", given, vocabulary=vocabulary))
    return jobs


def _each_profile(reader: Reader, files: dict[str, str], vocabulary: Vocabulary | None) -> list[Job]:
    if vocabulary is None:
        return []
    return [reader.job("profile", {path: {"code": code}}, vocabulary=vocabulary) for code, path in files.items()]


def _waivers(reader: Reader) -> Job:
    folder = "jurisdictions/waivers"
    codes = reader.files(folder, _PROFILE, "<ISO3>.yaml in capitals, such as DEU.yaml")
    return reader.job("waivers", {f"{folder}/{code}.yaml": {"code": code} for code in codes})


def _sources(reader: Reader, vocabulary: Vocabulary) -> Job:
    names = reader.files("seeds", _SLUG, "<source>.yaml in lower-case letters and hyphens")
    given = {f"seeds/{name}.yaml": {"id_": name} for name in names if name != CONVENTION}
    return reader.job("source", given, vocabulary=vocabulary)


def _notes(reader: Reader) -> Job:
    names = reader.files("changes", _NOTE, "<date>-<slug>.yaml, such as 2026-11-24-court-ruling.yaml")
    return reader.job("note", {f"changes/{name}.yaml": {"name": name} for name in names})


def _convention(reader: Reader) -> list[Job]:
    path = f"seeds/{CONVENTION}.yaml"
    return [] if reader.tree.data(path) is None else [reader.job("convention", {path: {}})]
