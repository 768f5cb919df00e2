"""The encoder: cheap to import, refuses wrong weights, gives unit vectors in order."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from glossary import embedding
from glossary.embedding import MODEL_VARIABLE, WEIGHTS, Embedder, default_embedder
from reader.errors import CartoucheError


def test_importing_the_retrieval_loads_no_network_library(root):
    heavy = "{'torch', 'transformers', 'faiss'}"
    code = f"import sys, glossary.retrieve, glossary.study; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_vectors_have_length_one_and_keep_the_order():
    texts = ["a loss averages squared errors", "x", "the policy gradient " * 200, "a loss averages squared errors"]
    vectors = default_embedder().encode(texts)
    assert vectors.shape == (4, 384) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.allclose(vectors[0], vectors[3], atol=1e-5)
    alone = default_embedder().encode(texts[:1])[0]
    assert np.allclose(vectors[0], alone, atol=1e-5), "padding changes a vector"


def test_texts_beyond_the_limit_are_cut():
    long = "word " * 300
    short, longer = default_embedder().encode([long, long + "and a completely different ending about whales"])
    assert np.allclose(short, longer, atol=1e-5)


def test_no_texts_give_no_rows():
    assert default_embedder().encode([]).shape == (0, 384)


def test_meaning_beats_wording():
    question, near, far = default_embedder().encode(
        ["how steep is the hill", "slope of a function at a point", "recipes for apple cake"]
    )
    assert question @ near > question @ far


def test_sentence_transformers_is_not_needed():
    default_embedder().encode(["x"])
    assert "sentence_transformers" not in sys.modules


def test_other_weights_are_refused(monkeypatch):
    monkeypatch.setattr(embedding, "MODEL_SHA256", "0" * 64)
    with pytest.raises(CartoucheError, match="not the expected ones"):
        Embedder().encode(["x"])


def test_a_folder_without_weights_is_refused(tmp_path, monkeypatch):
    with pytest.raises(CartoucheError, match=WEIGHTS):
        Embedder(tmp_path)
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path))
    with pytest.raises(CartoucheError, match=WEIGHTS):
        Embedder()


def test_a_broken_model_of_ones_own_is_refused(tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"not weights")
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(CartoucheError, match="cannot be loaded"):
        Embedder(tmp_path).encode(["x"])


def test_a_model_of_ones_own_is_used(tmp_path, monkeypatch):
    packaged = default_embedder()
    for file in packaged.folder.iterdir():
        if file.is_file() and file.name != WEIGHTS:
            shutil.copy(file, tmp_path / file.name)
    (tmp_path / WEIGHTS).symlink_to(packaged.folder / WEIGHTS)
    monkeypatch.setenv(MODEL_VARIABLE, str(tmp_path))
    own = Embedder()
    assert own.folder == Path(tmp_path) and own.digest == packaged.digest
    assert np.allclose(own.encode(["x"]), packaged.encode(["x"]), atol=1e-5)
