"""The explanation of an equation: three to six sentences, each with what supports it.

Nothing is said that was not found: sentences come from the pattern that was matched (its entry in ``data/patterns``), with
the formulas that were found in its roles; from the equation itself; and from what the paper says of it and its symbols.
``explain`` reads as the order in which a teacher would tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from patterns.explanation import fine_points, paper_words, pattern
from patterns.explanation.claim import claim
from patterns.explanation.glosses import glosses
from patterns.explanation.sentence import Sentence, spaced
from patterns.explanation.surroundings import NOTHING_AROUND, Surroundings
from patterns.explanation.telling import Formula, Telling
from patterns.explanation.texts import Texts, load_texts
from patterns.explanation.voice import USUAL, Voice
from patterns.library import Library, load_library
from patterns.match import Match
from patterns.roles import EMPTY, Context
from reader.operators import Expr

__all__ = ["ENOUGH", "LONGEST", "Sentence", "explain", "explain_in"]

#: at most so many sentences, and how many are enough to leave the symbols to themselves
LONGEST, ENOUGH = 6, 3

#: confidence from which a pattern is mentioned in passing: of those below, three in ten were wrong (docs/judged/held_out.md)
IN_PASSING = 0.66

#: kinds of sentences, and which to leave out first where there are too many (the larger the number, the sooner)
_WEIGHTS = {
    "claim": 6, "weak claim": 9, "shape": 0, "parts": 1, "extreme": 3, "why": 2, "constant": 2, "signs": 4, "fine": 3,
    "later": 3, "second place": 8, "also": 7, "filling": 8,
}  # fmt: skip
#: claims that say little
_WEAK = ("rule:equation", "rule:chain")

#: claims that say what is differentiated
_WORKED_OUT = ("rule:gradient of", "rule:derivative of")

#: words of the paper in a sentence: what brings the equation in is not quoted if it says the same
_QUOTED = re.compile("“([^”]+)”")

_Said = list[tuple[str, Sentence]]


def explain_in(
    voices: Iterable[Voice], expr: Expr, matches: Sequence[Match], context: Context, library: Library,
    around: Surroundings,
) -> dict[Voice, tuple[Sentence, ...]]:  # fmt: skip
    """The explanation in several voices; what they have in common is worked out once."""
    formula = Formula(expr)
    tellings = (Telling(formula, context, around, library, load_texts(), voice) for voice in voices)
    return {telling.voice: tuple(_told(telling, matches)) for telling in tellings}


def explain(
    expr: Expr, matches: Sequence[Match], context: Context | None = None, library: Library | None = None,
    voice: Voice = USUAL, around: Surroundings | None = None, texts: Texts | None = None,
) -> list[Sentence]:  # fmt: skip
    """Three to six supported sentences about an equation; fewer where little is known of it.

    Args:
        expr: the equation.
        matches: its patterns, the most telling first.
        context: what the paper says around it.
        library: the patterns; those of the program if not given.
        voice: language and depth.
        around: what of the paper can be quoted and pointed at.
        texts: what sentences are made from; those of the program if not given.
    """
    formula, texts, library = Formula(expr), texts or load_texts(), library or load_library()
    return _told(Telling(formula, context or EMPTY, around or NOTHING_AROUND, library, texts, voice), matches)


def _told(telling: Telling, matches: Sequence[Match]) -> list[Sentence]:
    """The sentences in one voice."""
    said = _claims(telling)
    said += _patterns(telling, matches, {s.because for _, s in said})
    said += _kind("constant", fine_points.additive_constant(telling))
    if telling.voice.depth == "beginner":
        said += _kind("signs", glosses(telling)) if said else []
    else:
        said += _fine(telling) if matches else []
    said = _said_once(said)
    places = _kind("later", paper_words.later(telling))
    said += places[:1] + [("second place", sentence) for _, sentence in places[1:]]
    if len(said) < ENOUGH:
        said += _filling(telling, said)
    elif len(said) > ENOUGH:
        said = [pair for pair in said if pair[0] != "weak claim"] if _shaped(said) else said
    told = _trimmed(_unique(said))
    return [replace(s, text=spaced(s.text)) for s in told] if telling.voice.language == "zh" else told


def _kind(name: str, sentences: Iterable[Sentence]) -> _Said:
    return [(name, sentence) for sentence in sentences]


def _shaped(said: _Said) -> bool:
    return any(kind == "shape" for kind, _ in said)


def _claims(telling: Telling) -> _Said:
    return [("weak claim" if s.because in _WEAK else "claim", s) for s in claim(telling)]


def _patterns(telling: Telling, matches: Sequence[Match], claimed: set[str]) -> _Said:
    """What the patterns say; the first in full, the others in passing, and what was claimed not once more."""
    said: _Said = []
    expert = telling.voice.depth == "expert"
    bound_said = any("bound" in rule for rule in claimed)
    worked_out = not claimed.isdisjoint(_WORKED_OUT)
    for place, found in enumerate(matches):
        words = pattern.words_of(found, telling)
        if telling.library.entries[found.id].tier == "form" and (claimed or said):
            continue
        if place > 0 and found.confidence < IN_PASSING:
            continue
        if place > 0 and any(_covers(before, found) for before in matches[:place]):
            continue
        if place > 0 and worked_out and found.id == "gradient_identity":
            continue
        if place > 0:
            said.append(("also", pattern.also(found, words, telling)))
            continue
        make = pattern.terse_shape if expert else pattern.shape
        if found.id == "bound" and bound_said:  # it has just been said, but not what it is called
            said += [("shape", pattern.known_as(found, words, telling))] if words.under is not None else []
        else:
            said.append(("shape", make(found, words, telling)))
        if worked_out and found.id == "gradient_identity":
            continue
        told = pattern.terse_roles if expert else pattern.parts
        said += _kind("parts", told(found, words, telling))
        said += _kind("extreme", pattern.extremes(found, words)) if not expert else []
        said += _kind("why", pattern.whys(found, words))
    return said


def _covers(one: Match, other: Match) -> bool:
    """Whether a pattern says nothing new: the similarity of two factors that are a weight and an input."""
    if (one.id, other.id) != ("affine_layer", "similarity"):
        return False
    return _factors(other, "first", "second") == _factors(one, "weight", "input")


def _factors(found: Match, *roles: str) -> set[Expr]:
    """What plays two roles, whichever way up."""
    parts = [found.roles[role] for role in roles if role in found.roles]
    return {part.args[0] if part.op == "transpose" and part.args else part for part in parts}


def _said_once(said: _Said) -> _Said:
    """Without a mention of an expectation in passing, where what it does or what it is under is said as well."""
    explained = any("glossary:" in s.because and "expectation" in s.because for _, s in said)
    explained = explained or any(s.because.startswith("rule:averaged") for _, s in said)
    return [pair for pair in said if not (explained and pair[0] == "also" and pair[1].because == "pattern:expectation")]


def _fine(telling: Telling) -> _Said:
    """What an expert wants to know besides."""
    found = (fine_points.stopped, fine_points.averaged, fine_points.side_condition)
    return [("fine", sentence) for make in found for sentence in make(telling)]


def _filling(telling: Telling, said: _Said) -> _Said:
    """Where little is known: what the paper says of the symbols, and with which words it brings the equation in."""
    quoted = {sentence.because for _, sentence in said}
    more = [s for s in paper_words.symbols(telling) if s.because not in quoted]
    words = {found.group(1) for _, sentence in said if (found := _QUOTED.search(sentence.text))}
    introduced = [s for s in paper_words.introduced(telling) if not any(part in s.text for part in words)]
    return _kind("filling", [*more, *introduced])


def _unique(said: _Said) -> _Said:
    seen: dict[str, tuple[str, Sentence]] = {}
    for kind, sentence in said:
        seen.setdefault(sentence.text, (kind, sentence))
    return list(seen.values())


def _trimmed(said: _Said) -> list[Sentence]:
    """At most ``LONGEST``, keeping the order; the least telling kinds go first, the later of two alike."""
    while len(said) > LONGEST:
        if not any(_WEIGHTS[kind] >= _WEIGHTS["claim"] for kind, _ in said):
            merged = _merged(said)
            if len(merged) < len(said):
                said = merged
                continue
        weakest = max(range(len(said)), key=lambda i: (_WEIGHTS[said[i][0]], i))
        said = said[:weakest] + said[weakest + 1 :]
    return [sentence for _, sentence in said]


def _merged(said: _Said) -> _Said:
    """The extreme told in one breath with the roles, which rest on the same entry."""
    for place, ((kind, first), (other, second)) in enumerate(pairwise(said)):
        if kind == "parts" and other == "extreme" and first.because == second.because:
            glue = "" if first.text.endswith("。") else " "
            both = Sentence(f"{first.text}{glue}{second.text}", first.because)
            return [*said[:place], ("parts", both), *said[place + 2 :]]
    return said
