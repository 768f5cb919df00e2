"""What a reader knows already: a list of concepts by id or name, and the concept that a name means."""

from __future__ import annotations

from pathlib import Path

from rapidfuzz import fuzz, process

from glossary.concepts import ConceptGraph, load_concepts
from reader.errors import CartoucheError

#: How alike (of 100) a name must be to be suggested for an unknown one.
_ALIKE = 60


def known_concepts(path: Path, graph: ConceptGraph | None = None) -> frozenset[str]:
    """Read a list of known concepts: one id or name (English or Chinese) per line; ``#`` starts a comment.

    Raises ``CartoucheError`` naming the line, and the likeliest concept, where a line names none.
    """
    graph = graph or load_concepts()
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CartoucheError(f"the list of known concepts {path.name} cannot be read: {error}") from error
    found = set()
    for number, line in enumerate(lines, start=1):
        if name := line.partition("#")[0].strip().lstrip("-* ").strip():
            try:
                found.add(find_concept(name, graph))
            except CartoucheError as error:
                raise CartoucheError(f"{path.name}, line {number}: {error}") from error
    return frozenset(found)


def find_concept(name: str, graph: ConceptGraph) -> str:
    """Give the id of the concept with this id or name; capitals, hyphens and underscores do not matter.

    Raises ``CartoucheError`` with a suggestion where there is none.
    """
    spellings = {
        _plain(spelling): key for key, entry in graph.concepts.items() for spelling in (entry.zh, entry.name, key)
    }
    if found := spellings.get(_plain(name)):
        return found
    keywords = {_plain(word): key for key, entry in graph.concepts.items() for word in entry.keywords}
    alike = process.extractOne(_plain(name), [*spellings, *keywords], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    hint = ""
    if alike:
        near = spellings.get(alike[0]) or keywords[alike[0]]
        hint = f"; did you mean {near} ({graph[near].name})?"
    raise CartoucheError(f"{name[:80]!r} is no concept of the roadmap{hint}")


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").replace("_", " ").split())
