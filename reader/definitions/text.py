r"""Running text cut into words, formulas and stops, as the rules for definitions want it.

Input is prose with math between ``$...$`` (displays between ``$$...$$``), with or without leftovers of LaTeX
(``\\emph``, ``\\cite``, environments). Plain Unicode text without dollar signs is read too: there, a symbol is a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "math", "display", "number", "stop", "punct", "break", "cite"]

_ENVIRONMENTS = r"equation|align|eqnarray|gather|multline|displaymath|math|split|aligned|flalign|alignat"
_TOKEN = re.compile(
    rf"""
      (?P<display>\$\$.+?\$\$ | \\\[.+?\\\] | \\begin\{{(?P<env>{_ENVIRONMENTS})\*?\}}.*?\\end\{{(?P=env)\*?\}})
    | (?P<math>\$(?:[^$\\]|\\.)+\$ | \\\(.+?\\\))
    | (?P<cite>~?\\(?:no)?cite\w*\*?(?:\[[^\]]*\])*\{{[^{{}}]*\}} | \[\d+(?:[,–-]\s*\d+)*\])
    | (?P<ref>\\(?:eq|auto|c|C|page)?ref\*?\{{[^{{}}]*\}})
    | (?P<break>\\(?:begin|end)\{{[^{{}}]*\}}(?:\[[^\]]*\])? | \\\s?item\b | \\(?:sub)*(?:section|paragraph|caption)\b\*?
        | \\footnote\b | \\\\ | \n\s*\n)
    | (?P<drop>\\(?:label|includegraphics|url|vspace|hspace|input|usepackage|href)\b\*?(?:\[[^\]]*\])?\{{[^{{}}]*\}})
    | (?P<command>\\\s?(?:emph|em|textbf|textit|texttt|text\s?bf|noindent)\b | \\[a-zA-Z]+\*? | \\[^a-zA-Z])
    | (?P<quote>[“”"`‘′″]+ | ['’](?!s\b)['’]?)
    | (?P<word>(?:i\.e|e\.g|w\.r\.t|a\.k\.a|s\.t|i\.i\.d|w\.l\.o\.g)\.?(?=[\s,:$)])
        | (?:Eqs?|Figs?|Secs?|Sect|Refs?|Tabs?|Alg|Thm|Prop|Def|Lem|resp|cf|al|vs|etc|Ch|App|No)\.(?=[\s~,)\d$\\])
        | ['’]s\b
        | [^\W\d_]\w*(?:[-’'‑–][^\W_]+)*(?:/(?=[^\W\d])\w+)?)
    | (?P<number>\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b | -?[A-Za-z]+\b)?)
    | (?P<stop>[.!?;])
    | (?P<punct>[^\s\w{{}}~])
    """,
    re.S | re.X,
)
_ABBREVIATION = re.compile(r"^(?:i\.e|e\.g|w\.r\.t|Eqs?|Figs?|Secs?|Refs?|resp|cf|al|vs|approx|etc)\.?$")
#: the sign that comments of algorithms begin with
_COMMENT = re.compile(r"\$\s*\\(?:triangleright|rhd)(?![a-z])\s*")
#: texts beyond this many characters are cut; a paragraph is far shorter
MAX_TEXT = 60_000


@dataclass(frozen=True)
class Token:
    """A word, formula or sign; ``low`` is the word in lower case, ``start`` and ``end`` its place in the text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """Lower-case text, without the dot of an abbreviation."""
        return self.text.lower().rstrip(".") if self.kind == "word" else self.text

    @property
    def is_math(self) -> bool:
        """A formula, inline or displayed."""
        return self.kind in ("math", "display")


def formula_body(text: str) -> str:
    """The LaTeX between the dollar signs or inside the environment."""
    for opening, closing in (("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$")):
        if text.startswith(opening) and text.endswith(closing) and len(text) >= len(opening) + len(closing):
            return text[len(opening) : -len(closing)]
    return re.sub(r"^\\begin\{\w+\*?\}|\\end\{\w+\*?\}$", "", text)


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order. Offsets refer to the text as given."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text[:MAX_TEXT]):
        name = match.lastgroup or ""
        name = "display" if name == "env" else name
        raw, start, end = match.group(), match.start(), match.end()
        match name:
            case "drop" | "command" | "quote":
                continue
            case "math" if comment := _COMMENT.match(raw):  # "a worker $\triangleright g$: stale gradient"
                out.append(Token("break", comment.group(), start, start + comment.end()))
                if comment.end() < len(raw) - 1:
                    out.append(Token("math", f"${raw[comment.end() :]}", start + comment.end() - 1, end))
            case "math" if ";" in raw and raw[0] == raw[-1] == "$":
                out += _parted(raw, start)
            case "display" | "math":
                out.append(Token("display" if name == "display" else "math", raw, start, end))
            case "cite":
                out.append(Token("cite", raw, start, end))
            case "ref":
                out.append(Token("number", raw, start, end))
            case "break":
                out.append(Token("break", raw, start, end))
            case "stop":
                out.append(Token("stop" if _ends_sentence(text, start, out) else "punct", raw, start, end))
            case "word" | "number" | "punct":
                out.append(Token(name, raw, start, end))
            case _:
                continue
    return _hyphens_joined(text, [t for t in out if t.kind != "cite"])


def _parted(raw: str, start: int) -> list[Token]:
    r"""A formula that a semicolon outside of brackets parts in two: "for several $\tau; \sigma$: deviation"."""
    out: list[Token] = []
    begin, depth = 1, 0
    for i, char in enumerate(raw[1:], start=1):
        depth += (char in "{([") - (char in "})]")
        if (char == ";" and depth == 0 and raw[i - 1] != "\\") or i == len(raw) - 1:
            if raw[begin:i].strip():
                out.append(Token("math", f"${raw[begin:i]}$", start + begin - 1, start + i + 1))
            if char == ";":
                out.append(Token("stop", char, start + i, start + i + 1))
            begin = i + 1
    return out


def _ends_sentence(text: str, at: int, before: list[Token]) -> bool:
    if text[at] != ".":
        return True
    if before and before[-1].kind == "word" and _ABBREVIATION.match(before[-1].text):
        return False
    rest = text[at + 1 : at + 4]
    return not rest or rest[0].isspace() or rest[0] in "\"'”’)}\\$"


def _hyphens_joined(text: str, tokens: list[Token]) -> list[Token]:
    """``one - hot`` as some corpora space it is one word, as is ``$k$-th`` no word at all."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if (
            token.kind == "punct" and token.text in "-‑" and out and i + 1 < len(tokens)
            and out[-1].kind in ("word", "number") and tokens[i + 1].kind in ("word", "number")
            and token.start - out[-1].end <= 1 and tokens[i + 1].start - token.end <= 1
        ):  # fmt: skip
            last = out.pop()
            out.append(Token("word", f"{last.text}-{tokens[i + 1].text}", last.start, tokens[i + 1].end))
            i += 2
            continue
        out.append(token)
        i += 1
    return out


def phrase_text(text: str, start: int, end: int) -> str:
    """A stretch of the text as a clean phrase: commands, braces, citations and doubled blanks gone, formulas kept."""
    piece = text[start:end]
    parts = re.split(r"(\$[^$]*\$)", piece)
    for i in range(0, len(parts), 2):
        part = re.sub(r"~?\\(?:no)?cite\w*\*?(?:\[[^\]]*\])*\{[^{}]*\}|\[\d+(?:, ?\d+)*\]", " ", parts[i])
        part = re.sub(r"\\[a-zA-Z]+\*?|\\.|[{}~`“”\"]|''", " ", part)
        part = re.sub(r"(\w) ([-‑–]) (\w)", r"\1\2\3", part)
        parts[i] = re.sub(r" ([’']s?\b)", r"\1", part)
    cleaned = re.sub(r"\s+", " ", "".join(parts))
    return re.sub(r"\s+([,.;:)])", r"\1", cleaned).replace("( ", "(").strip(" ,.;:-–")
