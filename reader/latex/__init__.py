"""LaTeX and MathML of a layout tree, and the tree of LaTeX that somebody typed."""
