"""Study lists: order, reasons, what is known, tracks, and what the files look like that leave the program."""

import csv
import io
import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.concepts import load_concepts
from glossary.export import (
    notation_csv,
    notation_latex,
    notation_markdown,
    study_csv,
    study_json,
    study_markdown,
    write_study,
)
from glossary.known import find_concept, known_concepts
from glossary.landmarks import landmarks_for, load_landmarks, match_reference
from glossary.mentions import Mentions, load_mentions
from glossary.paper_topics import Topic, paper_topics
from glossary.roadmap import learning_path, load_stages, load_tracks
from glossary.senses import Sense
from glossary.study import EquationConcepts, load_rules, study_list
from reader.errors import CartoucheError
from reader.geometry import Box
from reader.paper import Definition, Occurrence, Section, Sentence, Symbol

GRAPH = load_concepts()
BOX = Box(0, 0, 1, 1)
IDS = sorted(GRAPH.concepts)


def diffusion(quote="We minimise the bound."):
    return [
        EquationConcepts("e8", 4, 2.0, (("squared_error_loss", 1.0), ("expectation", 0.9), ("norms", 0.8)), quote),
        EquationConcepts("e3", 2, 1.0, (("elbo", 1.0), ("kl_divergence", 0.9), ("expectation", 0.8)), quote),
        EquationConcepts("e2", 2, 1.0, (("diffusion_forward", 1.0), ("gaussian", 0.9), ("markov_chain", 0.8)), quote),
    ]  # fmt: skip


TOPICS = [Topic("unet", 4, False, 6, "We use a U-Net."), Topic("diffusion_reverse", 20, True, 1, "Diffusion models.")]


def in_order(path):
    place = {concept: number for number, concept in enumerate(path)}
    return all(place[below] < place[c] for c in path for below in GRAPH.below[c] if below in place)


@settings(max_examples=80)
@given(st.sets(st.sampled_from(IDS), max_size=60))
def test_no_concept_comes_before_what_it_rests_on(ids):
    path = learning_path(ids, GRAPH)
    assert sorted(path) == sorted(ids)
    assert in_order(path)
    assert path == learning_path(sorted(ids, reverse=True), GRAPH), "the order hangs on the order of asking"


def test_the_path_through_everything_goes_stage_by_stage_and_stays_with_an_area():
    path = learning_path(IDS, GRAPH)
    exceptions = {below for entry in GRAPH.concepts.values() for below in entry.later_stage}
    early = {c for c in IDS if GRAPH.stage(c) < 4 and exceptions & (GRAPH.below[c] | {c})}
    stages = [GRAPH.stage(concept) for concept in path if concept not in early | exceptions]
    assert stages == sorted(stages)
    changes = sum(GRAPH[a].area != GRAPH[b].area for a, b in pairwise(path))
    assert changes < len(path) / 3


def test_stages_and_tracks_are_complete():
    stages = load_stages()
    assert [stage.number for stage in stages] == [1, 2, 3, 4]
    assert sorted(c for stage in stages for c in stage.concepts) == IDS
    assert all(stage.hours > 10 and len(stage.description.split()) > 30 for stage in stages)
    assert set(load_tracks()) == {"research", "product"}


def test_the_list_for_equation_8_of_ddpm():
    study = study_list(diffusion(), GRAPH, topics=TOPICS)
    core = [item.concept for item in study.core]
    assert {"expectation", "norms", "squared_error_loss", "kl_divergence", "diffusion_forward", "unet"} <= set(core)
    assert len(core) <= 25
    place = core.index
    assert max(place("expectation"), place("norms")) < place("squared_error_loss") < place("diffusion_forward")
    assert in_order(core) and in_order(study.closure)
    assert set(core) <= set(study.closure)
    assert all(below in study.closure for concept in core for below in GRAPH.below[concept])


def test_every_item_says_why():
    study = study_list(diffusion(), GRAPH, topics=TOPICS)
    for item in study.core:
        assert 1 <= len(item.because) <= 3, item
        assert (
            0 < item.chance < 1 and item.stage == GRAPH.stage(item.concept) and item.hours == GRAPH[item.concept].hours
        )
    by_concept = {item.concept: item for item in study.core}
    assert by_concept["squared_error_loss"].because[0].equation == "e8"
    assert by_concept["unet"].because[0].quote == "We use a U-Net."
    supporting = [reason for item in study.core for reason in item.because if reason.needed_for]
    assert all(reason.needed_for in GRAPH for reason in supporting)


@settings(max_examples=40)
@given(
    rows=st.lists(st.lists(st.tuples(st.sampled_from(IDS), st.floats(0, 1)), max_size=8), max_size=12),
    known=st.sets(st.sampled_from(IDS), max_size=20),
    limit=st.integers(0, 30),
    track=st.sampled_from(["research", "product"]),
)
def test_any_paper_gets_a_sound_list(rows, known, limit, track):
    equations = [EquationConcepts(f"e{n}", 1, 1.0, tuple(row)) for n, row in enumerate(rows)]
    study = study_list(equations, GRAPH, frozenset(known), track, limit)
    core = [item.concept for item in study.core]
    assert len(core) == len(set(core)) <= limit
    assert in_order(core) and in_order(study.closure)
    skipped = {below for concept in known for below in (concept, *GRAPH.below[concept])}
    assert not skipped & set(core) and not skipped & set(study.closure)
    assert set(core) <= set(study.closure)
    assert not any(load_tracks()[track].drops(GRAPH, concept) for concept in study.closure)


def test_what_is_known_leaves_with_what_it_rests_on():
    study = study_list(diffusion(), GRAPH, frozenset({"kl_divergence"}), topics=TOPICS)
    left = {item.concept for item in study.core} | set(study.closure)
    assert not {"kl_divergence", "expectation", "log_laws"} & left


def test_the_product_track_drops_theory():
    theory = [EquationConcepts("e1", 1, 1.0, (("ntk", 1.0), ("lora", 0.9), ("supremum_infimum", 0.8)))]
    research = {item.concept for item in study_list(theory, GRAPH).core}
    product = {item.concept for item in study_list(theory, GRAPH, track="product").core}
    assert {"ntk", "lora"} <= research
    assert "lora" in product and not {"ntk", "supremum_infimum"} & product


def test_nothing_read_gives_an_empty_list_and_unknown_tracks_are_refused():
    empty = study_list([], GRAPH)
    assert empty.core == () and empty.closure == ()
    with pytest.raises(CartoucheError, match="research"):
        study_list([], GRAPH, track="holiday")


def test_known_files(tmp_path):
    file = tmp_path / "known.txt"
    file.write_text(
        "\ufeff# what I know\n- Expectation\nkl-divergence # from work\n\n* 卷积神经网络\nlog_laws\n", encoding="utf-8"
    )
    zh = {GRAPH["cnn"].zh}
    file.write_text(file.read_text(encoding="utf-8").replace("卷积神经网络", zh.pop()), encoding="utf-8")
    found = known_concepts(file, GRAPH)
    assert {"expectation", "log_laws", "cnn"} <= found
    file.write_text("expectation\nexpectaton value\n")
    with pytest.raises(CartoucheError, match=r"known\.txt, line 2: .*did you mean expectation"):
        known_concepts(file, GRAPH)
    with pytest.raises(CartoucheError, match="cannot be read"):
        known_concepts(tmp_path / "none.txt", GRAPH)
    file.write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(CartoucheError, match="cannot be read"):
        known_concepts(file, GRAPH)


@pytest.mark.parametrize("entry", list(GRAPH.concepts.values()), ids=lambda entry: entry.id)
def test_every_concept_is_known_by_id_and_name(entry):
    assert find_concept(entry.id, GRAPH) == entry.id
    assert find_concept(entry.name.upper(), GRAPH) == entry.id


def test_mentions_tell_names_from_words():
    find = lambda text: list(load_mentions().find(text))  # noqa: E731
    assert find("We train with Adam and a mini-batch of 32.") == ["adam", "minibatch"]
    assert "adam" not in find("adam and eve")
    assert find("layer normalisation, layer-normalization, Layer Normalizations") == ["layer_normalization"] * 3
    assert "gan" in find("GANs are hard") and "gan" not in find("the gang")
    assert "expectation" not in find(r"the value $expectation$ here")
    assert list(find("two Gaussian processes, both losses")) == ["gaussian_process"], "-sses is a plural"
    assert "expectation" not in find("by expectation maximization"), "the longest phrase counts"
    assert "covariance" not in find("its covariance matrix")
    assert "momentum" not in find("position and momentum of a particle")
    assert "momentum" in find("SGD with momentum of 0.9")
    assert list(Mentions({"a": ["x y", "x"]}).find("x y")) == ["a"], "one place is one mention"


def test_what_is_added_for_single_concepts_is_small():
    rules = load_rules()
    assert set(rules.usual) <= set(IDS)
    assert all(abs(value) < 2 for value in rules.usual.values())
    more = rules.model_copy(update={"usual": {"gaussian": 1.0}})
    signs = dict.fromkeys(rules.weights, 0.5)
    assert more.log_odds("gaussian", signs) == pytest.approx(more.log_odds("poisson", signs) + 1.0)


def test_the_mentions_name_concepts():
    import yaml

    from glossary.mentions import MENTIONS_FILE

    listed = yaml.safe_load(MENTIONS_FILE.read_text(encoding="utf-8"))
    assert set(listed) <= set(IDS)
    assert all(phrases for phrases in listed.values())


@given(st.text(max_size=120))
def test_any_text_can_be_searched_for_mentions(text):
    assert set(load_mentions().find(text)) <= set(IDS)


def test_topics_know_where_they_were_first_named():
    sentences = [
        Sentence("We study dropout.", 1, BOX, "Abstract"),
        Sentence("Dropout is cheap. " + "word " * 60, 2, BOX, "Method"),
        Sentence("Kingma. Adam: a method.", 9, BOX, "References"),
    ]
    topics = {
        topic.concept: topic for topic in paper_topics("Layer normalization", [Section("Beam search", 3)], sentences)
    }
    assert topics["dropout"].count == 2 and topics["dropout"].early and topics["dropout"].page == 1
    assert topics["layer_normalization"].early and topics["decoding_strategies"].page == 3
    assert "adam" not in topics
    assert all(len(topic.quote.split()) <= 41 for topic in topics.values())


def test_landmarks_are_matched_and_ordered():
    assert (
        match_reference("Adam: A Method for Stochastic Optimisation", 2015).key
        == match_reference("adam a method for stochastic optimization", None).key
    )
    assert match_reference("Adam: a method for stochastic optimization", 1950) is None
    assert match_reference("D. Kingma and J. Ba. Adam: A method for stochastic optimization. In ICLR", 2014) is not None
    assert match_reference("A study of cheese", None) is None
    assert match_reference("", None) is None
    references = [("Auto-encoding variational Bayes", 2013), ("Adam: a method for stochastic optimization", 2015),
                  ("Long short-term memory", 1997), ("A study of cheese", 2001)]  # fmt: skip
    found = landmarks_for(references, {"vae": 0.9, "adam": 0.5, "lstm_gru": 0.05}, "My paper")
    assert [reading.landmark.year for reading in found] == sorted(reading.landmark.year for reading in found)
    assert {concept for reading in found for concept in reading.concepts} == {"vae", "adam"}
    own = landmarks_for(references, {"vae": 0.9, "adam": 0.9}, "Auto-encoding variational Bayes")
    assert all(reading.landmark.title.lower() != "auto-encoding variational bayes" for reading in own)


def test_without_references_the_landmarks_of_the_main_concepts_stand_in():
    found = landmarks_for([], {"gan": 0.95, "adam": 0.3})
    assert found and all(not reading.cited and reading.concepts == ("gan",) for reading in found)


def test_landmarks_are_sound():
    years = {landmark.key: landmark.year for landmark in load_landmarks()}
    assert all(years[key] <= landmark.year for landmark in load_landmarks() for key in landmark.builds_on)


NASTY = 'a <script>alert(1)</script> | [x](javascript:1) `c` & $a|b<c$ *b* "q"'


def test_exports_of_a_study_list():
    study = study_list(diffusion(NASTY), GRAPH, topics=TOPICS)
    text = study_markdown(study, GRAPH, f"Title {NASTY}", {"e8": "8"})
    assert "## Stage 1" in text and "- [ ] **Expectation" in text and "equation (8), page 4" in text
    assert "<script" not in text and "[x](" not in text
    led = study_markdown(study, GRAPH, "T", None, [("equation (8), page 4", "a|b<c", f"it is {NASTY}")])
    assert r"equation \(8\)" not in led and r"equation (8), page 4: $a\vert b\lt c$" in led and "<script" not in led
    content = json.loads(study_json(study, "T"))
    assert set(content) == {"paper", "study", "study_closure"}
    assert all({"concept", "stage", "hours", "because"} <= set(row) for row in content["study"])
    assert all({"equation", "page", "quote"} <= set(why) for row in content["study"] for why in row["because"])
    rows = list(csv.DictReader(io.StringIO(study_csv(study, GRAPH))))
    assert [row["concept"] for row in rows] == [item.concept for item in study.core]


def test_a_study_list_is_written_as_its_file_is_named(tmp_path):
    study = study_list(diffusion(), GRAPH)
    for name, start in (("a.md", "# What to study"), ("a.json", "{"), ("a.CSV", "order,")):
        write_study(tmp_path / name, study, GRAPH, "T")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    for path, message in ((tmp_path / "a.doc", r"\.doc"), (tmp_path / "none" / "a.md", "cannot be written")):
        with pytest.raises(CartoucheError, match=message):
            write_study(path, study, GRAPH, "T")


def test_notation_tables():
    place = Occurrence(3, BOX, "e1")
    defined = Definition(NASTY, "s", 1, BOX, 0.9)
    symbols = [
        Symbol("s1", r"\|x\|_2", "scalar", (1, 9), False, (place,), (defined,), shape=r"m \times |z|"),
        Symbol("s2", r"p(x|z)", "distribution", (2, 9), False, (place, place)),
        Symbol("s3", "=cmd", "scalar", (2, 9), False, ()),
    ]
    senses = {"s2": [Sense("conditional_distribution", "conditional density", 0.8, "distribution")]}
    table = notation_markdown(symbols, senses, "A | B")
    lines = table.splitlines()[4:]
    assert len(lines) == 3
    assert all(line.replace(r"\|", "").count("|") == 7 for line in lines), "a bar of the paper ends a cell"
    assert "<" not in table
    assert "conditional density (by convention)" in table and "not defined in this paper" in table
    rows = list(csv.reader(io.StringIO(notation_csv(symbols, senses, {"e1": "3"}))))
    assert rows[0][0] == "symbol" and rows[3][0] == "'=cmd" and rows[1][5] == "(3)"
    latex = notation_latex(symbols, senses)
    assert r"\begin{longtable}" in latex and r"\&" in latex and "<script>" in latex
