"""Layout trees and boxes to JSON values and back, for the pipe between the parsing process and the program.

JSON and a closed list of classes, not pickle: what comes out of a process that has parsed a hostile file is data only.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from reader import formula_tree as tree
from reader.geometry import Box

CLASSES: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        tree.Mark, tree.Name, tree.Text, tree.Space, tree.Row, tree.Scripts, tree.Fraction, tree.Radical, tree.Accent,
        tree.Brace, tree.Stack, tree.Fence, tree.Array,
    )
}  # fmt: skip
#: names and defaults of each class's fields
FIELDS = {cls: [(f.name, f.default) for f in dataclasses.fields(cls)] for cls in CLASSES.values()}


def encode(value: Any) -> Any:
    """A node, a box, or a tuple of them as JSON values; what a node's class has anyway is left out."""
    kind = type(value)
    if kind is Box:
        return {"@": "Box", "v": [round(value.x0, 3), round(value.y0, 3), round(value.x1, 3), round(value.y1, 3)]}
    if kind is tuple:
        return [encode(v) for v in value]
    if kind not in FIELDS:
        return value
    out: dict[str, Any] = {"@": kind.__name__}
    for name, default in FIELDS[kind]:
        item = getattr(value, name)
        if item is not default and item != default:
            out[name] = encode(item)
    return out


def decode(value: Any) -> Any:
    """The inverse of ``encode``; raises ``ValueError`` for anything else."""
    if isinstance(value, dict):
        name = value.get("@")
        try:
            if name == "Box":
                return Box(*(float(v) for v in value["v"]))
            cls = CLASSES[str(name)]
            return cls(**{k: decode(v) for k, v in value.items() if k != "@"})
        except (KeyError, TypeError) as error:
            raise ValueError(f"unknown node {name!r}") from error
    if isinstance(value, list):
        return tuple(decode(v) for v in value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    raise ValueError(f"unknown value {value!r}")
