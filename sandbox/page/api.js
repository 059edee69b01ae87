// The calls of the contract between page and server (sandbox/README.md), in the name of who looks.

/** The server could not be reached, or broke; what it refuses in words is an ordinary answer. */
export class Trouble extends Error {}

const who = { team: "", user: "" };

/** From here on every call is made by this user of this team. */
export function lookAs(team, user) {
  Object.assign(who, { team, user });
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new Trouble("The sandbox can't be reached.", { cause });
  }
  const answer = await response.json().catch(() => null);
  if (answer === null) throw new Trouble(`The sandbox answered ${response.status}.`);
  if (!response.ok && answer.ok === undefined) return { ...answer, ok: false };
  return answer;
}

function get(path, query = {}) {
  return request(`${path}?${new URLSearchParams({ ...who, ...query })}`);
}

const post = (path, body = {}) => postAsNobody(path, { ...who, ...body });

function postAsNobody(path, body) {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(body) });
}

export const fetchWorlds = () => get("/client/worlds");
export const fetchBoot = () => get("/client/boot");
export const fetchMessages = (channel) => get("/client/messages", { channel });
export const say = (channel, text, thread) => post("/client/say", { channel, text, thread_ts: thread });
export const act = (container, action, state) => post("/client/action", { container, action, state });
export const fetchOptions = (container, element, value) =>
  post("/client/options", { container, action_id: element.action_id, block_id: element.block_id, value });
export const submitView = (viewId, state) => post("/client/submit", { view_id: viewId, state });
export const closeView = (viewId, all = false) => post("/client/close", { view_id: viewId, all });
export const runShortcut = (callbackId, where = {}) =>
  post("/client/shortcut", { callback_id: callbackId, ...where });
export const openHome = () => post("/client/home");
export const markRead = (channel) => post("/client/mark", { channel });
export const fetchRequests = () => get("/sandbox/requests");
export const injectFault = (fault) => postAsNobody("/sandbox/faults", fault);

/** Upload one file for a `file_input`; answers Slack's file object. */
export async function upload(file) {
  const form = new FormData();
  form.set("team", who.team);
  form.set("user", who.user);
  form.set("file", file);
  return request("/client/upload", { method: "POST", body: form });
}

/** Where the browser finds a stored file: as given, asked for by who looks when the sandbox keeps it. */
export function fileAddress(url) {
  const address = new URL(url, location.href);
  if (!address.pathname.startsWith("/files/")) return address.href;
  address.searchParams.set("user", who.user);
  return `${address.pathname}${address.search}`;
}

/** The live events of who looks. */
export function eventSource() {
  return new EventSource(`/client/events?${new URLSearchParams(who)}`);
}
