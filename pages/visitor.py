"""Who looks at the page, as far as the request tells, and whose papers may be named to them."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.library import Remembered, library
from pages.session import opened_papers

#: Names of this machine; who comes from elsewhere sees only the papers that were opened in the own visit.
LOCAL = frozenset(("localhost", "127.0.0.1", "::1", ""))
#: What a proxy adds to a request that it passes on.
_PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


def papers_read() -> list[Remembered]:
    """The papers whose titles this visitor may see: on the own machine all, elsewhere those opened in this visit."""
    return library().papers(None if at_home() else opened_papers())


def at_home() -> bool:
    """Whether the visitor sits at the machine that the program runs on."""
    headers = st.context.headers
    if any(name in headers for name in _PASSED_ON):
        return False
    try:
        hosts = (urlsplit(headers.get("Origin", "")).hostname, urlsplit(f"//{headers.get('Host', '')}").hostname)
    except ValueError:  # no address at all
        return False
    return all((host or "") in LOCAL for host in hosts)
