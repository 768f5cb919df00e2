r"""The names that fonts give their glyphs → what the glyph stands for, by the tables of ``data/fonts``.

A target is a character, a plain LaTeX mark (``\leq``), or one of: ``accent:hat``; ``piece:\{:mid`` (mark and part);
``big:(`` (a mark of a larger size); ``hbrace:over`` and ``hbrace:under``; ``bb:1`` (a character with its face);
``hook-left``, ``hook-right``, ``bar-of-mapsto``; several letters (a ligature).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml
from fontTools import agl

FONT_DATA = Path(__file__).resolve().parents[2] / "data" / "fonts"

#: how fonts of the STIX family name the piece that lengthens a glyph, and the glyphs that are lengthened by themselves
EXTENSION = ".x"
EXTENDED = {"|": "|", "‖": r"\|", "⇑": "stem", "⇓": "stem", "↑": "stem", "↓": "stem"}


#: the safe loader in C where PyYAML has it: several times as fast, and every reading starts with these tables
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(name: str) -> Any:
    """A table of ``data/fonts``."""
    return yaml.load((FONT_DATA / name).read_text(encoding="utf-8"), Loader=_LOADER)


@cache
def table() -> dict[str, Any]:
    """The tables of names that hold for all fonts."""
    return cast(dict[str, Any], load("glyph_names.yaml"))


@cache
def _by_font() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    return [(re.compile(row["font"]), row["names"]) for row in load("font_names.yaml")]


@cache
def _own_names(font: str) -> dict[str, str]:
    """The names that mean something of their own in a font: the first matching row wins for each name."""
    names: dict[str, str] = {}
    for pattern, own in reversed(_by_font()):
        if pattern.search(font):
            names |= own
    return names


def character_target(font: str, character: str) -> str | None:
    """What a character means in ``font`` alone: private ones, and those that its family names otherwise."""
    return _own_names(font).get(f"uni{ord(character):04X}")


@cache
def _sizes() -> re.Pattern[str]:
    data = table()["sizes"]
    bases = "|".join(sorted(map(re.escape, data["names"]), key=len, reverse=True))
    return re.compile(rf"({bases})({data['suffixes']})$")


def target(font: str, raw: str) -> str | None:
    """What a glyph named ``raw`` of ``font`` (without subset prefix) stands for; None where the name tells nothing."""
    own, names = _own_names(font), table()["names"]
    for name in (raw, raw.split(".", 1)[0]):
        if name and name in own:
            return own[name]
        if name and name in names:
            return cast(str, names[name])
    name = raw.split(".", 1)[0]
    sized = _sized(raw) or _sized(name) or (_sized(name[:-1]) if name.endswith("A") else None)
    if sized:
        return sized
    text = agl.toUnicode(name, isZapfDingbats="Dingbats" in font) if name else ""
    if text and raw.endswith(EXTENSION) and text in EXTENDED:
        return f"piece:{EXTENDED[text]}:ex"
    if not text or any("\ue000" <= c <= "\uf8ff" for c in text):
        return None
    return str(text)


def _sized(name: str) -> str | None:
    """The target of a base name with a size or a part behind it: ``parenleftbig``, ``braceleftmid``."""
    match = _sizes().match(name)
    if not match:
        return None
    base, part = table()["sizes"]["names"][match.group(1)], table()["sizes"]["parts"].get(match.group(2))
    return f"piece:{base}:{part}" if part else base if base.startswith("accent:") else f"big:{base}"
