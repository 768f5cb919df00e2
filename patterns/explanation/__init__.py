"""The parts of an explanation, one kind of sentence per file; ``patterns.explain`` puts them together."""
