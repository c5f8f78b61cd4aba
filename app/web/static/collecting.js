// Collecting: the server gives the sentence of a place, the browser keeps it. Bounded; what is left out can be put back.

import { send } from "./api.js";
import { NAME, at, collected, show } from "./collected.js";
import { t } from "./i18n.js";
import { h, toast } from "./ui.js";

const MOST = 200; // sentences, as many as the server looks up at once
const LONGEST = 250_000; // characters of all of them as they are kept; the server takes a megabyte

/** Collect the sentences of some places; where all are collected already, leave them out. */
export const toggle = (places) => (places.every(at) ? drop(places.map(at)) : collect(places.filter((place) => !at(place))));

async function collect(places) {
  const asked = places.map(({ report, start }) => ({ report, start }));
  const { excerpts } = await send("/api/excerpts", { excerpts: asked });
  const found = excerpts.filter((one) => one.state === "stands").map((one) => item(one.sentence, question()));
  if (!found.length) return toast(t("collect.nothing"), "error");
  if (!keep(found.reduce(among, collected()))) return undefined;
  return toast([t("collect.done", { number: collected().length }), " ", h("a", { href: "/collection" }, t("collect.see"))]);
}

/** What is kept of a sentence that the server gave. */
export const item = ({ report, document, title, start, end, text, section, citation }, asked) => ({ report, document, title, start, end, text, section, citation, question: asked });

/** The question that is answered on this page. */
const question = () => (location.pathname === "/" ? (new URLSearchParams(location.search).get("q")?.trim() ?? "") : "");

const same = (one, other) => one.report === other.report && one.text === other.text;

/** The same sentence is collected once; where it stands is what was said last. */
function among(items, one) {
  const before = items.find((other) => same(other, one));
  return before ? items.map((other) => (other === before ? { ...one, question: before.question || one.question } : other)) : [...items, one];
}

/** Keep these from now on; says why where that cannot be. */
export function keep(items) {
  const raw = JSON.stringify(items);
  const more = raw.length > JSON.stringify(collected()).length;
  if (more && (items.length > MOST || raw.length > LONGEST)) return refused(t("collect.full", { most: MOST }));
  try {
    localStorage.setItem(NAME, raw);
  } catch {
    return refused(t("collect.refused"));
  }
  show();
  return true;
}

function refused(words) {
  toast(words, "error");
  return false;
}

/** Leave some out, with a way to put them back where they were; `after()` is called at both. */
export function drop(gone, after = () => {}) {
  const before = collected();
  const known = (items, one) => items.some((other) => same(one, other));
  const back = () => {
    const now = collected();
    const again = [...before.filter((one) => gone.includes(one) || known(now, one)), ...now.filter((one) => !known(before, one))];
    if (keep(again)) after();
  };
  if (!keep(before.filter((one) => !gone.includes(one)))) return;
  after();
  const undo = h("button.link", { type: "button", onclick: (event) => { event.target.closest(".toast").remove(); back(); } }, t("collect.undo"));
  toast([h("span", {}, t("collect.dropped", { number: gone.length })), undo], "long");
}
