// Radio buttons and checkboxes.

import { el, freshId } from "../dom.js";
import { textNode } from "../mrkdwn.js";

/** `radio_buttons`: one option or none. */
export function radioButtons(slot) {
  const entry = slot.begin({ selected_option: slot.element.initial_option ?? null }, (kept) =>
    offers(slot, kept.selected_option),
  );
  let chosen = entry.selected_option;
  const rows = optionRows(slot, "radio", [chosen]);
  const group = el("div", { class: "choices", role: "radiogroup", ...slot.groupNaming("Options") }, rows);
  group.addEventListener("change", async () => {
    const before = chosen;
    chosen = checkedOptions(slot, group)[0] ?? null;
    if (!(await slot.choose({ selected_option: chosen }))) check(slot, group, [(chosen = before)]);
  });
  return group;
}

/** `checkboxes`: any of the options. */
export function checkboxes(slot) {
  const entry = slot.begin({ selected_options: slot.element.initial_options ?? [] });
  let chosen = entry.selected_options.filter((option) => offers(slot, option));
  slot.note({ selected_options: chosen });
  const group = el("div", { class: "choices", role: "group", ...slot.groupNaming("Options") });
  group.append(...optionRows(slot, "checkbox", chosen));
  group.addEventListener("change", async () => {
    const before = chosen;
    chosen = checkedOptions(slot, group);
    if (!(await slot.choose({ selected_options: chosen }))) check(slot, group, (chosen = before));
  });
  return group;
}

const offers = (slot, option) =>
  option === null || slot.element.options.some((offered) => offered.value === option.value);

function optionRows(slot, type, chosen) {
  const name = freshId("choice");
  return slot.element.options.map((option) => {
    const id = freshId("option");
    const checked = chosen.some((one) => one?.value === option.value);
    const described = option.description ? `${id}-more` : null;
    const box = el("input", { type, name, id, checked, value: option.value, "aria-describedby": described });
    return el("div", { class: "choice" }, [
      box,
      el("div", {}, [
        el("label", { for: id }, textNode(option.text)),
        option.description &&
          el("div", { class: "choice-more", id: described }, textNode(option.description)),
      ]),
    ]);
  });
}

function checkedOptions(slot, group) {
  const values = new Set([...group.querySelectorAll("input:checked")].map((box) => box.value));
  return slot.element.options.filter((option) => values.has(option.value));
}

function check(slot, group, options) {
  const values = new Set(options.map((option) => option?.value));
  for (const box of group.querySelectorAll("input")) box.checked = values.has(box.value);
}
