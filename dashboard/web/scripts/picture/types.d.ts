// What the program that runs picture.js gives it and calls of it.

/** The width of a text, px; font is "[weight] size" and may name a family. */
declare function measureText(text: string, font: string): number;

declare var draw: (request: string) => string;

/** The style sheet's text. */
declare module "*.css" {
  const text: string;
  export default text;
}
