// Writes data/fonts/outlines.txt: how the shapes begin that KaTeX draws instead of setting glyphs (radicals, braces, arrows,
// wide accents, tall brackets), and the glyphs of MathJax's SVG output.
//
//     node tools/outlines.cjs NODE_MODULES > data/fonts/outlines.txt      (packages katex and mathjax-full)
//
// A line: font, what it is, advance in 1/1000 em, the ends of its first strokes, x,y pairs in the shape's own units, and the
// smallest box of the ends of all its strokes, and their number; or, of tall brackets, "=" and left, right and number of strokes.
const fs = require("fs"), path = require("path");
const modules = path.resolve(process.argv[2]);
const ENDS = 4;

// The ends of the first strokes of an SVG path.
function ends(d, most) {
  const tokens = d.match(/[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g) || [];
  const found = [];
  let k = 0, command = "", x = 0, y = 0, startX = 0, startY = 0;
  const next = () => parseFloat(tokens[k++]);
  while (k < tokens.length && found.length < most) {
    if (/[A-Za-z]/.test(tokens[k])) command = tokens[k++];
    const relative = command === command.toLowerCase(), ox = relative ? x : 0, oy = relative ? y : 0;
    switch (command.toUpperCase()) {
      case "M": x = ox + next(); y = oy + next(); startX = x; startY = y; command = relative ? "l" : "L"; break;
      case "L": case "T": x = ox + next(); y = oy + next(); break;
      case "H": x = ox + next(); break;
      case "V": y = oy + next(); break;
      case "C": k += 4; x = ox + next(); y = oy + next(); break;
      case "S": case "Q": k += 2; x = ox + next(); y = oy + next(); break;
      case "Z": x = startX; y = startY; continue;
      default: return found;
    }
    const last = found[found.length - 1];
    if (!last || last[0] !== x || last[1] !== y) found.push([x, y]); // browsers leave out what has no length
  }
  return found;
}
const number = (v) => String(Math.round(v * 10) / 10);
const line = (font, mark, advance, points, extent) => points.length > 1 && console.log(
  [font, mark, Math.round(advance), points.map((p) => p.map(number).join(",")).join(" "), ...(extent ? [extent] : [])].join("\t"));

// KaTeX: name of the shape -> what it is; a radical's advance is where its bar begins
const SHAPES = {
  leftbrace: "⏞", midbrace: "⏞", rightbrace: "⏞", leftbraceunder: "⏟", midbraceunder: "⏟", rightbraceunder: "⏟",
  leftarrow: "←", rightarrow: "→", doubleleftarrow: "⇐", doublerightarrow: "⇒", twoheadrightarrow: "↠", twoheadleftarrow: "↞",
  leftharpoon: "↼", leftharpoondown: "↽", rightharpoon: "⇀", rightharpoondown: "⇁", longequal: "=", vec: "\u20d7",
  widehat1: "\u0302", widehat2: "\u0302", widehat3: "\u0302", widehat4: "\u0302", tilde1: "\u0303", tilde2: "\u0303", tilde3: "\u0303", tilde4: "\u0303",
  widecheck1: "\u030c", widecheck2: "\u030c", widecheck3: "\u030c", widecheck4: "\u030c",
};
const RADICALS = [["M95,702", 834], ["M263,681", 1001], ["M983 90", 1001], ["M424,2478", 1001], ["M473,2793", 1001], ["M702 80", 834]];
const source = fs.readFileSync(path.join(modules, "katex", "src", "svgGeometry.ts"), "utf8");
for (const [name, mark] of Object.entries(SHAPES)) {
  const body = new RegExp(`\\n    ${name}:\\s*(?:doubleBrushStroke\\()?\`([^\`]*)\``).exec(source);
  if (body) line("KaTeX_Shapes", mark, 0, ends(body[1], ENDS));
}
const filled = source.replace(/\$\{extraVinculum \/ [\d.]+\} -\$\{extraVinculum\}/g, "0 0").replace(/\$\{40 \+ extraVinculum\}/g, "40").replace(/\$\{hLinePad\}/g, "80").replace(/\$\{622 \+ extraVinculum \+ hLinePad\}/g, "702")
  .replace(/\$\{(\d+) \+ extraVinculum \+ hLinePad\}/g, (all, n) => String(Number(n) + 80)).replace(/\$\{extraVinculum \+ hLinePad\}/g, "80")
  .replace(/\$\{10 \+ extraVinculum \+ hLinePad\}/g, "90");
const box = (d) => {
  const points = ends(d, 9999), xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), points.length].map(number).join(",");
};
for (const [, d] of filled.matchAll(/`(M[^`]*)`/g)) {
  const first = ends(d, 1)[0];
  const radical = RADICALS.find(([start]) => String(ends(start, 1)[0]) === String(first));
  if (radical) line("KaTeX_Shapes", "√", radical[1], ends(d, first[0] === 702 ? 3 : ENDS));
}
// of tall brackets the first ends are the same whatever their height; then: left, right, and strokes of the first part
for (const [name, mark, most, extent] of [["lbrack", "[", 6, "=319,666,12"], ["rbrack", "]", 6, "=0,347,12"], ["vert", "|", 2, "=145,188,0"],
  ["doublevert", "‖", 2, "=145,410,0"], ["lfloor", "⌊", 4, "=319,666,0"], ["rfloor", "⌋", 4, "=0,403,0"], ["lceil", "⌈", 6, "=319,666,9"],
  ["rceil", "⌉", 6, "=0,347,9"], ["lparen", "(", 4, ""], ["rparen", ")", 4, ""]]) {
  const body = new RegExp(`case "${name}":\\s*return \`([^\`]*)\``).exec(source);
  line("KaTeX_Shapes", mark, 0, ends(body[1], most), extent);
}
for (const mark of "\u239c\u239f\u23a2\u23a5\u23aa") {
  const code = mark.charCodeAt(0).toString(16);
  const body = new RegExp(`case "\\\\u${code}":\\s*return (?:doubleBrushStroke\\()?\`([^\`]*)\``).exec(source);
  if (body) line("KaTeX_Shapes", mark, 0, ends(body[1], 2));
}

// MathJax 3: its fonts; a character that several of them draw alike is told by the first
const FONTS = { normal: "Main-Regular", bold: "Main-Bold", italic: "Math-Italic", "bold-italic": "Math-BoldItalic", largeop: "Size2-Regular", smallop: "Size1-Regular",
  "tex-size3": "Size3-Regular", "tex-size4": "Size4-Regular", "tex-calligraphic": "Calligraphic-Regular", "tex-calligraphic-bold": "Calligraphic-Bold",
  fraktur: "Fraktur-Regular", "fraktur-bold": "Fraktur-Bold", script: "Script-Regular", "sans-serif": "SansSerif-Regular", "sans-serif-bold": "SansSerif-Bold",
  monospace: "Typewriter-Regular", "tex-mathit": "Main-Italic", "tex-oldstyle": "Calligraphic-Regular", "tex-variant": "AMS-Regular" };
const seen = new Set();
for (const [file, font] of Object.entries(FONTS)) {
  const exported = require(path.join(modules, "mathjax-full", "js", "output", "svg", "fonts", "tex", file + ".js"));
  const table = exported[Object.keys(exported).find((name) => name !== "__esModule")];
  // of characters drawn alike, the plainest: ASCII, then signs, then letters of other scripts
  const rank = (code) => (code < 256 ? 0 : code >= 0x2000 ? 1 : 2);
  for (const [code, [, , width, more]] of Object.entries(table).sort(([a], [b]) => rank(a) - rank(b) || a - b)) {
    if (!more || !more.p || (more.c && more.c.length > 2)) continue;
    const points = ends("M" + more.p, ENDS), extent = box("M" + more.p), key = points.join(" ") + extent;
    if (seen.has(key)) continue;
    seen.add(key);
    line("MathJax_" + font, String.fromCodePoint(Number(code)), width * 1000, points, extent);
  }
}
