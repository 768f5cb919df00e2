r"""The layout tree: how the marks of a formula stand to each other on the page.

Two producers make it: ``reader.formula.reduce`` from the glyphs and rules of a PDF (every leaf has a box), and
``reader.latex.parser`` from LaTeX that a user types or a pattern file holds (no boxes). Everything behind it
(LaTeX, MathML, the operator tree) sees only this tree, so both sources mean the same.

Normal form, which both producers keep and all consumers rely on:

* a ``Row`` never holds a ``Row``; a one-item row is that item (``row()`` sees to both);
* a leaf ``Mark`` is one letter, digit string, sign or delimiter, named by its plain LaTeX (``x``, ``\alpha``, ``\sum``,
  ``=``, ``\leq``, ``(``, ``\|``, ``|``, ``\mid`` never: a bar is always ``|`` and a double bar always ``\|``);
  letters carry their face, signs always have face ``it``;
* digits stand together: ``12`` and ``0.5`` are one ``Mark``;
* a multi-letter upright name is one ``Name`` (``log``, ``softmax``, ``KL``), with or without a predefined command;
* ordinary brackets are plain marks in the row; ``Fence`` is used only where the brackets are taller than the line;
* limits of a big operator are ``Scripts`` with ``limits=True``; for reading aloud and meaning they are like scripts;
* a prime is a superscript holding the mark ``\prime`` (several primes: a row of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reader.geometry import Box, union

#: it italic (also signs, digits and lowercase Greek as TeX sets them), rm upright, bf bold upright, bi bold italic,
#: bb blackboard, cal calligraphic or script, frak fraktur, sf sans serif, tt typewriter.
Face = Literal["it", "rm", "bf", "bi", "bb", "cal", "frak", "sf", "tt"]


@dataclass(frozen=True)
class Mark:
    """A leaf: one letter, number, sign or delimiter. ``known`` is False where the glyph could not be identified."""

    latex: str
    face: Face = "it"
    box: Box | None = None
    known: bool = True


@dataclass(frozen=True)
class Name:
    """A leaf: a multi-letter name set as one word, such as ``log`` or ``softmax`` (no backslash in ``text``)."""

    text: str
    face: Face = "rm"
    box: Box | None = None


@dataclass(frozen=True)
class Text:
    """Words inside a formula ("if", "for all"), as they read, with their spaces."""

    text: str
    face: Face = "rm"
    box: Box | None = None


@dataclass(frozen=True)
class Space:
    """A gap of at least a quad between parts of a formula, in ems."""

    em: float
    box: Box | None = None


@dataclass(frozen=True)
class Row:
    """Items side by side, left to right. Build with ``row()``."""

    items: tuple[Node, ...]
    box: Box | None = None


@dataclass(frozen=True)
class Scripts:
    """A base with a sub- and/or superscript. Left scripts have an empty ``Row`` as their base."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None
    limits: bool = False
    box: Box | None = None


@dataclass(frozen=True)
class Fraction:
    """One thing over another; ``bar`` is False for binomials and atop (their brackets are a Fence around)."""

    above: Node
    below: Node
    bar: bool = True
    box: Box | None = None


@dataclass(frozen=True)
class Radical:
    """A root, with the index of the root where it has one."""

    body: Node
    index: Node | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Accent:
    r"""A mark over or under a base: ``\hat \widehat \tilde \widetilde \bar \overline \underline \vec \dot \ddot ...``."""

    base: Node
    mark: str
    box: Box | None = None


@dataclass(frozen=True)
class Brace:
    """A horizontal brace over or under a base, with its label."""

    base: Node
    label: Node | None = None
    over: bool = False
    box: Box | None = None


@dataclass(frozen=True)
class Stack:
    r"""Something set above and/or below a base that is no big operator (``\overset``, ``\underset``, ``\xrightarrow``)."""

    base: Node
    above: Node | None = None
    below: Node | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Fence:
    """A stretched pair of delimiters round a body; ``.`` stands for a missing one."""

    opening: str
    body: Node
    closing: str
    box: Box | None = None
    opening_box: Box | None = None
    closing_box: Box | None = None


@dataclass(frozen=True)
class Array:
    """Cells in rows. ``cases`` and ``matrix`` arrays stand inside a Fence; ``aligned`` is a multi-row display."""

    rows: tuple[tuple[Node, ...], ...]
    kind: Literal["matrix", "cases", "aligned", "gathered", "substack"] = "matrix"
    box: Box | None = None


Node = Mark | Name | Text | Space | Row | Scripts | Fraction | Radical | Accent | Brace | Stack | Fence | Array
Leaf = Mark | Name | Text | Space


def children(node: Node) -> tuple[Node, ...]:
    """The parts of a node in reading order; empty for a leaf."""
    match node:
        case Row(items=items):
            return items
        case Scripts(base=base, sub=sub, sup=sup):
            return tuple(n for n in (base, sub, sup) if n is not None)
        case Fraction(above=above, below=below):
            return (above, below)
        case Radical(body=body, index=index):
            return (body,) if index is None else (index, body)
        case Accent(base=base):
            return (base,)
        case Brace(base=base, label=label):
            return (base,) if label is None else (base, label)
        case Stack(base=base, above=above, below=below):
            return tuple(n for n in (base, above, below) if n is not None)
        case Fence(body=body):
            return (body,)
        case Array(rows=rows):
            return tuple(cell for cells in rows for cell in cells)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def box_of(node: Node) -> Box | None:
    """The ink of a node: its own box where it was given one, joined with those of its parts."""
    boxes: list[Box | None] = [node.box]
    if isinstance(node, Fence):
        boxes += [node.opening_box, node.closing_box]
    boxes += [box_of(child) for child in children(node)]
    return union(boxes)


def row(items: Iterable[Node]) -> Node:
    """Items side by side in normal form: nested rows are opened, a single item stays itself."""
    flat: list[Node] = []
    for item in items:
        flat.extend(item.items if isinstance(item, Row) else (item,))
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def without_boxes(node: Node) -> Node:
    """The same tree with no boxes, so that a formula read from a page compares equal to one that was typed."""
    match node:
        case Row(items=items):
            return row(without_boxes(n) for n in items)
        case Array(rows=rows):
            return replace(node, rows=tuple(tuple(without_boxes(c) for c in cells) for cells in rows), box=None)
        case Mark() | Name() | Text() | Space():
            return replace(node, box=None)
    fields: dict[str, object] = {"box": None}
    for name in ("base", "sub", "sup", "above", "below", "body", "index", "label"):
        value = getattr(node, name, None)
        if value is not None:
            fields[name] = without_boxes(value)
    if isinstance(node, Fence):
        fields |= {"opening_box": None, "closing_box": None}
    return replace(node, **fields)  # type: ignore[arg-type]
