r"""What every mark of mathematics is: its class, its plain LaTeX name, its Unicode character.

A mark has many spellings (``\le`` and ``\leq``, ``\mid`` and ``|``) but one plain name, which ``plain`` gives; layout
trees hold plain names only. Conventions that both producers of layout trees keep, beyond those of
``reader.formula_tree``:

* capital Greek letters are ``rm`` as TeX sets them (``\Gamma``), ``it`` only where they slant; bold ones are ``bf``;
* small Greek letters are ``it``, bold ones ``bi``;
* digits are ``it`` (plain), ``bf`` or ``bb``;
* ``:`` directly before ``=`` is the one mark ``\coloneqq``, ``=`` before ``:`` is ``\eqqcolon``; a negation is one
  mark: ``\neq``, ``\notin``, otherwise ``\not`` and the plain name (``\not\approx``); three points in a row are
  ``\ldots``.

``reader.formula.normal_form`` brings any tree into that shape.
"""

from __future__ import annotations

from typing import Literal

from reader import marks_table as table

Kind = Literal["letter", "number", "relation", "binary", "opening", "closing", "bar", "punctuation", "big", "ordinary"]


def words(text: str) -> frozenset[str]:
    """Return the words of a table as a set."""
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


LETTERS = _pairs(table.LETTERS)
RELATIONS = _pairs(table.RELATIONS)
BINARIES = _pairs(table.BINARIES)
OPENINGS = _pairs(table.OPENINGS)
CLOSINGS = _pairs(table.CLOSINGS)
PUNCTUATION = _pairs(table.PUNCTUATION)
BIG = _pairs(table.BIG)
ORDINARY = _pairs(table.ORDINARY)
#: plain name → Unicode character, for every mark but letters and digits of the Latin alphabet
UNICODE: dict[str, str] = ORDINARY | LETTERS | BINARIES | OPENINGS | CLOSINGS | PUNCTUATION | BIG | RELATIONS

#: other spellings → the plain name
ALIASES: dict[str, str] = _pairs(
    r"""
    \Vert \| \lVert \| \rVert \| \parallel \| \shortparallel \| \mid | \vert | \lvert | \rvert | \shortmid |
    \le \leq \ge \geq \ne \neq \lt < \gt > \to \rightarrow \longrightarrow \rightarrow \gets \leftarrow
    \longleftarrow \leftarrow \Longleftarrow \Leftarrow \impliedby \Leftarrow \Longrightarrow \Rightarrow
    \implies \Rightarrow \iff \Leftrightarrow \Longleftrightarrow \Leftrightarrow \longleftrightarrow \leftrightarrow
    \longmapsto \mapsto \land \wedge \lor \vee \lnot \neg \colon : \vcentcolon : \dotsc \ldots \dotso \ldots
    \mathellipsis \ldots \textellipsis \ldots \dotsb \cdots \dotsm \cdots \dotsi \cdots \ast * \lbrace \{ \rbrace \}
    \lbrack [ \rbrack ] \lparen ( \rparen ) \cdotp \cdot \centerdot \cdot \smallsetminus \setminus
    \backslash \setminus \owns \ni \bot \perp \thicksim \sim \thickapprox \approx \varpropto \propto \restriction
    \upharpoonright \leadsto \rightsquigarrow \Join \bowtie \lhd \vartriangleleft \rhd \vartriangleright \And \&
    \dag \dagger \ddag \ddagger \intop \int \smallint \int \Box \square \hslash \hbar \ldotp . \isin \in
    \nleftarrow \not\leftarrow \nrightarrow \not\rightarrow \nsubset \not\subset \nin \notin \nequiv \not\equiv
    \llless \lll \gggtr \ggg \Doteq \doteqdot \doublecap \Cap \doublecup \Cup \infin \infty \exist \exists
    \Bbbk \mathbb{k} \omicron o \colonequals \coloneqq \defeq \coloneqq \equalscolon \eqqcolon \eqdef \triangleq
    \notni \not\ni \lang \langle \rang \rangle \empty \emptyset \coloncolon \dblcolon \lq ` \doublebar \|
    """
)
#: the plain name of what ``\not`` makes of a mark
NEGATIONS: dict[str, str] = _pairs(
    r"""
    = \neq \in \notin | \nmid < \nless > \ngtr \leq \nleq \geq \ngeq \subseteq \nsubseteq
    \supseteq \nsupseteq \sim \nsim \cong \ncong \prec \nprec \succ \nsucc \| \nparallel \exists \nexists
    \vdash \nvdash
    """
)
ALIASES |= {sign: "\\" + sign for sign in "#$%&_{}"}
ALIASES |= {rf"\not{name}": negated for name, negated in NEGATIONS.items()}
#: Unicode character → plain name, for what is typed or pasted
FROM_UNICODE: dict[str, str] = {char: name for name, char in UNICODE.items() if ord(char) > 127} | _pairs(
    r"""∣ | ∥ \| ‖ \| − - ∗ * · \cdot ⋅ \cdot ∙ \bullet • \bullet … \ldots ⟶ \rightarrow ⟵ \leftarrow ⟹ \Rightarrow
    ⇒ \Rightarrow ∼ \sim ⊥ \perp ∆ \Delta Ω \Omega µ \mu ∑ \sum ∏ \prod 𝜖 \epsilon ⪯ \preceq ⊤ \top ′ \prime ✶ \star
    ⁎ * ∶ : ≡ \equiv △ \triangle ▽ \triangledown ≼ \preccurlyeq ⩽ \leqslant ⩾ \geqslant □ \square ◯ \bigcirc ∅ \emptyset
    """
)

#: names with a LaTeX command of their own; those of ``LIMIT_NAMES`` take their subscript underneath in a display
FUNCTION_NAMES = words(
    "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh "
    "det gcd inf lim liminf limsup max min Pr sup"
)
LIMIT_NAMES = words("det gcd inf lim liminf limsup max min Pr sup argmax argmin esssup essinf plim")
#: functions that are written without brackets: they take the next factors
BARE_FUNCTIONS = words(
    """log ln lg exp sin cos tan sinh cosh tanh cot sec csc coth arcsin arccos arctan det tr Tr trace diag rank dim ker
    sgn sign softmax sigmoid relu ReLU erf vec logit logsumexp deg arg Re Im dom supp"""
)
#: names that are functions wherever they stand, never words of a sentence
KNOWN_FUNCTIONS = (
    FUNCTION_NAMES
    | LIMIT_NAMES
    | BARE_FUNCTIONS
    | words("maximize minimize maximise minimise mod div softplus swish gelu silu clip concat var cov std mean median")
)
#: names made of two words, as they are printed
SPACED_NAMES: dict[str, str] = {
    "argmax": "arg max",
    "argmin": "arg min",
    "esssup": "ess sup",
    "essinf": "ess inf",
    "limsup": "lim sup",
    "liminf": "lim inf",
}
#: words that join formulas; any other single word inside a formula is a ``Name``, these are ``Text``
CONNECTIVES = words(
    "an and any are as at be because both but by each either else every following for from given has hence if iff "
    "implies in is let not of on or otherwise over respectively satisfies since so "
    "some subject such that the then there therefore to under unless until we when whenever where whereas which while "
    "whose with within without"
)
#: connectives that stay such in capitals; other words in capitals are names (IS is the inception score)
CAPITAL_CONNECTIVES = words("AND FOR GIVEN IF NOT OR OTHERWISE THEN UNTIL WHERE WHILE")

#: accents that go over (or under) their base: plain LaTeX command → combining or spacing character
ACCENTS: dict[str, str] = {
    r"\hat": "^",
    r"\widehat": "^",
    r"\tilde": "~",
    r"\widetilde": "~",
    r"\bar": "¯",
    r"\overline": "‾",
    r"\underline": "_",
    r"\vec": "→",
    r"\dot": "˙",
    r"\ddot": "¨",
    r"\dddot": "⃛",
    r"\ddddot": "⃜",
    r"\check": "ˇ",
    r"\widecheck": "ˇ",
    r"\breve": "˘",
    r"\acute": "´",
    r"\grave": "`",
    r"\mathring": "˚",
    r"\overrightarrow": "→",
    r"\overleftarrow": "←",
    r"\overleftrightarrow": "↔",
    r"\underrightarrow": "→",
    r"\underleftarrow": "←",
    r"\underleftrightarrow": "↔",
    r"\utilde": "~",
}
#: other spellings of accents
ACCENT_ALIASES: dict[str, str] = _pairs(
    r"""\Hat \hat \Bar \bar \Tilde \tilde \Vec \vec \Dot \dot \Check \check \widebar \overline \overbar \overline
    \underbar \underline \Overrightarrow \overrightarrow \wideparen \widehat"""
)
UNDER_ACCENTS = frozenset({r"\underline", r"\underrightarrow", r"\underleftarrow", r"\underleftrightarrow", r"\utilde"})
#: big operators whose scripts stay at the side even in a display
INTEGRALS = frozenset({r"\int", r"\iint", r"\iiint", r"\oint", r"\oiint", r"\oiiint"})
#: arrows that can be stretched under or over a label
LABELLED_ARROWS: dict[str, str] = {
    r"\rightarrow": r"\xrightarrow",
    r"\leftarrow": r"\xleftarrow",
    r"\Rightarrow": r"\xRightarrow",
    r"\Leftarrow": r"\xLeftarrow",
    r"\leftrightarrow": r"\xleftrightarrow",
    r"\Leftrightarrow": r"\xLeftrightarrow",
    r"\mapsto": r"\xmapsto",
    r"\hookrightarrow": r"\xhookrightarrow",
    r"\hookleftarrow": r"\xhookleftarrow",
}
#: delimiters that may follow \left and \right
STRETCHABLE = words(
    r""". ( ) [ ] / | < > \{ \} \| \langle \rangle \lfloor \rfloor \lceil \rceil \lgroup \rgroup \lmoustache
    \rmoustache \uparrow \downarrow \updownarrow \Uparrow \Downarrow \Updownarrow \ulcorner \urcorner \llcorner
    \lrcorner"""
)
#: opening delimiter → the closing one that answers it
MATCHING = dict(zip(OPENINGS, CLOSINGS, strict=True))
MATCHING[r"\lmoustache"], MATCHING[r"\lgroup"] = r"\rmoustache", r"\rgroup"


def plain(name: str) -> str:
    r"""Return the plain LaTeX name of a mark under any of its spellings (``\le`` → ``\leq``)."""
    return ALIASES.get(name, name)


def is_connective(word: str) -> bool:
    """Tell whether a word joins formulas ("if", "where"), which an abbreviation in capitals does not."""
    abbreviation = len(word) > 1 and word.isupper() and word not in CAPITAL_CONNECTIVES
    return word.lower() in CONNECTIVES and not abbreviation


def is_letter(name: str) -> bool:
    """Tell whether a plain name is a letter (Latin, Greek, or one of another alphabet), which has a face."""
    return name in LETTERS or (len(name) == 1 and name.isalpha())


def is_number(name: str) -> bool:
    """Tell whether a plain name is a string of digits, possibly with a decimal point."""
    return name[:1].isdigit() or (name[:1] == "." and name[1:2].isdigit())


def is_capital_greek(name: str) -> bool:
    """Tell whether a plain name is a capital Greek letter."""
    return name in LETTERS and name[1:2].isupper()


def is_small_greek(name: str) -> bool:
    r"""Tell whether a plain name is a small Greek letter (``\ell`` counts as one: it is set from the same font)."""
    return name in LETTERS and not name[1:2].isupper()


def kind(name: str) -> Kind:
    """Return the class of a mark by its plain name; anything not listed is ``ordinary``."""
    if is_letter(name):
        return "letter"
    if is_number(name):
        return "number"
    if name in ("|", r"\|"):
        return "bar"
    if name in RELATIONS or name.startswith(r"\not"):
        return "relation"
    if name in BINARIES:
        return "binary"
    if name in OPENINGS:
        return "opening"
    if name in CLOSINGS:
        return "closing"
    if name in PUNCTUATION:
        return "punctuation"
    return "big" if name in BIG else "ordinary"
