// The sentences that a person collected, as this browser keeps them: how many, and whether one is among them.
// What changes them stands in collecting.js, which is loaded when it is used.

import { t } from "./i18n.js";
import { h, icon, toast } from "./ui.js";

export const NAME = "collection"; // where the browser keeps them
const places = new WeakMap(); // button → the place of its sentence
let kept = { raw: null, items: [] };

/** All that is collected, in its order. */
export function collected() {
  const raw = stored();
  if (raw !== kept.raw) kept = { raw, items: parsed(raw) };
  return kept.items;
}

function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null; // the browser keeps nothing for us
  }
}

/** What is no collection of ours is none. */
function parsed(raw) {
  try {
    return JSON.parse(raw ?? "[]").filter((one) => [one.report, one.document, one.title, one.text, one.citation, one.question].every((said) => typeof said === "string") && [one.start, one.end].every(Number.isInteger) && Array.isArray(one.section));
  } catch {
    return [];
  }
}

/** The collected sentence that a place of a report stands in. */
export const at = ({ report, document, start }) => collected().find((one) => one.report === report && one.document === document && one.start <= start && start < one.end);

/** A button that collects the sentence of a place, or leaves it out again. */
export function collector(place, more = null) {
  const button = h("button.quiet.cite.collect", { type: "button", onclick: () => toggle([place]) }, icon("collect"), h("span"), more);
  places.set(button, place);
  return said(button);
}

/** Collect the sentences of some places; where all are collected already, leave them out. */
export async function toggle(found) {
  try {
    await (await import("./collecting.js")).toggle(found);
  } catch (error) {
    toast(error.status === undefined ? t("site.unreachable") : error.message, "error");
  }
}

function said(button) {
  const there = Boolean(at(places.get(button)));
  button.classList.toggle("there", there);
  button.title = t(there ? "collect.drop" : "collect.what");
  button.querySelector("span").textContent = t(there ? "collect.there" : "collect");
  button.setAttribute("aria-label", t(there ? "collect.drop" : "collect.of"));
  return button;
}

/** Say again how many there are, and at each sentence whether it is among them. */
export function show() {
  const link = document.getElementById("collection");
  const number = collected().length;
  link.querySelector("b").textContent = number || "";
  link.querySelector("b").hidden = !number;
  link.setAttribute("aria-label", t("collect.number", { number }));
  document.querySelectorAll("button.collect").forEach((button) => places.has(button) && said(button));
}
