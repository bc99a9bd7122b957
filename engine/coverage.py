"""Documents and safeguards: what became of every paragraph, and whether the records fit the originals."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.model import Location, Passage, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from engine.model import Paragraph, Safeguard, Source

FATES = ("cited", "to encode", "fact only", "not encoded")
"""What can have become of a paragraph: cited by a safeguard; demanding something that no safeguard states yet;
the place of a stated fact and nothing more; left out for a reason."""


def fate(paragraph: Paragraph) -> str:
    """Say what became of a paragraph."""
    if paragraph.safeguards:
        return "cited"
    if paragraph.to_encode:
        return "to encode"
    return "fact only" if paragraph.facts else "not encoded"


def coverage(source: Source) -> Counter[str]:
    """Count the paragraphs of a document by fate."""
    return Counter(fate(each) for each in source.paragraphs)


def paragraphs_of(text: str) -> list[str]:
    """Cut a document at its blank lines, white space collapsed."""
    return [" ".join(each.split()) for each in re.split(r"\n\s*\n", text) if each.strip()]


def digest(text: str) -> str:
    """Give the SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Original:
    """A document as it lies in a folder."""

    path: str
    sha256: str
    paragraphs: list[str]


def verify(sources: Iterable[Source], safeguards: Iterable[Safeguard], folder: Path) -> Iterator[Problem]:
    """Compare records, and the phrases of safeguards and stated facts, with the originals in a folder."""
    originals: dict[str, _Original] = {}
    for source in sources:
        file = folder / source.file
        if not file.is_file():
            yield _problem(source.where, "missing-original", f"{file} is not there", "name the folder that holds it")
            continue
        data = file.read_bytes()
        text = data.decode("utf-8", "replace")
        originals[source.id] = _Original(str(file), hashlib.sha256(data).hexdigest(), paragraphs_of(text))
        yield from _record(source, originals[source.id])
        facts = [Passage(source.id, each.paragraph, each.phrase, each.where) for each in source.facts]
        yield from _phrases(facts, originals)
    for safeguard in safeguards:
        yield from _phrases(safeguard.sources, originals)


def _record(source: Source, original: _Original) -> Iterator[Problem]:
    if source.sha256 != original.sha256:
        what = f"{original.path} is not the file that the record describes"
        yield _problem(
            source.where, "other-file", what, "compare the two, and make the record anew if the file is right"
        )
    if len(source.paragraphs) != len(original.paragraphs):
        what = f"the record has {len(source.paragraphs)} paragraphs, the document {len(original.paragraphs)}"
        yield _problem(source.where, "other-count", what, "one line for each paragraph, in order")
    for paragraph, text in zip(source.paragraphs, original.paragraphs, strict=False):
        if paragraph.sha256 != digest(text):
            what = f"paragraph {paragraph.number} of {source.id} reads otherwise than recorded"
            yield _problem(paragraph.where, "other-paragraph", what, "check what cites it, then record its new digest")


def _phrases(passages: Iterable[Passage], originals: dict[str, _Original]) -> Iterator[Problem]:
    for each in passages:
        original = originals.get(each.source)
        if original is None or each.paragraph > len(original.paragraphs):
            continue
        if " ".join(each.phrase.split()) not in original.paragraphs[each.paragraph - 1]:
            what = f"{each.source} paragraph {each.paragraph} does not contain `{each.phrase}`"
            yield _problem(each.where, "phrase-not-found", what, "quote words that stand there, or correct the number")


def _problem(where: Location, code: str, what: str, fix: str) -> Problem:
    return Problem(where, code, what, "a safeguard must lead to the very words that demand it", fix)
