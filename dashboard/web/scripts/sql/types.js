// The shapes that the scripts of the SQL page share, for the type checker; nothing here runs.

/**
 * A table or view that a statement may name, and its columns, with what they hold in the reader's language.
 * @typedef {{ name: string, words: string, columns: Column[] }} Table
 * @typedef {{ name: string, type: string, words: string }} Column
 */

/**
 * @typedef {object} Editor
 * @property {import("@codemirror/view").EditorView} view
 * @property {() => void} focus
 * @property {(text: string) => void} insert puts a text where the cursor is
 * @property {(list: Table[]) => void} learn takes what to suggest
 * @property {(line: number, column: number) => void} pointAt puts the cursor there; counted from 1, 0 = not known
 */

export {};
