r"""Layout nodes → tokens for the operator tree: brackets and bars matched, words and differentials recognised.

``reader.expression.token`` says what a token is; bars are matched in ``reader.expression.bars``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader import marks
from reader.expression.bars import bars_matched
from reader.expression.token import Tok, TokenKind, nodes_of
from reader.formula.normal_form import WORD
from reader.formula.words import run_text, word_runs
from reader.formula_tree import (
    Accent,
    Array,
    Fence,
    Fraction,
    Mark,
    Name,
    Node,
    Row,
    Scripts,
    Space,
    Stack,
    Text,
    box_of,
)

#: signs that are operands or prefixes rather than infix operators
SLASHES = frozenset({"/", r"\div"})
#: the sign of independence, where a font has it in one
INDEPENDENCE = r"\perp\!\!\!\perp"


def tokens_of(node: Node) -> tuple[Tok, ...]:
    """Cut the items of a row into tokens, brackets and bars matched."""
    return bars_matched(_brackets_matched(_item_tokens(_items(node))))


def _item_tokens(items: list[Node]) -> list[Tok]:
    """Make a token of each item, and one of each run of words."""
    tokens: list[Tok] = []
    place = 0
    for start, end in [*word_runs(items), (len(items), len(items))]:
        tokens += [_token(item) for item in items[place:start]]
        if end > start:
            words = run_text(items[start:end])
            tokens.append(Tok("text", words, tuple(items[start:end]), Text(words)))
        place = end
    return _independences_joined(tokens)


def _independences_joined(tokens: list[Tok]) -> list[Tok]:
    r"""Make one relation of the two signs of an independence, ``\perp\!\!\!\perp``."""
    out: list[Tok] = []
    for token in tokens:
        if out and token.name == out[-1].name == r"\perp" and token.kind == "relation" and not out[-1].scripted:
            out[-1] = replace(token, nodes=out[-1].nodes + token.nodes)
        else:
            out.append(token)
    return out


def _items(node: Node) -> list[Node]:
    """List the items of a row; a fence with one side missing is opened, so that its bracket may close elsewhere."""
    out: list[Node] = []
    for item in _words_parted(node.items if isinstance(node, Row) else (node,)):
        joined = _with_staggered(out[-1], item) if out else None
        if joined is not None:
            out[-1] = joined
            continue
        core = item.base if isinstance(item, Scripts) else item
        if not (isinstance(core, Fence) and "." in (core.opening, core.closing)) or _own_fence(core):
            out.append(item)
            continue
        if core.opening != ".":
            out.append(Mark(core.opening, "it", core.opening_box))
        out += _items(core.body)
        if core.closing != ".":
            out.append(Mark(core.closing, "it", core.closing_box))
        if isinstance(item, Scripts):
            last = out.pop() if out else Row(())
            out.append(replace(item, base=last))
    return out


def _words_parted(items: Sequence[Node]) -> list[Node]:
    """Part a connective from the name set in one text with it: "where RMS" before a bracket, "where head" with an index."""
    out: list[Node] = []
    for place, item in enumerate(items):
        core = item.base if isinstance(item, Scripts) else item
        words = core.text.split() if isinstance(core, Text) else []
        after = items[place + 1] if place + 1 < len(items) else None
        inside = items[place + 2] if place + 2 < len(items) else None
        numbered = isinstance(inside, Mark) and marks.is_number(inside.latex)  # "by Equation (9)"
        opens = isinstance(after, Fence) or (isinstance(after, Mark) and after.latex in ("(", "[") and not numbered)
        named = len(words) > 1 and marks.is_connective(words[0]) and not marks.is_connective(words[-1])
        if named and WORD.fullmatch(words[-1]) and (opens or core is not item):
            name = Name(words[-1], "rm", core.box)
            out += [Text(" ".join(words[:-1]), "rm", core.box), _on_base(item, name)]
        else:
            out.append(item)
    return out


def _on_base(item: Node, base: Node) -> Node:
    return replace(item, base=base) if isinstance(item, Scripts) else base


def _with_staggered(before: Node, item: Node) -> Node | None:
    r"""Give a primed letter the subscript that stands behind its prime, as in ``\mathbf{z}'{}_t``; None elsewhere."""
    if not (isinstance(item, Scripts) and item.base == Row((), item.base.box) and isinstance(before, Scripts)):
        return None
    if item.sup is not None or before.sub is not None or before.limits or before.sup is None:
        return None
    primes = before.sup.items if isinstance(before.sup, Row) else (before.sup,)
    primed = all(isinstance(mark, Mark) and mark.latex == r"\prime" for mark in primes)
    return Scripts(before.base, item.sub, before.sup) if primed else None


def _own_fence(fence: Fence) -> bool:
    """Tell whether a one-sided fence is a construct of its own: cases, or a bar at which something is evaluated."""
    return isinstance(fence.body, Array) or fence.opening in ("|", r"\|")


def _token(item: Node) -> Tok:
    core: Node = item
    sub: Node | None = None
    sup: Node | None = None
    if isinstance(item, Scripts):
        core, sub, sup = item.base, item.sub, item.sup
    elif isinstance(item, Stack) and _is_operator(item.base):
        core, sub, sup = item.base, item.below, item.above
        if isinstance(core, Scripts):
            inner = core
            core, sub, sup = inner.base, sub or inner.sub, sup or inner.sup
    if sub is None and isinstance(core, Accent) and isinstance(core.base, Scripts) and _is_average(core.base.base):
        # an accent over the sign of an average and its subscript is meant of the sign
        inner = core.base
        core, sub, sup = replace(core, base=inner.base), inner.sub, sup or inner.sup
    core = _plain_name(core)
    kind, name = _kind(core)
    if kind == "group":
        assert isinstance(core, Fence)
        if core.opening == core.closing == "|" and core.body == Row((), box_of(core.body)):
            return Tok("bar", r"\|", (item,), core, sub, sup)
        return Tok("group", core.opening, (item,), core, sub, sup, core.closing, tokens_of(core.body))
    return Tok(kind, name, (item,), core, sub, sup)


def _plain_name(core: Node) -> Node:
    """Join the words of a name set in two ("arg min"), and take a single word out of its text."""
    if isinstance(core, Row) and len(core.items) == 2 and all(isinstance(item, Name) for item in core.items):
        joined = "".join(item.text for item in core.items if isinstance(item, Name))
        return Name(joined, "rm", box_of(core)) if joined in marks.SPACED_NAMES else core
    if isinstance(core, Text):
        word = core.text.strip(" ,.;:")
        if WORD.fullmatch(word) and len(word) > 1 and not marks.is_connective(word):
            return Name(word, core.face, core.box)
    return core


def _is_average(node: Node) -> bool:
    return isinstance(node, Mark) and node.face == "bb" and node.latex == "E"


def _is_operator(base: Node) -> bool:
    """Tell whether what stands over or under a base are its limits or, on a relation, a label."""
    core = _plain_name(base.base if isinstance(base, Scripts) else base)
    if isinstance(core, Name | Text) or (isinstance(core, Accent) and _is_average(core.base)):
        return True
    return isinstance(core, Mark) and (
        marks.kind(marks.plain(core.latex)) in ("relation", "big", "binary") or marks.plain(core.latex) == "E"
    )


def _kind(core: Node) -> tuple[TokenKind, str]:
    match core:
        case Mark():
            return _mark_kind(core)
        case Name():
            return "name", core.text
        case Text():
            words = core.text.strip(" ,;")
            words = words.strip(".") if words.count(".") == 1 else words  # but "s.t." keeps its points
            return ("text", words) if words else ("gap", "")
        case Space():
            return "gap", ""
        case Fence() if not isinstance(core.body, Array) and not _is_binomial(core):
            return "group", core.opening
        case _:
            return "node", ""


def _is_binomial(fence: Fence) -> bool:
    body = fence.body
    return (fence.opening, fence.closing) == ("(", ")") and isinstance(body, Fraction) and not body.bar


def _mark_kind(mark: Mark) -> tuple[TokenKind, str]:
    name = marks.plain(marks.FROM_UNICODE.get(mark.latex, mark.latex))
    if name in SLASHES:
        return "slash", name
    if name == ":":
        return "colon", name
    if name == INDEPENDENCE:
        return "relation", r"\perp"
    sort = marks.kind(name)
    if sort == "punctuation":
        return ("comma" if name == "," else "semicolon"), name
    if sort in ("letter", "number", "relation", "binary", "big", "bar", "opening", "closing"):
        return sort, name
    return "sign", name


def _brackets_matched(tokens: Sequence[Tok]) -> list[Tok]:
    """Put what stands between brackets into groups; a bracket without partner closes (or opens) at the end."""
    stack: list[tuple[Tok | None, list[Tok]]] = [(None, [])]
    for token in tokens:
        if token.kind == "opening":
            stack.append((token, []))
        elif token.kind == "closing" and len(stack) > 1:
            place = _partner(stack, token.name)
            while len(stack) - 1 > place:
                _close(stack, None)
            _close(stack, token)
        else:
            stack[-1][1].append(token)
    while len(stack) > 1:
        _close(stack, None)
    return stack[0][1]


def _partner(stack: list[tuple[Tok | None, list[Tok]]], closing: str) -> int:
    """Return the place of the opening bracket that a closing one answers: its own kind first, else the nearest."""
    for place in range(len(stack) - 1, 0, -1):
        opening = stack[place][0]
        if opening is not None and marks.MATCHING.get(opening.name) == closing:
            return place
    return len(stack) - 1


def _close(stack: list[tuple[Tok | None, list[Tok]]], closing: Tok | None) -> None:
    opening, inner = stack.pop()
    assert opening is not None
    nodes = opening.nodes + nodes_of(inner) + (closing.nodes if closing is not None else ())
    stack[-1][1].append(
        Tok(
            "group",
            opening.name,
            nodes,
            closing.core if closing is not None else Row(()),
            closing.sub if closing is not None else opening.sub,
            closing.sup if closing is not None else opening.sup,
            closing.name if closing is not None else ".",
            bars_matched(inner),
        )
    )
