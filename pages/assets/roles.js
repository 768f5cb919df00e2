// Colours for the parts that a pattern names, and where their names stand on the page.

const FIXED = { prediction: "#2f6fc0", target: "#2b8452", weight: "#9c6816" };
const OTHERS = ["#94508a", "#1f8a93", "#b4533c", "#5d6ab0", "#7a7f2a", "#8a6a4a"];
// Points: size of a label, its distance from the box, the width of a letter in ems.
const SIZE = 6.4;
const GAP = 3.2;
const LETTER = 0.52;
// A Chinese character is as wide as so many letters.
const WIDE = 1.8;

const given = new Map();

// The colour of a role; a role keeps its colour as long as the page is open.
export function colourOf(role) {
  if (FIXED[role]) return FIXED[role];
  if (!given.has(role)) given.set(role, OTHERS[given.size % OTHERS.length]);
  return given.get(role);
}

// Labels above their boxes, at the height of the equation's top; one that would run into another goes below.
export function labelsFor(roles, equation) {
  const rows = { above: [], below: [] };
  const labels = [];
  const wide = (role) => role.bbox[2] - role.bbox[0];
  for (const role of [...roles].sort((a, b) => wide(b) - wide(a))) {
    const text = role.name ?? role.role.replaceAll("_", " ");
    const letters = [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? WIDE : 1), 0);
    const half = (letters * SIZE * LETTER) / 2 + 2;
    const x = (role.bbox[0] + role.bbox[2]) / 2;
    const free = (row) => rows[row].every(([from, to]) => x + half < from || x - half > to);
    const row = free("above") ? "above" : free("below") ? "below" : null;
    if (!row) continue;
    rows[row].push([x - half, x + half]);
    const y = row === "above" ? Math.min(role.bbox[1], equation[1] + 6) - GAP : Math.max(role.bbox[3], equation[3] - 6) + GAP + SIZE * 0.7;
    labels.push({ x, y, text, colour: colourOf(role.role) });
  }
  return labels;
}
