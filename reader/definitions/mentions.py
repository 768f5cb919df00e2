r"""Where a text mentions a symbol, and how: alone, in front of a relation, as a function's head, in a list, or inside.

Formulas that stand in one enumeration ("α, β and γ", or "$\alpha, \beta$") form a ``Group`` of ``Item``s, so that rules
see the whole enumeration and the place of the symbol in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from reader.definitions.join import joined
from reader.definitions.latex import Marks, marks
from reader.definitions.text import Token, formula_body, tokens_of
from reader.definitions.words import AMBIGUOUS_VERBS, FUNCTION_WORDS, MODALS, PREPOSITIONS, verb_form

RELATIONS = frozenset(
    [
        r"=",
        r":=",
        r"\in",
        r"\ni",
        r"\leq",
        r"\geq",
        r"<",
        r">",
        r"\sim",
        r"\subset",
        r"\subseteq",
        r"\subsetneq",
        r"\supset",
        r"\supseteq",
        r"\approx",
        r"\equiv",
        r"\propto",
        r"\neq",
        r"\rightarrow",
        r"\leftarrow",
        r"\mapsto",
        r"\simeq",
        r"\cong",
        r"\ll",
        r"\gg",
        r"\notin",
        r"\longrightarrow",
        r"\Rightarrow",
        r"\longleftarrow",
        r"\leftrightarrow",
        r"\prec",
        r"\succ",
        r"\preceq",
        r"\succeq",
        r"\stackrel",
        r"\doteq",
        r"\leftarrow",
        r"\models",
        r"\vdash",
        r":",
    ]
)
_OPENING = frozenset([r"(", r"[", r"\{", r"\langle", r"\lfloor", r"\lceil"])
_CLOSING = frozenset([r")", r"]", r"\}", r"\rangle", r"\rfloor", r"\rceil", r"}"])
_OPERATIONS = frozenset(("+", "-", "=", r"\cdot", r"\times", "<", ">", r"\odot"))
_DOTS = frozenset({r"\ldots"})
#: a text of so many words of which fewer than this share are function words is no sentence
_TABLE_WORDS, _TABLE_SHARE = (8, 60), 0.09
_SEPARATORS = frozenset({",", "and", "or", "&", "/"})


@dataclass(frozen=True)
class Item:
    """One member of an enumeration of formulas: ``head`` is what stands before its first relation."""

    token: int
    marks: Marks
    head: Marks
    relation: str

    @cached_property
    def called(self) -> Marks:
        """The head without its bracketed arguments (f of f(x)); empty where it has none."""
        if len(self.head) > 2 and self.head[-1] in (")", "]"):
            depth = 0
            for i in range(len(self.head) - 1, -1, -1):
                depth += (self.head[i] in _CLOSING) - _opens(self.head[i])
                if depth == 0:
                    head = self.head[:i]
                    return head if self.head[i] in ("(", "[") and not _has_power(head) and not _averages(head) else ()
        return ()

    @property
    def has_formula_inside(self) -> bool:
        """Whether its arguments are more than letters and commas (f(x + y)): what is said is said of that value."""
        inside = self.head[len(self.called) :]
        return any(mark in _OPERATIONS for mark in inside)

    @cached_property
    def bounded(self) -> Marks:
        """The middle of a double inequality (the α of 0 < α < 1); empty for anything else."""
        places = [i for i, mark in enumerate(self.marks) if mark in ("<", r"\leq", ">", r"\geq")]
        if len(places) == 2 and all(_is_bound(m) for m in (self.marks[: places[0]], self.marks[places[1] + 1 :])):
            return self.marks[places[0] + 1 : places[1]]
        return ()

    @property
    def right(self) -> Marks:
        """What stands behind the only relation of the formula."""
        if self.relation and len(self.marks) > len(self.head) + 1:
            return self.marks[len(self.head) + 1 :]
        return ()

    @cached_property
    def members(self) -> tuple[Marks, ...]:
        """What stands in the braces of {x_i} or the brackets of (x, y); empty for anything else."""
        if len(self.head) < 3 or self.head[0] not in (r"\{", "("):
            return ()
        depth = 0
        for i, mark in enumerate(self.head):
            depth += _opens(mark) - (mark in _CLOSING)
            if depth == 0:
                rest = self.head[i + 1 :]
                return _split(self.head[1:i]) if not rest or rest[0] in ("_{", "^{") else ()
        return ()


def _averages(head: Marks) -> bool:
    """Whether it is an expectation, variance or the like, of which "the loss is E[...]" says nothing."""
    return head[:1] in ((r"\mathbb{E}",), (r"\mathbb{V}",), ("Var",), ("Cov",), (r"\log",), (r"\exp",))


def _is_bound(run: Marks) -> bool:
    """A number, an infinity or one letter with its index."""
    return 0 < len(run) <= 5


def _opens(mark: str) -> bool:
    return mark in _OPENING or (mark.endswith("{") and mark != r"\{")


def _has_power(run: Marks) -> bool:
    return len(run) >= 3 and run[-1] == "}" and run[-2].isdigit() and run[-3] == "^{"


def _split(run: Marks) -> tuple[Marks, ...]:
    """A run cut at its commas and semicolons of depth 0, dots left out."""
    parts: list[list[str]] = [[]]
    depth = 0
    for mark in run:
        depth += _opens(mark) - (mark in _CLOSING)
        if depth <= 0 and mark in (",", ";"):
            parts.append([])
        else:
            parts[-1].append(mark)
    return tuple(tuple(p) for p in parts if p and not all(m in _DOTS or m == "." for m in p))


@lru_cache(maxsize=20_000)
def _items_of(latex: str) -> tuple[tuple[Marks, Marks, str], ...]:
    whole = marks(latex)
    while whole and whole[-1] in (",", ".", ";"):
        whole = whole[:-1]
    out = []
    for part in _split(whole):
        depth, cut = 0, len(part)
        for i, mark in enumerate(part):
            depth += _opens(mark) - (mark in _CLOSING)
            if (
                depth == 0
                and i > 0
                and (mark in RELATIONS or (mark == "|" and r"\sim" in part[i:] and "|" not in part[:i]))
            ):
                cut = i  # x | y ~ p is a statement about x
                break
        out.append((part, part[:cut], part[cut] if cut < len(part) else ""))
    return tuple(out)


@dataclass(frozen=True)
class Group:
    """Formulas enumerated together; ``first`` and ``last`` are token places."""

    first: int
    last: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Mention:
    """The symbol in a text: its group, its place there, and how it stands in its formula.

    ``how``: alone, whole (a formula with a relation or commas, asked for as such), head (before a relation), apply
    (before its arguments), member (of a set or tuple), inside (anywhere else), variant (same letter, other index).
    """

    group: Group
    place: int
    how: str
    relation: str = ""
    #: its place among the members of a tuple
    member: int | None = None

    @property
    def token(self) -> int:
        """The place of its formula among the tokens."""
        return self.group.items[self.place].token


@dataclass
class Text:
    """A text prepared once for all questions about its symbols."""

    text: str
    tokens: list[Token] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    #: no dollar signs: formulas are plain words and commas may be missing
    plain: bool = False
    #: whether it is a notation table (``definitions.table``); None: not looked yet
    tabular: bool | None = None

    @cached_property
    def wholes(self) -> dict[int, Marks]:
        """The marks of each formula token."""
        return {i: _trim(marks(formula_body(t.text))) for i, t in enumerate(self.tokens) if t.is_math}

    @cached_property
    def is_table(self) -> bool:
        """Whether these are cells of a table read as a sentence: many words, hardly any that join them."""
        said = [t.low for t in self.tokens if t.kind == "word"]
        joining = sum(word in FUNCTION_WORDS for word in said)
        numbers = sum(t.kind == "number" for t in self.tokens)
        if not self.plain and joining == 0 and 2 < len(said) <= numbers + 2 and numbers > 2:
            return True  # "Method Score $\sigma$ ours 0.4 0.01 theirs 0.3 0.02"
        return not self.plain and _TABLE_WORDS[0] <= len(said) <= _TABLE_WORDS[1] and joining < _TABLE_SHARE * len(said)

    @cached_property
    def group_at(self) -> dict[int, Group]:
        """The group that a formula token belongs to."""
        return {item.token: group for group in self.groups for item in group.items}


def _trim(run: Marks) -> Marks:
    while run and run[-1] in (",", ".", ";"):
        run = run[:-1]
    return run


def spelled(text: str, symbol: str) -> str:
    """The symbol as the text spells it, where its first backslash was lost on the way ("mathcal{X}", "hat{y}")."""
    if (
        re.match(r"[a-z]{2,}\b", symbol)
        and "\\" + symbol in text
        and not re.search(rf"(?<![\\\w]){re.escape(symbol)}", text)
    ):
        return "\\" + symbol
    return symbol


def name_of(symbol: Marks) -> str:
    """Return the word that the symbol is (KL, softmax), as text mentions it outside formulas; else nothing."""
    return (
        symbol[0] if len(symbol) == 1 and len(symbol[0]) > 1 and symbol[0].isalnum() and symbol[0][0].isalpha() else ""
    )


def prepare(text: str, symbol: str | None = None, marked: bool | None = None) -> Text:
    """Cut a text into tokens and groups.

    Args:
        text: the prose.
        symbol: a word that is a formula wherever it stands bare in the text.
        marked: whether all math is between dollar signs; None: judge by whether any is.
    """
    plain = not marked and "$" not in text and "\\(" not in text and "\\begin{" not in text
    tokens = tokens_of(text)
    if not plain:
        tokens = joined(text, tokens)
    if symbol and (plain or len(symbol) == 1 or not any(t.is_math and symbol in t.text for t in tokens)):
        tokens = _symbol_marked(text, tokens, symbol, plain)
    if plain:
        tokens = _list_partner_marked([_guess_math(t) for t in tokens])
    prepared = Text(text, tokens, plain=plain)
    prepared.groups = _groups(tokens, plain)
    return prepared


def _symbol_marked(text: str, tokens: list[Token], symbol: str, plain: bool) -> list[Token]:
    """Words that spell the symbol become formulas; a symbol of several tokens swallows them."""
    if not plain and symbol in _PLAIN_WORDS:
        return tokens
    spots = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(symbol)}(?!\w)", text)]
    if re.fullmatch(r"[a-z]{3,}|a|I", symbol) and len(spots) > 1:
        spots = spots[:1]
    out: list[Token] = []
    for token in tokens:
        spot = next((s for s in spots if s[0] <= token.start < s[1]), None)
        if (
            spot is None
            or (token.is_math and token.start < spot[0] and not plain)
            or (token.is_math and not plain and spot[1] <= token.end and spot[0] == token.start + 1)
        ):
            out.append(token)
        elif not out or out[-1].start != spot[0]:
            out.append(Token("math", text[spot[0] : spot[1]], *spot))
    return out


_MATH_WORD = re.compile(r"[^\W\d_][\u0300-\u036f\u20d0-\u20ff]?$|.*[\u0370-\u03ff\u2070-\u209f\U0001d400-\U0001d7ff]")
_PLAIN_WORDS = frozenset(["a", "A", "I"])


def _guess_math(token: Token) -> Token:
    """In text without dollar signs, single letters and words with Greek letters are formulas."""
    if token.kind == "word" and token.text not in _PLAIN_WORDS and _MATH_WORD.match(token.text):
        return Token("math", token.text, token.start, token.end)
    return token


def _list_partner_marked(tokens: list[Token]) -> list[Token]:
    """Mark "As" of "constants As and Bs": a short capitalised or consonant word joined by "and" to one is a formula."""
    out = list(tokens)
    for i in range(1, len(tokens) - 2):
        word = tokens[i]
        joined = tokens[i + 1].low == "and" and tokens[i + 2].is_math
        if joined and word.kind == "word" and len(word.text) <= 4 and word.text not in FUNCTION_WORDS:
            partner = tokens[i + 2].text
            if (
                not re.search("[aeiou]", word.text)
                or (word.text[0] == partner[0] and len(partner) > 1)
                or (word.text[0].isupper() and not word.text.isupper())
            ):
                out[i] = Token("math", word.text, word.start, word.end)
    return out


def _groups(tokens: list[Token], plain: bool) -> list[Group]:
    groups: list[Group] = []
    i = 0
    while i < len(tokens):
        if not tokens[i].is_math:
            i += 1
            continue
        last = i
        places = [i]
        while (following := _next_in_list(tokens, last, plain)) is not None:
            last = following
            places.append(last)
        places = _cut(tokens, places, plain)
        last = places[-1]
        items = tuple(Item(p, *parts) for p in places for parts in _items_of(formula_body(tokens[p].text)))
        if items:
            groups.append(Group(i, last, items))
        i = last + 1
    return groups


_SINGULAR_VERBS = frozenset(
    ["is", "denotes", "represents", "stands", "refers", "controls", "was", "indicates", "means", "describes"]
)

_PLURAL_VERBS = frozenset(["are", "denote", "represent", "stand", "refer", "were", "indicate"])


def _cut(tokens: list[Token], places: list[int], plain: bool) -> list[int]:
    """Keep the formulas at these places that belong together: "table $i$, and $c$ is" is no enumeration."""
    if plain or len(places) < 2:
        return places
    joints = ["and" in [t.low for t in tokens[a + 1 : b]] for a, b in pairwise(places)]
    commas = ["," in [t.low for t in tokens[a + 1 : b]] for a, b in pairwise(places)]
    after = tokens[places[-1] + 1].low if places[-1] + 1 < len(tokens) else ""
    if after in _SINGULAR_VERBS:
        return places[:-1]
    after_next = tokens[places[-1] + 2].low if places[-1] + 2 < len(tokens) else ""
    if commas[-1] and len(places) == 2 and after == "that" and after_next == "of":
        return places[:1]  # "the state of $b$, $c$ that of"
    if commas[-1] and joints[-1] and len(places) == 2 and after in ("the", "a", "an", "its"):
        return places[:1]  # "the reading at time $t$, and $x_t$ the state"
    if commas[-1] and len(places) == 2 and _opens_clause(after, joints[-1]):
        return places[:1]  # "for any offset $k$, $f$ can be", "$\\Sigma$, and $I$ for the identity"
    before = tokens[places[0] - 1].low if places[0] else ""
    if (
        after in _PLURAL_VERBS
        and len(places) > 2
        and before in PREPOSITIONS
        and joints == [False] * (len(joints) - 1) + [True]
    ):
        return places[:1]  # "... in $V$, $\\alpha$ and $\\beta$ are"
    for n, joint in enumerate(joints[:-1]):
        if joint:  # "a, and b and c": a new enumeration begins behind the first "and"
            return places[: n + 1]
    return places


def _opens_clause(after: str, joint: bool) -> bool:
    """Whether what stands behind a formula makes it the subject of a clause of its own."""
    if after in MODALS or after in ("has", "does", "had"):
        return after != "to"
    return after == "for" if joint else verb_form(after) == "s" and after[:-1] not in AMBIGUOUS_VERBS


def _next_in_list(tokens: list[Token], at: int, plain: bool) -> int | None:
    """The next formula of the same enumeration: behind a comma, "and", both, or (in plain text) directly."""
    if tokens[at].kind == "display":
        return None
    j = at + 1
    while j < len(tokens) and j <= at + 3 and tokens[j].low in _SEPARATORS | {"\\ldots", "…", ".."}:
        j += 1
    if j < len(tokens) and tokens[j].kind == "math" and (j > at + 1 or plain):
        return j
    return None


def _find(run: Marks, part: Marks) -> list[int]:
    n = len(part)
    return [i for i in range(len(run) - n + 1) if run[i] == part[0] and run[i : i + n] == part]


def mentions(prepared: Text, symbol: Marks) -> list[Mention]:
    """All mentions of a symbol (as marks) in reading order."""
    out: list[Mention] = []
    if not symbol:
        return out
    for group in prepared.groups:
        for place, item in enumerate(group.items):
            whole = prepared.wholes[item.token]
            if how := _how(item, whole, symbol, first=place == 0 or group.items[place - 1].token != item.token):
                member = item.members.index(symbol) if how == "tuple" else None
                out.append(Mention(group, place, how, item.relation if how in ("head", "apply") else "", member))
    return out


def _how(item: Item, whole: Marks, symbol: Marks, first: bool) -> str:
    if item.marks == symbol:
        return "alone"
    if whole == symbol:
        return "whole" if first else ""
    if first and len(symbol) > len(item.head) and whole[: len(symbol)] == symbol and whole[len(symbol)] in RELATIONS:
        return "head"
    if item.head == symbol:
        return "head"
    if item.called == symbol:
        return "apply"
    if symbol in item.members:
        return "member" if item.head[0] == r"\{" else "tuple"
    if item.bounded == symbol:
        return "bounded"
    if item.right == symbol:
        return "right"
    for i in _find(item.marks, symbol):
        after = item.marks[i + len(symbol)] if i + len(symbol) < len(item.marks) else ""
        if after not in ("_{", "^{") or symbol[-1] == "}":
            return "inside"
    return ""
