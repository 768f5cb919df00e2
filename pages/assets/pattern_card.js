// The card of a pattern in the gallery: what it says, its shapes, variants, relatives, and where it occurs.

import { el, math, rich, tidy } from "./base.js";
import { tinted } from "./tinted.js";

// Shapes, examples and places that are shown at once.
const FIRST = { shapes: 4, examples: 4, variants: 6, misses: 4, places: 12 };

// `known`: neighbours on the wall, places in the open paper, places in the library (null while they are on their way).
export function card(pattern, known, hands) {
  const way = (other, text) => (other ? el("button", { class: "quiet small", text, on: { click: () => hands.choose(other.id) } }) : el("span", {}));
  const [before, after] = known.around;
  return el(
    "article",
    { class: `one stage-${pattern.stage}` },
    el(
      "p",
      { class: "way" },
      el("button", { class: "quiet", text: "← All patterns", on: { click: hands.home } }),
      el("span", {}, way(before, `‹ ${before?.name}`), " ", way(after, `${after?.name} ›`)),
    ),
    el(
      "div",
      { class: "top" },
      el("h2", { text: capital(pattern.name), attrs: { tabindex: "-1" } }),
      el("span", { class: `badge stage-${pattern.stage}`, text: `stage ${pattern.stage}` }),
    ),
    el("p", { class: "says" }, rich(`${capital(pattern.says)}.`)),
    ...placesPart(pattern, known, hands),
    ...shapesPart(pattern),
    ...examplesPart(pattern),
    ...variantsPart(pattern, known),
    ...missesPart(pattern, hands),
    ...demoPart(pattern, hands),
    ...conceptPart(pattern, hands),
    ...libraryPart(known, hands),
  );
}

function placesPart(pattern, { title, here }, hands) {
  if (!title) return [];
  if (!here.length) return [heading("In the open paper"), el("p", { class: "soft", text: `It does not occur in “${title}”.` })];
  const names = new Map(pattern.variants.map((variant) => [variant.id, variant.name]));
  const rows = here.map((place) =>
    el(
      "li",
      {},
      el(
        "button",
        { class: "place", attrs: { "data-equation": place.id }, title: "Open it in the paper", on: { click: () => hands.ask({ equation: place.id }) } },
        el("span", { class: "soft", text: place.number ? `(${place.number})` : `p. ${place.page}` }),
        el("span", { class: "short" }, place.latex ? math(tidy(place.latex)) : "a long formula"),
        el("span", { class: "soft small", text: names.get(place.variant) ?? "" }),
      ),
    ),
  );
  return [heading(`In the open paper · ${here.length}`), list(rows, FIRST.places)];
}

function shapesPart({ templates, variants, roles }) {
  const shapes = (templates.length ? templates : variants.flatMap((variant) => variant.templates)).map((latex) => shape(latex));
  const legend = roles.flatMap(({ role, says, colour }) => [
    el("dt", { text: role.replaceAll("_", " "), attrs: { style: `--role: ${colour}` } }),
    el("dd", { text: says }),
  ]);
  return [
    heading("Its shape"),
    el("p", { class: "note", text: "What is recognised, whatever the letters: a coloured word is a part that gets a name, an empty square may be anything, dots are what may stand beside it." }),
    list(shapes, FIRST.shapes, "shapes"),
    legend.length ? el("dl", { class: "roles" }, ...legend) : null,
  ].filter(Boolean);
}

function examplesPart({ examples }) {
  if (!examples.length) return [];
  return [heading("In other people's notation"), list(examples.map((latex) => shape(latex)), FIRST.examples, "shapes")];
}

function variantsPart({ variants, stage }, { here }) {
  if (!variants.length) return [];
  const rows = variants.map((variant) => {
    const times = here.filter((place) => place.variant === variant.id).length;
    return el(
      "li",
      { class: "variant", attrs: { "data-variant": variant.id } },
      el("p", {}, el("strong", { text: capital(variant.name) }), variant.stage !== stage ? el("span", { class: "soft small", text: ` stage ${variant.stage}` }) : null, times ? el("span", { class: "soft small", text: ` · ${times}× in the open paper` }) : null),
      el("p", {}, rich(`${capital(variant.says)}.`)),
      shape(variant.examples[0] ?? variant.templates[0]).firstChild,
    );
  });
  return [heading(`Variants · ${variants.length}`), list(rows, FIRST.variants)];
}

function missesPart({ misses, compared }, hands) {
  const rows = misses.map(({ latex, because }) => el("li", { class: "miss" }, shape(latex).firstChild, el("span", { class: "soft" }, rich(`${capital(because)}.`))));
  const beside = compared.map(({ id, name, says }) =>
    el("li", {}, el("button", { class: "quiet", text: capital(name), on: { click: () => hands.choose(id) } }), ": ", el("span", { class: "soft" }, rich(`${says}.`))),
  );
  return [
    ...(rows.length ? [heading("What only looks like it"), list(rows, FIRST.misses)] : []),
    ...(beside.length ? [heading("Compared with"), el("ul", { class: "rows" }, ...beside)] : []),
  ];
}

function demoPart({ demos }, hands) {
  if (!demos.length) return [];
  return [
    heading(demos.length === 1 ? "A program that does it" : "Programs that do it"),
    ...demos.map((demo) =>
      el("section", { class: "demo" }, el("div", {}, el("strong", { text: demo.title }), el("p", { class: "small soft", text: demo.says })), el("button", { class: "strong", text: "Run the program", on: { click: () => hands.ask({ demo: demo.id }) } })),
    ),
  ];
}

function conceptPart({ concepts }, hands) {
  if (!concepts.length) return [];
  const badges = concepts.map((concept) =>
    el("button", { class: `badge ${concept.stage ? `stage-${concept.stage}` : ""}`, text: concept.name, attrs: { "data-concept": concept.id }, on: { click: () => hands.ask({ concept: concept.id }) } }),
  );
  return [heading("What to know"), el("p", { class: "badges" }, ...badges)];
}

function libraryPart({ library, where }, hands) {
  if (!library.papers) return [];
  const title = heading("In your other papers");
  if (where === null) return [title, el("p", { class: "soft", text: "Looking …" })];
  if (!where.length) return [title, el("p", { class: "soft", text: library.papers === 1 ? "It does not occur in the other paper that was read here." : `It occurs in none of the ${library.papers} other papers that were read here.` })];
  const books = where.map(({ paper, title: name, count, places }) =>
    el(
      "li",
      { class: "book" },
      el("span", {}, el("em", { text: name }), el("span", { class: "soft small", text: ` · ${count === 1 ? "once" : `${count} times`}` })),
      el(
        "span",
        { class: "links" },
        ...firstOfEach(places).map((place) =>
          el("button", { class: "quiet small", text: place.number ? `equation (${place.number})` : `page ${place.page}`, title: "Open the paper there", on: { click: () => hands.ask({ paper, equation: place.id }) } }),
        ),
        count > places.length ? el("span", { class: "soft small", text: `and ${count - places.length} more` }) : null,
      ),
    ),
  );
  return [title, el("ul", { class: "rows" }, ...books)];
}

// One link for a page, however many formulas of it there are; the numbered ones each have their own.
function firstOfEach(places) {
  const label = ({ number, page }) => number ?? `page ${page}`;
  return places.filter((place, at) => places.findIndex((other) => label(other) === label(place)) === at);
}

function shape(latex) {
  return el("li", {}, el("div", { class: "shape" }, tinted(`\\displaystyle ${latex}`)));
}

// A list of which the first are shown, and the rest on demand.
function list(rows, first, kind = "rows") {
  const node = el("ul", { class: kind }, ...rows.slice(0, first));
  const rest = rows.length - first;
  if (rest <= 0) return node;
  const more = el("button", { class: "quiet small", text: `Show ${rest} more`, on: { click: () => {
    more.remove();
    node.append(...rows.slice(first));
  } } });
  return el("div", {}, node, more);
}

const heading = (text) => el("h3", { class: "part", text });
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
