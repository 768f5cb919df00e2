"""The sentence shapes in which papers say what a symbol is. Each rule proposes phrases; none decides.

A rule takes a prepared text and one mention and yields ``Candidate``s: a phrase, the rule's name and the facts about the
place (``signs``) that the ranking weighs. Rules over-propose on purpose; abstaining is the ranking's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader import definitions_words as words
from reader.definitions_mentions import Mention, Text
from reader.definitions_phrases import (
    MAX_WORDS,
    Span,
    clause_subject,
    counted_after,
    kind,
    low,
    phrase_after,
    phrase_before,
    phrase_with_of,
    relative_clause,
    shared_head,
    subject_before,
    told_clause,
)
from reader.definitions_text import Token


@dataclass(frozen=True)
class Candidate:
    """A phrase that may say what the mention is."""

    span: Span
    rule: str
    mention: Mention
    signs: frozenset[str]
    #: the head that an enumeration shares: "real" and "imaginary parts" give "real" + "parts"
    shared: Span | None = None


Rule = Callable[[Text, Mention], Iterator[Candidate]]

_DENOTING = frozenset(
    ["denote", "denotes", "denoting", "represent", "represents", "representing", "indicate", "indicates", "indicating", "stand", "stands", "mean", "means", "signify", "signifies", "describe", "describes", "refer", "refers", "correspond", "corresponds", "specify", "specifies", "symbolise", "symbolizes", "symbolises", "symbolize", "index", "indexes", "standing", "referring", "corresponding", "meaning"]
)
_CONTROLLING = frozenset(
    ["control", "controls", "determine", "determines", "parameterises", "parameterizes", "parametrizes", "measures", "quantifies", "represents", "expressing", "describing", "measuring", "controlling", "determining", "indexing", "specifying", "characterizes", "characterises", "counts", "encodes", "scales", "defines", "regulates", "governs", "balances"]
)
_NAMING = frozenset(
    ["denote", "denotes", "denoted", "denoting", "define", "defines", "defined", "defining", "write", "writes", "written", "represent", "represents", "represented", "representing", "express", "expressed", "call", "calls", "called", "refer", "refers", "referred", "abbreviate", "abbreviated", "notate", "notated", "symbolise", "symbolised", "symbolized", "label", "labelled", "labeled", "name", "named", "indicate", "indicated", "introduce", "introduced", "let", "writing", "expressing", "denoting", "defining", "calling", "introducing", "given", "give", "taken", "chosen", "estimated", "assumed", "equal", "expressed", "parameterized", "parameterised", "parametrized", "described", "specified", "identified", "identify", "formulated", "formalised", "formalized", "marked", "index", "indexed", "computed", "calculated", "obtained"]
)
_STARTERS = frozenset(
    ["where", "and", "with", "that", "let", "here", "if", "when", "because", "since", "while", "for", "whereas", "then", "such", "i.e", "e.g", "namely", "thus", "so", "hence", "but", "assume", "suppose", "given", "recall", "note", "as", "or", "whose", "which", "therefore", "similarly", "specifically", "finally", "also", "now"]
)
_PARTICIPLES_BY = frozenset(
    ["denoted", "given", "defined", "represented", "written", "called", "indicated", "described", "parameterized", "parameterised"]
)


def _group_signs(mention: Mention) -> set[str]:
    size = len(mention.group.items)
    signs = {"how=" + ("alone" if mention.how == "apply" else mention.how)}
    if size > 1:
        signs.add("list")
        signs.add("list.first" if mention.place == 0 else "list.later")
    if mention.relation:
        signs.add(
            f"relation={mention.relation}"
            if mention.relation
            in (
                "=",
                r"\in",
                ":=",
                r"\sim",
                ":",
                "<",
                ">",
                r"\leq",
                r"\leftarrow",
                r"\propto",
                r"\approx",
                r"\rightarrow",
            )
            else "relation=other"
        )
    return signs


def _head(tokens: Sequence[Token], span: Span) -> str:
    """The head noun: the last word before the first preposition."""
    head = ""
    for i in range(span.start, span.end):
        if kind(tokens, i) == "word":
            if low(tokens, i) in words.PREPOSITIONS and head:
                break
            head = low(tokens, i)
    return words.singular(head)


def _phrase_signs(tokens: Sequence[Token], span: Span, rule: str) -> set[str]:
    head = _head(tokens, span)
    last = low(tokens, span.end - 1)
    signs = {f"size={min(span.size, 5)}"}
    determiner = span.determiner
    if determiner in ("the", "this", "these", "those", "that"):
        signs.add("det=" + ("the" if determiner == "the" else "this"))
    elif determiner in words.INDEFINITE:
        signs.add("det=a")
    elif determiner:
        signs.add("det=other")
    else:
        signs.add("det=none")
    if head.rsplit("-", 1)[-1] in words.QUANTITIES:
        signs.add("quantity")
    if head in words.EMPTY_HEADS or last in words.EMPTY_HEADS:
        signs.add("empty")
    if words.is_plural(last):
        signs.add("plural")
    if words.verb_form(last):
        signs.add("verblike=" + words.verb_form(last))
    if kind(tokens, span.end - 1) == "math":
        signs.add("ends_in_math")
    if not determiner and not words.is_plural(last) and span.size == 1:
        signs.add(f"bare.{rule}")
    if re.search(r"(?:able|ible|ful|ous|less)$", last):
        signs.add("adjective_like")
    return signs


def _make(prepared: Text, mention: Mention, span: Span | None, rule: str, *signs: str) -> Iterator[Candidate]:
    if span is None or span.size <= 0:
        return
    tokens = prepared.tokens
    if not any(kind(tokens, i) == "word" for i in range(span.start, span.end)):
        return
    if _head(tokens, span) in words.POINTERS or low(tokens, span.end - 1) in words.POINTERS:
        return
    if span.size > MAX_WORDS:
        span = Span(span.start, span.start + MAX_WORDS, span.determiner)
    everything = (
        _group_signs(mention)
        | _phrase_signs(tokens, span, f"{rule}.{next((s for s in signs if s.startswith('verb=')), '')}")
        | set(signs)
    )
    if prepared.plain:
        everything.add("plain")
    yield Candidate(span, rule, mention, frozenset(everything))


def _around(tokens: Sequence[Token], mention: Mention) -> set[str]:
    """What stands on either side of the enumeration."""
    before, after = mention.group.first - 1, mention.group.last + 1
    signs = set()
    nxt = low(tokens, after)
    if nxt in words.COPULAS:
        signs.add("next=copula")
    elif nxt in words.AUXILIARIES or words.verb_form(nxt) in ("s", "base"):
        signs.add("next=verb")
    elif kind(tokens, after) in ("stop", "break", "display"):
        signs.add("next=stop")
    elif nxt in words.PREPOSITIONS:
        signs.add("next=prep")
    elif nxt == ",":
        signs.add("next=comma")
    elif nxt == ")":
        signs.add("next=close")
    elif kind(tokens, after) == "word" and nxt not in words.CONJUNCTIONS | words.SUBORDINATORS:
        signs.add("next=word")
    if mention.group.items[mention.place].token != mention.token:
        signs.add("odd")
    if kind(tokens, before) == "stop":
        signs.add("starts")
    return signs


# ---------------------------------------------------------------- the phrase stands before the symbol


_EQUALITIES = frozenset({"=", ":=", r"\equiv", r"\approx"})


def _hidden(mention: Mention) -> bool:
    """Mentions a phrase beside the formula says nothing about: inside it, or behind a relation other than equality."""
    item = mention.group.items[mention.place]
    return mention.how == "inside" or (mention.how == "right" and item.relation not in _EQUALITIES)


def apposition(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "the learning rate $\\eta$", "parameters $\\alpha$ and $\\beta$", "the number of bonds $n$"."""
    if _hidden(mention):
        return
    tokens = prepared.tokens
    group = mention.group
    base = phrase_before(tokens, group.first)
    if base is None:
        return
    if len(group.items) > 1:
        start = subject_before(tokens, group.first)
        if start is not None:
            yield from _left_parts(prepared, mention, Span(start.start, group.first), "apposition_part")
    before_phrase = low(tokens, base.start - 1 - bool(base.determiner))
    signs = _around(tokens, mention)
    signs.add("left=" + _left_class(tokens, base))
    yield from _make(prepared, mention, base, "apposition", *signs)
    long = subject_before(tokens, group.first)
    if long is not None and long.start < base.start - 1:
        yield from _make(prepared, mention, long, "apposition_long", *signs)
    wider = phrase_with_of(tokens, base)
    if wider is not None:
        outer_head = low(tokens, base.start - 2)
        signs.add("outer_quantity" if words.singular(outer_head) in words.QUANTITIES else "outer_other")
        yield from _make(prepared, mention, wider, "apposition_of", *signs)
    if before_phrase == "of" and base.determiner:
        outer = phrase_before(tokens, base.start - 2)
        if outer is not None:
            yield from _make(
                prepared, mention, Span(outer.start, base.end, outer.determiner), "apposition_of_the", *signs
            )


def _left_class(tokens: Sequence[Token], span: Span) -> str:
    word = low(tokens, span.start - 1 - bool(span.determiner))
    if kind(tokens, span.start - 1 - bool(span.determiner)) == "stop":
        return "start"
    if word in words.PREPOSITIONS:
        return word if word in ("of", "for", "by", "in", "with", "to", "on", "from", "at") else "prep"
    if word in words.AUXILIARIES:
        return "copula"
    if words.verb_form(word):
        return "verb"
    return "other"


def bracketed(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "the pressure ($p$)", "the learning rate, $\\eta$,"."""
    tokens = prepared.tokens
    first, last = mention.group.first, mention.group.last
    while (
        first > 1
        and low(tokens, first - 1)
        in ("i.e", "namely", "say", "denoted", "by", "as", ",", "eg", "e.g", "called", "here")
        and (low(tokens, first - 2) in ("(", ",", "[", "i.e", "namely", "denoted", "say", "called"))
    ):
        first -= 1
    mark = low(tokens, first - 1)
    if _hidden(mention) or mark not in ("(", ",", "[", "–", "—"):
        return
    if mark in ("(", "["):
        closing = low(tokens, last + 1)
        yield from _make(
            prepared,
            mention,
            phrase_before(tokens, first - 1),
            "bracket",
            "closed" if closing in (")", "]") else "open",
        )
        yield from _make(
            prepared,
            mention,
            subject_before(tokens, first - 1),
            "bracket_long",
            "closed" if closing in (")", "]") else "open",
        )
    elif low(tokens, last + 1) in (",", ".", ";") or kind(tokens, last + 1) == "stop" or mention.relation:
        yield from _make(prepared, mention, phrase_before(tokens, first - 1), "comma", *_around(tokens, mention))


def named_before(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "we denote the input by $x$", "the input is denoted $x$", "we write the loss as $L$", "call it $x$"."""
    tokens = prepared.tokens
    first = mention.group.first
    if _hidden(mention):
        return
    at = first - 1
    while low(tokens, at) in (
        "the",
        "symbol",
        "symbols",
        "notation",
        "a",
        "letter",
        "variable",
        "vector",
        "matrix",
        ":",
        "following",
    ):
        at -= 1
    marker = low(tokens, at)
    if marker == "be" and low(tokens, at - 1) == "to":
        at, marker = at - 1, "to_be"
    if marker in ("by", "as", "with", "using", "to", "to_be"):
        verb = _verb_back(tokens, at)
    elif marker in _NAMING:
        verb, at = at, at + 1
    else:
        return
    if verb is None:
        return
    name = low(tokens, verb)
    if verb + 1 < at:  # active: the object stands between verb and marker
        begin = verb + 1
        if low(tokens, begin) in ("to",):
            begin += 1
        parts = list(_left_parts(prepared, mention, Span(begin, at), "named_part"))
        yield from parts
        if parts and "respectively" in parts[0].signs:
            return
        span = phrase_after(tokens[:at], begin)
        if span is not None and low(tokens, span.end) in ("that", "which"):
            clause = relative_clause(tokens[:at], span)
            if clause is not None and clause.end == at:
                yield from _make(
                    prepared, mention, clause, "named_clause", f"verb={_verb_class(name)}", f"marker={marker}"
                )
        inner = max((i for i in range(begin, at) if kind(tokens, i) == "math"), default=None)
        if span is not None and inner is not None and inner >= span.end:  # "the state by $h$ and the cell by $c$"
            begin = inner + 1
            while low(tokens, begin) in (",", "and", "or"):
                begin += 1
            span = phrase_after(tokens[:at], begin)
            span = span if span is not None and span.end == at else None
        if span is not None:
            yield from _make(
                prepared,
                mention,
                span,
                "named",
                f"verb={_verb_class(name)}",
                f"marker={marker}",
                *(["gap"] if span.end < at else []),
            )
        return
    end = verb
    passive = False
    while (
        low(tokens, end - 1) in words.AUXILIARIES
        or words.is_adverb(low(tokens, end - 1))
        or low(tokens, end - 1) in (",", "which", "we", "then", "thus", "hence", "here", "also")
    ):
        passive = passive or low(tokens, end - 1) in words.AUXILIARIES
        end -= 1
    span = subject_before(tokens, end) or clause_subject(tokens, end)
    if span is not None and end > 0:
        kind_of = "passive" if passive else "participle"
        parts = list(_left_parts(prepared, mention, Span(span.start, end), f"named_{kind_of}_part"))
        yield from parts
        if parts and "respectively" in parts[0].signs:
            return
        yield from _make(prepared, mention, span, f"named_{kind_of}", f"verb={_verb_class(name)}", f"marker={marker}")
        short = phrase_before(tokens, end)
        if short is not None and short.start != span.start:
            yield from _make(
                prepared, mention, short, f"named_{kind_of}_short", f"verb={_verb_class(name)}", f"marker={marker}"
            )


def _left_parts(prepared: Text, mention: Mention, span: Span, rule: str) -> Iterator[Candidate]:
    """The member of "the teacher and the student" that belongs to this member of "$f_T$ and $f_S$"."""
    tokens = prepared.tokens
    count = len(mention.group.items)
    if count < 2:
        return
    parts = list_parts(tokens[: span.end], span.start, count)
    if parts is not None and parts[-1].end == span.end:
        together = _respectively(tokens, mention.group.first, mention.group.last)
        yield from _make(
            prepared, mention, parts[mention.place], rule, "respectively" if together else "no_respectively"
        )


def _verb_class(name: str) -> str:
    for stem in ("denot", "defin", "represent", "call", "refer", "writ", "express", "giv", "let", "set", "indicat"):
        if name.startswith(stem):
            return stem
    return "other"


def _verb_back(tokens: Sequence[Token], at: int) -> int | None:
    """The naming verb of the same clause left of a marker such as "by"."""
    for i in range(at - 1, max(-1, at - 16), -1):
        if kind(tokens, i) in ("stop", "break", "display"):
            return None
        if low(tokens, i) in _NAMING:
            return i
        if low(tokens, i) in words.COPULAS and i < at - 1:
            return None
    return None


def of_the_form(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "histories of the form $h$", "a fraction equal to $x$"."""
    tokens = prepared.tokens
    at = mention.group.first - 1
    if _hidden(mention):
        return
    if (
        low(tokens, at) == "form"
        and low(tokens, at - 1) in ("the", "a")
        and low(tokens, at - 2) in ("of", "has", "in", "takes", "have")
    ):
        yield from _make(prepared, mention, subject_before(tokens, at - 2), "of_the_form")
    elif low(tokens, at) == "to" and low(tokens, at - 1) == "equal":
        at -= 1
        while low(tokens, at - 1) in words.AUXILIARIES or words.is_adverb(low(tokens, at - 1)):
            at -= 1
        yield from _make(prepared, mention, subject_before(tokens, at), "equal_to")


_ANNOUNCING = frozenset(
    ["follows", "follow", "as", "following", "below", "by", "written", "given", "defined", "expressed", "computed", "calculated", "obtained", "represented", "formulated", "described", "denoted", "shown", "presented", "the", "equation", "formula", "form"]
)


def predicate_math(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "the loss is $L = ...$", "the eigenvalues are $\\lambda_1$ and $\\lambda_2$", "the objective: $L$"."""
    tokens = prepared.tokens
    first = mention.group.first
    if _hidden(mention):
        return
    at = first - 1
    if low(tokens, at) == ":" or kind(tokens, first) == "display":
        at -= low(tokens, at) == ":"
        while low(tokens, at) in _ANNOUNCING or words.is_adverb(low(tokens, at)):
            at -= 1
    if low(tokens, at) in ("is", "are", "be", "was", "being", "becomes", "reads", "equals", "takes"):
        while low(tokens, at) in words.AUXILIARIES | {"becomes", "reads", "equals"} or words.is_adverb(low(tokens, at)):
            at -= 1
        display = "display" if kind(tokens, first) == "display" else "inline"
        subject = subject_before(tokens, at + 1)
        if subject is not None:
            yield from _left_parts(prepared, mention, subject, "predicate_left_part")
        yield from _make(prepared, mention, subject, "predicate_left", display)
        short = phrase_before(tokens, at + 1)
        yield from _make(prepared, mention, short, "predicate_left_short", display)
    elif low(tokens, first - 1) == ":":
        yield from _make(prepared, mention, phrase_before(tokens, first - 1), "colon_before")


def quantity_of(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "a Curie temperature of $T_C$", "with a depth of $L$"."""
    tokens = prepared.tokens
    first = mention.group.first
    if _hidden(mention) or low(tokens, first - 1) != "of" or mention.group.last - first > 2:
        return
    span = phrase_before(tokens, first - 1)
    if span is not None:
        head = _head(tokens, span)
        if head not in words.ABOUT_ANOTHER:
            yield from _make(
                prepared,
                mention,
                span,
                "quantity_of",
                "property" if head in words.PROPERTIES_OF else "plain_head",
                *_around(tokens, mention),
            )


# ---------------------------------------------------------------- the phrase stands behind the symbol


#: predicates whose subject must be the symbol itself
_CLAUSE_FORMS = frozenset({"copula", "denote", "control", "defined_as", "given_by", "equal", "proportional"})


def _clause_start(tokens: Sequence[Token], mention: Mention) -> set[str]:
    """Whether the enumeration opens its clause, so that it is the subject of the verb behind it."""
    at = mention.group.first - 1
    word = low(tokens, at)
    if kind(tokens, at) in ("stop", "break", "display"):
        return {"subject=start"}
    if word in _STARTERS:
        return {
            "subject="
            + (word if word in ("where", "and", "with", "that", "let", "here", "if", "for", "when") else "starter")
        }
    if word in (",", ":", "(", ";"):
        return {"subject=punct"}
    if word in words.PREPOSITIONS or (words.verb_form(word) == "ing" and low(tokens, at - 1) in words.PREPOSITIONS):
        return {"subject=object"}
    if kind(tokens, at) == "math":
        return {"subject=math"}
    span = phrase_before(tokens, mention.group.first)
    if span is not None:
        outer = low(tokens, span.start - 1 - bool(span.determiner))
        return {"subject=noun_object" if outer in words.PREPOSITIONS else "subject=noun"}
    if words.verb_form(word):
        return {"subject=verb"}
    return {"subject=other"}


def _skip_soft(tokens: Sequence[Token], i: int) -> int:
    """Past adverbs, "respectively", an aside in brackets and commas around "respectively"."""
    if low(tokens, i) == "(":
        close = next((j for j in range(i + 1, min(i + 12, len(tokens))) if low(tokens, j) == ")"), None)
        if close is not None:
            i = close + 1
    while words.is_adverb(low(tokens, i)) or low(tokens, i) in (
        "respectively",
        "here",
        "also",
        "then",
        "both",
        "each",
        "all",
        "again",
    ):
        i += 1
    if low(tokens, i) == "," and low(tokens, i + 1) == "respectively":
        i += 2 + (low(tokens, i + 2) == ",")
    return i


def predicate(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "$x$ is the input", "$\\alpha$ and $\\beta$ denote the mean and the variance", "let $x$ be ...", "$x$ is defined as ..."."""
    tokens = prepared.tokens
    if _hidden(mention):
        return
    i = _skip_soft(tokens, mention.group.last + 1)
    if low(tokens, i) == "," and low(tokens, i + 1) == "which":
        i += 1
    if low(tokens, i) in ("which", "that"):
        i += 1
    verb = low(tokens, i)
    form = ""
    if mention.how == "tuple" and not _plural_verb(verb):
        return
    if verb in ("can", "will", "may", "to", "should", "would", "must") and low(tokens, i + 1) in (
        "be",
        "denote",
        "represent",
        "indicate",
    ):
        i += 1
        verb = low(tokens, i)
    if verb in words.COPULAS:
        form, i = _copula(tokens, i)
    elif verb in _DENOTING:
        form = "denote"
        i += 1
        if low(tokens, i) in ("for", "to"):
            i += 1
    elif verb in _CONTROLLING:
        form = "control"
        i += 1
    elif verb in ("as", "being"):
        form = verb
        i += 1
    elif mention.how == "head" and mention.relation in ("=", ":") and _ends_in_relation(mention):
        form = "equals"
    elif verb in ("the", "a", "an"):
        form = "called" if _lead_verb(tokens, mention) == "call" else "gap"
    elif verb == "for" and _lead_verb(tokens, mention) in ("writ", "use", "reserve"):
        form, i = "for", i + 1
    if not form:
        return
    start = _clause_start(tokens, mention)
    if start & {"subject=object", "subject=noun_object"} and form in _CLAUSE_FORMS and not prepared.plain:
        return  # "the indegree of node $d$ is ..." speaks of the indegree
    signs = start | {f"verb={form}"}
    if form in ("as", "gap") and (lead := _lead_verb(tokens, mention)):
        signs.add(f"lead={lead}")
    if form in ("denote", "control", "copula", "defined_as") and low(tokens, i) in ("how", "whether", "what", "that"):
        clause = told_clause(tokens, i)
        yield from _make(prepared, mention, clause, "told", *signs, f"pronoun={low(tokens, i)}")
        return
    yield from _right(prepared, mention, i, "predicate", signs)


def _ends_in_relation(mention: Mention) -> bool:
    item = mention.group.items[mention.place]
    return len(item.marks) == len(item.head) + 1


def _plural_verb(verb: str) -> bool:
    return verb in ("are", "were", "denote", "represent", "indicate", "stand", "refer", "correspond")


def _copula(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """The sort of predicate behind "is", and where its phrase begins."""
    i += 1
    while words.is_adverb(low(tokens, i)) or low(tokens, i) in (
        "respectively",
        "again",
        "here",
        "both",
        "then",
        "simply",
        "thus",
        ",",
        "about",
    ):
        if low(tokens, i) == "not":
            return "", i
        i += 1
    word = low(tokens, i)
    if word in ("equal", "proportional") and low(tokens, i + 1) == "to":
        return word, i + 2
    if word in ("defined", "known", "interpreted", "regarded", "seen", "viewed", "treated", "taken", "given", "considered", "thought", "referred",
                "understood", "introduced", "described", "chosen", "set", "used", "assumed", "computed", "calculated"):  # fmt: skip
        nxt = low(tokens, i + 1)
        if nxt == "as":
            return "defined_as", i + 2
        if nxt == "to" and low(tokens, i + 2) in ("be", "denote", "represent", "indicate", "as"):
            return "defined_as", i + 3
        if nxt in ("by", "with"):
            return "given_by", i + 2
        return "", i
    if word in ("called", "termed", "named", "denoted", "dubbed"):
        return "called", i + 1
    return "copula", i


def _lead_verb(tokens: Sequence[Token], mention: Mention) -> str:
    """The verb that governs "x as NP": denote, define, use, refer to."""
    at = mention.group.first - 1
    word = low(tokens, at)
    if word == "by" and low(tokens, at - 1) in ("denote", "denoting", "denoted", "write"):
        return "denot"
    if word == "to":
        word = low(tokens, at - 1)
        if word == "and" and any(low(tokens, i).startswith("refer") for i in range(max(0, at - 14), at)):
            return "refer"
    if word in ("use", "uses", "using", "used", "reserve"):
        return "use"
    if word in _NAMING or word in (
        "use",
        "using",
        "choose",
        "take",
        "consider",
        "treat",
        "view",
        "regard",
        "interpret",
    ):
        return _verb_class(word)
    return "with" if word == "with" else ""


def _right(prepared: Text, mention: Mention, i: int, rule: str, signs: set[str]) -> Iterator[Candidate]:
    """The phrase that begins at ``i``, split among the members of the enumeration where it is a list itself."""
    tokens = prepared.tokens
    count = len(mention.group.items)
    if count > 1:
        together = _respectively(tokens, mention.group.first, i)
        shared = shared_head(tokens, i, count)
        if shared is not None:
            modifier, head = shared[mention.place]
            for made in _make(
                prepared, mention, head, f"{rule}_shared", *signs, "respectively" if together else "no_respectively"
            ):
                yield replace(made, span=modifier, shared=head)
            return
        parts = list_parts(tokens, i, count)
        if parts is not None and len(parts) == count:
            yield from _make(
                prepared,
                mention,
                parts[mention.place],
                f"{rule}_part",
                *signs,
                "respectively" if together else "no_respectively",
            )
            if together or all(part.determiner for part in parts):
                return
    span = phrase_after(tokens, i)
    if span is None:
        return
    extra = set(signs)
    nxt = low(tokens, span.end)
    if nxt in ("and", ",") and count > 1:
        extra.add("more_follows")
    yield from _make(prepared, mention, span, rule, *extra)
    if (
        not span.determiner
        and low(tokens, i).endswith("ed")
        and low(tokens, i) not in words.ADJECTIVAL
        and "verb=copula" in signs
    ):
        return  # "$a$ is relayed back": a passive, no noun phrase
    clause = relative_clause(tokens, span)
    if clause is not None:
        yield from _make(prepared, mention, clause, f"{rule}_clause", *extra, f"pronoun={low(tokens, span.end)}")
    short = phrase_after(tokens, i, tails=False)
    if short is not None and short.end < span.end:
        yield from _make(
            prepared,
            mention,
            short,
            f"{rule}_short",
            *extra,
            f"tail={low(tokens, short.end)}" if low(tokens, short.end) in ("of", "for", "in") else "tail=other",
        )


def _respectively(tokens: Sequence[Token], first: int, at: int) -> bool:
    for i in range(first, min(at + 40, len(tokens))):
        if kind(tokens, i) == "stop" and i > at:
            return False
        if low(tokens, i) in ("respectively", "resp"):
            return True
    return False


def list_parts(tokens: Sequence[Token], start: int, count: int) -> list[Span] | None:
    """The enumeration of phrases at ``start`` ("the mean, the variance and the mode"), or None if it has other than ``count``."""
    parts: list[Span] = []
    i = start
    while len(parts) < count:
        span = phrase_after(tokens, i, tails=True)
        if span is None:
            return None
        last_part = len(parts) == count - 1
        bare = phrase_after(tokens, i, tails=False)
        parts.append(span if last_part or bare is None else span)
        i = span.end
        if last_part:
            break
        moved = i
        while low(tokens, moved) in (",", "and", "or", "&"):
            moved += 1
        if moved == i:
            return None
        i = moved
    return parts if len(parts) == count else None


def aside(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "$c$ (the speed of light)", "$x$, the input,", "$\\eta$: learning rate"."""
    tokens = prepared.tokens
    if _hidden(mention):
        return
    i = mention.group.last + 1
    mark = low(tokens, i)
    if mark in ("(", "["):
        j = i + 1
        while low(tokens, j) in ("i.e", ",", "namely", "here", "denoting", "denotes", "is", ":"):
            j += 1
        span = phrase_after(tokens, j)
        if span is not None and low(tokens, span.end) in (")", "]"):
            yield from _make(prepared, mention, span, "aside_bracket", *_clause_start(tokens, mention))
    elif mark == ",":
        yield from _comma_aside(prepared, mention, i + 1)
    elif mark in (":", "–", "—", "-") and mention.how in ("alone", "apply"):
        starts = kind(tokens, mention.group.first - 1) in ("stop", "break") or low(tokens, mention.group.first - 1) in (
            ",",
            ";",
        )
        j = i + 1
        while low(tokens, j) in ("-", "–", "contains", "is", "denotes", "="):
            j += 1
        span = phrase_after(tokens, j)
        yield from _make(prepared, mention, span, "colon_after", "starts" if starts else "within")


def _comma_aside(prepared: Text, mention: Mention, i: int) -> Iterator[Candidate]:
    """ "$x$, the input," or "$x$, which is the input"; the phrase must be closed off, or it opens the next clause."""
    tokens = prepared.tokens
    rule = "aside_comma"
    if low(tokens, i) == "which" and low(tokens, i + 1) in ("is", "are", "denotes", "represents"):
        i, rule = i + 2, "aside_which"
    elif low(tokens, i) not in ("the", "a", "an", "our", "its"):
        return
    start = _clause_start(tokens, mention)
    span = phrase_after(tokens, i)
    opens = start & {"subject=noun", "subject=noun_object"} or (
        "subject=object" in start and kind(tokens, mention.group.first - 2) in ("stop", "break", "punct")
    )
    if span is None or (opens and rule == "aside_comma"):
        return
    clause = relative_clause(tokens, span)
    if clause is not None and rule == "aside_comma":
        yield from _make(prepared, mention, span, rule, *start)
    if low(tokens, span.end) in (",", ")") or kind(tokens, span.end) == "stop" or rule == "aside_which":
        yield from _make(prepared, mention, span, rule, *start)


#: marks of the longest symbol that counts as a letter: a letter with one index, as x _{ i }
_LETTER = 4


def compound(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """ "$N$ samples", "the $\\gamma$ parameter", "an $\\ell_2$ norm"."""
    tokens = prepared.tokens
    i = mention.group.last + 1
    if _hidden(mention) or mention.how == "member" or kind(tokens, i) != "word":
        return
    span = counted_after(tokens, i)
    if span is None or low(tokens, span.end - 1) in (
        "value",
        "values",
        "down",
        "away",
        "apart",
        "wrt",
        "iff",
        "thereafter",
    ):
        return
    before = low(tokens, mention.group.first - 1)
    long_formula = len(mention.group.items[mention.place].marks) > _LETTER
    if mention.place != len(mention.group.items) - 1 and not words.is_plural(low(tokens, span.end - 1)):
        return
    if (
        not prepared.plain
        and not long_formula
        and before not in words.DETERMINERS
        and not words.is_plural(low(tokens, span.end - 1))
    ):
        return  # "keep $T$ constant", "makes $V$ useless"
    signs = {
        "before=det"
        if before in words.DETERMINERS
        else "before=prep"
        if before in words.PREPOSITIONS
        else "before=other"
    }
    signs |= _clause_start(tokens, mention)
    following = low(tokens, span.end)
    signs.add(
        "then=prep"
        if following in words.PREPOSITIONS
        else "then=adverb"
        if words.is_adverb(following)
        else "then=other"
    )
    yield from _make(prepared, mention, span, "compound", *signs)
    left = phrase_before(tokens, mention.group.first)
    if left is not None:
        yield from _make(prepared, mention, left, "compound_left", *signs)


RULES: tuple[Rule, ...] = (
    apposition,
    bracketed,
    named_before,
    of_the_form,
    predicate_math,
    quantity_of,
    predicate,
    aside,
    compound,
)


def candidates(prepared: Text, mention: Mention) -> list[Candidate]:
    """Everything the rules propose for one mention."""
    return [candidate for rule in RULES for candidate in rule(prepared, mention)]
