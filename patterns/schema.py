"""What an entry of a pattern file must look like (``data/patterns/<group>.yaml``); see ``docs`` of each field."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class _Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shape(_Strict):
    """One template and the circumstances under which it counts. In YAML a bare string is ``{fit: string}``."""

    fit: str
    #: body: in a side, looking through signs, factors, sums, means, optima; any: also deeper; whole: only a whole side.
    #: A template with a relation sign is compared with statements and needs none.
    at: Literal["body", "any", "whole"] = "body"
    #: confidence of a perfect fit
    weight: float = Field(default=1.0, gt=0, le=1)
    #: conditions on what was bound (``patterns.conditions``)
    needs: tuple[str, ...] = ()
    #: at least one of these must wrap the place (``avg``, ``total``, ``grad``, ``max``, ``exp`` ...)
    under: tuple[str, ...] = ()
    not_under: tuple[str, ...] = ()
    #: words near the equation that speak for this reading, and the factor on the confidence where none is there
    words: tuple[str, ...] = ()
    without_words: float = Field(default=1.0, ge=0, le=1)
    #: whether it shows only one piece of what the pattern is (a score, weights, one gate): told after the shape of that
    #: piece itself
    part: bool = False
    #: how much it says, where that is not what the pattern says
    telling: float | None = Field(default=None, gt=0, le=1)
    #: further patterns that are only a part of this one where it has this shape
    covers: tuple[str, ...] = ()
    #: whether terms or factors of the root may stay over
    loose: bool = True
    #: whether the overall sign of a sum at the root matters
    signed: bool = False


def _shape(value: object) -> object:
    return {"fit": value} if isinstance(value, str) else value


Shapes = tuple[Annotated[Shape, BeforeValidator(_shape)], ...]


class Example(_Strict):
    """An equation that has the pattern, with what its roles must be (a part of them, or none)."""

    latex: str
    roles: dict[str, str] = {}
    variant: str | None = None
    #: words near the equation, as the reader would find them
    words: str = ""
    definitions: dict[str, str] = {}
    #: whether the pattern must come first, or may be any of those reported
    first: bool = True


class NearMiss(_Strict):
    """An equation that looks like the pattern and is not, and why."""

    latex: str
    because: str
    words: str = ""


class Explanation(_Strict):
    """Sentences for ``patterns.explain``.

    ``${role}$`` is replaced by the formula in that role; a sentence with a role that was not found is left out.
    """

    #: the shape in words
    shape: str
    #: who plays which part
    parts: tuple[str, ...] = ()
    #: what makes it small or large, or when it is at its best
    extreme: tuple[str, ...] = ()
    #: why weights, constants or single pieces are there
    why: tuple[str, ...] = ()


class Variant(_Strict):
    """A finer shape under a pattern. What it does not say is as in its pattern."""

    name: str
    says: str
    stage: int | None = Field(default=None, ge=1, le=4)
    concepts: tuple[str, ...] = ()
    demo: str | None = None
    templates: Shapes = Field(min_length=1)
    why: tuple[str, ...] = ()
    #: what to say instead of the pattern's own sentences, where those would not be true of the variant
    explanation: Explanation | None = None


class Entry(_Strict):
    """A pattern."""

    name: str
    says: str
    stage: int = Field(ge=1, le=4)
    #: content: a named loss, model or probability form; wrapper: something put around content; form: true of almost anything
    tier: Literal["content", "wrapper", "form"] = "content"
    #: how much it says about an equation that it is found there: sorts within a tier
    telling: float = Field(gt=0, le=1)
    concepts: tuple[str, ...] = ()
    demo: str | None = None
    roles: dict[str, str] = {}
    #: which of two roles is the model's (``model: role``, ``data: role``), or the better one (``better``, ``worse``),
    #: decided from the symbols
    orient: dict[Literal["model", "data", "better", "worse"], str] = {}
    #: roles read off others: ``role: function(other)`` (``patterns.derive``)
    derive: dict[str, str] = {}
    #: patterns that are part of this one and are not reported beside it where they lie inside it
    covers: tuple[str, ...] = ()
    #: words near the equation that speak for it
    words: tuple[str, ...] = ()
    templates: Shapes = ()
    variants: dict[str, Variant] = {}
    compared_with: dict[str, str] = {}
    explanation: Explanation
    examples: tuple[Example, ...] = Field(min_length=5)
    near_misses: tuple[NearMiss, ...] = Field(min_length=3)


class Group(_Strict):
    """A pattern file."""

    group: str
    patterns: dict[str, Entry]
