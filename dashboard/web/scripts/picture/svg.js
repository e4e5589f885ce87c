// SVG as text.

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escape(text) {
  return (text || "").replace(/[&<>"]/g, (c) => entities[c]);
}

// round rounds a length to hundredths of a pixel.
export function round(v) {
  return Math.round(v * 100) / 100;
}
