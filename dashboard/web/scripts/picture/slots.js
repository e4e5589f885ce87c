// Places in the library's drawing that are kept for marks that are written as SVG text: a square far outside the picture
// stands in the right order, under the right clip path, until the marks take its place.
/** @typedef {(attributes: string) => string} Write what to put in a place; attributes are those that the library wrote for its style */

/** @type {Write[]} */
let held = [];

const far = -9000; // px
const square = new RegExp(`<path d="M${far} (\\d+)l1 0l0 1l-1 0Z"([^>]*)></path>`, "g");

// clearSlots forgets the places of an earlier drawing.
export function clearSlots() {
  held = [];
}

/**
 * slot gives the shape of a rectangle that keeps a place.
 * @param {Write} write
 */
export function slot(write) {
  held.push(write);
  return { x: far, y: held.length - 1, width: 1, height: 1 };
}

/**
 * fillSlots writes the marks into their places.
 * @param {string} svg
 */
export function fillSlots(svg) {
  return held.length ? svg.replace(square, (_, i, attributes) => held[Number(i)](attributes)) : svg;
}
