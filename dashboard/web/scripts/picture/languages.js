// The program's interpreter knows no languages: numbers and dates are written here as browsers write them for the two of ours.

/** @type {Record<string, [group: string, point: string]>} */
const marks = { vi: [".", ","], en: [",", "."] };

/**
 * localeNumber writes up to three decimals and groups of three digits, as Number.toLocaleString does.
 * @param {number} v
 * @param {string} lang
 */
export function localeNumber(v, lang) {
  const [group, point] = marks[lang] || marks.en;
  const [whole, fraction] = String(Math.round(Math.abs(v) * 1000) / 1000).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return (v < 0 ? "-" : "") + grouped + (fraction ? point + fraction : "");
}

// teachLanguages gives the interpreter's numbers what an option asks of them.
export function teachLanguages() {
  Object.defineProperty(Number.prototype, "toLocaleString", { value: /** @this {number} @param {string} lang */ function (lang) { return localeNumber(this, lang); } });
}
