"""What a text says a symbol is.

``definitions_in`` answers for one text; ``reader.definitions.finder`` asks it of every sentence of a paper. The way:
text → tokens (``definitions_text``, ``_join``) → mentions of the symbol (``definitions_mentions``) → candidate phrases by
sentence shape (``definitions_rules``) → the ones sure enough to be said (``definitions_rank``). An empty answer means
that the text uses the symbol without saying what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reader.definitions import words
from reader.definitions.candidates import Candidate
from reader.definitions.latex import Marks, marks
from reader.definitions.mentions import Text, mentions, name_of, prepare, spelled
from reader.definitions.rank import THRESHOLD, confidence, log_odds, lowered
from reader.definitions.related import CARRIED_OVER, LEAST_ODDS, relatives
from reader.definitions.rules import candidates
from reader.definitions.text import phrase_text

#: phrases are cut here, in words
MAX_WORDS = 12
#: formulas longer than this are nobody's symbol, in characters
MAX_SYMBOL = 500


@dataclass(frozen=True)
class Found:
    """A phrase that says what a symbol is; ``start`` is its offset in the text, ``rule`` the sentence shape."""

    phrase: str
    confidence: float
    start: int
    rule: str
    #: said of several together, listed with dots: "the words $w_1, \\ldots, w_T$"
    of_many: bool = False


def definitions_in(text: str, symbol: str) -> list[Found]:
    r"""Find what the text says the symbol is, best first; empty where it says nothing.

    Args:
        text: prose with math between ``$...$``, or plain Unicode text in which symbols are words.
        symbol: LaTeX or Unicode, in any spelling (``\bm{x}_t`` finds ``{\mathbf x}_{t}``).
    """
    if not symbol.strip() or len(symbol) > MAX_SYMBOL:
        return []
    symbol = spelled(text, symbol.strip())
    wanted = marks(symbol)
    prepared = prepare(text, name_of(wanted) or symbol)
    return found_in(prepared, wanted) or _carried_over(prepared, wanted)


def _carried_over(prepared: Text, symbol: Marks) -> list[Found]:
    """What is said of a symbol that differs by its index or arguments only, if this one stands inside formulas only."""
    found = mentions(prepared, symbol)
    if not found or any(mention.how not in ("inside", "right") for mention in found):
        return []
    best: list[Found] = []
    for other in relatives(prepared, symbol):
        best += [f for f in found_in(prepared, other) if f.confidence >= confidence(LEAST_ODDS)]
    best.sort(key=lambda f: -f.confidence)
    return [replace(f, confidence=lowered(f.confidence, CARRIED_OVER), rule="relative") for f in best[:1]]


def found_in(prepared: Text, symbol: Marks) -> list[Found]:
    """Find what a prepared text says of a symbol given as marks, best first."""
    best: dict[str, tuple[float, Candidate]] = {}
    for mention in mentions(prepared, symbol):
        for candidate in candidates(prepared, mention):
            odds = log_odds(candidate)
            phrase = _phrase(prepared, candidate) if odds >= THRESHOLD else ""
            if phrase and odds > best.get(phrase, (THRESHOLD - 1.0,))[0]:
                best[phrase] = (odds, candidate)
    found = [
        Found(
            phrase,
            confidence(odds),
            prepared.tokens[candidate.span.start].start,
            candidate.rule,
            _is_of_many(prepared, candidate),
        )
        for phrase, (odds, candidate) in sorted(best.items(), key=lambda entry: -entry[1][0])
    ]
    if found and is_generic(found[0].phrase):  # "parameter" where "parameter that controls the width" is said as well
        begins = found[0].phrase.lower() + " "
        found.sort(key=lambda f: not f.phrase.lower().startswith(begins))
    return found


def is_generic(phrase: str) -> bool:
    """Tell a phrase that says no more than the kind of a thing: "parameter", "$K$-vector"."""
    bare = re.sub(r"\$[^$]*\$-?(?:dimensional\s+)?", "", phrase.lower()).strip()
    return words.singular(bare) in words.GENERIC


def _is_of_many(prepared: Text, candidate: Candidate) -> bool:
    group = candidate.mention.group
    between = [prepared.tokens[i].text for i in range(group.first, group.last + 1)]
    dotted = any(r"\ldots" in text or r"\cdots" in text or r"\dots" in text or "…" in text for text in between)
    return dotted and (len(group.items) > 1 or bool(candidate.mention.relation))  # "$x_1 \geq \ldots \geq x_n$"


def _phrase(prepared: Text, candidate: Candidate) -> str:
    tokens = prepared.tokens
    first, last = tokens[candidate.span.start], tokens[candidate.span.end - 1]
    phrase = phrase_text(prepared.text, first.start, last.end)
    if candidate.shared is not None:
        head, tail = tokens[candidate.shared.start], tokens[candidate.shared.end - 1]
        phrase = f"{phrase} {phrase_text(prepared.text, head.start, tail.end)}"
    return " ".join(phrase.split()[: 2 * MAX_WORDS])
