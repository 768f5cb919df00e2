"""From PDF bytes to a Paper: glyphs, layout trees, operator trees, symbols and definitions."""
