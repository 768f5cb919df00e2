"""The app as people meet it: a server of its own, and a page in a real Chromium."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
#: no sandbox: tests run as root in containers; the rest keeps Chromium from looking for a GPU, a big /dev/shm, the net
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking")
#: seconds; the first start loads Streamlit from a cold disk
START = 60.0
#: milliseconds to wait for anything on a page; reading the sample on a busy machine takes the longest
PATIENCE = 60_000


@contextmanager
def served(state: Path) -> Iterator[str]:
    """Run the app on a free port and give its address; it is stopped whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = state / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.headless=true"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"CARTOUCHE_STATE": str(state)}, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        address = f"http://localhost:{port}"
        _wait(address, server, log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def browser(executable: str) -> Iterator[Browser]:
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        try:
            yield found
        finally:
            found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("state")) as found:
        yield found


@pytest.fixture(scope="module")
def chrome(chromium: str) -> Iterator[Browser]:
    pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed: make test installs it")
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    with browser(chromium) as found:
        yield found


@pytest.fixture
def page(chrome: Browser, address: str) -> Iterator[Page]:
    """A fresh visitor at the front door; the test fails if a script on the page failed."""
    context = chrome.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    found = context.new_page()
    failures: list[str] = []
    found.on("pageerror", lambda error: failures.append(str(error)))
    found.goto(address)
    yield found
    context.close()
    assert not failures


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the app did not start:\n{log.read_text(errors='replace')[-3000:]}")
