"""How far apart two neighbours on a line may stand and still be parts of one formula.

``LIMITS`` is the answer as a table: what meets there, and how many ems may be between. The first row that fits counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.fonts.identity import BIG_OPERATORS
from reader.formula.item import SCRIPT_RATIO, Item
from reader.formula_tree import Fraction
from reader.marks import is_letter
from reader.page.label import CLOSERS, PUNCTUATION, Label
from reader.page.signs import OPERATORS

#: em; parts of a formula without an operator between are closer than this (a thin space is 0.167)
JUXTAPOSED = 0.2
#: em; the same between two marks that are surely mathematics: italics add to a thin space, bitmaps round it (0.23 seen)
CLOSE = 0.28
#: em; within brackets, and after a comma in the font of formulas, a thin space that a stretched line made wider
ENCLOSED = 0.45
#: em; TeX leaves this much behind scripts
SCRIPT_SPACE = 0.05
#: em; around an operator TeX leaves up to 0.28, and more in a stretched line
OPERATOR_GAP = 0.62
#: em; after a comma of a formula comes a thin space, after one of prose a word space
COMMA_GAP = 0.23
#: em; after a big operator or a function name, and before one
OPERATOR_SPACE = 0.3
#: em; after one of them a mark of mathematics may stand farther off: a thin space, its left bearing, the room of scripts
ARGUMENT_SPACE = 0.5
#: em; TeX's room on both sides of a fraction (1.2 points)
NULL_DELIMITER = 0.14
#: em; left of a colon that is a relation (0.278); punctuation has no room there
COLON_ROOM = 0.2
#: em; a wider gap is a space between words
WORD_SPACE = 0.14
#: em; where words are ``SPACE`` apart TeX leaves ``THICK`` round a relation, and ``STRETCH`` times as much more in a stretched
#: line (a space of Times stretches by 0.15, a thick one by all of its
#: width; Computer Modern leaves wider spaces, which only makes the limit wider)
SPACE, THICK, STRETCH = 0.25, 0.278, 1.85
#: em; more than this is no thin space; of the space between a line's words, what is a space behind a comma, too
THIN, SPACED = 0.21, 0.97
#: em; what else stands between two marks (italic corrections, side bearings), and the widest gap that can come of it
SLACK, WIDEST_GAP = 0.12, 2.6
#: items before a gap whose scripts may reach into it
REACHING = 4

DOTS = frozenset({r"\ldots", r"\cdots"})
COLON = frozenset({":"})
#: signs that stand between formulas with room on both sides, and in no prose
QUANTIFIERS = frozenset({r"\forall", r"\exists"})


def gap_between(items: Sequence[Item], left: int, right: int, size: float) -> float:
    """Gap in ems between neighbours; scripts count from the farthest right mark of the last few."""
    edge = max(
        (
            _right_edge(items[k], items[right])
            for k in range(max(0, left - REACHING), left + 1)
            if items[k].x0 <= items[right].x0
        ),
        default=items[left].x1,
    )
    begin = items[right].x0 if items[left].latex in PUNCTUATION else _left_edge(items[right])
    return (begin - edge) / size


def _left_edge(item: Item) -> float:
    """Where an item begins: the ink of some italic letters of mathematics (an f, a p) reaches to the left of their origin."""
    leans = item.math or item.face == "it"
    return min(item.x0, item.box.x0) if leans and is_letter(item.latex) else item.x0


def _right_edge(item: Item, after: Item) -> float:
    """Where an item ends: TeX adds to the width of a slanted mark of mathematics what its ink overhangs."""
    slanted = item.math or (item.face == "it" and not after.latex.isalnum())
    return max(item.x1, item.box.x1) if slanted else item.x1


@dataclass(frozen=True, slots=True)
class Joint:
    """Where the item ``at`` of a line meets the one before it, inside ``depth`` brackets; ``size`` of the line in points."""

    items: Sequence[Item]
    labels: Sequence[Label]
    at: int
    depth: int
    size: float

    @property
    def left(self) -> Item:
        """What ends there."""
        return self.items[self.at - 1]

    @property
    def right(self) -> Item:
        """What begins there."""
        return self.items[self.at]

    @property
    def gap(self) -> float:
        """Room between the two, em."""
        return gap_between(self.items, self.at - 1, self.at, self.size)

    def meets(self, signs: frozenset[str]) -> bool:
        """Whether there is one of some signs on either side."""
        return self.left.latex in signs or self.right.latex in signs

    def holds(self) -> bool:
        """Whether both sides are of one formula, as far as the room between them tells."""
        gap = self.gap
        return gap <= _limit(self) or (_at_operator(self) and self._stretched(gap))

    def ends_clause(self) -> bool:
        """Whether a comma of a sentence stands there: one of its font, with as much room behind it as between words."""
        if self.left.latex != "," or self.left.math:
            return False
        gap = self.gap
        return gap > THIN and 0.0 < SPACED * self._word_space() <= gap

    def _stretched(self, gap: float) -> bool:
        """Whether ``gap`` (em) round an operator is no wider than TeX makes it in a line stretched as this one is."""
        if gap > WIDEST_GAP:
            return False
        space = self._word_space()
        return space > 0.0 and gap <= THICK + STRETCH * (space - SPACE) + SLACK

    def _word_space(self) -> float:
        """How far (em) words of a line are apart, most of them; 0 where there are none."""
        items, labels = self.items, self.labels
        spaces = sorted(
            between
            for k in range(1, len(items))
            if labels[k] is labels[k - 1] is Label.WORD
            and WORD_SPACE < (between := (items[k].x0 - items[k - 1].x1) / self.size) < WIDEST_GAP
        )
        return spaces[len(spaces) // 2] if spaces else 0.0


# what meets --------------------------------------------------------------------------------------------------------


def _at_operator(joint: Joint) -> bool:
    return joint.meets(OPERATORS) or joint.meets(QUANTIFIERS) or _at_spaced_colon(joint)


def _at_spaced_colon(joint: Joint) -> bool:
    """Whether there is a colon with the room of a relation on its left."""
    items, size = joint.items, joint.size
    colon = joint.at if joint.right.latex == ":" else joint.at - 1
    return (
        0 < colon < len(items) - 1
        and items[colon].latex == ":"
        and gap_between(items, colon - 1, colon, size) >= COLON_ROOM
        and gap_between(items, colon, colon + 1, size) <= OPERATOR_GAP
    )


def _operator_at_dots(joint: Joint) -> bool:
    return (joint.meets(DOTS) or joint.meets(COLON)) and _at_operator(joint)


def _lists(joint: Joint) -> bool:
    return joint.left.latex in (",", ";", ":", *DOTS) or joint.right.latex == r"\ldots"


def _after_function(joint: Joint) -> bool:
    """Whether the full-size mark that carries the scripts which end there is a big operator or a function's name."""
    items, k = joint.items, joint.at - 1
    while k > 0 and items[k].size <= SCRIPT_RATIO * joint.size and not items[k].centred:
        k -= 1
    return items[k].latex in BIG_OPERATORS or joint.labels[k] is Label.FUNCTION


def _before_function(joint: Joint) -> bool:
    return joint.labels[joint.at] is Label.FUNCTION


def _anything(joint: Joint) -> bool:
    return True


# how far apart -----------------------------------------------------------------------------------------------------


def _list_room(joint: Joint) -> float:
    room = ENCLOSED if joint.left.math and joint.left.latex in (",", ";") else COMMA_GAP
    return max(room, OPERATOR_GAP) if joint.depth > 0 else room


def _argument_room(joint: Joint) -> float:
    return ARGUMENT_SPACE if joint.right.math and not joint.right.space else OPERATOR_SPACE


def _juxtaposed_room(joint: Joint) -> float:
    left, right, label = joint.left, joint.right, joint.labels[joint.at]
    certain = label is Label.MATH and not right.space
    sure = certain and (joint.labels[joint.at - 1] is label or left.latex in CLOSERS) and left.math and right.math
    room = ENCLOSED if joint.depth > 0 else CLOSE if sure else JUXTAPOSED
    if left.size <= SCRIPT_RATIO * joint.size and joint.depth == 0:
        room = max(room, JUXTAPOSED + SCRIPT_SPACE)
    if certain and right.latex in BIG_OPERATORS:
        room = max(room, OPERATOR_SPACE)
    if sure and (isinstance(left.node, Fraction) or isinstance(right.node, Fraction)):
        room += NULL_DELIMITER
    return room


#: what meets, and how far apart (em) its two sides may be
LIMITS: tuple[tuple[Callable[[Joint], bool], float | Callable[[Joint], float]], ...] = (
    (_operator_at_dots, OPERATOR_GAP),
    (_lists, _list_room),
    (_at_operator, OPERATOR_GAP),
    (_after_function, _argument_room),
    (_before_function, OPERATOR_SPACE),
    (_anything, _juxtaposed_room),
)


def _limit(joint: Joint) -> float:
    room = next(room for fits, room in LIMITS if fits(joint))
    return room if isinstance(room, float) else room(joint)
