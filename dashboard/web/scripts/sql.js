// Brings the SQL page to life: the editor in place of the plain field, the list of tables whose names can be put into
// it, and statements that run without leaving the page. Without this script the page is a plain form.
import { createEditor } from "./sql/editor.js";
import { startSchema } from "./sql/schema.js";
import { startRunning } from "./sql/run.js";

const form = document.getElementById("ask");
if (form instanceof HTMLFormElement) {
  const editor = createEditor(form);
  startSchema(form, editor);
  startRunning(form, editor);
}
