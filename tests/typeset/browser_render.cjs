// Formulas to HTML by one of the ways web pages set them. Run by browser.py; needs the packages katex and mathjax-full.
//
//     node browser_render.cjs NODE_MODULES ENGINE < requests > answers
//
// A request is a line {"latex", "display"}; its answer {"html"} or {"error"}. The first answer is {"css"}.
// ENGINE: katex, chtml or svg (MathJax 3), newcm (MathJax 4), mathml.
const path = require("path");
const { createRequire } = require("module");
const { pathToFileURL } = require("url");
const readline = require("readline");

const modules = path.resolve(process.argv[2]);
const load = createRequire(path.join(modules, "x.js"));
const url = (...parts) => pathToFileURL(path.join(modules, ...parts)).href;
const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\n");

// Browsers know no mathvariant but normal: letters with a face are written as the characters that have it, as LaTeXML does.
const BLOCKS = { bold: 0x1d400, italic: 0x1d434, "bold-italic": 0x1d468, script: 0x1d49c, "bold-script": 0x1d4d0, fraktur: 0x1d504,
  "double-struck": 0x1d538, "bold-fraktur": 0x1d56c, "sans-serif": 0x1d5a0, "bold-sans-serif": 0x1d5d4, monospace: 0x1d670 };
const GREEK = { bold: 0x1d6a8, "bold-italic": 0x1d71c };
const HOLES = { script: { B: "ℬ", E: "ℰ", F: "ℱ", H: "ℋ", I: "ℐ", L: "ℒ", M: "ℳ", R: "ℛ", e: "ℯ", g: "ℊ", o: "ℴ" },
  fraktur: { C: "ℭ", H: "ℌ", I: "ℑ", R: "ℜ", Z: "ℨ" }, "double-struck": { C: "ℂ", H: "ℍ", N: "ℕ", P: "ℙ", Q: "ℚ", R: "ℝ", Z: "ℤ" }, italic: { h: "ℎ" } };
const DIGITS = { bold: 0x1d7ce, "double-struck": 0x1d7d8, "sans-serif": 0x1d7e2, monospace: 0x1d7f6 };
const VARIANTS = { "ϵ": 52, "ϑ": 53, "ϰ": 54, "ϕ": 55, "ϱ": 56, "ϖ": 57 };
function faced(character, variant) {
  const code = character.codePointAt(0);
  if (HOLES[variant]?.[character]) return HOLES[variant][character];
  if (/[A-Z]/.test(character)) return String.fromCodePoint(BLOCKS[variant] + code - 65);
  if (/[a-z]/.test(character)) return String.fromCodePoint(BLOCKS[variant] + 26 + code - 97);
  if (/[0-9]/.test(character) && DIGITS[variant]) return String.fromCodePoint(DIGITS[variant] + code - 48);
  if (GREEK[variant] && character in VARIANTS) return String.fromCodePoint(GREEK[variant] + VARIANTS[character]);
  if (GREEK[variant] && code >= 0x391 && code <= 0x3a9) return String.fromCodePoint(GREEK[variant] + code - 0x391);
  if (GREEK[variant] && code >= 0x3b1 && code <= 0x3c9) return String.fromCodePoint(GREEK[variant] + 26 + code - 0x3b1);
  return character;
}
const plain = (text) => text.replace(/&#x([0-9A-Fa-f]+);/g, (all, code) => String.fromCodePoint(parseInt(code, 16)));
function inUnicode(mathml) {
  return mathml.replace(/<(mi|mo|mn|mtext)([^>]*?) mathvariant="([a-z-]+)"([^>]*)>([^<]*)</g, (all, tag, before, named, after, text) => {
    const variant = named.replace(/^-tex-/, "").replace("calligraphic", "script");
    if (!(variant in BLOCKS)) return all;
    return `<${tag}${before}${after} mathvariant="normal">${[...plain(text)].map((c) => faced(c, variant)).join("")}<`;
  });
}

function katexWay() {
  const katex = load("katex");
  say({ css: `<link rel="stylesheet" href="${url("katex", "dist", "katex.min.css")}">` });
  return (latex, display) => katex.renderToString(latex, { displayMode: display, throwOnError: true, strict: "ignore" });
}

function mathjaxWay(engine) {
  const { mathjax } = load("mathjax-full/js/mathjax.js");
  const { TeX } = load("mathjax-full/js/input/tex.js");
  const { CHTML } = load("mathjax-full/js/output/chtml.js");
  const { SVG } = load("mathjax-full/js/output/svg.js");
  const { liteAdaptor } = load("mathjax-full/js/adaptors/liteAdaptor.js");
  const { RegisterHTMLHandler } = load("mathjax-full/js/handlers/html.js");
  const { AllPackages } = load("mathjax-full/js/input/tex/AllPackages.js");
  const { SerializedMmlVisitor } = load("mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js");
  const { STATE } = load("mathjax-full/js/core/MathItem.js");
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const out = engine === "svg" ? new SVG({ fontCache: "local" })
    : new CHTML({ fontURL: url("mathjax-full", "es5", "output", "chtml", "fonts", "woff-v2"), adaptiveCSS: false });
  const packages = AllPackages.filter((name) => name !== "noerrors" && name !== "noundefined");
  const tex = new TeX({ packages, tags: engine === "mathml" ? "none" : "ams", formatError: (jax, error) => { throw error; } });
  const page = mathjax.document("", { InputJax: tex, OutputJax: out });
  const css = adaptor.textContent(out.styleSheet(page));
  say({ css: engine === "mathml" ? "" : `<style>${css}</style>` });
  const visitor = new SerializedMmlVisitor();
  return (latex, display) => {
    const options = { display, em: 16, ex: 7.2, containerWidth: 640 };
    if (engine === "mathml") return inUnicode(visitor.visitTree(page.convert(latex, { ...options, end: STATE.CONVERT })));
    return adaptor.outerHTML(page.convert(latex, options));
  };
}

async function newcmWay() {
  const MathJax = load("mathjax4/node-main.cjs");
  global.MathJax = MathJax;
  await MathJax.init({
    loader: { load: ["input/tex", "output/chtml", "adaptors/liteDOM"], paths: { fonts: path.join(modules, "@mathjax") } },
    tex: { tags: "ams", formatError: (jax, error) => { throw error; } },
    chtml: { fontURL: url("@mathjax", "mathjax-newcm-font", "chtml", "woff2"), adaptiveCSS: false },
    options: { linebreaks: { inline: false } },
    output: { linebreaks: { inline: false } },
  });
  const M = global.MathJax;
  const adaptor = M.startup.adaptor;
  const render = async (latex, display) =>
    adaptor.outerHTML(await M.tex2chtmlPromise(latex, { display, em: 16, ex: 7.2, containerWidth: 640 }));
  // dynamic font files are loaded by what is typeset, so the style sheet comes last
  return { render, css: () => `<style>${adaptor.textContent(M.chtmlStylesheet())}</style>` };
}

(async () => {
  const engine = process.argv[3];
  const late = engine === "newcm" ? await newcmWay() : null;
  const render = late ? late.render : engine === "katex" ? katexWay() : mathjaxWay(engine);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { latex, display } = JSON.parse(line);
    try {
      const html = await render(latex, display);
      say(html.includes("merror") || html.includes("mjx-merror") ? { error: "not set" } : { html });
    } catch (error) { say({ error: String(error.message).slice(0, 200) }); }
  }
  if (late) say({ css: late.css() });
})();
