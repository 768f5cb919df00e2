r"""Bars: which of them pair up round an absolute value or a norm, and which condition or compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.expression.token import Tok, nodes_of

#: tokens after which a bar can only open
_BEFORE_OPERAND = frozenset({"relation", "binary", "slash", "comma", "semicolon", "colon", "big", "gap"})
#: bars of one level that are matched; printed formulas have fewer than 30, and the work grows with their square
MAX_BARS = 200
#: signs that stand for an operand between bars, as in ``\|\cdot\|``
_PLACEHOLDERS = frozenset({r"\cdot", r"\bullet", "*"})


def bars_matched(tokens: Sequence[Tok]) -> tuple[Tok, ...]:
    r"""Put what stands between ``|`` or ``\|`` into groups, and leave the bars that condition or compare.

    A bar after an operator (or first) opens; one after an operand closes an open bar, or opens when as many bars are
    left in its comma section as pair up; else it stands for itself.
    """
    if not 0 < sum(token.kind == "bar" for token in tokens) <= MAX_BARS:
        return tuple(tokens)
    out: list[Tok] = []
    section: list[Tok] = []
    for token in _doubled(tokens):
        if token.kind in ("comma", "semicolon"):
            out += _paired(section)
            out.append(token)
            section = []
        else:
            section.append(token)
    return tuple(out + _paired(section))


def _doubled(tokens: Sequence[Tok]) -> list[Tok]:
    """Make ``||`` one double bar, where all bars come as such pairs or two pairs stand round something without bars."""
    places = [place for place, token in enumerate(tokens) if token.kind == "bar" and token.name == "|"]
    seconds = _second_halves(tokens, places)
    if not seconds:
        return list(tokens)
    out: list[Tok] = []
    for place, token in enumerate(tokens):
        if place in seconds:
            first = out.pop()
            out.append(replace(token, name=r"\|", nodes=first.nodes + token.nodes))
        else:
            out.append(token)
    return out


def _second_halves(tokens: Sequence[Tok], places: list[int]) -> set[int]:
    """Return the places of the bars that are the second half of a double one."""
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 == 0 and all(b == a + 1 and not tokens[a].scripted for a, b in pairs):
        return {b for _, b in pairs}
    found: set[int] = set()
    for a, b, c, d in zip(places[::2], places[1::2], places[2::2], places[3::2], strict=False):
        if b == a + 1 and d == c + 1 and a not in found and not any(tokens[p].scripted for p in (a, b, c)):
            found |= {b, d}
    return found


def _paired(tokens: list[Tok]) -> list[Tok]:
    out: list[Tok] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        partner = _closing_bar(tokens, place) if token.kind == "bar" else None
        if partner is None:
            out.append(token)
            place += 1
            continue
        inner, last = tokens[place + 1 : partner], tokens[partner]
        nodes = nodes_of(tokens[place : partner + 1])
        paired = tuple(_paired(inner))
        out.append(Tok("group", token.name, nodes, last.core, last.sub, last.sup, last.name, paired))
        place = partner + 1
    return out


def _closing_bar(tokens: list[Tok], place: int) -> int | None:
    """Return the place of the bar that answers the one at ``place``, None where that one stands for itself."""
    if tokens[place].scripted:
        return None
    name = tokens[place].name
    prefix = _opens(tokens, place)
    left = [at for at in range(place + 1, len(tokens)) if tokens[at].kind == "bar" and tokens[at].name == name]
    if not left or (not prefix and len(left) % 2 == 0):
        return None
    if not prefix and _relation_between(tokens, left[0], place):
        return None
    depth = 0
    for at in left:
        if _opens(tokens, at):
            depth += not tokens[at].scripted
        elif not depth:
            return at
        else:
            depth -= 1
    return None


def _opens(tokens: list[Tok], place: int) -> bool:
    r"""Tell whether a bar can only open: it is first or stands behind an operator or an opening bar."""
    while place and tokens[place - 1].kind == "bar":
        place -= 1
    if not place:
        return True
    before = tokens[place - 1]
    if before.name in _PLACEHOLDERS and place > 1 and tokens[place - 2].kind == "bar":
        return False
    return before.kind in _BEFORE_OPERAND


def _relation_between(tokens: list[Tok], end: int, start: int) -> bool:
    return any(token.kind in ("relation", "bar") for token in tokens[start + 1 : end])
