"""Pages as pixels, to see whether boxes lie on ink."""

from functools import cache

import numpy as np
import pymupdf
from golden import fixture

#: pixels per point
ZOOM = 4


@cache
def pixels(name, page=1):
    """A page's pixels: height x width x 3, bytes."""
    with pymupdf.open(fixture(name)) as pdf:
        picture = pdf[page - 1].get_pixmap(matrix=pymupdf.Matrix(ZOOM, ZOOM), alpha=False)
        return np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width, 3)


@cache
def dark(name, page=1):
    """Where a page has ink."""
    return pixels(name, page).min(axis=2) < 128


def window(box, margin=0.0):
    """The pixels of a box, ``margin`` points added on every side."""
    x0, y0, x1, y1 = ((v + m) * ZOOM for v, m in zip(box, (-margin, -margin, margin, margin), strict=True))
    rows = slice(max(int(np.floor(y0)), 0), max(int(np.ceil(y1)), 0))
    return rows, slice(max(int(np.floor(x0)), 0), max(int(np.ceil(x1)), 0))


def extent(mask):
    """Width and height, in points, that the set pixels of a mask span."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return 0.0, 0.0
    return (columns[-1] - columns[0] + 1) / ZOOM, (rows[-1] - rows[0] + 1) / ZOOM
