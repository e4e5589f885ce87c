// The map's switch. It works as plain links without this script.
import { draw } from "./figures.js";

// Choosing another indicator of the map loads that page in place of the present one, keeping the scroll position.
export function startMapSwitch() {
  const figure = document.querySelector('.map-and-list [data-figure^="map_"]');
  const entries = document.querySelectorAll(".map-and-list .switch a");
  for (const entry of entries) {
    entry.addEventListener("click", async (event) => {
      if (!figure || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      try {
        const answer = await fetch(entry.href);
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector('.map-and-list [data-figure^="map_"]');
        figure.replaceChildren(...fresh.childNodes);
        for (const name of ["data-figure", "data-src", "data-state", "data-height", "id"]) {
          figure.setAttribute(name, fresh.getAttribute(name) ?? "");
        }
        for (const other of entries) other.removeAttribute("aria-current");
        entry.setAttribute("aria-current", "true");
        history.replaceState(null, "", entry.href);
        draw(figure);
      } catch {
        location.assign(entry.href); // the plain link shows what is wrong
      }
    });
  }
}
