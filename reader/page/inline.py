"""A line of items → stretches of prose and formulas, with the text of the prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from reader.formula.item import Item
from reader.formula_tree import Accent, Mark, Name
from reader.page.growth import formula_spans
from reader.page.joints import WORD_SPACE
from reader.page.label import Label
from reader.page.labels import label_items, line_labels
from reader.page.lines import Line
from reader.page.typography import Typography


@dataclass(frozen=True)
class Segment:
    """A stretch of a line: prose (with its text) or a formula (with its items)."""

    math: bool
    items: tuple[Item, ...]
    text: str = ""
    #: whether a space stands before it
    spaced: bool = False


def line_segments(line: Line, typography: Typography) -> list[Segment]:
    """``segments`` of a whole line; kept with the line, which is looked at more than once."""
    if line.segments is None:
        line.segments = _segments(line.items, line_labels(line, typography), line.size)
    return cast(list[Segment], line.segments)


def segments(items: Sequence[Item], base: float, size: float, typography: Typography) -> list[Segment]:
    """Items of a line as alternating prose and formulas, left to right."""
    return _segments(items, label_items(items, base, size, typography), size)


def _segments(items: Sequence[Item], labels: Sequence[Label], size: float) -> list[Segment]:
    spans = formula_spans(items, labels, size)
    out: list[Segment] = []
    at = 0
    for start, end in spans:
        out += _prose(items[at:start], size)
        before = items[start - 1] if start else None
        out.append(Segment(True, tuple(items[start:end]), spaced=before is None or _spaced(before, items[start], size)))
        at = end
    out += _prose(items[at:], size)
    if out and spans:
        for i, segment in enumerate(out):
            if i and not segment.math and segment.items:
                out[i] = Segment(
                    False, segment.items, segment.text, _spaced(out[i - 1].items[-1], segment.items[0], size)
                )
    return out


def _spaced(left: Item, right: Item, size: float) -> bool:
    return right.space or right.x0 - left.x1 > WORD_SPACE * size


def _prose(items: Sequence[Item], size: float) -> list[Segment]:
    if not items:
        return []
    parts: list[str] = []
    right = items[0].x1
    for item in items:
        if (item.space or item.x0 - right > WORD_SPACE * (item.size or size)) and parts and item.kind != "rule":
            parts.append(" ")
        right = item.x1
        parts.append(_PLAIN.get(item.latex, item.latex) if item.face is not None else plain_text(item))
    return [Segment(False, tuple(items), "".join(parts), True)]


def prose_segment(items: Sequence[Item], before: Item) -> Segment:
    """Items as one stretch of prose that follows ``before``."""
    size = before.size
    made = _prose(items, size)[0]
    return Segment(False, made.items, made.text, _spaced(before, items[0], size))


def plain_text(item: Item) -> str:
    """The characters of an item in running text."""
    if item.face is not None:
        return _PLAIN.get(item.latex, item.latex)
    node = item.node
    if isinstance(node, Accent) and isinstance(node.base, Mark | Name):
        letters = node.base.latex if isinstance(node.base, Mark) else node.base.text
        return letters + _COMBINING.get(node.mark, "")
    if isinstance(node, Mark):
        return _PLAIN.get(node.latex, node.latex)
    return ""


_COMBINING = {
    r"\acute": "\u0301", r"\grave": "\u0300", r"\hat": "\u0302", r"\tilde": "\u0303", r"\ddot": "\u0308", r"\check": "\u030c",
    r"\breve": "\u0306", r"\bar": "\u0304", r"\mathring": "\u030a", r"\dot": "\u0307",
}  # fmt: skip
_PLAIN = {
    r"\%": "%", r"\&": "&", r"\#": "#", r"\$": "$", r"\_": "_", r"\bullet": "•", r"\ldots": "...", r"\cdot": "·", r"\sim": "~",
    r"\{": "{", r"\}": "}", r"\dagger": "†", r"\ddagger": "‡", "--": "–", "---": "—", r"\times": "×", r"\circ": "°",
    r"\langle": "<", r"\rangle": ">", r"\S": "§", r"\copyright": "©", r"\prime": "'", r"\backslash": "\\",
}  # fmt: skip
