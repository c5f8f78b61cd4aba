// Sections → the tree at the left; claims → the legend that filters, and how far the review has come.

import { t, term } from "./i18n.js";
import { h } from "./ui.js";

const LEVELS = ["international", "national", "provincial", "municipal", "school", "none"];

/** The tree of sections, each with how many records stand in it and below. */
export function tree(sections, counts, go) {
  const totals = [...counts];
  for (let n = sections.length - 1; n >= 0; n -= 1) if (sections[n].parent !== null) totals[sections[n].parent] += totals[n];
  const lists = new Map([[null, h("ul")]]);
  sections.forEach((section, n) => {
    const link = h("a", { href: `#section-${n}`, dataset: { section: n }, onclick: (event) => go(event, n) }, h("span", {}, section.heading), totals[n] ? h("span.number", {}, String(totals[n])) : null);
    const item = h("li", {}, link);
    if (!lists.has(section.parent)) {
      lists.set(section.parent, h("ul"));
      lists.get(null).querySelector(`[data-section="${section.parent}"]`)?.closest("li").append(lists.get(section.parent));
    }
    lists.get(section.parent).append(item);
  });
  return lists.get(null);
}

/** The filter of what is marked: no type or level hidden, and all whether decided or not. */
export const everything = () => ({ types: new Set(), levels: new Set(), open: false, rejected: true });

/** Whether a claim is to be marked. */
export const passes = (claim, filter) => !filter.types.has(claim.type) && !filter.levels.has(claim.level ?? "none") && !(filter.open && claim.decided);

/** The legend: a row a type and a level, each of which can be hidden; `change()` applies the filter. */
export function legend(claims, filter, change, rejected = 0) {
  const types = counted(claims.map((claim) => claim.type));
  const levels = counted(claims.map((claim) => claim.level ?? "none"));
  const toggle = (set, name) => {
    if (!set.delete(name)) set.add(name);
    change();
  };
  const only = (set, all, name) => {
    set.clear();
    all.filter((one) => one !== name).forEach((one) => set.add(one));
    change();
  };
  const row = (set, all, name, count, sample) =>
    h("li", {},
      h("button.legend-row", { type: "button", "aria-pressed": String(!set.has(name)), dataset: { filter: name }, onclick: () => toggle(set, name) }, sample, h("span.legend-name", {}, term(name)), h("span.number", {}, String(count))),
      h("button.quiet.legend-only", { type: "button", "aria-label": t("reader.only.of", { name: term(name) }), onclick: () => only(set, all, name) }, t("reader.only")));
  const names = [...types.keys()];
  const there = LEVELS.filter((level) => levels.has(level));
  const shown = filter.types.size || filter.levels.size || filter.open;
  return h(
    "div.legend", {},
    h("div.side-head", {}, h("h3", {}, t("reader.legend")), shown ? h("button.link.small", { type: "button", onclick: () => { Object.assign(filter, everything()); change(); } }, t("reader.all")) : null),
    h("ul.legend-types", {}, names.map((name) => row(filter.types, names, name, types.get(name), h("span.legend-mark", { class: `record type-${name}`, "aria-hidden": "true", dataset: { tag: "" } }, t(`reader.tag.${name}`))))),
    h("h3", {}, t("search.level")),
    h("ul.legend-levels", {}, there.map((name) => row(filter.levels, there, name, levels.get(name), h("span.dot", { class: `level-${name}`, "aria-hidden": "true" })))),
    h("label.check", {}, h("input", { type: "checkbox", checked: filter.open, onchange: (event) => { filter.open = event.target.checked; change(); } }), t("reader.open_only")),
    rejected ? h("label.check", {}, h("input", { type: "checkbox", checked: filter.rejected, dataset: { filter: "rejected" }, onchange: (event) => { filter.rejected = event.target.checked; change(); } }), t("reader.rejected.show", { number: rejected })) : null,
  );
}

/** Count equal names, the most frequent first. */
function counted(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort((one, other) => other[1] - one[1]));
}

/** How many records a person has looked at. */
export function progress(claims) {
  const done = claims.filter((claim) => claim.decided).length;
  return h(
    "div.progress", {}, h("div.side-head", {}, h("h3", {}, t("reader.reviewed")), h("span.number", {}, t("reader.reviewed.of", { done, all: claims.length }))),
    h("progress", { max: claims.length || 1, value: done, "aria-label": t("reader.reviewed") }),
  );
}
