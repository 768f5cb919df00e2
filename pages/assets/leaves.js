// The pages of the paper: pictures with boxes over them. Only what is near the view is fetched and kept.

import { el, getJson, svg } from "./base.js";
import { colourOf, labelsFor } from "./roles.js";

// How far outside the view a page is made ready, and how far away it is dropped again (CSS pixels).
const NEAR = "900px 0px";
// Points by which boxes are enlarged: a symbol must be easy to hit, and an equation reach beyond its symbols.
const SYMBOL_MARGIN = 0.8;
const INLINE_MARGIN = 2.2;
const DISPLAY_MARGIN = 6;
// Points above a chosen equation for the names of its parts.
const LABEL_ROOM = 3.5;
// Views: what is farther away is gone to at once, without the pages on the way.
const FAR = 1.5;
const ZOOMS = [1.5, 2, 3, 4];
const FLASH_MS = 1600;

export class Pages {
  constructor(outline, paper, hands) {
    this.paper = paper;
    this.hands = hands;
    this.current = 1;
    this.chosen = null;
    this.symbol = null;
    this.share = 1; // of the view that no card covers
    this.inner = el("div", { class: "leaves" });
    this.node = el("main", { class: "pages", attrs: { tabindex: "0", "aria-label": "Pages of the paper" } }, this.inner);
    this.leaves = outline.pages.map(([width, height], place) => new Leaf(this, place + 1, width, height));
    this.inner.append(...this.leaves.map((leaf) => leaf.node));
    this.watch = new IntersectionObserver((entries) => this.moved(entries), { root: this.node, rootMargin: NEAR });
    this.leaves.forEach((leaf) => this.watch.observe(leaf.node));
    this.node.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  destroy() {
    this.watch.disconnect();
    this.hands.tip.hide();
  }

  moved(entries) {
    for (const { target, isIntersecting } of entries) {
      const leaf = this.leaves[Number(target.dataset.page) - 1];
      if (isIntersecting) leaf.enter();
      else leaf.leave();
    }
  }

  scrolled() {
    this.hands.tip.hide();
    const middle = this.node.scrollTop + this.node.clientHeight * 0.4 * this.share;
    const found = this.leaves.findLast((leaf) => leaf.node.offsetTop <= middle);
    if (found && found.number !== this.current) {
      this.current = found.number;
      this.hands.turned(found.number);
    }
  }

  zoomTo(zoom) {
    const share = (this.node.scrollTop + this.node.clientHeight / 2) / this.node.scrollHeight;
    this.inner.style.setProperty("--zoom", zoom);
    this.node.scrollTop = share * this.node.scrollHeight - this.node.clientHeight / 2;
    this.leaves.forEach((leaf) => leaf.sharpen());
  }

  show(page) {
    const leaf = this.leaves[page - 1];
    if (leaf) this.node.scrollTo({ top: leaf.node.offsetTop - 12, behavior: "instant" });
  }

  // Bring a box into view, unless it is there already.
  reveal(page, box) {
    const leaf = this.leaves[page - 1];
    if (!leaf) return;
    const scale = leaf.node.clientHeight / leaf.height;
    const top = leaf.node.offsetTop + (box ? box[1] * scale : 0);
    const bottom = leaf.node.offsetTop + (box ? box[3] * scale : 0);
    const view = this.node;
    const open = view.clientHeight * this.share;
    if (top < view.scrollTop + 24 || bottom > view.scrollTop + open - 24) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const middle = (top + bottom) / 2 - open * 0.4;
      view.scrollTo({ top: middle, behavior: calm || Math.abs(middle - view.scrollTop) > FAR * view.clientHeight ? "instant" : "smooth" });
    }
  }

  // Show that a box is meant, for a moment.
  flash(page, box) {
    this.reveal(page, box);
    this.leaves[page - 1]?.flash(box);
  }

  // Mark an equation and the parts of its first pattern.
  select(card) {
    this.chosen = card;
    this.leaves[card.page - 1]?.drawChosen();
  }

  // Mark a symbol wherever it stands on the pages that are drawn.
  selectSymbol(id) {
    this.symbol = id;
    this.leaves.forEach((leaf) => leaf.drawSymbol());
  }

  clear() {
    const card = this.chosen;
    this.chosen = null;
    if (card) this.leaves[card.page - 1]?.drawChosen();
    if (this.symbol) this.selectSymbol(null);
  }

  // Emphasise boxes on a page while something is pointed at in the card.
  emphasise(page, boxes, colour) {
    this.leaves[page - 1]?.emphasise(boxes, colour);
  }

  calm(page) {
    this.leaves[page - 1]?.emphasise([], "");
  }
}

class Leaf {
  constructor(pages, number, width, height) {
    Object.assign(this, { pages, number, width, height, zoom: 0, drawn: false, wanted: false });
    this.node = el("div", { class: "leaf", attrs: { "data-page": number } });
    this.node.style.setProperty("--width", width);
    this.node.style.setProperty("--height", height);
    this.picture = el("img", { attrs: { alt: `Page ${number}`, draggable: "false" } });
    this.picture.addEventListener("error", () => this.node.classList.add("missing"));
    this.places = svg("g", { class: "places" });
    this.chosen = svg("g", { class: "chosen" });
    this.over = svg("g", { class: "over" });
    this.boxes = svg("g", { class: "boxes" });
  }

  enter() {
    this.wanted = true;
    if (!this.picture.isConnected) this.node.append(this.picture);
    this.sharpen();
    if (!this.drawn) this.draw();
  }

  leave() {
    this.wanted = false;
    this.picture.remove();
    this.picture.removeAttribute("src");
    this.zoom = 0;
  }

  // Ask for the picture in the size that it is shown in.
  sharpen() {
    if (!this.wanted) return;
    const needed = (this.node.clientWidth / this.width) * window.devicePixelRatio;
    const zoom = ZOOMS.find((known) => known >= needed) ?? ZOOMS.at(-1);
    if (zoom <= this.zoom) return;
    this.zoom = zoom;
    this.node.classList.remove("missing");
    this.picture.src = `${this.pages.paper}picture/${this.number}?zoom=${zoom}`;
  }

  async draw() {
    this.drawn = true;
    let marks;
    try {
      marks = await getJson(`${this.pages.paper}page/${this.number}`);
    } catch {
      this.drawn = false; // tried again when the page next comes into view
      return;
    }
    this.marks = marks;
    const overlay = svg("svg", { viewBox: `0 0 ${this.width} ${this.height}`, preserveAspectRatio: "none" });
    // displays first, so that what is smaller lies above and can be pointed at
    const equations = [...marks.equations].sort((a, b) => Number(b.display) - Number(a.display));
    for (const equation of equations) this.boxes.append(this.equationBox(equation));
    for (const { symbol, bbox } of marks.symbols) {
      this.boxes.append(rectangle(bbox, SYMBOL_MARGIN, { class: "symbol", "data-symbol": symbol, rx: 1.6 }));
    }
    overlay.append(this.places, this.chosen, this.over, this.boxes);
    overlay.addEventListener("click", (event) => this.clicked(event));
    overlay.addEventListener("pointerover", (event) => this.pointed(event));
    overlay.addEventListener("pointerleave", () => this.pages.hands.tip.hide());
    overlay.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.clicked(event);
      }
    });
    this.node.append(overlay);
    this.drawChosen();
    this.drawSymbol();
  }

  equationBox(equation) {
    const { id, display, number, bbox } = equation;
    const margin = display ? this.room(equation) : INLINE_MARGIN;
    const name = number ? `Equation (${number})` : display ? "Equation" : "Formula";
    const attrs = {
      class: display ? "equation display" : "equation",
      "data-equation": id,
      rx: display ? 9 : 3,
      role: "button",
      "aria-label": `${name}, page ${this.number}`,
      ...(display ? { tabindex: "0" } : {}),
    };
    return rectangle(bbox, margin, attrs, display ? DISPLAY_MARGIN : margin);
  }

  // The margin of a display: less where the next line of the same display is near.
  room({ id, bbox }) {
    const gaps = this.marks.equations
      .filter((other) => other.display && other.id !== id && other.bbox[0] < bbox[2] && bbox[0] < other.bbox[2])
      .map((other) => Math.max(other.bbox[1] - bbox[3], bbox[1] - other.bbox[3]));
    return Math.max(1, Math.min(DISPLAY_MARGIN, ...gaps.map((gap) => gap / 2 - 0.4)));
  }

  clicked(event) {
    const { symbol, equation } = event.target.dataset;
    if (symbol) this.pages.hands.open("symbol", symbol);
    else if (equation) this.pages.hands.open("equation", equation, { scroll: false });
  }

  pointed(event) {
    const { tip } = this.pages.hands;
    const tips = this.marks?.tips[event.target.dataset.symbol];
    if (event.pointerType !== "mouse" || !tips) return tip.hide();
    tip.show(tips, event.target.getBoundingClientRect(), this.frameRound(event.target.getBBox()));
  }

  // The displayed equation round a symbol's box, as it lies on the screen: a tooltip should not cover it.
  frameRound({ x, y, width, height }) {
    const inside = ({ bbox, display }) =>
      display && bbox[0] <= x + width && x <= bbox[2] && bbox[1] <= y + height && y <= bbox[3];
    const id = this.marks.equations.find(inside)?.id;
    return id ? this.boxes.querySelector(`[data-equation="${CSS.escape(id)}"]`)?.getBoundingClientRect() : null;
  }

  // The chosen equation's frame, and its roles in colour with their names.
  drawChosen() {
    this.chosen.replaceChildren();
    const card = this.pages.chosen;
    if (!card || card.page !== this.number) return;
    const roles = (card.patterns[0]?.roles ?? []).filter((role) => role.bbox);
    const [x0, y0, x1, y1] = card.bbox;
    const top = card.display && roles.length ? y0 - LABEL_ROOM : y0;
    this.chosen.append(rectangle([x0, top, x1, y1], card.display ? DISPLAY_MARGIN : INLINE_MARGIN, { class: "frame", rx: card.display ? 9 : 4 }));
    for (const role of roles) {
      this.chosen.append(rectangle(role.bbox, 1.4, { class: "role", rx: 2.5, style: `--role: ${colourOf(role.role)}` }));
    }
    for (const { x, y, text, colour } of labelsFor(roles, card.bbox)) {
      const label = svg("text", { x, y, class: "label", style: `--role: ${colour}` });
      label.textContent = text;
      this.chosen.append(label);
    }
  }

  drawSymbol() {
    const { symbol } = this.pages;
    const found = symbol && this.marks ? this.marks.symbols.filter((mark) => mark.symbol === symbol) : [];
    this.places.replaceChildren(...found.map(({ bbox }) => rectangle(bbox, 1.2, { class: "place", rx: 2 })));
  }

  emphasise(boxes, colour) {
    this.over.replaceChildren(
      ...boxes.map((box) => rectangle(box, 1.8, { class: "strong", rx: 2.5, style: `--role: ${colour}` })),
    );
  }

  flash(box) {
    if (!box) return;
    const mark = rectangle(box, 2.5, { class: "flash", rx: 3 });
    this.over.append(mark);
    setTimeout(() => mark.remove(), FLASH_MS);
  }
}

// A box with a margin on every side, `across` one of its own at left and right.
function rectangle([x0, y0, x1, y1], margin, attrs, across = margin) {
  return svg("rect", {
    x: x0 - across,
    y: y0 - margin,
    width: Math.max(x1 - x0, 0) + 2 * across,
    height: Math.max(y1 - y0, 0) + 2 * margin,
    ...attrs,
  });
}
