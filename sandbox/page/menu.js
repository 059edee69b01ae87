// A menu of actions that opens from a button.

import { append, el } from "./dom.js";
import { icon } from "./icons.js";
import { showPopup } from "./popup.js";

/**
 * Open a menu at `anchor`. An item is `{label, description?, icon?, node?, danger?, current?, href?, onPick}`,
 * or `{heading}`, or `{line: true}`.
 */
export function openMenu(anchor, items, { align = "start" } = {}) {
  const menu = el("div", { class: "menu", role: "menu", popover: "auto", tabindex: "-1" });
  append(
    menu,
    items.map((item) => menuItem(item, menu)),
  );
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu));
  menu.addEventListener("toggle", (event) => event.newState === "closed" && closed(menu, anchor));
  (anchor.closest("dialog") ?? document.body).append(menu);
  anchor.setAttribute("aria-expanded", "true");
  showPopup(menu, anchor, { align });
  (choicesOf(menu)[0] ?? menu).focus({ focusVisible: true });
}

function closed(menu, anchor) {
  anchor.setAttribute("aria-expanded", "false");
  const held = menu.contains(document.activeElement) || document.activeElement === document.body;
  menu.remove();
  if (held && anchor.isConnected) anchor.focus();
}

function menuItem(item, menu) {
  if (item.line) return el("div", { class: "menu-line", role: "separator" });
  if (item.heading) return el("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const pick = () => {
    menu.hidePopover();
    item.onPick?.();
  };
  const tag = item.href ? "a" : "button";
  const link = item.href ? { href: item.href, target: item.target ?? null } : { type: "button" };
  const look = `menu-item${item.danger ? " danger" : ""}`;
  return el(tag, { class: look, role: "menuitem", tabindex: "-1", onclick: pick, ...link }, [
    item.node ?? (item.icon && icon(item.icon)),
    el("span", { class: "menu-words" }, [
      el("span", {}, item.label),
      item.description && el("span", { class: "menu-description" }, item.description),
    ]),
    item.current && icon("check", "menu-current"),
  ]);
}

const choicesOf = (menu) => [...menu.querySelectorAll("[role=menuitem]")];

function moveInMenu(event, menu) {
  const choices = choicesOf(menu);
  const at = choices.indexOf(document.activeElement);
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    menu.hidePopover();
  } else if (event.key in targets) {
    event.preventDefault();
    choices.at(targets[event.key] % choices.length)?.focus();
  }
}
