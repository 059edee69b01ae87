// Dates and times, by the browser's own pickers.

import { debounce, el } from "../dom.js";
import { plainWords } from "../mrkdwn.js";

const KINDS = {
  datepicker: { type: "date", field: "selected_date", initial: "initial_date", words: "Select a date" },
  timepicker: { type: "time", field: "selected_time", initial: "initial_time", words: "Select a time" },
  datetimepicker: {
    type: "datetime-local",
    field: "selected_date_time",
    initial: "initial_date_time",
    words: "Select a date and time",
  },
};
const FIRST_YEAR = "1000";
const TYPING_PAUSE = 400;

/** A `datepicker`, `timepicker` or `datetimepicker`. */
export function dateInput(slot) {
  const kind = KINDS[slot.element.type];
  const moment = kind.type === "datetime-local";
  const entry = slot.begin({ [kind.field]: slot.element[kind.initial] ?? null });
  const words = plainWords(slot.element.placeholder) || kind.words;
  const field = el("input", {
    type: kind.type,
    class: "input date-input",
    ...slot.naming(words),
    title: words,
  });
  const show = (value) => (moment ? localFromUnix(value) : value) ?? "";
  const read = () => ({ [kind.field]: (moment ? unixFromLocal(field.value) : field.value) || null });
  let sent = show(entry[kind.field]);
  field.value = sent;
  // Noted at once: who presses Save right away must not send the value of before.
  field.addEventListener("input", () => slot.note(read()));
  const choose = async () => {
    if (!field.isConnected || field.value === sent) return;
    if (kind.type !== "time" && field.value && field.value < FIRST_YEAR) return;
    const before = sent;
    sent = field.value;
    if (await slot.choose(read())) return;
    field.value = sent = before;
    slot.note(read());
  };
  // A date typed by hand changes with every digit of its year.
  if (slot.dispatches) field.addEventListener("change", debounce(choose, TYPING_PAUSE));
  return field;
}

function localFromUnix(seconds) {
  if (!seconds) return "";
  const moment = new Date(seconds * 1000);
  return new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function unixFromLocal(text) {
  return text ? Math.floor(new Date(text).getTime() / 1000) : null;
}
