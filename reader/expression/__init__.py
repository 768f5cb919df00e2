"""From layout tree to operator tree: what is applied to what."""
