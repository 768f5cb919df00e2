"""Running text between the formulas: sentences with places for formulas, words of our own."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

SENTENCES = """
We now turn to the choice of {} and explain why it matters in practice.
The map {} is smooth, while {} need only be measurable.
Throughout this section we assume that {} is known and that {} is not.
A short calculation shows that {} grows at most linearly.
Readers who know this argument can go straight to the experiments.
It is not hard to see that the two definitions agree.
Let {} be a fixed constant and write {} for its estimate.
Each worker receives its own copy of {} before the first round starts.
Our measurements were taken on a single machine with four cards.
When {} is large, the second term can be left out without harm.
This is the place where earlier work stops.
The vector {} collects the parameters of all layers.
Here {} stands for the number of samples, {} for their spread, and {} for the step.
Note that {} does not depend on the order of the data.
By symmetry, the same bound holds with {} in place of {}.
None of the steps below uses the fact that the noise is small.
The figures in brackets are standard errors over five seeds.
Such a choice keeps {} bounded; see the appendix for a proof.
I thank a colleague for pointing out a gap in an earlier draft.
In words: the closer {} is to its limit, the flatter the curve becomes.
As a rule of thumb, take {} and halve it whenever progress stalls.
Several authors have reported similar behaviour on larger models.
For a given {}, the set of minimisers is convex and closed.
The cost of one pass is {} operations and the memory is {}.
A second look at the table reveals that the gain is due to the first block.
Suppose, for the sake of contradiction, that {} fails.
We call {} the temperature and {} the energy of a state.
With this notation the update is easy to state.
An outlier moves the mean far more than it moves the median.
Every point of {} can be reached in finitely many steps.
The proof rests on a simple counting argument.
If {} then the claim is empty, so let us assume the opposite.
The learner sees only {} and has to guess the rest.
This agrees with the intuition that harder tasks need more data.
""".strip().splitlines()
LEADS = """
The objective then becomes
With {} as above, this gives
Putting the pieces together we obtain, for every {},
The following identity will be used twice:
In the limit we are left with
Recall that
We define
Consequently,
The gradient with respect to {} is
and therefore
""".strip().splitlines()
TAILS = """
where {} is the rate and {} the margin.
which is what we wanted to show.
where the sum runs over all {}.
with equality only if {}.
and the proof is complete.
for every {} and {}.
""".strip().splitlines()
TITLES = """Setting and notation|A bound on the risk|What the model learns|Experiments on small data|Related ideas|Limits of the method
Proof of the main result|Choosing the step size|Sampling|An extension|Discussion|Further remarks""".replace(
    "\n", "|"
).split("|")


class Writer:
    """Writes sentences; ``formula`` supplies what goes into their places, already in dollars."""

    def __init__(self, rng: Random, formula: Callable[[], str]) -> None:
        self.rng = rng
        self.formula = formula

    def _fill(self, template: str) -> str:
        return template.format(*(self.formula() for _ in range(template.count("{}"))))

    def sentences(self, count: int) -> str:
        """Some sentences of running text."""
        return " ".join(self._fill(s) for s in self.rng.sample(SENTENCES, count))

    def lead(self) -> str:
        """The words before a display."""
        return self._fill(self.rng.choice(LEADS))

    def tail(self) -> str:
        """The words after a display, or nothing."""
        return self._fill(self.rng.choice(TAILS)) if self.rng.random() < 0.4 else ""

    def title(self) -> str:
        """The title of a section."""
        return self.rng.choice(TITLES)
