import assert from "node:assert/strict";
import { test } from "node:test";
import "./canvas.js";
import { cell, fill, sign } from "../scripts/figures/series/cell.js";
import { barOf, lookOf } from "../scripts/figures/series/gantt.js";
import { interval } from "../scripts/figures/series/interval.js";
import { matrix } from "../scripts/figures/series/matrix_cell.js";
import { number } from "../scripts/figures/series/number_cell.js";
import { reference } from "../scripts/figures/series/reference.js";
import { band } from "../scripts/figures/series/survival.js";

// Each token is its own name, so that a mark says whose colour it has.
const tokens = new Proxy({}, { get: (_, name) => String(name) });
const plot = { x: 100, y: 50, width: 400, height: 300 };
const api = (...values) => ({ value: (i) => values[i], coord: ([x, y]) => [plot.x + 10 * x, plot.y + 20 * y], size: () => [10, 20] });
const params = { dataIndex: 1, coordSys: plot };
const context = (more) => ({ tokens, meta: {}, font: "x", narrow: false, width: 1000, ...more });

test("an interval reaches from its lower to its upper end, its estimate between", () => {
  const marks = interval(context())(params, api(1.5, 3, 1, 2.5, "fewer")).children;
  const line = marks.find((m) => m.type === "line");
  assert.deepEqual(line.shape, { x1: 110, y1: 110, x2: 125, y2: 110 });
  assert.equal(line.style.stroke, "fewer");
  const square = marks.filter((m) => m.type === "rect").pop();
  assert.equal(square.shape.x + square.shape.width / 2, 115);
});

test("an interval that is not clear is not filled", () => {
  const square = interval(context())(params, api(1.5, 3, 1, 2.5, "unclear")).children.filter((m) => m.type === "rect").pop();
  assert.deepEqual([square.style.fill, square.style.stroke], ["card", "neutral"]);
});

test("a withheld estimate says why; on a phone without what explains it", () => {
  const says = (width) => interval(context({ width }))(params, api(0, 3, 0, 0, "withheld", "Ít số liệu: dưới 8 tuần")).children[0].style.text;
  assert.equal(says(1000), "Ít số liệu: dưới 8 tuần");
  assert.equal(says(390), "Ít số liệu");
});

test("what the sides of a forest plot mean stands once", () => {
  const words = (dataIndex) => interval(context({ meta: { left: "ít hơn", right: "nhiều hơn" } }))({ ...params, dataIndex }, api(1, 0, 0, 2, "more")).children.filter((m) => m.type === "text").map((m) => m.style.text);
  assert.deepEqual(words(0), ["ít hơn", "nhiều hơn"]);
  assert.deepEqual(words(1), []);
});

test("every state of a week has a second sign beside its colour, but for what is on time", () => {
  const shape = { x: 0, y: 0, width: 20, height: 20 };
  for (const state of ["late", "missing", "not_yet_due", "absent", "zero"]) assert.ok(sign(state, shape, tokens).length > 0, state);
  assert.deepEqual(sign("on_time", shape, tokens), []);
  assert.equal(fill("step4", tokens).fill, "step4");
  assert.equal(fill("missing", tokens).fill, "card");
});

test("a cell with remarks has a corner, today and the start of the rotation a line", () => {
  const types = (meta) => cell({ tokens, meta })(params, api(2, 5, "on_time")).children.map((m) => m.type);
  assert.deepEqual(types({}), ["rect"]);
  assert.deepEqual(types({ remarks: { "5|2": ["đã gọi"] } }), ["rect", "polygon"]);
  assert.deepEqual(types({ today: 2, start: 2 }), ["rect", "line", "line"]);
});

test("numbers on dark steps are light", () => {
  const colour = (make, step) => make({ tokens, meta: {}, font: "x" })(params, api(0, 0, step, "12", "12")).children.pop().style.fill;
  for (const make of [number, matrix]) assert.deepEqual(["step1", "step3", "step4", "step5"].map((s) => colour(make, s)), ["ink", "ink", "card", "card"]);
});

test("a posting is cut to its plot and never vanishes", () => {
  const bar = barOf(params, api(-20, 1, 3, "doctor early"), 0.5);
  assert.deepEqual(bar, { role: "doctor", how: "early", left: 100, y: 70, width: 29.5 });
  assert.equal(barOf(params, api(5, 1, 5, "gap"), 0.5).width, 1);
});

test("what is not there is outlined: planned and cancelled postings", () => {
  assert.equal(lookOf("doctor", "", tokens).fill, "accent");
  assert.deepEqual(lookOf("doctor", "planned", tokens).lineDash, [3, 2]);
  assert.equal(lookOf("cancelled", "", tokens).stroke, "muted");
  assert.equal(lookOf("gap", "", tokens).fill, "missing");
});

test("a station without a value has lines for the others and no dot", () => {
  const types = (own) => reference(context())(params, api(own, 2, 4, 6, "4", "4")).children.map((m) => m.type);
  assert.deepEqual(types(5), ["line", "line", "line", "circle", "text"]);
  assert.deepEqual(types(NaN), ["line", "line", "line", "text"]);
});

test("a band has no negative side", () => {
  const { shape } = band({ tokens })(params, api(4, 4, 3, 1));
  assert.deepEqual(shape, { x: 140, y: 70, width: 0, height: 40 });
});
