"""The main job in a real browser: open the sample, point at a symbol, click equation (8), study list, export."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed: make test installs it")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def open_sample(page: Page) -> None:
    page.get_by_role("button", name="Open the sample paper").click()
    expect(page.locator(".card")).to_contain_text("A Short Primer on Denoising Diffusion Models")


def equation_8(page: Page) -> Locator:
    """The box of equation (8) on its page, in view."""
    page.get_by_label("Page", exact=True).fill("2")
    page.keyboard.press("Enter")
    box = page.get_by_role("button", name="Equation (8), page 2")
    box.scroll_into_view_if_needed()
    return box


def corner(box: Locator) -> tuple[float, float]:
    """A point inside an equation's box that no symbol covers."""
    place = box.bounding_box()
    assert place is not None
    return place["x"] + 3, place["y"] + place["height"] / 2


def symbols_in(box: Locator) -> list[tuple[float, float]]:
    """The middles of the symbols inside an equation's box, the smallest last."""
    found = box.evaluate(
        """(box) => {
          const frame = box.getBoundingClientRect();
          const places = [...box.parentNode.querySelectorAll(".symbol")].map((mark) => mark.getBoundingClientRect());
          const across = (p) => p.left >= frame.left && p.right <= frame.right;
          const upright = (p) => p.top >= frame.top - 2 && p.bottom <= frame.bottom + 2;
          return places
            .filter((p) => across(p) && upright(p))
            .map((p) => [(p.left + p.right) / 2, (p.top + p.bottom) / 2]);
        }"""
    )
    return [(x, y) for x, y in found]


def test_from_the_front_door_to_the_export(page: Page, tmp_path: Path) -> None:
    open_sample(page)
    box = equation_8(page)
    inside = symbols_in(box)
    assert len(inside) >= 9, "L, E, sigma, the norm, mu tilde, x_t, x_0, mu_theta, t and C have boxes of their own"
    page.mouse.move(*inside[-1])
    expect(page.locator(".tip")).to_be_visible()
    expect(page.locator(".tip")).to_contain_text(re.compile("this paper|Not defined in this paper"))

    page.mouse.click(*corner(box))
    card = page.locator(".card")
    expect(card.get_by_role("heading", name="Equation (8)")).to_be_visible()
    first = card.locator(".pattern").first
    expect(first).to_contain_text("Squared error")
    for role in ("prediction", "target", "weight"):
        expect(first.locator(f"[data-role='{role}']")).to_be_visible()
    first.locator("[data-role='target']").hover()
    expect(page.locator(".over .strong")).to_have_count(1)
    assert page.locator(".chosen .role").count() >= 2, "target and prediction are marked on the page"

    page.get_by_role("link", name="Study").click()
    items = page.locator(".study .item")
    expect(items.first).to_be_visible()
    order = items.locator("input").evaluate_all("boxes => boxes.map((b) => b.dataset.concept)")
    assert order.index("expectation") < order.index("squared_error_loss")
    expect(page.locator(".study")).to_contain_text(re.compile(r"equation \(\d+\), page \d"))

    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "study.md")
    text = (tmp_path / "study.md").read_text(encoding="utf-8")
    assert text.startswith("# ") and "Expectation" in text


def test_a_tick_changes_the_list_and_stays(page: Page) -> None:
    open_sample(page)
    page.get_by_role("link", name="Study").click()
    box = page.locator("input[data-concept='expectation']")
    box.check()
    expect(box).to_have_count(0)
    page.reload()
    expect(page.locator(".study .item").first).to_be_visible()
    expect(page.locator("input[data-concept='expectation']")).to_have_count(0)
    page.get_by_text("You know 1").click()
    page.get_by_role("button", name="Expectation ×").click()
    expect(page.locator("input[data-concept='expectation']")).to_have_count(1)


def test_a_key_goes_to_the_next_equation(page: Page) -> None:
    open_sample(page)
    page.mouse.click(*corner(equation_8(page)))
    expect(page.locator(".pattern").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".card h3").first).to_have_text("Equation (9)")


def test_back_and_forward_lead_through_the_cards(page: Page) -> None:
    open_sample(page)
    card = page.locator(".card")
    card.locator(".list button").filter(has_text="(8)").first.click()
    expect(card.locator("h3").first).to_have_text("Equation (8)")
    expect(page).to_have_url(re.compile("equation="))
    card.locator("tbody tr").first.click()
    expect(card).to_contain_text("In this paper", ignore_case=True)
    expect(page).to_have_url(re.compile("symbol="))
    page.go_back()
    expect(card.locator("h3").first).to_have_text("Equation (8)")
    page.go_back()
    expect(card).to_contain_text("The equations that carry it", ignore_case=True)
    page.go_forward()
    expect(card.locator("h3").first).to_have_text("Equation (8)")
    page.reload()
    expect(card.locator("h3").first).to_have_text("Equation (8)")
    card.locator("tbody tr").first.click()
    card.get_by_role("button", name="‹ Equation (8)").click()
    expect(card.locator("h3").first).to_have_text("Equation (8)")


def test_a_symbol_has_a_card(page: Page) -> None:
    open_sample(page)
    page.mouse.click(*corner(equation_8(page)))
    row = page.locator(".card tbody tr").filter(has=page.locator("annotation", has_text=re.compile(r"^C$")))
    row.click()
    card = page.locator(".card")
    expect(card).to_contain_text("In this paper")
    expect(card).to_contain_text("constant")
    expect(card.locator(".senses .badge").first).to_be_visible()


def test_bad_files_get_one_sentence(page: Page, tmp_path: Path) -> None:
    nonsense = tmp_path / "<img src=x onerror=alert(1)> ..%2f.pdf"
    nonsense.write_bytes(b"this is no PDF at all")
    page.locator("input[type=file]").set_input_files(nonsense)
    expect(page.get_by_test_id("stAlert")).to_contain_text("PDF")
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_an_upload_is_read(page: Page, sample_paper: Path) -> None:
    page.locator("input[type=file]").set_input_files(sample_paper)
    expect(page.locator(".card")).to_contain_text("A Short Primer")
    page.get_by_role("button", name="Open another").click()
    expect(page.get_by_role("button", name="Open the sample paper")).to_be_visible()


def test_nonsense_in_the_boxes(page: Page) -> None:
    open_sample(page)
    number = page.get_by_label("Page", exact=True)
    for text in ("0", "99", "-1", "two", "<b>", "1e9"):
        number.fill(text)
        page.keyboard.press("Enter")
        expect(number).to_have_value(re.compile(r"^[123]$"))
    page.get_by_role("link", name="Symbols").click()
    rows = page.locator(".notation tbody tr")
    expect(rows.first).to_be_visible()
    page.get_by_label("Filter the table").fill(r"\\(<script>")
    expect(page.locator(".notation")).to_contain_text(re.compile(r"^0 of|0 of"))
    page.get_by_label("Look a symbol up").fill("![x](http://x) <b>$\\frac{")
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_contain_text("Traceback")


def test_on_a_phone_the_card_rises_and_closes(page: Page) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.get_by_role("button", name="Open the sample paper").click()
    expect(page.locator(".leaf").first).to_be_visible()
    page.get_by_role("button", name="Overview").click()
    expect(page.get_by_text("The equations that carry it")).to_be_visible()
    page.get_by_label("Close the card").click()
    expect(page.locator(".card")).to_be_hidden()
    page.mouse.click(*corner(equation_8(page)))
    expect(page.locator(".card")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 400, "nothing sticks out sideways"
    page.get_by_label("Close the card").click()
    expect(page.locator(".card")).to_be_hidden()
    for name, part in (("Symbols", ".notation tbody tr"), ("Study", ".study .item")):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator(part).first).to_be_visible()
    page.get_by_role("link", name="Symbols", exact=True).click()
    page.locator(".notation .sign button").first.click()
    expect(page.locator(".card")).to_contain_text("By convention", ignore_case=True)


def test_language_and_depth_stay_chosen(page: Page) -> None:
    open_sample(page)
    page.locator(".card .list button").filter(has_text="(8)").first.click()
    voice = page.locator(".card .voice")
    explanation = page.locator(".card .explanation")
    expect(explanation).to_contain_text("squared difference")
    voice.get_by_role("button", name="简体中文").click()
    expect(explanation).to_contain_text("平方")
    expect(page.locator(".card .reads")).to_contain_text("求期望")
    expect(page).to_have_url(re.compile("language=zh"))
    voice.get_by_role("button", name="专家").click()
    expect(explanation).to_contain_text("各部分")
    expect(page).to_have_url(re.compile("depth=expert"))
    page.reload()
    expect(explanation).to_contain_text("各部分")
    voice.get_by_role("button", name="English").click()
    expect(explanation).to_contain_text("Roles:")
    voice.get_by_role("button", name="Beginner").click()
    expect(page).not_to_have_url(re.compile("language|depth"))
