// Turns the option that the server sent into one that ECharts takes: "fn:name" becomes a function or value of
// functions.js, "token:name" the colour of that custom property, {phone, wide} the one of both that the room asks for;
// where that is null, nothing.
import { functions } from "./functions.js";
import { phone } from "./layout/width.js";
/** @import { Context, Tokens } from "./types.js" */

const names = [
  "ink", "muted", "line", "page", "card", "accent", "on-time", "late", "missing", "fewer", "more", "neutral",
  "step1", "step2", "step3", "step4", "step5",
];

export function tokens() {
  const style = getComputedStyle(document.documentElement);
  /** @type {Tokens} */
  const found = {};
  for (const name of names) found[name] = style.getPropertyValue(`--${name}`).trim();
  return found;
}

/**
 * @param {unknown} value an option, or a part of one
 * @param {Context} context
 * @returns {unknown}
 */
export function resolve(value, context) {
  if (typeof value === "string") return resolveText(value, context);
  if (Array.isArray(value)) return value.map((v) => resolve(v, context));
  if (value && typeof value === "object") {
    const given = /** @type {Record<string, unknown>} */ (value);
    if ("phone" in given) return resolve((phone(context.width) ? given.phone : given.wide) ?? undefined, context);
    /** @type {Record<string, unknown>} */
    const copy = {};
    for (const key of Object.keys(given)) {
      const found = resolve(given[key], context);
      if (found !== undefined) copy[key] = found;
    }
    return copy;
  }
  return value;
}

/**
 * @param {string} text
 * @param {Context} context
 */
function resolveText(text, context) {
  if (text.startsWith("token:")) return context.tokens[text.slice(6)];
  if (text.startsWith("fn:")) {
    const make = /** @type {Record<string, (context: Context) => unknown>} */ (functions)[text.slice(3)];
    if (!make) throw new Error(`no function ${text}`);
    return make(context);
  }
  return text;
}
