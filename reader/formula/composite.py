"""Pass 1: marks that a font sets from several glyphs become one item.

Stacked delimiters and radicals, horizontal braces, negated relations, long arrows, ``:=``, rows of dots.
"""

from __future__ import annotations

from reader import marks
from reader.fonts.identity import HOOKS
from reader.formula.item import AXIS, Item
from reader.formula.stretched import join_stretched
from reader.formula_tree import Mark
from reader.geometry import union

#: points; parts of a horizontal brace lie on one line to within this
BRACE_Y = 3.0
#: em; the tip in the middle stands this much beside the ends where a brace is drawn large
BRACE_TIP = 0.35
#: em; gap under which ``:`` and ``=`` are one sign (a relation pair typed in a row has none)
COLON_GAP = 0.12
#: widths of its ink; the second sign of a double integral stands within this of the first (fonts: 0.64 to 1.09), that of two
#: integrals farther off (1.17 to 2.5, also with scripts at the first)
INTEGRAL_STEP = 1.13
#: em; one sign stands over the other where their centres agree to within this, and their ink is this near
OVER_CENTRE, OVER_GAP = 0.1, 0.45
#: em; dots of one ellipsis are at most this far apart
DOT_GAP = 0.7

RELATIONS = frozenset(
    [
        r"=",
        r"\in",
        r"\ni",
        r"<",
        r">",
        r"\leq",
        r"\geq",
        r"\subset",
        r"\supset",
        r"\subseteq",
        r"\supseteq",
        r"\sim",
        r"\simeq",
        r"\approx",
        r"\equiv",
        r"\cong",
        r"\prec",
        r"\succ",
        r"\preceq",
        r"\succeq",
        r"|",
        r"\|",
        r"\perp",
        r"\bot",
        r"\vdash",
        r"\models",
        r"\exists",
        r"\rightarrow",
        r"\leftarrow",
        r"\Rightarrow",
        r"\Leftarrow",
        r"\leftrightarrow",
    ]
)
#: two signs that overlap (TeX's \joinrel) or touch and the one they make
JOINED = {
    ("-", r"\rightarrow"): r"\rightarrow",
    (r"\leftarrow", "-"): r"\leftarrow",
    ("=", r"\Rightarrow"): r"\Rightarrow",
    (r"\Leftarrow", "="): r"\Leftarrow",
    (r"\Leftarrow", r"\Rightarrow"): r"\Leftrightarrow",
    (r"\leftarrow", r"\rightarrow"): r"\leftrightarrow",
    (r"\int", r"\int"): r"\iint",
    (r"\iint", r"\int"): r"\iiint",
    (r"\mapsto", r"\rightarrow"): r"\mapsto",
    (r"\hookrightarrow", r"\rightarrow"): r"\hookrightarrow",
    ("|", "="): r"\models",
    ("|", r"\rightarrow"): r"\mapsto",
    ("-", "-"): "-",
    ("=", "="): "=",
    (r"\triangleright", r"\triangleleft"): r"\bowtie",
    (r"\vartriangleright", r"\vartriangleleft"): r"\bowtie",
    ("/", "0"): r"\emptyset",
    ("[", "["): r"\llbracket",
    ("]", "]"): r"\rrbracket",
    (r"\hbar", "h"): r"\hbar",
    (r"\hslash", "h"): r"\hbar",
}
HOOKED = {
    ("bar-of-mapsto", r"\rightarrow"): r"\mapsto",
    ("bar-of-mapsto", "-"): r"\mapsto",
    (r"\leftarrow", "bar-of-mapsfrom"): r"\mapsfrom",
    ("-", "bar-of-mapsfrom"): r"\mapsfrom",
    ("hook-left", r"\rightarrow"): r"\hookrightarrow",
    ("hook-left", "-"): r"\hookrightarrow",
    (r"\leftarrow", "hook-right"): r"\hookleftarrow",
    ("-", "hook-right"): r"\hookleftarrow",
    ("dash", "dash"): "dash",
    ("dash", "dash-right"): r"\dashrightarrow",
    ("dash-left", "dash"): r"\dashleftarrow",
    (r"\dashleftarrow", "dash"): r"\dashleftarrow",
}
#: signs that make no other one where they are stretched
TALL_APART = frozenset({"|", "[", "]"})
#: two signs one over the other (the upper one is painted first) and the one they make
STACKED = {
    (".", "="): r"\doteq",
    (r"\cdot", "="): r"\doteq",
    (r"\sim", "="): r"\cong",
}
#: a stroke through the stem of an h
STROKES = frozenset({r"\bar", r"\suppress", r"\overline"})
#: the first mark of every pair that makes one
BEGIN_PAIRS = STROKES.union({":", "=", "/", r"\not"}, (left for left, _ in (*JOINED, *HOOKED, *STACKED)))


def join_composites(items: list[Item]) -> list[Item]:
    """The items with every composite mark put together; rules inside horizontal braces are used up."""
    return _dots(_pairs(join_brace_pieces(join_stretched(items))))


def join_brace_pieces(items: list[Item]) -> list[Item]:
    """The items with the pieces of every horizontal brace put together."""
    if "hbrace" not in {item.kind for item in items}:
        return items
    out: list[Item] = []
    i = 0
    while i < len(items):
        first = items[i]
        i += 1
        if first.kind != "hbrace":
            out.append(first)
            continue
        run = [first]
        while i < len(items) and items[i].kind in ("hbrace", "rule") and _same_brace(run, items[i]):
            run.append(items[i])
            i += 1
        box = union(p.box for p in run)
        assert box is not None
        over = first.latex in ("over", "⏞", "⏜", "⎴", "⏠") or first.latex == "bracehtipdownleft"
        out.append(
            Item(
                "hbrace", None, box, box.x0, box.x1, box.y_mid, box.y_mid, first.size,
                centred=True, math=True, latex="over" if over else "under",
            )
        )  # fmt: skip
    return out


def _same_brace(run: list[Item], part: Item) -> bool:
    left, right = min(p.box.x0 for p in run), max(p.box.x1 for p in run)
    level = abs(part.box.y_mid - run[0].box.y_mid) <= max(BRACE_Y, BRACE_TIP * part.size)
    return level and part.box.x0 <= right + BRACE_Y and part.box.x1 >= left - BRACE_Y


def _pairs(items: list[Item]) -> list[Item]:
    out: list[Item] = []
    done = 0
    for place in [place for place, item in enumerate(items) if item.latex in BEGIN_PAIRS]:
        if place < done:
            continue
        out += items[done : place + 1]
        done = place + 1
        while done < len(items) and out[-1].latex in BEGIN_PAIRS:
            latex = _joined(out[-1], items[done])
            if latex is None:
                break
            out[-1] = _merged(out[-1], items[done], latex)
            done += 1
    out += items[done:]
    for item in out:
        if item.kind == "hook" or item.latex in HOOKS:  # part of a mark that is not known
            item.kind, item.latex, item.node = "mark", "?", Mark("?", "it", item.box, False)
    return out


def _joined(left: Item, right: Item) -> str | None:
    """The sign that two neighbours make, or None."""
    if right.kind == left.kind == "bigop":
        step = right.box.x1 - left.box.x1
        near = step <= INTEGRAL_STEP * right.box.width and abs(left.axis - right.axis) < 0.1 * left.size
        return JOINED.get((left.latex, right.latex)) if near else None
    if left.kind == "accent" and right.latex == "h" and left.latex in STROKES:
        return r"\hbar" if left.box.y_mid > right.box.y0 and right.box.x0 < left.box.x_mid < right.box.x1 else None
    if right.kind not in ("mark", "hook") or left.kind not in ("mark", "slash", "hook"):
        return None
    em = max(left.size, right.size)
    pair = (left.latex, right.latex)
    if pair in STACKED and abs(left.base - right.base) > 0.2 * em:
        gap = right.box.y0 - left.box.y1
        near = -0.05 * em < gap < OVER_GAP * em and left.size > 0.9 * right.size
        return STACKED[pair] if near and _centred(left, right, em) else None
    if abs(left.base - right.base) > 0.3 * em:
        return None
    gap = right.x0 - left.x1
    if left.kind == "slash":
        return (
            marks.NEGATIONS.get(right.latex, rf"\not{right.latex}")
            if right.box.x0 - em < left.box.x_mid < right.box.x1 + em
            else None
        )
    if left.kind == "hook" or right.kind == "hook":
        return HOOKED.get(pair) if abs(gap) < 0.6 * em else None
    if left.latex == "/" and right.latex in RELATIONS and right.box.x0 < left.box.x_mid < right.box.x1:
        return marks.NEGATIONS.get(right.latex, rf"\not{right.latex}")
    if pair in ((":", "="), ("=", ":")) and abs(gap) <= COLON_GAP * em:
        return r"\coloneqq" if left.latex == ":" else r"\eqqcolon"
    if left.latex in TALL_APART and left.centred:
        return None  # a tall bar closes something, a tall bracket is one of two
    if pair in JOINED and gap <= -0.05 * em and (left.latex != "/" or _centred(left, right, em)):
        return JOINED[pair]
    return None


def _centred(left: Item, right: Item, em: float) -> bool:
    return abs(left.box.x_mid - right.box.x_mid) <= OVER_CENTRE * em


def _merged(left: Item, right: Item, latex: str) -> Item:
    box = union((left.box, right.box))
    assert box is not None
    anchor = left if left.kind == "mark" and latex not in STACKED.values() else right
    made = Item(
        "mark", Mark(latex, "it", box), box, min(left.x0, right.x0), max(left.x1, right.x1), anchor.base, anchor.axis,
        anchor.size, font=anchor.font, math=anchor.math, latex=latex,
    )  # fmt: skip
    made.space = left.space
    if left.kind == "bigop":
        made.kind, made.centred = "bigop", True
    return made


DOTS = {".": r"\ldots", r"\cdot": r"\cdots"}


def _dots(items: list[Item]) -> list[Item]:
    dots = [i for i, item in enumerate(items) if item.latex in DOTS]
    if not any(last - first == 2 for first, last in zip(dots, dots[2:], strict=False)):
        return items
    out: list[Item] = []
    for item in items:
        out.append(item)
        if item.latex in DOTS and len(out) >= 3 and out[-2].latex == out[-3].latex == item.latex:
            shape = _ellipsis(out[-3], out[-2], out[-1])
            if shape:
                a, b, c = out[-3:]
                box = union((a.box, b.box, c.box))
                assert box is not None
                node = Mark(shape, "it", box)
                centred = shape in (r"\vdots", r"\ddots")
                x0, x1 = min(a.x0, c.x0), max(a.x1, c.x1)
                base = a.base if not centred else box.y_mid + AXIS * a.size
                made = Item(
                    "mark",
                    node,
                    box,
                    x0,
                    x1,
                    base,
                    base - AXIS * a.size,
                    a.size,
                    font=a.font,
                    math=a.math,
                    latex=shape,
                    centred=centred,
                )
                made.space = a.space
                out[-3:] = [made]
    return out


def _ellipsis(a: Item, b: Item, c: Item) -> str | None:
    em = a.size
    dx1, dx2, dy1, dy2 = b.x0 - a.x0, c.x0 - b.x0, b.base - a.base, c.base - b.base
    if abs(dx1 - dx2) > 0.15 * em or abs(dy1 - dy2) > 0.15 * em:
        return None
    if abs(dy1) < 0.05 * em and 0 < dx1 <= DOT_GAP * em:
        return DOTS[a.latex]
    if abs(dx1) < 0.05 * em and 0 < abs(dy1) <= DOT_GAP * em:
        return r"\vdots"
    if 0 < dx1 <= DOT_GAP * em and 0 < dy1 <= DOT_GAP * em:
        return r"\ddots"
    return None
