// The menu. Its groups are details elements and open without this script; it closes what was left open, and on narrow
// screens puts the whole menu behind one button.
import { oneOf } from "./elements.js";

const wide = matchMedia("(min-width: 901px)");

export function startMenu() {
  const button = oneOf(document, ".menu-button");
  const nav = document.getElementById("nav");
  if (!button || !nav) return;
  const groups = [...nav.querySelectorAll("details")];
  /** @param {boolean} open */
  const set = (open) => {
    nav.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    for (const group of groups) group.open = open; // on a narrow screen the groups are headings of one list
  };
  button.hidden = false;
  document.body.classList.add("has-menu");
  button.addEventListener("click", () => set(!nav.classList.contains("open")));
  for (const group of groups) {
    group.addEventListener("toggle", () => {
      if (!group.open || !wide.matches) return;
      for (const other of groups) if (other !== group) other.open = false;
    });
  }
  wide.addEventListener("change", () => set(false));
  document.addEventListener("click", (event) => {
    if (!wide.matches) return;
    for (const group of groups) if (!(event.target instanceof Node && group.contains(event.target))) group.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const group = wide.matches && groups.find((g) => g.open);
    if (group) {
      group.open = false;
      group.querySelector("summary")?.focus();
    } else if (!wide.matches && nav.classList.contains("open")) {
      set(false);
      button.focus();
    }
  });
  nav.addEventListener("focusout", (event) => {
    if (wide.matches && event.relatedTarget instanceof Node && !nav.contains(event.relatedTarget)) for (const g of groups) g.open = false;
  });
}
