// Elements and their small behaviours. What reports say only ever becomes text: nothing here takes HTML.

import { t } from "./i18n.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  search: ["M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16.2 16.2 21 21"],
  close: ["M6 6l12 12M18 6 6 18"],
  down: ["M6 9l6 6 6-6"],
  up: ["M6 15l6-6 6 6"],
  copy: ["M9 9h11v11H9zM5 15H4V4h11v1"],
  download: ["M12 4v11M7 10.5l5 5 5-5M4.5 20h15"],
  upload: ["M12 16V5M7 9.5l5-5 5 5M4.5 20h15"],
  code: ["M8 7l-5 5 5 5M16 7l5 5-5 5M14 4l-4 16"],
  info: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5M12 7.8v.1"],
  warn: ["M12 4 2.8 20h18.4zM12 10v5M12 17.6v.1"],
  collect: ["M7 4h10v16l-5-4-5 4z"],
  link: ["M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"],
  graph: ["M6 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 13a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.3 6.9l7.4 2.7M10 16.5l6-4.2M6.5 8.5l1 7"],
  report: ["M6 3.5h8.5l4 4V20.5H6zM14 3.5V8h4.5M9 12h6M9 15.5h6"],
  filter: ["M4 5h16l-6.2 7.2V19l-3.6-2v-4.8z"],
  play: ["M8 5.5v13l10.5-6.5z"],
  plus: ["M12 5v14M5 12h14"],
  minus: ["M5 12h14"],
  fit: ["M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  left: ["M14.5 6l-6 6 6 6"],
  right: ["M9.5 6l6 6-6 6"],
  list: ["M4 6h16M8 12h12M8 18h12M4 12h.1M4 18h.1"],
  pen: ["M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM14 7l3 3"],
  undo: ["M8.5 5.5L4 10l4.5 4.5M4 10h10a5.5 5.5 0 0 1 0 11h-3"],
  merge: ["M5 5l7 7M5 19l7-7h8M16.500 8.500L20 12l-3.500 3.500"],
  split: ["M4 12h7l7-7M11 12l7 7M14 5h4v4M14 19h4v-4"],
  trash: ["M4.500 7h15M9 7V4.500h6V7M6.500 7l1 12.500h9l1-12.500M10 10.500v6M14 10.500v6"],
};

/** Make an element: `h("a.quiet", {href, onclick}, "text", child, null)`. Strings become text nodes. */
export function h(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.classList.add(...value.split(" ").filter(Boolean));
    else if (key === "dataset") Object.assign(element.dataset, value);
    else if (key in element && !key.startsWith("aria") && key !== "list" && key !== "form") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Draw one of our icons, for the eye alone. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const path of ICONS[name]) {
    const drawn = document.createElementNS(SVG, "path");
    drawn.setAttribute("d", path);
    svg.append(drawn);
  }
  return svg;
}

/** Show text that the server cut: `[{text, mark}]`. */
export const segments = (parts) => parts.map((part) => (part.mark ? h("mark", {}, part.text) : part.text));

/** Put new children into an element. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Say something for a moment, also to a screen reader. */
export function toast(words, kind = "") {
  const shown = h("div.toast", { class: kind }, words);
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), { error: 8000, long: 9000 }[kind] ?? 3500);
}

/** A box that says how things stand: nothing there, nothing found, gone wrong. */
export const state = (name, title, ...rest) => h("div.state", {}, icon(name), h("h2", {}, title), ...rest);

/** A line with a sign before it; `kind` is warn, error or nothing. */
export const notice = (words, kind = "") =>
  h("div.notice", { class: kind, role: kind === "error" ? "alert" : null }, icon(kind ? "warn" : "info"), h("span", {}, words));

/** Say an error of the API: what the server said, and what may help. */
export const trouble = (error, retry) =>
  h("div", {}, notice(error.message, "error"), retry && h("p", {}, h("button", { type: "button", onclick: retry, class: "retry" }, t("site.retry"))));

/** Open a dialog; it closes by its button, by Escape, and gives the focus back. */
export function dialog(title, body, ...actions) {
  const close = () => box.close();
  const box = h(
    "dialog", { "aria-labelledby": "dialog-title" },
    h("header", {}, h("h2", { id: "dialog-title" }, title), h("button.quiet.icon", { type: "button", onclick: close, "aria-label": t("site.close") }, icon("close"))),
    h("div.body", { tabIndex: 0 }, body),
    actions.length ? h("footer", {}, ...actions) : null,
  );
  box.addEventListener("close", () => box.remove());
  box.addEventListener("click", (event) => event.target === box && close());
  document.body.append(box);
  box.showModal();
  return box;
}

/** Open a menu under a button; Escape or a click elsewhere closes it and gives the focus back. */
export function popup(anchor, content, label) {
  if (anchor.getAttribute("aria-expanded") === "true") return anchor.closePopup();
  document.querySelectorAll("[aria-expanded=true]").forEach((other) => other.closePopup?.());
  const box = h("div.menu", { role: "dialog", "aria-label": label }, content);
  const close = (back = true) => {
    box.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (back) anchor.focus();
  };
  const outside = (event) => !box.contains(event.target) && !anchor.contains(event.target) && close(false);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(box, event);
  });
  box.addEventListener("focusout", (event) => event.relatedTarget && !box.contains(event.relatedTarget) && close(false));
  document.body.append(box);
  const at = anchor.getBoundingClientRect();
  box.style.top = `${at.bottom + scrollY + 6}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8)) + scrollX}px`;
  anchor.setAttribute("aria-expanded", "true");
  anchor.closePopup = close;
  document.addEventListener("pointerdown", outside);
  (box.querySelector("[autofocus], :checked") ?? box.querySelector("button, input, a, select"))?.focus();
  return close;
}

function step(box, event) {
  const rows = [...box.querySelectorAll("button, input, a")];
  const at = rows.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  if (document.activeElement.type === "radio" || !rows.length) return;
  event.preventDefault();
  rows[(at + rows.length) % rows.length].focus();
}

/** Call once when no further call came for so long. */
export function debounce(call, milliseconds) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), milliseconds);
  };
}

/** Put words on the clipboard, also where the browser keeps its own way to pages without HTTPS. */
export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const area = h("textarea.unseen", { value: words, readOnly: true });
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
}

/** Save what the server sent as a file. */
export function save(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
