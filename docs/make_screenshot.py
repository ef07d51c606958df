"""Writes docs/report.png: the page that `verify --format html` makes of the sample draft.

python docs/make_screenshot.py

Needs Chromium, Playwright and Pillow. All persons and outlets in the picture are invented.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from contextlib import chdir
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from cli.main import code_of

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "report.png"
RECORDS = ("seeds/akkoord-gemeente.txt", "seeds/interview-trainer.txt")
DRAFT = "seeds/draft/wijkkrant.txt"
# A quotation whose number was changed.
SHOWN = "vijftig meter"
SIZE = {"width": 1360, "height": 960}


def page(folder: Path) -> Path:
    """The report as a file in ``folder``."""
    database, target = folder / "record.db", folder / "report.html"
    # The page shows the draft's path: one that is the same everywhere.
    with chdir(ROOT):
        code_of(["--db", str(database), "ingest", *RECORDS])
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


def main() -> None:
    """Write the picture; few colours keep it small."""
    with tempfile.TemporaryDirectory() as folder:
        taken = picture(page(Path(folder)))
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    image.quantize(128, dither=Image.Dither.NONE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
