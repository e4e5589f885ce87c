import assert from "node:assert/strict";
import { test } from "node:test";
import { widthOf } from "./canvas.js";
import { overlap } from "../scripts/figures/layout/boxes.js";
import { isHeading, plainName } from "../scripts/figures/layout/heading.js";
import { besideRows, measure, narrow, phone } from "../scripts/figures/layout/width.js";
import { arrange as arrangeDots, inLines } from "../scripts/figures/series/funnel_dot.js";
import { arrange, heightOfList } from "../scripts/figures/series/station_list.js";
import { heightOfTiles, runs } from "../scripts/figures/series/tile.js";

test("boxes that touch share nothing", () => {
  const box = { x: 0, y: 0, w: 10, h: 10 };
  assert.equal(overlap(box, { x: 10, y: 0, w: 5, h: 5 }), 0);
  assert.equal(overlap(box, { x: 6, y: 8, w: 10, h: 10 }), 8);
});

test("a phone is narrow, but not every narrow drawing is a phone's", () => {
  assert.deepEqual([390, 439, 440, 640, 641].map((w) => [phone(w), narrow(w)]), [[true, true], [true, true], [false, true], [false, true], [false, false]]);
});

test("headings are told by their sign, which is not shown", () => {
  assert.ok(isHeading("§TTYT Mường Ảng") && !isHeading("Trạm Nà Tấu"));
  assert.deepEqual(["§TTYT Mường Ảng", "Trạm Nà Tấu"].map(plainName), ["TTYT Mường Ảng", "Trạm Nà Tấu"]);
});

test("names of rows take what the widest needs, and no more than their share of a phone", () => {
  const room = (data, axisLabel = {}) => besideRows({ option: { yAxis: { data, axisLabel } }, width: 390 });
  assert.equal(measure("mười chữ…"), widthOf("mười chữ…", 13));
  assert.equal(room(["ngắn", "dài hơn"]), Math.ceil(widthOf("dài hơn", 13) + 14));
  assert.ok(room(["§dài hơn"]) > room(["dài hơn"]), "headings are bold");
  assert.equal(room(["một tên rất dài không thể nào đứng hết trên một dòng"]), Math.ceil(390 * 0.58));
  assert.equal(room(["một tên rất dài không thể nào đứng hết trên một dòng"], { width: { phone: 120, wide: null } }), 134);
});

test("a long name breaks near its middle", () => {
  assert.deepEqual(inLines("Trạm Y tế xã Mường Phăng", 100), ["Trạm Y tế xã", "Mường Phăng"]);
  assert.deepEqual(inLines("Trạm A", 100), ["Trạm A"]);
  assert.deepEqual(inLines("mộttừrấtdàikhôngngắtđược", 100), ["mộttừrấtdàikhôngngắtđược"]);
});

test("names in a funnel lie apart; those outside the wider limits choose first, and on a phone one without room is left out", () => {
  const points = Array.from({ length: 12 }, (_, i) => ({ at: [100 + 90 * (i % 4), 80 + 70 * Math.floor(i / 4)], name: `Trạm ${i}`, kind: i % 2 ? "high_95" : "low_998" }));
  const placed = arrangeDots(points.map((p) => ({ ...p })), { left: 2, top: 2, right: 600, most: Infinity, line: Infinity });
  placed.forEach((a, i) => placed.forEach((b, j) => assert.ok(i === j || overlap(a.box, b.box) === 0)));
  const crowd = Array.from({ length: 30 }, (_, i) => ({ at: [150 + i % 3, 150 + i % 5], name: `Trạm số ${i}`, kind: i === 29 ? "high_998" : "high_95" }));
  const onPhone = arrangeDots(crowd, { left: 2, top: 2, right: 380, most: 60, line: 100 });
  assert.ok(onPhone[29].box && onPhone.some((p) => !p.box));
  assert.ok(arrangeDots([{ at: [9, 9], name: "x", kind: "within" }], { left: 0, top: 0, right: 99, most: 9, line: 9 })[0].box === undefined);
});

test("the list of stations stands in rows under each heading, within its height", () => {
  const layout = { sizes: [3, 1, 4], least: 150, height: 20, above: 48 };
  for (const width of [320, 700, 1200]) {
    const places = arrange(layout, width);
    assert.equal(places.length, 3 + 3 + 1 + 4);
    assert.equal(places.filter((p) => p.heading).length, 3);
    assert.equal(Math.max(...places.map((p) => p.y)) + 20, heightOfList(layout, width));
    for (const p of places) assert.ok(p.x + p.wide <= width + 1e-9);
    assert.equal(new Set(places.map((p) => `${p.x} ${p.y}`)).size, places.length, "no two in one place");
  }
});

test("small charts take more rows where fewer stand beside each other", () => {
  const layout = { count: 45, least: 200, height: 90 };
  assert.deepEqual([1200, 400, 150].map((w) => heightOfTiles(layout, w)), [8 * 90, 23 * 90, 45 * 90]);
});

test("a week without a number breaks a line", () => {
  const points = [[0, 0.1, 0], [1, 0.2, 0], [3, 0.1, 1], [4, 0.1, 0], [6, 0, 0]];
  assert.deepEqual(runs(points).map((r) => r.map((p) => p[0])), [[0, 1], [3, 4], [6]]);
  assert.deepEqual(runs([]), []);
});
