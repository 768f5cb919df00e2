"""Where the command prints for people: a terminal, or a pipe or file in which lines must stay whole."""

from __future__ import annotations

import sys

from rich.console import Console


class Screen(Console):
    """Rich's console without colours of its own invention; what goes into a pipe or a file is not broken into lines."""

    def __init__(self) -> None:
        super().__init__(highlight=False, soft_wrap=not sys.stdout.isatty())

    def on_broken_pipe(self) -> None:
        """Whoever read the pipe has seen enough (``cartouche read ... | head``): the command decides what that means."""
        raise BrokenPipeError
