"""The texts of explanations: both languages say the same things of the same roles, and nothing is missing."""

import re
import shutil

import pytest

from glossary.concepts import load_concepts
from patterns.explanation.check import problems
from patterns.explanation.texts import FOLDER, fill, load_texts, read_texts
from patterns.library import load_library
from patterns.match import match
from patterns.roles import UNDECIDED, Context
from reader.errors import ContentError
from reader.expression.parse import parse_math

LIBRARY, TEXTS = load_library(), load_texts()


def test_every_pattern_and_variant_has_both_languages():
    assert list(problems(TEXTS, LIBRARY)) == []


def test_a_missing_translation_is_named():
    fewer = TEXTS.model_copy(update={"chinese": {k: v for k, v in TEXTS.chinese.items() if k != "hinge"}})
    assert list(problems(fewer, LIBRARY)) == ["hinge: has no Chinese"]


def test_operators_rest_on_concepts_of_the_glossary():
    graph = load_concepts()
    for operator in TEXTS.operators:
        assert operator.concept in graph, operator.find
        assert "{sign}" in operator.en and "{sign}" in operator.zh, operator.find
        assert not operator.en.endswith(".") and not operator.zh.endswith("。"), operator.find


def test_pictures_are_sentences():
    for key, both in TEXTS.intuitions.items():
        assert both.en.endswith(".") and both.zh.endswith("。"), key
        assert "{" not in both.en + both.zh, key


def test_chinese_is_chinese():
    for name, words in TEXTS.chinese.items():
        for text in (words.explanation.shape, *words.explanation.parts, *words.explanation.extreme):
            assert re.search(r"[\u4e00-\u9fff]", text), name
            assert not re.search(r"[\u4e00-\u9fff] ?[,.;:?!]", text), f"{name}: Latin punctuation in {text}"


def test_every_reason_has_chinese():
    """The reasons for the model's side, over all examples of the library."""
    reasons = set()
    for entry in LIBRARY.entries.values():
        if "model" not in entry.orient:
            continue
        for example in entry.examples:
            context = Context(definitions=example.definitions, words=example.words)
            for found in match(parse_math(example.latex), context):
                reasons.update(why for why in found.why.values() if why.startswith("the model's side, because "))
    assert len(reasons) > 4
    for reason in reasons - {UNDECIDED}:
        assert TEXTS.reason(reason.removeprefix("the model's side, because "), "zh"), reason


def test_reasons_within_reasons():
    said = "of the other side: the paper calls it “ground truth”"
    assert TEXTS.reason(said, "zh") == "另一边论文称它为“ground truth”"
    assert TEXTS.reason("nobody knows", "zh") == ""


def test_what_is_filled_in_is_never_taken_for_a_blank():
    assert fill("${left}$ is {phrase}.", left="{phrase}", phrase="x") == "${phrase}$ is x."


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("rules.yaml", "这里定义了 ${left}$。", "这里定义了它。", "definition"),
        ("rules.yaml", "rules:", "rulez:", "rules.yaml"),
        ("operators.yaml", "operators:", "operators: [", "operators.yaml"),
        ("zh/losses.yaml", "  hinge:", "  squared_error:", "losses.yaml"),
    ],
)
def test_wrong_files_are_named(tmp_path, file, old, new, says):
    folder = tmp_path / "texts"
    shutil.copytree(FOLDER, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    if file.startswith("zh"):  # the same pattern in a second file
        (folder / "zh" / "zz.yaml").write_text(text, encoding="utf-8")
        says = "there twice"
    else:
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=says):
        read_texts(folder)
