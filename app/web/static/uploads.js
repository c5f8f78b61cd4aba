// Files → reports: one after the other, with what the server says on the way, and the summary at the end.

import { call, events, get } from "./api.js";
import { doubt } from "./decided.js";
import { written } from "./deciding.js";
import { t, term } from "./i18n.js";
import { fill, h, icon, notice } from "./ui.js";

const LEVELS = ["international", "national", "provincial", "municipal", "school"];
const list = document.getElementById("uploads");
let last = Promise.resolve();

/** Take files in; `replaces` is the key of the report whose place one takes. `done()` is called after each. */
export function upload(files, { replaces = null, done }) {
  for (const file of files) {
    const status = h("span.upload-state.muted", { role: "status" }, t("reports.waiting"));
    const bar = h("progress", { "aria-label": t("reports.progress", { name: file.name }) });
    const body = h("div.upload-body");
    const item = h("li.upload", {}, h("div.upload-head", {}, icon("report"), h("strong", {}, file.name), status), bar, body);
    list.hidden = false;
    list.prepend(item);
    last = last.then(() => taken(file, replaces, { item, status, bar, body })).then(done);
  }
}

async function taken(file, replaces, shown) {
  shown.item.classList.add("running");
  shown.status.textContent = t("reports.sending");
  try {
    const summary = await follow(await sent(file, replaces), (words) => (shown.status.textContent = words));
    const { findings } = await get("/api/check", { shapes: false }).catch(() => ({ findings: [] }));
    const apart = findings.filter((one) => one.kind === "contradiction" && one.evidence.some((place) => place.report === summary.key)).length;
    shown.status.textContent = t(`reports.change.${summary.change}`);
    shown.item.classList.add("done");
    fill(shown.body, told(summary, apart));
  } catch (error) {
    shown.status.textContent = t("reports.failed");
    shown.item.classList.add("failed");
    fill(shown.body, notice(error.message, "error"), replaces || !/key|conflict/i.test(error.kind ?? "") ? null : h("p.small.muted", {}, t("reports.conflict")));
  } finally {
    shown.bar.remove();
    shown.item.classList.remove("running");
  }
}

async function sent(file, replaces) {
  const path = replaces ? `/api/reports/${encodeURIComponent(replaces)}` : "/api/reports";
  const answer = await written(() => {
    const form = new FormData();
    form.append("file", file);
    return call(path, { method: replaces ? "PUT" : "POST", body: form });
  });
  return (await answer.json()).id;
}

/** Follow a write to its end; gives the summary, or throws what went wrong. */
function follow(id, say) {
  const failed = (problem) => Object.assign(new Error((document.documentElement.lang === "en" ? problem.detail_en : null) ?? problem.detail ?? t("reports.lost")), { kind: problem.type ?? "" });
  return new Promise((resolve, reject) => {
    events(`/api/writes/${id}/events`, {
      started: () => say(t("reports.reading")),
      progress: (data) => say(data.text),
      done: (data, source) => { source.close(); resolve(data.result); },
      failed: (data, source) => { source.close(); reject(failed(data.problem)); },
      error: (_, source) => source.readyState === EventSource.CLOSED && get(`/api/writes/${id}`).then((write) => (write.state === "done" ? resolve(write.result) : reject(failed(write.problem ?? {}))), reject),
    });
  });
}

/** The summary: records by type and level, tasks, figures that disagree, and each warning with the way to its place. */
function told(summary, apart) {
  return [
    h("p", {}, h("a", { href: `/reports/${encodeURIComponent(summary.key)}` }, h("b", {}, summary.title || summary.key)), " ", h("span.muted.small", {}, t("reports.summary", { sentences: summary.sentences, records: summary.records, encoding: summary.encoding }))),
    summary.records ? h("div.summary-scroll", { tabIndex: 0, role: "region", "aria-label": t("reports.counts") }, counts(summary.counts)) : null,
    h("p.small", {}, t("reports.tasks"), "：", Object.entries(summary.tasks).map(([scope, number]) => t("reports.tasks.of", { scope: t(`scope.${scope}`), number })).join(t("decide.comma")) || t("decide.none")),
    summary.notices.length ? doubts(summary.key, summary.notices) : h("p.small.good", {}, icon("check"), t("reports.no_doubts")),
    apart ? h("p.small", {}, icon("warn"), " ", h("a", { href: `/findings?${new URLSearchParams({ report: summary.key, kind: "contradiction" })}` }, t("findings.contradictions", { number: apart }))) : null,
    h("p", {}, h("a.button", { href: `/reports/${encodeURIComponent(summary.key)}` }, t("reports.read")), " ", h("a.button.quiet", { href: `/?${new URLSearchParams({ q: t("reports.ask") })}` }, icon("search"), t("reports.ask"))),
  ];
}

/** Doubts of a reading, each with the way to its place. */
export const doubts = (key, notices, { open = notices.length < 4 } = {}) =>
  h("details.doubts", { open }, h("summary", {}, icon("warn"), t("reader.doubts", { number: notices.length })),
    h("ul", {}, notices.map((one) => h("li", {}, doubt(key, one)))));

/** Types × levels with their counts. */
function counts(rows) {
  const at = new Map(rows.map((row) => [`${row.type}:${row.level ?? "none"}`, row.count]));
  const sum = (chosen) => chosen.reduce((total, row) => total + row.count, 0);
  const types = [...new Set(rows.map((row) => row.type))].sort((one, other) => sum(rows.filter((row) => row.type === other)) - sum(rows.filter((row) => row.type === one)));
  const levels = [...LEVELS, "none"].filter((level) => rows.some((row) => (row.level ?? "none") === level));
  return h(
    "table.counts", {}, h("caption.unseen", {}, t("reports.counts")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("search.type")), levels.map((level) => h("th", { scope: "col" }, term(level))), h("th", { scope: "col" }, t("reports.sum")))),
    h("tbody", {}, types.map((type) => h("tr", {}, h("th", { scope: "row" }, term(type)), levels.map((level) => h("td.number", {}, at.has(`${type}:${level}`) ? String(at.get(`${type}:${level}`)) : h("span.muted", { "aria-hidden": "true" }, "·"))), h("td.number", {}, h("b", {}, String(sum(rows.filter((row) => row.type === type)))))))),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t("reports.sum")), levels.map((level) => h("td.number", {}, String(sum(rows.filter((row) => (row.level ?? "none") === level))))), h("td.number", {}, h("b", {}, String(sum(rows)))))),
  );
}
