// The page: reads the address, enters the workspace, and joins its parts to the live events.

import { readAddress, writeAddress } from "./address.js";
import { fetchBoot, fetchWorlds, lookAs } from "./api.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { connect } from "./live.js";
import { isSystemLine } from "./message.js";
import { ModalStack } from "./modal.js";
import { lastPerson, railNodes } from "./rail.js";
import { SandboxPanel } from "./sandbox_panel.js";
import { sidebarNodes } from "./sidebar.js";
import { ThreadPane } from "./thread.js";
import { receive } from "./timeline.js";
import { toast } from "./toast.js";
import { enterWorld, titleOf, world } from "./world.js";

const part = (id) => document.getElementById(id);

class Page {
  #entered = false;

  constructor(teams) {
    this.teams = teams;
    this.panel = new SandboxPanel(part("panel"));
    this.conversation = new Conversation(part("main"), {
      thread: new ThreadPane(part("thread")),
      went: (here) => this.#went(here),
      changed: () => this.showSidebar(),
      openSidebar: () => document.body.classList.add("sidebar-open"),
    });
    this.modals = new ModalStack({ conversation: () => this.conversation.here.channel });
    this.#listen();
  }

  #listen() {
    part("shade").addEventListener("click", () => document.body.classList.remove("sidebar-open"));
    addEventListener("popstate", () => this.conversation.open(readAddress(), { quietly: true }));
    document.addEventListener("visibilitychange", () => this.conversation.read());
    document.addEventListener("click", (event) => {
      const channel = event.target.closest?.("[data-channel]")?.dataset.channel;
      if (!channel) return;
      event.preventDefault();
      if (world.channels.has(channel)) this.conversation.open({ channel, tab: null });
    });
  }

  #went(here) {
    document.body.classList.remove("sidebar-open");
    writeAddress({ team: world.team.id, user: world.me.id, ...here });
  }

  /** Take in the workspace as it is now: at the beginning, and whenever the live events were lost. */
  async #enter() {
    part("trouble").hidden = true;
    const boot = await fetchBoot();
    enterWorld(this.teams, boot);
    if (this.#entered && world.channels.has(this.conversation.here.channel)) this.#refresh();
    else this.#begin();
    this.#entered = true;
    this.modals.show(boot.stack);
  }

  /** Draw the rail and begin where the address says. */
  #begin() {
    part("rail").replaceChildren(...railNodes(() => this.panel.toggle()));
    const asked = readAddress();
    const place = world.channels.has(asked.channel) || asked.tab ? asked : { channel: firstChannel()?.id };
    const { id: team } = world.team;
    writeAddress({ team, user: world.me.id, channel: place.channel, tab: place.tab }, { replace: true });
    this.conversation.open(place, { quietly: true });
    document.body.dataset.ready = world.me.id;
  }

  #refresh() {
    this.conversation.showHeader();
    this.showSidebar();
    if (this.conversation.here.tab !== "home") this.conversation.load();
  }

  showSidebar() {
    const { here } = this.conversation;
    redraw(
      part("sidebar"),
      sidebarNodes(here, (place) => this.conversation.open(place)),
    );
    const unread = [...world.channels.values()].reduce((sum, channel) => sum + channel.unread, 0);
    const channel = world.channels.get(here.channel);
    const place = here.tab === "home" || !channel ? world.app.name : titleOf(channel);
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${place} · ${world.team.name}`;
  }

  /** What the live events do. */
  get handlers() {
    return {
      opened: () => this.#enter().catch((trouble) => toast(trouble.message, "warning")),
      lost: () => {
        part("trouble").hidden = false;
      },
      message: (event) => this.#arrived(event),
      message_changed: (event) => this.#changed(event),
      message_deleted: (event) => this.#changed(event),
      channel: ({ channel }) => this.#channel(channel),
      views: ({ stack }) => this.modals.show(stack),
      home: ({ view }) => this.conversation.home.show(view),
      notice: ({ text }) => this.#notice(text),
      reset: () => location.reload(),
    };
  }

  #arrived(event) {
    receive(event);
    const { channel: id, message } = event;
    const channel = world.channels.get(id);
    if (channel && message.user !== world.me.id && !isSystemLine(message)) channel.unread += 1;
    if (!this.conversation.shows(id)) return this.showSidebar();
    this.conversation.update();
    return this.conversation.read();
  }

  #changed(event) {
    receive(event);
    if (this.conversation.shows(event.channel)) this.conversation.update();
  }

  #channel(channel) {
    const seen = this.conversation.shows(channel.id) && !document.hidden;
    world.channels.set(channel.id, seen ? { ...channel, unread: 0 } : channel);
    if (this.conversation.here.channel === channel.id) this.conversation.showHeader();
    this.showSidebar();
  }

  #notice(text) {
    if (this.modals.open || !this.conversation.notice(text)) toast(text, "warning");
  }
}

/** Put new nodes into the sidebar without losing the place one had come to in it. */
function redraw(sidebar, nodes) {
  const held = sidebar.contains(document.activeElement) && document.activeElement.dataset.place;
  const scrolled = sidebar.querySelector(".sidebar-scroll")?.scrollTop ?? 0;
  sidebar.replaceChildren(...nodes);
  sidebar.querySelector(".sidebar-scroll").scrollTop = scrolled;
  if (held) sidebar.querySelector(`[data-place="${CSS.escape(held)}"]`)?.focus();
}

function firstChannel() {
  const channels = [...world.channels.values()];
  return channels.find((channel) => channel.kind !== "im") ?? channels[0];
}

async function start() {
  const { teams } = await fetchWorlds();
  const asked = readAddress();
  const team = teams.find((one) => one.id === asked.team) ?? teams[0];
  const user = team.users.find((one) => one.id === asked.user) ?? lastPerson(team);
  lookAs(team.id, user.id);
  connect(new Page(teams).handlers);
}

start().catch((problem) => {
  part("main").replaceChildren(
    el("p", { class: "empty" }, `The sandbox could not start: ${problem.message}`),
  );
  throw problem;
});
