// The tooltip of a symbol: what it is in this paper, or by convention. A popover, so that no container cuts it off.

import { el, math, rich } from "./base.js";
import { wordsOf } from "./voice.js";

const GAP = 8;

export class Tip {
  constructor(voice) {
    this.voice = voice;
    this.node = el("div", { class: "tip", attrs: { popover: "manual", role: "tooltip" } });
  }

  // `about` is what pages.cards says of a symbol; `place` the rectangle it is printed in, `frame` that of its equation.
  show(about, place, frame) {
    const { latex, here, conventions, kind, redefined } = about;
    const words = wordsOf(this.voice);
    const convention = conventions[this.voice.language];
    this.node.lang = words.lang;
    this.node.replaceChildren(
      el("div", { class: "name" }, math(latex), kind ? el("span", { class: "kind", text: words.kinds[kind] ?? kind }) : null),
      here
        ? el("p", {}, rich(here.text), el("span", { class: "soft", text: words.saidOn(here.page) }))
        : el("p", { class: "soft", text: words.notHere }),
      convention ? el("p", {}, el("span", { class: "soft", text: words.columns[2] + words.colon }), rich(convention)) : "",
      redefined ? el("p", { class: "soft small", text: words.otherwise }) : "",
    );
    if (!this.node.matches(":popover-open")) this.node.showPopover();
    const { width, height } = this.node.getBoundingClientRect();
    const left = Math.min(Math.max(place.left + place.width / 2 - width / 2, GAP), window.innerWidth - width - GAP);
    const above = Math.min(place.top, frame?.top ?? place.top) - height - GAP;
    const below = Math.max(place.bottom, frame?.bottom ?? place.bottom) + GAP;
    this.node.style.left = `${left}px`;
    this.node.style.top = `${above > GAP ? above : below}px`;
  }

  hide() {
    if (this.node.matches(":popover-open")) this.node.hidePopover();
  }
}
