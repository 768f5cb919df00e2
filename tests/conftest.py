"""What several tests share: the sample paper, and the browser where there is one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no bug: examples may take as long as they need.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
#: The names under which Chromium and Chrome go; tools/install.py looks for the same.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def sample_paper() -> Path:
    """The primer on diffusion models: three pages, equations (1)-(14) of DDPM."""
    return ROOT / "data" / "papers" / "diffusion_primer.pdf"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium to drive; the test is skipped where there is none."""
    named = os.environ.get("CARTOUCHE_BROWSER")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here: make test installs Debian's when it runs as root; or set CARTOUCHE_BROWSER")
    return found
