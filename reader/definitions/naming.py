"""Rules for a phrase to which a verb gives the symbol: "denote the input by x", "the loss is L"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.definitions import words
from reader.definitions.candidates import Candidate, is_hidden, left_parts, propose, verb_class
from reader.definitions.clauses import clause_subject, relative_clause
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import kind, low
from reader.definitions.phrases import Span, of_chain_before, phrase_after, phrase_before, subject_before
from reader.definitions.text import Token

#: words between "by" and the symbol that name no kind of thing: "by the symbol x"
_FILLERS = frozenset(
    ["the", "a", "symbol", "symbols", "notation", "letter", "variable", "vector", "matrix", "following", ":"]
)
_KINDS = frozenset(["variable", "vector", "matrix"])
#: how verbs begin that name with "to": "the rate is set to x", "abbreviated to x"
_NAMING_TO = ("refer", "set", "equal", "abbreviat")
_MARKERS = frozenset(["by", "as", "with", "using", "to", "to_be"])
#: words between a subject and its naming verb, beside auxiliaries and adverbs
_BETWEEN = frozenset([",", "which", "we", "then", "thus", "hence", "here", "also"])
#: how far a naming verb may stand from its "by" or "as", in tokens
_REACH = 16
_EQUATING = frozenset(["is", "are", "be", "was", "being", "becomes", "reads", "equals", "takes"])


def named_before(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the input" for "we denote the input by x", "the input is denoted x", "write the input as x"."""
    if is_hidden(mention):
        return
    tokens = prepared.tokens
    at = mention.group.first - 1
    while low(tokens, at) in _FILLERS:
        at -= 1
    marker = low(tokens, at)
    if marker == "be" and low(tokens, at - 1) == "to":
        at, marker = at - 1, "to_be"
    if marker in _MARKERS:
        verb = _verb_back(tokens, at)
    elif marker in words.NAMING:
        verb, at = at, at + 1
    else:
        return
    if verb is None:
        return
    name = verb_class(low(tokens, verb))
    if marker == "to" and not low(tokens, verb).startswith(_NAMING_TO):
        return  # "we introduce an approximation to x"
    if name == "other" and low(tokens, mention.group.first - 1) in _KINDS:
        return  # "it is specified by a vector x" says that x is a vector
    signs = (f"verb={name}", f"marker={marker}")
    if verb + 1 < at:
        yield from _object(prepared, mention, verb + 1, at, signs)
    else:
        yield from _subject(prepared, mention, verb, signs)


def _verb_back(tokens: Sequence[Token], at: int) -> int | None:
    """Find the naming verb of the same clause left of a marker such as "by"."""
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if kind(tokens, i) in ("stop", "break", "display"):
            return None
        if low(tokens, i) in words.NAMING:
            return i
        if low(tokens, i) in words.COPULAS and i < at - 1:
            return None
    return None


def _object(prepared: Text, mention: Mention, begin: int, at: int, signs: tuple[str, ...]) -> Iterator[Candidate]:
    """Propose the object that stands between an active verb and its marker."""
    begin += low(prepared.tokens, begin) == "to"
    tokens = prepared.tokens[:at]
    parts = list(left_parts(prepared, mention, Span(begin, at), "named_part"))
    yield from parts
    if parts and "respectively" in parts[0].signs:
        return
    span = phrase_after(tokens, begin)
    if span is not None and low(tokens, span.end) in ("that", "which"):
        clause = relative_clause(tokens, span)
        if clause is not None and clause.end == at:
            yield from propose(prepared, mention, clause, "named_clause", *signs)
    inner = max((i for i in range(begin, at) if kind(tokens, i) == "math"), default=None)
    if span is not None and inner is not None and inner >= span.end:  # "the state by $h$ and the cell by $c$"
        begin = inner + 1
        while low(tokens, begin) in (",", "and", "or"):
            begin += 1
        span = phrase_after(tokens, begin)
        span = span if span is not None and span.end == at else None
    if span is not None:
        yield from propose(prepared, mention, span, "named", *signs, *(["gap"] if span.end < at else []))


def _subject(prepared: Text, mention: Mention, verb: int, signs: tuple[str, ...]) -> Iterator[Candidate]:
    """Propose what stands before a passive verb or a participle: "the input (is) denoted by x"."""
    tokens = prepared.tokens
    end = verb
    passive = False
    while (word := low(tokens, end - 1)) in words.AUXILIARIES | _BETWEEN or words.is_adverb(word):
        passive = passive or word in words.AUXILIARIES
        end -= 1
    span = subject_before(tokens, end) or clause_subject(tokens, end)
    if span is None or end <= 0:
        return
    rule = "named_passive" if passive else "named_participle"
    parts = list(left_parts(prepared, mention, Span(span.start, end), f"{rule}_part"))
    yield from parts
    if parts and "respectively" in parts[0].signs:
        return
    yield from propose(prepared, mention, span, rule, *signs)
    short = phrase_before(tokens, end)
    if short is not None and short.start != span.start:
        yield from propose(prepared, mention, short, f"{rule}_short", *signs)


def _is_object(tokens: Sequence[Token], span: Span) -> bool:
    """Tell "a sum over states:" from "the following sum:", which is what is shown."""
    before = low(tokens, span.start - 1 - bool(span.determiner))
    return before in words.PREPOSITIONS and low(tokens, span.start) != "following" and span.determiner != "following"


def _is_tail(tokens: Sequence[Token], span: Span, end: int) -> bool:
    """Whether a phrase is the end of an enumeration that begins before it."""
    joined = any(low(tokens, i) == "and" for i in range(span.start, end))
    return joined and low(tokens, span.start - 1 - bool(span.determiner)) == ","


def predicate_math(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the loss" for "the loss is L" and for "the loss is computed as follows: L = ..."."""
    if is_hidden(mention) or (mention.how == "apply" and mention.group.items[mention.place].has_formula_inside):
        return  # "the output is $f(x + y)$" is about a value of f
    tokens = prepared.tokens
    first = mention.group.first
    display = kind(tokens, first) == "display"
    at = first - 1
    if low(tokens, at) == ":" or display:
        at -= low(tokens, at) == ":"
        while low(tokens, at) in words.ANNOUNCING or words.is_adverb(low(tokens, at)):
            at -= 1
    if low(tokens, at) in _EQUATING:
        while low(tokens, at) in words.AUXILIARIES | {"becomes", "reads", "equals"} or words.is_adverb(low(tokens, at)):
            at -= 1
        sign = "display" if display else "inline"
        subject = subject_before(tokens, at + 1)
        if subject is not None and _is_tail(tokens, subject, at + 1) and len(mention.group.items) == 1:
            return  # "the joint distribution of a mixture, the topics and the words is"
        if subject is not None:
            yield from left_parts(prepared, mention, subject, "predicate_left_part")
        yield from propose(prepared, mention, subject, "predicate_left", sign)
        yield from propose(prepared, mention, phrase_before(tokens, at + 1), "predicate_left_short", sign)
    elif low(tokens, first - 1) == ":":
        whole, short = of_chain_before(tokens, first - 1), phrase_before(tokens, first - 1)
        signs = ["display"] if display else []
        if whole is not None and _is_object(tokens, whole):
            signs.append("object")
        yield from propose(prepared, mention, whole, "colon_before", *signs)
        is_tail = short is not None and low(tokens, short.start - 1 - bool(short.determiner)) in words.PREPOSITIONS
        if short is not None and whole is not None and short.start > whole.start and not is_tail:
            yield from propose(prepared, mention, short, "colon_before_short", *signs)
