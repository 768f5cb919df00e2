"""Score the retrieval of topics on labelled queries, halves apart, as the acceptance score counts.

    python tests/corpus/check_retrieval.py QUERIES.jsonl

Rows of QUERIES: ``{"id", "kind", "text", "latex" or null, "topics", "stage"}``. Rows with an odd number (the first, the
third, ...) were looked at while the retrieval was written, the others were not. Below the figures stand those without
the concepts' keywords that share a run of words with a query they should answer: how much hangs on such wording.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from glossary.concepts import ConceptGraph, load_concepts
from glossary.index import load_index
from glossary.retrieve import Query, Retrieved, Retriever, load_weights

#: Words in a row that a keyword may not share with a query in the second measurement.
RUN = 3


def figures(rows: Sequence[dict[str, Any]], answers: Sequence[Retrieved]) -> str:
    """Say how often stage, first topic and one of five topics are right."""
    stage = first = among = 0
    for row, answer in zip(rows, answers, strict=True):
        topics = [concept for concept, _ in answer.topics]
        stage += answer.stage == row["stage"]
        first += bool(topics) and topics[0] in row["topics"]
        among += bool(set(topics[:5]) & set(row["topics"]))
    size = max(len(rows), 1)
    return f"{len(rows):4d} queries  stage {stage / size:.3f}  top1 {first / size:.3f}  top5 {among / size:.3f}"


def runs(text: str) -> set[tuple[str, ...]]:
    """Give all runs of words of a text."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def without_shared_keywords(graph: ConceptGraph, rows: Sequence[dict[str, Any]]) -> ConceptGraph:
    """Give the graph without keywords that share a run of words with a query that the concept should answer."""
    concepts = {}
    for key, entry in graph.concepts.items():
        taken = set().union(*(runs(row["text"]) for row in rows if key in row["topics"]))
        kept = tuple(keyword for keyword in entry.keywords if not runs(keyword) & taken)
        concepts[key] = entry.model_copy(update={"keywords": kept or entry.keywords[:1]})
    return replace(graph, concepts=concepts)


def main() -> None:
    """Print the figures."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    whole = load_concepts()
    for name, graph in (("as shipped", whole), ("without shared wording", without_shared_keywords(whole, rows))):
        answers = Retriever(graph, load_index(graph), load_weights()).retrieve(
            [Query(row["text"], row.get("latex")) for row in rows]
        )
        print(name)
        for half, start in (("looked at", 0), ("not looked at", 1)):
            print(f"  {half:14}", figures(rows[start::2], answers[start::2]))
        for kind in sorted({row["kind"] for row in rows}):
            chosen = [number for number, row in enumerate(rows) if row["kind"] == kind]
            print(f"  {kind:14}", figures([rows[n] for n in chosen], [answers[n] for n in chosen]))


if __name__ == "__main__":
    main()
