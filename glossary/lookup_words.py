"""Finding notation entries by words: names, meanings and concepts, in English and Chinese, typing errors allowed."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from glossary.notation import SymbolEntry

#: Weights of the texts an entry is found by.
NAME, MEANING, DEFINING, CONCEPT, KEYWORD = 2.0, 1.2, 1.1, 1.0, 0.8
#: A word counts as a misspelt one from this similarity (percent) and length on, and then for less.
SIMILAR, SHORTEST_FUZZY, FUZZY_DISCOUNT = 78.0, 4, 0.8
#: A text is only found if it has this share of the query's words (by weight), a Chinese one this share of its pairs.
COVERED, COVERED_ZH = 0.6, 0.6
#: Share of a Chinese text's weight, beside half the share of its length, where it holds the query and the other way.
PART_ZH, WHOLE_ZH = 0.3, 0.5
#: All texts of an entry together may cover the query where no single one does; that counts for this much.
TOGETHER, TOGETHER_COVERED = 0.55, 0.75
#: Added where the words are the text's own, and where single letters agree in case.
AS_IT_STANDS, SAME_CASE = 0.3, 0.15
#: A word that no text has weighs this share of the rarest one.
UNKNOWN = 0.5
_WORD = re.compile(r"[A-Za-z0-9]+")
#: Endings under which a word stays the same one: normalising, normalization; layers, layer.
_ENDING = re.compile(r"(?<=[a-z]{3})i[sz](?:ations?|ed?|es|ing|ers?)$")
_PLURAL = re.compile(r"(?<=[a-z]{2}[^su])s$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: Words of a question that say nothing about the symbol.
_SKIPPED_LIST = """
    a an the of on with what does is meaning symbol sign letter called that this it its and in to for like looks
    look how do i say read pronounce you funny weird strange odd thing mathematical math stand stands which who
"""
_SKIPPED = frozenset(_SKIPPED_LIST.split())
_QUESTION = re.compile(
    r"\b(?:what (?:does|do|is|are)|how (?:do|does|is)|that means?|meaning(?: of)?)\b|\bmeans?\s*\??\s*$", re.IGNORECASE
)
_SKIPPED_ZH = re.compile(
    r"什么是|是什么|什么意思|的?符号|怎么读|怎么念|的意思|什麼是|是什麼|什麼意思|的?符號|怎麼讀|怎麼念|[？?。，、\s]|表示|代表"
)


#: "of" an index in a Chinese meaning
_PLACE_ZH = re.compile(r"[对對]?\s*\{su[bp]\}\s*的?\s*")


@dataclass(frozen=True)
class _Text:
    """One text of an entry: its words, the weight of a hit, and the letters that count by their case ("L")."""

    entry: int
    #: which of the entry's senses the text belongs to; None for its names
    sense: int | None
    words: frozenset[str]
    weight: float
    letters: frozenset[str]
    #: its telling words as they stand
    plain: str


@dataclass(frozen=True)
class Hit:
    """An entry that a query finds, how well, and the sense it was found by (None where by its name)."""

    entry: SymbolEntry
    score: float
    sense: int | None


class WordIndex:
    """All texts of all entries, by word."""

    def __init__(self, entries: Sequence[SymbolEntry], concepts: Mapping[str, Sequence[str]]) -> None:
        self.entries = entries
        self.texts: list[_Text] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.chinese: list[tuple[str, int, int | None, float]] = []
        for place, entry in enumerate(entries):
            for name in entry.names:
                self._add(place, None, name, NAME)
            for at, sense in enumerate(entry.senses):
                # a meaning that an entry nearly always has is found before one that it has now and then
                usual = 0.9 + 0.02 * sense.prior
                meaning = sense.meaning.replace("{sub}", "").replace("{sup}", "")
                for text in dict.fromkeys((meaning.partition(":")[0], meaning)):
                    self._add(place, at, text, MEANING * usual)
                for phrase in sense.words:
                    self._add(place, at, phrase, DEFINING * usual)
                for number, name in enumerate(concepts.get(sense.concept, ())):
                    self._add(place, at, name, (KEYWORD if number else CONCEPT) * usual / len(entry.senses) ** 0.1)
                whole = [_PLACE_ZH.sub("", text) for text in (sense.zh, sense.zht)]
                chinese = {*whole, *(text.partition("：")[0] for text in whole)}
                self.chinese += [(text, place, at, MEANING * usual) for text in sorted(chinese)]
            self.chinese += [(text, place, None, NAME) for text in {*entry.zh, *entry.zht}]
        self.vocabulary = sorted(self.by_word)

    def _add(self, entry: int, sense: int | None, text: str, weight: float) -> None:
        spelled = _WORD.findall(text)
        words, plain = frozenset(_telling(spelled)), _plain(spelled)
        letters = frozenset(word for word in spelled if len(word) == 1)
        for word in words:
            self.by_word[word].append(len(self.texts))
        self.texts.append(_Text(entry, sense, words, weight, letters, plain))

    def find(self, query: str) -> list[Hit]:
        """Find entries by the words of a query, best first; none where the query shares nothing with any."""
        best: dict[int, tuple[float, int | None]] = {}
        for entry, sense, score in self._chinese_hits(query) if _CHINESE.search(query) else self._hits(query):
            if score > best.get(entry, (0.0, None))[0]:
                best[entry] = (score, sense)
        found = [Hit(self.entries[entry], score, sense) for entry, (score, sense) in best.items()]
        return sorted(found, key=lambda hit: -hit.score)

    def _hits(self, query: str) -> list[tuple[int, int | None, float]]:
        query = _QUESTION.sub(" ", query)
        spelled = _WORD.findall(query)
        asked, plain = _telling(spelled), _plain(spelled)
        letters = frozenset(word for word in spelled if len(word) == 1)
        found: dict[int, float] = defaultdict(float)
        together: dict[int, float] = defaultdict(float)
        total = 0.0
        for word in dict.fromkeys(asked):
            matches = self._similar(word)
            rarity = max((self._rarity(match) for match, _ in matches), default=UNKNOWN * self._rarity(""))
            total += rarity
            gains: dict[int, float] = {}
            for match, factor in matches:
                for text in self.by_word[match]:
                    gains[text] = max(gains.get(text, 0.0), rarity * factor)
            for text, gain in gains.items():
                found[text] += gain
            by_entry: dict[int, float] = {}
            for text, gain in gains.items():
                entry = self.texts[text].entry
                by_entry[entry] = max(gain, by_entry.get(entry, 0.0))
            for entry, gain in by_entry.items():
                together[entry] += gain
        hits: list[tuple[int, int | None, float]] = [
            (entry, None, TOGETHER * gained / total)
            for entry, gained in together.items()
            if gained / total >= TOGETHER_COVERED
        ]
        for number, gained in found.items():
            hit, share = self.texts[number], gained / total
            if share >= COVERED:
                exactness = min(1.0, len(set(asked)) / max(1, len(hit.words))) ** 0.5
                same = AS_IT_STANDS * (hit.plain == plain) + SAME_CASE * bool(letters and letters <= hit.letters)
                hits.append((hit.entry, hit.sense, hit.weight * share * exactness + same))
        return hits

    def _similar(self, word: str) -> list[tuple[str, float]]:
        """Give the words of the vocabulary that a typed word may be, with the factor of each: itself, or nearly."""
        if word in self.by_word:
            return [(word, 1.0)]
        if len(word) < SHORTEST_FUZZY:
            return []
        near = process.extract(word, self.vocabulary, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3)
        return [(match, FUZZY_DISCOUNT * score / 100) for match, score, _ in near if len(match) >= SHORTEST_FUZZY]

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self.texts) / (1 + len(self.by_word.get(word, ()))))

    def _chinese_hits(self, query: str) -> list[tuple[int, int | None, float]]:
        asked = _SKIPPED_ZH.sub("", query) or query
        pairs = _pairs(asked)
        hits: list[tuple[int, int | None, float]] = []
        for text, entry, sense, weight in self.chinese:
            if asked == text:
                hits.append((entry, sense, 1.2 * weight))
            elif asked in text or (len(text) > 1 and text in asked):
                shorter, longer = sorted((len(asked), len(text)))
                part = PART_ZH if asked in text else WHOLE_ZH  # a part of a name says less than a name in a question
                hits.append((entry, sense, weight * (part + 0.5 * shorter / longer)))
            elif len(asked) > 2 and (share := len(pairs & _pairs(text)) / len(pairs)) >= COVERED_ZH:
                hits.append((entry, sense, 0.7 * weight * share))
        return hits


def _telling(spelled: Sequence[str]) -> list[str]:
    """Keep the words that say something, in lower case and without endings that make no other word of them."""
    lower = [word.lower() for word in spelled]
    telling = [word for word in lower if word not in _SKIPPED or len(lower) == 1]
    return [_PLURAL.sub("", _ENDING.sub("iz", word)) for word in telling]


def _plain(spelled: Sequence[str]) -> str:
    return " ".join(word.lower() for word in spelled if word.lower() not in _SKIPPED)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(max(1, len(text) - 1)))
