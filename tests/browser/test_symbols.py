"""The page with the symbols in a real browser: what the paper says, the conventions, the table to keep."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed: make test installs it")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(autouse=True)
def symbols(page: Page) -> None:
    page.get_by_role("button", name="Open the sample paper").click()
    expect(page.locator(".card")).to_contain_text("A Short Primer on Denoising Diffusion Models")
    page.get_by_role("link", name="Symbols", exact=True).first.click()
    expect(page.locator(".notation tbody tr").first).to_be_visible()


def test_the_table_is_kept_in_three_formats(page: Page, tmp_path: Path) -> None:
    for name, ending in (("Markdown", "md"), ("CSV", "csv"), ("LaTeX", "tex")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename == f"notation.{ending}"
        download.value.save_as(tmp_path / f"notation.{ending}")
    assert "| symbol | meaning |" in (tmp_path / "notation.md").read_text(encoding="utf-8")
    rows = list(csv.reader((tmp_path / "notation.csv").open(encoding="utf-8")))
    assert rows[0][:2] == ["symbol", "meaning"] and any("(8)" in row[5] for row in rows)
    assert r"\begin{longtable}" in (tmp_path / "notation.tex").read_text(encoding="utf-8")


def test_the_paper_and_the_convention_are_kept_apart_and_lead_into_the_paper(page: Page) -> None:
    page.get_by_label("Look a symbol up").fill("C")
    page.keyboard.press("Enter")
    expect(page.get_by_text("In this paper", exact=True)).to_be_visible()
    expect(page.get_by_text("By convention", exact=True).first).to_be_visible()
    page.get_by_role("button").filter(has_text=re.compile(r"constant.*page 2")).click()
    expect(page.locator(".card .over")).to_contain_text("Symbol")
    expect(page.locator(".place").first).to_be_attached()


def test_a_filter_that_finds_nothing_says_so(page: Page) -> None:
    page.get_by_label("Filter the table").fill("zzz \\(")
    expect(page.locator(".notation")).to_contain_text("No symbol of this paper fits")
