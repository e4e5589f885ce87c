import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { addressOf } from "../scripts/page/address.js";
import { placesOf } from "../scripts/page/fold_places.js";
import { plain } from "../scripts/page/plain.js";

test("a search finds names without accents, capitals and doubled spaces, as the server does (words.Plain)", () => {
  const pairs = JSON.parse(readFileSync(new URL("../../words/testdata/plain.json", import.meta.url), "utf8"));
  assert.ok(pairs.length >= 10);
  for (const [text, want] of pairs) assert.equal(plain(text), want);
  assert.ok(plain("Trạm Nà Tấu").includes(plain("nà tau")));
});

test("an address holds what was chosen and nothing else", () => {
  assert.equal(addressOf("/reporting", [["stream", "station"], ["period", ""], ["specialty", "  "]]), "/reporting?stream=station");
  assert.equal(addressOf("/", [["period", "since-start"]]), "/");
});

test("two ends of weeks become one period, or stay as they are where they make none", () => {
  assert.equal(addressOf("/", [["period", "quarter"], ["from", "2026-W03"], ["to", "2026-W07"]]), "/?period=2026-W03..2026-W07");
  assert.equal(addressOf("/", [["from", "2026-W03"], ["to", "2026-W03"]]), "/?period=2026-W03");
  assert.equal(addressOf("/", [["from", "2026-W09"], ["to", "2026-W03"]]), "/?from=2026-W09&to=2026-W03");
});

test("a folded table shows its first column, the one that matters beside it, and one below", () => {
  assert.deepEqual(placesOf([undefined, undefined, undefined]), ["first", "key", "rest"]);
  assert.deepEqual(placesOf([undefined, "also", undefined, "key"]), ["first", "also", "rest", "key"]);
  assert.deepEqual(placesOf(["key", undefined]), ["first", "key"], "the first column stays the first");
});
