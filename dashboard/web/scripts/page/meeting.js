// The keys of the slides: → and ← are the links on and back, Escape the one that closes. Without this script the links do.

/** @type {Record<string, string>} */
const keys = { ArrowRight: "a[rel=next]", PageDown: "a[rel=next]", ArrowLeft: "a[rel=prev]", PageUp: "a[rel=prev]", Escape: "a.close" };

/** @param {{ key: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean }} pressed */
export function linkOf(pressed) {
  return pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey ? undefined : keys[pressed.key];
}

export function startMeeting() {
  document.addEventListener("keydown", (event) => {
    const steps = document.querySelector(".meeting .steps-of");
    const link = steps && linkOf(event);
    if (!link) return;
    event.preventDefault();
    const to = steps.querySelector(link);
    if (to instanceof HTMLAnchorElement) to.click();
  });
}
