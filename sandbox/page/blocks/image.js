// Pictures, films and files.

import { fileAddress } from "../api.js";
import { el } from "../dom.js";
import { downloadLink } from "../elements/button.js";
import { icon } from "../icons.js";
import { openLightbox } from "../lightbox.js";
import { link, plainWords, textNode } from "../mrkdwn.js";

// A Slack file that this person may not see comes without an address.
const hidden = (words) => el("div", { class: "unsupported" }, `You can’t see this picture: ${words}`);

/** A small picture: in a section, a context, a card. */
export function picture(image) {
  if (!image.image_url) return hidden(image.alt_text);
  return el("img", { src: fileAddress(image.image_url), alt: image.alt_text });
}

export function image({ title, image_url, alt_text }) {
  const heading = plainWords(title);
  const shown = image_url ? enlargeable(fileAddress(image_url), alt_text, heading) : hidden(alt_text);
  return el("figure", {}, heading && el("figcaption", {}, heading), shown);
}

function enlargeable(address, words, title, size = {}) {
  const img = el("img", { src: address, alt: words, width: size.width, height: size.height });
  img.addEventListener("error", () => img.closest("button")?.classList.add("broken"), { once: true });
  const open = () => openLightbox(address, words, title);
  return el("button", { type: "button", class: "picture", title: "Click to enlarge", onclick: open }, img);
}

/** A file shared in a message: its picture, or a card to download it. */
export function sharedFile(file) {
  const address = fileAddress(file.url);
  const title = file.title || file.name;
  if (!file.mimetype?.startsWith("image/")) return fileCard(address, file);
  return el("figure", { class: "block-image" }, [
    el("figcaption", {}, title),
    enlargeable(address, file.alt_text || title, title, { width: file.width, height: file.height }),
  ]);
}

function fileCard(address, file) {
  const kind = file.name?.split(".").at(-1)?.toUpperCase() ?? "";
  return el("div", { class: "file-card" }, [
    el("span", { class: "file-mark" }, icon("file")),
    el("span", { class: "file-words" }, [
      el("a", { href: address, download: file.name }, file.title || file.name),
      el("span", { class: "file-kind" }, kind),
    ]),
    downloadLink(address, file.name ?? "file"),
  ]);
}

export function file(block) {
  return el("div", { class: "file-card" }, [
    el("span", { class: "file-mark" }, icon("file")),
    el("span", { class: "file-words" }, `Remote file ${block.external_id ?? ""}`),
  ]);
}

export function video(block) {
  const title = plainWords(block.title);
  return el("figure", {}, [
    el("figcaption", {}, link(block.title_url ?? block.video_url, title) ?? title),
    block.description && textNode(block.description, "div", "video-words"),
    el("a", { href: block.title_url ?? block.video_url, target: "_blank", rel: "noopener noreferrer" }, [
      el("img", { src: block.thumbnail_url, alt: block.alt_text ?? "" }),
    ]),
  ]);
}
