"""A paper named on the command line → a file: a path as it is, an arXiv id or a web address downloaded once and kept."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from reader.errors import UnreadableError

ARXIV_ID = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?", re.I)
#: where arXiv's PDFs are; a mirror or a test server can stand in through the environment
ARXIV = "https://arxiv.org/pdf/"
#: bytes
LARGEST = 200_000_000
#: seconds
TIMEOUT = 60.0


def resolve(paper: str) -> Path:
    """The local file for a path, an arXiv id (``2006.11239``, ``arXiv:2006.11239v2``) or an http(s) address.

    Raises ``UnreadableError`` where there is no such file or it cannot be downloaded.
    """
    path = Path(paper).expanduser()
    if path.exists():
        return path
    found = ARXIV_ID.fullmatch(paper.strip())
    if found:
        return _download(os.environ.get("CARTOUCHE_ARXIV", ARXIV) + found.group(1) + (found.group(2) or ""))
    if re.match(r"https?://", paper):
        return _download(re.sub(r"^(https?://arxiv\.org)/abs/", r"\1/pdf/", paper))
    raise UnreadableError(f"There is no file {paper!r}; give the path of a PDF, an arXiv id such as 2006.11239, or a web address.")


def cache_folder() -> Path:
    """Where downloads and computed things are kept (``XDG_CACHE_HOME``, else ``~/.cache``)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cartouche"


def _download(url: str) -> Path:
    import httpx  # only where something is fetched: importing it takes as long as a lookup

    folder = cache_folder() / "papers"
    target = folder / (hashlib.sha256(url.encode()).hexdigest()[:32] + ".pdf")
    if target.exists():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with httpx.stream("GET", url, follow_redirects=True, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
                size = 0
                for chunk in answer.iter_bytes():
                    size += len(chunk)
                    if size > LARGEST:
                        raise UnreadableError("That download is larger than 200 MB; papers are a few MB. Check the address.")
                    part.write(chunk)
            Path(part.name).replace(target)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreadableError(f"Could not download {url}: {_why(error)}. Check the address and the connection, or give a file.") from error
    except OSError as error:
        raise UnreadableError(f"Could not store the download in {folder}: {error.strerror}.") from error
    return target


def _why(error: Exception) -> str:
    response = getattr(error, "response", None)
    if response is not None:
        return f"the server answered {response.status_code}"
    return str(error).splitlines()[0] if str(error) else type(error).__name__
