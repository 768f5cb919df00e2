"""The demo's equations against closed forms, and a tiny run from start to picture."""

import json

import pytest
import torch

from patterns.demos import ddpm_2d
from patterns.demos.ddpm_2d import Schedule, mean_matching_loss, model_mean, noisy_example, simple_loss
from patterns.demos.gaussians import condition, sliced_distance
from patterns.demos.mixture import Mixture, cartouche


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    return Schedule.linear(40, 1e-3, 0.3, torch.zeros((), dtype=torch.float64))


def _generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_exact_checks_pass_and_would_notice_an_error(monkeypatch):
    assert all(check.passed for check in ddpm_2d.exact_checks())
    right = ddpm_2d.posterior_mean
    monkeypatch.setattr(ddpm_2d, "posterior_mean", lambda x_t, x_0, s: right(x_t, x_0, s) * 1.001)
    assert [check.name for check in ddpm_2d.exact_checks() if not check.passed] == ["posterior", "reweighting"]


def test_marginal_equals_step_by_step_noising(schedule):
    mean, variance = torch.tensor(1.0).double(), torch.tensor(0.0).double()
    for t, beta in enumerate(schedule.beta):
        mean, variance = (1 - beta).sqrt() * mean, (1 - beta) * variance + beta
        assert torch.allclose(schedule.alpha_bar[t].sqrt(), mean)
        assert torch.allclose(1 - schedule.alpha_bar[t], variance)


def test_equation_11_inserts_the_guessed_clean_point_into_the_posterior_mean(schedule):
    t = torch.arange(1, 41)[:, None]
    x_t, guess = torch.randn((2, 40, 2), generator=_generator(), dtype=torch.float64)
    s = schedule.at(t)
    clean = (x_t - (1 - s.alpha_bar).sqrt() * guess) / s.alpha_bar.sqrt()
    assert torch.allclose(ddpm_2d.posterior_mean(x_t, clean, s), model_mean(x_t, guess, s))


def test_best_noise_gives_the_exact_reverse_mean_of_gaussian_data(schedule):
    data = Mixture(torch.tensor([[0.4, -0.6]], dtype=torch.float64), 0.5)
    eye = torch.eye(2, dtype=torch.float64)
    x_t = torch.randn((20, 2), generator=_generator(), dtype=torch.float64)
    for step in (2, 17, 40):
        t = torch.full((20, 1), step)
        s = schedule.at(t[:1])
        before = s.alpha_bar_previous[0] * 0.25 + 1 - s.alpha_bar_previous[0]
        after = s.alpha[0] * before + s.beta[0]
        centre = data.centres[0]
        means = torch.cat([s.alpha_bar_previous[0].sqrt() * centre, s.alpha_bar[0].sqrt() * centre])
        crossed = s.alpha[0].sqrt() * before * eye
        joint = torch.cat([torch.cat([before * eye, crossed], 1), torch.cat([crossed, after * eye], 1)])
        expected, _ = condition(means, joint, [2, 3], x_t)
        guess = ddpm_2d.best_noise(data, schedule)(x_t, t)
        assert torch.allclose(model_mean(x_t, guess, schedule.at(t)), expected)


def test_the_losses_are_smallest_at_the_best_noise(schedule):
    data = Mixture(torch.tensor([[1.0, 0.0], [-1.0, 0.0]], dtype=torch.float64), 0.1)
    best = ddpm_2d.best_noise(data, schedule)
    x_0, t, noise = ddpm_2d.draw(data, schedule, 20_000, _generator())
    for loss in (mean_matching_loss, simple_loss):
        floor = loss(best, x_0, t, noise, schedule).mean()
        for shift in (0.1, -0.1):
            worse = loss(lambda x, s, by=shift: best(x, s) + by, x_0, t, noise, schedule).mean()
            assert worse > floor
    assert ddpm_2d.excess(simple_loss, best, data, schedule, _generator()) == 0


def test_the_reverse_process_with_the_best_noise_draws_the_data():
    data = cartouche(torch.device("cpu"))
    schedule = Schedule.linear(ddpm_2d.STEPS, ddpm_2d.BETA_FIRST, ddpm_2d.BETA_LAST, data.centres)
    drawn = ddpm_2d.sample(ddpm_2d.best_noise(data, schedule), schedule, 2000, _generator(3))
    assert sliced_distance(drawn, data.sample(2000, _generator(4)), _generator(5)) < 0.06


def test_unit_variance_is_kept_where_sigma_squared_is_beta(schedule):
    """For standard normal data the best guess is sqrt(1 - ab) x_t, and sigma^2 = beta makes every step exact."""
    s = schedule.at(torch.arange(1, 41)[:, None])
    shrink = model_mean(torch.ones(40, 1).double(), (1 - s.alpha_bar).sqrt(), s)
    assert torch.allclose(shrink**2 + s.sigma2, torch.ones(40, 1).double())


def test_training_lowers_the_loss(schedule):
    data = Mixture(torch.tensor([[1.0, 0.0], [-1.0, 0.0]]), 0.1)
    single = Schedule.linear(40, 1e-3, 0.3, data.centres)
    heard = []
    model = ddpm_2d.train(simple_loss, data, single, 120, 0, heard.append)
    untrained = ddpm_2d.train(simple_loss, data, single, 0, 0, heard.append)
    excesses = [ddpm_2d.excess(simple_loss, m, data, single, _generator()) for m in (model, untrained)]
    assert excesses[0] < 0.2 * excesses[1]
    assert heard == sorted(heard) and heard[-1] < 1


def test_training_leaves_the_global_generator_alone():
    data = Mixture(torch.zeros(1, 2), 1.0)
    torch.manual_seed(7)
    expected = torch.rand(1)
    torch.manual_seed(7)
    ddpm_2d.train(simple_loss, data, Schedule.linear(5, 0.1, 0.2, data.centres), 1, 0, lambda share: None)
    assert torch.equal(torch.rand(1), expected)


def test_tiny_run_reports_and_draws(tmp_path):
    heard = []
    result = ddpm_2d.run(torch.device("cpu"), 0.005, tmp_path, lambda phase, share: heard.append((phase, share)))
    assert result.passed and {check.name for check in result.checks} == {"posterior", "reweighting", "divergence"}
    assert result.picture == tmp_path / "ddpm_2d.png"
    assert result.picture.read_bytes().startswith(b"\x89PNG")
    assert result.seconds > 0 and result.device == "cpu"
    shares = [share for _, share in heard]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] == 1
    assert json.loads(json.dumps(result.to_json()))["passed"] is True


def test_noisy_example_at_the_ends(schedule):
    x_0, noise = torch.randn((2, 1, 2), generator=_generator(), dtype=torch.float64)
    nearly_clean = noisy_example(x_0, noise, schedule.at(torch.tensor([[1]])))
    assert torch.allclose(nearly_clean, x_0, atol=0.15)
