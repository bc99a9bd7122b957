"""Text from files forges nothing on any surface: no heading, link, mention, HTML or command."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from outcomes import HOSTILE, complaint, hostile, judge, outcome
from runner import Command, commands

from engine.surface import SURFACES, markdown

markdown_it = pytest.importorskip("markdown_it", reason="install the extra `ci`: make validators")

TEXTS = st.lists(
    st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=("Cs",)), max_size=8), max_size=6
).map("".join)
# GitHub looks for these once more in the text that its Markdown has made
LIVE = re.compile(r"@[\w-]|#\d|\bGH-\d|https?://|ftp://|\bwww\.", re.IGNORECASE)


def parsed(text: str) -> list[Any]:
    return markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shape(text: str) -> list[str]:
    """Give the kinds of all that Markdown makes of a text, words left out."""
    found = []
    for each in parsed(text):
        inner = [child.type for child in each.children or () if child.type not in {"text", "softbreak"}]
        found += [f"{each.type} {each.tag}", *inner]
    return found


def words(text: str) -> str:
    return " ".join(child.content for each in parsed(text) for child in each.children or () if child.type == "text")


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["summary", "comment"]))
@example("\n# Approved\n\n@someone see #12, [words](https://example.org) <b>", "comment")
def test_no_text_makes_markup_links_mentions_or_html(text: str, form: str) -> None:
    made = SURFACES[form](hostile(text))
    assert shape(made) == shape(SURFACES[form](hostile("a text")))
    assert not LIVE.search(words(made))


@pytest.mark.parametrize("text", [each for each in HOSTILE if "\u202e" not in each])
def test_a_text_shows_as_it_is(text: str) -> None:
    shown = words(SURFACES["summary"](hostile(text))).replace("\u200b", "")
    assert " ".join(text.replace("\u200b", "").split()) in shown


def test_the_marker_of_a_comment_stands_once() -> None:
    made = SURFACES["comment"](hostile(markdown.MARK))
    assert [made.count(markdown.MARK), made.startswith(markdown.MARK)] == [1, True]


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_workflow_command(text: str) -> None:
    made, plain = (commands(SURFACES["github"](hostile(each))) for each in (text, "a text"))
    assert [(each.name, each.properties) for each in made] == [(each.name, each.properties) for each in plain]
    assert all(each.properties.keys() <= {"file", "line", "col", "title"} for each in made)


@pytest.mark.parametrize("text", [each for each in HOSTILE if "\u202e" not in each])
def test_an_annotation_reads_back(text: str) -> None:
    first = commands(SURFACES["github"](outcome((), [complaint(text)])))[0]
    assert first == Command(
        "error",
        {"file": "jurisdictions/XAA.yaml", "line": "1", "col": "5", "title": "no-note"},
        f"{text}. {text}. To mend it: {text}",
    )


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_link_in_a_message_of_sarif_or_gitlab(text: str) -> None:
    run = json.loads(SURFACES["sarif"](hostile(text)))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    messages = [each["message"]["text"] for each in run["results"]]
    messages += [each[key]["text"] for each in rules for key in ("shortDescription", "fullDescription", "help")]
    messages += [each["description"] for each in json.loads(SURFACES["gitlab"](hostile(text)))]
    for each in messages:
        assert not re.search(r"\]\(|[\n\r\u202e]", each)
    for each in rules:
        assert set(shape(each["help"]["markdown"])) <= {"paragraph_open p", "inline ", "paragraph_close p"}
        assert not LIVE.search(words(each["help"]["markdown"]))


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def test_json_holds_every_text_unchanged() -> None:
    text = " ".join(HOSTILE)
    assert sum(text == each for each in texts(json.loads(SURFACES["json"](hostile(text))))) > 10


def test_the_judge_of_these_tests_is_sound() -> None:
    assert judge().invalid == {}
