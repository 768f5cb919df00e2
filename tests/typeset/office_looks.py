"""How office programs set the marks of a formula: which font, which glyph, what ToUnicode says; sizes and order of painting."""

from __future__ import annotations

from dataclasses import dataclass, field

from office_fonts import Glyph, Made, mathematical

from reader.fonts.glyph_names import load
from reader.marks import UNICODE

#: glyph numbers of brackets in Cambria Math, by size; the first is the ordinary one
BRACKETS = {
    "(": (0x123A, 0x1240, 0x1246, 0x124C, 0x0D6D, 0x0D6E), ")": (0x123B, 0x1241, 0x1247, 0x124D, 0x0D71, 0x0D72),
    "[": (0x123E, 0x1242, 0x1248, 0x124E, 0x0D65, 0x0D66), "]": (0x123F, 0x1243, 0x1249, 0x124F, 0x0D69, 0x0D6A),
    "{": (0x123C, 0x1244, 0x124A, 0x1250, 0x0D5D, 0x0D5E), "}": (0x123D, 0x1245, 0x124B, 0x1251, 0x0D61, 0x0D62),
    "|": (0x0201, 0x0E2B, 0x0E2C, 0x0E2D), "‖": (0x0521, 0x125B),
    "⌊": (0x06C1,), "⌋": (0x06C2,), "⌈": (0x06BF,), "⌉": (0x06C0,), "⟨": (0x06C3,), "⟩": (0x06C4,),
}  # fmt: skip
#: heights of those sizes, as multiples of the first
HEIGHTS = (1.0, 1.35, 1.8, 2.4, 3.2, 4.4)
BIG = {"∑": 0x0DCD, "∏": 0x0DD1, "∫": 0x0DB1, "∬": 0x0DB5, "⋂": 0x1229, "⋃": 0x122B, "⋀": 0x1225, "⋁": 0x1227}
RADICALS = (0x0DA5, 0x0DA6, 0x0DA7, 0x0DA8, 0x0DA9)
ACCENTS = {
    r"\hat": (0x0DDC, "ˆ"), r"\widehat": (0x0DE0, "ˆ"), r"\tilde": (0x0DE4, "˜"), r"\widetilde": (0x0DE8, "˜"),
    r"\bar": (0x04A7, "¯"), r"\dot": (0x1236, "˙"), r"\ddot": (0x1237, "¨"), r"\vec": (0x0526, "→"),
}  # fmt: skip
#: places of Adobe's Symbol encoding
SYMBOL = dict(
    zip(
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", range(0x41, 0x5B), strict=True
    )
) | dict(zip("αβχδϵϕγηιφκλμνοπθρστυϖωξψζ", range(0x61, 0x7B), strict=True)) | {
    "+": 0x2B, "−": 0x2D, "=": 0x3D, "<": 0x3C, ">": 0x3E, "∗": 0x2A, "(": 0x28, ")": 0x29, "[": 0x5B, "]": 0x5D, "{": 0x7B,
    "}": 0x7D, "|": 0x7C, "∼": 0x7E, "≤": 0xA3, "≥": 0xB3, "∞": 0xA5, "∂": 0xB6, "∇": 0xD1, "∈": 0xCE, "∉": 0xCF, "×": 0xB4,
    "±": 0xB1, "⋅": 0xD7, "≠": 0xB9, "≡": 0xBA, "≈": 0xBB, "→": 0xAE, "⇒": 0xDE, "⇔": 0xDB, "←": 0xAC, "↔": 0xAB, "∑": 0xE5,
    "∏": 0xD5, "∫": 0xF2, "∀": 0x22, "∃": 0x24, "∪": 0xC8, "∩": 0xC7, "⊂": 0xCC, "⊆": 0xCD, "⊃": 0xC9, "⊇": 0xCA, "⊕": 0xC5,
    "⊗": 0xC4, "∝": 0xB5, "′": 0xA2, "∅": 0xC6, "∧": 0xD9, "∨": 0xDA, "¬": 0xD8, "⟨": 0xE1, "⟩": 0xF1, "÷": 0xB8, "√": 0xD6,
    "⊥": 0x5E, "ℵ": 0xC0, "ℜ": 0xC2, "ℑ": 0xC1,
}  # fmt: skip
#: places of the pieces of tall brackets: top, extension, bottom, and a brace's middle
PIECES = {
    "(": (0xE6, 0xE7, 0xE8), ")": (0xF6, 0xF7, 0xF8), "[": (0xE9, 0xEA, 0xEB), "]": (0xF9, 0xFA, 0xFB),
    "{": (0xEC, 0xEF, 0xEE, 0xED), "}": (0xFC, 0xEF, 0xFE, 0xFD),
}  # fmt: skip
PIECE_CHARACTERS = dict(
    zip((0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF), "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪", strict=True)
) | dict(zip((0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE), "⎞⎟⎠⎤⎥⎦⎫⎬⎭", strict=True))
#: places of MT Extra
EXTRA = {
    "…": 0x4B,
    "⋯": 0x4C,
    "⋮": 0x4D,
    "⋱": 0x4F,
    "ℓ": 0x6C,
    "ℏ": 0x68,
    "∓": 0x6D,
    "∘": 0x6F,
    "≪": 0x3D,
    "≫": 0x3F,
    "≃": 0x3B,
}
EXTRA_ACCENTS = {r"\hat": (0x24, "ˆ"), r"\tilde": (0x25, "˜"), r"\dot": (0x26, "˙"), r"\vec": (0x72, "→")}
MATH_SOURCE, TEXT_SOURCE, SLANTED_SOURCE = (
    "DejaVuMathTeXGyre.ttf",
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Italic.ttf",
)
BOLD_SOURCE = "LiberationSerif-Bold.ttf"


class Lacking(KeyError):
    """A look has no glyph for a mark."""


@dataclass
class Look:
    """How a program sets formulas. ``order``: ``tex``, ``later`` (bars, signs and upper scripts later) or ``fonts``."""

    name: str
    order: str = "tex"
    #: what ToUnicode says of glyphs that no character leads to: ``number``, ``nothing``; or ``all`` glyphs by number
    unknown: str = "number"
    script, scriptscript = 0.73, 0.6
    axis: float = 0.27
    made: dict[str, Made] = field(default_factory=dict)
    #: characters whose number in Cambria Math is not known, and the places that they get here
    others: dict[str, int] = field(default_factory=dict)

    def font(self, name: str) -> Made:
        """A font of the document."""
        return self.made.setdefault(name, Made(name))

    def mark(self, character: str, face: str) -> tuple[str, Glyph]:
        """The font and glyph of a mark."""
        shown = mathematical(character, face)
        number = _cambria().get(shown if face in ("rm", "it") or shown != character else character)
        free = 0x1400 + self.others.setdefault(shown, len(self.others))
        text = chr(number) if number is not None and self.unknown == "all" else shown
        return "Cambria Math", self._add("Cambria Math", number or free, shown, text)

    def _add(self, font: str, number: int, character: str, text: str | None, tall: float = 1.0) -> Glyph:
        try:
            return self.font(font).add(number, MATH_SOURCE, character, text, tall, self.axis)
        except KeyError as error:
            raise Lacking(character) from error

    def _told(self, number: int) -> str | None:
        return None if self.unknown == "nothing" else chr(number)

    def big(self, character: str) -> tuple[str, Glyph]:
        """An operator of displays."""
        if character not in BIG:
            return self.mark(character, "rm")
        number = BIG[character]
        return "Cambria Math", self._add("Cambria Math", number, character, self._told(number), 1.4)

    def bracket(self, character: str, height: float) -> list[tuple[str, Glyph, float, float]]:
        """The glyphs of a bracket at least ``height`` ems high, each with its offset upwards and its vertical stretch."""
        numbers = BRACKETS.get(character)
        if numbers is None:
            raise Lacking(character)
        for number, tall in zip(numbers, HEIGHTS, strict=False):
            glyph = self._add("Cambria Math", number, character, self._told(number), tall)
            if glyph.box[3] - glyph.box[1] >= height:
                break
        return [("Cambria Math", glyph, 0.0, 1.0)]

    def radical(self, height: float) -> tuple[str, Glyph]:
        """A radical sign at least ``height`` ems high."""
        for number, tall in zip(RADICALS, HEIGHTS, strict=False):
            glyph = self._add("Cambria Math", number, "√", self._told(number), tall)
            if glyph.box[3] - glyph.box[1] >= height:
                break
        return "Cambria Math", glyph

    def accent(self, mark: str) -> tuple[str, Glyph]:
        """The glyph of an accent."""
        if mark not in ACCENTS:
            raise Lacking(mark)
        number, character = ACCENTS[mark]
        return "Cambria Math", self._add("Cambria Math", number, character, self._told(number))


class MathType(Look):
    """Formulas of MathType: Times, Symbol and MT Extra, characters painted font by font."""

    def mark(self, character: str, face: str) -> tuple[str, Glyph]:
        """The font and glyph of a mark."""
        if face in ("bf", "bi", "bb") and not character.isascii():
            raise Lacking(character)
        if character in EXTRA and character not in SYMBOL:
            return "MT Extra", self._coded("MT Extra", EXTRA[character], character)
        if (character in SYMBOL and not character.isascii()) or (
            character in "+=<>[]{}|()" and character not in "()[]{}"
        ):
            return "Symbol", self._coded("Symbol", SYMBOL[character], character)
        sources = {
            "it": ("TimesNewRoman,Italic", SLANTED_SOURCE), "rm": ("TimesNewRoman", TEXT_SOURCE),
            "bf": ("TimesNewRoman,Bold", BOLD_SOURCE),
        }  # fmt: skip
        if face not in sources or not character.isascii():
            raise Lacking(character)
        if not character.isalpha():
            face = "rm"
        name, source = sources[face]
        return name, self.font(name).add(ord(character), source, character, character)

    def _coded(self, font: str, code: int, character: str, tall: float = 1.0) -> Glyph:
        text = {"number": chr(0xF000 + code), "nothing": None, "all": chr(code)}[self.unknown]
        try:
            return self.font(font).add(code, MATH_SOURCE, character, text, tall, self.axis)
        except KeyError as error:
            raise Lacking(character) from error

    def big(self, character: str) -> tuple[str, Glyph]:
        """An operator of displays: the same glyph in a larger size."""
        return self.mark(character, "rm")

    def bracket(self, character: str, height: float) -> list[tuple[str, Glyph, float, float]]:
        """One glyph, or pieces one over the other."""
        if character not in SYMBOL:
            raise Lacking(character)
        plain = ("Symbol", self._coded("Symbol", SYMBOL[character], character), 0.0, 1.0)
        own = plain[1].box[3] - plain[1].box[1]
        if height <= 1.15 * own:
            return [plain]
        if character not in PIECES:
            return [(*plain[:2], 0.0, height / own)]
        codes = PIECES[character]
        glyphs = [self._coded("Symbol", code, PIECE_CHARACTERS[code]) for code in codes]
        sizes = [g.box[3] - g.box[1] for g in glyphs]
        fixed = [0, 2] if len(codes) == 3 else [0, 3, 2]
        order = [0]
        for place in fixed[1:]:
            missing = height - sum(sizes[k] for k in fixed)
            order += [1] * max(0, round(missing / sizes[1] / (len(fixed) - 1) + 0.49))
            order.append(place)
        total = sum(sizes[k] for k in order)
        top, made = self.axis + total / 2, []
        for k in order:
            made.append(("Symbol", glyphs[k], top - glyphs[k].box[3], 1.0))
            top -= sizes[k]
        return made

    def radical(self, height: float) -> tuple[str, Glyph]:
        """MathType draws radicals with lines: these are left out."""
        raise Lacking("√")

    def accent(self, mark: str) -> tuple[str, Glyph]:
        """Accents of MT Extra."""
        if mark not in EXTRA_ACCENTS:
            raise Lacking(mark)
        code, character = EXTRA_ACCENTS[mark]
        return "MT Extra", self._coded("MT Extra", code, character)


def _cambria() -> dict[str, int]:
    """Glyph number of a character in Cambria Math, where it is known."""
    found: dict[str, int] = {}
    for first, face, characters in load("glyph_ids.yaml")[0]["runs"]:
        if first >= 0x0B00 and first not in (0x0D45, 0x0D48, 0x0D4A, 0x0D4C):
            continue  # shapes for scripts, brackets
        for k, character in enumerate(characters):
            shown = mathematical(character, face) if face else character
            if not face and character.isalpha():
                shown = mathematical(character, "it")
            found.setdefault(shown, first + k)
    return found


def character_of(latex: str) -> str:
    """The character of a mark; raises ``Lacking``."""
    special = {
        "-": "−",
        "*": "∗",
        r"\{": "{",
        r"\}": "}",
        r"\|": "‖",
        r"\cdot": "⋅",
        r"\prime": "′",
        r"\ldots": "…",
        "'": "′",
    }
    if latex in special:
        return special[latex]
    if not latex.startswith("\\"):
        return latex
    if latex not in UNICODE:
        raise Lacking(latex)
    return UNICODE[latex]
