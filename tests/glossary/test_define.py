import pytest

from glossary.define import define_rows
from reader.errors import CartoucheError


def test_rows_are_answered_in_order() -> None:
    rows = [
        {"id": "a", "text": r"where $\eta$ is the step size", "symbol": r"\eta"},
        {"id": "b", "text": r"we tune $\eta$", "symbol": r"\eta"},
    ]
    assert list(define_rows(rows)) == [{"id": "a", "pred": "step size"}, {"id": "b", "pred": None}]


@pytest.mark.parametrize(
    "row",
    [{"id": 1, "text": "x"}, {"id": 1, "text": 3, "symbol": "x"}, [], {"id": 1, "text": "x" * 200_000, "symbol": "x"}],
)
def test_bad_rows_name_their_line(row: object) -> None:
    good = {"id": "a", "text": "x", "symbol": "x"}
    with pytest.raises(CartoucheError, match="line 2"):
        list(define_rows([good, row]))  # type: ignore[list-item]
