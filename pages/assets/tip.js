// The tooltip of a symbol: what it is in this paper, or by convention. A popover, so that no container cuts it off.

import { el, math, rich } from "./base.js";

const GAP = 8;

export class Tip {
  constructor() {
    this.node = el("div", { class: "tip", attrs: { popover: "manual", role: "tooltip" } });
  }

  // `about` is what pages.cards says of a symbol; `place` the rectangle it is printed in, `frame` that of its equation.
  show(about, place, frame) {
    const { latex, here, convention, kind, redefined } = about;
    this.node.replaceChildren(
      el("div", { class: "name" }, math(latex), kind ? el("span", { class: "kind", text: kind }) : null),
      here
        ? el("p", {}, rich(here.text), el("span", { class: "soft", text: ` · this paper, p. ${here.page}` }))
        : el("p", { class: "soft", text: "Not defined in this paper." }),
      convention ? el("p", {}, el("span", { class: "soft", text: "By convention: " }), rich(convention)) : "",
      redefined ? el("p", { class: "soft small", text: "On other pages this sign means something else." }) : "",
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
