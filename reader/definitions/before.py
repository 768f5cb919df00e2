"""Rules for a phrase that stands before the symbol: apposition, brackets, quantities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.definitions import words
from reader.definitions.candidates import (
    Candidate,
    around,
    ends_a_count,
    head_of,
    head_of_phrase,
    is_hidden,
    is_modifier,
    is_step,
    left_parts,
    opens_sentence,
    propose,
)
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import kind, low
from reader.definitions.phrases import Span, of_chain_before, phrase_before, phrase_with_of, subject_before
from reader.definitions.text import Token


def apposition(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the learning rate" for "the learning rate x", "the number of bonds" for "the number of bonds x"."""
    if is_hidden(mention) or ends_a_count(mention):
        return
    tokens = prepared.tokens
    group = mention.group
    base = phrase_before(tokens, group.first)
    if base is None or low(tokens, group.last + 1) == "times" or is_modifier(tokens, mention):
        return
    if is_step(mention) or (mention.how == "apply" and mention.relation in _INEQUALITIES):
        return  # "policies $f(a) \\leq f(b)$"
    if _names_the_list(tokens, mention, base) or _is_setting(tokens, mention, base) or opens_sentence(tokens, base):
        return
    if len(group.items) > 1:
        start = subject_before(tokens, group.first)
        parts = list(left_parts(prepared, mention, Span(start.start, group.first), "apposition_part")) if start else []
        yield from parts
        if parts and _is_other_member(mention):
            return  # of "the matrix and the estimate $V = ..., \theta = ...$" V is not the estimate
    if _is_of_first_only(tokens, mention, base):
        return
    before_phrase = low(tokens, base.start - 1 - bool(base.determiner))
    signs = around(tokens, mention)
    signs.add("left=" + _left_class(tokens, base))
    outer = phrase_before(tokens, base.start - 2) if before_phrase == "of" and base.determiner else None
    if outer is not None and _is_of_many(tokens, mention, base, outer):
        whole = Span(outer.start, base.end, outer.determiner)
        yield from propose(prepared, mention, whole, "apposition_of_many", *signs)
        return
    wider = phrase_with_of(tokens, base)
    if wider is not None and low(tokens, base.start - 2) in ("number", "count"):
        yield from propose(prepared, mention, wider, "apposition_of", "counts", *signs)
        return  # "number of bonds x" is never "bonds"
    long = subject_before(tokens, group.first)
    if long is not None and long.start >= base.start - 1:
        long = None
    if long is not None and _has_value(tokens, group.last + 1):  # "the size of the layer $n$ is 1000"
        yield from propose(prepared, mention, long, "apposition_long", "value", *signs)
        return
    yield from propose(prepared, mention, base, "apposition", *signs)
    if long is not None:
        yield from propose(prepared, mention, long, "apposition_long", *signs)
    if wider is not None and not _names_the_list(tokens, mention, wider):
        outer_head = low(tokens, base.start - 2)
        signs.add("outer_quantity" if words.singular(outer_head) in words.QUANTITIES else "outer_other")
        yield from propose(prepared, mention, wider, "apposition_of", *signs)
    if outer is not None and words.singular(head_of_phrase(tokens, outer)) not in words.ABOUT_ANOTHER:
        whole = Span(outer.start, base.end, outer.determiner)
        yield from propose(prepared, mention, whole, "apposition_of_the", *signs)


def _is_other_member(mention: Mention) -> bool:
    """Whether it is one of several symbols, all with a relation of their own, but not the last."""
    items = mention.group.items
    return mention.place < len(items) - 1 and all(item.relation for item in items)


def _is_of_first_only(tokens: Sequence[Token], mention: Mention, base: Span) -> bool:
    r"""Tell "at time $t$, and $x_t \in X$ the state", where the time is t alone, from "the states $s$ and $s'$"."""
    items = mention.group.items
    head = head_of_phrase(tokens, base)
    if mention.place == 0 or words.is_plural(head) or head in words.COLLECTIVES:
        return False
    if items[mention.place].head[:1] == items[0].head[:1]:
        return False
    joined = any(low(tokens, i) in ("and", "or", "&") for i in range(mention.group.first, mention.group.last))
    listed = not joined and not base.determiner and low(tokens, base.start - 1) in (",", ":")
    return listed or items[mention.place].relation != items[0].relation  # "step size $\alpha$, $T$, $n$"


def _has_value(tokens: Sequence[Token], i: int) -> bool:
    """Whether "is" and a bare number stand at a place."""
    return low(tokens, i) in words.COPULAS and kind(tokens, i + 1) == "number" and low(tokens, i + 1)[-1:].isdigit()


def _names_the_list(tokens: Sequence[Token], mention: Mention, base: Span) -> bool:
    """Tell "the trajectory $s_0, a_0, s_1$" from "the states $s_0, s_1$"."""
    items = mention.group.items
    head = head_of_phrase(tokens, base)
    return len(items) > 1 and not words.is_plural(head) and head in words.COLLECTIVES


def _is_of_many(tokens: Sequence[Token], mention: Mention, base: Span, outer: Span) -> bool:
    """Tell "two views of the same image $x$ and $y$", where the views have names, from "the states of node $u$"."""
    return (
        len(mention.group.items) > 1
        and not words.is_plural(head_of_phrase(tokens, base))
        and words.is_plural(head_of_phrase(tokens, outer))
    )


def _is_setting(tokens: Sequence[Token], mention: Mention, base: Span) -> bool:
    """Tell "In the experiments $T = 1000$" from "with temperature $T = 2$": where a clause begins, what x is."""
    at = base.start - 1 - bool(base.determiner)
    return (
        bool(mention.relation)
        and (
            low(tokens, at) in ("in", "under", "during", "throughout", "after")
            or (low(tokens, at) == "for" and words.is_plural(head_of_phrase(tokens, base)))  # "for the leaves $d = 0$"
        )
        and kind(tokens, at - 1) in ("stop", "break")
        and bool(base.determiner)
    )


def _left_class(tokens: Sequence[Token], span: Span) -> str:
    word = low(tokens, span.start - 1 - bool(span.determiner))
    if kind(tokens, span.start - 1 - bool(span.determiner)) == "stop":
        return "start"
    if word in words.PREPOSITIONS:
        return word if word in ("of", "for", "by", "in", "with", "to", "on", "from", "at", "as") else "prep"
    if word in words.AUXILIARIES:
        return "copula"
    if words.verb_form(word):
        return "verb"
    return "other"


_INEQUALITIES = frozenset((r"\leq", r"\geq", "<", ">"))
#: what may stand between a bracket or comma and the symbol: "(i.e., x)", "(denoted by x)"
_ASIDE_WORDS = frozenset(["i.e", "e.g", "eg", "namely", "say", "denoted", "by", "as", "called", "here", ","])
_ASIDE_OPENINGS = frozenset(["(", "[", ",", "i.e", "namely", "denoted", "say", "called"])


def bracketed(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the pressure" for "the pressure (p)" and for "the pressure, p,"."""
    tokens = prepared.tokens
    first, last = mention.group.first, mention.group.last
    while first > 1 and low(tokens, first - 1) in _ASIDE_WORDS and low(tokens, first - 2) in _ASIDE_OPENINGS:
        first -= 1
    mark = low(tokens, first - 1)
    base = phrase_before(tokens, first - 1)
    if is_hidden(mention) or (base is not None and _names_the_list(tokens, mention, base)):
        return
    if len(mention.group.items) > 1 and (mark == "(" or mark == ","):
        start = subject_before(tokens, first - 1)
        if start is not None:
            yield from left_parts(prepared, mention, start, "bracket_part")
    if mark == "(":
        signs = ["closed" if low(tokens, last + 1) == ")" else "open"]
        signs += ["left=" + _left_class(tokens, base)] if base is not None else []
        yield from propose(prepared, mention, base, "bracket", *signs)
        yield from propose(prepared, mention, subject_before(tokens, first - 1), "bracket_long", *signs)
    elif mark in (",", "–", "—") and (low(tokens, last + 1) in (",", ".", ";") or kind(tokens, last + 1) == "stop"):
        signs = [*around(tokens, mention)]
        if base is not None and not base.determiner and kind(tokens, base.start - 1) == "math":
            subject = subject_before(tokens, first - 1)  # "the state after $n$ steps, $s_n$,"
            yield from propose(prepared, mention, subject, "comma_long", *signs)
            return
        signs += ["left=" + _left_class(tokens, base)] if base is not None else []
        display = kind(tokens, mention.group.first) == "display"
        if display and base is not None and low(tokens, base.start - 1 - bool(base.determiner)) in words.PREPOSITIONS:
            return  # "divided by the total, $$y = ...$$"
        if base is not None and _is_opening(tokens, base):
            return  # "By optimism, $r \leq 2 w$"
        if base is None or _left_class(tokens, base) != "as":
            yield from propose(prepared, mention, base, "comma", *signs)
            long = of_chain_before(tokens, first - 1)
            if long is not None and base is not None and long.start < base.start:
                yield from propose(prepared, mention, long, "comma_long", *signs)


def _is_opening(tokens: Sequence[Token], base: Span) -> bool:
    """Whether a phrase with its preposition opens the sentence and stands for a circumstance: "By symmetry,"."""
    at = base.start - 1 - bool(base.determiner)
    opens = kind(tokens, at - 1) in ("stop", "break")
    return opens and not base.determiner and low(tokens, at) in ("by", "in", "from", "under", "at", "after", "without")


def quantity_of(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "depth" for "with a depth of x"."""
    tokens = prepared.tokens
    first = mention.group.first
    if is_hidden(mention) or low(tokens, first - 1) != "of" or mention.group.last - first > 2:
        return
    span = phrase_before(tokens, first - 1)
    if span is not None:
        head = head_of(tokens, span)
        if _of_both(tokens, mention, span) or is_modifier(tokens, mention):
            return
        if head in words.PROPERTIES_OF and span.determiner == "the" and not prepared.plain:
            return  # "the probability of x"
        if head not in words.ABOUT_ANOTHER and (prepared.plain or head in words.QUANTITIES):
            sign = "property" if head in words.PROPERTIES_OF else "plain_head"
            yield from propose(prepared, mention, span, "quantity_of", sign, *around(tokens, mention))


def _of_both(tokens: Sequence[Token], mention: Mention, span: Span) -> bool:
    """Tell "the sizes of A and B", which A and B have, from "with rates of x and y"."""
    several = len(mention.group.items) > 1
    return several and span.determiner == "the" and words.is_plural(head_of_phrase(tokens, span))


def of_the_form(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "histories" for "histories of the form x", "a fraction" for "a fraction equal to x"."""
    tokens = prepared.tokens
    at = mention.group.first - 1
    if is_hidden(mention):
        return
    if (
        low(tokens, at) == "form"
        and low(tokens, at - 1) in ("the", "a")
        and low(tokens, at - 2) in ("of", "has", "in", "takes", "have")
    ):
        yield from propose(prepared, mention, subject_before(tokens, at - 2), "of_the_form")
    elif low(tokens, at) == "to" and low(tokens, at - 1) == "equal":
        at -= 1
        while low(tokens, at - 1) in words.AUXILIARIES or words.is_adverb(low(tokens, at - 1)):
            at -= 1
        yield from propose(prepared, mention, subject_before(tokens, at), "equal_to")
