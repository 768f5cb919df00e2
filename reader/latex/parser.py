r"""LaTeX → layout tree: what a user types, or a pattern file holds, as the tree that a PDF gives.

All of amsmath that papers use: scripts, fractions, roots, accents, faces, delimiters of any size, environments, labels
and braces. What only spaces or sizes is dropped. The result is in normal form (``reader.formula.normal_form``) and has no
boxes. Input is not trusted: length and depth are bounded, nothing is executed, macros cannot be defined.
"""

from __future__ import annotations

from collections.abc import Callable

from reader import marks
from reader.formula.normal_form import normal_form, takes_limits
from reader.formula_tree import Array, Face, Fence, Fraction, Mark, Name, Node, Row, Scripts, Space, row
from reader.latex.commands import COMMANDS, FACE_SWITCHES, SPACES, joined_words
from reader.latex.tokens import MAX_NESTING, LatexError, Token, from_unicode, tokenise

__all__ = ["LatexError", "parse_latex"]

#: gap from which a space separates parts of a formula, in ems (TeX's own gaps stay under 0.4 em)
WIDE_GAP = 0.9
_INFIX = {r"\over": (True, None), r"\atop": (False, None), r"\choose": (False, ("(", ")"))}
_WRAPPERS = (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)"))


def parse_latex(source: str) -> Node:
    """Parse one formula, with or without its dollars; several rows give an ``aligned`` array.

    Raises ``LatexError``, whose text is one sentence, where the source is no LaTeX formula.
    """
    text = source.strip()
    for opening, closing in _WRAPPERS:
        if text.startswith(opening) and text.endswith(closing) and len(text) >= len(opening) + len(closing):
            text = text[len(opening) : -len(closing)]
            break
    parser = Parser(from_unicode(text))
    rows = parser.cells(lambda token: False)
    return normal_form(Array(rows, "aligned"))


class Parser:
    """A recursive-descent parser over the tokens of one formula."""

    def __init__(self, source: str, depth: int = 0) -> None:
        self.source = source
        self.tokens = tokenise(source)
        self.place = 0
        self.depth = depth
        #: what \\limits, \\nolimits or \\mathop said of the last item
        self.forced_limits: bool | None = None
        #: the scripts that a further ^ or _ joins
        self.open_scripts: Scripts | None = None

    # ---- tokens ----

    def skip_space(self) -> None:
        """Step over white space."""
        while self.place < len(self.tokens) and self.tokens[self.place].text == " ":
            self.place += 1

    def peek(self) -> Token | None:
        """Return the next token that is no white space, without taking it."""
        self.skip_space()
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def take(self) -> Token:
        """Take the next token that is no white space."""
        token = self.peek()
        if token is None:
            raise LatexError("The formula ends where something more is needed.")
        self.place += 1
        return token

    def accept(self, text: str) -> bool:
        """Take the next token if it is this one."""
        token = self.peek()
        if token is None or token.text != text:
            return False
        self.place += 1
        return True

    def raw_group(self) -> str:
        """Take a braced group (or one token) as source text, without its braces."""
        first = self.take()
        if first.text != "{":
            return first.text
        depth, start = 1, first.end
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if depth == 0:
                return self.source[start : token.start]
        raise LatexError("An opening brace { is never closed.")

    def raw_option(self) -> str | None:
        """Take an optional argument in square brackets as source text, None where there is none."""
        token = self.peek()
        if token is None or token.text != "[":
            return None
        depth, start = 0, token.end
        for place in range(self.place + 1, len(self.tokens)):
            text = self.tokens[place].text
            depth += {"{": 1, "}": -1}.get(text, 0)
            if text == "]" and depth == 0:
                self.place = place + 1
                return self.source[start : self.tokens[place].start]
        raise LatexError("An option in square brackets is never closed.")

    # ---- structure ----

    def argument(self, face: Face = "it") -> Node:
        """Parse one argument: a group, a command with its own arguments, or a single character."""
        token = self.peek()
        if token is None or token.text in ("}", "&", r"\\", "^", "_"):
            raise LatexError("An argument is missing at the end of a group." if token else "An argument is missing.")
        if token.text == "{":
            return self.group(face)
        self.depth += 1  # \hat\hat\hat ... nests without braces
        self.check_depth()
        node = self._atom(self.take(), face) or Row(())
        self.depth -= 1
        return node

    def group(self, face: Face = "it") -> Node:
        """Parse a braced group."""
        self.take()
        node = self.row(lambda token: token.text == "}", face)
        if not self.accept("}"):
            raise LatexError("An opening brace { is never closed.")
        self.open_scripts = None
        return node

    def inner(self, source: str, face: Face = "it") -> Node:
        """Parse source text that stood inside an argument."""
        parser = Parser(source, self.depth + 1)
        parser.check_depth()
        return parser.row(lambda token: False, face)

    def check_depth(self) -> None:
        """Refuse formulas nested deeper than any real one."""
        if self.depth > MAX_NESTING:
            raise LatexError(f"The formula is nested more than {MAX_NESTING} levels deep.")

    def cells(self, stop: Callable[[Token], bool], face: Face = "it") -> tuple[tuple[Node, ...], ...]:
        r"""Parse rows of cells up to a stop token (not taken): ``&`` parts cells, ``\\`` parts rows."""
        rows: list[list[Node]] = [[]]
        while True:
            rows[-1].append(self.row(lambda token: stop(token) or token.text in ("&", r"\\", r"\cr"), face))
            token = self.peek()
            if token is None or stop(token):
                return tuple(tuple(cells) for cells in rows)
            self.take()
            if token.text == "&":
                continue
            if self.place < len(self.tokens) and self.tokens[self.place].text == "*":
                self.place += 1
            if self.place < len(self.tokens) and self.tokens[self.place].text == "[":
                self.raw_option()
            rows.append([])

    def row(self, stop: Callable[[Token], bool], face: Face = "it") -> Node:
        """Parse items side by side up to a stop token (not taken) or the end."""
        self.depth += 1
        self.check_depth()
        items: list[Node] = []
        switched: int | None = None  # where a face was switched on, as in {\\rm int}
        gap = 0.0
        while (token := self.peek()) is not None and not stop(token):
            text = token.text
            if text in FACE_SWITCHES:
                self.take()
                _join_words(items, switched, face)
                face, switched = FACE_SWITCHES[text], len(items)
            elif text in _INFIX:
                self.take()
                self.depth -= 1
                return self._infix(text, items, self.row(stop, face))
            elif text in ("}", "&", r"\\", r"\cr", r"\right", r"\end"):
                raise LatexError(f"There is a {text} with nothing to belong to.")
            elif text in SPACES:
                self.take()
                gap += SPACES[text]
                continue
            elif text in ("^", "_", "'", "’", r"\limits", r"\nolimits", r"\displaylimits"):
                self._script(items, face)
            else:
                self.forced_limits = None
                node = self.group(face) if text == "{" else self._atom(self.take(), face)
                if node is not None:
                    if isinstance(node, Space):
                        gap += node.em
                        continue
                    _add_gap(items, gap)
                    gap = 0.0
                    items.append(node)
        _add_gap(items, gap)
        _join_words(items, switched, face)
        self.depth -= 1
        self.forced_limits = None
        return items[0] if len(items) == 1 else row(items)

    def _infix(self, command: str, above: list[Node], below: Node) -> Node:
        bar, fence = _INFIX[command]
        fraction = Fraction(row(above), below, bar)
        return fraction if fence is None else Fence(fence[0], fraction, fence[1])

    def _script(self, items: list[Node], face: Face) -> None:
        text = self.take().text
        if text in (r"\limits", r"\nolimits", r"\displaylimits"):
            self.forced_limits = text == r"\limits"
            return
        base = items.pop() if items and not isinstance(items[-1], Space) else Row(())
        sub = sup = None
        limits = self._limits(base)
        if isinstance(base, Scripts) and self.open_scripts is base:
            sub, sup, limits, base = base.sub, base.sup, base.limits, base.base
        if text in ("'", "’"):
            sup = Mark(r"\prime") if sup is None else row([sup, Mark(r"\prime")])
        elif text == "^":
            more = self.argument(face)
            if sup is not None and not _primes(sup):
                raise LatexError("Two superscripts follow one another; braces must say which belongs to which.")
            sup = more if sup is None else row([sup, more])
        else:
            if sub is not None:
                raise LatexError("Two subscripts follow one another; braces must say which belongs to which.")
            sub = self.argument(face)
        made = Scripts(base, sub, sup, limits)
        items.append(made)
        self.open_scripts = made

    def _limits(self, base: Node) -> bool:
        if self.forced_limits is not None:
            return self.forced_limits
        return takes_limits(base)

    def _atom(self, token: Token, face: Face) -> Node | None:
        """Parse what one token begins; None where it prints nothing."""
        text = token.text
        handler = COMMANDS.get(text)
        if handler is not None:
            return handler(self, text, face)
        if text in SPACES:
            return Space(SPACES[text])
        if text in ("}", "&", r"\\", "^", "_"):
            raise LatexError(f"There is a {text} where a symbol is needed.")
        name = marks.plain(text)
        if marks.is_capital_greek(name) and face == "it":
            return Mark(name, "rm")
        if len(text) == 1 or name in marks.UNICODE:
            return Mark(name, face)
        if name.startswith(r"\not"):
            return Mark(name)
        if text.startswith("\\") and text[1:] in marks.FUNCTION_NAMES | marks.LIMIT_NAMES:
            return Name(text[1:])
        raise LatexError(f"The command {text} is not known.")


def _join_words(items: list[Node], start: int | None, face: Face) -> None:
    """Join the letters after a switch of face into names."""
    if start is not None and start < len(items):
        node = joined_words(row(items[start:]), face)
        items[start:] = list(node.items) if isinstance(node, Row) else [node]


def _primes(node: Node) -> bool:
    parts = node.items if isinstance(node, Row) else (node,)
    return all(isinstance(part, Mark) and part.latex == r"\prime" for part in parts)


def _add_gap(items: list[Node], em: float) -> None:
    if em >= WIDE_GAP:
        items.append(Space(float(max(1, round(em)))))
