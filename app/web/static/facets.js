// The counts of all answers by facet → filters. A value that is chosen stands pressed, and can be released.

import { taskName } from "./chips.js";
import { t } from "./i18n.js";
import { h } from "./ui.js";

const SHOWN = 8; // values of a facet before the others fold away
const NAMES = ["level", "type", "subtype", "task", "year", "report"];

/** Say a value as the facet does. */
const said = (name, row, titles) =>
  name === "task" ? `${taskName(row)} ${row.title}${row.report ? `（${titles.get(row.report) ?? row.report}）` : ""}` : name === "report" ? (titles.get(row.value) ?? row.value) : (row.label ?? row.value);

/** What a chosen filter is called. */
export function filterName(facet, facets, titles) {
  const [name, value] = [facet.slice(0, facet.indexOf(":")), facet.slice(facet.indexOf(":") + 1)];
  const row = facets[name]?.find((one) => one.value === value);
  return `${t(`search.${name}`)}：${row ? said(name, row, titles) : value}`;
}

/** Show the facets; `toggle("level:national")` chooses one or lets it go. */
export function filters(facets, chosen, titles, toggle) {
  const names = told(facets.task).length > 1 ? [...NAMES.filter((name) => name !== "task"), "task"] : NAMES; // long lists last
  return names.filter((name) => worth(name, facets[name], chosen)).map((name) => group(name, facets[name], chosen, titles, toggle));
}

/** A facet whose only value all answers have narrows nothing. */
const worth = (name, rows, chosen) => rows?.length > 1 || chosen.some((one) => one.startsWith(`${name}:`)) || (rows?.length === 1 && ["level", "type"].includes(name));

/** The reports whose tasks are told apart. */
const told = (rows) => [...new Set((rows ?? []).map((row) => row.report).filter(Boolean))];

function group(name, rows, chosen, titles, toggle) {
  const most = Math.max(...rows.map((row) => row.count), 1);
  const shown = rows.map((row) => value(name, row, chosen, titles, toggle, most));
  const reports = told(rows);
  if (reports.length > 1) return apart(name, rows, shown, reports, titles);
  const folded = shown.slice(SHOWN);
  return h(
    "section.facet", { "aria-labelledby": `facet-${name}` }, h("h3", { id: `facet-${name}` }, t(`search.${name}`)),
    h("ul", {}, shown.slice(0, SHOWN)),
    folded.length ? h("details", { open: folded.some((row) => row.querySelector("[aria-pressed=true]")) }, h("summary", {}, t("search.facet.more", { number: folded.length })), h("ul", {}, folded)) : null,
  );
}

/** Tasks of several reports, a list a report: each has its own tasks under these numbers. */
function apart(name, rows, shown, reports, titles) {
  const list = (report) => {
    const own = shown.filter((_, at) => rows[at].report === report);
    const open = reports.length < 3 || own.some((row) => row.querySelector("[aria-pressed=true]"));
    return h("details", { open }, h("summary", { title: titles.get(report) ?? report }, titles.get(report) ?? report), h("ul", {}, own));
  };
  return h("section.facet", { "aria-labelledby": `facet-${name}` }, h("h3", { id: `facet-${name}` }, t(`search.${name}`)), reports.map(list));
}

function value(name, row, chosen, titles, toggle, most) {
  const facet = `${name}:${row.value}`;
  const words = said(name, row, titles);
  const button = h(
    "button.facet-value", { type: "button", "aria-pressed": String(chosen.includes(facet)), title: words, dataset: { facet }, onclick: () => toggle(facet) },
    name === "level" ? h("span.dot", { class: `level-${row.value}` }) : null, h("span.facet-name", {}, name === "task" ? `${taskName(row)} ${row.title}` : words), h("span.number", {}, String(row.count)),
  );
  button.style.setProperty("--share", `${Math.round((100 * row.count) / most)}%`);
  return h("li", {}, button);
}
