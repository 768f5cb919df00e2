"""Which concepts the form of an equation shows, whatever its letters mean: a sum sign, a matrix product, a chain rule.

Patterns say what an equation resembles and senses what its symbols are; what is left are the tools a reader must have at
hand to follow the marks: sums, logarithms' laws, transposes, conditional probabilities. They are read off the operator tree.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from glossary.matrices import base_of, is_matrix, matrix_concepts
from patterns.roles import NETWORKS
from patterns.terms import plain
from reader.operators import Expr, walk

#: concepts that single operators show: by ``op``, or by ``op`` and ``value``
_OPERATORS = {
    "big \\sum": "summation_notation", "big \\prod": "product_notation", "big \\int": "integral",
    "transpose": "matrix_transpose", "hadamard \\odot": "hadamard_product", "hadamard \\circ": "hadamard_product",
    "hadamard \\otimes": "outer_product", "infix \\otimes": "outer_product", "norm": "norms", "matrix": "matrices",
    "cases": "piecewise_functions", "inner": "inner_products", "limit max": "supremum_infimum",
    "limit min": "supremum_infimum", "limit sup": "supremum_infimum", "limit inf": "supremum_infimum",
    "limit argmax": "argmax_argmin", "limit argmin": "argmax_argmin", "limit lim": "limits_continuity",
    "expectation E": "expectation", "operator \\nabla": "gradient", "derivative \\partial": "partial_derivative",
    "derivative d": "derivative", "divergence": "kl_divergence", "set": "set_notation",
    "expectation Var": "variance", "expectation Cov": "covariance",
}  # fmt: skip
#: concepts that named functions show; names are plain (``patterns.terms.plain``)
_FUNCTIONS = {
    "max": "supremum_infimum", "min": "supremum_infimum", "argmax": "argmax_argmin", "argmin": "argmax_argmin",
    "sin": "trigonometry", "cos": "trigonometry", "exp": "exponents_logarithms",
    "det": "determinant", "tr": "trace", "softmax": "softmax", "sigmoid": "sigmoid",
    "einsum": "einsum", "diag": "matrices", "llbracketcdotrrbracket": "indicator_function", "1": "indicator_function",
    "jsd": "kl_divergence", "kl": "kl_divergence",
}  # fmt: skip
#: concepts that many formulas show and few are about
FAINT = frozenset(
    "matrix_transpose number_sets set_notation function_composition index_notation supremum_infimum norms vectors "
    "conditional_probability conditional_distribution".split()
)
#: letters that a probability is written with, and those of a policy, which is a distribution over actions
_PROBABILITIES, _POLICIES = frozenset("p q P Q Pr".split()), frozenset(["pi", "mu"])


def shown_concepts(expr: Expr) -> frozenset[str]:
    """The concepts that the form of an equation shows. Never raises; spans play no part."""
    found = {concept for node in walk(expr) for concept in _of_node(node)}
    compared = {"divergence"} & {node.op for node in walk(expr)}
    if "conditional_probability" in found and compared:  # two distributions are compared, no event is weighed
        found = found - {"conditional_probability"} | {"conditional_distribution"}
    if _works_out_a_slope(expr):
        found.add("multivariable_chain_rule")
    if _deep_indices(expr):
        found.add("index_notation")
    return frozenset(found)


def _works_out_a_slope(expr: Expr) -> bool:
    """Whether a slope is given by other slopes: ∂L/∂x by ∂L/∂y."""
    for node in walk(expr):
        if node.op == "relation" and _is_slope(node.args[0]):
            mine = {part for part in walk(node.args[0]) if _is_slope(part)}
            if any(_is_slope(part) and part not in mine for side in node.args[1:] for part in walk(side)):
                return True
    return False


def _is_slope(expr: Expr) -> bool:
    return expr.op == "derivative" or (expr.op == "operator" and expr.value == "\\nabla")


def _of_node(node: Expr) -> Iterator[str]:
    for key in (node.op, f"{node.op} {node.value}"):
        if key in _OPERATORS:
            yield _OPERATORS[key]
    yield from matrix_concepts(node)
    if node.op == "apply":
        yield from _of_call(node)
    elif node.op == "expectation" and node.args[0].op == "conditional":
        yield "conditional_expectation"
    elif node.op == "inner":
        yield "dot_product"
    elif node.op == "power" and node.args[0].op == "symbol" and plain(node.args[0].value) == "e":
        yield "exponents_logarithms"
    elif node.op == "big" and node.value == "\\sum" and _ranges_over_a_set(node.args[1]):
        yield "set_notation"
    elif node.op == "product":
        yield from _of_product(node)
    elif node.op == "relation" and "\\in" in node.value.split():
        yield from _of_membership(node)
    elif node.op == "symbol" and plain(node.value) == "1" and "math" in node.value:
        yield "indicator_function"
    elif node.op == "tuple" and any(item.op == "semicolon" for item in node.args):
        yield "vectors"
    elif node.op == "quotient" and all(_worded(part) for part in node.args):
        yield "arithmetic_fractions"


def _of_call(node: Expr) -> Iterator[str]:
    head, *args = node.args
    base = base_of(head)
    name = plain(base.value) if base.op in ("symbol", "text") else ""
    if name.lower() in _FUNCTIONS:
        yield _FUNCTIONS[name.lower()]
    if name.lower() in ("log", "ln") and any(
        arg.op in ("product", "quotient", "number") or _called(arg) for arg in args
    ):
        yield "log_laws"
    if name.lower() in ("log", "ln") and any(arg.op == "big" and _has_exp(arg) for arg in args):
        yield "log_sum_exp"
    if any(arg.op == "conditional" for arg in args):
        if name in _PROBABILITIES:
            yield "conditional_probability"
        elif name in _POLICIES:
            yield "conditional_distribution"
    if (name in NETWORKS or len(name) > 1) and any(_is_network(inner) for arg in args for inner in _items(arg)):
        yield "function_composition"


def _called(arg: Expr) -> bool:
    return arg.op == "big" or (arg.op == "apply" and plain(base_of(arg.args[0]).value) in ("exp",))


def _has_exp(expr: Expr) -> bool:
    return any(
        (node.op == "apply" and plain(base_of(node.args[0]).value) == "exp")
        or (node.op == "power" and plain(node.args[0].value) == "e")
        for node in walk(expr)
    )


def _is_network(expr: Expr) -> bool:
    if expr.op != "apply":
        return False
    base = base_of(expr.args[0])
    return base.op == "symbol" and (plain(base.value) in NETWORKS or len(plain(base.value)) > 2)


def _items(expr: Expr) -> tuple[Expr, ...]:
    return expr.args if expr.op in ("tuple", "sum", "product") else (expr,)


def _of_product(node: Expr) -> Iterator[str]:
    factors = node.args
    for one, other in itertools.pairwise(factors):
        matrices = [is_matrix(part) for part in (one, other)]
        if one.op == "transpose" and not matrices[0] and other.op not in ("transpose", "number") and not matrices[1]:
            yield "dot_product"
        if other.op == "transpose" and not matrices[1] and one == other.args[0]:
            yield "outer_product"
        if (matrices[0] and (matrices[1] or _is_vector(other))) or (matrices[1] and _is_vector(one)):
            yield "matrix_multiplication"
    for one, middle, other in zip(factors, factors[1:], factors[2:], strict=False):
        if one.op == "transpose" and one.args[0] == other and is_matrix(middle):
            yield "positive_definite"
    slopes = [
        part for part in factors if part.op == "derivative" or (part.op == "operator" and part.value == "\\nabla")
    ]
    if len(slopes) > 1:
        yield "multivariable_chain_rule"


def _of_membership(node: Expr) -> Iterator[str]:
    space = node.args[-1]
    if space.op in ("power", "script") and space.args[0].op == "symbol" and "mathbb" in space.args[0].value:
        exponent = space.args[1]
        several = any(part.op in ("hadamard", "infix") for part in walk(exponent)) or "times" in exponent.value
        yield "tensors_shapes" if several or exponent.op == "product" else "vectors"
        yield "number_sets"
    elif space.op == "symbol" and "mathbb" in space.value:
        yield "number_sets"
    else:
        yield "set_notation"


def _ranges_over_a_set(below: Expr) -> bool:
    return below.op == "relation" and "\\in" in below.value.split()


def _worded(part: Expr) -> bool:
    """Words, counts and their products: what a fraction of everyday quantities is made of."""
    return all(node.op in ("text", "product", "sum", "negative", "number", "apply", "symbol", "tuple") for node in walk(part)) and any(
        node.op == "text" or (node.op == "symbol" and len(plain(node.value)) > 3 and plain(node.value).islower())
        for node in walk(part)
    )  # fmt: skip


def _is_vector(expr: Expr) -> bool:
    base = base_of(expr)
    return expr.op in ("index", "script", "transpose", "symbol", "apply", "sum", "tuple") and base.op != "number"


def _deep_indices(expr: Expr) -> bool:
    """Whether several symbols carry two indices and more."""
    counts: Counter[str] = Counter()
    for node in walk(expr):
        if node.op == "index" and node.args[1].op in ("tuple", "product") and len(node.args[1].args) > 1:
            counts["double"] += 1
    return counts["double"] >= 2
