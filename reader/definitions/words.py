"""The little English that finding definitions needs: closed classes, verbs, nouns of measure.

No tagger is loaded. Function words are closed classes and are listed; verbs are listed in their base form and inflected
here; whatever is neither is taken for a noun or an adjective, which is right for the technical vocabulary of papers.
The lists are in ``words.txt``, where each says what it is for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path


def _read() -> dict[str, frozenset[str]]:
    sets: dict[str, list[str]] = {}
    current: list[str] = []
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if section := re.fullmatch(r"\[(\w+)\]", line):
            current = sets.setdefault(section.group(1), [])
        elif not line.startswith("#"):
            current += line.split()
    return {name: frozenset(words) for name, words in sets.items()}


_SETS = _read()
DETERMINERS = _SETS["determiners"]
INDEFINITE = _SETS["indefinite"]
PREPOSITIONS = _SETS["prepositions"]
LINKS = _SETS["links"]
CONJUNCTIONS = _SETS["conjunctions"]
SUBORDINATORS = _SETS["subordinators"]
PRONOUNS = _SETS["pronouns"]
SUBJECT_PRONOUNS = _SETS["subject_pronouns"]
AUXILIARIES = _SETS["auxiliaries"]
COPULAS = _SETS["copulas"]
MODALS = _SETS["modals"]
ADVERBS = _SETS["adverbs"]
ADJECTIVES = _SETS["adjectives"]
ADJECTIVAL = _SETS["adjectival"]
NOUN_ING = _SETS["noun_ing"]
GERUNDS = _SETS["gerunds"]
AMBIGUOUS_VERBS = _SETS["ambiguous_verbs"]
VERBAL_S = _SETS["verbal_s"]
VERBAL_BASE = VERBAL_S | _SETS["verbal_base"]
QUANTITIES = _SETS["quantities"]
PROPERTIES_OF = _SETS["properties_of"]
POINTERS = _SETS["pointers"]
ABOUT_ANOTHER = _SETS["about_another"]
EMPTY_HEADS = _SETS["empty_heads"]
DENOTING = _SETS["denoting"]
CONTROLLING = _SETS["controlling"]
HOLDING = _SETS["holding"]
NAMING = _SETS["naming"]
STARTERS = _SETS["starters"]
ANNOUNCING = _SETS["announcing"]
POINTING = _SETS["pointing"]
GENERIC = _SETS["generic"]
NUMERALS = _SETS["numerals"]
NOUN_IVE = _SETS["noun_ive"]
SAYING_NOTHING = _SETS["saying_nothing"]
COLLECTIVES = _SETS["collectives"]
LIST_ITEMS = _SETS["list_items"]
PAPER_PARTS = _SETS["paper_parts"]

#: the sort of thing that a noun names: size, place, function ...
SORTS = {
    noun: name.removeprefix("sort_") for name, nouns in _SETS.items() if name.startswith("sort_") for noun in nouns
}

FUNCTION_WORDS = DETERMINERS | PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | PRONOUNS | AUXILIARIES
#: "th" of "$k$-th"
ORDINALS = frozenset({"th", "st", "nd", "rd"})
_IRREGULAR_PLURALS = {
    "matrices": "matrix",
    "vertices": "vertex",
    "indices": "index",
    "radii": "radius",
    "momenta": "momentum",
}
_PLURALS = frozenset({*_IRREGULAR_PLURALS, "data", "people", "criteria", "phenomena", "children", "axes"})
#: nouns that end as such verbs do
_NO_VERBS = frozenset({"analyses", "paralyses", "diseases", "franchises", "expertises", "advertising", "premises"})
#: nouns and adjectives in -ly
_NO_ADVERBS = frozenset({"family", "assembly", "anomaly", "supply", "early", "likely", "daily", "reply", "poly"})


def _inflect(base: str) -> tuple[str, ...]:
    """Spell out -s, -ed, -ing of a verb; doubled consonants are offered beside plain ones."""
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    s = base + ("es" if base.endswith(("s", "x", "ch", "sh", "z")) else "s")
    doubled = base + base[-1]
    return s, base + "ed", base + "ing", doubled + "ed", doubled + "ing"


def _verb_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for base in sorted(_SETS["verbs"]):
        s, *others = _inflect(base)
        forms[s] = "s"
        forms.update({form: "ing" if form.endswith("ing") else "ed" for form in others})
    for base in sorted(_SETS["rarer_verbs"]):
        forms.setdefault(_inflect(base)[0], "s")
    forms.update(dict.fromkeys(_SETS["irregular_verb_forms"] - AMBIGUOUS_VERBS, "ed"))
    for base in _SETS["verbs"] | (_SETS["rarer_verbs"] - AMBIGUOUS_VERBS):
        forms.setdefault(base, "base")
    return forms


_FORMS = _verb_forms()


def verb_form(word: str) -> str:
    """Return ``base``, ``s``, ``ed`` or ``ing`` if the lower-case word is a form of a listed verb, else nothing."""
    return _FORMS.get(word, "") or _ending_in_ise(word)


@lru_cache(maxsize=50_000)
def _ending_in_ise(word: str) -> str:
    """Tell verbs that no list has by their ending: minorizes, tokenised."""
    match = re.fullmatch(r"\w{3,}(?:[iy][sz]|if)(e|es|ed|ing|y|ies|ied|ying)", word)
    if match is None or word in _NO_VERBS or re.search(r"(?:wise|size|noise|basis|prize|rise|exercise)s?$", word):
        return ""
    ending = match.group(1)
    return {"es": "s", "ies": "s", "ed": "ed", "ied": "ed", "ing": "ing", "ying": "ing"}.get(ending, "")


@lru_cache(maxsize=50_000)
def is_adverb(word: str) -> bool:
    """Tell adverbs by list or by -ly, short of the nouns and adjectives that end so."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)


@lru_cache(maxsize=50_000)
def is_plural(word: str) -> bool:
    """Guess at a plural noun by its ending."""
    word = word.rsplit("-", 1)[-1].lower()
    if word in _PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")) and word not in _MASS


_MASS = _SETS["mass_nouns"]


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Take off the plural ending, for lookups."""
    if word in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[word]
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
