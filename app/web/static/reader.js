// The report reader: the text with its records marked, its sections, and what people decide about them.

import { get } from "./api.js";
import { toggle as collect } from "./collected.js";
import { askName, decide, named, onWaiting, person, told, withdraw } from "./deciding.js";
import { doubt as toldDoubt, latest, row } from "./decided.js";
import { t } from "./i18n.js";
import { addForm, correctForm, mergeForm } from "./reader-forms.js";
import { addressOf, panel, peek, spoken } from "./reader-record.js";
import { everything, legend, passes, progress, tree } from "./reader-side.js";
import { quoted, written } from "./reader-text.js";
import { fill, h, icon, state as box, toast, trouble } from "./ui.js";

const SOON = 160; // milliseconds of pointing before a peek opens
const TOP = 60; // pixels of the window under the menu
const READING = 0.35; // of the height of the window is where the eye reads
const LONGEST = 200; // characters of a record that a person may add
const MOST = 20; // sentences that are collected at once
const view = document.getElementById("reader");
const said = document.getElementById("said");
const key = decodeURIComponent(location.pathname.replace(/^\/reports\//, ""));
const wide = matchMedia("(min-width: 64rem)");

const state = { key, document: "", claims: [], marks: [], sentences: [], sections: [], decisions: [], tasks: new Map(), titles: new Map(), listed: [], notices: [], apart: [], saving: new Map(), filter: everything() };
let at = -1; // the record that j and k count from
let open = -1; // the record whose panel is open
let held = null; // what a person went to: while it is in sight, the tree names its section
let parts = {};

/** Read the whole text, page by page where it is long. */
async function read() {
  const pages = [];
  for (let start = 0; start !== null; start = pages.at(-1).next) pages.push(await get(`/api/reports/${encodeURIComponent(key)}`, { start }));
  const [first] = pages;
  const claims = pages.flatMap((page) => page.claims);
  let before = 0;
  const blocks = pages.flatMap((page) => {
    const moved = page.blocks.map((block) => ({ ...block, parts: block.parts.map((part) => ({ ...part, claims: part.claims.map((n) => n + before) })) }));
    before += page.claims.length;
    return moved;
  });
  return { ...first, claims, blocks };
}

async function start() {
  try {
    const [report, kept] = await Promise.all([read(), get("/api/reports")]);
    state.titles = new Map(kept.reports.map((one) => [one.key, one.title || one.key]));
    state.notices = kept.reports.find((one) => one.key === key)?.notices ?? [];
    build(report.report);
    take(report);
    arrive();
    checked();
  } catch (error) {
    fill(view, box("warn", t("reader.trouble")), trouble(error, error.status === 404 ? null : start), h("p", {}, h("a.button", { href: "/reports" }, t("reader.back"))));
  } finally {
    view.removeAttribute("aria-busy");
  }
}

/** Ask which figures do not agree, once the text is there. */
async function checked() {
  const { findings } = await get("/api/check", { shapes: false }).catch(() => ({ findings: [] }));
  state.apart = findings.filter((one) => one.kind === "contradiction" && one.evidence.some((place) => place.report === key));
  if (open < 0 && state.apart.length && !parts.side.querySelector(".record-panel")) overview();
}

/** Make the page around the text, once. */
function build(report) {
  document.title = document.title.replace(/^.*?(?=[^·]*$)/, () => `${report.title || key} · `);
  parts = {
    tree: h("nav.tree", { "aria-label": t("reader.sections"), tabIndex: -1 }), text: h("article.text", { "aria-label": t("reader.text") }), side: h("aside.side", { "aria-label": t("reader.side"), tabIndex: -1 }),
    peek: h("div.peek", { id: "peek", role: "tooltip", hidden: true }), add: h("button.primary", { type: "button", onclick: add }, icon("plus"), t("reader.add")),
    saving: h("span.saving.small", { role: "status" }), count: h("span.muted.small.number"),
  };
  parts.here = h("div.here", { hidden: true, onpointerdown: (event) => event.preventDefault() }, parts.add, h("button", { type: "button", onclick: collectChosen }, icon("collect"), t("collect")));
  const sheet = (name, sign, words) => h("button.sheet-button", { type: "button", "aria-expanded": "false", dataset: { sheet: name }, onclick: () => toggle(name) }, icon(sign), words);
  fill(
    view,
    h("header.reader-head", {},
      h("p.way.small", {}, h("a", { href: "/reports" }, t("reports.title"))),
      h("h1", {}, report.title || key),
      h("p.muted.small.facts-line", {}, [report.institution, report.year, report.name].filter(Boolean).map((one) => h("span", {}, String(one))), parts.count)),
    h("div.reader-bar", {},
      sheet("tree", "list", t("reader.sections")), sheet("side", "filter", t("reader.legend")),
      h("div.row.stepping", {}, h("button.quiet", { type: "button", onclick: () => step(-1), "aria-label": t("reader.previous") }, icon("left"), h("kbd", { "aria-hidden": "true" }, "K")), h("button.quiet", { type: "button", onclick: () => step(1), "aria-label": t("reader.next") }, h("kbd", { "aria-hidden": "true" }, "J"), icon("right"))),
      h("span.hints.muted.small", {}, t("reader.hints")), parts.saving),
    h("div.reader-columns", {}, parts.tree, parts.text, parts.side),
    parts.peek, parts.here,
  );
  parts.text.addEventListener("click", clicked);
  parts.text.addEventListener("pointerover", (event) => point(event.target.closest("mark.record")));
  parts.text.addEventListener("pointerleave", () => point(null));
  parts.text.addEventListener("focusin", (event) => event.target.matches("mark.record") && focused(event.target));
  parts.text.addEventListener("focusout", () => hidePeek());
  document.addEventListener("selectionchange", selected);
  document.addEventListener("keydown", pressed);
  addEventListener("scroll", scrolled, { passive: true });
  onWaiting((number) => (parts.saving.textContent = number ? t("reader.saving.number", { number }) : ""));
}

/** Show a text that the server gave: at first, and after each decision, in the same place. */
function take(report) {
  const made = written(report);
  Object.assign(state, { document: report.report.text, claims: report.claims, sections: report.sections, decisions: report.decisions, marks: made.marks, sentences: made.sentences });
  state.listed = report.sections.filter((section, n) => section.task && !report.sections.slice(0, n).some((other) => code(other) === code(section))).map((section) => ({ scope: section.scope, group: section.group, number: section.task.number, title: section.task.title }));
  state.tasks = new Map(state.listed.map((task) => [`${task.scope}:${task.group ?? ""}:${task.number}`, task.title]));
  fill(parts.text, made.found);
  const counts = report.sections.map(() => 0);
  state.sentences.forEach((sentence) => sentence?.dataset.section && (counts[Number(sentence.dataset.section)] += 1));
  fill(parts.tree, h("div.side-head", {}, h("h2", {}, t("reader.sections")), closer()), tree(report.sections, counts, (event, n) => toSection(event, n)));
  parts.count.textContent = t("reader.records", { number: report.claims.length });
  at = Math.min(at, report.claims.length - 1);
  if (state.claims.length) state.marks[Math.max(at, 0)]?.setAttribute("tabindex", "0");
  filter();
  scrolled();
}

const code = (section) => `${section.scope}:${section.group ?? ""}:${section.task?.number}`;
const closer = () => h("button.quiet.icon.sheet-close", { type: "button", onclick: () => toggle(null), "aria-label": t("site.close") }, icon("close"));

/** Apply the filter to the marks, and show the side again. */
function filter() {
  for (const mark of new Set(state.marks)) {
    const shown = mark?.dataset.n.split(" ").some((n) => passes(state.claims[n], state.filter));
    mark?.classList.toggle("off", !shown);
  }
  parts.text.classList.toggle("hide-rejected", !state.filter.rejected);
  for (const one of parts.text.querySelectorAll("s.rejected")) one.tabIndex = state.filter.rejected ? 0 : -1;
  if (open >= 0) markOpen();
  else overview();
}

/** The side when no record is open: the review, the legend, the doubts, the decisions. */
function overview() {
  const focus = parts.side.contains(document.activeElement) ? document.activeElement.dataset.filter : null;
  const decided = latest(state.decisions);
  fill(
    parts.side, h("div.side-head.sheet-only", {}, h("h2", {}, t("reader.side")), closer()), progress(state.claims), legend(state.claims, state.filter, filter, new Set([...parts.text.querySelectorAll("s.rejected")].map((one) => one.dataset.rejected)).size),
    state.apart.length ? h("section.doubts", {}, h("h3", {}, t("findings.contradictions", { number: state.apart.length })), h("ul", {}, state.apart.map(apart))) : null,
    state.notices.length ? h("section.doubts", {}, h("h3", {}, t("reader.doubts", { number: state.notices.length })), h("ul", {}, state.notices.map(doubt))) : null,
    h("section", {}, h("div.side-head", {}, h("h3", {}, t("reader.decisions", { number: decided.length })), h("a.small", { href: `/decisions?${new URLSearchParams({ report: key })}` }, t("decisions.all"))),
      decided.length ? h("ul.decisions", {}, decided.slice(0, 30).map((one) => row(one, { undo, place: placeOf(one) }))) : h("p.muted.small", {}, t("decisions.none.short")),
      h("p.small.muted", {}, person() ? t("decide.as", { by: person() }) : null, person() ? h("button.link.small", { type: "button", onclick: async () => { await askName(); overview(); } }, t("decide.name.change")) : null)),
  );
  if (focus) parts.side.querySelector(`[data-filter="${CSS.escape(focus)}"]`)?.focus();
}

const placeOf = (one) => (one.places.length ? addressOf(key, one.places[0]) : null);

const doubt = (one) =>
  h("li", {}, one.start === null ? toldDoubt(key, one) : h("a", { href: addressOf(key, one), onclick: (event) => { event.preventDefault(); light(one.start, one.end); } }, one.message));

/** Figures of one thing that do not agree: each leads to its place. */
const apart = (one) =>
  h("li", {}, one.message, " ", one.evidence.map((place, at) => [at ? t("decide.comma") : "", h("a", { href: addressOf(key, place), onclick: (event) => { event.preventDefault(); light(place.start, place.end); } }, t("reader.place.of", { number: at + 1 }))]));

/** Go to the place that the address names: its sentence is lit, its record opens where there is room. */
function arrive() {
  const query = new URLSearchParams(location.search);
  const decision = query.get("decision") && state.decisions.find((one) => one.id === query.get("decision"));
  if (query.get("decision") && !decision?.places.length) toast(t("reader.no_place"), "error");
  const place = decision?.places[0] ?? (query.has("from") ? { start: Number(query.get("from")), end: Number(query.get("to") ?? query.get("from")) } : null);
  if (place) light(place.start, place.end);
}

/** Light the sentence of a place, and its record. */
function light(start, end) {
  parts.text.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const there = [...parts.text.querySelectorAll("[data-start]")].filter((one) => Number(one.dataset.start) < Math.max(end, start + 1) && start < Number(one.dataset.end));
  there.forEach((one) => one.classList.add("lit"));
  held = there[0] ?? null;
  const n = state.claims.findIndex((claim) => claim.start === start && claim.end === end);
  (state.marks[n] ?? there[0])?.scrollIntoView({ block: "center", behavior: "instant" });
  toggle(null);
  if (n >= 0) {
    aim(n);
    if (wide.matches) show(n);
  }
  if (!there.length) toast(t("reader.no_place"), "error");
}

function toSection(event, n) {
  event.preventDefault();
  const heading = document.getElementById(`section-${n}`);
  toggle(null);
  held = heading;
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

/** The number of the section that a heading opens or a sentence stands in. */
const sectionOf = (one) => (one?.id.startsWith("section-") ? one.id.replace("section-", "") : one?.dataset.section);

function inSight(one) {
  const { top = 0, bottom = 0 } = one?.isConnected ? one.getBoundingClientRect() : {};
  return bottom > TOP && top < innerHeight;
}

/** Say in the tree where the reader is. */
let waiting = false;
function scrolled() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const above = () => [...parts.text.querySelectorAll("[id^=section-]")].filter((one) => one.getBoundingClientRect().top < innerHeight * READING).at(-1);
    const there = sectionOf(inSight(held) ? held : above());
    const link = there && parts.tree.querySelector(`[data-section="${there}"]`);
    if (!link || link.hasAttribute("aria-current")) return;
    parts.tree.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    const [frame, line] = [parts.tree.getBoundingClientRect(), link.getBoundingClientRect()];
    if (line.top < frame.top || line.bottom > frame.bottom) parts.tree.scrollTop += line.top - frame.top - frame.height / 3;
  });
}

/** On a narrow page the tree and the side are sheets, one at a time. */
function toggle(name) {
  view.dataset.sheet = view.dataset.sheet === name || !name ? "" : name;
  view.querySelectorAll("[data-sheet][aria-expanded]").forEach((one) => one.setAttribute("aria-expanded", String(one.dataset.sheet === view.dataset.sheet)));
  if (view.dataset.sheet) parts[view.dataset.sheet].focus({ preventScroll: true });
}

/** Point at a record: j and k go on from there. */
function aim(n) {
  state.marks[at]?.setAttribute("tabindex", "-1");
  at = n;
  state.marks[n]?.setAttribute("tabindex", "0");
  held = state.marks[n]?.closest("[data-section]") ?? held;
  scrolled();
}

const first = (mark) => Number(mark.dataset.n.split(" ").find((n) => passes(state.claims[n], state.filter)) ?? mark.dataset.n.split(" ")[0]);

function clicked(event) {
  const gone = event.target.closest("s.rejected");
  if (gone && state.filter.rejected && getSelection().isCollapsed) return showRejected(gone.dataset.rejected);
  const mark = event.target.closest("mark.record");
  if (mark && !mark.classList.contains("off") && getSelection().isCollapsed) show(first(mark), { focus: !wide.matches });
  return undefined;
}

/** Show the decision by which a record was rejected, with the way to take it back. */
function showRejected(id) {
  const one = latest(state.decisions).find((other) => other.id === id);
  if (!one) return;
  hidePeek();
  open = -1;
  markOpen();
  const head = h("h2", { id: "record-title", tabIndex: -1 }, t("reader.rejected"));
  fill(parts.side, h("section.record-panel", { "aria-labelledby": "record-title" }, h("div.record-head", {}, h("button.quiet.icon.push", { type: "button", onclick: close, "aria-label": t("site.close"), title: `${t("site.close")}（Esc）` }, icon("close"))), head, h("ul.decisions", {}, row(one, { undo }))));
  parts.side.scrollTop = 0;
  if (!wide.matches) view.dataset.sheet = "side";
  head.focus({ preventScroll: true });
}

/** The next record that is marked, or the one before. */
function step(by) {
  const { claims } = state;
  let next = at < 0 ? nearest() - (by > 0 ? 1 : 0) : at;
  do next += by;
  while (next >= 0 && next < claims.length && (!state.marks[next] || !passes(claims[next], state.filter)));
  if (next < 0 || next >= claims.length) return;
  if (open >= 0) show(next);
  else aim(next);
  const mark = state.marks[next];
  if (open < 0 || !parts.side.contains(document.activeElement)) mark.focus({ preventScroll: true });
  const { top, bottom } = mark.getBoundingClientRect();
  if (top < 140 || bottom > innerHeight * (wide.matches || open < 0 ? 0.8 : 0.35)) mark.scrollIntoView({ block: wide.matches || open < 0 ? "center" : "start", behavior: "instant" });
  if (open < 0) peekAt(mark, next);
}

/** The first record that is in sight. */
const nearest = () => Math.max(state.marks.findIndex((mark) => mark && mark.getBoundingClientRect().top > 100), 0);

/** Open the panel of a record. */
function show(n, { focus = false } = {}) {
  hidePeek();
  aim(n);
  open = n;
  fill(parts.side, panel(n, state, act));
  parts.side.scrollTop = 0;
  markOpen();
  if (!wide.matches) view.dataset.sheet = "side";
  history.replaceState(null, "", addressOf(key, state.claims[n]));
  said.textContent = spoken(state.claims[n]);
  if (focus) parts.side.querySelector("h2").focus({ preventScroll: true });
}

function markOpen() {
  parts.text.querySelectorAll(".open").forEach((one) => one.classList.remove("open"));
  state.marks[open]?.classList.add("open");
}

function close() {
  const back = open;
  open = -1;
  markOpen();
  overview();
  toggle(null);
  state.marks[back]?.focus({ preventScroll: true });
  hidePeek();
}

/** What the panel can do; a decision goes on its way while the person reads on. */
const act = {
  step, close, show: (n) => { show(n); state.marks[n]?.scrollIntoView({ block: "center" }); },
  accept: (n) => decided([{ action: "accept", claim: state.claims[n].iri }], state.claims[n].iri),
  correct: async (n) => decided(await correctForm(state.claims[n], state.listed, wordsOf(n)), state.claims[n].iri),
  reject: (n) => decided([{ action: "reject", claim: state.claims[n].iri }], state.claims[n].iri),
  merge: async (n) => {
    const other = await mergeForm(n, state);
    if (other) decided([{ action: "merge", claim: state.claims[n].iri, other }], state.claims[n].iri);
  },
  place: (n) => ({ report: key, document: state.document, start: state.claims[n].start }),
  split: (claim, other) => decided([{ action: "split", claim: claim.iri, other: other.iri }], claim.iri),
  undo,
};

/** The words of a record, and its sentence, as they stand in the text. */
const wordsOf = (n) => ({ words: (state.marks[n]?.textContent ?? "").replace(/\s+/g, ""), sentence: state.sentences[n]?.textContent.trim() ?? "" });

/** Send decisions one after the other, then show the text as it is now. */
async function decided(wishes, iri) {
  if (!wishes?.length || !(await named())) return; // nothing is being saved while the name is asked for
  saving(iri, 1);
  try {
    let done = null;
    for (const wish of wishes) done = (await decide(wish)) ?? done;
    if (!done) return;
    told(done, (id) => undo(id, iri));
    await again();
  } catch (error) {
    toast(error.message, "error");
  } finally {
    saving(iri, -1);
  }
}

async function undo(id, iri = null) {
  try {
    const done = await withdraw(id);
    if (!done) return;
    toast(t("decide.undone"));
    await again();
    const back = iri ? state.claims.findIndex((claim) => claim.iri === iri) : -1;
    if (back >= 0 && open >= 0 && back !== open) show(back); // a record that was rejected is there again
  } catch (error) {
    toast(error.message, "error");
  }
}

function saving(iri, more) {
  const number = (state.saving.get(iri) ?? 0) + more;
  if (number) state.saving.set(iri, number);
  else state.saving.delete(iri);
  state.marks.forEach((mark, n) => mark?.classList.toggle("saving", state.saving.has(state.claims[n].iri)));
  if (open >= 0 && state.claims[open]?.iri === iri) show(open);
}

/** Read the report again, and stay where the person is. */
async function again() {
  const [was, mark] = [state.claims[at]?.iri, state.marks[at]];
  const [was_open, focus] = [open >= 0 ? state.claims[open].iri : null, document.activeElement === mark];
  parts.text.setAttribute("aria-busy", "true");
  const report = await read().finally(() => parts.text.removeAttribute("aria-busy"));
  const top = scrollY;
  open = -1;
  take(report);
  scrollTo({ top, behavior: "instant" });
  const index = (iri) => state.claims.findIndex((claim) => claim.iri === iri);
  if (index(was) >= 0) aim(index(was));
  if (was_open && index(was_open) >= 0) show(index(was_open));
  else if (was_open) showNext();
  if (focus) state.marks[at]?.focus({ preventScroll: true });
}

/** The record that was open is gone: the next one takes its place, in the text and beside it. */
function showNext() {
  const next = state.claims.findIndex((claim, n) => n >= at && state.marks[n] && passes(claim, state.filter));
  if (next >= 0) return show(next);
  overview();
  toggle(null);
  return state.marks[at]?.focus({ preventScroll: true });
}

/* the peek */
let soon = 0;
function point(mark) {
  clearTimeout(soon);
  if (!mark || mark.classList.contains("off")) soon = setTimeout(hidePeek, SOON);
  else soon = setTimeout(() => peekAt(mark), SOON);
}

function focused(mark) {
  const n = first(mark);
  if (!mark.dataset.n.split(" ").includes(String(at))) aim(n);
  said.textContent = spoken(state.claims[at]);
  if (open < 0) peekAt(mark, at);
}

function peekAt(mark, n = null) {
  if (!mark.isConnected || mark.classList.contains("off") || (open >= 0 && mark === state.marks[open])) return hidePeek();
  const numbers = mark.dataset.n.split(" ").map(Number).filter((one) => n === null || one === n);
  fill(parts.peek, peek(numbers.map((one) => state.claims[one]), state.tasks), others(numbers[0]), h("p.hint", {}, t("reader.peek.hint")));
  parts.peek.hidden = false;
  const around = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = parts.peek;
  const below = around.bottom + height + 12 < innerHeight;
  parts.peek.style.left = `${Math.max(8, Math.min(around.left, document.documentElement.clientWidth - width - 8)) + scrollX}px`;
  parts.peek.style.top = `${(below ? around.bottom + 8 : Math.max(around.top - height - 8, 8)) + scrollY}px`;
  return undefined;
}

/** How often else the report speaks of the same thing. */
function others(n) {
  const number = state.claims.filter((claim) => claim.about === state.claims[n].about).length - 1;
  return number ? h("p.small", {}, t("reader.others", { number })) : null;
}

function hidePeek() {
  clearTimeout(soon);
  parts.peek.hidden = true;
}

/* a missed record, or sentences to be collected */
let chosen = null;
let chosenSentences = [];
function selected() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const words = range && parts.text.contains(range.commonAncestorContainer) ? range.toString() : "";
  chosen = words.trim() && words.length <= LONGEST ? range.cloneRange() : null;
  chosenSentences = words.trim() ? [...parts.text.querySelectorAll(".sentence")].filter((one) => range.intersectsNode(one)).slice(0, MOST) : [];
  parts.here.hidden = !chosen && !chosenSentences.length;
  parts.add.hidden = !chosen;
  parts.here.lastElementChild.hidden = !chosenSentences.length;
  if (parts.here.hidden) return;
  const rows = range.getClientRects();
  const last = rows[rows.length - 1] ?? range.getBoundingClientRect();
  parts.here.style.left = `${Math.max(8, Math.min(last.right + scrollX, document.documentElement.clientWidth - parts.here.offsetWidth - 8))}px`;
  parts.here.style.top = `${last.bottom + scrollY + 8}px`;
}

function collectChosen() {
  const places = chosenSentences.map((one) => ({ report: key, document: state.document, start: Number(one.dataset.start) }));
  getSelection().removeAllRanges();
  collect(places);
}

async function add() {
  const quote = quoted(chosen, parts.text);
  getSelection().removeAllRanges();
  const wishes = await addForm(key, quote);
  if (wishes) decided(wishes, null);
}

/* the keyboard */
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open], .menu")) return;
  if (event.target.matches("input, select, textarea")) return;
  const free = event.target === document.body || view.contains(event.target) || event.target.id === "main";
  if (!free) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const onMark = event.target.matches("mark.record");
  if (name === "Escape") {
    if (!parts.peek.hidden) hidePeek();
    else if (open >= 0) close();
    else if (view.dataset.sheet) toggle(null);
    else return;
  } else if (name === "j" || (onMark && ["ArrowRight", "ArrowDown"].includes(name))) step(1);
  else if (name === "k" || (onMark && ["ArrowLeft", "ArrowUp"].includes(name))) step(-1);
  else if (name === "Enter" && onMark) show(at, { focus: true });
  else if ((name === "Enter" || name === " ") && event.target.matches("s.rejected")) showRejected(event.target.dataset.rejected);
  else if (open >= 0 && name === "a") act.accept(open);
  else if (open >= 0 && name === "e") act.correct(open);
  else if (open >= 0 && name === "x") act.reject(open);
  else if (name === "c" && (open >= 0 || onMark)) collect([act.place(open >= 0 ? open : at)]);
  else return;
  event.preventDefault();
}

start();
