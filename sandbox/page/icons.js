// The page's own line icons, drawn on a 24 by 24 grid.

import { el } from "./dom.js";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M6 9.5l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  dots: "M5.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2M12 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2M18.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  error: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 8v5M12 16.4h.01",
  file: "M7 3.5h7l4 4V20.5H7zM13.5 3.5V8H18M9.8 12.5h5M9.8 16h5",
  gear: "M4 7h9M17.5 7H20M4 17h2.5M11 17h9M15.2 4.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6M8.8 14.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6",
  hash: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h15.5M4 15h15.5",
  home: "M4 11l8-7 8 7v9h-5.5v-5.5h-5V20H4z",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5M12 7.6h.01",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  plus: "M12 5v14M5 12h14",
  reply: "M4 5h16v11h-9l-4 4v-4H4zM8.5 9.5h7M8.5 12.5h4",
  send: "M4 5l16 7-16 7 2.5-7zM6.5 12H13",
  success: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M8 12.3l2.8 2.8L16 9.5",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.3 10.5v6M13.7 10.5v6",
  warning: "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3h.01",
};

const SVG = "http://www.w3.org/2000/svg";

/** The named icon, hidden from screen readers: the control that holds it has the words. */
export function icon(name, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${className}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.info);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; `name` is what it is called. */
export function iconButton(picture, name, onclick, className = "") {
  const props = { type: "button", class: `icon-button ${className}`.trim(), "aria-label": name, title: name };
  return el("button", { ...props, onclick }, icon(picture));
}
