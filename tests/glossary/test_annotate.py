"""PDF to annotated paper: patterns with roles, senses, concepts, study list; and the main job on equation (8)."""

from pathlib import Path

import pytest

from glossary.annotate import annotate_file, read_and_annotate
from glossary.annotated_paper import AnnotatedPaper
from glossary.concepts import load_concepts
from reader.errors import CartoucheError
from reader.latex.parser import parse_latex

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.fixture(scope="module")
def small() -> AnnotatedPaper:
    return read_and_annotate(FIXTURES / "paper.pdf")


@pytest.fixture(scope="module")
def primer(sample_paper) -> AnnotatedPaper:
    return read_and_annotate(sample_paper)


def equation(annotated, number):
    (found,) = [e for e in annotated.equations if e.equation.number == number]
    return found


def latex_of(role):
    from reader.expression.parse import expr_latex

    return parse_latex(expr_latex(role))


def first_senses(annotated, number):
    return {
        use.latex: annotated.senses[key][0].concept
        for use, key in equation(annotated, number).symbols
        if annotated.senses.get(key)
    }


def test_the_loss_of_a_regression(small):
    loss = equation(small, "1")
    assert loss.matches[0].id == "squared_error"
    assert latex_of(loss.matches[0].roles["prediction"]) == parse_latex(r"f_\theta(x_i)")
    assert latex_of(loss.matches[0].roles["target"]) == parse_latex("y_i")
    assert "norm" in loss.reads and loss.explanation


def test_the_step_and_the_likelihood(small):
    assert equation(small, "2").matches[0].id == "gradient_step"
    ids = [m.id for m in equation(small, "3").matches]
    assert "squared_error" in ids or "negative_log_likelihood" in ids


def test_its_study_list(small):
    core = [item.concept for item in small.study.core]
    assert core.index("norms") < core.index("squared_error_loss")
    assert "gradient_descent" in core and small.stage <= 3
    everything = {*core, *small.study.closure}
    graph = load_concepts()
    assert all(p in everything for c in core for p in graph.prerequisites(c))


def test_equation_8_of_the_sample(primer):
    loss = equation(primer, "8")
    best = loss.matches[0]
    assert best.id == "squared_error" and best.stage == 2
    assert latex_of(best.roles["prediction"]) == parse_latex(r"\boldsymbol{\mu}_\theta(\mathbf{x}_t,t)")
    assert latex_of(best.roles["target"]) == parse_latex(r"\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0)")
    assert latex_of(best.roles["weight"]) == parse_latex(r"\frac{1}{2\sigma_t^2}")
    senses = first_senses(primer, "8")
    assert senses[r"\mathbb{E}"] == "expectation" or senses.get(r"\mathbb{E}_q") == "expectation"
    assert next(v for k, v in senses.items() if k.startswith(r"\|")) == "norms"
    assert senses["C"] == "additive_constant"
    assert loss.demos, "there is a program for it"


def test_the_study_list_of_the_sample(primer):
    core = [item.concept for item in primer.study.core]
    closure = list(primer.study.closure)
    order = closure if set(core) <= set(closure) else [*closure, *core]
    for early in ("expectation", "norms"):
        assert early in order and order.index(early) < order.index("squared_error_loss")
    diffusion = [c for c in order if "diffusion" in c]
    assert diffusion and all(order.index("squared_error_loss") < order.index(c) for c in diffusion)
    assert primer.stage == 4


def test_what_is_known_is_left_out(sample_paper):
    core = [item.concept for item in read_and_annotate(sample_paper).study.core][:2]
    known = [item.concept for item in read_and_annotate(sample_paper, known=core).study.core]
    assert not set(core) & set(known)


def test_progress_grows_to_the_end(sample_paper):
    told = []
    read_and_annotate(sample_paper, progress=lambda text, share: told.append((text, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares) and 0 < shares[0] < 1 and shares[-1] == 1.0
    assert any("page 2 of 3" in text for text, _ in told)


def test_the_same_twice():
    assert annotate_file(FIXTURES / "paper.pdf") == annotate_file(FIXTURES / "paper.pdf")


def test_a_paper_without_equations(tmp_path):
    import pymupdf

    with pymupdf.open() as pdf:
        pdf.new_page().insert_textbox((72, 72, 520, 700), "There are words on this page and nothing else. " * 20)
        pdf.save(tmp_path / "words.pdf")
    content = annotate_file(tmp_path / "words.pdf")
    assert content["equations"] == [] and content["symbols"] == [] and content["paper"]["stage"] == 1


def test_refusals_come_through(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"no")
    with pytest.raises(CartoucheError):
        annotate_file(tmp_path / "a.pdf")
