// The search above a table, as it is typed: rows without the words are hidden, accents or not. Without script the form asks
// the server for the same.
import { allOf, oneOf, targetOf } from "./elements.js";
import { plain } from "./plain.js";

export function startFinding() {
  document.addEventListener("input", (event) => {
    const field = targetOf(event)?.closest("input[data-find]");
    if (!(field instanceof HTMLInputElement)) return;
    const table = document.getElementById(field.dataset.find ?? "");
    if (table instanceof HTMLTableElement) find(field, table);
  });
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLTableElement} table
 */
function find(field, table) {
  const asked = plain(field.value);
  let shown = 0;
  for (const part of table.tBodies) {
    let here = 0;
    for (const row of allOf(part, "tr[data-find]")) {
      row.hidden = !row.dataset.find?.includes(asked);
      if (!row.hidden) here++;
    }
    part.hidden = here === 0;
    shown += here;
  }
  const said = field.form && oneOf(field.form, "[data-found]");
  if (said?.dataset.found) said.textContent = said.dataset.found.replace("…", String(shown));
}
