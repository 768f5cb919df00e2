"""Whether the texts of explanations and the library of patterns say the same things of the same roles."""

from __future__ import annotations

from collections.abc import Iterator

from patterns.explanation.pattern import ROLE
from patterns.explanation.texts import Texts, load_texts
from patterns.library import Library, load_library
from patterns.schema import Explanation
from reader.errors import ContentError

#: wide marks that end a Chinese sentence
_ENDS = ("。", "！", "？", "”")


def problems(texts: Texts, library: Library) -> Iterator[str]:
    """What is missing or wrong, one line each."""
    for name, entry in library.entries.items():
        words = texts.chinese.get(name)
        if words is None:
            yield f"{name}: has no Chinese"
            continue
        yield from _sentences(name, words.explanation, frozenset(entry.roles))
        yield from _alike(name, entry.explanation, words.explanation)
        for role in entry.roles:
            if role not in words.roles:
                yield f"{name}: role {role} has no Chinese"
            if role not in texts.rules.roles:
                yield f"rules.yaml: role {role} has no Chinese name"
        for variant, english in entry.variants.items():
            chinese = words.variants.get(variant)
            if chinese is None:
                yield f"{name}/{variant}: has no Chinese"
                continue
            if (english.explanation is None) != (chinese.explanation is None):
                yield f"{name}/{variant}: only one language has sentences of its own"
            if bool(english.why) != bool(chinese.why):
                yield f"{name}/{variant}: only one language says why"
            if english.explanation is not None and chinese.explanation is not None:
                yield from _alike(f"{name}/{variant}", english.explanation, chinese.explanation)
            own = chinese.explanation or Explanation(shape="。", why=chinese.why)
            yield from _sentences(f"{name}/{variant}", own, frozenset(entry.roles))
        yield from (f"{name}/{v}: is no variant" for v in words.variants if v not in entry.variants)
        yield from (f"{name}: {r} is no role" for r in (*words.roles, *words.called) if r not in entry.roles)
    yield from (f"{name}: is no pattern" for name in texts.chinese if name not in library.entries)
    for key in texts.intuitions:
        name, _, variant = key.partition("/")
        if name not in library.entries or (variant and variant not in library.entries[name].variants):
            yield f"intuitions.yaml: {key} is no pattern"


def _sentences(where: str, told: Explanation, roles: frozenset[str]) -> Iterator[str]:
    for text in (told.shape, *told.parts, *told.extreme, *told.why):
        if not text.endswith(_ENDS):
            yield f"{where}: {text!r} does not end like a sentence"
        yield from (f"{where}: {role} is no role" for role in ROLE.findall(text) if role not in roles)


def _alike(where: str, english: Explanation, chinese: Explanation) -> Iterator[str]:
    """Whether both languages have sentences of the same kinds, about the same roles."""
    for kind in ("parts", "extreme", "why"):
        one, other = (getattr(told, kind) for told in (english, chinese))
        if bool(one) != bool(other):
            yield f"{where}: only one language says {kind!r}"
        elif {r for text in one for r in ROLE.findall(text)} != {r for text in other for r in ROLE.findall(text)}:
            yield f"{where}: the languages name different roles in {kind!r}"


def main() -> None:
    """Check what the program ships."""
    texts, library = load_texts(), load_library()
    found = list(problems(texts, library))
    if found:
        raise ContentError("data/explanations: " + "; ".join(found))
    variants = sum(len(entry.variants) for entry in library.entries.values())
    print(f"explanations: {len(texts.rules.rules)} rules, {len(texts.operators)} operators, "
          f"{len(library.entries)} patterns and {variants} variants in two languages")  # fmt: skip


if __name__ == "__main__":
    main()
