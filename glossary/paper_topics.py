"""What a whole paper is about: the concepts that its prose names, how often, and where first.

The words are those of ``glossary.mentions``. What stands in the title, a heading or the abstract is told apart, for a
paper's subject is there and its tools are further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.mentions import load_mentions
from reader.paper import Section, Sentence

#: Without a heading "Abstract", so many first words of the prose stand for it.
ABSTRACT_WORDS = 250
#: Words of a sentence that are quoted.
QUOTE_WORDS = 40
_ABSTRACT = re.compile(r"\s*abstract\b", re.IGNORECASE)
#: Headings behind which nothing tells what the paper is about.
_BACK_MATTER = re.compile(r"\W*(?:\d+\W*)?(references|bibliography|acknowledge?ments?)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Topic:
    """A concept that the prose names: how often, whether up front (title, abstract, heading), and the first place."""

    concept: str
    count: int
    early: bool
    page: int
    quote: str


def paper_topics(title: str, sections: Sequence[Section], sentences: Sequence[Sentence]) -> list[Topic]:
    """Find the concepts that a paper's prose names, the most frequent first; references are left out."""
    mentions = load_mentions()
    counts: dict[str, int] = {}
    first: dict[str, tuple[int, str]] = {}
    early: set[str] = set(mentions.find(title))
    for concept in early:
        counts[concept], first[concept] = 1, (1, title)
    for section in sections:
        for concept in mentions.find(section.title):
            early.add(concept)
            counts.setdefault(concept, 0)
            first.setdefault(concept, (section.page, section.title))
    abstract = abstract_of(sentences)
    for number, sentence in enumerate(sentences):
        if _BACK_MATTER.match(sentence.section):
            continue
        for concept in mentions.find(sentence.text):
            if concept not in counts or not counts[concept] or first[concept][1] == title:
                first[concept] = (sentence.page, shorten(sentence.text))
            counts[concept] = counts.get(concept, 0) + 1
            if number in abstract:
                early.add(concept)
    topics = [Topic(concept, count, concept in early, *first[concept]) for concept, count in counts.items()]
    return sorted(topics, key=lambda topic: (-topic.count, not topic.early, topic.concept))


def shorten(text: str) -> str:
    """Cut a sentence to at most forty words for quoting."""
    words = text.split()
    return " ".join(words) if len(words) <= QUOTE_WORDS else " ".join(words[:QUOTE_WORDS]) + " …"


def abstract_of(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Give the numbers (indices) of the sentences of the abstract, or of the first prose without one."""
    named = frozenset(number for number, sentence in enumerate(sentences) if _ABSTRACT.match(sentence.section))
    if named:
        return named
    words = 0
    for number, sentence in enumerate(sentences):
        words += len(sentence.text.split())
        if words > ABSTRACT_WORDS:
            return frozenset(range(number + 1))
    return frozenset(range(len(sentences)))
