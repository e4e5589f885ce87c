import assert from "node:assert/strict";
import { test } from "node:test";
import { day, number, percent, ratio } from "../scripts/figures/format.js";
import { localeNumber } from "../scripts/picture/languages.js";

test("numbers group by dots and have a decimal comma in Vietnamese, the reverse in English", () => {
  assert.equal(number(1234567.25, "vi"), "1.234.567,25");
  assert.equal(number(1234567.25, "en"), "1,234,567.25");
  assert.equal(number(0, "vi"), "0");
});

test("a negative number has a true minus", () => {
  assert.equal(number(-3, "vi"), "−3");
  assert.equal(number(-1200, "en"), "−1,200");
});

test("a share is whole per cent, with a space before the sign in Vietnamese only", () => {
  assert.equal(percent(0.376, "vi"), "38\u00a0%");
  assert.equal(percent(0.376, "en"), "38%");
  assert.equal(percent(-0.05, "vi"), "−5\u00a0%");
});

test("a ratio keeps up to three decimals", () => {
  assert.equal(ratio(1.25, "vi"), "1,25");
  assert.equal(ratio(0.66666, "en"), "0.667");
});

test("a day is written without its year, by its date in UTC", () => {
  assert.equal(day(Date.UTC(2026, 2, 5), "vi"), "05/03");
  assert.equal(day(Date.UTC(2026, 2, 5), "en"), "5 Mar");
  assert.equal(day("2026-12-31", "vi"), "31/12");
});

test("pictures write numbers as browsers do", () => {
  const values = [0, 1, 9.5, 12, 999, 1000, 1234.5, 1234.5678, 0.001, 0.0004, 66.6667, 1e6, 12345678.9, -4, -1234.25, 0.1 + 0.2];
  for (const lang of ["vi", "en"]) for (const v of values) assert.equal(localeNumber(v, lang), v.toLocaleString(lang), `${v} in ${lang}`);
});
