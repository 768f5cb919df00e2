"""Papers are stored under their hash, found again, and never under a name that somebody gave."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import primer
import pytest

from pages.shelf import MAX_IN_MEMORY, Reading, Shelf


def test_a_file_is_found_by_its_hash(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "papers")
    sha256 = shelf.put(b"%PDF-1.5 something")
    assert sha256 == hashlib.sha256(b"%PDF-1.5 something").hexdigest()
    file = shelf.file(sha256)
    assert file is not None and file.read_bytes() == b"%PDF-1.5 something"
    assert shelf.put(b"%PDF-1.5 something") == sha256
    assert [path.name for path in (tmp_path / "papers").iterdir()] == [f"{sha256}.pdf"]


def test_the_folder_is_private(tmp_path: Path) -> None:
    Shelf(tmp_path / "papers").put(b"x")
    assert stat.S_IMODE((tmp_path / "papers").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "g" * 64, "A" * 64, "a" * 64 + "\n", "/etc/passwd"])
def test_only_a_hash_names_a_file(tmp_path: Path, name: str) -> None:
    assert Shelf(tmp_path).file(name) is None


def test_the_papers_used_last_stay_in_memory(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    names = [shelf.put(bytes([number])) for number in range(MAX_IN_MEMORY + 2)]
    for name in names:
        shelf.keep(name, Reading({"paper": {}}))
    assert shelf.get(names[0]) is None
    assert shelf.get(names[-1]) is not None
    assert all(shelf.file(name) for name in names), "what is stored is not lost with it"


def test_a_token_is_secret_and_opens_one_paper(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    one, other = (shelf.keep(shelf.put(data), primer.reading()) for data in (b"one", b"other"))
    assert one.token != other.token
    assert shelf.by_token(one.token) is one
    assert shelf.by_token(one.sha256) is None
    assert shelf.by_token("ü") is None


def test_a_paper_read_twice_at_once_keeps_its_addresses(shelf: Shelf) -> None:
    sha256 = shelf.put(b"%PDF-1.5")
    first, second = shelf.keep(sha256, primer.reading()), shelf.keep(sha256, primer.reading())
    assert first.token == second.token and shelf.by_token(first.token) is second
    locked = shelf.keep(sha256, primer.reading(), "secret")
    assert locked.token != first.token and shelf.by_token(first.token) is None
