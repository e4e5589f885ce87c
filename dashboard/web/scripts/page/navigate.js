// Filters without a full reload: the page of the new address is fetched, and its parts take the place of the present
// ones. The address, going back, focus and scroll position behave as with plain links, which remain where script fails.
import { settle } from "./live.js";

// What of a page depends on its address. The rest, the menu's state included, stays.
const parts = [".period", "main", ".foot", ".tools", "#nav > ul"];
const forms = ".period form, form.choose, form.find"; // whose choices make an address
const pause = 250; // ms that a choice may still change before it is applied

let page = null; // what startNavigation was given
let asked = null; // the request on its way
let shown = here(); // the address whose page stands here

function here() { return location.pathname + location.search; }

// startNavigation calls leave with what is about to leave the page, and arrive once the parts of the next page stand in it.
export function startNavigation({ leave, arrive }) {
  page = { leave, arrive };
  if (!document.querySelector("main")) return;
  history.scrollRestoration = "manual";
  restoreScroll();
  addEventListener("popstate", () => {
    if (here() === shown) return; // a step within the page
    go(location.href, { scroll: history.state?.y ?? 0 });
  });
  addEventListener("pagehide", keepScroll);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".switch a, .scores thead a, .find a, .period a[data-reset], .spans a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0 || link.pathname !== location.pathname) return;
    event.preventDefault();
    turnTo(link.href);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(forms)) return;
    event.preventDefault();
    turnTo(addressOf(event.target));
  });
  let timer = 0;
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(forms);
    if (!form || event.target.tagName !== "SELECT") return;
    if (event.target.name === "period" && form.elements.from) form.elements.from.value = form.elements.to.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => turnTo(addressOf(form)), pause);
  });
}

// The address of a form's choices, without what is not chosen; two ends of weeks are written as one period.
function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) asked.set(name, value.trim());
  if (asked.get("period") === "since-start") asked.delete("period");
  if (asked.has("from") && asked.has("to") && asked.get("from") <= asked.get("to")) {
    asked.set("period", asked.get("from") === asked.get("to") ? asked.get("from") : `${asked.get("from")}..${asked.get("to")}`);
    asked.delete("from");
    asked.delete("to");
  }
  const query = asked.toString();
  return form.getAttribute("action") + (query ? `?${query}` : "");
}

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

async function go(address, { push = false, scroll = null }) {
  asked?.abort();
  const mine = asked = new AbortController();
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
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
    if (error.name === "AbortError") return;
    if (push) location.assign(address); // the plain page says what is wrong
    else location.reload();
  }
}

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
  if (details) details.open = open;
  if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
  page.arrive();
  announce();
}

// keepFigures moves charts that are the same on both pages, so that they need not be drawn again.
function keepFigures(next) {
  const source = (figure) => figure.dataset.src + figure.querySelector(".source")?.textContent;
  const known = new Map();
  for (const figure of document.querySelectorAll('main figure[data-drawn="ok"]')) known.set(source(figure), figure);
  for (const fresh of next.querySelectorAll("main figure[data-src]")) {
    const old = known.get(source(fresh));
    if (old) fresh.replaceWith(old);
  }
}

// placeOf finds an element again on the next page: a field by its name, a link by its place in its list.
function placeOf(element) {
  if (!element) return "";
  if (element.name && element.closest(".period")) return `.period [name="${element.name}"]`;
  if (element.name && element.closest(".choose")) return `.choose [name="${element.name}"]`;
  if (element.matches(".period button")) return ".period button";
  if (element.matches(".period a[data-reset]")) return ".period a[data-reset]";
  const list = element.closest(".switch");
  if (list) return `.switch a:nth-of-type(${[...list.querySelectorAll("a")].indexOf(element) + 1})`;
  return "";
}

function announce() {
  const place = document.getElementById("said");
  const words = document.querySelector(".period .said");
  if (place && place.dataset.applied) place.textContent = place.dataset.applied.replace("…", words ? words.textContent : document.title);
}
