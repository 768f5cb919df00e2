"""The sentence shapes in which papers say what a symbol is. Each rule proposes phrases; none decides.

A rule takes a prepared text and one mention and yields ``Candidate``s. Rules over-propose on purpose; abstaining is the
business of ``reader.definitions.rank``.
"""

from __future__ import annotations

from reader.definitions.after import predicate
from reader.definitions.before import apposition, bracketed, of_the_form, quantity_of
from reader.definitions.beside import aside, compound
from reader.definitions.candidates import Candidate, Rule
from reader.definitions.mentions import Mention, Text
from reader.definitions.naming import named_before, predicate_math
from reader.definitions.table import rows_of, table_row

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
    if prepared.tabular is None:
        prepared.tabular = bool(rows_of(prepared.tokens))
    if prepared.tabular:
        return list(table_row(prepared, mention))
    rules = (aside,) if prepared.is_table else RULES
    return [candidate for rule in rules for candidate in rule(prepared, mention)]
