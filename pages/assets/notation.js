// The notation table of the open paper, with a filter that answers at every key.

import { Instances, el, getJson, math, prepare, rich } from "./base.js";

// Rows that are made at a time: a book has a thousand symbols, and the first ones should be there at once.
const AT_A_TIME = 80;

const instances = new Instances((component) => new Notation(component));
export const update = (component) => instances.update(component);
export const remove = (root) => instances.remove(root);

class Notation {
  constructor(component) {
    this.root = component.parentElement;
    this.component = component;
    this.start();
  }

  update(component) {
    this.component = component;
  }

  destroy() {
    clearTimeout(this.more);
    this.root.replaceChildren();
  }

  async start() {
    const { paper } = this.component.data;
    let found;
    try {
      await prepare(this.root, "notation");
      found = await getJson(`${paper}notation`);
    } catch (error) {
      this.root.replaceChildren(el("p", { text: error.message }));
      return;
    }
    this.rows = found.map((symbol) => ({ symbol, node: null, text: searchable(symbol) }));
    this.count = el("p", { class: "soft small", attrs: { role: "status" } });
    const filter = el("input", {
      attrs: { type: "search", placeholder: "Filter: theta, mean, vector …", "aria-label": "Filter the table", maxlength: "100" },
      on: { input: () => this.filter(filter.value) },
    });
    const names = ["Symbol", "In this paper", "By convention", "Kind", "First on"];
    const head = el("tr", {}, ...names.map((text) => el("th", { text, attrs: { scope: "col" } })));
    this.body = el("tbody");
    const table = el("table", {}, el("thead", {}, head), this.body);
    this.none = el("p", { class: "soft", text: "No symbol of this paper fits; try a shorter word, or look it up above." });
    const bar = el("div", { class: "bar" }, filter, this.count);
    this.root.replaceChildren(el("div", { class: "notation" }, bar, this.warning(found, filter), table, this.none));
    this.filter("");
  }

  // Signs that change their meaning are said above the table; a click shows them alone.
  warning(found, filter) {
    const signs = [...new Set(found.filter(({ redefined }) => redefined).map(({ latex }) => latex))];
    if (!signs.length) return null;
    const show = () => {
      filter.value = "redefined";
      this.filter(filter.value);
    };
    return el(
      "p",
      { class: "notice" },
      el("strong", { text: signs.length === 1 ? "One sign changes its meaning in this paper: " : `${signs.length} signs change their meaning in this paper: ` }),
      ...signs.slice(0, 12).flatMap((latex, place) => [place ? ", " : "", math(latex)]),
      signs.length > 12 ? ", … " : " ",
      el("button", { class: "quiet small", text: "show both meanings", on: { click: show } }),
    );
  }

  row({ id, latex, kind, here, convention, concept, page, redefined, pages }) {
    const convened = concept
      ? el("button", { class: "quiet", on: { click: () => this.ask({ concept }) } }, rich(convention))
      : el("span", {}, rich(convention ?? "—"));
    const [first, last] = pages;
    const scope = first === last ? `on page ${first}` : `pages ${first}–${last}`;
    const again = redefined ? el("span", { class: "again", text: scope, title: "This sign changes its meaning in the paper; this row is what it means on these pages." }) : null;
    return el(
      "tr",
      redefined ? { class: "redefined" } : {},
      el("td", { class: "sign" }, el("button", { class: "quiet", title: "Show it in the paper", on: { click: () => this.ask({ symbol: id }) } }, math(latex)), again),
      here
        ? el("td", {}, rich(here.text), el("span", { class: "soft small", text: ` p. ${here.page}` }))
        : el("td", { class: "soft", text: "not defined" }),
      el("td", {}, convened),
      el("td", { class: "soft", text: kind }),
      el("td", { class: "soft", text: page ? `p. ${page}` : "" }),
    );
  }

  filter(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const fitting = this.rows.filter(({ text }) => words.every((word) => text.includes(word)));
    this.body.replaceChildren();
    this.add(fitting, 0);
    this.none.hidden = fitting.length > 0;
    this.count.textContent = fitting.length === this.rows.length ? `${this.rows.length} symbols` : `${fitting.length} of ${this.rows.length} symbols`;
  }

  // Append rows from a place on, some now and the rest when the browser has shown them.
  add(rows, from) {
    clearTimeout(this.more);
    for (const row of rows.slice(from, from + AT_A_TIME)) this.body.append((row.node ??= this.row(row.symbol)));
    if (from + AT_A_TIME < rows.length) this.more = setTimeout(() => this.add(rows, from + AT_A_TIME), 0);
  }

  ask(wish) {
    this.component.setTriggerValue("ask", { ...wish, nonce: Date.now() });
  }
}

// What the filter looks through.
function searchable({ latex, kind, here, convention, redefined }) {
  return [latex, kind, here?.text, convention, redefined ? "redefined" : ""].filter(Boolean).join(" ").toLowerCase();
}
