// The page of an upload that is being read or loaded: it shows how far the work is, and turns into the result when that
// is there. Without this script the page asks for itself again now and then.

const every = 500; // milliseconds between two questions

// startProgress follows the work that the page is about.
export function startProgress() {
  const box = document.querySelector("[data-progress]");
  if (box) follow(box);
}

async function follow(box) {
  try {
    const answer = await fetch(box.dataset.progress);
    const state = answer.ok ? await answer.json() : { ready: true }; // the page itself says what is wrong
    if (state.ready) return location.reload();
    show(box, state);
  } catch {
    // The server does not answer now; it is asked again.
  }
  setTimeout(() => follow(box), every);
}

function show(box, state) {
  box.querySelector("[role=status]").textContent = state.text;
  const bar = box.querySelector("progress");
  bar.max = state.total;
  bar.value = state.done;
  const steps = [...box.querySelectorAll("[data-step]")];
  const now = steps.findIndex((step) => step.dataset.step === state.step);
  steps.forEach((step, i) => {
    step.className = i < now ? "done" : i === now ? "now" : "ahead";
    step.toggleAttribute("aria-current", i === now);
    if (i === now) step.setAttribute("aria-current", "step");
  });
}
