"""Boxes of letters with a subscript under their overhang: cut so that each holds its own ink, not its subscript's."""

from __future__ import annotations

from dataclasses import replace

from reader.formula_tree import Mark, Node, Scripts
from reader.geometry import Box

#: share of the subscript's box that may stay inside the letter's
SHARED = 0.05
#: share of the letter's width that may be cut off: the end of an arm, which holds little of its ink
MOST_CUT = 0.14


def clear_of_subscript(node: Node, script: Box) -> Node:
    """The base of a subscript whose first mark has the box ``script``, with a narrower box where the two overlap.

    TeX tucks a subscript under the arm of a slanted letter (the t of F_t). No box can part a letter from its subscript
    where much of its arm is over it: such letters keep theirs.
    """
    if isinstance(node, Scripts):
        return replace(node, base=clear_of_subscript(node.base, script))
    if not isinstance(node, Mark) or node.box is None or not script.width or not script.height:
        return node
    box = node.box
    high = (min(box.y1, script.y1) - max(box.y0, script.y0)) / script.height
    wide = (min(box.x1, script.x1) - script.x0) / script.width
    if box.x0 >= script.x0 or high <= 0 or wide <= 0 or high * wide <= SHARED:
        return node
    edge = script.x0 + SHARED / high * script.width
    if box.x1 - edge > MOST_CUT * box.width:
        return node
    return replace(node, box=Box(box.x0, box.y0, edge, box.y1))
