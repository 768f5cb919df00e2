"""Toy data in the plane whose every diffusion quantity has a closed form: a mixture of equal round Gaussians.

The centres trace a cartouche, the oval with a bar at its foot that gave the project its name, with a sun disc inside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

#: Standard deviation of each component, in data units (the drawing is about 4 units tall): a fine pen.
PEN = 0.03
#: Distance between neighbouring centres, in data units; below two pens, so that the stroke looks unbroken.
SPACING = 0.045


@dataclass(frozen=True)
class Mixture:
    """Equal round Gaussians: ``centres`` (K, 2), all with standard deviation ``spread`` and weight 1/K."""

    centres: Tensor
    spread: float

    def sample(self, count: int, generator: torch.Generator) -> Tensor:
        """Draw ``count`` points, shape (count, 2)."""
        device = self.centres.device
        chosen = torch.randint(len(self.centres), (count,), generator=generator, device=device)
        noise = torch.randn((count, 2), generator=generator, device=device, dtype=self.centres.dtype)
        return self.centres[chosen] + self.spread * noise

    def clean_mean(self, noisy: Tensor, alpha_bar: Tensor) -> Tensor:
        r"""Return the exact E[x_0 | x_t]: the best guess of the clean point, shape (N, 2).

        ``noisy`` is x_t, shape (N, 2), and ``alpha_bar`` is \bar\alpha_t, shape (N, 1). Each component is Gaussian, so
        its share is a softmax over distances and its mean follows by conditioning (Bishop, PRML, eq. 2.81).
        """
        variance = alpha_bar * self.spread**2 + (1 - alpha_bar)
        squared_distance = torch.cdist(noisy, torch.zeros_like(noisy[:1])) ** 2
        # ||x_t - sqrt(ab) m_k||^2, expanded so that no (N, K, 2) array is needed
        crossed = noisy @ self.centres.T
        squared_distance = squared_distance - 2 * alpha_bar.sqrt() * crossed + alpha_bar * self.centres.pow(2).sum(1)
        share = torch.softmax(-squared_distance / (2 * variance), dim=1)
        nearest = share @ self.centres
        gain = alpha_bar.sqrt() * self.spread**2 / variance
        return nearest + gain * (noisy - alpha_bar.sqrt() * nearest)


def cartouche(device: torch.device) -> Mixture:
    """Draw the oval, the bar and the disc, moved and scaled to mean 0 and mean square 1 per coordinate."""
    half_width, straight, gap = 1.0, 1.1, 0.22
    arc = _arc(half_width, math.pi)
    side = torch.arange(-straight, straight, SPACING)
    oval = torch.cat(
        [
            arc + torch.tensor([0.0, straight]),
            -arc - torch.tensor([0.0, straight]),
            torch.stack([torch.full_like(side, half_width), side], 1),
            torch.stack([torch.full_like(side, -half_width), side], 1),
        ]
    )
    across = torch.arange(-half_width, half_width + SPACING / 2, SPACING)
    bar = torch.stack([across, torch.full_like(across, -straight - half_width - gap)], 1)
    rings = [_arc(radius, 2 * math.pi) for radius in torch.arange(0.02, 0.45, 2 * SPACING).tolist()]
    drawing = torch.cat([oval, bar, *rings])
    drawing = drawing - drawing.mean(0)
    return Mixture((drawing / drawing.pow(2).mean().sqrt()).to(device), PEN)


def _arc(radius: float, angle: float) -> Tensor:
    """Return points on a circle of this radius from angle 0 to ``angle`` (radians), one ``SPACING`` apart."""
    turns = torch.linspace(0, angle, max(2, round(radius * angle / SPACING)) + 1)[:-1]
    return radius * torch.stack([turns.cos(), turns.sin()], 1)
