"""What a demo hands back: checks against known answers, measured figures and a picture. Plain data, no torch."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

#: Called now and then by a demo: what it is doing, and how far it has come, from 0 to 1.
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Check:
    """A measured value that must not exceed its tolerance; ``says`` is what it shows, in one clause."""

    name: str
    value: float
    tolerance: float
    says: str

    @property
    def passed(self) -> bool:
        """Whether the value is a number within the tolerance."""
        return math.isfinite(self.value) and self.value <= self.tolerance


@dataclass(frozen=True)
class DemoResult:
    """The outcome of one run.

    ``figures`` maps a name with its unit ("samples per second") to what was measured; ``seconds`` is wall-clock time;
    ``device`` is where it ran ("cpu", or the graphics card's name).
    """

    demo: str
    title: str
    checks: tuple[Check, ...]
    figures: dict[str, float]
    picture: Path | None
    seconds: float
    device: str
    scale: float

    @property
    def passed(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    def to_json(self) -> dict[str, object]:
        """Return the same as plain dictionaries and lists, ready for ``json.dumps``."""
        plain = asdict(self)
        plain["checks"] = [asdict(check) | {"passed": check.passed} for check in self.checks]
        plain["picture"] = None if self.picture is None else str(self.picture)
        return plain | {"passed": self.passed}


def silent(phase: str, fraction: float) -> None:
    """Show nothing: the ``Progress`` of those who do not want to see any."""
