// Times as a chat shows them, in the browser's own time zone.

const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const longDayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });

/** A message's `ts` (seconds, as text) as a moment. */
export function momentOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** The `ts` of this moment, for a line that only this page knows. */
export function tsNow() {
  return (Date.now() / 1000).toFixed(6);
}

/** `14:05`, or `2:05 PM` where that is usual. */
export function clockTime(moment) {
  return time.format(moment);
}

/** The same without AM or PM, where there is little room. */
export function clockDigits(moment) {
  const parts = time.formatToParts(moment).filter(({ type }) => type !== "dayPeriod");
  return parts
    .map(({ value }) => value)
    .join("")
    .trim();
}

/** The full date and time, for the tooltip. */
export function fullMoment(moment) {
  return `${longDayAndYear.format(moment)}, ${time.format(moment)}`;
}

/** Whether both moments fall on one day. */
export function sameDay(a, b) {
  return a.toDateString() === b.toDateString();
}

/** `Today`, `Yesterday`, or the day; the year only when it is another one. */
export function dayName(moment, now = new Date()) {
  return nearDay(moment, now) ?? (sameYear(moment, now) ? longDay : longDayAndYear).format(moment);
}

const sameYear = (a, b) => a.getFullYear() === b.getFullYear();

function nearDay(moment, now) {
  const shifted = (days) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  if (sameDay(moment, shifted(0))) return "Today";
  if (sameDay(moment, shifted(-1))) return "Yesterday";
  return sameDay(moment, shifted(1)) ? "Tomorrow" : null;
}

const format = (options) => (moment) => new Intl.DateTimeFormat(undefined, options).format(moment);
const day = { day: "numeric", month: "long", year: "numeric" };
const shortDay = { day: "numeric", month: "short", year: "numeric" };
const pretty = (show) => (moment) => nearDay(moment, new Date())?.toLowerCase() ?? show(moment);

const DATE_TOKENS = {
  date_num: (moment) => moment.toLocaleDateString("sv"),
  date_slash: format({ day: "2-digit", month: "2-digit", year: "numeric" }),
  date: format(day),
  date_short: format(shortDay),
  date_long: format({ ...day, weekday: "long" }),
  date_pretty: pretty(format(day)),
  date_short_pretty: pretty(format(shortDay)),
  date_long_pretty: pretty(format({ ...day, weekday: "long" })),
  day_divider_pretty: pretty(format({ ...day, weekday: "long" })),
  time: clockTime,
  time_secs: format({ timeStyle: "medium" }),
  ago: (moment) => agoText((moment - Date.now()) / 1000),
};

function agoText(seconds) {
  const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  const steps = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.round(seconds / size), unit);
}

/** Slack's date formatting: `{date_short} at {time}` of a Unix time in seconds; null when it is no time. */
export function formatDate(seconds, pattern) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (token, name) => DATE_TOKENS[name]?.(moment) ?? token);
}
