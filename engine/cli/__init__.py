"""The command ``safeguards``.

Exit codes: 0 nothing to report, 1 findings, 2 wrong use, 3 input not valid, 4 internal error.
"""

from __future__ import annotations

import sys
import traceback

import click

from engine.cli.assessing import check, explain, matrix, pair
from engine.cli.authoring import new, schema
from engine.cli.common import INTERNAL_ERROR
from engine.cli.describing import describe, sources
from engine.cli.gating import diff, gate, note
from engine.cli.practising import practise
from engine.cli.proving import lint, run_cases
from engine.cli.publishing import publish
from engine.cli.questionnaires import import_workbook, questionnaire
from engine.cli.siting import site
from engine.cli.stocktaking import evidence
from engine.cli.telling import changes, history
from engine.cli.tending import format_profiles, pin
from engine.terminal import escape_what_cannot_be_shown


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="safeguard-matrix")
def safeguards() -> None:
    """Human-rights safeguards for cybercrime law: check profiles, read findings, print the matrix."""


for command in (
    *(check, matrix, explain, pair, evidence, publish, site),
    *(diff, gate, note, history, changes),
    *(run_cases, lint, describe, sources),
    *(format_profiles, pin, new, questionnaire, import_workbook, practise, schema),
):
    safeguards.add_command(command)


def main() -> None:
    """Run the command; whatever goes wrong inside ends in exit code 4 and a message, not only a traceback."""
    escape_what_cannot_be_shown(sys.stdout, sys.stderr)
    try:
        safeguards()
    except Exception:  # noqa: BLE001  the last line of defence
        traceback.print_exc()
        click.echo("internal error: this is a fault of safeguards, not of your files; please report it", err=True)
        sys.exit(INTERNAL_ERROR)
