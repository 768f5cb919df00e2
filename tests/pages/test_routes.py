"""The addresses that feed the browser answer for open papers only, and refuse everything else politely."""

from __future__ import annotations

import re
from dataclasses import replace

import pymupdf
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.copies import file_name
from pages.patterns import wall_version
from pages.routes import FOREVER, assets_version, routes
from pages.shelf import OpenPaper, Shelf


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=routes()), raise_server_exceptions=False)


def test_the_parts_of_a_paper(client: TestClient, paper: OpenPaper) -> None:
    base = f"/cartouche/paper/{paper.token}"
    assert client.get(f"{base}/outline").json()["title"].startswith("A Short Primer")
    assert client.get(f"{base}/page/2").json()["equations"][0]["id"] == "e8"
    assert client.get(f"{base}/equation/e8").json()["number"] == "8"
    assert client.get(f"{base}/symbol/s0").json()["latex"] == "L_{t-1}"
    assert len(client.get(f"{base}/notation").json()) == 10
    assert client.get(f"{base}/patterns").json()["squared_error"][0]["id"] == "e8"


def test_voices(client: TestClient, paper: OpenPaper) -> None:
    base = f"/cartouche/paper/{paper.token}/equation/e8"
    card = client.get(f"{base}?language=zh&depth=expert").json()
    assert card["voice"] == {"language": "zh", "depth": "expert"}
    assert card["patterns"][0]["name"] == "平方误差" and card["patterns"][0]["roles"][0]["name"] == "预测"
    assert client.get(base).json()["voice"] == {"language": "en", "depth": "beginner"}
    symbol = client.get(f"/cartouche/paper/{paper.token}/symbol/s0?language=zh").json()
    assert symbol["voice"]["language"] == "zh" and symbol["senses"]
    for wrong in ("language=fr", "depth=guru", "language=%3Cb%3E"):
        assert client.get(f"{base}?{wrong}").status_code == 400


def test_the_gallery_may_be_kept(client: TestClient) -> None:
    answer = client.get(f"/cartouche/gallery/{wall_version()}")
    assert answer.headers["cache-control"] == FOREVER["Cache-Control"]
    assert len(answer.json()["patterns"]) >= 69


def test_pictures_of_pages(client: TestClient, paper: OpenPaper) -> None:
    base = f"/cartouche/paper/{paper.token}/picture"
    answer = client.get(f"{base}/2?zoom=1.5")
    assert answer.status_code == 200 and answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"] == FOREVER["Cache-Control"]
    assert client.get(f"{base}/99").status_code == 422
    assert client.get(f"{base}/2?zoom=big").status_code == 400
    assert client.get(f"{base}/2?zoom=nan").status_code in (200, 400)


def test_copies_to_keep(client: TestClient, paper: OpenPaper, shelf: Shelf) -> None:
    note = (2, [100.0, 100.0, 200.0, 120.0], "Equation (8)", "Reads: …", (0.2, 0.4, 0.6))
    noted = replace(paper.reading, notes={"en-beginner": [note]}, told={"e8": {"zh-expert": {"reads": "读作"}}})
    base = f"/cartouche/paper/{shelf.keep(paper.sha256, noted).token}"
    answer = client.get(f"{base}/marked")
    with pymupdf.open(stream=answer.content) as copy:
        assert [found.info["content"] for found in copy[1].annots()] == ["Reads: …"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+-marked\.pdf"', answer.headers["content-disposition"])
    told = client.get(f"{base}/json?language=zh&depth=expert")
    assert next(e for e in told.json()["equations"] if e["id"] == "e8")["reads"] == "读作"
    assert told.headers["content-disposition"].endswith('.json"')
    usual = client.get(f"{base}/json").json()
    assert usual["equations"] == paper.annotated["equations"] and usual["paper"] == paper.annotated["paper"]
    assert client.get(f"{base}/marked?language=fr").status_code == 400
    paper.file.unlink()
    assert client.get(f"{base}/marked").status_code == 422


@pytest.mark.parametrize("title", ["", "…", "../../etc/passwd", 'a" \r\nX: y', "扩散模型", "A" * 300])
def test_names_of_files_are_harmless(paper: OpenPaper, title: str) -> None:
    named = replace(paper, reading=replace(paper.reading, annotated={"paper": {"title": title}}))
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}\.json", file_name(named, ".json"))


@pytest.mark.parametrize(
    "path", ["outline", "marked", "json", "page/1", "picture/1", "equation/e8", "symbol/s0", "notation", "patterns"]
)
@pytest.mark.parametrize("token", ["nonsense", "%C3%BC", "..%2f..", "0" * 64])
def test_no_token_no_paper(client: TestClient, paper: OpenPaper, path: str, token: str) -> None:
    assert client.get(f"/cartouche/paper/{token}/{path}").status_code == 404
    assert client.get(f"/cartouche/paper/{paper.sha256}/{path}").status_code == 404


@pytest.mark.parametrize("name", ["%3Cb%3E", "e9", "..", "%00", "x" * 5000])
def test_unknown_parts_are_not_found(client: TestClient, paper: OpenPaper, name: str) -> None:
    for kind in ("equation", "symbol", "page"):
        assert client.get(f"/cartouche/paper/{paper.token}/{kind}/{name}").status_code == 404


def test_scripts_and_fonts(client: TestClient) -> None:
    base = f"/cartouche/assets/{assets_version()}"
    script = client.get(f"{base}/reader.js")
    assert "javascript" in script.headers["content-type"]
    assert client.get(f"{base}/katex/fonts/KaTeX_Main-Regular.woff2").status_code == 200
    assert client.get(f"{base}/../routes.py").status_code == 404
    assert client.get(f"{base}/%2e%2e/routes.py").status_code == 404


def test_what_a_typed_equation_resembles(client: TestClient) -> None:
    answer = client.get("/cartouche/resembles", params={"latex": r"\mathrm{KL}(p \| q)"})
    assert answer.json()[0]["id"] == "kl_divergence"
    assert client.get("/cartouche/resembles").json() == []
