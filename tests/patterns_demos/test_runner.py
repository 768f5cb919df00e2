"""Demos are found, validated, run and refused as they should be."""

import pytest
import torch
import yaml
from hypothesis import given
from hypothesis import strategies as st

from patterns import runner
from patterns.demos.result import Check, DemoResult
from patterns.runner import choose_device, find_demo, list_demos, run_demo, terminal_progress
from reader.errors import CartoucheError, ContentError


@pytest.fixture
def demo_folder(tmp_path, monkeypatch):
    """An empty demo folder in place of the project's, with nothing remembered."""
    monkeypatch.setattr(runner, "DEMO_FOLDER", tmp_path)
    list_demos.cache_clear()
    yield tmp_path
    list_demos.cache_clear()


def test_every_entry_has_a_program_and_lists_the_checks_it_makes(tmp_path):
    for demo in list_demos():
        assert demo.source.is_file()
        result = run_demo(demo.id, "cpu", 0.005, tmp_path)
        named = {check.name for check in demo.checks}
        assert {check.name.split(",")[0] for check in result.checks} <= named


@pytest.mark.parametrize("name", ["ddpm_2d", "DDPM-2D", " ddpm 2d "])
def test_names_are_forgiving(name):
    assert find_demo(name).id == "ddpm_2d"


@pytest.mark.parametrize(("name", "hint"), [("ddmp2d", "did you mean ddpm_2d?"), ("xyz", "there are: ")])
def test_unknown_names_get_a_suggestion(name, hint):
    with pytest.raises(CartoucheError, match="There is no demo called") as caught:
        run_demo(name)
    assert hint in str(caught.value)


@given(st.text(max_size=80))
def test_any_text_is_a_demo_or_a_clear_error(name):
    try:
        find_demo(name)
    except CartoucheError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("scale", [0, -1, float("nan"), float("inf"), 1e9])
def test_scales_out_of_range_are_refused(scale, tmp_path):
    with pytest.raises(CartoucheError, match="scale"):
        run_demo("ddpm_2d", scale=scale, out_dir=tmp_path)


def test_devices(monkeypatch):
    assert choose_device("cpu").type == "cpu"
    with pytest.raises(CartoucheError, match="no device"):
        choose_device("tpu")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert choose_device("auto").type == "cpu"
    with pytest.raises(CartoucheError, match="--device cuda is not possible here"):
        choose_device("cuda")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert choose_device("auto").type == "cuda"


def test_a_folder_that_cannot_be_written_to(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CartoucheError, match="cannot be written to"):
        run_demo("ddpm_2d", out_dir=tmp_path / "file" / "below")


def test_terminal_progress_writes_to_standard_error_only(capsys):
    with terminal_progress() as progress:
        progress("half way", 0.5)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("change", [{"stage": 5}, {"id": "other"}, {"surplus": 1}, {"concepts": []}, {"checks": None}])
def test_malformed_entries_name_their_file(demo_folder, change):
    entry = yaml.safe_load((runner.Path(runner.__file__).parent.parent / "data/demos/ddpm_2d.yaml").read_text())
    (demo_folder / "ddpm_2d.yaml").write_text(yaml.safe_dump(entry | change))
    with pytest.raises(ContentError, match=r"data/demos/ddpm_2d\.yaml"):
        list_demos()


def test_an_entry_without_a_program(demo_folder):
    entry = yaml.safe_load((runner.Path(runner.__file__).parent.parent / "data/demos/ddpm_2d.yaml").read_text())
    (demo_folder / "nothing.yaml").write_text(yaml.safe_dump(entry | {"id": "nothing"}))
    with pytest.raises(ContentError, match="there is no program"):
        list_demos()


def test_a_check_that_is_not_a_number_fails():
    failed = Check("a", float("nan"), 1.0, "")
    assert not failed.passed
    assert not DemoResult("d", "t", (failed,), {}, None, 0.0, "cpu", 1.0).passed
