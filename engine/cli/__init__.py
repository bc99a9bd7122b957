"""The command ``safeguards``.

Exit codes: 0 nothing to report, 1 findings, 2 wrong use, 3 input not valid, 4 internal error.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module

import click

from engine.terminal import escape_what_cannot_be_shown

COMMANDS = {
    "check": "assessing.check",
    "matrix": "assessing.matrix",
    "explain": "assessing.explain",
    "pair": "assessing.pair",
    "pairs": "pairing.pairs",
    "evidence": "stocktaking.evidence",
    "publish": "publishing.publish",
    "site": "siting.site",
    "diff": "gating.diff",
    "gate": "gating.gate",
    "note": "gating.note",
    "history": "telling.history",
    "changes": "telling.changes",
    "test": "proving.run_cases",
    "lint": "proving.lint",
    "describe": "describing.describe",
    "sources": "describing.sources",
    "format": "tending.format_profiles",
    "pin": "tending.pin",
    "new": "authoring.new",
    "questionnaire": "questionnaires.questionnaire",
    "import": "questionnaires.import_workbook",
    "practise": "practising.practise",
    "schema": "authoring.schema",
}
"""Where each command stands, by its name: module of this package, and function."""


class _Commands(Mapping[str, click.Command]):
    """Commands that are imported when they are called or their help is shown: most of a short run goes into imports."""

    def __getitem__(self, name: str) -> click.Command:
        module, _, function = COMMANDS[name].partition(".")
        found: click.Command = getattr(import_module(f"engine.cli.{module}"), function)
        return found

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


@click.group(commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="safeguard-matrix")
def safeguards() -> None:
    """Human-rights safeguards for cybercrime law: check profiles, read findings, print the matrix."""


def main() -> None:
    """Run the command; whatever goes wrong inside ends in exit code 4 and a message, not only a traceback."""
    gc.disable()  # until the files are read: see `engine.collector.settle`
    escape_what_cannot_be_shown(sys.stdout, sys.stderr)
    try:
        safeguards()
    except Exception:  # noqa: BLE001  the last line of defence
        import traceback

        from engine.cli.common import INTERNAL_ERROR

        traceback.print_exc()
        click.echo("internal error: this is a fault of safeguards, not of your files; please report it", err=True)
        sys.exit(INTERNAL_ERROR)
