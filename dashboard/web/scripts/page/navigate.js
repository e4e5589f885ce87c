// Filters without a full reload: the page of the new address is fetched, and its parts take the place of the present
// ones. The address, going back, focus and scroll position behave as with plain links, which remain where script fails.
import { addressOf } from "./address.js";
import { allOf, oneOf, targetOf } from "./elements.js";
import { settle } from "./newest_edition.js";

// What of a page depends on its address. The rest, the menu's state included, stays.
const parts = [".period", "main", ".foot", ".tools", "#nav > ul"];
const forms = ".period form, form.choose, form.find"; // whose choices make an address
const pause = 250; // ms that a choice may still change before it is applied

/**
 * @typedef {object} Arrivals
 * @property {(main: Element | null) => void} leave is told what is about to leave the page
 * @property {() => void} arrive is called once the parts of the next page stand in it
 */

/** @type {Arrivals} */
let page; // what startNavigation was given
/** @type {AbortController | null} */
let asked = null; // the request on its way
let shown = here(); // the address whose page stands here

function here() { return location.pathname + location.search; }

/** @param {Arrivals} arrivals */
export function startNavigation(arrivals) {
  page = arrivals;
  if (!document.querySelector("main")) return;
  history.scrollRestoration = "manual";
  restoreScroll();
  addEventListener("popstate", () => {
    if (here() === shown) return; // a step within the page
    go(location.href, { scroll: history.state?.y ?? 0 });
  });
  addEventListener("pagehide", keepScroll);
  document.addEventListener("click", (event) => {
    const link = targetOf(event)?.closest(".switch a, .scores thead a, .find a, .period a[data-reset], .spans a");
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || link.pathname !== location.pathname) return;
    event.preventDefault();
    turnTo(link.href);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement && form.matches(forms))) return;
    event.preventDefault();
    turnTo(chosen(form));
  });
  let timer = 0;
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLSelectElement && field.form?.matches(forms))) return;
    const { form } = field;
    const ends = field.name === "period" ? ["from", "to"] : field.name === "province" ? ["area"] : [];
    for (const end of ends.map((name) => form.elements.namedItem(name))) if (end instanceof HTMLSelectElement || end instanceof HTMLInputElement) end.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => turnTo(chosen(form)), pause);
  });
}

/**
 * chosen is the address of a form's choices.
 * @param {HTMLFormElement} form
 */
function chosen(form) {
  const fields = [...new FormData(form)].flatMap(([name, value]) => (typeof value === "string" ? [/** @type {const} */ ([name, value])] : []));
  return addressOf(form.getAttribute("action") ?? "", fields);
}

/** @param {string} address */
function turnTo(address) {
  const target = new URL(address, location.href);
  if (target.pathname + target.search === shown) return;
  keepScroll();
  go(target.href, { push: true });
}

function keepScroll() { history.replaceState({ ...history.state, y: scrollY }, ""); }

// A page that was left by a link stands where it was left.
function restoreScroll() {
  const y = history.state?.y;
  if (y && !location.hash) scrollTo({ top: y, behavior: "instant" });
}

/**
 * go puts the page of an address in the place of this one.
 * @param {string} address
 * @param {{ push?: boolean, scroll?: number | null }} manner push adds a step to the history; scroll: px from the top
 */
async function go(address, { push = false, scroll = null }) {
  asked?.abort();
  const mine = asked = new AbortController();
  document.querySelector("main")?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const landed = new URL(answer.url);
    if (!answer.ok || landed.pathname !== new URL(address).pathname) throw new Error(`status ${answer.status}`);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted) return;
    if (!next.querySelector("main")) throw new Error("not a page of this program");
    if (push) history.pushState({}, "", address);
    swap(next);
    shown = here();
    if (scroll !== null) scrollTo({ top: scroll, behavior: "instant" });
  } catch (error) {
    if (mine.signal.aborted) return;
    if (push) location.assign(address); // the plain page says what is wrong
    else location.reload();
  }
}

/** @param {Document} next */
function swap(next) {
  const focus = placeOf(document.activeElement);
  const open = Boolean(document.querySelector(".period details[open]"));
  keepFigures(next);
  page.leave(document.querySelector("main"));
  for (const part of parts) {
    const [old, fresh] = [document.querySelector(part), next.querySelector(part)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.title = next.title;
  settle(next);
  const details = document.querySelector(".period details");
  if (details instanceof HTMLDetailsElement) details.open = open;
  if (focus) oneOf(document, focus)?.focus({ preventScroll: true });
  page.arrive();
  announce();
}

/**
 * keepFigures moves charts that are the same on both pages, so that they need not be drawn again.
 * @param {Document} next
 */
function keepFigures(next) {
  /** @param {HTMLElement} figure */
  const source = (figure) => `${figure.dataset.src} ${figure.querySelector(".source")?.textContent}`;
  const known = new Map();
  for (const figure of allOf(document, 'main figure[data-drawn="ok"]')) known.set(source(figure), figure);
  for (const fresh of allOf(next, "main figure[data-src]")) {
    const old = known.get(source(fresh));
    if (old) fresh.replaceWith(old);
  }
}

/**
 * placeOf finds an element again on the next page: a field by its name, a link by its place in its list.
 * @param {Element | null} element
 */
function placeOf(element) {
  if (!element) return "";
  const name = element.getAttribute("name");
  if (name && element.closest(".period")) return `.period [name="${name}"]`;
  if (name && element.closest(".choose")) return `.choose [name="${name}"]`;
  if (element.matches(".period button")) return ".period button";
  if (element.matches(".period a[data-reset]")) return ".period a[data-reset]";
  const list = element.closest(".switch");
  if (list) return `.switch a:nth-of-type(${[...list.querySelectorAll("a")].findIndex((a) => a === element) + 1})`;
  return "";
}

function announce() {
  const place = document.getElementById("said");
  const words = document.querySelector(".period .said");
  if (place && place.dataset.applied) place.textContent = place.dataset.applied.replace("…", words?.textContent ?? document.title);
}
