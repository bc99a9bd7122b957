"""Reading a pinned provision again, from a local copy of the repository of law that it lies in.

Nothing of the text is kept: what is compared is the SHA-256 of the provision with white space collapsed, and a phrase.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from engine.model import Citation, Pin

_SECONDS = 120
_HEADING = re.compile(r"(#{1,6}) +(.*)")
_CLAUSE = re.compile(r"(\(\d+[a-z]?\)|\d+[a-z]?\.)\s*(.*)")


class Outcome(Enum):
    """What a second reading found."""

    SAME = "same"
    CHANGED = "changed"
    LOST = "lost"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Reading:
    """A pinned citation read again; `why` says what is wrong, `sha256` is the digest found."""

    citation: Citation
    outcome: Outcome
    why: str = ""
    sha256: str = ""


class NoCorpusError(Exception):
    """A folder is no repository, or lacks a commit; the text says which."""


def reread(citation: Citation, folder: Path, *, head: bool = False) -> Reading:
    """Read a pinned provision again at its commit, or at the newest.

    Raises:
        NoCorpusError: The folder cannot be read as a git repository that holds the commit.
    """
    pin = citation.pin
    if pin is None:
        raise NoCorpusError(f"`{citation.key}` has no pin")
    commit = newest(folder) if head else pin.commit
    provision, lost = provision_at(folder, commit, pin.path, pin.section)
    return Reading(citation, Outcome.LOST, lost) if lost else _compared(citation, pin, provision)


def provision_at(folder: Path, commit: str, path: str, section: str) -> tuple[str, str]:
    """Give the text of a provision at a commit, or else why there is none.

    Raises:
        NoCorpusError: The folder cannot be read as a git repository that holds the commit.
    """
    text = _file(folder, commit, path)
    if text is None:
        return "", f"{path} is not there at {commit[:12]}"
    provision = select(path, text, section)
    return (provision, "") if provision is not None else ("", f"{path} has no `{section}` at {commit[:12]}")


def _compared(citation: Citation, pin: Pin, provision: str) -> Reading:
    found, empty = digest(provision), empty_clause(provision)
    if empty:
        return Reading(citation, Outcome.INCOMPLETE, f"clause {empty} of `{pin.section}` is empty in the corpus", found)
    if found != pin.sha256:
        return Reading(citation, Outcome.CHANGED, f"`{pin.section}` reads otherwise than when it was pinned", found)
    if pin.phrase and pin.phrase not in " ".join(provision.split()):
        return Reading(citation, Outcome.CHANGED, f"`{pin.section}` does not contain `{pin.phrase}`", found)
    return Reading(citation, Outcome.SAME, sha256=found)


def digest(provision: str) -> str:
    """Give the SHA-256 of a text with white space collapsed."""
    return hashlib.sha256(" ".join(provision.split()).encode()).hexdigest()


def newest(folder: Path) -> str:
    """Give the newest commit of a repository.

    Raises:
        NoCorpusError: It is none.
    """
    found = _git(folder, "rev-parse", "--verify", "HEAD^{commit}")
    if found is None:
        raise NoCorpusError(f"{folder} is no git repository with a commit")
    return found.decode().strip()


def _file(folder: Path, commit: str, path: str) -> str | None:
    if _git(folder, "cat-file", "-e", f"{commit}^{{commit}}") is None:
        raise NoCorpusError(f"{folder} does not hold the commit {commit}; fetch it, or name a newer copy")
    data = _git(folder, "cat-file", "blob", f"{commit}:{path}")
    return None if data is None else data.decode("utf-8", "replace")


def _git(folder: Path, *args: str) -> bytes | None:
    """Ask git; `None` if it refuses.  Nothing is checked out and nothing is fetched."""
    command = ["git", "-C", str(folder), "--no-replace-objects", *args]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoCorpusError(f"git could not be asked: {error}") from error
    return done.stdout if done.returncode == 0 else None


def select(path: str, text: str, section: str) -> str | None:
    """Find a provision in a file by the rule for files of its kind, or `None`."""
    rule = SELECTORS.get(PurePosixPath(path).suffix)
    return None if rule is None else rule(text, section)


def _markdown(text: str, section: str) -> str | None:
    """Give the block under the heading that begins with the section, the heading included; any space is a space."""
    lines, wanted = text.split("\n"), re.compile(rf"{re.escape(' '.join(section.split()))}(?!\w)")
    for start, line in enumerate(lines):
        found = _HEADING.fullmatch(line)
        if found and wanted.match(" ".join(found[2].split())):
            level = len(found[1])
            ends = (k for k in range(start + 1, len(lines)) if re.match(rf"#{{1,{level}}} ", lines[k]))
            return "\n".join(lines[start : next(ends, len(lines))])
    return None


def _json(text: str, section: str) -> str | None:
    """Give the text of the provision or article whose number is the section."""
    try:
        found = json.loads(text)
        entries = found.get("provisions", found.get("articles"))
    except (ValueError, AttributeError):
        return None
    for each in entries if isinstance(entries, list) else ():
        if isinstance(each, dict) and section in {each.get(key) for key in ("section_number", "section", "number")}:
            said = each.get("text", each.get("content"))
            return said if isinstance(said, str) else None
    return None


SELECTORS: Mapping[str, Callable[[str, str], str | None]] = {".md": _markdown, ".json": _json}
"""How a provision is found, by the ending of the file."""


def empty_clause(provision: str) -> str:
    """Name a numbered clause that holds nothing: a text with a dropped clause is not the law.

    A number that stands alone on its line counts if the next line of text begins another clause of the same form.
    """
    lines = [each.strip() for each in provision.split("\n") if each.strip()]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        this, following = _CLAUSE.fullmatch(line), _CLAUSE.fullmatch(after)
        alike = following and following[1].startswith("(") == line.startswith("(")
        if this and not this[2] and (not after or alike):
            return this[1]
    return ""
