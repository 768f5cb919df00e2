"""Sets Cartouche up in ``.venv``: the environment, the pinned packages, and the browser that the tests drive.

Needs nothing but Python 3.11 and a package index. It never brings in gigabytes of CUDA by accident: where no NVIDIA GPU
is found it takes PyTorch's CPU build, and where the index has none it says so and stops, unless CUDA=1 is set.

    python3 tools/install.py run        what the program needs
    python3 tools/install.py dev        the same, and what the checks and the tests need
    python3 tools/install.py browser    Chromium for the browser tests, where that is possible
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CONSTRAINTS = ROOT / "constraints.txt"
OLDEST_PYTHON = (3, 11)
#: Packages that come with a CUDA build of PyTorch and with no other.
CUDA_PACKAGES = re.compile(r"^(nvidia-|cuda-|triton$)")
#: Where Debian, Ubuntu and others put Chromium or Chrome; tests/conftest.py looks in the same places.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class SetupError(Exception):
    """Set-up cannot go on; the text is one clear sentence for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Run the step that is named; return the exit status."""
    steps = {"run": lambda: install(""), "dev": lambda: install("[dev]"), "browser": provide_browser}
    if len(arguments) != 1 or arguments[0] not in steps:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        steps[arguments[0]]()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def install(extra: str) -> None:
    """Make the environment if it is missing, and install the project in it, editable, with all versions pinned."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError("Cartouche needs Python 3.11 or newer: name one with make PYTHON=python3.11 ...")
    make_environment()
    packages = ["--editable", f"{ROOT}{extra}", torch_requirement()]
    if _pip("install", "--constraint", str(CONSTRAINTS), *packages).returncode != 0:
        raise SetupError("The packages could not be installed: pip's last lines above say why.")


def make_environment() -> None:
    """Create ``.venv`` with pip in it; Debian keeps the part of Python that does so in a package of its own."""
    if _python().exists() and _pip("--version", quiet=True).returncode == 0:
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False).returncode == 0:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if not _apt_install(package) or subprocess.run(command, check=False).returncode != 0:
        raise SetupError(f"Python cannot create an environment here: install the package {package}, then try again.")


def torch_requirement() -> str:
    """Return which PyTorch to install here, as a requirement.

    Raises:
        SetupError: no NVIDIA GPU, and the index offers nothing but the CUDA build.
    """
    version = pinned("torch")
    if has_gpu() or os.environ.get("CUDA") == "1":
        # "===" compares the text: "==" would let "2.x.0+cpu" pass for "2.x.0", and prefer it
        return f"torch==={version}"
    if would_install(f"torch=={version}+cpu", "--no-deps") is not None:
        return f"torch=={version}+cpu"
    coming = would_install(f"torch=={version}")
    if coming is None:
        raise SetupError(f"The package index could not be reached, or has no torch {version} for this machine.")
    if any(CUDA_PACKAGES.match(name) for name in coming):
        raise SetupError(
            "This machine has no NVIDIA GPU, and the package index offers PyTorch with CUDA only, several gigabytes: "
            f"set PIP_EXTRA_INDEX_URL to an index that has torch {version}+cpu, or CUDA=1 to install it all the same."
        )
    return f"torch=={version}"


def pinned(package: str) -> str:
    """Return the version that ``constraints.txt`` pins ``package`` to."""
    for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines():
        name, _, version = line.partition("==")
        if name == package:
            return version
    raise SetupError(f"constraints.txt does not pin {package}.")


def has_gpu() -> bool:
    """Tell whether the driver of an NVIDIA GPU answers."""
    command = shutil.which("nvidia-smi")
    if command is None:
        return False
    listed = subprocess.run([command, "-L"], capture_output=True, text=True, check=False)
    return listed.returncode == 0 and "GPU" in listed.stdout


def would_install(requirement: str, *options: str) -> list[str] | None:
    """Return the names of the packages that pip would install for ``requirement``, or None if it cannot."""
    dry_run = ("install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-")
    outcome = _pip(*dry_run, "--constraint", str(CONSTRAINTS), *options, requirement, quiet=True)
    if outcome.returncode != 0:
        return None
    return [item["metadata"]["name"].lower() for item in json.loads(outcome.stdout)["install"]]


def provide_browser() -> None:
    """Install Debian's Chromium if no browser is here and it can be had; otherwise say what will be skipped."""
    if os.environ.get("CARTOUCHE_BROWSER") or any(shutil.which(name) for name in BROWSERS):
        return
    if not _apt_install("chromium", "fonts-liberation"):
        print(
            "No Chromium here, and it could not be installed (that takes root and apt): the browser tests are skipped."
        )


def _apt_install(*packages: str) -> bool:
    """Install Debian packages; False where there is no apt, no root, or no success."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print(f"Installing {' and '.join(packages)} with apt-get ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        outcome = subprocess.run(
            ["apt-get", "--quiet", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return outcome.returncode == 0


def _python() -> Path:
    return VENV / "bin" / "python"


def _pip(*arguments: str, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=quiet, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
