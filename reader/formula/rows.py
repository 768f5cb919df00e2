"""Pass 5: one row of items becomes a node: what stands on the line, what is raised or lowered beside it, what is a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reader import marks
from reader.formula.accented_words import accented_words
from reader.formula.clearance import clear_of_subscript
from reader.formula.item import SCRIPT_RATIO, Item, main_line
from reader.formula_tree import Fence, Fraction, Mark, Name, Node, Row, Scripts, Space, Text, row
from reader.geometry import union

#: em; marks on the line share their baseline, centred ones their axis, to within this
ON_LINE = 0.1
#: em; a centred item (fraction, big operator) may be off the axis by this much
ON_AXIS = 0.24
#: em; a bracket that is not centred may be off the axis by this much, if it reaches over and under the line
BRACKET_OFF_AXIS = 1.0
#: of the row's size; a fraction whose marks are smaller than this, off the axis, is a script
SCRIPT_FRACTION = 0.62
#: em; two scripts on one baseline, to within rounding
SAME_BASE = 0.01
#: em above the baseline from which a script is a superscript
RAISED = 0.2
#: em; a gap at least this wide separates parts of a formula (\quad)
QUAD = 0.85
#: em; letters of one word are closer than this, words of a text no farther apart than the second
WORD_GAP, SPACE_GAP = 0.16, 0.62
#: em; the same in italics: between letters that are factors TeX adds their italic correction, in words it does not
ITALIC_GAP = 0.012
#: em of the script's size; without going back, a new script line differs from the last by at least this
SCRIPT_LINE = 0.6

BuildRun = Callable[[Sequence[Item]], Node]
CLOSING = {
    "(": ")",
    "[": "]",
    r"\{": r"\}",
    r"\langle": r"\rangle",
    r"\lfloor": r"\rfloor",
    r"\lceil": r"\rceil",
    r"\llbracket": r"\rrbracket",
}
CLOSING_OR_OPENING = frozenset({*CLOSING, *CLOSING.values(), "|", r"\|"})
WORD_FACES = frozenset({"rm", "sf", "tt"})


def build_row(items: Sequence[Item], build: BuildRun) -> Node:
    """The node of items that stand in one row; ``build`` makes the node of a script's items."""
    if not items:
        return Row(())
    base, axis, size = main_line(items)
    script_axes = [i.axis for i in items if not i.centred and 0.55 * size < i.size < SCRIPT_RATIO * size]

    standing = {id(item) for item in items if _on_line(item, base, axis, size, script_axes)}
    if not standing:  # nothing but raised marks (a lone prime): they are the row
        standing = {id(item) for item in items}

    def on_line(item: Item) -> bool:
        return id(item) in standing

    atoms: list[Node] = []
    last: Item | None = None
    i = 0
    while i < len(items):
        item = items[i]
        if on_line(item):
            if last is not None and item.x0 - last.x1 >= QUAD * size and atoms:
                atoms.append(Space(round((item.x0 - last.x1) / size, 1)))
            _append(atoms, item, last if last is items[i - 1] else None, size)
            last = item if last is None or item.x1 >= last.x1 else last
            i += 1
            continue
        end = i + 1
        while end < len(items) and not on_line(items[end]):
            end += 1
        right = max(x.x1 for x in items[i:end])
        before = atoms.pop() if atoms and not isinstance(atoms[-1], Space) else Row(())
        atoms.append(_scripted(before, items[i:end], base, size, build))
        last = max(items[i:end], key=lambda x: x.x1) if last is None or right > last.x1 else last
        i = end
    return row(fence(words(atoms)))


def _on_line(item: Item, base: float, axis: float, size: float, script_axes: Sequence[float]) -> bool:
    """Whether an item stands on the line rather than raised or lowered beside it.

    Extension fonts have one size, so a big operator or bracket inside a script is told by the scripts' own axes.
    """
    if item.kind == "rule":
        return True
    if item.latex == r"\prime" and item.kind == "mark" and item.box.y1 < item.base - 0.22 * item.size:
        return False  # some fonts draw the prime raised, at full size
    if item.centred:
        off = abs(item.axis - axis)
        if item.latex == "frac" and item.size < SCRIPT_FRACTION * size and off > 0.03 * size:
            return False  # TeX sets a fraction in a script two sizes smaller
        scripted = any(abs(item.axis - a) < 0.05 * size for a in script_axes)
        if item.latex in CLOSING_OR_OPENING and not scripted and off <= BRACKET_OFF_AXIS * size:
            # word processors make brackets as tall as what they hold, above and below the axis
            return item.box.y0 <= axis - ON_AXIS * size and item.box.y1 >= base
        return off <= ON_AXIS * size and (off <= 0.1 * size or not scripted)
    return item.size >= SCRIPT_RATIO * size and abs(item.base - base) <= ON_LINE * size


# scripts ------------------------------------------------------------------------------------------------------------


def _scripted(base_node: Node, run: Sequence[Item], base: float, size: float, build: BuildRun) -> Node:
    node = base_node
    previous: Sequence[Item] = []
    for line in _script_lines(run):
        raised = line[0].latex == r"\prime" or _level(line) < base - RAISED * size
        script = build(line)
        staggered = not raised and _staggered(line, previous)
        if not raised and not staggered:
            node = clear_of_subscript(node, line[0].box)
        node = row((node, Scripts(Row(()), script))) if staggered else _attach(node, script, raised)
        previous = line if raised else []
    return node


def _staggered(line: Sequence[Item], superscript: Sequence[Item]) -> bool:
    """Whether a subscript stands behind the superscript instead of under it (a tensor's indices)."""
    if not superscript or all(i.latex == r"\prime" for i in superscript):
        return False  # a prime belongs to the letter
    return line[0].x0 > max(i.x1 for i in superscript) - 0.1 * line[0].size


def _level(line: Sequence[Item]) -> float:
    """Baseline of a script line."""
    largest = max(i.size for i in line)
    plain = [i for i in line if not i.centred and i.size >= SCRIPT_RATIO * largest]
    return plain[0].base if plain else line[0].axis + 0.25 * 0.7 * line[0].size


def _script_lines(run: Sequence[Item]) -> list[list[Item]]:
    """The scripts in a run, each a list of items: TeX sets the superscript, then goes back for the subscript."""
    lines: list[list[Item]] = [[run[0]]]
    for item in run[1:]:
        current = lines[-1]
        first = current[0]
        same_size = not item.centred and item.size >= SCRIPT_RATIO * first.size and not first.centred
        moved = abs(item.base - first.base) > SCRIPT_LINE * first.size  # less is a script on the script
        back = item.x0 <= current[0].x0 + 0.3 * item.size and item.x0 < max(i.x1 for i in current) - 0.02 * item.size
        lower = item.box.y_mid > max(i.box.y_mid for i in current)
        level = same_size and abs(item.base - first.base) < SAME_BASE * first.size  # j under whose dot i ends
        if (same_size and moved) or (back and lower and not level):
            lines.append([item])
        else:
            current.append(item)
    return lines


def _attach(node: Node, script: Node, raised: bool) -> Node:
    if isinstance(node, Scripts) and not (node.sup if raised else node.sub):
        return replace(node, sup=script) if raised else replace(node, sub=script)
    if isinstance(node, Scripts) and raised and _primes(node.sup):
        return replace(node, sup=row((node.sup, script)))  # type: ignore[arg-type]
    return Scripts(node, None, script) if raised else Scripts(node, script, None)


def _primes(node: Node | None) -> bool:
    return (isinstance(node, Mark) and node.latex == r"\prime") or (
        isinstance(node, Row) and all(_primes(n) for n in node.items)
    )


# words, numbers and brackets ----------------------------------------------------------------------------------------


def _append(atoms: list[Node], item: Item, before: Item | None, size: float) -> None:
    """Add an item's node to the row; letters of a word and digits of a number join the ones before them."""
    node = item.node if item.node is not None else Mark("?", "it", item.box, False)
    if before is not None and atoms and isinstance(node, Mark):
        gap = (item.x0 - before.x1) / size
        joined = _joined(atoms[-1], node, gap, item, before)
        if joined is not None:
            atoms[-1] = joined
            return
    atoms.append(node)


def _joined(left: Node, right: Mark, gap: float, item: Item, before: Item) -> Node | None:
    box = union((left.box, right.box))
    if isinstance(left, Mark) and left.latex.replace(".", "").isdigit() and gap < 0.12 and left.face == right.face:
        if right.latex.isdigit() or (right.latex == "." and "." not in left.latex):
            return Mark(left.latex + right.latex, left.face, box)
        return None
    if not _letter(right):
        return None
    apart = gap > WORD_GAP or item.space
    text = (
        left.text if isinstance(left, Name | Text) else left.latex if isinstance(left, Mark) and _letter(left) else None
    )
    if text is None or left.face != right.face:  # type: ignore[union-attr]
        return None
    wordy = right.face in WORD_FACES or (
        right.face == "it" and not item.math and not before.math and (apart or gap <= ITALIC_GAP)
    )
    if not wordy or (apart and not (gap <= SPACE_GAP and not item.math and _prose(text))):
        return None
    if apart and right.face == "it" and len(text) == 1:
        return None  # two letters, of which a font puts one at a distance
    joined = text + (" " if apart else "") + right.latex
    return Text(joined, right.face, box) if apart or isinstance(left, Text) else Name(joined, right.face, box)


def _prose(text: str) -> bool:
    """Whether a word space may follow: "for all" is text, "arg max" two names."""
    last = text.rsplit(" ", 1)[-1]
    return last not in marks.FUNCTION_NAMES and last not in marks.LIMIT_NAMES


def _letter(mark: Mark) -> bool:
    return len(mark.latex) == 1 and mark.latex.isalpha()


def words(atoms: list[Node]) -> list[Node]:
    """Connectives become text; numbers that end in a full stop give it back; a dash that parts no words is a minus."""
    out: list[Node] = []
    atoms = accented_words(atoms)
    for i, atom in enumerate(atoms):
        if isinstance(atom, Mark) and atom.latex == ")" and out and _two_rows(out[-1]):
            out[-1] = _binomial(out[-1], atom)
        elif (
            isinstance(atom, Scripts)
            and isinstance(atom.base, Mark)
            and atom.base.latex == ")"
            and out
            and _two_rows(out[-1])
        ):
            out[-1] = replace(atom, base=_binomial(out[-1], atom.base))
        elif isinstance(atom, Name) and atom.text in marks.CONNECTIVES:
            out.append(Text(atom.text, atom.face, atom.box))
        elif isinstance(atom, Mark) and atom.latex == "--" and not _words_beside(atoms, i):
            out.append(replace(atom, latex="-"))
        elif isinstance(atom, Mark) and len(atom.latex) > 1 and atom.latex[0].isdigit() and atom.latex.endswith("."):
            out += [replace(atom, latex=atom.latex[:-1]), Mark(".", "it", atom.box)]
        elif isinstance(atom, Scripts) and isinstance(atom.base, Mark) and _ends_in_stop(atom.base):
            out += [replace(atom.base, latex=atom.base.latex[:-1]), replace(atom, base=Mark(".", "it", atom.base.box))]
        else:
            out.append(atom)
    return out


def _words_beside(atoms: list[Node], i: int) -> bool:
    """Whether words stand on both sides of an atom."""
    return 0 < i < len(atoms) - 1 and all(
        isinstance(atom, Text) or (isinstance(atom, Name) and atom.text not in marks.FUNCTION_NAMES)
        for atom in (atoms[i - 1], atoms[i + 1])
    )


def _two_rows(node: Node) -> bool:
    """An opening bracket with something above and something below beside it: a binomial set in small type."""
    return (
        isinstance(node, Scripts)
        and isinstance(node.base, Mark)
        and node.base.latex == "("
        and None not in (node.sub, node.sup)
    )


def _binomial(opened: Node, closing: Mark) -> Node:
    assert isinstance(opened, Scripts) and opened.sup is not None and opened.sub is not None
    fraction = Fraction(opened.sup, opened.sub, False)
    return Fence("(", fraction, ")", opening_box=opened.base.box, closing_box=closing.box)


def _ends_in_stop(mark: Mark) -> bool:
    return mark.latex.endswith(".") and len(mark.latex) > 1


def fence(atoms: list[Node]) -> list[Node]:
    """Matching tall brackets and what is between them become a ``Fence``."""
    out: list[Node] = []
    for atom in atoms:
        scripts = atom if isinstance(atom, Scripts) and isinstance(atom.base, Mark) else None
        mark = scripts.base if scripts else atom
        if isinstance(mark, Mark) and _tall(mark):
            start = _opening(out, mark)
            if start is not None:
                opener = out[start]
                assert isinstance(opener, Mark)
                made: Node = Fence(
                    opener.latex, row(out[start + 1 :]), mark.latex, opening_box=opener.box, closing_box=mark.box
                )
                out[start:] = [replace(scripts, base=made) if scripts else made]
                continue
        out.append(atom)
    return out


def _tall(mark: Mark) -> bool:
    return mark.latex in TALL_MARKS and mark.box is not None and mark.box.height >= TALL_POINTS


TALL_MARKS = frozenset(CLOSING) | frozenset(CLOSING.values()) | {"|", r"\|"}
#: points; brackets of ordinary size are 10 pt high in 10 pt type, \big ones 12
TALL_POINTS = 11.4


def _opening(out: list[Node], closing: Mark) -> int | None:
    """Index of the tall opening bracket that ``closing`` closes."""
    depth = 0
    for i in range(len(out) - 1, -1, -1):
        node = out[i]
        if not isinstance(node, Mark) or not _tall(node):
            continue
        if CLOSING.get(node.latex) == closing.latex or (node.latex == closing.latex and closing.latex in ("|", r"\|")):
            if depth == 0:
                return i
            depth -= 1
        elif node.latex in CLOSING.values():
            depth += 1
        else:
            return None
    return None
