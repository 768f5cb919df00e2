import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.definitions.finder import DefinitionFinder
from reader.definitions.latex import marks
from reader.definitions.mentions import prepare
from reader.definitions.ranges import ranges_in
from reader.geometry import Box
from reader.paper import Sentence


def said(text: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for found in ranges_in(prepare(text, marked=True)):
        out.setdefault("".join(found.symbol), found.phrase)
    return out


@pytest.mark.parametrize(
    ("text", "symbol", "phrase"),
    [
        (r"for $t = 1, \ldots, T$", "t", "runs from $1$ to $T$"),
        (r"for $t = 1, \ldots, T$", "T", "largest value of $t$"),
        (r"for $i = 1, 2, \dots, n$.", "i", "runs from $1$ to $n$"),
        (r"for $i = 1\ldots N$", "i", "runs from $1$ to $N$"),
        (r"each $k \in \{1,\ldots,K\}$", "k", "runs from $1$ to $K$"),
        (r"$i,j \in \{1,...,n\}$", "j", "runs from $1$ to $n$"),
        (r"$\forall t \in [T]$", "t", "runs from $1$ to $T$"),
        (r"with $i \in [1, N]$", "i", "runs from $1$ to $N$"),
        (r"$0 \leq t \leq T$", "t", "between $0$ and $T$"),
        (r"$1 \leq i < j \leq n$", "j", "between $1$ and $n$"),
        (r"$\beta_t \in (0,1)$", "\\beta_{t}", "between $0$ and $1$"),
        (r"samples $\{x_i\}_{i=1}^N$", "N", "number of $x_{i}$"),
        (r"$$\sum_{i=1}^{n} x_i$$", "i", "runs from $1$ to $n$"),
        (r"$x = (x_1, \dots, x_{T_x})$", "T_{x}", r"number of $x_{1}, \ldots$"),
        (r"$p(x_{1:T})$", "T", "largest index of $x$"),
        (r"where $t$ runs from 1 to $T$", "t", "runs from $1$ to $T$"),
        (r"for $t=1$ to $T$ do", "t", "runs from $1$ to $T$"),
        (r"$n=0,1,2,\ldots$", "n", "runs from $0$ on"),
        (r"We vary $\alpha$ from $10^{-1}$ to $10^{-5}$.", r"\alpha", "between $10^{-1}$ and $10^{-5}$"),
    ],
)
def test_ranges_are_read(text: str, symbol: str, phrase: str) -> None:
    assert said(text)[symbol] == phrase


@pytest.mark.parametrize(
    "text", ["$a_i = 1$", "$x = y$", r"$s \in \mathcal{S}$", r"$f(x_1, y)$", r"$x \leq 3$", "no formula", "$$", ""]
)
def test_what_is_no_range_says_nothing(text: str) -> None:
    assert said(text) == {}


@given(
    st.lists(st.sampled_from([*"xiTN1=,[]{}()_^<:", r"\in ", r"\ldots ", r"\{", r"\}", r"\leq ", " to "]), max_size=25)
)
def test_any_formula_may_come(pieces: list[str]) -> None:
    for found in ranges_in(prepare(f"for ${''.join(pieces)}$ to $T$", marked=True)):
        assert found.symbol and found.phrase
        assert len(found.phrase.split()) <= 12


def test_a_range_is_no_definition() -> None:
    box = Box(0.0, 0.0, 1.0, 1.0)
    texts = [r"We repeat this for $t = 1, \ldots, T$.", r"Let $N$ be the number of users, $\{x_i\}_{i=1}^N$."]
    finder = DefinitionFinder([Sentence(text, page, box) for page, text in enumerate(texts, 1)])
    assert finder.define("t") == []
    assert [s.definition.text for s in finder.values("t")] == ["runs from $1$ to $T$"]
    assert finder.values("t")[0].definition.page == 1
    assert finder.define("N")[0].text == "number of users"
    assert marks("T") == ("T",)
