"""The concepts as vectors: a FAISS index over several texts of each concept, and the vectors kept between runs.

Every concept is looked at from three sides (``VIEWS``). A vector is kept under the digest of the text it was made from,
so after an edit only the edited texts are encoded again. Vectors come from, in this order: the user's cache folder, the
file that is shipped in ``data/roadmap`` (so that a first start needs no encoding), the encoder. The cache is written
in one move and is never required: damaged or unwritable, it is passed over.
``python -m glossary.index`` renews the shipped file; with ``--check`` it says how many of its texts are out of date.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary.concepts import ConceptGraph, load_concepts
from glossary.content_text import plain_words
from glossary.embedding import Embedder, default_embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = dict[str, NDArray[np.float16]]

#: The sides from which a concept is looked at, in the order of the rows that ``similarities`` gives.
VIEWS = ("definition", "intuition", "keywords")
SHIPPED = Path(__file__).resolve().parent.parent / "data" / "roadmap" / "vectors.npz"


def view_texts(graph: ConceptGraph, concept: str) -> tuple[str, ...]:
    """Write the texts of a concept that are encoded, in the order of ``VIEWS``."""
    entry = graph[concept]
    texts = (f"{entry.name}. {entry.definition}", entry.intuition, ", ".join(entry.keywords))
    return tuple(plain_words(text) for text in texts)


class ConceptIndex:
    """All concepts of a graph in a flat FAISS index of inner products (cosines, as all vectors have length one)."""

    def __init__(self, graph: ConceptGraph, vectors: NDArray[np.float32], embedder: Embedder) -> None:
        import faiss

        self.ids = tuple(graph.concepts)
        self._embedder = embedder
        # a thousand vectors are searched in a millisecond; more threads would only get in torch's way
        faiss.omp_set_num_threads(1)
        self._flat: Any = faiss.IndexFlatIP(vectors.shape[1])
        self._flat.add(vectors)

    def similarities(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the cosine of each text with each view of each concept: (texts, ``VIEWS``, ``ids``)."""
        import numpy as np

        size = len(VIEWS) * len(self.ids)
        found = np.zeros((len(texts), size), dtype=np.float32)
        if texts:
            cosines, places = self._flat.search(self._embedder.encode(texts), size)
            np.put_along_axis(found, places, cosines, axis=1)
        return found.reshape(len(texts), len(VIEWS), len(self.ids))


def load_index(graph: ConceptGraph | None = None, embedder: Embedder | None = None) -> ConceptIndex:
    """Build the index of a graph (the shipped one by default), encoding only what no earlier run has encoded."""
    graph, embedder = graph or load_concepts(), embedder or default_embedder()
    texts = [view_texts(graph, concept) for concept in graph.concepts]
    ordered = [views[side] for side in range(len(VIEWS)) for views in texts]
    return ConceptIndex(graph, _vectors(ordered, embedder), embedder)


def cache_folder() -> Path:
    """Name the folder for what can be made again: ``$XDG_CACHE_HOME/cartouche``, else ``~/.cache/cartouche``."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    # the standard asks to ignore a relative path here
    base = Path(named) if named and Path(named).is_absolute() else Path(os.path.expanduser("~")) / ".cache"
    return base / "cartouche"


def cache_file(embedder: Embedder) -> Path:
    """Name the file in which the vectors that this encoder made are kept."""
    return cache_folder() / f"concepts-{embedder.digest[:16]}.npz"


def _vectors(texts: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    import numpy as np

    keys = [_key(text) for text in texts]
    known = read_vectors(SHIPPED, embedder.digest)
    if not set(keys) <= known.keys():
        kept = read_vectors(cache_file(embedder), embedder.digest)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known and key not in kept}
        fresh = embedder.encode(list(missing.values())).astype(np.float16) if missing else ()
        kept |= dict(zip(missing, fresh, strict=True))
        if missing:
            # a cache that cannot be written is no reason to stop
            with suppress(OSError):
                write_vectors(cache_file(embedder), embedder.digest, {key: kept[key] for key in keys if key in kept})
        known |= kept
    matrix = np.stack([known[key] for key in keys]).astype(np.float32)
    return np.ascontiguousarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True))


def read_vectors(path: Path, model: str) -> Vectors:
    """Read kept vectors by the digest of their text; none where the file is missing, damaged or of another model."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            if str(file["model"]) != model:
                return {}
            keys, rows = file["keys"], file["vectors"]
            if keys.dtype.kind != "S" or rows.ndim != 2 or len(rows) != len(keys) or not np.isfinite(rows).all():
                return {}
            return {bytes(key).decode(): row for key, row in zip(keys, rows, strict=True)}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}


def write_vectors(path: Path, model: str, vectors: Mapping[str, NDArray[np.float16]]) -> None:
    """Write vectors so that no reader ever sees half a file. Raises ``OSError`` where the folder cannot be written."""
    import numpy as np

    path.parent.mkdir(parents=True, exist_ok=True)
    rows = np.stack(list(vectors.values())).astype(np.float16)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, model=np.array(model), keys=np.array([key.encode() for key in vectors]), vectors=rows)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def main() -> int:
    """Renew the shipped vectors, or with ``--check`` only count what is out of date (1 where anything is)."""
    import numpy as np

    graph, embedder = load_concepts(), default_embedder()
    texts = {_key(text): text for concept in graph.concepts for text in view_texts(graph, concept)}
    shipped = read_vectors(SHIPPED, embedder.digest)
    stale = {key: text for key, text in texts.items() if key not in shipped}
    print(f"{len(texts)} texts of {len(graph)} concepts, {len(stale)} of them without a shipped vector")
    if "--check" in sys.argv[1:]:
        return 1 if stale else 0
    fresh = embedder.encode(list(stale.values())).astype(np.float16) if stale else ()
    shipped |= dict(zip(stale, fresh, strict=True))
    write_vectors(SHIPPED, embedder.digest, {key: shipped[key] for key in texts})
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
