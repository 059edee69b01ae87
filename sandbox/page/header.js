// The line above a conversation: what it is, its topic, who is in it; for the app, its tabs.

import { appAvatar, avatar, channelMark } from "./avatar.js";
import { el } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { textNode } from "./mrkdwn.js";
import { personOf, titleOf, world } from "./world.js";

const FACES = 3;

/** The header of a channel or of a direct message with a person. */
export function channelHeader(channel, openSidebar) {
  return [
    iconButton("menu", "Open the sidebar", openSidebar, "sidebar-button"),
    el("div", { class: "header-words" }, [
      el("h2", {}, channelMark(channel, "small"), titleOf(channel)),
      channel.kind === "external" && el("span", { class: "guest-badge" }, icon("link"), "Shared channel"),
      channel.topic && textNode(channel.topic, "span", "topic"),
    ]),
    channel.kind !== "im" && members(channel),
  ].filter(Boolean);
}

function members(channel) {
  const people = channel.members.map(personOf);
  const names = people.map((person) => person.real_name).join(", ");
  const faces = people.slice(0, FACES).map((person) => avatar(person, { size: "tiny" }));
  return el(
    "div",
    { class: "members", title: names },
    faces,
    el("span", {}, String(people.length)),
    el("span", { class: "unseen" }, " members"),
  );
}

/** The header of the app, with its tabs; `choose(tab)` shows one. */
export function appHeader(tab, choose, openSidebar) {
  const tabButton = (name, words) => {
    const props = { role: "tab", "aria-selected": String(tab === name), onclick: () => choose(name) };
    return el("button", { type: "button", class: "tab", ...props }, words);
  };
  return [
    iconButton("menu", "Open the sidebar", openSidebar, "sidebar-button"),
    el("div", { class: "header-words" }, [
      el("h2", {}, appAvatar("small"), world.app.name),
      el("span", { class: "app-badge" }, "APP"),
    ]),
    el(
      "div",
      { class: "tabs", role: "tablist" },
      tabButton("home", "Home"),
      tabButton("messages", "Messages"),
    ),
  ];
}
