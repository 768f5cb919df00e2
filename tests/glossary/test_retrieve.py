"""Retrieval of topics: the right ones for passages kept unseen, and an answer to anything."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.concepts import load_concepts
from glossary.lexical import Bm25, marks_of, words_of
from glossary.retrieve import KINDS, Query, Retriever, load_retriever, load_weights, retrieve, retrieve_rows
from reader.errors import CartoucheError, ContentError

GRAPH = load_concepts()


@pytest.fixture(scope="module")
def cases(root):
    return yaml.safe_load((root / "tests" / "glossary" / "retrieval_cases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def without_network():
    return Retriever(GRAPH, None, load_weights())


@pytest.mark.parametrize(("part", "top1", "top5", "stage"), [("fitted", 0.85, 0.95, 0.9), ("unseen", 0.75, 0.93, 0.85)])
def test_topics_and_stages_of_our_cases(cases, part, top1, top5, stage):
    listed = cases[part]
    assert len(listed) >= 60
    answers = load_retriever().retrieve([Query(case["text"], case.get("latex")) for case in listed])
    found = [[concept for concept, _ in answer.topics] for answer in answers]
    right = [GRAPH.stage(case["topics"][0]) == answer.stage for case, answer in zip(listed, answers, strict=True)]
    first = [topics[0] in case["topics"] for case, topics in zip(listed, found, strict=True)]
    among = [bool(set(topics[:5]) & set(case["topics"])) for case, topics in zip(listed, found, strict=True)]
    assert sum(first) / len(listed) >= top1
    assert sum(among) / len(listed) >= top5
    assert sum(right) / len(listed) >= stage


def test_the_cases_name_concepts(cases):
    for part in cases.values():
        for case in part:
            assert all(topic in GRAPH for topic in case["topics"]), case


def test_every_concept_is_found_by_its_own_name(without_network):
    names = [entry.name for entry in GRAPH.concepts.values()]
    answers = without_network.retrieve([Query(name) for name in names], limit=5)
    missed = [key for key, answer in zip(GRAPH.concepts, answers, strict=True) if key not in dict(answer.topics)]
    assert len(missed) <= 0.03 * len(names), missed


def test_scores_are_probabilities_best_first():
    answer = retrieve("the step size of stochastic gradient descent", limit=5)
    shares = [share for _, share in answer.topics]
    assert len(shares) == 5 and shares == sorted(shares, reverse=True) and 0 < sum(shares) <= 1


def test_a_chinese_question_finds_its_topic():
    assert "attention" in [concept for concept, _ in retrieve("注意力机制").topics[:3]]


def test_evidence_moves_the_answer(without_network):
    plain, pushed = without_network.retrieve([Query("what is this?", "x"), Query("what is this?", "x", {"gan": 1.0})])
    place = [concept for concept, _ in pushed.topics].index("gan")
    assert "gan" not in [concept for concept, _ in plain.topics[: place + 1]]


def test_formulas_in_the_text_count(without_network):
    answer = without_network.retrieve([Query(r"What is $\frac{e^{z_i}}{\sum_j e^{z_j}}$ good for?")])[0]
    assert answer.topics[0][0] == "softmax"


def test_nothing_asked_gives_no_topics():
    assert retrieve("  ", None).topics == () and retrieve("", "").stage == 1


@settings(max_examples=60)
@given(text=st.text(max_size=200), latex=st.none() | st.text(alphabet="\\{}^_$&|x1∑ a\n%", max_size=60))
def test_anything_gets_an_answer(without_network, text, latex):
    answer = without_network.retrieve([Query(text, latex)])[0]
    assert answer.stage in (1, 2, 3, 4)
    assert all(concept in GRAPH for concept, _ in answer.topics)


def test_rows_are_answered_in_order_across_batches():
    rows = [{"id": number, "text": f"the gradient, number {number}", "latex": None} for number in range(40)]
    answers = list(retrieve_rows(rows))
    assert [answer["id"] for answer in answers] == list(range(40))
    assert all("gradient" in answer["topics"] for answer in answers)
    assert all(set(answer) == {"id", "stage", "topics"} for answer in answers)


@pytest.mark.parametrize(
    "row", [3, [], {"text": "x"}, {"id": "a", "text": 5}, {"id": "a", "text": "x", "latex": 5}, None]
)
def test_a_wrong_row_is_named(row):
    with pytest.raises(CartoucheError, match="row 2"):
        list(retrieve_rows([{"id": "fine", "text": "x"}, row]))


def test_weights_are_checked(tmp_path):
    assert set(load_weights()) == set(KINDS)
    wrong = tmp_path / "retrieval.yaml"
    for content in (
        "weights: {words: 1}",
        "nothing: 1",
        "[",
        "weights: {" + ", ".join(f"w{n}: 1" for n in range(6)) + "}",
    ):
        wrong.write_text(content)
        with pytest.raises(ContentError, match=r"retrieval\.yaml"):
            load_weights(wrong)


def test_bm25_prefers_rare_words_and_short_entries():
    index = Bm25({"a": [(1.0, ["common", "rare"])], "b": [(1.0, ["common"])], "c": [(1.0, ["common", *"wxyz"])]})
    scores = index.scores(["common", "rare", "unheard"])
    assert scores["a"] > scores["b"] > scores["c"] > 0
    assert index.scores([]) == {} and max(scores.values()) <= 2.2


def test_words_and_marks_are_brought_together():
    assert words_of("Normalising the gradients") == words_of("normalise gradient")
    assert set(marks_of(r"\left\|x\right\|_2")) == set(marks_of(r"\Vert x\Vert_{2}"))
    assert marks_of(r"\tfrac{a}{b}") == marks_of(r"\frac ab")
    assert "softmax" in marks_of(r"\mathrm{softmax}(z)")
