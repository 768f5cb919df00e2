"""Makes the pictures of the README: ``python tests/browser/screenshots.py`` writes docs/images/read.png, study.png and
patterns.png.

They show the sample paper in the real app, in a real Chromium, at 1440 × 900.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
from conftest import PATIENCE, browser, served  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = HERE.parent.parent / "docs" / "images"
#: CSS pixels, and picture pixels for each of them
SIZE, SHARPNESS = {"width": 1440, "height": 900}, 1.5
#: milliseconds for fonts and pictures to settle
SETTLE = 1500


def main() -> None:
    """Start the app, walk to the two views, take the pictures."""
    executable = find_chromium()
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as state, served(Path(state)) as address, browser(executable) as chrome:
        page = chrome.new_page(viewport=SIZE, device_scale_factor=SHARPNESS)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/?paper=sample")
        read(page)
        study(page)
        patterns(page)


def read(page: Page) -> None:
    """The page with its boxes and the card of equation (8)."""
    page.locator(".card .list button").filter(has_text="(8)").first.click()
    page.locator(".pattern").first.wait_for()
    page.wait_for_timeout(SETTLE)
    page.mouse.move(5, 400)
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / "read.png")


def study(page: Page) -> None:
    """The study list."""
    page.get_by_role("link", name="Study").click()
    page.locator(".study .item").first.wait_for()
    page.mouse.move(5, 400)
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=IMAGES / "study.png")


def patterns(page: Page) -> None:
    """The gallery, at the pattern of equation (8)."""
    page.get_by_role("link", name="Patterns").first.click()
    page.locator("[data-pattern='squared_error']").click()
    page.locator(".one .place").first.wait_for()
    page.mouse.move(5, 400)
    page.wait_for_timeout(SETTLE)
    page.screenshot(path=IMAGES / "patterns.png")


def find_chromium() -> str:
    """The browser that the tests drive; ends the program where there is none."""
    import os
    import shutil

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CARTOUCHE_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        sys.exit("There is no Chromium here: install it, or name one in CARTOUCHE_BROWSER.")
    return found


if __name__ == "__main__":
    main()
