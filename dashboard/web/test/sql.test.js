import assert from "node:assert/strict";
import { test } from "node:test";
import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { columnSource, namespace } from "../scripts/sql/complete.js";
import { nameIn } from "../scripts/sql/file_name.js";

const column = (name) => ({ name, type: "text", words: `cột ${name}` });
const tables = [
  { name: "stations", words: "Trạm", columns: ["station_code", "station_name"].map(column) },
  { name: "activity", words: "Hoạt động", columns: ["station_code", "visits"].map(column) },
];

// suggested gives the names that the editor offers where the statement has a bar.
function suggested(statement, explicit = true) {
  const at = statement.indexOf("|");
  const state = EditorState.create({ doc: statement.replace("|", "") });
  return columnSource(tables)(new CompletionContext(state, at, explicit));
}

test("columns are those of the tables that the statement names", () => {
  const found = suggested("SELECT | FROM activity");
  assert.deepEqual(found.options.map((o) => o.label), ["station_code", "visits"]);
  assert.equal(found.options[0].info, "cột station_code");
});

test("where no table is named, all columns are offered once, behind the words of the language", () => {
  const { options, from } = suggested("SELECT sta|");
  assert.deepEqual(options.map((o) => o.label), ["station_code", "station_name", "visits"]);
  assert.ok(options.every((o) => o.boost < 0));
  assert.equal(from, 7);
});

test("capitals and a table named twice make no difference", () => {
  assert.equal(suggested("SELECT | FROM STATIONS JOIN stations s").options.length, 2);
});

test("nothing is offered unasked, nor after a point, where the table's own columns are", () => {
  assert.equal(suggested("SELECT |", false), null);
  assert.equal(suggested("SELECT stations.|"), null);
  assert.equal(suggested("SELECT stations.st|", false), null);
});

test("tables are given with their columns in the form of the editor's language", () => {
  assert.deepEqual(Object.keys(namespace(tables)), ["stations", "activity"]);
  assert.equal(namespace(tables).activity.children[1].label, "visits");
});

test("a file is saved under the name that the server gives it", () => {
  assert.equal(nameIn('attachment; filename="ket-qua-2026-11-30.csv"'), "ket-qua-2026-11-30.csv");
  assert.equal(nameIn("inline"), "");
});
