"""Rules for a phrase directly behind the symbol without a verb: asides and compounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.definitions import words
from reader.definitions.candidates import Candidate, clause_start, is_hidden, is_step, propose
from reader.definitions.clauses import list_parts, relative_clause
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import kind, low
from reader.definitions.phrases import Span, counted_after, phrase_after, phrase_before
from reader.definitions.text import Token

#: longest line of a notation table, in tokens
_ROW = 25


def aside(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the speed of light" for "x (the speed of light)", "x, the speed of light," and "x: speed of light"."""
    tokens = prepared.tokens
    if is_hidden(mention):
        return
    i = mention.group.last + 1
    mark = low(tokens, i)
    if mark in ("(", "["):
        i = _past(tokens, i + 1, "i.e , namely here denoting denotes is :")
        span = phrase_after(tokens, i)
        if span is not None and low(tokens, span.end) in (")", "]"):
            yield from propose(prepared, mention, span, "aside_bracket", *clause_start(tokens, mention))
    elif mark == ",":
        yield from _comma_aside(prepared, mention, i + 1)
    elif mention.group.first == 0 and len(tokens) <= _ROW and kind(tokens, i) == "word":
        yield from _row(prepared, mention, i)
    elif mark in (":", "–", "—", "-") and (mention.how in ("alone", "apply") or mention.relation == r"\in"):
        before = mention.group.first - 1
        starts = kind(tokens, before) in ("stop", "break") or low(tokens, before) in (",", ";")
        if mark == "-" and not starts:
            return  # "the $Q$-values"
        begin = _past(tokens, i + 1, "- – contains is denotes =")
        span = phrase_after(tokens, begin)
        parts = list_parts(tokens, begin, len(mention.group.items)) if len(mention.group.items) > 1 else None
        if parts is not None and all(part.determiner for part in parts):
            span = parts[mention.place]  # "$f$ and $g$: the encoder and the decoder"
        signs = ["starts" if starts else "within"]
        if low(tokens, before) == ":" and low(tokens, before - 1) in _ALGORITHM_WORDS:
            signs.append("listed")
        yield from propose(prepared, mention, span, "colon_after", *signs)


#: what opens the list of what an algorithm takes and gives
_ALGORITHM_WORDS = frozenset(
    "require requires required input inputs output outputs ensure given parameter parameters hyperparameter "
    "hyperparameters hyper-parameters data result returns kwin kwout kwdata".split()
)


def _row(prepared: Text, mention: Mention, i: int) -> Iterator[Candidate]:
    """Propose what stands beside a symbol in a line of a notation table; in lower case only if it fills the line."""
    tokens = prepared.tokens
    alone = phrase_after(tokens[i:], 0)  # in a table no verb follows a symbol
    if alone is None:
        return
    span = Span(alone.start + i, alone.end + i, alone.determiner)
    ends = kind(tokens, span.end) == "stop"
    if tokens[i].text.istitle() and (ends or low(tokens, span.end) == ","):
        yield from propose(prepared, mention, span, "row")
    elif ends and span.end >= len(tokens) - 1 and mention.how in ("alone", "apply") and span.size > 1:
        yield from propose(prepared, mention, span, "row", "lower")


def _past(tokens: Sequence[Token], i: int, these: str) -> int:
    """Skip the given words."""
    while low(tokens, i) in these.split():
        i += 1
    return i


def _comma_aside(prepared: Text, mention: Mention, i: int) -> Iterator[Candidate]:
    """Propose "the input" for "x, the input," and "x, which is the input"; an open phrase begins the next clause."""
    tokens = prepared.tokens
    rule = "aside_comma"
    if low(tokens, i) == "which" and low(tokens, i + 1) in ("is", "are", "denotes", "represents"):
        i, rule = i + 2, "aside_which"
    elif (
        low(tokens, i) == "which"
        and low(tokens, i + 1) == "we"
        and low(tokens, i + 2) in ("call", "term", "denote")
        and len(mention.group.items) == 1
    ):
        i, rule = i + 3, "aside_which"
    elif low(tokens, i) not in ("the", "a", "an", "our", "its"):
        return
    if mention.relation == "=":
        return  # "$k = 1$, the cheapest option," speaks of the value
    start = clause_start(tokens, mention)
    span = phrase_after(tokens, i)
    opens = start & {"subject=noun", "subject=noun_object"} or (
        "subject=object" in start and kind(tokens, mention.group.first - 2) in ("stop", "break", "punct")
    )
    if span is None or (opens and rule == "aside_comma"):
        return
    clause = relative_clause(tokens, span)
    if clause is not None and rule == "aside_comma":
        yield from propose(prepared, mention, span, rule, *start)
        if span.size == 1 and words.singular(low(tokens, span.start)) in words.GENERIC:
            yield from propose(prepared, mention, clause, rule, *start)  # "$x$, the value that $y$ would take"
    if low(tokens, span.end) in (",", ")") or kind(tokens, span.end) == "stop" or rule == "aside_which":
        yield from propose(prepared, mention, span, rule, *start)


#: marks of the longest symbol that counts as a letter: a letter with one index, as x _{ i }
_LETTER = 4
#: last words of what is no phrase: "$x$ values", "further than $d$ apart"
_NO_COMPOUND = frozenset(
    ["term", "case", "value", "values", "down", "away", "apart", "wrt", "iff", "thereafter", "times", "sizes"]
)


def compound(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "samples" for "N samples", "parameter" for "the γ parameter"."""
    tokens = prepared.tokens
    i = mention.group.last + 1
    if is_hidden(mention) or mention.how in ("member", "apply") or kind(tokens, i) != "word":
        return  # "$O(n)$ layers"
    span = counted_after(tokens, i)
    if low(tokens, i) in words.DENOTING | words.CONTROLLING:
        return
    if span is None or low(tokens, span.end - 1) in _NO_COMPOUND or is_step(mention):
        return
    plural = words.is_plural(low(tokens, span.end - 1))
    if mention.relation and (not plural or words.singular(low(tokens, span.end - 1)) in words.EMPTY_HEADS):
        return  # "the $t = 1$ case"; but "$N = 50$ runs"
    before = low(tokens, mention.group.first - 1)
    if mention.place != len(mention.group.items) - 1 and not plural:
        return
    is_letter = len(mention.group.items[mention.place].marks) <= _LETTER
    if is_letter and not plural and not prepared.plain and before not in words.DETERMINERS:
        return  # "keep $T$ constant", "makes $V$ useless"
    signs = clause_start(tokens, mention)
    signs.add("before=" + _class(before, ("det", words.DETERMINERS), ("prep", words.PREPOSITIONS)))
    following = low(tokens, span.end)
    adverb = frozenset({following}) if words.is_adverb(following) else frozenset()
    signs.add("then=" + _class(following, ("prep", words.PREPOSITIONS), ("adverb", adverb)))
    yield from propose(prepared, mention, span, "compound", *signs)
    yield from propose(prepared, mention, phrase_before(tokens, mention.group.first), "compound_left", *signs)


def _class(word: str, *classes: tuple[str, frozenset[str]]) -> str:
    return next((name for name, members in classes if word in members), "other")
