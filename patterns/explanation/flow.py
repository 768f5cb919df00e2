"""Short sentences of one frame told in one breath: "The mean is $m$, the scale $s$ and the noise $n$", not three times "is"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from patterns.explanation.voice import Language

#: sentences that only say which formula plays a role
_ENGLISH = re.compile(r"The (?P<who>[^$.,;:]+) (?P<verb>is|are) (?P<formula>\$[^$]+\$)\.")
_CHINESE = re.compile(r"(?P<who>[^$，。；：]+)是 ?(?P<formula>\$[^$]+\$)。")


@dataclass(frozen=True)
class _Role:
    who: str
    formula: str
    verb: str = ""


def flowing(sentences: Sequence[str], language: Language) -> list[str]:
    """The same sentences, those in a row that only say which formula plays a role made one."""
    made: list[str] = []
    row: list[_Role] = []
    for sentence in (*sentences, ""):
        role = _role(sentence, language)
        if role is not None:
            row.append(role)
            continue
        if row:
            made.append(_told(row, language))
            row = []
        if sentence:
            made.append(sentence)
    return made


def _role(sentence: str, language: Language) -> _Role | None:
    found = (_CHINESE if language == "zh" else _ENGLISH).fullmatch(sentence)
    return _Role(**found.groupdict()) if found else None


def _told(row: Sequence[_Role], language: Language) -> str:
    if language == "zh":
        return "，".join(f"{role.who}是 {role.formula}" for role in row) + "。"
    told = [f"The {row[0].who} {row[0].verb} {row[0].formula}"]
    for before, role in pairwise(row):
        verb = f"{role.verb} " if role.verb != before.verb else ""
        told.append(f"the {role.who} {verb}{role.formula}")
    # of two, a comma and no "and": the formula before it may hold one
    return ", ".join(told[:-1]) + (" and " if len(told) > 2 else ", " if len(told) > 1 else "") + told[-1] + "."
