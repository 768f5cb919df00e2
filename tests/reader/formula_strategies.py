"""Random layout trees for property tests: any tree, and trees in normal form."""

from hypothesis import strategies as st

from reader import marks
from reader.formula.normal_form import normal_form
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
    Mark,
    Name,
    Radical,
    Row,
    Scripts,
    Space,
    Stack,
    Text,
    row,
)

LETTERS = st.sampled_from(["x", "y", "p", "q", "d", "E", "T", "N", "D", r"\theta", r"\mu", r"\Sigma", r"\ell"])
FACES = st.sampled_from(["it", "it", "it", "rm", "bf", "bi", "bb", "cal"])
SIGNS = st.sampled_from(sorted(marks.UNICODE))
SIGN_TABLE = r"""
    = + - , ( ) | \| [ ] \{ \} \sim \sum \int \nabla / ; \partial : . \cdot \leq \in \top * \langle \rangle \ldots ! \pm
"""
COMMON_SIGNS = st.sampled_from(sorted(SIGN_TABLE.split()))
NUMBERS = st.sampled_from(["0", "1", "2", "12", "0.5"])
WORDS = st.sampled_from(["log", "softmax", "KL", "max", "argmin", "lim", "data", "exp", "Var"])
TEXTS = st.sampled_from(["if", "otherwise", "for all", "subject to", "100% {of} it_s #1 & $2", "a \\ b ~ ^"])
LEAVES = st.one_of(
    st.builds(Mark, LETTERS, FACES),
    st.builds(Mark, COMMON_SIGNS),
    st.builds(Mark, COMMON_SIGNS),
    st.builds(Mark, NUMBERS),
    st.builds(Mark, SIGNS),
    st.builds(Name, WORDS),
    st.builds(Text, TEXTS),
    st.builds(Space, st.sampled_from([1.0, 2.0])),
)
DELIMITERS = st.sampled_from(["(", ")", "[", "]", "|", r"\|", r"\{", r"\}", ".", r"\langle", r"\rfloor", r"\llbracket"])


@st.composite
def _grow_one(draw, inner):
    def optional():
        return draw(inner) if draw(st.booleans()) else None

    kind = draw(st.sampled_from([Row, Row, Scripts, Scripts, Fraction, Radical, Accent, Brace, Stack, Fence, Array]))
    if kind is Row:
        return row(draw(st.lists(inner, max_size=6)))
    if kind is Array:
        rows = draw(st.lists(st.lists(inner, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3))
        return Array(tuple(rows), draw(st.sampled_from(["matrix", "cases", "aligned", "gathered", "substack"])))
    body = draw(inner)
    if kind is Scripts:
        return Scripts(body, optional(), optional(), draw(st.booleans()))
    if kind is Fraction:
        return Fraction(body, draw(inner), draw(st.booleans()))
    if kind is Radical:
        return Radical(body, optional())
    if kind is Accent:
        return Accent(body, draw(st.sampled_from([r"\hat", r"\bar", r"\overline", r"\tilde", r"\vec"])))
    if kind is Brace:
        return Brace(body, optional(), draw(st.booleans()))
    if kind is Stack:
        return Stack(body, optional(), optional())
    return Fence(draw(DELIMITERS), body, draw(DELIMITERS))


#: any layout tree
TREES = st.recursive(LEAVES, _grow_one, max_leaves=25)
#: trees in normal form, as both producers make them; a gap never stands alone
NORMAL_TREES = TREES.map(normal_form).map(lambda tree: Row(()) if isinstance(tree, Space) else tree)
