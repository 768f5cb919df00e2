"""Text that comes from a PDF or a person, made fit for Streamlit's Markdown: shown as it is, never interpreted.

Streamlit's Markdown does not render HTML unless told to, but links, pictures (which would be fetched), headings and
directives such as ``:red[...]`` would still take effect; so every sign that means something there is escaped. What the
components show (pages/assets) needs none of this: they put foreign text on the screen as text nodes.
"""

from __future__ import annotations

import re

#: Characters of a title that fit on a line.
MAX_TITLE = 100
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=@])")


def escape(text: str) -> str:
    """Markdown that shows ``text`` exactly, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def label(title: str) -> str:
    """A title fit for a button's label, at most ``MAX_TITLE`` characters long."""
    title = " ".join(title.split())
    return escape(title if len(title) <= MAX_TITLE else title[:MAX_TITLE].rsplit(" ", 1)[0] + " …")


def prose(text: str) -> str:
    """Markdown for a text of a paper with formulas between dollar signs."""
    parts = " ".join(text.replace("$$", "$").split()).split("$")
    if len(parts) % 2 == 0:  # a dollar that opens nothing
        return escape(text)
    return "".join(formula(part) if place % 2 else _SIGNS.sub(r"\\\1", part) for place, part in enumerate(parts))


def formula(latex: str) -> str:
    """LaTeX between dollar signs, for KaTeX; with a sign that would end the formula early it is shown as plain text."""
    latex = " ".join(latex.split())
    if not latex or "$" in latex or "`" in latex:
        return escape(latex)
    return f"${latex}$"
