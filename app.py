"""The web face: Streamlit's pages, and beside them the addresses that feed its components.

Start it with ``cartouche app``, ``streamlit run app.py`` or ``python app.py``; any ASGI server can run ``app:app``.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from pages.routes import routes
from pages.warm import warm_up


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Load the content behind the first visitor's back: the first page needs none of it, the second click does."""
    threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
    yield None


app = st.App(Path(__file__).resolve().parent / "pages" / "main.py", lifespan=_lifespan, routes=routes())

if __name__ == "__main__":
    app.run()
