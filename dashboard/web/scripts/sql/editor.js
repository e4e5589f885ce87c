// The editor of the SQL page. It stands in a shadow root: there CodeMirror brings its styles as a constructed sheet,
// where in a page it would add a style element, which the content policy forbids.
import { Compartment, EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, placeholder } from "@codemirror/view";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { PostgreSQL, SQLDialect, sql } from "@codemirror/lang-sql";
import { tags } from "@lezer/highlight";
import { need } from "../page/elements.js";
import { columnSource, namespace } from "./complete.js";
import { words } from "./words.js";
/** @import { Editor } from "./types.js" */

// The engine's language is PostgreSQL's with some words more, and with parameters such as $from_day.
const dialect = SQLDialect.define({
  ...PostgreSQL.spec,
  doubleDollarQuotedStrings: false,
  specialVar: "$",
  keywords: `${PostgreSQL.spec.keywords} qualify pivot unpivot asof semi anti positional summarize exclude replace sample macro struct map`,
});

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: "var(--code-keyword)", fontWeight: "500" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: [tags.special(tags.name), tags.typeName, tags.standard(tags.name)], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { fontSize: "13px", color: "var(--ink)", background: "var(--card)", borderRadius: "4px" },
  "&.cm-focused": { outline: "none" }, // the page marks the field as a whole
  ".cm-scroller": { fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace", lineHeight: "1.5", minHeight: "232px", maxHeight: "480px", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0", minHeight: "232px" },
  ".cm-gutters": { background: "var(--page)", color: "var(--muted)", border: "0", borderRight: "1px solid var(--line)" },
  ".cm-placeholder": { color: "var(--muted)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--step2)", color: "inherit" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "transparent", color: "var(--missing)" },
  ".cm-tooltip": { background: "var(--card)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "4px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "240px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", lineHeight: "1.5" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent)", color: "var(--card)" },
  ".cm-completionDetail": { color: "inherit", fontStyle: "normal", fontSize: "12px", marginLeft: "12px", opacity: "1" },
  ".cm-completionIcon": { display: "none" },
  ".cm-completionInfo": { padding: "4px 12px", maxWidth: "280px" },
});

/**
 * createEditor puts the editor in the place of the form's field, which stays and keeps the statement that is sent.
 * @param {HTMLFormElement} form
 * @returns {Editor}
 */
export function createEditor(form) {
  const field = need(form, "textarea", HTMLTextAreaElement);
  const label = need(form, `label[for="${field.id}"]`, HTMLLabelElement);
  const keys = need(form, ".keys", HTMLElement);
  const host = document.createElement("div");
  host.className = "editor";
  field.after(host);
  field.hidden = true;
  field.required = false; // a hidden field that must be filled would block the form without a word
  keys.hidden = false;
  const tables = new Compartment();
  const root = host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: field.value,
      extensions: [
        lineNumbers(), history(), bracketMatching(), closeBrackets(), autocompletion({ icons: false }), EditorView.lineWrapping,
        syntaxHighlighting(highlighting), look, placeholder("SELECT … FROM stations"),
        EditorState.phrases.of(words.phrases),
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": label.textContent ?? "", "aria-description": keys.textContent ?? "" }),
        keymap.of([
          { key: "Mod-Enter", run: () => { form.requestSubmit(); return true; } },
          ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab,
        ]),
        EditorView.updateListener.of((update) => { if (update.docChanged) field.value = update.state.doc.toString(); }),
        tables.of([]),
      ],
    }),
  });
  label.addEventListener("click", () => view.focus());
  return {
    view,
    focus: () => view.focus(),
    insert(text) {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    learn(list) {
      const language = sql({ dialect, schema: namespace(list), upperCaseKeywords: true });
      view.dispatch({ effects: tables.reconfigure([language, dialect.language.data.of({ autocomplete: columnSource(list) })]) });
    },
    pointAt(line, column) {
      if (line < 1 || line > view.state.doc.lines) return;
      const at = view.state.doc.line(line);
      view.dispatch({ selection: { anchor: Math.min(at.to, at.from + Math.max(0, column - 1)) }, scrollIntoView: true });
    },
  };
}
