"""Pictures of the demos, drawn off screen with matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from numpy.typing import NDArray

#: Width and height of one panel in inches, and the resolution of the picture in dots per inch.
PANEL = (2.5, 3.5)
DPI = 140


def scatter_panels(
    panels: Sequence[tuple[str, str, NDArray[np.float32]]],
    path: Path,
    title: str,
    half_width: float = 2.0,
    half_height: float = 3.0,
) -> Path:
    """Draw clouds of points (N, 2) side by side, all to the same scale, and save them as a PNG at ``path``.

    Each panel is a heading, a colour and its points. The figure is made without pyplot, which keeps state between
    calls and is not safe in the threads of a web application.
    """
    figure = Figure(figsize=(PANEL[0] * len(panels), PANEL[1] + 0.5), layout="constrained")
    FigureCanvasAgg(figure)
    for axes, (heading, colour, points) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        size = 3.0 if len(points) < 10_000 else 1.0
        axes.scatter(points[:, 0], points[:, 1], s=size, c=colour, alpha=0.5, linewidths=0)
        axes.set(xlim=(-half_width, half_width), ylim=(-half_height, half_height), aspect="equal", xticks=[], yticks=[])
        axes.set_title(heading, fontsize=10)
        for spine in axes.spines.values():
            spine.set_color("0.8")
    figure.suptitle(title, fontsize=11)
    figure.savefig(path, dpi=DPI)
    return path
