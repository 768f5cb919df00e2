r"""Single operands: letters, numbers, names, brackets, fractions, roots, accents, arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import marks
from reader.expression.scripts import Following, superscripted
from reader.expression.token import Tok, nodes_of, split, unknown
from reader.expression.tokens import tokens_of
from reader.expression.words import LABEL_WORDS, names_opened, reads_as_label
from reader.formula_tree import (
    Accent,
    Array,
    Brace,
    Fence,
    Fraction,
    Mark,
    Name,
    Node,
    Radical,
    Row,
    Scripts,
    Stack,
    Text,
)
from reader.latex.writer import FACE_COMMANDS, mark_latex, to_latex
from reader.operators import NOTHING, Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar

#: brackets that make a function of their content
ROUNDINGS = {
    r"\lfloor": r"\lfloor\cdot\rfloor",
    r"\lceil": r"\lceil\cdot\rceil",
    r"\llbracket": r"\llbracket\cdot\rrbracket",
}
#: kinds of tokens that are a mere sign when they stand alone
SIGNS = frozenset({"binary", "relation", "bar", "sign", "colon"})
#: wide accents and the narrow ones that mean the same
NARROW = {
    r"\widehat": r"\hat",
    r"\widetilde": r"\tilde",
    r"\widecheck": r"\check",
    r"\overline": r"\bar",
    r"\overrightarrow": r"\vec",
}
#: letters that start the numerator and denominator of a derivative
DERIVATIVES = {"d": "d", r"\partial": r"\partial", r"\delta": r"\delta", "D": "d"}
#: what a variational derivative is taken of (a small change of anything else is written the same way)
FUNCTIONALS = marks.words("F L J E S I")
#: what stands in vectors but not in binomial coefficients
_ENTRIES = frozenset({"index", "script", "apply", "transpose"})
#: signs that stand for all values of an index
EVERY_INDEX = frozenset({r"\cdot", r"\bullet"})
#: operators whose content may need braces to be a set's element rather than a bracketed expression
_COMPOUND = marks.words("sum product quotient negative relation hadamard infix apply big expectation power")


def operand(g: Grammar, token: Tok, following: Following = "") -> Expr:
    """Parse one token with its scripts; ``following`` says what bracket comes after it."""
    base = _core(g, token)
    if not token.scripted:
        return base
    return scripted(g, base, token, token.nodes, following)


def scripted(g: Grammar, base: Expr, token: Tok, span: tuple[Node, ...], following: Following = "") -> Expr:
    """Attach a token's subscript (inside) and superscript (outside) to what stands before them."""
    expr = base
    if token.sub is not None:
        inner_span = span if token.sup is None else (*base.outer, token.sub) if base.outer else (*base.span, token.sub)
        expr = _indexed(g, expr, token.sub, inner_span)
    if token.sup is not None:
        expr = superscripted(g, expr, token, span, following)
    return expr


def _indexed(g: Grammar, base: Expr, sub: Node, span: tuple[Node, ...]) -> Expr:
    below = subscript(g, sub)
    if base.op in ("norm", "absolute") and len(base.args) == 1 + (base.op == "norm"):
        return Expr("norm", (base.args[0], below), base.value, span=span)
    if below.value == "+" and base.outer and base.op != "tuple":
        base = Expr("tuple", (base,), "[", span=base.outer)
    return Expr("index", (base, below), span=span)


def scripts_of(g: Grammar, token: Tok) -> Expr:
    """Parse what hangs on an evaluation bar: its subscript, else its superscript, or both as a list."""
    parts = tuple(subscript(g, part) for part in (token.sub, token.sup) if part is not None)
    return parts[0] if len(parts) == 1 else Expr("tuple", parts, ",", span=token.nodes)


def subscript(g: Grammar, node: Node) -> Expr:
    r"""Parse a subscript, a limit or a label: ``ij`` is a list of indices, ``pos`` a word, ``\text{...}`` a label."""
    return g.once(node, lambda part: _subscript(g, part))


def _subscript(g: Grammar, node: Node) -> Expr:
    if isinstance(node, Array) and node.kind == "substack":
        lines = tuple(subscript(g, cell) for cells in node.rows for cell in cells[:1])
        return Expr("tuple", lines, ",", span=(node,))
    if isinstance(node, Text):
        return Expr("text", (), node.text, span=(node,))
    items = names_opened(tokens_of(node))
    if len(items) == 1 and items[0].kind in SIGNS and not items[0].scripted:
        return Expr("symbol", (), _sign_value(items[0]), span=items[0].nodes)
    if len(items) == 1 and items[0].kind == "name" and not items[0].scripted and _is_italic(items[0].core):
        return Expr("symbol", (), items[0].name, span=items[0].nodes)
    if len(items) > 1 and all(token.name in ("*", "+", "-") and not token.scripted for token in items):
        if items[0].name != "*":
            return Expr("symbol", (), "".join(token.name for token in items), span=nodes_of(items))
        return Expr("tuple", tuple(operand(g, token) for token in items), "", span=nodes_of(items))
    sections = split(list(items), lambda token: token.kind == "comma")
    if len(sections) > 1 and all(sections) and all(_is_run(section) for section in sections):
        parts = tuple(_letters(g, section) if len(section) > 1 else operand(g, section[0]) for section in sections)
        return Expr("tuple", parts, ",", span=nodes_of(items))
    if len(items) > 1 and _is_run(items):
        return _letters(g, list(items))
    return g.expr(items)


def _is_run(items: Sequence[Tok]) -> bool:
    """Tell whether tokens are letters, numbers and signs side by side; a dot stands for every index."""
    kinds = ("letter", "number", "sign")
    return all((token.kind in kinds and not token.inner) or token.name in EVERY_INDEX for token in items)


def _sign_value(token: Tok) -> str:
    return mark_latex(token.core) if isinstance(token.core, Mark) else to_latex(token.core)


def _letters(g: Grammar, items: list[Tok]) -> Expr:
    """Parse letters side by side in a subscript: a word, a multiple, or several indices."""
    text = "".join(token.name for token in items)
    span = nodes_of(items)
    plain = all(not t.scripted and isinstance(t.core, Mark) and t.core.face in ("it", "rm") for t in items)
    if plain and text.isascii() and text.isalpha() and (text in LABEL_WORDS or reads_as_label(text)):
        return Expr("symbol", (), text, span=span)
    multiple = items[0].kind == "number" and items[0].name not in ("0", "1")
    if multiple or any(token.kind == "sign" for token in items):
        return g.expr(items)
    return Expr("tuple", tuple(operand(g, token) for token in items), "", span=span)


def _core(g: Grammar, token: Tok) -> Expr:
    """Parse a token without its scripts."""
    span: tuple[Node, ...] = (token.core,) if token.scripted else token.nodes
    if len(token.nodes) > 1 and token.kind != "group":
        span = (*token.nodes[:-1], token.core)
    if token.kind == "group":
        return _group(g, token)
    if token.kind == "number" and isinstance(token.core, Mark):
        if token.core.face == "it":
            return Expr("number", (), token.name, span=span)
        return Expr("symbol", (), mark_latex(token.core), span=span)
    if token.kind == "name":
        return Expr("symbol", (), name_value(token), span=span)
    if token.kind == "word":
        return Expr("symbol", (), token.name, span=span)
    if token.kind == "text":
        return Expr("text", (), token.name, span=span)
    if token.kind == "closing":
        return unknown([token])
    if isinstance(token.core, Mark):
        if not token.core.known:
            return Expr("unknown", (), to_latex(token.core), span=span)
        return Expr("symbol", (), mark_latex(token.core), span=span)
    return _construct(g, token.core, span)


def _is_italic(core: Node) -> bool:
    """Tell whether a name is set in italics, like a run of letters that reads as a word."""
    return isinstance(core, Name) and core.face == "it"


def name_value(token: Tok) -> str:
    r"""Return the LaTeX of a name as a symbol: ``\log``, ``\mathrm{softmax}``, ``\mathbf{Attn}``."""
    core = token.core
    face = core.face if isinstance(core, Name) and not _is_italic(core) else "rm"
    if face == "rm" and token.name in marks.FUNCTION_NAMES:
        return "\\" + token.name
    if isinstance(core, Mark) and core.face in ("cal", "bb"):
        return f"{FACE_COMMANDS[core.face]}{{{token.name}}}"
    if isinstance(core, Name) and not _is_italic(core):
        return f"{FACE_COMMANDS[face]}{{{token.name}}}"
    return token.name


# ---- brackets ----


def _group(g: Grammar, token: Tok) -> Expr:
    outer = token.nodes
    if token.scripted:
        outer = (*token.nodes[:-1], token.core)
    inner = g.prepared(token.inner)
    if token.name in ("|", r"\|"):
        body = g.expr(inner)
        if token.name == "|":
            return Expr("absolute", (body,), "|", span=outer)
        return Expr("norm", (body, NOTHING), r"\|", span=outer)
    if token.name in ROUNDINGS:
        mark = Expr("symbol", (), ROUNDINGS[token.name], span=outer[:1])
        return Expr("apply", (mark, g.expr(inner)), span=outer)
    if not inner:
        return Expr("set" if token.name == r"\{" else "tuple", (), _tuple_value(token), span=outer)
    if token.name == r"\langle":
        return _inner_product(g, inner, outer)
    if token.name == r"\{" and token.closing == r"\}":
        return _set(g, inner, outer)
    sections = split(inner, lambda t: t.kind == "comma")
    if token.name == "[" and len(sections) == 1:
        sections = split(inner, lambda t: t.kind == "semicolon")
    if len(sections) > 1 and not any(t.kind == "bar" for t in inner):
        items = tuple(g.expr(section) for section in sections)
        return Expr("tuple", items, _tuple_value(token), span=outer)
    return grouped(g.expr(inner), outer)


def _tuple_value(token: Tok) -> str:
    return "" if token.name == r"\{" else token.name


def grouped(body: Expr, outer: tuple[Node, ...]) -> Expr:
    """Return an expression with the brackets that group it."""
    return Expr(body.op, body.args, body.value, body.span, outer, body.alternatives)


def _inner_product(g: Grammar, inner: list[Tok], outer: tuple[Node, ...]) -> Expr:
    sections = [s for s in split(inner, lambda t: t.kind == "comma" or (t.kind == "bar" and not t.scripted)) if s]
    if len(sections) > 2:
        return Expr("tuple", tuple(g.expr(section) for section in sections), r"\langle", span=outer)
    sides = tuple(g.expr(section) for section in sections)
    return Expr("inner", (*sides, *(NOTHING,) * (2 - len(sides))), span=outer)


def _set(g: Grammar, inner: list[Tok], outer: tuple[Node, ...]) -> Expr:
    """Parse braces: a list, a set-builder, or mere grouping of something compound."""
    for kind in ("bar", "colon"):
        places = [p for p, t in enumerate(inner) if t.kind == kind and t.name in ("|", ":") and not t.scripted]
        if places and 0 < places[0] < len(inner) - 1:
            left, right = g.expr(inner[: places[0]]), g.expr(inner[places[0] + 1 :])
            body = Expr("conditional", (left, right), span=nodes_of(inner))
            return Expr("set", (body,), span=outer)
    sections = [section for section in split(inner, lambda t: t.kind == "comma") if section]
    items = tuple(g.expr(section) for section in sections)
    if len(items) == 1 and items[0].op in _COMPOUND:
        return grouped(items[0], outer)
    return Expr("set", items, span=outer)


# ---- constructs of the layout tree ----


def _construct(g: Grammar, node: Node, span: tuple[Node, ...]) -> Expr:
    match node:
        case Fraction():
            return _fraction(g, node, span)
        case Fence(body=Fraction() as fraction) if not fraction.bar:
            return _binomial(g, fraction, span)
        case Fence():
            return _fenced_array(g, node, span)
        case Radical(body=body, index=index):
            degree = NOTHING if index is None else g.formula_part(index)
            return Expr("root", (g.formula_part(body), degree), span=span)
        case Accent():
            return _accent(g, node, span)
        case Brace():
            return _annotated(g, node.base, node.label, span)
        case Stack():
            return _annotated(g, node.base, node.above if node.above is not None else node.below, span)
        case Array():
            return g.array(node, span)
        case Row(items=()):
            return NOTHING
        case Row() | Scripts():
            inner = g.formula_part(node)
            return grouped(inner, inner.span) if inner.op in ("sum", "product") else inner
        case _:
            return Expr("unknown", (), to_latex(node), span=span)


def _annotated(g: Grammar, base: Node, note: Node | None, span: tuple[Node, ...]) -> Expr:
    body = g.formula_part(base)
    if note is None:
        return Expr(body.op, body.args, body.value, span, (), body.alternatives)
    return Expr("annotated", (body, g.formula(note)), span=span)


def _fraction(g: Grammar, node: Fraction, span: tuple[Node, ...]) -> Expr:
    if not node.bar:
        return _binomial(g, node, span)
    derivative = _derivative(g, node, span)
    if derivative is not None:
        return derivative
    return Expr("quotient", (g.formula_part(node.above), g.formula_part(node.below)), span=span)


def _binomial(g: Grammar, node: Fraction, span: tuple[Node, ...]) -> Expr:
    """Parse one thing over another without a bar: a column where both are entries of a vector, else a binomial."""
    parts = (g.formula_part(node.above), g.formula_part(node.below))
    if all(part.op in _ENTRIES or part.value.startswith((r"\mathbf", r"\boldsymbol")) for part in parts):
        return Expr("matrix", tuple(Expr("tuple", (part,), span=part.span) for part in parts), span=span)
    return Expr("binomial", parts, span=span)


def _derivative(g: Grammar, node: Fraction, span: tuple[Node, ...]) -> Expr | None:
    """Parse a fraction whose numerator and denominator begin with the same d."""
    above, below = names_opened(tokens_of(node.above)), names_opened(tokens_of(node.below))
    if not above or len(below) < 2 or above[0].name != below[0].name or above[0].name not in DERIVATIVES:
        return None
    if below[0].scripted or above[0].sub is not None or below[1].kind not in ("letter", "node", "group", "name"):
        return None
    if above[0].name in (r"\delta", "D") and (len(above) != 2 or len(below) != 2 or above[1].name not in FUNCTIONALS):
        return None
    variables: list[list[Tok]] = []
    for token in below:
        if token.name == below[0].name and not token.scripted:
            variables.append([])
        else:
            variables[-1].append(token)
    parts = tuple(g.expr(part) for part in variables if part)
    variable = parts[0] if len(parts) == 1 else Expr("product", parts, span=nodes_of(below))
    body = g.expr(above[1:]) if len(above) > 1 else NOTHING
    return Expr("derivative", (body, variable), DERIVATIVES[above[0].name], span=span)


def _accent(g: Grammar, node: Accent, span: tuple[Node, ...]) -> Expr:
    r"""Keep an accent over one letter or name in the symbol; over anything larger it is an operator.

    Wide and narrow accents mean the same (``\widehat``, ``\hat``), so the tree has the narrow ones.
    """
    node = replace(node, mark=NARROW.get(node.mark, node.mark), base=_narrowed(node.base))
    core: Node = node
    while isinstance(core, Accent):
        core = core.base
    if isinstance(core, Mark | Name):
        return Expr("symbol", (), to_latex(node), span=span)
    letters = core.items if isinstance(core, Row) else ()
    if letters and all(isinstance(item, Mark) and marks.is_letter(marks.plain(item.latex)) for item in letters):
        return Expr("symbol", (), to_latex(node), span=span)
    return Expr("accent", (g.formula_part(node.base),), node.mark.lstrip("\\"), span=span)


def _narrowed(node: Node) -> Node:
    if not isinstance(node, Accent):
        return node
    return replace(node, mark=NARROW.get(node.mark, node.mark), base=_narrowed(node.base))


def _fenced_array(g: Grammar, node: Fence, span: tuple[Node, ...]) -> Expr:
    body = node.body
    if not isinstance(body, Array):
        return Expr("unknown", (), to_latex(node), span=span)
    if body.kind in ("aligned", "gathered", "substack"):
        return g.array(body, span)
    if body.kind == "cases" or (node.opening, node.closing) in ((r"\{", "."), (".", r"\}")):
        return g.cases(body, span)
    matrix = g.array(body, span)
    if node.opening == node.closing == "|":
        return Expr("absolute", (matrix,), "|", span=span)
    if node.opening == node.closing == r"\|":
        return Expr("norm", (matrix, NOTHING), r"\|", span=span)
    return matrix
