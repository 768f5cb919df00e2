// The gallery of patterns: a wall of tiles by stage with a search box, and the card of the pattern that was chosen.

import { Instances, el, getJson, math, prepare, rich } from "./base.js";
import { card } from "./pattern_card.js";
import { tinted } from "./tinted.js";

const instances = new Instances((component) => new Gallery(component));
export const update = (component) => instances.update(component);
export const remove = (root) => instances.remove(root);

// Searches that find something, for those who had no luck.
const TRIES = ["loss", "attention", "average", "gradient", "Bayes", "扩散", "\\|y - f(x)\\|^2"];
// Milliseconds without a key until the search goes into the address, and until a typed equation is looked at.
const PAUSE = 700;
const SOON = 250;
// What no word has and a formula does.
const FORMULA = /[\\=^_‖∑∫∇²[]|\|\||[a-z]\(/u;

// What a change of calls for drawing again; the search box is not drawn anew under somebody's fingers.
const shown = ({ chosen, paper, library }) => JSON.stringify([chosen, paper, library]);

class Gallery {
  constructor(component) {
    this.root = component.parentElement;
    this.component = component;
    this.query = component.data.find ?? "";
    this.chosen = component.data.chosen;
    this.onlyHere = false;
    this.ready = this.start();
  }

  async update(component) {
    const before = this.component.data;
    this.component = component;
    await this.ready;
    const { data } = component;
    if (!this.patterns) return;
    if (data.paper !== before.paper) await this.fetchPlaces();
    // an answer to an earlier click must not undo a later one
    if (this.asked !== undefined && data.chosen !== this.asked) return;
    this.asked = undefined;
    this.chosen = data.chosen;
    if (shown(data) !== shown(before)) this.draw(false);
  }

  destroy() {
    clearTimeout(this.waiting);
    clearTimeout(this.looking);
    this.root.replaceChildren();
  }

  async start() {
    try {
      await prepare(this.root, "gallery");
      const [wall] = await Promise.all([getJson(this.component.data.gallery), this.fetchPlaces()]);
      this.stages = wall.stages;
      this.patterns = wall.patterns;
    } catch (error) {
      this.root.replaceChildren(el("p", { class: "notice", text: error.message }));
      return;
    }
    this.draw(false);
  }

  async fetchPlaces() {
    const { paper } = this.component.data;
    this.places = paper ? await getJson(`${paper}patterns`).catch(() => ({})) : {};
  }

  draw(moved = true) {
    const pattern = this.patterns.find(({ id }) => id === this.chosen);
    if (pattern) this.drawOne(pattern);
    else this.drawWall();
    const top = this.root.firstElementChild;
    if (moved && top.getBoundingClientRect().top < 0) top.scrollIntoView({ block: "start", behavior: "instant" });
  }

  drawOne(pattern) {
    const { data } = this.component;
    const order = this.patterns.filter(({ id }) => this.fits(id));
    const at = order.findIndex(({ id }) => id === pattern.id);
    const around = at < 0 ? [null, null] : [order[at - 1] ?? null, order[at + 1] ?? null];
    const known = {
      around,
      title: data.title,
      here: this.places[pattern.id] ?? [],
      library: data.library,
      where: data.library.where[pattern.id] ?? null,
    };
    const hands = {
      home: () => this.choose(null),
      choose: (id) => this.choose(id),
      ask: (wish) => this.ask(wish),
    };
    this.root.replaceChildren(card(pattern, known, hands));
    this.root.querySelector("h2")?.focus({ preventScroll: true });
  }

  drawWall() {
    this.wall = el("div", {});
    this.answer = el("div", { attrs: { role: "status" } });
    this.count = el("span", { class: "soft small", attrs: { role: "status" } });
    const box = el("input", {
      attrs: { type: "search", placeholder: "A word, or an equation in LaTeX", "aria-label": "Find a pattern", maxlength: "400" },
      on: { input: () => this.search(box.value) },
    });
    box.value = this.query;
    this.box = box;
    const found = Object.keys(this.places).length;
    const here = el("input", { attrs: { type: "checkbox" }, on: { change: () => this.limit(here.checked) } });
    here.checked = this.onlyHere && found > 0;
    this.onlyHere = here.checked;
    this.root.replaceChildren(
      el(
        "div",
        {},
        el("p", { class: "lead", text: "Most equations of machine learning are variations on a few dozen shapes. Each tile is one: an example in somebody's notation, and what it says. Choose one to see its parts, its relatives and where it occurs, or type an equation to see what it resembles." }),
        el("div", { class: "bar" }, box, found ? el("label", {}, here, `only the ${found} in the open paper`) : null, this.count),
        this.answer,
        this.wall,
      ),
    );
    this.fill();
    if (FORMULA.test(this.query)) this.look(this.query);
  }

  fill() {
    const shown = this.patterns.filter(({ id }) => this.fits(id));
    this.count.textContent = shown.length === this.patterns.length ? `${shown.length} patterns` : `${shown.length} of ${this.patterns.length} patterns`;
    const stages = this.stages.map((stage) => this.stage(stage, shown.filter((pattern) => pattern.stage === stage.stage)));
    const none = FORMULA.test(this.query) ? el("p", { class: "empty soft", text: "Looking at the equation …" }) : this.nothing();
    this.wall.replaceChildren(...(shown.length ? stages.filter(Boolean) : [none]));
  }

  stage({ stage, title }, patterns) {
    if (!patterns.length) return null;
    return el(
      "section",
      { class: `stage stage-${stage}` },
      el("header", {}, el("span", { class: "number", text: stage }), el("h2", { text: title }), el("span", { class: "soft small", text: `${patterns.length}` })),
      el("ul", { class: "tiles" }, ...patterns.map((pattern) => el("li", {}, this.tile(pattern)))),
    );
  }

  tile({ id, name, says, face, variants }) {
    const here = this.places[id]?.length ?? 0;
    const elsewhere = this.component.data.library.counts[id] ?? 0;
    const facts = [
      here ? el("span", { class: "here", text: here === 1 ? "once in this paper" : `${here}× in this paper` }) : null,
      elsewhere ? el("span", { text: `in ${elsewhere} ${elsewhere === 1 ? "paper" : "papers"} you have read` }) : null,
      variants.length ? el("span", { text: variants.length === 1 ? "1 variant" : `${variants.length} variants` }) : null,
    ];
    return el(
      "button",
      { class: "tile", attrs: { "data-pattern": id }, on: { click: () => this.choose(id) } },
      el("span", { class: "name", text: name.charAt(0).toUpperCase() + name.slice(1) }),
      el("span", { class: "face" }, tinted(face)),
      el("span", { class: "says" }, rich(says)),
      el("span", { class: "facts" }, ...facts),
    );
  }

  nothing() {
    const tries = TRIES.map((text) => el("button", { class: "quiet", text: FORMULA.test(text) ? undefined : text, on: { click: () => this.try(text) } }, FORMULA.test(text) ? math(text) : null));
    const words = this.query.trim();
    const here = this.onlyHere ? " among the patterns of the open paper" : "";
    return el(
      "div",
      { class: "empty" },
      FORMULA.test(words)
        ? el("p", { text: "This resembles none of the patterns, or it is no equation in LaTeX." })
        : el("p", { text: `No pattern goes by “${words}”${here}.` }),
      el("p", { class: "soft", text: "Search for what it does or is called; a single sign or letter is found under Symbols." }),
      el("p", { class: "tries" }, el("span", { class: "soft", text: "For example" }), ...tries, el("button", { class: "quiet", text: "Show all", on: { click: () => this.try("") } })),
    );
  }

  // Whether a pattern has all words of the search, and occurs where it should.
  fits(id) {
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    const { find } = this.patterns.find((pattern) => pattern.id === id);
    return words.every((word) => find.includes(word)) && (!this.onlyHere || Boolean(this.places[id]));
  }

  search(text) {
    this.query = text;
    this.fill();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.keep(), PAUSE);
    clearTimeout(this.looking);
    this.answer.replaceChildren();
    if (FORMULA.test(text)) this.looking = setTimeout(() => this.look(text), SOON);
  }

  // Ask what a typed equation resembles; the answer stands above the wall.
  async look(latex) {
    const found = await getJson(`${this.component.data.resembles}?latex=${encodeURIComponent(latex)}`).catch(() => []);
    if (latex !== this.query) return;
    const fits = this.patterns.some(({ id }) => this.fits(id));
    if (!found.length && !fits) this.wall.replaceChildren(this.nothing());
    if (!found.length) return;
    const rows = found.map(({ id, name, says, stage, roles }) =>
      el(
        "li",
        { class: `resembled stage-${stage}` },
        el("button", { class: "quiet", text: name.charAt(0).toUpperCase() + name.slice(1), attrs: { "data-resembles": id }, on: { click: () => this.choose(id) } }),
        el("span", { class: "soft" }, rich(`: ${says}.`)),
        roles.length ? el("span", { class: "parts" }, ...roles.map((part) => el("span", { class: "part-of", attrs: { style: `--role: ${part.colour}` } }, el("strong", { text: part.role.replaceAll("_", " ") }), " ", math(part.latex)))) : null,
      ),
    );
    this.answer.replaceChildren(el("section", { class: "answer" }, el("div", { class: "typed" }, math(latex, true)), el("h3", { text: "resembles" }), el("ul", { class: "rows" }, ...rows)));
    if (fits) return;
    this.wall.replaceChildren();
    this.count.textContent = "";
  }

  try(text) {
    this.onlyHere = false;
    this.query = text;
    this.drawWall();
    this.keep();
    this.box.focus();
  }

  limit(only) {
    this.onlyHere = only;
    this.fill();
  }

  choose(id) {
    this.chosen = id;
    this.draw();
    this.keep();
  }

  // The chosen pattern and the search go into the address.
  keep() {
    clearTimeout(this.waiting);
    this.asked = this.chosen ?? null;
    this.ask({ pattern: this.chosen ?? "", find: this.query });
  }

  ask(wish) {
    this.component.setTriggerValue("ask", { ...wish, nonce: Date.now() });
  }
}
