"""Formulas read aloud in Chinese: in the order a lecturer would say them, and something for every tree."""

import re

import pytest
from formula_strategies import TREES
from hypothesis import given, settings

from reader.expression.parse import parse_expression, parse_math
from reader.operators import OPS, Expr
from reader.speech.speak import say
from reader.speech.words import symbol_words, tables

SPOKEN = {
    r"L_{t-1} = \mathbb{E}_q\left[\frac{1}{2\sigma_t^2}\|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)"
    r" - \boldsymbol{\mu}_\theta(\mathbf{x}_t,t)\|^2\right] + C": (
        "L 下标 t 减一，等于对 q 求期望，二西格马下标 t 的平方分之一乘以缪波浪下标 t 括号 x 下标 t 和 x 下标零，"
        "与缪下标西塔括号 x 下标 t 和 t，两者之差的范数的平方，加 C"
    ),
    r"D_{\mathrm{KL}}(p\|q) = \sum_x p(x)\log\frac{p(x)}{q(x)}": (
        "p 与 q 的 KL 散度等于对 x 求和，p x 乘以 log 括号里 q x 分之 p x"
    ),
    r"V^\pi(s) = \mathbb{E}_{a \sim \pi}[Q(s,a)]": "V 上标派括号 s，等于对服从派的 a 求期望，Q 括号 s 和 a",
    r"m_t = \beta_1 m_{t-1} + (1-\beta_1)g_t": (
        "m 下标 t 等于贝塔下标一 m 下标 t 减一，加括号里一减贝塔下标一，乘以 g 下标 t"
    ),
    r"\hat\theta = \operatorname*{arg\,min}_\theta L(\theta)": "西塔帽等于使下式最小的西塔，L 西塔",
    r"x \sim \mathcal{N}(\mu, \sigma^2)": "x 服从均值为缪、方差为西格马的平方的正态分布",
    r"\mathcal{N}(x;\mu,\Sigma)": "x 的正态密度，均值为缪，协方差为大写西格马",
    r"\frac{\partial L}{\partial w_{ij}}": "L 对 w 下标 i j 的偏导数",
    r"\nabla_\theta \log p_\theta(x)": "log p 下标西塔括号 x 关于西塔的梯度",
    r"\frac{\nabla_w L}{\|\nabla_w L\|}": "L 关于 w 的梯度的范数分之 L 关于 w 的梯度",
    r"\lfloor x \rceil": "x 四舍五入取整",
    r"f(x_i^a) - f(x_i^p)": "f 括号 x 下标 i 上标 a，减 f 括号 x 下标 i 上标 p",
    r"\arg\max_{\|u\| = 1} u": "在 u 的范数等于一的条件下使下式最大的自变量，u",
    r"dx = f(x, t) dt": "d x 等于 f 括号 x 和 t，d t",
    r"\frac{1}{|P(i)|}\sum_{p \in P(i)} a_p": "P i 的元素个数分之一乘以对 p 属于 P i 求和，a 下标 p",
    r"\int_0^1 f(x)\,dx": "从零到一积分，f x d x",
    r"\sum_{i=1}^n x_i": "对 i 从一到 n 求和，x 下标 i",
    r"\mathbb{E}[X^2] - \mathbb{E}[X]^2": "X 的平方的期望减 X 的期望的平方",
    r"\frac{M}{N}": "N 分之 M",
    r"\frac{1}{2}": "二分之一",
    r"\frac{a}{b+c}": "分子是 a，分母是 b 加 c",
    r"f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": (
        "f x 等于当 x 大于零时为 x，否则为零"
    ),
    r"\mathbf{W} \in \mathbb{R}^{n \times d}": "W 属于 n 乘 d 维实数空间",
    r"\theta \leftarrow \theta - \eta\nabla L": "西塔更新为西塔减伊塔乘以 L 的梯度",
    r"p(x|z)p(z)": "p 括号 x 给定 z，乘以 p z",
    r"\forall x \in X: f(x) > 0": "对任意 x 属于 X，f x 大于零",
    r"\max_\theta L(\theta) \quad \text{s.t.} \quad g(\theta) \leq \delta": (
        "对西塔取最大值，L 西塔，满足 g 西塔小于等于德尔塔"
    ),
    r"x = (x_1, \ldots, x_T)": "x 等于 x 下标一，一直到 x 下标 T",
    r"\|a - b\|^2": "a 与 b 之差的范数的平方",
    r"(a+b)^2": "括号里 a 加 b，整体的平方",
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}": "二行二列的矩阵，各行为 a 和 b；c 和 d",
    r"\operatorname{tr}(A^{-1}B)": "括号里 A 的逆 B，整体的迹",
    r"\max(0, xW_1 + b_1)": "括号里零和 x W 下标一加 b 下标一，这几项中的最大值",
    r"a_1 + a_2 + \cdots + a_n": "a 下标一加 a 下标二，一直加到 a 下标 n",
    r"\log_2 n": "以二为底 n 的对数",
    r"\alpha \in (0, 1]": "阿尔法属于区间零到一",
    r"x \in \mathbb{R}_+^n": "x 属于 n 维正实数集",
    r"\lim_{x \to 0^+} f(x)": "当 x 趋于零的右侧时取极限，f x",
    r"\|f\|_{L^2(\mu)}": "f 在 L 的平方括号缪中的范数",
    r"f(x) = 0 \text{ as } x \to 0": "f x 等于零，当 x 趋于零",
}


@pytest.mark.parametrize("latex", SPOKEN)
def test_spoken(latex):
    assert say(parse_math(latex), "chinese") == SPOKEN[latex]


@pytest.mark.parametrize(
    ("latex", "words"),
    [(r"\hat{\mathbf{x}}", "x 帽"), (r"\Gamma", "大写伽马"), (r"\mathcal{L}", "花体 L"), (r"\prime\prime", "两撇")],
)
def test_symbols(latex, words):
    assert symbol_words(latex, "chinese") == words


def test_every_operator_can_be_said():
    x = Expr("symbol", value="x")
    for op in OPS:
        for count in range(4):
            args = tuple(Expr("tuple", (x, x)) if op in ("cases", "matrix") else x for _ in range(count))
            assert say(Expr(op, args, "=" if op == "relation" else ""), "chinese")


def test_the_table_has_what_the_english_one_has():
    english, chinese = tables("english"), tables("chinese")
    for name in (
        "signs",
        "accents",
        "relations",
        "infix",
        "big",
        "limits",
        "operators",
        "averages",
        "norms",
        "scripts",
    ):
        assert not set(english[name]) - set(chinese[name]), name
    for name, table in chinese.items():
        assert all(isinstance(key, str) and isinstance(value, str) for key, value in table.items()), name


def test_deep_formulas_are_summed_up():
    expr = Expr("symbol", value="x")
    for _ in range(600):
        expr = Expr("negative", (expr,))
    assert "等等" in say(expr, "chinese")


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_anything_can_be_said(tree):
    words = say(parse_expression(tree), "chinese")
    assert words and not re.search(r"  |，，|；；|\{\d\}|, ", words)
    assert not words.endswith(("，", "；", " "))
