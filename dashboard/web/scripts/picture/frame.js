// The words of a picture that stands alone: what it shows above the chart, where it comes from below.
import { escape } from "./svg.js";
/** @import { Context } from "../figures/types.js" */

const usualMargin = 20; // px
/** @typedef {{ size: number, weight: number, height: number, colour: string }} Manner px; colour: a token */

/** @satisfies {Record<string, Manner>} */
const styles = {
  mark: { size: 13, weight: 600, height: 22, colour: "missing" },
  title: { size: 18, weight: 600, height: 24, colour: "ink" },
  subtitle: { size: 13, weight: 400, height: 20, colour: "muted" },
  note: { size: 12, weight: 400, height: 18, colour: "muted" },
};

/**
 * What is said about a picture.
 * @typedef {{ mark: string, title: string, subtitle: string, alt: string, notes: string[], source: string[], citation: string }} PictureWords
 */

/**
 * frame puts a chart (an SVG document of width × height) between its words and returns one document.
 * @param {string} chart
 * @param {Pick<Context, "width" | "height" | "tokens" | "font" | "lang" | "bare"> & { words: PictureWords }} context
 */
export function frame(chart, { width, height, words, tokens, font, lang, bare }) {
  const margin = bare ? 0 : usualMargin;
  const room = width; // the words are as wide as the chart
  const above = [...block(words.mark, "mark", room), ...block(words.title, "title", room), ...block(words.subtitle, "subtitle", room)];
  const below = [...words.notes, ...words.source].flatMap((text) => block(text, "note", room));
  let y = margin;
  /** @type {string[]} */
  const out = [];
  /** @param {{ text: string, style: Manner }[]} lines */
  const set = (lines) => {
    for (const { text, style } of lines) {
      out.push(`<text x="${margin}" y="${y + style.height / 2}" dominant-baseline="central" style="font-size:${style.size}px;font-family:${font};font-weight:${style.weight};" fill="${tokens[style.colour]}">${escape(text)}</text>`);
      y += style.height;
    }
  };
  set(above);
  if (above.length) y += 8;
  out.push(`<g transform="translate(${margin} ${y})">${inside(chart)}</g>`);
  y += height + (below.length ? 12 : 0);
  set(below);
  const total = [width + 2 * margin, y + margin];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${total[0]}" height="${total[1]}" viewBox="0 0 ${total[0]} ${total[1]}" role="img" xml:lang="${lang}">` +
    `<title>${escape(words.title)}</title><desc>${escape(words.alt)}</desc><metadata>${escape(words.citation)}</metadata>` +
    `<rect width="${total[0]}" height="${total[1]}" fill="${tokens.card}"></rect>${out.join("")}</svg>`;
}

/**
 * inside is what an SVG document holds.
 * @param {string} svg
 */
function inside(svg) {
  return svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"));
}

/**
 * block breaks a text into lines that fit.
 * @param {string | undefined} text
 * @param {keyof typeof styles} name
 * @param {number} room px
 */
export function block(text, name, room) {
  const style = styles[name];
  /** @param {string} line */
  const fits = (line) => measureText(line, `${style.weight} ${style.size}px`) <= room;
  const lines = [];
  let line = "";
  for (const word of (text || "").split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (line && !fits(longer)) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line) lines.push(line);
  return lines.map((text) => ({ text, style }));
}
