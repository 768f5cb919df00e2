"""The index and its cache: encodes once, only what changed, and never needs the cache."""

import dataclasses
import hashlib

import numpy as np
import pytest

from glossary import index
from glossary.concepts import load_concepts
from glossary.index import VIEWS, cache_file, load_index, read_vectors, view_texts, write_vectors


class Counting:
    """Stands in for the encoder: a fixed vector for each text, and a count of what it encoded."""

    digest = "ab" * 32

    def __init__(self):
        self.encoded = []

    def encode(self, texts):
        self.encoded += texts
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
        rows = np.stack([np.random.default_rng(seed).normal(size=16) for seed in seeds]).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def graph():
    whole = load_concepts()
    some = {key: whole[key] for key in ("vectors", "softmax", "ppo")}
    return dataclasses.replace(whole, concepts=some)


def edited(graph, key):
    changed = graph[key].model_copy(update={"intuition": "Something else."})
    return dataclasses.replace(graph, concepts={**graph.concepts, key: changed})


def test_a_text_is_closest_to_itself(graph):
    embedder = Counting()
    found = load_index(graph, embedder).similarities([view_texts(graph, "softmax")[1], "anything"])
    assert found.shape == (2, len(VIEWS), 3)
    assert np.unravel_index(found[0].argmax(), found[0].shape) == (1, 1)
    assert found[0].max() == pytest.approx(1, abs=1e-3)
    assert load_index(graph, embedder).similarities([]).shape == (0, len(VIEWS), 3)


def test_the_second_start_encodes_nothing(graph):
    first, second = Counting(), Counting()
    load_index(graph, first)
    load_index(graph, second)
    assert len(first.encoded) == 9 and not second.encoded


def test_only_what_changed_is_encoded_again(graph):
    load_index(graph, Counting())
    embedder = Counting()
    load_index(edited(graph, "ppo"), embedder)
    assert embedder.encoded == ["Something else."]


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"PK\x03\x04 half an archive"])
def test_a_damaged_cache_is_made_again(graph, rubbish):
    embedder = Counting()
    load_index(graph, embedder)
    whole = cache_file(embedder).read_bytes()
    for broken in (rubbish, whole[: len(whole) // 2]):
        cache_file(embedder).write_bytes(broken)
        again = Counting()
        load_index(graph, again)
        assert len(again.encoded) == 9
        assert len(read_vectors(cache_file(embedder), embedder.digest)) == 9


def test_the_cache_of_another_model_is_not_used(graph, tmp_path):
    embedder = Counting()
    load_index(graph, embedder)
    assert read_vectors(cache_file(embedder), "cd" * 32) == {}


def test_pickled_objects_in_a_cache_are_not_loaded(graph):
    embedder = Counting()
    cache_file(embedder).parent.mkdir(parents=True)
    np.savez(
        cache_file(embedder), model=np.array(embedder.digest), keys=np.array([object()]), vectors=np.zeros((1, 16))
    )
    load_index(graph, embedder)
    assert len(embedder.encoded) == 9


def test_without_a_place_for_the_cache_it_works_all_the_same(graph, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert load_index(graph, Counting()).similarities(["x"]).shape == (1, len(VIEWS), 3)


def test_a_failed_write_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez", fail)
    with pytest.raises(OSError, match="disk full"):
        write_vectors(tmp_path / "x.npz", "m", {"k": np.zeros(4, dtype=np.float16)})
    assert list(tmp_path.iterdir()) == []


def test_the_shipped_vectors_are_those_of_the_packaged_model():
    from glossary.embedding import MODEL_SHA256

    shipped = read_vectors(index.SHIPPED, MODEL_SHA256)
    assert index.SHIPPED.stat().st_size < 1_000_000
    graph = load_concepts()
    texts = {index._key(text) for concept in graph.concepts for text in view_texts(graph, concept)}
    # an edit or two may be waiting for `python -m glossary.index`; most vectors must be there for a quick first start
    assert len(texts & shipped.keys()) >= 0.9 * len(texts)
