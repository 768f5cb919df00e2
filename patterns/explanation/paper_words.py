"""What the paper itself has to say: its words for symbols, the sentence around an equation, where it goes from there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from patterns.explanation.sentence import Sentence, fits, quote
from patterns.explanation.surroundings import Later
from patterns.explanation.telling import Telling
from patterns.explanation.texts import Both, Texts
from patterns.explanation.trust import can_be_quoted, defines_left, one_of_several
from patterns.terms import Term, head_of, plain, walk

#: symbols quoted for one equation
MOST_SYMBOLS = 2
#: places further on that are pointed at, for beginners and experts alike
MOST_LATER = 2
#: letters that stand for one distribution after another, told apart by their arguments
_DENSITIES = frozenset(("p", "q", "P"))
#: characters of a quotation
LONGEST_QUOTE = 220
#: characters that a formula counts at most: it prints shorter than it is written
LONGEST_WORD = 60
#: words that a sentence must have, beside its formulas, to lead up to an equation
FEWEST_WORDS = 4
#: words for what stands on the page rather than for what it means
_FORMULAS = frozenset(("formula", "formulas", "formulae", "equation", "equations", "expression", "relation", "identity",
                       "definition", "notation", "property", "following", "form"))  # fmt: skip
#: words that say no more than the sign itself does
_BARE = frozenset(("constant", "constants", "vector", "vectors", "matrix", "matrices", "scalar", "scalars", "number",
                   "numbers", "value", "values", "variable", "variables", "quantity", "quantities", "symbol", "term",
                   "terms", "function", "functions"))  # fmt: skip
#: words behind which a reference is no longer what a verb before them is about
_TURNS = "from|by|using|with|via|in|into|for|to|that|which|as|if|when|and|is|are|we|under|on|at|of|than"
_DISPLAY = re.compile(r"\$\$.*?\$\$", re.DOTALL)
#: the mark of a footnote at the end of a line
_FOOTNOTE = re.compile(r",\s*\d{1,2}$")
#: a word, or a formula with what hangs on it, which is never cut
_PIECE = re.compile(r"(?:\\\$|\$(?:\\\$|[^$])*\$|[^\s$])+")
_INLINE = re.compile(r"\$[^$]*\$")


def symbols(telling: Telling) -> list[Sentence]:
    """What the paper says of symbols in the equation, as it says it."""
    said: list[Sentence] = []
    whole = telling.formula.whole
    heads = {part.args[0].source.value: part for part in walk(whole) if part.op == "app"}
    measures = {latex for latex, part in heads.items() if plain(latex) in _DENSITIES or _of_an_event(part)}
    families = {part.args[0].source.value for part in walk(whole) if part.op in ("index", "script")}
    indexed = families - set(_bare(whole))
    lefts = {head_of(statement.sides[0]).source.value for statement in telling.statements if len(statement.sides) > 1}
    for part in _outside_indices(whole):
        latex = part.source.value
        phrase = telling.context.definitions.get(latex) if part.op == "sym" and latex not in measures else None
        if not phrase or not says_something(phrase, latex):
            continue
        if not can_be_quoted(latex, phrase, telling, indexed=latex in indexed):
            continue
        if latex in lefts and not defines_left(latex, phrase, telling):
            continue
        if not (latex in indexed and _said_of_another(latex, telling)):
            rule = "symbol_one_of" if one_of_several(latex, phrase, telling, indexed=True) else "symbol_called"
            said.append(telling.quoted(telling.text(rule, symbol=latex, phrase=phrase), phrase))
    return list(dict.fromkeys(said))[:MOST_SYMBOLS]


def _bare(term: Term) -> Iterator[str]:
    """The symbols that stand somewhere without an index."""
    if term.op == "sym":
        yield term.source.value
    dressed = term.op in ("index", "script") and term.args[0].op == "sym"
    for arg in term.args[1:] if dressed else term.args:
        yield from _bare(arg)


def _said_of_another(latex: str, telling: Telling) -> bool:
    """Whether the paper's words are for the plain letter: the gain g is not the g_t of a formula."""
    source = telling.around.definitions.get(latex)
    return source is not None and f"{latex}_" not in source.sentence


def _of_an_event(applied: Term) -> bool:
    """Whether a function is applied to a statement, as in P(n > 0): then it is the probability, whatever else P is."""
    return any(arg.op == "rel" for arg in applied.args[1:])


def _outside_indices(term: Term) -> Iterator[Term]:
    """The parts of a formula but its indices and what it counts with: that i is “position” says little of x_i."""
    yield term
    counted = term.op in ("index", "script", "total", "bigprod")
    for arg in term.args[:1] if counted else term.args:
        yield from _outside_indices(arg)


def says_something(phrase: str, latex: str) -> bool:
    """Whether words said of a symbol tell what it stands for: not “formula”, not a property that names the symbol."""
    words = phrase.lower().split()
    own = plain(latex).lower()
    return (
        bool(words)
        and words[-1] not in _FORMULAS
        and phrase.lower() not in _BARE
        and not (len(own) > 1 and own in words)
    )


def introduced(telling: Telling) -> list[Sentence]:
    """The words with which the paper brings the equation in."""
    source = telling.around.sentence
    if source is None:
        return []
    words = _FOOTNOTE.sub("", shortened(_before(source.sentence, telling.formula.latex)).strip(" :,;."))
    if len(_INLINE.sub(" ", words).split()) < FEWEST_WORDS:
        return []
    text = telling.text("introduced", quote=words)
    return [Sentence(text, quote(words, source.page), source.page)]


def _before(sentence: str, latex: str) -> str:
    """The words right before an equation in its sentence, which may hold several displays."""
    displays = _DISPLAY.findall(sentence)
    if len(displays) < 2:
        return _DISPLAY.split(sentence)[0]
    alike = [SequenceMatcher(None, shown, latex, autojunk=False).ratio() for shown in displays]
    place = alike.index(max(alike))
    return _DISPLAY.split(sentence)[place]


def later(telling: Telling) -> list[Sentence]:
    """Where the paper goes from the equation: who refers to it, where what it defines comes up again."""
    made = [_later(place, telling) for place in telling.around.later]
    return [sentence for sentence in made if sentence is not None][:MOST_LATER]


def _later(place: Later, telling: Telling) -> Sentence | None:
    because = quote(shortened(place.quote), place.page)
    if place.kind == "reference":
        does = what_it_does(place.quote, place.number or "", telling.texts).told(telling.voice.language)
        text = telling.text("later_reference", page=place.page, does=does)
        return Sentence(text, because, place.page, place.equation)
    if not fits(place.left):
        return None
    if place.kind == "algorithm":
        text = telling.text("later_algorithm", left=place.left, number=place.number, page=place.page)
    elif place.number is not None:
        text = telling.text("later_number", left=place.left, number=place.number, page=place.page)
    else:
        text = telling.text("later_formula", left=place.left, page=place.page)
    return Sentence(text, because, place.page, place.equation)


def shortened(words: str) -> str:
    """A quotation of bearable length: displays become an ellipsis, and a long sentence ends in one."""
    pieces = _PIECE.findall(_DISPLAY.sub(" … ", words))
    kept, length = 0, 0
    while kept < len(pieces):
        length += min(len(pieces[kept]), LONGEST_WORD) + 1
        if length > LONGEST_QUOTE + 1:
            return " ".join(pieces[:kept]).rstrip(" ,;:") + " …"
        kept += 1
    return " ".join(pieces)


def what_it_does(sentence: str, number: str, texts: Texts) -> Both:
    """What a sentence does with the equation of this number, as far as its words tell."""
    words = " ".join(_INLINE.sub("□", _DISPLAY.sub("□", sentence)).split())
    named = r"(?:eqs?|eqns?|equations?|formulas?|objective|loss|bound|problem|identity)\b\.?~? ?"
    reference = rf"\(?(?:{named})?(?:\({re.escape(number)}\)|(?<=[a-z.] ){re.escape(number)}(?![\w]))\)?"
    some = rf"(?:(?!(?:{_TURNS})\b)[\w’'□-]+ ){{0,4}}\(?"
    for use in texts.rules.uses:
        if re.search(use.find.replace("{ref}", reference).replace("{some}", some), words, re.IGNORECASE):
            return use
    return texts.rules.uses[-1]
