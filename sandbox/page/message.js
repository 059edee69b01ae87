// One row of a conversation: a message with its author, blocks, files and the toolbar that shows on hover.

import { runShortcut } from "./api.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks/index.js";
import { sharedFile } from "./blocks/image.js";
import { el } from "./dom.js";
import { icon, iconButton } from "./icons.js";
import { openMenu } from "./menu.js";
import { clockDigits, clockTime, fullMoment, momentOf } from "./moments.js";
import { emojiNode, textNode } from "./mrkdwn.js";
import { toast } from "./toast.js";
import { markedTitleOf, nameOf, personOf, world } from "./world.js";

const SLACKBOT = { id: "USLACKBOT", real_name: "Slackbot", name: "slackbot", color: "475467" };

/** Whether the message is a line of the channel's own: someone joined it. */
export function isSystemLine(message) {
  return message.subtype === "channel_join";
}

/**
 * The row. `compact` leaves out the author, who is the one above; `reply(message)` opens the thread, null
 * where there is none to open; `known` holds the elements of its unchanged blocks.
 */
export function messageRow(message, { compact, surface, reply, known }) {
  if (isSystemLine(message)) return joinRow(message);
  const moment = momentOf(message.ts);
  const look = ["message", compact && "compact", message.ephemeral && "ephemeral"];
  return el("div", { class: look.filter(Boolean).join(" "), dataset: { ts: message.ts }, role: "article" }, [
    el("div", { class: "message-side" }, compact ? timeOf(moment, clockDigits) : face(message)),
    el("div", { class: "message-main" }, [
      message.ephemeral && onlyYou(),
      !compact && byline(message, moment),
      content(message, surface, known),
      replies(message, reply),
    ]),
    toolbar(message, reply),
  ]);
}

function joinRow({ ts, channel, user, inviter }) {
  const place = markedTitleOf(world.channels.get(channel));
  const words = inviter
    ? `${nameOf(inviter)} added ${nameOf(user)} to ${place}`
    : `${nameOf(user)} joined ${place}`;
  return el("div", { class: "message system", dataset: { ts }, role: "article" }, [
    el("div", { class: "message-side" }, avatar(personOf(inviter ?? user), { size: "tiny" })),
    el("div", {}, words, timeOf(momentOf(ts))),
  ]);
}

const authorOf = (message) => (message.notice ? SLACKBOT : personOf(message.user));

function face(message) {
  const author = authorOf(message);
  return avatar(author, { image: message.icon || (author.is_bot ? world.app.icon : null) });
}

const timeOf = (moment, show = clockTime) => el("time", { title: fullMoment(moment) }, show(moment));

const onlyYou = () => el("div", { class: "only-you" }, icon("info"), "Only visible to you");

function byline(message, moment) {
  const author = authorOf(message);
  return el("div", { class: "byline" }, [
    el("span", { class: "author" }, message.username || author.real_name || author.name),
    (message.bot || author.is_bot) && el("span", { class: "app-badge" }, "APP"),
    author.is_stranger && el("span", { class: "guest-badge" }, "External"),
    author.is_guest && el("span", { class: "guest-badge" }, "Guest"),
    timeOf(moment),
  ]);
}

function content(message, surface, known) {
  const blocks = message.blocks ?? [];
  const edited = message.edited && el("span", { class: "edited" }, "(edited)");
  return el("div", { class: "content" }, [
    blocks.length > 0 ? renderBlocks(blocks, surface, known) : words(message),
    edited,
    (message.files ?? []).filter((file) => file.url).map(sharedFile),
    reactions(message),
  ]);
}

function words(message) {
  if (!message.text) return null;
  return textNode(message.notice ? { type: "plain_text", text: message.text } : message.text, "div", "text");
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  const pills = message.reactions.map(({ name, count }) =>
    el("span", { class: "reaction" }, emojiNode(name), String(count)),
  );
  return el("div", { class: "reactions" }, pills);
}

function replies(message, reply) {
  if (!reply || !message.reply_count) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  return el(
    "button",
    { type: "button", class: "reply-count", onclick: () => reply(message) },
    icon("reply"),
    words,
  );
}

function toolbar(message, reply) {
  if (message.notice) return null;
  const answer = reply && !message.ephemeral ? () => reply(message) : null;
  const more = iconButton("dots", "More actions", () =>
    openMenu(more, actionsFor(message, answer), { align: "end" }),
  );
  more.setAttribute("aria-haspopup", "menu");
  const thread = answer && iconButton("reply", "Reply in thread", answer, "reply");
  return el("div", { class: "toolbar" }, thread, more);
}

function actionsFor(message, answer) {
  const thread = answer ? [{ label: "Reply in thread", icon: "reply", onPick: answer }] : [];
  const copy = {
    label: "Copy text",
    icon: "copy",
    onPick: () => navigator.clipboard?.writeText(message.text ?? ""),
  };
  const shortcuts = world.shortcuts.filter((shortcut) => shortcut.type === "message");
  if (message.ephemeral || shortcuts.length === 0) return [...thread, copy];
  const items = shortcuts.map((shortcut) => ({
    label: shortcut.name,
    description: world.app.name,
    icon: "bolt",
    onPick: () => runOn(message, shortcut),
  }));
  return [...items, { line: true }, ...thread, copy];
}

async function runOn(message, shortcut) {
  try {
    const answer = await runShortcut(shortcut.callback_id, { channel: message.channel, ts: message.ts });
    if (answer.ok === false && answer.error)
      toast(`${shortcut.name} didn’t work: ${answer.error}`, "warning");
  } catch (trouble) {
    toast(trouble.message, "warning");
  }
}
