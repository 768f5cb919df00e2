"""Rules for a phrase that stands behind the symbol as what it is: "x is the input", "let x denote ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.definitions import words
from reader.definitions.candidates import Candidate, clause_start, is_hidden, propose, verb_class
from reader.definitions.clauses import is_respective, list_parts, relative_clause, shared_head, told_clause
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import kind, low
from reader.definitions.phrases import Span, phrase_after
from reader.definitions.text import Token

#: predicates whose subject must be the symbol itself
_CLAUSE_FORMS = frozenset(["copula", "denote", "control", "defined_as", "given_by", "equal", "proportional"])
_MODAL_BEFORE = frozenset(["can", "will", "may", "to", "should", "would", "must"])
_PLURAL_VERBS = frozenset(["are", "were", "denote", "represent", "indicate", "stand", "refer", "correspond"])
#: words between a symbol and its verb, or between "is" and its phrase, beside adverbs
_SOFT = frozenset(["respectively", "here", "also", "then", "both", "each", "all", "again"])
_SOFT_BEHIND_COPULA = frozenset(["respectively", "again", "here", "both", "then", "simply", "thus", ",", "about"])
#: participles behind "is" that need "as", "to be" or "by" to say anything
_PASSIVES = frozenset(
    [
        "defined",
        "known",
        "interpreted",
        "regarded",
        "seen",
        "viewed",
        "treated",
        "taken",
        "given",
        "considered",
        "thought",
        "referred",
        "understood",
        "introduced",
        "described",
        "chosen",
        "set",
        "used",
        "assumed",
        "computed",
        "calculated",
    ]
)
_CALLED = frozenset(["called", "termed", "named", "denoted", "dubbed"])
_TAKEN_AS = frozenset(["choose", "take", "consider", "treat", "view", "regard", "interpret"])


def predicate(prepared: Text, mention: Mention) -> Iterator[Candidate]:
    """Propose "the input" for "x is the input", "let x denote the input", "x is defined as the input"."""
    tokens = prepared.tokens
    i = _verb_behind(tokens, mention)
    if (is_hidden(mention) and mention.how != "alone") or (
        mention.how == "tuple" and low(tokens, i) not in _PLURAL_VERBS | {"be", "is"}
    ):
        return
    i_verb = i
    form, i = _form(tokens, mention, i)
    if not form:
        return
    start = clause_start(tokens, mention)
    if start & {"subject=object", "subject=noun_object"} and form in _CLAUSE_FORMS and not prepared.plain:
        return  # "the indegree of node $d$ is ..." speaks of the indegree
    if "subject=with" in start and low(tokens, i_verb) in words.COPULAS - {"being"}:
        return  # "the examples with $a > 0$ are called support vectors"
    held = form == "control" and low(tokens, i_verb) in words.HOLDING
    if (form == "called" or held) and "subject=noun" in start:
        start = {"subject=start"}  # "The difference $e = y - z$ is called the residual"
    signs = start | {f"verb={form}"}
    if form in ("as", "gap") and (lead := _lead_verb(tokens, mention)):
        signs.add(f"lead={lead}")
    if form == "gap" and mention.relation and _begins_clause(tokens, i):
        return  # "With $c = 2$ the curves are shifted"
    if form == "gap" and _says_before(tokens, mention):
        signs.add("elided")
    elif form == "gap" and "subject=object" in start and not _lead_verb(tokens, mention):
        return  # "the advantage of $p$ the first time that"
    if form in ("denote", "control", "copula", "defined_as") and low(tokens, i) in ("how", "whether", "what", "that"):
        yield from propose(prepared, mention, told_clause(tokens, i), "told", *signs, f"pronoun={low(tokens, i)}")
        return
    if mention.how == "tuple" and (member := _of_pair(prepared, mention, i)) is not None:
        yield from propose(prepared, mention, member, "predicate_part", *signs, "settled")
        return
    if len(mention.group.items) > 1:
        parts = list(_parts(prepared, mention, i, signs))
        yield from parts
        if any(part.shared or "settled" in part.signs for part in parts):
            return
    if mention.place and is_respective(tokens, mention.group.first, i):
        first = phrase_after(tokens, i, tails=False)
        if first is None or not words.is_plural(low(tokens, first.end - 1)):
            return  # what is said first is said of the first
    yield from _right(prepared, mention, i, signs)


def _begins_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether the phrase at a place has a finite verb of its own behind it."""
    span = phrase_after(tokens, i)
    if span is None:
        return False
    verb = low(tokens, span.end)
    return verb in words.COPULAS - {"be", "being"} or verb in words.MODALS or words.verb_form(verb) == "s"


def _verb_behind(tokens: Sequence[Token], mention: Mention) -> int:
    """Find the verb behind the enumeration, past adverbs, "which", a modal and an aside in brackets."""
    i = mention.group.last + 1
    if low(tokens, i) == "(":
        closing = next((j for j in range(i + 1, min(i + 12, len(tokens))) if low(tokens, j) == ")"), None)
        i = i if closing is None else closing + 1
    while words.is_adverb(low(tokens, i)) or low(tokens, i) in _SOFT:
        i += 1
    if low(tokens, i) == "," and low(tokens, i + 1) == "respectively":
        i += 2 + (low(tokens, i + 2) == ",")
    i += low(tokens, i) == "," and low(tokens, i + 1) == "which"
    if low(tokens, i) in ("which", "that"):
        i += 1 if low(tokens, i + 1) not in words.DETERMINERS else 0  # "x, which the memory keeps"
    i += low(tokens, i) in _MODAL_BEFORE and low(tokens, i + 1) in ("be", "denote", "represent", "indicate")
    return i


def _form(tokens: Sequence[Token], mention: Mention, i: int) -> tuple[str, int]:
    """Name the sort of predicate whose verb stands at ``i``, and the place where its phrase begins."""
    verb = low(tokens, i)
    if verb in words.COPULAS:
        return ("as", i + 1) if verb == "being" else _copula(tokens, i + 1)
    if verb == "we" and low(tokens, i + 1) in ("mean", "denote", "understand"):
        return ("called", i + 2) if low(tokens, mention.group.first - 1) == "by" else ("", i)
    if verb in ("mean", "means") and _compares(tokens, mention, i + 1):
        return "", i  # "smaller $x$ means less bias"
    if verb in words.DENOTING:
        return "denote", i + 1 + (low(tokens, i + 1) in ("for", "to"))
    if verb in words.CONTROLLING:
        return "control", i + 1
    if verb in words.HOLDING and low(tokens, i + 1) in ("the", "all", "its", "their", "these"):
        return "control", i + 1  # "$C$ holds the kernel values"; not "$W$ contains mostly zeros"
    if verb in ("runs", "ranges", "run", "range") and low(tokens, i + 1) == "over":
        return "control", i + 2
    if verb == "as":
        return "as", i + 1
    if mention.how == "head" and mention.relation in ("=", ":") and _ends_in_relation(mention):
        return "equals", i
    if verb in ("the", "a", "an"):
        return "called" if _lead_verb(tokens, mention) == "call" else "gap", i
    wrote = _lead_verb(tokens, mention) in ("writ", "use") or _wrote_before(tokens, mention)
    if verb == "for" and wrote and not mention.relation:
        return "for", i + 1
    return "", i


def _compares(tokens: Sequence[Token], mention: Mention, i: int) -> bool:
    """Whether a size is spoken of: "larger $x$", "less bias"."""
    before, following = low(tokens, mention.group.first - 1), low(tokens, i)
    return before in words.ADJECTIVES or following in words.ADJECTIVES | {"less", "more", "fewer", "that", "no"}


def _wrote_before(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether "and I for the unit matrix" goes on with "we write x for the input" or "x stands for it"."""
    at = mention.group.first - 1
    if low(tokens, at) not in ("and", ","):
        return False
    while at >= 0 and kind(tokens, at) not in ("stop", "break"):
        if low(tokens, at) in ("write", "writing", "use", "using") and kind(tokens, at + 1) == "math":
            return low(tokens, at + 2) == "for"
        if low(tokens, at) in ("stands", "stand") and kind(tokens, at - 1) == "math":
            return low(tokens, at + 1) == "for"
        at -= 1
    return False


def _says_before(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether the sentence has said what another symbol is, so that "and y the label" leaves its verb out."""
    at = mention.group.first - 1
    if low(tokens, at) not in ("and", ","):
        return False
    while at > 0 and kind(tokens, at - 1) not in ("stop", "break"):
        at -= 1
        verb = low(tokens, at + 1)
        if kind(tokens, at) == "math" and (verb in ("is", "be", "are", "the") or verb in words.DENOTING):
            return True
    return False


def _ends_in_relation(mention: Mention) -> bool:
    item = mention.group.items[mention.place]
    return len(item.marks) == len(item.head) + 1


def _copula(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Name the sort of predicate behind "is", and the place where its phrase begins."""
    while words.is_adverb(low(tokens, i)) or low(tokens, i) in _SOFT_BEHIND_COPULA:
        if low(tokens, i) == "not":
            return "", i
        i += 1
    word, following = low(tokens, i), low(tokens, i + 1)
    if word in ("equal", "proportional") and following == "to":
        return word, i + 2
    if word in _PASSIVES:
        if following == "as":
            return "defined_as", i + 2
        if following == "to" and low(tokens, i + 2) in ("be", "denote", "represent", "indicate", "as"):
            return "defined_as", i + 3
        return ("given_by", i + 2) if following in ("by", "with") else ("", i)
    return ("called", i + 1) if word in _CALLED else ("copula", i)


def _lead_verb(tokens: Sequence[Token], mention: Mention) -> str:
    """Name the verb that governs "x as the input": denote, define, use, refer to."""
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
    if word in words.NAMING or word in _TAKEN_AS:
        return verb_class(word)
    return "with" if word == "with" else ""


def _of_pair(prepared: Text, mention: Mention, i: int) -> Span | None:
    """Read "a pair of an image and its label" as what the members of $(x, y)$ are, in order."""
    tokens = prepared.tokens
    members = mention.group.items[mention.place].members
    i += low(tokens, i) in words.DETERMINERS
    if low(tokens, i) not in ("pair", "tuple", "triple") or low(tokens, i + 1) != "of" or mention.member is None:
        return None
    parts = list_parts(tokens, i + 2, len(members))
    return parts[mention.member] if parts is not None else None


def _parts(prepared: Text, mention: Mention, i: int, signs: set[str]) -> Iterator[Candidate]:
    """Propose the member of an enumeration of phrases that belongs to this member of the enumeration of symbols."""
    tokens = prepared.tokens
    count = len(mention.group.items)
    together = is_respective(tokens, mention.group.first, i)
    sign = "respectively" if together else "no_respectively"
    shared = shared_head(tokens, i, count)
    if shared is not None:
        modifier, head = shared[mention.place]
        for made in propose(prepared, mention, head, "predicate_shared", *signs, sign):
            yield replace(made, span=modifier, shared=head)
        return
    parts = list_parts(tokens, i, count)
    if parts is not None and together and parts[0].size > 1 and words.is_plural(low(tokens, parts[0].start)):
        whole = Span(parts[0].start, parts[-1].end, parts[0].determiner)  # "the lengths of source and target sentences"
        yield from propose(prepared, mention, whole, "predicate_part", *signs, sign, "settled")
    elif parts is not None:
        settled = together or all(part.determiner for part in parts)
        extra = ["settled"] if settled else []
        yield from propose(prepared, mention, parts[mention.place], "predicate_part", *signs, sign, *extra)


def _right(prepared: Text, mention: Mention, i: int, signs: set[str]) -> Iterator[Candidate]:
    """Propose the phrase that begins at ``i``: with its tails, with its clause, and bare."""
    tokens = prepared.tokens
    span = phrase_after(tokens, i)
    if span is None:
        return
    extra = set(signs)
    if low(tokens, span.end) in ("and", ",") and len(mention.group.items) > 1:
        extra.add("more_follows")
    yield from propose(prepared, mention, span, "predicate", *extra)
    first = low(tokens, i)
    if not span.determiner and first.endswith("ed") and first not in words.ADJECTIVAL and "verb=copula" in signs:
        return  # "$a$ is relayed back": a passive, no noun phrase
    clause = relative_clause(tokens, span)
    if clause is not None:
        yield from propose(prepared, mention, clause, "predicate_clause", *extra, f"pronoun={low(tokens, span.end)}")
    short = phrase_after(tokens, i, tails=False)
    if short is not None and short.end < span.end:
        tail = low(tokens, short.end)
        sign = f"tail={tail}" if tail in ("of", "for", "in") else "tail=other"
        yield from propose(prepared, mention, short, "predicate_short", *extra, sign)
