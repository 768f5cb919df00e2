"""What a whole paper says its symbols are: its sentences cut and indexed once, then asked for any symbol.

Every sentence that says something of a symbol is a ``Sighting``. Where the paper says nothing of a symbol, what it says
of one that differs by a running index or by arguments is lent, less sure (``reader.definitions.related.loan``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reader.definitions import words
from reader.definitions.formulas import formulas_in
from reader.definitions.latex import Marks, marks
from reader.definitions.mentions import Text, name_of, prepare
from reader.definitions.ranges import ranges_in
from reader.definitions.rank import lowered
from reader.definitions.related import FAMILY_LOAN, MEMBER_LOAN, bolds_of, heads, loan
from reader.definitions.text_definitions import MAX_SYMBOL, MAX_WORDS, Found, found_in, is_generic
from reader.paper import Definition, Sentence

#: definitions at least this sure are told apart by nearness only
SURE = 0.65
#: a phrase at least this sure is better than "vector" alone
FULLER = 0.55
#: least confidence of what is said of a paper's symbol: over hundreds of sentences, doubtful ones add up
LEAST_SAID = 0.45
#: least confidence of a definition that is lent to a symbol of which the paper says nothing
LENDABLE = 0.6
#: what is said of the values of a symbol is printed so, but it is the least that can be said of it
VALUE_CONFIDENCE = 0.5
#: rules of such sightings: an index that counts, anything else between bounds, a defining formula
COUNTS, SPANS, EQUALS = "range_index", "range", "formula"
#: sections whose sentences define nothing
_REFERENCES = frozenset({"references", "bibliography", "literature cited", "acknowledgments", "acknowledgements"})
#: what saying the same thing again is worth, in confidence, per doubling
_AGAIN = 0.08


@dataclass(frozen=True)
class Sighting:
    """A sentence that says what a symbol is; ``place`` counts the paper's sentences, ``rule`` is the sentence shape."""

    definition: Definition
    place: int
    rule: str
    #: said of several together
    of_many: bool = False
    #: said of another symbol, and lent
    lent: bool = False

    @property
    def generic(self) -> bool:
        """Whether it says no more than the kind of a thing ("parameter")."""
        return is_generic(self.definition.text)


def _fullest(found: list[Found]) -> Found:
    """Take the surest phrase, or a fuller one where that is only "parameter"."""
    best = found[0]
    if is_generic(best.phrase):
        begins = best.phrase.lower()
        fuller = [f for f in found[1:] if not is_generic(f.phrase)]
        best = next((f for f in fuller if f.phrase.lower().startswith(begins)), best)
        if is_generic(best.phrase):
            best = max((f for f in fuller if f.confidence >= FULLER), key=lambda f: len(f.phrase), default=best)
    return best


#: letters that count things: "$N$ samples" makes N their number
_COUNTING = frozenset("BCDEHKLMNRSTW" + "bcdhklmnprs")


def _counted(found: Found, symbol: Marks) -> str:
    """Say "number of samples" where the text has "$N$ samples"."""
    last = found.phrase.lower().split()[-1]
    is_count = (
        found.rule == "compound"
        and words.is_plural(last)
        and len(symbol) == 1
        and symbol[0] in _COUNTING
        and last != "dimensions"
    )
    return f"number of {found.phrase}" if is_count else found.phrase


@lru_cache(maxsize=4096)
def _prepared(text: str, name: str = "") -> Text:
    return prepare(text, name or None, marked=True)


class DefinitionFinder:
    """The sentences of a paper, cut and indexed once, ready for the question what any symbol is."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._texts: dict[int, Text] = {}
        self._index: dict[str, list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)
        self._symbols: dict[str, set[Marks]] = defaultdict(set)
        self._seen: dict[Marks, list[Sighting]] = {}
        self._values: dict[Marks, list[tuple[int, str, str]]] | None = None
        for number, sentence in enumerate(sentences):
            if sentence.section.strip("0123456789. ").lower() in _REFERENCES:
                continue
            prepared = self._texts[number] = _prepared(sentence.text)
            for mark in {mark for whole in prepared.wholes.values() for mark in whole}:
                self._index[mark].append(number)
            for word in {token.text for token in prepared.tokens if token.kind == "word"}:
                self._words[word].append(number)
            for symbol in heads(prepared):
                self._symbols[symbol[0]].add(symbol)

    def define(self, symbol: str, page: int | None = None) -> list[Definition]:
        """Find what the paper says the symbol is, surest first, one entry per wording.

        Args:
            symbol: LaTeX or Unicode.
            page: where it is met; of equally sure definitions the nearest to this page comes first.
        """
        return ranked(self.sightings(symbol), page)

    def values(self, symbol: str) -> list[Sighting]:
        """Find what the paper says of a symbol's values by ranges and defining formulas, what is said most often first."""
        if self._values is None:
            self._values = defaultdict(list)
            for number, prepared in self._texts.items():
                for said in ranges_in(prepared):
                    self._values[said.symbol].append((number, said.phrase, COUNTS if said.index else SPANS))
                for formula in formulas_in(prepared):
                    self._values[formula.symbol].append((number, formula.phrase, EQUALS))
        found = self._values.get(marks(symbol), [])
        told = Counter(phrase for _, phrase, _ in found)
        out: dict[str, Sighting] = {}
        for number, phrase, rule in sorted(found, key=lambda entry: (-told[entry[1]], entry[0])):
            at = self._sentences[number]
            definition = Definition(phrase, at.text, at.page, at.box, VALUE_CONFIDENCE)
            out.setdefault(phrase, Sighting(definition, number, rule))
        return list(out.values())

    def sightings(self, symbol: str) -> list[Sighting]:
        """Find every sentence that says what the symbol is, in reading order; failing that, what can be lent."""
        wanted = marks(symbol)
        if not wanted or len(symbol) > MAX_SYMBOL:
            return []
        return self._direct(wanted) or self._lent(wanted)

    def _direct(self, wanted: Marks) -> list[Sighting]:
        if wanted not in self._seen:
            self._seen[wanted] = self._search(wanted)
        return self._seen[wanted]

    def _search(self, wanted: Marks) -> list[Sighting]:
        name = name_of(wanted)
        rarest = min(wanted, key=lambda mark: len(self._index.get(mark, ())))
        numbers = sorted({*self._index.get(rarest, ()), *(self._words.get(name, ()) if name else ())})
        out: list[Sighting] = []
        for number in numbers:
            at = self._sentences[number]
            prepared = _prepared(at.text, name) if name else self._texts[number]
            if found := found_in(prepared, wanted):
                best = _fullest(found)
                if best.confidence < LEAST_SAID:
                    continue
                definition = Definition(_counted(best, wanted), at.text, at.page, at.box, best.confidence)
                out.append(Sighting(definition, number, best.rule, best.of_many))
        return out

    def _lent(self, wanted: Marks) -> list[Sighting]:
        """What is said of the nearest symbol that may lend: a running index for another, a member for its family."""
        best: tuple[float, list[Sighting]] | None = None
        for other in sorted(self._symbols.get(wanted[0], set()) - {wanted}):
            for of_many in (False, True):
                price = loan(wanted, other, of_many)
                if price is None or (best is not None and price > best[0]):
                    continue
                said = [s for s in self._direct(other) if _lends(s, of_many, price)]
                if said and (best is None or price < best[0] or _weight(said) > _weight(best[1])):
                    best = price, said
        if best is None:
            return self._of_vector(wanted)
        price, said = best
        if price == FAMILY_LOAN:  # the doubtful ones of these are mostly wrong
            said = [s for s in said if lowered(s.definition.confidence, price) >= LEAST_SAID]
        return [
            replace(s, lent=True, definition=replace(s.definition, confidence=lowered(s.definition.confidence, price)))
            for s in said
        ]

    def _of_vector(self, wanted: Marks) -> list[Sighting]:
        """What is said of the bold vector or matrix that this is an entry of, as a_i is one of **a**."""
        whole = next((bold for bold in bolds_of(wanted) if bold in self._symbols.get(bold[0], ())), ())
        out = []
        for sighting in self._direct(whole) if whole else []:
            said = sighting.definition
            if said.confidence >= LENDABLE and not sighting.generic and len(said.text.split()) <= MAX_WORDS - 3:
                certain = lowered(said.confidence, MEMBER_LOAN)
                entry = replace(said, text=f"entry of the {said.text}", confidence=certain)
                out.append(replace(sighting, lent=True, definition=entry))
        return out


def _weight(said: Sequence[Sighting]) -> float:
    return sum(s.definition.confidence for s in said)


def _lends(sighting: Sighting, of_many: bool, price: float) -> bool:
    """Whether what is said of one symbol may be said of another: a family and its members only what both are."""
    said = sighting.definition
    last = words.singular(said.text.lower().split()[-1])
    if price == FAMILY_LOAN:
        nouns = {words.singular(word) for word in said.text.lower().split()}
        if nouns & (words.ABOUT_ANOTHER | words.LIST_ITEMS) or "$" in said.text:
            return False
    if (
        said.confidence < LENDABLE
        or sighting.generic
        or last in words.EMPTY_HEADS | {"update"}
        or (of_many and not sighting.of_many)
        or sighting.rule == "compound"
        or said.text.lower().startswith("number of ")
    ):
        return False  # a count has no members
    return price != MEMBER_LOAN or words.is_plural(said.text.lower().split()[-1]) or last in _MADE_OF_MEMBERS


#: what has members that may be called by its name
_MADE_OF_MEMBERS = frozenset(
    "data vector input output parameter hyperparameter coefficient multiplier score label target feature".split()
)


def ranked(sightings: Sequence[Sighting], page: int | None = None) -> list[Definition]:
    """Order what is said of a symbol, one entry per wording: specific before generic, sure and repeated before rest.

    With a ``page``, of equally sure definitions the nearest to it comes first.
    """
    told = Counter(s.definition.text.lower() for s in sightings)

    def rank(sighting: Sighting) -> tuple[bool, float, int]:
        said = sighting.definition
        if page is not None:
            return sighting.generic or said.confidence < SURE, abs(said.page - page), sighting.place
        again = _AGAIN * math.log2(told[said.text.lower()])
        return sighting.generic, -round(said.confidence + again, 1), sighting.place

    out: dict[str, Definition] = {}
    for sighting in sorted(sightings, key=rank):
        out.setdefault(sighting.definition.text.lower(), sighting.definition)
    return list(out.values())


def define(sentences: Sequence[Sentence], symbol: str) -> list[Definition]:
    """Find what the sentences of a paper say one symbol is. For many symbols build one ``DefinitionFinder``."""
    return DefinitionFinder(sentences).define(symbol)
