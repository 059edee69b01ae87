// The input block: label, field, hint, and the error that a submission may put under it.

import { el, freshId } from "../dom.js";
import { renderElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { plainWords } from "../mrkdwn.js";

export function input(block, surface) {
  const ids = {
    inputId: freshId("input"),
    labelId: freshId("label"),
    hint: freshId("hint"),
    error: freshId("error"),
  };
  const label = { ...ids, describedBy: `${ids.hint} ${ids.error}` };
  const control = renderElement(block.element, block, surface, {
    dispatches: block.dispatch_action === true,
    label,
  });
  return el("div", { class: "field" }, [
    el("div", { class: "field-head" }, [
      el("label", { for: ids.inputId, id: ids.labelId }, plainWords(block.label)),
      block.optional && el("span", { class: "optional" }, "(optional)"),
    ]),
    control,
    el("p", { class: "hint", id: ids.hint }, plainWords(block.hint)),
    el("p", { class: "field-error", id: ids.error, role: "alert" }),
  ]);
}

/** Show `text` under an input block, or take it away with an empty one. */
export function showFieldError(field, text) {
  const words = field.querySelector(".field-error");
  words.replaceChildren(...(text ? [icon("error"), text] : []));
  field.classList.toggle("invalid", Boolean(text));
  for (const control of field.querySelectorAll("input, textarea")) {
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
}
