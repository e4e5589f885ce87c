// The page of an upload that is being read or loaded: it shows how far the work is, and turns into the result when that
// is there. Without this script the page asks for itself again now and then.

import { allOf, need } from "../page/elements.js";

/**
 * How far the work is, as the server tells it.
 * @typedef {{ ready: true } | { ready: false, text: string, step: string, done: number, total: number }} State
 */

const every = 500; // milliseconds between two questions

// startProgress follows the work that the page is about.
export function startProgress() {
  const box = document.querySelector("[data-progress]");
  if (box instanceof HTMLElement) follow(box, box.dataset.progress ?? "");
}

/**
 * @param {HTMLElement} box
 * @param {string} address that tells of the work
 */
async function follow(box, address) {
  try {
    const answer = await fetch(address);
    /** @type {State} */
    const state = answer.ok ? await answer.json() : { ready: true }; // the page itself says what is wrong
    if (state.ready) return location.reload();
    show(box, state);
  } catch {
    // The server does not answer now; it is asked again.
  }
  setTimeout(() => follow(box, address), every);
}

/**
 * @param {HTMLElement} box
 * @param {State & { ready: false }} state
 */
function show(box, state) {
  need(box, "[role=status]", HTMLElement).textContent = state.text;
  const bar = need(box, "progress", HTMLProgressElement);
  bar.max = state.total;
  bar.value = state.done;
  const steps = [...allOf(box, "[data-step]")];
  const now = steps.findIndex((step) => step.dataset.step === state.step);
  steps.forEach((step, i) => {
    step.className = i < now ? "done" : i === now ? "now" : "ahead";
    step.toggleAttribute("aria-current", i === now);
    if (i === now) step.setAttribute("aria-current", "step");
  });
}
