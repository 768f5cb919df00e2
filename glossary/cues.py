r"""Cues: the closed vocabulary in which the notation files say what a symbol's surroundings look like.

A cue is a fact about one occurrence in its operator tree (``glossary.uses`` finds them). It is written as its name,
followed by a value where the name takes one: ``applied``, ``power 2``, ``near \mu``, ``in expectation``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Cues without a value: name → how it reads as evidence.
PLAIN: Mapping[str, str] = MappingProxyType(
    {
        "applied": "is applied to an argument",
        "alone": "stands alone",
        "bound": "is a running index",
        "upper limit": "is the upper limit of a sum, product or integral",
        "index": "stands in an index",
        "exponent": "stands in an exponent",
        "before bar": "stands before a conditional bar",
        "after bar": "stands after a conditional bar",
        "after semicolon": "stands after a semicolon",
        "numerator": "stands over a fraction bar",
        "denominator": "stands in a denominator",
        "root": "stands under a root",
        "factor": "multiplies something",
        "first factor": "multiplies what follows",
        "last factor": "is the last factor of a product",
        "term": "is added to something",
        "last term": "is the last term of a sum",
        "lone last term": "is added alone at the end",
        "minus": "carries a minus sign",
        "difference": "is one side of a difference",
        "error": "is one side of a difference that is squared or measured",
        "transposed": "is transposed",
        "inverted": "is inverted",
        "bold": "is bold",
        "upright": "is upright",
        "capital": "is a capital",
        "has subscript": "has a subscript",
        "has superscript": "has a superscript",
        "has power": "is raised to a power",
        "whole side": "is one whole side of a relation",
        "left side": "is the left side of a relation",
        "with limits": "has limits below or above",
        "binary": "stands between two operands",
        "one of several": "is listed with others in brackets",
        "end of range": "ends a range (1, …, it)",
    }
)
#: Cues with a value: name → how it reads, ``{}`` being the value.
VALUED: Mapping[str, str] = MappingProxyType(
    {
        "power": "is raised to the power {}",
        "subscript": "has the subscript {}",
        "superscript": "has the superscript {}",
        "accent": "wears a {}",
        "argument of": "is an argument of {}",
        "first argument of": "is the first argument of {}",
        "takes": "is applied to {}",
        "arguments": "takes {} arguments",
        "before": "stands before {}",
        "after": "stands after {}",
        "beside": "is multiplied with or added to {}",
        "in": "stands inside {}",
        "under": "stands under {}",
        "left of": "stands left of {}",
        "right of": "stands right of {}",
        "index of": "is an index of {}",
        "exponent of": "is an exponent of {}",
        "bound by": "is the running index of {}",
        "near": "stands in a formula with {}",
        "between": "stands between {}",
        "body": "encloses or acts on {}",
    }
)
#: Names that take no value come last, so that ``after bar`` is not read as ``after`` with the value ``bar``.
_VALUED_LONGEST_FIRST = tuple(sorted(VALUED, key=len, reverse=True))


def parse_cue(text: str) -> tuple[str, str]:
    """Split a cue into its name and its value ("" for none). Raises ``ValueError`` where the name is not known."""
    text = " ".join(text.split())
    if text in PLAIN:
        return text, ""
    for name in _VALUED_LONGEST_FIRST:
        value = text.removeprefix(name + " ")
        if value != text and value:
            return name, value
    raise ValueError(f"no such cue: {text!r}")


def say_cue(cue: str) -> str:
    """Give a cue as words, for the evidence behind a meaning: ``power 2`` → "is raised to the power 2"."""
    name, value = parse_cue(cue)
    return VALUED[name].format(value) if value else PLAIN[name]
