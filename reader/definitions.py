"""What a text says a symbol is.

``definitions_in`` answers for one text, ``DefinitionFinder`` for the sentences of a whole paper, indexed once. The way:
text → tokens (``definitions_text``) → mentions of the symbol (``definitions_mentions``) → candidate phrases by sentence
shape (``definitions_rules``) → the ones sure enough to be said (``definitions_rank``). An empty answer means that the
text uses the symbol without saying what it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reader import definitions_words as words
from reader.definitions_candidates import Candidate
from reader.definitions_latex import Marks, marks
from reader.definitions_mentions import Text, mentions, name_of, prepare, spelled
from reader.definitions_rank import THRESHOLD, confidence, log_odds, lowered
from reader.definitions_related import CARRIED_OVER, LEAST_ODDS, UNRELATED, distance, heads, relatives
from reader.definitions_rules import candidates
from reader.definitions_text import phrase_text
from reader.paper import Definition, Sentence

#: phrases are cut here, in words
MAX_WORDS = 12
#: definitions at least this sure are told apart by nearness only
SURE = 0.65
#: formulas longer than this are nobody's symbol, in characters
MAX_SYMBOL = 500


@dataclass(frozen=True)
class Found:
    """A phrase that says what a symbol is; ``start`` is its offset in the text, ``rule`` the sentence shape."""

    phrase: str
    confidence: float
    start: int
    rule: str


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
    return _found(prepared, wanted) or _carried_over(prepared, wanted)


def _carried_over(prepared: Text, symbol: Marks) -> list[Found]:
    """What is said of a symbol that differs by its index or arguments only, if this one stands inside formulas only."""
    found = mentions(prepared, symbol)
    if not found or any(mention.how not in ("inside", "right") for mention in found):
        return []
    best: list[Found] = []
    for other in relatives(prepared, symbol):
        best += [f for f in _found(prepared, other) if f.confidence >= confidence(LEAST_ODDS)]
    best.sort(key=lambda f: -f.confidence)
    return [replace(f, confidence=lowered(f.confidence, CARRIED_OVER), rule="relative") for f in best[:1]]


def _found(prepared: Text, symbol: Marks) -> list[Found]:
    best: dict[str, tuple[float, Candidate]] = {}
    for mention in mentions(prepared, symbol):
        for candidate in candidates(prepared, mention):
            odds = log_odds(candidate)
            phrase = _phrase(prepared, candidate) if odds >= THRESHOLD else ""
            if phrase and odds > best.get(phrase, (THRESHOLD - 1.0,))[0]:
                best[phrase] = (odds, candidate)
    found = [
        Found(phrase, confidence(odds), prepared.tokens[candidate.span.start].start, candidate.rule)
        for phrase, (odds, candidate) in sorted(best.items(), key=lambda entry: -entry[1][0])
    ]
    return found


def _phrase(prepared: Text, candidate: Candidate) -> str:
    tokens = prepared.tokens
    first, last = tokens[candidate.span.start], tokens[candidate.span.end - 1]
    phrase = phrase_text(prepared.text, first.start, last.end)
    if candidate.shared is not None:
        head = tokens[candidate.shared.start]
        phrase = f"{phrase} {phrase_text(prepared.text, head.start, head.end)}"
    return " ".join(phrase.split()[: 2 * MAX_WORDS])


def _is_generic(found: Found) -> bool:
    """Tell a phrase that says no more than the kind of a thing."""
    return words.singular(found.phrase.lower()) in words.GENERIC


def _fullest(found: list[Found]) -> Found:
    """Take the surest phrase, or a fuller one where that is only "parameter"."""
    best = found[0]
    if _is_generic(best):
        best = next(
            (f for f in found[1:] if not _is_generic(f) and f.phrase.lower().startswith(best.phrase.lower())), best
        )
    if _is_generic(best):
        best = next((f for f in found[1:] if not _is_generic(f) and f.confidence >= SURE), best)
    return best


@lru_cache(maxsize=4096)
def _prepared(text: str, name: str = "") -> Text:
    return prepare(text, name or None, marked=True)


#: sections whose sentences define nothing
_REFERENCES = frozenset({"references", "bibliography", "literature cited", "acknowledgments", "acknowledgements"})
#: log-odds taken off a definition of the same letter with other indices or arguments
_OTHER_INDEX = 1.5


class DefinitionFinder:
    """The sentences of a paper, cut and indexed once, ready for the question what any symbol is."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = [s for s in sentences if s.section.strip("0123456789. ").lower() not in _REFERENCES]
        self._texts = [_prepared(sentence.text) for sentence in self._sentences]
        self._index: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._symbols: dict[str, set[Marks]] = defaultdict(set)
        for number, prepared in enumerate(self._texts):
            for mark in {mark for whole in prepared.wholes.values() for mark in whole}:
                self._index[mark].append(number)
            for word in {token.text for token in prepared.tokens if token.kind == "word"}:
                self._words[word].append(number)
            for symbol in heads(prepared):
                self._symbols[symbol[0]].add(symbol)

    def define(self, symbol: str, page: int | None = None) -> list[Definition]:
        """Find what the paper says the symbol is, surest first, one entry per wording.

        Where it says nothing, what it says of the same letter with other indices or arguments is given, less sure.

        Args:
            symbol: LaTeX or Unicode.
            page: where it is met; of equally sure definitions the nearest to this page comes first.
        """
        wanted = marks(symbol)
        if not wanted or len(symbol) > MAX_SYMBOL:
            return []
        found = self._search(wanted, page)
        if not found:
            closest = sorted(self._symbols.get(wanted[0], ()), key=lambda other: (distance(wanted, other), other))
            for other in closest:
                if distance(wanted, other) < UNRELATED and (found := self._search(other, page)):
                    break
            found = [replace(d, confidence=lowered(d.confidence, _OTHER_INDEX)) for d in found]
        return found

    def _search(self, wanted: Marks, page: int | None) -> list[Definition]:
        name = name_of(wanted)
        rarest = min(wanted, key=lambda mark: len(self._index.get(mark, ())))
        numbers = sorted({*self._index.get(rarest, ()), *(self._words.get(name, ()) if name else ())})
        ranked: list[tuple[bool, float, int, Found]] = []
        for number in numbers:
            prepared = _prepared(self._sentences[number].text, name) if name else self._texts[number]
            if found := _found(prepared, wanted):
                best = _fullest(found)
                if page is None:
                    ranked.append((_is_generic(best), -round(best.confidence, 1), number, best))
                else:
                    away = abs(self._sentences[number].page - page)
                    ranked.append((_is_generic(best) or best.confidence < SURE, away, number, best))
        ranked.sort(key=lambda entry: entry[:3])
        out: dict[str, Definition] = {}
        for _, _, number, best in ranked:
            at = self._sentences[number]
            out.setdefault(best.phrase.lower(), Definition(best.phrase, at.text, at.page, at.box, best.confidence))
        return list(out.values())


def define(sentences: Sequence[Sentence], symbol: str) -> list[Definition]:
    """Find what the sentences of a paper say one symbol is. For many symbols build one ``DefinitionFinder``."""
    return DefinitionFinder(sentences).define(symbol)
