"""What is known around an equation, and which of two things comes from the model.

``Context`` carries what the reader found in the paper: definitions of symbols, letters of trainable parameters, the words
near by. Words only choose between shapes that the structure proposes; they never propose one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from patterns.terms import Term, accents, base_of, head_of, letter, plain, subscripts, walk

#: letters that stand for trainable parameters unless the paper says otherwise
PARAMETERS = frozenset(["theta", "Theta", "phi", "psi", "omega", "w", "W"])
#: names of networks and their parts
NETWORKS = frozenset(
    [
        "f",
        "g",
        "h",
        "F",
        "G",
        "D",
        "net",
        "nn",
        "mlp",
        "model",
        "enc",
        "dec",
        "cnn",
        "rnn",
        "lstm",
        "encoder",
        "decoder",
        "network",
        "generator",
        "unet",
    ]
)

_MODEL_WORDS = (
    "predict", "output of", "network", "model", "estimate", "reconstruct", "student", "learned", "approximat",
    "generated", "regress", "decoder", "parameteri",
)  # fmt: skip
_DATA_WORDS = (
    "target", "label", "ground truth", "ground-truth", "true", "observed", "teacher", "data", "desired", "reference",
    "real", "noise that", "annotation", "actual", "gold",
)  # fmt: skip


@dataclass(frozen=True)
class Context:
    """What the paper says around an equation. Keys of ``definitions`` are the LaTeX of symbols."""

    definitions: Mapping[str, str] = field(default_factory=dict)
    #: LaTeX of letters that the paper trains
    parameters: frozenset[str] = frozenset()
    title: str = ""
    section: str = ""
    #: the sentence before the equation, or the one that it stands in
    sentence: str = ""
    #: further words near by
    words: str = ""
    #: page of the sentence, where there is one
    page: int | None = None

    @cached_property
    def near(self) -> str:
        """The words right around the equation, in lower case."""
        return " ".join((self.section, self.sentence, self.words, *self.definitions.values())).lower()

    @cached_property
    def text(self) -> str:
        """The same, and the title of the paper."""
        return f"{self.title.lower()} {self.near}"

    @cached_property
    def trained(self) -> frozenset[str]:
        """Bare letters of trainable parameters: the usual ones and those of the paper."""
        return PARAMETERS | {plain(latex) for latex in self.parameters}

    @cached_property
    def _phrases(self) -> dict[str, str]:
        return {re.sub(r"[\s{}]", "", latex): phrase.lower() for latex, phrase in self.definitions.items()}

    def phrase(self, term: Term) -> str:
        """What the paper says a term is, in lower case; the term itself first, then its head, then its base."""
        if not self._phrases:
            return ""
        for part in (term, head_of(term), base_of(head_of(term))):
            for latex in _spellings(part):
                found = self._phrases.get(latex)
                if found:
                    return found
        return ""

    def quoted(self, term: Term) -> str:
        """What the paper says of a symbol with exactly these indices, as it says it."""
        spelled = set(_spellings(term))
        return next(
            (phrase for latex, phrase in self.definitions.items() if re.sub(r"[\s{}]", "", latex) in spelled), ""
        )

    def says(self, *needles: str) -> bool:
        """Whether one of the words (or stems, or phrases) stands near the equation or in the title."""
        return any(needle in self.text for needle in needles)

    def says_near(self, *needles: str) -> bool:
        """The same without the title, which stands over every equation of a paper."""
        return any(needle in self.near for needle in needles)


EMPTY = Context()
#: the reason given where nothing says which side is the model's
UNDECIDED = "nothing tells the two apart; they are in the order as written"


def _spellings(term: Term) -> list[str]:
    if term.op == "sym":
        return [re.sub(r"[\s{}]", "", term.value)]
    if term.op == "index" and term.args[1].op in ("sym", "num", "text"):
        return [base + "_" + re.sub(r"[\s{}]", "", term.args[1].value) for base in _spellings(term.args[0])]
    return []


def modelness(term: Term, context: Context) -> tuple[float, str]:
    """How much a term looks like the output of the model (positive) or like data (negative), and the main reason."""
    signs: list[tuple[float, str]] = []
    head = head_of(term)
    labels = {plain(s.value) for sub in subscripts(term) for s in walk(sub) if s.op == "sym"}
    if labels & context.trained and term.op in ("app", "index", "script", "log"):
        signs.append((4.0, "it carries the trainable parameters in its index"))
    elif any(p.op == "index" and {plain(s.value) for s in walk(p.args[1])} & context.trained for p in walk(term)):
        signs.append((3.0, "it contains something with trainable parameters in its index"))
    elif any(p.op == "sym" and p.plain in context.trained for p in walk(term)):
        signs.append((2.5, "it depends on the trainable parameters"))
    if any(p.op == "sym" and "hat" in accents(p.value) for p in walk(head)):
        signs.append((2.0, "a hat marks an estimate"))
    if any(p.op == "app" and letter(p) in NETWORKS for p in walk(term)):
        signs.append((1.5, "it is the output of a function that looks like a network"))
    signs += _data_signs(term, context)
    if len({p.value for p in walk(term) if p.op == "sym"}) > 1 and term.op in ("prod", "inner", "app", "sum"):
        signs.append((0.3, "it is worked out from several things"))
    phrase = context.phrase(term)
    if phrase:
        if any(word in phrase for word in _MODEL_WORDS):
            signs.append((2.0, f"the paper calls it “{phrase}”"))
        if any(word in phrase for word in _DATA_WORDS):
            signs.append((-2.5, f"the paper calls it “{phrase}”"))
    if not signs:
        return 0.0, ""
    return sum(weight for weight, _ in signs), max(signs, key=lambda s: abs(s[0]))[1]


def _data_signs(term: Term, context: Context) -> list[tuple[float, str]]:
    signs: list[tuple[float, str]] = []
    marks = {mark for p in walk(head_of(term)) if p.op == "sym" for mark in accents(p.value)}
    if "tilde" in marks or "bar" in marks:
        signs.append((-0.5, "it is a quantity worked out beforehand"))
    if letter(term) in ("y", "t", "x", "r", "Y", "T", "z") and not marks and term.op != "app":
        signs.append((-1.0, "its letter is the usual one for data"))
    if letter(term) in ("epsilon", "v", "u") and term.op in ("sym", "index", "script"):
        signs.append((-0.5, "it was drawn, not computed by a network"))
    if any(
        p.op == "app" and p.args[0].op == "sym" and p.args[0].plain in ("sg", "stopgrad", "detach") for p in walk(term)
    ):
        signs.append((-6.0, "no gradient flows through it"))
    if any(p.op == "app" and letter(p) in ("r", "R") for p in walk(term)) or (
        term.op == "sum" and any(letter(t) in ("r", "R") for t in term.args)
    ):
        signs.append((-4.0, "it contains the observed reward"))
    if any(
        label.op in ("sym", "text") and label.plain in ("*", "ast", "star", "gt", "target", "true")
        for label in subscripts(term)
    ):
        signs.append((-2.0, "its mark says that it is the true value"))
    return signs


def choose_model(one: Term, other: Term, context: Context) -> tuple[Term, Term, str]:
    """Which of two things is the model's, which the data's, and why. Without any sign the first is taken as data."""
    (first, why_first), (second, why_second) = modelness(one, context), modelness(other, context)
    if abs(first - second) < 1e-9:
        return one, other, UNDECIDED
    if first > second:
        return one, other, why_first if first > 0 or not why_second else f"of the other side: {why_second}"
    return other, one, why_second if second > 0 or not why_first else f"of the other side: {why_first}"


#: labels of what was preferred and of what was not
_BETTER = frozenset({"w", "win", "winner", "+", "c", "chosen", "pos"})
_WORSE = frozenset({"l", "lose", "loser", "-", "r", "rejected", "neg"})


def marked_worse(one: Sequence[Term], other: Sequence[Term]) -> bool:
    """Whether labels say that the first of two compared things is the one that was not preferred."""
    mine, theirs = (
        {label.plain for part in parts for p in walk(part) for label in subscripts(p) if label.op in ("sym", "text")}
        for parts in (one, other)
    )
    return bool(mine & _WORSE - theirs) and bool(theirs & _BETTER - mine)
