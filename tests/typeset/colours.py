r"""Give every symbol of a formula a colour of its own, without disturbing how it is set.

``\color`` puts a mark that takes no room before the symbol; no group is opened, so that TeX's spacing stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: the sign of independence, a command, a number, ``:=``, white space or any other character
TOKEN = re.compile(r"\\perp(?:\s*\\!){3}\s*\\perp|\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|:=|\s+|.", re.DOTALL)
#: commands whose whole argument is one symbol or word
WHOLE = frozenset(
    [
        r"\mathbf",
        r"\mathrm",
        r"\mathit",
        r"\mathsf",
        r"\mathtt",
        r"\mathbb",
        r"\mathcal",
        r"\mathscr",
        r"\mathfrak",
        r"\mathbbm",
        r"\mathds",
        r"\boldsymbol",
        r"\text",
        r"\operatorname",
    ]
)
#: commands whose arguments are formulas; those of the second line paint something themselves
INNER = frozenset([r"\frac", r"\dfrac", r"\cfrac", r"\binom", r"\substack", r"\overset", r"\underset", r"\stackrel"])
PAINTS = frozenset(
    [
        r"\sqrt",
        r"\hat",
        r"\tilde",
        r"\bar",
        r"\vec",
        r"\dot",
        r"\ddot",
        r"\check",
        r"\breve",
        r"\mathring",
        r"\acute",
        r"\grave",
        r"\widehat",
        r"\widetilde",
        r"\overline",
        r"\underline",
        r"\overrightarrow",
        r"\underbrace",
        r"\overbrace",
        r"\boxed",
        r"\xrightarrow",
        r"\xleftarrow",
    ]
)
#: lowest component of a colour; how many levels the others have, and how far apart
LOWEST, LEVELS, STEP = 6, 57, 4
#: rules take the colour that is on: none of a symbol's
BLACK = r"\color{black}"
STACKS = frozenset((r"\overset", r"\underset", r"\stackrel"))
SILENT = frozenset(
    [
        r"\,",
        r"\;",
        r"\:",
        r"\!",
        r"\quad",
        r"\qquad",
        r"\limits",
        r"\nolimits",
        r"\displaystyle",
        r"\\",
        r"&",
        r"{",
        r"}",
        r"[",
        r"]",
    ]
) - {"[", "]"}
SIZED = re.compile(r"\\(left|right|middle|[Bb]igg?[lrm]?)$")


@dataclass
class Painter:
    """Hands out colours: the n-th is ``c<n>`` with a red-green-blue value of its own."""

    count: int = 0
    symbols: dict[int, str] = field(default_factory=dict)

    def next(self, symbol: str) -> str:
        """The command that switches to a new colour, for ``symbol``."""
        self.count += 1
        self.symbols[self.count] = symbol
        return rf"\color[rgb]{{{','.join(f'{v / 255:.4f}' for v in rgb(self.count))}}}"

    def paint(self, latex: str) -> str:
        """The formula with a colour before every symbol."""
        return _paint(TOKEN.findall(latex), self) + BLACK


def rgb(number: int) -> tuple[int, int, int]:
    """Colours far enough apart to survive rounding; one component is always lowest, so that no blend with white is another."""
    place, code = number % 3, number // 3 % LEVELS**2
    values = [LOWEST + STEP * (2 + code % LEVELS), LOWEST + STEP * (2 + code // LEVELS)]
    values.insert(place, LOWEST)
    return values[0], values[1], values[2]


def _argument(tokens: list[str], i: int) -> tuple[list[str], int]:
    """The next argument (without its braces) and where it ends."""
    while i < len(tokens) and tokens[i].isspace():
        i += 1
    if i >= len(tokens) or tokens[i] != "{":
        return tokens[i : i + 1], i + 1
    depth = 0
    for j in range(i, len(tokens)):
        depth += (tokens[j] == "{") - (tokens[j] == "}")
        if depth == 0:
            return tokens[i + 1 : j], j + 1
    raise ValueError("unbalanced braces: " + "".join(tokens))


def _optional(tokens: list[str], i: int) -> tuple[list[str] | None, int]:
    if i < len(tokens) and tokens[i] == "[":
        end = tokens.index("]", i)
        return tokens[i + 1 : end], end + 1
    return None, i


def _paint(tokens: list[str], painter: Painter) -> str:
    out: list[str] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.isspace() or token in SILENT:
            out.append(token)
        elif token in (r"\begin", r"\end"):
            name, i = _argument(tokens, i)
            out.append(f"{BLACK}{token}{{{''.join(name)}}}")
            if token == r"\begin" and "".join(name) == "array":
                columns, i = _argument(tokens, i)
                out.append(f"{{{''.join(columns)}}}")
        elif token in "^_'":
            text, i = _script(token, tokens, i, painter)
            out.append(text)
        elif token in WHOLE:
            inner, i = _argument(tokens, i)
            words = _symbols(token, "".join(inner))
            out += [f"{painter.next(token + word)}{token}{{{word}}}" for word in words]
        elif token in INNER or token in PAINTS:
            text, i = _construction(token, tokens, i, painter)
            out.append(text)
        elif SIZED.match(token):
            out.append(f"{painter.next(tokens[i])}{token}{tokens[i]}")
            i += 1
        elif token == r"\not":
            out.append(f"{painter.next(token + tokens[i])}{token}{tokens[i]}")
            i += 1
        else:
            out.append(painter.next(token) + token + (" " if token[0] == "\\" and token[-1].isalpha() else ""))
    return "".join(out)


def _symbols(command: str, argument: str) -> list[str]:
    """The symbols in the argument of a command that sets a whole: words stay whole, letters of other faces do not."""
    if command in (r"\text", r"\operatorname"):
        return [argument]
    if command in (r"\mathrm", r"\mathit", r"\mathsf", r"\mathtt"):
        return argument.split()
    return [symbol for symbol in TOKEN.findall(argument) if not symbol.isspace()]


def _script(token: str, tokens: list[str], i: int, painter: Painter) -> tuple[str, int]:
    """A script; primes become a superscript, which a superscript behind them joins."""
    painted = ""
    while token == "'":
        painted += painter.next(r"\prime") + r"\prime"
        token, i = (tokens[i], i + 1) if i < len(tokens) and tokens[i] in ("'", "^") else ("", i)
    if painted and not token:
        return f"^{{{painted}}}", i
    inner, i = _argument(tokens, i)
    return f"{token}{{{painted}{_paint(inner, painter)}{BLACK}}}", i


def _construction(token: str, tokens: list[str], i: int, painter: Painter) -> tuple[str, int]:
    text = (painter.next(token) if token in PAINTS else BLACK) + token
    option, i = _optional(tokens, i)
    if option is not None:
        text += f"[{{{_paint(option, painter)}}}]"
    two = token in (r"\frac", r"\dfrac", r"\cfrac", r"\binom", r"\overset", r"\underset", r"\stackrel")
    for place in range(2 if two else 1):
        inner, i = _argument(tokens, i)
        painted = _paint(inner, painter) + BLACK
        # the base of a stack becomes a \mathop, which must not begin with a colour, nor must what LuaTeX sets under an accent
        braced = (place and token in STACKS) or token in PAINTS
        text += f"{{{{{painted}}}}}" if braced else f"{{{painted}}}"
    return text, i
