"""The contract of ``cartouche read --json`` as a check: keys, types, ranges, and references between the parts."""

from reader.latex.parser import parse_latex

#: key: type; a list of one type, a tuple of alternatives, or a nested schema
BOX = [float]
SHAPE = {
    "paper": {"title": str, "pages": int, "sha256": str, "stage": int, "sections": [{"title": str, "page": int}]},
    "equations": [
        {
            "id": str, "page": int, "number": (str, None), "bbox": BOX, "display": bool, "latex": str, "mathml": str,
            "confidence": float, "reads": str, "explanation": [{"text": str, "because": str}],
            "patterns": [{"id": str, "variant": (str, None), "confidence": float, "stage": int, "roles": dict}],
            "concepts": [str], "stage": int, "demos": [str], "symbols": [{"latex": str, "bbox": BOX, "symbol": str}],
        }
    ],
    "symbols": [
        {
            "id": str, "latex": str, "kind": str, "pages": [int], "redefined": bool,
            "occurrences": [{"page": int, "bbox": BOX}],
            "definitions": [{"text": str, "sentence": str, "page": int, "bbox": BOX, "confidence": float}],
            "senses": [{"concept": str, "meaning": str, "confidence": float}],
        }
    ],
    "study": [{"concept": str, "stage": int, "hours": float, "because": [{"equation": (str, None), "page": int, "quote": str}]}],
    "study_closure": [str],
    "landmarks": [{"title": str, "year": int}],
}  # fmt: skip


def check_shape(value, shape=SHAPE, where="$"):
    """Every key of the contract is there and has the right type; further keys are welcome."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        for key, inner in shape.items():
            assert key in value, f"{where}.{key} is missing"
            check_shape(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for index, item in enumerate(value):
            check_shape(item, shape[0], f"{where}[{index}]")
    elif isinstance(shape, tuple):
        assert value is None or isinstance(value, shape[0]), where
    elif shape is float:
        assert isinstance(value, int | float) and not isinstance(value, bool), where
    else:
        assert isinstance(value, shape) and (shape is bool or not isinstance(value, bool)), where


def check_box(box, where):
    """Four numbers in order."""
    assert len(box) == 4 and box[0] <= box[2] and box[1] <= box[3], where


def check_contract(content, graph, library):
    """The JSON of a paper holds together: ranges, limits, ids that exist."""
    check_shape(content)
    pages = content["paper"]["pages"]
    assert content["paper"]["stage"] in (1, 2, 3, 4) and len(content["paper"]["sha256"]) == 64
    equations = {e["id"] for e in content["equations"]}
    symbols = {s["id"] for s in content["symbols"]}
    assert len(equations) == len(content["equations"]) and len(symbols) == len(content["symbols"])
    for e in content["equations"]:
        check_box(e["bbox"], e["id"])
        assert 1 <= e["page"] <= pages and 0 <= e["confidence"] <= 1 and e["stage"] in (1, 2, 3, 4)
        assert parse_latex(e["latex"]) and e["mathml"].startswith("<math") and e["reads"]
        assert len(e["patterns"]) <= 3 and len(e["concepts"]) <= 8 and len(set(e["concepts"])) == len(e["concepts"])
        assert all(c in graph for c in e["concepts"])
        for p in e["patterns"]:
            assert p["id"] in library.entries and 0 < p["confidence"] <= 1 and p["stage"] in (1, 2, 3, 4)
            for name, role in p["roles"].items():
                assert role["latex"] and parse_latex(role["latex"]), (e["id"], name)
                check_box(role["bbox"], name)
        for s in e["symbols"]:
            assert s["symbol"] in symbols, (e["id"], s)
            check_box(s["bbox"], s["latex"])
    for s in content["symbols"]:
        assert len(s["pages"]) == 2 and 1 <= s["pages"][0] <= s["pages"][1] <= pages
        assert s["occurrences"] and all(1 <= o["page"] <= pages for o in s["occurrences"])
        assert all(0 < d["confidence"] <= 1 and 0 < len(d["text"].split()) <= 12 for d in s["definitions"])
        assert all(
            x["concept"] in graph and 0 < x["confidence"] <= 1 and len(x["meaning"].split()) <= 12 for x in s["senses"]
        )
        assert [x["confidence"] for x in s["senses"]] == sorted((x["confidence"] for x in s["senses"]), reverse=True)
    check_study(content, graph, equations)


def check_study(content, graph, equations):
    """The study list is short, in an order in which one can learn it, and says why."""
    core = [item["concept"] for item in content["study"]]
    assert len(core) <= 25 and len(set(core)) == len(core) and all(c in graph for c in core)
    assert len(set(content["study_closure"])) == len(content["study_closure"])
    for order in (core, content["study_closure"]):
        place = {concept: k for k, concept in enumerate(order)}
        for concept in order:
            for needed in graph[concept].prerequisites:
                assert place.get(needed, -1) < place[concept], f"{needed} comes after {concept}"
    for item in content["study"]:
        assert item["hours"] > 0 and item["stage"] == graph.stage(item["concept"])
        assert all(reason["equation"] is None or reason["equation"] in equations for reason in item["because"])
    assert all(1900 < landmark["year"] < 2100 for landmark in content["landmarks"])
