// What a person decides → the server, one after the other. By whom is asked once and kept in this browser.

import { address, call, keepToken, send } from "./api.js";
import { t } from "./i18n.js";
import { dialog, h, toast } from "./ui.js";

const NAME = "by"; // where the browser keeps the name of the person
let last = Promise.resolve();
let waiting = 0;
const listeners = new Set();

/** The name under which this browser decides. */
export const person = () => localStorage.getItem(NAME) ?? "";

/** Hear how many decisions are on their way. */
export const onWaiting = (listener) => listeners.add(listener);

/** Ask for the name; gives it, or null where the person thought better of it. */
export function askName() {
  const input = h("input", { id: "by", type: "text", required: true, maxLength: 100, autocomplete: "name", value: person() });
  return asked(t("decide.name.title"), [h("p", {}, t("decide.name.what")), h("label.field", {}, h("span", {}, t("decide.name")), input)], () => {
    localStorage.setItem(NAME, input.value.trim());
    return input.value.trim();
  });
}

/** The name under which to decide, asked for where there is none yet; null where the person thought better of it. */
export const named = async () => person() || askName();

/** Decide; gives what the server says of it, or null where nobody put a name to it. */
export async function decide(wish) {
  const by = await named();
  return by ? inTurn(() => written(() => send("/api/decisions", { ...wish, by }))) : null;
}

/** Take a decision whose words changed anew: on a claim, or on words of the sentence that begins at a place. */
export async function again(id, where) {
  const by = await named();
  return by ? inTurn(() => written(() => send(`/api/decisions/${encodeURIComponent(id)}/again`, { ...where, by }))) : null;
}

/** Take a decision back. */
export async function withdraw(id) {
  const by = await named();
  const path = address(`/api/decisions/${encodeURIComponent(id)}`, { by });
  return by ? inTurn(() => written(async () => (await call(path, { method: "DELETE" })).json())) : null;
}

/** Write something; where the server wants its token, ask for it and try again. */
export async function written(write) {
  try {
    return await write();
  } catch (error) {
    if (error.status !== 401) throw error;
    const token = await askToken(error.message);
    if (!token) throw error;
    keepToken(token);
    return written(write);
  }
}

function askToken(why) {
  const input = h("input", { type: "password", required: true, autocomplete: "off" });
  return asked(t("decide.token.title"), [h("p", {}, why), h("label.field", {}, h("span", {}, t("decide.token")), input)], () => input.value.trim());
}

/** A small form in a dialog; gives what was made of it, or null where it was closed. */
function asked(title, fields, made) {
  return new Promise((resolve) => {
    let answer = null;
    const form = h("form", { id: "asked", method: "dialog" }, fields);
    const box = dialog(title, form, h("button", { type: "button", onclick: () => box.close() }, t("decide.cancel")), h("button.primary", { type: "submit", form: "asked" }, t("decide.go_on")));
    form.addEventListener("submit", () => (answer = made() || null));
    box.addEventListener("close", () => resolve(answer));
    form.querySelector("input").focus();
  });
}

/** The server takes one write at a time: the next waits here, and the person goes on meanwhile. */
function inTurn(job) {
  const done = last.then(job);
  last = done.catch(() => null);
  count(1);
  return done.finally(() => count(-1));
}

function count(more) {
  waiting += more;
  for (const listener of listeners) listener(waiting);
}

/** Say what a decision changed, with a way to take it back at once. */
export function told(done, undo) {
  const words = h("span", {}, t(`decide.done.${done.decision.action}`, { words: done.decision.quote.exact.replace(/\s+/g, "") }));
  toast([words, undo ? h("button.link", { type: "button", onclick: (event) => { event.target.closest(".toast").remove(); undo(done.decision.id); } }, t("decide.undo")) : null], "long");
}

addEventListener("beforeunload", (event) => waiting && event.preventDefault());
