// Elements of a page, found as what they are.

/**
 * allOf finds the elements of HTML within a place.
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
export const allOf = (place, selector) => place.querySelectorAll(selector);

/**
 * oneOf finds the first of them.
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const oneOf = (place, selector) => place.querySelector(selector);

/**
 * targetOf is the element that an event happened to.
 * @param {Event} event
 */
export const targetOf = (event) => (event.target instanceof Element ? event.target : null);

/**
 * need finds an element that the page's template always has.
 * @template {Element} T
 * @param {ParentNode} place
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function need(place, selector, kind) {
  const found = place.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page lacks ${selector}`);
  return found;
}
