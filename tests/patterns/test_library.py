"""The pattern files: complete, consistent, and their mistakes named."""

import pytest
import yaml

from patterns.library import FOLDER, load_library, read_library
from patterns.template import parse_template
from reader.errors import ContentError

PATTERNS = """
squared_error absolute_error robust_error negative_log_likelihood binary_cross_entropy cross_entropy kl_divergence
js_or_f_divergence elbo entropy mutual_information hinge contrastive adversarial_minimax optimal_transport policy_gradient
clipped_surrogate bellman discounted_return preference distillation score_matching norm_penalty weighted_objectives
empirical_risk constrained_optimum optimum expectation variance_covariance bayes_rule conditional_factorisation
marginalisation gaussian other_distribution sampling reparameterisation importance_ratio change_of_variables monte_carlo
bound affine_layer activation sigmoid softmax attention weighted_sum similarity distance convolution recurrence gating
residual normalisation composition low_rank message_passing positional_encoding mixture_of_experts
linear_system_or_factorisation gradient_step moving_average adaptive_step gradient_identity schedule dynamics definition
cases series_or_approximation probability_or_other_identity
""".split()


def test_every_pattern_is_there():
    assert sorted(load_library().entries) == sorted(PATTERNS)


def test_there_are_enough_variants_examples_and_near_misses():
    entries = load_library().entries.values()
    assert sum(len(entry.variants) for entry in entries) >= 50
    assert all(len(entry.examples) >= 5 and len(entry.near_misses) >= 3 for entry in entries)


def test_every_role_is_bound_by_some_template_or_derived():
    library = load_library()
    for name, entry in library.entries.items():
        bound = {role for rule in library.rules if rule.pattern == name for role in rule.template.roles}
        assert set(entry.roles) <= bound | set(entry.derive), name


def test_every_rule_is_in_the_index_once():
    library = load_library()
    assert sum(len(rules) for rules in library.index.values()) == len(library.rules)


def test_mistakes_name_file_and_entry(tmp_path):
    good = yaml.safe_load((FOLDER / "general.yaml").read_text(encoding="utf-8"))
    cases = [
        (lambda d: d["patterns"]["cases"].pop("says"), "cases"),
        (lambda d: d["patterns"]["cases"].update(examples=[]), "cases"),
        (lambda d: d["patterns"]["cases"].update(covers=["nothing_of_the_kind"]), "nothing_of_the_kind"),
        (lambda d: d["patterns"]["cases"]["templates"].append("\\role[no_such_kind]{value}"), "no_such_kind"),
        (
            lambda d: d["patterns"]["cases"]["templates"].append({"fit": "x", "needs": ["no_such_thing(a)"]}),
            "no_such_thing",
        ),
        (lambda d: d["patterns"]["cases"].update(roles={"other": "x"}), "cases"),
    ]
    for change, told in cases:
        broken = yaml.safe_load(yaml.safe_dump(good))
        change(broken)
        path = tmp_path / "general.yaml"
        path.write_text(yaml.safe_dump(broken), encoding="utf-8")
        with pytest.raises(ContentError, match=told):
            read_library([path, *(f for f in FOLDER.glob("*.yaml") if f.name != "general.yaml")])


def test_a_file_that_is_no_yaml_is_refused(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text("a: [1, 2", encoding="utf-8")
    with pytest.raises(ContentError, match=r"bad\.yaml"):
        read_library([path])


def test_a_wildcard_read_as_a_function_is_refused():
    with pytest.raises(ContentError, match="function"):
        parse_template("\\role{a}(\\role{b})")


def test_wildcards_of_one_name_are_one():
    template = parse_template("\\role{a}-\\role{b}+\\role{a}")
    assert template.roles == {"a", "b"}
    assert len(template.wilds) == 2
