// The study list: four stages, a tick for what one knows, the reasons. What is known stays in this browser.

import { Instances, el, math, prepare, rich, tidy } from "./base.js";

const instances = new Instances((component) => new Study(component));
export const update = (component) => instances.update(component);
export const remove = (root) => instances.remove(root);

const STORE = "cartouche known";
const SHOWN_REASONS = 1;

class Study {
  constructor(component) {
    this.root = component.parentElement;
    this.component = component;
    this.open = new Set();
    this.ready = prepare(this.root, "study").then(() => {
      const stored = this.stored();
      const { known } = this.component.data.plan;
      // another tab, or a visit before, knows more than this session
      if (!known.length && stored.length) this.ask({ known: stored });
      this.draw();
    });
  }

  async update(component) {
    this.component = component;
    await this.ready;
    this.draw();
  }

  destroy() {
    this.root.replaceChildren();
  }

  draw() {
    const { plan } = this.component.data;
    const focused = this.root.activeElement?.dataset?.concept;
    this.root.replaceChildren(
      el(
        "div",
        { class: "study" },
        this.summary(plan),
        this.carrying(plan),
        ...plan.stages.map((stage) => this.stage(stage)),
        plan.stages.length ? null : el("p", { text: "You know everything on this list." }),
        this.known(plan),
        this.landmarks(plan),
      ),
    );
    if (focused) this.root.querySelector(`input[data-concept="${CSS.escape(focused)}"]`)?.focus();
  }

  summary(plan) {
    const parts = plan.stages.map(({ stage, hours }) => el("span", { class: `share stage-${stage}`, attrs: { style: `flex-grow: ${Math.max(hours, 0.5)}` }, title: `stage ${stage}: ${time(hours)}` }));
    return el(
      "div",
      { class: "summary" },
      el("p", {}, el("span", { class: "soft", text: "for " }), el("em", { text: plan.title })),
      el("p", { class: "hours" }, el("strong", { text: time(plan.hours) }), el("span", { class: "soft", text: ` for ${plan.count} concepts; ${time(plan.hours_below)} with the ${plan.count_below} that they rest on` })),
      el("div", { class: "bar", attrs: { "aria-hidden": "true" } }, ...parts),
    );
  }

  // The equations first: what all this is learnt for.
  carrying({ carrying }) {
    if (!carrying.length) return null;
    const lines = carrying.map(({ id, label, latex, why }) =>
      el(
        "li",
        {},
        el("button", { class: "quiet", text: label, on: { click: () => this.ask({ equation: id }) } }),
        el("span", { class: "formula" }, math(tidy(latex))),
        el("p", { class: "because" }, rich(`${why}.`)),
      ),
    );
    return el("section", { class: "carrying" }, el("header", {}, el("h3", { text: "Where it leads: the equations that carry the paper" })), el("ol", {}, ...lines));
  }

  stage({ stage, title, hours, items, below }) {
    return el(
      "section",
      { class: `stage stage-${stage}` },
      el(
        "header",
        {},
        el("span", { class: "number", text: stage }),
        el("h3", { text: title }),
        el("span", { class: "soft", text: `${many(items.length, "concept")} · ${time(hours)}` }),
      ),
      el("ol", {}, ...items.map((item) => this.item(item))),
      below.length ? this.foundations(stage, below) : null,
    );
  }

  item(item) {
    const tick = el("input", {
      attrs: { type: "checkbox", "data-concept": item.id, "aria-label": `I know ${item.name}`, title: "I know this" },
      on: { change: () => this.learn(item.id) },
    });
    const reasons = item.because.map((reason) => this.reason(reason));
    const more = reasons.splice(SHOWN_REASONS);
    return el(
      "li",
      { class: "item" },
      tick,
      el(
        "div",
        {},
        el(
          "p",
          { class: "name" },
          el("button", { class: "quiet", text: item.name, on: { click: () => this.ask({ concept: item.id }) } }),
          el("span", { class: "soft small", text: time(item.hours) }),
        ),
        el("p", { class: "definition" }, rich(item.definition)),
        ...reasons,
        more.length ? el("details", {}, el("summary", { class: "soft small", text: `${more.length} more` }), ...more) : null,
      ),
    );
  }

  reason({ equation, label, latex, quote, needed_for: above }) {
    const place = equation
      ? el("button", { class: "quiet", text: label, on: { click: () => this.ask({ equation }) } })
      : el("span", { text: label });
    return el(
      "p",
      { class: "because" },
      above ? `needed for ${above}: ` : "because ",
      place,
      quote ? el("q", {}, rich(quote)) : latex ? el("span", { class: "formula" }, math(latex)) : null,
    );
  }

  foundations(stage, below) {
    const key = `below ${stage}`;
    const names = below.map((concept) =>
      el("span", { class: "below" }, el("button", { class: "quiet small", text: concept.name, on: { click: () => this.ask({ concept: concept.id }) } }),
        el("button", { class: "tick", text: "✓", title: "I know this", attrs: { "aria-label": `I know ${concept.name}` }, on: { click: () => this.learn(concept.id) } })),
    );
    return this.details(key, `They rest on ${below.length} more of this stage`, el("p", { class: "names" }, ...names));
  }

  known({ known }) {
    if (!known.length) return null;
    const names = known.map((concept) =>
      el("button", { class: `badge ${concept.stage ? `stage-${concept.stage}` : ""}`, text: `${concept.name} ×`, title: "Put it back", on: { click: () => this.forget(concept.id) } }),
    );
    const all = el("button", { class: "quiet small", text: "Forget all ticks", on: { click: () => this.keep([]) } });
    return this.details("known", `You know ${known.length}, and what they rest on`, el("p", { class: "badges" }, ...names, all));
  }

  landmarks({ landmarks }) {
    if (!landmarks.length) return null;
    return el(
      "section",
      { class: "landmarks" },
      el("header", {}, el("h3", { text: "Papers to read before this one" })),
      el("ol", {}, ...landmarks.map(({ title, year }) => el("li", {}, el("em", { text: title }), year ? el("span", { class: "soft", text: ` ${year}` }) : null))),
    );
  }

  // A part that opens; it stays as it was when the list is drawn again.
  details(key, title, content) {
    const node = el("details", this.open.has(key) ? { attrs: { open: "" } } : {}, el("summary", { class: "soft small", text: title }), content);
    node.addEventListener("toggle", () => (node.open ? this.open.add(key) : this.open.delete(key)));
    return node;
  }

  learn(concept) {
    this.keep([...new Set([...this.component.data.plan.known.map(({ id }) => id), concept])]);
  }

  forget(concept) {
    this.keep(this.component.data.plan.known.map(({ id }) => id).filter((id) => id !== concept));
  }

  keep(known) {
    try {
      localStorage.setItem(STORE, JSON.stringify(known));
    } catch {
      // a browser that stores nothing: the ticks last as long as the session
    }
    this.ask({ known });
  }

  stored() {
    try {
      const known = JSON.parse(localStorage.getItem(STORE) ?? "[]");
      return Array.isArray(known) ? known.filter((id) => typeof id === "string") : [];
    } catch {
      return [];
    }
  }

  ask(wish) {
    this.component.setTriggerValue("ask", { ...wish, nonce: Date.now() });
  }
}

const many = (number, one) => `${number} ${number === 1 ? one : `${one}s`}`;

function time(hours) {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  return `${Number(hours.toFixed(hours < 10 ? 1 : 0))} h`;
}
