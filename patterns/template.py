r"""The template language of the pattern files: LaTeX in which some letters are wildcards.

A template is ordinary LaTeX, read by the parser that reads equations and normalised as they are, with four macros:

``\role{name}``         one thing, bound to the role ``name``; the same name again must be the same thing
``\any``                one thing, not bound; ``\any{1}`` where the same thing must come again
``\rest{name}``         what is left: further terms of a sum, factors of a product or arguments; may be nothing.
                        Without a name it is not bound.
``\fn{name}``           a function head, to be followed by its bracket

Each takes kinds in square brackets, ``\role[probability]{p}``; several are alternatives (``[rate|number]``), a ``!``
in front excludes (``[!number]``), a ``?`` at the end only prefers (``[discount?]``). The kinds are in ``patterns.kinds``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from patterns.normal import normal
from patterns.terms import Term, base_of, signed, walk
from reader.errors import ContentError
from reader.expression.parse import parse_math

#: letters of a face that no template needs for itself stand in for wildcards while the parser runs; first those that
#: the parser takes for plain variables wherever they stand
_LETTERS = "abcmnoruvwxyzMNilstjABCRSTUWXYZ"
_HEADS = "zzplaceholder"
_MACRO = re.compile(r"\\(role|any|rest|fn)(?![A-Za-z])(?:\[([^\]]*)\])?(?:\{([A-Za-z0-9_]*)\})?")


@dataclass(frozen=True)
class Wild:
    """A wildcard: the role it binds (``""``: none), and what it may stand for."""

    role: str
    rest: bool = False
    #: alternatives, one of which must hold
    kinds: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    #: kinds that only raise the confidence
    preferred: tuple[str, ...] = ()

    @property
    def bound(self) -> bool:
        """Whether it stands for a role that is reported (numbered wildcards only have to agree)."""
        return bool(self.role) and not self.role.isdigit()


@dataclass(frozen=True)
class Template:
    """A parsed template. ``term`` has terms of operator ``wild`` whose value is a key of ``wilds``."""

    text: str
    term: Term
    wilds: Mapping[str, Wild] = field(compare=False)
    #: operators and function names that an equation must contain for the template to fit
    features: frozenset[str] = frozenset()
    #: the same for each side of a relation
    sides: tuple[frozenset[str], ...] = ()
    #: for each sum and product in it (by identity): its rest wildcard, and the other parts, the most demanding first
    order: Mapping[int, tuple[Term | None, tuple[Term, ...]]] = field(default_factory=dict, compare=False, repr=False)

    def may_fit(self, pattern: Term, term: Term) -> bool:
        """Whether the roots of a part of the template and of a term can agree at all."""
        if pattern.op in ("sum", "prod"):
            return term.op == pattern.op or len(self.order[id(pattern)][1]) <= 1
        return pattern.op in (term.op, "wild", "none") or (
            pattern.op == "sym" and term.op in ("index", "script", "accent")
        )

    @property
    def roles(self) -> frozenset[str]:
        """The roles that it can bind."""
        return frozenset(wild.role for wild in self.wilds.values() if wild.bound)


def parse_template(text: str) -> Template:
    """Reads a template; ``ContentError`` says what is wrong with it."""
    wilds: dict[str, Wild] = {}
    names: dict[tuple[str, Wild], str] = {}

    def placeholder(found: re.Match[str]) -> str:
        macro, kinds, role = found.group(1), found.group(2) or "", found.group(3) or ""
        wild = _wild(role, macro == "rest", kinds)
        known = names.get((macro, wild)) if role else None
        if known is not None:
            return known
        if len(wilds) >= len(_LETTERS):
            raise ContentError(f"template {text!r} has more than {len(_LETTERS)} wildcards")
        mark = _LETTERS[len(wilds)]
        latex = f"\\operatorname{{{_HEADS}{mark}}}" if macro == "fn" else f"\\mathfrak{{{mark}}}"
        wilds[mark] = wild
        names[macro, wild] = latex
        return latex

    latex = _MACRO.sub(placeholder, text)
    term = _with_wilds(normal(parse_math(latex)))
    unread = [part.value for part in walk(term) if part.op == "unknown"]
    if unread:
        raise ContentError(f"template {text!r} could not be read at {unread[0]!r}")
    missing = set(wilds) - {part.value for part in walk(term) if part.op == "wild"}
    if missing:
        raise ContentError(f"template {text!r} lost a wildcard on the way: {sorted(missing)}")
    for part in walk(term):
        if part.op == "app" and part.args[0].op == "wild" and f"\\mathfrak{{{part.args[0].value}}}" in names.values():
            raise ContentError(f"template {text!r}: a wildcard before a bracket is read as a function; use \\fn")
    sides = tuple(frozenset(features(side)) for side in term.args) if term.op == "rel" else ()
    order = {id(part): _ordered(part, wilds) for part in walk(term) if part.op in ("sum", "prod")}
    return Template(text, term, wilds, frozenset(features(term)), sides, order)


def _ordered(pattern: Term, wilds: Mapping[str, Wild]) -> tuple[Term | None, tuple[Term, ...]]:
    """The rest wildcard of a sum or product (or None), and the others, the most demanding first."""

    def freedom(part: Term) -> int:
        body = signed(part)[1]
        if body.op == "inv":
            body = body.args[0]
        if body.op != "wild":
            return 0
        return 1 if wilds[body.value].kinds else 2

    def is_rest(part: Term) -> bool:
        body = signed(part)[1]
        return body.op == "wild" and wilds[body.value].rest

    rest = next((part for part in pattern.args if is_rest(part)), None)
    return rest, tuple(sorted((part for part in pattern.args if part is not rest), key=freedom))


def _wild(role: str, rest: bool, kinds: str) -> Wild:
    wanted, excluded, preferred = list[str](), list[str](), list[str]()
    for kind in filter(None, (k.strip() for k in kinds.split("|"))):
        if kind.startswith("!"):
            excluded.append(kind[1:])
        elif kind.endswith("?"):
            preferred.append(kind[:-1])
        else:
            wanted.append(kind)
    return Wild(role, rest, tuple(wanted), tuple(excluded), tuple(preferred))


def _with_wilds(term: Term) -> Term:
    if term.op in ("sym", "text"):
        found = re.search(r"\\mathfrak\s*\{?\s*([A-Za-z])\s*\}?$", term.value) if "mathfrak" in term.value else None
        head = re.search(_HEADS + "([A-Za-z])", term.value)
        mark = found or head
        return replace(term, op="wild", value=mark.group(1)) if mark else term
    return replace(term, args=tuple(_with_wilds(arg) for arg in term.args))


#: operators that every formula has, or that a looser match may do without: worthless to search by
_COMMON = frozenset(
    [
        "sym",
        "num",
        "index",
        "sum",
        "prod",
        "wild",
        "none",
        "tuple",
        "rel",
        "neg",
        "inv",
        "cond",
        "semi",
        "text",
        "seq",
        "rows",
        "script",
    ]
)


def features(term: Term) -> set[str]:
    """What a formula contains that is worth searching by: operators, and function names as ``app:softmax``."""
    found: set[str] = set()
    for part in walk(term):
        if part.op == "app":
            head = base_of(part.args[0])
            if head.op == "sym" and len(head.plain) > 1 and head.plain[0].isascii() and not head.value.count("_"):
                found.add(f"app:{head.plain}")
            found.add("app")
        elif part.op == "opt":
            found.add("opt")
        elif part.op not in _COMMON:
            found.add(part.op)
    return found
