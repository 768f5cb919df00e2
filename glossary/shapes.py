"""The library of patterns for the terminal: find one by name or words, or by an equation, and print what is known of it."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rich.markup import escape

from glossary.annotated_paper import AnnotatedPaper, place_of
from glossary.concepts import STAGES
from glossary.screen import Screen
from patterns.library import load_library
from patterns.match import Match, match
from patterns.schema import Entry
from reader.errors import CartoucheError
from reader.expression.parse import expr_latex, parse_typed
from reader.latex.parser import LatexError

#: Characters that no name of a pattern has and a formula does.
_MATHEMATICAL = frozenset("\\=^_∑∫‖(")
#: Likeness (0 to 100) from which a name is offered to somebody who mistyped one.
ALIKE = 60
#: Examples that are printed.
EXAMPLES = 5


def find_patterns(query: str) -> list[str]:
    """The patterns (ids) that go by these words: by id or name, else all whose names or sayings have every word.

    Raises ``CartoucheError``, with the nearest names, where there is none.
    """
    entries = load_library().entries
    wanted = " ".join(query.casefold().replace("_", " ").split())
    exact = [key for key, entry in entries.items() if wanted in (key.replace("_", " "), entry.name.casefold())]
    if exact:
        return exact
    words = wanted.split()
    found = [key for key, entry in entries.items() if words and all(word in _said(key, entry) for word in words)]
    if found:
        return found
    near = process.extract(wanted, {key: entry.name for key, entry in entries.items()}, limit=3, score_cutoff=ALIKE)
    hint = f"; did you mean {' or '.join(name for name, _, _ in near)}?" if near else "; without a name all are listed."
    raise CartoucheError(f"There is no pattern called {query!r}{hint}")


def resembling(query: str) -> list[Match] | None:
    """What an equation resembles; None where the query is no formula."""
    if not _MATHEMATICAL.intersection(query):
        return None
    try:
        return match(parse_typed(query))
    except LatexError:
        return None


def print_wall() -> None:
    """All patterns by stage, a line each."""
    console, library = Screen(), load_library()
    for stage, title in STAGES.items():
        console.print(f"\n[bold]Stage {stage}: {escape(title)}[/bold]")
        members = [(key, entry) for key, entry in library.entries.items() if entry.stage == stage]
        for key, entry in sorted(members, key=lambda member: member[1].name.casefold()):
            console.print(f"  [cyan]{escape(key)}[/cyan]  {escape(entry.says)}", soft_wrap=True)


def print_pattern(key: str, paper: AnnotatedPaper | None = None) -> None:
    """One pattern: what it says, its parts, how it is written, its variants, what only looks like it, where it occurs."""
    console, entry = Screen(), load_library().entries[key]
    console.print(f"[bold]{escape(entry.name)}[/bold]  [dim]{escape(key)}, stage {entry.stage}[/dim]")
    console.print(escape(entry.says), soft_wrap=True)
    _print_rows(console, "parts", [f"{role.replace('_', ' ')}: {says}" for role, says in entry.roles.items()])
    _print_rows(console, "written for example", [example.latex for example in entry.examples[:EXAMPLES]])
    _print_rows(console, "variants", [f"{variant.name}: {variant.says}" for variant in entry.variants.values()])
    misses = [f"{miss.latex}  ({miss.because})" for miss in entry.near_misses]
    _print_rows(console, "what only looks like it", misses)
    if paper is not None:
        having = [e for e in paper.equations if any(found.id == key for found in e.matches)]
        places = [f"{place_of(e.equation.number, e.equation.page)}: {e.equation.latex}" for e in having]
        _print_rows(console, f"in {paper.paper.title or 'this paper'}", places or ["nowhere"])


def print_resemblance(found: Sequence[Match]) -> None:
    """The patterns of an equation with their parts."""
    console, library = Screen(), load_library()
    for one in found:
        variant = library.variant(one.id, one.variant)
        name, says = (
            (variant.name, variant.says) if variant else (library.entries[one.id].name, library.entries[one.id].says)
        )
        console.print(
            f"[bold]{escape(name)}[/bold]  [dim]{escape(one.id)}, stage {one.stage}[/dim]: {escape(says)}",
            soft_wrap=True,
        )
        for role, part in one.roles.items():
            console.print(f"   {role.replace('_', ' ')}: {escape(expr_latex(part))}", soft_wrap=True)


def _said(key: str, entry: Entry) -> str:
    words = [key.replace("_", " "), entry.name, entry.says, *entry.words]
    words += [text for variant in entry.variants.values() for text in (variant.name, variant.says)]
    return " ".join(words).casefold()


def _print_rows(console: Screen, title: str, rows: Sequence[str]) -> None:
    if rows:
        console.print(f"[dim]{escape(title)}[/dim]")
        for row in rows:
            console.print(f"   {escape(row)}", soft_wrap=True)
