"""A new profile with every question as a comment."""

from __future__ import annotations

import json
import textwrap
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.vocabulary import Question, Section, Vocabulary

_EXAMPLE = """
# Every provision, judgment or report that an answer rests on, under a key of its own:
# law:
#   surveillance-act-7:
#     title: Surveillance Act 2012, section 7
#     since: 2012-01-01
#     read: {on: 2026-11-23, as: text}    # text | page | secondary | knowledge
#
# To answer a question, take away the `# ` before it and before the section that it stands in, and write
# the answer and the key of what it rests on, for example
#   iccpr.status: {value: party, since: 1976-03-23, cite: untc-iv-4}
# or, after a search that settled nothing:
#   iccpr.status: {unknown: what was searched, and why it does not say}
# A question that nobody answers stays unknown.
"""


def skeleton(code: str, name: str, vocabulary: Vocabulary, day: date | None = None) -> str:
    """Write a profile that is valid as it stands and answers nothing.

    Args:
        code: The ISO 3166-1 alpha-3 code.
        name: The name of the State or territory.
        vocabulary: The questions.
        day: The day to enter as that of the last check; today if left out.
    """
    head = headings(code, name, day or date.today())
    sections = [line for each in vocabulary.sections.values() for line in _section(each, vocabulary)]
    return "\n".join([*head, *_EXAMPLE.splitlines(), *sections]) + "\n"


def headings(code: str, name: str, day: date) -> list[str]:
    """Write the lines with which a profile begins."""
    return [
        "# yaml-language-server: $schema=../schemas/jurisdiction.schema.json",
        f"jurisdiction: {code}",
        f"name: {json.dumps(name, ensure_ascii=False)}",
        "kind: state",
        "status: draft",
        f"checked: {day}",
    ]


def _section(section: Section, vocabulary: Vocabulary) -> Iterator[str]:
    questions = [each for each in vocabulary.questions.values() if each.section == section.id and not each.heading]
    if not questions:
        return
    yield ""
    yield f"# {section.title}"
    yield f"# {section.id}:"
    if section.record:
        yield "#   complete: false"
        kinds = vocabulary.questions[f"{section.record}.kind"]
        yield from _wrapped("kinds: " + ", ".join(kinds.values or kinds.suggested), "#   # ")
        yield "#   a-kind-from-this-list:"
    indent = "#     " if section.record else "#   "
    for each in questions:
        yield from _wrapped(each.question, f"{indent}# ")
        path = each.path.removeprefix(f"{section.record or section.id}.")
        yield f"{indent}{path}: {{value: , cite: }}    # {choice(each)}"


def choice(question: Question) -> str:
    """Say what an answer to a question looks like."""
    words = ", ".join(question.values or question.suggested)
    amount = f"a whole number of {question.unit}" + (", or no-limit" if question.no_limit else "")
    return {
        "bool": "true or false",
        "enum": words,
        "list": f"a list of: {words or 'words'}",
        "duration": amount,
        "number": "a number",
        "date": "a date",
        "string": "a text",
    }[question.type]


def _wrapped(text: str, prefix: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent=prefix, subsequent_indent=prefix, break_on_hyphens=False)
