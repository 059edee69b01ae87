// The narrow bar at the left: workspaces to switch between, the sandbox's own panel, and who looks.

import { addressOf, readAddress } from "./address.js";
import { fileAddress } from "./api.js";
import { avatar, colourOf, initials, isAddress } from "./avatar.js";
import { el } from "./dom.js";
import { iconButton } from "./icons.js";
import { openMenu } from "./menu.js";
import { world } from "./world.js";

const remembered = (team) => `looked-as ${team}`;

/** The rail's content; `openPanel` opens the sandbox's panel. */
export function railNodes(openPanel) {
  sessionStorage.setItem(remembered(world.team.id), world.me.id);
  return [
    el("div", { class: "rail-teams" }, world.teams.map(teamLink)),
    el("div", { class: "rail-end" }, [
      iconButton("gear", "Sandbox panel", openPanel, "rail-button"),
      meButton(),
    ]),
  ];
}

function teamLink(team) {
  const current = team.id === world.team.id;
  const href = current ? addressOf(readAddress()) : addressOf({ team: team.id, user: lastPerson(team).id });
  const look = { class: "team", style: { "--face": colourOf(team.id) } };
  const name = {
    title: team.name,
    "aria-label": `Workspace ${team.name}`,
    "aria-current": current ? "true" : null,
  };
  return el("a", { ...look, ...name, href }, teamMark(team));
}

function teamMark(team) {
  if (isAddress(team.icon)) return el("img", { src: fileAddress(team.icon), alt: "" });
  return initials(team.name);
}

/** Who looked at this workspace last in this browser tab, or else the first of its people. */
export function lastPerson(team) {
  const last = sessionStorage.getItem(remembered(team.id));
  const known = team.users.find((user) => user.id === last);
  return known ?? team.users.find((user) => !user.is_bot && !user.is_stranger) ?? team.users[0];
}

function meButton() {
  const words = `You are ${world.me.real_name}. Look as someone else`;
  const open = () => openMenu(button, [{ heading: "Look as …" }, ...personItems()]);
  const name = { title: words, "aria-label": words };
  const face = [avatar(world.me), el("span", { class: "presence" })];
  const button = el("button", { type: "button", class: "me", ...name, onclick: open }, face);
  button.setAttribute("aria-haspopup", "menu");
  return button;
}

function personItems() {
  const team = world.teams.find((one) => one.id === world.team.id);
  return team.users.filter((user) => !user.is_bot).map(personItem);
}

function personItem(user) {
  const parts = [user.title, user.is_admin && "workspace admin", user.is_stranger && "another organisation"];
  return {
    label: user.real_name,
    description: parts.filter(Boolean).join(" · "),
    node: avatar(user, { size: "small" }),
    current: user.id === world.me.id,
    href: addressOf({ ...readAddress(), team: world.team.id, user: user.id }),
  };
}
