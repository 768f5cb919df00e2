r"""The truth about a document that was written by hand: which formulas stand in its source, in which order, with which number.

``$...$`` is a formula of running text and ``equation``, ``align`` and so on are displays. What a reader may take for a
formula but need not (in tables, pictures, listings, lists of references, and in the lines ``%maybe: latex | latex``) is
neither asked for nor counted as false. ``marked`` puts labels into the source, by which TeX tells the numbers of rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from formulas import split_rows, without_alignment

DISPLAYS = (
    "equation",
    "align",
    "gather",
    "multline",
    "flalign",
    "alignat",
    "eqnarray",
    "IEEEeqnarray",
    "displaymath",
    "dmath",
)
#: environments with a number to each of their rows
BY_ROWS = ("align", "gather", "flalign", "alignat", "eqnarray", "IEEEeqnarray")
#: what stands in these is no running text
ASIDE = (
    "tabular",
    "tabularx",
    "tikzpicture",
    "tikzcd",
    "thebibliography",
    "picture",
    "longtable",
    "keywords",
    "threeparttable",
)
VERBATIM = ("verbatim", "lstlisting", "Verbatim")
ARGUMENTS = {"alignat": 1, "IEEEeqnarray": 1}
#: floats and notes, which TeX moves: their order in the source is not that on the page
MOVED = ("figure", "table", "algorithm", "wrapfigure", "wraptable")
TOKEN = re.compile(
    r"\\verb(\W).*?\1|\\lstinline(\W).*?\2|(?<!\\)%.*|\\begin\{(\w+)(\*?)\}|\\end\{(\w+)\*?\}|(?<!\\)\\\[|\$\$|\\\(|(?<!\\)\$|"
    r"\\(?:section|subsection|chapter|title|titlerunning|frametitle|subsubsection|paragraph)\*?(?:\[[^\]]*\])?\{|\\maybe\{|\\(?:footnote|caption)\{"
)
#: looks the same outside of mathematics
PLAIN_NUMBER = re.compile(r"[\d.,\s%\\]*")
WORD_BEFORE = re.compile(r"(?:^|[\s(])([A-Za-z]{3,})[\s~]+$")


@dataclass
class Formula:
    """A formula of the source. ``label`` names its number in TeX's aux file, ``word`` is the one right before it."""

    latex: str
    display: bool
    place: str = "text"
    label: str | None = None
    group: int = 0
    word: str | None = None


@dataclass
class Source:
    """A source as it is set, and what stands in it."""

    tex: str
    formulas: list[Formula] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)


def marked(tex: str) -> Source:
    """The source with a label for every numbered row, and its formulas."""
    start = tex.index(r"\begin{document}")
    source = Source("")
    reader = _Reader(tex, start, source)
    source.tex = tex[:start] + "".join(reader.parts())
    return source


class _Reader:
    """Goes through a source once."""

    def __init__(self, tex: str, start: int, source: Source) -> None:
        self.tex, self.at, self.source = tex, start, source
        self.inside: list[str] = []
        self.groups = 0
        #: end of a heading, or of what need not be read, of a footnote and of a caption
        self.optional_until = self.note_until = self.caption_until = 0

    def parts(self) -> Iterator[str]:
        """The pieces of the source as they are set."""
        tex = self.tex
        while token := TOKEN.search(tex, self.at):
            yield tex[self.at : token.start()]
            self.at = token.end()
            text = token.group()
            environment, ended = token.group(3), token.group(5)
            if text.startswith("%"):
                if text.startswith("%maybe:"):
                    self.source.maybe += [latex.strip() for latex in text[7:].split(" | ")]
                yield text
            elif environment in VERBATIM:
                end = tex.index(rf"\end{{{environment}}}", self.at)
                yield text + tex[self.at : end]
                self.at = end
            elif environment in DISPLAYS:
                yield text + self._display(environment, bool(token.group(4)))
            elif text in (r"\[", "$$"):
                end = tex.index(r"\]" if text == r"\[" else "$$", self.at)
                self._add_rows(self._body(tex[self.at : end]), False)
                yield text + tex[self.at : end] + tex[end : end + 2]
                self.at = end + 2
            elif text in ("$", r"\("):
                yield text + self._inline(token.start(), text)
            else:
                self._enter(text, environment, ended)
                yield text
        yield tex[self.at :]

    def _enter(self, text: str, environment: str | None, ended: str | None) -> None:
        if environment:
            self.inside.append(environment)
        elif ended:
            if self.inside and self.inside[-1] == ended:
                self.inside.pop()
        elif text == r"\footnote{":
            self.note_until = _closing(self.tex, self.at)
        elif text == r"\caption{":
            self.caption_until = _closing(self.tex, self.at)
        elif text.endswith("{"):
            self.optional_until = max(self.optional_until, _closing(self.tex, self.at))

    def _place(self) -> str:
        if self.at < self.optional_until or any(name in ASIDE for name in self.inside):
            return "maybe"
        if self.at < self.note_until or any(name in MOVED for name in self.inside):
            return "moved"
        return "text"

    def _inline(self, start: int, opening: str) -> str:
        end = self.tex.index("$" if opening == "$" else r"\)", self.at)
        while self.tex[end - 1] == "\\" and opening == "$":
            end = self.tex.index("$", end + 1)
        latex = self.tex[self.at : end]
        place = self._place()
        if place == "maybe" or PLAIN_NUMBER.fullmatch(latex):
            self.source.maybe.append(latex)
        else:
            before = WORD_BEFORE.search(self.tex[max(0, start - 40) : start].replace("\n", " "))
            self.source.formulas.append(Formula(latex, False, place, word=before.group(1) if before else None))
            if self.at < self.caption_until:
                self.source.maybe.append(latex)  # a list of figures repeats it
        self.at = end + len(opening)
        return self.tex[end - len(latex) : self.at]

    def _display(self, environment: str, starred: bool) -> str:
        head = ""
        for _ in range(ARGUMENTS.get(environment, 0)):
            end = _closing(self.tex, self.at + 1)
            head += self.tex[self.at : end]
            self.at = end
        full = environment + ("*" if starred else "")
        end = self.tex.index(rf"\end{{{full}}}", self.at)
        body = self.tex[self.at : end]
        self.at = end + len(rf"\end{{{full}}}")
        numbered = not starred and environment != "displaymath"
        rows = split_rows(body) if environment in BY_ROWS else [body]
        done = self._add_rows([self._body(row, environment) for row in rows], numbered, rows)
        return head + "\\\\\n".join(done) + rf"\end{{{full}}}"

    def _body(self, text: str, environment: str = "") -> str:
        text = re.sub(r"(?<!\\)%.*", "", text)
        text = re.sub(r"\\intertext\{", r"\\intertext {", text)
        while (at := text.find(r"\intertext {")) >= 0:
            end = _closing(text, at + len(r"\intertext {"))
            inner = text[at:end]
            for latex in re.findall(r"\$([^$]*)\$", inner):
                self.source.formulas.append(Formula(latex, False, "moved"))
            text = text[:at] + text[end:]
        text = re.sub(
            r"\\label\{[^}]*\}|\\n(onumber|otag)\b|\\tag\*?\{[^}]*\}|^\s*\[[\d.]+\w+\]|\\displaybreak", "", text
        )
        text = text.replace(r"\begin{split}", r"\begin{aligned}").replace(r"\end{split}", r"\end{aligned}")
        if environment == "multline":
            return rf"\begin{{gathered}}{text}\end{{gathered}}"
        return without_alignment(text).strip()

    def _add_rows(self, latex: list[str] | str, numbered: bool, rows: list[str] | None = None) -> list[str]:
        self.groups += 1
        done = []
        bodies = [latex] if isinstance(latex, str) else latex
        for i, body in enumerate(bodies):
            given = rows[i] if rows else ""
            tagged = (numbered and not re.search(r"\\n(onumber|otag)\b", given)) or r"\tag" in given
            label = f"d{self.groups}r{i}" if tagged else None
            done.append(given + (rf"\label{{{label}}}" if label and r"\label{" not in given else ""))
            if found := re.search(r"\\label\{([^}]*)\}", given):
                label = found.group(1)
            if body:
                self.source.formulas.append(Formula(body, True, self._place(), label, self.groups))
        return done


def _closing(text: str, at: int) -> int:
    """The place behind the brace that closes the one opened before ``at``."""
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
        at += 1
    return at
