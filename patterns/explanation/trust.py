"""Whether what the paper says a symbol is can be quoted beside an equation: said of this symbol, and said here.

A letter is often used twice, and words right before a display need not be about what stands in it ("..., where $z_i$ are the
logits: $$p_i = ...$$"). A wrong quotation misleads more than none, so that doubt means silence.
"""

from __future__ import annotations

import re
from itertools import pairwise

from patterns.explanation.surroundings import Quote
from patterns.explanation.telling import Telling

DISPLAY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
INLINE = re.compile(r"\$([^$]+)\$")
_BRACES = re.compile(r"[\s{}]")
#: words of which a symbol that stands on the left of an equation is rarely a case, unless its own sentence says so
_COUNTS = re.compile(r"(?:number|count|size|dimension|dimensionality|length|width|height|depth|rank|index)s?\b")
#: sentences behind an equation within which the paper may still say what it has just written down
WHERE = 3
#: a formula with a new noun behind it: two things that were taken for one ("instrument $Z$ the Wald estimator")
_CUT = re.compile(r"\b(?:and|or|of|with|the|a|an|for|to|in|is|are)$")
_TWO_NOUNS = re.compile(r"\$\s+(?:and\s+\S+\s+\S|the|a|an|our|its)\b")
#: words that begin with a formula of their own: "$n$ observations and ..."
_BEGINS = re.compile(r"\$[^$]*\$\s")
_LISTED = re.compile(r"\$\s*(?:,|and|,\s*and)\s*\$")
_PLURAL = re.compile(r"[a-z-]+[^siua\W]s$")
#: words with which the head of a phrase ends and what belongs to it begins
_HEAD_ENDS = re.compile(r"\s+(?:of|for|in|from|with|to|on|that|at|by|after|between|over)\b")


def can_be_quoted(latex: str, phrase: str, telling: Telling, indexed: bool = False) -> bool:
    """Whether the paper's words for a symbol were said of exactly it (``indexed``: or of it with indices), the nearest say."""
    if (
        _CUT.search(phrase)
        or _spelled(latex) in {_spelled(part) for part in INLINE.findall(phrase)}
        or _TWO_NOUNS.search(phrase)
    ):
        return False
    source, own = source_of(phrase, telling), telling.around.sentence
    if source is None:
        return True
    if _BEGINS.match(phrase) or re.search(rf"\$ (?:the|a|an) {re.escape(phrase)}", source.sentence):
        return False  # of another formula, or what follows the symbol without a verb
    here = own is not None and own.sentence == source.sentence
    if not _named(latex, source.sentence, indexed):
        return here and _leads_up(phrase, source.sentence)
    return here or own is None or phrase in own.sentence or not _named(latex, own.sentence)


def defines_left(latex: str, phrase: str, telling: Telling) -> bool:
    """The same of a symbol that stands alone on the left: that a count is meant must be said in the same sentence."""
    if not can_be_quoted(latex, phrase, telling):
        return False
    source, own = source_of(phrase, telling), telling.around.sentence
    if source is None or (own is not None and own.sentence == source.sentence):
        return True
    if own is not None and own.place is not None and source.place is not None and source.place > own.place + WHERE:
        return False
    return _COUNTS.match(phrase.lower()) is None


def source_of(phrase: str, telling: Telling) -> Quote | None:
    """The sentence in which the paper says so, where it is known."""
    definitions = telling.context.definitions
    sources = (telling.around.definitions.get(latex) for latex, words in definitions.items() if words == phrase)
    return next((source for source in sources if source is not None), None)


def one_of_several(latex: str, phrase: str, telling: Telling, indexed: bool = False) -> bool:
    """Whether a plural was said of several symbols, of which this is one: "moving averages $m_t$ and $v_t$"."""
    source = source_of(phrase, telling)
    head = _HEAD_ENDS.split(phrase)[0]
    if source is None or _PLURAL.search(head) is None:
        return False
    text = DISPLAY.sub(" ", source.sentence)
    formulas = list(INLINE.finditer(text))
    listed = (pair for pair in pairwise(formulas) if _LISTED.fullmatch(text[pair[0].end() - 1 : pair[1].start() + 1]))
    return any(_occurs(latex, one.group(1), indexed) for pair in listed for one in pair)


def _spelled(latex: str) -> str:
    """A formula without what may be written one way or another."""
    return _BRACES.sub("", latex)


def _named(latex: str, sentence: str, indexed: bool = False) -> bool:
    """Whether a sentence has the symbol among its words, not only in a display."""
    return any(_occurs(latex, part, indexed) for part in INLINE.findall(DISPLAY.sub(" ", sentence)))


def _occurs(latex: str, formula: str, indexed: bool = False) -> bool:
    """Whether a symbol stands in a formula, with exactly these indices unless others may follow."""
    follows = "" if indexed else "(?![A-Za-z0-9_^'+:-])"
    return re.search(rf"(?<![A-Za-z\\_^]){re.escape(_spelled(latex))}{follows}", _spelled(formula)) is not None


def _leads_up(phrase: str, sentence: str) -> bool:
    """Whether words run into a display without a pause: "the distortion $$J = ...$$", "the loss is $$...$$"."""
    before = DISPLAY.split(sentence)[0]
    place = before.rfind(phrase)
    return place >= 0 and re.search(r"[:,;.]", before[place + len(phrase) :]) is None
