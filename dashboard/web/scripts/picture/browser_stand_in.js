// Stands in for a browser where there is none: the colours, the font and the width of a text that options ask a page for.
import sheet from "../../styles/tokens.css";

export const family = "Be Vietnam Pro";

// The first rule of tokens.css holds the light colours, the second those that differ in the dark.
function coloursOf(rule) {
  const found = {};
  for (const [, name, value] of rule.matchAll(/(--[\w-]+):\s*([^;]+);/g)) found[name] = value;
  return found;
}
const [light, dark] = sheet.split("}").map(coloursOf);
let colours = light;

export function setScheme(isDark) {
  colours = isDark ? { ...light, ...dark } : light;
}

const style = { fontFamily: family, getPropertyValue: (name) => colours[name] || "" };

class Pen {
  constructor() { this.font = `12px ${family}`; }
  measureText(text) { return { width: measureText(text, this.font) }; }
}

export const page = {
  document: { documentElement: { lang: "vi" }, body: {}, createElement: () => ({ getContext: () => new Pen() }) },
  getComputedStyle: () => style,
};

// The interpreter knows no languages: numbers and dates are written here as browsers write them for the two of ours.
const marks = { vi: [".", ","], en: [",", "."] };

function localeNumber(lang) {
  const [group, point] = marks[lang] || marks.en;
  const [whole, fraction] = String(Math.round(Math.abs(this) * 1000) / 1000).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (this < 0 ? "-" : "") + grouped + (fraction ? point + fraction : "");
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];

function localeDate() {
  return `${this.getUTCDate()} ${months[this.getUTCMonth()]}`;
}

export function teachLanguages() {
  Object.defineProperty(Number.prototype, "toLocaleString", { value: localeNumber });
  Object.defineProperty(Date.prototype, "toLocaleDateString", { value: localeDate });
}
