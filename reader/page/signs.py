"""The signs between the parts of a formula, as the passes over a page ask for them: what relates, what operates, what a row begins with."""

from __future__ import annotations

from reader.marks import BINARIES, NEGATIONS, RELATIONS

#: arrows that say "higher is better" over the columns of a table, and relate nothing
UPRIGHT_ARROWS = frozenset({r"\uparrow", r"\downarrow", r"\updownarrow"})
#: signs that say of two sides how they stand to each other: with one, a line of mathematics is a statement
RELATING = frozenset({*RELATIONS, *NEGATIONS.values()}) - UPRIGHT_ARROWS
#: marks of the same class that items, footnotes and comments begin with
_MARKERS = frozenset({r"\bullet", r"\dagger", r"\ddagger", "*"})
#: signs after which TeX breaks a formula, and with which the next row of a display goes on
BREAKING = RELATING.union(BINARIES) - {r"\bullet"}
#: signs that leave room on both sides: what stands there belongs together across it
OPERATORS = RELATING.union(BINARIES, {"|", r"\|", "/", r"\bot", r"\backslash"}) - _MARKERS
#: of these, the ones beside which no word of prose stands
OPERATIONS = RELATING.union(BINARIES) - {r"\bullet", "*", r"\sim"}
