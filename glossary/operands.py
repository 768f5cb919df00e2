r"""How a cue calls an operand: by its bare letter, its operator, the function that heads it, or by how it looks."""

from __future__ import annotations

from reader.operators import Expr
from reader.symbols.printed import compound_latex, is_word
from reader.symbols.spelling import dissect, normal

_DRESS = frozenset(("index", "script", "power", "transpose", "accent", "negative", "annotated"))
#: Faces that leave a letter the same quantity; the others make another symbol of it.
_SAME_LETTER = frozenset(("", "bold", "rm", "sf"))


def letter_name(node: Expr) -> str:
    r"""Find the letter or name below all indices and accents: ``x`` for ``\hat{\mathbf{x}}_t``; else ""."""
    while node.op in _DRESS and node.args:
        node = node.args[0]
    return plain_name(node.value) if node.op == "symbol" else ""


def plain_name(latex: str) -> str:
    r"""Give the letter of a spelling without bold face and accents; other faces stay (``\mathcal{N}``)."""
    spelling = dissect(latex)
    if spelling.face in _SAME_LETTER:
        return spelling.letter
    return spelling.without("accents", "sub", "sup").core


def cue_value(value: str) -> str:
    """Give a value as written in the notation files, in the form that ``names`` gives."""
    spelling = dissect(value)
    if spelling.sub or spelling.sup or " " in value:
        return normal(value) if "\\" in value else value
    return plain_name(value) if "\\" in value or len(value) == 1 else value


def names(node: Expr) -> set[str]:
    """All names a cue may call an operand by: its operator, its letter, its head, its sign."""
    found = {node.op}
    dressed = node
    while node.op in _DRESS and node.args:
        node = node.args[0]
        found.add(node.op)
    match node.op:
        case "symbol":
            found.add(plain_name(node.value))
            if dressed is not node and (spelling := compound_latex(dressed)):
                found.add(normal(spelling))
        case "apply":
            found |= names(node.args[0]) - {"symbol", "index"}
            found |= {argument.op for argument in node.args[1:] if argument.op == "divergence"}
        case "big" | "operator":
            found.add(node.value)
            if node.value == "d":
                found |= {"d" + letter_name(node.args[0])}
        case "limit":
            found.add("\\" + node.value)
        case "number":
            found.add(node.value)
        case "sum" if any(term.op == "negative" for term in node.args):
            found.add("difference")
    return found


def looks(node: Expr) -> set[str]:
    """How an operand looks: bold, capital, calligraphic, a number, applied, a difference, a list."""
    found: set[str] = set()
    while node.op in _DRESS and node.args:
        node = node.args[0]
    if node.op == "symbol":
        spelling = dissect(node.value)
        found.add({"bold": "bold", "cal": "calligraphic", "bb": "blackboard"}.get(spelling.face, "letter"))
        if spelling.letter.lstrip("\\")[:1].isupper() and spelling.face in _SAME_LETTER:
            found.add("capital")
    elif node.op == "apply":
        found.add("applied")
    elif node.op in ("number", "relation", "set"):
        found.add(node.op)
    elif node.op == "tuple":
        found.add("list")
    elif node.op == "sum" and any(term.op == "negative" for term in node.args):
        found.add("difference")
    return found


def script_labels(node: Expr) -> set[str]:
    r"""List what a subscript or superscript is called: itself, its letters, ``number``, ``word`` or ``relation``."""
    match node.op:
        case "number":
            return {node.value, "number"}
        case "symbol":
            name = plain_name(node.value)
            return {name.lstrip("\\"), "word"} if is_word(node) or name in (r"\min", r"\max") else {name}
        case "text":
            return {node.value, "word"}
        case "tuple":
            parts = [_short(arg) for arg in node.args]
            labels = {"".join(parts), ",".join(parts)}
            return labels if node.value == "" or len(parts) != 1 else labels | script_labels(node.args[0])
        case "relation":
            labels = {"relation", _short(node.args[0]) + "".join(node.value.split()) + _short(node.args[-1])}
            if node.args[0].op == "nothing":
                labels.add(node.value + _short(node.args[-1]))
            return labels
        case "sum" | "product" | "negative":
            return {_short(node)} | {label for arg in node.args for label in script_labels(arg) if label != "number"}
        case "index" | "script" | "power":
            return script_labels(node.args[0]) | script_labels(node.args[1])
        case "set":
            return {"set"} | {label for arg in node.args for label in script_labels(arg)}
    return {node.op}


def _short(node: Expr) -> str:
    """Give a short index written out: ``t-1``, ``2i``, ``ij``."""
    match node.op:
        case "symbol":
            return plain_name(node.value)
        case "number" | "text":
            return node.value
        case "nothing":
            return ""
        case "negative":
            return "-" + _short(node.args[0])
        case "sum":
            text = ""
            for arg in node.args:
                part = _short(arg)
                text += part if not text or part.startswith("-") else "+" + part
            return text
        case "product" | "tuple":
            return "".join(_short(arg) for arg in node.args)
        case "index":
            return f"{_short(node.args[0])}_{_short(node.args[1])}"
    return node.op
