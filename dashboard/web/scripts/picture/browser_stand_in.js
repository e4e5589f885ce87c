// Stands in for a browser where there is none: the colours, the font and the width of a text that options ask a page for.
import sheet from "../../styles/tokens.css";

export const family = "Be Vietnam Pro";

/**
 * The first rule of tokens.css holds the light colours, the second those that differ in the dark.
 * @param {string} rule
 */
function coloursOf(rule) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const [, name, value] of rule.matchAll(/(--[\w-]+):\s*([^;]+);/g)) found[name] = value;
  return found;
}
const [light, dark] = sheet.split("}").map(coloursOf);
let colours = light;

/** @param {boolean} isDark */
export function setScheme(isDark) {
  colours = isDark ? { ...light, ...dark } : light;
}

const style = { fontFamily: family, getPropertyValue: /** @param {string} name */ (name) => colours[name] || "" };

class Pen {
  constructor() { this.font = `12px ${family}`; }
  /** @param {string} text */
  measureText(text) { return { width: measureText(text, this.font) }; }
}

export const page = {
  document: { documentElement: { lang: "vi" }, body: {}, createElement: () => ({ getContext: () => new Pen() }) },
  getComputedStyle: () => style,
};
