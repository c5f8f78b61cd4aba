// The search page: one box; what was asked stands in the address, so that it can be shared and gone back to.

import { call, get, send } from "./api.js";
import { FIRST, body, read, write } from "./asked.js";
import { card, quote } from "./cards.js";
import { chips } from "./chips.js";
import { filterName, filters } from "./facets.js";
import { t } from "./i18n.js";
import { suggesting } from "./suggest.js";
import { copy, dialog, fill, h, icon, notice, popup, save, state, toast, trouble } from "./ui.js";

const MORE = 30; // answers that are added at a time
const LONG = 90; // characters of a notice that are shown at once
const LONGEST = 30_000; // characters of an address
const FORMS = [["docx", "docx"], ["xlsx", "xlsx"], ["csv", "csv"], ["markdown", "md"]];
const form = document.getElementById("ask");
const input = document.getElementById("q");
const clear = document.getElementById("clear");
const view = document.getElementById("view");
const said = document.getElementById("said");

let asked = read(location.search);
let running = null;
let titles = new Map();

const stop = suggesting(input, document.getElementById("suggestions"), (question) => ask({ question }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  stop();
  ask({ question: input.value.trim() });
});
clear.addEventListener("click", () => {
  input.value = "";
  clear.hidden = true;
  input.focus();
});
for (const name of ["input", "change"]) input.addEventListener(name, () => (clear.hidden = !input.value));
addEventListener("popstate", () => show(read(location.search)));
addEventListener("keydown", (event) => {
  if (event.key === "/" && !/INPUT|TEXTAREA|SELECT/.test(document.activeElement.tagName)) {
    event.preventDefault();
    input.select();
  }
});

/** Ask a new question: nothing is corrected or filtered yet. */
const ask = ({ question }) => go({ question, fixed: {}, facets: [], limit: FIRST });

/** Go to what is asked now, as a new entry of the history. */
function go(next) {
  const address = write(next);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  return show(next);
}

async function show(next, { keep = false } = {}) {
  asked = next;
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  input.value = asked.question;
  stop();
  clear.hidden = !asked.question;
  document.body.classList.toggle("asked", Boolean(asked.question));
  document.title = document.title.replace(/^.*?(?=[^·]*$)/, `${asked.question || t("search.title")} · `);
  view.setAttribute("aria-busy", "true");
  view.classList.add("busy");
  said.textContent = asked.question ? t("search.searching") : "";
  try {
    const asking = asked.question ? send("/api/ask", body(asked), { signal }) : null;
    asking?.catch(() => null); // told below, where it is waited for
    titles = new Map((await reports(signal)).map((report) => [report.key, report.title || report.key]));
    if (!titles.size) return fill(view, empty());
    if (!asked.question) return fill(view, await home(signal));
    const answer = await asking;
    const fresh = results(answer);
    if (keep) keepFocus(fresh);
    else fill(view, fresh);
    said.textContent = total(answer);
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    said.textContent = "";
    fill(view, h("div.wrong", {}, state("warn", t("search.trouble")), trouble(error, () => show(asked))));
  } finally {
    if (!signal.aborted) {
      view.removeAttribute("aria-busy");
      view.classList.remove("busy");
    }
  }
  return undefined;
}

let known = null;
async function reports(signal) {
  known ??= (await get("/api/reports", {}, { signal })).reports;
  return known;
}

/** Show the answer again with more cards, and leave the reader where the new ones begin. */
function keepFocus(fresh) {
  const before = view.querySelectorAll(".cards > li").length;
  const at = scrollY;
  fill(view, fresh);
  scrollTo({ top: at, behavior: "instant" });
  view.querySelectorAll(".cards > li")[before]?.querySelector("a")?.focus({ preventScroll: true });
}

const empty = () =>
  state("upload", t("search.no_report"), h("p", {}, t("search.no_report.what")), h("p", {}, h("a.button.primary", { href: "/reports" }, icon("upload"), t("search.upload"))));

/** The page before a question: what can be asked of what is there. */
async function home(signal) {
  const prefixes = t("search.example.prefixes").split("|");
  const found = await Promise.all(prefixes.map((prefix) => get("/api/suggest", { prefix, limit: 12 }, { signal })));
  const examples = [];
  for (const { suggestions } of found) {
    const next = suggestions.find((one) => one.kind === "question" && !examples.includes(one.text));
    if (next) examples.push(next.text);
  }
  return [
    h("p.intro", {}, t("search.intro")),
    h("section.examples", { "aria-labelledby": "examples" }, h("h2", { id: "examples" }, t("search.examples")),
      h("ul", {}, examples.map((question) => h("li", {}, h("a", { href: write({ question, fixed: {}, facets: [], limit: FIRST }), onclick: follow }, icon("search"), question))))),
    h("section.kept", { "aria-labelledby": "kept" }, h("h2", { id: "kept" }, t("search.kept")),
      h("ul", {}, known.map((report) => h("li", {}, h("a", { href: `/reports/${encodeURIComponent(report.key)}` }, icon("report"), report.title || report.key),
        h("span.muted.small.number", {}, t("search.kept.row", report.counts)))))),
  ];
}

/** Follow a link of this page without loading it again. */
function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(read(new URL(event.currentTarget.href).search));
}

const total = (answer) =>
  t(answer.truncated ? "search.total.part" : "search.total", {
    total: answer.total, shown: answer.answers.length,
    candidates: answer.candidates ? t("search.candidates", { number: answer.candidates }) : "",
  });

function results(found) {
  // what is only asked of all figures names nothing: no sentence is near its words
  const answer = found.understood.asks.includes("differ") ? { ...found, passages: [] } : found;
  const toggle = (facet) => go({ ...asked, limit: FIRST, facets: asked.facets.includes(facet) ? asked.facets.filter((one) => one !== facet) : [...asked.facets, facet] });
  const shown = filters(answer.facets, asked.facets, titles, toggle);
  return [
    chips(answer, {
      titles, corrected: Object.keys(asked.fixed).length > 0,
      change: (fields) => go({ ...asked, fixed: { ...asked.fixed, ...fields }, facets: [], limit: FIRST }),
      reset: () => go({ ...asked, fixed: {}, facets: [], limit: FIRST }),
    }),
    answer.notices.map(toldOf),
    h("div.columns", { class: shown.length && (answer.total || asked.facets.length) ? "" : "single" },
      aside(shown, answer, toggle),
      h("div.found", {}, bar(answer), list(answer), passages(answer))),
  ];
}

/** What is said of the answer; of a long line, what comes before its colon, and the rest when it is opened. */
function toldOf(words) {
  const at = words.search(/[：:]/) + 1;
  if (words.length <= LONG || at < 1 || at > LONG) return notice(words);
  return h("details.notice", {}, h("summary", {}, icon("info"), h("span", {}, words.slice(0, at - 1), "…")), h("p", {}, words.slice(at)));
}

function aside(shown, answer, toggle) {
  if (!shown.length || !(answer.total || asked.facets.length)) return null;
  const wide = matchMedia("(min-width: 60rem)").matches;
  return h("aside.filters", { "aria-label": t("search.filters") },
    h("details", { open: wide }, h("summary", {}, icon("filter"), t("search.filters"), asked.facets.length ? h("span.badge", {}, String(asked.facets.length)) : null), h("div.facets", {}, shown)));
}

/** How many there are, the filters that hold, and what can be done with all of them. */
function bar(answer) {
  const chosen = asked.facets.map((facet) => {
    const name = filterName(facet, answer.facets, titles);
    const drop = () => go({ ...asked, limit: FIRST, facets: asked.facets.filter((one) => one !== facet) });
    return h("span.chip.filter", {}, h("span.chip-value", {}, name), h("button.chip-remove", { type: "button", onclick: drop, "aria-label": t("search.filter.remove", { value: name }) }, icon("close")));
  });
  const exporting = h("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", disabled: !answer.total }, icon("download"), t("search.export"));
  exporting.addEventListener("click", () => exportMenu(exporting));
  return h(
    "div.bar", {},
    h("h2", {}, total(answer)), chosen,
    answer.passages.length && answer.total ? h("a.small", { href: "#passages" }, t("search.passages.jump", { number: answer.passages.length })) : null,
    h("div.row.push", {},
      h("button.quiet", { type: "button", onclick: share }, icon("link"), t("search.share")),
      h("button.quiet", { type: "button", onclick: () => sparql(answer.sparql) }, icon("code"), t("search.sparql")), exporting),
  );
}

function list(answer) {
  if (!answer.answers.length) return answer.passages.length ? null : state("search", t("search.nothing"), h("p", {}, t("search.nothing.what")));
  const left = answer.total - answer.answers.length;
  const more = () => {
    const next = { ...asked, limit: asked.limit + MORE };
    history.replaceState(null, "", write(next));
    show(next, { keep: true });
  };
  return [
    h("ol.cards", {}, answer.answers.map((one) => h("li", {}, card(one, titles)))),
    left > 0 ? h("p.more", {}, h("button", { type: "button", onclick: more }, icon("down"), t("search.more", { number: Math.min(left, MORE) }))) : null,
  ];
}

function passages(answer) {
  if (!answer.passages.length) return null;
  const key = answer.total ? "search.passages" : "search.near"; // what is only near is not called evidence
  return h("section.passages", { id: "passages", "aria-labelledby": "passages-title" }, h("h2", { id: "passages-title" }, t(key)), h("p.muted.small", {}, t(`${key}.what`)),
    h("ol", {}, answer.passages.map((hit) => h("li", {}, quote(hit, titles)))));
}

async function share() {
  const done = await copy(location.href);
  toast(t(done ? "search.share.done" : "site.not_copied"), done ? "" : "error");
}

/** Show the query behind the answer. */
function sparql(query) {
  const address = `/workbench?${new URLSearchParams({ query })}`;
  const copied = async () => toast(t((await copy(query)) ? "site.copied" : "site.not_copied"));
  dialog(t("search.sparql.title"), h("pre", {}, query), h("button", { type: "button", onclick: copied }, icon("copy"), t("search.copy")),
    address.length < LONGEST ? h("a.button.primary", { href: address }, t("search.sparql.open")) : null);
}

function exportMenu(anchor) {
  const rows = FORMS.map(([form, suffix]) => h("button.menu-row", { type: "button", onclick: () => { anchor.closePopup(); exported(form, suffix); } }, t(`search.export.${form}`)));
  popup(anchor, [h("p.muted.small", {}, t("search.export.title")), rows], t("search.export"));
}

/** Fetch the same answers as a file. */
async function exported(format, suffix) {
  view.classList.add("busy");
  try {
    const { limit, ...wanted } = body(asked);
    const answer = await call("/api/citations", { method: "POST", body: JSON.stringify({ ...wanted, format }), headers: { "Content-Type": "application/json" } });
    const name = `${asked.question.replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, 60).trim()}.${suffix}`;
    save(await answer.blob(), name);
    toast(t("search.export.done", { name }));
  } catch (error) {
    toast(error.message, "error");
  } finally {
    view.classList.remove("busy");
  }
}

show(asked);
if (!asked.question && matchMedia("(hover: hover)").matches) input.focus();
