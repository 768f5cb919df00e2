r"""Words for marks: letters, numbers, accents, names; the tables are in ``data/speech``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

SPEECH_DATA = Path(__file__).resolve().parents[2] / "data" / "speech"
#: commands that only set a face
_FACES = re.compile(r"\\(?:mathrm|mathbf|boldsymbol|mathit|mathsf|mathtt|mathfrak|operatorname\*?|text\w*)\{([^{}]*)\}")
_SCRIPT_LETTER = re.compile(r"\\(?:mathcal|mathbb)\{([^{}]*)\}")
_ACCENT = re.compile(r"\\([a-z]+)\{(.*)\}", re.DOTALL)
_WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])|[_\-]|\\_")


@lru_cache
def tables(language: str = "english") -> dict[str, dict[str, str]]:
    """Load the tables of a language."""
    text = (SPEECH_DATA / f"{language}.yaml").read_text(encoding="utf-8")
    return cast(dict[str, dict[str, str]], yaml.safe_load(text))


@lru_cache(maxsize=4096)
def symbol_words(latex: str, language: str = "english") -> str:
    r"""Say a symbol: ``\hat{\mathbf{x}}`` is "x hat", ``\mathrm{softmax}`` "softmax", ``\Sigma`` "capital sigma"."""
    table = tables(language)
    words = table["words"]
    for name in ("signs", *words.get("alone", "").split()):  # tables whose signs are said alike where they stand alone
        if latex in table[name]:
            return table[name][latex]
    accent = _ACCENT.fullmatch(latex)
    if accent is not None and accent.group(1) in table["accents"]:
        return words["accent"].format(symbol_words(accent.group(2), language), table["accents"][accent.group(1)])
    primes = latex.count(r"\prime")
    if primes and latex == r"\prime" * primes:
        said = words["primes"].split()
        return said[primes - 1].replace("_", " ") if primes <= len(said) else f"{primes} primes"
    script = _SCRIPT_LETTER.fullmatch(latex)
    if script is not None:
        plain = latex.startswith(r"\mathbb") or len(script.group(1)) > 1
        return script.group(1) if plain else words["script"].format(script[1])
    face = _FACES.fullmatch(latex)
    if face is not None:
        return symbol_words(face.group(1), language)
    if latex.startswith("\\"):
        return _command_words(latex[1:], language)
    return " ".join(part for part in _WORD_BREAK.split(latex) if part).strip() if len(latex) > 1 else latex


def _command_words(name: str, language: str) -> str:
    table = tables(language)
    spoken = table["small_greek"].get(name)
    if spoken is not None:
        return spoken
    bare = re.sub(r"[^A-Za-z]", " ", name).strip()
    if not bare[:1].isupper():
        return bare
    return table["words"]["capital"].format(table["small_greek"].get(bare.lower(), bare.lower()))


def number_words(digits: str, language: str = "english") -> str:
    """Say a number: small ones in words, others in digits."""
    small = tables(language)["counting"]["small"].split()
    return small[int(digits)] if digits.isascii() and digits.isdigit() and int(digits) < len(small) else digits


def listed(parts: list[str]) -> str:
    """Join words as a list: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
