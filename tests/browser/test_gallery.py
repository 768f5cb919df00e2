"""The gallery in a real browser: search, nonsense, deep links, the way back into the paper; every formula is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed: make test installs it")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def open_sample(page: Page) -> None:
    page.get_by_role("button", name="Open the sample paper").click()
    expect(page.locator(".card")).to_contain_text("A Short Primer on Denoising Diffusion Models")


def gallery(page: Page) -> None:
    page.get_by_role("link", name="Patterns").first.click()  # the welcome page has one, too
    expect(page.locator(".tile").first).to_be_visible()


def test_search_finds_and_nonsense_is_answered_kindly(page: Page) -> None:
    gallery(page)
    expect(page.locator(".stage")).to_have_count(4)
    box = page.get_by_label("Find a pattern")
    box.fill("mse")
    expect(page.locator("[data-pattern='squared_error']")).to_be_visible()
    expect(page.locator("[data-pattern='attention']")).to_have_count(0)
    for nonsense in ("zzqx <script>alert(1)</script>", "\\frac{", "'; --", "𝔼" * 60):
        box.fill(nonsense)
        expect(page.locator(".empty")).to_contain_text(re.compile("No pattern goes by|resembles none of the patterns"))
    page.locator(".empty").get_by_role("button", name="attention").click()
    expect(page.locator("[data-pattern='attention']")).to_be_visible()
    expect(page).to_have_url(re.compile(r"find=attention"))


def test_a_typed_equation_is_answered(page: Page) -> None:
    gallery(page)
    page.get_by_label("Find a pattern").fill(r"\mathcal{L} = \sum_i (y_i - \hat y_i)^2")
    answer = page.locator(".answer")
    expect(answer).to_contain_text("Squared error")
    expect(answer).to_contain_text("prediction")
    answer.get_by_role("button", name="Squared error").click()
    expect(page.get_by_role("heading", name="Squared error", exact=True)).to_be_visible()


def test_the_address_leads_to_a_pattern_and_back_to_the_wall(page: Page) -> None:
    gallery(page)
    page.locator("[data-pattern='contrastive']").click()
    expect(page.get_by_role("heading", name="Contrastive loss")).to_be_visible()
    expect(page).to_have_url(re.compile(r"pattern=contrastive"))
    page.reload()
    expect(page.get_by_role("heading", name="Contrastive loss")).to_be_visible()
    page.get_by_role("button", name="All patterns").click()
    expect(page.locator(".tile").first).to_be_visible()


def test_from_a_pattern_into_the_paper_and_from_the_paper_to_the_pattern(page: Page) -> None:
    open_sample(page)
    gallery(page)
    page.get_by_label("only the").check()
    page.locator("[data-pattern='squared_error']").click()
    page.locator("[data-equation]").filter(has_text="(8)").click()
    card = page.locator(".card")
    expect(card.get_by_role("heading", name="Equation (8)")).to_be_visible()
    card.get_by_role("button", name="In the gallery").first.click()
    expect(page.get_by_role("heading", name="Squared error", exact=True)).to_be_visible()


def test_every_formula_of_the_gallery_can_be_set(page: Page) -> None:
    gallery(page)
    address = page.evaluate(
        "performance.getEntriesByType('resource').map((r) => r.name).find((n) => n.includes('/gallery/'))"
    )
    wrong = page.evaluate(
        """async (address) => {
          const { patterns } = await (await fetch(address)).json();
          const wrong = [];
          const test = (latex) => {
            try {
              window.katex.renderToString(latex, { throwOnError: true, strict: "ignore", displayMode: true });
            } catch (error) {
              wrong.push(`${latex}: ${error.message}`);
            }
          };
          for (const p of patterns) {
            [p.face, ...p.templates, ...p.examples, ...p.misses.map((m) => m.latex)].forEach(test);
            p.variants.forEach((v) => [...v.templates, ...v.examples].forEach(test));
          }
          return wrong;
        }""",
        address,
    )
    assert wrong == []


def test_the_paper_says_which_equations_carry_it(page: Page) -> None:
    open_sample(page)
    carrying = page.locator(".carrying li")
    expect(carrying).to_have_count(5)
    expect(carrying.first).to_contain_text(re.compile("refers to it|trained|defines"))
    page.get_by_role("link", name="Study").click()
    page.locator(".study .carrying button").first.click()
    expect(page.locator(".card").get_by_role("heading", name=re.compile("Equation"))).to_be_visible()


def test_on_a_phone_nothing_sticks_out(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(page.url.rstrip("/") + "/patterns?pattern=attention")
    expect(page.get_by_role("heading", name="Attention", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
