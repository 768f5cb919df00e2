"""Which words can stand in a noun phrase, judged from the word and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.definitions import words
from reader.definitions.text import Token
from reader.definitions.verbs import is_verb_of_clause

#: participles that follow their noun when they stand last: "the noise given $x$"
_NEVER_LAST = frozenset({"given", "following", "known", "assumed", "chosen", "specified"})


def low(tokens: Sequence[Token], i: int) -> str:
    """The word at a place in lower case; empty beyond either end."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def kind(tokens: Sequence[Token], i: int) -> str:
    """The kind of the token at a place; ``stop`` beyond either end."""
    return tokens[i].kind if 0 <= i < len(tokens) else "stop"


def nominal(tokens: Sequence[Token], i: int, is_last: bool) -> bool:
    """Whether the word at a place can stand in a noun phrase; ``is_last``: as its head, else before another noun."""
    if kind(tokens, i) not in ("word", "number"):
        return False
    word = low(tokens, i)
    if kind(tokens, i) == "number":
        return not is_last
    if word in ("'s", "’s") or word.endswith(("'s", "’s")):
        return not is_last
    if word in words.ADJECTIVAL and not (is_last and word in _NEVER_LAST):
        return not is_last or word.endswith("ing")
    if word == "near" and low(tokens, i - 1) in words.DETERMINERS:
        return not is_last  # "the near plane"
    if word in words.FUNCTION_WORDS or word in words.ADVERBS:
        return False
    if is_last and word in words.ADJECTIVES:
        return False
    form = words.verb_form(word)
    if not form:
        if is_last and word.endswith("ed") and len(word) > 4 and word not in ("speed", "embed"):
            return False
        if is_last and word.endswith("ive") and len(word) > 5 and word not in words.NOUN_IVE:
            return False
        return not (is_last and words.is_adverb(word))
    return _verb_like_is_nominal(tokens, i, word, form, is_last)


def _verb_like_is_nominal(tokens: Sequence[Token], i: int, word: str, form: str, is_last: bool) -> bool:
    before = low(tokens, i - 1)
    linked = words.is_adverb(before) or before in ("therefore", "then", "thus", "hence", "also", "instead")
    if linked and form == "base" and low(tokens, i - 2) in words.SUBJECT_PRONOUNS:
        return False  # "we slowly update $x$"
    after_subject = before in words.SUBJECT_PRONOUNS or before in words.MODALS or before in ("let", "n't", "not")
    if form == "base":
        if (
            after_subject
            or (is_last and kind(tokens, i - 1) == "math")
            or (is_last and words.is_plural(before) and before != "data" and is_plain_noun(tokens, i - 1))
        ):
            return False
        return word in words.AMBIGUOUS_VERBS
    if form == "s":
        if not {word[:-1], word[:-2], words.singular(word)} & words.AMBIGUOUS_VERBS:
            return False
        if word[:-1] in words.VERBAL_S or word[:-2] in words.VERBAL_S:
            return False
        if before in ("which", "that", "who", "it", "he"):
            return False
        if kind(tokens, i - 1) == "math" and not is_count(tokens[i - 1]):
            return False
        return is_last and not is_verb_of_clause(tokens, i)
    if form == "ing":
        if is_last:
            return word in words.NOUN_ING
        return word in words.ADJECTIVAL or word in words.NOUN_ING or before in words.DETERMINERS
    # -ed: a participle before a noun, unless a subject stands right before it
    if is_last or after_subject or kind(tokens, i - 1) == "math":
        return False
    return not is_plain_noun(tokens, i - 1)


def is_count(token: Token) -> bool:
    """Whether a formula gives a number, so that what follows is counted: "$S = 20$ samples"."""
    return re.search(r"(?:=|\\approx)\s*[\d,{}]+\s*\$$", token.text) is not None


def is_plain_noun(tokens: Sequence[Token], i: int) -> bool:
    """A word that is surely a noun: no function word, verb form, adverb or known adjective."""
    word = low(tokens, i)
    return (
        kind(tokens, i) == "word"
        and word not in words.FUNCTION_WORDS
        and not words.verb_form(word)
        and not words.is_adverb(word)
        and word not in words.ADJECTIVES
    )


def is_bare_verb(tokens: Sequence[Token], i: int) -> bool:
    """Tell a lone word that is rather a verb: "doubling $B$", or behind its pronoun, "it halves $B$"."""
    word = low(tokens, i)
    if (
        word.endswith("ing")
        and len(word) > 5
        and word not in words.NOUN_ING
        and word not in ("string", "spring", "ceiling")
    ):
        return True
    if word in words.GERUNDS:
        return True  # "Setting $x$ to zero", "after training $f$"
    if words.verb_form(word) == "base" and low(tokens, i + 1) != "of":
        if kind(tokens, i - 1) == "stop":
            return True  # "Sample $z$ from the prior"
        if low(tokens, i - 1) in ("and", "or", "then", ",") and word in words.VERBAL_BASE:
            return True  # "and change $p$ by ..."
    if low(tokens, i - 1) == "to":
        return bool(words.verb_form(word))
    return low(tokens, i - 1) in words.SUBJECT_PRONOUNS | words.MODALS


def is_modifiable(tokens: Sequence[Token], i: int) -> bool:
    """Whether an adverb may stand before this word inside a phrase: "fully connected", "lower semi-computable"."""
    word = low(tokens, i)
    return words.verb_form(word) in ("ed", "ing") or word in words.ADJECTIVES or word in words.ADJECTIVAL
