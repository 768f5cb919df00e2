"""Operator trees that mean something, grown at random: what papers write, with the conventions of ``reader.operators``."""

from hypothesis import strategies as st

from reader.operators import NOTHING, Expr


def symbol(name: str) -> Expr:
    return Expr("symbol", value=name)


def number(digits: str) -> Expr:
    return Expr("number", value=digits)


#: letters with no role of their own
LETTERS = st.sampled_from(["x", "y", "z", "a", "b", r"\theta", r"\mu", r"\mathbf{x}", r"\mathbf{w}", r"\hat{y}"]).map(
    symbol
)
INDICES = st.sampled_from(["i", "j", "t"]).map(symbol)
COUNTERS = st.sampled_from(["i", "j", "k"]).map(symbol)
NUMBERS = st.sampled_from(["2", "3", "10", "0.5"]).map(number)
HEADS = st.sampled_from(["f", "g", "p", r"\sigma", r"\mathrm{softmax}", r"\log", r"\exp"]).map(symbol)
LEAVES = st.one_of(LETTERS, LETTERS, NUMBERS, st.builds(lambda x, i: Expr("index", (x, i)), LETTERS, INDICES))


def _sum(terms: list[Expr]) -> Expr:
    flat = tuple(inner for term in terms for inner in (term.args if term.op == "sum" else (term,)))
    return Expr("sum", flat)


def _product(factors: list[Expr]) -> Expr:
    flat = [inner for factor in factors for inner in (factor.args if factor.op == "product" else (factor,))]
    letters = [factor for factor in flat if factor.op != "number"]
    numbers = [factor for factor in flat if factor.op == "number"][:1]
    return Expr("product", (*numbers, *letters)) if len(numbers) + len(letters) > 1 else flat[0]


def _negative(body: Expr) -> Expr:
    return body.args[0] if body.op == "negative" else Expr("negative", (body,))


def _big(body: Expr, index: Expr, top: Expr) -> Expr:
    return Expr("big", (body, Expr("relation", (index, number("1")), "="), top), r"\sum")


def _grow(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """One more level over what is there. (Sums as factors and big sums before factors need brackets: they are written.)"""
    factors = inner.filter(lambda e: e.op != "negative")
    bound = inner.filter(lambda e: e.op != "sum")
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(_sum),
        st.lists(factors, min_size=2, max_size=3).map(_product),
        inner.map(_negative),
        st.builds(lambda a, b: Expr("quotient", (a, b)), inner, inner),
        st.builds(lambda a: Expr("power", (a, number("2"))), inner.filter(lambda e: e.op in ("index", "sum", "norm"))),
        st.builds(lambda a: Expr("root", (a, NOTHING)), inner),
        st.builds(lambda f, a: Expr("apply", (f, a)), HEADS, inner),
        st.builds(lambda a, b: Expr("apply", (symbol("p"), Expr("conditional", (a, b)))), LETTERS, LETTERS),
        st.builds(lambda a: Expr("norm", (a, NOTHING), r"\|"), inner),
        st.builds(lambda a: Expr("absolute", (a,), "|"), inner),
        st.builds(_big, bound, COUNTERS, st.sampled_from(["n", "N"]).map(symbol)),
        st.builds(lambda a, x: Expr("expectation", (a, symbol("p"), x), "E"), inner, LETTERS),
    )


EXPRESSIONS = st.recursive(LEAVES, _grow, max_leaves=12)
RELATIONS = st.builds(
    lambda sides, sign: Expr("relation", tuple(sides), sign),
    st.lists(EXPRESSIONS, min_size=2, max_size=2),
    st.sampled_from(["=", r"\leq", r"\approx", r"\coloneqq", r"\leftarrow"]),
)
