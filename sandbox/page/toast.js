// Short words over the page, for what has no place of its own.

import { el } from "./dom.js";
import { icon } from "./icons.js";

const SECONDS = 7;
const shelf = el("div", { class: "toasts", role: "status", "aria-live": "polite", popover: "manual" });

/** Show words for some seconds. They float above an open modal too. */
export function toast(words, tone = "info") {
  if (!shelf.isConnected) document.body.append(shelf);
  const node = el(
    "div",
    { class: `toast toast-${tone}` },
    icon(tone === "info" ? "info" : "warning"),
    el("span", {}, words),
  );
  shelf.append(node);
  // Shown anew, it comes before a dialog that opened after it.
  if (shelf.matches(":popover-open")) shelf.hidePopover();
  shelf.showPopover();
  setTimeout(() => {
    node.remove();
    if (shelf.childElementCount === 0 && shelf.matches(":popover-open")) shelf.hidePopover();
  }, SECONDS * 1000);
}
