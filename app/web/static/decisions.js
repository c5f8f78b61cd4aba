// All that people decided, latest first; filtered by report and by whether it stands.

import { get } from "./api.js";
import { latest, row } from "./decided.js";
import { again, askName, person, told, withdraw } from "./deciding.js";
import { t } from "./i18n.js";
import { fill, h, notice, state, toast, trouble } from "./ui.js";

const STATES = ["all", "stands", "withdrawn", "undone"];
const view = document.getElementById("view");
const query = new URLSearchParams(location.search);
const chosen = { report: query.get("report") ?? "", state: STATES.includes(query.get("state")) ? query.get("state") : "all" };

async function start() {
  view.setAttribute("aria-busy", "true");
  try {
    const [kept, told] = await Promise.all([get("/api/reports"), get("/api/decisions")]);
    show(new Map(kept.reports.map((one) => [one.key, one.title || one.key])), told);
  } catch (error) {
    fill(view, state("warn", t("decisions.trouble")), trouble(error, start));
  } finally {
    view.removeAttribute("aria-busy");
  }
}

function show(titles, told) {
  const all = latest(told.decisions);
  const notices = told.notices.map((words) => notice(words, "warn"));
  if (!all.length) return fill(view, notices, state("pen", t("decisions.none"), h("p", {}, t("decisions.none.what")), h("p", {}, h("a.button", { href: "/reports" }, t("reports.title")))));
  const list = h("ul.decisions");
  const number = h("span.muted.small.number", { role: "status" });
  const draw = () => {
    const found = all.filter((one) => (!chosen.report || one.report === chosen.report) && (chosen.state === "all" || one.state === chosen.state));
    number.textContent = t("decisions.number", { number: found.length });
    fill(list, found.map((one) => row(one, { undo, anew, report: titles.get(one.report) ?? one.report, place: titles.has(one.report) ? placeOf(one) : null })));
    list.hidden = !found.length;
  };
  const choose = (name, options) =>
    h("label.field", {}, h("span", {}, t(`decisions.${name}`)),
      h("select", { onchange: (event) => { chosen[name] = event.target.value; remember(); draw(); } }, options.map(([value, words]) => h("option", { value, selected: value === chosen[name] }, words))));
  const reports = [...new Set(all.map((one) => one.report))].map((key) => [key, titles.get(key) ?? key]);
  fill(
    view, notices,
    h("div.decision-filter", {}, choose("report", [["", t("decisions.every")], ...reports]), choose("state", STATES.map((one) => [one, t(`decisions.state.${one}`)])), number),
    list,
    person() ? h("p.as.small.muted", {}, t("decide.as", { by: person() }), h("button.link.small", { type: "button", onclick: async () => { await askName(); start(); } }, t("decide.name.change"))) : null,
  );
  return draw();
}

const placeOf = (one) => `/reports/${encodeURIComponent(one.report)}?${new URLSearchParams({ decision: one.id })}`;

function remember() {
  const kept = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value && value !== "all"));
  history.replaceState(null, "", kept.size ? `/decisions?${kept}` : "/decisions");
}

const undo = (id) => writing(async () => {
  if (!(await withdraw(id))) return;
  toast(t("decide.undone"));
  await start();
});

/** Ask on what a decision whose words changed is to hold now, and take it anew there. */
const anew = (one) => writing(async () => {
  const { anewForm } = await import("./anew.js");
  const where = await anewForm(one);
  const done = where && (await again(one.id, where));
  if (!done) return;
  told(done, undo);
  await start();
});

async function writing(job) {
  view.classList.add("busy");
  try {
    await job();
  } catch (error) {
    toast(error.message, "error");
  } finally {
    view.classList.remove("busy");
  }
}

start();
