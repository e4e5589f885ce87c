// What the editor suggests: tables after FROM, the columns of a table after its name or its alias (both CodeMirror's
// own), and without a prefix the columns of the tables that the statement names.
/** @import { Completion, CompletionSource } from "@codemirror/autocomplete" */
/** @import { Column, Table } from "./types.js" */

/**
 * namespace gives the tables in the form that CodeMirror's SQL takes.
 * @param {Table[]} list
 */
export function namespace(list) {
  /** @type {Record<string, { self: Completion, children: Completion[] }>} */
  const tables = {};
  for (const t of list) {
    tables[t.name] = {
      self: { label: t.name, type: "type", info: t.words },
      children: t.columns.map(suggestion),
    };
  }
  return tables;
}

/**
 * @param {Column} column
 * @returns {Completion}
 */
function suggestion(column) {
  return { label: column.name, type: "property", detail: column.type, info: column.words };
}

/**
 * columnSource suggests the columns of the tables that stand in the statement, or where none does, those of all.
 * @param {Table[]} list
 * @returns {CompletionSource}
 */
export function columnSource(list) {
  return (context) => {
    const word = context.matchBefore(/[\w$]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    if (context.state.sliceDoc(word.from - 1, word.from) === ".") return null; // of one table: CodeMirror knows them
    const used = new Set(context.state.doc.toString().toLowerCase().match(/[a-z_]\w*/g));
    const named = list.filter((t) => used.has(t.name));
    const columns = new Map();
    for (const t of named.length > 0 ? named : list) {
      for (const c of t.columns) if (!columns.has(c.name)) columns.set(c.name, { ...suggestion(c), boost: named.length > 0 ? 2 : -2 });
    }
    return { from: word.from, options: [...columns.values()], validFor: /^\w*$/ };
  };
}
