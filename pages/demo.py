"""Runs a demo from an equation's card: progress, the checks it makes, its picture."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.foreign import escape
from patterns.demos.result import DemoResult
from patterns.runner import DemoInfo, find_demo, run_demo
from reader.errors import CartoucheError

DEVICES = {"auto": "the fastest here", "cpu": "processor", "cuda": "graphics card"}
#: Share of the demo's full work; the checks hold at every size, the picture is finer with more.
SIZES = {0.25: "a quarter", 1.0: "full"}


def show(name: str) -> None:
    """Open a window for the demo called ``name``; raises ``CartoucheError`` where there is none."""
    demo = find_demo(name)
    st.dialog(demo.title, width="large")(_window)(demo)


def _window(demo: DemoInfo) -> None:
    st.write(demo.says)
    left, right = st.columns(2)
    device = left.selectbox("Where", list(DEVICES), format_func=DEVICES.__getitem__)
    size = right.selectbox("Work", list(SIZES), index=1, format_func=lambda share: _minutes(demo, share))
    result: DemoResult | None = None
    if st.button("Run", type="primary", icon=":material/play_arrow:"):
        result = _run(demo, device, size)
    if result is not None:
        _show_result(result)
    with st.expander("The program"):
        st.code(demo.source.read_text(encoding="utf-8"), language="python")


def _minutes(demo: DemoInfo, share: float) -> str:
    seconds = demo.minutes * share * 60
    about = f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(5, round(seconds / 5) * 5):.0f} s"
    return f"{SIZES[share]}: about {about} on two processor cores"


def _run(demo: DemoInfo, device: str, scale: float) -> DemoResult | None:
    bar = st.progress(0.0, text="Starting …")
    hint = st.empty()
    hint.caption("Close this window to stop it.")
    folder = Path(tempfile.mkdtemp(prefix="cartouche-demo-"))
    try:
        return run_demo(demo.id, device, scale, folder, _teller(bar.progress))
    except CartoucheError as error:
        st.error(escape(str(error)), icon=":material/error:")
        return None
    finally:
        bar.empty()
        hint.empty()


def _teller(show_progress: Callable[..., object]) -> Callable[[str, float], None]:
    def tell(phase: str, fraction: float) -> None:
        show_progress(min(max(fraction, 0.0), 1.0), text=phase[:1].upper() + phase[1:])

    return tell


def _show_result(result: DemoResult) -> None:
    if result.picture is not None and result.picture.is_file():
        st.image(result.picture.read_bytes(), width="stretch", alt=f"What the program drew: {result.title}")
    for check in result.checks:
        sign = ":material/check_circle:" if check.passed else ":material/cancel:"
        st.markdown(
            f"{sign} **{check.name}**: {check.says}  \n:gray[measured {check.value:.3g}, allowed {check.tolerance:.3g}]"
        )
    st.caption(f"{result.seconds:.0f} s on {result.device}")
    with st.expander("Measured figures"):
        st.table({name: [f"{value:.4g}"] for name, value in result.figures.items()})
