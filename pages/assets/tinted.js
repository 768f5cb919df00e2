// Formulas whose colours fit light and dark paper alike.

import { math } from "./base.js";

// A formula in which coloured parts take a little of the ink.
export function tinted(latex, display = false) {
  const node = math(latex, display);
  for (const part of node.querySelectorAll("[style*='color']")) {
    const { color } = part.style;
    if (color) part.style.color = `color-mix(in srgb, ${color} 72%, var(--ink))`;
  }
  return node;
}
