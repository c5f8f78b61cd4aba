// The collected sentences: held against their reports, put in order, left out, copied, and saved as a file.

import { call, send } from "./api.js";
import { placeOf } from "./cards.js";
import { collected } from "./collected.js";
import { drop, item, keep } from "./collecting.js";
import { compared } from "./compared.js";
import { t } from "./i18n.js";
import { copy, fill, h, icon, notice, popup, save, state, toast } from "./ui.js";

const FORMS = [["docx", "docx"], ["xlsx", "xlsx"], ["csv", "csv"], ["markdown", "md"]];
const view = document.getElementById("view");
const said = document.getElementById("said");
const states = new Map(); // what the server said of each: `${report} ${text}` → {state, sentence}
let unchecked = null; // why they could not be checked

const nameOf = (one) => `${one.report} ${one.text}`;
const stateOf = (one) => states.get(nameOf(one)) ?? { state: "stands", sentence: null };

/** Hold all against their reports; what moved is kept with the place where it stands now. */
async function start() {
  try {
    await check();
  } finally {
    show();
    view.removeAttribute("aria-busy");
  }
}

async function check() {
  const before = collected();
  if (!before.length) return;
  try {
    const { excerpts } = await send("/api/excerpts", { excerpts: before.map(({ report, start, text }) => ({ report, start, text })) });
    before.forEach((one, n) => states.set(nameOf(one), excerpts[n]));
    const now = before.map((one, n) => (excerpts[n].state === "stands" ? { ...item(excerpts[n].sentence, one.question), text: one.text } : one));
    if (JSON.stringify(now) !== JSON.stringify(before)) keep(now);
    unchecked = null;
  } catch (error) {
    unchecked = error;
  }
}

function show() {
  const items = collected();
  if (!items.length) return fill(view, state("collect", t("collection.none"), h("p", {}, t("collection.none.what")), h("p", {}, h("a.button.primary", { href: "/" }, icon("search"), t("search.title")))));
  const lost = items.filter((one) => stateOf(one).state !== "stands").length;
  return fill(
    view, bar(items),
    unchecked ? notice(`${t("collection.unchecked")} ${unchecked.message}`, "error") : null,
    lost ? notice(t("collection.lost", { number: lost }), "warn") : null,
    h("ol.excerpts", {}, items.map((one, n) => row(one, n, items))),
  );
}

function bar(items) {
  const menu = (words, sign, title, rows) => {
    const button = h("button", { type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" }, icon(sign), words);
    button.addEventListener("click", () => popup(button, [h("p.muted.small", {}, title), rows.map(([name, run]) => h("button.menu-row", { type: "button", onclick: () => { button.closePopup(); run(); } }, name))], words));
    return button;
  };
  return h(
    "div.collection-bar", {}, h("h2", {}, t("collection.count", { number: items.length })),
    h("div.row.push", {},
      h("button.quiet", { type: "button", onclick: () => drop(items, show) }, icon("trash"), t("collection.clear")),
      menu(t("collection.copy"), "copy", t("collection.copy.title"), [[t("collection.copy.citations"), citations], [t("collection.copy.markdown"), markdown]]),
      menu(t("collection.save"), "download", t("collection.save.title"), FORMS.map(([form, suffix]) => [t(`search.export.${form}`), () => saved(form, suffix)]))),
  );
}

/** One sentence with its place, what found it, and whether it still stands. */
function row(one, n, items) {
  const { state: how, sentence } = stateOf(one);
  const number = n + 1;
  const button = (name, sign, run, off = false) => h("button.quiet.icon", { type: "button", disabled: off, dataset: { do: name }, onclick: run, "aria-label": t(`collection.${name}.of`, { number }), title: t(name === "cite" ? "search.cite" : `collection.${name}`) }, icon(sign));
  return h(
    "li", { class: how }, h("span.at", { "aria-hidden": "true" }, String(number)),
    h("div.body", {},
      how === "stands" ? [h("blockquote", {}, h("a", { href: placeOf(one), title: t("search.place") }, one.text)), way(one)] : fallen(one, how, sentence),
      one.question ? h("p.found-by", {}, t("collection.question"), h("a", { href: `/?${new URLSearchParams({ q: one.question })}` }, one.question)) : null),
    h("div.do", {},
      button("cite", "copy", () => copied([one]), how !== "stands"),
      button("up", "up", () => move(n, -1), n === 0), button("down", "down", () => move(n, 1), number === items.length),
      button("drop", "close", () => left(one, n))),
  );
}

/** A sentence that its report no longer has: what was collected, and what stands in its place. */
function fallen(one, how, sentence) {
  const what = how === "gone" ? "collection.gone.what" : sentence ? "collection.changed.what" : "collection.changed.lost";
  return [
    h("p.state-line", {}, h("span.badge.candidate", {}, t(`collection.${how}`)), t(what)),
    sentence ? compared(one.text, sentence.text, [t("collection.then"), t("collection.now")]) : h("blockquote", {}, one.text),
    way(sentence ?? one, how !== "gone"),
    sentence ? h("p.row", {}, h("button", { type: "button", onclick: () => take(one, sentence) }, icon("check"), t("collection.take"))) : null,
  ];
}

function way(one, there = true) {
  const words = [one.title, ...one.section].flatMap((name, n) => (n ? [h("span.sep", { "aria-hidden": "true" }, "›"), name] : [name]));
  return there ? h("a.way", { href: placeOf(one) }, icon("report"), " ", words) : h("span.way", {}, words);
}

/** Move a sentence; the focus stays on its button. */
function move(n, by) {
  const items = [...collected()];
  const [one] = items.splice(n, 1);
  items.splice(n + by, 0, one);
  if (!keep(items)) return;
  show();
  const there = view.querySelectorAll(".excerpts > li")[n + by];
  const name = by < 0 ? "up" : "down";
  (there.querySelector(`[data-do=${name}]:enabled`) ?? there.querySelector("[data-do=up]:enabled, [data-do=down]:enabled"))?.focus();
  said.textContent = t("collection.moved", { number: n + by + 1 });
}

/** Leave one out; the focus goes to the one that follows. */
function left(one, n) {
  drop([one], show);
  const rows = view.querySelectorAll("[data-do=drop]");
  (rows[Math.min(n, rows.length - 1)] ?? document.getElementById("main")).focus();
}

function take(one, sentence) {
  const fresh = item(sentence, one.question);
  if (!keep(collected().filter((other) => nameOf(other) !== nameOf(fresh)).map((other) => (other === one ? fresh : other)))) return;
  states.set(nameOf(fresh), { state: "stands", sentence });
  show();
  toast(t("collection.taken"));
}

const standing = () => collected().filter((one) => stateOf(one).state === "stands");

const citations = () => copied(standing());

async function copied(items) {
  const done = await copy(items.map((one) => one.citation).join("\n"));
  toast(done ? t(items.length > 1 ? "collection.copied" : "search.cite.done", { number: items.length }) : t("site.not_copied"), done ? "" : "error");
}

const markdown = () => asked("markdown", async (file) => {
  const done = await copy(await file.text());
  toast(done ? t("collection.copied", { number: standing().length }) : t("site.not_copied"), done ? "" : "error");
});

const saved = (form, suffix) => asked(form, (file) => {
  const name = `${t("collection.title")}.${suffix}`;
  save(file, name);
  toast(t("search.export.done", { name }));
});

/** Have the server write the file: the words are those of the reports. */
async function asked(format, then) {
  view.classList.add("busy");
  try {
    const excerpts = collected().map(({ report, start, text, question }) => ({ report, start, text, question }));
    const answer = await call("/api/excerpts/file", { method: "POST", body: JSON.stringify({ excerpts, format }), headers: { "Content-Type": "application/json" } });
    await then(await answer.blob());
  } catch (error) {
    toast(error.message, "error");
  } finally {
    view.classList.remove("busy");
  }
}

addEventListener("storage", start);
start();
