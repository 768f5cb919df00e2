"""What can go wrong while reading, told apart so that a face can say what to do about it.

Faces (``cli``, ``pages``) catch ``CartoucheError`` and show ``str(error)``; nobody else catches it.
"""


class CartoucheError(Exception):
    """Base of all errors whose text is one clear sentence for the person at the keyboard."""


class UnreadableError(CartoucheError):
    """The input is broken, locked, empty or not what it claims to be."""


class UnsupportedError(CartoucheError):
    """The input is sound, but of a kind that is not supported (a scan without text, say)."""


class ContentError(CartoucheError):
    """A file of our own content under ``data/`` is wrong; names the file and the entry."""
