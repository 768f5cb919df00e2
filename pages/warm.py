"""Loads what the pages will need, so that nobody waits for it."""

from __future__ import annotations

import logging

from reader.errors import CartoucheError


def warm_up() -> None:
    """Load concepts, notation, patterns and demos; what is wrong with them is for the page that needs them to say."""
    from glossary.concepts import load_concepts
    from glossary.notation import load_notation
    from pages.patterns import wall
    from patterns.library import load_library
    from patterns.runner import list_demos

    for load in (load_concepts, load_notation, load_library, list_demos, wall):
        try:
            load()
        except CartoucheError as error:
            logging.getLogger(__name__).error("%s", error)
    _read_sample()


def _read_sample() -> None:
    """Have the sample paper read before somebody opens it: it is what most people open first."""
    from pages.reading import read
    from pages.session import SAMPLE
    from pages.shelf import shelf

    try:
        sha256 = shelf().put(SAMPLE.read_bytes())
        file = shelf().file(sha256)
        if file is not None and shelf().get(sha256) is None:
            shelf().keep(sha256, read(file, None, lambda phase, fraction: None))
    except (CartoucheError, OSError) as error:
        logging.getLogger(__name__).error("the sample paper cannot be read: %s", error)
