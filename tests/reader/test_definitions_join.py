r"""Formulas in pieces are joined, letters inside words are words."""

from __future__ import annotations

import pytest

from reader.definitions.join import joined
from reader.definitions.text import tokens_of


def formulas(text: str) -> list[str]:
    return [token.text for token in joined(text, tokens_of(text)) if token.kind == "math"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"a vector $\mu_k$ $= [p_1, p_2]$ here", [r"$\mu_k = [p_1, p_2]$"]),
        ("the game $V$ $(G, D)$ is played", ["$V (G, D)$"]),
        (r"$f$ : $A \to B$ is smooth", [r"$f : A \to B$"]),
        (r"for $i$ : $x$ holds", ["$i$", "$x$"]),
        ("both $a$ $b$ are free", ["$a$", "$b$"]),
        (r"a na$\ddot{\imath}$ve way", []),
        ("the $p$RANK rule", []),
        ("let $x$is the input", ["$x$"]),
        ("the $k$-th item", ["$k$"]),
        ("the $k$th item", ["$k$"]),
        ("each $v$'s edges", ["$v$"]),
    ],
)
def test_joined(text: str, expected: list[str]) -> None:
    assert formulas(text) == expected


def test_offsets_stay_in_the_text() -> None:
    text = r"so $f$ : $A \to B$ and na$\ddot{\imath}$ve"
    for token in joined(text, tokens_of(text)):
        assert 0 <= token.start < token.end <= len(text)
