"""The frame round every page: title, navigation, style. Streamlit runs this file for every visitor and every click."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages import concepts, gallery, read, study, symbols
from pages.foreign import escape
from reader.errors import CartoucheError

ASSETS = Path(__file__).resolve().parent / "assets"


def main() -> None:
    """Set up the page that the address names and run it."""
    st.set_page_config(page_title="Cartouche", page_icon=str(ASSETS / "icon.svg"), layout="wide")
    st.html(ASSETS / "app.css")
    st.logo(str(ASSETS / "logo.svg"), size="large")
    known = {
        "read": st.Page(_guarded(read.page), title="Read", url_path="read", default=True),
        "symbols": st.Page(_guarded(symbols.page), title="Symbols", url_path="symbols"),
        "study": st.Page(_guarded(study.page), title="Study", url_path="study"),
        "patterns": st.Page(_guarded(gallery.page), title="Patterns", url_path="patterns"),
        "concepts": st.Page(_guarded(concepts.page), title="Concepts", url_path="concepts"),
    }
    st.session_state["pages"] = known  # for those who link to another page
    chosen = st.navigation(list(known.values()), position="top")
    with st.container(key="narrow-bar", horizontal=True, gap=None):  # shown on narrow screens only: assets/app.css
        for page in known.values():
            st.page_link(page)
    chosen.run()


def _guarded(page: Callable[[], None]) -> Callable[[], None]:
    """The page, with errors shown as one sentence: our own say what to do, of others the log has the rest."""

    def run() -> None:
        try:
            page()
        except CartoucheError as error:
            logging.getLogger(__name__).warning("%s", error)
            st.error(escape(str(error)), icon=":material/error:")
        except Exception:
            logging.getLogger(__name__).exception("the page %s failed", page.__module__)
            st.error(
                "Something went wrong here. Reload the page; the program's log says more.", icon=":material/error:"
            )

    return run


main()
