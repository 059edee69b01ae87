// Cards, the carousel of them, the alert of a modal, and the container that groups other blocks.

import { el } from "../dom.js";
import { renderElement } from "../elements/index.js";
import { icon } from "../icons.js";
import { plainWords, textNode } from "../mrkdwn.js";
import { picture } from "./image.js";
import { richText } from "./rich_text.js";

const LEVEL_ICONS = { error: "error", warning: "warning", success: "success" };

export function alert(block) {
  const level = block.level ?? "default";
  const look = { class: `alert-${level}`, role: level === "error" ? "alert" : "status" };
  return el("div", look, icon(LEVEL_ICONS[level] ?? "info"), textNode(block.text, "div"));
}

export function card(block, surface) {
  const titled = block.title || block.subtitle || block.icon;
  return el("article", {}, [
    block.hero_image && el("div", { class: "card-hero" }, picture(block.hero_image)),
    titled && cardHead(block),
    block.body && textNode(block.body, "div", "card-body"),
    block.actions && cardActions(block, surface),
  ]);
}

function cardHead(block) {
  return el("div", { class: "card-head" }, [
    block.icon && picture(block.icon),
    el("div", {}, [
      block.title && textNode(block.title, "div", "card-title"),
      block.subtitle && textNode(block.subtitle, "div", "card-subtitle"),
    ]),
  ]);
}

function cardActions(block, surface) {
  const buttons = block.actions.map((button) => renderElement(button, block, surface, { dispatches: true }));
  return el("div", { class: "card-actions" }, buttons);
}

export function carousel(block, surface) {
  const cards = block.elements.map((element) => {
    const node = card(element, surface);
    node.classList.add("block-card");
    return node;
  });
  return el("div", { tabindex: "0", role: "group", "aria-label": "Cards" }, cards);
}

export function container(block, surface, renderBlock) {
  const title = block.rich_text_title ? richText(block.rich_text_title) : plainWords(block.title);
  const head = [
    block.icon && picture(block.icon),
    el("div", {}, [
      el("div", { class: "card-title" }, title),
      block.subtitle && textNode(block.subtitle, "div", "card-subtitle"),
    ]),
  ];
  const inner = block.child_blocks.map((child) => renderBlock(child, surface));
  if (!block.is_collapsible) return el("div", {}, el("div", { class: "card-head" }, head), inner);
  const open = { open: !block.default_collapsed };
  return el("details", open, el("summary", { class: "card-head" }, head, icon("chevron")), inner);
}
