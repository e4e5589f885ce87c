import assert from "node:assert/strict";
import { test } from "node:test";
import "./canvas.js";
import { functions } from "../scripts/figures/functions.js";
import { resolve } from "../scripts/figures/resolve.js";
import { asSparkline } from "../scripts/figures/spark.js";

const context = (more) => ({ tokens: { ink: "#16202a" }, meta: {}, lang: "vi", font: "x", width: 1000, height: 400, narrow: false, option: {}, ...more });

test("an option's names become functions and colours, everything else stays", () => {
  const option = resolve({ a: "token:ink", f: "fn:percent", list: [1, "x", { b: "token:ink" }], n: null, no: false }, context());
  assert.equal(option.a, "#16202a");
  assert.equal(option.f(0.5), "50\u00a0%");
  assert.deepEqual([option.list, option.n, option.no], [[1, "x", { b: "#16202a" }], null, false]);
});

test("a value by width is the one of the room; without one it is left out", () => {
  const option = { a: { phone: 1, wide: 2 }, b: { phone: null, wide: 3 } };
  assert.deepEqual(resolve(option, context({ width: 390 })), { a: 1 });
  assert.deepEqual(resolve(option, context({ width: 800 })), { a: 2, b: 3 });
});

test("a name that is not known is an error, not an empty chart", () => {
  assert.throws(() => resolve({ f: "fn:nothing" }, context()), /nothing/);
});

test("weeks are named every other one, in tight columns every fourth, months where they begin", () => {
  const columns = Array.from({ length: 12 }, (_, i) => `W${i}`);
  const months = ["12/2025", "", "", "1/2026", "", "", "", "", "2", "", "", ""];
  const names = (more) => columns.map((name, i) => functions.week(context({ meta: { columns, months }, ...more }))(name, i));
  assert.deepEqual(names({}).slice(0, 4), ["12/2025\nW0", " \n", " \nW2", "1/2026\n"]);
  assert.deepEqual(names({ width: 200 }).slice(0, 5), ["12\nW0", " \n", " \n", "1/2026\n", " \nW4"], "the first month gives way to the second");
});

test("headings of rows are set apart, and cut where rows are narrow", () => {
  const name = "§Trung tâm Y tế huyện Mường Ảng";
  assert.equal(functions.row(context())(name), "{area|Trung tâm Y tế huyện Mường Ảng}");
  assert.equal(functions.row(context({ narrow: true }))(name), "{area|Trung tâm Y tế huyện …}");
  assert.equal(functions.row(context({ narrow: true }))("Trạm Nà Tấu"), "Trạm Nà Tấu");
});

test("bars say their short words where there is less room", () => {
  const datum = { data: { text: "12 trong 45", short: "12" } };
  assert.equal(functions.barLabel(context())(datum), "12 trong 45");
  assert.equal(functions.barLabel(context({ narrow: true }))(datum), "12");
  assert.equal(functions.barLabel(context())({ data: {} }), "");
});

test("a sparkline is a chart without axes and words", () => {
  const option = asSparkline({ xAxis: {}, yAxis: [{}, {}], series: [{ lineStyle: { color: "x" }, markLine: { data: [{ yAxis: 1, label: { show: true } }, [{ label: { show: true } }, {}]] } }] });
  assert.deepEqual([option.xAxis.show, option.yAxis.map((a) => a.show)], [false, [false, false]]);
  assert.deepEqual(option.series[0].lineStyle, { color: "x", width: 1.5 });
  assert.deepEqual(option.series[0].markLine?.data.flat().map((d) => d.label), Array(3).fill({ show: false }));
});
