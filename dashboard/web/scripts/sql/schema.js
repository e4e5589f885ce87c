// The list of tables and columns beside the editor: a click puts a name into the statement, a field finds names and
// words, and another edition brings its own list.

export function startSchema(form, editor) {
  const section = document.getElementById("schema");
  take(section, editor);
  section.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-insert]");
    if (button) editor.insert(button.textContent);
  });
  section.addEventListener("input", (event) => {
    if (event.target.matches("[data-filter]")) find(section, event.target.value);
  });
  const edition = form.elements.edition;
  if (edition) edition.addEventListener("change", () => change(form, section, editor));
}

// take makes the names of the list buttons, and tells the editor what there is.
function take(section, editor) {
  section.querySelector("[data-filter]").closest("p").hidden = false;
  for (const name of section.querySelectorAll("code[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.insert = "";
    name.replaceWith(button);
    button.append(name);
  }
  const text = (item, part) => item.querySelector(`:scope > ${part}`).textContent;
  editor.learn([...section.querySelectorAll("[data-table]")].map((table) => ({
    name: table.dataset.table,
    words: text(table, "[data-words]"),
    columns: [...table.querySelectorAll("[data-column]")].map((c) => ({ name: c.dataset.column, type: c.dataset.type, words: text(c, "[data-words]") })),
  })));
}

function find(section, wanted) {
  const want = wanted.trim().toLocaleLowerCase();
  for (const table of section.querySelectorAll("[data-table]")) table.hidden = !table.textContent.toLocaleLowerCase().includes(want);
}

async function change(form, section, editor) {
  const address = new URL(form.action);
  address.searchParams.set("edition", form.elements.edition.value);
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  section.replaceChildren(...page.getElementById("schema").childNodes);
  take(section, editor);
  const here = new URL(location);
  here.searchParams.set("edition", form.elements.edition.value);
  history.replaceState(null, "", here);
}
