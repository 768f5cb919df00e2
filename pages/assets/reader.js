// The reading view: pages with boxes on the left, the card of what was clicked on the right.

import { Instances, el, getJson, prepare } from "./base.js";
import { equationCard, fit, overview, symbolCard } from "./card.js";
import { Pages } from "./leaves.js";
import { Tip } from "./tip.js";
import { wordsOf } from "./voice.js";

const instances = new Instances((component) => new Reader(component));
export const update = (component) => instances.update(component);
export const remove = (root) => instances.remove(root);

const MIN_ZOOM = 0.5;
const MAX_ZOOM = 3;
const ZOOM_STEP = 1.2;
// Share of the view that the card covers on a narrow screen (reader.css).
const SHEET = 0.58;

const same = (one, other) => one?.kind === other?.kind && one?.id === other?.id;

class Reader {
  constructor(component) {
    this.root = component.parentElement;
    this.cards = new Map();
    this.selected = null; // the equation or symbol whose card is shown: { kind, id }
    this.from = null; // the equation from whose card a symbol was opened
    this.asked = null; // the number of the last wish
    this.turn = 0; // how often something was chosen
    this.zoom = 1;
    this.voice = component.data.voice ?? { language: "en", depth: "beginner" };
    this.ready = this.start(component);
  }

  // Called at every run of the script: only the place may be new, where somebody went back or forward. An answer to an
  // earlier wish must not undo a later one.
  async update(component) {
    this.component = component;
    await this.ready;
    const { place, answered } = component.data;
    if (!this.frame || (this.asked && answered !== this.asked) || same(place, this.selected)) return;
    if (place) this.open(place.kind, place.id, { reveal: true, told: true });
    else this.home(false, true);
  }

  destroy() {
    this.pages?.destroy();
    this.root.replaceChildren();
  }

  async start(component) {
    this.component = component;
    this.paper = component.data.paper;
    try {
      await prepare(this.root, "reader", "card");
      this.outline = await getJson(`${this.paper}outline`);
    } catch (error) {
      this.root.replaceChildren(el("p", { class: "notice", text: error.message }));
      return;
    }
    this.build();
    const place = component.data.place ?? this.remembered();
    if (place?.id) this.open(place.kind, place.id, { reveal: true, told: Boolean(component.data.place) });
    else this.home();
  }

  build() {
    this.card = el("aside", { class: "card", attrs: { "aria-live": "polite", tabindex: "-1" } });
    this.tip = new Tip(this.voice);
    this.pages = new Pages(this.outline, this.paper, {
      open: (kind, id) => this.open(kind, id),
      tip: this.tip,
      turned: (page) => this.turned(page),
    });
    this.frame = el(
      "div",
      { class: "reader", on: { keydown: (event) => this.pressed(event) } },
      this.toolbar(),
      this.pages.node,
      this.card,
      this.tip.node,
    );
    this.hint = el("p", { class: "hint", text: "Tap a symbol or an equation to see what it means." });
    this.frame.append(this.hint);
    this.root.replaceChildren(this.frame);
  }

  toolbar() {
    const { title, pages, sections } = this.outline;
    this.number = el("input", {
      attrs: { type: "text", inputmode: "numeric", "aria-label": "Page", value: "1", size: String(pages.length).length },
      on: {
        change: () => {
          const page = /^\s*\d+\s*$/.test(this.number.value) ? Number(this.number.value) : 0;
          if (page >= 1 && page <= pages.length) this.pages.show(page);
          this.number.value = page >= 1 && page <= pages.length ? page : this.pages.current;
        },
        focus: () => this.number.select(),
      },
    });
    const contents = el(
      "select",
      { attrs: { "aria-label": "Section" }, on: { change: () => this.pages.show(Number(contents.value)) } },
      el("option", { text: "Sections", attrs: { value: "", disabled: "", selected: "", hidden: "" } }),
      ...sections.map((section) => el("option", { text: section.title, attrs: { value: section.page } })),
    );
    contents.addEventListener("change", () => (contents.selectedIndex = 0));
    const button = (text, label, click) => el("button", { text, title: label, attrs: { "aria-label": label }, on: { click } });
    return el(
      "header",
      { class: "toolbar" },
      el("h2", { text: title, title }),
      sections.length ? contents : null,
      el("span", { class: "pager" }, this.number, el("span", { class: "soft", text: `/ ${pages.length}` })),
      el(
        "span",
        { class: "zoomer" },
        button("−", "Smaller", () => this.zoomBy(1 / ZOOM_STEP)),
        button("+", "Larger", () => this.zoomBy(ZOOM_STEP)),
      ),
      el("button", { class: "quiet", text: "Overview", on: { click: () => this.home(true) } }),
      el("button", { class: "quiet another", text: "Open another", on: { click: () => this.ask({ close: true }) } }),
    );
  }

  // Show the card of an equation or a symbol, and the place on the page.
  // `reveal`: also go to where a symbol is defined; one that was clicked on the page stays in view.
  // `told`: the address names it already.
  async open(kind, id, { scroll = true, reveal = false, told = false } = {}) {
    this.tip.hide();
    this.hint.remove();
    const turn = (this.turn += 1);
    let card;
    try {
      card = await this.fetchCard(kind, id);
    } catch (error) {
      this.show(el("p", { class: "notice", text: error.message }));
      return;
    }
    if (turn !== this.turn) return; // something else was chosen while this one was on its way
    if (!same(this.selected, { kind, id })) {
      this.from = kind === "symbol" ? this.selected?.card ?? this.from : null;
      this.selected = { kind, id, card: kind === "equation" ? card : null };
      this.remember({ kind, id });
      if (!told) this.ask({});
    }
    const hands = {
      open: (...place) => this.open(...place),
      ask: (wish) => this.ask(wish),
      speak: (voice) => this.speak(voice),
      pages: this.pages,
      tip: this.tip,
    };
    this.pages.clear();
    if (kind === "equation") {
      this.show(equationCard(card, hands));
      this.pages.select(card);
      if (scroll || this.narrow) this.pages.reveal(card.page, card.bbox);
    } else {
      this.show(symbolCard(card, hands));
      this.pages.selectSymbol(id);
      const [said] = card.definitions;
      if (reveal && said) this.pages.flash(said.page, said.bbox);
    }
  }

  // The overview; on a narrow screen the card that holds it only rises when it was asked for.
  home(raise = false, told = false) {
    const moved = this.selected !== null;
    this.turn += 1;
    this.selected = this.from = null;
    this.remember(null);
    if (moved && !told) this.ask({});
    this.pages.clear();
    this.show(overview(this.outline, { open: (...place) => this.open(...place), paper: this.paper, voice: this.voice }), raise);
  }

  show(content, raise = true) {
    const close = el("button", {
      class: "close",
      text: "×",
      attrs: { "aria-label": "Close the card" },
      on: { click: () => this.frame.classList.remove("raised") },
    });
    const bar = el("div", { class: "bar" }, this.wayBack(), close);
    const inside = this.card.contains(this.root.activeElement);
    this.card.replaceChildren(bar, content);
    fit(this.card);
    if (inside) this.card.focus({ preventScroll: true }); // what was pressed is gone, and the keys go on from here
    this.card.scrollTop = 0;
    this.frame.classList.toggle("raised", raise);
    this.pages.share = raise && this.narrow ? 1 - SHEET : 1;
  }

  // From a symbol's card to that of the equation in which it was clicked.
  wayBack() {
    const { from } = this;
    if (!from) return null;
    const words = wordsOf(this.voice);
    const name = from.number ? words.equation(from.number) : from.display ? words.display : words.inline;
    return el("button", { class: "quiet small", text: `‹ ${name}`, on: { click: () => this.open("equation", from.id) } });
  }

  // Whether the card lies over the pages instead of beside them (reader.css).
  get narrow() {
    return getComputedStyle(this.card).position === "absolute";
  }

  // Tell the open card in another language or at another depth; Python keeps the choice for the session.
  async speak(voice) {
    this.voice = this.tip.voice = { ...this.voice, ...voice };
    this.ask({ voice: this.voice });
    const { kind, id } = this.selected ?? {};
    const top = this.card.scrollTop;
    if (kind) await this.open(kind, id, { scroll: false });
    this.card.scrollTop = top;
    this.card.querySelector(".voice [aria-pressed='true']")?.focus({ preventScroll: true });
  }

  async fetchCard(kind, id) {
    const key = `${kind}/${encodeURIComponent(id)}?${new URLSearchParams(this.voice)}`;
    if (!this.cards.has(key)) this.cards.set(key, await getJson(this.paper + key));
    return this.cards.get(key);
  }

  // Ask Python for what a browser cannot do; every wish also says which place the address is to name.
  ask(wish) {
    const { kind, id } = this.selected ?? {};
    this.asked = Math.max(Date.now(), (this.asked ?? 0) + 1);
    this.component.setTriggerValue("ask", { ...wish, place: kind ? { kind, id } : null, nonce: this.asked });
  }

  turned(page) {
    if (this.root.activeElement !== this.number) this.number.value = page;
  }

  zoomBy(factor) {
    this.zoom = Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, this.zoom * factor));
    this.pages.zoomTo(this.zoom);
  }

  // Keys: n and p walk through the displayed equations, Escape closes.
  pressed(event) {
    if (event.composedPath()[0] instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && this.narrow) this.frame.classList.remove("raised");
    else if (event.key === "Escape") this.home();
    const step = { n: 1, p: -1 }[event.key];
    const displays = this.outline.displays;
    if (!step || !displays.length) return;
    const place = displays.findIndex((equation) => equation.id === this.selected?.id);
    const next = place < 0 ? (step > 0 ? 0 : displays.length - 1) : place + step;
    if (displays[next]) this.open("equation", displays[next].id);
  }

  remember(place) {
    try {
      sessionStorage.setItem(`cartouche ${this.component.data.name}`, JSON.stringify(place));
    } catch {
      // a browser that stores nothing: the selection is lost when one leaves the page, and nothing else
    }
  }

  remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(`cartouche ${this.component.data.name}`));
    } catch {
      return null;
    }
  }
}
