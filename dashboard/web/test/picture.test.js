import assert from "node:assert/strict";
import { test } from "node:test";
import "./canvas.js";
import { boxOf } from "../scripts/picture/bars.js";
import { block, frame } from "../scripts/picture/frame.js";
import { path } from "../scripts/picture/shapes.js";
import { clearSlots, fillSlots, slot } from "../scripts/picture/slots.js";
import { escape } from "../scripts/picture/svg.js";

test("words of data are no markup", () => {
  assert.equal(escape('<b> & "x"'), "&lt;b&gt; &amp; &quot;x&quot;");
  assert.equal(escape(undefined), "");
});

test("a text breaks into lines that fit and loses no word", () => {
  const text = "Trong 45 trạm có 18 trạm không có bác sĩ ngày nào trong bốn tuần tới";
  const lines = block(text, "note", 150).map((l) => l.text);
  assert.ok(lines.length > 2);
  assert.equal(lines.join(" "), text);
  for (const line of lines) assert.ok(line.length * 6 <= 150, line);
  assert.deepEqual(block("", "note", 150), []);
});

test("a picture names its figure and where it comes from", () => {
  const words = { mark: "", title: "Tên <hình>", subtitle: "", notes: [], source: ["Nguồn"], alt: "Mô tả", citation: "ấn bản 1" };
  const tokens = { ink: "#1", muted: "#2", missing: "#3", card: "#4" };
  const svg = frame('<svg width="100"><g id="c"/></svg>', { width: 100, height: 50, words, tokens, font: "x", lang: "vi" });
  assert.ok(svg.includes("<title>Tên &lt;hình&gt;</title><desc>Mô tả</desc><metadata>ấn bản 1</metadata>"));
  assert.ok(svg.includes('<g id="c"/>') && svg.includes(">Nguồn</text>"));
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  assert.deepEqual([Number(width), Number(height)], [140, 20 + 24 + 8 + 50 + 12 + 18 + 20]);
});

test("shapes are written from where they start", () => {
  const style = { fill: "#abc" };
  assert.equal(path({ type: "rect", shape: { x: 1, y: 2.005, width: 3, height: 4 }, style }), '<path d="M1 2.01h3v4h-3Z" fill="#abc"></path>');
  assert.equal(path({ type: "line", shape: { x1: 0, y1: 0, x2: 5, y2: 5 }, style: { stroke: "#000", lineWidth: 2, lineDash: [3, 2] } }), '<path d="M0 0l5 5" fill="none" stroke="#000" stroke-width="2" stroke-dasharray="3,2"></path>');
  assert.equal(path({ type: "rect", shape: { x: 0, y: 0, width: 1, height: 1, r: 2 }, style }), null, "round corners are the library's");
});

test("what is rounded off along a line does not add up", () => {
  const points = Array.from({ length: 1001 }, (_, i) => [i * 0.333, 0]);
  const d = /d="M0 0([^"]*)"/.exec(path({ type: "polyline", shape: { points }, style: {} }))[1];
  const end = d.split("l").slice(1).reduce((sum, step) => sum + Number(step.split(" ")[0]), 0);
  assert.ok(Math.abs(end - 333) < 0.006, String(end));
});

test("marks take the places that were kept for them, with the library's attributes", () => {
  clearSlots();
  const { x, y } = slot((attributes) => `<circle${attributes}/>`);
  assert.equal(fillSlots(`<svg><path d="M${x} ${y}l1 0l0 1l-1 0Z" fill="#123"></path></svg>`), '<svg><circle fill="#123"/></svg>');
  clearSlots();
  assert.equal(fillSlots("<svg></svg>"), "<svg></svg>");
});

test("a bar lies within its border and its plot, whichever way it grows", () => {
  const area = { x: 0, y: 0, width: 100, height: 100 };
  assert.deepEqual(boxOf({ x: 10, y: 10, width: 20, height: 30 }, { stroke: "#000", lineWidth: 2 }, area), { x: 11, y: 11, width: 18, height: 28 });
  assert.deepEqual(boxOf({ x: 50, y: 80, width: 10, height: -200 }, {}, area), { x: 50, y: 0, width: 10, height: 80 });
  assert.equal(boxOf({ x: 150, y: 10, width: 20, height: 30 }, {}, area), null);
  assert.equal(boxOf({ x: NaN, y: 10, width: 20, height: 30 }, {}, area), null);
});
