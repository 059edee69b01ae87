// The markdown block: ordinary Markdown (not mrkdwn) as DOM nodes.

import { el } from "../dom.js";
import { emojiNode, link } from "../mrkdwn.js";
import { emojiNamed } from "../emoji.js";

export function markdown(block) {
  return el("div", { class: "markdown" }, parseBlocks(block.text.split("\n")));
}

const FENCE = /^ {0,3}(```|~~~)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

// Each takes the lines and where to begin, and answers [node, where it ended], or null when it isn't one.
const READERS = [readFence, readHeading, readRule, readQuote, readList, readTable, readParagraph];

function parseBlocks(lines) {
  const nodes = [];
  for (let at = 0; at < lines.length;) {
    if (lines[at].trim() === "") at += 1;
    else {
      const [node, end] = READERS.map((read) => () => read(lines, at)).reduce(
        (found, read) => found ?? read(),
        null,
      );
      nodes.push(node);
      at = end;
    }
  }
  return nodes;
}

function readFence(lines, at) {
  const fence = lines[at].match(FENCE)?.[1];
  if (!fence) return null;
  const close = lines.findIndex((line, index) => index > at && line.trim().startsWith(fence));
  const end = close < 0 ? lines.length : close;
  return [el("pre", { class: "code-block" }, lines.slice(at + 1, end).join("\n")), end + 1];
}

function readHeading(lines, at) {
  const match = lines[at].match(HEADING);
  return match && [el(`h${match[1].length}`, {}, inline(match[2])), at + 1];
}

function readRule(lines, at) {
  return RULE.test(lines[at]) ? [el("hr"), at + 1] : null;
}

function readQuote(lines, at) {
  if (!QUOTE.test(lines[at])) return null;
  const end = endOfRun(lines, at, (line) => QUOTE.test(line));
  return [
    el("blockquote", {}, parseBlocks(lines.slice(at, end).map((line) => line.replace(QUOTE, "")))),
    end,
  ];
}

function readList(lines, at) {
  const first = lines[at].match(ITEM);
  if (!first) return null;
  const indent = first[1].length;
  const ordered = /\d/.test(first[2]);
  const items = [];
  let end = at;
  while (end < lines.length) {
    const item = lines[end].match(ITEM);
    if (item && item[1].length <= indent + 1 && /\d/.test(item[2]) === ordered) items.push([item[3]]);
    else if (/^\s+\S/.test(lines[end])) items.at(-1).push(lines[end].slice(indent + 2));
    else break;
    end += 1;
  }
  const start = ordered ? { start: parseInt(first[2], 10) } : {};
  return [el(ordered ? "ol" : "ul", start, items.map(listItem)), end];
}

function listItem([first, ...rest]) {
  const task = first.match(/^\[([ xX])\]\s+(.*)$/);
  const box = task && el("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  return el("li", { class: task ? "task" : null }, box, inline(task ? task[2] : first), parseBlocks(rest));
}

function readTable(lines, at) {
  if (!lines[at].includes("|") || !TABLE_RULE.test(lines[at + 1] ?? "")) return null;
  const end = endOfRun(lines, at, (line) => line.includes("|"));
  const align = cellsOf(lines[at + 1]).map((rule) =>
    rule.endsWith(":") ? (rule[0] === ":" ? "center" : "right") : "left",
  );
  const row = (line, tag) =>
    el(
      "tr",
      {},
      cellsOf(line).map((cell, column) =>
        el(tag, { class: `align-${align[column] ?? "left"}` }, inline(cell)),
      ),
    );
  const body = lines.slice(at + 2, end).map((line) => row(line, "td"));
  const table = el("table", {}, el("thead", {}, row(lines[at], "th")), el("tbody", {}, body));
  return [el("div", { class: "table-frame" }, table), end];
}

const cellsOf = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());

function readParagraph(lines, at) {
  const others = READERS.slice(0, -1);
  const ends = (line, index) =>
    line.trim() === "" || (index > at && others.some((read) => read(lines, index)));
  let end = at + 1;
  while (end < lines.length && !ends(lines[end], end)) end += 1;
  return [
    el(
      "p",
      {},
      lines.slice(at, end).map((line, row) => [row > 0 && el("br"), inline(line.trim())]),
    ),
    end,
  ];
}

function endOfRun(lines, at, belongs) {
  let end = at;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return end;
}

const TOKEN = new RegExp(
  [
    "\\\\(?<escaped>[\\\\`*_{}\\[\\]()#+.!|~>-])",
    "`(?<code>[^`]+)`",
    "!?\\[(?<label>[^\\]]*)\\]\\((?<target>[^()\\s]+)\\)",
    "(?<strongMark>\\*\\*|__)(?=\\S)(?<strong>.+?)\\k<strongMark>",
    "(?<![\\p{L}\\p{N}])(?<emMark>[*_])(?=\\S)(?<em>.*?\\S)\\k<emMark>(?![\\p{L}\\p{N}])",
    "~~(?<struck>.+?)~~",
    ":(?<emoji>[a-z0-9_+'-]+):",
    "(?<url>https?://[^\\s<>]+[^\\s<>.,;:!?'\")\\]])",
  ].join("|"),
  "gu",
);

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(text.slice(end, match.index), token(match[0], match.groups));
    end = match.index + match[0].length;
  }
  return [...nodes, text.slice(end)];
}

function token(typed, groups) {
  if (groups.escaped) return groups.escaped;
  if (groups.code) return el("code", {}, groups.code);
  if (groups.target) return link(groups.target, groups.label, inline(groups.label)) ?? typed;
  if (groups.strong) return el("strong", {}, inline(groups.strong));
  if (groups.em) return el("em", {}, inline(groups.em));
  if (groups.struck) return el("s", {}, inline(groups.struck));
  if (groups.url) return link(groups.url, groups.url);
  return emojiNamed(groups.emoji) ? emojiNode(groups.emoji) : typed;
}
