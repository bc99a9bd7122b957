"""What a person reads when a file cannot be read as YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model import Location, Problem

if TYPE_CHECKING:
    import yaml

ANCHOR = (
    "anchor",
    "an anchor (`&name`) stands here",
    "what is written once and used elsewhere hides what a line says, and can be made to grow without bound",
    "write the text out where it is needed, or put it in quotes if it is meant to begin with `&`",
)
ALIAS = (
    "alias",
    "an alias (`*name`) stands here",
    ANCHOR[2],
    "write the text out where it is needed, or put it in quotes if it is meant to begin with `*`",
)
TAG = (
    "tag",
    "a tag (`!name`) stands here",
    "a tag asks the reader of the file to make something other than text, numbers and lists of it",
    "leave the tag out, or put the text in quotes if it is meant to begin with `!`",
)
MERGE = (
    "merge-key",
    "a merge key (`<<`) stands here",
    "it fills in lines that cannot be seen where they count",
    "write the lines out",
)
COMPLEX_KEY = (
    "complex-key",
    "a list or mapping stands where a key is expected",
    "a key is a word",
    "put `key: value` here; check the brackets and the `?` on this line",
)
TOO_DEEP = (
    "too-deep",
    "the file is nested more than 32 levels deep here",
    "no file of this project needs that, and reading it could be made to take for ever",
    "check the brackets and the indentation before this line",
)
SECOND_DOCUMENT = (
    "several-documents",
    "a second document begins here",
    "one file holds one profile, safeguard or source; what follows would not be read",
    "move what follows `---` into a file of its own",
)

_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon stands here where no `key: value` can begin",
        "a text that holds a colon and a space must stand in quotes",
        'put the whole text after the first colon in quotes: `title: "Part I: Offences"`',
    ),
    (
        "quoted scalar",
        "the quotation mark that opens here is not closed",
        "everything after it would be read as one text",
        "close the quotation mark, or double it if it belongs to the text",
    ),
    (
        "while parsing a flow",
        "the bracket that opens here is not closed, or a comma is missing after it",
        "everything after it would be read as part of the list or mapping",
        "close the bracket, and separate what stands in it by commas",
    ),
    (
        "while scanning a simple key",
        "a line stands here that is no `key: value`",
        "each line of a mapping has a key, a colon and a space",
        "add the colon, or indent the line if it continues the text above",
    ),
    (
        "while parsing a block",
        "this line does not fit the indentation of the lines above",
        "lines that belong together begin in the same column",
        "line it up with the line that it belongs to, with spaces",
    ),
)
_BEGUN_EARLIER = {"quoted scalar", "while parsing a flow", "while scanning a simple key"}
_OTHER = (
    "",
    "this cannot be read as YAML",
    "the reader of the file does not know how to go on from here",
    "check quotes, colons, brackets and indentation on this line and the one above",
)


WRITTEN_AS_A_CODE = (
    "control-character",
    "this text holds, as a code, a character that cannot be seen",
    "what cannot be seen cannot be reviewed",
    "delete the code that begins with a backslash",
)


def too_large(label: str, limit: int) -> Problem:
    """Say that a file is larger than is read."""
    return Problem(
        Location(label),
        "too-large",
        f"the file is larger than {limit // 1_000_000} MB",
        "no file of this project needs that, and reading it would take the memory of others",
        "remove what does not belong in it",
    )


def empty(label: str) -> Problem:
    """Say that a file holds nothing."""
    return Problem(
        Location(label),
        "empty-file",
        "the file holds nothing",
        "a file that says nothing must not read as one in which all is well",
        "write the profile, safeguard or source into it, or delete it",
    )


def not_utf8(data: bytes, error: UnicodeDecodeError, label: str) -> Problem:
    """Say where a file stops being UTF-8."""
    before = data[: error.start]
    line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
    return Problem(
        Location(label, line, column),
        "not-utf-8",
        f"the byte {data[error.start]:#04x} here is not UTF-8 text",
        "letters such as é or § would be read as others",
        "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)",
    )


def control_character(text: str, error: yaml.reader.ReaderError, label: str) -> Problem:
    """Say where a character stands that cannot be seen."""
    before = text[: error.position]
    return Problem(
        Location(label, before.count("\n") + 1, error.position - (before.rfind("\n") + 1) + 1),
        "control-character",
        "a character that cannot be seen stands here or near here",
        "what cannot be seen cannot be reviewed",
        "delete it; typing the line anew helps",
    )


def duplicate(key: Location, name: str, first: Location) -> Problem:
    """Say that a key stands twice, and where it stood first."""
    return Problem(
        key,
        "duplicate-key",
        f"the key `{name}` stands twice; first at line {first.line}",
        "only one of the two could count, and a reader cannot tell which",
        "keep one; for a value that changed over time write a list of dated values",
    )


def syntax(error: yaml.MarkedYAMLError, text: str, label: str) -> Problem:
    """Say what is wrong with a file that breaks the rules of YAML, in other words than the parser's."""
    mark = error.problem_mark or error.context_mark
    line = 0 if mark is None else mark.line
    lines = text.splitlines()
    content = lines[line] if line < len(lines) else ""
    indent = content[: len(content) - len(content.lstrip())]
    if "\t" in indent:
        return _tab(Location(label, line + 1, indent.index("\t") + 1))
    said = f"{error.context or ''} {error.problem or ''}"
    if "nesting depth" in said:
        return Problem(Location(label, line + 1, 1), *TOO_DEEP)
    found = next((each for each in _SYNTAX if each[0] in said), _OTHER)
    begun = error.context_mark if found[0] in _BEGUN_EARLIER else None
    place = begun or mark
    where = Location(label, place.line + 1, place.column + 1) if place else Location(label)
    return Problem(where, "yaml-syntax", *found[1:])


def _tab(where: Location) -> Problem:
    return Problem(
        where,
        "tab-indentation",
        "the line is indented with a tab",
        "a tab is as wide as each editor likes, so it cannot say what belongs to what",
        "indent with spaces",
    )
