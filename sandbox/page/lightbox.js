// A picture over the whole page.

import { el } from "./dom.js";
import { downloadLink } from "./elements/button.js";
import { iconButton } from "./icons.js";

/** Show the picture large, until Escape, its button or a click beside it. */
export function openLightbox(address, words, title) {
  const dialog = el("dialog", { class: "lightbox", "aria-label": title || words || "Picture" });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const name = address.split("?")[0].split("/").at(-1) || "picture";
  dialog.append(
    el("div", { class: "lightbox-bar" }, [
      el("span", {}, title),
      downloadLink(address, name),
      iconButton("close", "Close", close),
    ]),
    el("img", { src: address, alt: words }),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  document.body.append(dialog);
  dialog.showModal();
}
