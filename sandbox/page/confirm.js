// Slack's confirm dialog: asks before an action that carries one.

import { el, freshId } from "./dom.js";
import { plainWords, textNode } from "./mrkdwn.js";

/** Ask; answers whether it was confirmed. Escape means no. */
export function askConfirm(confirm) {
  return new Promise((answer) => {
    const titleId = freshId("confirm");
    const dialog = el("dialog", { class: "confirm", role: "alertdialog", "aria-labelledby": titleId });
    const end = (agreed) => {
      dialog.close();
      dialog.remove();
      answer(agreed);
    };
    dialog.append(
      el("h2", { id: titleId }, plainWords(confirm.title) || "Are you sure?"),
      textNode(confirm.text, "div", "confirm-text"),
      el("div", { class: "dialog-buttons" }, [
        choice(confirm.deny, "Cancel", "", () => end(false)),
        agree(confirm, end),
      ]),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(false);
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("button:last-child").focus();
  });
}

const agree = (confirm, end) =>
  choice(confirm.confirm, "Yes", confirm.style === "danger" ? "danger filled" : "primary filled", () =>
    end(true),
  );

function choice(text, otherwise, look, onclick) {
  return el("button", { type: "button", class: `button ${look}`, onclick }, plainWords(text) || otherwise);
}
