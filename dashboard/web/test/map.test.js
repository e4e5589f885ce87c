import assert from "node:assert/strict";
import { test } from "node:test";
import { widthOf } from "./canvas.js";
import { overlap } from "../scripts/figures/layout/boxes.js";
import { placeNames } from "../scripts/figures/series/map_names.js";
import { project } from "../scripts/figures/series/map_plane.js";
import { lookOf, scaleOf } from "../scripts/figures/series/map_marks.js";
import { hatch, unfold } from "../scripts/figures/series/outline.js";

// random gives the same numbers from the same seed.
function random(seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return seed / 2 ** 32;
  };
}

// scatter lays points out that are at least so many px apart, as stations are.
function scatter(count, { width, height }, apart, next) {
  const points = [];
  while (points.length < count) {
    const p = { name: `Trạm ${"Nà Tấu Mường".slice(0, 3 + Math.floor(next() * 9))}`, x: 60 + next() * (width - 120), y: 60 + next() * (height - 90) };
    if (points.every((q) => Math.hypot(p.x - q.x, p.y - q.y) > apart)) points.push(p);
  }
  return points;
}

const sizes = { wide: { drawing: { width: 1000, height: 700 }, count: 45, apart: 40 }, phone: { drawing: { width: 390, height: 720 }, count: 20, apart: 40 } };
for (const [manner, { drawing, count, apart }] of Object.entries(sizes)) {
  test(`names of a map lie neither on each other nor on points, and within it (${manner})`, () => {
    const { size, height, radius } = scaleOf(drawing.width);
    for (let seed = 1; seed <= 20; seed++) {
      const points = scatter(count, drawing, apart, random(seed));
      const named = placeNames(points, drawing);
      const boxes = named.map((p) => ({ x: p.tx, y: p.ty - height / 2, w: widthOf(p.name, size), h: height }));
      const marks = points.map((p) => ({ x: p.x - radius, y: p.y - radius, w: 2 * radius, h: 2 * radius }));
      boxes.forEach((a, i) => {
        assert.ok(a.x >= 0 && a.x + a.w <= drawing.width && a.y >= 0 && a.y + a.h <= drawing.height, `seed ${seed}: ${named[i].name} leaves the map`);
        // A sliver of 5 px² is as bad as a place one ring farther.
        boxes.forEach((b, j) => assert.ok(j <= i || overlap(a, b) <= 5, `seed ${seed}: names ${i} and ${j} lie on each other`));
        // Above and below its own point a name may come 2 px closer.
        marks.forEach((b, j) => assert.ok(overlap(a, b) <= (i === j ? 2 * b.w : 0), `seed ${seed}: name ${i} lies on point ${j}`));
      });
    }
  });
}

test("a name alone stands beside its point, without a line", () => {
  const [only] = placeNames([{ name: "Trạm A", x: 300, y: 300 }], { width: 700, height: 600 });
  assert.equal(only.lead, false);
  assert.ok(only.tx > 300 && only.ty === 300);
});

test("a name that finds no place near its point is led there by a line to its edge", () => {
  const crowd = Array.from({ length: 25 }, (_, i) => ({ name: `Trạm số ${i}`, x: 300 + (i % 5) * 14, y: 300 + Math.floor(i / 5) * 14 }));
  const led = placeNames(crowd, { width: 700, height: 700 }).filter((p) => p.lead);
  assert.ok(led.length > 5);
  for (const p of led) assert.ok(p.lx >= p.tx - 3 && p.lx <= p.tx + widthOf(p.name, 13) + 3 && Math.abs(p.ly - p.ty) <= 9);
});

test("stations keep north above and east at the right, and shape on a wide map", () => {
  const value = (lon, lat) => ({ name: "", value: [lon, lat, "full"] });
  const data = [value(102, 21), value(103, 21), value(102, 22)];
  const [sw, se, nw] = project({ option: { series: [{ data }] }, meta: {}, width: 1000, height: 700 });
  assert.ok(se.x > sw.x && nw.y < sw.y);
  const [across, down] = [se.x - sw.x, sw.y - nw.y];
  assert.ok(Math.abs(across / down - Math.cos(21.5 * Math.PI / 180)) < 1e-9, "a degree of longitude is shorter by the cosine");
});

test("one station alone stands in the drawing", () => {
  const [p] = project({ option: { series: [{ data: [{ name: "", value: [103, 21, "full"] }] }] }, meta: {}, width: 390, height: 500 });
  assert.ok(p.x > 0 && p.x < 390 && p.y > 0 && p.y < 500);
});

test("an outline is told by steps, and its hatching stays within it", () => {
  const square = unfold([10, 10, 30, 0, 0, 30, -30, 0]);
  assert.deepEqual(square, [[10, 10], [40, 10], [40, 40], [10, 40]]);
  const hole = unfold([20, 20, 10, 0, 0, 10, -10, 0]);
  const lines = hatch([square, hole]);
  assert.ok(lines.length > 5);
  for (const [x1, x2, y] of lines) {
    assert.ok(x1 >= 10 && x2 <= 40 && x1 < x2);
    if (y > 20 && y < 30) assert.ok(x2 <= 20 || x1 >= 30, "a hole is left out");
  }
});

test("a look that is not named is a step of the colours", () => {
  const t = { step3: "#63aeb1", accent: "#0b6e75", card: "#fff", missing: "#c8442a", line: "#ddd" };
  assert.equal(lookOf("step3", t).fill, t.step3);
  assert.equal(lookOf("none", t).cross, t.missing);
});
