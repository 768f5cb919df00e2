"""The parsing process: what it does to its parent when it hangs, eats memory, crashes or talks rubbish: nothing."""

import os
import time
from pathlib import Path

import pymupdf
import pytest
from golden import fixture, read_fixture
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making import blank_pdf, locked_pdf, page_pdf, scan_pdf, shown_text, text_pdf

from reader.errors import CartoucheError, UnreadableError, UnsupportedError
from reader.sandbox import mark, parse, render, run_child

#: bytes; enough for Python and PyMuPDF, little enough to be reached soon
LITTLE_MEMORY = 500_000_000


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Run a stand-in for the parsing process; fails if it is still there afterwards."""

    def run(body: str, stall: float = 0.6, memory: int = LITTLE_MEMORY):
        note = tmp_path / "pid"
        head = f"import json, os, pathlib, sys, time\npathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        (tmp_path / "stand_in.py").write_text(head + "request = json.loads(sys.stdin.readline())\n" + body)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        try:
            return run_child({"task": "read"}, module="stand_in", stall=stall, memory=memory)
        finally:
            assert not os.path.exists(f"/proc/{note.read_text()}"), "the child is still there"

    return run


BAD = {
    "hangs at once": "time.sleep(60)",
    "hangs on a page": "print(json.dumps({'page': 3, 'pages': 9}), flush=True)\ntime.sleep(60)",
    "hangs and ignores signals": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)",
    "turns for ever": "while True: pass",
    "ends without a word": "",
    "crashes": "os.abort()",
    "breaks down": "raise RuntimeError('broken')",
    "is killed": "os.kill(os.getpid(), 9)",
    "prints rubbish": "print('rubbish'); time.sleep(60)",
    "prints an empty line": "print(flush=True); time.sleep(60)",
    "prints no object": "print('[1, 2]', flush=True); time.sleep(60)",
    "prints an unknown object": "print('{\"wrong\": 1}', flush=True); time.sleep(60)",
    "prints a wrong page": 'print(\'{"page": "x", "pages": []}\', flush=True); time.sleep(60)',
    "prints bytes": "os.write(1, bytes(range(128, 256)) + b'\\n'); time.sleep(60)",
    "breaks off": "os.write(1, b'{\"result\": ')",
    "nests deeply": "print('[' * 200000, flush=True); time.sleep(60)",
    "closes its output": "os.close(1); time.sleep(60)",
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_bad_child_is_one_sentence(child, body):
    started = time.monotonic()
    with pytest.raises(UnreadableError) as error:
        child(body)
    assert time.monotonic() - started < 15
    text = str(error.value)
    assert text.endswith(".") and "\n" not in text and len(text) < 250 and "Traceback" not in text


def test_the_page_it_hung_on_is_named(child):
    with pytest.raises(UnreadableError, match="page 3 took more than"):
        child(BAD["hangs on a page"])


def test_a_good_child_answers(child):
    assert child("print(json.dumps({'result': {'a': [1, None, 'ü ∇']}}))") == {"a": [1, None, "ü ∇"]}


def test_a_child_that_does_not_listen(tmp_path, monkeypatch):
    (tmp_path / "deaf.py").write_text("import os\nos.close(0)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(UnreadableError):
        run_child({"task": "read", "notes": "x" * 2_000_000}, module="deaf", stall=2)


def test_memory_is_limited(tmp_path):
    path = text_pdf(tmp_path / "a.pdf")
    request = {"task": "read", "path": str(path), "password": None}
    with pytest.raises(UnreadableError, match=r"memory|failed"):
        run_child(request, memory=60_000_000)
    with pytest.raises(UnreadableError):
        run_child({"task": "mark", "path": str(path), "password": None, "notes": [[1, [0, 0, 9, 9], "t", "x" * 10**8, [0, 0, 0]]]},
                  memory=LITTLE_MEMORY)  # fmt: skip


def test_progress_names_every_page(tmp_path):
    seen = []
    parse(text_pdf(tmp_path / "a.pdf", pages=3), progress=lambda page, pages: seen.append((page, pages)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_interrupted_reading_leaves_no_process(tmp_path):
    def interrupt(page, pages):
        raise KeyboardInterrupt

    before = _children()
    with pytest.raises(KeyboardInterrupt):
        parse(text_pdf(tmp_path / "a.pdf", pages=3), progress=interrupt)
    assert _children() == before


def _children():
    own = str(os.getpid())
    stats = [p.read_text() for p in Path("/proc").glob("[0-9]*/stat") if p.exists()]
    return sum(stat.rpartition(")")[2].split()[1] == own for stat in stats)


def test_the_sandbox_reads_what_is_read_outside():
    inside, outside = parse(fixture("paper")), read_fixture("paper")
    assert inside["title"] == outside.title
    assert [f["latex"] for f in inside["formulas"]] == [f.latex for f in outside.formulas]
    assert [s[0] for s in inside["sentences"]] == [s[0] for s in outside.sentences]


def test_names_are_never_taken_for_anything_else(tmp_path):
    path = tmp_path / "-o $(touch x);'\"\n{}.pdf"
    path.write_bytes(fixture("paper").read_bytes())
    assert parse(path)["title"] == "Learning to Fit a Line"


REFUSED = {
    "missing": (lambda p: p, UnreadableError, "no file"),
    "folder": (lambda p: p.parent, UnreadableError, "folder"),
    "empty": (lambda p: (p.write_bytes(b"") and p) or p, UnreadableError, "empty"),
    "text": (lambda p: p.write_text("Dear reader,") and p, UnreadableError, "not a PDF"),
    "head only": (lambda p: p.write_bytes(b"%PDF-1.7\n") and p, UnreadableError, "PDF"),
    "locked": (lambda p: locked_pdf(p, fixture("paper")), UnreadableError, "password"),
    "blank": (blank_pdf, UnsupportedError, "no text"),
    "scan": (scan_pdf, UnsupportedError, "scan"),
    "few words": (lambda p: page_pdf(p, shown_text("one two", 100, 700)), UnsupportedError, "no text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_say_why(tmp_path, case):
    make, kind, words = REFUSED[case]
    with pytest.raises(kind, match=words) as error:
        parse(make(tmp_path / "a.pdf"))
    assert str(error.value)[0].isupper() or str(error.value)[0] == "'"
    assert str(error.value).endswith(".") and "\n" not in str(error.value)


def test_pictures_and_notes_come_through(tmp_path):
    assert render(fixture("paper"), 1, 0.5).startswith(b"\x89PNG")
    data = mark(fixture("paper"), [(1, [10.0, 10.0, 50.0, 50.0], "t", "c", (0.0, 0.0, 0.0))])
    with pymupdf.open(stream=data) as marked:
        assert len(marked) == 1
    with pytest.raises(UnreadableError, match="no page 7"):
        render(fixture("paper"), 7)


# property: rubbish is refused or read, in time, and never with another error -----------------------------------------

SEED = fixture("paper").read_bytes()
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def _survives(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        answer = parse(path)
    except CartoucheError as error:
        assert "\n" not in str(error)
    else:
        assert answer["sentences"] or answer["formulas"]


@FEW
@given(data=st.binary(max_size=3000), head=st.booleans())
def test_random_bytes(tmp_path, data, head):
    _survives(tmp_path / "a.pdf", b"%PDF-1.5\n" * head + data)


@FEW
@given(share=st.floats(0.01, 0.999))
def test_truncated(tmp_path, share):
    _survives(tmp_path / "a.pdf", SEED[: int(share * len(SEED))])


@FEW
@given(seed=st.randoms(use_true_random=False), changes=st.integers(1, 400))
def test_mutated(tmp_path, seed, changes):
    data = bytearray(SEED)
    for _ in range(changes):
        data[seed.randrange(len(data))] = seed.randrange(256)
    _survives(tmp_path / "a.pdf", bytes(data))
