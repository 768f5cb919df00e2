"""Where the text refers to its own equations: "Eq. 3", "Equations (4) and (5)", "by (8)", and what is in an algorithm.

A number in brackets alone may also count the items of a list or be a year; so a bare ``(3)`` is a reference only where
the paper has an equation of that number, the sentence does not count from (1) upwards, and the words around it want a
thing there ("by (3)", "solving (3)", "the process (3),", "(3) shows"): a list goes on with the item's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reader.paper import Sentence

#: Headings behind which the text is no longer the paper's own argument.
BACK_MATTER = re.compile(
    r"\W*(?:[\divx]+\W*)?(references|bibliography|acknowledge?ments?|author contributions)\b", re.IGNORECASE
)
_NUMBER = r"[A-Z]{0,2}\.?\d{1,3}(?:\.\d{1,3})*[a-z]?'?"
#: A named reference, with what may follow it: "Eqs. (3), (4) and 7".
_NAMED = re.compile(
    rf"\b(?:eq(?:n|uation)?s?|objectives?|loss(?:es)?|bounds?|identit(?:y|ies))\b\.?[\s~]*"
    rf"((?:\(?{_NUMBER}\)?(?:\s*(?:,|–|-|to|and|or|&|through)\s*)*)+)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\(({_NUMBER})\)(?:\s*[–-]\s*\(({_NUMBER})\))?")
_RANGE = re.compile(rf"({_NUMBER})\)?\s*(?:–|-|\bto\b|\bthrough\b)\s*\(?({_NUMBER})")
#: A number that cannot be one of an equation without the word: "Section (3)", "Figure (2)", "step (1)".
_OTHER = re.compile(
    r"(?:sec(?:tion)?s?|fig(?:ure)?s?|tab(?:le)?s?|steps?|cases?|parts?|items?|stages?|appendix|theorem|lemma|line|regards?\sto)"
    r"\.?[\s~]*$",
    re.IGNORECASE,
)
#: Words behind which a bare number is a thing: prepositions, verbs of calculation, what equations are called.
_BEFORE = re.compile(
    r"\b(?:in|of|by|from|to|into|onto|using|via|on|see|with|than|under|both|between|per|like|instead\sof(?:\sthe)?|cf\.?|"
    r"(?:sol|prov|deriv|rewrit|us|replac|combin|compar|minimi[sz]|maximi[sz]|optimi[sz]|differentiat|evaluat|estimat|"
    r"approximat|reparameteri[sz]|parameteri[sz]|calculat|comput|rearrang|generali[sz])(?:e[sd]?|ing)|expand(?:ing)?|"
    r"substitut(?:e|ing)|insert(?:ing)?|plug(?:ging)?|appl(?:y|ying)|follow(?:s|ing)|satisf(?:y|ies|ying)|"
    r"formulas?|formulae|expressions?|inequalit(?:y|ies)|problems?|constraints?|definitions?|updates?|rules?|relations?)\s*$",
    re.IGNORECASE,
)
#: What follows a bare number that is a thing: a verb where it is the subject, or a sign that ends a phrase.
_VERB = re.compile(
    r"\s*(?:is|are|was|can|may|will|must|does|holds?|shows?|implies|gives?|becomes?|reduces?|follows?|yields?|says|states|"
    r"simplifies|reveals|means|ensures|requires|corresponds|describes|defines|uses)\b"
)
_ENDED = re.compile(r"\s*(?:[,.;:)\]]|$)")
#: "(2) and (3)": the second is what the first is.
_CHAINED = re.compile(rf"\({_NUMBER}\)\s*(?:,|and|or|,\s*and)\s*$")
_POINTED = re.compile(r"\s*(?:below|above)\b")
#: What stands before the first item of a list that goes on in the next sentences: "has three benefits: (1) The router ...".
_LISTED = re.compile(r"[:;]\s*$")
#: Formulas inside a sentence: what stands in them is no reference ($f(3)$).
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
#: Bold words of an algorithm, which PDFs set letter by letter: $\\mathbf{f}\\mathbf{o}\\mathbf{r}$.
_BOLD_WORD = re.compile(r"\$((?:\\mathbf\{\w\}\s*)+)\$")
#: Members of a range that are still believed.
_LONGEST_RANGE = 12
_ALGORITHM = re.compile(r"\s*Algorithm\s+(?:\$\\\w+\{)?[A-Z]?\.?\d+\}?\$?\W*\s+(?P<after>\w+)?", re.DOTALL)
#: Verbs behind "Algorithm 1" that make it a sentence about the algorithm, not its heading.
_ABOUT = frozenset(
    "is are was shows show describes can has gives summarizes summarises presents outlines to in and".split()
)
#: Marks of the steps of an algorithm: a bullet, a number or "end for" anywhere, a word of programs where the sentence begins.
_STEP = re.compile(
    r"•|\b\d{1,2}\s*:|\bend\s+(for|while|if)\b|^\W*(repeat|until|return|input|output|require|ensure|initiali[sz]e|"
    r"for (all|each)|for .{1,40} do)\b",
    re.IGNORECASE,
)
#: What an algorithm does and prose rarely: a value is given to a variable.
_ASSIGNED = r"\leftarrow"
#: Sentences that one algorithm may take, those of its caption before the first step, and those between two steps.
_LONGEST_ALGORITHM, _CAPTION, _BETWEEN = 25, 6, 2


def references_in(text: str, numbers: frozenset[str]) -> frozenset[str]:
    """The numbers of equations, out of those that the paper has, that a sentence refers to."""
    words = _words(text)
    found: set[str] = set()
    for named in _NAMED.finditer(words):
        found.update(_expand(named.group(1)))
    counted = [m.group(1) for m in _BARE.finditer(words)]
    if not ("1" in counted and "2" in counted and counted.index("1") < counted.index("2")):
        found.update(_bare_references(words))
    return frozenset(found & numbers)


def _bare_references(words: str) -> Iterator[str]:
    """The numbers that stand in brackets alone where the words around want a thing, not the item of a list."""
    accepted = False
    for m in _BARE.finditer(words):
        before, after = words[: m.start()], words[m.end() :]
        chained = accepted and _CHAINED.search(before) is not None
        # "the reverse process (11), ..." is named by a noun; at the very beginning only a verb shows that it is a thing
        named = before[-2:-1].isalpha() and _ENDED.match(after) is not None
        accepted = not (_OTHER.search(before) or _LISTED.search(before) or _POINTED.match(after)) and bool(
            chained or _BEFORE.search(before) or _VERB.match(after) or named
        )
        if accepted:
            yield from _expand(m.group(0))


def references(sentences: Sequence[Sentence], numbers: Iterable[str]) -> dict[str, list[int]]:
    """For each number the places (indices of sentences) that refer to it, without those of the back matter."""
    known = frozenset(numbers)
    places: dict[str, list[int]] = {number: [] for number in known}
    for index, sentence in enumerate(sentences):
        if not BACK_MATTER.match(sentence.section):
            for number in references_in(sentence.text, known):
                places[number].append(index)
    return places


def algorithm_sentences(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The sentences (by index) that belong to the boxes of algorithms."""
    inside: set[int] = set()
    for start, sentence in enumerate(sentences):
        heading = _ALGORITHM.match(sentence.text)
        if heading is None or (heading.group("after") or "") in _ABOUT or start in inside:
            continue
        inside.add(start)
        last = start if _is_step(sentence.text) else None
        for index in range(start + 1, min(start + _LONGEST_ALGORITHM, len(sentences))):
            following = sentences[index]
            idle = index - start > _CAPTION if last is None else index - last > _BETWEEN
            if idle or following.page != sentence.page or _words(following.text).lower().startswith("end"):
                break
            if _is_step(following.text):
                last = index
                inside.update(range(start, index + 1))
    return frozenset(inside)


def _is_step(text: str) -> bool:
    return _ASSIGNED in text or _STEP.search(_words(text)) is not None


def _words(text: str) -> str:
    """A sentence without its formulas; bold letters set as formulas are words again."""
    bold = _BOLD_WORD.sub(lambda found: re.sub(r"\\mathbf|[{}\s]", "", found.group(1)), text)
    return _FORMULA.sub(" ", bold).strip()


def _expand(text: str) -> Iterator[str]:
    """The numbers that are named, with those inside a range such as (3)-(5)."""
    yield from re.findall(_NUMBER, text)
    for first, last in _RANGE.findall(text):
        if first.isdigit() and last.isdigit() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
            yield from (str(number) for number in range(int(first), int(last)))
