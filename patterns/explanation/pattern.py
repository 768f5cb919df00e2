"""The sentences of a pattern that was matched: its shape, who plays which role, its extremes, why its pieces are there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from patterns.explanation.flow import flowing
from patterns.explanation.sentence import Sentence, readable
from patterns.explanation.telling import Telling
from patterns.match import Match
from patterns.normal import normal
from patterns.roles import UNDECIDED
from patterns.schema import Explanation

#: a role inside a sentence of a pattern
ROLE = re.compile(r"\$\{(\w+)\}\$")
#: a reason in ``Match.why`` that is worth saying
_BECAUSE = "the model's side, because "
#: what such a reason begins with where it is one about what the model's side is compared with
_OTHER = "of the other side: "


@dataclass(frozen=True)
class Words:
    """What a pattern, or its variant, has to say in one language."""

    name: str
    says: str
    #: name of the pattern where this is a variant
    under: str | None
    told: Explanation
    why: tuple[str, ...]
    #: whether ``told`` is the variant's own
    own: bool
    intuition: str


def words_of(found: Match, telling: Telling) -> Words:
    """The words of a match in the language of the telling; English where a language lacks them."""
    library, texts, language = telling.library, telling.texts, telling.voice.language
    entry, variant = library.entries[found.id], library.variant(found.id, found.variant)
    own = variant is not None and variant.explanation is not None
    both = texts.intuitions.get(f"{found.id}/{found.variant}" if own else found.id)
    intuition = both.told(language) if both else ""
    chinese = texts.chinese.get(found.id) if language == "zh" else None
    if chinese is None:
        told = variant.explanation if variant and variant.explanation else entry.explanation
        if variant is None:
            return Words(entry.name, entry.says, None, told, (), False, intuition)
        return Words(variant.name, variant.says, entry.name, told, variant.why, own, intuition)
    finer = chinese.variants.get(found.variant or "")
    if variant is None or (finer is None and not own):
        return Words(chinese.name, chinese.says, None, chinese.explanation, (), False, intuition)
    if finer is None:  # the pattern's sentences are not true of it: only what it is called is left to say
        return Words(variant.name, variant.says, chinese.name, Explanation(shape=f"{variant.name}。"), (), True, "")
    return Words(
        finer.name, finer.says, chinese.name, finer.explanation or chinese.explanation, finer.why,
        finer.explanation is not None, intuition,
    )  # fmt: skip


def because(found: Match) -> str:
    """The entry of the library that a sentence rests on."""
    return f"pattern:{found.id}" + (f"/{found.variant}" if found.variant else "")


def shape(found: Match, words: Words, telling: Telling) -> Sentence:
    """What kind of thing the equation is; for beginners with a picture of it."""
    text = words.told.shape
    if found.id == "optimum" and not words.own:
        rule = "optimum_" + normal(found.subject).value
        text = telling.text(rule) if rule in telling.texts.rules.rules else text
    if words.under is not None and not words.own:
        text = telling.text("more_exactly", shape=text, name=words.name, says=words.says)
    if words.intuition:
        text += telling.joint("parts") + words.intuition
    return Sentence(text, because(found))


def known_as(found: Match, words: Words, telling: Telling) -> Sentence:
    """What a bound is called, after it has been said what it bounds."""
    return Sentence(telling.text("known_as", name=words.name, says=words.says), because(found))


def terse_shape(found: Match, words: Words, telling: Telling) -> Sentence:
    """The same for experts: the name of it, and what it says."""
    # the f of an f-divergence is a letter
    name = words.name if re.match(r"[a-z]\b", words.name) else words.name[:1].upper() + words.name[1:]
    if words.under is None:
        return Sentence(telling.text("terse_shape", Name=name, says=words.says), because(found))
    # a name that ends in brackets takes the pattern's name into them
    bracketed = name.endswith((")", "）"))
    rule = "terse_bracketed" if bracketed else "terse_variant"
    text = telling.text(rule, Name=name[:-1] if bracketed else name, under=words.under, says=words.says)
    return Sentence(text, because(found))


def also(found: Match, words: Words, telling: Telling) -> Sentence:
    """A further pattern, named and said in a few words."""
    return Sentence(telling.text("also", name=words.name, says=words.says), because(found))


def parts(found: Match, words: Words, telling: Telling) -> list[Sentence]:
    """Who plays which role, with the reason where symbols had to be told apart."""
    undecided = _undecided(found, telling)
    if undecided is not None:
        return undecided
    texts = flowing(filled(words.told.parts, found), telling.voice.language)
    if not texts:
        return []
    return [Sentence(telling.joint("parts").join([*texts, *_reason(found, telling)]), because(found))]


def terse_roles(found: Match, words: Words, telling: Telling) -> list[Sentence]:
    """The same for experts, as a list."""
    undecided = _undecided(found, telling)
    if undecided is not None:
        return undecided
    order = [role for role in telling.library.entries[found.id].roles if role in found.roles]
    shown = {role: readable(found.roles[role]) for role in order}
    named = [
        telling.texts.rules.joints["role"].told(telling.voice.language)
        .replace("{role}", telling.texts.role(found.id, role, telling.voice.language))
        .replace("{latex}", latex)
        for role, latex in shown.items() if latex
    ]  # fmt: skip
    if not named:
        return []
    said = [telling.text("terse_roles", roles=telling.joint("roles").join(named)), *_reason(found, telling)]
    return [Sentence(telling.joint("parts").join(said), because(found))]


def _undecided(found: Match, telling: Telling) -> list[Sentence] | None:
    """What to say where nothing tells the model's side from the other; None where something does."""
    orient = telling.library.entries[found.id].orient
    model, data = orient.get("model", ""), orient.get("data", "")
    if found.why.get(model) != UNDECIDED:
        return None
    pair = [readable(found.roles[role]) for role in (model, data) if role in found.roles]
    if len(pair) < 2 or not all(pair):
        return []
    return [Sentence(telling.text("compares", one=pair[0], other=pair[1]), because(found))]


def _reason(found: Match, telling: Telling) -> list[str]:
    """Why the model's side is the model's side."""
    model = telling.library.entries[found.id].orient.get("model", "")
    why = found.why.get(model, "")
    part = readable(found.roles[model]) if model in found.roles else ""
    told = why.removeprefix(_BECAUSE)
    reason = telling.texts.reason(told.removeprefix(_OTHER), telling.voice.language) if told != why else ""
    rule = "model_side_of_other" if told.startswith(_OTHER) else "model_side"
    return [telling.text(rule, part=part, reason=reason)] if part and reason else []


def extremes(found: Match, words: Words) -> list[Sentence]:
    """What makes it small or large."""
    return [Sentence(text, because(found)) for text in filled(words.told.extreme, found)]


def whys(found: Match, words: Words) -> list[Sentence]:
    """Why weights and constants are there."""
    return [Sentence(text, because(found)) for text in filled((*words.told.why, *words.why), found)]


def filled(texts: Sequence[str], found: Match) -> list[str]:
    """Sentences all of whose roles were found and can be shown."""
    made: list[str] = []
    for text in texts:
        shown = {role: readable(found.roles[role]) for role in ROLE.findall(text) if role in found.roles}
        if all(shown.get(role) for role in ROLE.findall(text)):
            made.append(ROLE.sub(lambda role, shown=shown: f"${shown[role.group(1)]}$", text))  # type: ignore[misc]
    return made
