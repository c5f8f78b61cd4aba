// A decision → a row: what was decided, on which words, who and when, whether it stands, and a way to take it back.

import { placeOf } from "./cards.js";
import { taskName } from "./chips.js";
import { lang, figure, t, term } from "./i18n.js";
import { h, icon } from "./ui.js";

const ABOUT = new Set(["instead", "was", "alone", "other_was", "other_alone", "quote", "report", "decision", "tasks"]);
const squeezed = (words) => words.replace(/\s+/g, "");

/** A moment as people say it. */
export const moment = (at) => new Intl.DateTimeFormat(lang === "en" ? "en" : "zh-CN", { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

/** Say a field of a record: a term by its label, a figure as people write it. */
export const fieldValue = (name, value) =>
  value === null || value === undefined || value === "" ? t("decide.none") : name === "count" ? figure(value) : name === "at_least" ? String(value) : term(String(value));

/** Read a task's short code: school:5, group2:4. */
export function codeName(code) {
  const [, scope, group, number] = code.match(/^([a-z]+)(\d*):(\d+)$/) ?? [];
  return scope ? taskName({ scope, group: Number(group) || (scope === "group" ? 1 : null), number }) : code;
}

/** What was decided, in few words each. */
export function changes({ action, value }) {
  if (action === "assign") return [`${t("decide.tasks")}：${value.tasks.map(codeName).join(t("decide.comma")) || t("decide.none")}`];
  if (value.quote) return [t("decide.with", { words: squeezed(value.quote.exact) })];
  const was = value.was ?? {};
  const names = Object.keys(value).filter((name) => !ABOUT.has(name));
  return names.map((name) => `${t(`decide.field.${name}`)}：${action === "correct" && name in was ? `${fieldValue(name, was[name])} → ` : ""}${fieldValue(name, value[name])}`);
}

/** What the server says of a decision that was not carried out, as people read it: its action by its name, its id as the way there. */
export function undone(words, report) {
  const id = /[0-9a-f]{32}/.exec(words)?.[0];
  if (!id) return { words, href: null };
  const bare = report && words.startsWith(report) ? words.slice(report.length).replace(/^[：:] ?/, "") : words;
  const said = bare.replace(/ ?[（(][0-9a-f]{32}[)）]/, "").replace(/\b(accept|correct|reject|add|merge|split|assign)\b/, (name) => `“${t(`decide.action.${name}`)}”`);
  return { words: said, href: `/decisions?${new URLSearchParams({ ...(report ? { report } : {}), state: "undone" })}` };
}

/** One doubt of a reading: it leads to its place, or to the decisions that were not carried out. */
export function doubt(key, { start, end, message }) {
  const { words, href } = undone(message, key);
  const there = start === null ? href : placeOf({ report: key, start, end });
  return there ? h("a", { href: there }, words) : words;
}

/** The decisions without the withdrawals, latest first; each knows who took it back. */
export function latest(decisions) {
  const back = new Map(decisions.filter((one) => one.state !== "withdrawn" && (one.action === "withdraw" || one.value.instead)).map((one) => [one.value.decision ?? one.value.instead, one]));
  return decisions.filter((one) => one.action !== "withdraw").map((one) => ({ ...one, back: back.get(one.id) })).reverse();
}

/** Show one decision; `undo` takes it back, `anew` takes one whose words changed on others, `place` is the address of its words. */
export function row(one, { place = null, report = null, undo, anew = null }) {
  const words = squeezed(one.quote.exact);
  const stands = one.state === "stands";
  return h(
    "li.decision", { class: one.state, dataset: { decision: one.id } },
    h("div.decision-what", {}, h("span.badge.action", { class: one.action }, t(`decide.action.${one.action}`)),
      h(place ? "a.decision-words" : "span.decision-words", place ? { href: place } : {}, t("decide.quoted", { words })),
      one.state === "undone" ? h("span.badge.candidate", { title: t("decide.state.undone.what") }, t("decide.state.undone")) : null),
    h("div.decision-change", {}, changes(one).map((change) => h("span", {}, change))),
    h("div.decision-who.muted.small", {}, h("span", {}, t("decide.who", { by: one.by, at: moment(one.at) })), report ? h("span", {}, report) : null,
      one.back ? h("span", {}, t(one.back.value.instead ? "decide.back.anew" : "decide.back", { by: one.back.by, at: moment(one.back.at) })) : null,
      one.state === "undone" && anew ? h("button.quiet.small.anew", { type: "button", onclick: () => anew(one), "aria-label": t("decide.anew.of", { action: t(`decide.action.${one.action}`), words }) }, icon("pen"), t("decide.anew")) : null,
      stands || one.state === "undone" ? h("button.quiet.small.undo", { type: "button", onclick: () => undo(one.id), "aria-label": t("decide.withdraw.of", { action: t(`decide.action.${one.action}`), words }) }, icon("undo"), t("decide.withdraw")) : null),
  );
}
