"""The shape of a glyph, from the outlines of an embedded font."""

from __future__ import annotations

from typing import Any

from pymupdf import mupdf

from reader.fonts.known_shapes import Contours, Shape


class _Walker(mupdf.FzPathWalker2):  # type: ignore[misc]
    """Hands the parts of a path on to ``Contours``."""

    def __init__(self, contours: Contours) -> None:
        super().__init__()
        self.use_virtual_moveto()
        self.use_virtual_lineto()
        self.use_virtual_curveto()
        self.use_virtual_closepath()
        self._contours = contours

    def moveto(self, ctx: Any, x: float, y: float) -> None:
        self._contours.move(x, y)

    def lineto(self, ctx: Any, x: float, y: float) -> None:
        self._contours.line(x, y)

    def curveto(self, ctx: Any, *points: float) -> None:
        self._contours.curve(*points)

    def closepath(self, ctx: Any) -> None:
        """Contours are closed by themselves."""


def shape(font: Any, gid: int) -> Shape | None:
    """The shape of glyph ``gid`` of ``font`` (an ``FzFont``) at size one; None where it has no outline, or no ink."""
    try:
        path = mupdf.fz_outline_glyph(font, gid, mupdf.FzMatrix())
        contours = Contours()
        walker = _Walker(contours)
        mupdf.fz_walk_path(path, walker, walker.m_internal)
        return contours.shape()
    except Exception:  # a bitmap font, or a broken font program
        return None
