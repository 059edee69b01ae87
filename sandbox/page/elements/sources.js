// Where a select's choices come from: its own options, the app, or the workspace's people and channels.
// A choice is `{key, text, description, value}`: `value` is what Slack's state holds for it.

import { fetchOptions } from "../api.js";
import { plainWords } from "../mrkdwn.js";
import { isAppChannel, markedTitleOf, nameOf, people, world } from "../world.js";

const EXTERNAL_MINIMUM = 3;
const EXTERNAL_PAUSE = 250;

/** A source for this select element: `{groups(query), minimum, pause}`; `groups` may be a promise. */
export function sourceFor(slot) {
  const kind = slot.element.type.replace("multi_", "");
  if (kind === "external_select") return externalSource(slot);
  const groups = { static_select: staticGroups, users_select: userGroups }[kind] ?? channelGroups;
  const filtered = (query) => matching(groups(slot.element), query);
  return { groups: filtered, minimum: 0, pause: 0 };
}

/** The choice that an entry of Slack's state stands for. */
export function choiceOf(value) {
  if (typeof value === "object") return optionChoice(value);
  const channel = world.channels.get(value);
  return { key: value, text: channel ? markedTitleOf(channel) : nameOf(value), value };
}

function optionChoice(option) {
  return {
    key: option.value,
    text: plainWords(option.text),
    description: plainWords(option.description),
    value: option,
  };
}

/** Whether a static select still offers this option. */
export function offersOption(element, option) {
  return flatOptions(element).some((offered) => offered.value === option.value);
}

const flatOptions = ({ options, option_groups }) =>
  options ?? (option_groups ?? []).flatMap((group) => group.options);

function staticGroups({ options, option_groups }) {
  if (!option_groups) return [{ label: null, choices: (options ?? []).map(optionChoice) }];
  return option_groups.map((group) => ({
    label: plainWords(group.label),
    choices: group.options.map(optionChoice),
  }));
}

function userGroups() {
  const choices = people().map((user) => ({ ...choiceOf(user.id), description: user.title }));
  return [{ label: null, choices }];
}

const KIND_NAMES = { channel: "public", external: "public", private: "private", im: "im" };

/** Whether a select of conversations or channels has this channel among its choices. */
export function offersChannel(element, channel) {
  const filter = element.filter ?? {};
  if (!channel || channel.is_archived) return false;
  if (element.type.includes("channels")) return ["channel", "external"].includes(channel.kind);
  if (filter.include && !filter.include.includes(KIND_NAMES[channel.kind])) return false;
  if (filter.exclude_external_shared_channels && channel.kind === "external") return false;
  return !(filter.exclude_bot_users && isAppChannel(channel));
}

function channelGroups(element) {
  const shown = [...world.channels.values()].filter((channel) => offersChannel(element, channel));
  return [{ label: null, choices: shown.map((channel) => choiceOf(channel.id)) }];
}

function matching(groups, query) {
  const wanted = query.trim().toLowerCase();
  const fits = (choice) => `${choice.text} ${choice.description ?? ""}`.toLowerCase().includes(wanted);
  return groups.map(({ label, choices }) => ({ label, choices: choices.filter(fits) }));
}

function externalSource(slot) {
  const element = { action_id: slot.element.action_id, block_id: slot.block.block_id };
  const groups = async (query) => {
    const answer = await fetchOptions(slot.surface.container, element, query);
    if (!answer.options && !answer.option_groups) throw new Error(answer.error ?? "no options");
    return staticGroups(answer);
  };
  return { groups, minimum: slot.element.min_query_length ?? EXTERNAL_MINIMUM, pause: EXTERNAL_PAUSE };
}
