// What is known of the workspace on screen: its people, channels, app, commands and shortcuts.

/** One workspace as one person sees it; filled by `enterWorld`. */
export const world = {
  teams: [],
  team: null,
  me: null,
  app: null,
  users: new Map(),
  memberIds: new Set(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
};

/** Take in what the server says of the workspace; called again after a lost connection. */
export function enterWorld(teams, boot) {
  Object.assign(world, { teams, team: boot.team, me: boot.me, app: boot.app });
  world.users = new Map(teams.flatMap((team) => team.users).map((user) => [user.id, user]));
  for (const user of boot.users) world.users.set(user.id, user);
  world.memberIds = new Set(boot.users.map((user) => user.id));
  world.channels = new Map(boot.channels.map((channel) => [channel.id, channel]));
  world.commands = boot.commands;
  world.shortcuts = boot.shortcuts;
}

/** The person or bot with this id; a stranger is shown by the id alone. */
export function personOf(id) {
  return world.users.get(id) ?? { id, name: id ?? "unknown", real_name: id ?? "Unknown" };
}

/** What people call someone. */
export function nameOf(id) {
  const person = personOf(id);
  return person.real_name || person.name;
}

/** The other person of a direct message; oneself in a note to self. */
export function partnerIn(channel) {
  return channel.members.find((id) => id !== world.me.id) ?? world.me.id;
}

/** A channel's name as read in a list: `sales` without its mark, or the other person's name. */
export function titleOf(channel) {
  if (channel.kind !== "im") return channel.name;
  const partner = partnerIn(channel);
  return partner === world.me.id ? `${nameOf(partner)} (you)` : nameOf(partner);
}

/** The same with its mark: `#sales`, or a person's name. */
export function markedTitleOf(channel) {
  return channel.kind === "im" ? titleOf(channel) : `#${channel.name}`;
}

/** Whether this is the direct message with the app. */
export function isAppChannel(channel) {
  return channel?.kind === "im" && partnerIn(channel) === world.app.bot_user_id;
}

/** The direct message with the app, if there is one yet. */
export function appChannel() {
  return [...world.channels.values()].find(isAppChannel);
}

/** Who can be picked in this workspace, bots last, by name. */
export function people() {
  const users = [...world.users.values()].filter((user) => world.memberIds.has(user.id));
  return users.sort((a, b) => Number(a.is_bot) - Number(b.is_bot) || byName(a, b));
}

const byName = (a, b) => (a.real_name || a.name).localeCompare(b.real_name || b.name);
