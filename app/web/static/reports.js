// The reports that are kept: upload by button or by dropping files, read, replace, delete.

import { call, get } from "./api.js";
import { written } from "./deciding.js";
import { t } from "./i18n.js";
import { dialog, fill, h, icon, notice, state, toast, trouble } from "./ui.js";
import { doubts, upload } from "./uploads.js";

const view = document.getElementById("view");
const drop = document.getElementById("drop");
const files = document.getElementById("files");
let reports = [];

async function start() {
  try {
    reports = (await get("/api/reports")).reports;
    fill(view, reports.length ? list() : state("report", t("reports.none"), h("p", {}, t("reports.none.what"))));
    if (reports.length) checked();
  } catch (error) {
    fill(view, trouble(error, start));
  } finally {
    view.removeAttribute("aria-busy");
  }
}

/** Say above the list how many figures do not agree: it is what a reviewer would see first. */
async function checked() {
  const { findings } = await get("/api/check", { shapes: false }).catch(() => ({ findings: [] }));
  const apart = findings.filter((one) => one.kind === "contradiction");
  const number = apart.length;
  for (const line of view.querySelectorAll("tr[data-key]")) {
    const own = apart.filter((one) => one.evidence.some((place) => place.report === line.dataset.key)).length;
    const link = own && h("a.small", { href: `/findings?${new URLSearchParams({ report: line.dataset.key, kind: "contradiction" })}` }, icon("warn"), " ", t("findings.contradictions", { number: own }));
    if (own) line.querySelector(".doubts-cell > .muted")?.remove();
    if (own) line.querySelector(".doubts-cell").prepend(h("p.apart", {}, link));
  }
  document.querySelector(".contradictions")?.remove();
  if (number) view.prepend(h("p.contradictions", {}, h("a", { href: "/findings?kind=contradiction" }, icon("warn"), " ", t("findings.contradictions", { number }))));
}

function list() {
  const names = ["title", "institution", "year", "records", "sentences", "tasks", "doubts"];
  return h(
    "table.reports", {}, h("caption.unseen", {}, t("reports.title")),
    h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col", class: name }, t(`reports.column.${name}`))), h("th", { scope: "col" }, h("span.unseen", {}, t("reports.column.actions"))))),
    h("tbody", {}, reports.map(row)),
  );
}

function row(one) {
  const title = one.title || one.key;
  const number = (name) => h("td.number", { dataset: { label: t(`reports.column.${name}`) } }, String(one.counts[name] ?? 0));
  const picker = h("input.unseen", { type: "file", accept: files.accept, tabIndex: -1, "aria-hidden": "true", onchange: (event) => { upload([...event.target.files], { replaces: one.key, done: start }); event.target.value = ""; document.getElementById("uploads").scrollIntoView({ block: "nearest" }); } });
  return h(
    "tr", { dataset: { key: one.key } },
    h("th.title", { scope: "row" }, h("a", { href: `/reports/${encodeURIComponent(one.key)}` }, title), h("span.muted.small", {}, one.name)),
    h("td", { dataset: { label: t("reports.column.institution") } }, one.institution ?? "—"), h("td.number", { dataset: { label: t("reports.column.year") } }, one.year ? String(one.year) : "—"),
    number("records"), number("sentences"), number("tasks"),
    h("td.doubts-cell", { dataset: { label: t("reports.column.doubts") } }, one.notices.length ? doubts(one.key, one.notices, { open: false }) : h("span.muted", {}, t("decide.none"))),
    h("td.actions-cell", {}, h("div.row", {}, picker, h("button.quiet", { type: "button", onclick: () => picker.click(), "aria-label": t("reports.replace.of", { title }) }, icon("upload"), t("reports.replace")),
      h("button.quiet", { type: "button", onclick: () => remove(one), "aria-label": t("reports.delete.of", { title }) }, icon("trash"), t("reports.delete")))),
  );
}

/** Delete a report, once the person has said so. */
function remove(one) {
  const wrong = h("div");
  const sure = h("button.danger", { type: "button", onclick: async () => {
    sure.disabled = true;
    sure.textContent = t("reports.deleting");
    try {
      await written(() => call(`/api/reports/${encodeURIComponent(one.key)}`, { method: "DELETE" }));
      box.close();
      toast(t("reports.deleted", { title: one.title || one.key }));
      await start();
      document.getElementById("main").focus({ preventScroll: true });
    } catch (error) {
      fill(wrong, notice(error.message, "error"));
      sure.disabled = false;
      sure.textContent = t("reports.delete");
    }
  } }, t("reports.delete"));
  const box = dialog(t("reports.delete.title"), [h("p", {}, t("reports.delete.what", { title: one.title || one.key, records: one.counts.records })), h("p.muted", {}, t("reports.delete.kept")), wrong],
    h("button", { type: "button", autofocus: true, onclick: () => box.close() }, t("decide.cancel")), sure);
}

files.addEventListener("change", () => {
  upload([...files.files], { done: start });
  files.value = "";
});
let inside = 0;
for (const [name, more] of [["dragenter", 1], ["dragleave", -1]]) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    inside += more;
    drop.classList.toggle("over", inside > 0);
  });
}
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  inside = 0;
  drop.classList.remove("over");
  const given = [...(event.dataTransfer?.files ?? [])];
  if (given.length) upload(given, { done: start });
});

start();
