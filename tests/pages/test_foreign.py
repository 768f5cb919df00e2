"""Foreign text in Streamlit's Markdown is shown, not interpreted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.foreign import MAX_TITLE, escape, formula, label, prose


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://example.org/x.png)", "[a](javascript:alert(1))", "<img src=x onerror=alert(1)>", ":red[boo]",
        "# Title", ":material/delete:", "`code`", "**bold**", "$5 and no more", "a | b",
    ],
)  # fmt: skip
def test_nothing_is_left_that_means_something(text: str) -> None:
    assert not re.search(r"[`*_\[\]()<>|#:$!]", re.sub(r"\\.", "", escape(text)))
    assert escape(text).replace("\\", "") == text


@given(st.text(max_size=300))
def test_every_sign_is_escaped_and_nothing_is_lost(text: str) -> None:
    shown = escape(text)
    assert not re.search(r"[`*_\[\]<>|#:$\n]", re.sub(r"\\.", "", shown))
    assert re.sub(r"\\(.)", r"\1", shown) == " ".join(text.split())


def test_formulas() -> None:
    assert formula(r"\mathbb{E}_q") == r"$\mathbb{E}_q$"
    assert formula("a$b") == r"a\$b"
    assert formula("  ") == ""


def test_formulas_in_prose_stay_formulas_and_spaces_stay() -> None:
    assert prose(r"variance at time $t$ of $x_*$!") == r"variance at time $t$ of $x_*$\!"
    assert prose("it costs 5 $ [x](y)") == r"it costs 5 \$ \[x\]\(y\)"


def test_a_label_is_short_and_harmless() -> None:
    assert label("a [b](c)") == r"a \[b\]\(c\)"
    assert len(label("word " * 100)) <= MAX_TITLE + 2
