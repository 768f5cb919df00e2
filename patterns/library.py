"""The library of patterns: ``data/patterns/*.yaml``, validated, compiled and indexed.

Every template becomes a ``Rule``. The index files each rule under the rarest operator or function name that it cannot do
without, so that an equation is compared only with rules that have a chance: cost grows with the rules that fit, not with the library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from patterns.conditions import parse_condition, unknown_kinds
from patterns.content import read_content
from patterns.derive import parse_rule
from patterns.kinds import KINDS
from patterns.schema import Entry, Group, Shape, Variant
from patterns.template import Template, parse_template
from reader.errors import ContentError

FOLDER = Path(__file__).resolve().parent.parent / "data" / "patterns"


@dataclass(frozen=True)
class Rule:
    """A compiled template of a pattern or of one of its variants."""

    pattern: str
    variant: str | None
    shape: Shape
    template: Template
    needs: tuple[tuple[bool, str, tuple[str, ...]], ...]

    @cached_property
    def relational(self) -> bool:
        """Whether it is compared with a whole statement."""
        return self.template.term.op == "rel"


@dataclass(frozen=True)
class Library:
    """All patterns by id, their rules, and the index of the rules."""

    entries: Mapping[str, Entry]
    groups: Mapping[str, str]
    rules: tuple[Rule, ...]
    index: Mapping[str, tuple[Rule, ...]]

    def candidates(self, features: frozenset[str]) -> list[Rule]:
        """The rules whose needed features an equation has."""
        found = list(self.index.get("", ()))
        for feature in features:
            found += [rule for rule in self.index.get(feature, ()) if rule.template.features <= features]
        return found

    def variant(self, pattern: str, variant: str | None) -> Variant | None:
        """The variant of a pattern, None where there is none."""
        return self.entries[pattern].variants.get(variant) if variant else None


@lru_cache(maxsize=1)
def load_library() -> Library:
    """The library that the program ships, loaded and compiled once."""
    return read_library(sorted(FOLDER.glob("*.yaml")))


def read_library(files: Iterable[Path]) -> Library:
    """Reads pattern files; ``ContentError`` names the file and the entry that is wrong."""
    entries: dict[str, Entry] = {}
    groups: dict[str, str] = {}
    for file in files:
        group = read_content(file, Group)
        for name, entry in group.patterns.items():
            if name in entries:
                raise ContentError(f"{file.name}: pattern {name!r} is defined twice")
            entries[name], groups[name] = entry, group.group
    rules: list[Rule] = []
    for name, entry in entries.items():
        _check(name, entry, entries)
        rules += compile_entry(name, entry)
    return build(entries, groups, rules)


def build(entries: Mapping[str, Entry], groups: Mapping[str, str], rules: Iterable[Rule]) -> Library:
    """A library with its index, from compiled rules."""
    rules = tuple(rules)
    count = Counter(feature for rule in rules for feature in rule.template.features)
    index: dict[str, list[Rule]] = {}
    for rule in rules:
        key = min(rule.template.features, key=lambda f: (count[f], f), default="")
        index.setdefault(key, []).append(rule)
    return Library(entries, groups, rules, {key: tuple(value) for key, value in index.items()})


def _check(name: str, entry: Entry, entries: Mapping[str, Entry]) -> None:
    """What one field says about another."""
    shapes = [*entry.templates, *(shape for variant in entry.variants.values() for shape in variant.templates)]
    for other in (*entry.covers, *entry.compared_with, *(name for shape in shapes for name in shape.covers)):
        if other not in entries:
            raise ContentError(f"pattern {name!r} mentions the unknown pattern {other!r}")
    for role in entry.orient.values():
        if role not in entry.roles:
            raise ContentError(f"pattern {name!r}: orient names the unknown role {role!r}")
    for role, rule in entry.derive.items():
        try:
            parse_rule(rule)
        except ValueError as error:
            raise ContentError(f"pattern {name!r}: derive {role!r}: {error}") from error
    for example in entry.examples:
        unknown = set(example.roles) - set(entry.roles)
        if unknown:
            raise ContentError(f"pattern {name!r}: example {example.latex!r} has unknown roles {sorted(unknown)}")


def compile_entry(name: str, entry: Entry) -> list[Rule]:
    """The rules of a pattern and its variants."""
    shapes: list[tuple[str | None, Shape]] = [(None, shape) for shape in entry.templates]
    shapes += [(key, shape) for key, variant in entry.variants.items() for shape in variant.templates]
    return [_rule(name, variant, shape) for variant, shape in shapes]


def _rule(name: str, variant: str | None, shape: Shape) -> Rule:
    where = f"pattern {name!r}" + (f", variant {variant!r}" if variant else "")
    try:
        template = parse_template(shape.fit)
        needs = tuple(parse_condition(text) for text in shape.needs)
    except (ContentError, ValueError) as error:
        raise ContentError(f"{where}: {error}") from error
    kinds = [k for wild in template.wilds.values() for k in (*wild.kinds, *wild.excluded, *wild.preferred)]
    kinds_wrong = [k for k in kinds if k not in KINDS]
    kinds_wrong += [k for _, condition, args in needs for k in unknown_kinds(condition, args)]
    if kinds_wrong:
        raise ContentError(f"{where}: template {shape.fit!r} uses unknown kinds {sorted(set(kinds_wrong))}")
    return Rule(name, variant, shape, template, needs)
