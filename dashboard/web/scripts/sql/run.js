// Runs statements without leaving the page, with the time that they take and a button that stops them.
import { lang, words } from "./words.js";

export function startRunning(form, editor) {
  const page = {
    form, editor,
    run: form.querySelector("button[type=submit]"),
    submits: form.querySelectorAll("button[type=submit]"),
    stop: form.querySelector("[data-stop-button]"),
    elapsed: form.querySelector("[data-elapsed]"),
    told: form.querySelector("[data-told]"),
    id: "", // of the statement that runs; "" = none does
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!page.id) ask(page, event.submitter ? event.submitter.value : "");
  });
  page.stop.addEventListener("click", () => stop(page, page.id));
  addEventListener("pagehide", () => { if (page.id) navigator.sendBeacon(form.dataset.stop, naming(page, page.id)); });
}

const seconds = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

async function ask(page, as) {
  const body = new URLSearchParams(new FormData(page.form));
  page.id = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  body.set("run", page.id);
  body.set("as", as);
  const start = performance.now();
  let place = 0;
  const tick = () => {
    const what = place > 0 ? words.waiting.replace("{place}", place) : words.running;
    page.elapsed.textContent = `${what}: ${seconds.format((performance.now() - start) / 1000)} s`;
  };
  const clock = setInterval(tick, 100);
  const look = setInterval(async () => {
    const answer = await fetch(`${page.form.dataset.place}?run=${page.id}`).catch(() => null);
    if (answer?.ok) ({ place } = await answer.json());
  }, 1000);
  tick();
  busy(page, true);
  tell(page, "");
  try {
    const answer = await fetch(page.form.action, { method: "POST", body });
    if (answer.headers.get("Content-Disposition")) await save(page, answer);
    else show(page, await answer.text());
  } catch {
    tell(page, words.broken);
  }
  clearInterval(clock);
  clearInterval(look);
  page.elapsed.textContent = "";
  page.id = "";
  busy(page, false);
}

// tell says how it went; what can be read elsewhere on the page is for those who hear it only.
function tell(page, text, heardOnly = false) {
  page.told.classList.toggle("unseen", heardOnly);
  page.told.textContent = text;
}

function busy(page, on) {
  const hadFocus = page.stop === document.activeElement;
  for (const button of page.submits) button.disabled = on;
  page.stop.hidden = !on;
  if (hadFocus && !on) page.run.focus();
  document.getElementById("result").setAttribute("aria-busy", String(on));
}

// show takes the result out of the page that the server answered.
function show(page, text) {
  const answered = new DOMParser().parseFromString(text, "text/html");
  const fresh = answered.getElementById("result");
  if (!fresh) { // such as: the session has ended
    tell(page, answered.querySelector("main")?.textContent.trim() || words.broken);
    return;
  }
  const result = document.getElementById("result");
  result.replaceChildren(...fresh.childNodes);
  const done = result.querySelector("[data-done]");
  if (done) tell(page, done.textContent, true); // stands above the rows, too
  const refused = result.querySelector("[data-line]");
  if (refused) page.editor.pointAt(Number(refused.dataset.line), Number(refused.dataset.column));
}

async function save(page, answer) {
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  tell(page, words.saved.replace("{name}", name));
}

// A statement that was sent just now may not run yet: it is asked to stop until it does, or has ended.
async function stop(page, id) {
  while (id && page.id === id) {
    const answer = await fetch(page.form.dataset.stop, { method: "POST", body: naming(page, id) });
    if (!answer.ok || (await answer.json()).stopped) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

function naming(page, id) {
  return new URLSearchParams({ csrf: page.form.elements.csrf.value, run: id });
}
