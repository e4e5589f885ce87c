// The upload form: files can be dropped on it, and it shows how far they are. Without this script it is a plain form.
import { need } from "../page/elements.js";

// startUpload brings the page's upload form to life.
export function startUpload() {
  const form = document.querySelector("form[data-upload]");
  if (!(form instanceof HTMLFormElement)) return;
  const files = need(form, 'input[type="file"]', HTMLInputElement);
  const zone = need(form, ".drop", HTMLElement);
  zone.classList.add("ready");
  for (const name of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", name === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    files.files = event.dataTransfer.files;
    send(form, files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, files);
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} files
 */
function send(form, files) {
  const size = [...files.files ?? []].reduce((sum, file) => sum + file.size, 0);
  if (!size) return tell(form, form.dataset.none);
  if (size > Number(form.dataset.limit)) return tell(form, form.dataset.large);
  const bar = need(form, "progress", HTMLProgressElement);
  const button = need(form, "button", HTMLButtonElement);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.max = event.total;
    bar.value = event.loaded;
    if (event.loaded === event.total) tell(form, form.dataset.reading);
  });
  /** @param {string | undefined} words */
  const end = (words) => {
    button.disabled = false;
    bar.hidden = true;
    tell(form, words);
  };
  request.addEventListener("error", () => end(form.dataset.broken));
  request.addEventListener("load", () => {
    if (request.status < 400) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    end(page.querySelector("main")?.textContent?.trim() || form.dataset.broken);
  });
  const body = new FormData(form); // before the form is locked, or its fields would be missing
  button.disabled = true;
  bar.hidden = false;
  tell(form, form.dataset.sending);
  request.send(body);
}

/**
 * @param {HTMLFormElement} form
 * @param {string} [words]
 */
function tell(form, words = "") {
  const place = need(form, "[role=status]", HTMLElement);
  place.hidden = false;
  place.textContent = words;
}
