"""What the reading view shows: outline, boxes of a page, card of an equation, card of a symbol. Plain data, no browser.

The browser asks for these one at a time (``pages.routes``), so that a click costs a few kilobytes whatever the paper's
length. Text of the paper passes through unchanged: the view puts it on the screen as text, never as HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from glossary.annotated_paper import CARRYING
from glossary.concepts import load_concepts
from pages.said import pattern_card, reasons_in, sentence_card
from pages.shelf import OpenPaper
from patterns.explanation.voice import LANGUAGES, USUAL, Language, Voice
from patterns.runner import list_demos

Card = dict[str, Any]
#: width and height in points taken where the annotation does not tell a page's size (A4)
USUAL_PAGE = (595.28, 841.89)
#: Equations named on a symbol's card.
MAX_PLACES = 24
#: Definitions that are shown where a sign is looked up.
MAX_SAID = 3
#: A letter or sign in a bold face: a paper's bold x is what somebody means who looks up x.
_FACE = re.compile(r"\\(?:boldsymbol|mathbf)\s*\{([^{}]*)\}")
#: Demos offered where the annotation names none that exists.
MAX_DEMOS = 2


def outline(paper: OpenPaper) -> Card:
    """Title, page sizes in points, sections, displayed equations, and how much was found."""
    head = paper.annotated["paper"]
    pages = int(head["pages"])
    sizes = [list(size) for size in head.get("page_sizes") or ()]
    displays = [equation for equation in paper.equations.values() if equation.get("display")]
    return {
        "title": paper.title,
        "stage": head.get("stage"),
        "pages": sizes if len(sizes) == pages else [list(USUAL_PAGE)] * pages,
        "sections": head.get("sections", []),
        "notes": head.get("notes", []),
        "displays": [_line(equation) for equation in displays],
        "carrying": carrying(paper),
        "counts": {
            "equations": len(displays),
            "inline": len(paper.equations) - len(displays),
            "symbols": len(paper.symbols),
        },
    }


def carrying(paper: OpenPaper) -> list[Card]:
    """The displayed equations that carry the paper, the most important first, each with the reasons."""
    weighed = [equation for equation in paper.equations.values() if equation.get("display") and _reasons(equation)]
    weighed.sort(key=lambda equation: -float(equation["importance"]["score"]))
    return [_line(equation) | {"reasons": _reasons(equation)} for equation in weighed[:CARRYING]]


def _reasons(equation: Mapping[str, Any]) -> list[str]:
    return list((equation.get("importance") or {}).get("reasons", ()))


def marks(paper: OpenPaper, page: int) -> Card:
    """The boxes of one page, in points, and for each symbol on it what to say when it is pointed at."""
    equations = paper.equations_by_page.get(page, [])
    places = {(str(s["symbol"]), *s["bbox"]) for equation in equations for s in equation.get("symbols", ())}
    places |= {(name, *box) for name, box in paper.occurrences_by_page.get(page, ())}
    known = [place for place in places if place[0] in paper.symbols]
    # the widest first, so that a base letter lies above its compound and can be pointed at
    known.sort(key=lambda place: -(place[3] - place[1]) * (place[4] - place[2]))
    return {
        "equations": [
            {"id": e["id"], "display": bool(e.get("display")), "number": e.get("number"), "bbox": e["bbox"]}
            for e in equations
        ],
        "symbols": [{"symbol": place[0], "bbox": list(place[1:])} for place in known],
        "tips": {name: _tips(paper, name) for name in sorted({place[0] for place in known})},
    }


def equation_card(paper: OpenPaper, name: str, voice: Voice = USUAL) -> Card | None:
    """Everything known of an equation, said in a voice; None where the paper has no such equation."""
    equation = paper.equations.get(name)
    if equation is None:
        return None
    order = list(paper.equations)
    place = order.index(name)
    symbols = dict.fromkeys(str(entry["symbol"]) for entry in equation.get("symbols", ()))
    boxes: dict[str, list[list[float]]] = {}
    for entry in equation.get("symbols", ()):
        boxes.setdefault(str(entry["symbol"]), []).append(entry["bbox"])
    told = paper.reading.told.get(name, {}).get(voice.key, equation)
    return {
        **_line(equation),
        "voice": {"language": voice.language, "depth": voice.depth},
        "bbox": equation["bbox"],
        "stage": equation.get("stage"),
        "confidence": equation.get("confidence", 1.0),
        "reads": told.get("reads", ""),
        "reasons": reasons_in(_reasons(equation), voice.language) if equation.get("display") else [],
        "explanation": [sentence_card(said, voice.language) for said in told.get("explanation", ())],
        "patterns": [pattern_card(found, equation, voice.language) for found in equation.get("patterns", ())],
        "concepts": [concept_brief(concept, voice.language) for concept in equation.get("concepts", ())],
        "demos": demos_of(equation.get("demos", ()), [found["id"] for found in equation.get("patterns", ())]),
        "symbols": [_tip(paper, s, voice.language) | {"boxes": boxes[s]} for s in symbols if s in paper.symbols],
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
    }


def symbol_card(paper: OpenPaper, name: str, voice: Voice = USUAL) -> Card | None:
    """Everything known of a symbol, said in a voice; None where the paper has no such symbol."""
    symbol = paper.symbols.get(name)
    if symbol is None:
        return None
    standing = paper.equations_by_symbol.get(name, [])
    return {
        "id": name,
        "voice": {"language": voice.language, "depth": voice.depth},
        "latex": symbol["latex"],
        "kind": symbol.get("kind", ""),
        "pages": symbol.get("pages", []),
        "redefined": bool(symbol.get("redefined")),
        "definitions": symbol.get("definitions", []),
        "senses": [
            sense
            | {"meaning": _meaning(sense, voice.language), "concept": concept_brief(sense["concept"], voice.language)}
            for sense in symbol.get("senses", ())
        ],
        "times": len(symbol.get("occurrences", ())),
        "equations": [_line(paper.equations[equation]) for equation in standing[:MAX_PLACES]],
        "more": max(0, len(standing) - MAX_PLACES),
        "namesakes": [
            _namesake(other, entry, voice.language)
            for other, entry in paper.symbols.items()
            if other != name and entry["latex"] == symbol["latex"]
        ],
    }


def _meaning(sense: Mapping[str, Any], language: Language) -> str:
    """A conventional meaning in a language; English where it has no words for it."""
    return str((sense.get("zh") if language == "zh" else None) or sense["meaning"])


def _namesake(name: str, entry: Mapping[str, Any], language: Language = "en") -> Card:
    """What the same sign means on other pages."""
    definitions, senses = entry.get("definitions") or [], entry.get("senses") or []
    return {
        "id": name,
        "pages": entry.get("pages", []),
        "says": definitions[0]["text"] if definitions else None,
        "convention": _meaning(senses[0], language) if senses else None,
    }


def notation(paper: OpenPaper) -> list[Card]:
    """The symbols of the paper in order of their first page, with the paper's words for each and the convention."""
    rows = []
    for name, symbol in paper.symbols.items():
        senses = symbol.get("senses") or []
        page = min((int(place["page"]) for place in symbol.get("occurrences", ())), default=None)
        concept = senses[0]["concept"] if senses else None
        rows.append(_tip(paper, name) | {"page": page, "concept": concept if concept in load_concepts() else None})
    return sorted(rows, key=lambda row: row["page"] or 0)


def said_in(paper: OpenPaper, latex: str) -> list[Card]:
    """What the paper says of a sign and of the same sign with indices, at most ``MAX_SAID``; the sign itself first."""
    found = [name for name, symbol in paper.symbols.items() if symbol.get("definitions") and _same(symbol, latex)]
    found.sort(key=lambda name: (not _written_as(paper.symbols[name], latex), len(paper.symbols[name]["latex"])))
    return [_tip(paper, name) for name in found[:MAX_SAID]]


def _same(symbol: Mapping[str, Any], latex: str) -> bool:
    """Whether a symbol is the sign that was looked up, upright, slanted or bold, alone or with indices."""
    return _written_as(symbol, latex) or _begins(_FACE.sub(r"\1", str(symbol["latex"])), _FACE.sub(r"\1", latex))


def _written_as(symbol: Mapping[str, Any], latex: str) -> bool:
    return _begins(str(symbol["latex"]), latex)


def _begins(written: str, latex: str) -> bool:
    return written == latex or written.startswith((f"{latex}_", f"{latex}^"))


def concept_brief(concept: str, language: Language = "en") -> Card:
    """A concept's name, stage and hours; one that the glossary lacks keeps its id as a name."""
    graph = load_concepts()
    if concept not in graph:
        return {"id": concept, "name": concept.replace("_", " "), "stage": None, "hours": None}
    entry = graph[concept]
    return {
        "id": concept,
        "name": entry.zh if language == "zh" else entry.name,
        "stage": entry.stage,
        "hours": entry.hours,
    }


def demos_of(names: Iterable[str], patterns: Sequence[str] = ()) -> list[Card]:
    """Title and minutes of those of the named demos that exist; failing them, of those made for one of the patterns."""
    known = {demo.id: demo for demo in list_demos()}
    chosen = [known[name] for name in names if name in known]
    made_for = [demo for demo in known.values() if demo.pattern in patterns]
    chosen = chosen or sorted(made_for, key=lambda demo: patterns.index(demo.pattern))[:MAX_DEMOS]
    return [{"id": demo.id, "title": demo.title, "says": demo.says, "minutes": demo.minutes} for demo in chosen]


def _line(equation: Mapping[str, Any]) -> Card:
    """What names an equation in a list."""
    keys = ("id", "page", "number", "display", "latex")
    return {key: equation.get(key) for key in keys}


def _tips(paper: OpenPaper, name: str) -> Card:
    """What a tooltip says in any language: the page is not fetched again when somebody changes it."""
    conventions: dict[Language, Any] = {lang: _tip(paper, name, lang)["convention"] for lang in LANGUAGES}
    return _tip(paper, name) | {"conventions": conventions}


def _tip(paper: OpenPaper, name: str, language: Language = "en") -> Card:
    """What a tooltip says of a symbol: the paper's words for it, and the convention."""
    symbol = paper.symbols[name]
    definitions, senses = symbol.get("definitions") or [], symbol.get("senses") or []
    here = {key: definitions[0].get(key) for key in ("text", "sentence", "page", "bbox")} if definitions else None
    return {
        "id": name,
        "latex": symbol["latex"],
        "kind": symbol.get("kind", ""),
        "here": here,
        "convention": _meaning(senses[0], language) if senses else None,
        "redefined": bool(symbol.get("redefined")),
        "pages": symbol.get("pages", []),
    }
