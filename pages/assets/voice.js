// In which language and how deep a card is told: its own words, and the control that changes them.

import { el } from "./base.js";

const LANGUAGES = [
  ["en", "English"],
  ["zh", "简体中文"],
];
const DEPTHS = ["beginner", "expert"];

const WORDS = {
  en: {
    lang: "en-GB",
    equation: (number) => `Equation (${number})`,
    display: "Equation",
    inline: "Formula in the text",
    page: (page) => `page ${page}`,
    shortPage: (page) => `p. ${page}`,
    stage: (stage) => `stage ${stage}`,
    listen: "Listen",
    resembles: "Resembles",
    under: (name) => ` · a kind of ${name}`,
    gallery: "In the gallery",
    galleryHint: "This pattern with its relatives",
    says: "What it says",
    source: (kind, name) => `from the ${kind} “${name}”`,
    show: "show",
    symbols: "Symbols",
    columns: ["Symbol", "In this paper", "By convention"],
    undefined: "not defined",
    concepts: "What to know",
    stop: ".",
    semicolon: "; ",
    matters: "It matters: ",
    run: "Run the program",
    symbol: "Symbol",
    kinds: {},
    pages: ([first, last]) => (first === last ? `page ${first}` : `pages ${first}–${last}`),
    notHere: "Not defined in this paper.",
    saidOn: (page) => ` · this paper, p. ${page}`,
    otherwise: "On other pages this sign means something else.",
    unusual: "No usual meaning is known.",
    stands: (times) => (times ? `Where it stands · ${times} ${times === 1 ? "time" : "times"}` : "Where it stands"),
    more: (count) => `and in ${count} more`,
    byConvention: "by convention ",
    colon: ": ",
    changes: "This sign changes its meaning in the paper.",
    elsewhere: "The same sign stands elsewhere in the paper.",
    here: (pages) => `here, ${pages}: `,
    before: "Formula before",
    after: "Formula after",
    language: "Language",
    depth: "Depth",
    depths: { beginner: "Beginner", expert: "Expert" },
  },
  zh: {
    lang: "zh-CN",
    equation: (number) => `公式 (${number})`,
    display: "公式",
    inline: "文中的公式",
    page: (page) => `第 ${page} 页`,
    shortPage: (page) => `第 ${page} 页`,
    stage: (stage) => `阶段 ${stage}`,
    listen: "朗读",
    resembles: "类似于",
    under: (name) => ` · 属于${name}`,
    gallery: "在图库中查看",
    galleryHint: "这一模式及其相近的模式",
    says: "它说的是什么",
    source: (kind, name) => `来源：${name}`,
    show: "查看",
    symbols: "符号",
    columns: ["符号", "在本文中", "通常含义"],
    undefined: "未定义",
    concepts: "需要了解",
    stop: "。",
    semicolon: "；",
    matters: "重要之处：",
    run: "运行程序",
    symbol: "符号",
    kinds: {
      scalar: "标量", vector: "向量", matrix: "矩阵", tensor: "张量", set: "集合", function: "函数", distribution: "分布",
      operator: "算子", index: "指标", relation: "关系符", bracket: "括号", variable: "变量", constant: "常数",
    },
    pages: ([first, last]) => (first === last ? `第 ${first} 页` : `第 ${first}–${last} 页`),
    notHere: "本文中没有定义。",
    saidOn: (page) => ` · 本文第 ${page} 页`,
    otherwise: "这个符号在其他页上另有含义。",
    unusual: "没有已知的通常含义。",
    stands: (times) => (times ? `出现的位置 · ${times} 次` : "出现的位置"),
    more: (count) => `另有 ${count} 处`,
    byConvention: "通常指",
    colon: "：",
    changes: "这个符号在文中改变了含义。",
    elsewhere: "同样的符号在文中别处也出现。",
    here: (pages) => `此处（${pages}）：`,
    before: "上一个公式",
    after: "下一个公式",
    language: "语言",
    depth: "深度",
    depths: { beginner: "入门", expert: "专家" },
  },
};

export const wordsOf = (voice) => WORDS[voice?.language] ?? WORDS.en;

// Two pairs of buttons; the chosen one of each is pressed.
export function voiceControl(voice, hands, words) {
  const choice = (text, chosen, wish, lang) =>
    el("button", {
      text,
      attrs: { "aria-pressed": String(chosen), ...(lang ? { lang } : {}) },
      on: { click: () => chosen || hands.speak(wish) },
    });
  const group = (label, ...buttons) => el("span", { class: "choices", attrs: { role: "group", "aria-label": label } }, ...buttons);
  return el(
    "span",
    { class: "voice" },
    group(words.language, ...LANGUAGES.map(([id, name]) => choice(name, voice.language === id, { language: id }, WORDS[id].lang))),
    group(words.depth, ...DEPTHS.map((id) => choice(words.depths[id], voice.depth === id, { depth: id }))),
  );
}
