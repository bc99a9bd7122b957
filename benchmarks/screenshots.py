"""Takes the two pictures of the site that the documentation shows: the index, and one cell.

python benchmarks/screenshots.py FOLDER [JURISDICTION] [SAFEGUARD]
"""

from __future__ import annotations

import datetime
import shutil
import sys
import tempfile
from pathlib import Path

from engine.check import all_problems
from engine.load import read_repository
from engine.matrix import Assessor
from engine.site import Site, pages, replace_folder

ROOT = Path(__file__).parent.parent
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LIMIT = 200_000


def main(folder: str, code: str = "DEU", safeguard: str = "gag-order-time-limits") -> None:
    """Build the site of this repository and write site-index.png and site-cell.png."""
    from playwright.sync_api import sync_playwright

    repository = read_repository(ROOT)
    day = datetime.datetime.now(datetime.UTC).date()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as started:
        replace_folder(Path(place) / "site", pages(Site(Assessor(repository, all_problems(repository), day))))
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        page = browser.new_page(viewport={"width": 1120, "height": 1150})
        for name, address, at in (
            ("site-index", "index.html", "#overview"),
            ("site-cell", f"cells/{code}/{safeguard}.html", "body"),
        ):
            page.goto(f"{(Path(place) / 'site').as_uri()}/{address}")
            page.locator(at).evaluate("place => place.scrollIntoView()")
            file = Path(folder) / f"{name}.png"
            page.screenshot(path=file)
            size = file.stat().st_size
            sys.stdout.write(f"{file}: {size} bytes\n")
            if size >= LIMIT:
                sys.exit(f"{file} is too large: {LIMIT} bytes are the limit")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
