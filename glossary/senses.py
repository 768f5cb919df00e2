r"""Which conventional meaning a symbol has here: chosen among the senses of its entry by how it stands in its formulas.

Every sense starts from how common it is; cues that hold add or take away, the paper's subjects add, and a definition
found in the paper outweighs all of these. The scores become confidences by a softmax in which "something else" takes
part, so that a letter used in an uncommon way gets no meaning rather than a wrong one. The weights were set on half of
``tests/glossary/sense_cases.yaml``; the other half was kept unseen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary.back_off import Candidate, candidates, fitted, short_form
from glossary.cues import parse_cue, say_cue
from glossary.notation import Notation, SenseEntry, load_notation
from glossary.operands import cue_value
from glossary.uses import Use
from glossary.word_match import match_words

#: Score of one step of ``prior``.
PRIOR_STEP = 0.6
#: Scores of cues that hold; each further one of the same list counts less by ``FADING``.
STRONG, FOR, AGAINST, NEVER = 2.4, 0.9, -1.4, -6.0
FADING = 0.5
#: A cue that holds for a share of the uses only counts the share to this power.
SHARED = 0.8
#: A letter that hardly stands anywhere but in indices is no vector, function or the like, unless a cue says it may be.
MERE_INDEX, IN_INDEX = 0.9, -2.5
INDEXABLE = frozenset(("scalar", "index", "constant", "variable"))
#: Score of a subject that the paper is plainly about.
TOPIC = 1.8
#: Score of a definition in the paper that says this sense, and of one that says something else.
DEFINED, DEFINED_OTHERWISE = 6.0, 2.5
#: Score lost for each part of the symbol (accent, index) that the entry does not know of.
LOST = {"face": 0.0, "sub": 0.5, "sup": 0.5, "accents": 0.8}
#: Score lost where there is an entry for more of the symbol, one with a fixed meaning.
BEHIND = 6.0
#: Score of "something else": a base, and a step per ``other``.
OTHER_BASE, OTHER_STEP = -1.0, 0.7
#: Below this confidence nothing is said.
THRESHOLD = 0.5
#: Senses beyond the best are listed down to this confidence.
LISTED = 0.08


@dataclass(frozen=True)
class Sense:
    """A conventional meaning that fits, with a confidence from 0 to 1 and what speaks for it, in words."""

    concept: str
    #: in a few words ("norm"), and with what explains it ("norm: length of a vector")
    meaning: str
    confidence: float
    kind: str
    evidence: tuple[str, ...] = ()
    explanation: str = ""
    #: the explanation in Chinese, 简体 and 繁體, without notes on accents
    zh: str = ""
    zht: str = ""


def senses(
    latex: str,
    uses: Sequence[Use] = (),
    topics: frozenset[str] | Mapping[str, float] = frozenset(),
    definition: str | None = None,
    notation: Notation | None = None,
) -> list[Sense]:
    """Choose among the conventional senses of a symbol, best first; nothing where none is likely enough.

    ``uses`` are its occurrences (``glossary.uses``), ``topics`` the paper's subjects (``glossary.topics``), with
    weights from 0 to 1 or just named, ``definition`` what the paper itself says it is.
    """
    ranked = rank(latex, uses, topics, definition, notation)
    return ranked if ranked and ranked[0].confidence >= THRESHOLD else []


def rank(
    latex: str,
    uses: Sequence[Use] = (),
    topics: frozenset[str] | Mapping[str, float] = frozenset(),
    definition: str | None = None,
    notation: Notation | None = None,
) -> list[Sense]:
    """Rank the senses as ``senses`` does, whatever their confidence."""
    found = candidates(latex, notation or load_notation())
    if not found:
        return []
    weights = topics if isinstance(topics, Mapping) else dict.fromkeys(topics, 1.0)
    shares = _shares(uses)
    scored: list[tuple[float, Candidate, SenseEntry, tuple[str, ...]]] = []
    defined = False
    for candidate in found:
        for sense in candidate.entry.senses:
            score, evidence = _score(sense, shares, weights)
            score -= sum(LOST[part] for part in candidate.lost) + BEHIND * candidate.behind
            match = match_words(definition, sense) if definition else 0.0
            defined = defined or match > 0 or bool(definition and sense.kind in definition.lower())
            score += DEFINED * match
            if match:
                evidence = (f"the paper says “{definition}”", *evidence)
            scored.append((score, candidate, sense, evidence))
    other = OTHER_BASE + OTHER_STEP * found[0].entry.other
    if definition and not defined and found[0].entry.other:
        other += DEFINED_OTHERWISE
    return _confident(latex, scored, other)


def _shares(uses: Sequence[Use]) -> dict[str, float]:
    """For every cue the share of uses where it holds."""
    shares: dict[str, float] = {}
    for use in uses:
        for cue in use.cues:
            shares[cue] = shares.get(cue, 0.0) + 1 / len(uses)
    return shares


@lru_cache(maxsize=4_000)
def _cue(text: str) -> str:
    """Give a cue of the notation files in the spelling that ``glossary.uses`` gives."""
    name, value = parse_cue(text)
    return f"{name} {cue_value(value)}" if value else name


def _score(
    sense: SenseEntry, shares: Mapping[str, float], topics: Mapping[str, float]
) -> tuple[float, tuple[str, ...]]:
    score = PRIOR_STEP * (sense.prior - 3)
    evidence: list[tuple[float, str]] = []
    for cues, weight in ((sense.strong, STRONG), (sense.for_, FOR), (sense.against, AGAINST), (sense.never, NEVER)):
        held = sorted(((shares[_cue(cue)], cue) for cue in cues if _cue(cue) in shares), reverse=True)
        for place, (share, cue) in enumerate(held):
            gained = weight * share**SHARED * FADING**place
            score += gained
            if gained > 0:
                evidence.append((gained, f"it {say_cue(cue)}"))
    about = max(((topics.get(topic, 0.0), topic) for topic in sense.topics), default=(0.0, ""))
    if about[0]:
        score += TOPIC * about[0]
        evidence.append((TOPIC * about[0], f"the paper is about {about[1]}"))
    return score, tuple(text for _, text in sorted(evidence, reverse=True)[:3])


def _confident(
    latex: str, scored: Sequence[tuple[float, Candidate, SenseEntry, tuple[str, ...]]], other: float
) -> list[Sense]:
    """Turn scores into confidences; senses that lead to the same concept are one, said as the likeliest of them."""
    highest = max(other, *(score for score, *_ in scored))
    total = math.exp(other - highest) + sum(math.exp(score - highest) for score, *_ in scored)
    found: dict[str, Sense] = {}
    for score, candidate, entry, evidence in sorted(scored, key=lambda row: -row[0]):
        confidence = math.exp(score - highest) / total
        meaning = fitted(entry.meaning, latex, candidate.lost)
        if entry.concept in found:
            before = found[entry.concept]
            found[entry.concept] = replace(before, confidence=before.confidence + confidence)
            continue
        zh, zht = fitted(entry.zh, latex), fitted(entry.zht, latex)
        found[entry.concept] = Sense(
            entry.concept, short_form(meaning), confidence, entry.kind, evidence, meaning, zh, zht
        )
    ranked = sorted(found.values(), key=lambda sense: -sense.confidence)
    return [sense for place, sense in enumerate(ranked) if place == 0 or sense.confidence >= LISTED]
