"""Operator trees in one line, for golden tests: ``power(index(x, t), 2)``; values of operators in square brackets."""

from reader.operators import Expr

LEAVES = ("symbol", "number", "unknown")


def show(expr: Expr) -> str:
    """Write a tree in one line: leaves by their value, nothing as ``_``, texts in quotes."""
    if expr.op == "nothing":
        return "_"
    if expr.op == "text":
        return f'"{expr.value}"'
    if expr.op == "unknown":
        return f"?{expr.value}?"
    if expr.op in LEAVES:
        return expr.value
    value = f"[{expr.value}]" if expr.value and expr.op not in _SILENT else ""
    return f"{expr.op}{value}({', '.join(show(arg) for arg in expr.args)})"


_SILENT = ("absolute",)
