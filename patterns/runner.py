"""Finds the demos by name, runs them on the device asked for, and shows their progress in a terminal."""

from __future__ import annotations

import importlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from rapidfuzz import process

from patterns.demos.result import DemoResult, Progress, silent
from reader.errors import CartoucheError, ContentError

if TYPE_CHECKING:
    import torch

DEMO_FOLDER = Path(__file__).resolve().parent.parent / "data" / "demos"
DEVICES = ("auto", "cpu", "cuda")
#: Work can be shrunk or grown at most this much; beyond it a slip of the keyboard is likelier than an intention.
SCALE_RANGE = (1e-3, 1e3)
#: A name is suggested for a misspelt one from this similarity on (rapidfuzz's score, 0 to 100).
SUGGESTION_SCORE = 55


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoCheck(_Content):
    """A check that the demo makes: the name its result carries (or the part before a comma) and what it shows."""

    name: str = Field(min_length=1)
    says: str = Field(min_length=1)


class DemoInfo(_Content):
    """What ``data/demos/<id>.yaml`` says of a demo.

    ``minutes`` is its wall-clock time at scale 1 on two CPU cores. ``threads`` bounds torch's threads on the CPU: where
    tensors are small, threads that wait for each other made it ten times slower as soon as the machine was busy.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    pattern: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    says: str = Field(min_length=1)
    stage: Literal[1, 2, 3, 4]
    concepts: tuple[str, ...] = Field(min_length=1)
    minutes: float = Field(gt=0)
    threads: int | None = Field(default=None, ge=1)
    checks: tuple[DemoCheck, ...] = Field(min_length=1)

    @property
    def source(self) -> Path:
        """The file to read: the program itself."""
        return Path(__file__).resolve().parent / "demos" / f"{self.id}.py"


@cache
def list_demos() -> tuple[DemoInfo, ...]:
    """Return all demos in the order of their stage and name.

    Raises:
        ContentError: an entry is malformed, misnamed or has no program.
    """
    demos = [_load(path) for path in sorted(DEMO_FOLDER.glob("*.yaml"))]
    return tuple(sorted(demos, key=lambda demo: (demo.stage, demo.id)))


def find_demo(name: str) -> DemoInfo:
    """Return the demo called ``name``.

    Raises:
        CartoucheError: there is none; the message suggests the likeliest one.
    """
    known = {demo.id: demo for demo in list_demos()}
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in known:
        return known[wanted]
    near = process.extractOne(wanted, list(known), score_cutoff=SUGGESTION_SCORE)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}."
    raise CartoucheError(f"There is no demo called {name[:60]!r}; {hint}")


def run_demo(
    name: str,
    device: str = "auto",
    scale: float = 1.0,
    out_dir: Path | None = None,
    progress: Progress | None = None,
) -> DemoResult:
    """Run the demo called ``name`` and return its checks, figures and picture.

    Args:
        name: an id from ``list_demos()``.
        device: ``auto`` (the graphics card if there is one), ``cpu`` or ``cuda``.
        scale: multiplies the work; 1 takes the minutes that the demo's entry states.
        out_dir: folder for the picture, made if it does not exist; the current one by default.
        progress: called with what is being done and the share that is done.

    Raises:
        CartoucheError: unknown name or device, no CUDA, a scale out of range, a folder that cannot be written to, or a
            graphics card without enough memory.
    """
    demo = find_demo(name)
    low, high = SCALE_RANGE
    if not (math.isfinite(scale) and low <= scale <= high):
        raise CartoucheError(f"The scale must be a number from {low:g} to {high:g}, not {scale:g}.")
    chosen = choose_device(device)
    folder = _writable(out_dir or Path())
    program = importlib.import_module(f"patterns.demos.{demo.id}")
    import torch

    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(min(threads, demo.threads or threads))
        result: DemoResult = program.run(chosen, scale, folder, progress or silent)
    except torch.cuda.OutOfMemoryError as error:
        raise CartoucheError("The graphics card has too little free memory: use --device cpu.") from error
    finally:
        torch.set_num_threads(threads)
    return result


def choose_device(device: str) -> torch.device:
    """Turn ``auto``, ``cpu`` or ``cuda`` into a torch device.

    Raises:
        CartoucheError: another word, or ``cuda`` where there is none.
    """
    import torch  # takes a second to import, which listing demos should not pay for

    if device not in DEVICES:
        raise CartoucheError(f"There is no device {device[:60]!r}; choose one of {', '.join(DEVICES)}.")
    if device == "cpu" or (device == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if not torch.cuda.is_available():
        built = "this PyTorch is built without CUDA" if torch.version.cuda is None else "no NVIDIA GPU can be used"
        raise CartoucheError(f"--device cuda is not possible here: {built}. Use --device cpu or auto.")
    return torch.device("cuda")


@contextmanager
def terminal_progress() -> Iterator[Progress]:
    """Show progress as a bar on standard error while the block runs; gives the callback for ``run_demo``."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)

        def tell(phase: str, fraction: float) -> None:
            bar.update(task, description=phase, completed=fraction)

        yield tell


def _writable(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".cartouche_write_test"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CartoucheError(f"The folder {folder} cannot be written to: {error.strerror or error}.") from error
    return folder


def _load(path: Path) -> DemoInfo:
    try:
        demo = DemoInfo.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"data/demos/{path.name}: {error}") from error
    if demo.id != path.stem:
        raise ContentError(f"data/demos/{path.name}: the id is {demo.id!r}, which is not the file's name")
    if not demo.source.is_file():
        raise ContentError(f"data/demos/{path.name}: there is no program patterns/demos/{demo.id}.py")
    return demo


def main() -> None:
    """Check every entry and say how many there are: ``python -m patterns.runner``."""
    print(f"{len(list_demos())} demos, each with its program.")


if __name__ == "__main__":
    main()
