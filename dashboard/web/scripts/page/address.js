/**
 * addressOf is the address of a form's choices, without what is not chosen; two ends of weeks are written as one period.
 * @param {string} action
 * @param {(readonly [name: string, value: string])[]} fields
 */
export function addressOf(action, fields) {
  const asked = new URLSearchParams();
  for (const [name, value] of fields) if (value.trim()) asked.set(name, value.trim());
  if (asked.get("period") === "since-start") asked.delete("period");
  const [from, to] = [asked.get("from"), asked.get("to")];
  if (from !== null && to !== null && from <= to) {
    asked.set("period", from === to ? from : `${from}..${to}`);
    asked.delete("from");
    asked.delete("to");
  }
  const query = asked.toString();
  return action + (query ? `?${query}` : "");
}
