"""Where drawings stand on a page: curves, arrows and circles painted one after the other, with the labels between them.

TeX paints a picture in one go, so that its shapes are next to each other in paint order with no more than labels between. Labels
such as p(x | z) stand alone and have room around them, as displays have; only the drawing tells the difference.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.geometry import Box, union
from reader.pdf.painted import Drawing, RawGlyph, RawPage, Rule

#: marks; between two shapes of one picture no more are painted than its labels have (twice as many between plots side by side)
LABEL_MARKS = 40
#: marks before the first shape of a picture, and behind its last, that may be its labels
OUTER_MARKS = 60
#: em; a label stands no farther than this from what is drawn, or from what is painted between
LABEL_REACH = 2.2
#: points; labels are no larger (a watermark is)
LARGEST_LABEL = 14.0
#: of its height; the marks of a label are no farther apart
LABEL_GAP = 0.8
#: points; taken for the size of a rule, which has none: axes and ticks
RULE_SIZE = 8.0
#: points; shapes of one picture are no farther apart
APART = 70.0
#: curves, arrows and the like that make a picture; one alone may be an ornament
FEWEST_SHAPES = 2
#: points; what is narrower or lower than this is a column of bullets or a line of ornaments
SMALLEST_SIDE = 24.0
#: share of the page; what is larger is a background
BACKGROUND = 0.6


def picture_boxes(page: RawPage) -> list[Box]:
    """The boxes of the pictures that are drawn on a page, their labels included."""
    size = page.width * page.height
    shapes = [d for d in page.drawings if d.box.width * d.box.height < BACKGROUND * size]
    if sum(not d.frame for d in shapes) < FEWEST_SHAPES:
        return []
    boxes = []
    for group in _groups(shapes, page):
        if _distinct(group) >= FEWEST_SHAPES and (box := _with_labels(group, page)) is not None:
            boxes.append(box)
    return boxes


def _groups(shapes: Sequence[Drawing], page: RawPage) -> list[list[Drawing]]:
    """Shapes that are near one another, in paint order and on the page."""
    groups: list[list[Drawing]] = []
    box = Box(0.0, 0.0, 0.0, 0.0)
    for shape in shapes:
        if groups and _joins(shape, groups[-1][-1], box, page):
            groups[-1].append(shape)
            box = union((box, shape.box)) or box
        else:
            groups.append([shape])
            box = shape.box
    return groups


def _joins(shape: Drawing, last: Drawing, box: Box, page: RawPage) -> bool:
    """Whether a shape belongs to the picture in ``box``, whose last shape is ``last``."""
    if max(box.x0 - shape.box.x1, shape.box.x0 - box.x1, box.y0 - shape.box.y1, shape.box.y0 - box.y1) > APART:
        return False
    between = [mark for mark in page.marks[last.after : shape.after] if type(mark) is RawGlyph]
    if len(between) <= LABEL_MARKS:
        return True
    level = min(box.y1, shape.box.y1) - max(box.y0, shape.box.y0)
    return len(between) <= 2 * LABEL_MARKS and level > 0.5 * min(box.height, shape.box.height)


def _distinct(group: Sequence[Drawing]) -> int:
    """How many curves, arrows and so on: a shape that is filled and then drawn counts once."""
    return len({tuple(round(edge / 3) for edge in d.box) for d in group if not d.frame})


def _with_labels(group: Sequence[Drawing], page: RawPage) -> Box | None:
    """What a group of shapes covers together with its rules and labels; None where that is no picture."""
    first, last = group[0].after, group[-1].after
    drawn = union(d.box for d in group)
    assert drawn is not None
    between = [m for m in page.marks[first:last] if _touches(m, drawn)]
    drawn = union((drawn, *(m.box for m in between)))
    assert drawn is not None
    if min(drawn.width, drawn.height) < SMALLEST_SIDE:
        return None
    labels: list[Box] = []
    before: RawGlyph | Rule | None = None
    for mark in (*page.marks[max(0, first - OUTER_MARKS) : first], *page.marks[last : last + OUTER_MARKS]):
        if not _touches(mark, drawn) and not (before and _goes_on(before, mark)):
            before = None
            continue
        labels.append(mark.box)
        before = mark
    return union((drawn, *labels))


def _goes_on(before: RawGlyph | Rule, mark: RawGlyph | Rule) -> bool:
    """Whether a mark follows another one of the same label."""
    size = max(before.box.height, mark.box.height, RULE_SIZE)
    return abs(mark.box.y_mid - before.box.y_mid) < size and -size < mark.box.x0 - before.box.x1 < LABEL_GAP * size


def _touches(mark: RawGlyph | Rule, box: Box) -> bool:
    """Whether a mark is within a label's reach of a box, and no larger than a label."""
    if isinstance(mark, RawGlyph) and mark.size > LARGEST_LABEL:
        return False
    reach = LABEL_REACH * (mark.size if isinstance(mark, RawGlyph) else RULE_SIZE)
    at = mark.box
    return box.x0 - reach <= at.x_mid <= box.x1 + reach and box.y0 - reach <= at.y_mid <= box.y1 + reach
