// The rich_text block: sections, lists, quotes and code, whose text is literal.

import { el } from "../dom.js";
import { broadcast, channelLink, dateNode, emojiNode, link, mention } from "../mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

export function richText(block) {
  return el("div", {}, block.elements.map(part));
}

const PARTS = {
  rich_text_section: (element) => el("div", { class: "rich-section" }, element.elements.map(word)),
  rich_text_quote: (element) => el("blockquote", {}, element.elements.map(word)),
  rich_text_preformatted: (element) => el("pre", { class: "code-block" }, element.elements.map(word)),
  rich_text_list: list,
};

function part(element) {
  return PARTS[element.type]?.(element) ?? el("div", { class: "unsupported" }, element.type);
}

function list(element) {
  const ordered = element.style === "ordered";
  const items = element.elements.map((item) => el("li", {}, item.elements.map(word)));
  const start = ordered && element.offset ? { start: element.offset + 1 } : {};
  return el(ordered ? "ol" : "ul", { dataset: { indent: String(element.indent ?? 0) }, ...start }, items);
}

const WORDS = {
  text: (element) => withBreaks(element.text),
  link: (element) => link(element.url, element.text || element.url) ?? element.text ?? element.url,
  emoji: (element) => emojiNode(element.name, unicodeOf(element)),
  user: (element) => mention(element.user_id),
  usergroup: (element) => el("span", { class: "mention" }, `@${element.usergroup_id}`),
  channel: (element) => channelLink(element.channel_id),
  broadcast: (element) => broadcast(element.range),
  date: (element) => dateNode(element.timestamp, element.format, element.url, element.fallback),
  color: (element) => [el("span", { class: "swatch", style: { "--swatch": element.value } }), element.value],
};

function word(element) {
  const shown = WORDS[element.type]?.(element) ?? element.text ?? "";
  const tags = Object.keys(STYLES).filter((style) => element.style?.[style]);
  return tags.reduce((inner, style) => el(STYLES[style], {}, inner), shown);
}

const withBreaks = (text) => text.split("\n").map((row, at) => [at > 0 && el("br"), row]);

function unicodeOf({ unicode }) {
  if (!unicode) return undefined;
  return String.fromCodePoint(...unicode.split("-").map((point) => parseInt(point, 16)));
}
