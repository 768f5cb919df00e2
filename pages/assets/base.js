// What every component needs: elements, formulas, styles, fetching. Foreign text only ever becomes a text node.

const HERE = new URL(".", import.meta.url);
const KATEX_FONTS = [
  ["KaTeX_AMS", "Regular"], ["KaTeX_Caligraphic", "Regular"], ["KaTeX_Caligraphic", "Bold"],
  ["KaTeX_Fraktur", "Regular"], ["KaTeX_Fraktur", "Bold"], ["KaTeX_Main", "Regular"], ["KaTeX_Main", "Bold"],
  ["KaTeX_Main", "Italic"], ["KaTeX_Main", "BoldItalic"], ["KaTeX_Math", "Italic"], ["KaTeX_Math", "BoldItalic"],
  ["KaTeX_SansSerif", "Regular"], ["KaTeX_SansSerif", "Bold"], ["KaTeX_SansSerif", "Italic"],
  ["KaTeX_Script", "Regular"], ["KaTeX_Size1", "Regular"], ["KaTeX_Size2", "Regular"], ["KaTeX_Size3", "Regular"],
  ["KaTeX_Size4", "Regular"], ["KaTeX_Typewriter", "Regular"],
];
// What KaTeX may do with LaTeX that was read from a file: no links, no HTML, bounded work and bounded size (in em).
const KATEX_LIMITS = { throwOnError: false, trust: false, strict: "ignore", maxExpand: 300, maxSize: 30 };
const MAX_LATEX = 6000;

let katexReady = null;
const sheets = new Map();

// Make an element. `options`: class, text, title, attributes (attrs), event handlers (on).
export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  if (options.class) node.className = options.class;
  if (options.text !== undefined) node.textContent = options.text;
  if (options.title) node.title = options.title;
  for (const [name, value] of Object.entries(options.attrs ?? {})) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  for (const [name, handler] of Object.entries(options.on ?? {})) node.addEventListener(name, handler);
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// Make an SVG element with the given attributes.
export function svg(tag, attrs = {}) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, value);
  return node;
}

// A formula. Waits for nothing: `prepare` has loaded KaTeX before anything is shown.
export function math(latex, display = false) {
  const node = el("span", { class: display ? "math display" : "math" });
  const source = String(latex ?? "").slice(0, MAX_LATEX);
  try {
    window.katex.render(source, node, { ...KATEX_LIMITS, displayMode: display });
  } catch {
    node.textContent = source;
  }
  return node;
}

// Text with formulas between dollar signs, and words between stars in our own explanations left as they are.
export function rich(text) {
  const node = document.createDocumentFragment();
  const parts = String(text ?? "").replaceAll("$$", "$").split(/\$(?!\s)([^$]+?)(?<!\s)\$/);
  parts.forEach((part, place) => {
    if (part) node.append(place % 2 ? math(part) : document.createTextNode(part));
  });
  return node;
}

// A formula without the sign with which the sentence goes on after it.
export const tidy = (latex) => String(latex).replace(/(?<!\\)\s*[,.;]\s*$/, "");

// Load KaTeX and the named style sheets into a component's root.
export async function prepare(root, ...styles) {
  const [, ...found] = await Promise.all([loadKatex(), ...["katex/katex.min", "base", ...styles].map(sheet)]);
  root.adoptedStyleSheets = found;
}

// Fetch JSON; an error's text is what to tell the person.
export async function getJson(address) {
  let answer;
  try {
    answer = await fetch(new URL(address, window.location.origin), { credentials: "same-origin" });
  } catch {
    throw new Error("The program does not answer; is it still running?");
  }
  if (!answer.ok) throw new Error(answer.status === 404 ? "Not found; open the paper again." : await answer.text());
  return answer.json();
}

// Keeps what a component has on the screen between runs; see the loader in pages/components.py.
export class Instances {
  constructor(make) {
    this.make = make;
    this.known = new Map();
  }

  update(component) {
    const root = component.parentElement;
    const found = this.known.get(root);
    if (found) {
      clearTimeout(found.leaving);
      found.instance.update(component);
    } else {
      this.known.set(root, { instance: this.make(component), leaving: 0 });
    }
  }

  // Streamlit also calls this between two updates, so the farewell is kept back for a moment.
  remove(root) {
    const found = this.known.get(root);
    if (!found) return;
    found.leaving = setTimeout(() => {
      this.known.delete(root);
      found.instance.destroy();
    }, 400);
  }
}

function loadKatex() {
  katexReady ??= (async () => {
    if (!window.katex) await import(new URL("katex/katex.min.js", HERE).href);
    const declared = new Set([...document.fonts].map((face) => face.family.replaceAll('"', "")));
    for (const [family, style] of KATEX_FONTS) {
      if (declared.has(family)) continue;
      const source = `url(${new URL(`katex/fonts/${family}-${style}.woff2`, HERE).href})`;
      document.fonts.add(
        new FontFace(family, source, {
          weight: style.startsWith("Bold") ? "700" : "400",
          style: style.endsWith("Italic") ? "italic" : "normal",
        }),
      );
    }
  })();
  return katexReady;
}

function sheet(name) {
  if (!sheets.has(name)) {
    sheets.set(
      name,
      fetch(new URL(`${name}.css`, HERE))
        .then((answer) => answer.text())
        .then((text) => new CSSStyleSheet().replace(text.replaceAll(/@font-face\s*\{[^}]*\}/g, ""))),
    );
  }
  return sheets.get(name);
}
