// Numbers and dates on axes and in tooltips, as the server writes them in tables (words.Words).

const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string} lang "vi" or "en" */
const localeOf = (lang) => (lang === "en" ? "en" : "vi");

/**
 * number writes up to three decimals, and a true minus.
 * @param {number} v
 * @param {string} lang
 */
export function number(v, lang) {
  return ratio(v, lang).replace("-", "−");
}

/**
 * ratio is a number that has no sign.
 * @param {number} v
 * @param {string} lang
 */
export function ratio(v, lang) {
  return v.toLocaleString(localeOf(lang));
}

/**
 * percent writes a share in whole per cent.
 * @param {number} v 0 to 1
 * @param {string} lang
 */
export function percent(v, lang) {
  return `${number(Math.round(v * 100), lang)}${lang === "en" ? "%" : "\u00a0%"}`;
}

/**
 * day writes the day of a moment without its year: 05/03, 5 Mar.
 * @param {number | string} v milliseconds, or a date as ISO 8601 writes it
 * @param {string} lang
 */
export function day(v, lang) {
  const d = new Date(v);
  if (lang === "en") return `${d.getUTCDate()} ${english[d.getUTCMonth()]}`;
  return `${String(d.getUTCDate()).padStart(2, "0")}/${String(d.getUTCMonth() + 1).padStart(2, "0")}`;
}
