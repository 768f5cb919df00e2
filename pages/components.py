"""The parts of the app that live in the browser: reading view, study list, notation table.

Each is a script under ``pages/assets`` with a function ``update``; Streamlit is given only a loader, and data that
stays the same between runs, so that a click is answered in the browser without a round trip.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.patterns import wall_version
from pages.routes import PREFIX, assets_version
from pages.shelf import OpenPaper

#: Imports the script named in ``data`` and hands over; the page may be gone when it arrives.
LOADER = """
export default function (component) {
  const script = new URL(component.data.assets + component.data.script, window.location.origin);
  const loaded = import(script.href);
  loaded.then((module) => module.update(component)).catch((error) => {
    const sentence = document.createElement("p");
    sentence.textContent = "This part of the page could not be loaded; reload the page.";
    component.parentElement.appendChild(sentence);
    console.error(error);
  });
  return () => loaded.then((module) => module.remove(component.parentElement));
}
"""


def mount(name: str, data: dict[str, Any], key: str) -> dict[str, Any] | None:
    """Show the component ``pages/assets/<name>.js``; return what it asks for in this run, if anything.

    Args:
        name: of the script.
        data: what it shows; keep it the same between runs.
        key: names the instance; with another key it starts afresh.
    """
    result = _component(name)(
        key=key,
        data={"assets": f"{_base()}{PREFIX}/assets/{assets_version()}/", "script": f"{name}.js", **data},
        on_ask_change=_nothing,
    )
    asked = getattr(result, "ask", None)
    return dict(asked) if asked else None


def paper_address(paper: OpenPaper) -> str:
    """Where the browser asks for the parts of a paper."""
    return f"{_base()}{PREFIX}/paper/{paper.token}/"


def gallery_address() -> str:
    """Where the browser asks for the gallery of patterns; changes when the gallery does, so that it may be kept."""
    return f"{_base()}{PREFIX}/gallery/{wall_version()}"


def resembles_address() -> str:
    """Where the browser asks what a typed equation resembles."""
    return f"{_base()}{PREFIX}/resembles"


def _base() -> str:
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


@cache
def _component(name: str) -> ComponentRenderer:
    return st.components.v2.component(f"cartouche_{name}", js=LOADER)


def _nothing() -> None:
    """A component's trigger needs a callback to be told apart from state; the page reads the value itself."""
