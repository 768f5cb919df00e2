"""The set-up's decisions, with pip, the GPU driver and apt replaced by stand-ins."""

import importlib.util
import os
import shutil

import pytest


@pytest.fixture
def install(root):
    spec = importlib.util.spec_from_file_location("install", root / "tools" / "install.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _index(install, monkeypatch, offers, gpu=False):
    """An index that answers a requirement with the packages it would bring, or None."""
    monkeypatch.setattr(install, "would_install", lambda requirement, *options: offers.get(requirement))
    monkeypatch.setattr(install, "has_gpu", lambda: gpu)
    monkeypatch.delenv("CUDA", raising=False)


def test_the_cpu_build_is_preferred_where_there_is_no_gpu(install, monkeypatch):
    version = install.pinned("torch")
    _index(install, monkeypatch, {f"torch=={version}+cpu": ["torch"], f"torch=={version}": ["torch", "triton"]})
    assert install.torch_requirement() == f"torch=={version}+cpu"


@pytest.mark.parametrize("extra", ["nvidia-cublas", "nvidia-cudnn-cu13", "cuda-toolkit", "triton"])
def test_cuda_never_comes_by_accident(install, monkeypatch, extra):
    version = install.pinned("torch")
    _index(install, monkeypatch, {f"torch=={version}": ["torch", "numpy", extra]})
    with pytest.raises(install.SetupError, match="CUDA=1"):
        install.torch_requirement()
    monkeypatch.setenv("CUDA", "1")
    assert install.torch_requirement() == f"torch==={version}"


def test_a_plain_build_without_cuda_is_welcome(install, monkeypatch):
    version = install.pinned("torch")
    _index(install, monkeypatch, {f"torch=={version}": ["torch", "numpy"]})
    assert install.torch_requirement() == f"torch=={version}"


def test_a_machine_with_a_gpu_gets_the_plain_build(install, monkeypatch):
    version = install.pinned("torch")
    _index(install, monkeypatch, {f"torch=={version}+cpu": ["torch"]}, gpu=True)
    assert install.torch_requirement() == f"torch==={version}"


def test_an_unreachable_index_is_one_sentence(install, monkeypatch):
    _index(install, monkeypatch, {})
    with pytest.raises(install.SetupError, match="could not be reached"):
        install.torch_requirement()


def test_wrong_arguments_explain_the_use(install, capsys):
    assert install.main([]) == 2 and install.main(["everything"]) == 2
    assert "install.py run" in capsys.readouterr().err


def test_an_error_is_printed_without_traceback(install, monkeypatch, capsys):
    def fail(extra):
        raise install.SetupError("The packages could not be installed.")

    monkeypatch.setattr(install, "install", fail)
    assert install.main(["run"]) == 1
    assert capsys.readouterr().err.strip() == "The packages could not be installed."


def test_no_browser_and_no_root_is_said_and_no_failure(install, monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("CARTOUCHE_BROWSER", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert install.main(["browser"]) == 0
    assert "browser tests are skipped" in capsys.readouterr().out


def test_everything_installed_is_pinned(install, root):
    for line in (root / "constraints.txt").read_text().splitlines():
        assert "==" in line
    assert install.pinned("pymupdf") and install.pinned("setuptools")
    with pytest.raises(install.SetupError):
        install.pinned("no-such-package")
