r"""Which letters and names stand for functions, distributions and operators: what the notation alone can tell.

The tables hold conventions of machine-learning papers; what a paper itself defines comes in through ``functions`` of
``reader.expression.parse.parse_expression`` and goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader import marks
from reader.expression.token import Tok, nodes_of
from reader.formula_tree import Accent, Mark, Name, Scripts
from reader.geometry import Box
from reader.marks import words

#: names that look for the best under a variable, and the plain name of each
LIMITS: dict[str, str] = {
    **{name: name for name in marks.LIMIT_NAMES if name not in ("det", "gcd", "Pr")},
    "maximize": "max",
    "maximise": "max",
    "minimize": "min",
    "minimise": "min",
}
#: names of averages and the value of their ``expectation``
EXPECTATIONS = {"E": "E", "Var": "Var", "var": "Var", "Cov": "Cov", "cov": "Cov", "V": "Var", "Expect": "E"}
DIVERGENCES = words("KL KLD DKL RKL JS JSD TV kl")
#: italic runs of letters that are a name even if short (people forget the backslash)
ITALIC_NAMES = marks.BARE_FUNCTIONS | words(
    """KL JS JSD KLD TV MSE MAE SSE RSS ELBO FFN MLP CNN RNN LSTM GRU PE CE NLL BCE IoU max min argmax argmin sup inf
    lim pos sim Var Cov Pr conv norm mean std var Attention MultiHead Concat Softmax Sigmoid Tanh GELU gelu SiLU
    swish dom do"""
)
#: two capitals that name a normalisation before a bracket, and are a product of letters elsewhere
NORMALISATIONS = words("LN BN GN WN")
#: italic runs in a subscript that are labels, not indices
LABEL_WORDS = ITALIC_NAMES | words(
    "old new ref pos neg src tgt rec reg adv cls gen dis data model prior post ML EM NN GT LM RM GAN VAE"
)
#: longest italic name that may be a product of letters
LONGEST_RUN = 3
#: shortest run of italic small letters that is taken for a word
SHORTEST_WORD = 4
#: capitals in a row from which on they are an abbreviation
SHORTEST_CAPITALS = 3
#: letters that name functions even before a bracketed sum, in any face but blackboard
FUNCTION_LETTERS = words(
    r"f g h k o p q D F G H J K L O P Q V \ell \kappa \sigma \phi \psi \varphi \Phi \Psi \Gamma \Omega \Theta"
)
#: subscripts that mark what they are attached to as a model with parameters
PARAMETERS = words(r"\theta \phi \psi \varphi \vartheta \omega w \Theta \Phi \Psi \varTheta")
#: letters that count or index when they are superscripts
INDEX_LETTERS = frozenset(["i", "j", "t", "s", "g"])
#: small Greek letters that are usually raised to powers rather than numbered
POWER_GREEK = words(r"\alpha \beta \gamma \lambda \rho \delta \epsilon \varepsilon \eta \tau \kappa \zeta")
#: capital letters that are usual as exponents (sizes) rather than labels
SIZE_LETTERS = frozenset("NMKDT")
_VOWELS = frozenset("aeiou")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def faces_joined(tokens: Sequence[Tok]) -> list[Tok]:
    r"""Join script letters before a bracket into one name: ``\mathcal{GP}(m, k)``, ``\mathbb{KL}(p \| q)``."""
    out: list[Tok] = []
    for token in tokens:
        if token.kind == "name" and out and _is_script_capital(out[-1]) and out[-1].name + token.name in ("Var", "Cov"):
            token = replace(token, name=out[-1].name + token.name, nodes=out.pop().nodes + token.nodes)
        if token.kind == "group" and len(out) > 1:
            start = len(out)
            while start and _is_script_capital(out[start - 1]) and (start == len(out) or not out[start - 1].scripted):
                start -= 1
            text = "".join(part.name for part in out[start:])
            faces = {part.core.face for part in out[start:] if isinstance(part.core, Mark)}
            if len(text) > 1 and (faces == {"cal"} or (faces == {"bb"} and text in DIVERGENCES)):
                out[start:] = [_word(out[start:], "name")]
        out.append(token)
    return out


def _is_script_capital(token: Tok) -> bool:
    return token.kind == "letter" and isinstance(token.core, Mark) and token.core.face in ("cal", "bb")


def words_joined(tokens: Sequence[Tok]) -> list[Tok]:
    """Join runs of plain italic letters that spell a name (``exp``, ``KL``) or a word (``lrate``) into one token."""
    out: list[Tok] = []
    run: list[Tok] = []
    for place, token in enumerate(tokens):
        if _in_word(token, run):
            run.append(token)
            if not token.scripted:
                continue
            out += _run_tokens(run, tokens[place + 1] if place + 1 < len(tokens) else None)
            run = []
            continue
        out += _run_tokens(run, token)
        run = []
        out.append(token)
    return out + _run_tokens(run, None)


def _in_word(token: Tok, run: list[Tok]) -> bool:
    if not isinstance(token.core, Mark):
        return False
    if token.name == r"\_":
        return bool(run)
    return token.kind == "letter" and len(token.name) == 1 and token.name.isascii() and token.core.face == "it"


def _run_tokens(run: list[Tok], following: Tok | None) -> list[Tok]:
    text = "".join(token.name for token in run)
    if len(run) < 2:
        return run
    before_bracket = following is not None and following.kind == "group" and not run[-1].scripted
    for start in range(len(run) - 1):
        tail = text[start:]
        whole = start == 0
        if before_bracket and tail in NORMALISATIONS:
            return [*_run_tokens(run[:start], run[start]), _word(run[start:], "name")]
        if tail in ITALIC_NAMES and (before_bracket or whole) and (len(tail) > 2 or tail.isupper() or before_bracket):
            return [*_run_tokens(run[:start], run[start]), _word(run[start:], "name")]
    if before_bracket and len(text) >= SHORTEST_CAPITALS and text.isupper():
        return [_word(run, "name")]
    return [_word(run, "word")] if is_word(text) else run


def _word(run: list[Tok], kind: str) -> Tok:
    last = run[-1]
    text = "".join(token.name for token in run)
    core = last.core
    if kind == "name":
        return Tok("name", text, nodes_of(run), core, last.sub, last.sup)
    return Tok("word", text, nodes_of(run), core, last.sub, last.sup)


def is_word(text: str) -> bool:
    """Tell whether a run of italic letters reads as a word: long, small, with a vowel, not just a run of variables."""
    if r"\_" in text:
        return True
    if len(text) < SHORTEST_WORD or not text.islower() or text in _ALPHABET:
        return False
    return bool(_VOWELS & set(text)) and not set(text) <= _VOWELS and len(set(text)) > 2


def reads_as_label(text: str) -> bool:
    """Tell whether letters in a subscript such as ``model`` or ``MLE`` are a word; ``ijk`` and ``qkv`` are indices."""
    if len(text) >= SHORTEST_CAPITALS and text.isupper():
        return True
    if len(text) == SHORTEST_CAPITALS:
        return text.islower() and bool(set(text) & set("aeou")) and not set(text) <= set("ijklmnou")
    return is_word(text)


def names_opened(tokens: Sequence[Tok]) -> list[Tok]:
    """Open italic names that are no words into letters: some pages set the letters of a product as one word."""
    return [part for token in tokens for part in (_letters_of(token) if _is_letters(token) else [token])]


def _is_letters(token: Tok) -> bool:
    core = token.core
    if token.kind != "name" or not isinstance(core, Name) or core.face != "it":
        return False
    letters = token.name.isascii() and token.name.isalpha() and 1 < len(token.name) <= LONGEST_RUN
    return letters and token.name not in LABEL_WORDS and not reads_as_label(token.name)


def _letters_of(token: Tok) -> list[Tok]:
    """Make a token of each letter of a name; scripts stay with the last one."""
    letters = []
    width = len(token.name)
    box = token.core.box
    for place, letter in enumerate(token.name):
        part = None
        if box is not None:
            step = box.width / width
            part = Box(box.x0 + place * step, box.y0, box.x0 + (place + 1) * step, box.y1)
        mark = Mark(letter, "it", part)
        letters.append(Tok("letter", letter, (mark,), mark))
    if token.scripted:
        scripts = Scripts(letters[-1].core, token.sub, token.sup)
        letters[-1] = replace(letters[-1], nodes=(scripts,), sub=token.sub, sup=token.sup)
    return letters


def differentials_joined(tokens: Sequence[Tok], italic: bool) -> list[Tok]:
    r"""Join ``d`` and the variable after it; an italic d only where the formula integrates or has several of them."""
    out: list[Tok] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is not None and is_differential(token, italic) and _is_variable(after):
            argument = tokens[place + 2] if place + 2 < len(tokens) and _is_argument(tokens[place + 2]) else None
            inner = (after,) if argument is None or after.sup is not None else (after, argument)
            out.append(Tok("differential", "d", token.nodes + nodes_of(inner), token.core, inner=inner))
            place += 1 + len(inner)
            continue
        out.append(token)
        place += 1
    return out


def _is_argument(group: Tok) -> bool:
    r"""Tell whether a bracket after ``dx`` holds what x is a function of: ``dx(t)``, ``d\mu(x)``, ``dP(x, y)``."""
    if group.kind != "group" or group.name != "(" or group.scripted or not group.inner:
        return False
    return all(t.kind in ("letter", "comma", "bar") or isinstance(t.core, Accent) for t in group.inner)


def _is_variable(token: Tok) -> bool:
    return token.kind == "letter" or (token.kind == "node" and isinstance(token.core, Accent))


def is_differential(token: Tok, italic: bool) -> bool:
    """Tell whether a letter is the d of a differential."""
    if token.kind != "letter" or token.name != "d" or token.scripted or not isinstance(token.core, Mark):
        return False
    return token.core.face == "rm" or (italic and token.core.face == "it")


def without_scripts(token: Tok) -> Tok:
    """Return the token as it stands without its scripts."""
    return replace(token, sub=None, sup=None, nodes=(*token.nodes[:-1], token.core))


def letter_of(node: object) -> str:
    """Return the plain letter at the heart of a layout node, ``""`` where there is none."""
    while isinstance(node, Scripts):
        node = node.base
    if hasattr(node, "base"):
        return letter_of(node.base)
    return marks.plain(node.latex) if isinstance(node, Mark) and marks.is_letter(marks.plain(node.latex)) else ""
