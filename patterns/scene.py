"""What a condition of a template may look at: what was bound, where, and what is known around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from patterns.roles import Context
from patterns.sites import Site, Statement
from patterns.terms import Term


@dataclass(frozen=True)
class Scene:
    """A fit in its surroundings."""

    bound: Mapping[str, tuple[Term, ...]]
    context: Context
    statement: Statement
    statements: tuple[Statement, ...]
    site: Site | None
    subject: Term

    def one(self, role: str) -> Term | None:
        """What a role stands for where it is one thing."""
        parts = self.bound.get(role, ())
        return parts[0] if len(parts) == 1 else None

    def all(self, role: str) -> tuple[Term, ...]:
        """Everything that a role stands for."""
        return self.bound.get(role, ())


#: a named question: the scene and the arguments written in the pattern file; 0 (no) to 1 (clearly)
Condition = Callable[[Scene, tuple[str, ...]], float]
