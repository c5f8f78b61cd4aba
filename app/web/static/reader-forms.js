// The forms of a decision: the fields of a record, its tasks, the other record of a merge. Each gives wishes.

import { get } from "./api.js";
import { levelBadge } from "./cards.js";
import { taskName } from "./chips.js";
import { written } from "./reader-text.js";
import { counted, names, t, term } from "./i18n.js";
import { debounce, dialog, fill, h, notice } from "./ui.js";

export const TYPES = ["Award", "Team", "Enterprise", "Standard", "Project", "Platform", "Specialty", "Resource", "Pilot", "Output", "Regulation", "Organization", "Person", "Event", "Metric"];
const CHOICES = {
  type: TYPES, subtype: ["Prize", "TalentTitle", "Honour", "Ranking"], level: ["international", "national", "provincial", "municipal", "school"], status: ["granted", "candidate"], approximate: ["andMore", "over", "orMore", "nearly", "approximately", "orLess"],
};
const ORDER = ["type", "subtype", "level", "status", "count", "approximate", "unit", "whose", "grade", "year"];
const SHOWN = 60; // things that may be chosen to merge
const PLACES = 3; // of a thing that are shown

const squeezed = (words) => words.replace(/\s+/g, "");
const code = ({ scope, group, number }) => `${scope}${group > 1 ? group : ""}:${number}`;

/** Ask for corrected fields and tasks; gives the wishes, none where nothing was changed. */
export function correctForm(claim, tasks, { words, sentence }) {
  const was = new Set(claim.tasks.map(code));
  const boxes = tasks.map((task) => h("label.check", {}, h("input", { type: "checkbox", name: "task", value: code(task), checked: was.has(code(task)) }), h("span", {}, h("b", {}, taskName(task)), " ", task.title)));
  const rest = h("fieldset.task-boxes", {}, h("legend", {}, t("decide.tasks")), boxes);
  const anchor = words ? anchorField(words, sentence) : null;
  return recordForm(t("reader.correct.title", { words: claim.label }), [anchor, fields(claim)], boxes.length ? rest : null, (form) => {
    const value = changed(form, claim);
    const named = squeezed(form.elements.anchor?.value ?? "");
    if (named && named !== words) value.anchor = named;
    const wanted = [...form.querySelectorAll("[name=task]:checked")].map((box) => box.value);
    const moved = boxes.length && (wanted.length !== was.size || wanted.some((one) => !was.has(one)));
    return [
      ...(Object.keys(value).length ? [{ action: "correct", claim: claim.iri, value }] : []),
      ...(moved ? [{ action: "assign", claim: claim.iri, tasks: wanted }] : []),
    ];
  });
}

/** Ask what a missed record is; gives the wish. */
export function addForm(report, quote) {
  const words = h("blockquote.add-words", {}, quote.exact.replace(/\s+/g, ""));
  return recordForm(t("reader.add.title"), fields({ status: null }), null, (form) => [{ action: "add", report, quote, value: changed(form, {}) }], words);
}

/** The words by which a record is named: others of its sentence, if a person says so. */
function anchorField(words, sentence) {
  const input = h("input", { name: "anchor", type: "text", maxLength: 200, value: words, "aria-describedby": "anchor-what" });
  input.addEventListener("input", () => input.setCustomValidity(squeezed(sentence).includes(squeezed(input.value)) ? "" : t("decide.anchor.wrong")));
  return h("div", {}, h("label.field", { dataset: { field: "anchor" } }, h("span", {}, t("decide.field.anchor")), input), h("p.muted.small", { id: "anchor-what" }, t("decide.anchor.what")), h("blockquote.add-words", {}, sentence));
}

function fields(claim) {
  return h("div.fields", {}, ORDER.map((name) => h("label.field", { dataset: { field: name } }, h("span", {}, t(`decide.field.${name}`)), field(name, claim[name]))));
}

function field(name, value) {
  if (name in CHOICES) {
    const needed = name === "type";
    return h(
      "select", { name, required: needed },
      needed && value ? null : h("option", { value: "" }, needed ? t("reader.choose") : t("decide.none")),
      CHOICES[name].filter((one) => one in names).map((one) => h("option", { value: one, selected: one === value }, term(one))),
    );
  }
  if (name === "count") return h("input", { name, type: "number", min: 0, step: "any", value: value ?? "", inputMode: "decimal" });
  if (name === "year") return h("input", { name, type: "number", min: 1900, max: 2100, step: 1, value: value ?? "" });
  return h("input", { name, type: "text", maxLength: 50, value: value ?? "" });
}

/** The fields that a person changed; an empty one takes the fact away. */
function changed(form, claim) {
  const value = {};
  for (const name of ORDER) {
    const control = form.elements[name];
    const given = control.disabled || control.value.trim() === "" ? null : ["count", "year"].includes(name) ? Number(control.value) : control.value.trim();
    if (given !== (claim[name] ?? null) && !(control.disabled && (claim[name] ?? null) === null)) value[name] = given;
  }
  if ("type" in value && value.type !== "Award") delete value.subtype; // it goes by itself
  return value;
}

function recordForm(title, controls, rest, wishes, before = null) {
  return new Promise((resolve) => {
    let answer = null;
    const form = h("form.record-form", { id: "record-form", method: "dialog" }, before, controls, rest);
    const box = dialog(title, form, h("button", { type: "button", onclick: () => box.close() }, t("decide.cancel")), h("button.primary", { type: "submit", form: "record-form" }, t("reader.save")));
    const type = form.elements.type;
    const fit = () => (form.elements.subtype.disabled = type.value !== "Award");
    type.addEventListener("change", fit);
    fit();
    form.addEventListener("submit", () => (answer = wishes(form)));
    box.addEventListener("close", () => resolve(answer));
    type.focus();
  });
}

/** Ask with which other record this one is to be one thing; gives its IRI. */
export function mergeForm(n, state) {
  return new Promise((resolve) => {
    let answer = null;
    let loaded = { claims: state.claims, sentences: state.sentences };
    const claim = state.claims[n];
    const list = h("div.merge-list", { role: "radiogroup", "aria-label": t("reader.merge.which") });
    const search = h("input", { type: "search", placeholder: t("reader.merge.search"), "aria-label": t("reader.merge.search") });
    const reports = [...state.titles];
    const report = reports.length > 1 ? h("select", { "aria-label": t("search.report") }, reports.map(([key, title]) => h("option", { value: key, selected: key === state.key }, title))) : null;
    const show = () => {
      const taken = list.querySelector(":checked")?.value;
      const found = candidates(claim, loaded.claims, search.value.trim());
      fill(list, found.length ? found.slice(0, SHOWN).map((places) => candidate(loaded, places, taken)) : h("p.muted", {}, t("reader.merge.none")), found.length > SHOWN ? h("p.muted.small", {}, t("reader.merge.more", { number: found.length - SHOWN })) : null);
    };
    search.addEventListener("input", debounce(show, 120));
    report?.addEventListener("change", async () => {
      try {
        const told = report.value === state.key ? null : await get(`/api/reports/${encodeURIComponent(report.value)}`);
        loaded = told ? { claims: told.claims, sentences: written(told).sentences } : { claims: state.claims, sentences: state.sentences };
        show();
      } catch (error) {
        fill(list, notice(error.message, "error"));
      }
    });
    const form = h("form.merge-form", { id: "merge-form", method: "dialog" }, h("p", {}, t("reader.merge.what", { words: claim.label })), h("div.row", {}, search, report), list);
    const box = dialog(t("reader.merge.title"), form, h("button", { type: "button", onclick: () => box.close() }, t("decide.cancel")), h("button.primary", { type: "submit", form: "merge-form" }, t("decide.action.merge")));
    form.addEventListener("submit", () => (answer = form.querySelector("[name=other]:checked")?.value ?? null));
    box.addEventListener("close", () => resolve(answer));
    show();
    search.focus();
  });
}

/** Other things, each as its records: the likeliest first, of the same type, with the most of the name in common. */
function candidates(claim, claims, words) {
  const letters = new Set(claim.label);
  const alike = (one) => [...new Set(one.label)].filter((letter) => letters.has(letter)).length / Math.max(new Set(one.label).size, letters.size) + (one.type === claim.type ? 1 : 0);
  const things = new Map();
  claims
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => one.about !== claim.about && (!words || one.label.includes(words)))
    .sort((a, b) => alike(b.one) - alike(a.one))
    .forEach(({ one, at }) => things.set(one.about, [...(things.get(one.about) ?? []), at]));
  return [...things.values()];
}

/** A thing that may be chosen, with the sentences that tell of it. */
function candidate({ claims, sentences }, places, taken) {
  const one = claims[places[0]];
  const figures = [...new Set(places.map((at) => counted(claims[at])).filter(Boolean))].join(t("decide.comma"));
  const told = [...new Set(places.map((at) => sentences[at]?.textContent).filter(Boolean))];
  return h("label.merge-one", {}, h("input", { type: "radio", name: "other", value: one.iri, required: true, checked: one.iri === taken }),
    h("span", {}, h("b", {}, one.label), " ", h("span.badges", {}, levelBadge(one), h("span.badge.plain", {}, term(one.type)), figures ? h("span.badge.plain", {}, figures) : null),
      told.slice(0, PLACES).map((words) => h("span.muted.small", {}, words)), told.length > PLACES ? h("span.muted.small", {}, t("reader.merge.places", { number: told.length - PLACES })) : null));
}
