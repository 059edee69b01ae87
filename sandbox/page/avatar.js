// Faces: initials on a colour, an app's icon, or an emoji.

import { fileAddress } from "./api.js";
import { el } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { icon } from "./icons.js";
import { partnerIn, personOf, world } from "./world.js";

const ROOM_MARKS = { channel: "hash", external: "hash", private: "lock" };

/** An avatar of someone `{real_name, name, color}`; `image` (an address or `:emoji:`) takes its place. */
export function avatar(person, { image = null, size = "" } = {}) {
  const look = `avatar ${size}${person.is_bot ? " avatar-app" : ""}`.trim();
  if (isAddress(image)) return el("img", { class: look, src: fileAddress(image), alt: "" });
  const emoji = emojiNamed((image ?? "").replaceAll(":", ""));
  const style = { "--face": person.color ? `#${person.color.replace("#", "")}` : colourOf(person.id ?? "") };
  return el(
    "span",
    { class: look, style, "aria-hidden": "true" },
    emoji ?? initials(person.real_name || person.name),
  );
}

/** Whether an icon is given as the address of a picture. */
export function isAddress(image) {
  return /^(?:https?:)?\//.test(image ?? "");
}

/** The app's own face. */
export function appAvatar(size) {
  const { id, name, icon: image } = world.app;
  return avatar({ id, real_name: name, is_bot: true }, { image, size });
}

/** What stands before a channel's name: its mark, or the other person's face. */
export function channelMark(channel, size) {
  if (channel.kind === "im") return avatar(personOf(partnerIn(channel)), { size });
  return icon(ROOM_MARKS[channel.kind] ?? "hash");
}

/** `AR` for Asha Rao. */
export function initials(name) {
  const words = name
    .replace(/\(.*?\)/g, "")
    .trim()
    .split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
}

/** A steady colour for an id that has none of its own. */
export function colourOf(id) {
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  return `hsl(${hue} 45% 42%)`;
}
