"""The corpus of real and odd papers, where ``CARTOUCHE_CORPUS`` points at the folder that holds it (with its scorers).

Every odd file gives a result or a clear refusal in the time and memory that a reader has; the typeset equations are found.
"""

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("CARTOUCHE_CORPUS", "/nonexistent"))
ODD = sorted((FOLDER / "corpus" / "odd").glob("*.pdf"))
#: seconds and bytes that one file may take
TIME, MEMORY = 60.0, 1_500_000_000
#: shares of the typeset equations that must be found, and read mark for mark
FOUND, EXACT = 0.97, 0.85

pytestmark = pytest.mark.skipif(not ODD, reason="CARTOUCHE_CORPUS does not point at a corpus")


def read(path: Path, out: Path, *more: str) -> tuple[int, str, float, int]:
    """Exit code, error output, seconds, and the most memory that the command and its child took."""
    command = [sys.executable, str(ROOT / "cli.py"), "read", str(path), "--json", str(out), *more]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, timeout=4 * TIME, check=False)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    return done.returncode, done.stderr, time.monotonic() - started, most


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.stem)
def test_odd_files(path, tmp_path):
    code, err, seconds, most = read(path, tmp_path / "a.json")
    assert code in (0, 3) and "Traceback" not in err
    assert seconds < TIME and most < MEMORY
    if code == 3:
        assert len(err.strip().splitlines()) == 1 and not (tmp_path / "a.json").exists()
        assert "crashed" not in err, "a refusal says what is wrong"
    else:
        content = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert content["paper"]["pages"] > 0


@pytest.mark.parametrize("path", [p for p in ODD if "encrypted-user" in p.stem], ids=lambda path: path.stem)
def test_the_password_opens_it(path, tmp_path):
    assert read(path, tmp_path / "a.json")[0] == 3
    assert read(path, tmp_path / "a.json", "--password", "secret")[0] == 0


def test_typeset_equations():
    score = FOLDER / "score" / "score_corpus.py"
    command = f"{sys.executable} {ROOT / 'cli.py'} read {{pdf}} --json {{out}}"
    done = subprocess.run(
        [sys.executable, str(score), str(FOLDER / "corpus" / "typeset"), "--command", command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    summary = json.loads(re.findall(r"^\{.*\}$", done.stdout, re.M)[-1])
    assert summary["found"] >= FOUND and summary["exact"] >= EXACT, summary
