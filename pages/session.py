"""Which paper a visitor has open, and how one is opened."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages import address
from pages.library import library
from pages.shelf import OpenPaper, Reading, shelf
from patterns.explanation.voice import USUAL, Voice, voice_of
from reader.errors import CartoucheError

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "papers" / "diffusion_primer.pdf"
#: what an address says for the sample paper: ``?paper=sample``
SAMPLE_NAME = "sample"
_PAPER = address.PAPER
_REFUSAL = "refusal"
_OPENED = "opened"
#: a paper that an address named on a page that shows none
_NAMED = "named"
#: what the address and the session call the two halves of a voice
_LANGUAGE, _DEPTH = "language", "depth"

#: the part of a sentence that is about an option of the command: "...; give it with --password (...)."
_FOR_THE_COMMAND = re.compile(r"; [^;.]*--[a-z]+[^;.]*\.$")


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
    named, known = _named_in_address(), st.session_state.get(_PAPER)
    # the address first: with back and forward it may name the paper before this one
    sha256 = named if named is not None and shelf().file(named) is not None else known or st.session_state.get(_NAMED)
    if not isinstance(sha256, str) or shelf().file(sha256) is None:
        return None
    refusal = last_refusal()
    if refusal is not None and refusal.sha256 == sha256:
        return None  # tried already
    # what this visitor opened needs no password again; what only the address names does
    paper = shelf().get(sha256) if sha256 == known or sha256 in opened_papers() else None
    if paper is None:
        opened = try_open(sha256)
        if isinstance(opened, Refusal):
            return None
        paper = opened
    st.session_state[_PAPER] = sha256
    _into_address(sha256)
    return paper


def keep_in_address() -> OpenPaper | None:
    """Let the address of a page that shows no paper go on naming the one that is open, without reading it.

    Returns the paper, if it is in memory.
    """
    named, known = st.query_params.get(_PAPER), st.session_state.get(_PAPER)
    if named is None and isinstance(known, str):
        address.put({_PAPER: known})
    elif named is not None and known is None:
        st.session_state[_NAMED] = _named_in_address()  # for the page that one goes to from here
    return shelf().get(known) if isinstance(known, str) else None


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
    pairs = ((_LANGUAGE, voice.language, USUAL.language), (_DEPTH, voice.depth, USUAL.depth))
    address.put({name: value if value != usual else None for name, value, usual in pairs})


def close_paper() -> None:
    """Forget which paper is open; the file stays stored."""
    st.session_state.pop(_PAPER, None)
    st.session_state.pop(_NAMED, None)
    st.session_state.pop(_REFUSAL, None)
    address.put({_PAPER: None} | address.in_address(None))


def try_open(sha256: str, password: str | None = None) -> OpenPaper | Refusal:
    """Read a stored file, unless it is in memory, and make it the open paper; shows its progress on the page."""
    file = shelf().file(sha256)
    if file is None:
        return _refused(sha256, "This file is not stored here any more; upload it again.")
    paper = shelf().get(sha256)
    if paper is None or paper.password not in (None, password):
        try:
            paper = shelf().keep(sha256, _read(file, password), password)
        except CartoucheError as error:
            return _refused(sha256, str(error))
    library().remember(paper)
    st.session_state[_PAPER] = sha256
    st.session_state[_OPENED] = opened_papers() | {sha256}
    st.session_state.pop(_REFUSAL, None)
    _into_address(sha256)
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
    refusal = Refusal(sha256, _FOR_THE_COMMAND.sub(".", reason))
    st.session_state[_REFUSAL] = refusal
    st.session_state.pop(_PAPER, None)
    return refusal


def _named_in_address() -> str | None:
    named = st.query_params.get(_PAPER)
    if named == SAMPLE_NAME:
        return shelf().put(SAMPLE.read_bytes())
    return named


def _into_address(sha256: str) -> None:
    """Name the open paper in the address; a place in another paper is none in this one."""
    place = {} if _named_in_address() == sha256 else address.in_address(None)
    address.put({_PAPER: sha256} | place)


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
