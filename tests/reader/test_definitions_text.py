from hypothesis import given
from hypothesis import strategies as st

from reader.definitions.text import formula_body, phrase_text, tokens_of


def test_kinds_of_tokens() -> None:
    kinds = [t.kind for t in tokens_of(r"See \cite{a} the $k$ steps, i.e. $$a=b$$ of Fig. 2. Then stop.")]
    assert kinds == [
        "word",
        "word",
        "math",
        "word",
        "punct",
        "word",
        "display",
        "word",
        "word",
        "number",
        "stop",
        "word",
        "word",
        "stop",
    ]


def test_spaced_hyphens_join() -> None:
    assert [t.text for t in tokens_of("a one - hot vector")] == ["a", "one-hot", "vector"]


def test_environments_are_displays() -> None:
    token = tokens_of("\\begin{equation} a=b \\end{equation}")[0]
    assert token.kind == "display"
    assert formula_body(token.text).strip() == "a=b"


def test_phrases_are_cleaned() -> None:
    text = r"the \emph{hidden   state} \cite{x} of $h_t$"
    assert phrase_text(text, 0, len(text)) == "the hidden state of $h_t$"


@given(st.text(max_size=200))
def test_tokens_lie_in_the_text_in_order(text: str) -> None:
    last = 0
    for token in tokens_of(text):
        assert last <= token.start < token.end <= len(text)
        last = token.end
