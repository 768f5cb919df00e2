"""What a painted glyph is: its LaTeX mark, its face, and the part it plays (letter, accent, piece of a delimiter, ...).

Knowledge about fonts is data (``data/fonts``). The order of trust follows what PDFs get right: in Type 1 and CFF fonts
the glyph's *name* is true where ToUnicode is often wrong; in OpenType fonts names are numbers and ToUnicode is right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import cast, get_args

from reader import marks
from reader.fonts.font_codes import coded_target
from reader.fonts.glyph_ids import numbered_target
from reader.fonts.glyph_names import character_target, load, table, target
from reader.formula_tree import Face

#: Unicode combining marks as accents.
COMBINING = {
    0x0300: r"\grave", 0x0301: r"\acute", 0x0302: r"\hat", 0x0303: r"\tilde", 0x0304: r"\bar", 0x0305: r"\overline",
    0x0306: r"\breve", 0x0307: r"\dot", 0x0308: r"\ddot", 0x030A: r"\mathring", 0x030C: r"\check", 0x20D7: r"\vec",
    0x20DB: r"\dddot", 0x20D6: r"\overleftarrow", 0x20E1: r"\overleftrightarrow", 0x0332: r"\underline",
}  # fmt: skip
#: Spacing characters that serve as accents when they stand over something.
SPACING_ACCENTS = {
    "ˆ": r"\hat", "^": r"\hat", "˜": r"\tilde", "¯": r"\bar", "ˉ": r"\bar", "˙": r"\dot", "¨": r"\ddot", "ˇ": r"\check",
    "˘": r"\breve", "´": r"\acute", "ˊ": r"\acute", "`": r"\grave", "ˋ": r"\grave", "˚": r"\mathring", "⃗": r"\vec",
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
        r"\bigsqcap",
        r"\bigtimes",
        r"\oiint",
        r"\oiiint",
    ]
)
FACES = frozenset(get_args(Face))
#: parts of arrows that are no marks by themselves
HOOKS = frozenset({"bar-of-mapsto", "bar-of-mapsfrom", "hook-left", "hook-right", "dash", "dash-left", "dash-right"})
LIGATURES = {
    "″": "′′",
    "‴": "′′′",
    "⁗": "′′′′",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
#: Faces by the words of a mathematical letter's Unicode name, tried in order.
UNICODE_FACES: tuple[tuple[str, Face], ...] = (
    ("DOUBLE-STRUCK", "bb"), ("FRAKTUR", "frak"), ("BLACK-LETTER", "frak"), ("SCRIPT", "cal"), ("MONOSPACE", "tt"),
    ("SANS-SERIF", "sf"), ("BOLD ITALIC", "bi"), ("BOLD", "bf"), ("ITALIC", "it"),
)  # fmt: skip


#: Compatibility forms that are not the plain character: one in a circle, of a fraction, of a square.
PICTURED = frozenset({"circle", "fraction", "square"})
#: Variant letters that compatibility normalisation would merge with the plain ones.
VARIANT_LETTERS = {
    "EPSILON SYMBOL": "ϵ", "THETA SYMBOL": "ϑ", "KAPPA SYMBOL": "ϰ", "PHI SYMBOL": "ϕ", "RHO SYMBOL": "ϱ", "PI SYMBOL": "ϖ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What a glyph is.

    ``kind``: ``char`` (also digits and signs), ``accent``, ``piece`` (of a tall delimiter, radical or arrow), ``hbrace``
    (tip of a horizontal brace), ``slash`` (the overlay of a negated relation), ``hook`` (bar of mapsto, hooks), ``space``,
    ``ligature`` (``latex`` holds the letters) or ``drop`` (line-drawing fonts). ``part`` is the part of a piece, or
    ``super`` or ``sub`` for a character that is drawn as a script.
    """

    latex: str
    face: Face = "it"
    kind: str = "char"
    part: str = ""
    sized: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True)
class FontKind:
    """What a font's name says: the face of its letters, and how the font is used.

    ``math`` fonts exist only for formulas; the glyphs of those that ``hangs`` hang from the baseline; ``pictures`` are fonts
    with pictures under the names and codes of letters; ``words`` is the face of a sans-serif font where all words are sans-serif.
    """

    face: Face
    upper: Face
    math: bool
    hangs: bool
    pictures: bool = False
    common: bool = False
    words: Face | None = None


@cache
def symbols() -> dict[str, str]:
    """Character → LaTeX mark: the marks that have one character, and what ``symbols.yaml`` says beyond."""
    return marks.FROM_UNICODE | cast(dict[str, str], load("symbols.yaml"))


def plain_font_name(name: str) -> str:
    """The font's name without the subset prefix (``ABCDEF+``)."""
    return name.split("+", 1)[1] if re.match(r"[A-Z]{6}\+", name) else name


@cache
def font_kind(font: str) -> FontKind:
    """Face and use of a font by its name; an unknown name is an upright text font."""
    name = plain_font_name(font)
    return next((kind for pattern, kind in _kinds() if pattern.search(name)), FontKind("rm", "rm", False, False))


@cache
def _kinds() -> list[tuple[re.Pattern[str], FontKind]]:
    return [
        (
            re.compile(row["font"]),
            FontKind(
                row["face"],
                row.get("upper", row["face"]),
                bool(row.get("math")),
                bool(row.get("hangs")),
                bool(row.get("pictures")),
                bool(row.get("common")),
                row.get("words"),
            ),
        )
        for row in load("faces.yaml")
    ]


@cache
def font_habits(fonts: frozenset[str]) -> dict[str, str]:
    """What authors who use these fonts typed for a mark that others type otherwise: mark → mark."""
    habits: dict[str, str] = {}
    for row in load("habits.yaml"):
        if any(re.search(row["with"], plain_font_name(font)) for font in fonts):
            habits |= row["marks"]
    return habits


@cache
def identify(font: str, name: str | None, text: str) -> Identity:
    """What the glyph ``name`` (or, nameless, the characters ``text``) of ``font`` is; ``known`` False where nothing tells."""
    kind = font_kind(font)
    if plain_font_name(font).startswith(("LINE", "LCIRCLE", "lcircle", "line")):
        return Identity("", kind="drop")
    found = _identify(font, name, text, kind)
    if kind.pictures and found.kind in ("char", "ligature", "accent") and not found.latex.startswith("\\"):
        return Identity("?", known=False)
    return found


def _identify(font: str, name: str | None, text: str, kind: FontKind) -> Identity:
    if name and not name.isdigit() and name != ".notdef":
        found = _by_name(font, name, kind)
        if found is not None:
            return found
    elif name and name.isdecimal():
        numbered = numbered_target(plain_font_name(font), int(name), text)
        if numbered is not None:
            return _identity(numbered, kind) if numbered else Identity("?", known=False)
    if len(text) == 1:
        own = character_target(plain_font_name(font), text)
        if own is not None:
            return _identity(own, kind)
        own = coded_target(plain_font_name(font), text)
        if own is not None:
            return _identity(own, kind) if own else Identity("?", known=False)
    return _by_character(text, kind)


def _by_name(font: str, raw: str, kind: FontKind) -> Identity | None:
    found = target(plain_font_name(font), raw)
    return None if found is None else _identity(found, kind)


def _identity(found: str, kind: FontKind) -> Identity:
    """The identity that a target of ``reader.fonts.glyph_names`` describes."""
    if len(found) == 1:
        return _by_character(found, kind)
    head, colon, rest = found.partition(":")
    if colon and rest:
        match head:
            case "accent":
                return Identity("\\" + rest, kind="accent")
            case "piece":
                mark, _, part = rest.rpartition(":")
                return Identity(mark, kind="piece", part=part)
            case "big":
                return replace(_identity(rest, kind), sized=True)
            case "hbrace":
                return Identity("⏞" if rest == "over" else "⏟", kind="hbrace")
            case _ if head in FACES:
                face = cast(Face, head)
                return _identity(rest, FontKind(face, face, True, kind.hangs))
    if found in HOOKS:
        return Identity(found, kind="hook")
    if found == r"\not":
        return Identity(found, kind="slash")
    if found.startswith("\\"):
        return _symbol(found, kind)
    return Identity(found, kind.face, "ligature")


def _by_character(text: str, kind: FontKind) -> Identity:
    if not text or text == "�":
        return Identity("?", known=False)
    if len(text) > 1:
        return _several(text, kind)
    code = ord(text)
    if text in " \u00a0\u2002\u2003\u2009\u200a\u200b\t\n\r\u00ad":
        return Identity("", kind="space")
    if text in table()["unicode_pieces"]:
        latex, part = table()["unicode_pieces"][text]
        return Identity(latex, kind="piece", part=part)
    if text in table()["unicode_hbraces"]:
        return Identity(text, kind="hbrace")
    if text in LIGATURES:
        return Identity(LIGATURES[text], kind.face, "ligature")
    if text == "̸":
        return Identity(r"\not", kind="slash")
    if code in COMBINING:
        return Identity(COMBINING[code], kind="accent")
    if text in SPACING_ACCENTS and not (text in "^`" and not kind.math):
        return Identity(SPACING_ACCENTS[text], kind="accent")
    if text == "~" and kind.math:
        return Identity(r"\tilde", kind="accent")
    if text.isascii() and text.isalpha():
        return Identity(text, kind.upper if text.isupper() else kind.face)
    if text in symbols():
        return _symbol(symbols()[text], kind)
    if text.isascii() and text.isdigit():
        return Identity(text, kind.face if kind.face in ("bf", "bi", "bb") else "it")
    letter = _mathematical_letter(text)
    if letter is not None and letter.face == "bf" and kind.math and kind.face == "it":
        return replace(letter, face="bi")  # a font whose letters of formulas are upright
    return letter or _other(text, kind)


def _several(text: str, kind: FontKind) -> Identity:
    """Several characters in one glyph: a composed sign, a sign that ToUnicode gives by its LaTeX name, or a ligature."""
    if text in symbols():
        return Identity(symbols()[text])
    if kind.math and "\\" + text in marks.UNICODE:
        return Identity("\\" + text)
    return Identity(text, kind.face, "ligature")


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
    """Letters of other scripts and punctuation stay themselves; private-use and unassigned codes are unknown."""
    plain = unicodedata.normalize("NFKC", text)
    form = unicodedata.decomposition(text).partition(">")[0].lstrip("<")
    if form in ("super", "sub") and len(plain) == 1:
        found = _by_character(plain, kind)
        return replace(found, part=form) if found.kind == "char" else found
    if plain != text and len(plain) == 1 and form not in PICTURED:  # full-width signs, radicals of Chinese characters
        return _by_character(plain, kind)
    category = unicodedata.category(text)
    if category in ("Co", "Cn", "Cc", "Cs"):
        return Identity("?", known=False)
    if category.startswith("L"):
        return Identity(text, kind.face) if not kind.math else Identity("?", known=False)
    return Identity(text, known=category.startswith("P") or category == "Sk")
