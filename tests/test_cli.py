"""The command as a shell sees it: exit codes, one line for what goes wrong, never a traceback, and files that are whole."""

import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pymupdf
import pytest

import cli

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "tests" / "fixtures" / "paper.pdf"
COMMANDS = ("read", "lookup", "define", "retrieve", "study", "demo", "app")
#: seconds that a command may take on a busy machine
PATIENCE = 120
SETTINGS = {"COLUMNS": "200", "TERM": "dumb"}


def run(*arguments, cwd=None, **environment):
    """The command's exit code, output and error output; the command runs in this process, which is quicker."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (SETTINGS | environment).items():
            patch.setenv(name, value)
        patch.chdir(cwd or Path.cwd())
        patch.setattr(sys, "argv", ["cartouche", *map(str, arguments)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
    return code, *(_written(stream) for stream in (out, err))


def _written(stream):
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def shell(*arguments, **environment):
    """The same, in a process of its own as a shell would start it."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **SETTINGS, **environment},
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return done.returncode, out, err


def refused(*arguments, words="", code=(3,), how=run, **more):
    """The command refuses with one line on standard error, and says nothing else."""
    got, out, err = how(*arguments, **more)
    assert got in code, (got, out, err)
    lines = err.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("cartouche: "), err
    assert re.search(words, lines[0]), err
    assert not out
    return lines[0]


def worked(*arguments, **more):
    code, out, err = run(*arguments, **more)
    assert code == 0, err
    return out


# help and usage ------------------------------------------------------------------------------------------------------


def test_help():
    out = worked("--help")
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(command):
    code, out, _ = shell(command, "--help")
    assert code == 0
    assert command in out and "--help" in out and len(out.splitlines()) > 5


@pytest.mark.parametrize(
    "arguments",
    [("nonsense",), ("read",), ("read", "--nonsense", "x.pdf"), ("lookup",), ("study", "x.pdf", "--track", "fun"),
     ("demo", "ddpm_2d", "--scale", "0"), ("demo", "ddpm_2d", "--scale", "much"), ("app", "--port", "0"), ("define",)],
)  # fmt: skip
def test_usage(arguments):
    code, out, err = run(*arguments)
    assert code == 2 and not out and "Error" in err


# read ----------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """One reading with all its outputs."""
    folder = tmp_path_factory.mktemp("read")
    code, out, err = shell(
        "read", PAPER, "--json", folder / "a.json", "--annotated", folder / "a.pdf", "--notation", folder / "a.md"
    )
    assert (code, out, err) == (0, "", "")
    return folder


def test_read_json(outputs):
    sys.path.insert(0, str(ROOT / "tests" / "glossary"))
    from schema import check_contract

    from glossary.concepts import load_concepts
    from patterns.library import load_library

    content = json.loads((outputs / "a.json").read_text(encoding="utf-8"))
    check_contract(content, load_concepts(), load_library())
    assert [e["number"] for e in content["equations"] if e["display"]] == ["1", "2", "3"]


def test_read_in_chinese(tmp_path):
    out = tmp_path / "zh.json"
    code, _, err = run("read", PAPER, "--json", out, "--language", "zh", "--depth", "expert")
    assert (code, err) == (0, "")
    told = [e for e in json.loads(out.read_text(encoding="utf-8"))["equations"] if e["display"]]
    assert all(re.search(r"[\u4e00-\u9fff]", e["reads"]) for e in told)
    assert any(re.search(r"[\u4e00-\u9fff]", s["text"]) for e in told for s in e["explanation"])


@pytest.mark.parametrize("option", ["--language", "--depth"])
def test_unknown_voices_are_refused(option):
    code, out, err = run("read", PAPER, option, "pirate")
    assert code == 2 and "pirate" in err and not out


def test_read_annotated(outputs):
    with pymupdf.open(outputs / "a.pdf") as copy, pymupdf.open(PAPER) as before:
        page = copy[0]
        notes = [note.info for note in page.annots()]
        assert page.get_text() == before[0].get_text()
    assert sum(note["title"].startswith("Equation (") for note in notes) == 3
    assert all(note["content"] for note in notes)


def test_read_notation(outputs):
    table = (outputs / "a.md").read_text(encoding="utf-8")
    assert table.count("|") > 30 and "learning rate" in table and r"\eta" in table


def test_nothing_else_is_written(outputs):
    assert sorted(path.name for path in outputs.iterdir()) == ["a.json", "a.md", "a.pdf"]


@pytest.mark.parametrize("ending", ["csv", "tex"])
def test_other_notation_tables(tmp_path, ending):
    worked("read", PAPER, "--notation", tmp_path / f"a.{ending}")
    table = (tmp_path / f"a.{ending}").read_text(encoding="utf-8")
    assert "learning rate" in table and (r"\begin{" in table) == (ending == "tex")


def test_read_prints_the_paper():
    out = worked("read", PAPER)
    assert "Learning to Fit a Line" in out and "3 display equations" in out and "What to study first" in out
    assert re.search(r"\(1\) page 1: L\(\\theta\)", out)


def test_json_to_standard_output():
    assert json.loads(worked("read", PAPER, "--json", "-"))["paper"]["pages"] == 1


def test_a_terminal_without_unicode():
    code, out, err = shell("lookup", r"\nabla", PYTHONIOENCODING="ascii")
    assert code == 0 and "nabla" in out and not err


def make_empty(path):
    path.write_bytes(b"")


def make_text(path):
    path.write_text("This is a letter, not a paper.\n" * 50)


def make_truncated(path):
    path.write_bytes(PAPER.read_bytes()[:2000])


def make_locked(path):
    with pymupdf.open(PAPER) as pdf:
        pdf.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="owner")


def make_blank(path):
    with pymupdf.open() as pdf:
        pdf.new_page()
        pdf.save(path)


def make_scan(path):
    with pymupdf.open() as pdf:
        picture = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, 60, 80))
        picture.clear_with(128)
        pdf.new_page().insert_image((50, 50, 500, 700), pixmap=picture)
        pdf.save(path)


def make_rubbish(path):
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)


BAD = {
    "missing": (lambda path: None, "no file"),
    "folder": (lambda path: path.mkdir(), "folder"),
    "empty": (make_empty, "empty"),
    "text": (make_text, "not a PDF"),
    "truncated": (make_truncated, "damaged|no pages|read"),
    "locked": (make_locked, "--password"),
    "blank": (make_blank, "no text"),
    "scan": (make_scan, "scan"),
    "rubbish": (make_rubbish, "damaged|no pages|read"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read(tmp_path, kind):
    make, words = BAD[kind]
    path = tmp_path / "a.pdf"
    make(path)
    refused("read", path, "--json", tmp_path / "out.json", words=words, how=shell)
    assert not (tmp_path / "out.json").exists()


def test_commands_that_read_a_paper_refuse_alike(tmp_path):
    make_text(tmp_path / "a.pdf")
    refused("study", tmp_path / "a.pdf", words="not a PDF")
    refused("lookup", "x", "--paper", tmp_path / "a.pdf", words="not a PDF")


def test_password(tmp_path):
    make_locked(tmp_path / "a.pdf")
    assert "Learning to Fit a Line" in worked("read", tmp_path / "a.pdf", "--password", "sesame")
    refused("read", tmp_path / "a.pdf", "--password", "wrong", words="does not open")


def test_a_paper_without_equations(tmp_path):
    with pymupdf.open() as pdf:
        pdf.new_page().insert_textbox((72, 72, 520, 700), "There are words on this page and nothing else. " * 20)
        pdf.save(tmp_path / "a.pdf")
    content = json.loads(worked("read", tmp_path / "a.pdf", "--json", "-"))
    assert content["equations"] == [] and content["study"] == []
    assert "0 display equations" in worked("read", tmp_path / "a.pdf")


def test_outputs_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "no" / "folder.json", tmp_path / "file" / "a.json", tmp_path, "", "x" * 300):
        refused("read", PAPER, "--json", place, words="written", cwd=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_paper_itself_is_not_overwritten(tmp_path):
    (tmp_path / "a.pdf").write_bytes(PAPER.read_bytes())
    for option in ("--json", "--annotated"):
        refused("read", tmp_path / "a.pdf", option, tmp_path / "." / "a.pdf", words="the paper itself")
    assert (tmp_path / "a.pdf").read_bytes() == PAPER.read_bytes()


def test_a_wrong_ending_is_refused(tmp_path):
    refused("read", PAPER, "--notation", tmp_path / "a.docx", code=(2, 3))
    refused("study", PAPER, "-o", tmp_path / "a.docx", code=(2, 3))
    assert list(tmp_path.iterdir()) == []


def test_the_check_picture(tmp_path):
    assert worked("read", PAPER, "--check", cwd=tmp_path) == ""
    page = (tmp_path / "paper.check.html").read_text(encoding="utf-8")
    assert "<math" in page and "<svg" in page and "<script" not in page
    assert worked("read", PAPER, "--check", "-o", tmp_path / "other.html") == ""
    assert (tmp_path / "other.html").read_text(encoding="utf-8") == page
    refused("read", PAPER, "--check", "-o", tmp_path / "a.pdf", words="ends in .html")
    refused("read", PAPER, "--check", "-o", tmp_path / "none" / "a.html", words="no such folder")
    refused("read", PAPER, "--check", "-o", tmp_path, words="html")
    code, out, err = run("read", PAPER, "-o", tmp_path / "a.html")
    assert code == 2 and not out and "--check" in err


def test_what_was_there_is_replaced_whole_and_links_and_devices_stay(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": 1, "text": "where $x$ is the input", "symbol": "x"}\n')
    target, link = tmp_path / "out.jsonl", tmp_path / "link.jsonl"
    target.write_text("old\n" * 1000)
    target.chmod(0o640)
    link.symlink_to(target)
    worked("define", tmp_path / "a.jsonl", "--out", link)
    assert link.is_symlink() and json.loads(target.read_text())["id"] == 1
    assert target.stat().st_mode & 0o777 == 0o640
    worked("define", tmp_path / "a.jsonl", "--out", "/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_fault_is_one_line_too(tmp_path, monkeypatch):
    def broken(*arguments, **more):
        raise RuntimeError("a fault\nof two lines")

    monkeypatch.setattr("glossary.annotate.read_and_annotate", broken)
    assert "RuntimeError: a fault)" in refused("read", PAPER, code=(70,))
    with pytest.raises(RuntimeError):
        run("read", PAPER, CARTOUCHE_DEBUG="1")


# lookup --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("query", "words"), [(r"\nabla", "gradient"), ("∇", "gradient"), ("upside down triangle", "gradient"),
                                              ("curly L", r"\\mathcal"), (r"\|\cdot\|", "norm"), ("σ", "sigma")])  # fmt: skip
def test_lookup(query, words):
    assert words.replace("\\\\", "\\") in worked("lookup", query)


def test_lookup_in_a_paper():
    out = worked("lookup", r"\eta", "--paper", PAPER)
    assert out.startswith("In this paper: learning rate") and "page 1" in out


def test_patterns():
    assert "squared_error" in worked("patterns") and "Stage 4" in worked("patterns")
    assert "prediction: what the model gives" in worked("patterns", "squared error")
    assert "target: y" in worked("patterns", r"\|y - f(x)\|^2")
    refused("patterns", "qwxyzzyk", words="no pattern called")
    refused("patterns", "\\frac{", words="no pattern called")


@pytest.mark.parametrize("query", ["qwxyzzyk", "", "   ", "\\", "$$$", "{" * 500, "\u202e"])
def test_lookup_of_nonsense(query):
    code, out, err = run("lookup", query)
    assert code in (0, 2, 3) and (out if code == 0 else err)
    if code == 3:
        assert len(err.strip().splitlines()) == 1


# define and retrieve -------------------------------------------------------------------------------------------------


def write_rows(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_define(tmp_path):
    rows = write_rows(
        tmp_path / "a.jsonl",
        {"id": "a", "text": "Here $\\eta$ denotes the learning rate.", "symbol": r"\eta"},
        {"id": "b", "text": "We then compute $x+y$ again.\u2028And so on.\x85", "symbol": "x"},
        {"id": 3, "text": "", "symbol": ""},
    )
    answers = [json.loads(line) for line in worked("define", rows).splitlines()]
    assert [a["id"] for a in answers] == ["a", "b", 3]
    assert answers[0]["pred"] == "learning rate" and answers[1]["pred"] is None
    worked("define", rows, "--out", tmp_path / "out.jsonl")
    assert [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()] == answers


def test_retrieve(tmp_path):
    rows = write_rows(
        tmp_path / "a.jsonl",
        {"id": 1, "text": "the gradient of the loss with respect to the weights", "latex": None},
        {"id": 2, "text": "", "latex": r"\mathrm{softmax}(QK^\top/\sqrt{d})V"},
    )
    answers = [json.loads(line) for line in worked("retrieve", rows).splitlines()]
    assert [a["id"] for a in answers] == [1, 2]
    assert all(
        a["stage"] in (1, 2, 3, 4) and a["topics"] and all(isinstance(t, str) for t in a["topics"]) for a in answers
    )
    assert any("gradient" in topic for topic in answers[0]["topics"][:5])
    assert any("attention" in topic for topic in answers[1]["topics"][:5])


BAD_ROWS = {
    "no JSON": b"{nope}\n",
    "a list": b"[1, 2]\n",
    "a number too long": b"1" * 10_000,
    "nested": b"[" * 100_000,
    "not UTF-8": b"\xff\xfe\x00",
    "a key missing": b'{"id": 1}\n',
    "wrong types": b'{"id": 1, "text": 5, "symbol": [], "latex": 7}\n',
    "second line": b'{"id": 1, "text": "a", "symbol": "x", "latex": null}\n{"id": \n',
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_rows_that_are_none(tmp_path, kind):
    (tmp_path / "a.jsonl").write_bytes(BAD_ROWS[kind])
    line = refused("define", tmp_path / "a.jsonl")
    if kind == "second line":
        assert "line 2" in line


def test_rows_that_are_none_for_retrieve(tmp_path):
    for content in (BAD_ROWS["wrong types"], BAD_ROWS["no JSON"], b'{"text": "no id"}'):
        (tmp_path / "a.jsonl").write_bytes(content)
        refused("retrieve", tmp_path / "a.jsonl")
    refused("retrieve", tmp_path / "missing.jsonl", words="missing.jsonl")


def test_no_rows(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n\n")
    assert worked("define", tmp_path / "a.jsonl") == ""


def test_a_byte_order_mark_is_no_row(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "where $x$ is the input", "symbol": "x"}\r\n')
    assert json.loads(worked("define", tmp_path / "a.jsonl"))["pred"] == "input"


# study ---------------------------------------------------------------------------------------------------------------


def test_study(tmp_path):
    text = worked("study", PAPER)
    assert text.startswith("# What to study for: Learning to Fit a Line") and "- [ ]" in text
    (tmp_path / "known").write_text("# what I know\ngradient\nNorms of vectors\n".replace("Norms of vectors", "norms"))
    worked("study", PAPER, "--known", tmp_path / "known", "-o", tmp_path / "study.json")
    core = [item["concept"] for item in json.loads((tmp_path / "study.json").read_text())["study"]]
    assert core and "gradient" not in core and "norms" not in core
    worked("study", PAPER, "--track", "product", "-o", tmp_path / "study.csv")
    assert (tmp_path / "study.csv").read_text().startswith("order,concept")


def test_study_of_what_nobody_knows(tmp_path):
    (tmp_path / "known").write_text("gradients desent\n")
    assert "did you mean" in refused("study", PAPER, "--known", tmp_path / "known", words="line 1")
    refused("study", PAPER, "--known", tmp_path / "missing")


# demo ----------------------------------------------------------------------------------------------------------------


def test_demos():
    assert "ddpm_2d" in worked("demo", "--list") and "ddpm_2d" in worked("demo")


def test_a_demo_runs(tmp_path):
    code, out, err = run("demo", "ddpm_2d", "--scale", "0.02", "--device", "cpu", "--out", tmp_path)
    assert code in (0, 1) and "posterior" in out, err
    assert list(tmp_path.glob("*.png"))


def test_demos_that_are_none(tmp_path):
    assert "ddpm_2d" in refused("demo", "ddpm2d", code=(2, 3))
    refused("demo", "../../etc/passwd", code=(2, 3))
    refused("demo", "ddpm_2d", "--device", "abacus", code=(2, 3))


# arXiv ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def arxiv():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/pdf/2006.11239"
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(PAPER.read_bytes() if found else b"")

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}/pdf/"
    http.shutdown()


def test_a_paper_from_arxiv(arxiv, tmp_path):
    there = {"CARTOUCHE_ARXIV": arxiv, "XDG_CACHE_HOME": str(tmp_path)}
    assert (
        json.loads(worked("read", "arXiv:2006.11239", "--json", "-", **there))["paper"]["title"]
        == "Learning to Fit a Line"
    )
    refused("read", "1234.56789", words="404", **there)
    refused("read", "1234.56789", words="Could not download", **there | {"CARTOUCHE_ARXIV": "http://127.0.0.1:9/"})


def test_a_port_that_is_taken_is_said_at_once():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = run("app", "--port", port)
    assert (code, out) == (3, "")
    assert f"Port {port}" in err and "--port" in err


@pytest.mark.parametrize("query", ["qzx" * 30_000, "\x1bqzxv\x07", "qzxv\nqzxv"])
@pytest.mark.parametrize("command", ["lookup", "patterns"])
def test_what_was_asked_is_repeated_briefly_and_without_steering_signs(command, query):
    code, _, err = run(command, query)
    assert code == 3
    assert len(err) < 800 and err.count("\n") == 1
    assert "\x1b" not in err and "\x07" not in err


def test_lookup_and_patterns_open_locked_papers(tmp_path):
    locked = tmp_path / "locked.pdf"
    with pymupdf.open(PAPER) as document:
        document.save(locked, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="owner")
    assert run("lookup", "sigma", "--paper", locked)[0] == 3
    assert run("lookup", "sigma", "--paper", locked, "--password", "secret")[0] == 0
    code, out, _ = run("patterns", "squared_error", "--paper", locked, "--password", "secret")
    assert code == 0 and out


def test_lines_in_a_pipe_stay_whole():
    code, out, _ = run("lookup", "sigma", COLUMNS="40")
    assert code == 0
    assert any(len(line) > 60 for line in out.splitlines())
    assert "\x1b" not in out


def test_a_pipe_that_is_closed_early_is_no_error():
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" "$1" patterns | head -n 1', sys.executable, str(ROOT / "cli.py")],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_where_answers_go_is_looked_at_before_the_work(tmp_path):
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": 1, "text": "Let $x$ be a vector.", "symbol": "x"}\n')
    for command in ("define", "retrieve"):
        code, _, err = run(command, rows, "--out", tmp_path / "none" / "out.jsonl")
        assert code == 3 and "no such folder" in err
        code, _, err = run(command, rows, "--out", rows)
        assert code == 3 and "itself" in err
