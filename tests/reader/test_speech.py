"""Formulas read aloud: as a lecturer would say them, and something for every tree."""

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
        "L sub t minus one equals the expected value, under q, of one over two sigma sub t squared times the squared "
        "norm of mu tilde sub t of x t and x zero, minus mu theta of x t and t, plus C"
    ),
    r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V": (
        "softmax of Q K transpose over the square root of d k, times V"
    ),
    r"D_{\mathrm{KL}}(p\|q) = \sum_x p(x)\log\frac{p(x)}{q(x)}": (
        "the KL divergence from p to q equals the sum over x of p of x times log of p of x over q of x"
    ),
    r"V^\pi(s) = \mathbb{E}_{a \sim \pi}[Q(s,a)]": (
        "V pi of s equals the expected value, with a drawn from pi, of Q of s and a"
    ),
    r"m_t = \beta_1 m_{t-1} + (1-\beta_1)g_t": (
        "m t equals beta sub one m sub t minus one, plus the quantity one minus beta sub one, times g t"
    ),
    r"\hat\theta = \operatorname*{arg\,min}_\theta L(\theta) + \lambda\|\theta\|_1": (
        "theta hat equals the theta that minimises L of theta plus lambda times the one-norm of theta"
    ),
    r"\min_G\max_D V(D,G)": "the minimum over G of the maximum over D of V of D and G",
    r"x \sim \mathcal{N}(\mu, \sigma^2)": (
        "x is distributed as a normal distribution with mean mu and variance sigma squared"
    ),
    r"\mathcal{N}(x;\mu,\Sigma)": "a normal density of x with mean mu and covariance capital sigma",
    r"\frac{\partial L}{\partial w_{ij}}": "the partial derivative of L with respect to w sub i j",
    r"\nabla_\theta \log p_\theta(x)": "the gradient, with respect to theta, of log p theta of x",
    r"\int_0^1 f(x)\,dx": "the integral from zero to one of f of x d x",
    r"\sum_{i=1}^n x_i": "the sum from i equals one to n of x i",
    r"\prod_{i<j} a_{ij}": "the product over i less than j of a sub i j",
    r"\mathbb{E}[X^2] - \mathbb{E}[X]^2": (
        "the expected value of X squared minus the square of the expected value of X"
    ),
    r"f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}": (
        "f of x equals x if x is greater than zero, and zero otherwise"
    ),
    r"S = \{x \in \mathbb{R}^n : \|x\|_2 \leq 1\}": (
        "S equals the set of all x in real space of dimension n such that the two-norm of x is at most one"
    ),
    r"\mathbf{W} \in \mathbb{R}^{n \times d}": "W is in real space of dimension n by d",
    r"p(x|z)p(z)": "p of x given z, times p of z",
    r"\theta \leftarrow \theta - \eta\nabla L": "theta becomes theta minus eta times the gradient of L",
    r"\langle x, y\rangle = x^\top y": "the inner product of x and y equals x transpose y",
    r"\binom{n}{k}": "n choose k",
    r"n!": "n factorial",
    r"A^{-1}": "A inverse",
    r"\forall x \in X: f(x) > 0": "for all x in X, f of x is greater than zero",
    r"f: X \to Y": "f maps X to Y",
    r"\lim_{n\to\infty} a_n": "the limit, as n goes to infinity, of a n",
    r"\mathbb{1}\{y = k\}": "the indicator that y equals k",
    r"i = 1, \ldots, N": "i equals one and so on up to N",
    r"\mathcal{D} = \{x_i\}_{i=1}^N": "script D equals the set of x i, for i from one to N",
    r"\sqrt[3]{x} + \frac{1}{2}": "the cube root of x plus one half",
    r"|\mathcal{D}| + |y|": "the size of script D plus the absolute value of y",
    r"f(x)|_{x=0}": "f of x, evaluated at x equals zero",
    r"x' = x_1\cos\theta - x_2\sin\theta": "x prime equals x one times cosine theta minus x two times sine theta",
    r"[x]_+": "the positive part of x",
    r"I(X; Y)": "the mutual information between X and Y",
    r"\langle \nabla f(x), y - x\rangle": "the inner product of the gradient of f of x with the quantity y minus x",
    r"JSD(p\|q) = D_{\mathrm{KL}}^{\max}(\pi, \rho)": (
        "the Jensen-Shannon divergence between p and q equals the maximum KL divergence from pi to rho"
    ),
    r"\sum_j^N e^{x_j}": "the sum over j up to N of e to the x j",
    r"W_i^Q + \mathbf{h}^t": "W i superscript Q plus h superscript t",
    r"P(s_t = s | \pi)": "the probability that s t equals s given pi",
    r"\Pr[X \geq a] \leq b": "the probability that X is at least a is at most b",
    r"1_{[k \neq i]} x": "the indicator that k is not equal to i, times x",
    r"\mathbb{E}_{s_0, a_0, \ldots}[r]": "the expected value, over s zero, a zero and so on, of r",
    r"p(x; \theta) = \mathcal{N}(x; \mu, \sigma^2 \mathbf{I})": (
        "p of x with parameters theta equals a normal density of x with mean mu and covariance sigma squared I"
    ),
    r"(f \circ g)(x) = z \circ s": "f composed with g of x equals z times, element by element, s",
    r"\frac{\partial^2 L}{\partial w_i \partial w_j} + \frac{d^2x}{dt^2}": (
        "the mixed partial derivative of L with respect to w i and w j, plus the second derivative of x with respect to t"
    ),
    r"\max_\theta L(\theta) \quad \text{s.t.} \quad g(\theta) \leq \delta": (
        "the maximum over theta of L of theta, subject to g of theta at most delta"
    ),
    r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}": "the two by two matrix with rows a and b; c and d",
    r"\log\frac{p(y|x)}{q(y|x)}": "log of the ratio of p of y given x to q of y given x",
    r"\sin(t/10000^{2i/d_{\mathrm{model}}+1})": "sine of t divided by 10000 to the two i over d model plus one",
    r"\frac{\sum_k \frac{a_k}{b_k + c_k + d_k} x_k}{\sum_k b_k}": (
        "the fraction with the sum over k of a k divided by the quantity b k plus c k plus d k, times x k, above the "
        "line, and the sum over k of b k, below it"
    ),
    r"\frac{\exp(\log\frac{p(y|x)}{q(y|x)})}{\sum_j \exp(r_j)}": (
        "the fraction with the exponential of log of the ratio of p of y given x to q of y given x, above the line, and "
        "the sum over j of the exponential of r j, below it"
    ),
    r"x = (x_1, \ldots, x_T),\ x_i \in \mathbb{R}^K": (
        "x equals x one and so on up to x T; and x i is in real space of dimension K"
    ),
    r"\begin{pmatrix} z \\ r \end{pmatrix} = W h": "the column of z and r, equals W h",
    r"\begin{bmatrix} a & \cdots & b \\ \vdots & \ddots & \vdots \\ c & \cdots & d \end{bmatrix}": (
        "the matrix with rows a and so on up to b, and so on down to c and so on up to d"
    ),
    r"\frac{a}{(1-\gamma)^2}b": "a over the quantity one minus gamma, squared, times b",
    r"f(\sqrt{a}x + \sqrt{1-a}\epsilon, t)": (
        "f of the square root of a, times x, plus the square root of the quantity one minus a, times epsilon, and t"
    ),
    r"{v'_{w_O}}^\top v_{w_I}": "v prime sub w O transpose v sub w I",
    r"\mathrm{vec}([0, 0, g]^\top)^\top b": "the transpose of vec of the transpose of the list zero, zero and g, times b",
    r"\mathrm{einsum}([n, b], [n, d])": "einsum of the list n and b, and the list n and d",
    r"\overline{D}_{\mathrm{KL}}^{\rho_\theta}(p, q)": (
        "the mean KL divergence, with superscript rho theta, from p to q"
    ),
    r"(\gamma v\Delta)_s + \Delta G": "the quantity gamma v delta, sub s, plus delta G",
    r"\pi(\cdot|s)": "pi of dot given s",
    r"a = b = c \leq d": "a equals b, which equals c, which is at most d",
    r"\sum_{-c \leq j \leq c} x_j": "the sum over minus c at most j at most c of x j",
    r"\frac{\partial}{\partial x}\frac{\partial}{\partial y}f(x, y)": (
        "the partial derivative, with respect to x, of the partial derivative of f of x and y with respect to y"
    ),
    r"\gamma^t \cdot 4\alpha \cdot 2b": "gamma to the t times four alpha times two b",
    r"\max L(\theta)": "the maximum of L of theta",
    r"t \in (0, 1]": "t is in the interval from zero to one",
    r"S^{l - t'} + z^{\ell - 1}": "S superscript l minus t prime plus z of layer ell minus one",
    r"\frac{1}{N}\sum_{n=1}^N -\log p_n": "one over N times the sum from n equals one to N of minus log p n",
    r"\theta^{\mathbb{I}(x = 1)}": "theta to the power the indicator that x equals one",
    r"\begin{bmatrix} F_{11} & F_{12} \end{bmatrix}": "the one by two matrix with rows F sub one one and F sub one two",
    r"h = \begin{pmatrix} a \\ b \end{pmatrix}": "h equals the column of a and b",
    r"\begin{bmatrix} ab & \cdots \\ \vdots & \ddots \\ c d & \cdots \end{bmatrix}": (
        "the matrix with rows a b and so on, and so on down to c d and so on"
    ),
    r"\frac{a}{(1-\gamma)(1-\alpha)}": (
        "the fraction with a, above the line, and the quantity one minus gamma, times the quantity one minus alpha, below it"
    ),
    r"\frac{e^{h(x)_i}}{\sum_j e^{h(x)_j}}": (
        "the quotient of e to the component i of h of x and the sum over j of e to the component j of h of x"
    ),
}


#: what listening to 130 formulas of the audit brought up
SPOKEN |= {
    r"f(x)^2 + g(x)^3": "the square of f of x plus g of x, cubed",
    r"a_1 + a_2 + \cdots + a_n": "a one plus a two, and so on up to a n",
    r"\log_2 n": "log base two of n",
    r"x \in \mathbb{R}_+^n": "x is in positive real space of dimension n",
    r"\lim_{x \to 0^+} f(x)": "the limit, as x goes to zero from above, of f of x",
    r"\phi: \mathcal{X} \times \mathcal{Y} \to [0, 1]": "phi maps script X cross script Y to the interval from zero to one",
    r"\sum_{\substack{i = 1 \\ i \neq j}}^n a_i": "the sum from i equals one to n, with i not equal to j, of a i",
    r"\|f\|_{L^2(\mu)}": "the norm, in L squared of mu, of f",
    r"\alpha \sim 0.076": "alpha is about 0.076",
    r"\mathbb{E}_{x \sim \mathbb{P}_r}[x]": "the expected value, with x drawn from P r, of x",
    r"\forall \epsilon > 0\ \exists \delta > 0": "for all epsilon greater than zero, there is delta greater than zero",
    r"\exists! x: f(x) = 0": "there is exactly one x, f of x equals zero",
    r"\#\{i : x_i = 1\}": "the number of elements of the set of all i such that x i equals one",
    r"(f + g)(x)": "the quantity f plus g, of x",
    r"i \in [n]": "i is in the numbers from one to n",
    r"\sup_{\|f\| \leq 1} f(x)": "the supremum, over the norm of f at most one, of f of x",
    r"a \equiv b \pmod{n}": "a is identical to b modulo n",
    r"\frac{1}{|P(i)|}\sum_{p \in P(i)} a_p": "one over the size of P of i times the sum over p in P of i of a p",
    r"\frac{c}{|\mathcal{N}_i|}": "c over the size of script N i",
    r"|f(x)|": "the absolute value of f of x",
    r"\log|K + \sigma^2 I|": "log of the determinant of the quantity K plus sigma squared I",
    r"|\Sigma_k|": "the determinant of capital sigma sub k",
    r"\sum_{u \in \mathcal{N}(v)} h_u": "the sum over u in script N of v of h u",
    r"a^\top [Wh \| Wz]": "a transpose times the quantity W h joined with W z",
    r"\mathrm{LeakyReLU}(x)": "Leaky ReLU of x",
    r"dx = f(x, t) dt + g(t) dw": "d x equals f of x and t, d t, plus g of t d w",
    r"(1 - p)^\gamma \log(p)": "the quantity one minus p, to the gamma, times log p",
    r"\ln \frac{2\sqrt{n}}{\delta}": "natural log of the ratio of two times the square root of n to delta",
    r"\arg\max_{\|u\| = 1} u^\top S u": "the maximiser, where the norm of u equals one, of u transpose S u",
    r"f(x_i^a) - f(x_i^p)": "f of x i superscript a minus f of x i superscript p",
    r"x_i^p": "x i to the p",
    r"\left\lfloor \frac{w}{s} \right\rceil": "w over s rounded to the nearest whole number",
    r"\lfloor x \rfloor": "x rounded down",
    r"\sum_{t=1}^{|y|} a_t": "the sum from t equals one to the size of y of a t",
    r"|f(x) - y|^2": "the squared absolute value of f of x minus y",
    r"\sum_k w_t^k": "the sum over k of w t superscript k",
    r"\sum_k a_k x^k": "the sum over k of a k x to the k",
    r"\frac{|B_m|}{n}": "the size of B m over n",
    r"|A \cap B|": "the size of A intersected with B",
    r"(\sum_i x_i)^{1/p}": "the quantity the sum over i of x i, to the one over p",
    r"m \cdot [-2, -1, 0]": "m times the list minus two, minus one and zero",
    r"\mathrm{KL}''(p \| q)": "KL double prime of p and q",
}


@pytest.mark.parametrize("latex", SPOKEN)
def test_spoken(latex):
    assert say(parse_math(latex)) == SPOKEN[latex]


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\hat{\mathbf{x}}", "x hat"),
        (r"\mathrm{softmax}", "softmax"),
        (r"\mathrm{MultiHead}", "Multi Head"),
        (r"\Gamma", "capital gamma"),
        (r"\varepsilon", "epsilon"),
        (r"\boldsymbol{\mu}", "mu"),
        (r"\mathcal{L}", "script L"),
        (r"\prime\prime", "double prime"),
        ("lrate", "lrate"),
    ],
)
def test_symbols(latex, words):
    assert symbol_words(latex) == words


def test_every_operator_can_be_said():
    x = Expr("symbol", value="x")
    for op in OPS:
        for count in range(4):
            args = tuple(Expr("tuple", (x, x)) if op in ("cases", "matrix") else x for _ in range(count))
            expr = Expr(op, args, "=" if op == "relation" else "")
            assert say(expr)


def test_tables_are_complete_phrases():
    for name, table in tables().items():
        assert all(isinstance(key, str) and isinstance(value, str) for key, value in table.items()), name


def test_deep_formulas_are_summed_up():
    expr = Expr("symbol", value="x")
    for _ in range(600):
        expr = Expr("negative", (expr,))
    assert say(expr).endswith("and so on")


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_anything_can_be_said(tree):
    words = say(parse_expression(tree))
    assert words and "  " not in words and ",," not in words and "{0}" not in words
