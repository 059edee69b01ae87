// Places what floats above the page (lists, menus) at the control that opened it, in the browser's top layer.

const GAP = 4;
const MARGIN = 8;

/** Show `popup` (an element with `popover`) at `anchor`, below it or, where there is no room, above. */
export function showPopup(popup, anchor, { align = "start", matchWidth = false } = {}) {
  if (!popup.matches(":popover-open")) popup.showPopover();
  placePopup(popup, anchor, { align, matchWidth });
}

/** Hide it again; a popup that is not shown is left alone. */
export function hidePopup(popup) {
  if (popup.isConnected && popup.matches(":popover-open")) popup.hidePopover();
}

/** Move a shown popup to where its anchor is now. */
export function placePopup(popup, anchor, { align, matchWidth }) {
  const box = anchor.getBoundingClientRect();
  popup.style.minWidth = matchWidth ? `${box.width}px` : "";
  if (matchWidth) popup.style.maxWidth = `${Math.max(box.width, 280)}px`;
  popup.style.maxHeight = "";
  const below = innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const upwards = popup.offsetHeight > below && above > below;
  const height = Math.min(popup.offsetHeight, upwards ? above : below);
  if (height < popup.offsetHeight) popup.style.maxHeight = `${height}px`;
  popup.style.top = `${upwards ? box.top - GAP - height : box.bottom + GAP}px`;
  const left = align === "end" ? box.right - popup.offsetWidth : box.left;
  popup.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - popup.offsetWidth - MARGIN))}px`;
}
