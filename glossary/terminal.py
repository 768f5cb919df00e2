"""What the command prints for people: an annotated paper in brief, lookup entries, demos. Plain text with rich's colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table

from glossary.annotated_paper import AnnotatedPaper
from glossary.concepts import STAGES, load_concepts
from glossary.equations import AnnotatedEquation
from glossary.lookup import Entry
from glossary.screen import Screen
from patterns.demos.result import DemoResult
from patterns.library import load_library
from patterns.runner import DemoInfo
from reader.paper import Definition

#: equations that the brief shows where none is known to carry the paper
SHOWN = 5


def print_paper(annotated: AnnotatedPaper) -> None:
    """The paper in brief: its size and stage, the equations that carry it, the study list."""
    console, graph = Screen(), load_concepts()
    paper = annotated.paper
    displays = [e for e in annotated.equations if e.equation.display]
    console.print(f"[bold]{escape(paper.title or 'Untitled')}[/bold]")
    console.print(
        f"{paper.page_count} pages, {len(displays)} display equations, {len(annotated.equations) - len(displays)} formulas in the text, "
        f"{len(paper.symbols)} symbols; stage {annotated.stage} ({STAGES[annotated.stage]})"
    )
    for note in paper.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]")
    for e in annotated.carrying or displays[:SHOWN]:
        console.print()
        _print_equation(console, e)
    console.print("\n[bold]What to study first[/bold]")
    for number, item in enumerate(annotated.study.core, 1):
        console.print(
            f"{number:3}. {escape(graph[item.concept].name)}  [dim]stage {item.stage}, {item.hours:g} h[/dim]"
        )
    console.print(
        "\n[dim]--json OUT for everything, --notation OUT for the symbols, --annotated OUT.pdf for a marked copy[/dim]"
    )


def _print_equation(console: Screen, e: AnnotatedEquation) -> None:
    library = load_library()
    number = f"({e.equation.number}) " if e.equation.number else ""
    console.print(f"[cyan]{number}[/cyan]page {e.equation.page}: {escape(e.equation.latex)}")
    if e.reads:
        console.print(f"   reads: {escape(e.reads)}")
    if e.importance.reasons:
        console.print(f"   matters because {escape('; '.join(e.importance.reasons[:2]))}")
    for match in e.matches[:1]:
        console.print(
            f"   resembles: {escape(library.entries[match.id].name)}: {escape(library.entries[match.id].says)}"
        )


def print_entries(entries: Sequence[Entry], said: Sequence[Definition]) -> None:
    """What a paper says of a symbol, where one was named, and what it means by convention."""
    console = Screen()
    for definition in said:
        console.print(
            f'[bold]In this paper:[/bold] {escape(definition.text)}  [dim]page {definition.page}: "{escape(definition.sentence)}"[/dim]'
        )
    for entry in entries[:8]:
        names = ", ".join((*entry.names[:3], *entry.zh[:1]))
        console.print(f"[bold]{escape(entry.latex)}[/bold]  {escape(entry.unicode)}  [dim]{escape(names)}[/dim]")
        for meaning in entry.meanings[:6]:
            where = f"→ {escape(meaning.concept_name)}, stage {meaning.stage}; e.g. {escape(meaning.example)}"
            console.print(f"   {escape(meaning.meaning)}  [dim]{where}[/dim]")


def print_demos(demos: Iterable[DemoInfo]) -> None:
    """The table of demos."""
    table = Table("name", "what it shows", "stage", "minutes")
    for demo in demos:
        table.add_row(demo.id, escape(demo.says), str(demo.stage), f"{demo.minutes:g}")
    Screen().print(table)


def print_demo(result: DemoResult) -> None:
    """The outcome of a demo: its checks, figures and picture."""
    console = Screen()
    console.print(f"[bold]{escape(result.title)}[/bold] on {escape(result.device)}, {result.seconds:.1f} s")
    for check in result.checks:
        mark = "[green]ok[/green]  " if check.passed else "[red]FAIL[/red]"
        console.print(
            f"  {mark} {escape(check.name)}: {check.value:.3g} (allowed {check.tolerance:.3g})  [dim]{escape(check.says)}[/dim]"
        )
    for name, value in result.figures.items():
        console.print(f"       {escape(name)}: {value:.4g}")
    if result.picture is not None:
        console.print(f"  picture: {result.picture}")
