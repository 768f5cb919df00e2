"""The check picture: each display of a paper as it stands on the page, beside what was read, set anew.

One web page that needs nothing else: the crops are in it as PNG, the formulas as MathML, and there is no script. It is made
for whoever improves the reader, or doubts it. Nothing that a PDF says becomes HTML: texts are escaped, and MathML is taken
apart and put together again from the elements and attributes that formulas need.
"""

from __future__ import annotations

import math
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from xml.etree import ElementTree

from reader.formula_tree import Fence, Node, box_of, children, walk
from reader.geometry import Box
from reader.latex.mathml import NAMESPACE
from reader.paper import Equation, Paper
from reader.sandbox import render_crops

#: pixels per point of the crops
ZOOM = 2.0
#: points round the formula that the crop shows
MARGIN = 6.0
#: points; a wider formula stands above what was read, not beside it
WIDE = 300.0
#: confidence from which a formula counts as sure, and below which as doubtful
SURE, DOUBTFUL = 0.9, 0.6
STYLE = Path(__file__).resolve().parent.parent / "data" / "reading" / "check.css"
#: what MathML for a formula is made of
ELEMENTS = frozenset(
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts "
    "none mtable mtr mtd mstyle mpadded mphantom menclose merror".split()
)
ATTRIBUTES = frozenset(
    "display mathvariant stretchy fence separator form accent accentunder linethickness width height depth lspace rspace "
    "columnalign columnspacing rowspacing displaystyle scriptlevel largeop movablelimits notation symmetric minsize maxsize".split()
)

Progress = Callable[[int, int], None]


def check_page(
    paper: Paper, path: Path, password: str | None = None, progress: Progress = lambda done, all_of_them: None
) -> str:
    """The check picture of a paper that was read from ``path``, as one HTML page.

    ``progress(done, all)`` is called before each crop. Raises ``UnreadableError`` where the file cannot be painted.
    """
    displays = [e for e in paper.equations if e.display]
    boxes = [_crop_box(e, paper.page_sizes) for e in displays]
    crops = render_crops(
        path, [(e.page, tuple(box)) for e, box in zip(displays, boxes, strict=True)], ZOOM, password, progress
    )
    by_doubt = sorted(range(len(displays)), key=lambda k: displays[k].confidence)
    ranks = {k: rank for rank, k in enumerate(by_doubt)}
    parts = [
        _article(e, box, png, ranks[k]) for k, (e, box, png) in enumerate(zip(displays, boxes, crops, strict=True))
    ]
    return _page(paper.title, displays, parts)


def _page(title: str, displays: Sequence[Equation], parts: Sequence[str]) -> str:
    sure = sum(e.confidence >= SURE for e in displays)
    count = f"{len(displays)} displayed equation{'s' * (len(displays) != 1)}, {sure} with confidence {SURE} or more"
    name = escape(title or "this paper")
    # No script may run and nothing may be fetched, whatever stands in this page.
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Check: {name}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width"><style>\n{STYLE.read_text(encoding="utf-8")}</style></head>\n'
        f"<body><h1>{name}</h1><p>{count}. First the page, then what was read. Point at a box to see its mark.</p>\n"
        '<input type="radio" name="order" id="by-place" checked><label for="by-place">as in the paper</label>\n'
        '<input type="radio" name="order" id="by-doubt"><label for="by-doubt">lowest confidence first</label>\n'
        f"<main>\n{''.join(parts)}</main></body></html>\n"
    )


def _article(equation: Equation, box: Box, png: bytes, rank: int) -> str:
    number = f" ({escape(equation.number)})" if equation.number else ""
    level = "sure" if equation.confidence >= SURE else "doubtful" if equation.confidence < DOUBTFUL else "fair"
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in equation.confidence_reasons)
    pair = "pair wide" if box.width > WIDE else "pair"
    return (
        f'<article style="--rank:{rank}"><h2>Page {equation.page}{number} '
        f'<span class="{level}">{equation.confidence:.2f}</span> <small>{escape(equation.id)}</small></h2>\n'
        f"{f'<ul>{reasons}</ul>' if reasons else ''}\n"
        f'<div class="{pair}">{_picture(equation.tree, box, png)}<div class="read">{safe_mathml(equation.mathml)}</div></div>\n'
        f"<pre>{escape(equation.latex)}</pre></article>\n"
    )


def _picture(tree: Node, box: Box, png: bytes) -> str:
    """The crop with a frame for each mark; its LaTeX shows where one points."""
    if not png:
        return '<div class="crop">This part of the page cannot be painted.</div>'
    frames = "".join(
        f'<rect x="{b.x0 - box.x0:.2f}" y="{b.y0 - box.y0:.2f}" width="{b.width:.2f}" height="{b.height:.2f}">'
        f"<title>{escape(name)}</title></rect>"
        for name, b in _marks(tree)
        if b.overlaps(box)
    )
    data = b64encode(png).decode("ascii")
    size = f'width="{box.width * ZOOM:.0f}" height="{box.height * ZOOM:.0f}"'
    return (
        f'<div class="crop"><svg viewBox="0 0 {box.width:.2f} {box.height:.2f}" {size} xmlns="http://www.w3.org/2000/svg">'
        f'<image href="data:image/png;base64,{data}" width="{box.width:.2f}" height="{box.height:.2f}"/>{frames}</svg></div>'
    )


def _marks(tree: Node) -> Iterator[tuple[str, Box]]:
    """Every leaf and every stretched delimiter with its box."""
    for node in walk(tree):
        if isinstance(node, Fence):
            ends = ((node.opening, node.opening_box), (node.closing, node.closing_box))
            yield from ((name, box) for name, box in ends if box is not None)
        elif not children(node) and node.box is not None:
            yield getattr(node, "latex", "") or getattr(node, "text", ""), node.box


def _crop_box(equation: Equation, sizes: Sequence[tuple[float, float]]) -> Box:
    """What the crop shows: the formula with a margin, on whole pixels, within the page."""
    width, height = sizes[equation.page - 1]
    ink = (box_of(equation.tree) or equation.box) if equation.box.width <= 0 else equation.box
    wide = ink.grown(MARGIN)
    x0, y0 = (math.floor(max(v, 0.0) * ZOOM) / ZOOM for v in (wide.x0, wide.y0))
    x1 = math.ceil(min(wide.x1, width) * ZOOM) / ZOOM
    y1 = math.ceil(min(wide.y1, height) * ZOOM) / ZOOM
    return Box(x0, y0, max(x1, x0 + 1), max(y1, y0 + 1))


def safe_mathml(source: str) -> str:
    """The formula's MathML, rebuilt from known elements and attributes only; a short remark where it is not well-formed."""
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError:
        return "<em>cannot be set</em>"
    return _rebuilt(root)


def _rebuilt(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix("{" + NAMESPACE + "}")
    name = name if name in ELEMENTS else "mrow"
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items() if key in ATTRIBUTES)
    inside = escape(element.text or "") + "".join(map(_rebuilt, element))
    return f"<{name}{attributes}>{inside}</{name}>"
