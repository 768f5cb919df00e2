"""Templates become formulas that a person reads, and that KaTeX can set."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pages.templates import FIXED, GREY, OTHERS, colours, readable, telling
from patterns.library import load_library

#: commands that the pattern files and the renderer use; KaTeX knows them all (tests/browser renders every formula)
COMMAND = re.compile(r"\\[A-Za-z]+")


def test_roles_are_words_in_colour() -> None:
    tints = colours(["prediction", "target", "scale"])
    assert tints["prediction"] == FIXED["prediction"] and tints["scale"] == OTHERS[0]
    latex = readable(r"\|\role{prediction}-\role[!number]{target}\|^2", tints)
    assert rf"\textcolor{{{FIXED['prediction']}}}{{\textsf{{prediction}}}}" in latex
    assert latex.endswith(r"\|^2") and r"\role" not in latex


def test_what_may_be_anything_is_a_square_or_its_kind() -> None:
    assert r"\square" in readable(r"\any = \any[atom]{1}", {})
    assert r"\textsf{probability}" in readable(r"\log\any[probability]", {})
    assert r"\cdots" in readable(r"\rest{}+\role{x}", colours(["x"]))
    assert readable(r"\mathbb{E}_{\any}[\role{x}]", colours(["x"])).startswith(r"\mathbb{E} [")


def test_a_letter_does_not_run_into_a_command() -> None:
    assert r"\log p(" in readable(r"\log\fn[density_head]{p}(\any)", {})
    assert r"\sum  f(" in readable(r"\sum_{\any}\fn{f}(\any)", {})


def test_every_template_of_the_library_is_readable() -> None:
    commands: set[str] = set()
    for rule in load_library().rules:
        latex = readable(rule.shape.fit, colours(load_library().entries[rule.pattern].roles))
        assert not re.search(r"\\(role|any|rest|fn)(?![A-Za-z])", latex)
        assert latex.count("{") == latex.count("}")
        commands.update(COMMAND.findall(latex))
    glued = {c for c in commands if re.match(r"\\(log|sum|nabla|int|prod|in|odot)[A-Za-z]+$", c)}
    assert glued <= {r"\inf", r"\infty", r"\int"}


def test_the_template_that_says_most_comes_first() -> None:
    tints = colours(["a", "b"])
    full, vague = readable(r"\role{a}-\role{b}", tints), readable(r"\any-\rest{b}+\rest{}", tints)
    assert sorted([vague, full], key=telling) == [full, vague]


@given(st.lists(st.text("abc_", min_size=1, max_size=5), unique=True, max_size=20))
def test_every_role_has_a_colour(roles: list[str]) -> None:
    tints = colours(roles)
    assert list(tints) == roles and GREY not in tints.values()
