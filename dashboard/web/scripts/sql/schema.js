// The list of tables and columns beside the editor: a click puts a name into the statement, a field finds names and
// words, and another edition brings its own list.
import { allOf, need, targetOf } from "../page/elements.js";
/** @import { Editor } from "./types.js" */

/**
 * @param {HTMLFormElement} form
 * @param {Editor} editor
 */
export function startSchema(form, editor) {
  const section = need(document, "#schema", HTMLElement);
  take(section, editor);
  section.addEventListener("click", (event) => {
    const button = targetOf(event)?.closest("button[data-insert]");
    if (button?.textContent) editor.insert(button.textContent);
  });
  section.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.matches("[data-filter]")) find(section, field.value);
  });
  const edition = form.elements.namedItem("edition");
  if (edition instanceof HTMLSelectElement) edition.addEventListener("change", () => change(form, edition.value, section, editor));
}

/**
 * take makes the names of the list buttons, and tells the editor what there is.
 * @param {HTMLElement} section
 * @param {Editor} editor
 */
function take(section, editor) {
  const filter = need(section, "[data-filter]", HTMLInputElement).closest("p");
  if (filter) filter.hidden = false;
  for (const name of section.querySelectorAll("code[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.insert = "";
    name.replaceWith(button);
    button.append(name);
  }
  /** @type {(item: HTMLElement, part: string) => string} */
  const text = (item, part) => item.querySelector(`:scope > ${part}`)?.textContent ?? "";
  editor.learn([...allOf(section, "[data-table]")].map((table) => ({
    name: table.dataset.table ?? "",
    words: text(table, "[data-words]"),
    columns: [...allOf(table, "[data-column]")].map((c) => ({ name: c.dataset.column ?? "", type: c.dataset.type ?? "", words: text(c, "[data-words]") })),
  })));
}

/**
 * @param {HTMLElement} section
 * @param {string} wanted
 */
function find(section, wanted) {
  const want = wanted.trim().toLocaleLowerCase();
  for (const table of allOf(section, "[data-table]")) table.hidden = !table.textContent?.toLocaleLowerCase().includes(want);
}

/**
 * change brings the list of another edition.
 * @param {HTMLFormElement} form
 * @param {string} edition
 * @param {HTMLElement} section
 * @param {Editor} editor
 */
async function change(form, edition, section, editor) {
  const address = new URL(form.action);
  address.searchParams.set("edition", edition);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  section.replaceChildren(...need(page, "#schema", HTMLElement).childNodes);
  take(section, editor);
  const here = new URL(location.href);
  here.searchParams.set("edition", edition);
  history.replaceState(null, "", here);
}
