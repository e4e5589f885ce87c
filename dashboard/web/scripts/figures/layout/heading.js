// The names of rows that are headings, such as those of areas, begin with a sign that is not shown (chart.HeaderMark).
const sign = "§";

/** @param {string} name */
export const isHeading = (name) => name.startsWith(sign);

/**
 * plainName is the name as it is shown.
 * @param {string} name
 */
export const plainName = (name) => (isHeading(name) ? name.slice(sign.length) : name);
