"""A new profile by question and answer: what settles most cells is asked first, and every answer is saved at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import click

from engine.arrange import arranged
from engine.cli.prompts import Later, day_or_none, line, one, typed, wanted
from engine.profiletext import NoPlaceError, flow, put, word
from engine.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from engine.agenda import Item
    from engine.load import Repository
    from engine.vocabulary import Question

GRADES = ("text", "page", "secondary", "knowledge")
HOW = ("the provision itself", "a page that quotes it", "press, commentary or a report", "nobody has checked it")
HELP = """Answer with a word or its number; for a list with several, and commas between; `none` if the law names none.
  ?      looked, and could not tell        Enter  leave it for later
  q      stop; what was answered is saved, and the same command goes on from there
"""


@dataclass(slots=True)
class Interview:
    """The talk about one jurisdiction; `text` is its profile as it stands in `file`."""

    file: Path
    code: str
    text: str
    repository: Repository
    day: date
    passed: set[tuple[str, str, str]] = field(default_factory=set)
    answered: int = 0

    def run(self) -> None:
        """Ask until nothing is left, or the answers end."""
        click.echo(HELP)
        try:
            while (item := self._next()) is not None:
                self._take(item)
            click.echo("nothing is left to ask that would settle a cell")
        except (EOFError, KeyboardInterrupt):
            click.echo()

    def _next(self) -> Item | None:
        from engine.agenda import agenda
        from engine.load.profiles import read_profile
        from engine.matrix import Assessor
        from engine.yamlfile import parse

        node, _ = parse(self.text.encode(), self.file.name)
        profile = None if node is None else read_profile(node, self.code, self.repository.vocabulary)[0]
        if profile is None:
            return None
        alone = replace(self.repository, jurisdictions=(profile,), problems=(), waivers=())
        items = agenda(Assessor(alone, (), self.day), self.code)
        known = self.repository.vocabulary.questions
        return next(
            (each for each in items if each.key not in self.passed and (not each.path or each.path in known)), None
        )

    def _take(self, item: Item) -> None:
        self.passed.add(item.key)
        try:
            if item.path:
                self._ask(item, self.repository.vocabulary.questions[item.path])
            else:
                self._ask_list(item)
        except Later:
            return

    def _ask(self, item: Item, question: Question) -> None:
        words = f"settles {item.settles}" if item.settles else f"helps with {item.asked}"
        click.echo(f"\n{' / '.join(each for each in (item.record, item.path) if each)}   ({words})")
        click.echo(f"  {question.question}")
        start = question.path.removeprefix(f"{self._record(item.section)}.") if item.section else ""
        place = [item.section, item.record, start] if item.section else question.path.split(".", 1)
        self._save(place, self._fact(question))

    def _record(self, section: str) -> str:
        return self.repository.vocabulary.lists.get(section, "")

    def _fact(self, question: Question) -> dict[str, str | Sequence[str]]:
        given = typed(question)
        if given is None:
            return {
                "unknown": wanted("what was searched, and why it does not say"),
                "cite": self._cited(optional=True),
            }
        return {"value": given, "cite": self._cited(optional=False), "note": line("note (Enter: none)")}

    def _cited(self, *, optional: bool) -> list[str] | str:
        """Ask for the provisions that an answer rests on, and for what is not known of them yet."""
        known = self._laws()
        shown = f"; so far: {', '.join(known[-8:])}" if known else ""
        prompt = (
            "where was it looked for? (Enter: not to be said"
            if optional
            else "rests on (a short name for the provision"
        )
        given = line(f"{prompt}{shown})")
        if not given and not optional:
            raise Later
        keys = re.split(r"[,\s]+", given) if given else []
        for key in keys:
            if key not in self._laws():
                self._law(key)
        return "" if not keys else keys[0] if len(keys) == 1 else keys

    def _laws(self) -> list[str]:
        from engine.pinning import citations

        return citations(self.text)

    def _law(self, key: str) -> None:
        if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", key):
            click.echo(
                f"  `{key}` cannot be used: write lower-case letters, digits and single hyphens, such as police-act-7"
            )
            raise Later
        near = nearest(key, self._laws())
        click.echo(f"  `{key}` is new{f' ({near} Then press Enter)' if near else ''}")
        title = wanted("  its title, with article or section")
        grade = one("  how was it read?", GRADES, HOW)
        since = day_or_none("  first day on which it is known to read like this (Enter: not known)")
        parts = {"title": word(title), "since": since, "read": flow({"on": str(self.day), "as": grade})}
        for name, each in parts.items():
            if each:
                self.text = put(self.text, ["law", key, name], each)

    def _ask_list(self, item: Item) -> None:
        vocabulary = self.repository.vocabulary
        record = self._record(item.section)
        kinds = vocabulary.questions[f"{record}.kind"]
        click.echo(f"\n{item.section}   (up to {item.settles} cells wait for them)")
        click.echo(f"  {kinds.question} ({vocabulary.sections[item.section].title})")
        kind = typed(kinds)
        if not isinstance(kind, str):
            raise Later
        name = line(f"a name for it in the profile (Enter: {kind})") or kind
        first = next(
            each for each in vocabulary.questions.values() if each.section == item.section and not each.heading
        )
        click.echo(f"  {first.question}")
        fact = self._fact(first)
        if name != kind:
            self.text = put(self.text, [item.section, name, "kind"], word(kind))
        self._save([item.section, name, first.path.removeprefix(f"{record}.")], fact)
        self.passed.discard(item.key)

    def _save(self, place: Sequence[str], fact: dict[str, str | Sequence[str]]) -> None:
        """Write an answer into the file, if the file stays valid with it."""
        from engine.files import write_atomically
        from engine.load.profiles import read_profile
        from engine.yamlfile import parse

        vocabulary = self.repository.vocabulary
        try:
            text = arranged(put(self.text, place, flow(fact, 2 * len(place))), vocabulary)
        except NoPlaceError as error:
            click.echo(f"  not saved: {error}; write it into {self.file.name} by hand")
            raise Later from None
        node, problems = parse(text.encode(), self.file.name)
        if node is not None:
            problems = read_profile(node, self.code, vocabulary)[1]
        for each in problems:
            click.echo(f"  not saved: {each}")
        if not problems:
            self.text, self.answered = text, self.answered + 1
            write_atomically(self.file, text)
