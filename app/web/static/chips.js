// The reading of a question → chips, each of which can be changed or taken away; `change(fields)` asks again.

import { get } from "./api.js";
import { names, t, term } from "./i18n.js";
import { fill, h, icon, popup } from "./ui.js";

export const TYPES = ["Award", "Team", "Enterprise", "Standard", "Project", "Platform", "Specialty", "Resource", "Pilot", "Output", "Regulation", "Organization", "Person", "Event", "Metric"];
const SUBTYPES = ["Prize", "TalentTitle", "Honour", "Ranking"];
export const LEVELS = ["international", "national", "provincial", "municipal", "school"];
const OR = "／";
const MANY = 10; // options that stand in two columns

const listed = (value) => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);
const scopeName = (scope, group) => t(`scope.${scope}`) + (group > 1 ? group : "");

/** Name a task in short: 学校任务5. */
export const taskName = ({ scope, group, number }) => t("task.short", { scope: scopeName(scope, group), number });

/** The fields of `understood` that each chip stands for; none of them constrains once it is taken away. */
const NOTHING = {
  type: { types: [], subtypes: [] }, level: { levels: [] }, task: { tasks: [] }, scope: { scope: [], group: [] }, grade: { grade: [] },
  year: { year: [] }, party: { party: [] }, status: { status: [] }, report: { report: [] }, topic: { topic: [] },
};

/** What each chip says; an empty text is no chip. */
function said(understood, titles) {
  const heads = understood.kinds.flatMap((kind) => kind.heads ?? []);
  const kinds = understood.subtypes.length ? understood.subtypes : understood.types;
  const scopes = listed(understood.scope).map((scope) => scopeName(scope, understood.group));
  const tasks = understood.tasks.map((number) => t("task.short", { scope: scopes.join(OR), number }).trim());
  return {
    type: heads.length ? heads : kinds.map(term),
    level: understood.levels.map(term),
    task: tasks.length ? tasks : understood.task_names,
    scope: tasks.length ? [] : scopes,
    grade: listed(understood.grade),
    year: listed(understood.year),
    party: listed(understood.party),
    status: listed(understood.status).map(term),
    report: listed(understood.report).map((key) => titles.get(key) ?? key),
    topic: understood.topic,
  };
}

/** Show the reading as chips. */
export function chips(answer, { titles, corrected, change, reset }) {
  const { understood } = answer;
  const values = said(understood, titles);
  const there = Object.keys(values).filter((name) => values[name].length);
  const menu = (name, anchor) => open(name, anchor, answer, titles, change);
  const shown = there.map((name) => chip(name, values[name].join(OR), menu, () => change(NOTHING[name])));
  const missing = Object.keys(values).filter((name) => !values[name].length && !(name === "scope" && values.task.length));
  if (understood.asks.includes("differ")) shown.unshift(h("span.chip.asked", { dataset: { chip: "asks" } }, h("span.chip-name", {}, t("search.asks")), h("a.chip-value", { href: "/findings?kind=contradiction" }, t("search.asks.differ"))));
  const add = h("button.chip-add", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, "+ ", t("search.chip.add"));
  add.addEventListener("click", () => addMenu(add, missing, menu));
  return h(
    "div.chips", { role: "group", "aria-label": t("search.understood") },
    h("span.chips-title", {}, t("search.understood")), shown.length ? shown : h("span.muted", {}, t("search.everything")), add,
    corrected ? h("button.link.small", { type: "button", onclick: reset }, t("search.chip.reset")) : null,
  );
}

function chip(name, value, menu, remove) {
  const label = t(`search.${name}`);
  const change = h(
    "button.chip-change", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-label": t("search.chip.change", { name: label, value }) },
    h("span.chip-name", {}, label), h("span.chip-value", {}, value), icon("down"),
  );
  change.addEventListener("click", () => menu(name, change));
  return h(
    "span.chip", { dataset: { chip: name } }, change,
    h("button.chip-remove", { type: "button", onclick: remove, "aria-label": t("search.chip.remove", { name: label, value }) }, icon("close")),
  );
}

function addMenu(anchor, missing, menu) {
  const rows = missing.map((name) => h("button.menu-row", { type: "button", onclick: () => { anchor.closePopup(); menu(name, anchor); } }, t(`search.${name}`)));
  popup(anchor, rows, t("search.chip.add"));
}

/** Open the menu of a constraint: what it may be, and what it is now. */
async function open(name, anchor, answer, titles, change) {
  const { understood } = answer;
  const label = t(`search.${name}`);
  const done = (fields) => { anchor.closePopup(); change(fields); };
  const several = (options, now, fields) => popup(anchor, choices("checkbox", options, now, (chosen) => done(fields(chosen)), label), label);
  const one = (options, now, fields) => popup(anchor, choices("radio", options, now, ([chosen]) => done(fields(chosen)), label), label);
  const words = (now, fields, hint) => popup(anchor, typed(now, (given) => done(fields(given)), label, hint), label);
  const named = (keys) => keys.filter((key) => key in names).map((key) => [key, term(key)]);
  switch (name) {
    case "type":
      return several([...named(TYPES), [null, t("search.subtype")], ...named(SUBTYPES)], [...(understood.subtypes.length ? [] : understood.types), ...understood.subtypes], typesOf);
    case "level":
      return several(named(LEVELS), understood.levels, (levels) => ({ levels }));
    case "scope":
      return one(["school", "group"].map((scope) => [scope, t(`scope.${scope}`)]), listed(understood.scope), (scope) => ({ scope: [scope], group: [] }));
    case "status":
      return one(named(["granted", "candidate"]), listed(understood.status), (status) => ({ status: [status] }));
    case "report":
      return one([...titles], listed(understood.report), (report) => ({ report: [report] }));
    case "grade":
      return several(grades(answer, listed(understood.grade)).map((grade) => [grade, grade]), listed(understood.grade), (grade) => ({ grade }));
    case "year":
      return several(years(answer, listed(understood.year)).map((year) => [year, year]), listed(understood.year).map(String), (year) => ({ year: year.map(Number) }));
    case "party":
      return words(understood.party ?? "", (party) => ({ party: party ? [party] : [] }));
    case "topic":
      return words(understood.topic.join("，"), (topic) => ({ topic: topic.split(/[,，、;；]/).map((word) => word.trim()).filter(Boolean) }), t("search.topic.hint"));
    default:
      return taskMenu(anchor, label, understood, done);
  }
}

function typesOf(chosen) {
  const subtypes = chosen.filter((one) => SUBTYPES.includes(one));
  const types = chosen.filter((one) => TYPES.includes(one));
  return { types: subtypes.length && !types.includes("Award") ? ["Award", ...types] : types, subtypes };
}

async function taskMenu(anchor, label, understood, done) {
  const { boards } = await get("/api/tasks");
  const seen = new Map();
  for (const task of boards.flatMap((board) => board.tasks)) {
    const key = `${task.scope}:${task.group ?? ""}:${task.number}`;
    seen.set(key, { task, titles: new Set([...(seen.get(key)?.titles ?? []), task.title]) }); // reports may call it differently
  }
  const options = [...seen].map(([key, { task, titles }]) => [key, `${taskName(task)} ${[...titles].join(OR)}`]);
  const now = listed(understood.scope).flatMap((scope) => understood.tasks.map((number) => `${scope}:${understood.group ?? ""}:${number}`));
  popup(anchor, options.length ? choices("radio", options, now, ([key]) => {
    const [scope, group, number] = key.split(":");
    done({ tasks: [Number(number)], scope: [scope], group: group ? [Number(group)] : [] });
  }, label) : h("p.muted", {}, t("search.no_tasks")), label);
}

const grades = (answer, now) => [...new Set([...now, ...answer.answers.flatMap((one) => one.claims.map((claim) => claim.grade)).filter(Boolean)])];
const years = (answer, now) => [...new Set([...now.map(String), ...(answer.facets?.year ?? []).map((row) => row.value)])].sort();

/** A small form of options, taken by its button; an option without a value is a heading. */
function choices(kind, options, now, done, label) {
  const boxes = options.map(([value, text]) => {
    if (value === null) return h("p.menu-group", {}, text);
    const box = h("input", { type: kind, name: "choice", value, checked: now.includes(value) || now.includes(Number(value)) });
    return h("label.menu-row", {}, box, h("span", {}, text));
  });
  const form = h("form", { class: options.length > MANY && kind === "checkbox" ? "wide" : "" }, h("fieldset", {}, h("legend.unseen", {}, label), boxes));
  const take = () => done([...form.querySelectorAll(":checked")].map((box) => box.value));
  form.addEventListener("submit", (event) => { event.preventDefault(); take(); });
  const apply = h("button.primary", { type: "submit" }, t("search.chip.apply"));
  form.append(h("div.menu-foot", {}, apply));
  return form;
}

function typed(now, done, label, hint) {
  const input = h("input", { type: "text", value: now, maxLength: 200, "aria-label": label, placeholder: hint ?? "" });
  const form = h("form.menu-typed", {}, input, h("button.primary", { type: "submit" }, t("search.chip.apply")));
  form.addEventListener("submit", (event) => { event.preventDefault(); done(input.value.trim()); });
  return fill(h("div"), form);
}
