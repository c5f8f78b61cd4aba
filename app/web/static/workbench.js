// The SPARQL workbench: examples as small forms, an editor, and the results; the query stands in the address.

import { examples, prefixes } from "/web/queries.js";
import { ApiError, call, get } from "./api.js";
import { LEVELS, TYPES } from "./chips.js";
import { lang, t, term } from "./i18n.js";
import { copy, debounce, fill, h, icon, notice, popup, save, toast } from "./ui.js";
import { statements, table } from "./workbench-data.js";
import { editor } from "./workbench-editor.js";
import { results } from "./workbench-results.js";

const HISTORY = "workbench.history";
const DRAFT = "workbench.draft";
const REMEMBERED = 30; // queries
const LONGEST = 30_000; // characters of an address
const WIDE = "(min-width: 60.01rem)"; // the examples have room beside the editor
const MEGABYTE = 1_048_576;
const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, application/problem+json;q=0.1";
const TABLES = { csv: ["text/csv", "csv"], tsv: ["text/tab-separated-values", "tsv"], json: ["application/sparql-results+json", "json"], xml: ["application/sparql-results+xml", "xml"] };
const GRAPHS = { ttl: ["text/turtle", "ttl"], nt: ["application/n-triples", "nt"], jsonld: ["application/ld+json", "jsonld"], rdf: ["application/rdf+xml", "rdf"] };
const element = (id) => document.getElementById(id);

const labels = new Map(); // IRI → its term, with labels in both languages
let terms = [];
let field = null;
let fault = null;
let running = null;
let shown = ""; // the tab that a person chose
let asking = ""; // the example that was run last

// --- the editor and what stands under it

const runButton = h("button.primary", { type: "button", onclick: () => run(), title: t("workbench.keys") }, t("workbench.run"));
const stopButton = h("button.danger", { type: "button", hidden: true, onclick: () => running?.abort() }, icon("close"), t("workbench.stop"));
const historyButton = h("button.quiet", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, t("workbench.history"));
historyButton.addEventListener("click", () => historyMenu());
const shareButton = h("button.quiet", { type: "button", onclick: share }, icon("link"), t("workbench.share"));

function tell(found) {
  fault = found;
  field?.mark(found?.line);
  const expected = found?.prefix !== undefined ? t("workbench.undeclared", { prefix: found.prefix }) : found?.expected.length ? t("workbench.expected", { tokens: found.expected.join(" ") }) : "";
  const empty = field && !field.get().trim();
  fill(element("syntax"), found && !empty ? [h("span.wrong", {}, t("workbench.invalid", { line: found.line, column: found.column, expected })), " ", h("button.link", { type: "button", onclick: () => field.go(found.line, found.column) }, t("workbench.goto"))] : null);
}

async function share() {
  history.replaceState(null, "", addressOf(field.get()));
  toast(t((await copy(location.href)) ? "search.share.done" : "site.not_copied"));
}

const addressOf = (query) => {
  const address = `/workbench?${new URLSearchParams({ query })}`;
  return address.length < LONGEST ? address : "/workbench";
};

// --- running

const ask = (query, accept, signal) => call("/sparql", { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: accept }, signal });

async function run() {
  const query = field.get();
  if (!query.trim()) return;
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const box = element("results");
  box.setAttribute("aria-busy", "true");
  box.classList.add("busy");
  stopButton.hidden = false;
  if (addressOf(query) !== location.pathname + location.search) history.pushState(null, "", addressOf(query));
  remember(query);
  const begun = performance.now();
  try {
    const answer = await ask(query, ACCEPT, signal);
    const graph = !answer.headers.get("Content-Type").includes("json");
    const found = graph ? statements(await answer.text()) : table(await answer.json());
    const seconds = ((performance.now() - begun) / 1000).toFixed(2);
    const said = found.boolean !== undefined ? t("workbench.answer", { answer: t(found.boolean ? "workbench.yes" : "workbench.no"), seconds }) : t(graph ? "workbench.triples" : "workbench.rows", { rows: found.rows.length.toLocaleString("en"), seconds });
    fill(box, results(found, { labels, said, truncated: cut(answer.headers.get("X-SPARQL-Truncated")), menu: (anchor) => fileMenu(anchor, query, graph ? GRAPHS : TABLES), chosen: shown, choose: (name) => (shown = name) }));
  } catch (error) {
    if (error.name !== "AbortError") fill(box, failed(error));
    else if (running.signal === signal) fill(box, notice(t("workbench.stopped")));
  } finally {
    if (running.signal === signal) {
      box.removeAttribute("aria-busy");
      box.classList.remove("busy");
      stopButton.hidden = true;
    }
  }
}

/** What the server says when it cut a result: `rows=100000` or `bytes=33554432`. */
function cut(said) {
  if (!said) return "";
  const [what, number] = said.split("=");
  return t(`workbench.cut.${what}`, { number: (what === "bytes" ? Number(number) / MEGABYTE : Number(number)).toLocaleString("en") });
}

/** What the server refused; a syntax error leads to its place. */
function failed(error) {
  const place = /(?:第 (\d+) 行第 (\d+) 列|line (\d+), column (\d+))/.exec(error.message);
  const [line, column] = place ? place.slice(1).filter(Boolean).map(Number) : [];
  if (line) field.mark(line);
  return [notice(error instanceof ApiError ? error.message : String(error), "error"), line ? h("p", {}, h("button", { type: "button", onclick: () => field.go(line, column) }, t("workbench.goto"))) : null];
}

function fileMenu(anchor, query, forms) {
  const rows = Object.entries(forms).map(([form, [media, suffix]]) => h("button.menu-row", { type: "button", onclick: () => { anchor.closePopup(); download(query, media, suffix); } }, t(`workbench.form.${form}`)));
  popup(anchor, [h("p.muted.small", {}, t("workbench.download.title")), rows], t("workbench.download"));
}

async function download(query, media, suffix) {
  const name = `sparql-${new Date().toISOString().slice(0, 19).replace(/\D/g, "")}.${suffix}`;
  try {
    save(await (await ask(query, media)).blob(), name);
    toast(t("workbench.downloaded", { name }));
  } catch (error) {
    toast(error.message, "error");
  }
}

// --- what was run before

const past = () => {
  try {
    return JSON.parse(localStorage.getItem(HISTORY) ?? "[]").filter((one) => typeof one.query === "string");
  } catch {
    return [];
  }
};

function remember(query) {
  const kept = [{ query, at: new Date().toISOString() }, ...past().filter((one) => one.query !== query)].slice(0, REMEMBERED);
  localStorage.setItem(HISTORY, JSON.stringify(kept));
}

function historyMenu() {
  const kept = past();
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const row = (one) => h("button.menu-row.past", { type: "button", title: one.query, onclick: () => { historyButton.closePopup(); field.set(one.query); field.focus(); } }, h("span", {}, one.query.replace(/\s+/g, " ").replace(/^# /, "").slice(0, 70)), h("span.muted.small", {}, when.format(new Date(one.at))));
  const forget = () => { localStorage.removeItem(HISTORY); historyButton.closePopup(); };
  popup(historyButton, kept.length ? [kept.map(row), h("div.menu-foot", {}, h("button.quiet", { type: "button", onclick: forget }, t("workbench.history.clear")))] : h("p.muted", {}, t("workbench.history.none")), t("workbench.history"));
}

// --- examples: a question with gaps

const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ")}"`;
const options = (names, say = term) => names.map((name) => h("option", { value: name }, say(name)));
const labelled = (name) => ({ "aria-label": t(`slot.${name}`), name });
const SLOTS = {
  level: () => [h("select", labelled("level"), options(LEVELS)), (value) => `cg:${value}`],
  type: () => [h("select", labelled("type"), options(TYPES)), (value) => `cg:${value}`],
  scope: () => [h("select", labelled("scope"), options(["school", "group"], (name) => t(`scope.${name}`))), (value) => `cg:${value}`],
  number: () => [h("input", { ...labelled("number"), type: "number", min: 1, max: 99, value: "5", required: true }), (value) => String(Number.parseInt(value, 10))],
  words: () => [h("input", { ...labelled("words"), type: "text", value: t("slot.words.first"), maxLength: 60, required: true }), quoted],
  report: (reports) => [h("select", labelled("report"), reports.map((report) => h("option", { value: report.key }, report.title || report.key))), quoted],
};

function example({ name, query }, reports) {
  const fields = {};
  const sentence = t(`example.${name}`).split(/\{(\w+)\}/).map((part, at) => {
    if (at % 2 === 0) return part;
    const [control, write] = SLOTS[part](reports);
    fields[part] = { control, write };
    return control;
  });
  if (fields.level) fields.level.control.value = "national";
  const said = () => t(`example.${name}`).replace(/\{(\w+)\}/g, (_, slot) => fields[slot].control.selectedOptions?.[0].textContent ?? fields[slot].control.value).replace(/\s+/g, " ");
  const filled = () => `# ${said()}\n${query.replace(/\{\{(\w+)\}\}/g, (_, slot) => fields[slot].write(fields[slot].control.value))}`.trim();
  const play = h("button.quiet.icon", { type: "submit", title: t("workbench.run.example") }, icon("play"));
  const name_it = () => play.setAttribute("aria-label", `${t("workbench.run.example")}：${said()}`);
  name_it();
  const submit = (event) => {
    event.preventDefault();
    if (asking !== name) shown = ""; // another question has another fitting tab
    asking = name;
    field.set(filled());
    run();
    if (!matchMedia(WIDE).matches) {
      element("examples").querySelector("details").open = false; // they stand above what they lead to
      element("editor").scrollIntoView();
    }
  };
  return h("li", {}, h("form.example", { onsubmit: submit, oninput: name_it, dataset: { example: name } }, h("span.sentence", {}, sentence), play));
}

function offered(reports) {
  fill(element("examples"), h("details", { open: matchMedia(WIDE).matches }, h("summary", {}, t("workbench.examples")), h("ul", {}, examples.map((one) => example(one, reports)))));
}

// --- the page

const common = (texts) => texts.map((name) => ({ name, iri: "", kind: "common", zh: t(`common.${name}`), en: t(`common.${name}`), words: [], comment: "" }));

async function start() {
  const asked = new URLSearchParams(location.search).get("query");
  const value = asked ?? sessionStorage.getItem(DRAFT) ?? "SELECT ?label ?level WHERE {\n  ?thing a cg:Award ; rdfs:label ?label ; cg:level ?level\n}\nORDER BY ?label";
  const draft = debounce((query) => sessionStorage.setItem(DRAFT, query), 300);
  fill(element("actions"), runButton, stopButton, historyButton, shareButton, h("span.keys.push", {}, t("workbench.keys")));
  fill(element("results"), h("p.muted", {}, t("workbench.none")));
  fill(element("prefixes"), Object.entries(prefixes).map(([name, iri]) => h("code", { title: iri }, `${name}:`)));
  try {
    [field] = await Promise.all([editor(element("editor"), { value, terms: () => terms, run, told: tell, changed: draft }), known()]);
    tell(fault);
  } catch (error) {
    fill(element("editor"), notice(error.message, "error"));
  }
  element("editor").removeAttribute("aria-busy");
  addEventListener("popstate", () => field.set(new URLSearchParams(location.search).get("query") ?? ""));
  if (asked) run();
}

/** The terms of the ontology, and the reports: without them all else still works. */
async function known() {
  const [found, { reports }] = await Promise.all([get("/api/terms"), get("/api/reports")]);
  found.terms.forEach((one) => labels.set(one.iri, one));
  terms = [...found.terms, ...common(["rdfs:label", "rdf:type", "rdfs:subClassOf", "rdfs:comment", "skos:prefLabel", "skos:altLabel", "skos:notation", "dcterms:title", "dcterms:identifier", "dcterms:isPartOf", "prov:wasDerivedFrom"])];
  offered(reports);
}

start();
