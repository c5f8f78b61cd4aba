// A record → what is told of it (the peek under its mark) and what can be decided about it (the panel).

import { get } from "./api.js";
import { levelBadge, placeOf, quote, thingOf, whose, why } from "./cards.js";
import { taskName } from "./chips.js";
import { collector } from "./collected.js";
import { latest, row } from "./decided.js";
import { counted, levelName, t, term } from "./i18n.js";
import { fill, h, icon, notice } from "./ui.js";

const BASE = "https://w3id.org/chengguo/id/";
const path = (iri) => iri.replace(BASE, "").split("/").map(encodeURIComponent).join("/");

const typeBadge = (claim) => h("span.badge.type", { class: `type-${claim.type}` }, claim.subtype ? `${term(claim.type)} · ${term(claim.subtype)}` : term(claim.type));

/** A record in one line, for those who hear the page. */
export const spoken = (claim) =>
  [claim.label, term(claim.type), levelName(claim), claim.whose, counted(claim), claim.grade, claim.year, claim.status === "candidate" && term(claim.status), claim.decided && t("reader.decided")].filter(Boolean).join("，");

/** The facts of a record, each with its name. */
function facts(claim) {
  const said = [
    [t("search.type"), typeBadge(claim)], [t("search.level"), levelBadge(claim) ?? h("span.muted", {}, t("level.none"))], [t("reader.count"), counted(claim) && h("b.number", {}, counted(claim))],
    [t("decide.field.whose"), claim.whose], [t("search.year"), claim.year && String(claim.year)], [t("search.grade"), claim.grade], [t("search.status"), claim.status && h(claim.status === "candidate" ? "span.badge.candidate" : "span", {}, term(claim.status))],
  ];
  return said.filter(([, value]) => value).flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]);
}

const reason = (task) => (task.reason && task.reason !== "section" ? why(task) : t("reader.reason.section"));

/** The tasks of a record, each with why. */
const tasks = (claim, titles) =>
  claim.tasks.length
    ? h("ul.record-tasks", {}, claim.tasks.map((task) => h("li", {}, h("b", {}, taskName(task)), " ", titles.get(`${task.scope}:${task.group ?? ""}:${task.number}`) ?? task.title ?? "", h("span.reason", {}, reason(task)))))
    : h("p.muted.small", {}, t("reader.no_task"));

/** What is told under a mark that is pointed at or has the focus. */
export function peek(claims, titles) {
  return claims.map((claim) => h("div.peek-one", {}, h("strong", {}, claim.label), h("dl.facts", {}, facts(claim)), claim.tasks.length ? tasks(claim, titles) : null, claim.decided ? h("p.decided-sign.small", {}, icon("check"), t("reader.decided")) : null));
}

/** The panel of a record; `act` has what can be done. Further facts come when the server has told them. */
export function panel(n, state, act) {
  const claim = state.claims[n];
  const more = h("div.record-more", { "aria-busy": "true" });
  const same = state.claims.map((other, at) => [other, at]).filter(([other, at]) => at !== n && state.marks[at] && state.marks[at] === state.marks[n]);
  const button = (name, sign, key, run, kind = "") => h("button", { type: "button", class: kind, onclick: run, dataset: { act: name } }, icon(sign), t(`reader.act.${name}`), key ? h("kbd", { "aria-hidden": "true" }, key) : null);
  const element = h(
    "section.record-panel", { "aria-labelledby": "record-title", dataset: { claim: claim.iri } },
    h("div.record-head", {},
      h("button.quiet.icon", { type: "button", onclick: () => act.step(-1), "aria-label": t("reader.previous"), title: `${t("reader.previous")}（K）` }, icon("left")),
      h("span.number.muted.small", {}, t("reader.at", { at: n + 1, all: state.claims.length })),
      h("button.quiet.icon", { type: "button", onclick: () => act.step(1), "aria-label": t("reader.next"), title: `${t("reader.next")}（J）` }, icon("right")),
      h("button.quiet.icon.push", { type: "button", onclick: act.close, "aria-label": t("site.close"), title: `${t("site.close")}（Esc）` }, icon("close"))),
    h("h2", { id: "record-title", tabIndex: -1 }, claim.label),
    claim.decided ? h("p.decided-sign.small", {}, icon("check"), t("reader.decided")) : null,
    state.saving.has(claim.iri) ? h("p.saving.small", { role: "status" }, t("reader.saving")) : null,
    h("dl.facts", {}, facts(claim)),
    h("div.actions", {},
      button("accept", "check", "A", () => act.accept(n), claim.decided ? "" : "primary"), button("correct", "pen", "E", () => act.correct(n)), button("reject", "close", "X", () => act.reject(n), "danger"), button("merge", "merge", "", () => act.merge(n)),
      collector(act.place(n), h("kbd", { "aria-hidden": "true" }, "C"))),
    h("h3", {}, t("search.supports")), h("div.record-tasks-at", {}, tasks(claim, state.tasks)),
    same.length ? [h("h3", {}, t("reader.same_words")), h("ul.record-others", {}, same.map(([other, at]) => h("li", {}, h("button.link", { type: "button", onclick: () => act.show(at) }, [term(other.type), levelName(other), counted(other)].filter(Boolean).join(" · ")))))] : null,
    more,
    h("p", {}, h("a.button.quiet.thing-link", { href: thingOf(claim.about) }, icon("graph"), t("reader.thing"))),
  );
  further(claim, state, act, element, more);
  return element;
}

/** Ask the server for what the text does not have: scores of tasks, the thing's other claims, decisions. */
async function further(claim, state, act, element, more) {
  try {
    const [told, thing] = await Promise.all([get(`/api/claims/${path(claim.iri).replace("claim/", "")}`), get(`/api/entities/${path(claim.about)}`)]);
    if (!element.isConnected) return;
    fill(element.querySelector(".record-tasks-at"), tasks(told, state.tasks));
    const others = thing.claims.filter((one) => one.iri !== claim.iri);
    const mine = latest(state.decisions).filter((one) => told.decisions.some((other) => other.id === one.id) || one.places.some((place) => place.start === claim.start && place.end === claim.end));
    fill(
      more,
      others.length ? [h("h3", {}, t("reader.others", { number: others.length })), h("ul.record-others", {}, others.map((other) => otherClaim(claim, other, state, act)))] : null,
      mine.length ? [h("h3", {}, t("decisions.title")), h("ul.decisions", {}, mine.map((one) => row(one, { undo: act.undo })))] : null,
    );
  } catch (error) {
    fill(more, notice(error.message, "error"));
  } finally {
    more.removeAttribute("aria-busy");
  }
}

function otherClaim(claim, other, state, act) {
  const at = state.claims.findIndex((one) => one.iri === other.iri);
  const split = h("button.quiet.small", { type: "button", onclick: () => act.split(claim, other), "aria-label": t("reader.split.of", { words: other.evidence.anchor }) }, icon("split"), t("reader.act.split"));
  const facts = [whose(other), levelBadge(other), counted(other) && h("span.badge.plain", {}, counted(other)), other.year && h("span.badge.plain", {}, String(other.year)), other.grade && h("span.badge.plain", {}, other.grade)];
  const shown = quote(other.evidence, state.titles);
  shown.querySelectorAll("figcaption .cite").forEach((one) => one.remove());
  if (at >= 0) for (const link of shown.querySelectorAll("a")) link.addEventListener("click", (event) => { event.preventDefault(); act.show(at); });
  return h("li", {}, h("div.badges", {}, facts, split), shown);
}

/** Where a record stands, as an address. */
export const addressOf = (report, { start, end }) => placeOf({ report, start, end });
