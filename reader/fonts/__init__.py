"""Which character a glyph of a font is: names, encodings, metrics of bitmaps."""
