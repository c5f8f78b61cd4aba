// The task board: tasks × levels with counts; the school and each 专业群 apart; a count leads to what it counts.

import { get } from "./api.js";
import { t, term } from "./i18n.js";
import { fill, h, icon, state, trouble } from "./ui.js";

const NATIONAL = ["international", "national"]; // and above
const TYPES_SHOWN = 3;
const view = document.getElementById("view");

/** What is shown stands in the address: which report, and whether only tasks without national evidence. */
const read = () => {
  const query = new URLSearchParams(location.search);
  return { report: query.get("report") ?? "", gaps: query.get("gaps") === "1" };
};
const write = ({ report, gaps }) => {
  const query = new URLSearchParams([...(report ? [["report", report]] : []), ...(gaps ? [["gaps", "1"]] : [])]).toString();
  return query ? `/board?${query}` : "/board";
};

let shown = read();
let reports = null;

const go = (change) => {
  history.pushState(null, "", write({ ...shown, ...change }));
  return show();
};
addEventListener("popstate", () => show());

async function show() {
  shown = read();
  view.setAttribute("aria-busy", "true");
  try {
    reports ??= (await get("/api/reports")).reports.toSorted((one, other) => (other.year ?? 0) - (one.year ?? 0));
    if (!reports.length) return fill(view, empty());
    const report = reports.find((one) => one.key === shown.report) ?? reports[0];
    const { boards, levels } = await get("/api/tasks", { report: report.key });
    fill(view, bar(report, boards), boards.length ? [key(), boards.map((board) => one(board, levels, boards))] : state("report", t("search.no_tasks"), h("p", {}, t("board.no_tasks"))));
  } catch (error) {
    fill(view, trouble(error, show));
  } finally {
    view.removeAttribute("aria-busy");
  }
  return undefined;
}

const empty = () =>
  state("upload", t("search.no_report"), h("p", {}, t("board.no_report")), h("p", {}, h("a.button.primary", { href: "/reports" }, icon("upload"), t("search.upload"))));

const gap = (task) => NATIONAL.every((level) => !task.levels[level]);

/** Which report, and how it stands as a whole. */
function bar(report, boards) {
  const tasks = boards.flatMap((board) => board.tasks);
  const gaps = tasks.filter(gap).length;
  return h(
    "div.standing", {},
    reports.length > 1 ? chooser(report) : h("p.report", {}, icon("report"), h("a", { href: `/reports/${encodeURIComponent(report.key)}` }, report.title || report.key)),
    h("p.tally", {}, h("span", {}, h("b", {}, String(tasks.length)), t("board.tasks")),
      gaps ? h("button.gaps", { type: "button", "aria-pressed": String(shown.gaps), onclick: () => go({ gaps: !shown.gaps }) }, icon(shown.gaps ? "close" : "warn"), h("span", {}, h("b", {}, String(gaps)), t(shown.gaps ? "board.gaps.only" : "board.gaps")))
        : tasks.length ? h("span.good", {}, icon("check"), t("board.no_gaps")) : null),
  );
}

function chooser(report) {
  const select = h("select", { id: "report", onchange: () => go({ report: select.value }) }, reports.map((one) => h("option", { value: one.key, selected: one.key === report.key }, one.title || one.key)));
  return h("p.report", {}, h("label", { for: "report" }, t("search.report")), select);
}

/** How the table is to be read. */
function key() {
  const swatch = (share) => marked(h("span.swatch", {}), share);
  return h("p.key", {}, h("span", {}, t("board.few"), h("span.swatches", { "aria-hidden": "true" }, [0.04, 0.2, 0.45, 0.7, 1].map(swatch)), t("board.many")),
    h("span", {}, h("span.inferred", {}, t("board.inferred", { number: "n" })), t("board.inferred.what")));
}

/** The board of the school, or of one 专业群. */
function one(board, levels, boards) {
  const groups = boards.filter((other) => other.scope === "group").length;
  const name = t(`board.${board.scope}`, { group: groups > 1 ? board.group : "" });
  const tasks = shown.gaps ? board.tasks.filter(gap) : board.tasks;
  if (!tasks.length) return null;
  const most = Math.max(...board.tasks.flatMap((task) => Object.values(task.levels)), 1);
  const longest = Math.max(...board.tasks.map((task) => task.total), 1);
  const id = `board-${board.scope}${board.group ?? ""}`;
  return h(
    "section.board", { "aria-labelledby": id },
    h("h2", { id }, name, h("span.muted", {}, t("board.count", { tasks: board.tasks.length, total: board.totals.total }))),
    h(
      "table", { role: "table", "aria-labelledby": id },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("th.name", { scope: "col", role: "columnheader" }, t("search.task")),
        levels.map((level) => h("th", { scope: "col", role: "columnheader", class: `level-${level.value}` }, h("span.dot", {}), level.label)), h("th.total", { scope: "col", role: "columnheader" }, t("board.total")))),
      h("tbody", { role: "rowgroup" }, tasks.map((task) => row(task, levels, { most, longest, groups }))),
      shown.gaps ? null : h("tfoot", { role: "rowgroup" }, totals(board.totals, levels)),
    ),
  );
}

function row(task, levels, scale) {
  const short = t("task.short", { scope: t(`scope.${task.scope}`) + (scale.groups > 1 && task.group ? task.group : ""), number: task.number });
  return h(
    "tr", { role: "row", class: gap(task) ? "gap" : "", dataset: { task: `${task.scope}${task.group ?? ""}:${task.number}` } },
    h("th.name", { scope: "row", role: "rowheader" }, h("a", { href: search(task, short) }, h("span.number", {}, String(task.number)), h("span.title", {}, task.title)),
      gap(task) ? h("span.badge.candidate", {}, t("board.gap")) : null, h("span.types", {}, types(task))),
    levels.map((level) => cell(task, level, short, scale.most)),
    total(task, short, scale.longest),
  );
}

const types = (task) => Object.entries(task.types).slice(0, TYPES_SHOWN).map(([type, count]) => `${term(type)} ${count}`).join(" · ");

/** The answers that a count stands for. */
function search(task, short, level) {
  const query = new URLSearchParams([["q", short]]);
  if (level) query.append("facet", `level:${level}`);
  if (reports.length > 1) query.append("facet", `report:${task.report}`);
  return `/?${query}`;
}

const inferred = (number) => (number ? h("span.inferred", {}, t("board.inferred", { number })) : null);

function cell(task, level, short, most) {
  const [count, guessed] = [task.levels[level.value], task.inferred_levels[level.value]];
  const properties = { role: "cell", dataset: { level: level.value, label: level.label } };
  if (!count) return h("td.zero", properties, h("span", {}, "0"));
  const said = [`${short}，${level.label}：${t("board.things", { number: count })}`, guessed ? t("board.guessed", { number: guessed }) : ""].filter(Boolean).join("，");
  return h("td", properties, marked(h("a.heat", { href: search(task, short, level.value), "aria-label": said, title: said }, h("b", {}, String(count)), inferred(guessed)), count / most));
}

/** A colour by how much there is: the root keeps small counts apart. */
function marked(element, share) {
  element.style.setProperty("--heat", `${Math.round(6 + 36 * Math.sqrt(share))}%`);
  return element;
}

function total(task, short, longest) {
  const part = (count, kind) => {
    const bar = h("span", { class: kind });
    bar.style.width = `${(100 * count) / longest}%`;
    return bar;
  };
  return h("td.total", { role: "cell", dataset: { label: t("board.total") } },
    h("a", { href: search(task, short), "aria-label": `${short}：${t("board.things", { number: task.total })}` }, h("b", {}, String(task.total)),
      h("span.bar", { "aria-hidden": "true" }, part(task.total - task.inferred, "stated"), part(task.inferred, "guessed")), inferred(task.inferred)));
}

function totals(counts, levels) {
  return h("tr", { role: "row" }, h("th.name", { scope: "row", role: "rowheader" }, t("board.all"), h("span.types", {}, t("board.all.what"))),
    levels.map((level) => h("td", { role: "cell", dataset: { label: level.label } }, h("b", {}, String(counts.levels[level.value])), inferred(counts.inferred_levels[level.value]))),
    h("td.total", { role: "cell", dataset: { label: t("board.total") } }, h("b", {}, String(counts.total)), inferred(counts.inferred)));
}

show();
