/**
 * placesOf says where each column of a folded table stands: the first, one beside it ("key": the one marked so, else the
 * second), one below it (marked "also"), and the rest in what is opened.
 * @param {(string | undefined)[]} marks of the columns, from the left
 * @returns {("first" | "key" | "also" | "rest")[]}
 */
export function placesOf(marks) {
  const key = Math.max(marks.indexOf("key"), 0) || 1;
  const also = marks.indexOf("also");
  return marks.map((_, i) => (i === 0 ? "first" : i === key ? "key" : i === also ? "also" : "rest"));
}
