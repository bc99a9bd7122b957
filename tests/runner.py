"""Workflow commands as GitHub's runner reads them: in both of its spellings, anywhere that it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMES = frozenset(
    {"error", "warning", "notice", "debug", "group", "endgroup", "echo", "stop-commands", "internal-set-repo-path"}
    | {"add-mask", "add-matcher", "remove-matcher", "add-path", "set-env", "set-output", "save-state"}
)


@dataclass(frozen=True)
class Command:
    """A command with its properties and data, codes resolved."""

    name: str
    properties: dict[str, str]
    data: str


def _plain(text: str, codes: str) -> str:
    for each in codes:
        text = text.replace(f"%{ord(each):02X}", each)
    return text.replace("%25", "%")


def _command(line: str) -> Command | None:
    new = re.match(r"\s*::(.*?)::(.*)", line, re.DOTALL)
    if new and new[1].split(" ")[0] in NAMES:
        name, _, rest = new[1].partition(" ")
        pairs = (each.split("=", 1) for each in rest.strip().split(",") if "=" in each)
        return Command(name, {key: _plain(value, "\r\n:,") for key, value in pairs}, _plain(new[2], "\r\n"))
    old = re.search(r"##\[(.*?)\](.*)", line, re.DOTALL)
    if old and old[1].split(" ")[0] in NAMES:
        return Command(old[1].split(" ")[0], {"spelling": "old"}, old[2])
    return None


def commands(text: str) -> list[Command]:
    """List the commands in what a step prints, but for those between `stop-commands` and its token."""
    found, token = [], ""
    for line in re.split("\r\n|\r|\n", text):
        command = _command(line)
        if token:
            token = "" if line.strip() == f"::{token}::" else token
        elif command is not None and command.name == "stop-commands":
            token = command.data
        elif command is not None:
            found.append(command)
    return found
