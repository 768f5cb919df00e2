"""The document styles of ``styles.yaml`` as types."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

STYLES = Path(__file__).resolve().parent / "styles.yaml"
#: marks that fit a line of a one-column page
WIDE = 62
#: commands that one character of Unicode stands for, of which a reader can give only one
ONE_CHARACTER = {r"\mathfrak{R}": r"\Re", r"\mathfrak{I}": r"\Im", r"\varnothing": r"\emptyset"}


@dataclass(frozen=True)
class Style:
    """How a document is set; see ``styles.yaml``."""

    name: str
    split: str
    engine: str
    # the class of the document, its options, further lines of its preamble
    document: str = "article"
    options: str = ""
    preamble: tuple[str, ...] = ()
    ams: bool = True
    narrow: int = WIDE
    lacks: str = ""
    indicator: str = r"\mathbf"
    script: bool = False
    # theorems, proofs, lists and quotations round the displays, instead of little but running text
    theorems: bool = False
    replace: dict[str, str] = field(default_factory=dict)

    @property
    def commands(self) -> dict[str, str]:
        """Commands to put differently: what the style has no font for."""
        table = (ONE_CHARACTER if any("unicode-math" in line for line in self.preamble) else {}) | self.replace
        if self.indicator != r"\mathbbm":
            table[r"\mathbbm"] = self.indicator
        if not self.script:
            table[r"\mathscr"] = r"\mathcal"
        return table


def styles() -> list[Style]:
    """All styles in the order of the file."""
    made = []
    for row in yaml.safe_load(STYLES.read_text(encoding="utf-8")):
        row["document"] = row.pop("class", "article")
        row["preamble"] = tuple(row.get("preamble", ()))
        made.append(Style(**row))
    return made
