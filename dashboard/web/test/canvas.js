// Stands in for what scripts ask of a page when they measure words: a letter is as wide as half its size.
export const widthOf = (text, size) => [...text].length * size / 2;

class Pen {
  font = "";
  measureText(text) { return { width: widthOf(text, parseFloat(this.font)) }; }
}

globalThis.document = { body: {}, createElement: () => ({ getContext: () => new Pen() }) };
globalThis.getComputedStyle = () => ({ fontFamily: "Be Vietnam Pro" });
globalThis.measureText = (text, font) => widthOf(text, parseFloat(/([\d.]+)px/.exec(font)[1]));
