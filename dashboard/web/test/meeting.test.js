import assert from "node:assert/strict";
import test from "node:test";
import { linkOf } from "../scripts/page/meeting.js";

const press = (key, more = {}) => linkOf({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });

test("the arrows turn the slides, and Escape closes them", () => {
  assert.deepEqual(["ArrowRight", "PageDown", "ArrowLeft", "PageUp", "Escape"].map((key) => press(key)),
    ["a[rel=next]", "a[rel=next]", "a[rel=prev]", "a[rel=prev]", "a.close"]);
  assert.equal(press("a"), undefined);
  assert.equal(press("ArrowLeft", { altKey: true }), undefined, "the browser's own way back");
});
