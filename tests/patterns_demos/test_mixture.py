"""The data's closed forms against the general conditioning formula and against brute force."""

import torch

from patterns.demos.gaussians import condition
from patterns.demos.mixture import Mixture, cartouche


def test_clean_mean_of_one_gaussian_is_conditioning():
    centre, spread, alpha_bar = torch.tensor([0.7, -0.2], dtype=torch.float64), 0.4, torch.tensor(0.6).double()
    noisy = torch.randn((50, 2), dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    eye = torch.eye(2, dtype=torch.float64)
    root = alpha_bar.sqrt()
    crossed = root * spread**2 * eye
    joint = torch.cat(
        [
            torch.cat([spread**2 * eye, crossed], 1),
            torch.cat([crossed, (alpha_bar * spread**2 + 1 - alpha_bar) * eye], 1),
        ]
    )
    expected, _ = condition(torch.cat([centre, root * centre]), joint, [2, 3], noisy)
    found = Mixture(centre[None], spread).clean_mean(noisy, alpha_bar.expand(50, 1))
    assert torch.allclose(found, expected)


def test_clean_mean_of_a_mixture_by_weighting_many_draws():
    data = Mixture(torch.tensor([[1.0, 0.0], [-1.0, 0.5], [0.0, -1.0]]).double(), 0.2)
    generator = torch.Generator().manual_seed(2)
    draws = data.sample(400_000, generator)
    for alpha_bar in (0.9, 0.3):
        noisy = torch.tensor([[0.3, 0.2]], dtype=torch.float64)
        # importance weights: the density of the noisy point given each clean draw
        weights = torch.softmax(-((noisy - alpha_bar**0.5 * draws) ** 2).sum(1) / (2 * (1 - alpha_bar)), 0)
        expected = weights @ draws
        found = data.clean_mean(noisy, torch.tensor([[alpha_bar]], dtype=torch.float64))[0]
        assert torch.allclose(found, expected, atol=0.01)


def test_the_drawing_is_standardised():
    centres = cartouche(torch.device("cpu")).centres
    assert torch.allclose(centres.mean(0), torch.zeros(2), atol=1e-5)
    assert abs(float(centres.pow(2).mean()) - 1) < 1e-5
    assert centres[:, 1].max() < 3 and centres[:, 0].abs().max() < 2
