// Places in the library's drawing that are kept for marks written straight as SVG: a square far outside the picture
// stands in the right order, under the right clip path, until the marks take its place.
let held = [];

const far = -9000; // px
const square = new RegExp(`<path d="M${far} (\\d+)l1 0l0 1l-1 0Z"([^>]*)></path>`, "g");

// clearSlots forgets the places of an earlier drawing.
export function clearSlots() {
  held = [];
}

// slot gives the shape of a rectangle that keeps a place. write(attributes) gives what to put there; attributes are
// those that the library wrote for the rectangle's style.
export function slot(write) {
  held.push(write);
  return { x: far, y: held.length - 1, width: 1, height: 1 };
}

// fillSlots writes the marks into their places.
export function fillSlots(svg) {
  return held.length ? svg.replace(square, (_, i, attributes) => held[i](attributes)) : svg;
}
