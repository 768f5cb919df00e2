"""A proposed definition and the facts about its place ("signs") that the ranking weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reader.definitions import words
from reader.definitions.clauses import is_respective, list_parts, shared_head
from reader.definitions.mentions import Mention, Text
from reader.definitions.nouns import is_plain_noun, kind, low
from reader.definitions.phrases import MAX_WORDS, Span, phrase_before
from reader.definitions.text import Token


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

#: relations in front of which a symbol stands often enough to be told apart
_TOLD_RELATIONS = frozenset(
    [r"=", r"\in", r":=", r"\sim", r":", r"<", r">", r"\leq", r"\leftarrow", r"\propto", r"\approx", r"\rightarrow"]
)
#: "$n = 3$" is n as much as it is 3
_EQUALITIES = frozenset({"=", ":=", r"\equiv", r"\approx"})
#: signs that join words in running text and tables
_GLUE = frozenset(
    [
        r"+",
        r"-",
        r"=",
        r"<",
        r">",
        r"\pm",
        r"\mp",
        r"\approx",
        r"\times",
        r"/",
        r"*",
        r"\%",
        r"%",
        r"\#",
        r"#",
        r"@",
        r"\rightarrow",
        r"\leftarrow",
        r"\uparrow",
        r"\downarrow",
        r"\leq",
        r"\geq",
        r"\ldots",
        r"\cdot",
        r"\sim",
    ]
)
#: words that fonts make look like formulas
_WORDS_IN_MATH = frozenset(["et", "al", "is", "e.g", "i.e", "th", "st", "nd", "rd", "Is", "end", "for"])
#: words in front of a subject that the ranking tells apart
_TOLD_STARTERS = frozenset({"where", "and", "with", "that", "let", "here", "if", "for", "when"})


def _group_signs(mention: Mention) -> set[str]:
    size = len(mention.group.items)
    signs = {"how=" + ("alone" if mention.how == "apply" else mention.how)}
    if mention.how == "apply" and mention.group.items[mention.place].has_formula_inside:
        signs.add("applied_to_formula")
    if size > 1:
        signs.add("list")
        signs.add("list.first" if mention.place == 0 else "list.later")
    if mention.relation:
        signs.add("relation=" + (mention.relation if mention.relation in _TOLD_RELATIONS else "other"))
    return signs


def head_of(tokens: Sequence[Token], span: Span) -> str:
    """Return the head noun in the singular: the last word before the first preposition."""
    return words.singular(head_of_phrase(tokens, span))


def head_of_phrase(tokens: Sequence[Token], span: Span) -> str:
    """Return the head noun as it stands."""
    head = ""
    for i in range(span.start, span.end):
        if kind(tokens, i) == "word":
            if low(tokens, i) in words.PREPOSITIONS and head:
                break
            head = low(tokens, i)
    return head


def _phrase_signs(tokens: Sequence[Token], span: Span, rule: str) -> set[str]:
    head = head_of(tokens, span)
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


def propose(prepared: Text, mention: Mention, span: Span | None, rule: str, *signs: str) -> Iterator[Candidate]:
    """Yield the phrase as a candidate with all its signs, unless it is empty, all math or only points somewhere."""
    if span is None or span.size <= 0:
        return
    tokens = prepared.tokens
    if not any(kind(tokens, i) == "word" for i in range(span.start, span.end)):
        return
    head = head_of(tokens, span)
    if head in words.POINTERS or (low(tokens, span.end - 1) in words.POINTERS and head not in words.QUANTITIES):
        return  # "part of Theorem 2"; but "number of times"
    span = _tidied(tokens, span)
    if _is_no_phrase(prepared, span) or (head_of(tokens, span) in words.SAYING_NOTHING and rule != "compound"):
        return
    if mention.how == "tuple" and rule != "predicate_part":
        said = head_of_phrase(tokens, span)
        measures = rule == "predicate" and span.determiner == "the" and said in words.QUANTITIES
        if not measures and not words.is_plural(said):
            return  # "the tuple $(S, A)$" is not S; but "$(H, W)$ is the resolution"
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


def _tidied(tokens: Sequence[Token], span: Span) -> Span:
    """The phrase without words that point elsewhere or count, a stray preposition in front and "in terms" behind."""
    start, end = span.start, span.end
    while end - start > 1 and (
        low(tokens, start) in words.POINTING | words.DETERMINERS | words.NUMERALS
        or low(tokens, start) in ("of", "in", "at")
        or (low(tokens, start) in _OPENERS and kind(tokens, start - 1) in ("stop", "break"))
        or (low(tokens, start) == "given" and low(tokens, start - 1) in words.AUXILIARIES)
        or _is_order(tokens, start)
    ):
        start += 1
    if end - start > 2 and low(tokens, end - 1) in ("terms", "term") and low(tokens, end - 2) == "in":
        end -= 2
    for i in range(start + 1, end):
        if kind(tokens, i) == "math" and "=" in tokens[i].text and is_plain_noun(tokens, i - 1):
            end = i  # "the noise $p(x) = q(x)$"
            break
    return Span(start, end, span.determiner)


def _is_order(tokens: Sequence[Token], i: int) -> bool:
    """Tell "Sample points $x$" from "Sample mean $m$"."""
    opens = kind(tokens, i - 1) in ("stop", "break", "punct") and tokens[i].text.istitle()
    return opens and words.verb_form(low(tokens, i)) == "base" and words.is_plural(low(tokens, i + 1))


#: prepositions of phrases that say where in a paper something holds
_OPENING_PREPOSITIONS = frozenset({"in", "throughout", "by", "for"})
#: words that open a sentence and are no part of a phrase: "Given two policies"
_OPENERS = frozenset({"given", "consider", "considering", "take", "using"})


#: nouns that make an adverb with "in" or "by"
_ADVERBIAL = frozenset(
    "practice theory general particular addition contrast fact turn total principle expectation parallel essence summary "
    "short effect brief assumption construction definition convention symmetry induction inference".split()
)


def _is_no_phrase(prepared: Text, span: Span) -> bool:
    """Cells of a table and pieces of references: bare numbers among the words, a single letter."""
    tokens = prepared.tokens
    texts = [tokens[i] for i in range(span.start, span.end)]
    if not prepared.plain and any(t.kind == "number" and re.fullmatch(r"[\d.,]+", t.text) for t in texts):
        return True
    if span.size == 1 and (low(tokens, span.start) in words.POINTING or low(tokens, span.start) == "times"):
        return True
    if any(low(tokens, i) == "as" and kind(tokens, i + 1) == "math" for i in range(span.start, span.end)):
        return True  # "an LSTM as $f$"
    first, second = low(tokens, span.start), low(tokens, span.start + 1)
    if span.size == 1 and first in _ADVERBIAL and low(tokens, span.start - 1) in ("in", "by", "at"):
        return True  # "In practice $L$ is unknown"
    if first.endswith("ing") and words.verb_form(first) and second in words.DETERMINERS:
        return True  # "assigning a scale to x"
    return all(len(t.text) < 2 for t in texts if t.kind == "word")


def around(tokens: Sequence[Token], mention: Mention) -> set[str]:
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
    if kind(tokens, before) == "stop":
        signs.add("starts")
    return signs


def clause_start(tokens: Sequence[Token], mention: Mention) -> set[str]:
    """Whether the enumeration opens its clause, so that it is the subject of the verb behind it."""
    at = mention.group.first - 1
    word = low(tokens, at)
    if kind(tokens, at) in ("stop", "break", "display"):
        return {"subject=start"}
    if word in words.STARTERS:
        return {"subject=" + (word if word in _TOLD_STARTERS else "starter")}
    if word in (",", ":", "(", ";"):
        return {"subject=punct"}
    if word in words.PREPOSITIONS or (words.verb_form(word) == "ing" and low(tokens, at - 1) in words.PREPOSITIONS):
        return {"subject=object"}
    if kind(tokens, at) == "math":
        return {"subject=math"}
    span = phrase_before(tokens, mention.group.first)
    if span is not None and opens_sentence(tokens, span):
        return {"subject=start"}
    if span is not None:
        outer = low(tokens, span.start - 1 - bool(span.determiner))
        return {"subject=noun_object" if outer in words.PREPOSITIONS else "subject=noun"}
    if words.verb_form(word):
        return {"subject=verb"}
    return {"subject=other"}


def opens_sentence(tokens: Sequence[Token], span: Span) -> bool:
    """Tell "In this appendix $x$ stands for the input" and "By convention $x$ is" from "In state $s$ is"."""
    at = span.start - 1 - bool(span.determiner)
    head = head_of_phrase(tokens, span)
    opens = low(tokens, at) in _OPENING_PREPOSITIONS and kind(tokens, at - 1) in ("stop", "break")
    return opens and (head in words.PAPER_PARTS or (head in _ADVERBIAL and not span.determiner))


def left_parts(prepared: Text, mention: Mention, span: Span, rule: str) -> Iterator[Candidate]:
    """The member of "the teacher and the student" that belongs to this member of "$f_T$ and $f_S$"."""
    tokens = prepared.tokens
    count = len(mention.group.items)
    if count < 2:
        return
    shared = shared_head(tokens[: span.end], span.start, count)
    if shared is not None and shared[0][1].end == span.end:  # "teacher and student networks $T$ and $S$"
        modifier, head = shared[mention.place]
        for made in propose(prepared, mention, head, f"{rule}_shared"):
            yield replace(made, span=modifier, shared=head)
        return
    parts = list_parts(tokens[: span.end], span.start, count)
    if parts is not None and parts[-1].end == span.end:
        together = is_respective(tokens, mention.group.first, mention.group.last)
        yield from propose(
            prepared, mention, parts[mention.place], rule, "respectively" if together else "no_respectively"
        )


def is_hidden(mention: Mention) -> bool:
    """Tell mentions of which a phrase beside the formula says nothing.

    They stand inside it, behind a relation other than equality, or are no symbol: a number, a plus between two words,
    the "et" of "et al.".
    """
    item = mention.group.items[mention.place]
    if item.marks[0] in _WORDS_IN_MATH or all(
        mark in _GLUE or (not mark.isalpha() and mark[0] != "\\") for mark in item.marks
    ):
        return True
    return mention.how == "inside" or (mention.how == "right" and item.relation not in _EQUALITIES)


def ends_a_count(mention: Mention) -> bool:
    r"""Tell the T of "in round $t = 1, 2, \ldots, T$", which is no round."""
    first, item = mention.group.items[0], mention.group.items[mention.place]
    counts = first.relation == "=" and all(mark.isdigit() or mark == "-" for mark in first.right)
    return mention.place > 0 and not item.relation and counts


_ARROWS = frozenset((r"\rightarrow", r"\mapsto", r"\leftarrow", r"\longrightarrow"))


def is_modifier(tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell the Q of "the same number of $Q$-values", which says nothing of Q."""
    after = mention.group.last + 1
    return low(tokens, after) in ("-", "–") and kind(tokens, after + 1) == "word" and mention.relation == ""


def is_step(mention: Mention) -> bool:
    r"""Tell "the step $x \to y$", which is neither x nor y, from "a function $f : X \to Y$"."""
    if (
        mention.relation == r"\leftarrow"
    ):  # "the weights $w \leftarrow 0$" are w, "the update $w \leftarrow w - g$" is not
        item = mention.group.items[mention.place]
        return any(mark in item.right for mark in item.head[:1])
    return mention.relation in _ARROWS


def verb_class(name: str) -> str:
    """Name the sort of naming verb by its stem."""
    for stem in ("denot", "defin", "represent", "call", "refer", "writ", "express", "giv", "let", "set", "indicat"):
        if name.startswith(stem):
            return stem
    return "other"
