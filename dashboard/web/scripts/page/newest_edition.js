// Says when a newer edition than the page's has appeared, and offers it. The page itself stays as it is until the
// reader asks. Every open tab asks for itself while it is looked at, without the reader's session.
const every = 60_000; // ms

/**
 * What /newest.json says: the newest edition, and for a developer the state of the source.
 * @typedef {{ edition: number, source?: number }} Newest
 */

export function startLive() {
  if (document.body.dataset.source) followSource(Number(document.body.dataset.source));
  if (!newest()) return;
  const check = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/newest.json", { credentials: "omit", cache: "no-cache" });
      if (answer.ok) offer(/** @type {Newest} */ (await answer.json()).edition);
    } catch {
      // The server does not answer just now; the next look will tell.
    }
  };
  setInterval(check, every);
  document.addEventListener("visibilitychange", check);
}

/**
 * followSource loads the page anew once a template, a message, a style or a script is no longer as when it was made: a
 * developer's page.
 * @param {number} made
 */
function followSource(made) {
  setInterval(async () => {
    try {
      const answer = await fetch("/newest.json", { credentials: "omit", cache: "no-cache" });
      const { source } = /** @type {Newest} */ (await answer.json());
      if (source && source !== made) location.reload();
    } catch {
      // The server is being started anew.
    }
  }, 500);
}

function newest() { return Number(document.body.dataset.newest) || 0; }

/**
 * settle takes over what a page that came in knows: an offer that it fulfils goes.
 * @param {Document} page
 */
export function settle(page) {
  document.body.dataset.newest = page.body.dataset.newest || "";
  const place = document.getElementById("news");
  if (place && Number(place.dataset.offered) <= newest()) {
    place.replaceChildren();
    delete place.dataset.offered;
  }
}

/** @param {number} edition */
function offer(edition) {
  const place = document.getElementById("news");
  if (!place || !(edition > newest()) || place.dataset.offered === String(edition)) return;
  place.dataset.offered = String(edition);
  const address = new URL(location.href);
  address.searchParams.delete("edition");
  const link = document.createElement("a");
  link.href = address.href;
  link.textContent = place.dataset.open ?? "";
  place.replaceChildren(`${(place.dataset.words ?? "").replace("…", String(edition))} `, link);
}
