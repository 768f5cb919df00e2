"""Plots as other programs make them, to be included: by matplotlib, with mathtext, where that is installed."""

from __future__ import annotations

from pathlib import Path

#: name of the file, font type that matplotlib embeds, font set of its formulas
PLOTS = (("plot-cm", 3, "cm"), ("plot-dejavu", 42, "dejavusans"), ("plot-stix", 3, "stix"))


def draw_plots(folder: Path) -> None:
    """Write ``plot-*.pdf`` into ``folder``."""
    try:
        import matplotlib
    except ImportError:
        return  # the documents leave room instead
    matplotlib.use("Agg")
    from matplotlib import pyplot

    for name, kind, fonts in PLOTS:
        with pyplot.rc_context({"pdf.fonttype": kind, "mathtext.fontset": fonts, "font.size": 9}):
            figure, (left, right) = pyplot.subplots(1, 2, figsize=(5.0, 1.9))
            xs = [0.1 * k for k in range(1, 40)]
            left.semilogy(xs, [2.0**-x for x in xs], label=r"$\gamma = 0.9,\ \beta_2 = 10^{-3}$")
            left.semilogy(xs, [1.5**-x for x in xs], label=r"$\hat{f}_\theta(x) = \sum_i a_i x^i$")
            left.set_xlabel(r"step $t$")
            left.set_ylabel(r"$\|\nabla L(w_t)\|_2^2$")
            left.legend(fontsize=6)
            left.set_title(r"$\alpha = 0.1$")
            right.plot(xs, [x * x for x in xs])
            right.annotate(r"$p(y \mid x) > \frac{1}{2}$", (2.0, 4.0))
            right.set_xlabel(r"$\log_{10} n$")
            right.set_ylabel(r"$R(n) = O(\sqrt{n})$")
            right.set_title("(b) regret")
            figure.tight_layout()
            figure.savefig(folder / f"{name}.pdf", metadata={"CreationDate": None})
            pyplot.close(figure)
