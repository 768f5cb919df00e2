r"""What a text says of the values that a symbol takes: "t = 1, …, T", "k ∈ {1, …, K}", "∀ t ∈ [T]", "0 ≤ t ≤ T".

A range is no definition: it says neither what is counted nor why. It is kept apart, with what follows from it for the
letter at its end: ``\{x_i\}_{i=1}^N`` makes i an index from 1 to N, and N the number of the x_i.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.definitions.latex import Marks, marks
from reader.definitions.mentions import Text
from reader.definitions.related import parts

_DOTS = r"\ldots"
_LEQ = frozenset((r"\leq", "<"))
#: longest bound that is quoted, in marks
_LONGEST_BOUND = 9
_NO_BOUND = frozenset(("=", ",", r"\in", r"\sim", ":", ";", _DOTS, r"\rightarrow", ":=", "|", *_LEQ))
_OPENING, _CLOSING = frozenset(("(", "[", r"\{")), frozenset((")", "]", r"\}"))


@dataclass(frozen=True)
class Range:
    """What a range says of one symbol, in a short phrase; ``index``: that it counts."""

    symbol: Marks
    phrase: str
    index: bool


def ranges_in(prepared: Text) -> list[Range]:
    """Collect what the ranges of a text say of their symbols, in reading order, each thing once."""
    found: dict[tuple[Marks, str], Range] = {}
    for run in prepared.wholes.values():
        for said in (*_scripted(run), *_listed(run), *_members(run), *_bounded(run)):
            found.setdefault((said.symbol, said.phrase), said)
    for said in _told(prepared):
        found.setdefault((said.symbol, said.phrase), said)
    return list(found.values())


def _scripted(run: Marks) -> Iterator[Range]:
    r"""Limits of a sum, and what braces are counted by: ``\sum_{i=1}^N``, ``\{x_i\}_{i=1}^N``."""
    for i in range(len(run) - 6):
        if run[i] != "_{" or not _is_letter(run[i + 1]) or run[i + 2] != "=":
            continue
        low, after = _until_brace(run, i + 3)
        if not low or after >= len(run) or run[after] != "^{":
            continue
        high = tuple("T" if mark == r"\top" else mark for mark in _until_brace(run, after + 1)[0])  # no transpose here
        if _is_bound(low) and _is_bound(high):
            yield from _counted((run[i + 1],), low, high, _family(run, i, run[i + 1]))


def _until_brace(run: Marks, start: int) -> tuple[Marks, int]:
    """The marks up to the brace that closes a script, and the place behind it."""
    depth = 1
    for i in range(start, len(run)):
        depth += run[i].endswith("{") and run[i] != r"\{"
        depth -= run[i] == "}"
        if depth == 0:
            return run[start:i], i + 1
    return (), len(run)


def _family(run: Marks, end: int, letter: str) -> Marks:
    r"""The one indexed letter in the braces that end at ``end``: x_i of ``\{x_i\}``; empty if there is none."""
    if end < 3 or run[end - 1] not in (r"\}", ")"):
        return ()
    start = end - 1
    while start > 0 and run[start - 1] not in (r"\{", "("):
        start -= 1
    inside = run[start : end - 1]
    if run[end - 1] == r"\}" and start and run[start - 1] == "(" and inside[-1:] == (")",):
        start -= 1  # pairs in braces
        inside = run[start : end - 1]
    is_pair = inside[:1] == ("(",) and not (_NO_BOUND - {","}) & set(inside)
    longest = 3 * _LONGEST_BOUND if is_pair else _LONGEST_BOUND
    fits = 0 < len(inside) <= longest and letter in inside and (is_pair or not _NO_BOUND & set(inside))
    return inside if fits else ()


def _listed(run: Marks) -> Iterator[Range]:
    r"""``t = 1, \ldots, T`` and ``k \in \{1, \ldots, K\}``, ``t \in [T]``, ``i \in [1, n]``; several letters in front."""
    for i, mark in enumerate(run):
        if mark not in ("=", r"\in") or not (letters := _letters_before(run, i)):
            continue
        rest = run[i + 1 :]
        if mark == r"\in":
            if not rest or rest[0] not in (r"\{", "["):
                continue
            rest = _inside(rest)
            if run[i + 1] == "[" and len(letters) == 1 and len(rest) <= 3 and _symbol(rest):
                yield from _counted(letters, ("1",), rest)
                continue
        cells = _cells(rest)
        if mark == r"\in" and len(cells) == 2 and len(cells[0]) == 1 and cells[0][0].isdigit() and _symbol(cells[1]):
            yield from _counted(letters, cells[0], cells[1])  # "i \in [1, N]"
            continue
        dotted = next((n for n, cell in enumerate(cells) if cell == (_DOTS,)), None)
        if dotted is not None and dotted > 0:
            high = cells[dotted + 1] if dotted + 1 < len(cells) else ()
            if _is_bound(cells[0]) and (_is_bound(high) or not high):
                yield from _counted(letters, cells[0], high)


def _inside(rest: Marks) -> Marks:
    """What stands inside the bracket that a run begins with."""
    depth = 0
    for i, mark in enumerate(rest):
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if depth == 0:
            return rest[1:i]
    return ()


def _cells(rest: Marks) -> list[Marks]:
    """A run cut at commas up to where its bracket or script ends; at most the marks of a range are looked at."""
    cells: list[Marks] = []
    begin = depth = 0
    for i, mark in enumerate(rest):
        depth += mark in _OPENING or mark.endswith("{")
        depth -= mark in _CLOSING or mark == "}"
        if depth < 0:
            return [*cells, rest[begin:i]]
        if depth == 0 and mark in (",", ":", ";"):
            cells.append(rest[begin:i])
            begin = i + 1
        elif depth == 0 and mark == _DOTS and i > begin:  # "1, 2 … n" without its comma
            cells.append(rest[begin:i])
            begin = i
        elif begin < i and rest[begin : begin + 1] == (_DOTS,) and rest[i - 1] == _DOTS:
            cells.append((_DOTS,))
            begin = i
    return [*cells, rest[begin:]]


def _letters_before(run: Marks, end: int) -> tuple[str, ...]:
    """The letters that stand before a relation, with commas between; nothing where anything else stands there."""
    letters: list[str] = []
    i = end - 1
    while i >= 0 and _is_letter(run[i]):
        letters.insert(0, run[i])
        i -= 1
        if i < 1 or run[i] != "," or not _is_letter(run[i - 1]):
            break
        i -= 1
    free = i < 0 or run[i] in (",", "_{", "(", r"\forall", r"\exists", "|", ";", ":", r"\{")
    return tuple(letters) if letters and free else ()


def _members(run: Marks) -> Iterator[Range]:
    r"""``x_1, \ldots, x_N`` and ``x_{1:N}``: N is the largest index of x, the number of its values if the first is 1."""
    for i in range(1, len(run) - 4):
        if run[i] == "_{" and run[i + 2] == ":" and run[i + 1].isdigit() and _is_letter(run[i - 1]):
            bound = _symbol(_until_brace(run, i + 3)[0])
            if bound:
                yield Range(bound, f"largest index of ${_latex(run[i - 1 : i])}$", False)
    for begin in (0, *(i for i, mark in enumerate(run) if mark in (r"\{", "(", "="))):
        inner = run if begin == 0 and run[:1] not in ((r"\{",), ("(",)) else run[begin + 1 :]
        yield from _enumerated(_cells(inner))


def _enumerated(cells: Sequence[Marks]) -> Iterator[Range]:
    for n in range(1, len(cells) - 1):
        if cells[n] != (_DOTS,) or not cells[0] or not cells[n + 1]:
            continue
        base, last, rest = parts(cells[n + 1])
        if not last or rest or parts(cells[0])[0] != base or not (bound := _symbol(last[1:-1])):
            continue
        first = parts(cells[0])[1][1:-1]
        if len(first) == 1 and (first[0].isdigit() or first == bound):
            several = f"number of ${_latex(cells[0])}, \\ldots$"
            said = several if first == ("1",) else f"largest index of ${_latex(base)}$"
            yield Range(bound, said, False)


def _bounded(run: Marks) -> Iterator[Range]:
    r"""``0 \leq t \leq T``, ``1 \leq i < j \leq n``, ``\alpha \in (0, 1)``."""
    cuts = [i for i, mark in enumerate(run) if mark in _LEQ]
    ends = [-1, *cuts, len(run)]
    segments = [run[a + 1 : b] for a, b in pairwise(ends)]
    if len(segments) >= 3 and _is_bound(segments[0]) and _is_bound(segments[-1]):
        for middle in segments[1:-1]:
            if symbol := _symbol(middle):
                yield Range(symbol, f"between ${_latex(segments[0])}$ and ${_latex(segments[-1])}$", False)
    for i, mark in enumerate(run[:-4]):
        if mark == r"\in" and run[i + 1] in ("(", "[") and (symbol := _symbol(run[:i])):
            cells = _cells(run[i + 2 :])
            if len(cells) == 2 and all(_is_bound(c) and (c[-1][:1].isdigit() or r"\infty" in c) for c in cells):
                yield Range(symbol, f"between ${_latex(cells[0])}$ and ${_latex(cells[1])}$", False)


def _told(prepared: Text) -> Iterator[Range]:
    """Read "$t$ runs from 1 to $T$" and, in algorithms, "for $t = 1$ to $T$ do"."""
    tokens = prepared.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.kind != "math":
            continue
        run, j = prepared.wholes[i], i + 1
        low: Marks = ()
        if len(run) > 2 and run[1] == "=" and tokens[j].low == "to":
            run, low = run[:1], run[2:]
        else:
            j += tokens[j].low in ("runs", "ranges", "varies", "goes", "range", "run", "running", "ranging")
            if tokens[j].low != "from" or j + 2 >= len(tokens):
                continue
            low, j = _value(prepared, j + 1), j + 2
        if len(run) == 1 and _is_letter(run[0]) and tokens[j].low == "to" and j + 1 < len(tokens):
            high = _value(prepared, j + 1)
            if _is_bound(low) and _is_bound(high):
                if len(low) == 1 and low[0].isdigit():
                    yield from _counted(run, low, high)
                else:  # "$\alpha$ from $10^{-1}$ to $10^{-5}$" counts nothing
                    yield Range(run, f"between ${_latex(low)}$ and ${_latex(high)}$", False)


def _value(prepared: Text, i: int) -> Marks:
    token = prepared.tokens[i]
    return prepared.wholes[i] if token.kind == "math" else marks(token.text) if token.kind == "number" else ()


def _counted(letters: Sequence[str], low: Marks, high: Marks, family: Marks = ()) -> Iterator[Range]:
    """What a range says of the letters that run through it, and of the letter at its end."""
    to = f" to ${_latex(high)}$" if high and high != (r"\infty",) else " on"
    for letter in letters:
        yield Range((letter,), f"runs from ${_latex(low)}${to}", True)
    if bound := _symbol(high):
        one = family and low == ("1",)
        said = f"number of ${_latex(family)}$" if one else f"largest value of ${_latex((letters[0],))}$"
        yield Range(bound, said, False)


def _is_letter(mark: str) -> bool:
    return (len(mark) == 1 and mark.isalpha()) or re.fullmatch(r"\\(?!infty|in|to)[a-z]{2,10}", mark) is not None


def _symbol(run: Marks) -> Marks:
    """The run, if it is one letter with scripts."""
    if not run or not _is_letter(run[0]) or run[0] in (_DOTS, r"\sum", r"\prod", r"\log", r"\times", r"\cdot"):
        return ()
    if len(run) > 1 and run[1] not in ("_{", "^{"):
        return ()
    base, low, up = parts(run)
    return run if len(run) <= _LONGEST_BOUND and (not up or up[-1] == "}") and run == base + low + up else ()


def _is_bound(run: Marks) -> bool:
    return 0 < len(run) <= _LONGEST_BOUND and not _NO_BOUND & set(run) and run.count("(") == run.count(")")


def _latex(run: Marks) -> str:
    """A run as LaTeX again."""
    out = ""
    for mark in run:
        name = mark.isalpha() and len(mark) > 1
        mark = rf"\mathrm{{{mark}}}" if name else mark
        out += (" " if re.search(r"\\[A-Za-z]+$", out) and mark[:1].isalpha() else "") + mark
    return out
