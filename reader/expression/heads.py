r"""Whether a bracket after a letter holds its arguments or multiplies it; what an expectation or divergence looks like.

The rules, in order (``reader.operators`` states the outcome): a head that the paper defines as a function, a name, a
calligraphic letter or a model with parameters takes arguments; so does any letter before a bracket with a comma, a
semicolon, a bar, or a single symbol, around which a bracket would be pointless. Numbers and powers multiply. What is
left, a bracketed sum after a letter, is decided by the letter and the other reading is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reader.expression.atoms import operand
from reader.expression.scripts import Following
from reader.expression.token import Tok, nodes_of, split
from reader.expression.words import DIVERGENCES, FUNCTION_LETTERS, LIMITS, PARAMETERS, letter_of, without_scripts
from reader.formula_tree import Accent, Fraction, Mark, Name, Node, Row, Scripts, walk
from reader.operators import Expr

if TYPE_CHECKING:
    from reader.expression.grammar import Grammar

Application = Literal["yes", "likely", "unlikely", "no"]
#: kinds of tokens round which a bracket would be pointless in a product
_ALONE = frozenset({"letter", "node", "name", "word", "text"})
#: function letters that stay functions with an index
SURE_LETTERS = frozenset({"f", "p", "q", r"\sigma", r"\phi", r"\psi"})
ELEMENT_INDICES = frozenset({"i", "j", "k", "l", "m", "n", "t"})
#: letters that name spaces of functions, sequences or measures when a superscript and a set follow
SPACES = frozenset({"C", "L", "H", "W", r"\ell"})
#: signs that make a function of two
COMPOSITIONS = frozenset({r"\circ", "*", r"\star"})
_SPLITTERS = frozenset({"comma", "semicolon", "bar"})


def application(g: Grammar, token: Tok, head: Expr, group: Tok) -> Application:
    """Say how sure it is that a bracket holds the arguments of the factor before it.

    ``token`` is the last token of that factor and ``head`` the whole of it.
    """
    if group.name not in ("(", "[", r"\{") or group.closing in ("|", r"\|"):
        return "no"
    if token.kind == "group" and is_function_made(head) and (is_pointless(group) or is_listed(group)):
        return "likely"
    if head.op in ("negative", "sum", "product", "quotient", "unknown", "text", "differential"):
        return "no"
    if (head.op == "symbol" and head.value == "!") or is_modulus(group):
        return "no"
    defined = _defined(g, head)
    if head.op == "power" and not defined:
        inverse = _is_inverse(head) and _letter_decides(token, group) in ("yes", "likely")
        if inverse or token.kind == "name" or is_space_of(token, group):
            return "yes"
        return "likely" if token.kind != "group" and is_pointless(group) and _is_function_like(token, head) else "no"
    if head.op == "transpose" or (head.op == "script" and head.value == "prime" and token.kind == "group"):
        return "no"
    if defined and group.name != r"\{":
        return "yes"
    if token.kind == "name":
        return "yes"
    if head.op == "derivative" and head.args[0].op in ("symbol", "index") and group.name == "(":
        return "yes" if is_listed(group) or (len(group.inner) == 1 and group.inner[0].kind in _ALONE) else "no"
    if group.name == r"\{" or token.kind in ("word", "number") or not _is_function_like(token, head):
        return _indicator(token, group)
    listed = is_listed(group)
    if token.kind == "group" and head.op == "hadamard" and head.value in COMPOSITIONS:
        return "yes"
    if token.kind == "group":
        curried = head.op == "apply" and group.name == "("
        return "yes" if curried and listed else "likely" if curried and _is_one_letter(group) else "no"
    if group.name == "[" and letter_of(token.core) == "I" and any(t.kind == "relation" for t in group.inner):
        return "yes"
    if _is_projection(token):
        return "yes"
    if group.name == "[":
        function = letter_of(token.core) in FUNCTION_LETTERS or face_of(token.core) in ("cal", "bb")
        function = function or _is_signal_index(group)
        return "yes" if function and not _face_is_bold_capital(token) else "no"
    if listed or _is_model(token) or face_of(token.core) == "cal" or letter_of(token.core) == "P":
        return "yes"
    return _letter_decides(token, group)


def drawn(g: Grammar, tokens: list[Tok]) -> Expr | None:
    r"""Parse a distribution after ``\sim`` whose bracket holds its parameters: ``U[a, b]``; None for anything else."""
    if len(tokens) != 2 or tokens[0].kind not in ("letter", "node") or tokens[1].kind != "group":
        return None
    group = tokens[1]
    if group.scripted or group.name not in ("(", "[", r"\{") or not is_listed(group) or not letter_of(tokens[0].core):
        return None
    head = operand(g, tokens[0], "list")
    return Expr("apply", (head, *arguments(g, group, head)), span=nodes_of(tokens))


def is_listed(group: Tok) -> bool:
    """Tell whether a bracket holds several things or a condition."""
    return any(t.kind in _SPLITTERS and not t.scripted for t in group.inner)


def followed_by(token: Tok) -> Following:
    """Say what a superscript before this token is followed by: a list of arguments, a single one, or neither."""
    if token.kind == "letter":
        return "letter"
    if token.kind != "group" or token.name != "(":
        return ""
    if is_listed(token):
        return "list"
    inner = [t for t in token.inner if t.kind != "gap"]
    return "one" if len(inner) == 1 and inner[0].kind in ("letter", "node") and not _is_number_like(inner[0]) else ""


def _is_function_like(token: Tok, head: Expr) -> bool:
    if token.kind in ("letter", "group"):
        return True
    return token.kind == "node" and bool(letter_of(token.core)) and head.op in ("symbol", "index", "script", "power")


def _defined(g: Grammar, head: Expr) -> bool:
    """Tell whether the paper defines this head, or the letter it stands on, as a function."""
    if not g.functions:
        return False
    while True:
        if g.latex(head) in g.functions:
            return True
        if head.op not in ("index", "script", "power", "accent") or not head.args:
            return False
        head = head.args[0]


def _is_inverse(head: Expr) -> bool:
    return head.args[1].op == "negative"


def _indicator(token: Tok, group: Tok) -> Application:
    """Take a bold or blackboard 1 (or I) before a bracket for the indicator of what it holds."""
    face, name = face_of(token.core), token.name
    related = any(t.kind == "relation" for t in group.inner)
    if token.scripted and not related and name in ("1", "I"):
        return "yes" if group.name == "(" and len(group.inner) == 1 else "no"
    if name == "1" and related and not token.scripted:
        return "yes"
    if face in ("bb", "bf", "rm") and name in ("1", "I") and group.name in (r"\{", "[", "("):
        return "yes"
    probability = face == "bb" or (name in ("P", r"\Pr") and related)
    return "yes" if token.kind == "letter" and group.name == r"\{" and probability else "no"


def _is_projection(token: Tok) -> bool:
    r"""Tell whether a letter projects onto the set in its subscript: ``\Pi_{\mathcal{X}}``."""
    return token.kind == "letter" and token.name == r"\Pi" and token.sub is not None and token.sup is None


def _is_model(token: Tok) -> bool:
    r"""Tell whether a letter carries parameters as a subscript: ``p_\theta``, ``\epsilon_{\theta}``, ``f_w``."""
    if token.sub is None:
        return False
    first = token.sub.items[0] if isinstance(token.sub, Row) and token.sub.items else token.sub
    return letter_of(first) in PARAMETERS


def face_of(core: Node) -> str:
    """Return the face of the letter or name at the heart of a node."""
    while isinstance(core, Accent | Scripts):
        core = core.base
    return core.face if isinstance(core, Mark | Name) else ""


def _face_is_bold_capital(token: Tok) -> bool:
    return face_of(token.core) in ("bf", "bi") and letter_of(token.core).isupper()


def _letter_decides(token: Tok, group: Tok) -> Application:
    letter = letter_of(token.core)
    inner = [t for t in group.inner if t.kind != "gap"]
    if not inner or (is_pointless(group) and not isinstance(inner[0].core, Fraction)):
        return "yes"
    if _mentions_itself(token, inner):
        return "unlikely"
    if len(inner) == 1 and inner[0].kind == "number" and not inner[0].scripted and group.name == "(":
        return "likely"  # Y(0), X(1)
    if letter in FUNCTION_LETTERS and not _face_is_bold_capital(token):
        return "unlikely" if letter not in SURE_LETTERS and _is_element(token) else "likely"
    if any(t.kind == "relation" for t in inner):
        return "yes"
    if any(t.kind == "binary" for t in inner) or len(inner) == 1 or _face_is_bold_capital(token):
        return "unlikely"
    return "likely"


def is_pointless(group: Tok) -> bool:
    """Tell whether round brackets hold a single letter, name or set, round which they would be pointless in a product."""
    inner = [t for t in group.inner if t.kind != "gap"]
    if group.name != "(" or len(inner) != 1:
        return False
    if inner[0].kind == "group":
        return inner[0].name == r"\{" and inner[0].closing == r"\}"
    return inner[0].kind in ("letter", "node", "name", "word", "text") and not _is_number_like(inner[0])


def _is_signal_index(group: Tok) -> bool:
    r"""Tell whether square brackets hold a lone letter: ``x[n]``, ``S[\phi]``; fraktur may stand for a list."""
    lone = is_pointless(replace(group, name="(")) and group.inner[0].kind == "letter"
    return lone and face_of(group.inner[0].core) != "frak"


def is_modulus(token: Tok) -> bool:
    r"""Tell whether a token is the bracket that ``\pmod`` sets."""
    return token.kind == "group" and token.name == "(" and len(token.inner) > 1 and token.inner[0].name == "mod"


def _is_one_letter(group: Tok) -> bool:
    return is_pointless(group) and group.inner[0].kind == "letter"


def _mentions_itself(token: Tok, inner: list[Tok]) -> bool:
    """Tell whether a bracket adds something to the very letter before it, as in ``p(1 - p)``: nothing is applied to itself."""
    if token.scripted or not any(t.kind == "binary" for t in inner):
        return False
    followed = [*inner[1:], None]
    return any(
        t.kind == "letter" and t.core == token.core and not t.scripted and (after is None or after.kind != "group")
        for t, after in zip(inner, followed, strict=True)
    )


def is_space_of(token: Tok, group: Tok) -> bool:
    r"""Tell whether a letter with a superscript names a space of functions on what the bracket holds: ``C^2([0, 1])``."""
    inner = [t for t in group.inner if t.kind != "gap"]
    if letter_of(token.core) not in SPACES or group.name != "(" or group.scripted or not inner:
        return False
    first = inner[0]
    on_set = face_of(first.core) in ("bb", "cal") or first.name in (r"\Omega", "[")
    return on_set or is_pointless(group)


def is_function_made(head: Expr) -> bool:
    r"""Tell whether brackets hold what is a function again: ``(f + g)(x)``, ``(\nabla f)(x)``, ``(T_\theta f)(x)``."""
    match head.op:
        case "sum" | "infix":
            return all(is_function_made(arg) for arg in head.args)
        case "negative" | "script" | "accent" | "annotated":
            return is_function_made(head.args[0])
        case "hadamard":
            return head.value in COMPOSITIONS
        case "product":
            return is_function_made(head.args[-1])
        case "operator":
            return head.value in (r"\nabla", r"\partial", r"\Delta") and is_function_made(head.args[0])
        case "index":
            return is_function_made(head.args[0])
        case "symbol":
            return head.value in FUNCTION_LETTERS
        case _:
            return False


def _is_element(token: Tok) -> bool:
    """Tell whether a letter carries an index that picks an element, as in ``g_i (a_j - b_j)``."""
    return isinstance(token.sub, Mark) and (token.sub.latex in ELEMENT_INDICES or token.sub.latex.isdigit())


def _is_number_like(token: Tok) -> bool:
    """Tell whether a token is a fraction of numbers or the like, which brackets may well surround in a product."""
    letters = [n for n in walk(token.core) if isinstance(n, Mark) and n.latex[:1].isalpha()]
    return token.kind == "node" and not letters and not isinstance(token.core, Accent)


# ---- arguments ----


def arguments(g: Grammar, group: Tok, head: Expr) -> tuple[Expr, ...]:
    """Parse the inside of a function's bracket: separate arguments, or one with its bar or semicolon."""
    inner = g.prepared(group.inner)
    if not inner:
        return ()
    if group.name == r"\{" and _bare(head).lstrip("\\") in LIMITS and is_set_builder(inner):
        built = operand(g, without_scripts(group))  # the least of a set, not of numbers
        return (built if built.op == "set" else Expr("set", (replace(built, outer=()),), span=built.outer),)
    if any(t.kind in ("bar", "semicolon") and not t.scripted for t in inner):
        return (g.expr(inner),)
    sections = [section for section in split(inner, lambda t: t.kind == "comma") if section]
    args = tuple(g.coloned(section) for section in sections)
    if len(args) == 2 and is_divergence(head):
        return (Expr("divergence", args, span=nodes_of(inner)),)
    return args


def is_set_builder(inner: list[Tok]) -> bool:
    """Tell whether braces hold an element and its condition, or say what its elements are in."""
    if any(t.kind == "relation" for t in inner) and not any(t.kind == "comma" for t in inner):
        return True
    return any(t.kind in ("bar", "colon") and t.name in ("|", ":") and not t.scripted for t in inner[1:-1])


def group_body(g: Grammar, group: Tok) -> Expr:
    """Parse the inside of a bracket as one expression, commas and all."""
    return g.expr(group.inner)


def is_divergence(head: Expr) -> bool:
    r"""Tell whether a head is a divergence by name: ``KL``, ``D_{\mathrm{KL}}``."""
    while head.op in ("script", "index", "accent") and head.args:
        if head.op == "index" and _bare(head.args[1]) in DIVERGENCES:
            return True
        head = head.args[0]
    return _bare(head) in DIVERGENCES


def _bare(expr: Expr) -> str:
    """Return a name without the command that sets it upright."""
    value = expr.value
    return value[value.index("{") + 1 : -1] if value.endswith("}") and "{" in value else value
