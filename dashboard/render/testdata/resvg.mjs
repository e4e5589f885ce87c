// Draws SVG files as PNG at twice the size by resvg, and says how many bytes each has: resvg.mjs FONTS… -- FILES…
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Resvg } = createRequire(`${process.cwd()}/package.json`)("@resvg/resvg-js");
const given = process.argv.slice(2);
const fontFiles = given.slice(0, given.indexOf("--"));
for (const file of given.slice(fontFiles.length + 1)) {
  const options = { fitTo: { mode: "zoom", value: 2 }, font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "Be Vietnam Pro" } };
  console.log(new Resvg(readFileSync(file, "utf8"), options).render().asPng().length);
}
