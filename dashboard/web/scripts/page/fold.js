// On a phone a table shows two columns; a button before a row's first cell, or a tap on the row, brings the others below.
// The columns stay in the table: wider screens and paper show all of it, and where script fails it scrolls sideways.
import { targetOf } from "./elements.js";
import { placesOf } from "./fold_places.js";
import { messages } from "./words.js";

const phone = matchMedia("screen and (max-width: 640px)"); // fold.css has it, too
const tables = ".scroll:not(.grid) > table:not(.folds, .scores)"; // what a statement finds is a grid; a scorecard has its own form
const acting = "a, button, input, select, textarea, label, summary, form";

export function foldTables() {
  if (phone.matches) document.querySelectorAll(/** @type {"table"} */ (tables)).forEach(fold);
}

export function watchFolding() {
  phone.addEventListener("change", foldTables);
  document.addEventListener("click", (event) => {
    const target = targetOf(event);
    const button = target?.closest(".fold");
    const row = target?.closest(".folds tbody tr");
    if (!target || !row || !phone.matches || !button && (target.closest(acting) || getSelection()?.isCollapsed === false)) return;
    turn(row);
  });
}

/** @param {HTMLTableElement} table */
function fold(table) {
  const heads = [...(table.tHead?.rows[0]?.cells || [])];
  if (heads.length < 3) return;
  const places = placesOf(heads.map((h) => h.dataset.fold));
  const names = heads.map((h) => h.textContent);
  // What is laid out as anything but a table may no longer be read as one.
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part?.setAttribute("role", "rowgroup");
  for (const row of table.rows) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell, i) => {
      cell.setAttribute("role", cell.tagName === "TH" ? "columnheader" : "cell");
      cell.classList.add(places[i]);
      if (places[i] === "rest" && cell.tagName === "TD") cell.dataset.name = names[i] ?? "";
    });
    if (row.parentElement !== table.tHead) row.cells[0].prepend(opener(row.cells[0].textContent?.trim()));
  }
  table.classList.add("folds");
}

/** @param {string} [name] of the row */
function opener(name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fold";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", name ? `${messages().others}: ${name}` : messages().others);
  return button;
}

/** @param {Element} row */
function turn(row) {
  const open = row.classList.toggle("open");
  row.querySelector(".fold")?.setAttribute("aria-expanded", String(open));
}
