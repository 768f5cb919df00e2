"""What a painted glyph is: its LaTeX mark, its face, and the part it plays (letter, accent, piece of a delimiter, ...).

Knowledge about fonts is data (``data/fonts``). The order of trust follows what PDFs get right: in Type 1 and CFF fonts
the glyph's *name* is true where ToUnicode is often wrong; in OpenType fonts names are numbers and ToUnicode is right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml
from fontTools import agl

from reader.formula_tree import Face

FONT_DATA = Path(__file__).resolve().parent.parent / "data" / "fonts"

#: Unicode combining marks as accents.
COMBINING = {
    0x0300: r"\grave", 0x0301: r"\acute", 0x0302: r"\hat", 0x0303: r"\tilde", 0x0304: r"\bar", 0x0305: r"\overline",
    0x0306: r"\breve", 0x0307: r"\dot", 0x0308: r"\ddot", 0x030A: r"\mathring", 0x030C: r"\check", 0x20D7: r"\vec",
    0x20DB: r"\dddot", 0x20D6: r"\overleftarrow", 0x0332: r"\underline",
}  # fmt: skip
#: Spacing characters that serve as accents when they stand over something.
SPACING_ACCENTS = {
    "ˆ": r"\hat", "^": r"\hat", "˜": r"\tilde", "¯": r"\bar", "ˉ": r"\bar", "˙": r"\dot", "¨": r"\ddot", "ˇ": r"\check",
    "˘": r"\breve", "´": r"\acute", "`": r"\grave", "˚": r"\mathring", "⃗": r"\vec",
}  # fmt: skip
BIG_OPERATORS = frozenset(
    [
        r"\sum",
        r"\prod",
        r"\coprod",
        r"\int",
        r"\iint",
        r"\iiint",
        r"\oint",
        r"\bigcap",
        r"\bigcup",
        r"\bigwedge",
        r"\bigvee",
        r"\bigodot",
        r"\bigoplus",
        r"\bigotimes",
        r"\biguplus",
        r"\bigsqcup",
    ]
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
#: Faces by the words of a mathematical letter's Unicode name, tried in order.
UNICODE_FACES: tuple[tuple[str, Face], ...] = (
    ("DOUBLE-STRUCK", "bb"), ("FRAKTUR", "frak"), ("BLACK-LETTER", "frak"), ("SCRIPT", "cal"), ("MONOSPACE", "tt"),
    ("SANS-SERIF", "sf"), ("BOLD ITALIC", "bi"), ("BOLD", "bf"), ("ITALIC", "it"),
)  # fmt: skip


#: Variant letters that compatibility normalisation would merge with the plain ones.
VARIANT_LETTERS = {
    "EPSILON SYMBOL": "ϵ", "THETA SYMBOL": "ϑ", "KAPPA SYMBOL": "ϰ", "PHI SYMBOL": "ϕ", "RHO SYMBOL": "ϱ", "PI SYMBOL": "ϖ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What a glyph is.

    ``kind``: ``char`` (also digits and signs), ``accent``, ``piece`` (of a tall delimiter, radical or arrow), ``hbrace``
    (tip of a horizontal brace), ``slash`` (the overlay of a negated relation), ``hook`` (bar of mapsto, hooks), ``space``,
    ``ligature`` (``latex`` holds the letters) or ``drop`` (line-drawing fonts).
    """

    latex: str
    face: Face = "it"
    kind: str = "char"
    part: str = ""
    sized: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class FontKind:
    """What a font's name says: the face of its letters, whether it exists only for formulas, whether its glyphs hang."""

    face: Face
    upper: Face
    math: bool
    hangs: bool


def _load(name: str) -> Any:
    return yaml.safe_load((FONT_DATA / name).read_text(encoding="utf-8"))


@cache
def symbols() -> dict[str, str]:
    """Character → LaTeX mark."""
    return cast(dict[str, str], _load("symbols.yaml"))


@cache
def _names() -> dict[str, Any]:
    return cast(dict[str, Any], _load("glyph_names.yaml"))


@cache
def _sizes() -> re.Pattern[str]:
    data = _names()["sizes"]
    bases = "|".join(sorted(map(re.escape, data["names"]), key=len, reverse=True))
    return re.compile(rf"({bases})({data['suffixes']})?(?:wide|wider|widest)?$")


def plain_font_name(name: str) -> str:
    """The font's name without the subset prefix (``ABCDEF+``)."""
    return name.split("+", 1)[1] if re.match(r"[A-Z]{6}\+", name) else name


@cache
def font_kind(font: str) -> FontKind:
    """Face and use of a font by its name; an unknown name is an upright text font."""
    name = plain_font_name(font)
    for row in _load("faces.yaml"):
        if re.search(row["font"], name):
            face = row["face"]
            return FontKind(face, row.get("upper", face), bool(row.get("math")), bool(row.get("hangs")))
    return FontKind("rm", "rm", False, False)


@cache
def identify(font: str, name: str | None, text: str) -> Identity:
    """What the glyph ``name`` (or, nameless, the characters ``text``) of ``font`` is; ``known`` False where nothing tells."""
    kind = font_kind(font)
    if plain_font_name(font).startswith(("LINE", "LCIRCLE", "lcircle", "line")):
        return Identity("", kind="drop")
    if name and not name.isdigit() and name != ".notdef":
        found = _by_name(font, name, kind)
        if found is not None:
            return found
    return _by_character(text, kind)


def _by_name(font: str, raw: str, kind: FontKind) -> Identity | None:
    name = raw.split(".", 1)[0] or raw
    for row in _names()["by_font"]:
        if name in row["names"] and re.search(row["font"], plain_font_name(font)):
            return _by_character(row["names"][name], kind)
    sized = _sizes().match(name)
    table = _names()["names"]
    if name in _names()["pieces"]:
        return Identity(name, kind="hbrace")
    if name.startswith("radicalv") or name in ("radicaltp", "radicalbt"):
        return Identity(r"\surd", kind="piece", part=name.removeprefix("radical")[:2])
    if sized and (sized.group(2) or name.startswith(("vextend", "arrowvert"))):
        target, part = _names()["sizes"]["names"][sized.group(1)], sized.group(2) or ""
        if part in ("tp", "bt", "ex", "mid"):
            latex = "stem" if target == "brace-stem" else _by_character(target, kind).latex
            return Identity(latex, kind="piece", part=part)
        if name.startswith(("vextend", "arrowvert")):
            return Identity(_by_character(target, kind).latex, kind="piece", part="ex")
        base = _special(target) or _by_character(target, kind)
        return Identity(base.latex, base.face, base.kind, base.part, True)
    if name in table:
        return _special(table[name]) or _by_character(table[name], kind)
    if name.startswith("arrowvertex"):
        return Identity(r"\uparrow", kind="piece", part="ex")
    text = agl.toUnicode(name.rstrip("A") if name.endswith("tpA") else name)
    if text:
        return _by_character(text, kind) if len(text) == 1 else Identity(text, kind.face, "ligature")
    return None


def _special(target: str) -> Identity | None:
    """The entries of the name table that are no characters."""
    if target.startswith("accent:"):
        return Identity("\\" + target.removeprefix("accent:"), kind="accent")
    if target == "bar-of-mapsto" or target.startswith("hook-"):
        return Identity(target, kind="hook")
    if target == "̸":
        return Identity(r"\not", kind="slash")
    return None


def _by_character(text: str, kind: FontKind) -> Identity:
    if not text or text == "�":
        return Identity("?", known=False)
    if len(text) > 1:
        return Identity(text, kind.face, "ligature")
    code = ord(text)
    if text in " \u00a0\u2002\u2003\u2009\u200a\u200b\t\n\r\u00ad":
        return Identity("", kind="space")
    if text in _names()["unicode_pieces"]:
        latex, part = _names()["unicode_pieces"][text]
        return Identity(latex, kind="piece", part=part)
    if text in _names()["unicode_hbraces"]:
        return Identity(text, kind="hbrace")
    if text in LIGATURES:
        return Identity(LIGATURES[text], kind.face, "ligature")
    if text == "̸":
        return Identity(r"\not", kind="slash")
    if code in COMBINING:
        return Identity(COMBINING[code], kind="accent")
    if text in SPACING_ACCENTS and not (text in "^`" and not kind.math):
        return Identity(SPACING_ACCENTS[text], kind="accent")
    if text.isascii() and text.isalpha():
        return Identity(text, kind.upper if text.isupper() else kind.face)
    if text in symbols():
        return _symbol(symbols()[text], kind)
    if text.isascii() and text.isdigit():
        return Identity(text, kind.face if kind.face in ("bf", "bi", "bb") else "it")
    return _mathematical_letter(text) or _other(text, kind)


def _symbol(latex: str, kind: FontKind) -> Identity:
    """A sign from the table; Greek letters keep a bold face, signs have none."""
    greek = re.fullmatch(r"\\(var)?[A-Za-z]+", latex) and (latex.lstrip("\\").removeprefix("var").lower() in GREEK)
    if greek:
        bold = kind.face in ("bf", "bi")
        upper = latex[1].isupper()
        return Identity(latex, ("bf" if upper else "bi") if bold else ("rm" if upper else "it"))
    return Identity(latex)


GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
    ]
)


def _mathematical_letter(text: str) -> Identity | None:
    """A letter or digit of the Mathematical Alphanumeric and Letterlike blocks, by its Unicode name."""
    name = unicodedata.name(text, "")
    if not (name.startswith("MATHEMATICAL") or 0x2100 <= ord(text) <= 0x214F):
        return None
    if text == "ℎ":
        return Identity("h")
    face = next((face for words, face in UNICODE_FACES if words in name), None)
    base = next((b for words, b in VARIANT_LETTERS.items() if words in name), unicodedata.normalize("NFKC", text))
    if face is None or len(base) != 1:
        return None
    if base.isascii():
        return Identity(base, "it" if base.isdigit() and face not in ("bf", "bi", "bb") else face)
    if base in symbols():
        latex = symbols()[base]
        if latex.lstrip("\\").removeprefix("var").lower() not in GREEK:
            return Identity(latex)
        bold = face in ("bf", "bi")
        return Identity(
            latex, ("bf" if latex[1].isupper() else "bi") if bold else ("rm" if latex[1].isupper() else "it")
        )
    return None


def _other(text: str, kind: FontKind) -> Identity:
    """Letters of other scripts stay themselves; private-use and unassigned codes are unknown."""
    if unicodedata.category(text) in ("Co", "Cn", "Cc", "Cs"):
        return Identity("?", known=False)
    if unicodedata.category(text).startswith("L"):
        return Identity(text, kind.face)
    return Identity(text, known=False)
