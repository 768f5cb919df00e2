r"""Formulas grown at random from a seed: every construction in every place it can stand.

Only spellings that look different on the page are grown (no ``{x_a}_b`` beside ``x_{ab}``), so that what is read can be
compared with what was typed.
"""

from __future__ import annotations

from random import Random

LATIN = [
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "x",
    "y",
    "z",
    "A",
    "B",
    "C",
    "D",
    "E",
    "F",
    "G",
    "H",
    "K",
    "L",
    "M",
    "N",
    "P",
    "Q",
    "R",
    "S",
    "T",
    "U",
    "V",
    "W",
    "X",
    "Y",
    "Z",
]
GREEK = [
    r"\alpha",
    r"\beta",
    r"\gamma",
    r"\delta",
    r"\epsilon",
    r"\varepsilon",
    r"\zeta",
    r"\eta",
    r"\theta",
    r"\vartheta",
    r"\kappa",
    r"\lambda",
    r"\mu",
    r"\nu",
    r"\xi",
    r"\pi",
    r"\rho",
    r"\sigma",
    r"\tau",
    r"\phi",
    r"\varphi",
    r"\chi",
    r"\psi",
    r"\omega",
    r"\Gamma",
    r"\Delta",
    r"\Theta",
    r"\Lambda",
    r"\Pi",
    r"\Sigma",
    r"\Phi",
    r"\Psi",
    r"\Omega",
    r"\ell",
]
FACED = [
    *(rf"\mathbf{{{c}}}" for c in "xyzwhvuAWXHK"),
    *(rf"\mathcal{{{c}}}" for c in "LDFNHXU"),
    *(rf"\mathbb{{{c}}}" for c in "RECP"),
    *(rf"\boldsymbol{{{c}}}" for c in (r"\theta", r"\mu", r"\Sigma", r"\epsilon", "x")),
    *(rf"\mathfrak{{{c}}}" for c in "gRX"),
    *(rf"\mathsf{{{c}}}" for c in "TF"),
    *(rf"\mathrm{{{c}}}" for c in ("d", "T", "KL", "train", "out")),
]
NUMBERS = ["0", "1", "2", "3", "4", "5", "10", "0.5", "2.7", "16"]
RELATIONS = [
    r"=",
    r"=",
    r"=",
    r"=",
    r"=",
    r"\leq",
    r"\geq",
    r"<",
    r">",
    r"\approx",
    r"\sim",
    r"\equiv",
    r"\in",
    r"\subset",
    r"\subseteq",
    r"\neq",
    r"\propto",
    r"\ll",
    r"\to",
    r"\simeq",
    r":=",
    r"\notin",
    r"\mapsto",
]
SIGNS = [
    r"+",
    r"+",
    r"+",
    r"-",
    r"-",
    r"-",
    r"\pm",
    r"\cdot",
    r"\times",
    r"\oplus",
    r"\otimes",
    r"\circ",
    r"\odot",
    r"\cup",
    r"\cap",
    r"\wedge",
    r"\ast",
]
BIG = [r"\sum", r"\sum", r"\sum", r"\prod", r"\bigcup", r"\bigcap", r"\bigoplus", r"\bigotimes", r"\bigwedge"]
NAMES = [
    r"\log",
    r"\exp",
    r"\sin",
    r"\cos",
    r"\max",
    r"\min",
    r"\det",
    r"\operatorname{softmax}",
    r"\operatorname{Var}",
    r"\operatorname{sign}",
    r"\tanh",
]
PAIRS = (
    [("(", ")")] * 5
    + [("[", "]")] * 2
    + [(r"\{", r"\}"), ("|", "|"), (r"\|", r"\|"), (r"\langle", r"\rangle"), (r"\lfloor", r"\rfloor")]
)
ACCENTS = [r"\hat", r"\tilde", r"\bar", r"\vec", r"\dot", r"\ddot", r"\check", r"\breve"]
WIDE = [r"\widehat", r"\widetilde", r"\overline", r"\overline", r"\underline", r"\overrightarrow"]
WORDS = ["if", "otherwise", "for all", "and", "where", "as", "with probability"]


class Grower:
    """Grows formulas; ``rich`` (0 to 1) says how often a place gets more than a letter."""

    def __init__(self, seed: int, rich: float = 0.6) -> None:
        self.rng = Random(seed)
        self.rich = rich

    def display(self) -> str:
        """A formula for a display."""
        formula = self.relation(3, display=True)
        draw = self.rng.random()
        if draw < 0.12:
            formula += rf", \quad {self.relation(0)}"
        elif draw < 0.2:
            formula += rf" \quad \text{{{self.rng.choice(WORDS)}}} \quad {self.relation(0)}"
        return formula

    def inline(self) -> str:
        """A formula for running text."""
        return self.rng.choice(
            (self.atom, lambda: self.scripted(1), lambda: self.expression(0), lambda: self.relation(0))
        )()

    def relation(self, depth: int, display: bool = False) -> str:
        """Two or three expressions with relations between them."""
        parts = [self.expression(depth, display)]
        for _ in range(1 if self.rng.random() < 0.8 else 2):
            sign = self.rng.choice(RELATIONS)
            if display and sign == "=" and self.rng.random() < 0.08:
                sign = self.rng.choice(
                    [
                        r"\overset{\text{def}}{=}",
                        rf"\overset{{{self.atom()}}}{{=}}",
                        rf"\xrightarrow{{{self.expression(0)}}}",
                    ]
                )
            parts += [sign, self.expression(depth, display)]
        return " ".join(parts)

    def expression(self, depth: int, display: bool = False) -> str:
        """Terms with signs between them."""
        count = self.rng.choice((1, 1, 2, 2, 3)) if depth else self.rng.choice((1, 1, 1, 2))
        parts = ["-"] if self.rng.random() < 0.06 else []
        for i in range(count):
            if i:
                parts.append(self.rng.choice(SIGNS))
            parts.append(self.term(depth, display))
        return " ".join(parts)

    def term(self, depth: int, display: bool = False) -> str:
        """Factors side by side, a big operator first now and then."""
        if depth and self.rng.random() < 0.15:
            return f"{self.operator(depth, display)} {self.term(depth - 1)}"
        factors = [self.factor(depth, display) for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3)))]
        # a number stands first: behind another it would be part of it
        return " ".join(f if i == 0 or not f[0].isdigit() else self.letter() for i, f in enumerate(factors))

    def operator(self, depth: int, display: bool) -> str:
        """A sum, product, integral, limit with what stands over and under it."""
        draw = self.rng.random()
        low = f"{self.index()} = {self.rng.choice('01')}" if self.rng.random() < 0.6 else self.relation(0)
        if draw < 0.2:
            sign = self.rng.choice((r"\int", r"\int", r"\oint", r"\iint"))
            return sign if sign != r"\int" else rf"\int_{{{self.atom()}}}^{{{self.expression(0)}}}"
        if draw < 0.3:
            return rf"\lim_{{{self.index()} \to \infty}}"
        if draw < 0.36:
            return rf"\max_{{{self.relation(0)}}}"
        if draw < 0.42 and display:
            return rf"\sum_{{\substack{{{self.relation(0)} \\ {self.relation(0)}}}}}"
        top = (
            f"^{{{self.index() if self.rng.random() < 0.7 else self.expression(0)}}}" if self.rng.random() < 0.7 else ""
        )
        return f"{self.rng.choice(BIG)}_{{{low}}}{top}"

    def factor(self, depth: int, display: bool = False) -> str:
        """One factor: the place where constructions nest."""
        if depth <= 0 or self.rng.random() > self.rich:
            return self.scripted(depth)
        makers = [
            (5, self.fraction), (3, self.root), (5, self.fence), (3, self.call), (3, self.wide),
            (1, self.binomial), (3, self.power), (0.6 if depth > 1 else 0, self.matrix), (0.6 if display else 0, self.brace),
            (0.5 if display and depth > 2 else 0, self.cases),
        ]  # fmt: skip
        return self.rng.choices([m for _, m in makers], [w for w, _ in makers])[0](depth - 1)

    def atom(self) -> str:
        """A letter or a number."""
        pool = self.rng.choices((LATIN, GREEK, FACED, NUMBERS), (8, 4, 3, 2))[0]
        return self.rng.choice(pool)

    def letter(self) -> str:
        """A letter, accented now and then."""
        letter = self.rng.choice(self.rng.choices((LATIN, GREEK, FACED[:30]), (8, 4, 3))[0])
        return rf"{self.rng.choice(ACCENTS)}{{{letter}}}" if self.rng.random() < 0.1 else letter

    def index(self) -> str:
        """What indices are made of."""
        return self.rng.choice(["i", "j", "k", "l", "m", "n", "t", "s", "r", "d", "N", "K", "T"])

    def scripted(self, depth: int) -> str:
        """A letter with scripts, or without."""
        base = self.letter() if self.rng.random() < 0.8 else self.rng.choice(NUMBERS)
        draw = self.rng.random()
        if base[0].isdigit():
            return f"{base}^{{{self.script(depth)}}}" if draw < 0.2 else base
        if draw < 0.4:
            return base
        if draw < 0.65:
            return f"{base}_{{{self.script(depth)}}}"
        if draw < 0.82:
            return f"{base}^{{{self.script(depth)}}}"
        if draw < 0.92:
            return f"{base}_{{{self.script(depth)}}}^{{{self.script(depth)}}}"
        primes = "'" * self.rng.choice((1, 1, 2))
        return f"{base}{primes}" if self.rng.random() < 0.6 else f"{base}_{{{self.index()}}}{primes}"

    def script(self, depth: int) -> str:
        """What stands in a script."""
        draw = self.rng.random()
        if draw < 0.5:
            return self.index()
        if draw < 0.6:
            return self.rng.choice(NUMBERS[:6])
        if draw < 0.7:
            return f"{self.index()} {self.rng.choice('+-')} 1"
        if draw < 0.76:
            return rf"\mathrm{{{self.rng.choice(['train', 'out', 'KL', 'eff', 'max'])}}}"
        if draw < 0.82:
            return f"({self.index()})"
        if draw < 0.86:
            return rf"\text{{{self.rng.choice(['model', 'test', 'left part'])}}}"
        if draw < 0.92 and depth > 0:
            return f"{self.index()}_{{{self.index()}}}"
        if draw < 0.95 and depth > 0:
            return rf"\frac{{{self.index()}}}{{{self.rng.choice('234')}}}"
        return f"{self.index()}, {self.index()}"

    def fraction(self, depth: int) -> str:
        """One thing over another."""
        return rf"\frac{{{self.expression(depth)}}}{{{self.expression(depth)}}}"

    def root(self, depth: int) -> str:
        """A root, with its index now and then."""
        index = f"[{self.rng.choice(['3', 'n', 'k', '4'])}]" if self.rng.random() < 0.25 else ""
        return rf"\sqrt{index}{{{self.expression(depth)}}}"

    def fence(self, depth: int) -> str:
        """A pair of brackets, stretched or not, with scripts now and then."""
        left, right = self.rng.choice(PAIRS)
        body = self.expression(depth)
        draw = self.rng.random()
        tail = rf"^{{{self.script(0)}}}" if draw < 0.2 else rf"_{{{self.script(0)}}}" if draw < 0.27 else ""
        if self.rng.random() < 0.08 and (left, right) == (r"\{", r"\}"):
            return rf"\left\{{ {body} \;\middle|\; {self.relation(0)} \right\}}"
        return rf"\left{left} {body} \right{right}{tail}"

    def call(self, depth: int) -> str:
        """A function and its argument."""
        head = self.rng.choice(NAMES) if self.rng.random() < 0.5 else self.scripted(0)
        inner = self.expression(max(depth - 1, 0))
        return f"{head} ({inner})" if self.rng.random() < 0.5 else rf"{head} \left( {inner} \right)"

    def wide(self, depth: int) -> str:
        """A wide accent or a line over several letters."""
        return rf"{self.rng.choice(WIDE)}{{{self.rng.choice(LATIN)} {self.rng.choice(SIGNS[:5])} {self.scripted(0)}}}"

    def binomial(self, depth: int) -> str:
        """A binomial."""
        return rf"\binom{{{self.expression(0)}}}{{{self.index()}}}"

    def power(self, depth: int) -> str:
        """A power with an expression in it."""
        return f"{self.rng.choice(('e', '2', 'x', 'q'))}^{{{self.expression(min(depth, 1))}}}"

    def matrix(self, depth: int) -> str:
        """A small matrix."""
        kind = self.rng.choice(("pmatrix", "bmatrix", "vmatrix"))
        size = self.rng.choice((2, 2, 3))
        rows = r" \\ ".join(" & ".join(self.scripted(0) for _ in range(size)) for _ in range(size))
        return rf"\begin{{{kind}}} {rows} \end{{{kind}}}"

    def cases(self, depth: int) -> str:
        """A definition by cases."""
        rows = rf"{self.expression(0)} & \text{{if }} {self.relation(0)} \\ {self.expression(0)} & \text{{otherwise}}"
        return rf"\begin{{cases}} {rows} \end{{cases}}"

    def brace(self, depth: int) -> str:
        """A horizontal brace with its label."""
        label = self.rng.choice((self.expression(0), rf"\text{{{self.rng.choice(['first term', 'noise', 'gap'])}}}"))
        inner = self.expression(min(depth, 1))
        return (
            rf"\underbrace{{{inner}}}_{{{label}}}"
            if self.rng.random() < 0.65
            else rf"\overbrace{{{inner}}}^{{{label}}}"
        )
