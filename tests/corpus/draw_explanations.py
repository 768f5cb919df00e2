r"""Draws displayed equations from a folder of papers, to be judged line by line beside the page.

    python tests/corpus/draw_explanations.py PAPERS --seed 5 --count 80 --out draw.md [--judged earlier.md ...]
    python tests/corpus/draw_explanations.py PAPERS --again earlier.md --out draw.md [--wide | --chinese]
    python tests/corpus/draw_explanations.py --tally judged.md
    python tests/corpus/draw_explanations.py --brief judged.md --out brief.md

Which equations are drawn depends on the seed, the paper's name, the page and the place on the page. ``--again`` takes the
equations of an earlier list instead, found again by page and LaTeX, and says which are no displays any more. Each pattern,
role, sentence and reading becomes a line with a place for a verdict, ``- [ ] ...``; a person writes ``correct``,
``wrong: why``, ``unsupported: why`` or ``clumsy: why`` between the brackets. ``--wide`` adds what is said to experts, why the
equation matters, its concepts and the senses of its symbols; ``--chinese`` lists the Chinese instead. ``--brief`` keeps of
a judged list the equations and the lines that are not correct. Lines that an earlier list has for the same equation, word for
word, keep their verdict; the others come empty.
"""

from __future__ import annotations

import argparse
import collections
import difflib
import hashlib
import pathlib
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))

from glossary.annotate import read_and_annotate
from glossary.equations import AnnotatedEquation
from glossary.meaning import Meaning
from pages.said import reasons_in
from patterns.explanation.voice import Voice
from reader.expression.parse import expr_latex

#: a judged line: the verdict, what kind of line it is, what it says
LINE = re.compile(
    r"^- \[(?P<verdict>(?:[^\]\\]|\\.)*)\] (?P<said>(?:pattern|role|says|expert|reads|matters|concepts|sense) .*)$"
)
HEAD = re.compile(r"^### \d+\. (?P<key>.*)$")
KINDS = ("pattern", "role", "says", "expert", "reads", "matters", "concepts", "sense")
#: concepts that an equation is listed with
SHOWN_CONCEPTS = 8
#: share of its marks in which an equation must agree with one of an earlier list to be the same one
SAME = 0.6
#: what the same number beside it counts besides, so that of two equal formulas the right one is found
SAME_NUMBER = 0.1


@dataclass(frozen=True)
class Drawn:
    """An equation of a paper; ``place`` counts the displays of its page from 1."""

    paper: str
    place: int
    equation: AnnotatedEquation
    meanings: Mapping[str, Meaning]
    #: what an earlier list calls it
    called: str = ""

    @property
    def page(self) -> str:
        """The paper and the page."""
        return f"{self.paper}, page {self.equation.equation.page}"

    @property
    def number(self) -> str:
        """The number as the list has it; empty where none is printed."""
        number = self.equation.equation.number
        return f", ({number})" if number else ""

    @property
    def key(self) -> str:
        """What names it in the list."""
        if self.called:
            return self.called
        return f"{self.page}, display {self.place}{self.number}"

    def order(self, seed: int) -> str:
        """A number that looks random and depends on seed, paper, page and place alone."""
        return hashlib.sha256(f"{seed}/{self.paper}/{self.equation.equation.page}/{self.place}".encode()).hexdigest()


def displays(path: pathlib.Path) -> list[Drawn]:
    """The displayed equations of a paper, as the command ``cartouche read`` reads them."""
    made: list[Drawn] = []
    on_page: collections.Counter[int] = collections.Counter()
    paper = read_and_annotate(path)
    for equation in paper.equations:
        if equation.equation.display:
            on_page[equation.equation.page] += 1
            made.append(Drawn(path.stem, on_page[equation.equation.page], equation, paper.meanings))
    return made


def lines(equation: AnnotatedEquation) -> list[str]:
    """What is judged of an equation: its patterns, their roles, the sentences, the reading aloud."""
    made: list[str] = []
    for match in equation.matches:
        made.append(f"pattern {match.id}" + (f" / {match.variant}" if match.variant else ""))
        made += [f"role {match.id}.{role} = ${expr_latex(part)}$" for role, part in match.roles.items()]
    made += [f"says {sentence.text} ⟨{_source(sentence.because)}⟩" for sentence in equation.explanation]
    return [" ".join(line.split()) for line in [*made, f"reads {equation.reads}"]]


def wide_lines(drawn: Drawn) -> list[str]:
    """The same, with what is said to experts alone, the concepts, the senses of symbols and why the equation matters."""
    equation = drawn.equation
    told = {sentence.text for sentence in equation.explanation}
    made = lines(equation)
    made += [f"expert {s.text}" for s in equation.told[Voice("en", "expert")] if s.text not in told]
    made += [f"matters {reason}" for reason in equation.importance.reasons]
    made.append("concepts " + ", ".join(concept for concept, _ in equation.concepts[:SHOWN_CONCEPTS]))
    for latex, name in dict.fromkeys((use.latex, name) for use, name in equation.symbols):
        meaning = drawn.meanings[name]
        says = meaning.symbol.definitions[0].text if meaning.symbol.definitions else "-"
        made.append(f"sense {latex} | {meaning.senses[0].meaning if meaning.senses else '-'} | paper: {says}")
    return [" ".join(line.split()) for line in made]


def chinese_lines(drawn: Drawn) -> list[str]:
    """What is said in Chinese, to beginners and to experts, aloud, and why the equation matters."""
    told, reasons = drawn.equation.told, drawn.equation.importance.reasons
    made = [f"says {s.text}" for s in told[Voice("zh", "beginner")]] + [
        f"expert {s.text}" for s in told[Voice("zh", "expert")]
    ]
    return [
        *made,
        f"reads {drawn.equation.spoken['zh']}",
        *(f"matters {reason}" for reason in reasons_in(reasons, "zh")),
    ]


def brief(path: pathlib.Path) -> str:
    """The equations of a judged list, with the lines that are not correct."""
    kept = []
    for text in path.read_text(encoding="utf-8").splitlines():
        line = LINE.match(text)
        if line is None or line["verdict"].strip() != "correct":
            kept.append(text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)) + "\n"


def _source(because: str) -> str:
    """What a sentence rests on, without repeating what the paper says."""
    return "quote" if because.startswith("quote:") else because


def _text(said: str) -> str:
    """A line without what it rests on."""
    return re.sub(r"\s*⟨[^⟩]*⟩$", "", said)


def verdicts(paths: list[pathlib.Path]) -> dict[tuple[str, str], str]:
    """The verdicts of earlier lists by equation and line; later lists overrule earlier ones."""
    known: dict[tuple[str, str], str] = {}
    for path in paths:
        key = ""
        for text in path.read_text(encoding="utf-8").splitlines():
            head, line = HEAD.match(text), LINE.match(text)
            key = head["key"] if head else key
            if line and line["verdict"].strip():
                known[key, _text(line["said"])] = line["verdict"].strip()
    return known


def heads(path: pathlib.Path) -> list[tuple[str, str]]:
    """The equations of an earlier list: what names each, and its LaTeX."""
    found: list[tuple[str, str]] = []
    for text in path.read_text(encoding="utf-8").splitlines():
        if head := HEAD.match(text):
            found.append((head["key"], ""))
        elif found and not found[-1][1] and text.startswith("$$"):
            found[-1] = (found[-1][0], text.strip("$"))
    return found


def again(found: list[Drawn], path: pathlib.Path) -> list[Drawn]:
    """The displays that an earlier list names, under the names that it gives them."""
    chosen: list[Drawn] = []
    for key, latex in heads(path):
        page = key.split(", display")[0]
        alike = [
            (_alike(one.equation.equation.latex, latex) + SAME_NUMBER * (one.number in key), one)
            for one in found
            if one.page == page
        ]
        share, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or share < SAME:
            print(f"no display any more: {key}", file=sys.stderr)
        else:
            chosen.append(Drawn(best.paper, best.place, best.equation, best.meanings, key))
    return chosen


def _alike(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def written(drawn: list[Drawn], known: dict[tuple[str, str], str], told: Callable[[Drawn], list[str]]) -> str:
    """The list as Markdown."""
    parts: list[str] = []
    for number, one in enumerate(drawn, 1):
        said = "\n".join(f"- [{known.get((one.key, _text(line)), ' ')}] {line}" for line in told(one))
        parts.append(f"### {number}. {one.key}\n\n$${one.equation.equation.latex}$$\n\n{said}\n")
    return "\n".join(parts)


def tally(path: pathlib.Path) -> str:
    """How many lines of each kind were judged what, as a Markdown table."""
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for text in path.read_text(encoding="utf-8").splitlines():
        if line := LINE.match(text):
            verdict = line["verdict"].split(":")[0].strip() or "not judged"
            counts[line["said"].split()[0], verdict] += 1
    names = [
        v for v in ("correct", "wrong", "unsupported", "clumsy", "not judged") if any(v == known for _, known in counts)
    ]
    rows = [f"| {kind} | " + " | ".join(str(counts[kind, name]) for name in names) + " |" for kind in KINDS]
    total = " | ".join(str(sum(counts[kind, name] for kind in KINDS)) for name in names)
    return "\n".join(
        [f"| line | {' | '.join(names)} |", "| --- |" + " ---: |" * len(names), *rows, f"| all | {total} |"]
    )


def main() -> None:
    """Draws and writes, or counts."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("papers", type=pathlib.Path, nargs="?", help="folder with the PDFs")
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--count", type=int, default=80)
    ap.add_argument("--again", type=pathlib.Path, help="an earlier list whose equations are wanted")
    ap.add_argument("--without", type=pathlib.Path, nargs="*", default=[], help="lists whose equations are left out")
    ap.add_argument("--out", type=pathlib.Path)
    ap.add_argument("--judged", type=pathlib.Path, nargs="*", default=[], help="earlier lists whose verdicts hold on")
    ap.add_argument("--tally", type=pathlib.Path, help="count the verdicts of this list instead")
    ap.add_argument("--brief", type=pathlib.Path, help="keep of this list what is not correct")
    ap.add_argument("--wide", action="store_true", help="with experts, importance, concepts and senses")
    ap.add_argument("--chinese", action="store_true", help="the Chinese instead")
    a = ap.parse_args()
    if a.tally or a.brief:
        _put(tally(a.tally) if a.tally else brief(a.brief), a.out)
        return
    if a.papers is None:
        ap.error("a folder with papers is needed")
    found = [one for path in sorted(a.papers.glob("*.pdf")) for one in displays(path)]
    if a.again:
        chosen = again(found, a.again)
    else:
        drawn = {id(one.equation) for path in a.without for one in again(found, path)}
        left = [one for one in found if id(one.equation) not in drawn]
        chosen = sorted(left, key=lambda one: one.order(a.seed))[: a.count]
        chosen.sort(key=lambda one: (one.paper, one.equation.equation.page, one.place))
    told = wide_lines if a.wide else chinese_lines if a.chinese else lambda one: lines(one.equation)
    _put(written(chosen, verdicts([*([a.again] if a.again else []), *a.judged]), told), a.out)


def _put(text: str, out: pathlib.Path | None) -> None:
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
