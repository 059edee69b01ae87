// The list of places to go: channels, direct messages, and the app.

import { appAvatar, channelMark } from "./avatar.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { appChannel, isAppChannel, titleOf, world } from "./world.js";

const bySidebarOrder = (a, b) => titleOf(a).localeCompare(titleOf(b));

/** The sidebar's content; `here` is `{channel, tab}` of what is shown, `go(place)` shows another. */
export function sidebarNodes(here, go) {
  const channels = [...world.channels.values()].sort(bySidebarOrder);
  const rooms = channels.filter((channel) => channel.kind !== "im");
  const people = channels.filter((channel) => channel.kind === "im" && !isAppChannel(channel));
  const row = (channel) => channelRow(channel, here, go);
  const app = appChannel();
  return [
    el(
      "header",
      { class: "sidebar-head" },
      el("h1", {}, world.team.name),
      el("span", {}, world.me.real_name),
    ),
    el("div", { class: "sidebar-scroll" }, [
      section("Channels", rooms.map(row)),
      people.length > 0 && section("Direct messages", people.map(row)),
      app && section("Apps", [appRow(app, here, go)]),
    ]),
  ];
}

function section(title, rows) {
  const items = rows.map((row) => el("li", {}, row));
  return el("section", {}, el("h2", {}, title), el("ul", {}, items));
}

function channelRow(channel, here, go) {
  const shared = { class: "shared-mark", title: "Shared with another organisation" };
  return placeRow(channel, here, () => go({ channel: channel.id, tab: null }), [
    channelMark(channel, "tiny"),
    el("span", { class: "place-name" }, titleOf(channel)),
    channel.kind === "external" && el("span", shared, icon("link")),
  ]);
}

function appRow(channel, here, go) {
  const tab = channel.unread > 0 ? "messages" : "home";
  return placeRow(channel, here, () => go({ channel: channel.id, tab }), [
    appAvatar("tiny"),
    el("span", { class: "place-name" }, world.app.name),
  ]);
}

function placeRow({ id, unread }, here, onclick, words) {
  const current = here.channel === id;
  const look = ["place", current && "current", unread > 0 && "unread"].filter(Boolean).join(" ");
  const props = { type: "button", class: look, onclick, "aria-current": current ? "page" : null };
  return el("button", { ...props, dataset: { place: id } }, [
    words,
    unread > 0 && el("span", { class: "badge" }, String(unread), el("span", { class: "unseen" }, " unread")),
  ]);
}
