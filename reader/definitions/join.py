r"""Formulas as the rules for definitions want to see them: pieces of one formula joined, letters glued to words undone.

A formula that runs over the end of a line, or that was typed in pieces, comes as several (``$\mu_k$ $= [p_1, p_2]$``,
``$f$ : $A \to B$``, ``$V$ $(G, D)$``). Text set in a formula's fonts comes as formulas (``na$\ddot{\imath}$ve``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.definitions.latex import Marks, marks
from reader.definitions.text import Token, formula_body
from reader.definitions.words import FUNCTION_WORDS, ORDINALS, is_adverb, verb_form

#: what asks for something on its left, and on its right, if it ends a formula
_INFIX = frozenset(
    r"= := < > \leq \geq \in \notin \sim \approx \equiv \propto \neq \rightarrow \leftarrow \mapsto \subset \subseteq"
    r" \times \cdot \odot \oplus \otimes \cup \cap \circ \succ \prec + - / |".split()
)
_OPENINGS = frozenset(("(", "[", r"\{"))
_ARROWS = frozenset((r"\rightarrow", r"\mapsto", r"\longrightarrow"))
#: signs a line may end with that stand for themselves (a bare "-" joins words, "+" counts)
_BARE = frozenset(("-", "+", "/", r"\times", "|"))
#: a formula glued to a run of letters this long is part of a word
_WORD = 2


def joined(text: str, tokens: Sequence[Token]) -> list[Token]:
    """Join what belongs to one formula, and turn formulas glued to words into words."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.kind == "math":
            if (word := _glued(text, out, tokens, i)) is not None:
                out[len(out) - word[0] :] = [word[1]]
                i += word[2]
                continue
            if out and out[-1].kind == "math" and not text[out[-1].end : token.start].strip() and _one(out[-1], token):
                out[-1] = _both(out[-1], token, " ")
                i += 1
                continue
            if _is_mapping(out, token):
                colon, head = out.pop(), out.pop()
                out.append(_both(head, token, f" {colon.text} "))
                i += 1
                continue
        out.append(token)
        i += 1
    return out


def _both(first: Token, second: Token, between: str) -> Token:
    body = f"{formula_body(first.text)}{between}{formula_body(second.text)}"
    return Token("math", f"${body}$", first.start, second.end)


def _one(first: Token, second: Token) -> bool:
    """Whether the first cannot end, or the second cannot begin, a formula."""
    a, b = marks(formula_body(first.text)), marks(formula_body(second.text))
    if not a or not b or (len(a) == 1 and a[0] in _BARE) or (len(b) == 1 and b[0] in _BARE):
        return False
    return a[-1] in _INFIX or b[0] in _INFIX or (b[0] in _OPENINGS and _is_name(a))


def _is_name(run: Marks) -> bool:
    """A letter with its scripts: what stands before arguments."""
    return run[0] not in _OPENINGS and not any(mark in _INFIX or mark in ("(", ",") for mark in run)


def _is_mapping(before: Sequence[Token], token: Token) -> bool:
    r"""Whether ``$f$ :`` stands before a formula that says from where to where it goes."""
    if len(before) < 2 or before[-1].text != ":" or before[-2].kind != "math":
        return False
    head, body = marks(formula_body(before[-2].text)), marks(formula_body(token.text))
    return bool(head) and _is_name(head) and any(mark in _ARROWS for mark in body)


def _glued(text: str, before: Sequence[Token], tokens: Sequence[Token], i: int) -> tuple[int, Token, int] | None:
    """Read "na$i$ve" and "$p$RMSNorm" as words: tokens taken from the left, the word, tokens taken from ``i`` on."""
    token = tokens[i]
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.kind != "word" or after.start != token.end or len(after.text) < _WORD:
        return None
    if after.text.islower() and (
        after.low in ORDINALS | FUNCTION_WORDS or verb_form(after.low) or is_adverb(after.low)
    ):
        return None  # a blank was forgotten
    if not after.text[0].isalpha():
        return None  # a possessive
    taken, start = 0, token.start
    if before and before[-1].kind == "word" and _breaks_a_word(text, before[-1], token, after):
        taken, start = 1, before[-1].start
    return taken, Token("word", re.sub(r"[$\\{}\s]", "", text[start : after.end]), start, after.end), 2


def _breaks_a_word(text: str, before: Token, token: Token, after: Token) -> bool:
    """Whether an accented letter stands between two halves of a word."""
    gap = text[before.end : token.start]
    return gap in ("", " ") and after.text.islower() and bool(re.search(r"\\[a-z]+\{", token.text))
