"""Quotations of a paper, cut to a length at which they are read."""

from __future__ import annotations

#: Characters of a quotation in a reason.
MAX_QUOTE = 180


def brief(quote: str, most: int = MAX_QUOTE) -> str:
    """A quotation of at most so many characters that ends between words and not within a formula.

    Displayed formulas come as formulas of the line, between single dollar signs.
    """
    quote = " ".join(quote.replace("$$", "$").split())
    if len(quote) <= most:
        return quote
    kept = quote[:most].rsplit(" ", 1)[0]
    if kept.count("$") % 2:
        kept = kept[: kept.rindex("$")].rstrip()
    return kept + " …"
