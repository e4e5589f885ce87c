// Runs statements without leaving the page, with the time that they take and a button that stops them.
import { need, oneOf } from "../page/elements.js";
import { nameIn } from "./file_name.js";
import { lang, words } from "./words.js";
/** @import { Editor } from "./types.js" */

/**
 * What running works with: the form, its editor, its buttons and the places that say how it goes.
 * @typedef {object} Page
 * @property {HTMLFormElement} form
 * @property {Editor} editor
 * @property {HTMLButtonElement} run
 * @property {NodeListOf<HTMLButtonElement>} submits
 * @property {HTMLButtonElement} stop
 * @property {HTMLElement} elapsed
 * @property {HTMLElement} told
 * @property {string} id of the statement that runs; "" = none does
 */

/**
 * @param {HTMLFormElement} form
 * @param {Editor} editor
 */
export function startRunning(form, editor) {
  /** @type {Page} */
  const page = {
    form, editor,
    run: need(form, "button[type=submit]", HTMLButtonElement),
    submits: form.querySelectorAll("button[type=submit]"),
    stop: need(form, "[data-stop-button]", HTMLButtonElement),
    elapsed: need(form, "[data-elapsed]", HTMLElement),
    told: need(form, "[data-told]", HTMLElement),
    id: "",
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!page.id) ask(page, event.submitter instanceof HTMLButtonElement ? event.submitter.value : "");
  });
  page.stop.addEventListener("click", () => stop(page, page.id));
  addEventListener("pagehide", () => { if (page.id) navigator.sendBeacon(form.dataset.stop ?? "", naming(page, page.id)); });
}

const seconds = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/**
 * @param {Page} page
 * @param {string} as the form of the answer: "" is the page's own
 */
async function ask(page, as) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(page.form)) if (typeof value === "string") body.append(name, value);
  page.id = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  body.set("run", page.id);
  body.set("as", as);
  const start = performance.now();
  let place = 0;
  const tick = () => {
    const what = place > 0 ? words.waiting.replace("{place}", String(place)) : words.running;
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

/**
 * tell says how it went; what can be read elsewhere on the page is for those who hear it only.
 * @param {Page} page
 * @param {string} text
 */
function tell(page, text, heardOnly = false) {
  page.told.classList.toggle("unseen", heardOnly);
  page.told.textContent = text;
}

/**
 * @param {Page} page
 * @param {boolean} on
 */
function busy(page, on) {
  const hadFocus = page.stop === document.activeElement;
  for (const button of page.submits) button.disabled = on;
  page.stop.hidden = !on;
  if (hadFocus && !on) page.run.focus();
  need(document, "#result", HTMLElement).setAttribute("aria-busy", String(on));
}

/**
 * show takes the result out of the page that the server answered.
 * @param {Page} page
 * @param {string} text
 */
function show(page, text) {
  const answered = new DOMParser().parseFromString(text, "text/html");
  const fresh = answered.getElementById("result");
  if (!fresh) { // such as: the session has ended
    tell(page, answered.querySelector("main")?.textContent?.trim() || words.broken);
    return;
  }
  const result = need(document, "#result", HTMLElement);
  result.replaceChildren(...fresh.childNodes);
  const done = result.querySelector("[data-done]");
  if (done) tell(page, done.textContent ?? "", true); // stands above the rows, too
  const refused = oneOf(result, "[data-line]");
  if (refused) page.editor.pointAt(Number(refused.dataset.line), Number(refused.dataset.column));
}

/**
 * @param {Page} page
 * @param {Response} answer
 */
async function save(page, answer) {
  const name = nameIn(answer.headers.get("Content-Disposition") ?? "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  tell(page, words.saved.replace("{name}", name));
}

/**
 * A statement that was sent just now may not run yet: it is asked to stop until it does, or has ended.
 * @param {Page} page
 * @param {string} id
 */
async function stop(page, id) {
  while (id && page.id === id) {
    const answer = await fetch(page.form.dataset.stop ?? "", { method: "POST", body: naming(page, id) });
    if (!answer.ok || (await answer.json()).stopped) return;
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

/**
 * naming names a statement to the server, from a form of this page.
 * @param {Page} page
 * @param {string} id
 */
function naming(page, id) {
  return new URLSearchParams({ csrf: need(page.form, "[name=csrf]", HTMLInputElement).value, run: id });
}
