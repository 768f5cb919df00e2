"""PDF to Paper: the types, and that every reference between them holds."""

import xml.etree.ElementTree as ET

import pytest
from golden import fixture
from making import blank_pdf, locked_pdf, page_pdf, shown_text, text_pdf
from showing import show

from reader.errors import UnreadableError, UnsupportedError
from reader.latex.parser import parse_latex
from reader.operators import walk
from reader.paper import Paper
from reader.read import read_paper


@pytest.fixture(scope="module")
def paper() -> Paper:
    return read_paper(fixture("paper"))


@pytest.fixture(scope="module", params=["stacks", "arrays", "displays", "inline"])
def another(request) -> Paper:
    return read_paper(fixture(request.param))


def test_the_whole(paper):
    assert paper.title == "Learning to Fit a Line" and paper.page_count == 1
    assert [s.title for s in paper.sections][-4:] == ["1 Introduction", "2 Method", "3 Conclusion", "References"]
    assert [e.number for e in paper.equations if e.display] == ["1", "2", "3"]
    assert len(paper.references) == 4 and paper.notes == ()


def test_equations(paper):
    assert len({e.id for e in paper.equations}) == len(paper.equations)
    for equation in paper.equations:
        assert parse_latex(equation.latex) is not None
        assert ET.fromstring(equation.mathml).tag.endswith("math")
        assert 0 <= equation.confidence <= 1
        assert equation.sentence is not None
        assert equation.latex in paper.sentences[equation.sentence].text
        assert paper.sentences[equation.sentence].page == equation.page


def test_operator_trees(paper):
    by_number = {e.number: show(e.expr) for e in paper.equations if e.number}
    assert by_number["2"] == (
        r"relation[\leftarrow](\theta, sum(\theta, negative(product(\eta, operator[\nabla](apply(L, \theta), \theta)))))"
    )
    assert "norm" in by_number["1"] and "big" in by_number["1"]


def test_boxes_of_operators_are_on_the_page(paper, another):
    for one in (paper, another):
        for equation in one.equations:
            for node in walk(equation.expr):
                if node.box is not None:
                    whole = equation.box.grown(1.0)
                    assert whole.x0 <= node.box.x0 and node.box.x1 <= whole.x1
                    assert whole.y0 <= node.box.y0 and node.box.y1 <= whole.y1


def test_symbols(paper):
    symbols = {s.latex: s for s in paper.symbols}
    assert {r"\theta", "x_i", "y_i", "n", r"\eta", r"\nabla_\theta", r"\|\cdot\|", "C", "w"} <= set(symbols)
    ids = {e.id for e in paper.equations}
    for symbol in paper.symbols:
        assert symbol.occurrences and symbol.pages == (1, 1)
        assert all(o.equation in ids and o.page == 1 and o.box.width > 0 for o in symbol.occurrences)


def test_definitions(paper):
    said = {s.latex: s.definitions[0].text for s in paper.symbols if s.definitions}
    for latex, words in {"x_i": "input", "y_i": "target", r"\eta": "learning rate", "w": "weight", "b": "bias",
                         r"\theta": "parameters", r"\sigma^2": "variance", "C": "constant"}.items():  # fmt: skip
        known = {k: v for k, v in said.items() if k in (latex, latex.removesuffix("^2"))}
        assert any(words in text for text in known.values()), (latex, known)
    texts = {s.text for s in paper.sentences}
    for symbol in paper.symbols:
        for definition in symbol.definitions:
            assert definition.sentence in texts and len(definition.text.split()) <= 12
            assert 0 < definition.confidence <= 1 and definition.page == 1


def test_other_fixtures(another):
    assert another.equations and all(e.tree and e.expr for e in another.equations)
    assert len({s.id for s in another.symbols}) == len(another.symbols)


def test_confidence_falls_with_unknown_glyphs(paper):
    assert all(e.confidence > 0.9 for e in paper.equations)


def test_a_formula_nested_without_end_is_given_up_alone(tmp_path):
    y, content = 9000.0, shown_text("=", 300, 9000)
    for _ in range(400):
        y -= 13
        content += f"298 {y + 9} 9 0.4 re f\n" + shown_text("=", 300, y)
    content += "".join(
        shown_text("There are words enough on this page to tell what it is.", 72, 9400 - 12 * k) for k in range(9)
    )
    paper = read_paper(page_pdf(tmp_path / "a.pdf", content, size=(612, 9600)))
    assert all(e.confidence < 0.6 for e in paper.equations) and "words enough" in paper.sentences[0].text


def test_refusals(tmp_path):
    with pytest.raises(UnreadableError, match="--password"):
        read_paper(locked_pdf(tmp_path / "a.pdf", fixture("paper")))
    assert read_paper(tmp_path / "a.pdf", "open sesame").title == "Learning to Fit a Line"
    with pytest.raises(UnsupportedError):
        read_paper(blank_pdf(tmp_path / "b.pdf"))


def test_no_equations(tmp_path):
    paper = read_paper(text_pdf(tmp_path / "a.pdf"))
    assert paper.equations == () and paper.symbols == () and paper.sentences


def test_empty_pages_are_noted(tmp_path):
    import pymupdf

    with pymupdf.open(text_pdf(tmp_path / "a.pdf")) as pdf:
        for _ in range(12):
            pdf.new_page()
        pdf.save(tmp_path / "b.pdf")
    (note,) = read_paper(tmp_path / "b.pdf").notes
    assert note.startswith("No text was found on pages 2, 3,") and note.endswith("...."), note
