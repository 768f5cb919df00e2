"""The references themselves, held against torch's distributions and against plain sampling."""

import math

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.distributions import MultivariateNormal
from torch.distributions import kl_divergence as torch_kl

from patterns.demos.gaussians import condition, kl_divergence, sliced_distance


def _covariance(seed: int, size: int) -> torch.Tensor:
    half = torch.randn((size, size), generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return half @ half.T + 0.1 * torch.eye(size, dtype=torch.float64)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_conditioning_factorises_the_joint_density(seed):
    generator = torch.Generator().manual_seed(seed)
    mean, point = torch.randn((2, 5), generator=generator, dtype=torch.float64)
    covariance = _covariance(seed, 5)
    known, rest = [1, 4], [0, 2, 3]
    conditional_mean, conditional = condition(mean, covariance, known, point[None, known])
    joint = MultivariateNormal(mean, covariance).log_prob(point)
    marginal = MultivariateNormal(mean[known], covariance[known][:, known]).log_prob(point[known])
    given_known = MultivariateNormal(conditional_mean[0], (conditional + conditional.T) / 2).log_prob(point[rest])
    assert math.isclose(joint, marginal + given_known, rel_tol=1e-8, abs_tol=1e-8)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_divergence_equals_torch(seed):
    means = torch.randn((2, 3), generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    first, second = _covariance(seed, 3), _covariance(seed + 1, 3)
    expected = torch_kl(MultivariateNormal(means[0], first), MultivariateNormal(means[1], second))
    assert torch.allclose(kl_divergence(means[:1], first, means[1:], second), expected[None])


def test_sliced_distance_of_a_shift():
    generator = torch.Generator().manual_seed(0)
    cloud = torch.randn((500, 2), generator=generator, dtype=torch.float64)
    assert sliced_distance(cloud, cloud, generator) == 0
    # the mean of |cos| over all directions is 2/pi
    moved = sliced_distance(cloud, cloud + torch.tensor([3.0, 0.0]), generator, directions=20_000)
    assert math.isclose(moved, 3 * 2 / math.pi, rel_tol=0.02)
