// Buttons, the overflow menu, and the small buttons of a context_actions block.

import { askConfirm } from "../confirm.js";
import { el } from "../dom.js";
import { icon, iconButton } from "../icons.js";
import { openMenu } from "../menu.js";
import { plainWords } from "../mrkdwn.js";

/** A `button` (or `workflow_button`). One with a `url` opens it and still tells the app. */
export function button(slot) {
  const { element } = slot;
  const look = `button ${element.style ?? ""}`.trim();
  const name = { "aria-label": element.accessibility_label ?? null };
  const node = el("button", { type: "button", class: look, ...name }, plainWords(element.text));
  node.addEventListener("click", () => press(node, slot, { text: element.text, value: element.value }));
  return node;
}

async function press(node, slot, entry) {
  const { element } = slot;
  if (node.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await askConfirm(element.confirm))) return;
  if (/^https?:\/\//i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener");
  node.setAttribute("aria-busy", "true");
  await slot.send({ ...entry, ...(element.style && { style: element.style }) });
  node.removeAttribute("aria-busy");
}

/** The `overflow` element: a few options behind three dots. */
export function overflow(slot) {
  const { element } = slot;
  const node = iconButton("dots", "More options", () => {
    const items = element.options.map((option) => ({
      label: plainWords(option.text),
      description: plainWords(option.description),
      href: /^https?:\/\//i.test(option.url ?? "") ? option.url : undefined,
      target: "_blank",
      onPick: () => chooseOption(slot, option),
    }));
    openMenu(node, items, { align: "end" });
  });
  node.setAttribute("aria-haspopup", "menu");
  node.classList.add("outlined");
  return node;
}

async function chooseOption(slot, option) {
  if (slot.element.confirm && !(await askConfirm(slot.element.confirm))) return;
  slot.send({ selected_option: option });
}

/** The `icon_button` of a context_actions block. */
export function contextButton(slot) {
  const { element } = slot;
  const words = element.accessibility_label ?? plainWords(element.text);
  const node = iconButton(element.icon === "trash" ? "trash" : "dots", words, () =>
    press(node, slot, { value: element.value }),
  );
  return node;
}

/** `feedback_buttons`: a thumb up and a thumb down, one of which may be held. */
export function feedbackButtons(slot) {
  const { positive_button, negative_button } = slot.element;
  const group = el("span", { class: "feedback" });
  group.append(thumb(slot, positive_button, "👍", group), thumb(slot, negative_button, "👎", group));
  return group;
}

function thumb(slot, choice, sign, group) {
  const words = choice.accessibility_label ?? plainWords(choice.text);
  const name = { "aria-label": words, title: words };
  const node = el("button", { type: "button", class: "icon-button", ...name }, sign);
  node.addEventListener("click", () => {
    for (const other of group.children) other.setAttribute("aria-pressed", String(other === node));
    press(node, slot, { value: choice.value });
  });
  return node;
}

/** A button that goes with a file or picture rather than with the app. */
export function downloadLink(address, name) {
  const link = { href: address, download: name, "aria-label": "Download", title: `Download ${name}` };
  return el("a", { class: "icon-button", ...link }, icon("download"));
}
