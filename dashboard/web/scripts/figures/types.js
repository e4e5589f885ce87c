// The shapes that the scripts of figures and pictures share, for the type checker; nothing here runs.

/**
 * Colours by their names in tokens.css, without the dashes before them.
 * @typedef {Record<string, string>} Tokens
 */

/**
 * @typedef {[x: number, y: number]} Point px
 * @typedef {{ x: number, y: number, width: number, height: number }} Rect px, x and y its upper left corner
 * @typedef {{ x: number, y: number, w: number, h: number }} Box the same, of words and marks that must not lie on each other
 */

/**
 * @typedef {object} Style how a mark is painted
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [lineWidth] px
 * @property {number[]} [lineDash] px
 * @property {number} [opacity]
 * @property {string} [fillRule]
 *
 * @typedef {object} Words what a text says, and where
 * @property {string} text
 * @property {number} [x] px
 * @property {number} [y] px
 * @property {number} [fontSize] px
 * @property {number} [fontWeight]
 * @property {string} [fontFamily]
 * @property {"left" | "center" | "right"} [align]
 * @property {"top" | "middle" | "bottom"} [verticalAlign]
 * @property {number} [lineHeight] px
 * @property {number} [width] px that it may take
 * @property {number} [height] px
 * @property {string} [overflow]
 * @property {string} [lineOverflow]
 * @property {string} [ellipsis]
 *
 * @typedef {Style & Words} TextStyle
 */

/**
 * A mark of a custom series, as ECharts takes it.
 * @typedef {object} MarkManner
 * @property {boolean} [silent] it does not feel the mouse
 * @property {number} [z2] its level: higher ones are painted over lower ones
 *
 * @typedef {MarkManner & { type: "rect", shape: Rect & { r?: number | number[] }, style: Style }} RectMark
 * @typedef {MarkManner & { type: "line", shape: { x1: number, y1: number, x2: number, y2: number }, style: Style }} LineMark
 * @typedef {MarkManner & { type: "circle", shape: { cx: number, cy: number, r: number }, style: Style }} CircleMark
 * @typedef {MarkManner & { type: "polygon" | "polyline", shape: { points: Point[] }, style: Style }} PolyMark
 * @typedef {MarkManner & { type: "path", shape: { pathData: string }, style: Style }} PathMark
 * @typedef {MarkManner & { type: "text", style: TextStyle }} TextMark
 * @typedef {MarkManner & { type: "group", children: Mark[] }} GroupMark
 * @typedef {RectMark | LineMark | CircleMark | PolyMark | PathMark} ShapeMark
 * @typedef {ShapeMark | TextMark | GroupMark} Mark
 */

/**
 * @typedef {object} SeriesParams what ECharts says of the datum that is drawn
 * @property {number} dataIndex
 * @property {Rect} coordSys the plot
 *
 * @typedef {object} SeriesApi what can be asked of it
 * @property {(column: number) => any} value of the datum; the column decides whether it is a number or a text
 * @property {(at: number[]) => number[]} coord where two values lie, px
 * @property {(of: number[]) => number[]} size how large they are, px
 *
 * @typedef {(params: SeriesParams, api: SeriesApi) => Mark} RenderItem
 * @typedef {(context: Context) => RenderItem} MakeSeries makes the function that draws a custom series
 */

/**
 * @typedef {object} Context what a drawing is made for
 * @property {Option} option as the server sent it
 * @property {Meta} meta
 * @property {string} lang "vi" or "en"
 * @property {Tokens} tokens
 * @property {string} font
 * @property {number} width px
 * @property {number} height px
 * @property {boolean} narrow rows leave less room for their names
 * @property {boolean} [bare] a picture without its words, for a page
 */

/**
 * @typedef {object} Option of a chart; what is not named here goes to ECharts as it is
 * @property {SeriesOption[]} series
 * @property {Axis} xAxis
 * @property {Axis} yAxis
 * @property {{ left: number, right: number, top: number, bottom?: number }} grid px
 * @property {boolean} [animation]
 * @property {object} [tooltip]
 *
 * @typedef {object} SeriesOption
 * @property {{ data?: any[] }} [markLine] lines across the plot, each a line or the two ends of one
 * @property {string} type
 * @property {unknown[]} data each kind of series knows the shape of its own
 * @property {RenderItem} [renderItem] of a custom series
 * @property {string} [symbol]
 * @property {number} [symbolSize] px
 * @property {boolean} [showSymbol]
 * @property {boolean} [silent]
 * @property {object} [emphasis]
 * @property {object} [endLabel]
 * @property {object} [lineStyle]
 * @property {{ color: string }} [itemStyle]
 * @property {object} [label]
 * @property {string} [stack]
 * @property {number} [z]
 * @property {number} [xAxisIndex]
 *
 * @typedef {object} Axis
 * @property {string} type
 * @property {string[]} data of a category axis
 * @property {boolean} [show]
 * @property {string} [position]
 * @property {unknown} [min]
 * @property {unknown} [max]
 * @property {AxisLabel} axisLabel
 *
 * @typedef {object} AxisLabel
 * @property {boolean} [show]
 * @property {unknown} [interval]
 * @property {number | { phone: number | null, wide: number | null }} [width] px
 * @property {number} [rotate]
 * @property {number} [margin] px
 * @property {number} fontSize px
 * @property {number} [lineHeight] px
 * @property {string} color
 * @property {(name: string, index?: number) => string} formatter
 * @property {{ area: { color: string, fontWeight: number } }} [rich]
 */

/**
 * @typedef {object} Meta what the functions of an option ask beside it; each figure has what its own functions need
 * @property {string[]} [rows] names of rows, those of areas after the heading's sign
 * @property {string[]} [columns]
 * @property {string[]} [months] above the columns, "" where one goes on
 * @property {Record<string, string[]>} [remarks] on cells, by "row|column"
 * @property {{ top: number, height: number }} [fixedRows] px; names of rows stay beside what scrolls
 * @property {(string | null)[]} [links] addresses of rows, or with byIndex or map of data
 * @property {boolean} [byIndex]
 * @property {boolean} [map]
 * @property {boolean} [fromLeft] the left end comes first into view
 * @property {number} [today] column
 * @property {number} [start] column in which the rotation begins
 * @property {[style: string, words: string][]} [legend]
 * @property {Plane} [plane]
 * @property {ListLayout} [list]
 * @property {TileLayout} [tiles]
 * @property {string} [left] what the left side of a forest plot means
 * @property {string} [right]
 * @property {string} [middle] what the middle of a spine chart is
 * @property {number} [centre] from which the two sides are told
 * @property {string} [concerning] the side of a funnel plot that is looked at: "high" or "low"
 * @property {string} [atRisk] words before the numbers at risk
 *
 * @typedef {{ width: number, height: number, others?: number[][][] }} Plane the grid that outlines are given on
 * @typedef {{ sizes: number[], least: number, height: number, above: number }} ListLayout maps.ListLayout of the server
 * @typedef {{ count: number, least: number, height: number, head: number, weeks: number, top: number }} TileLayout small charts
 */

/**
 * @typedef {object} Payload a figure as the server sends it
 * @property {string} lang
 * @property {ChartPayload} [chart]
 * @property {string} [reason] why there is no chart
 * @property {Record<string, string[]>} [remarks]
 * @property {Said[]} [marks]
 *
 * @typedef {{ column: number, kind: "remark" | "item", text: string }} Said what was said of a week
 *
 * @typedef {{ option: Option, meta?: Meta, height: number, minWidth?: number }} ChartPayload
 */

export {};
