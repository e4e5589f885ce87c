// Turns the option that the server sent into one that ECharts takes: "fn:name" becomes a function or value of
// functions.js, "token:name" the colour of that custom property, {phone, wide} the one of both that the room asks for;
// where that is null, nothing.
import { functions } from "./functions.js";
import { phone } from "./layout/width.js";

const names = [
  "ink", "muted", "line", "page", "card", "accent", "on-time", "late", "missing", "fewer", "more", "neutral",
  "step1", "step2", "step3", "step4", "step5",
];

export function tokens() {
  const style = getComputedStyle(document.documentElement);
  const found = {};
  for (const name of names) found[name] = style.getPropertyValue(`--${name}`).trim();
  return found;
}

export function resolve(value, context) {
  if (typeof value === "string") return resolveText(value, context);
  if (Array.isArray(value)) return value.map((v) => resolve(v, context));
  if (value && typeof value === "object") {
    if ("phone" in value) return resolve((phone(context.width) ? value.phone : value.wide) ?? undefined, context);
    const copy = {};
    for (const key of Object.keys(value)) {
      const found = resolve(value[key], context);
      if (found !== undefined) copy[key] = found;
    }
    return copy;
  }
  return value;
}

function resolveText(text, context) {
  if (text.startsWith("token:")) return context.tokens[text.slice(6)];
  if (text.startsWith("fn:")) {
    const make = functions[text.slice(3)];
    if (!make) throw new Error(`no function ${text}`);
    return make(context);
  }
  return text;
}
