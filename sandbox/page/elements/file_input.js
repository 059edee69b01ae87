// The file input of a modal: files go to the sandbox as they are chosen, the form keeps Slack's file objects.

import { upload } from "../api.js";
import { el } from "../dom.js";
import { icon, iconButton } from "../icons.js";

/** A `file_input`. */
export function fileInput(slot) {
  const { element } = slot;
  let files = slot.begin({ files: [] }).files;
  const types = (element.filetypes ?? []).map((type) => `.${type}`).join(",");
  const many = (element.max_files ?? 10) > 1;
  const input = el("input", {
    type: "file",
    class: "file-choice",
    multiple: many,
    ...slot.naming("Upload a file"),
  });
  if (types) input.accept = types;
  const status = el("div", { class: "file-status", role: "status" });
  const list = el("ul", { class: "file-list" });
  const show = (next) => {
    files = next;
    slot.note({ files });
    list.replaceChildren(
      ...files.map((file) => row(file, () => show(files.filter((kept) => kept !== file)))),
    );
  };
  input.addEventListener("change", async () => {
    const chosen = [...input.files].slice(0, (element.max_files ?? 10) - (many ? files.length : 0));
    status.textContent = "Uploading…";
    try {
      const sent = await uploadAll(chosen);
      show(many ? [...files, ...sent] : sent);
      status.textContent = "";
    } catch (problem) {
      status.textContent = `The upload failed. ${problem.message}`;
    }
    input.value = "";
    if (slot.dispatches) slot.send({ files });
  });
  show(files);
  const words = types ? `Choose a file (${types.replaceAll(",", ", ")})` : "Choose a file";
  return el(
    "div",
    { class: "file-input" },
    el("div", { class: "file-drop" }, icon("file"), words, input),
    status,
    list,
  );
}

async function uploadAll(files) {
  const sent = [];
  for (const file of files) {
    const answer = await upload(file);
    if (!answer.file) throw new Error(answer.error ?? "");
    sent.push(answer.file);
  }
  return sent;
}

function row(file, remove) {
  return el(
    "li",
    {},
    icon("file"),
    el("span", {}, file.name),
    iconButton("close", `Remove ${file.name}`, remove),
  );
}
