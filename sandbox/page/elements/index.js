// Every interactive element of Block Kit, by its type.

import { el } from "../dom.js";
import { button, contextButton, feedbackButtons, overflow } from "./button.js";
import { checkboxes, radioButtons } from "./choices.js";
import { dateInput } from "./date_input.js";
import { fileInput } from "./file_input.js";
import { multiSelect, select } from "./select.js";
import { Slot } from "./slot.js";
import { textInput } from "./text_input.js";

const SELECTS = [
  "static_select",
  "external_select",
  "users_select",
  "conversations_select",
  "channels_select",
];
const both = (types, render) => types.map((type) => [type, render]);

const ELEMENTS = Object.fromEntries([
  ...both(["button", "workflow_button"], button),
  ...both(SELECTS, select),
  ...both(
    SELECTS.map((type) => `multi_${type}`),
    multiSelect,
  ),
  ...both(
    ["plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"],
    textInput,
  ),
  ...both(["datepicker", "timepicker", "datetimepicker"], dateInput),
  ["overflow", overflow],
  ["radio_buttons", radioButtons],
  ["checkboxes", checkboxes],
  ["file_input", fileInput],
  ["icon_button", contextButton],
  ["feedback_buttons", feedbackButtons],
]);

/** The element of a block on a surface. `place` says whether it dispatches, and what labels it. */
export function renderElement(element, block, surface, place) {
  const render = ELEMENTS[element.type];
  if (!render) return el("span", { class: "unsupported" }, `Unsupported element: ${element.type}`);
  const node = render(new Slot(element, block, surface, place));
  node.dataset.element = `${block.block_id}/${element.action_id}`;
  if (element.focus_on_load) node.dataset.focus = "true";
  return node;
}
