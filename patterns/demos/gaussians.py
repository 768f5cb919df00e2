"""Textbook facts about multivariate Gaussians, as independent references for the demos' checks."""

from __future__ import annotations

import torch
from torch import Tensor


def condition(mean: Tensor, covariance: Tensor, known: list[int], values: Tensor) -> tuple[Tensor, Tensor]:
    """Return mean and covariance of the other coordinates, given that the ``known`` ones have these ``values``.

    ``mean`` is (D,), ``covariance`` (D, D), ``values`` (N, len(known)); the result is (N, rest) and (rest, rest).
    Bishop, Pattern Recognition and Machine Learning (2006), equations (2.81) and (2.82).
    """
    rest = [i for i in range(len(mean)) if i not in known]
    crossed = covariance[rest][:, known]
    gain = torch.linalg.solve(covariance[known][:, known], crossed.T).T
    conditional_mean = mean[rest] + (values - mean[known]) @ gain.T
    return conditional_mean, covariance[rest][:, rest] - gain @ crossed.T


def kl_divergence(mean: Tensor, covariance: Tensor, other_mean: Tensor, other_covariance: Tensor) -> Tensor:
    """Return the divergence of N(mean, covariance) from N(other_mean, other_covariance) in nats.

    The means are (N, D) and the covariances (D, D); the result is (N,). Its three parts are the trace, the distance
    between the means and the ratio of the determinants (Rasmussen and Williams, 2006, equation A.23).
    """
    inverse = torch.linalg.inv(other_covariance)
    apart = other_mean - mean
    distance = ((apart @ inverse) * apart).sum(1)
    volumes = torch.linalg.slogdet(other_covariance)[1] - torch.linalg.slogdet(covariance)[1]
    divergence: Tensor = 0.5 * (torch.trace(inverse @ covariance) - mean.shape[1] + distance + volumes)
    return divergence


def sliced_distance(a: Tensor, b: Tensor, generator: torch.Generator, directions: int = 128) -> float:
    """Return how far apart two equally large clouds of points (N, D) are, in data units.

    The mean over random directions of the one-dimensional Wasserstein-1 distance, which is the mean gap between the
    sorted projections (Bonneel et al., "Sliced and Radon Wasserstein barycenters of measures", 2015).
    """
    axes = torch.randn((a.shape[1], directions), generator=generator, device=a.device, dtype=a.dtype)
    axes = axes / axes.norm(dim=0)
    return float(((a @ axes).sort(0).values - (b @ axes).sort(0).values).abs().mean())
