"""The outer shape of every file, checked by pydantic, with its errors turned into problems at their place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from engine.model import Location, Problem
from engine.vocabulary import advice
from engine.yamlfile import Map, Node, Scalar, Seq, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import ErrorDetails

MAX_PHRASE_WORDS = 8


Misfit = PydanticCustomError
"""Something is not as it must be: `what` is wrong, and what would `fix` it."""


def _misfit(what: str, fix: str) -> Misfit:
    return Misfit("misfit", "{what}", {"what": what, "fix": fix})


def read_text(node: Any) -> str:
    """Read a text, with its white space as single spaces.

    Raises:
        Misfit: It is none, or empty.
    """
    written = node.text if type(node) is Scalar else node
    if not isinstance(written, str):
        raise _misfit("a text is expected here, not a list or mapping", "write a text")
    text = " ".join(written.split())
    if not text:
        raise _misfit("the text is empty", "write a text, or leave the key out if it is optional")
    return text


def _flag(node: Any) -> bool:
    if isinstance(node, Scalar) and isinstance(value := plain(node), bool):
        return value
    raise _misfit("true or false is expected here", "write true or false, without quotes")


def _whole(node: Any) -> int:
    if isinstance(node, Scalar) and re.fullmatch("[1-9][0-9]{0,5}", node.text) and node.plain:
        return int(node.text)
    raise _misfit("a whole number from 1 on is expected here", "write a number, without quotes")


def read_day(node: Any) -> date:
    """Read a date.

    Raises:
        Misfit: It is none.
    """
    text = read_text(node)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise _misfit(f"`{text}` is not a date", "write the date as 2026-11-23")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _misfit(f"there is no day {text}", "write a day that the calendar has") from None


def _texts(node: Any) -> tuple[str, ...]:
    if not isinstance(node, Seq):
        raise _misfit("a list is expected here", "write the words in brackets: [one, two]")
    return tuple(read_text(each) for each in node)


def read_one_or_more(node: Any) -> tuple[str, ...]:
    """Read a text, or a list of texts.

    Raises:
        Misfit: It is neither.
    """
    return _texts(node) if isinstance(node, Seq) else (read_text(node),)


def _phrase(node: Any) -> str:
    text = read_text(node)
    if len(text.split()) > MAX_PHRASE_WORDS:
        raise _misfit(
            f"the phrase has {len(text.split())} words, and at most {MAX_PHRASE_WORDS} may be quoted",
            "keep the few words that find the place",
        )
    return text


def matching(pattern: str, form: str) -> Callable[[Any], str]:
    """Make a reader of text that must have a form, which is described in words."""

    def reader(node: Any) -> str:
        text = read_text(node)
        if not re.fullmatch(pattern, text):
            raise _misfit(f"`{text}` is not {form}", f"write {form}")
        return text

    return reader


def one_of(*words: str) -> Callable[[Any], str]:
    """Make a reader of one of several words."""

    def reader(node: Any) -> str:
        text = read_text(node)
        if text not in words:
            raise _misfit(f"`{text}` is not one of the words allowed here", advice(text, words))
        return text

    return reader


Text = Annotated[str, BeforeValidator(read_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
OneOrMore = Annotated[tuple[str, ...], BeforeValidator(read_one_or_more)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(read_day)]
Phrase = Annotated[str, BeforeValidator(_phrase)]
Slug = Annotated[
    str,
    BeforeValidator(matching("[a-z0-9]+(-[a-z0-9]+)*", "a name of lower-case letters, digits and single hyphens")),
]
Code = Annotated[str, BeforeValidator(matching("[A-Z]{2,8}", "a code of two to eight capital letters"))]
Sha256 = Annotated[str, BeforeValidator(matching("[0-9a-f]{64}", "a SHA-256 of 64 hexadecimal digits"))]
Commit = Annotated[str, BeforeValidator(matching("[0-9a-f]{40}", "a commit of 40 hexadecimal digits"))]
Url = Annotated[str, BeforeValidator(matching(r"https?://[^\s<>\"]+", "an address that begins with https://"))]
PartialDate = Annotated[
    str,
    BeforeValidator(matching(r"\d{4}(-\d{2}){0,2}", "a date, a month or a year (2026-11-23, 2026-11, 2026)")),
]


class Shape(BaseModel):
    """A mapping with known keys and no others; parts typed `Any` are read later, by what they mean."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


ShapeT = TypeVar("ShapeT", bound=Shape)


def shaped(shape: type[ShapeT], node: Node) -> tuple[ShapeT | None, list[Problem]]:
    """Read a node as a shape; without one, every problem that stands in the way."""
    try:
        return shape.model_validate(node), []
    except ValidationError as error:
        return None, [_problem(shape, node, each) for each in error.errors(include_url=False)]


def _problem(shape: type[Shape], node: Node, error: ErrorDetails) -> Problem:
    loc = error["loc"]
    match error["type"]:
        case "missing":
            return missing_key(_find(node, loc[:-1]).where, str(loc[-1]))
        case "extra_forbidden":
            parent = _find(node, loc[:-1])
            at = parent.keys_at[str(loc[-1])] if isinstance(parent, Map) else parent.where
            return unknown_key(at, str(loc[-1]), _known_keys(shape, loc[:-1]))
        case "misfit":
            what, fix = error["ctx"]["what"], error["ctx"]["fix"]
            return Problem(_place(node, loc), "wrong-value", _key(loc) + what, _WHY_VALUE, fix)
        case _:
            wanted = "list" if error["type"] in {"list_type", "tuple_type"} else "mapping"
            return Problem(
                _find(node, loc).where,
                "wrong-type",
                f"{_key(loc)}a {wanted} is expected here",
                _WHY_VALUE,
                _FIX_TYPE[wanted],
            )


_WHY_VALUE = "what cannot be read as meant is not guessed at"
_FIX_TYPE = {
    "list": "write a list: one `- ` line for each, or [one, two]",
    "mapping": "write `key: value` lines",
}


def missing_key(where: Location, key: str) -> Problem:
    """Say that a mapping lacks a key."""
    return Problem(where, "missing-key", f"`{key}` is missing", "the file cannot be used without it", f"add `{key}:`")


def unknown_key(where: Location, key: str, known: list[str]) -> Problem:
    """Say that a mapping has a key that means nothing there, with the nearest that does."""
    return Problem(
        where,
        "unknown-key",
        f"`{key}` means nothing here",
        "a misspelt key would be passed over in silence",
        advice(key, known),
    )


def _key(loc: tuple[int | str, ...]) -> str:
    named = [each for each in loc if isinstance(each, str) and each != "[key]"]
    return f"`{named[-1]}`: " if named and loc[-1] != "[key]" else ""


def _place(node: Node, loc: tuple[int | str, ...]) -> Location:
    """Find the place of a value, or, where the key itself is meant, of the key."""
    if loc[-1:] != ("[key]",):
        return _find(node, loc).where
    parent = _find(node, loc[:-2])
    return parent.keys_at[str(loc[-2])] if isinstance(parent, Map) else parent.where


def _find(node: Any, loc: tuple[int | str, ...]) -> Node:
    """Follow a pydantic location as far as the file goes."""
    for part in loc:
        inside = (isinstance(node, Map) and part in node) or (isinstance(node, Seq) and isinstance(part, int))
        if not inside:
            break
        node = node[part]
    return node  # type: ignore[no-any-return]


def _known_keys(shape: type[Shape], loc: tuple[int | str, ...]) -> list[str]:
    for part in loc:
        field = shape.model_fields.get(str(part)) or next(
            (each for each in shape.model_fields.values() if each.alias == part), None
        )
        inner = _inner(field.annotation) if field else None
        shape = inner or shape
    return [field.alias or name for name, field in shape.model_fields.items()]


def _inner(annotation: Any) -> type[Shape] | None:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return annotation
    return next((found for each in get_args(annotation) if (found := _inner(each)) is not None), None)
