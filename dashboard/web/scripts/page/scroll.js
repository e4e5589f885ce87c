// What scrolls can be scrolled by keyboard: an area whose content is larger than itself can be stepped to and says what
// it is. (Some browsers do so by themselves, not all.)
import { allOf } from "./elements.js";

const areas = ".chart, .scroll";
const known = new WeakSet();
const sizes = new ResizeObserver((entries) => entries.forEach((entry) => mark(/** @type {HTMLElement} */ (entry.target))));

export function markScrolling() {
  for (const area of allOf(document, areas)) {
    if (!known.has(area)) sizes.observe(area);
    known.add(area);
    mark(area);
  }
}

/**
 * mark makes an area a step of the keyboard, or no longer one.
 * @param {HTMLElement} area
 */
export function mark(area) {
  const { overflowX, overflowY } = getComputedStyle(area);
  const scrolls = overflowX === "auto" && area.scrollWidth > area.clientWidth || overflowY === "auto" && area.scrollHeight > area.clientHeight;
  if (!scrolls) {
    area.removeAttribute("tabindex");
    return;
  }
  area.tabIndex = 0;
  if (area.hasAttribute("aria-label")) return;
  const heading = area.closest("figure, section, main")?.querySelector("h1, h2, h3");
  if (heading) area.setAttribute("aria-label", heading.textContent ?? "");
  area.setAttribute("role", "group");
}
