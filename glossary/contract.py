"""An annotated paper as JSON values: the shape that the command's contract fixes. More keys are welcome, none renamed."""

from __future__ import annotations

from typing import Any

from glossary.annotated_paper import AnnotatedPaper
from glossary.equations import AnnotatedEquation
from glossary.export import study_rows
from glossary.meaning import Meaning
from patterns.explanation.sentence import Sentence
from patterns.explanation.voice import USUAL, VOICES, Voice
from patterns.match import Match
from reader.expression.parse import expr_latex
from reader.geometry import Box, union
from reader.operators import Expr

Json = dict[str, Any]


def as_json(annotated: AnnotatedPaper, voice: Voice = USUAL) -> Json:
    """The JSON of ``cartouche read --json``; boxes are PDF points, origin top left, pages count from 1.

    ``voice`` is the language of what is read aloud and explained, and the depth of the explanations.
    """
    return {
        "paper": _paper(annotated),
        "equations": [_equation(e, voice) for e in annotated.equations],
        "symbols": [_symbol(m) for m in annotated.meanings.values()],
        "study": study_rows(annotated.study),
        "study_closure": list(annotated.study.closure),
        "landmarks": [{"title": r.landmark.title, "year": r.landmark.year} for r in annotated.landmarks],
    }


def voices_json(annotated: AnnotatedPaper) -> Json:
    """What is said of each equation (by id) in every voice: ``{"reads": ..., "explanation": [...]}`` by ``Voice.key``."""
    return {
        e.equation.id: {
            voice.key: {"reads": e.spoken[voice.language], "explanation": [_said(s) for s in e.told.get(voice, ())]}
            for voice in VOICES
        }
        for e in annotated.equations
    }


def _said(sentence: Sentence) -> Json:
    """A sentence; where it quotes or points at something, with the page and the equation's id."""
    told: Json = {"text": sentence.text, "because": sentence.because}
    if sentence.page is not None:
        told["page"] = sentence.page
    if sentence.equation is not None:
        told["equation"] = sentence.equation
    return told


def _paper(annotated: AnnotatedPaper) -> Json:
    paper = annotated.paper
    return {
        "title": paper.title,
        "pages": paper.page_count,
        "sha256": paper.sha256,
        "stage": annotated.stage,
        "sections": [{"title": s.title, "page": s.page} for s in paper.sections],
        "page_sizes": [[round(w, 2), round(h, 2)] for w, h in paper.page_sizes],
        "notes": list(paper.notes),
    }


def _equation(e: AnnotatedEquation, voice: Voice) -> Json:
    q = e.equation
    return {
        "id": q.id,
        "page": q.page,
        "number": q.number,
        "bbox": q.box.rounded(),
        "display": q.display,
        "latex": q.latex,
        "mathml": q.mathml,
        "confidence": q.confidence,
        "confidence_reasons": list(q.confidence_reasons),
        "reads": e.spoken[voice.language],
        "explanation": [_said(s) for s in e.told.get(voice, ())],
        "patterns": [_pattern(m, q.box) for m in e.matches],
        "concepts": [concept for concept, _ in e.concepts],
        "stage": e.stage,
        "demos": list(e.demos),
        "importance": {"score": round(e.importance.score, 3), "reasons": list(e.importance.reasons)},
        "dimensions": [{"text": s.text, "fits": s.fits} for s in e.dimensions],
        "symbols": [{"latex": u.latex, "bbox": (u.box or q.box).rounded(), "symbol": s} for u, s in e.symbols],
    }


def _pattern(m: Match, box: Box) -> Json:
    return {
        "id": m.id,
        "variant": m.variant,
        "confidence": round(m.confidence, 3),
        "stage": m.stage,
        "roles": {name: _role(expr, box) for name, expr in m.roles.items() if expr.op != "nothing"},
        "why": dict(m.why),
    }


def _role(expr: Expr, box: Box) -> Json:
    return {"latex": expr_latex(expr), "bbox": (ink(expr) or box).rounded()}


def ink(expr: Expr) -> Box | None:
    """The box of an expression; of its parts where it was put together from several places (a weight, say)."""
    return expr.box or union(ink(arg) for arg in expr.args)


def _symbol(m: Meaning) -> Json:
    s = m.symbol
    return {
        "id": s.id,
        "latex": s.latex,
        "kind": s.kind,
        "shape": s.shape,
        "because": list(s.because),
        "pages": list(s.pages),
        "redefined": s.redefined,
        "occurrences": [{"page": o.page, "bbox": o.box.rounded(), "equation": o.equation} for o in s.occurrences],
        "definitions": [
            {
                "text": d.text,
                "sentence": d.sentence,
                "page": d.page,
                "bbox": d.box.rounded(),
                "confidence": round(d.confidence, 3),
            }
            for d in (*s.definitions, *s.values)
        ],
        "senses": [
            {
                "concept": x.concept,
                "meaning": x.meaning,
                "confidence": round(x.confidence, 3),
                "kind": x.kind,
                "evidence": list(x.evidence),
                "zh": x.zh,
            }
            for x in m.senses
        ],
    }
