"""Into TeX's order: formulas that other programs paint in an order of their own (browsers, word processors, MathType)."""
