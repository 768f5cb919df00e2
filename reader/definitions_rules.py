"""The sentence shapes in which papers say what a symbol is. Each rule proposes phrases; none decides.

A rule takes a prepared text and one mention and yields ``Candidate``s. Rules over-propose on purpose; abstaining is the
business of ``reader.definitions_rank``.
"""

from __future__ import annotations

from reader.definitions_after import predicate
from reader.definitions_before import apposition, bracketed, of_the_form, quantity_of
from reader.definitions_beside import aside, compound
from reader.definitions_candidates import Candidate, Rule
from reader.definitions_mentions import Mention, Text
from reader.definitions_naming import named_before, predicate_math
from reader.definitions_table import rows_of, table_row

RULES: tuple[Rule, ...] = (
    apposition,
    bracketed,
    named_before,
    of_the_form,
    predicate_math,
    quantity_of,
    predicate,
    aside,
    compound,
)


def candidates(prepared: Text, mention: Mention) -> list[Candidate]:
    """Collect everything the rules propose for one mention."""
    if rows_of(prepared.tokens):
        return list(table_row(prepared, mention))
    rules = (aside,) if prepared.is_table else RULES
    return [candidate for rule in rules for candidate in rule(prepared, mention)]
