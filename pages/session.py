"""Which paper a visitor has open, and how one is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages.library import library
from pages.shelf import OpenPaper, Reading, shelf
from patterns.explanation.voice import USUAL, Voice, voice_of
from reader.errors import CartoucheError

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "papers" / "diffusion_primer.pdf"
#: what an address says for the sample paper: ``?paper=sample``
SAMPLE_NAME = "sample"
_PAPER = "paper"
_REFUSAL = "refusal"
_OPENED = "opened"
#: what the address and the session call the two halves of a voice
_LANGUAGE, _DEPTH = "language", "depth"


@dataclass(frozen=True)
class Refusal:
    """Why a stored file could not be opened, in one sentence, and whether a password might help."""

    sha256: str
    reason: str

    @property
    def locked(self) -> bool:
        """Whether it wants a password (or another one)."""
        return "password" in self.reason.lower()


def current_paper() -> OpenPaper | None:
    """The open paper. One that the address names but that is not in memory is read again.

    Where that fails, the reason is left for ``last_refusal``.
    """
    known = st.session_state.get(_PAPER)
    sha256 = known or _named_in_address()
    if not isinstance(sha256, str) or shelf().file(sha256) is None:
        return None
    refusal = last_refusal()
    if refusal is not None and refusal.sha256 == sha256:
        return None  # tried already
    # what this visitor opened needs no password again; what only the address names does
    paper = shelf().get(sha256) if known else None
    if paper is None:
        opened = try_open(sha256)
        if isinstance(opened, Refusal):
            return None
        paper = opened
    st.query_params[_PAPER] = sha256
    return paper


def current_voice() -> Voice:
    """The language and depth of explanations: as chosen in this session, else as the address says, else the usual."""
    chosen = st.session_state.get("voice")
    named = voice_of(st.query_params.get(_LANGUAGE), st.query_params.get(_DEPTH)) or USUAL
    voice = chosen if isinstance(chosen, Voice) else named
    choose_voice(voice)
    return voice


def choose_voice(voice: Voice) -> None:
    """Remember a voice for the session and put it into the address, where it is not the usual one."""
    st.session_state["voice"] = voice
    for name, value, usual in ((_LANGUAGE, voice.language, USUAL.language), (_DEPTH, voice.depth, USUAL.depth)):
        if value != usual:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def close_paper() -> None:
    """Forget which paper is open; the file stays stored."""
    st.session_state.pop(_PAPER, None)
    st.session_state.pop(_REFUSAL, None)
    st.query_params.pop(_PAPER, None)


def try_open(sha256: str, password: str | None = None) -> OpenPaper | Refusal:
    """Read a stored file, unless it is in memory, and make it the open paper; shows its progress on the page."""
    file = shelf().file(sha256)
    if file is None:
        return _refused(sha256, "This file is not stored here any more; upload it again.")
    paper = shelf().get(sha256)
    if paper is None or paper.password not in (None, password):
        try:
            paper = shelf().keep(sha256, _read(file, password), password)
            library().remember(paper)
        except CartoucheError as error:
            return _refused(sha256, str(error))
    st.session_state[_PAPER] = sha256
    st.session_state[_OPENED] = opened_papers() | {sha256}
    st.session_state.pop(_REFUSAL, None)
    return paper


def opened_papers() -> frozenset[str]:
    """The papers (hashes) that were opened in this visit."""
    found = st.session_state.get(_OPENED)
    return found if isinstance(found, frozenset) else frozenset()


def last_refusal() -> Refusal | None:
    """Why the file that was tried last could not be opened."""
    found = st.session_state.get(_REFUSAL)
    return found if isinstance(found, Refusal) else None


def _refused(sha256: str, reason: str) -> Refusal:
    refusal = Refusal(sha256, reason)
    st.session_state[_REFUSAL] = refusal
    st.session_state.pop(_PAPER, None)
    return refusal


def _named_in_address() -> str | None:
    named = st.query_params.get(_PAPER)
    if named == SAMPLE_NAME:
        return shelf().put(SAMPLE.read_bytes())
    return named


def _read(file: Path, password: str | None) -> Reading:
    """Read and annotate a paper, showing how far it has come."""
    bar = st.progress(0.0, text="Opening the paper …")
    try:
        from pages.reading import read  # loads half the program: not before a paper is opened

        return read(file, password, _teller(bar.progress))
    finally:
        bar.empty()


def _teller(show: Callable[..., object]) -> Callable[[str, float], None]:
    def tell(phase: str, fraction: float) -> None:
        show(min(max(fraction, 0.0), 1.0), text=phase[:1].upper() + phase[1:] + " …")

    return tell
