"""The JSON that ``cartouche read --json`` writes: every key of the contract, and everything in it fits together."""

import json
from pathlib import Path

import pytest
from schema import check_contract, check_shape

from glossary.annotate import annotate_file
from glossary.concepts import load_concepts
from patterns.library import load_library

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.fixture(scope="module", params=["paper", "stacks", "arrays", "displays", "twocolumn", "inline"])
def content(request):
    return json.loads(json.dumps(annotate_file(FIXTURES / f"{request.param}.pdf"), allow_nan=False))


def test_contract(content):
    check_contract(content, load_concepts(), load_library())


def test_reading_order(content):
    pages = [e["page"] for e in content["equations"]]
    assert pages == sorted(pages)


def test_the_sample_paper(sample_paper):
    content = json.loads(json.dumps(annotate_file(sample_paper), allow_nan=False))
    check_contract(content, load_concepts(), load_library())
    assert content["paper"]["title"] == "A Short Primer on Denoising Diffusion Models"
    displays = [e for e in content["equations"] if e["display"]]
    assert [e["number"] for e in displays if e["number"]] == [str(n) for n in range(1, 15)]
    assert content["paper"]["stage"] == 4


def test_the_check_notices():
    with pytest.raises(AssertionError, match="missing"):
        check_shape({"paper": {}})
    with pytest.raises(AssertionError, match="equations"):
        check_shape({"paper": {"title": "", "pages": 1, "sha256": "", "stage": 1, "sections": []}, "equations": {}})
