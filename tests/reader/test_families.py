import pytest

from reader.paper import Symbol
from reader.symbols.families import with_family_kinds

SAID = ("the paper says “parameter vector”",)
LETTER = ("it is a plain letter",)


def symbol(latex: str, kind: str, because: tuple[str, ...]) -> Symbol:
    return Symbol("s1", latex, kind, (1, 1), False, (), because=because)


@pytest.mark.parametrize(
    "latex", [r"\tilde{\theta}", r"\theta_{\mathrm{old}}", r"\hat{\theta}", r"\theta'", r"\theta^*"]
)
def test_a_variant_is_what_its_base_is(latex: str) -> None:
    base = symbol(r"\theta", "vector", SAID)
    found = with_family_kinds([base, symbol(latex, "scalar", LETTER)])
    assert found[1].kind == "vector"
    assert "parameter vector" in found[1].because[0]


def test_a_loose_way_of_speaking_gives_way_to_what_the_paper_says() -> None:
    base, old = symbol(r"\theta", "vector", SAID), r"\theta_{\mathrm{old}}"
    assert (
        with_family_kinds([base, symbol(old, "distribution", ("it is compared by a divergence",))])[1].kind == "vector"
    )
    assert with_family_kinds([base, symbol(old, "function", ("it is applied to an argument",))])[1].kind == "function"


@pytest.mark.parametrize("latex", ["x_i", "x_1", "x_T", "x_{ij}", "x^2", "x_{t-1}", r"\mathbf{x}", "y"])
def test_entries_and_others_are_no_variants(latex: str) -> None:
    base = symbol("x", "vector", ("it is an element of $\\mathbb{R}^{n}$",))
    assert with_family_kinds([base, symbol(latex, "scalar", LETTER)])[1].kind == "scalar"


def test_a_label_of_a_matrix_keeps_it_one() -> None:
    base = symbol("W", "matrix", ("it is an element of $\\mathbb{R}^{n \\times m}$",))
    assert with_family_kinds([base, symbol("W_z", "scalar", LETTER)])[1].kind == "matrix"
    assert with_family_kinds([base, symbol("W_{ij}", "scalar", LETTER)])[1].kind == "scalar"
