"""What is read from web pages of our own as a browser prints them (where Chromium, Node and the packages are).

The environment variable CARTOUCHE_NODE_MODULES names the folder with the packages ``katex`` and ``mathjax-full``.
"""

import os
from pathlib import Path

import pytest
from browser import Page, Renderer, generate, missing, styles
from formulas import Display
from score import score

MODULES = Path(os.environ["CARTOUCHE_NODE_MODULES"]) if "CARTOUCHE_NODE_MODULES" in os.environ else None
STYLES = {style.name: style for style in styles()}


def test_styles_of_both_splits_use_every_engine():
    for split in ("dev", "test"):
        assert {style.engine for style in STYLES.values() if style.split == split} == {
            "katex", "chtml", "newcm", "mathml", "svg",
        }  # fmt: skip


class _Echo(Renderer):
    """Sets every formula as itself."""

    def render(self, wanted: list[tuple[str, bool]]) -> list[str | None]:
        return [f"[{latex}]" for latex, _ in wanted]


def test_rows_are_numbered_as_the_page_numbers_them():
    page = Page(STYLES["mathml-latexml"], "dev", 1, 0, _Echo(Path(), "mathml"))
    page.html()
    numbers = [row["number"] for row in page.rows if row["number"]]
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    page.rows.clear()
    shown = page._display(Display("align", (("a &= b", True), ("c &= d", False))))
    assert shown.count("<tr>") == 2 and shown.count("(") == 1
    assert [row["latex"] for row in page.rows] == ["a = b", "c = d"]


@pytest.mark.skipif(bool(missing(MODULES)), reason=missing(MODULES) or "all is there")
@pytest.mark.parametrize("name", ["katex-article", "chtml-article", "mathml-latexml"])
def test_what_is_read_from_a_printed_page_of_ours(name, tmp_path):
    assert MODULES is not None
    result = score(generate(STYLES[name], tmp_path, MODULES, "dev", seed=2, grown=10))
    assert result.found / result.truth > 0.96
    assert result.exact / result.truth > 0.88
    assert result.inline_hit / result.inline_truth > 0.85
