// SVG as text.

/** @type {Record<string, string>} */
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string | undefined} text */
export function escape(text) {
  return (text || "").replace(/[&<>"]/g, (c) => entities[c]);
}

/**
 * round keeps hundredths of a pixel.
 * @param {number} v px
 */
export function round(v) {
  return Math.round(v * 100) / 100;
}
