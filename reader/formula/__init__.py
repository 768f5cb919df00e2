"""The layout tree of a formula: passes that put glyphs and rules above, below and beside each other."""
