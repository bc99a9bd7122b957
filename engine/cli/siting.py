"""The command that writes the published pages: site."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.common import NOT_VALID, WRONG_USE, open_assessor, options, stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from engine.site import Site

INSTALL = "the site needs jinja2; install it with: python -m pip install jinja2"


@click.command()
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="the folder; what an earlier run put there is replaced",
)
@click.option("--url", "base", default="", metavar="ADDRESS", help="where it will be published, for citations")
@click.option("--force", is_flag=True, help="write to a folder that holds other files; they are kept")
@options
def site(output: Path, base: str, force: bool, root: Path, day: date | None, evidence: str) -> None:
    """Write the matrix as pages that open from disk: a page for every cell, State, safeguard, document and right."""
    if find_spec("jinja2") is None:
        stop(INSTALL, WRONG_USE)
    from engine.site import Site

    address = _address(base)
    assessor, _ = open_assessor(root, day, evidence)
    if not assessor.jurisdictions:
        stop("there is no valid profile under jurisdictions/; `safeguards check` says why", NOT_VALID)
    built = Site(assessor, address)
    _write(built, output, force=force)
    if assessor.invalid:
        stop(
            f"not in the matrix, since the profile is not valid: {', '.join(assessor.invalid)}; see `safeguards check`",
            NOT_VALID,
        )


def _address(base: str) -> str:
    if base and not base.startswith(("https://", "http://")):
        stop(f"--url: `{base}` is no address; write it as https://example.org/matrix/", WRONG_USE)
    return base and f"{base.rstrip('/')}/"


def _write(built: Site, output: Path, *, force: bool) -> None:
    from engine.site import OtherFilesError, count, pages, replace_folder

    try:
        written = replace_folder(output, _progress(pages(built), lambda: count(built)), force=force)
    except OtherFilesError as error:
        stop(
            f"{output} holds other files, such as {error}; name an empty folder, or keep them there with --force",
            WRONG_USE,
        )
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}", WRONG_USE)
    click.echo(f"{output}: {written} files; open {output / 'index.html'}")


def _progress(files: Iterable[tuple[str, str]], total: Callable[[], int]) -> Iterable[tuple[str, str]]:
    """Show how far the work is, on a terminal and nowhere else."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield from files
        return
    with click.progressbar(files, length=total(), label="pages", file=sys.stderr, update_min_steps=50) as bar:
        yield from bar
