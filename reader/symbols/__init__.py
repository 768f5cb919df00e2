"""The symbols of formulas: how they are written, of which kind and shape, where they mean the same."""
