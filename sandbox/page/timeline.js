// The messages of each channel, as fetched and as changed by live events since.

import { fetchMessages } from "./api.js";
import { tsNow } from "./moments.js";

const histories = new Map();

function historyOf(channel) {
  if (!histories.has(channel))
    histories.set(channel, { messages: new Map(), notices: [], loading: new Set() });
  return histories.get(channel);
}

/** Fetch a channel anew. Events that come while the answer is under way are applied on top of it. */
export async function refresh(channel) {
  const history = historyOf(channel);
  const arrived = [];
  history.loading.add(arrived);
  try {
    const { messages } = await fetchMessages(channel);
    history.messages = new Map((messages ?? []).map((message) => [message.ts, kept(history, message)]));
    arrived.forEach((event) => apply(history, event));
  } finally {
    history.loading.delete(arrived);
  }
}

/** The object known already when nothing changed, so that its row need not be drawn again. */
function kept(history, message) {
  const known = history.messages.get(message.ts);
  return known && JSON.stringify(known) === JSON.stringify(message) ? known : message;
}

/** Take in a `message`, `message_changed` or `message_deleted` event. */
export function receive(event) {
  const history = historyOf(event.channel);
  for (const arrived of history.loading) arrived.push(event);
  apply(history, event);
}

function apply(history, { type, message }) {
  if (type === "message_deleted") history.messages.delete(message.ts);
  else history.messages.set(message.ts, kept(history, message));
}

/** Add a line that only this page knows: what Slack says to the person itself. */
export function addNotice(channel, text) {
  historyOf(channel).notices.push({ ts: tsNow(), channel, text, notice: true, ephemeral: true });
}

/** All messages of a channel, replies too, oldest first. */
function messagesOf(channel) {
  const { messages, notices } = historyOf(channel);
  return [...messages.values(), ...notices].sort((a, b) => Number(a.ts) - Number(b.ts));
}

const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** What stands in the channel itself. */
export function channelMessages(channel) {
  return messagesOf(channel).filter((message) => !isReply(message));
}

/** A thread: its first message, then the replies. */
export function threadMessages(channel, ts) {
  return messagesOf(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
}
