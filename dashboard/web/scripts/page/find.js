// The search above a table, as it is typed: rows without the words are hidden, accents or not. Without script the form asks
// the server for the same.
export function startFinding() {
  document.addEventListener("input", (event) => {
    const field = event.target.closest?.("input[data-find]");
    const table = field && document.getElementById(field.dataset.find);
    if (table) find(field, table);
  });
}

// plain writes a text as it is typed in haste, as words.Plain does on the server.
export function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("đ", "d").trim().replace(/\s+/g, " ");
}

function find(field, table) {
  const asked = plain(field.value);
  let shown = 0;
  for (const part of table.tBodies) {
    let here = 0;
    for (const row of part.querySelectorAll("tr[data-find]")) {
      row.hidden = !row.dataset.find.includes(asked);
      if (!row.hidden) here++;
    }
    part.hidden = here === 0;
    shown += here;
  }
  const said = field.form.querySelector("[data-found]");
  if (said) said.textContent = said.dataset.found.replace("…", shown);
}
