"""What is named on the command line to a file: paths, arXiv ids, addresses. The server is a stand-in in this process."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from golden import fixture

from reader import fetch
from reader.errors import UnreadableError
from reader.fetch import cache_folder, resolve

PDF = fixture("paper").read_bytes()


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A local arXiv; its list of the paths that were asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if "moved" in self.path:
                self.send_response(302)
                self.send_header("Location", "/pdf/2006.11239")
                self.end_headers()
                return
            if "missing" in self.path or "9999" in self.path:
                self.send_error(404)
                return
            body = b"<html>No PDF here</html>" if "page" in self.path else b"" if "empty" in self.path else PDF
            self.send_response(200)
            self.send_header("Content-Length", str(len(body) + 100 * ("short" in self.path)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    base = f"http://127.0.0.1:{http.server_port}"
    monkeypatch.setenv("CARTOUCHE_ARXIV", base + "/pdf/")
    yield base, asked
    http.shutdown()


def kept():
    folder = cache_folder() / "papers"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_path_is_a_path(tmp_path, monkeypatch):
    (tmp_path / "2006.11239").write_bytes(PDF)
    monkeypatch.chdir(tmp_path)
    assert resolve("2006.11239").read_bytes() == PDF, "a file of that name comes first"
    assert resolve(str(tmp_path / "2006.11239")) == tmp_path / "2006.11239"


@pytest.mark.parametrize(
    "paper", ["2006.11239", "arXiv:2006.11239v2", " 2006.11239 ", "cs.LG/0123456", "hep-th/9901001v3", "1706.03762"]
)
def test_arxiv(server, paper):
    _, asked = server
    path = resolve(paper)
    assert path.read_bytes() == PDF and path.suffix == ".pdf"
    assert len(asked) == 1 and asked[0] == "/pdf/" + paper.strip().removeprefix("arXiv:")
    assert resolve(paper) == path and len(asked) == 1, "fetched once, kept"


def test_addresses(server):
    base, asked = server
    assert resolve(f"{base}/a/paper.pdf?x=1&y=../..").read_bytes() == PDF
    assert resolve(f"{base}/moved").read_bytes() == PDF
    assert asked[-1] == "/pdf/2006.11239"


@pytest.mark.parametrize("place", ["missing.pdf", "page", "empty", "short.pdf"])
def test_failures_are_one_sentence_and_nothing_is_kept(server, place):
    base, _ = server
    with pytest.raises(UnreadableError) as error:
        resolve(f"{base}/{place}")
    assert "\n" not in str(error.value) and str(error.value).endswith(".")
    assert kept() == []


def test_too_large(server, monkeypatch):
    monkeypatch.setattr(fetch, "LARGEST", 1000)
    with pytest.raises(UnreadableError, match="larger"):
        resolve("2006.11239")
    assert kept() == []


def test_no_server(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("CARTOUCHE_ARXIV", "http://127.0.0.1:9/")
    with pytest.raises(UnreadableError, match="Could not download"):
        resolve("2006.11239")


@pytest.mark.parametrize("paper", ["", "no such file.pdf", "~nobody-at-all/x.pdf", "x" * 5000, "a\0b", "ftp://x.org/a.pdf", "http://",
                                   "http://[::1", "https://exa mple.org/\x01", "2006.1123", "-"])  # fmt: skip
def test_nothing_of_that_name(tmp_path, monkeypatch, paper):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreadableError) as error:
        resolve(paper)
    assert "\n" not in str(error.value)


def test_no_place_to_keep_it(server, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(UnreadableError, match="Could not store"):
        resolve("2006.11239")


def test_addresses_never_become_paths(server):
    base, _ = server
    path = resolve(f"{base}/../../../etc/%2e%2e/passwd.pdf")
    assert path.parent == cache_folder() / "papers" and path.stem.isalnum()
