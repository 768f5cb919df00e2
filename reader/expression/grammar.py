r"""The levels of the grammar, loosest first: divergence, condition, semicolon, comma, colon, relation, sum.

Each level splits a run of tokens at its signs and hands the pieces to the next; products and what is tighter are in
``reader.expression.factors``. Nothing is ever refused: what makes no sense becomes ``unknown`` and stays in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reader import marks
from reader.expression.atoms import operand
from reader.expression.factors import term, with_integrals
from reader.expression.heads import drawn
from reader.expression.optima import leading_limit
from reader.expression.quantifiers import bound_together, quantified, quantifier_width
from reader.expression.rows import array, cases, sequence
from reader.expression.scope import widened
from reader.expression.token import Tok, between, is_operand_end, nodes_of, split, unknown
from reader.expression.tokens import tokens_of
from reader.expression.typed import expr_latex
from reader.expression.words import differentials_joined, faces_joined, names_opened, words_joined
from reader.formula_tree import Array, Brace, Mark, Node, Row
from reader.operators import NOTHING, Expr

#: nested calls; deeper formulas are cut to ``unknown`` (real ones stay under 60)
MAX_DEPTH = 100
#: binary signs as loose as plus and minus; all others bind like a product
ADDITIVE = marks.words(
    r"+ - \pm \mp \oplus \ominus \cup \sqcup \uplus \setminus \dotplus \vee \boxplus \boxminus \amalg"
)
IMPLICATIONS = marks.words(r"\Rightarrow \Leftarrow \Leftrightarrow")
#: relations to what is a set or gets a name
NAMING = marks.words(r"\in \notin \coloneqq \triangleq \subset \subseteq")
#: functions that are never mentioned without an argument
ALWAYS_APPLIED = marks.words("log ln lg exp sin cos tan sinh cosh tanh")
DOTS = marks.words(r"\ldots \cdots \vdots \ddots")


@dataclass
class Grammar:
    """Parses token runs; holds what is known of the formula as a whole."""

    #: LaTeX of heads that the paper defines as functions
    functions: frozenset[str] = frozenset()
    #: whether an italic d before a letter is a differential
    italic_d: bool = False
    depth: int = field(default=0, init=False)
    max_depth: int = field(default=MAX_DEPTH, init=False)
    #: what was parsed already of the nodes that are read in more than one way, by identity
    seen: dict[int, tuple[Node, Expr]] = field(default_factory=dict, init=False)

    # ---- whole formulas and parts with a place of their own ----

    def formula(self, node: Node) -> Expr:
        """Parse a formula or a label with its side conditions and words."""
        return sequence(self, tokens_of(node))

    def formula_part(self, node: Node) -> Expr:
        """Parse a part of a formula, such as a numerator."""
        return self.array(node, (node,)) if isinstance(node, Array) else self.expr(tokens_of(node))

    def once(self, node: Node, parse: Callable[[Node], Expr]) -> Expr:
        """Parse a node, or return what was made of it before."""
        known = self.seen.get(id(node))
        if known is None:
            known = self.seen[id(node)] = (node, parse(node))
        return known[1]

    def array(self, node: Array, span: tuple[Node, ...]) -> Expr:
        """Parse an array: the rows of a display, the lines of a limit, or a matrix."""
        return array(self, node, span)

    def cases(self, node: Array, span: tuple[Node, ...]) -> Expr:
        """Parse values with their conditions."""
        return cases(self, node, span)

    def latex(self, expr: Expr) -> str:
        """Return the LaTeX of a subtree."""
        return expr_latex(expr)

    def expr(self, tokens: Sequence[Tok]) -> Expr:
        """Parse a whole run, such as the inside of a bracket."""
        return self._guarded(self._divergence, self.prepared(tokens))

    def prepared(self, tokens: Sequence[Tok]) -> list[Tok]:
        """Join words and differentials and drop gaps and points that say nothing inside a formula."""
        kept = [token for token in tokens if token.kind != "gap"]
        while kept and _is_stop(kept[-1]):
            kept.pop()
        return words_joined(faces_joined(differentials_joined(names_opened(kept), self.italic_d)))

    def _guarded(self, parse: Callable[[list[Tok]], Expr], tokens: list[Tok]) -> Expr:
        if not tokens:
            return NOTHING
        if self.depth > self.max_depth:
            return unknown(tokens)
        self.depth += 1
        try:
            return parse(tokens)
        finally:
            self.depth -= 1

    # ---- from loose to tight ----

    def top(self, tokens: Sequence[Tok]) -> Expr:
        r"""Parse a run that stands in no bracket: in ``x | z \sim p`` the relation is looser than the bar."""
        run = self.prepared(tokens)
        bars = [place for place, token in enumerate(run) if token.kind == "bar" and not token.scripted]
        draws = [place for place, token in enumerate(run) if token.kind == "relation" and token.name == r"\sim"]
        if not bars or len(draws) != 1 or draws[0] < bars[0]:
            return self.expr(run)
        if any(t.kind == "comma" for t in (*run[: bars[0]], *run[draws[0] :])):
            return self.expr(run)
        sides = tuple(self.expr(part) for part in (run[: draws[0]], run[draws[0] + 1 :]))
        return Expr("relation", sides, r"\sim", span=nodes_of(run))

    def _divergence(self, tokens: list[Tok]) -> Expr:
        return self._pair(tokens, lambda t: t.kind == "bar" and t.name == r"\|", "divergence", self._conditional)

    def _conditional(self, tokens: list[Tok]) -> Expr:
        return self._pair(tokens, lambda t: t.kind == "bar" and t.name == "|", "conditional", self._semicolon)

    def _semicolon(self, tokens: list[Tok]) -> Expr:
        return self._pair(tokens, lambda t: t.kind == "semicolon", "semicolon", self.listed)

    def _pair(
        self, tokens: list[Tok], sign: Callable[[Tok], bool], op: str, tighter: Callable[[list[Tok]], Expr]
    ) -> Expr:
        """Split at the first sign into a left and a right side."""
        if len(tokens) > 1:
            for place, token in enumerate(tokens):
                if sign(token) and not token.scripted:
                    left, right = tokens[:place], tokens[place + 1 :]
                    if not right:
                        return self._guarded(tighter, left)
                    sides = (self._guarded(tighter, left), self._guarded(self._divergence, right))
                    return Expr(op, sides, span=nodes_of(tokens))
        return tighter(tokens)

    def listed(self, tokens: list[Tok]) -> Expr:
        r"""Parse a comma list; ``t = 1, \ldots, T`` and ``x, y \in X`` are relations with a list on one side."""
        sections = [section for section in split(tokens, lambda t: t.kind == "comma") if section]
        if not sections:
            return unknown(tokens)
        bound = bound_together(tokens)
        if bound:
            return self._bound(tokens, bound)
        if len(sections) == 1:
            return self.coloned(sections[0])
        groups: list[list[list[Tok]]] = []
        for place, section in enumerate(sections):
            related = _has_relation(section)
            if groups and not related and any(map(_has_relation, groups[-1])) and _continues(sections, place):
                groups[-1].append(section)
            elif groups and related and not any(_has_relation(s) for s in groups[-1]) and _all_letters(groups):
                groups = [[*(s for group in groups for s in group), section]]
            else:
                groups.append([section])
        items = tuple(self._group(tokens, group) for group in groups)
        return items[0] if len(items) == 1 else Expr("tuple", items, ",", span=nodes_of(tokens))

    def _bound(self, tokens: list[Tok], end: int) -> Expr:
        r"""Parse a quantifier over several variables, up to ``end``, and the claim behind its colon."""
        width = quantifier_width(tokens)
        value = "".join(token.name for token in tokens[:width])
        head = Expr("operator", (self.listed(tokens[width:end]), NOTHING), value, span=nodes_of(tokens[:end]))
        if end == len(tokens):
            return head
        return Expr("relation", (head, self._guarded(self.listed, tokens[end + 1 :])), ":", span=nodes_of(tokens))

    def _group(self, tokens: list[Tok], sections: list[list[Tok]]) -> Expr:
        """Parse sections of a comma list that belong to one relation."""
        if len(sections) == 1:
            return self.coloned(sections[0])
        at = next(place for place, section in enumerate(sections) if _has_relation(section))
        related = self.coloned(sections[at])
        before, after = (tuple(map(self.coloned, part)) for part in (sections[:at], sections[at + 1 :]))
        span = between(tokens, sections[0][0], sections[-1][-1])
        if related.op != "relation":
            return Expr("tuple", (*before, related, *after), ",", span=span)
        left, right = related.args[0], related.args[-1]
        if before:
            left = Expr("tuple", (*before, left), ",", span=_span_of_list((*before, left), span))
        if after:
            right = Expr("tuple", (right, *after), ",", span=_span_of_list((right, *after), span))
        return Expr("relation", (left, *related.args[1:-1], right), related.value, span=span)

    def coloned(self, tokens: list[Tok]) -> Expr:
        """Parse a run without commas: quantifiers, colons, implications, conjunctions of relations."""
        return self._guarded(self._coloned, tokens)

    def _coloned(self, tokens: list[Tok]) -> Expr:
        parts = split(tokens, lambda t: t.kind == "colon" and not t.scripted)
        if len(tokens) > 1 and len(parts) > 1:
            args = tuple(self.coloned(part) for part in parts)
            return Expr("relation", args, " ".join(":" * (len(parts) - 1)), span=nodes_of(tokens))
        claims = quantified(tokens)
        if len(claims) > 1:
            return Expr("tuple", tuple(self.coloned(part) for part in claims), ",", span=nodes_of(tokens))
        width = quantifier_width(tokens)
        if width:
            value = "".join(token.name for token in tokens[:width])
            return Expr("operator", (self.coloned(tokens[width:]), NOTHING), value, span=nodes_of(tokens))
        if _has_relation(tokens):
            for signs in (IMPLICATIONS, frozenset({r"\vee"}), frozenset({r"\wedge"})):
                joined = self._joined(tokens, signs)
                if joined is not None:
                    return joined
        return self._relation(tokens)

    def _joined(self, tokens: list[Tok], signs: frozenset[str]) -> Expr | None:
        """Parse relations joined by an implication, an "or" or an "and"; None where none of them stands between two."""

        def is_sign(token: Tok) -> bool:
            return token.name in signs and token.kind in ("relation", "binary")

        parts = split(tokens, is_sign)
        if len(parts) < 2 or not all(parts):
            return None
        if signs is not IMPLICATIONS and not all(_has_relation(part) for part in parts):
            return None  # a = b \\vee c
        args = tuple(self.coloned(part) for part in parts)
        names = [token.name for token in tokens if is_sign(token)]
        op, value = ("relation", " ".join(names)) if signs is IMPLICATIONS else ("infix", names[0])
        return Expr(op, args, value, span=nodes_of(tokens))

    def _relation(self, tokens: list[Tok]) -> Expr:
        signs = [token.name for token in tokens if token.kind == "relation"]
        if not signs or len(tokens) == 1:
            return self.sum(tokens)
        parts = split(tokens, lambda t: t.kind == "relation")
        rest = tuple(self._related(sign, part) for sign, part in zip(signs, parts[1:], strict=True))
        left = self._named_range(parts[0]) if signs[0] in NAMING else None
        args = (left or self.sum(parts[0]), *rest)
        return Expr("relation", args, " ".join(signs), span=nodes_of(tokens))

    def _named_range(self, tokens: list[Tok]) -> Expr | None:
        """Parse ``[n]``, the numbers up to n, where it is a whole side; None for anything else."""
        if len(tokens) != 1 or (tokens[0].name, tokens[0].closing) != ("[", "]") or tokens[0].scripted:
            return None
        inner = operand(self, tokens[0])
        if not inner.outer:
            return None
        listed = inner.args if inner.op == "tuple" else (replace(inner, outer=()),)
        return Expr("tuple", listed, "[", span=inner.outer)

    def _related(self, sign: str, tokens: list[Tok]) -> Expr:
        """Parse what stands after a relation sign."""
        distribution = drawn(self, tokens) if sign == r"\sim" else None
        if distribution is None and sign in NAMING:
            return self._named_range(tokens) or self.sum(tokens)
        return self.sum(tokens) if distribution is None else distribution

    def sum(self, tokens: list[Tok]) -> Expr:
        """Parse a run without relations."""
        return self._guarded(self._sum, tokens)

    def _sum(self, tokens: list[Tok]) -> Expr:
        tokens = with_integrals(tokens)
        leading = leading_limit(self, tokens)
        if leading is not None:
            return leading
        cuts = _cuts(tokens)
        terms: list[Expr] = []
        for (sign, begin, start), (_, end, _) in pairwise(cuts):
            term = self.signed(tokens[start:end])
            span = nodes_of(tokens[begin:end])
            if sign == "-":
                terms.append(Expr("negative", (term,), span=span))
            elif sign == "+":
                terms += term.args if term.op == "sum" and not term.outer else [term]
            else:
                left = _summed(terms, nodes_of(tokens[:begin]))
                operands = (*left.args, term) if left.op == "infix" and left.value == sign else (left, term)
                terms = [Expr("infix", operands, sign, span=nodes_of(tokens[:end]))]
        return _summed(widened(terms, nodes_of(tokens)), nodes_of(tokens))

    def signed(self, tokens: list[Tok]) -> Expr:
        """Parse a term with the signs in front of it."""
        return self._guarded(self._signed, tokens)

    def _signed(self, tokens: list[Tok]) -> Expr:
        first = tokens[0]
        if len(tokens) > 1 and first.kind == "binary" and not first.scripted:
            if first.name == "-":
                return Expr("negative", (self.signed(tokens[1:]),), span=nodes_of(tokens))
            if first.name == "+":
                return self.signed(tokens[1:])
            if first.name in ADDITIVE:
                return Expr("infix", (NOTHING, self.signed(tokens[1:])), first.name, span=nodes_of(tokens))
        return term(self, tokens)


def _summed(terms: list[Expr], span: tuple[Node, ...]) -> Expr:
    return terms[0] if len(terms) == 1 else Expr("sum", tuple(terms), span=span)


def _cuts(tokens: list[Tok]) -> list[tuple[str, int, int]]:
    """List where terms begin: their sign, its place and the place after it; the end of the run comes last."""
    cuts = [("+", 0, 0)]
    for place in range(1, len(tokens)):
        token = tokens[place]
        if not is_operand_end(tokens[place - 1]) or (token.name == "-" and _wants_argument(tokens[place - 1])):
            continue
        if token.kind == "binary" and token.name in ADDITIVE and not token.scripted and place + 1 < len(tokens):
            cuts.append((token.name, place, place + 1))
        elif _is_signed_brace(token.core):
            cuts.append(("+", place, place))
    return [*cuts, ("", len(tokens), len(tokens))]


def _wants_argument(token: Tok) -> bool:
    r"""Tell whether a token is a function that means nothing alone, so that a minus after it is its argument's."""
    return token.kind == "name" and token.name in ALWAYS_APPLIED and not token.scripted


def _is_signed_brace(core: Node) -> bool:
    r"""Tell whether a term begins inside an \underbrace, its sign included."""
    first = core.base.items[0] if isinstance(core, Brace) and isinstance(core.base, Row) and core.base.items else None
    return isinstance(first, Mark) and first.latex in ("+", "-")


def _is_stop(token: Tok) -> bool:
    return (token.kind in ("comma", "semicolon") or token.name in (".", "?")) and not token.scripted


def _has_relation(tokens: list[Tok]) -> bool:
    return any(token.kind == "relation" for token in tokens)


def _continues(sections: list[list[Tok]], place: int) -> bool:
    r"""Tell whether a section belongs to the relation before it, as in ``t = 1, \ldots, T`` or ``i = 1, 2``.

    Dots between two relations, as in ``x_1 = a, \ldots, x_n = b``, belong to neither.
    """
    section = sections[place]
    if _is_dots(section) and place + 1 < len(sections) and _has_relation(sections[place + 1]):
        return False
    return any(map(_is_dots, sections)) or all(token.kind == "number" for token in section)


def _is_dots(section: list[Tok]) -> bool:
    return len(section) == 1 and section[0].name in DOTS


def _all_letters(groups: list[list[list[Tok]]]) -> bool:
    sections = [section for group in groups for section in group]
    return all(len(s) == 1 and (s[0].kind == "letter" or s[0].name in DOTS) for s in sections)


def _span_of_list(items: tuple[Expr, ...], whole: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the nodes from the first to the last item, with the commas between them."""
    ends = [place for place, node in enumerate(whole) for item in items if any(node is part for part in item.span)]
    return whole[min(ends) : max(ends) + 1] if ends else ()
