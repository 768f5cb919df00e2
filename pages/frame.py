"""Layout that several pages share."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

#: CSS pixels; a page to be read like a book, about ninety characters a line
READING_WIDTH = 960


def reading_width() -> DeltaGenerator:
    """A column in the middle of the page, as wide as text is read well; narrower where the screen is."""
    return st.container(horizontal_alignment="center").container(width=READING_WIDTH)
