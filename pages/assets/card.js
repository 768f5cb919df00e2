// The cards: an equation, a symbol, the whole paper. Each builds its elements from the data of pages/cards.py.

import { el, math, rich } from "./base.js";
import { colourOf } from "./roles.js";

// Below this confidence a reading is shown with a warning.
const SURE = 0.9;
// Equations of a list that are shown at once.
const FIRST = 40;

// The paper as a whole: what was found, and its displayed equations.
export function overview(outline, hands) {
  const { counts, displays, notes } = outline;
  const found = [
    `${outline.pages.length} ${outline.pages.length === 1 ? "page" : "pages"}`,
    `${counts.equations} displayed equations`,
    `${counts.inline} formulas in the text`,
    `${counts.symbols} symbols`,
  ];
  return el(
    "div",
    { class: "body" },
    el("h3", { class: "title", text: outline.title }),
    el("p", { class: "soft" }, found.join(" · ")),
    ...notes.map((note) => el("p", { class: "notice", text: note })),
    el("p", { text: "Point at a symbol to hear its name. Click a symbol or an equation to read its card." }),
    counts.equations + counts.inline
      ? null
      : el("p", { class: "notice", text: "No equations were found in this paper." }),
    displays.length ? heading("Equations") : null,
    equationList(displays, hands),
  );
}

export function equationCard(card, hands) {
  return el(
    "div",
    { class: "body" },
    equationHead(card, hands),
    el("figure", { class: "formula" }, math(tidy(card.latex), true)),
    card.confidence < SURE
      ? el("p", { class: "notice", text: `Some marks were hard to read (confidence ${card.confidence.toFixed(2)}): compare with the page.` })
      : null,
    card.reads ? aloud(card.reads) : null,
    ...patternPart(card, hands),
    ...explanationPart(card),
    ...demoPart(card, hands),
    ...symbolPart(card, hands),
    ...conceptPart(card.concepts, hands),
  );
}

export function symbolCard(card, hands) {
  const [first, last] = card.pages;
  const pages = first === last ? `page ${first}` : `pages ${first}–${last}`;
  return el(
    "div",
    { class: "body" },
    el("p", { class: "soft small over", text: ["Symbol", card.kind, pages].filter(Boolean).join(" · ") }),
    el("figure", { class: "formula big" }, math(card.latex, true)),
    card.redefined
      ? el("p", { class: "notice", text: `This sign means something else elsewhere in the paper; here it is the one of ${pages}.` })
      : null,
    heading("In this paper"),
    card.definitions.length
      ? el("ul", { class: "quotes" }, ...card.definitions.map((found) => quote(found, hands)))
      : el("p", { class: "soft", text: "Not defined in this paper." }),
    heading("By convention"),
    card.senses.length
      ? el("ul", { class: "senses" }, ...card.senses.map((sense) => senseLine(sense, hands)))
      : el("p", { class: "soft", text: "No usual meaning is known." }),
    heading(card.times ? `Where it stands · ${card.times} ${card.times === 1 ? "time" : "times"}` : "Where it stands"),
    equationList(card.equations, hands),
    card.more ? el("p", { class: "soft small", text: `and in ${card.more} more` }) : null,
    ...card.namesakes.map((other) =>
      el("button", {
        class: "quiet",
        text: `The same sign on pages ${other.pages[0]}–${other.pages[1]}`,
        on: { click: () => hands.open("symbol", other.id) },
      }),
    ),
  );
}

function equationHead(card, hands) {
  const name = card.number ? `Equation (${card.number})` : card.display ? "Equation" : "Formula in the text";
  const step = (id, text, label) =>
    el("button", { text, title: label, attrs: { "aria-label": label, ...(id ? {} : { disabled: "" }) }, on: { click: () => hands.open("equation", id) } });
  return el(
    "div",
    { class: "head" },
    el("h3", { text: name }),
    el("span", { class: "soft small", text: `page ${card.page}` }),
    card.stage ? stageBadge(card.stage, `stage ${card.stage}`) : null,
    el("span", { class: "steps" }, step(card.before, "‹", "Formula before"), step(card.after, "›", "Formula after")),
  );
}

function aloud(reads) {
  const speak = () => {
    window.speechSynthesis.cancel();
    const voice = new SpeechSynthesisUtterance(reads);
    voice.lang = "en-GB";
    voice.rate = 0.92;
    window.speechSynthesis.speak(voice);
  };
  const button = el("button", { class: "quiet", text: "▸", title: "Listen", attrs: { "aria-label": "Listen" }, on: { click: speak } });
  return el("p", { class: "reads" }, "speechSynthesis" in window ? button : null, ` “${reads}”`);
}

function patternPart({ page, patterns }, hands) {
  if (!patterns.length) return [];
  return [heading("Resembles"), ...patterns.map((pattern) => patternBlock(pattern, page, hands))];
}

function patternBlock(pattern, page, hands) {
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
      el("span", { class: "role-name", text: role.role.replaceAll("_", " ") }),
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
      pattern.under ? el("span", { class: "soft", text: ` · a kind of ${pattern.under}` }) : null,
      pattern.stage ? stageBadge(pattern.stage, `stage ${pattern.stage}`) : null,
    ),
    pattern.says ? el("p", {}, rich(`${capital(pattern.says)}.`)) : null,
    rows.length ? el("ul", { class: "roles" }, ...rows) : null,
  );
}

function explanationPart({ explanation }) {
  if (!explanation.length) return [];
  const sentences = explanation.map(({ text, kind, because }) =>
    kind === "quote"
      ? el("li", {}, el("p", {}, rich(text)), because ? el("p", { class: "because" }, rich(because)) : null)
      : el("li", {}, rich(text), " ", el("span", { class: "source", text: because, title: `from the ${kind} “${because}”` })),
  );
  return [heading("What it says"), el("ol", { class: "explanation" }, ...sentences)];
}

function demoPart({ demos }, hands) {
  return demos.map((demo) =>
    el(
      "section",
      { class: "demo" },
      el("div", {}, el("strong", { text: demo.title }), el("p", { class: "small soft", text: demo.says })),
      el("button", { class: "strong", text: "Run the program", on: { click: () => hands.ask({ demo: demo.id }) } }),
    ),
  );
}

function symbolPart({ page, symbols }, hands) {
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
        ? el("td", {}, rich(symbol.here.text), el("span", { class: "soft small", text: ` p. ${symbol.here.page}` }))
        : el("td", { class: "soft", text: "not defined" }),
      el("td", { class: symbol.here ? "soft" : "" }, rich(symbol.convention ?? "—")),
    ),
  );
  const names = ["Symbol", "In this paper", "By convention"].map((text) => el("th", { text, attrs: { scope: "col" } }));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...names)), el("tbody", {}, ...rows));
  return [heading("Symbols"), table];
}

function conceptPart(concepts, hands) {
  if (!concepts.length) return [];
  return [heading("What to know"), el("p", { class: "badges" }, ...concepts.map((concept) => conceptBadge(concept, hands)))];
}

function quote(found, hands) {
  const place = el("button", {
    class: "quiet small",
    text: `page ${found.page}`,
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

const stageBadge = (stage, text) => el("span", { class: `badge stage-${stage}`, text });
const heading = (text) => el("h3", { class: "part", text });
// The sign with which the sentence goes on after a display is no part of the formula.
const tidy = (latex) => String(latex).replace(/(?<!\\)\s*[,.;]\s*$/, "");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function pointing(enter, leave) {
  return { pointerenter: enter, pointerleave: leave, focus: enter, blur: leave };
}
