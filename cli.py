"""The command ``cartouche``: thin wrappers that turn arguments into calls and errors into one line and an exit code.

Exit codes: 0 fine, 2 usage, 3 input that cannot be read, 70 a fault of the program. Heavy modules are
imported by the command that needs them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reader.errors import CartoucheError

if TYPE_CHECKING:
    from glossary.annotated_paper import AnnotatedPaper
    from reader.paper import Paper

#: exit codes: input that cannot be read, and a fault of the program's own
UNREADABLE, FAULT = 3, 70
#: characters of a query, and of a whole sentence, that are repeated to whoever gave them
MAX_QUERY, MAX_SENTENCE = 80, 600


class Track(StrEnum):
    """What the study list is for."""

    research = "research"
    product = "product"


class Language(StrEnum):
    """What explanations are told in."""

    en = "en"
    zh = "zh"


class Depth(StrEnum):
    """Whom explanations are told to."""

    beginner = "beginner"
    expert = "expert"


app = typer.Typer(
    name="cartouche", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Read the mathematics of a machine-learning paper: every symbol named, every equation explained.",
)  # fmt: skip

PaperArgument = Annotated[
    str, typer.Argument(help="A PDF, an arXiv id such as 2006.11239, or a web address.", metavar="PAPER")
]
Password = Annotated[str | None, typer.Option(help="Password of a locked PDF.")]


@app.command()
def read(
    paper: PaperArgument,
    json_out: Annotated[
        Path | None, typer.Option("--json", help="Write everything as JSON to this file (- for standard output).")
    ] = None,
    annotated: Annotated[
        Path | None, typer.Option(help="Write a copy of the PDF with notes on its equations and symbols.")
    ] = None,
    notation: Annotated[Path | None, typer.Option(help="Write the table of symbols (.md, .csv or .tex).")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write a web page with each equation as printed beside it as read.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where --check writes (PAPER.check.html if not given).")
    ] = None,
    language: Annotated[
        Language, typer.Option(help="Language of explanations and readings (JSON and marked copy).")
    ] = Language.en,
    depth: Annotated[Depth, typer.Option(help="Whom explanations are for.")] = Depth.beginner,
    password: Password = None,
) -> None:
    """Read a paper: its equations, symbols, patterns, concepts and study list."""
    from glossary.contract import as_json
    from glossary.export import notation_table
    from patterns.explanation.voice import Voice

    if output is not None and not check:
        raise typer.BadParameter("it says where --check writes; give --check, too.", param_hint="--output")
    voice = Voice(language.value, depth.value)
    path = _file(paper)
    picture = _check_target(path, output) if check else None
    _check_outputs(path, json_out, annotated, notation, picture)
    if notation is not None:
        notation_table(notation.suffix, ())  # an ending that it does not know is told now, not after the reading
    if picture is not None and json_out is None and annotated is None and notation is None:
        _write_check(picture, path, password)
        return
    result = _read(path, password)
    if picture is not None:
        _write_check(picture, path, password, result.paper)
    if json_out is not None:
        _write(json_out, json.dumps(as_json(result, voice), ensure_ascii=False, indent=1) + "\n")
    if annotated is not None:
        from glossary.marked import notes_for
        from reader.sandbox import mark

        _write_bytes(annotated, mark(path, notes_for(result, voice), password))
    if notation is not None:
        _write(
            notation,
            notation_table(notation.suffix, result.paper.symbols, result.senses, result.paper.title, result.numbers),
        )
    if json_out is None and annotated is None and notation is None:
        from glossary.terminal import print_paper

        print_paper(result)


@app.command()
def lookup(
    query: Annotated[str, typer.Argument(help="LaTeX (\\nabla), a character (∇), or words (upside down triangle).")],
    paper: Annotated[str | None, typer.Option(help="Rank by what this paper uses and says.")] = None,
    password: Password = None,
) -> None:
    """Look a symbol up: its names, meanings, concepts and stages."""
    from glossary.lookup import lookup as look_up
    from glossary.terminal import print_entries

    near, said = None, []
    if paper is not None:
        from glossary.near import near_paper, said_of
        from reader.read import read_paper

        with _progress() as tell:
            opened = read_paper(_file(paper), password, _telling(tell))
        near, said = near_paper(opened), said_of(opened, query)
    entries = look_up(query, near)
    if not entries and not said:
        raise CartoucheError(
            f"Nothing is known as “{_short(query)}”; try LaTeX (\\sigma), the character itself (σ), or words (curly L)."
        )
    print_entries(entries, said)


@app.command()
def define(
    file: Annotated[Path, typer.Argument(help='Rows {"id", "text" with $math$, "symbol"}, one JSON object a line.')],
    out: Annotated[Path | None, typer.Option(help="Where to write the answers (standard output if not given).")] = None,
) -> None:
    """Say what texts define symbols as: rows {"id", "pred": phrase or null}."""
    from glossary.define import define_rows

    _check_outputs(file, out)
    _write_rows(out, define_rows(_rows(file)))


@app.command()
def retrieve(
    file: Annotated[Path, typer.Argument(help='Rows {"id", "text", "latex" or null}, one JSON object a line.')],
    out: Annotated[Path | None, typer.Option(help="Where to write the answers (standard output if not given).")] = None,
) -> None:
    """Find the roadmap stage and topics of passages and equations: rows {"id", "stage", "topics"}."""
    from glossary.retrieve import retrieve_rows

    _check_outputs(file, out)
    _write_rows(out, retrieve_rows(_rows(file)))


@app.command()
def study(
    paper: PaperArgument,
    known: Annotated[Path | None, typer.Option(help="A file with what you know: one concept a line.")] = None,
    track: Annotated[Track, typer.Option(help="What you read for.")] = Track.research,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file (.md, .json or .csv).")
    ] = None,
    password: Password = None,
) -> None:
    """What to study for a paper, in learning order, with reasons."""
    from glossary.annotated_paper import carried
    from glossary.concepts import load_concepts
    from glossary.export import check_study_ending, study_markdown, write_study
    from glossary.known import known_concepts

    graph = load_concepts()
    skipped = known_concepts(known, graph) if known else frozenset()
    path = _file(paper)
    if output is not None:
        check_study_ending(output)
        _check_outputs(path, output)
    result = _read(path, password, sorted(skipped), track)
    title = result.paper.title or "this paper"
    if output is None:
        typer.echo(study_markdown(result.study, graph, title, result.numbers, carried(result)), nl=False)
    else:
        write_study(output, result.study, graph, title, result.numbers, carried(result))


@app.command()
def patterns(
    query: Annotated[
        str | None, typer.Argument(help="A pattern's name or words for it, or an equation in LaTeX; all if not given.")
    ] = None,
    paper: Annotated[str | None, typer.Option(help="Say where it occurs in this paper.")] = None,
    password: Password = None,
) -> None:
    """The shapes that equations have: list them, look one up, or ask what an equation resembles."""
    from glossary.shapes import find_patterns, print_pattern, print_resemblance, print_wall, resembling

    if query is None:
        print_wall()
        return
    found = resembling(query)
    if found:
        print_resemblance(found)
        return
    names = find_patterns(query)
    opened = _read(_file(paper), password) if paper is not None else None
    for name in names:
        print_pattern(name, opened)


@app.command()
def demo(
    name: Annotated[str | None, typer.Argument(help="Which demo to run.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    scale: Annotated[
        float, typer.Option(help="Multiplies the work: 0.1 for a quick look.", min=0.001, max=1000.0)
    ] = 1.0,
    list_all: Annotated[bool, typer.Option("--list", help="List the demos.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the picture.")] = None,
) -> None:
    """Run a small from-scratch program and check it against what is known exactly."""
    from glossary.terminal import print_demo, print_demos
    from patterns.runner import list_demos, run_demo, terminal_progress

    if list_all or name is None:
        print_demos(list_demos())
        return
    with terminal_progress() as progress:
        result = run_demo(name, device, scale, out, progress)
    print_demo(result)
    if not result.passed:
        raise typer.Exit(1)


@app.command(name="app")
def app_command(port: Annotated[int, typer.Option(help="Port of the web page.", min=1, max=65535)] = 8501) -> None:
    """Open the app in the browser's reach and print its address."""
    home = Path(__file__).resolve().parent
    _check_port(port)
    typer.echo(f"Cartouche opens its sample paper at http://localhost:{port}/?paper=sample  (stop it with Ctrl-C)")
    command = [sys.executable, "-m", "streamlit", "run", str(home / "app.py")]
    options = ["--server.port", str(port), "--server.headless", "true"]
    raise typer.Exit(subprocess.call([*command, *options], cwd=home))


# what the commands share ---------------------------------------------------------------------------------------------


def _check_port(port: int) -> None:
    """Say at once where another program answers at the port; Streamlit would say so after its start."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CartoucheError(
                f"Port {port} cannot be used ({error.strerror}); give another one, such as --port {min(port + 1, 65535)}."
            ) from error


def _file(paper: str) -> Path:
    from reader.fetch import resolve

    return resolve(paper)


def _read(path: Path, password: str | None, known: Sequence[str] = (), track: Track = Track.research) -> AnnotatedPaper:
    from glossary.annotate import read_and_annotate

    with _progress() as tell:
        return read_and_annotate(path, password, tell, known, track.value)


def _check_target(path: Path, output: Path | None) -> Path:
    """Where the check picture goes: beside the shell, named after the paper, if nothing else was said."""
    target = output or Path(f"{path.stem}.check.html")
    if str(target) != "-" and target.suffix.lower() not in (".html", ".htm"):
        raise CartoucheError(f"{str(target)!r}: the check picture is a web page; give a name that ends in .html.")
    return target


def _write_check(target: Path, path: Path, password: str | None, paper: Paper | None = None) -> None:
    from reader.check import check_page
    from reader.read import read_paper

    with _progress() as tell:
        if paper is None:
            paper = read_paper(path, password, _telling(tell, share=0.5))
        page = check_page(paper, path, password, lambda n, of: tell(f"Painting equation {n} of {of}", 0.5 + n / of / 2))
    _write(target, page)


def _telling(tell: Callable[[str, float], None], share: float = 1.0) -> Callable[[int, int], None]:
    """What tells how far reading has come; it is this share of the whole work."""
    return lambda page, pages: tell(f"Reading page {page} of {pages}", share * page / pages)


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None]]:
    """A progress bar on standard error while the block runs; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Opening", total=1.0)
        yield lambda text, share: bar.update(task, description=text, completed=share)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CartoucheError(f"{file} cannot be read: give a UTF-8 text file with one JSON object a line.") from error
    for number, line in enumerate(text.split("\n"), 1):  # not splitlines(): a string may hold other line separators
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", "nested too deeply or too long a number")
            raise CartoucheError(f"{file}, line {number}: this is not JSON ({why}).") from error
        if not isinstance(row, dict):
            raise CartoucheError(f'{file}, line {number}: an object such as {{"id": ...}} is needed.')
        yield row


def _write_rows(out: Path | None, rows: Iterable[dict[str, Any]]) -> None:
    _write(out or Path("-"), "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _write(path: Path, text: str) -> None:
    """Write to a file, or to standard output where it is called ``-``."""
    if str(path) == "-":
        sys.stdout.write(text)
        return
    _write_bytes(path, text.encode("utf-8"))


def _check_outputs(source: Path, *outputs: Path | None) -> None:
    """Refuse, before a long reading, what could not be written after it or would destroy the paper itself."""
    for path in outputs:
        if path is None or str(path) == "-":
            continue
        try:
            target = path.resolve()
            if target.exists() and target.samefile(source):
                raise CartoucheError(f"{str(path)!r} is the paper itself; give the output another name.")
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            if not target.parent.is_dir():
                raise FileNotFoundError(errno.ENOENT, "there is no such folder")
            if not os.access(target if target.exists() else target.parent, os.W_OK):
                raise PermissionError(errno.EACCES, "that is not permitted")
        except OSError as error:
            raise CartoucheError(f"{str(path)!r} cannot be written: {error.strerror}.") from error


def _write_bytes(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a full disk or a crash leaves what was there."""
    part: Path | None = None
    try:
        target = path.resolve()  # through a link, so that the link stays one
        if target.exists() and not target.is_file():
            path.write_bytes(data)  # a device or a pipe must not be replaced; a folder says so itself
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".cartouche-", delete=False) as file:
            part = Path(file.name)
            file.write(data)
        part.chmod(_mode(target))
        part.replace(target)
    except OSError as error:
        raise CartoucheError(f"{str(path)!r} cannot be written: {error.strerror}.") from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The permissions that a file has, or that a new one gets here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _short(text: str, most: int = MAX_QUERY) -> str:
    """A text on one line, its middle left out where it is longer; signs that would steer the terminal become a mark."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(text.split()))
    return text if len(text) <= most else f"{text[: most * 2 // 3]} … {text[-most // 3 :]}"


def main() -> None:
    """Run the command; errors meant for people become one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that has no ∇ shows ?
    try:
        app(standalone_mode=True)
    except CartoucheError as error:
        typer.echo(f"cartouche: {_short(str(error), MAX_SENTENCE)}", err=True)
        sys.exit(UNREADABLE)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # a fault of ours: people get one line, developers the rest
        if os.environ.get("CARTOUCHE_DEBUG"):
            raise
        why = f"{type(error).__name__}: {error}".splitlines()[0]
        typer.echo(
            f"cartouche: this should not happen ({why}); CARTOUCHE_DEBUG=1 shows where. Please report it.", err=True
        )
        sys.exit(FAULT)


if __name__ == "__main__":
    main()
