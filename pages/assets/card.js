// The cards: an equation, a symbol, the whole paper. Each builds its elements from the data of pages/cards.py.

import { el, math, rich, tidy } from "./base.js";
import { voiceControl, wordsOf } from "./voice.js";
import { colourOf } from "./roles.js";

// Below this confidence a reading is shown with a warning.
const SURE = 0.9;
// Equations of a list that are shown at once.
const FIRST = 40;

// How small a formula may be set, against the usual size, to fit into the card; a wider one is scrolled.
const SMALLEST = 0.72;

// Set the formulas of a card smaller where they are wider than it.
export function fit(card) {
  for (const box of card.querySelectorAll(".formula")) {
    box.style.removeProperty("--fit");
    const share = box.clientWidth / box.scrollWidth;
    if (share < 1) box.style.setProperty("--fit", Math.max(SMALLEST, share * 0.98));
  }
}

// The paper as a whole: what was found, and its displayed equations.
export function overview(outline, hands) {
  const { counts, displays, notes } = outline;
  const found = [
    many(outline.pages.length, "page"),
    many(counts.equations, "displayed equation"),
    many(counts.inline, "formula", "formulas") + " in the text",
    many(counts.symbols, "symbol"),
  ];
  return el(
    "div",
    { class: "body" },
    el("h3", { class: "title", text: outline.title }),
    el("p", { class: "soft" }, found.join(" · ")),
    ...notes.map((note) => el("p", { class: "notice", text: note })),
    el("p", { text: "Point at a symbol to see its name. Click a symbol or an equation to read its card; the keys n and p go to the next and the previous equation." }),
    el("p", { class: "keep small" }, el("span", { class: "soft", text: "To keep: " }), copy("marked", "the PDF with notes in it", hands), " · ", copy("json", "everything as JSON", hands)),
    counts.equations + counts.inline
      ? null
      : el("p", { class: "notice", text: "No equations were found in this paper." }),
    ...carryingPart(outline, hands),
    displays.length ? heading(outline.carrying.length ? "All displayed equations" : "Equations") : null,
    equationList(displays, hands),
  );
}

// A link to a file to keep, told in the language and depth that were chosen.
function copy(what, text, { paper, voice }) {
  const address = new URL(`${paper}${what}?${new URLSearchParams(voice)}`, window.location.origin);
  return el("a", { text, attrs: { href: address.href, download: "" } });
}

// The equations that carry the paper, each with the reason.
function carryingPart({ carrying }, hands) {
  if (!carrying.length) return [];
  const lines = carrying.map((equation) => {
    const line = equationLine(equation, hands);
    line.append(el("p", { class: "why soft small" }, rich(because(equation.reasons))));
    return line;
  });
  return [heading("The equations that carry it"), el("ol", { class: "list carrying" }, ...lines)];
}

export function equationCard(card, hands) {
  const words = wordsOf(card.voice);
  return el(
    "div",
    { class: "body", attrs: { lang: words.lang } },
    equationHead(card, hands, words),
    el("figure", { class: "formula" }, math(tidy(card.latex), true)),
    card.confidence < SURE
      ? el("p", { class: "notice", text: `Some marks were hard to read (confidence ${card.confidence.toFixed(2)}): compare with the page.` })
      : null,
    card.reads ? aloud(card.reads, words) : null,
    card.reasons.length ? el("p", { class: "soft small why" }, words.matters, rich(because(card.reasons, words))) : null,
    ...patternPart(card, hands, words),
    ...explanationPart(card, hands, words),
    ...demoPart(card, hands, words),
    ...symbolPart(card, hands, words),
    ...conceptPart(card.concepts, hands, words),
  );
}

export function symbolCard(card, hands) {
  const words = wordsOf(card.voice);
  const pages = words.pages(card.pages);
  return el(
    "div",
    { class: "body", attrs: { lang: words.lang } },
    el("p", { class: "soft small over", text: [words.symbol, words.kinds[card.kind] ?? card.kind, pages].filter(Boolean).join(" · ") }),
    el("figure", { class: "formula big" }, math(card.latex, true)),
    redefinedPart(card, pages, hands, words),
    heading(words.columns[1]),
    card.definitions.length
      ? el("ul", { class: "quotes" }, ...card.definitions.map((found) => quote(found, hands, words)))
      : el("p", { class: "soft", text: words.notHere }),
    heading(words.columns[2]),
    card.senses.length
      ? el("ul", { class: "senses" }, ...card.senses.map((sense) => senseLine(sense, hands)))
      : el("p", { class: "soft", text: words.unusual }),
    heading(words.stands(card.times)),
    equationList(card.equations, hands),
    card.more ? el("p", { class: "soft small", text: words.more(card.more) }) : null,
  );
}

// A warning where the same sign has another meaning on other pages, with both meanings.
function redefinedPart(card, pages, hands, words) {
  if (!card.namesakes.length) return null;
  const meaning = ({ says, convention }) => (says ? [rich(says)] : convention ? [words.byConvention, rich(convention)] : [words.undefined]);
  const others = card.namesakes.map((other) => {
    const place = el("button", { class: "quiet small", text: words.pages(other.pages), on: { click: () => hands.open("symbol", other.id) } });
    return el("li", {}, place, words.colon, ...meaning(other));
  });
  const here = { says: card.definitions[0]?.text, convention: card.senses[0]?.meaning };
  const title = card.redefined ? words.changes : words.elsewhere;
  return el("div", { class: "notice" }, el("strong", { text: title }), el("ul", {}, el("li", {}, words.here(pages), ...meaning(here)), ...others));
}

function equationHead(card, hands, words) {
  const name = card.number ? words.equation(card.number) : card.display ? words.display : words.inline;
  const step = (id, text, label) =>
    el("button", { text, title: label, attrs: { "aria-label": label, ...(id ? {} : { disabled: "" }) }, on: { click: () => hands.open("equation", id) } });
  return el(
    "div",
    { class: "head" },
    el("h3", { text: name }),
    el("span", { class: "soft small", text: words.page(card.page) }),
    card.stage ? stageBadge(card.stage, words.stage(card.stage)) : null,
    el("span", { class: "steps" }, step(card.before, "‹", words.before), step(card.after, "›", words.after)),
  );
}

function aloud(reads, words) {
  const speak = () => {
    window.speechSynthesis.cancel();
    const voice = new SpeechSynthesisUtterance(reads);
    voice.lang = words.lang;
    voice.rate = 0.92;
    window.speechSynthesis.speak(voice);
  };
  const button = el("button", { class: "quiet", text: "▸", title: words.listen, attrs: { "aria-label": words.listen }, on: { click: speak } });
  return el("p", { class: "reads" }, "speechSynthesis" in window ? button : null, ` “${reads}”`);
}

function patternPart({ page, patterns }, hands, words) {
  if (!patterns.length) return [];
  return [heading(words.resembles), ...patterns.map((pattern) => patternBlock(pattern, page, hands, words))];
}

function patternBlock(pattern, page, hands, words) {
  const rows = pattern.roles.map((role) => {
    const colour = colourOf(role.role);
    const boxes = role.bbox ? [role.bbox] : [];
    return el(
      "li",
      {
        class: "role",
        attrs: { style: `--role: ${colour}`, tabindex: "0", "data-role": role.role },
        on: {
          ...pointing(() => hands.pages.emphasise(page, boxes, colour), () => hands.pages.calm(page)),
          click: () => role.bbox && hands.pages.flash(page, role.bbox),
        },
      },
      el("span", { class: "role-name", text: role.name }),
      el("span", { class: "chip" }, math(`\\displaystyle ${role.latex}`)),
      role.says ? el("span", { class: "soft small", text: role.says }) : null,
    );
  });
  return el(
    "section",
    { class: "pattern" },
    el(
      "p",
      { class: "pattern-name" },
      el("strong", { text: capital(pattern.name) }),
      pattern.under ? el("span", { class: "soft", text: words.under(pattern.under) }) : null,
      pattern.stage ? stageBadge(pattern.stage, words.stage(pattern.stage)) : null,
      el("button", { class: "quiet small", text: words.gallery, title: words.galleryHint, on: { click: () => hands.ask({ pattern: pattern.id }) } }),
    ),
    pattern.says ? el("p", {}, rich(capital(pattern.says) + words.stop)) : null,
    rows.length ? el("ul", { class: "roles" }, ...rows) : null,
  );
}

function explanationPart({ explanation, voice }, hands, words) {
  if (!explanation.length) return [];
  const sentences = explanation.map((said) =>
    said.kind === "quote"
      ? el("li", {}, el("p", {}, rich(said.text), goTo(said, hands, words)), said.because ? el("p", { class: "because" }, rich(said.because)) : null)
      : el("li", {}, rich(said.text), " ", ...sources(said, hands, words)),
  );
  const head = el("div", { class: "part spoken" }, el("h3", { text: words.says }), voiceControl(voice, hands, words));
  return [head, el("ol", { class: "explanation" }, ...sentences)];
}

// What a sentence rests on; concepts can be opened.
function sources({ kind, because, concepts }, hands, words) {
  const source = (text, more = {}) => el(more.on ? "button" : "span", { class: "source", text, title: words.source(kind, text), ...more });
  if (!concepts?.length) return [source(because)];
  return concepts.map(({ id, name }) => source(name, { attrs: { "data-concept": id }, on: { click: () => hands.ask({ concept: id }) } }));
}

// A button to the equation that a sentence points at.
function goTo({ equation, page }, hands, words) {
  if (!equation) return null;
  return el("button", { class: "quiet small", text: words.show, title: words.page(page), on: { click: () => hands.open("equation", equation) } });
}

function demoPart({ demos }, hands, words) {
  return demos.map((demo) =>
    el(
      "section",
      { class: "demo" },
      el("div", {}, el("strong", { text: demo.title }), el("p", { class: "small soft", text: demo.says })),
      el("button", { class: "strong", text: words.run, on: { click: () => hands.ask({ demo: demo.id }) } }),
    ),
  );
}

function symbolPart({ page, symbols }, hands, words) {
  if (!symbols.length) return [];
  const rows = symbols.map((symbol) =>
    el(
      "tr",
      {
        attrs: { tabindex: "0", role: "button" },
        on: {
          ...pointing(() => hands.pages.emphasise(page, symbol.boxes, "var(--accent)"), () => hands.pages.calm(page)),
          click: () => hands.open("symbol", symbol.id),
          keydown: (event) => event.key === "Enter" && hands.open("symbol", symbol.id),
        },
      },
      el("td", {}, math(symbol.latex)),
      symbol.here
        ? el("td", {}, rich(symbol.here.text), el("span", { class: "soft small", text: ` ${words.shortPage(symbol.here.page)}` }))
        : el("td", { class: "soft", text: words.undefined }),
      el("td", { class: symbol.here ? "soft" : "" }, rich(symbol.convention ?? "—")),
    ),
  );
  const names = words.columns.map((text) => el("th", { text, attrs: { scope: "col" } }));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...names)), el("tbody", {}, ...rows));
  return [heading(words.symbols), table];
}

function conceptPart(concepts, hands, words) {
  if (!concepts.length) return [];
  return [heading(words.concepts), el("p", { class: "badges" }, ...concepts.map((concept) => conceptBadge(concept, hands)))];
}

function quote(found, hands, words) {
  const place = el("button", {
    class: "quiet small",
    text: words.page(found.page),
    on: { click: () => hands.pages.flash(found.page, found.bbox) },
  });
  return el("li", {}, el("strong", {}, rich(found.text)), el("blockquote", {}, "“", rich(found.sentence), "” ", place));
}

function senseLine(sense, hands) {
  return el(
    "li",
    {},
    el("span", {}, rich(sense.meaning)),
    el("span", { class: "sure", title: `confidence ${Number(sense.confidence).toFixed(2)}`, attrs: { style: `--share: ${Number(sense.confidence)}` } }),
    conceptBadge(sense.concept, hands),
  );
}

// A book has a thousand: the first ones, and the rest on demand.
function equationList(equations, hands) {
  const list = el("ol", { class: "list" });
  const add = (from, to) => list.append(...equations.slice(from, to).map((equation) => equationLine(equation, hands)));
  add(0, FIRST);
  if (equations.length > FIRST) {
    const rest = el("button", { class: "quiet", text: `Show ${equations.length - FIRST} more` });
    const row = el("li", {}, rest);
    rest.addEventListener("click", () => {
      row.remove();
      add(FIRST);
    });
    list.append(row);
  }
  return list;
}

function equationLine(equation, hands) {
  const name = equation.number ? `(${equation.number})` : `p. ${equation.page}`;
  return el(
    "li",
    {},
    el(
      "button",
      { attrs: { "data-equation": equation.id }, on: { click: () => hands.open("equation", equation.id) } },
      el("span", { class: "number", text: name }),
      el("span", { class: "short" }, math(tidy(equation.latex))),
    ),
  );
}

function conceptBadge(concept, hands) {
  return el("button", {
    class: `badge ${concept.stage ? `stage-${concept.stage}` : ""}`,
    text: concept.name,
    title: concept.stage ? `Stage ${concept.stage}` : "",
    attrs: { "data-concept": concept.id },
    on: { click: () => hands.ask({ concept: concept.id }) },
  });
}

const many = (number, one, more = `${one}s`) => `${number} ${number === 1 ? one : more}`;
const because = (reasons, { semicolon, stop } = { semicolon: "; ", stop: "." }) => reasons.slice(0, 2).join(semicolon) + stop;
const stageBadge = (stage, text) => el("span", { class: `badge stage-${stage}`, text });
const heading = (text) => el("h3", { class: "part", text });
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function pointing(enter, leave) {
  return { pointerenter: enter, pointerleave: leave, focus: enter, blur: leave };
}
