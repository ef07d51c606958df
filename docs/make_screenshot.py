"""Writes the pictures of the README: the page that `verify --format html` makes of the sample draft
(report.png), and two of the server's pages (server-draft.png, server-quotation.png).

python docs/make_screenshot.py

Needs Chromium, Playwright and Pillow. All persons and outlets in the picture are invented.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from cli.main import code_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
RECORDS = ("seeds/akkoord-gemeente.txt", "seeds/interview-trainer.txt")
DRAFT = "seeds/draft/wijkkrant.txt"
# A quotation whose number was changed.
SHOWN = "vijftig meter"
SIZE = {"width": 1360, "height": 960}
SMALL = {"width": 900, "height": 700}


def page(folder: Path, database: Path) -> Path:
    """The report as a file in ``folder``."""
    target = folder / "report.html"
    # The page shows the draft's path: one that is the same everywhere.
    with chdir(ROOT):
        verify = ("verify", DRAFT, "--no-cache", "--format", "html", "--output", str(target))
        code_of(["--db", str(database), *verify])
    return target


def picture(target: Path) -> bytes:
    """The page with the shown quotation opened, as PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        tab = browser.new_page(viewport=SIZE, color_scheme="light")
        tab.goto(target.as_uri())
        tab.locator(".quote", has_text=SHOWN).click()
        tab.mouse.move(0, 0)
        taken = tab.screenshot()
        browser.close()
    return taken


@contextmanager
def server(database: Path) -> Iterator[str]:
    """The address of a server over a database, while it runs."""
    command = [sys.executable, "-c", "from cli.main import run; run()", "--db", str(database)]
    command += ["serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:  # noqa: S603  # ours
        assert process.stderr is not None  # noqa: S101  # asked for above
        try:
            yield process.stderr.readline().split()[3].decode()
        finally:
            process.terminate()


def pictures(address: str) -> Iterator[tuple[str, bytes]]:
    """The server's pages with their names: a draft with a finding opened, and a quotation."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        context = browser.new_context(viewport=SIZE, color_scheme="light", locale="nl-BE")
        tab = context.new_page()
        tab.goto(f"{address}verify")
        tab.set_input_files("#file", ROOT / DRAFT)
        tab.click("button.main")
        tab.locator(".quote", has_text=SHOWN).click(timeout=60_000)
        tab.mouse.move(0, 0)
        yield "server-draft.png", tab.screenshot()
        tab.set_viewport_size(SMALL)
        tab.goto(f"{address}check")
        tab.fill("#claim", "Wij zijn niet tegen een brug zonder begroting")
        tab.fill("#speaker", "Ruben Blaak")
        tab.wait_for_selector("#result .finding", timeout=60_000)
        tab.mouse.move(0, 0)
        yield "server-quotation.png", tab.screenshot(full_page=True)
        browser.close()


def keep(name: str, taken: bytes) -> None:
    """Write a picture; few colours keep it small."""
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    image.quantize(128, dither=Image.Dither.NONE).save(DOCS / name, optimize=True)


def main() -> None:
    """Write all of them."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "record.db"
        with chdir(ROOT):
            code_of(["--db", str(database), "ingest", *RECORDS])
        keep("report.png", picture(page(Path(folder), database)))
        with server(database) as address:
            for name, taken in pictures(address):
                keep(name, taken)


if __name__ == "__main__":
    main()
