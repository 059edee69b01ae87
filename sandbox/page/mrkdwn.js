// Slack's mrkdwn as DOM nodes: marks, links, mentions, dates, emoji, code, quotes. It decodes the three
// entities once and builds text nodes only, so what a program forgot to escape shows as the ping it would be.

import { el } from "./dom.js";
import { emojiNamed } from "./emoji.js";
import { formatDate } from "./moments.js";
import { nameOf, world } from "./world.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const MARKS = { "*": "strong", _: "em", "~": "s" };
const TOKEN = new RegExp(
  [
    "<(?<special>[^<>\\n]+)>",
    "`(?<code>[^`\\n]+)`",
    "(?<![\\p{L}\\p{N}*_~])(?<mark>[*_~])(?=[^\\s])(?!\\k<mark>)(?<marked>[^\\n]*?[^\\s])\\k<mark>(?![\\p{L}\\p{N}])",
    ":(?<emoji>[a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?",
    "(?<url>\\bhttps?://[^\\s<>|]+[^\\s<>|.,;:!?'\")\\]])",
  ].join("|"),
  "gu",
);

/** `&lt;`, `&gt;` and `&amp;` decoded, each once. */
function decodeEntities(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}

/** A text object, or a string of mrkdwn, as an element. `plain_text` shows markup as it was written. */
export function textNode(text, tag = "span", className = "") {
  const source = typeof text === "string" ? { type: "mrkdwn", text } : text;
  const nodes = source.type === "plain_text" ? plainText(source) : mrkdwn(source.text);
  return el(tag, { class: className || null }, nodes);
}

/** The words of a plain_text object, with its emoji. */
export function plainWords(text) {
  if (!text || text.emoji === false) return text?.text ?? "";
  return text.text.replace(/:([a-z0-9_+'-]+):/g, (typed, name) => emojiNamed(name) ?? typed);
}

const plainText = (text) => lines(plainWords(text), (line) => [line]);

/** Nodes for a whole text of mrkdwn. */
export function mrkdwn(text) {
  return text
    .split(/\n?```\n?([\s\S]*?)\n?```\n?/)
    .map((part, at) => (at % 2 ? fence(part) : paragraphs(part)));
}

const fence = (code) => el("pre", { class: "code-block" }, inlineCode(code));

function paragraphs(text) {
  if (text === "") return [];
  const nodes = [];
  const rows = text.split("\n");
  for (let at = 0; at < rows.length;) {
    const quoted = rows[at].match(/^(?:>|&gt;) ?/) !== null;
    const start = at;
    while (at < rows.length && (rows[at].match(/^(?:>|&gt;) ?/) !== null) === quoted) at += 1;
    const run = rows.slice(start, at);
    nodes.push(quoted ? quote(run) : lines(run.join("\n"), line));
  }
  return nodes;
}

const quote = (rows) =>
  el("blockquote", {}, lines(rows.map((row) => row.replace(/^(?:>|&gt;) ?/, "")).join("\n"), line));

function lines(text, show) {
  return text.split("\n").map((row, at) => [at > 0 && el("br"), show(row)]);
}

const line = (row) =>
  /^\s*(?:[•◦▪–-]|\d+\.) /.test(row) ? el("span", { class: "list-line" }, inline(row)) : inline(row);

/** Nodes for one line of mrkdwn. */
export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(decodeEntities(text.slice(end, match.index)), token(match));
    end = match.index + match[0].length;
  }
  return [...nodes, decodeEntities(text.slice(end))];
}

function token({ 0: typed, groups }) {
  if (groups.special) return special(groups.special) ?? decodeEntities(typed);
  if (groups.code) return el("code", {}, inlineCode(groups.code));
  if (groups.mark) return el(MARKS[groups.mark], {}, inline(groups.marked));
  if (groups.url) return link(decodeEntities(groups.url), decodeEntities(groups.url));
  return emojiNamed(groups.emoji) ? emojiNode(groups.emoji) : typed;
}

function inlineCode(text) {
  const parts = text.split(/<([^<>\n]+)>/);
  return parts.map((part, at) => (at % 2 ? (special(part) ?? `<${part}>`) : decodeEntities(part)));
}

/** An emoji, with its name for those who ask. */
export function emojiNode(name, unicode = emojiNamed(name)) {
  if (!unicode) return `:${name}:`;
  return el("span", { title: `:${name}:` }, unicode);
}

function special(body) {
  const [target, label] = splitOnce(body, "|");
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!")) return command(target.slice(1), label);
  return link(decodeEntities(target), decodeEntities(label ?? target), label ? inline(label) : null);
}

function splitOnce(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function command(body, label) {
  const [name, ...rest] = body.split("^");
  if (["here", "channel", "everyone"].includes(name)) return broadcast(name);
  if (name === "subteam") return el("span", { class: "mention" }, label ?? `@${rest[0]}`);
  if (name === "date") return dateNode(rest[0], rest[1] ?? "{date}", rest[2], label);
  return null;
}

/** A date in the reader's own time, or what the sender gave for those who can't show it. */
export function dateNode(seconds, pattern, url, fallback) {
  const text = formatDate(seconds, pattern) ?? fallback ?? "";
  return url ? (link(url, text) ?? text) : el("time", {}, text);
}

/** Someone's name, as a mention; one's own stands out. */
export function mention(id, label) {
  const name = world.users.has(id) ? nameOf(id) : (label ?? id);
  return el("span", { class: id === world.me.id ? "mention mention-me" : "mention" }, `@${name}`);
}

/** A link to a channel; the page follows it without reloading. */
export function channelLink(id, label) {
  const name = world.channels.get(id)?.name ?? label ?? "private-channel";
  return el("a", { class: "mention", href: "#", dataset: { channel: id } }, `#${name}`);
}

/** A ping of many people, shown so that nobody overlooks one that should have been escaped. */
export function broadcast(range) {
  return el("span", { class: "mention mention-all", title: "This notifies people" }, `@${range}`);
}

/** A link that opens beside this page; null when the address is none that a chat should open. */
export function link(url, text, nodes = null) {
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(url)) return null;
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, nodes ?? text);
}
