r"""Denoising diffusion (DDPM) on points in the plane, from scratch.

Follows Ho, Jain and Abbeel, "Denoising diffusion probabilistic models" (2020), equations (1)-(14); the LaTeX of each
term stands above the line that computes it. The same network is trained twice: with equation (8), the weighted squared
error between the posterior mean and the model's mean, and with the simplified loss, equation (14). The data are a
mixture of Gaussians, so that the best possible network is known in closed form and both can be held against it.

Shapes: points are (N, 2); a time t in 1..T is an integer tensor (N, 1); schedule values are (N, 1).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import torch
from torch import Tensor, nn

from patterns.demos.gaussians import condition, kl_divergence, sliced_distance
from patterns.demos.mixture import Mixture, cartouche
from patterns.demos.plots import scatter_panels
from patterns.demos.result import Check, DemoResult, Progress, silent

#: Number of diffusion steps T; a tenth to a fifth of the paper's 1000 is plenty in two dimensions.
STEPS = 200
#: The paper's linear schedule runs from 1e-4 to 0.02 in 1000 steps; with 200 steps each is five times as large.
BETA_FIRST, BETA_LAST = 5e-4, 0.1
BATCH = 2048
#: Optimiser steps per loss at scale 1.
TRAINING_STEPS = 4000
#: The peak of the one-cycle schedule; the rate rises for a tenth of the training and then falls to nothing.
LEARNING_RATE = 2e-2
#: Points drawn from each trained model at scale 1.
SAMPLES = 4000
#: Below this scale training is cut short, so that how close it comes to the optimum is reported but not judged.
JUDGED_SCALE = 1.0
SEED = 8
#: Fresh examples on which a trained model is held against the best possible one.
JUDGED_EXAMPLES = 20_000
TITLE = "Denoising diffusion on points in the plane"
INK, FADING, NOISE, SAMPLED = "#1f3a5f", "#5b7fa6", "#9db4cc", "#b5532a"

#: Predicts the noise in x_t (N, 2) at the times t (N, 1).
NoiseModel = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Schedule:
    """The noise schedule; each field has shape (T,), and ``at`` picks the values for a batch of times."""

    beta: Tensor
    alpha: Tensor
    alpha_bar: Tensor
    alpha_bar_previous: Tensor
    beta_tilde: Tensor
    sigma2: Tensor

    @classmethod
    def linear(cls, steps: int, first: float, last: float, like: Tensor) -> Schedule:
        """Make the linear schedule with ``steps`` values from ``first`` to ``last``, on the device of ``like``."""
        # \beta_1, \dots, \beta_T
        beta = torch.linspace(first, last, steps, device=like.device, dtype=like.dtype)
        # \alpha_t \coloneqq 1 - \beta_t
        alpha = 1 - beta
        # \bar\alpha_t \coloneqq \prod_{s=1}^t \alpha_s
        alpha_bar = torch.cumprod(alpha, 0)
        # \bar\alpha_{t-1}, with \bar\alpha_0 = 1: nothing is lost before the first step
        alpha_bar_previous = torch.cat([torch.ones_like(alpha_bar[:1]), alpha_bar[:-1]])
        # \tilde\beta_t \coloneqq \frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t} \beta_t   (7)
        beta_tilde = (1 - alpha_bar_previous) / (1 - alpha_bar) * beta
        # \sigma_t^2 = \beta_t
        sigma2 = beta
        return cls(beta, alpha, alpha_bar, alpha_bar_previous, beta_tilde, sigma2)

    def at(self, t: Tensor) -> Schedule:
        """Return the schedule's values at the times ``t`` (N, 1), each of shape (N, 1)."""
        picked = (values[t - 1] for values in vars(self).values())
        return Schedule(*picked)


def noisy_example(x_0: Tensor, noise: Tensor, s: Schedule) -> Tensor:
    """Draw x_t in one go from x_0, equation (4)."""
    # \mathbf{x}_t(\mathbf{x}_0, \boldsymbol{\epsilon})
    #     = \sqrt{\bar\alpha_t}\mathbf{x}_0 + \sqrt{1-\bar\alpha_t}\boldsymbol{\epsilon}
    return s.alpha_bar.sqrt() * x_0 + (1 - s.alpha_bar).sqrt() * noise


def posterior_mean(x_t: Tensor, x_0: Tensor, s: Schedule) -> Tensor:
    """Return the mean of q(x_{t-1} | x_t, x_0), equation (7)."""
    # \frac{\sqrt{\bar\alpha_{t-1}}\beta_t}{1-\bar\alpha_t}\mathbf{x}_0
    from_clean = s.alpha_bar_previous.sqrt() * s.beta / (1 - s.alpha_bar) * x_0
    # \frac{\sqrt{\alpha_t}(1-\bar\alpha_{t-1})}{1-\bar\alpha_t}\mathbf{x}_t
    from_noisy = s.alpha.sqrt() * (1 - s.alpha_bar_previous) / (1 - s.alpha_bar) * x_t
    # \tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t, \mathbf{x}_0)
    return from_clean + from_noisy


def model_mean(x_t: Tensor, predicted_noise: Tensor, s: Schedule) -> Tensor:
    """Return the mean of p(x_{t-1} | x_t) from the predicted noise, equation (11)."""
    # \frac{1}{\sqrt{\alpha_t}}\left(\mathbf{x}_t
    #     - \frac{\beta_t}{\sqrt{1-\bar\alpha_t}}\boldsymbol{\epsilon}_\theta(\mathbf{x}_t,t)\right)
    return (x_t - s.beta / (1 - s.alpha_bar).sqrt() * predicted_noise) / s.alpha.sqrt()


def mean_matching_loss(model: NoiseModel, x_0: Tensor, t: Tensor, noise: Tensor, schedule: Schedule) -> Tensor:
    """Return what stands inside the expectation of equation (8), one value per example, shape (N, 1)."""
    s = schedule.at(t)
    x_t = noisy_example(x_0, noise, s)
    # \tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t, \mathbf{x}_0)
    target = posterior_mean(x_t, x_0, s)
    # \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)
    prediction = model_mean(x_t, model(x_t, t), s)
    # \frac{1}{2\sigma_t^2}
    #     \|\tilde{\boldsymbol{\mu}}_t(\mathbf{x}_t,\mathbf{x}_0) - \boldsymbol{\mu}_\theta(\mathbf{x}_t,t)\|^2
    return (target - prediction).pow(2).sum(1, keepdim=True) / (2 * s.sigma2)


def simple_loss(model: NoiseModel, x_0: Tensor, t: Tensor, noise: Tensor, schedule: Schedule) -> Tensor:
    """Return what stands inside the expectation of equation (14), one value per example, shape (N, 1)."""
    x_t = noisy_example(x_0, noise, schedule.at(t))
    # \|\boldsymbol{\epsilon} - \boldsymbol{\epsilon}_\theta(
    #     \sqrt{\bar\alpha_t}\mathbf{x}_0 + \sqrt{1-\bar\alpha_t}\boldsymbol{\epsilon}, t)\|^2
    return (noise - model(x_t, t)).pow(2).sum(1, keepdim=True)


#: A loss per example: of a model, x_0, t, noise and the schedule.
Loss = Callable[[NoiseModel, Tensor, Tensor, Tensor, "Schedule"], Tensor]


def noise_weight(s: Schedule) -> Tensor:
    """Return the weight that turns the simplified loss into equation (8), from equation (12)."""
    # \frac{\beta_t^2}{2\sigma_t^2\alpha_t(1-\bar\alpha_t)}
    return s.beta**2 / (2 * s.sigma2 * s.alpha * (1 - s.alpha_bar))


class NoisePredictor(nn.Module):
    r"""The network \boldsymbol{\epsilon}_\theta(\mathbf{x}_t, t): three hidden layers.

    The point and the time also come as sines and cosines of several wavelengths, which lets so small a network draw
    fine lines (Tancik et al., "Fourier features let networks learn high frequency functions", 2020).
    """

    def __init__(self, steps: int, width: int = 96, time_waves: int = 6, point_waves: int = 5) -> None:
        super().__init__()
        self.steps = steps
        self.time_waves = nn.Buffer(2.0 ** torch.arange(time_waves) * math.pi / 2)
        self.point_waves = nn.Buffer(2.0 ** torch.arange(point_waves) * math.pi / 4)
        sizes = [2 + 4 * point_waves + 2 * time_waves, width, width, width]
        hidden = [(nn.Linear(a, b), nn.SiLU()) for a, b in pairwise(sizes)]
        self.layers = nn.Sequential(*(layer for pair in hidden for layer in pair), nn.Linear(width, 2))

    def forward(self, x_t: Tensor, t: Tensor) -> Tensor:
        """Predict the noise in ``x_t`` (N, 2) at the times ``t`` (N, 1)."""
        phase = torch.cat([t / self.steps * self.time_waves, (x_t[:, :, None] * self.point_waves).flatten(1)], 1)
        predicted: Tensor = self.layers(torch.cat([x_t, phase.sin(), phase.cos()], 1))
        return predicted


def best_noise(data: Mixture, schedule: Schedule) -> NoiseModel:
    r"""Return the best possible noise predictor, \mathbb{E}[\boldsymbol{\epsilon} | \mathbf{x}_t], in closed form."""

    def predict(x_t: Tensor, t: Tensor) -> Tensor:
        s = schedule.at(t)
        # \frac{\mathbf{x}_t - \sqrt{\bar\alpha_t}\,\mathbb{E}[\mathbf{x}_0|\mathbf{x}_t]}{\sqrt{1-\bar\alpha_t}}
        return (x_t - s.alpha_bar.sqrt() * data.clean_mean(x_t, s.alpha_bar)) / (1 - s.alpha_bar).sqrt()

    return predict


def train(
    loss: Loss, data: Mixture, schedule: Schedule, steps: int, seed: int, progress: Callable[[float], None]
) -> NoisePredictor:
    """Train a fresh network with ``loss`` for ``steps`` optimiser steps; ``progress`` hears the share that is done."""
    device = data.centres.device
    generator = torch.Generator(device).manual_seed(seed)
    with torch.random.fork_rng(devices=[]):  # the first weights come from the global generator: leave it as it was
        torch.manual_seed(seed)
        model = NoisePredictor(len(schedule.beta)).to(device)
    optimiser = torch.optim.Adam(model.parameters(), LEARNING_RATE)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps + 1, pct_start=0.1)
    for step in range(steps):
        x_0, t, noise = draw(data, schedule, BATCH, generator)
        # \mathbb{E}_{t,\mathbf{x}_0,\boldsymbol{\epsilon}}[\cdot], as the mean over a batch
        mean_loss = loss(model, x_0, t, noise, schedule).mean()
        optimiser.zero_grad()
        mean_loss.backward()  # type: ignore[no-untyped-call]
        # \theta \leftarrow \theta - \eta\nabla_\theta L, with Adam's step sizes
        optimiser.step()
        rate.step()
        if step % 50 == 0:
            progress(step / steps)
    return model.eval()


def draw(data: Mixture, schedule: Schedule, count: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Draw clean points (N, 2), times (N, 1) and noise (N, 2)."""
    # \mathbf{x}_0 \sim q(\mathbf{x}_0)
    x_0 = data.sample(count, generator)
    # t \sim \mathrm{Uniform}(\{1, \dots, T\})
    t = torch.randint(1, len(schedule.beta) + 1, (count, 1), generator=generator, device=x_0.device)
    # \boldsymbol{\epsilon} \sim \mathcal{N}(\mathbf{0}, \mathbf{I})
    noise = torch.randn(x_0.shape, generator=generator, device=x_0.device, dtype=x_0.dtype)
    return x_0, t, noise


@torch.no_grad()
def sample(model: NoiseModel, schedule: Schedule, count: int, generator: torch.Generator) -> Tensor:
    """Draw ``count`` points from the model by running the reverse process, equation (1); shape (count, 2)."""

    def gaussian() -> Tensor:
        like = schedule.beta
        return torch.randn((count, 2), generator=generator, device=like.device, dtype=like.dtype)

    # \mathbf{x}_T \sim p(\mathbf{x}_T) = \mathcal{N}(\mathbf{0}, \mathbf{I})
    x = gaussian()
    for step in range(len(schedule.beta), 0, -1):
        t = torch.full((count, 1), step, device=x.device)
        s = schedule.at(t)
        # \boldsymbol{\mu}_\theta(\mathbf{x}_t, t)
        mean = model_mean(x, model(x, t), s)
        # \mathbf{x}_{t-1} = \boldsymbol{\mu}_\theta(\mathbf{x}_t, t) + \sigma_t\mathbf{z}; none is added at the end
        x = mean + s.sigma2.sqrt() * gaussian() if step > 1 else mean
    return x


def exact_checks() -> tuple[Check, ...]:
    """Hold the equations against the general theory of Gaussians, in double precision; takes milliseconds."""
    schedule = Schedule.linear(STEPS, BETA_FIRST, BETA_LAST, torch.zeros((), dtype=torch.float64))
    generator = torch.Generator().manual_seed(SEED)
    return (
        Check(
            "posterior",
            _posterior_error(schedule, generator),
            1e-9,
            "equation (7) against conditioning the joint Gaussian of x_0, x_{t-1} and x_t, largest difference",
        ),
        Check(
            "reweighting",
            _reweighting_error(schedule, generator),
            1e-9,
            "equation (8) against the weight of (12) times the simplified loss (14), term by term, relative",
        ),
        Check(
            "divergence",
            _divergence_error(schedule, generator),
            1e-9,
            "equation (8) plus C against the divergence of the two Gaussians in (5), relative",
        ),
    )


def _posterior_error(schedule: Schedule, generator: torch.Generator) -> float:
    """Return the largest difference between (7) and conditioning, over all t, for Gaussian data with covariance S."""
    mixing = torch.tensor([[1.2, 0.3], [-0.4, 0.7]], dtype=torch.float64)
    eye = torch.eye(2, dtype=torch.float64)
    worst = 0.0
    for step in range(2, len(schedule.beta) + 1):
        s = schedule.at(torch.tensor(step))
        # (x_0, x_{t-1}, x_t) is a linear map of independent standard normal vectors, step by step as in equation (2)
        clean = torch.cat([mixing, 0 * eye, 0 * eye], 1)
        earlier = s.alpha_bar_previous.sqrt() * clean
        earlier = earlier + (1 - s.alpha_bar_previous).sqrt() * torch.cat([0 * eye, eye, 0 * eye], 1)
        later = (1 - s.beta).sqrt() * earlier + s.beta.sqrt() * torch.cat([0 * eye, 0 * eye, eye], 1)
        joint = torch.cat([clean, earlier, later])
        centre = torch.tensor([0.5, -1.0], dtype=torch.float64)
        means = torch.cat([centre, s.alpha_bar_previous.sqrt() * centre, s.alpha_bar.sqrt() * centre])
        x_0, x_t = torch.randn((2, 16, 2), generator=generator, dtype=torch.float64)
        mean, covariance = condition(means, joint @ joint.T, [0, 1, 4, 5], torch.cat([x_0, x_t], 1))
        worst = max(worst, float((mean - posterior_mean(x_t, x_0, s)).abs().max()))
        worst = max(worst, float((covariance - s.beta_tilde * eye).abs().max()))
    return worst


def _random_terms(schedule: Schedule, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor, NoiseModel]:
    """Return data, times, noise and an untrained network's guess of it, to compare losses on."""
    t = torch.arange(2, len(schedule.beta) + 1).repeat(8)[:, None]
    x_0, noise, guess = torch.randn((3, len(t), 2), generator=generator, dtype=torch.float64)
    return x_0, t, noise, lambda _x, _t: guess


def _reweighting_error(schedule: Schedule, generator: torch.Generator) -> float:
    x_0, t, noise, guess = _random_terms(schedule, generator)
    # (8) = \frac{\beta_t^2}{2\sigma_t^2\alpha_t(1-\bar\alpha_t)} (14), for every example, time and noise
    left = mean_matching_loss(guess, x_0, t, noise, schedule)
    right = noise_weight(schedule.at(t)) * simple_loss(guess, x_0, t, noise, schedule)
    return float(((left - right) / right).abs().max())


def _divergence_error(schedule: Schedule, generator: torch.Generator) -> float:
    x_0, t, noise, guess = _random_terms(schedule, generator)
    squared = mean_matching_loss(guess, x_0, t, noise, schedule)[:, 0]
    worst = 0.0
    for i in range(0, len(t), 5):
        s = schedule.at(t[i])
        x_t = noisy_example(x_0[i : i + 1], noise[i : i + 1], s)
        means = posterior_mean(x_t, x_0[i : i + 1], s), model_mean(x_t, guess(x_t, t)[i : i + 1], s)
        eye = torch.eye(2, dtype=torch.float64)
        # D_{\mathrm{KL}}(q(\mathbf{x}_{t-1}|\mathbf{x}_t,\mathbf{x}_0) \| p_\theta(\mathbf{x}_{t-1}|\mathbf{x}_t))
        divergence = kl_divergence(means[0], s.beta_tilde * eye, means[1], s.sigma2 * eye)
        # C: what is left of the divergence when the means agree
        ratio = s.beta_tilde / s.sigma2
        constant = ratio - 1 - torch.log(ratio)
        worst = max(worst, float(((squared[i] + constant - divergence) / divergence).abs().max()))
    return worst


@torch.no_grad()
def excess(loss: Loss, model: NoiseModel, data: Mixture, schedule: Schedule, generator: torch.Generator) -> float:
    """Return by which share the model's expected loss lies above that of the best possible predictor.

    A squared error splits into the best predictor's own error and the mean square of the difference between the two
    predictions. The second part is measured directly, which needs far fewer examples than a difference of two losses.
    """
    best = best_noise(data, schedule)
    x_0, t, noise = draw(data, schedule, JUDGED_EXAMPLES, generator)
    s = schedule.at(t)
    x_t = noisy_example(x_0, noise, s)
    weight = noise_weight(s) if loss is mean_matching_loss else torch.ones_like(s.beta)
    # \mathbb{E}[w_t \|\boldsymbol{\epsilon}^* - \boldsymbol{\epsilon}_\theta\|^2]
    above = (weight * (best(x_t, t) - model(x_t, t)).pow(2).sum(1, keepdim=True)).mean()
    # \mathbb{E}[w_t \|\boldsymbol{\epsilon} - \boldsymbol{\epsilon}^*\|^2]
    return float(above / loss(best, x_0, t, noise, schedule).mean())


def run(device: torch.device, scale: float, out_dir: Path, progress: Progress = silent) -> DemoResult:
    """Check the equations, train with both losses, sample, and draw ``ddpm_2d.png`` in ``out_dir``.

    ``scale`` multiplies the number of training steps and of samples. Convergence is judged from scale 1 upwards.
    """
    started = time.perf_counter()
    progress("checking the equations", 0.0)
    checks = list(exact_checks())
    data = cartouche(device)
    schedule = Schedule.linear(STEPS, BETA_FIRST, BETA_LAST, data.centres)
    generator = torch.Generator(device).manual_seed(SEED)
    count = max(200, round(SAMPLES * scale))
    real, more_real = data.sample(count, generator), data.sample(count, generator)
    figures = {"distance of two sets of real points": sliced_distance(real, more_real, generator)}
    clouds = []
    for position, (name, loss) in enumerate((("equation (8)", mean_matching_loss), ("equation (14)", simple_loss))):
        model, training_seconds = _trained(loss, name, data, schedule, scale, position, progress)
        progress(f"drawing samples, {name}", 0.05 + 0.45 * (position + 0.95))
        before = time.perf_counter()
        cloud = sample(model, schedule, count, generator)
        above = excess(loss, model, data, schedule, generator)
        apart = sliced_distance(cloud, data.sample(count, generator), generator)
        clouds.append(cloud.cpu())
        figures |= {
            f"training steps per second, {name}": training_steps(scale) / training_seconds,
            f"samples per second, {name}": count / (time.perf_counter() - before),
            f"loss above the best possible, {name}": above,
            f"distance of samples from data, {name}": apart,
        }
    if scale >= JUDGED_SCALE:
        checks += [check for name in ("equation (8)", "equation (14)") for check in _convergence(name, figures)]
    progress("drawing the picture", 0.97)
    picture = _picture(data, schedule, clouds, out_dir, generator)
    progress("done", 1.0)
    where = torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu"
    seconds = time.perf_counter() - started
    return DemoResult("ddpm_2d", TITLE, tuple(checks), figures, picture, seconds, where, scale)


def training_steps(scale: float) -> int:
    """Return the number of optimiser steps per loss at this scale."""
    return max(20, round(TRAINING_STEPS * scale))


def _trained(
    loss: Loss, name: str, data: Mixture, schedule: Schedule, scale: float, position: int, progress: Progress
) -> tuple[NoisePredictor, float]:
    """Train with ``loss`` while reporting progress; also return the seconds it took."""

    def tell(share: float) -> None:
        progress(f"training with {name}", 0.05 + 0.45 * (position + 0.95 * share))

    before = time.perf_counter()
    model = train(loss, data, schedule, training_steps(scale), SEED, tell)
    if data.centres.device.type == "cuda":
        torch.cuda.synchronize(data.centres.device)
    return model, time.perf_counter() - before


def _convergence(name: str, figures: dict[str, float]) -> tuple[Check, Check]:
    return (
        Check(
            f"optimum, {name}",
            figures[f"loss above the best possible, {name}"],
            0.05,
            "how far the expected loss lies above the best possible one, known in closed form, as a share of it",
        ),
        Check(
            f"samples, {name}",
            figures[f"distance of samples from data, {name}"],
            0.06,
            "mean distance that the samples would have to move to lie like the data, in units of the data's spread",
        ),
    )


def _picture(
    data: Mixture, schedule: Schedule, clouds: list[Tensor], out_dir: Path, generator: torch.Generator
) -> Path:
    """Draw the data, the data on their way into noise, and the samples of both models."""
    count = len(clouds[0])
    panels = []
    for step, colour in ((0, INK), (STEPS // 20, FADING), (STEPS // 3, NOISE)):
        x_0, _, noise = draw(data, schedule, count, generator)
        x_t = noisy_example(x_0, noise, schedule.at(torch.tensor([[step]], device=x_0.device))) if step else x_0
        panels.append(("data" if step == 0 else f"noised, t = {step} of {STEPS}", colour, x_t.cpu().numpy()))
    for name, cloud in zip(("trained with (8)", "trained with (14)"), clouds, strict=True):
        panels.append((f"samples, {name}", SAMPLED, cloud.numpy()))
    return scatter_panels(panels, out_dir / "ddpm_2d.png", TITLE)
