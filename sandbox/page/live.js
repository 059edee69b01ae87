// The live events: one stream for who looks, opened again whenever it breaks.

import { eventSource } from "./api.js";

const RETRY_SECONDS = 2;

/**
 * Call `handlers[event.type](event)` for each event. `handlers.opened()` is called when the stream (re)opens,
 * since something may have been missed: events wait until its promise is kept. `handlers.lost()` when it breaks.
 */
export function connect(handlers) {
  const source = eventSource();
  let ready = Promise.resolve();
  source.addEventListener("open", () => {
    ready = handlers.opened();
  });
  source.addEventListener("message", async ({ data }) => {
    const event = JSON.parse(data);
    await ready;
    handlers[event.type]?.(event);
  });
  source.addEventListener("error", () => {
    handlers.lost();
    // A stream that the server refused is not tried again by the browser itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => connect(handlers), RETRY_SECONDS * 1000);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}
