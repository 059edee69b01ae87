// The page's address: who looks (team, user) and at what (channel, tab), so that a link, a test or a reload
// comes back to the same place.

const NAMES = ["team", "user", "channel", "tab"];

/** `{team, user, channel, tab}` from the address; null for what it doesn't say. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name)]));
}

/** The address of a place. */
export function addressOf(place) {
  const query = new URLSearchParams();
  for (const name of NAMES) if (place[name]) query.set(name, place[name]);
  return `/?${query}`;
}

/** Put the place into the address bar, as a new step of the history or instead of the present one. */
export function writeAddress(place, { replace = false } = {}) {
  const address = addressOf(place);
  if (`${location.pathname}${location.search}` === address) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}
