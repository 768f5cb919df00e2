"""A paper named on the command line → a file: a path as it is, an arXiv id or a web address downloaded once and kept."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from reader.errors import UnreadableError

ARXIV_ID = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?", re.I)
#: where arXiv's PDFs are; a mirror or a test server can stand in through the environment
ARXIV = "https://arxiv.org/pdf/"
#: bytes
LARGEST = 200_000_000
#: bytes at the beginning of a file in which a PDF says that it is one
HEAD = 1024
#: seconds
TIMEOUT = 60.0


def resolve(paper: str) -> Path:
    """The local file for a path, an arXiv id (``2006.11239``, ``arXiv:2006.11239v2``) or an http(s) address.

    Raises ``UnreadableError`` where there is no such file or it cannot be downloaded.
    """
    path = _existing(paper)
    if path is not None:
        return path
    found = ARXIV_ID.fullmatch(paper.strip())
    if found:
        return _download(os.environ.get("CARTOUCHE_ARXIV", ARXIV) + found.group(1) + (found.group(2) or ""))
    if re.match(r"https?://", paper):
        return _download(re.sub(r"^(https?://(?:www\.|export\.)?arxiv\.org)/abs/", r"\1/pdf/", paper))
    raise UnreadableError(
        f"There is no file {paper!r}; give the path of a PDF, an arXiv id such as 2006.11239, or a web address."
    )


def _existing(paper: str) -> Path | None:
    try:
        path = Path(paper).expanduser()
        return path if paper and path.exists() else None
    except (OSError, RuntimeError, ValueError):  # too long a name, a locked folder, ~nobody
        return None


def cache_folder() -> Path:
    """Where downloads and computed things are kept (``XDG_CACHE_HOME``, else ``~/.cache``)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cartouche"


def _download(url: str) -> Path:
    import httpx  # only where something is fetched: importing it takes as long as a lookup

    folder = cache_folder() / "papers"
    target = folder / (hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:32] + ".pdf")
    if target.exists():
        return target
    part: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                part = Path(file.name)
                _store(answer.iter_bytes(), file)
        part.replace(target)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise UnreadableError(
            f"Could not download {url}: {_why(error)}. Check the address and the connection, or give a file."
        ) from error
    except OSError as error:
        raise UnreadableError(f"Could not store the download in {folder}: {error.strerror}.") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return target


def _store(chunks: Iterable[bytes], file: IO[bytes]) -> None:
    """Write a download; a web page or anything else that is no PDF is refused, so that it is not kept."""
    size, head = 0, b""
    for chunk in chunks:
        size += len(chunk)
        head = head if len(head) >= HEAD else head + chunk[:HEAD]
        if size > LARGEST:
            raise UnreadableError("That download is larger than 200 MB; papers are a few MB. Check the address.")
        file.write(chunk)
    if b"%PDF-" not in head[:HEAD]:
        raise UnreadableError("There is no PDF at that address; open it in a browser and give the PDF's own address.")


def _why(error: Exception) -> str:
    response = getattr(error, "response", None)
    if response is not None:
        return f"the server answered {response.status_code}"
    return str(error).splitlines()[0] if str(error) else type(error).__name__
