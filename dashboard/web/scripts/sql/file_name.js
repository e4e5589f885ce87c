/**
 * nameIn is the name that the server gives a file it sends, by its Content-Disposition.
 * @param {string} disposition
 */
export function nameIn(disposition) {
  return /filename="([^"]+)"/.exec(disposition)?.[1] ?? "";
}
