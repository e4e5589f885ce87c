/**
 * plain writes a text as it is typed in haste, without accents and capitals, as words.Plain does on the server.
 * @param {string} text
 */
export function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replaceAll("đ", "d").trim().replace(/\s+/g, " ");
}
