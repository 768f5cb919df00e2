r"""Templates of the pattern files as mathematics that a person reads: wildcards become words, each role in its colour.

``\role{prediction}`` becomes the coloured word *prediction*, ``\any`` an empty square ("anything"), ``\rest{}`` dots, and a
wildcard that must be of a kind (``\any[probability]``) the name of that kind in grey. The result is plain LaTeX for KaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import cycle

#: Colours of roles: pages/assets/roles.js has the same, so that prediction, target and weight look alike on all pages.
FIXED = {"prediction": "#2f6fc0", "target": "#2b8452", "weight": "#9c6816"}
OTHERS = ("#94508a", "#1f8a93", "#b4533c", "#5d6ab0", "#7a7f2a", "#8a6a4a")
#: Grey of what is no role; legible on light and dark paper.
GREY = "#7d7a72"
#: Kinds that say how a thing is written, not what it is.
_FORM = frozenset(
    """atom capital indexed indexed_or_app upper app index grouped sum product root offset constant vector density_head
    hatted primed sq in_set starred ends_in_dots cases_grid wide_grid matrix_grid dotted plain_application plain_function
    nameable linear function scale_of of joint number identity H W I mi Q_name opt generated layer_input bilinear
    capital_weight has_step sampled model model_app""".split()
)
_ENDINGS = re.compile(r"_(?:name|like|strict|letter|head|app|net|block|of)$")
_MACRO = re.compile(r"\\(role|any|rest|fn)(?![A-Za-z])(?:\[([^\]]*)\])?(?:\{([A-Za-z0-9_]*)\})?")
#: A wildcard that only says over what is summed or averaged: left out, as people do.
_BOUND = re.compile(r"(\\sum|\\prod|\\mathbb\{E\}|\\nabla|\\int|\\max|\\min|\\inf|\\sup|\\lim)_\{\\any(?:\{\})?\}")
#: Names of letters that have a command.
_GREEK = frozenset("phi psi mu sigma pi theta".split())


def colours(roles: Iterable[str]) -> dict[str, str]:
    """A colour for each role of a pattern, in the order in which they are listed."""
    names = list(roles)
    free = cycle(OTHERS)
    return {name: FIXED[name] if name in FIXED else next(free) for name in names}


def readable(template: str, roles: Mapping[str, str]) -> str:
    """LaTeX for KaTeX of a template.

    Args:
        template: in the language of ``patterns.template``.
        roles: the colour of each role (``colours``).
    """
    return _MACRO.sub(lambda found: _shown(found, roles), _BOUND.sub(r"\1 ", template))


def telling(latex: str) -> tuple[int, int]:
    """A key that sorts readable templates: those that name most roles and leave least open come first."""
    opened = latex.count(r"\square") + latex.count(r"\cdots") + latex.count(rf"\textcolor{{{GREY}}}{{\textsf")
    named = len(set(re.findall(r"\\textcolor\{(#\w+)\}", latex)) - {GREY})
    return opened - 2 * named, len(latex)


def _shown(found: re.Match[str], roles: Mapping[str, str]) -> str:
    macro, kinds, name = found.group(1), found.group(2) or "", found.group(3) or ""
    if name in roles:
        return _word(name, roles[name])
    kind = _kind(kinds)
    if macro == "fn":
        return f" {_head(name, kind)}"  # a letter must not run into the command before it
    if macro == "rest":
        return r"\cdots "
    if kind:
        return _word(kind, GREY) + (f"_{{{name}}}" if name.isdigit() else "")
    return rf"\textcolor{{{GREY}}}{{\square}}" + (f"_{{{name}}}" if name.isdigit() else "")


def _head(name: str, kind: str | None) -> str:
    """The head of a function: the name of its kind, or the letter that stands for it."""
    if kind:
        return rf"\textcolor{{{GREY}}}{{\operatorname{{\textsf{{{_spaced(kind)}}}}}}}"
    if name in _GREEK:
        return rf"\{name} "
    if name.isdigit():
        return f"f_{{{name}}}"
    return name if len(name) == 1 else rf"\operatorname{{{name}}}"


def _kind(kinds: str) -> str | None:
    """The word for what a wildcard must be, where it says what the thing is."""
    wanted = [kind for kind in kinds.split("|") if kind and not kind.startswith("!")]
    named = [kind.rstrip("?") for kind in wanted if kind.rstrip("?") not in _FORM]
    return _ENDINGS.sub("", named[0]) if len(named) == len(wanted) == 1 else None


def _word(name: str, colour: str) -> str:
    # an inner atom keeps a little room to its neighbours, so that two words do not run together, and takes exponents
    return rf"\mathinner{{\textcolor{{{colour}}}{{\textsf{{{_spaced(name)}}}}}}}"


def _spaced(name: str) -> str:
    return name.replace("_", " ")
