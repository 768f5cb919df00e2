import networkx as nx
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import concepts
from glossary.concepts import load_concepts
from glossary.content_text import check_formula, check_text, plain_words
from reader.errors import ContentError


def entry(name, *prerequisites, stage=1, **changes):
    return {
        "id": name,
        "name": name.title(),
        "stage": stage,
        "area": "test",
        "prerequisites": list(prerequisites),
        "hours": 1,
        "definition": "What it is.",
        "intuition": "Why it matters.",
        "example": "Here $x = 1$.",
        "check": {"question": "What?", "answer": "That."},
        "keywords": ["one", "two"],
        "zh": "名",
    } | changes


def write(folder, *entries, file="stage1_test.yaml"):
    (folder / file).write_text(yaml.safe_dump(list(entries), allow_unicode=True), encoding="utf-8")
    return folder


def test_shipped_content_is_sound():
    graph = load_concepts()
    assert sum(graph.stage(c) == 1 for c in graph.concepts) >= 136
    assert graph.stage("expectation") == 1


def test_shipped_order_keeps_the_touchstone():
    order = load_concepts().closure(["expectation", "norms"])
    assert order.index("random_variables") < order.index("expectation")
    assert order.index("dot_product") < order.index("norms")


def test_shipped_keywords_and_texts_have_the_agreed_size():
    for concept in load_concepts().concepts.values():
        assert 4 <= len(concept.keywords) <= 10, concept.id
        assert len(concept.definition) <= 500, concept.id
        assert len(concept.intuition) <= 500, concept.id


def test_closure_comes_in_learning_order(tmp_path):
    folder = write(tmp_path, entry("c", "b"), entry("b", "a"), entry("a"), entry("loner"))
    graph = load_concepts(folder)
    assert graph.closure(["c"]) == ["a", "b", "c"]
    assert graph.learning_order(["c", "a", "c"]) == ["a", "c"]
    assert graph.prerequisites("c") == ("b",)
    assert "loner" in graph and "nothing" not in graph and len(graph) == 4


def test_earlier_stages_come_first(tmp_path):
    write(tmp_path, entry("deep", "base", stage=3), file="a.yaml")
    graph = load_concepts(write(tmp_path, entry("base"), entry("side"), file="b.yaml"))
    assert graph.learning_order(graph.concepts) == ["base", "side", "deep"]


def test_loading_is_cached_and_frozen(tmp_path):
    graph = load_concepts(write(tmp_path, entry("a")))
    assert load_concepts(tmp_path) is graph
    with pytest.raises(TypeError):
        graph.concepts["b"] = graph["a"]
    with pytest.raises(ValueError):
        graph["a"].name = "other"


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([entry("a"), entry("a")], "stands in"),
        ([entry("a", "ghost")], "ghost is no concept"),
        ([entry("a", "b"), entry("b", "a")], "circle"),
        ([entry("a", "a")], "circle"),
        ([entry("a", "b"), entry("b", stage=2)], "later stage"),
        ([entry("a", later_stage=["b"]), entry("b", stage=2)], "later_stage names b"),
        ([entry("a", stage=5)], "stage"),
        ([entry("a", hours=0)], "hours"),
        ([entry("a", definition="  ")], "definition"),
        ([entry("a", keywords=[])], "keywords"),
        ([entry("a", keywords=["x", "x"])], "twice"),
        ([entry("a", colour="red")], "colour"),
        ([entry("a", example="costs $x")], "pair up"),
        ([entry("a", formula="\\frac{1}{2")], "balance"),
        ([entry("a", formula="\\left( x")], "right"),
        ([entry("a", definition="the angle $\theta$")], "unexpected"),
        ([entry("a", resources=[{"title": "t", "pointer": "p"}] * 4)], "resources"),
        ([entry("Not An Id")], "lower-case"),
        (["a"], "entry 1"),
    ],
)
def test_wrong_content_is_named(tmp_path, entries, says):
    with pytest.raises(ContentError) as caught:
        load_concepts(write(tmp_path, *entries))
    assert says in str(caught.value)
    assert "stage1_test.yaml, entry " in str(caught.value)


def test_a_noted_later_prerequisite_is_accepted(tmp_path):
    graph = load_concepts(write(tmp_path, entry("a", "b", later_stage=["b"]), entry("b", stage=2)))
    assert graph.closure(["a"]) == ["b", "a"]


def test_missing_prerequisites_only_behind_the_argument(tmp_path):
    graph = load_concepts(write(tmp_path, entry("a", "ghost"), entry("b", "a")), allow_missing=True)
    assert graph.closure(["b"]) == ["a", "b"]


@pytest.mark.parametrize("text", ["- id: [", "a: 1", "\xff"])
def test_broken_files_are_named(tmp_path, text):
    (tmp_path / "bad.yaml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ContentError, match=r"bad\.yaml"):
        load_concepts(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(ContentError, match="no concept files"):
        load_concepts(tmp_path)


def test_command_prints_counts(capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["concepts"])
    assert concepts.main() == 0
    assert "stage 1, foundational mathematics: " in capsys.readouterr().out


def test_command_names_what_is_wrong(tmp_path, capsys, monkeypatch):
    write(tmp_path, entry("a", "ghost"))
    load = load_concepts
    monkeypatch.setattr(concepts, "load_concepts", lambda **options: load(tmp_path, **options))
    monkeypatch.setattr("sys.argv", ["concepts"])
    assert concepts.main() == 1
    assert "ghost" in capsys.readouterr().err


def test_embedding_text_has_no_latex():
    graph = load_concepts()
    for concept in graph.concepts:
        text = graph.text_for_embedding(concept)
        assert not set("$\\{}") & set(text)
        assert text.startswith(plain_words(graph[concept].name))


def test_plain_words():
    assert plain_words(r"the mean $\mathbb{E}[X]$ of $\sigma_t$.") == "the mean E[X] of sigma_t."
    assert plain_words(r"$\log\frac{p}{q}$, $D_{\mathrm{KL}}$") == "log p/q, D_KL"


@pytest.mark.parametrize(
    "latex", [r"\{x\}", r"\left\{ x \right.", r"\begin{cases} a \\ b \end{cases}", r"x \leftarrow y"]
)
def test_sound_formulas_pass(latex):
    check_formula(latex)


@pytest.mark.parametrize("latex", ["}{", r"\begin{a}", r"\end{a}", r"\begin{a}\begin{b}\end{a}\end{b}", "a $ b", "{"])
def test_unsound_formulas_are_refused(latex):
    with pytest.raises(ValueError):
        check_formula(latex)


def test_a_printed_dollar_is_no_formula():
    check_text(r"It costs \$5 for $n = 2$.")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.integers(2, 9), st.data())
def test_learning_order_respects_any_graph(tmp_path_factory, size, data):
    """Whatever the graph and the order in the file, nothing comes before what it rests on."""
    edges = data.draw(
        st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda e: e[0] < e[1]))
    )
    stages = sorted(data.draw(st.lists(st.integers(1, 4), min_size=size, max_size=size)))
    entries = [
        entry(f"c{node}", *(f"c{a}" for a, b in sorted(edges) if b == node), stage=stages[node]) for node in range(size)
    ]
    folder = write(tmp_path_factory.mktemp("graph"), *data.draw(st.permutations(entries)))
    graph = load_concepts(folder)
    order = graph.learning_order(graph.concepts)
    assert all(order.index(f"c{a}") < order.index(f"c{b}") for a, b in edges)
    assert [graph.stage(c) for c in order] == sorted(stages)
    reference = nx.DiGraph([(f"c{a}", f"c{b}") for a, b in edges])
    reference.add_nodes_from(graph.concepts)
    last = f"c{size - 1}"
    assert set(graph.closure([last])) == nx.ancestors(reference, last) | {last}
