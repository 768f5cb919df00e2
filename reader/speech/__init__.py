"""Formulas as a lecturer would say them."""
